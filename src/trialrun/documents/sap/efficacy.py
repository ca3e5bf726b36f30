"""Chapter 8: order of claims, primary, secondary and supportive analyses."""

from __future__ import annotations

from trialrun.documents.analyses import gate_items
from trialrun.documents.sap.analysis_groups import (
    primary_analyses,
    secondary_analyses,
    supportive_analyses,
)
from trialrun.documents.sap.methods import analysis_bullets, analysis_table, method_content
from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import Analysis


def efficacy_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapter 8."""
    return {
        "8.1": _order(sources),
        "8.2": _in_full(sources, primary_analyses(sources)),
        "8.3": _in_short(sources, secondary_analyses(sources), "8.3", "secondary"),
        "8.4": _in_short(sources, supportive_analyses(sources), "8.4", "supportive"),
    }


def _order(sources: Sources) -> tuple[Block, ...]:
    """Return the gates one after the other, and what stands outside them."""
    study = sources.study
    blocks: list[Block] = []
    items = gate_items(sources)
    if items:
        blocks += [
            Paragraph("sap.8.1.lead", say("sap-gates-lead"), "lead"),
            Bullets("sap.8.1.gates", items, ordered=True),
            Paragraph("sap.8.1.descriptive", say("sap-gates-descriptive")),
        ]
    planning = study.planning
    if planning is not None and planning.group_sequential is not None:
        analysis = of_study("analyses", planning.group_sequential.analysis, "label")
        alpha = of_study("planning", "group_sequential", "alpha")
        looks = say("sap-order-looks", analysis=analysis, alpha=alpha, section=refer("sap.5.1"))
        blocks.append(Paragraph("sap.8.1.looks", looks))
    if not blocks:
        primary = primary_analyses(sources)
        message = "sap-order-one" if len(primary) == 1 else "sap-order-none"
        blocks.append(Paragraph("sap.8.1.none", say(message)))
    elif not items:
        blocks.append(Paragraph("sap.8.1.descriptive", say("sap-order-others")))
    return tuple(blocks)


def _in_full(sources: Sources, analyses: list[Analysis]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for each in analyses:
        prefix = f"sap.8.2.{each.id}"
        lead = Paragraph(f"{prefix}.lead", (of_study("analyses", each.id, "label"),), "lead")
        blocks += [lead, Bullets(prefix, analysis_bullets(sources, each))]
    return tuple(blocks)


def _in_short(
    sources: Sources, analyses: list[Analysis], number: str, kind: str
) -> tuple[Block, ...]:
    if not analyses:
        return (Paragraph(f"sap.{number}.none", say("sap-analyses-none")),)
    table = f"sap.{number}.analyses"
    methods: dict[str, Content] = {}
    known = {each.method for each in primary_analyses(sources)}
    for each in analyses:
        if each.method not in known:
            methods.setdefault(each.method, method_content(sources, each))
    lead = say(f"sap-{kind}-lead", table=refer(table), section=refer("sap.8.2"))
    return (
        Paragraph(f"sap.{number}.lead", sentences(lead, *methods.values())),
        analysis_table(sources, analyses, table, say(f"sap-title-analyses-{kind}")),
    )
