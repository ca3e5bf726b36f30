"""Results of a disposition display: randomised, treated, completed, discontinued and why."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.membership import arm_subjects, arms_and_total, counts_by_arm, in_arm
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.records import within
from trialrun.analysis.summaries import column_counts, count_results
from trialrun.report import Result
from trialrun.study import DispositionDisplay, Study, endpoint_deaths, reasons_for_leaving


def summarize_disposition_display(
    study: Study, display: DispositionDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Count subjects by how far they came, by arm and in total.

    Args:
        study: arms, completed terms and the reasons of the definition.
        display: its population.
        adam: read: ADSL (TRTSDT, DCDECOD, DCREASCD).
    Returns:
        `NUMBER.N.ARM`; `NUMBER.treated|completed|ongoing|discontinued.count|percent.ARM` and
        `NUMBER.reason-K.count|percent.ARM`, K being the place of the reason in the definition.
        Ongoing are those without an end of study. `NUMBER.died` counts deaths apart from
        discontinuations where death is an endpoint.
    """
    adsl = analysis_frame(adam, "ADSL", "TRTSDT", "DCDECOD", "DCREASCD")
    subjects = arm_subjects(study, adsl, display.population)
    origin = Origin(display.number, "ADSL", display.population)
    bases = counts_by_arm(study, subjects)
    rows = list(column_counts(origin, bases, study))
    done = within("DCDECOD", study.sdtm.completed_terms)
    ended = pl.col("DCDECOD").is_not_null()
    dead = within("DCDECOD", endpoint_deaths(study))
    steps = {
        "treated": (pl.col("TRTSDT").is_not_null(), "TRTSDT"),
        "completed": (done, "DCDECOD"),
        "ongoing": (~ended, "DCDECOD"),
        **({"died": (ended & dead, "DCDECOD")} if endpoint_deaths(study) else {}),
        "discontinued": (ended & ~done & ~dead, "DCDECOD"),
        **{
            f"reason-{place}": (ended & ~done & (pl.col("DCREASCD") == reason.value), "DCREASCD")
            for place, reason in reasons_for_leaving(study)
        },
    }
    for key, (condition, variable) in steps.items():
        chosen = subjects.filter(condition.fill_null(value=False))
        for arm in arms_and_total(study):
            rows += count_results(
                origin,
                (key,),
                in_arm(chosen, arm).height,
                bases[arm],
                arm=arm,
                study=study,
                variable=variable,
                percent_decimals=display.percent_decimals,
            )
    return rows
