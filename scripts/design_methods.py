"""The reference page of design methods: what there is, and which second sources agree with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reference_pages import NOTE, cell
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "agreement" / "design" / "second_sources"
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
            "A method counts when independent sources agree with it: values printed in papers and "
            "books, other programs, every outcome written out, or simulation within its error. "
            "Each entry is a test "
            "(`tests/agreement/design`); a tolerance is half a unit of the last printed digit. "
            f"{published} published values in all.\n"
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
    """Say the sources of a method by kind, each once, with how many values it gives."""
    said = []
    for kind, words in KINDS.items():
        counts: dict[str, int] = {}
        for entry in entries:
            if entry["kind"] == kind:
                counts[entry["source"]] = counts.get(entry["source"], 0) + 1
        if counts:
            listed = "; ".join(f"{s} ({n} values)" if n > 1 else s for s, n in counts.items())
            said.append(f"**{words}**: {listed}")
    return ". ".join(said)
