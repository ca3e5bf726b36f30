"""
The code lists of a definition file: the values in the data, what they mean, and their concept codes.

One list serves every variable that takes its values from the same list of the standard; a list of
the study's own serves the variables of one name. What a code means comes from the variable beside
it (LBTESTCD from LBTEST, VISITNUM from VISIT, TRTPN from TRTP), the Chinese from the definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from trialrun.language import message_text
from trialrun.package.described import Codelist, Remark, Term
from trialrun.study import Study
from trialrun.terminology import CodelistTerms, codelist_terms

STUDY_LIST = "study"
DICTIONARY = "dictionary"
_DECODED_BY = {
    "VISITNUM": "VISIT",
    "QNAM": "QLABEL",
    "ETCD": "ELEMENT",
    "TSPARMCD": "TSPARM",
    "PARAMCD": "PARAM",
}
_MOST_TERMS = 2000


@dataclass(frozen=True)
class CodedVariable:
    """
    A variable whose values are listed.

    Args:
        data_set: its data set.
        name: the variable.
        source: short names of lists of the standard, `STUDY_LIST` or `DICTIONARY`.
        own: whether the list is of this data set alone.
    """

    data_set: str
    name: str
    source: str
    own: bool = False


@dataclass
class _Gathered:
    """Values of a list while they are collected."""

    values: dict[str, str | None] = field(default_factory=dict)
    numeric: bool = False
    variables: list[str] = field(default_factory=list)


def build_codelists(
    study: Study,
    frames: Mapping[str, pl.DataFrame],
    coded: Iterable[CodedVariable],
    dictionary: tuple[str, str],
) -> tuple[tuple[Codelist, ...], dict[tuple[str, str], str], list[Remark]]:
    """
    Build the code lists of some data sets.

    Args:
        study: the definition, for what values are called in Chinese.
        frames: the data.
        coded: variables with listed values.
        dictionary: name and version of the dictionary of coded terms.
    Returns:
        The lists by identifier; which list each (data set, variable) uses; and remarks on values
        that a closed list of the standard does not have.
    """
    gathered: dict[str, _Gathered] = {}
    used: dict[tuple[str, str], str] = {}
    for variable in coded:
        frame = frames[variable.data_set]
        column = frame[variable.name]
        if variable.source == DICTIONARY:
            numeric = column.dtype.is_numeric()
            used[variable.data_set, variable.name] = f"CL.DICTIONARY{'.CODE' if numeric else ''}"
            continue
        pairs = _pairs(frame, variable.name)
        if not pairs or len(pairs) > _MOST_TERMS:
            continue
        key = _key(variable)
        entry = gathered.setdefault(key, _Gathered(numeric=column.dtype.is_numeric()))
        entry.variables.append(variable.name)
        for value, decode in pairs.items():
            if entry.values.get(value) is None:
                entry.values[value] = decode
        used[variable.data_set, variable.name] = f"CL.{key}"
    chinese = chinese_terms(study)
    lists, remarks = [], []
    for key in sorted(gathered):
        built, remark = _codelist(key, gathered[key], chinese, study)
        lists.append(built)
        remarks += remark
    for oid, kind in (("CL.DICTIONARY", "text"), ("CL.DICTIONARY.CODE", "integer")):
        if oid in used.values():
            lists.append(Codelist(oid, dictionary[0], kind, dictionary=dictionary))
    return tuple(sorted(lists, key=lambda each: each.oid)), used, remarks


def decoding_variable(name: str, columns: Iterable[str]) -> str | None:
    """
    Return the variable that says what the values of a coded one mean.

    >>> (
    ...     decoding_variable("LBTESTCD", ["LBTESTCD", "LBTEST"]),
    ...     decoding_variable("AVISITN", ["AVISIT"]),
    ... )
    ('LBTEST', 'AVISIT')
    """
    there = set(columns)
    candidates = [_DECODED_BY.get(name, "")]
    if name.endswith(("TESTCD", "ARMCD")):
        candidates.append(name.removesuffix("CD"))
    if name.endswith("TPTNUM"):
        candidates.append(name.removesuffix("NUM"))
    elif name.endswith("N") and len(name) > 2:
        candidates.append(name.removesuffix("N"))
    return next((candidate for candidate in candidates if candidate in there), None)


def chinese_terms(study: Study) -> dict[str, dict[str, str]]:
    """Return the Chinese that the definition has for values of the data, by value and kind."""
    terms = {variable: dict(values) for variable, values in study.terms.items()}
    arms = terms.setdefault("arm", {})
    for arm in study.arms:
        arms |= {arm.name: arm.label.zh, arm.code: arm.label.zh}
    visits = terms.setdefault("visit", {})
    parameters = terms.setdefault("parameter", {})
    for visit in study.visits:
        visits[visit.label.en] = visit.label.zh
        if visit.number is not None:
            visits[f"{visit.number:g}"] = visit.label.zh
    for _, options in study.analysis_data:
        for parameter in getattr(options, "parameters", ()):
            code = getattr(parameter, "code", None) or getattr(parameter, "parameter", "")
            parameters |= {str(code): parameter.label.zh, parameter.label.en: parameter.label.zh}
        for part in ("visits", "windows"):
            for visit in getattr(options, part, ()):
                visits[visit.label.en] = visit.label.zh
    return terms


def _key(variable: CodedVariable) -> str:
    """What a list is called: by the standard's list, the variable, or the variable of a data set."""
    if variable.source not in {STUDY_LIST, ""}:
        return variable.source.replace(" ", "-")
    return f"{variable.data_set}.{variable.name}" if variable.own else variable.name


