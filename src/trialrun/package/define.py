"""
Define-XML 2.1 from a description: the same description gives the same bytes.

Source: CDISC Define-XML 2.1 on ODM 1.3.2; the order of elements is that of its schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from trialrun.package.described import (
    Codelist,
    DatasetDescription,
    Description,
    Method,
    Origin,
    Shape,
    ValueLevel,
    VariableDescription,
)
from trialrun.study import Text

ODM = "http://www.cdisc.org/ns/odm/v1.3"
DEF = "http://www.cdisc.org/ns/def/v2.1"
XLINK = "http://www.w3.org/1999/xlink"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DEFINE_VERSION = "2.1.0"
_PURPOSE = {"sdtm": "Tabulation", "adam": "Analysis"}
_GUIDE = {"sdtm": "SDTMIG", "adam": "ADaMIG"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML has no way to hold."""


@dataclass(frozen=True)
class Leaf:
    """A file that the definition points at."""

    id: str
    href: str
    title: str


@dataclass(frozen=True)
class DefineHead:
    """
    What the head of a definition file says.

    Args:
        study: name of the study and protocol.
        description: of the study; says so where the data are synthetic.
        created: date of the file.
        version: of trialrun.
        guide: version of the implementation guide.
        terminology: publishing set -> version.
        comment: on the file as a whole.
        submission: whether the file is meant for a submission.
        documents: protocol, plan and report.
    """

    study: str
    description: str
    created: date
    version: str
    guide: str
    terminology: tuple[tuple[str, str], ...]
    comment: Text
    submission: bool
    documents: tuple[Leaf, ...] = ()


def define_bytes(head: DefineHead, described: Description) -> bytes:
    """
    Return the definition file of a set of data sets.

    Args:
        head: what its head says.
        described: data sets, variables, values and code lists.
    Returns:
        The XML, in UTF-8.
    """
    guide = _GUIDE[described.kind]
    spaces: Any = {None: ODM, "def": DEF, "xlink": XLINK}
    root = etree.Element(_odm("ODM"), nsmap=spaces)
    _set(
        root,
        FileType="Snapshot",
        FileOID=f"{head.study}.{described.kind}.define",
        CreationDateTime=f"{head.created.isoformat()}T00:00:00",
        ODMVersion="1.3.2",
        SourceSystem="trialrun",
        SourceSystemVersion=head.version,
    )
    root.set(_def("Context"), "Submission" if head.submission else "Other")
    study = _add(root, "Study", OID=f"ST.{head.study}")
    names = _add(study, "GlobalVariables")
    _add(names, "StudyName").text = head.study
    _add(names, "StudyDescription").text = head.description
    _add(names, "ProtocolName").text = head.study
    version = _add(
        study,
        "MetaDataVersion",
        OID=f"MDV.{head.study}.{guide}",
        Name=f"{head.study}, {guide} {head.guide}",
        Description=head.description,
    )
    version.set(_def("DefineVersion"), DEFINE_VERSION)
    version.set(_def("CommentOID"), "COM.FILE")
    _standards(version, head, guide)
    if head.documents:
        supplemental = _add(version, "def:SupplementalDoc")
        for leaf in head.documents:
            _add(supplemental, "def:DocumentRef", leafID=leaf.id)
    _value_lists(version, described.datasets)
    for dataset in described.datasets:
        _item_group(version, dataset, described.kind)
    for dataset in described.datasets:
        for variable in dataset.variables:
            _item(version, dataset.name, variable)
            for level in variable.values:
                _value_item(version, dataset.name, variable, level)
    for codelist in described.codelists:
        _codelist(version, codelist)
    for method in _methods(described.datasets):
        _method(version, method)
    comment = _add(version, "def:CommentDef", OID="COM.FILE")
    _described(comment, head.comment)
    for leaf in head.documents:
        _leaf(version, leaf)
    etree.indent(root, space=" ")
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content + b"\n"


def _standards(version: etree._Element, head: DefineHead, guide: str) -> None:
    """The implementation guide and the controlled terminology."""
    standards = _add(version, "def:Standards")
    _add(
        standards,
        "def:Standard",
        OID="STD.IG",
        Name=guide,
        Type="IG",
        Version=head.guide,
        Status="Final",
    )
    for publishing_set, dated in head.terminology:
        _add(
            standards,
            "def:Standard",
            OID=f"STD.CT.{publishing_set}",
            Name="CDISC/NCI",
            Type="CT",
            PublishingSet=publishing_set,
            Version=dated,
            Status="Final",
        )


