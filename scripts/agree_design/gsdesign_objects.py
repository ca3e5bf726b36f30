"""gsDesign: designs as other functions take them, and results without a name."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from agree_design.calls import Unsupported, as_list, number
from agree_design.gsdesign_design import gs_design


def design_of(x: Any) -> SimpleNamespace:
    if x is None:
        x = gs_design()
    if not isinstance(x, dict) or "_design" not in x:
        raise Unsupported("x is no design of gsDesign")
    return x["_design"]


def named(value: Any, *names: str) -> dict[str, Any]:
    """A result that R returns without a name, under those that a reader may give it."""
    return dict.fromkeys((*names, "value", "result"), value)


def numbers(given: Any) -> list[float]:
    return [number(each) for each in as_list(given)]
