"""Imports go one way: a room uses the public names of rooms to its left, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "trialrun"

# From left to right. The ground rooms of the first line may use each other, errors none of them.
LAYERS = [
    {"errors", "language", "terminology", "streams", "statistics", "formats"},
    {"study"},
    {"report"},
    {"landscape"},
    {"design"},
    {"rehearse"},
    {"sdtm"},
    {"conformance"},
    {"analysis"},
    {"displays"},
    {"documents"},
    {"translation"},
    {"render"},
    {"package"},
    {"run"},
    {"cli"},
]
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
SINGLE_MODULES = {"errors", "streams"}
OUTSIDE = {"__init__", "__main__"}  # the root holds the version; __main__ starts the cli

FILES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    """The room that a file stands in."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[int, str, str | None]]:
    """Line, module and name of each import of trialrun's own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "trialrun":
                    yield node.lineno, alias.name, None
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                yield node.lineno, "." * node.level + module, None
            elif module.split(".")[0] == "trialrun":
                for alias in node.names:
                    yield node.lineno, module, alias.name


def fault(own: str, module: str, name: str | None) -> str | None:
    """Say what is wrong with one import of a file in room `own`, if anything is."""
    if module.startswith("."):
        return "relative import: write trialrun.… in full"
    parts = module.split(".")
    if len(parts) == 1:
        if name in {None, "__version__"}:
            return None  # import trialrun: where the package lies, which version it is
        if name not in LEVEL:
            return f"from trialrun import {name}: the root holds only __version__"
        return None if own == "cli" else f"import names from trialrun.{name}, not the room itself"
    other = parts[1]
    if other == own:
        return None
    if other not in LEVEL:
        return f"{other} is no room; the rooms are those of LAYERS"
    ground = LEVEL[other] == LEVEL[own] == 0 and own != "errors"
    if not (LEVEL[other] < LEVEL[own] or ground):
        return f"{other} is not to the left of {own}"
    if len(parts) > 2:
        return f"{module} is inside another room: use what trialrun.{other} exports"
    if name is not None and name.startswith("_"):
        return f"{name} is private to {other}"
    if name is None and other not in SINGLE_MODULES:
        return f"write: from trialrun.{other} import NAME"
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_file_imports_only_leftwards_and_only_public_names(path):
    own = room_of(path)
    if own in OUTSIDE:
        return
    assert own in LEVEL, f"{own} is no room: add it to LAYERS where it belongs"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    faults = [
        f"{path.relative_to(SOURCE)}:{line}: {said}"
        for line, module, name in imports(tree)
        if (said := fault(own, module, name))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("own", "module", "name"),
    [
        ("study", "trialrun.render", "render_docx"),
        ("report", "trialrun.study.model", "Study"),
        ("report", "trialrun.study", "_private"),
        ("report", ".study", "Study"),
        ("language", "trialrun.study", "Study"),
        ("errors", "trialrun.language", "Catalogue"),
        ("report", "trialrun.utils", "thing"),
    ],
)
def test_a_wrong_import_is_seen(own, module, name):
    assert fault(own, module, name)


@pytest.mark.parametrize(
    ("own", "module", "name"),
    [
        ("report", "trialrun.study", "Study"),
        ("study", "trialrun.study.model", "Study"),
        ("language", "trialrun.errors", "StudyError"),
        ("run", "trialrun", "__version__"),
    ],
)
def test_a_right_import_passes(own, module, name):
    assert fault(own, module, name) is None
