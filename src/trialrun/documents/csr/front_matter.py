"""Sections 3 to 8: contents, abbreviations, ethics, administration, introduction, objectives."""

from __future__ import annotations

from trialrun.documents.csr.title import countries
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, plain, refer, say, separated
from trialrun.report import Block, Bullets, Content, Contents, Paragraph

LEVELS = ("primary", "secondary", "exploratory")


def front_matter_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 3 to 8, as far as the definition can fill them."""
    return {
        "3": (
            Contents("csr.3.sections", "sections"),
            Contents("csr.3.tables", "tables"),
            Contents("csr.3.figures", "figures"),
        ),
        "4": _abbreviations(sources),
        "5.3": (Paragraph("csr.5.3.forms", say("csr-ethics-forms", appendix=refer("csr.16.1.3"))),),
        "6": _administration(sources),
        "8": _objectives(sources),
    }


def _abbreviations(sources: Sources) -> tuple[Block, ...]:
    table = "csr.4.table"
    rows = [
        row(table, key, plain(key), [(of_study("abbreviations", key),)])
        for key in sorted(sources.study.abbreviations, key=lambda key: (key.lower(), key))
        if not any(character.isdigit() for character in key)
    ]
    if not rows:
        return ()
    heads = [("meaning", say("csr-head-meaning"), 1.0)]
    title = say("csr-title-abbreviations")
    return (text_table(table, title, say("csr-head-abbreviation"), heads, rows, caption=False),)


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


def _objectives(sources: Sources) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for level in LEVELS:
        own = [each for each in sources.study.objectives if each.level == level]
        if not own:
            continue
        lead = say(f"csr-objectives-{level}", {"count": len(own)})
        blocks.append(Paragraph(f"csr.8.{level}.lead", lead, "lead"))
        items = []
        for each in own:
            text: Content = (of_study("objectives", each.id, "text"),)
            if each.endpoints:
                names = [(of_study("endpoints", name, "label"),) for name in each.endpoints]
                endpoints = say(
                    "csr-objective-endpoints",
                    {"count": len(names)},
                    endpoints=separated(names),
                )
                text = (*text, *say("csr-gap"), *endpoints)
            items.append(text)
        blocks.append(Bullets(f"csr.8.{level}", tuple(items)))
    return tuple(blocks)
