"""SV: visits held, and the screening visit of those who failed it."""

from __future__ import annotations

import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.study import Study

_CONTACTS = {"clinic": "IN PERSON", "telephone": "TELEPHONE CALL"}


def visit_records(study: Study, visits: pl.DataFrame, cohort: Cohort) -> pl.DataFrame:
    """SV of everyone: visits held, and the first visit of those who failed screening."""
    held = visits.select(
        "USUBJID",
        "VISITNUM",
        "VISIT",
        "VISITDY",
        "EPOCH",
        "after",
        SVSTDTC="DTC",
        SVENDTC="DTC",
        SVSTDY="DY",
        SVENDY="DY",
    )
    failures = cohort.failures
    numbered = [visit for visit in study.visits if visit.number is not None and visit.day]
    first = min(numbered, key=lambda visit: visit.day or 0)
    dates = iso_dates(cohort.consented)
    failed = pl.DataFrame(
        {
            "USUBJID": pl.Series(failures.usubjid.tolist(), dtype=pl.String),
            "SVSTDTC": dates,
            "SVENDTC": dates,
        }
    ).with_columns(
        VISITNUM=pl.lit(first.number, pl.Float64),
        VISIT=pl.lit(first.label.en.upper()[:40]),
        VISITDY=pl.lit(first.day).cast(pl.Float64),
        EPOCH=pl.lit("SCREENING"),
    )
    frame = pl.concat([held, failed], how="diagonal").sort("USUBJID", "SVSTDTC", "VISITNUM")
    return _contacts(study, frame) if study.standards.sdtmig_from("3.4") else frame


def _contacts(study: Study, visits: pl.DataFrame) -> pl.DataFrame:
    """SV with what it says of a visit from SDTMIG 3.4 on: planned, held, and how."""
    planned = {v.number: _CONTACTS[v.contact] for v in study.visits if v.number is not None}
    number = pl.col("VISITNUM")
    expected = pl.when(number.is_in(list(planned))).then(pl.lit("Y"))
    contact = number.replace_strict(planned, default=_CONTACTS["clinic"], return_dtype=pl.String)
    return visits.with_columns(SVPRESP=expected, SVOCCUR=expected, SVCNTMOD=contact)
