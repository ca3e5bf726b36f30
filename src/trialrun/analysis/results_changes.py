"""Results of a change-by-visit display: values and changes from baseline of many parameters."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.membership import ARM, arm_name, arm_subjects, counts_by_arm
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import STATISTICS, column_counts, statistic_format
from trialrun.report import Result, id_part
from trialrun.statistics import describe
from trialrun.study import ChangeByVisitDisplay, ParameterGroup, Study

SHOWN = {"AVAL": ("n", "mean", "sd"), "CHG": ("n", "mean", "sd")}
"""Statistics of each analysis variable."""


def summarize_changes(
    study: Study, display: ChangeByVisitDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Summarise values and changes of each parameter by visit and arm.

    Args:
        study: arms and the population.
        display: which parameters of which data sets, at which visits.
        adam: read: ADSL, and of each data set USUBJID, PARAMCD, AVISIT, AVAL, CHG.
    Returns:
        `NUMBER.N.ARM` and `NUMBER.PARAMCD.VISIT.AVAL|CHG.n|mean|sd.ARM`, spaces of the visit as
        `_`; n counts values that are not missing, and there is no mean where n is 0.
    """
    subjects = arm_subjects(
        study, analysis_frame(adam, "ADSL", "USUBJID"), display.population, safety=True
    )
    origin = Origin(display.number, "ADSL", display.population)
    rows = list(column_counts(origin, counts_by_arm(study, subjects), study))
    for group in display.groups:
        rows += _group_results(study, display, group, adam, subjects)
    return rows


def _group_results(
    study: Study,
    display: ChangeByVisitDisplay,
    group: ParameterGroup,
    adam: Mapping[str, pl.DataFrame],
    subjects: pl.DataFrame,
) -> list[Result]:
    """Return the results of the parameters of one data set."""
    frame = analysis_frame(
        adam, group.data_set, "USUBJID", "PARAMCD", "AVISIT", "AVAL", "CHG"
    ).select("USUBJID", "PARAMCD", pl.col("AVISIT").str.strip_chars(), "AVAL", "CHG")
    codes = [parameter.value for parameter in group.parameters]
    values = (
        frame.filter(pl.col("PARAMCD").is_in(codes))
        .join(subjects.select("USUBJID", ARM), on="USUBJID", how="inner")
        .partition_by("PARAMCD", "AVISIT", ARM, as_dict=True)
    )
    origin = Origin(display.number, group.data_set, display.population)
    empty = frame.clear()
    rows: list[Result] = []
    for code in codes:
        for visit in display.visits:
            for arm in study.arms:
                cell = values.get((code, visit.value, arm.id), empty)
                groups = {
                    **arm_name(study, arm.id), "PARAMCD": code, "AVISIT": visit.value
                }  # fmt: skip
                for variable, operations in SHOWN.items():
                    found = describe(cell[variable].drop_nulls().to_numpy())
                    for operation in operations:
                        value = getattr(found, STATISTICS[operation])
                        if value is None:
                            continue
                        rows.append(
                            origin.result(
                                code,
                                id_part(visit.value),
                                variable,
                                operation,
                                arm.id,
                                method="summary",
                                operation=operation,
                                value=value,
                                form=statistic_format(operation, display.decimals),
                                variable=variable,
                                groups=groups,
                            )
                        )
    return rows
