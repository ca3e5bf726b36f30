"""Results on disposition: who completed, and why the others left."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.membership import arm_subjects, arms_and_total, counts_by_arm, in_arm
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts, count_results
from trialrun.report import Result, id_part
from trialrun.study import Study, endpoint_deaths

DISPOSITION = "disposition"


def summarize_disposition(study: Study, adam: Mapping[str, pl.DataFrame]) -> list[Result]:
    """
    Count subjects by how their study ended, by arm and in total.

    Args:
        study: arms, and which DCDECOD means completion (`sdtm.completed_terms`).
        adam: read: ADSL (DCDECOD, and DCREASCD where it is there).
    Returns:
        `disposition.N.ARM`, `disposition.completed|discontinued.count|percent.ARM`, and `died` where
        death is an endpoint, which then is no reason; for each reason
        found, by falling number and name, the text `disposition.reason.REASON` and
        `disposition.REASON.count|percent.ARM`.
    """
    adsl = analysis_frame(adam, "ADSL", "DCDECOD")
    subjects = arm_subjects(study, adsl)
    origin = Origin(DISPOSITION, "ADSL")
    bases = counts_by_arm(study, subjects)
    rows = list(column_counts(origin, bases, study))
    done = pl.col("DCDECOD").is_in(study.sdtm.completed_terms)
    completed = subjects.filter(done)
    died = pl.col("DCDECOD").is_in(endpoint_deaths(study))
    left = subjects.filter(~done & ~died)
    reason = "DCREASCD" if "DCREASCD" in adsl.columns else "DCDECOD"

    def count(key: str, frame: pl.DataFrame, variable: str, value: str | None = None) -> None:
        groups = {variable: value} if value is not None else {}
        for arm in arms_and_total(study):
            rows.extend(
                count_results(
                    origin,
                    (key,),
                    in_arm(frame, arm).height,
                    bases[arm],
                    arm=arm,
                    study=study,
                    variable=variable,
                    groups=groups,
                )
            )

    count("completed", completed, "DCDECOD")
    if endpoint_deaths(study):
        count("died", subjects.filter(died), "DCDECOD")
    count("discontinued", left, "DCDECOD")
    found = left.group_by(reason).len().drop_nulls().rows()
    for value, _ in sorted(found, key=lambda row: (-row[1], row[0])):
        key = id_part(value)
        rows.append(
            origin.result(
                "reason",
                key,
                method="listing",
                operation="text",
                text=value,
                form=f"term:{reason}",
                variable=reason,
                groups={reason: value},
            )
        )
        count(key, left.filter(pl.col(reason) == value), reason, value)
    return rows
