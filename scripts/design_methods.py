"""The reference page of design methods: what there is, and which second sources agree with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reference_pages import NOTE, cell
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "agreement" / "design" / "second_sources"
TABLE = re.compile(r"(.*?, [Tt]able [^,:;(]+)[,:;] *(.+)$")
KINDS = {
    "published": "published values",
    "program": "other programs",
    "enumeration": "exact enumeration",
    "simulation": "simulation",
}


def design_methods_page() -> str:
    """Each method of the library, its functions, and its second sources."""
    methods = YAML(typ="safe").load(FOLDER / "methods.yaml")
    found = [
        entry
        for path in sorted(FOLDER.glob("*.yaml"))
        if path.stem != "methods"
        for entry in YAML(typ="safe").load(path)
    ]
    published = sum(1 for entry in found if entry["kind"] == "published" and "value" in entry)
    parts = [
        f"{NOTE}# Methods of the design library and their second sources\n",
        (
            "A method counts when independent sources agree with it: values printed in papers, "
            "books and the documentation of programs, other programs that were run, every outcome "
            "written out, or simulation within its error. Each entry is a test "
            "(`tests/agreement/design`); a tolerance is half a unit of the last printed digit. "
            f"{published} printed values in all. Those of papers and books were entered from "
            "knowledge of their tables, not copied from a scan: look at the print before you cite "
            "one.\n"
        ),
    ]
    for family in methods:
        parts.append(f"## {family['family']}\n")
        lines = ["| method | functions | second sources |", "| --- | --- | --- |"]
        for method in family["methods"]:
            own = [entry for entry in found if entry["method"] == method["name"]]
            functions = ", ".join(f"`{name}`" for name in method.get("functions", []))
            said = method.get("not_supported")
            sources = f"not supported: {said}" if said else _sources(own)
            lines.append(f"| {cell(method['name'])} | {functions} | {cell(sources)} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _sources(entries: list[dict[str, Any]]) -> str:
    """Say the sources of a method by kind: paper and table once, then its cells."""
    said = []
    for kind, words in KINDS.items():
        cells: dict[str, list[str]] = {}
        for entry in entries:
            if entry["kind"] == kind:
                source = str(entry["source"])
                found = TABLE.match(source)
                head, cell_ = found.groups() if found else (source, "")
                cells.setdefault(head, []).append(cell_)
        if cells:
            listed = "; ".join(_with_cells(head, each) for head, each in cells.items())
            said.append(f"**{words}**: {listed}")
    return ". ".join(said)


def _with_cells(head: str, cells: list[str]) -> str:
    """Return a source with the cells that are taken from it; a count where it names none."""
    named = [cell_ for cell_ in cells if cell_]
    if named:
        return f"{head} ({' · '.join(named)})"
    return f"{head} ({len(cells)} values)" if len(cells) > 1 else head
