"""Analysis data described: which variables were taken over from where, and how others came about."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.formats import Dataset
from trialrun.package.codelists import CodedVariable, build_codelists, decoding_variable
from trialrun.package.describe_sdtm import DICTIONARY, chinese_label, dictionary_version
from trialrun.package.described import (
    DatasetDescription,
    Description,
    Origin,
    Remark,
    Shape,
    ValueLevel,
    VariableDescription,
)
from trialrun.package.keys import record_keys
from trialrun.package.methods_adam import adam_method
from trialrun.package.sdtm_domains import domain_facts
from trialrun.package.sdtm_variables import variable_facts
from trialrun.package.shapes import shape_of
from trialrun.package.value_level import value_levels
from trialrun.study import Study, Text

SUBJECTS = "ADSL"
_LISTED = {
    "PARAMCD": True,
    "PARAM": True,
    "PARAMN": True,
    "AVISIT": True,
    "AVISITN": True,
    "PARCAT1": True,
    "ATPT": True,
    "ATPTN": True,
}
"""Variables with a list of their data set's own."""
_ADAM_LISTS = {"DTYPE": "DTYPE", "PARAMTYP": "PARAMTYP", "ASTDTF": "DATEFL", "AENDTF": "DATEFL"}
_SUBJECT_KEY = ("STUDYID", "USUBJID")
_FURTHER_KEYS = ("AVISITN", "VISITNUM", "ADT", "ATPTN", "DTYPE")
_DATE_FORMATS = {pl.Date: "DATE9.", pl.Datetime: "DATETIME20."}


def describe_adam(
    study: Study, datasets: Mapping[str, Dataset], data: Mapping[str, pl.DataFrame]
) -> tuple[Description, list[Remark]]:
    """
    Describe analysis data sets as they are written.

    Args:
        study: the definition.
        datasets: as they are in their transport files.
        data: the SDTM domains that they were derived from.
    Returns:
        The description, and remarks on keys and on values outside closed code lists.
    """
    frames = {name: dataset.frame for name, dataset in datasets.items()}
    coded = [
        CodedVariable(name, column, source, own=_LISTED.get(column, False))
        for name, frame in frames.items()
        for column in frame.columns
        if (source := _listed(column, frame, source_domain(name, frame, data)))
    ]
    version = dictionary_version(data.get("TS"))
    lists, used, remarks = build_codelists(study, frames, coded, (DICTIONARY, version))
    described = []
    for dataset in datasets.values():
        one, found = _dataset(study, dataset, data, frames, used)
        described.append(one)
        remarks += found
    return Description("adam", tuple(described), lists), remarks


def analysis_label(name: str, frame: pl.DataFrame, data: Mapping[str, pl.DataFrame]) -> Text:
    """Return what an analysis data set is called, by what it holds."""
    if name == SUBJECTS:
        return Text(en="Subject-Level Analysis Dataset", zh="受试者水平分析数据集")
    if "CNSR" in frame.columns:
        return Text(en="Time-to-Event Analysis Dataset", zh="时间-事件分析数据集")
    domain = source_domain(name, frame, data)
    if domain is None:
        return Text(en=f"{name} Analysis Dataset", zh=f"{name} 分析数据集")
    label = domain_facts(domain).label
    kind = f" ({name.removeprefix('AD')})" if name.removeprefix("AD") != domain else ""
    return Text(en=f"{label.en}{kind} Analysis", zh=f"{label.zh}{kind}分析数据集")


def source_domain(name: str, frame: pl.DataFrame, data: Mapping[str, pl.DataFrame]) -> str | None:
    """
    Return the SDTM domain whose records an analysis data set was made from.

    It is the one with most variables in common that bear its letters; DM for ADSL.
    """
    if name == SUBJECTS:
        return "DM" if "DM" in data else None
    columns = set(frame.columns)
    shared = {
        domain: sum(column.startswith(domain) for column in columns & set(source.columns))
        for domain, source in sorted(data.items())
        if len(domain) == 2
    }
    best = max(shared, key=lambda domain: shared[domain], default=None)
    return best if best is not None and shared[best] else None


def _listed(column: str, frame: pl.DataFrame, domain: str | None) -> str:
    """The source of a variable's list; "" where its values are not listed."""
    if column in _ADAM_LISTS:
        return _ADAM_LISTS[column]
    text = frame[column].dtype == pl.String
    if column.endswith("FL") and text:
        return "NY"
    facts = variable_facts(column, domain or "")
    if facts.codelist and facts.codelist != "study":
        return facts.codelist
    beside = f"{column}N" in frame.columns or decoding_variable(column, frame.columns) is not None
    known = column in _LISTED or column in {
        "ARM",
        "DCDECOD",
        "DCREASCD",
        "ADURU",
        "AWU",
        "EVNTDESC",
    }
    ranged = column in {"ANRIND", "BNRIND", "LBNRIND"}
    return "study" if beside or known or ranged or facts.codelist == "study" else ""


