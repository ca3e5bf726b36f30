"""Section 14: the displays of the study, each in its section of the outline."""

from __future__ import annotations

from trialrun.documents.outline_e3 import OUTLINE, message_suffix, section_id
from trialrun.documents.sources import Sources
from trialrun.documents.wording import say
from trialrun.report import Block, Paragraph, ToWrite

CHAPTER = "14"
LISTINGS = "14.3.4"
"""Section that asks for listings by patient, which no display is."""


def display_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return the displays by the section that their definition names."""
    found: dict[str, list[Block]] = {}
    for display in sources.study.displays:
        if display.number not in sources.displays:
            continue
        section = display.section if display.section in OUTLINE else CHAPTER
        found.setdefault(section, []).append(sources.displays[display.number])
    if LISTINGS in found:
        hint = say(f"csr-hint-{message_suffix(LISTINGS)}")
        found[LISTINGS].insert(0, ToWrite(f"{section_id(LISTINGS)}.listing", hint))
    chapters = {section: tuple(blocks) for section, blocks in found.items()}
    if "14" not in chapters and chapters:
        chapters["14"] = (Paragraph("csr.14.lead", say("csr-displays-lead")),)
    return chapters
