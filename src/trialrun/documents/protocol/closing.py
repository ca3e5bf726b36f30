"""Chapter 12: appendices."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import enumerated, of_study, refer, say
from trialrun.report import Block, Content, Paragraph


def closing_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return the regions of 12.2, and that 12.4 has nothing where it has not."""
    found = {"12.2": _regions(sources)}
    if "12.4" not in sources.study.protocol_text:
        found["12.4"] = (Paragraph("protocol.12.4.none", say("protocol-no-appendices")),)
    return {number: blocks for number, blocks in found.items() if blocks}


def _regions(sources: Sources) -> tuple[Block, ...]:
    table = "protocol.12.2.regions"
    rows = []
    for region in sources.study.regions:
        path = ("regions", region.id)
        names = [
            (of_study(*path, "countries", k + 1, "label"),) for k in range(len(region.countries))
        ]
        cells: list[Content] = [
            enumerated(names),
            (of_study(*path, "sites", form="int"),),
            (of_study(*path, "cap", form="int"),) if region.cap is not None else none_cell(),
        ]
        rows.append(row(table, region.id, (of_study(*path, "label"),), cells))
    if not rows:
        return ()
    heads = [
        ("countries", say("protocol-head-countries"), 2.0),
        ("sites", say("protocol-head-sites"), 0.8),
        ("cap", say("protocol-head-cap"), 1.0),
    ]
    lead = Paragraph("protocol.12.2.lead", say("protocol-regions-lead", table=refer(table)))
    title = say("protocol-title-regions")
    return (lead, text_table(table, title, say("protocol-head-region"), heads, rows))
