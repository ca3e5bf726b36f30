"""What the docstrings of the statistical rooms promise: that each is whole, and each example runs."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
ROOMS = ("trialrun.design", "trialrun.statistics")


def public_functions() -> dict[str, Callable[..., object]]:
    """Each function that a room exports, by the room's name and its own."""
    found: dict[str, Callable[..., object]] = {}
    for room in ROOMS:
        package = import_module(room)
        for name in package.__all__:
            value = inspect.unwrap(getattr(package, name))
            if inspect.isfunction(value):
                found[f"{room}.{name}"] = value
    return found


def modules_with_examples() -> list[str]:
    """Modules of the package whose text has an example."""
    return [
        ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((SOURCE / "trialrun").rglob("*.py"))
        if ">>> " in path.read_text(encoding="utf-8")
    ]


def lacks(function: Callable[..., object]) -> list[str]:
    """What a function's docstring should have and has not."""
    text = inspect.getdoc(function) or ""
    takes = bool(inspect.signature(function).parameters)
    gives = get_type_hints(function).get("return") is not type(None)
    code = inspect.getsource(function).replace(function.__doc__ or "", "")
    raises = any(line.strip().startswith("raise ") for line in code.splitlines())
    wanted = {"Args:": takes, "Returns:": gives, "Raises:": raises, ">>> ": True}
    lines = [line.strip() for line in text.splitlines()]
    return [
        part
        for part, needed in wanted.items()
        if needed and not any(line.startswith(part) for line in lines)
    ]


def test_every_public_function_tells_what_it_takes_returns_and_raises_with_an_example():
    poor = {name: missing for name, each in public_functions().items() if (missing := lacks(each))}
    assert not poor


def test_every_argument_of_a_public_function_is_told():
    untold = {
        name: missing
        for name, each in public_functions().items()
        if (
            missing := [
                parameter
                for parameter in inspect.signature(each).parameters
                if f"    {parameter}:" not in (inspect.getdoc(each) or "")
            ]
        )
    }
    assert not untold


@pytest.mark.parametrize("module", modules_with_examples())
def test_the_examples_of_the_module_give_what_they_show(module):
    result = doctest.testmod(import_module(module))
    assert result.attempted > 0
    assert result.failed == 0


def test_a_docstring_that_is_not_whole_is_seen():
    def bare(events: int) -> int:
        """Return events."""
        return events

    assert lacks(bare) == ["Args:", "Returns:", ">>> "]
