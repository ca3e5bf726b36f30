"""
A definition file checked: its schema, its identifiers, and that it describes what is in the files.

The schema and the model of Define-XML 2.1 are those of odmlib.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from lxml import etree

from trialrun.formats import XptLayout, read_layout
from trialrun.package.define import DEF, ODM, XLINK

_NAMES = {"odm": ODM, "def": DEF, "xlink": XLINK}
_MOST = 20


def check_define(content: bytes) -> list[str]:
    """
    Check a definition file by the schema of Define-XML 2.1 and by its identifiers.

    Args:
        content: the file.
    Returns:
        What is wrong: breaches of the schema, of the order of elements, and references without a
        target; nothing where all is well.
    """
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        return [str(error)]
    schema = _schema()
    if not schema.validate(root):
        log: Any = schema.error_log
        return [f"line {error.line}: {error.message}" for error in log][:_MOST]
    return _reference_faults(root)


def check_model(content: bytes) -> list[str]:
    """
    Load a definition file into the model of Define-XML 2.1 and have it check itself.

    Args:
        content: the file.
    Returns:
        What the model finds wrong with the order of elements, required parts and identifiers.
    """
    from odmlib.define_2_1.rules.metadata_schema import MetadataSchema
    from odmlib.define_loader import XMLDefineLoader
    from odmlib.exceptions import OdmlibError
    from odmlib.oid_generator import create_oid_checker

    schema: Any = MetadataSchema
    loader = XMLDefineLoader(model_package="define_2_1")
    try:
        loader.create_document_from_string(content.decode())
        loaded: Any = loader.load_odm()
        faults = loaded.validate(
            collect_errors=True,
            oid_checker=create_oid_checker("define_2_1"),
            conformance_checker=schema(),
            max_errors=_MOST,
        )
    except OdmlibError as error:
        return [str(error)]
    return [str(fault) for fault in faults]


def compare_files(content: bytes, files: Mapping[str, bytes]) -> list[str]:
    """
    Compare a definition file with the transport files that it describes.

    Args:
        content: the definition file.
        files: name -> bytes of every transport file beside it.
    Returns:
        Data sets and variables that only one of them has, labels, order, types and lengths that
        differ; nothing where they agree.
    """
    root = etree.fromstring(content, _parser())
    items = {
        item.get("OID"): item
        for item in root.iterfind(".//odm:MetaDataVersion/odm:ItemDef", _NAMES)
    }
    described: dict[str, etree._Element] = {}
    for group in root.iterfind(".//odm:ItemGroupDef", _NAMES):
        leaf = group.find("def:leaf", _NAMES)
        place = None if leaf is None else leaf.get(f"{{{XLINK}}}href")
        described[str(place)] = group
    faults = [f"{name}: described, but not there" for name in sorted(set(described) - set(files))]
    faults += [f"{name}: there, but not described" for name in sorted(set(files) - set(described))]
    for name in sorted(set(files) & set(described)):
        layout = read_layout(files[name], place=name)
        faults += _compared(described[name], items, layout)
    return faults


def _compared(
    group: etree._Element, items: Mapping[str | None, etree._Element], layout: XptLayout
) -> list[str]:
    """What differs between the description of a data set and its file."""
    name = str(group.get("Name"))
    faults = []
    if name != layout.name:
        faults.append(f"{name}: its file is of {layout.name}")
    if _label(group) != layout.label:
        faults.append(f"{name}: label {_label(group)!r}, in the file {layout.label!r}")
    references = group.findall("odm:ItemRef", _NAMES)
    said = [items[reference.get("ItemOID")] for reference in references]
    names = [str(item.get("Name")) for item in said]
    there = [variable.name for variable in layout.variables]
    if names != there:
        only = ", ".join(sorted(set(names) ^ set(there))) or "the order"
        return [*faults, f"{name}: variables differ from the file: {only}"]
    for item, variable in zip(said, layout.variables, strict=True):
        place = f"{name}.{variable.name}"
        kind = str(item.get("DataType"))
        if _label(item) != variable.label:
            faults.append(f"{place}: label {_label(item)!r}, in the file {variable.label!r}")
        if (kind in {"integer", "float"}) != (variable.type == "number"):
            faults.append(f"{place}: type {kind}, in the file {variable.type}")
        length = item.get("Length")
        if kind == "text" and length != str(variable.length):
            faults.append(f"{place}: length {length}, in the file {variable.length}")
    return faults


def _label(element: etree._Element) -> str:
    """The English description of an element."""
    found = element.find("odm:Description/odm:TranslatedText", _NAMES)
    return "" if found is None or found.text is None else found.text


def _reference_faults(root: etree._Element) -> list[str]:
    """Identifiers that stand twice, and references to none."""
    there: dict[str, int] = {}
    for element in root.iter():
        own = element.get("OID") or element.get("ID")
        if own is not None:
            there[own] = there.get(own, 0) + 1
    faults = [f"{name}: stands {times} times" for name, times in there.items() if times > 1]
    pointing = {
        *("ItemOID", "MethodOID", "CodeListOID", "ValueListOID", "WhereClauseOID", "leafID"),
        *(f"{{{DEF}}}{name}" for name in ("ItemOID", "StandardOID", "CommentOID")),
        f"{{{DEF}}}ArchiveLocationID",
    }
    for element in root.iter():
        for name, target in element.attrib.items():
            if str(name) in pointing and str(target) not in there:
                faults.append(f"{target!s}: referred to, but not there")
    return faults


@cache
def _schema() -> etree.XMLSchema:
    """The schema of Define-XML 2.1."""
    from odmlib.schema_manager import get_schema_path

    return etree.XMLSchema(etree.parse(get_schema_path("define", "2.1")))


def _parser() -> etree.XMLParser:
    """A parser that reaches out for nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True)
