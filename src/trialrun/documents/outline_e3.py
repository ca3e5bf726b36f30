"""
The outline of a clinical study report, as data: section numbers in their order.

Headings are messages (`csr-heading-…`), hints at what a person must write are messages
(`csr-hint-…`), both named after the number with `-` for `.`.

Source: ICH E3 (1995), Structure and Content of Clinical Study Reports.
"""

from __future__ import annotations

from collections.abc import Iterator

_CHILDREN: dict[str, int] = {
    "5": 3,
    "9": 8,
    "9.3": 3,
    "9.4": 8,
    "9.5": 4,
    "9.7": 2,
    "10": 2,
    "11": 4,
    "11.4": 7,
    "11.4.2": 8,
    "12": 6,
    "12.2": 4,
    "12.3": 3,
    "12.3.1": 3,
    "12.4": 2,
    "12.4.2": 3,
    "14": 3,
    "14.3": 4,
    "16": 4,
    "16.1": 12,
    "16.2": 8,
    "16.3": 2,
}
"""How many sections each section holds."""


def _numbers() -> Iterator[str]:
    def below(number: str) -> Iterator[str]:
        for child in range(1, _CHILDREN.get(number, 0) + 1):
            yield f"{number}.{child}"
            yield from below(f"{number}.{child}")

    for chapter in map(str, range(1, 17)):
        yield chapter
        yield from below(chapter)


OUTLINE: tuple[str, ...] = tuple(_numbers())
"""Every section number, in the order of the report."""


def level_of(number: str) -> int:
    """Return the depth of a section, 1 for a chapter."""
    return number.count(".") + 1


def children_of(number: str) -> tuple[str, ...]:
    """Return the numbers of the sections directly below one."""
    return tuple(f"{number}.{child}" for child in range(1, _CHILDREN.get(number, 0) + 1))


def section_id(number: str) -> str:
    """Return the id of a section's block: what a cross reference points at."""
    return f"csr.{number}"


def message_suffix(number: str) -> str:
    """Return a section number as it stands in the name of a message."""
    return number.replace(".", "-")
