"""A further calculation as lines of plain text, and as values for JSON."""

from __future__ import annotations

from math import isfinite
from typing import Any

from trialrun.design.calculations import Calculated

LONGEST = 12
"""Values of a list that a line of text shows."""

Numbers = tuple[tuple[str, tuple[int, ...], float | str], ...]
"""As `numbers_of` yields them: field, positions, value."""


def calculation_text(made: Calculated) -> str:
    """
    Write a calculation for reading in a terminal: a line for each field.

    >>> numbers = (("subjects", (), 29.0), ("bound", (1,), 2.75), ("bound", (2,), 1.981))
    >>> print(calculation_text(Calculated("A", "size_means", (), numbers, "")))
    A: size_means
    <BLANKLINE>
      subjects  29
      bound     2.75, 1.981
    """
    return f"{made.id}: {made.method}\n\n{numbers_text(made.numbers)}"


def numbers_text(numbers: Numbers) -> str:
    """
    Write numbers for reading in a terminal, the values of a field on one line.

    Args:
        numbers: as `numbers_of` yields them.
    Returns:
        Lines of text; a long list is cut and says how long it is.

    >>> print(numbers_text((("subjects", (), 29.0), ("bound", (1,), 2.75), ("bound", (2,), 1.981))))
      subjects  29
      bound     2.75, 1.981
    """
    lines: dict[str, list[str]] = {}
    for field, at, value in numbers:
        name = ".".join([field, *map(str, at[:-1])])
        lines.setdefault(name, []).append(value if isinstance(value, str) else f"{value:.6g}")
    width = max(map(len, lines))
    shown = []
    for name, values in lines.items():
        rest = f", … ({len(values)} in all)" if len(values) > LONGEST else ""
        shown.append(f"  {name:<{width}}  {', '.join(values[:LONGEST])}{rest}")
    return "\n".join(shown)


def calculation_json(made: Calculated) -> dict[str, Any]:
    """
    Return a calculation as values for JSON, lists nested as the function returned them.

    >>> numbers = (("subjects", (), 29.0), ("bound", (1,), 2.75), ("bound", (2,), 1.981))
    >>> calculation_json(Calculated("A", "size_means", (), numbers, ""))["values"]
    {'subjects': 29.0, 'bound': [2.75, 1.981]}
    """
    return {
        "id": made.id,
        "method": made.method,
        "source": made.source,
        "values": numbers_json(made.numbers),
    }


def numbers_json(numbers: Numbers) -> dict[str, Any]:
    """
    Return numbers as values for JSON.

    Args:
        numbers: as `numbers_of` yields them.
    Returns:
        Field -> value, or lists of values where it has positions; a gap or an infinite number is
        null.

    >>> numbers_json((("subjects", (), 29.0), ("bound", (1,), 2.75), ("bound", (2,), 1.981)))
    {'subjects': 29.0, 'bound': [2.75, 1.981]}
    """
    found: dict[str, Any] = {}
    for field, at, number in numbers:
        value = number if isinstance(number, str) or isfinite(number) else None
        if not at:
            found[field] = value
            continue
        inner = found.setdefault(field, [])
        for place in at[:-1]:
            inner += [[] for _ in range(place - len(inner))]
            inner = inner[place - 1]
        inner += [None] * (at[-1] - len(inner))
        inner[at[-1] - 1] = value
    return found