def _value_lists(version: etree._Element, datasets: Iterable[DatasetDescription]) -> None:
    """Value lists of all variables that have one, then the conditions that they refer to."""
    conditions: dict[str, tuple[str, str]] = {}
    for dataset in datasets:
        for variable in dataset.variables:
            if not variable.values:
                continue
            listed = _add(version, "def:ValueListDef", OID=f"VL.{dataset.name}.{variable.name}")
            for order, level in enumerate(variable.values, start=1):
                oid = _value_oid(dataset.name, variable.name, level)
                reference = _add(
                    listed, "ItemRef", ItemOID=oid, OrderNumber=str(order), Mandatory="No"
                )
                if level.method is not None:
                    reference.set("MethodOID", level.method.oid)
                condition = f"WC.{dataset.name}.{level.selector}.{_oid_part(level.value)}"
                conditions[condition] = (f"IT.{dataset.name}.{level.selector}", level.value)
                _add(reference, "def:WhereClauseRef", WhereClauseOID=condition)
    for oid, (item, value) in conditions.items():
        clause = _add(version, "def:WhereClauseDef", OID=oid)
        check = _add(clause, "RangeCheck", Comparator="EQ", SoftHard="Soft")
        check.set(_def("ItemOID"), item)
        _add(check, "CheckValue").text = value


def _item_group(version: etree._Element, dataset: DatasetDescription, kind: str) -> None:
    """One data set and the order of its variables."""
    name = dataset.name
    group = _add(
        version,
        "ItemGroupDef",
        OID=f"IG.{name}",
        Name=name,
        Repeating="Yes" if dataset.repeating else "No",
        IsReferenceData="Yes" if dataset.reference else "No",
        SASDatasetName=name,
    )
    if kind == "sdtm":
        group.set("Domain", name.removeprefix("SUPP") or name)
    group.set("Purpose", _PURPOSE[kind])
    group.set(_def("Structure"), dataset.structure)
    group.set(_def("StandardOID"), "STD.IG")
    group.set(_def("ArchiveLocationID"), f"LF.{name}")
    _described(group, dataset.label)
    for order, variable in enumerate(dataset.variables, start=1):
        reference = _add(
            group,
            "ItemRef",
            ItemOID=f"IT.{name}.{variable.name}",
            OrderNumber=str(order),
            Mandatory="Yes" if variable.mandatory else "No",
        )
        if variable.name in dataset.keys:
            reference.set("KeySequence", str(dataset.keys.index(variable.name) + 1))
        if variable.method is not None:
            reference.set("MethodOID", variable.method.oid)
        if variable.role:
            reference.set("Role", variable.role)
    of_class = _add(group, "def:Class", Name=dataset.data_class)
    if dataset.subclass:
        _add(of_class, "def:SubClass", Name=dataset.subclass)
    _leaf(group, Leaf(f"LF.{name}", dataset.file, dataset.file))


def _item(version: etree._Element, data_set: str, variable: VariableDescription) -> None:
    """One variable."""
    oid = f"IT.{data_set}.{variable.name}"
    item = _add(version, "ItemDef", OID=oid, Name=variable.name)
    _shaped(item, variable.shape, variable.name)
    if variable.display_format:
        item.set(_def("DisplayFormat"), variable.display_format)
    _english(item, variable.label)
    if variable.codelist:
        _add(item, "CodeListRef", CodeListOID=variable.codelist)
    _origin(item, variable.origin)
    if variable.values:
        _add(item, "def:ValueListRef", ValueListOID=f"VL.{data_set}.{variable.name}")


def _value_item(
    version: etree._Element, data_set: str, variable: VariableDescription, level: ValueLevel
) -> None:
    """A variable in the records of one test."""
    oid = _value_oid(data_set, variable.name, level)
    item = _add(version, "ItemDef", OID=oid, Name=variable.name)
    _shaped(item, level.shape, variable.name)
    _english(item, level.label)
    _origin(item, level.origin)


