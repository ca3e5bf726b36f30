"""Arguments from a definition or a command, held against what a function says it takes."""

from __future__ import annotations

import inspect
import sys
from ast import literal_eval
from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args, get_origin

from trialrun.errors import DesignError

_ANY_NUMBERS = ("ArrayLike", "Floats")


def fitted(value: Any, function: Callable[..., Any], name: str, here: str) -> Any:
    """
    Return a value as a parameter of a function takes it.

    Args:
        value: from YAML, JSON or a command line.
        function: with annotations.
        name: the parameter.
        here: where the call stands, for errors.
    Returns:
        The value, whole numbers as int where int is wanted, lists as tuples.
    Raises:
        DesignError: a value of another kind.

    >>> from trialrun.design.sample_size_means import power_means
    >>> fitted("high", power_means, "alpha", "power_means")
    Traceback (most recent call last):
    ...
    trialrun.errors.DesignError: power_means: alpha is 'high', must be a number
    """
    annotation = str(inspect.signature(function).parameters[name].annotation)
    wanted = list(_alternatives(annotation))
    words = []
    for kind in wanted:
        fits = _reader(kind, function)
        if fits is None:
            return value
        read, word = fits
        try:
            return read(value)
        except (TypeError, ValueError):
            words.append(word)
    raise DesignError(f"{name} is {value!r}, must be {' or '.join(words)}", place=here)


def _alternatives(annotation: str) -> Iterator[str]:
    """Cut an annotation at the bars that stand in no bracket."""
    depth, begun = 0, 0
    for position, letter in enumerate(annotation):
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and depth == 0:
            yield annotation[begun:position].strip()
            begun = position + 1
    yield annotation[begun:].strip()


def _reader(kind: str, function: Callable[..., Any]) -> tuple[Callable[[Any], Any], str] | None:
    """Return what reads a value of a kind, and the kind in words; None where all is taken."""
    simple: dict[str, tuple[Callable[[Any], Any], str]] = {
        "float": (_number, "a number"),
        "int": (_whole, "a whole number"),
        "bool": (_truth, "true or false"),
        "str": (_word, "a text"),
        "None": (_nothing, "null"),
        "Sequence[float]": (lambda value: _listed(value, _number), "a list of numbers"),
        "Sequence[int]": (lambda value: _listed(value, _whole), "a list of whole numbers"),
        "Sequence[bool]": (lambda value: _listed(value, _truth), "a list of true and false"),
        "tuple[float, float]": (_pair, "two numbers"),
        "Sequence[Sequence[float]]": (
            lambda value: _listed(value, lambda item: _listed(item, _number)),
            "a list of lists of numbers",
        ),
        "Mapping[int, int]": (lambda value: _keyed(value, _whole), "a mapping of whole numbers"),
        "Mapping[int, float]": (lambda value: _keyed(value, _number), "a mapping of numbers"),
    }
    if kind in simple:
        return simple[kind]
    if kind in _ANY_NUMBERS:
        return _numbers, "numbers"
    choices = _choices(kind, function)
    if choices:
        return lambda value: _one_of(value, choices), f"one of {', '.join(map(repr, choices))}"
    return None


def _choices(kind: str, function: Callable[..., Any]) -> tuple[Any, ...]:
    """Return the values that a Literal, or the name of one, allows."""
    if kind.startswith("Literal["):
        return tuple(literal_eval(f"({kind.removeprefix('Literal[')[:-1]},)"))
    found = getattr(sys.modules[function.__module__], kind, None)
    return get_args(found) if get_origin(found) is Literal else ()


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if _number(value) != int(value):
        raise ValueError
    return int(value)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _nothing(value: Any) -> None:
    if value is not None:
        raise TypeError


def _listed(value: Any, each: Callable[[Any], Any]) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple(each(item) for item in value)


def _pair(value: Any) -> tuple[float, float]:
    first, second = _listed(value, _number)
    return first, second


def _keyed(value: Any, each: Callable[[Any], Any]) -> dict[int, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return {int(key): each(item) for key, item in value.items()}


def _numbers(value: Any) -> Any:
    """Return a number, or lists of numbers however deep."""
    return tuple(map(_numbers, value)) if isinstance(value, list | tuple) else _number(value)


def _one_of(value: Any, choices: tuple[Any, ...]) -> Any:
    if isinstance(value, bool) or value not in choices:
        raise ValueError
    return value
