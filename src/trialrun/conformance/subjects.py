"""Rules on subjects: who is in DM, and who is elsewhere without being there."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from trialrun.conformance.finding import Finding, finding_of
from trialrun.conformance.rule import Inspection, Rule


def duplicate_subject(data: Inspection) -> Iterator[Finding]:
    """A subject has more than one record in DM."""
    subjects = data.frames.get("DM")
    if subjects is not None and "USUBJID" in subjects.columns:
        known = subjects.filter(pl.col("USUBJID").is_not_null())
        records = known.filter(pl.col("USUBJID").is_duplicated())
        if records.height:
            yield finding_of("duplicate-subject", "error", "DM", records, "USUBJID")


def subject_unknown(data: Inspection) -> Iterator[Finding]:
    """A subject has records but none in DM."""
    subjects = data.frames.get("DM")
    if subjects is None or "USUBJID" not in subjects.columns:
        return
    for name, frame in data.frames.items():
        if "USUBJID" not in frame.columns:
            continue
        records = frame.filter(pl.col("USUBJID").is_not_null()).join(
            subjects, on="USUBJID", how="anti"
        )
        if records.height:
            yield finding_of("subject-unknown", "error", name, records.sort("row"), "USUBJID")


def other_study(data: Inspection) -> Iterator[Finding]:
    """STUDYID is not that of the definition."""
    if data.study is None:
        return
    expected = data.study.identification.protocol
    for name, frame in data.frames.items():
        if "STUDYID" in frame.columns:
            records = frame.filter(pl.col("STUDYID") != expected)
            if records.height:
                yield finding_of(
                    "other-study", "error", name, records, "STUDYID", expected=expected
                )


RULES = (
    Rule(
        "duplicate-subject",
        "error",
        "SDTMIG 3.4, 5.2; CG0150, CG0151, CORE-000186, CORE-000351",
        duplicate_subject,
    ),
    Rule("subject-unknown", "error", "SDTMIG 3.4, 5.2; CG0029, CORE-000201", subject_unknown),
    Rule("other-study", "error", "SDTMIG 3.4, 4.2.2", other_study),
)