def _pairs(frame: pl.DataFrame, name: str) -> dict[str, str | None]:
    """Each value of a variable with what it means, the first meaning where there are several."""
    beside = decoding_variable(name, frame.columns)
    columns = [name] if beside is None or frame[beside].dtype != pl.String else [name, beside]
    rows = frame.select(columns).filter(pl.col(name).is_not_null()).unique().sort(columns)
    pairs: dict[str, str | None] = {}
    for row in rows.iter_rows():
        value = row[0] if isinstance(row[0], str) else f"{row[0]:.12g}"
        if pairs.get(value) is None:
            pairs[value] = row[1] if len(row) > 1 else None
    return pairs


def _codelist(
    key: str, gathered: _Gathered, chinese: Mapping[str, Mapping[str, str]], study: Study
) -> tuple[Codelist, list[Remark]]:
    """One list, with its terms in order."""
    standard = [found for part in key.split("-") if (found := codelist_terms(part)) is not None]
    order = sorted(gathered.values, key=float if gathered.numeric else str)
    terms = tuple(
        _term(value, gathered.values[value], gathered.variables[0], standard, chinese, study)
        for value in order
    )
    unknown = [term.value for term in terms if term.extended]
    kind = "text"
    if gathered.numeric:
        kind = "integer" if all(float(value).is_integer() for value in order) else "float"
    remarks = []
    if unknown and not any(each.extensible for each in standard):
        remarks.append(Remark("terminology", "", gathered.variables[0], len(unknown), key))
    first = standard[0] if standard else None
    return (
        Codelist(
            f"CL.{key}",
            first.name if first else gathered.variables[0],
            kind,
            terms,
            first.publishing_set if first else None,
            first.code if first else None,
        ),
        remarks,
    )


def _term(
    value: str,
    decode: str | None,
    variable: str,
    standard: list[CodelistTerms],
    chinese: Mapping[str, Mapping[str, str]],
    study: Study,
) -> Term:
    """One value of a list."""
    code = next((each.terms[value] for each in standard if value in each.terms), None)
    if any(each.short_name == "NY" for each in standard) and value in {"Y", "N"}:
        word = f"package-term-{value.lower()}"
        return Term(value, message_text(word, "en"), message_text(word, "zh"), code)
    english = decode or study.term_labels.get(variable, {}).get(value)
    kinds = [variable, variable.removesuffix("N"), variable.removesuffix("CD")]
    if variable.startswith(("TRT", "ARM", "ACTARM")):
        kinds.append("arm")
    elif "VISIT" in variable:
        kinds.append("visit")
    elif variable.startswith("PARAM") or variable.endswith("TESTCD"):
        kinds += ["TESTCD", "parameter"]
    elif variable == "BNRIND":
        kinds.append("ANRIND")
    words = [chinese.get(kind, {}) for kind in kinds]
    found = next(
        (each[text] for each in words for text in (value, english) if text and text in each), None
    )
    return Term(value, english, found, code, extended=bool(standard) and code is None)