def _dataset(
    study: Study,
    dataset: Dataset,
    data: Mapping[str, pl.DataFrame],
    frames: Mapping[str, pl.DataFrame],
    used: Mapping[tuple[str, str], str],
) -> tuple[DatasetDescription, list[Remark]]:
    """One data set."""
    name, frame = dataset.name, dataset.frame
    domain = source_domain(name, frame, data)
    data_class, subclass, structure, natural = _kind(name, frame)
    further = (*_FURTHER_KEYS, *(c for c in frame.columns if c.endswith("SEQ")))
    keys, unique = record_keys(frame, natural, further)
    remarks = [] if unique else [Remark("key", name, "", 0, " ".join(keys))]
    text = analysis_label(name, frame, data)
    english = dataset.label or text.en
    described = DatasetDescription(
        name,
        Text(en=english, zh=chinese_label(english, text.zh)),
        f"{name.lower()}.xpt",
        data_class,
        structure,
        tuple(keys),
        tuple(
            _variable(study, dataset, column, domain, data, frames, used)
            for column in frame.columns
        ),
        subclass,
        repeating=name != SUBJECTS,
    )
    return described, remarks


def _kind(name: str, frame: pl.DataFrame) -> tuple[str, str, str, tuple[str, ...]]:
    """Class, subclass, structure and natural key, by what the data set holds."""
    if name == SUBJECTS:
        return "SUBJECT LEVEL ANALYSIS DATASET", "", "One record per subject", _SUBJECT_KEY
    if "PARAMCD" in frame.columns:
        key = (*_SUBJECT_KEY, "PARAMCD")
        if "CNSR" in frame.columns:
            structure = "One record per subject per parameter"
            return "BASIC DATA STRUCTURE", "TIME-TO-EVENT", structure, key
        structure = "One or more records per subject per parameter per analysis visit"
        return "BASIC DATA STRUCTURE", "", structure, key
    if "AETERM" in frame.columns:
        events = (*_SUBJECT_KEY, "AEDECOD", "ASTDT")
        structure = "One record per subject per adverse event"
        return "OCCURRENCE DATA STRUCTURE", "ADVERSE EVENT", structure, events
    return "ADAM OTHER", "", "One or more records per subject", _SUBJECT_KEY


def _variable(
    study: Study,
    dataset: Dataset,
    column: str,
    domain: str | None,
    data: Mapping[str, pl.DataFrame],
    frames: Mapping[str, pl.DataFrame],
    used: Mapping[tuple[str, str], str],
) -> VariableDescription:
    """One variable."""
    name, frame = dataset.name, dataset.frame
    taken = _predecessor(name, column, frame, domain, data, frames)
    origin = Origin("Predecessor", None, taken) if taken else Origin("Derived", "Sponsor")
    method = None if taken else adam_method(study, name, column, frozenset(frame.columns))
    values: tuple[ValueLevel, ...] = ()
    if column in {"AVAL", "AVALC"} and "PARAMCD" in frame.columns:
        beside = "PARAM" if "PARAM" in frame.columns else None
        values = value_levels(frame, column, "PARAMCD", beside, origin, method)
    form = _DATE_FORMATS.get(type(frame.schema[column]), "")
    shape = shape_of(frame[column])
    return VariableDescription(
        column,
        dataset.labels[column],
        Shape("integer", 8) if form else shape,
        origin,
        mandatory=column in {"STUDYID", "USUBJID", "PARAMCD", "PARAM"},
        codelist=used.get((name, column)),
        method=method,
        display_format=form,
        values=values,
    )


def _predecessor(
    name: str,
    column: str,
    frame: pl.DataFrame,
    domain: str | None,
    data: Mapping[str, pl.DataFrame],
    frames: Mapping[str, pl.DataFrame],
) -> str:
    """
    Where a variable was taken over from, "" where it was not.

    A variable of the same name in ADSL or in the source domain counts where it holds every value.
    """
    candidates: list[tuple[str, pl.DataFrame]] = []
    if name != SUBJECTS and SUBJECTS in frames:
        candidates.append((SUBJECTS, frames[SUBJECTS]))
    if domain is not None:
        candidates.append((domain, data[domain]))
    for place, source in candidates:
        if column not in source.columns or source[column].dtype != frame[column].dtype:
            continue
        values = frame[column].drop_nulls().unique()
        if values.is_in(source[column].unique().to_list()).all():
            return f"{place}.{column}"
    return ""
