"""Rules that hold the data against the definition: arms, visits, tests."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from trialrun.conformance.expected_tests import MEASURED, expected_tests
from trialrun.conformance.finding import Finding, finding_of
from trialrun.conformance.rule import TRIAL_DESIGN, Inspection, Rule
from trialrun.sdtm import is_synthetic_label


def arm_unknown(data: Inspection) -> Iterator[Finding]:
    """An arm code of DM is neither an arm of the definition nor a code for no arm."""
    frame = data.frames.get("DM")
    if data.study is None or frame is None:
        return
    known = {arm.code for arm in data.study.arms}
    none = (*data.study.sdtm.screen_failure_codes, *data.study.sdtm.not_assigned_codes)
    without_arm = {code.casefold() for code in none}
    for variable in ("ARMCD", "ACTARMCD"):
        if variable in frame.columns:
            found = frame[variable].drop_nulls().unique().sort().to_list()
            unknown = [c for c in found if c not in known and c.casefold() not in without_arm]
            if unknown:
                records = frame.filter(pl.col(variable).is_in(unknown))
                yield finding_of(
                    "arm-unknown",
                    "error",
                    "DM",
                    records,
                    variable,
                    codes=", ".join(unknown),
                    known=", ".join(sorted(known)),
                )


def arm_reason(data: Inspection) -> Iterator[Finding]:
    """A planned or actual arm is empty without ARMNRS, or ARMNRS is given where none is."""
    frame = data.frames.get("DM")
    wanted = {"ARMCD", "ACTARMCD", "ARMNRS"}
    if frame is None or not wanted <= set(frame.columns):
        return
    without = pl.col("ARMCD").is_null() | pl.col("ACTARMCD").is_null()
    records = frame.filter(without != pl.col("ARMNRS").is_not_null())
    if records.height:
        yield finding_of("arm-reason", "error", "DM", records, "ARMNRS", "ARMCD", "ACTARMCD")


def arm_name(data: Inspection) -> Iterator[Finding]:
    """ARM is not called as the definition calls the arm of that code."""
    frame = data.frames.get("DM")
    if data.study is None or frame is None or not {"ARMCD", "ARM"} <= set(frame.columns):
        return
    names = {arm.code: arm.name for arm in data.study.arms}
    expected = pl.col("ARMCD").replace_strict(names, default=None, return_dtype=pl.String)
    records = frame.filter(pl.col("ARM") != expected)
    if records.height:
        yield finding_of("arm-name", "warning", "DM", records, "ARMCD", "ARM")


def arm_empty(data: Inspection) -> Iterator[Finding]:
    """An arm of the definition has no subject."""
    frame = data.frames.get("DM")
    if data.study is None or frame is None or "ARMCD" not in frame.columns:
        return
    found = set(frame["ARMCD"].drop_nulls().to_list())
    empty = [arm.code for arm in data.study.arms if arm.code not in found]
    if empty:
        words = (("codes", ", ".join(empty)),)
        yield Finding("arm-empty", "warning", "DM", ("ARMCD",), arguments=words)


def visit_unknown(data: Inspection) -> Iterator[Finding]:
    """
    A visit number is not in the definition.

    Numbers between two whole ones, and visits called unscheduled, are unplanned by convention.
    """
    if data.study is None or not data.study.visits:
        return
    known = [visit.number for visit in data.study.visits if visit.number is not None]
    for name, frame in data.frames.items():
        if "VISITNUM" not in frame.columns or name in TRIAL_DESIGN:
            continue
        number = pl.col("VISITNUM")
        unknown = ~number.is_in(known) & (number == number.floor())
        if "VISIT" in frame.columns:
            unknown &= ~pl.col("VISIT").fill_null("").str.to_uppercase().str.starts_with("UNSCHED")
        records = frame.filter(unknown)
        if records.height:
            numbers = sorted(set(records["VISITNUM"].to_list()))
            yield finding_of(
                "visit-unknown",
                "warning",
                name,
                records,
                "VISITNUM",
                visits=", ".join(f"{value:g}" for value in numbers),
            )


def test_unknown(data: Inspection) -> Iterator[Finding]:
    """The definition expects a test that the data have under none of its codes."""
    if data.study is None:
        return
    found: set[str] = set()
    for _, frame, (test,) in data.having("TESTCD"):
        found.update(frame[test].drop_nulls().unique().to_list())
    for expected in expected_tests(data.study):
        if expected.domain and expected.domain not in data.frames:
            continue  # that the whole data set is missing is said once
        if not found.intersection(expected.codes):
            yield Finding(
                "test-missing",
                "warning",
                expected.domain if expected.domain in data.frames else "",
                (f"{expected.domain or '--'}TESTCD",),
                arguments=(
                    ("codes", ", ".join(expected.codes)),
                    ("place", expected.place),
                ),
            )


def unit_unknown(data: Inspection) -> Iterator[Finding]:
    """A result is in a unit that the definition does not name for its parameter."""
    if data.study is None:
        return
    for name, domain in MEASURED.items():
        options = getattr(data.study.analysis_data, name)
        frame = data.frames.get(domain)
        columns = [f"{domain}{end}" for end in ("TESTCD", "STRESN", "STRESU")]
        if options is None or frame is None or not set(columns) <= set(frame.columns):
            continue
        test, result, unit = columns
        filled = frame.filter(pl.col(result).is_not_null() & pl.col(unit).is_not_null())
        for parameter in options.parameters:
            named = [name for name in (parameter.unit, *parameter.accepted_units) if name]
            known = {name.casefold() for name in named}
            own = filled.filter(pl.col(test).is_in(list(parameter.test_codes())))
            other = [u for u in own[unit].unique().sort() if u.casefold() not in known]
            if known and other:
                records = own.filter(pl.col(unit).is_in(other))
                yield finding_of(
                    "unit-unknown",
                    "error",
                    domain,
                    records,
                    unit,
                    code=parameter.code,
                    units=", ".join(named),
                )


def report_before_data(data: Inspection) -> Iterator[Finding]:
    """
    The report is dated before a subject's participation ended.

    Synthetic patients keep no date that the definition has: their trial lasts as long as it lasts.
    """
    if any(is_synthetic_label(dataset.label) for dataset in data.datasets.values()):
        return
    frame = data.frames.get("DM")
    ends = [name for name in ("RFPENDTC", "RFENDTC") if frame is not None and name in frame.columns]
    if data.study is None or frame is None or not ends:
        return
    report = data.study.identification.report_date.isoformat()
    last = pl.col(ends[0]).str.head(len(report))
    # A date without its day is only later where its month is.
    records = frame.filter(last > pl.lit(report).str.head(last.str.len_chars()))
    if records.height:
        found = records.select(last.max()).item()
        yield finding_of(
            "report-before-data", "warning", "DM", records, ends[0], date=report, last=found
        )


RULES = (
    Rule("arm-unknown", "error", "SDTMIG 3.4, 5.2; CG0512, CG0516, CORE-000208", arm_unknown),
    Rule("arm-reason", "error", "SDTMIG 3.4, 5.2; ARMNRS", arm_reason),
    Rule("arm-name", "warning", "SDTMIG 3.4, 5.2; CG0518, CORE-000318", arm_name),
    Rule("arm-empty", "warning", "study.yaml, arms", arm_empty),
    Rule("report-before-data", "warning", "study.yaml, identification", report_before_data),
    Rule("visit-unknown", "warning", "SDTMIG 3.4, 4.4.5; CG0033, CORE-000270", visit_unknown),
    Rule("unit-unknown", "error", "study.yaml, analysis_data", unit_unknown),
    Rule("test-missing", "warning", "study.yaml, analysis_data", test_unknown),
)
