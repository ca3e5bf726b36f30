"""Rules on keys: records that can not be told apart, and references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from trialrun.conformance.finding import Finding, finding_of
from trialrun.conformance.rule import Inspection, Rule
from trialrun.sdtm import is_supplemental

# What tells two results of a subject apart (SDTMIG findings class), by its name after --.
_FINDING_KEYS = (
    *("TESTCD", "CAT", "SCAT", "OBJ", "SPEC", "LOC", "LAT", "DIR", "POS", "METHOD", "EVAL"),
    *("EVALID", "DTC", "ENDTC", "TPT", "TPTNUM", "TPTREF", "GRPID", "REFID", "SPID", "DRVFL"),
    *("STAT", "REPNUM", "ANTREG", "NAM", "BLFL", "LOBXFL"),
)
_SHARED_KEYS = ("USUBJID", "VISITNUM", "VISIT")


def duplicate_sequence(data: Inspection) -> Iterator[Finding]:
    """--SEQ is there twice for a subject."""
    for name, frame, (sequence,) in data.having("SEQ"):
        if "USUBJID" in frame.columns:
            known = frame.filter(pl.col(sequence).is_not_null() & pl.col("USUBJID").is_not_null())
            records = known.filter(pl.struct("USUBJID", sequence).is_duplicated())
            if records.height:
                yield finding_of("duplicate-sequence", "error", name, records, "USUBJID", sequence)


def duplicate_record(data: Inspection) -> Iterator[Finding]:
    """Two records are equal in all but their --SEQ."""
    for name, frame in data.frames.items():
        compared = [c for c in frame.columns if c not in {"row", name[:2] + "SEQ"}]
        if len(compared) > 1 and frame.height > 1:
            records = frame.filter(frame.select(compared).is_duplicated())
            if records.height:
                yield finding_of("duplicate-record", "warning", name, records)


def duplicate_result(data: Inspection) -> Iterator[Finding]:
    """A test has several results for the same subject, visit and time."""
    for name, frame, (test, result) in data.having("TESTCD", "STRESC"):
        named = {name[:2] + key for key in _FINDING_KEYS} | set(_SHARED_KEYS)
        keys = [column for column in frame.columns if column in named]
        filled = frame.filter(pl.col(result).is_not_null())
        twice = filled.filter(filled.select(keys).is_duplicated())
        equal = twice.select(*keys, result).is_duplicated()
        records = twice.filter(~equal)
        if records.height:
            yield finding_of("duplicate-result", "warning", name, records, test, result)


def supplemental_without_parent(data: Inspection) -> Iterator[Finding]:
    """A supplemental qualifier belongs to no record."""
    for name, frame in data.frames.items():
        if not is_supplemental(name) or "USUBJID" not in frame.columns:
            continue
        parent = data.frames.get(name[4:])
        if parent is None or "USUBJID" not in parent.columns:
            yield finding_of("parent-missing", "error", name, frame, "RDOMAIN")
            continue
        orphans = _orphans(frame, parent)
        if orphans.height:
            yield finding_of(
                "parent-missing", "error", name, orphans.sort("row"), "IDVAR", "IDVARVAL"
            )


def _orphans(frame: pl.DataFrame, parent: pl.DataFrame) -> pl.DataFrame:
    """The qualifiers whose record is not in the parent data set."""
    if not {"IDVAR", "IDVARVAL"} <= set(frame.columns):
        return frame.join(parent, on="USUBJID", how="anti")
    parts = [frame.filter(pl.col("IDVAR").is_null()).join(parent, on="USUBJID", how="anti")]
    for (variable,), records in sorted(
        frame.filter(pl.col("IDVAR").is_not_null()).group_by("IDVAR"), key=lambda part: part[0]
    ):
        if variable not in parent.columns or variable == "row":
            parts.append(records)
            continue
        dtype = parent.schema[str(variable)]
        keyed = records.with_columns(
            pl.col("IDVARVAL").str.strip_chars().cast(dtype, strict=False).alias("_key")
        )
        parents = parent.select("USUBJID", pl.col(str(variable)).alias("_key"))
        parts.append(keyed.join(parents, on=["USUBJID", "_key"], how="anti").drop("_key"))
    return pl.concat(parts)


RULES = (
    Rule("duplicate-sequence", "error", "SDTMIG 3.4, 4.1.5 (--SEQ)", duplicate_sequence),
    Rule("duplicate-record", "warning", "SDTMIG 3.4, 3.2.1.1", duplicate_record),
    Rule("duplicate-result", "warning", "SDTMIG 3.4, 3.2.1.1; CG0562", duplicate_result),
    Rule(
        "parent-missing",
        "error",
        "SDTMIG 3.4, 8.4; CG0371, CG0373, CORE-000206, CORE-000457",
        supplemental_without_parent,
    ),
)
