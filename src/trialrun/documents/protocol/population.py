"""Chapters 5 and 7: who may enter, and when a participant stops."""

from __future__ import annotations

from trialrun.documents.outline_m11 import section_id
from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, say
from trialrun.report import Block, Bullets, Paragraph

LISTS = {"5.2": "inclusion", "5.3": "exclusion", "7.1.1": "discontinuation"}


def population_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return the criteria of sections 5.2, 5.3 and 7.1.1."""
    found: dict[str, tuple[Block, ...]] = {}
    for number, kind in LISTS.items():
        criteria = getattr(sources.study.eligibility, kind)
        if not criteria:
            continue
        items = tuple((of_study("eligibility", kind, each.id, "text"),) for each in criteria)
        place = section_id(number)
        found[number] = (
            Paragraph(f"{place}.lead", say(f"protocol-criteria-{kind}"), "lead"),
            Bullets(f"{place}.list", items, ordered=True),
        )
    return found
