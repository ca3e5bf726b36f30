"""Section 14: the displays of the study, each in its section of the outline."""

from __future__ import annotations

from trialrun.documents.outline_e3 import OUTLINE
from trialrun.documents.sources import Sources
from trialrun.documents.wording import say
from trialrun.report import Block, Paragraph

CHAPTER = "14"


def display_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return the displays by the section that their definition names."""
    found: dict[str, list[Block]] = {}
    for display in sources.study.displays:
        if display.number not in sources.displays:
            continue
        section = display.section if display.section in OUTLINE else CHAPTER
        found.setdefault(section, []).append(sources.displays[display.number])
    chapters = {section: tuple(blocks) for section, blocks in found.items()}
    if "14" not in chapters and chapters:
        chapters["14"] = (Paragraph("csr.14.lead", say("csr-displays-lead")),)
    return chapters
