"""Rules on the data sets as such: names, labels, types, lengths, what must be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from trialrun.conformance.expected_tests import expected_domains
from trialrun.conformance.finding import Finding, finding_of
from trialrun.conformance.rule import TRIAL_DESIGN, Inspection, Rule
from trialrun.language import SHOWN, printable
from trialrun.sdtm import EXPECTED_VARIABLES, NUMBER_LIMIT, is_supplemental, standard_type

VALUE_BYTES = 200
LABEL_BYTES = 40
NAME_BYTES = 8
_NAME = re.compile(r"[A-Z_][A-Z0-9_]*")

# Variables without which a data set says nothing, after the identifiers that all have.
_REQUIRED = {
    "DM": ("SUBJID", "SITEID", "SEX", "ARMCD", "ARM"),
    "AE": ("AESEQ", "AETERM", "AEDECOD"),
    "CM": ("CMSEQ", "CMTRT"),
    "DS": ("DSSEQ", "DSTERM", "DSDECOD"),
    "EX": ("EXSEQ", "EXTRT"),
    "LB": ("LBSEQ", "LBTESTCD", "LBTEST"),
    "MH": ("MHSEQ", "MHTERM"),
    "QS": ("QSSEQ", "QSTESTCD", "QSTEST"),
    "SC": ("SCSEQ", "SCTESTCD", "SCTEST"),
    "SE": ("ETCD", "SESTDTC"),
    "SV": ("VISITNUM",),
    "VS": ("VSSEQ", "VSTESTCD", "VSTEST"),
}
_REQUIRED_SUPPLEMENTAL = ("STUDYID", "RDOMAIN", "USUBJID", "QNAM", "QLABEL", "QVAL")


def _required_of(name: str) -> tuple[str, ...]:
    """The variables that a data set must have, filled in every record."""
    if is_supplemental(name):
        return _REQUIRED_SUPPLEMENTAL
    if name.startswith(("REL", "POOL")):
        return ("STUDYID",)
    if name in TRIAL_DESIGN:
        return ("STUDYID", "DOMAIN")
    return ("STUDYID", "DOMAIN", "USUBJID", *_REQUIRED.get(name, ()))


def variable_missing(data: Inspection) -> Iterator[Finding]:
    """A required variable is not there."""
    for name, frame in data.frames.items():
        missing = [v for v in _required_of(name) if v not in frame.columns]
        if missing:
            yield Finding("variable-missing", "error", name, tuple(missing))


def dataset_missing(data: Inspection) -> Iterator[Finding]:
    """A data set that the definition collects or derives from is not there."""
    if data.study is not None:
        for name in expected_domains(data.study):
            if name not in data.frames:
                yield Finding("dataset-missing", "error", name)


def dataset_empty(data: Inspection) -> Iterator[Finding]:
    """A data set has no record."""
    for name, frame in data.frames.items():
        if frame.is_empty() and name != "DM":
            yield Finding("dataset-empty", "warning", name)


def subjects_missing(data: Inspection) -> Iterator[Finding]:
    """DM has no record: there is nobody to report on."""
    frame = data.frames.get("DM")
    if frame is not None and frame.is_empty():
        yield Finding("subjects-missing", "error", "DM")


def variable_expected(data: Inspection) -> Iterator[Finding]:
    """A variable that analysis data are derived from is not there."""
    if data.study is None:
        return
    for name in expected_domains(data.study):
        frame = data.frames.get(name)
        if frame is not None:
            missing = [v for v in EXPECTED_VARIABLES.get(name, ()) if v not in frame.columns]
            if missing:
                yield Finding("variable-expected", "warning", name, tuple(missing))


def value_missing(data: Inspection) -> Iterator[Finding]:
    """A required variable is empty in some records; an arm may be where ARMNRS says why."""
    for name, frame in data.frames.items():
        for variable in _required_of(name):
            if variable in frame.columns and frame[variable].null_count():
                records = frame.filter(pl.col(variable).is_null())
                if variable in ("ARMCD", "ARM") and "ARMNRS" in frame.columns:
                    records = records.filter(pl.col("ARMNRS").is_null())
                if records.height:
                    yield finding_of("value-missing", "error", name, records, variable)


def variable_type(data: Inspection) -> Iterator[Finding]:
    """A variable is text where the standard has a number, or the other way."""
    for name, dataset in data.datasets.items():
        wrong = [
            variable
            for variable, dtype in dataset.frame.schema.items()
            if (wanted := standard_type(variable)) is not None and dtype != wanted
        ]
        if wrong:
            yield Finding("variable-type", "error", name, tuple(wrong))


def domain_mismatch(data: Inspection) -> Iterator[Finding]:
    """DOMAIN or RDOMAIN does not name the data set."""
    for name, frame in data.frames.items():
        supplemental = is_supplemental(name)
        variable = "RDOMAIN" if supplemental else "DOMAIN"
        expected = name[4:] if supplemental else name
        if variable in frame.columns:
            records = frame.filter(pl.col(variable) != expected)
            if records.height:
                yield finding_of(
                    "domain-mismatch", "error", name, records, variable, expected=expected
                )


def value_length(data: Inspection) -> Iterator[Finding]:
    """A value is longer than a transport file of version 5 can hold."""
    for name, frame in data.frames.items():
        single_byte = name in data.datasets and data.datasets[name].encoding == "cp1252"
        for variable, dtype in frame.schema.items():
            if dtype != pl.String:
                continue
            text = pl.col(variable).str
            size = text.len_chars() if single_byte else text.len_bytes()
            records = frame.filter(size > VALUE_BYTES)
            if records.height:
                yield finding_of(
                    "value-length", "error", name, records, variable, limit=str(VALUE_BYTES)
                )


def number_limit(data: Inspection) -> Iterator[Finding]:
    """A number is larger than a transport file can hold, infinite or none."""
    for name, frame in data.frames.items():
        for variable, dtype in frame.schema.items():
            if dtype.is_float():
                records = frame.filter(~(pl.col(variable).abs() <= NUMBER_LIMIT))
                if records.height:
                    yield finding_of("number-limit", "error", name, records, variable)


def character_unusual(data: Inspection) -> Iterator[Finding]:
    """A text has a character that not every document can show."""
    for name, frame in data.frames.items():
        for variable, dtype in frame.schema.items():
            if dtype != pl.String:
                continue
            records = frame.filter(pl.col(variable).str.contains(f"[^{SHOWN}]"))
            if records.height:
                found = sorted({c for text in records[variable] for c in text if printable(c) != c})
                codes = ", ".join(f"U+{ord(character):04X}" for character in found[:_LISTED_CODES])
                yield finding_of(
                    "character-unusual", "warning", name, records, variable, codes=codes
                )


_LISTED_CODES = 8


def name_limit(data: Inspection) -> Iterator[Finding]:
    """A variable's name is too long or has letters that are not allowed."""
    for name, frame in data.frames.items():
        wrong = [
            variable
            for variable in frame.columns
            if variable != "row" and (len(variable) > NAME_BYTES or not _NAME.fullmatch(variable))
        ]
        if wrong:
            yield Finding(
                "name-limit", "error", name, tuple(wrong), arguments=(("limit", str(NAME_BYTES)),)
            )


