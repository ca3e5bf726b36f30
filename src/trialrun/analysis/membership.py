"""Who is counted where: subjects of a population, each with the arm under which they are shown."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.errors import AnalysisError
from trialrun.study import Population, Study

ARM = "_arm"
"""Column that `arm_subjects` adds: the id of the subject's arm in the definition."""

TOTAL = "total"
"""Stands where a result is over all arms."""


def arm_subjects(
    study: Study, adsl: pl.DataFrame, population: str | None = None, *, safety: bool = False
) -> pl.DataFrame:
    """
    Return the subjects of a population with their arm.

    Args:
        study: its arms (ARM), populations (flags) and `conventions.treatment`.
        adsl: read: TRT01P, or TRT01A for safety by actual treatment, and the population's flag.
        population: id; None takes every subject of an arm.
        safety: whether the arm is the one under which safety is shown.
    Returns:
        Rows of ADSL in their order, with `ARM`; subjects of no arm are left out.
    Raises:
        AnalysisError: a variable that is needed is not there.
    """
    actual = safety and study.conventions.treatment == "actual"
    variable = "TRT01A" if actual else "TRT01P"
    _need(adsl, variable)
    names = {arm.name: arm.id for arm in study.arms}
    arms = pl.col(variable).replace_strict(names, default=None, return_dtype=pl.String)
    subjects = adsl.with_columns(arms.alias(ARM)).filter(pl.col(ARM).is_not_null())
    if population is None:
        return subjects
    return subjects.filter(is_member(study, study.population(population), subjects))


def is_member(study: Study, population: Population, adsl: pl.DataFrame) -> pl.Expr:
    """
    Return whether a subject belongs to a population: its flag is Y.

    Where ADSL has no such flag and the population is that of completed subjects, the end of study
    (DCDECOD) tells.

    Raises:
        AnalysisError: neither is there.
    """
    if population.flag in adsl.columns:
        return (pl.col(population.flag) == "Y").fill_null(value=False)
    if population.rule.study_completed and "DCDECOD" in adsl.columns:
        return pl.col("DCDECOD").is_in(study.sdtm.completed_terms).fill_null(value=False)
    message = f"population {population.id}: ADSL has no variable {population.flag}"
    raise AnalysisError(message, hint="name the flag that analysis_data.ADSL derives.")


def has_values(where: Mapping[str, str]) -> pl.Expr:
    """Return whether a row has the value of each variable named; every row has none."""
    return pl.all_horizontal(
        [pl.lit(value=True), *(pl.col(name) == value for name, value in where.items())]
    ).fill_null(value=False)


def counts_by_arm(study: Study, subjects: pl.DataFrame) -> dict[str, int]:
    """Return the number of rows by arm id, in the order of the arms, then `TOTAL`."""
    found = dict(subjects.group_by(ARM).len().iter_rows())
    counts = {arm.id: int(found.get(arm.id, 0)) for arm in study.arms}
    return {**counts, TOTAL: sum(counts.values())}


def arm_name(study: Study, arm: str) -> dict[str, str]:
    """Return the grouping of an arm by id, none for the total."""
    return {} if arm == TOTAL else {"TRT01P": study.arm(arm).name}


def arms_and_total(study: Study) -> list[str]:
    """Return the ids of the arms, and the total."""
    return [arm.id for arm in study.arms] + [TOTAL]


def in_arm(frame: pl.DataFrame, arm: str) -> pl.DataFrame:
    """Return the rows of one arm, all rows for the total."""
    return frame if arm == TOTAL else frame.filter(pl.col(ARM) == arm)


def _need(frame: pl.DataFrame, variable: str) -> None:
    if variable not in frame.columns:
        message = f"ADSL has no variable {variable}"
        raise AnalysisError(message, hint="results are shown by it.")
