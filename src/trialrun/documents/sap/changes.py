"""Chapters 12 and 13: changes from the protocol, and references."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Paragraph


def changes_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return where protocol and plan do not say the same, side by side."""
    found = [e for e in sources.study.differences if e.protocol is not None and e.plan is not None]
    if not found:
        return {"12": (Paragraph("sap.12.none", say("sap-changes-none")),)}
    table = "sap.12.differences"
    rows = []
    for each in found:
        path = ("differences", each.id)
        cells = [(of_study(*path, side),) for side in ("protocol", "plan")]
        rows.append(row(table, each.id, (of_study(*path, "topic"),), cells))
    heads = [
        ("protocol", say("csr-head-side-protocol"), 1.8),
        ("plan", say("sap-head-this-plan"), 1.8),
    ]
    lead = Paragraph("sap.12.lead", say("sap-changes-lead", table=refer(table)))
    title = say("sap-title-changes")
    return {"12": (lead, text_table(table, title, say("csr-head-topic"), heads, rows))}
