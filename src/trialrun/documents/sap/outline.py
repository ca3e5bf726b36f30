"""
Sections of a statistical analysis plan as they stand in the document.

Headings are messages (`sap-heading-…`), hints at what a person must write are messages
(`sap-hint-…`), both named after the number with `-` for `.`. Section 10 has a section for each
analysis data set of the study.
"""

from __future__ import annotations

from trialrun.study import PLAN_CHAPTERS, PLAN_DERIVATIONS, plan_children, plan_outline

CHAPTERS = PLAN_CHAPTERS
DERIVATIONS = PLAN_DERIVATIONS
outline = plan_outline
children_of = plan_children


def section_id(number: str) -> str:
    """Return the id of a section's block: what a cross reference points at."""
    return f"sap.{number}"


def message_suffix(number: str) -> str:
    """Return a section number as it stands in the name of a message."""
    return number.replace(".", "-")
