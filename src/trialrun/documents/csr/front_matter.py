"""Sections 3 to 8: contents, abbreviations, ethics, administration, introduction, objectives."""

from __future__ import annotations

from trialrun.documents.aims import objective_blocks
from trialrun.documents.front import abbreviations, countries
from trialrun.documents.sources import Sources
from trialrun.documents.wording import refer, say
from trialrun.report import Block, Contents, Paragraph


def front_matter_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 3 to 8, as far as the definition can fill them."""
    return {
        "3": (
            Contents("csr.3.sections", "sections"),
            Contents("csr.3.tables", "tables"),
            Contents("csr.3.figures", "figures"),
        ),
        "4": abbreviations(sources, "csr.4.table"),
        "5.3": (Paragraph("csr.5.3.forms", say("csr-ethics-forms", appendix=refer("csr.16.1.3"))),),
        "6": _administration(sources),
        "8": objective_blocks(sources, "csr.8"),
    }


def _administration(sources: Sources) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if sources.has("facts", "sites") and sources.study.identification.countries:
        content = say(
            "csr-sites",
            {"n": sources.count("facts", "sites")},
            sites=sources.slot("facts", "sites"),
            countries=countries(sources),
        )
        blocks.append(Paragraph("csr.6.sites", content))
    investigators = say("csr-investigators", appendix=refer("csr.16.1.4"))
    blocks.append(Paragraph("csr.6.investigators", investigators))
    return tuple(blocks)
