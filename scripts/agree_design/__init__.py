"""
How calls of other programs' design functions read in terms of trialrun.

A module for each family of functions registers what stands for them (calls.stands_for).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from agree_design.data import data_in

__all__ = ["DECLARED", "data_in", "declared_cause"]

DECLARED = "the reference is inaccurate"

for _module in iter_modules([str(Path(__file__).parent)]):
    import_module(f"{__name__}.{_module.name}")


def declared_cause(case: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """Return why a reference differs, where an independent computation has shown it to be wrong."""
    from agree_design.inaccurate import cause_of

    return cause_of(case["inputs"], wrong)
