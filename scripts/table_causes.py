"""
Causes for which a published number differs from ours, each with the rule that reproduces it.

A cause is a mechanism, never a place: it takes the unrounded results of a cell and says what would
have been printed. A difference is declared only if that is exactly what was printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from trialrun.errors import AnalysisError
from trialrun.language import round_decimal
from trialrun.report import Result
from trialrun.statistics import chi_square

MARKS = "<>="


@dataclass(frozen=True)
class Difference:
    """A number that differs: as published, as ours, and the results that our cell shows."""

    published: str
    ours: str
    results: Sequence[Result]
    all_results: Mapping[str, Result]


def declared_cause(difference: Difference) -> str | None:
    """Return the first cause that reproduces the published number, or None."""
    published, star = _bare(difference.published)
    if star != _bare(difference.ours)[1]:
        return None
    for result in _shown(difference):
        for name, reproduce in CAUSES.items():
            if published in reproduce(difference, result):
                return name
    return None


def _bare(token: str) -> tuple[str, bool]:
    return token.rstrip("*"), token.endswith("*")


def _decimals(token: str) -> int:
    return len(token.partition(".")[2])


def _scale(result: Result) -> int:
    return 100 if result.operation == "percent" else 1


def _value(result: Result) -> float:
    return (result.value or 0.0) * _scale(result)


def _shown(difference: Difference) -> Iterator[Result]:
    """The results of the cell that print as our number."""
    ours = _bare(difference.ours)[0]
    number = ours.lstrip(MARKS)
    for result in difference.results:
        if result.value is None:
            continue
        value = _value(result)
        if ours.startswith("<"):
            shown = value < float(number)
        elif ours.startswith(">"):
            shown = value > float(number)
        else:
            shown = round_decimal(value, _decimals(number)) == Decimal(number)
        if shown:
            yield result


def _rounded_twice(difference: Difference, result: Result) -> set[str]:
    """First to one decimal more than printed, then to what is printed."""
    decimals = _decimals(_bare(difference.ours)[0])
    once = round_decimal(_value(result), decimals)
    twice = round_decimal(float(round_decimal(_value(result), decimals + 1)), decimals)
    return {str(twice)} - {str(once)}


def _zeros_for_small(difference: Difference, result: Result) -> set[str]:
    """A p-value below the last printed digit, printed as zeros instead of as less than it."""
    if result.operation != "p_value" or not difference.ours.startswith("<"):
        return set()
    return {str(round_decimal(_value(result), _decimals(_bare(difference.ours)[0])))}


def _without_last_zeros(difference: Difference, result: Result) -> set[str]:
    """Rounded to the printed decimals, then printed without the zeros at the end."""
    text = str(round_decimal(_value(result), _decimals(_bare(difference.ours)[0])))
    return {text.rstrip("0").rstrip(".")} if text.endswith("0") and "." in text else set()


def _missing_in_lowest(difference: Difference, result: Result) -> set[str]:
    """Subjects without a value counted into the lowest class, as where a missing value is least."""
    table = _class_counts(result, difference.all_results)
    if table is None:
        return set()
    counts, arms, sizes = table
    lowest = next(iter(counts))
    missing = {arm: sizes[arm] - sum(of[arm] for of in counts.values()) for arm in sizes}
    if not any(missing.values()):
        return set()
    counts = {
        level: {arm: n + (missing[arm] if level == lowest else 0) for arm, n in of.items()}
        for level, of in counts.items()
    }
    decimals = _decimals(_bare(difference.ours)[0])
    if result.operation == "p_value":
        if result.method != "chi-square":
            return set()
        try:
            value = chi_square([[of[arm] for arm in arms] for of in counts.values()]).p
        except AnalysisError:
            return set()
        return {str(round_decimal(value, decimals))}
    arm = _column(result)
    level = result.groups.get(result.variable or "")
    if level not in counts or arm not in sizes:
        return set()
    count = counts[level][arm]
    if result.operation == "percent":
        return {str(round_decimal(100 * count / sizes[arm], decimals))}
    return {str(count)} if result.operation == "count" else set()


def _column(result: Result) -> str:
    """The column of a result: its groups but the classified variable."""
    return str(sorted((k, v) for k, v in result.groups.items() if k != result.variable))


def _class_counts(
    result: Result, results: Mapping[str, Result]
) -> tuple[dict[str, dict[str, int]], list[str], dict[str, int]] | None:
    """Subjects by class and column, the columns that are arms, and the size of each column."""
    same = [r for r in results.values() if r.analysis == result.analysis and r.value is not None]
    counts: dict[str, dict[str, int]] = {}
    for each in same:
        level = each.groups.get(result.variable or "")
        if each.operation == "count" and each.variable == result.variable and level is not None:
            counts.setdefault(level, {})[_column(each)] = int(each.value or 0)
    sizes = {
        _column(each): int(each.value or 0)
        for each in same
        if each.operation == "n" and each.variable is None
    }
    columns = set.intersection(*(set(of) for of in counts.values())) if counts else set()
    sizes = {column: size for column, size in sizes.items() if column in columns}
    if not sizes or not counts:
        return None
    totals = [column for column, size in sizes.items() if 2 * size == sum(sizes.values())]
    arms = [column for column in sizes if len(totals) != 1 or column not in totals]
    return counts, arms, sizes


CAUSES: dict[str, Callable[[Difference, Result], set[str]]] = {
    "rounded twice": _rounded_twice,
    "a p-value below the last digit printed as zeros": _zeros_for_small,
    "zeros at the end not printed": _without_last_zeros,
    "missing values counted into the lowest class": _missing_in_lowest,
}
