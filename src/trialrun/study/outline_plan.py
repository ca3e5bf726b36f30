"""
The outline of a statistical analysis plan, as data: section numbers in their order.

Section 10 has a section for each analysis data set of the study.

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

PLAN_CHAPTERS = 14
PLAN_DERIVATIONS = "10"
"""The section that has one for each analysis data set."""


def plan_outline() -> tuple[str, ...]:
    """Return every section number but those of the data sets, in the order of the plan."""
    return tuple(
        number
        for chapter in map(str, range(1, PLAN_CHAPTERS + 1))
        for number in (chapter, *plan_children(chapter))
    )


def plan_children(number: str) -> tuple[str, ...]:
    """Return the numbers of the sections directly below one."""
    return tuple(f"{number}.{child}" for child in range(1, _CHILDREN.get(number, 0) + 1))
