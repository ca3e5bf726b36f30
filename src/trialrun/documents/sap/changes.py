"""Chapter 12: where the documents that the plan rests on do not say the same."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Content, Paragraph
from trialrun.study import Difference

SIDES = ("protocol", "plan")
TABLE = "sap.12.differences"


def changes_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return where the documents differ, side by side, and what this plan does; never of data."""
    found = [each for each in sources.study.differences if _belongs(each)]
    if not found:
        return {"12": (Paragraph("sap.12.none", say("sap-changes-none")),)}
    decided = any(each.planned is not None for each in found)
    rows = []
    for each in found:
        path = ("differences", each.id)
        cells = [
            (of_study(*path, side),) if getattr(each, side) is not None else none_cell()
            for side in (*SIDES, *(("planned",) if decided else ()))
        ]
        rows.append(row(TABLE, each.id, (of_study(*path, "topic"),), cells))
    heads = [(side, _head(sources, side, decided=decided), 1.4) for side in SIDES]
    if decided:
        heads.append(("planned", say("sap-head-this-plan"), 1.4))
    kind = {"kind": "decided" if decided else "sides"}
    lead = Paragraph("sap.12.lead", say("sap-changes-lead", kind, table=refer(TABLE)))
    title, stub = say("sap-title-changes", kind), say("csr-head-topic")
    return {"12": (lead, text_table(TABLE, title, stub, heads, rows, landscape=decided))}


def _belongs(difference: Difference) -> bool:
    """Return whether a plan tells a difference: it speaks of no data and has both sides."""
    sides = difference.protocol is not None and difference.plan is not None
    return not difference.about_data and (sides or difference.planned is not None)


def _head(sources: Sources, side: str, *, decided: bool) -> Content:
    """Return what a side is called: by the definition, else by the kind of its document."""
    if getattr(sources.study.difference_labels, side) is not None:
        return (of_study("difference_labels", side),)
    own = side == "plan" and not decided
    return say("sap-head-this-plan") if own else say(f"csr-head-side-{side}")
