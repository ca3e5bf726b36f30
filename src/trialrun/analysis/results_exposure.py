"""Results of an exposure display: duration and dose in some populations side by side."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.membership import arm_subjects, arms_and_total, counts_by_arm, in_arm
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts, continuous_results
from trialrun.report import Result
from trialrun.study import ExposureDisplay, Study, row_keys


def summarize_exposure(
    study: Study, display: ExposureDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Summarise variables of exposure by arm and in total, in each population of the display.

    Args:
        study: arms and populations.
        display: which populations and variables.
        adam: read: ADSL.
    Returns:
        `NUMBER.POPULATION.N.ARM` and `NUMBER.POPULATION.VARIABLE.STATISTIC.ARM`.
    """
    adsl = analysis_frame(adam, "ADSL", *(row.variable for row in display.rows))
    rows: list[Result] = []
    for population in display.populations:
        subjects = arm_subjects(study, adsl, population, safety=True)
        origin = Origin(display.number, "ADSL", population)
        bases = counts_by_arm(study, subjects)
        rows += column_counts(origin, bases, study, key=(population,))
        for key, row in zip(row_keys(display.rows), display.rows, strict=True):
            for arm in arms_and_total(study):
                rows += continuous_results(
                    origin,
                    (population, key),
                    in_arm(subjects, arm)[row.variable],
                    arm=arm,
                    study=study,
                    decimals=row.decimals,
                    variable=row.variable,
                )
    return rows