def _shaped(item: etree._Element, shape: Shape, name: str) -> None:
    """The attributes that tell the form of the values."""
    item.set("DataType", shape.data_type)
    if shape.length is not None:
        item.set("Length", str(shape.length))
    if shape.digits is not None:
        item.set("SignificantDigits", str(shape.digits))
    item.set("SASFieldName", name)


def _origin(item: etree._Element, origin: Origin) -> None:
    """Where values come from."""
    element = _add(item, "def:Origin", Type=origin.type)
    if origin.source:
        element.set("Source", origin.source)
    if origin.predecessor:
        _english(element, origin.predecessor)


def _codelist(version: etree._Element, codelist: Codelist) -> None:
    """One code list: with meanings, where any value has one."""
    element = _add(
        version, "CodeList", OID=codelist.oid, Name=codelist.name, DataType=codelist.data_type
    )
    if codelist.dictionary is not None:
        dictionary, dated = codelist.dictionary
        outside = _add(element, "ExternalCodeList", Dictionary=dictionary)
        if dated:
            outside.set("Version", dated)
        return
    if codelist.publishing_set is None:
        element.set(_def("IsNonStandard"), "Yes")
    else:
        element.set(_def("StandardOID"), f"STD.CT.{codelist.publishing_set}")
    meant = any(term.decode or term.chinese for term in codelist.terms)
    for order, term in enumerate(codelist.terms, start=1):
        tag = "CodeListItem" if meant else "EnumeratedItem"
        entry = _add(element, tag, CodedValue=term.value, OrderNumber=str(order))
        if term.extended:
            entry.set(_def("ExtendedValue"), "Yes")
        if meant:
            decode = _add(entry, "Decode")
            _translated(decode, term.decode or term.value, "en")
            if term.chinese:
                _translated(decode, term.chinese, "zh")
        if term.code:
            _add(entry, "Alias", Name=term.code, Context="nci:ExtCodeID")
    if codelist.code:
        _add(element, "Alias", Name=codelist.code, Context="nci:ExtCodeID")


def _methods(datasets: Iterable[DatasetDescription]) -> list[Method]:
    """Every method once, in the order in which they are first used."""
    found: dict[str, Method] = {}
    for dataset in datasets:
        for variable in dataset.variables:
            used: Sequence[Method | None] = (variable.method, *(v.method for v in variable.values))
            for method in used:
                if method is not None:
                    found.setdefault(method.oid, method)
    return list(found.values())


def _method(version: etree._Element, method: Method) -> None:
    """One method, in words."""
    element = _add(version, "MethodDef", OID=method.oid, Name=method.name, Type=method.kind)
    _described(element, method.text)


def _leaf(parent: etree._Element, leaf: Leaf) -> None:
    """A file."""
    element = _add(parent, "def:leaf", ID=leaf.id)
    element.set(f"{{{XLINK}}}href", leaf.href)
    _add(element, "def:title").text = leaf.title


def _described(parent: etree._Element, text: Text) -> None:
    """A description in English and Chinese."""
    description = _add(parent, "Description")
    _translated(description, text.en, "en")
    _translated(description, text.zh, "zh")


def _english(parent: etree._Element, text: str) -> None:
    """A description in English only."""
    _translated(_add(parent, "Description"), text, "en")


def _translated(parent: etree._Element, text: str, language: str) -> None:
    """A text in a language."""
    element = _add(parent, "TranslatedText")
    element.set(_LANG, language)
    element.text = _CONTROL.sub(" ", text)


def _value_oid(data_set: str, variable: str, level: ValueLevel) -> str:
    return f"IT.{data_set}.{variable}.{level.selector}.{_oid_part(level.value)}"


def _oid_part(value: str) -> str:
    """A value as a part of an identifier, still different for different values."""
    return "".join(
        c if (c.isascii() and c.isalnum()) or c in "_-" else f".{ord(c):x}." for c in value
    )


def _odm(tag: str) -> str:
    return f"{{{ODM}}}{tag}"


def _def(name: str) -> str:
    return f"{{{DEF}}}{name}"


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    """A child element; `def:` before a tag puts it into that namespace."""
    name = _def(tag.removeprefix("def:")) if tag.startswith("def:") else _odm(tag)
    child = etree.SubElement(parent, name)
    _set(child, **attributes)
    return child


def _set(element: etree._Element, **attributes: str) -> None:
    for name, value in attributes.items():
        element.set(name, _CONTROL.sub(" ", value))
