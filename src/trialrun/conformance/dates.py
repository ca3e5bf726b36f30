"""Rules on dates: those that can not be, and those in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from trialrun.conformance.finding import Finding, finding_of
from trialrun.conformance.iso_dates import is_later, is_possible_date
from trialrun.conformance.rule import Inspection, Rule

# Pairs of reference dates of DM that follow each other.
_REFERENCE_PAIRS = (("RFSTDTC", "RFENDTC"), ("RFXSTDTC", "RFXENDTC"), ("RFCSTDTC", "RFCENDTC"))
_ENTRY_DATES = ("RFICDTC", "RFSTDTC", "DMDTC")


def date_impossible(data: Inspection) -> Iterator[Finding]:
    """A date is in no calendar, or no date at all."""
    for name, frame in data.frames.items():
        for variable in frame.columns:
            if not variable.endswith("DTC") or frame.schema[variable] != pl.String:
                continue
            values = frame[variable].drop_nulls().unique()
            wrong = [value for value in values.to_list() if not is_possible_date(value)]
            if wrong:
                records = frame.filter(pl.col(variable).is_in(wrong))
                yield finding_of("date-impossible", "error", name, records, variable)


def end_before_start(data: Inspection) -> Iterator[Finding]:
    """A record ends before it starts."""
    for name, frame in data.frames.items():
        pairs = [(name[:2] + "STDTC", name[:2] + "ENDTC"), (name[:2] + "DTC", name[:2] + "ENDTC")]
        if name[:2] + "STDTC" in frame.columns:
            pairs.pop()
        pairs += _REFERENCE_PAIRS if name == "DM" else ()
        for start, end in pairs:
            if {start, end} <= set(frame.columns):
                records = frame.filter(is_later(start, end))
                if records.height:
                    shown = records.with_columns(
                        pl.concat_str(start, end, separator=" > ").alias("_shown")
                    )
                    yield finding_of(
                        "end-before-start", "error", name, shown, start, end, value="_shown"
                    )


def birth_after_entry(data: Inspection) -> Iterator[Finding]:
    """A subject is born after consent or the start of the study."""
    frame = data.frames.get("DM")
    if frame is None or "BRTHDTC" not in frame.columns:
        return
    for entry in _ENTRY_DATES:
        if entry in frame.columns:
            records = frame.filter(is_later("BRTHDTC", entry))
            if records.height:
                yield finding_of("birth-after-entry", "error", "DM", records, "BRTHDTC", entry)


def after_death(data: Inspection) -> Iterator[Finding]:
    """Something starts or is measured after a subject's death."""
    subjects = data.frames.get("DM")
    if subjects is None or not {"DTHDTC", "USUBJID"} <= set(subjects.columns):
        return
    deaths = subjects.filter(pl.col("DTHDTC").is_not_null()).select("USUBJID", "DTHDTC").unique()
    if deaths.is_empty():
        return
    for name, frame in data.subject_level():
        if name == "DM":
            continue
        for variable in (name[:2] + "STDTC", name[:2] + "DTC"):
            collected_only = variable.endswith("STDTC") is False and name[:2] + "TESTCD" not in (
                frame.columns
            )
            if variable not in frame.columns or collected_only:
                continue
            dated = frame.drop("DTHDTC", strict=False).join(deaths, on="USUBJID", how="inner")
            records = dated.filter(is_later(variable, "DTHDTC"))
            if records.height:
                yield finding_of("after-death", "warning", name, records.sort("row"), variable)


def date_without_exposure(data: Inspection) -> Iterator[Finding]:
    """The first or last treatment in DM is not that of EX."""
    subjects, exposure = data.frames.get("DM"), data.frames.get("EX")
    if subjects is None or exposure is None:
        return
    if "USUBJID" not in subjects.columns or not {"USUBJID", "EXSTDTC"} <= set(exposure.columns):
        return
    ends = [column for column in ("EXSTDTC", "EXENDTC") if column in exposure.columns]
    days = exposure.group_by("USUBJID").agg(
        pl.col("EXSTDTC").str.head(10).min().alias("RFXSTDTC_of_EX"),
        pl.max_horizontal(pl.col(column).str.head(10).max() for column in ends).alias(
            "RFXENDTC_of_EX"
        ),
    )
    for variable in ("RFXSTDTC", "RFXENDTC"):
        if variable in subjects.columns:
            joined = subjects.join(days, on="USUBJID", how="left").sort("row")
            records = joined.filter(
                pl.col(variable).str.head(10).ne_missing(pl.col(f"{variable}_of_EX"))
            )
            if records.height:
                yield finding_of("treatment-dates", "warning", "DM", records, variable)


RULES = (
    Rule("date-impossible", "error", "SDTMIG 3.4, 4.4.1; ISO 8601", date_impossible),
    Rule(
        "end-before-start",
        "error",
        "SDTMIG 3.4, 4.4.1; CORE-000711, CORE-000714, CORE-000718",
        end_before_start,
    ),
    Rule("birth-after-entry", "error", "SDTMIG 3.4, 5.2", birth_after_entry),
    Rule("after-death", "warning", "SDTMIG 3.4, 5.2 (DTHDTC)", after_death),
    Rule(
        "treatment-dates",
        "warning",
        "SDTMIG 3.4, 5.2; CG0147, CG0148, CORE-000238, CORE-000239",
        date_without_exposure,
    ),
)
