"""
Every method of the design library against values from elsewhere.

`second_sources/` holds a file for each family: values printed in papers and books, or given by
other programs, with the call that must give them; and the tests that compare with enumeration,
simulation or another program. `docs/reference/design-methods.md` is made of the same files.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "second_sources"
KINDS = {"published", "program", "enumeration", "simulation"}
PUBLISHED_AT_LEAST = 60


def entries() -> list[tuple[str, dict[str, Any]]]:
    """Return family and entry of every second source."""
    return [
        (path.stem, entry)
        for path in sorted(FOLDER.glob("*.yaml"))
        if path.stem != "methods"
        for entry in YAML(typ="safe").load(path)
    ]


ALL = entries()
VALUES = [(family, entry) for family, entry in ALL if "value" in entry]


def reached(result: Any, path: str) -> float:
    """Return the value at a path such as `efficacy[1]` of a result."""
    for name, index in re.findall(r"(\w+)|\[(-?\d+)\]", path):
        if index:
            result = result[int(index)]
        else:
            result = result[name] if isinstance(result, dict) else getattr(result, name)
    return float(result)


@pytest.mark.parametrize(
    "entry",
    [entry for _, entry in VALUES],
    ids=[f"{family}-{n}-{entry['method']}" for n, (family, entry) in enumerate(VALUES)],
)
def test_a_value_from_elsewhere_is_reproduced(entry, monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER.parent))  # data typed in from books
    module, name = entry["call"].split(":")
    result = getattr(importlib.import_module(module), name)(**entry.get("arguments", {}))
    found = reached(result, str(entry.get("output", "")))
    assert found == pytest.approx(entry["value"], abs=entry["tolerance"], rel=0), entry["source"]


@pytest.mark.parametrize("family", sorted({family for family, _ in ALL}))
def test_every_entry_is_complete(family, root):
    for entry in (entry for where, entry in ALL if where == family):
        assert entry["kind"] in KINDS, entry
        assert entry["source"], entry
        assert entry["method"], entry
        if "value" in entry:
            assert 0 <= entry["tolerance"] <= 0.05 * max(1.0, abs(entry["value"])), entry
            continue
        file, *names = entry["test"].split("::")
        text = (root / file).read_text(encoding="utf-8")
        assert names, entry
        assert f"def {names[-1].split('[')[0]}(" in text, entry


def test_every_method_has_two_independent_values():
    methods = YAML(typ="safe").load(FOLDER / "methods.yaml")
    counts: dict[str, int] = {}
    for _, entry in ALL:
        counts[entry["method"]] = counts.get(entry["method"], 0) + 1
    listed = [each for family in methods for each in family["methods"]]
    lacking = [
        each["name"]
        for each in listed
        if counts.get(each["name"], 0) < 2 and not each.get("not_supported")
    ]
    assert lacking == []
    assert sorted(set(counts) - {each["name"] for each in listed}) == []


def test_every_method_has_functions_that_are_public():
    from trialrun import design, statistics

    public = {*design.__all__, *statistics.__all__}
    methods = YAML(typ="safe").load(FOLDER / "methods.yaml")
    for method in (each for family in methods for each in family["methods"]):
        assert method["functions"] or method.get("not_supported"), method
        assert set(method["functions"]) <= public, method


def test_published_values_are_many():
    published = [entry for _, entry in VALUES if entry["kind"] == "published"]
    assert len(published) >= PUBLISHED_AT_LEAST
