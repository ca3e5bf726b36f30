"""Results of a populations display: how many subjects are in each population."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.membership import (
    arm_subjects,
    arms_and_total,
    counts_by_arm,
    in_arm,
    is_member,
)
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts, count_results
from trialrun.report import Result
from trialrun.study import PopulationsDisplay, Study


def summarize_populations(
    study: Study, display: PopulationsDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Count the subjects of each population, by arm and in total.

    Args:
        study: arms and populations.
        display: which populations.
        adam: read: ADSL.
    Returns:
        `NUMBER.N.ARM`, `NUMBER.POPULATION.count.ARM` and `NUMBER.POPULATION.percent.ARM`.
    """
    subjects = arm_subjects(study, analysis_frame(adam, "ADSL"), display.population)
    origin = Origin(display.number, "ADSL", display.population)
    bases = counts_by_arm(study, subjects)
    rows = list(column_counts(origin, bases, study))
    for name in display.populations:
        population = study.population(name)
        members = subjects.filter(is_member(study, population, subjects))
        for arm in arms_and_total(study):
            count = in_arm(members, arm).height
            rows += count_results(
                origin, (name,), count, bases[arm], arm=arm, study=study, variable=population.flag
            )
    return rows
