"""Section 10: where an earlier version of the protocol said otherwise than the analysis plan."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Paragraph


def differences_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return the table of what protocol and plan both say, and not in the same way."""
    table = "protocol.10.differences"
    rows = [
        row(
            table,
            each.id,
            (of_study("differences", each.id, "topic"),),
            [(of_study("differences", each.id, "protocol"),)],
        )
        for each in sources.study.differences
        if each.protocol is not None and each.plan is not None and not each.about_data
    ]
    if not rows:
        return {}
    lead = say("protocol-differences-lead", table=refer(table))
    heads = [("earlier", say("protocol-head-earlier"), 2.4)]
    title = say("protocol-title-differences")
    return {
        "10": (
            Paragraph("protocol.10.differences.lead", lead),
            text_table(table, title, say("protocol-head-topic"), heads, rows),
        )
    }
