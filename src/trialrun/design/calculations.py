"""The further calculations of a study, and their numbers one by one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from math import isfinite
from typing import Any

import numpy as np

import trialrun.design as library
from trialrun.design.called import call_method
from trialrun.errors import DesignError
from trialrun.report import Result, result_id
from trialrun.study import Study

PART = "calculations"
VALUE = "value"
"""What the only number of a function is called."""
LEVELS = ("row", "column", "layer")
"""Names of the positions within a field, from the outermost."""
LARGE, SMALL, SMALLEST = 1_000, 0.1, 0.001
"""From here on a number is shown with one decimal, with four, with six; below as it is."""
MOST = 20_000
"""Numbers of a calculation that a report and a table can carry."""


@dataclass(frozen=True, slots=True)
class Calculated:
    """
    A calculation that was made.

    `arguments` are the names of what was given, parts of a mapping joined by a point, with the
    value where it is neither number nor text. `numbers` are (field, positions in it from 1,
    value): a list of a result has one position, a matrix two. `source` is what the function's
    reference says of its method.
    """

    id: str
    method: str
    arguments: tuple[tuple[str, str | None], ...]
    numbers: tuple[tuple[str, tuple[int, ...], float | str], ...]
    source: str


def design_calculations(study: Study) -> tuple[Calculated, ...]:
    """
    Make the further calculations of a study.

    Args:
        study: with `calculations`, or none.
    Returns:
        One for each, in their order.
    Raises:
        DesignError: a function, an argument or a request that can not be honoured, with its place.

    >>> from ruamel.yaml import YAML
    >>> from trialrun.study import study_template
    >>> words = YAML(typ="safe").load(study_template())
    >>> words["calculations"] = [
    ...     {
    ...         "id": "PHASE2",
    ...         "label": {"en": "Phase II part", "zh": "II 期部分"},
    ...         "method": "size_simon_optimal",
    ...         "arguments": {"null_rate": 0.1, "alternative_rate": 0.3},
    ...     }
    ... ]
    >>> (made,) = design_calculations(Study.model_validate(words))
    >>> made.numbers[:3]
    (('first_stop', (), 1.0), ('first_subjects', (), 10.0), ('final_stop', (), 5.0))
    """
    found = []
    for each in study.calculations:
        place = f"{PART}.{each.id}"
        result = call_method(each.method, each.arguments, place=place)
        numbers = tuple(numbers_of(result))
        if not numbers:
            raise DesignError("returns no number that could be reported", place=place)
        if len(numbers) > MOST:
            raise DesignError(f"returns {len(numbers)} numbers, at most {MOST}", place=place)
        given = dict(_arguments(each.arguments))
        found.append(
            Calculated(each.id, each.method, tuple(given.items()), numbers, source_of(each.method))
        )
    return tuple(found)


def numbers_of(
    result: object, name: str = "", at: tuple[int, ...] = ()
) -> Iterator[tuple[str, tuple[int, ...], float | str]]:
    """
    Yield the numbers and words of what a function returned.

    Args:
        result: a number, an array, a sequence, a mapping or a dataclass of these; functions and
            what is absent or not defined are left out.
        name: of the field, its parts joined by a point.
        at: positions within the field, from 1.
    Returns:
        An iterator of (field, positions in it from 1, value).

    >>> list(numbers_of((0.5, [1, 2])))
    [('value', (1,), 0.5), ('value', (2, 1), 1.0), ('value', (2, 2), 2.0)]
    """
    if is_dataclass(result) and not isinstance(result, type):
        for field in fields(result):
            inner = getattr(result, field.name)
            yield from numbers_of(inner, f"{name}.{field.name}" if name else field.name, at)
    elif isinstance(result, Mapping):
        for key, item in result.items():
            word = "-".join(map(str, key)) if isinstance(key, tuple) else str(key)
            yield from numbers_of(item, f"{name}.{word}" if name else word, at)
    elif isinstance(result, str):
        yield name or VALUE, at, result
    elif isinstance(result, bool | np.bool_):
        yield name or VALUE, at, "true" if result else "false"
    elif isinstance(result, int | float | np.integer | np.floating):
        if not np.isnan(result):
            yield name or VALUE, at, float(result)
    elif isinstance(result, np.ndarray) and result.ndim == 0:
        yield from numbers_of(result.item(), name, at)
    elif isinstance(result, Sequence | np.ndarray):
        for position, item in enumerate(result, start=1):
            yield from numbers_of(item, name, (*at, position))


def _arguments(value: Any, name: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield the name of each argument, and true, false or null in words."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _arguments(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value, start=1):
            inner = f"{name}.{position}" if isinstance(item, Mapping | list) else name
            yield from _arguments(item, inner)
    elif value is None or isinstance(value, bool):
        yield name, {None: "null", True: "true", False: "false"}[value]
    else:
        yield name, None


def calculation_results(made: Calculated) -> list[Result]:
    """
    Return the numbers of a calculation as results, `design:calculations.ID.FIELD.POSITION`.

    The words of a table come with them: names of arguments and fields, and each position.
    """
    names = dict.fromkeys(name for name, _, _ in made.numbers)
    places = dict.fromkeys(place for _, at, _ in made.numbers for place in at)
    rows = [_row(made, ("words", "source"), made.source)] if made.source else []
    rows += [_row(made, ("words", "field", name), name) for name in names]
    rows += [_row(made, ("words", "position", str(place)), float(place), "int") for place in places]
    for name, word in made.arguments:
        rows.append(_row(made, ("words", "argument", name), name))
        rows += [] if word is None else [_row(made, ("words", "given", name), word)]
    for name, at, value in made.numbers:
        groups = {"field": name, **dict(zip(LEVELS, map(str, at), strict=False))}
        rows.append(_row(made, (name, *map(str, at)), value, _format(value), groups))
    return rows


def _row(
    made: Calculated,
    path: tuple[str, ...],
    value: float | str,
    form: str = "g",
    groups: Mapping[str, str] | None = None,
) -> Result:
    return Result(
        id=result_id(PART, made.id, *path, prefix="design"),
        analysis=f"{PART}.{made.id}",
        method=made.method,
        operation=".".join(path),
        value=value if isinstance(value, float) and isfinite(value) else None,
        text=value if isinstance(value, str) else _endless(value),
        format=form,
        groups=groups or {},
    )


def _format(value: float | str) -> str:
    """Return a format that shows at least four figures of a number, counts without decimals."""
    if isinstance(value, str) or not isfinite(value) or 0 < abs(value) < SMALLEST:
        return "g"
    if value == round(value):
        return "int"
    return "d1" if abs(value) >= LARGE else "d4" if abs(value) >= SMALL else "d6"


def _endless(value: float) -> str | None:
    """Return the sign of an infinite number; None for any other."""
    return None if isfinite(value) else "∞" if value > 0 else "-∞"


def source_of(method: str) -> str:
    """
    Return what the reference of a function says of its source; empty where it says nothing.

    >>> source_of("size_logrank")[:29]
    'Schoenfeld (1981), Biometrika'
    """
    text = inspect.getdoc(getattr(library, method)) or ""
    _, _, after = text.partition("\nSource:")
    paragraph = after.split("\n\n")[0]
    return " ".join(paragraph.split()).removesuffix(".")
