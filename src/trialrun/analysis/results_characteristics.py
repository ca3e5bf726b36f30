"""Results of a characteristics display: variables of ADSL, continuous or in categories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from trialrun.analysis.membership import (
    ARM,
    arm_name,
    arm_subjects,
    arms_and_total,
    counts_by_arm,
    has_values,
    in_arm,
)
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts, continuous_results, count_results
from trialrun.errors import AnalysisError
from trialrun.report import Result
from trialrun.statistics import anova_one_way, chi_square, fisher_exact
from trialrun.study import Characteristic, CharacteristicsDisplay, Level, Study, row_keys


def summarize_characteristics(
    study: Study, display: CharacteristicsDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Summarise characteristics by arm and in total, and compare the arms where a test is named.

    Args:
        study: arms and the population.
        display: which variables, their categories, decimals and tests.
        adam: read: ADSL.
    Returns:
        `NUMBER.N.ARM`; for a continuous variable `NUMBER.VARIABLE.STATISTIC.ARM`; for a category
        `NUMBER.VARIABLE.VALUE.count.ARM` and `.percent.ARM` of all subjects of the arm, and
        `NUMBER.VARIABLE.n.ARM`; `NUMBER.VARIABLE.p_value` (of one category:
        `NUMBER.VARIABLE.VALUE.p_value`).
    """
    needed = sorted({name for row in display.rows for name in variables_of(row)})
    adsl = analysis_frame(adam, "ADSL", *needed)
    subjects = arm_subjects(study, adsl, display.population)
    origin = Origin(display.number, "ADSL", display.population)
    rows = list(column_counts(origin, counts_by_arm(study, subjects), study))
    for key, characteristic in zip(row_keys(display.rows), display.rows, strict=True):
        summarize = _SUMMARIES[characteristic.kind]
        rows += summarize(study, origin, key, characteristic, subjects)
    return rows


def variables_of(row: Characteristic) -> set[str]:
    """Return the variables that a characteristic reads."""
    return {row.variable, *(name for level in row.levels for name in level.where)}


def summarize_continuous(
    study: Study, origin: Origin, key: str, row: Characteristic, subjects: pl.DataFrame
) -> Iterator[Result]:
    """Yield statistics of a number by arm and in total, and the test of its means."""
    for arm in arms_and_total(study):
        values = in_arm(subjects, arm)[row.variable]
        yield from continuous_results(
            origin,
            (key,),
            values,
            arm=arm,
            study=study,
            decimals=row.decimals,
            variable=row.variable,
        )
    if row.test == "anova":
        known = subjects.filter(pl.col(row.variable).is_not_null())

        def p_value() -> float:
            return anova_one_way(known[row.variable].to_numpy(), known[ARM].to_list()).p

        yield tested(origin, (key,), "anova", p_value, row.variable)


def summarize_categorical(
    study: Study, origin: Origin, key: str, row: Characteristic, subjects: pl.DataFrame
) -> Iterator[Result]:
    """Yield the subjects of each category by arm and in total, and the tests of them."""
    bases = counts_by_arm(study, subjects)
    arms = arms_and_total(study)
    known = counts_by_arm(study, subjects.filter(pl.col(row.variable).is_not_null()))
    for arm in arms:
        yield origin.result(
            key,
            "n",
            arm,
            method="count",
            operation="n",
            value=known[arm],
            form="int",
            variable=row.variable,
            groups=arm_name(study, arm),
        )
    table: list[list[int]] = []
    for level in row.levels:
        counts = counts_by_arm(study, subjects.filter(is_level(row, level)))
        of_arms = [counts[arm.id] for arm in study.arms]
        table.append(of_arms)
        for arm in arms:
            yield from count_results(
                origin,
                (key, level.value),
                counts[arm],
                bases[arm],
                arm=arm,
                study=study,
                variable=row.variable,
                groups={row.variable: level.value},
            )
        if row.test == "fisher" and level.tested:
            others = [bases[arm.id] - count for arm, count in zip(study.arms, of_arms, strict=True)]
            pair = [of_arms, others]
            yield tested(
                origin,
                (key, level.value),
                "fisher",
                lambda pair=pair: fisher_exact(pair),  # type: ignore[misc]
                row.variable,
            )
    if row.test == "chi-square":
        yield tested(origin, (key,), "chi-square", lambda: chi_square(table).p, row.variable)


def is_level(row: Characteristic, level: Level) -> pl.Expr:
    """Return whether a subject belongs to a category."""
    return has_values(level.where or {row.variable: level.value})


def tested(
    origin: Origin, key: tuple[str, ...], method: str, p_value: Callable[[], float], variable: str
) -> Result:
    """Return a p-value; where the data do not allow it, none, and why."""
    try:
        value, warning = p_value(), None
    except AnalysisError as error:
        value, warning = None, str(error)
    return origin.result(
        *key,
        "p_value",
        method=method,
        operation="p_value",
        value=value,
        form="p4g" if method == "fisher" else "p4",
        variable=variable,
        warning=warning,
    )


_SUMMARIES = {"continuous": summarize_continuous, "categorical": summarize_categorical}
