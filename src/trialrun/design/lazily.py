"""Names of the design library that are imported when they are first asked for."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import Any


def find_later(file: str, name: str) -> Any:
    """
    Return a name that a package imports for type checkers alone.

    The library has hundreds of names from many modules; a command that designs one trial needs
    few. What stands under `if TYPE_CHECKING:` in the package's `__init__.py` is imported here.

    Args:
        file: the package's `__init__.py`.
        name: what is asked for.
    Raises:
        AttributeError: the package has no such name.
    """
    place = _places(file).get(name)
    if place is None:
        raise AttributeError(f"trialrun.design has no {name!r}")
    return getattr(import_module(place), name)


def _places(file: str) -> dict[str, str]:
    """Name -> module of each import under `if TYPE_CHECKING:`."""
    found: dict[str, str] = {}
    for node in ast.parse(Path(file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for each in node.body:
                if isinstance(each, ast.ImportFrom) and each.module:
                    found |= dict.fromkeys((alias.name for alias in each.names), each.module)
    return found
