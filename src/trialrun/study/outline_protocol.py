"""
The outline of a clinical trial protocol, as data: section numbers of the template in their order.

A heading that the template repeats for each objective (`Primary Objective <#>`) is repeated as
often as the study has objectives of its level, with all that is below it.

Source: ICH M11 (Step 4, November 2025), Clinical Electronic Structured Harmonised Protocol,
template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_CHILDREN: dict[str, int] = {
    "1": 3,
    "1.1": 2,
    "2": 2,
    "2.2": 3,
    "3": 3,
    "3.1": 1,
    "3.2": 1,
    "3.3": 1,
    "4": 5,
    "4.1": 1,
    "4.2": 7,
    "5": 6,
    "5.4": 2,
    "5.5": 4,
    "6": 10,
    "6.6": 3,
    "6.7": 4,
    "6.9": 3,
    "6.10": 2,
    "7": 3,
    "7.1": 3,
    "8": 8,
    "8.4": 6,
    "8.6": 3,
    "9": 4,
    "9.1": 3,
    "9.1.3": 1,
    "9.2": 5,
    "9.2.3": 1,
    "9.3": 2,
    "10": 11,
    "10.4": 1,
    "10.4.1": 5,
    "10.5": 1,
    "11": 12,
    "11.2": 2,
    "11.3": 2,
    "12": 4,
}
"""How many headings stand below each."""

PROTOCOL_ADDITIONAL = "12.4"
"""Stands for `12.X` of the template: appendices that a study adds."""

PROTOCOL_REPEATED: dict[str, str] = {
    "3.1.1": "primary",
    "3.2.1": "secondary",
    "3.3.1": "exploratory",
    "10.4.1": "primary",
    "10.5.1": "secondary",
}
"""Heading that is repeated -> level of the objectives for which it is."""


def _numbers() -> Iterator[str]:
    def below(number: str) -> Iterator[str]:
        for child in range(1, _CHILDREN.get(number, 0) + 1):
            yield f"{number}.{child}"
            yield from below(f"{number}.{child}")

    for chapter in map(str, range(1, 15)):
        yield chapter
        yield from below(chapter)


PROTOCOL_OUTLINE: tuple[str, ...] = tuple(_numbers())
"""Every number of the template, in its order."""


@dataclass(frozen=True)
class ProtocolHeading:
    """
    A heading of one study's protocol.

    `number` is printed, `template` is the number in the template. Where the heading is repeated,
    `position` counts the objectives of its level from 1 and `of` says how many there are.
    """

    number: str
    template: str
    position: int = 0
    of: int = 0


def protocol_headings(objectives: Mapping[str, int]) -> tuple[ProtocolHeading, ...]:
    """
    Return the headings of a protocol.

    Args:
        objectives: level -> number of objectives. Without a primary objective its heading stands
            once, to be filled; without one of another level there is none.
    """
    return tuple(
        heading
        for number in PROTOCOL_OUTLINE
        if not _inside(number)
        for heading in _of(number, objectives)
    )


def _of(number: str, objectives: Mapping[str, int]) -> Iterator[ProtocolHeading]:
    """Yield a heading of the template, or its repetitions with all that is below each."""
    if number not in PROTOCOL_REPEATED:
        yield ProtocolHeading(number, number)
        return
    level = PROTOCOL_REPEATED[number]
    count = objectives.get(level, 0) or (1 if level == "primary" else 0)
    parent = number.rpartition(".")[0]
    own = [each for each in PROTOCOL_OUTLINE if each == number or each.startswith(f"{number}.")]
    for position in range(1, count + 1):
        for each in own:
            printed = f"{parent}.{position}{each.removeprefix(number)}"
            yield ProtocolHeading(printed, each, position, count)


def _inside(number: str) -> bool:
    """Return whether a heading stands below one that is repeated."""
    return any(number.startswith(f"{each}.") for each in PROTOCOL_REPEATED)
