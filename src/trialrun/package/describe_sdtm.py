"""Tabulation data described: what the data say of themselves, and the standard where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from trialrun.formats import Dataset
from trialrun.language import message_text
from trialrun.package.codelists import CodedVariable, build_codelists, decoding_variable
from trialrun.package.described import (
    DatasetDescription,
    Description,
    Method,
    Remark,
    ValueLevel,
    VariableDescription,
)
from trialrun.package.keys import record_keys
from trialrun.package.sdtm_domains import domain_facts
from trialrun.package.sdtm_variables import SdtmVariable, variable_facts
from trialrun.package.shapes import shape_of
from trialrun.package.value_level import value_levels
from trialrun.sdtm import synthetic_label
from trialrun.study import Study, Text

DICTIONARY = "MedDRA"
_REQUIRED_ENDS = ("SEQ", "TESTCD", "TEST", "TERM", "TRT", "QNAM", "QVAL", "QLABEL")
_REQUIRED = frozenset(
    {
        *("STUDYID", "DOMAIN", "RDOMAIN", "USUBJID", "SUBJID", "SITEID", "SEX", "VISITNUM"),
        *("ETCD", "ELEMENT", "TSPARMCD", "TSPARM", "IECAT", "DSDECOD", "AEDECOD"),
    }
)
_REFERENCE = ("TRIAL DESIGN", "STUDY REFERENCE")


def describe_sdtm(
    study: Study, datasets: Mapping[str, Dataset]
) -> tuple[Description, list[Remark]]:
    """
    Describe SDTM data sets as they are written.

    Args:
        study: the definition, for what values are called.
        datasets: as they are in their transport files.
    Returns:
        The description, and remarks on keys and on values outside closed code lists.
    """
    frames = {name: dataset.frame for name, dataset in datasets.items()}
    coded = [
        CodedVariable(name, column, facts.codelist, own=_own(name, column, facts))
        for name, frame in frames.items()
        for column in frame.columns
        if (facts := variable_facts(column, parent_domain(name))).codelist
    ]
    version = dictionary_version(frames.get("TS"))
    lists, used, remarks = build_codelists(study, frames, coded, (DICTIONARY, version))
    described = []
    for dataset in datasets.values():
        one, found = _dataset(dataset, used)
        described.append(one)
        remarks += found
    return Description("sdtm", tuple(described), lists), remarks


def chinese_label(english: str, chinese: str) -> str:
    """Return the Chinese label of a data set, marked where the English one is."""
    if synthetic_label(english) != english:
        return chinese
    return message_text("package-synthetic-label", "zh", select={"label": chinese})


def parent_domain(name: str) -> str:
    """Return the domain by which a data set's variables are named."""
    return name.removeprefix("SUPP") if name.startswith("SUPP") else name


def dictionary_version(ts: pl.DataFrame | None) -> str:
    """Return the version of the dictionary of coded terms, where the trial summary states it."""
    if ts is None or not {"TSVCDREF", "TSVCDVER"} <= set(ts.columns):
        return ""
    found = ts.filter(pl.col("TSVCDREF").str.to_uppercase() == DICTIONARY.upper())["TSVCDVER"]
    versions = found.drop_nulls().unique().sort().to_list()
    return str(versions[-1]) if versions else ""


def method_of(message: str) -> Method | None:
    """Return the method whose words stand in the catalogue under a name."""
    if not message:
        return None
    text = Text(
        en=message_text(f"package-method-{message}", "en"),
        zh=message_text(f"package-method-{message}", "zh"),
    )
    return Method(
        f"MT.{message.upper()}", message.replace("-", " ").capitalize(), "Computation", text
    )


def _own(name: str, column: str, facts: SdtmVariable) -> bool:
    """Whether the study's list for a variable belongs to this data set alone."""
    return (facts.codelist == "study" and name.startswith("SUPP")) or column == "IDVAR"


def _dataset(
    dataset: Dataset, used: Mapping[tuple[str, str], str]
) -> tuple[DatasetDescription, list[Remark]]:
    """One data set."""
    name, frame = dataset.name, dataset.frame
    facts = domain_facts(name, dataset.label)
    wanted = [key.replace("--", name) for key in ("STUDYID", *facts.keys)]
    further = [f"{name}{end}" for end in ("SEQ", "STDTC", "DTC", "ENDTC")]
    keys, unique = record_keys(frame, wanted, further)
    remarks = [] if unique else [Remark("key", name, "", 0, " ".join(keys))]
    variables = tuple(
        _variable(dataset, column, label, used.get((name, column)))
        for column, label in dataset.labels.items()
    )
    english = dataset.label or facts.label.en
    return (
        DatasetDescription(
            name,
            Text(en=english, zh=chinese_label(english, facts.label.zh)),
            f"{name.lower()}.xpt",
            facts.data_class,
            facts.structure,
            tuple(keys),
            variables,
            repeating=facts.structure != "One record per subject",
            reference=facts.data_class in _REFERENCE,
        ),
        remarks,
    )


def _variable(
    dataset: Dataset, column: str, label: str, codelist: str | None
) -> VariableDescription:
    """One variable."""
    name, frame = dataset.name, dataset.frame
    facts = variable_facts(column, parent_domain(name))
    method = method_of(facts.method)
    values: tuple[ValueLevel, ...] = ()
    selector = _selector(name, column, frame.columns)
    if selector is not None:
        beside = decoding_variable(selector, frame.columns)
        values = value_levels(frame, column, selector, beside, facts.origin, method)
    required = column in _REQUIRED or column.endswith(_REQUIRED_ENDS)
    return VariableDescription(
        column,
        label,
        shape_of(frame[column]),
        facts.origin,
        facts.role,
        mandatory=required and not frame[column].null_count(),
        codelist=codelist,
        method=method,
        values=values,
    )


def _selector(name: str, column: str, columns: Sequence[str]) -> str | None:
    """The variable by whose values a result is described, where it is a result."""
    wanted = {
        f"{name}ORRES": f"{name}TESTCD",
        f"{name}STRESN": f"{name}TESTCD",
        "QVAL": "QNAM",
        "TSVAL": "TSPARMCD",
    }.get(column)
    return wanted if wanted in columns else None
