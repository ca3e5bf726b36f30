"""Section 9.8: where protocol, plan, published tables and data do not say the same."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Content, Paragraph
from trialrun.study import Difference

SIDES = ("protocol", "plan", "tables", "data", "consequence")
DOCUMENTS = ("protocol", "plan")
TABLE = "csr.9.8.differences"


def changes_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """
    Return section 9.8 as a table, with a column for each document that says something.

    On synthetic data it says nothing of published tables and of the study's own data.
    """
    if sources.synthetic is not None:
        return {"9.8": _dry_run(sources)}
    differences = sources.study.differences
    if not differences:
        return {"9.8": (Paragraph("csr.9.8.none", say("csr-changes-none")),)}
    sides = [side for side in SIDES if any(getattr(each, side) for each in differences)]
    rows = []
    for each in differences:
        path = ("differences", each.id)
        cells = [
            (of_study(*path, side),) if getattr(each, side) is not None else none_cell()
            for side in sides
        ]
        rows.append(row(TABLE, each.id, (of_study(*path, "topic"),), cells))
    heads = [(side, say(f"csr-head-side-{side}"), 1.3) for side in sides]
    lead = Paragraph("csr.9.8.lead", say("csr-changes-lead", table=refer(TABLE)))
    title = say("csr-title-changes")
    stub = say("csr-head-topic")
    return {"9.8": (lead, text_table(TABLE, title, stub, heads, rows, landscape=True))}


def _dry_run(sources: Sources) -> tuple[Block, ...]:
    """Return where protocol and plan differ, which is all that is known without real data."""
    differences = [
        each
        for each in sources.study.differences
        if each.protocol is not None and each.plan is not None and not each.about_data
    ]
    if not differences:
        return (Paragraph("csr.9.8.none", say("csr-changes-none")),)
    rows = []
    for each in differences:
        path = ("differences", each.id)
        cells: list[Content] = [(of_study(*path, side),) for side in DOCUMENTS]
        cells.append(_followed(each))
        rows.append(row(TABLE, each.id, (of_study(*path, "topic"),), cells))
    sides = (*DOCUMENTS, "consequence")
    heads = [(side, say(f"csr-head-side-{side}"), 1.3) for side in sides]
    lead = Paragraph("csr.9.8.lead", say("csr-changes-lead-dry-run", table=refer(TABLE)))
    title = say("csr-title-changes-dry-run")
    return (lead, text_table(TABLE, title, say("csr-head-topic"), heads, rows))


def _followed(difference: Difference) -> Content:
    """Return what is done about a difference, where that is told without a word of the data."""
    path = ("differences", difference.id)
    if difference.planned is not None:
        return (of_study(*path, "planned"),)
    if difference.tables is None and difference.data is None:
        return (of_study(*path, "consequence"),)
    return none_cell()
