"""Section 9.8: where protocol, plan, published tables and data do not say the same."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Paragraph

SIDES = ("protocol", "plan", "tables", "data", "consequence")


def changes_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return section 9.8 as a table, with a column for each document that says something."""
    differences = sources.study.differences
    if not differences:
        return {"9.8": (Paragraph("csr.9.8.none", say("csr-changes-none")),)}
    table = "csr.9.8.differences"
    sides = [side for side in SIDES if any(getattr(each, side) for each in differences)]
    rows = []
    for each in differences:
        path = ("differences", each.id)
        cells = [
            (of_study(*path, side),) if getattr(each, side) is not None else none_cell()
            for side in sides
        ]
        rows.append(row(table, each.id, (of_study(*path, "topic"),), cells))
    heads = [(side, say(f"csr-head-side-{side}"), 1.3) for side in sides]
    lead = Paragraph("csr.9.8.lead", say("csr-changes-lead", table=refer(table)))
    title = say("csr-title-changes")
    stub = say("csr-head-topic")
    return {"9.8": (lead, text_table(table, title, stub, heads, rows, landscape=True))}