def label_limit(data: Inspection) -> Iterator[Finding]:
    """A variable's label is too long."""
    for name, dataset in data.datasets.items():
        wrong = [v.name for v in dataset.variables if len(v.label.encode()) > LABEL_BYTES]
        if wrong:
            limit = (("limit", str(LABEL_BYTES)),)
            yield Finding("label-limit", "error", name, tuple(wrong), arguments=limit)


def label_missing(data: Inspection) -> Iterator[Finding]:
    """Variables have no label."""
    for name, dataset in data.datasets.items():
        without = [v.name for v in dataset.variables if not v.label]
        if without:
            yield Finding("label-missing", "note", name, tuple(without))


RULES = (
    Rule("dataset-missing", "error", "study.yaml", dataset_missing),
    Rule("subjects-missing", "error", "SDTMIG 3.4, 5.2", subjects_missing),
    Rule("dataset-empty", "warning", "SDTMIG 3.4, 3.2", dataset_empty),
    Rule("variable-missing", "error", "SDTMIG 3.4, 4.1.5; CG0014, CORE-000355", variable_missing),
    Rule("variable-expected", "warning", "SDTMIG 3.4, 4.1.5", variable_expected),
    Rule("value-missing", "error", "SDTMIG 3.4, 4.1.5; CG0014, CORE-000356", value_missing),
    Rule("variable-type", "error", "SDTMIG 3.4, 6", variable_type),
    Rule("domain-mismatch", "error", "SDTMIG 3.4, 4.2.2; CG0334, CORE-000538", domain_mismatch),
    Rule("value-length", "error", "SDTMIG 3.4, 4.5.3.2; SAS TS-140", value_length),
    Rule("number-limit", "error", "SAS TS-140", number_limit),
    Rule("character-unusual", "warning", "SDTMIG 3.4, 4.2.4 (text)", character_unusual),
    Rule("name-limit", "error", "SDTMIG 3.4, 4.2.1; SAS TS-140", name_limit),
    Rule("label-limit", "error", "SDTMIG 3.4, 4.2.1; CG0311, CORE-000019", label_limit),
    Rule("label-missing", "note", "FDA Study Data Technical Conformance Guide, 3.3", label_missing),
)
