"""Objectives and endpoints of a study, as blocks."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, say, sentences, separated
from trialrun.report import Block, Bullets, Content, Paragraph

LEVELS = ("primary", "secondary", "exploratory")


def objective_blocks(sources: Sources, prefix: str) -> tuple[Block, ...]:
    """Return the objectives level by level, each with its endpoints."""
    blocks: list[Block] = []
    for level in LEVELS:
        own = [each for each in sources.study.objectives if each.level == level]
        if not own:
            continue
        lead = say(f"csr-objectives-{level}", {"count": len(own)})
        blocks.append(Paragraph(f"{prefix}.{level}.lead", lead, "lead"))
        items = []
        for each in own:
            text: Content = (of_study("objectives", each.id, "text"),)
            if each.remark is not None:
                text = sentences(text, (of_study("objectives", each.id, "remark"),))
            if each.endpoints:
                names = [(of_study("endpoints", name, "label"),) for name in each.endpoints]
                endpoints = say(
                    "csr-objective-endpoints",
                    {"count": len(names)},
                    endpoints=separated(names),
                )
                text = (*text, *say("csr-gap"), *endpoints)
            items.append(text)
        blocks.append(Bullets(f"{prefix}.{level}", tuple(items)))
    return tuple(blocks)


def endpoints_table(sources: Sources, table: str) -> tuple[Block, ...]:
    """Return the endpoints with level, description and favourable direction; nothing without."""
    rows = []
    for endpoint in sources.study.endpoints:
        path = ("endpoints", endpoint.id)
        description: Content = (
            (of_study(*path, "description"),) if endpoint.description else say("csr-none")
        )
        better = say("csr-better", {"better": endpoint.better or "none"})
        level = say("csr-level", {"level": endpoint.level})
        label = (of_study(*path, "label"),)
        rows.append(row(table, endpoint.id, label, [level, description, better]))
    if not rows:
        return ()
    heads = [
        ("level", say("csr-head-level"), 0.8),
        ("description", say("csr-head-description"), 2.4),
        ("better", say("csr-head-better"), 0.9),
    ]
    return (text_table(table, say("csr-title-endpoints"), say("csr-head-endpoint"), heads, rows),)
