"""Chapter 5: interim looks with their boundaries, and the stopping rules for safety."""

from __future__ import annotations

from trialrun.documents.looks import look_tables, planned_looks
from trialrun.documents.sources import Sources
from trialrun.documents.stopping import exact_table, stopping_tables
from trialrun.documents.wording import of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import GroupSequential, Spending


def interim_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 5.1 and 5.2."""
    return {"5.1": (*_sequential(sources), *_planned_looks(sources)), "5.2": _rules(sources)}


def _sequential(sources: Sources) -> tuple[Block, ...]:
    planning = sources.study.planning
    sequential = planning.group_sequential if planning else None
    if sequential is None:
        return ()
    blocks: list[Block] = [Paragraph("sap.5.1.spending", _spending(sequential))]
    tables = look_tables(sources, sequential, "sap.5.1")
    if tables:
        lead = say("sap-bounds-lead", table=refer(tables[0].id))
        if len(tables) > 1:
            lead = sentences(lead, say("sap-chances-lead", table=refer(tables[1].id)))
        blocks.append(Paragraph("sap.5.1.lead", lead))
    timing = sentences(say("sap-bounds-timing"), say("sap-bounds-cut-off"))
    return (*blocks, *tables, Paragraph("sap.5.1.timing", timing))


def _spending(sequential: GroupSequential) -> Content:
    """Return how alpha and beta are spent, and whether futility binds."""
    path = ("planning", "group_sequential")
    looks = len(sequential.information)
    shares = [(of_study(*path, "information", k, form="pct0"),) for k in range(1, looks)]
    parts = [
        say(
            "sap-spending",
            function=_function(sequential.efficacy, (*path, "efficacy")),
            alpha=of_study(*path, "alpha"),
        )
    ]
    if shares:
        timing: Content = ()
        for share in shares:
            each = say("sap-share", share=share)
            timing = say("csr-list-last", first=timing, second=each) if timing else each
        parts.insert(0, say("sap-looks-at", {"n": len(shares)}, shares=timing))
    if sequential.futility is not None:
        parts.append(
            say(
                "sap-futility",
                {"binding": "yes" if sequential.futility.binding else "no"},
                function=_function(sequential.futility.spending, (*path, "futility", "spending")),
            )
        )
    return sentences(*parts)


def _function(spending: Spending, path: tuple[str, ...]) -> Content:
    name = say("sap-spending-function", {"function": spending.function})
    if spending.parameter is None:
        return name
    return say("sap-spending-parameter", function=name, parameter=of_study(*path, "parameter"))


def _planned_looks(sources: Sources) -> tuple[Block, ...]:
    """Return the interim looks that the protocol describes in words."""
    study = sources.study
    planning = study.planning
    if not study.interim_looks:
        if planning is not None and planning.group_sequential is not None:
            return ()
        return (Paragraph("sap.5.1.none", say("protocol-looks-none")),)
    items = planned_looks(sources, "csr-look")
    lead = say("sap-looks-lead", {"count": len(items)})
    return (
        Paragraph("sap.5.1.looks.lead", lead, "lead"),
        Bullets("sap.5.1.looks", tuple(items)),
    )


def _rules(sources: Sources) -> tuple[Block, ...]:
    """Return the rules with their thresholds and exact error rates."""
    if not sources.study.stopping_rules:
        return (Paragraph("sap.5.2.none", say("sap-rules-none")),)
    tables = stopping_tables(sources, "sap.5.2")
    lead = say("sap-rules-lead", table=refer(tables[0].id))
    exact = exact_table(sources, "sap.5.2.exact")
    blocks: list[Block] = [Paragraph("sap.5.2.lead", lead), *tables]
    if exact is not None:
        blocks.append(Paragraph("sap.5.2.exact.lead", say("sap-exact-lead", table=refer(exact.id))))
        blocks.append(exact)
    return tuple(blocks)
