"""Counts and descriptive statistics as rows of results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from trialrun.analysis.membership import arm_name
from trialrun.analysis.origin import Origin
from trialrun.report import Result
from trialrun.statistics import describe
from trialrun.study import Study

STATISTICS = {
    "n": "n",
    "mean": "mean",
    "sd": "standard_deviation",
    "median": "median",
    "min": "minimum",
    "max": "maximum",
}
"""Operations of a continuous summary, in the order in which tables print them, and their field."""


def statistic_format(operation: str, decimals: int) -> str:
    """Return the format of a statistic of a variable printed with `decimals`; SD has one more."""
    if operation == "n":
        return "int"
    return f"d{decimals + 1}" if operation == "sd" else f"d{decimals}"


def column_counts(
    origin: Origin, counts: Mapping[str, int], study: Study, *, key: tuple[str, ...] = ()
) -> Iterator[Result]:
    """Yield the number of subjects at the head of each column: `N` and the arm's id or total."""
    for arm, count in counts.items():
        yield origin.result(
            *key,
            "N",
            arm,
            method="count",
            operation="n",
            value=count,
            form="int",
            groups=arm_name(study, arm),
        )


def count_results(
    origin: Origin,
    key: Iterable[str],
    count: int,
    base: int,
    *,
    arm: str,
    study: Study,
    variable: str | None = None,
    groups: Mapping[str, str] | None = None,
    percent_decimals: int | None = None,
) -> Iterator[Result]:
    """Yield a number of subjects and its share of `base`: operations `count` and `percent`."""
    where = {**arm_name(study, arm), **(groups or {})}
    decimals = study.conventions.percent_decimals if percent_decimals is None else percent_decimals
    parts = tuple(key)
    yield origin.result(
        *parts,
        "count",
        arm,
        method="count",
        operation="count",
        value=count,
        form="int",
        variable=variable,
        groups=where,
    )
    yield origin.result(
        *parts,
        "percent",
        arm,
        method="count",
        operation="percent",
        value=count / base if base else None,
        form=f"pct{decimals}",
        variable=variable,
        groups=where,
        warning=None if base else "no subjects in the column",
    )


def continuous_results(
    origin: Origin,
    key: Iterable[str],
    values: pl.Series,
    *,
    arm: str,
    study: Study,
    decimals: int,
    variable: str,
    groups: Mapping[str, str] | None = None,
    operations: Iterable[str] = tuple(STATISTICS),
) -> Iterator[Result]:
    """
    Yield the descriptive statistics of some values; `n` counts those that are not missing.

    A statistic that so few values do not give (a mean of none, an SD of one) is missing, and says
    so in its warning.
    """
    found = describe(values.drop_nulls().to_numpy())
    where = {**arm_name(study, arm), **(groups or {})}
    parts = tuple(key)
    for operation in operations:
        value = getattr(found, STATISTICS[operation])
        yield origin.result(
            *parts,
            operation,
            arm,
            method="summary",
            operation=operation,
            value=value,
            form=statistic_format(operation, decimals),
            variable=variable,
            groups=where,
            warning=None if value is not None else "too few values",
        )
