"""Facts about each subject who did not complete the study, for the listing of the report."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.dates import days_between
from trialrun.analysis.membership import ARM, arm_subjects
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.results_subjects import record_facts
from trialrun.report import Result
from trialrun.study import Study, endpoint_deaths

DISCONTINUED = "discontinued"
"""Analysis under which the facts stand."""

FACTS = {
    "id": ("USUBJID", "text"),
    "arm": (ARM, "text"),
    "age": ("AGE", "g"),
    "sex": ("SEX", "term:SEX"),
    "last_dose": ("TRTEDT", "date"),
    "end_of_study": ("RFENDT", "date"),
    "end_day": ("_end_day", "int"),
}
"""Name of a fact -> variable of ADSL and format; the reason comes after these."""


def summarize_discontinued(study: Study, adam: Mapping[str, pl.DataFrame]) -> list[Result]:
    """
    Return what the listing of discontinued subjects tells of each.

    A subject whose end of study is not recorded did not complete; one who died
    has not discontinued where death is an endpoint. A fact that is missing in the
    data is no result.

    Args:
        study: arms, and which DCDECOD means completion (`sdtm.completed_terms`).
        adam: read: ADSL (DCDECOD, and DCREASCD where it is there).
    Returns:
        By arm and subject: `discontinued.USUBJID.FACT` with the facts of `FACTS` (`arm` is the
        arm's id, `end_day` the study day of the end) and `reason`.
    """
    subjects = arm_subjects(study, analysis_frame(adam, "ADSL", "USUBJID", "DCDECOD"))
    done = (
        pl.col("DCDECOD")
        .is_in((*study.sdtm.completed_terms, *endpoint_deaths(study)))
        .fill_null(value=False)
    )
    left = subjects.filter(~done)
    if {"RFENDT", "TRTSDT"} <= set(left.columns):
        day = days_between("RFENDT", "TRTSDT")
        left = left.with_columns(_end_day=pl.when(day >= 0).then(day + 1).otherwise(day))
    reason = "DCREASCD" if "DCREASCD" in left.columns else "DCDECOD"
    facts = {**FACTS, "reason": (reason, f"term:{reason}")}
    origin = Origin(DISCONTINUED, "ADSL")
    rows: list[Result] = []
    for arm in study.arms:
        for subject in left.filter(pl.col(ARM) == arm.id).sort("USUBJID").to_dicts():
            rows += record_facts(origin, (subject["USUBJID"],), subject, facts)
    return rows
