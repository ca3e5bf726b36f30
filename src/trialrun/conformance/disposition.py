"""Rules on the flow of subjects: every subject is somewhere, and only there."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from trialrun.conformance.accounting import accounting, end_records, subject_steps
from trialrun.conformance.finding import Finding, Level, finding_of
from trialrun.conformance.rule import Inspection, Rule


def _where(
    data: Inspection, rule: str, level: Level, condition: pl.Expr, *variables: str
) -> Iterator[Finding]:
    """A finding on the subjects of whom a condition on `subject_steps` holds."""
    if data.study is None or not _counted(data):
        return
    records = subject_steps(data.study, data.frames).filter(condition).sort("row")
    if records.height:
        yield finding_of(rule, level, "DM", records, *variables)


def _counted(data: Inspection) -> bool:
    """Whether DM says who the subjects are."""
    return "DM" in data.frames and {"USUBJID", "ARMCD"} <= set(data.frames["DM"].columns)


def flow_open(data: Inspection) -> Iterator[Finding]:
    """Screened, randomised and completed or discontinued subjects do not add up."""
    if data.study is None or not _counted(data):
        return
    flow = accounting(data.study, data.frames)
    if flow.adds_up:
        return
    without = sum(arm.without_disposition for arm in flow.arms)
    counts = {
        "screened": flow.screened,
        "failures": flow.screen_failures,
        "unassigned": flow.not_assigned,
        "randomised": flow.randomised,
        "other": flow.other_arm,
        "completed": flow.completed,
        "discontinued": flow.discontinued,
        "without": without,
    }
    words = tuple(sorted((name, str(count)) for name, count in counts.items()))
    yield Finding("flow-open", "error", "DM", ("ARMCD",), arguments=words)


def treated_not_randomised(data: Inspection) -> Iterator[Finding]:
    """A subject was treated without being assigned to an arm."""
    condition = pl.col("treated") & (pl.col("kind") != "randomised")
    yield from _where(data, "treated-not-randomised", "error", condition, "ARMCD")


def randomised_not_treated(data: Inspection) -> Iterator[Finding]:
    """A randomised subject has no record of exposure."""
    condition = ~pl.col("treated") & (pl.col("kind") == "randomised")
    yield from _where(data, "randomised-not-treated", "note", condition, "ARMCD")


def disposition_missing(data: Inspection) -> Iterator[Finding]:
    """A randomised subject has no record of disposition."""
    condition = pl.col("outcome").is_null() & (pl.col("kind") == "randomised")
    yield from _where(data, "disposition-missing", "error", condition, "ARMCD")


def completed_not_treated(data: Inspection) -> Iterator[Finding]:
    """A subject completed without being treated."""
    condition = pl.col("completed") & ~pl.col("treated")
    yield from _where(data, "completed-not-treated", "error", condition, "ARMCD")


def disposition_twice(data: Inspection) -> Iterator[Finding]:
    """A subject both completed and left, or left for several reasons."""
    if data.study is None or "DS" not in data.frames:
        return
    ends = end_records(data.study, data.frames)
    several = ends.group_by("USUBJID").agg(
        pl.col("DSDECOD").n_unique().alias("n"),
        pl.col("DSDECOD").unique().sort().str.join(" / ").alias("DSDECOD"),
    )
    frame = data.frames["DS"]
    known = several.filter(pl.col("n") > 1).sort("USUBJID")
    if known.height:
        rows = frame.group_by("USUBJID").agg(pl.col("row").min())
        records = known.join(rows, on="USUBJID", how="left").sort("row")
        yield finding_of("disposition-twice", "warning", "DS", records, "DSDECOD")


def death_unmarked(data: Inspection) -> Iterator[Finding]:
    """A record says that a subject died, and DM does not."""
    subjects = data.frames.get("DM")
    if subjects is None or "USUBJID" not in subjects.columns:
        return
    marked = pl.lit(value=False)
    if "DTHFL" in subjects.columns:
        marked = pl.col("DTHFL").fill_null("") == "Y"
    dead = subjects.filter(marked).select("USUBJID")
    for name, variable, value in _SIGNS_OF_DEATH:
        frame = data.frames.get(name)
        if frame is None or not {"USUBJID", variable} <= set(frame.columns):
            continue
        signs = frame.filter(pl.col(variable).cast(pl.String).str.to_uppercase() == value)
        records = signs.join(dead, on="USUBJID", how="anti").sort("row")
        if records.height:
            yield finding_of("death-unmarked", "warning", name, records, variable)


_SIGNS_OF_DEATH = (
    ("DS", "DSDECOD", "DEATH"),
    ("AE", "AEOUT", "FATAL"),
    ("AE", "AESDTH", "Y"),
)

RULES = (
    Rule("flow-open", "error", "CONSORT 2025, 22; ICH E3, 10.1", flow_open),
    Rule(
        "treated-not-randomised", "error", "SDTMIG 3.4, 5.2; ICH E3, 10.1", treated_not_randomised
    ),
    Rule("randomised-not-treated", "note", "ICH E3, 10.1", randomised_not_treated),
    Rule(
        "disposition-missing",
        "error",
        "SDTMIG 3.4, 6.2.4; CG0540, CORE-000296",
        disposition_missing,
    ),
    Rule("completed-not-treated", "error", "ICH E3, 10.1", completed_not_treated),
    Rule("disposition-twice", "warning", "SDTMIG 3.4, 6.2.4", disposition_twice),
    Rule(
        "death-unmarked",
        "warning",
        "SDTMIG 3.4, 5.2; CG0134, CG0135, CG0136, CORE-000252, CORE-000253, CORE-000254",
        death_unmarked,
    ),
)
