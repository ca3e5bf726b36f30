"""
The outline of a statistical analysis plan, as data: section numbers in their order.

Headings are messages (`sap-heading-…`), hints at what a person must write are messages
(`sap-hint-…`), both named after the number with `-` for `.`. Section 10 has a section for each
analysis data set of the study.

Source: ICH E9 (1998), sections 5.1 and 7; ICH E9(R1) (2019), A.5; Gamble et al. (2017), JAMA
318:2337-2343 (guidelines for the content of statistical analysis plans).
"""

from __future__ import annotations

_CHILDREN: dict[str, int] = {
    "1": 2,
    "2": 4,
    "3": 3,
    "5": 2,
    "6": 2,
    "7": 6,
    "8": 4,
    "9": 4,
    "14": 3,
}
"""How many sections each section holds, as far as that is the same for every study."""

CHAPTERS = 14
DERIVATIONS = "10"
"""The section that has one for each analysis data set."""


def outline() -> tuple[str, ...]:
    """Return every section number but those of the data sets, in the order of the plan."""
    return tuple(
        number
        for chapter in map(str, range(1, CHAPTERS + 1))
        for number in (chapter, *children_of(chapter))
    )


def children_of(number: str) -> tuple[str, ...]:
    """Return the numbers of the sections directly below one."""
    return tuple(f"{number}.{child}" for child in range(1, _CHILDREN.get(number, 0) + 1))


def section_id(number: str) -> str:
    """Return the id of a section's block: what a cross reference points at."""
    return f"sap.{number}"


def message_suffix(number: str) -> str:
    """Return a section number as it stands in the name of a message."""
    return number.replace(".", "-")
