"""Rules on results and doses: units, ranges, overlaps."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from trialrun.conformance.finding import Finding, finding_of, listed
from trialrun.conformance.rule import Inspection, Rule


def unit_missing(data: Inspection) -> Iterator[Finding]:
    """A numeric result has no unit where others of its test have one."""
    for name, frame, (test, number, unit) in data.having("TESTCD", "STRESN", "STRESU"):
        with_unit = pl.col(unit).is_not_null().any().over(test)
        records = frame.filter(pl.col(number).is_not_null() & pl.col(unit).is_null() & with_unit)
        if records.height:
            yield finding_of("unit-missing", "warning", name, records, number, unit, value=test)


def unit_never(data: Inspection) -> Iterator[Finding]:
    """A test has numeric results and never a unit, in a data set where most tests have units."""
    for name, frame, (test, number, unit) in data.having("TESTCD", "STRESN", "STRESU"):
        tests = (
            frame.filter(pl.col(number).is_not_null() & pl.col(test).is_not_null())
            .group_by(test)
            .agg(pl.col(unit).is_null().all().alias("bare"))
            .sort(test)
        )
        bare = tests.filter("bare")[test].to_list()
        if bare and 2 * len(bare) < tests.height:
            words = (("tests", listed(bare)),)
            yield Finding("unit-never", "note", name, (test, unit), arguments=words)


def unit_varies(data: Inspection) -> Iterator[Finding]:
    """A test has several standard units."""
    for name, frame, (test, unit) in data.having("TESTCD", "STRESU"):
        several = (
            frame.filter(pl.col(unit).is_not_null())
            .group_by(test)
            .agg(pl.col(unit).unique().sort().alias("units"))
            .filter(pl.col("units").list.len() > 1)
            .sort(test)
        )
        for code, units in several.iter_rows():
            words = (("test", str(code)), ("units", ", ".join(units)))
            yield Finding("unit-varies", "warning", name, (test, unit), arguments=words)


def range_reversed(data: Inspection) -> Iterator[Finding]:
    """The upper limit of a reference range is below the lower one."""
    for name, frame, (low, high) in data.having("STNRLO", "STNRHI"):
        records = frame.filter(pl.col(low) > pl.col(high))
        if records.height:
            yield finding_of("range-reversed", "error", name, records, low, high)


def dose_missing(data: Inspection) -> Iterator[Finding]:
    """A record of exposure has no dose."""
    frame = data.frames.get("EX")
    if frame is not None and "EXDOSE" in frame.columns:
        empty = pl.col("EXDOSE").is_null()
        for other in ("EXDOSTXT", "EXSTAT", "EXDOSTOT"):
            if other in frame.columns:
                empty &= pl.col(other).is_null()
        records = frame.filter(empty | (pl.col("EXDOSE") < 0))
        if records.height:
            yield finding_of("dose-missing", "error", "EX", records, "EXDOSE")


def dose_unit_missing(data: Inspection) -> Iterator[Finding]:
    """A dose has no unit."""
    for name, frame, (dose, unit) in data.having("DOSE", "DOSU"):
        records = frame.filter(pl.col(dose).is_not_null() & pl.col(unit).is_null())
        if records.height:
            yield finding_of("dose-unit-missing", "warning", name, records, dose, unit, value=dose)


def exposure_undated(data: Inspection) -> Iterator[Finding]:
    """A record of exposure has no start date."""
    frame = data.frames.get("EX")
    if frame is not None and "EXSTDTC" in frame.columns:
        records = frame.filter(pl.col("EXSTDTC").is_null())
        if records.height:
            yield finding_of("exposure-undated", "error", "EX", records, "EXSTDTC")


def exposure_overlap(data: Inspection) -> Iterator[Finding]:
    """A subject takes the same treatment in two records at a time."""
    frame = data.frames.get("EX")
    if frame is None or not {"USUBJID", "EXTRT", "EXSTDTC", "EXENDTC"} <= set(frame.columns):
        return
    ordered = frame.with_columns(
        pl.col("EXSTDTC").str.head(10).alias("_start"), pl.col("EXENDTC").str.head(10).alias("_end")
    ).sort("USUBJID", "EXTRT", "_start", "_end", "row", nulls_last=True)
    # The latest end so far: an earlier, longer record overlaps too.
    latest = pl.col("_end").str.replace_all("-", "").cast(pl.Int64, strict=False).cum_max()
    before = latest.shift(1).over("USUBJID", "EXTRT")
    start = pl.col("_start").str.replace_all("-", "").cast(pl.Int64, strict=False)
    whole = (pl.col("_start").str.len_chars() == 10) & (pl.col("_end").str.len_chars() == 10)
    records = ordered.filter(whole & (start < before)).sort("row")
    if records.height:
        yield finding_of("exposure-overlap", "warning", "EX", records, "EXSTDTC", "EXENDTC")


RULES = (
    Rule("unit-missing", "warning", "SDTMIG 3.4, 6.3 (--STRESU)", unit_missing),
    Rule("unit-never", "note", "SDTMIG 3.4, 6.3 (--STRESU)", unit_never),
    Rule("unit-varies", "warning", "SDTMIG 3.4, 6.3 (--STRESU); CORE-000699", unit_varies),
    Rule("range-reversed", "error", "SDTMIG 3.4, 6.3; CORE-000672", range_reversed),
    Rule("dose-missing", "error", "SDTMIG 3.4, 6.1.3; CORE-000308", dose_missing),
    Rule(
        "dose-unit-missing", "warning", "SDTMIG 3.4, 6.1.3; CG0114, CORE-000093", dose_unit_missing
    ),
    Rule("exposure-undated", "error", "SDTMIG 3.4, 6.1.3", exposure_undated),
    Rule("exposure-overlap", "warning", "SDTMIG 3.4, 6.1.3", exposure_overlap),
)
