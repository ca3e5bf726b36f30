"""Chapter 3: design, arms, randomisation, blinding, schedule."""

from __future__ import annotations

from trialrun.documents.arms import allocation_ratio, arms_table
from trialrun.documents.schedule import schedule_tables
from trialrun.documents.sources import Sources
from trialrun.documents.wording import (
    arm_label,
    enumerated,
    of_study,
    refer,
    say,
    sentences,
)
from trialrun.report import Block, Content, Paragraph


def design_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapter 3."""
    arms = "sap.3.1.arms"
    lead = Paragraph("sap.3.1.design", _design(sources, arms))
    return {
        "3.1": (lead, arms_table(sources, arms)),
        "3.2": _randomisation(sources),
        "3.3": _schedule(sources),
    }


def _design(sources: Sources, arms: str) -> Content:
    study = sources.study
    parts = [say("sap-design", design=of_study("design"))]
    if study.epochs:
        names = [(of_study("epochs", epoch.id, "label"),) for epoch in study.epochs]
        parts.append(say("sap-design-epochs", {"n": len(names)}, epochs=enumerated(names)))
    if study.regions:
        names = [(of_study("regions", region.id, "label"),) for region in study.regions]
        parts.append(say("sap-design-regions", {"n": len(names)}, regions=enumerated(names)))
    parts.append(say("sap-design-arms", table=refer(arms)))
    return sentences(*parts)


def _randomisation(sources: Sources) -> tuple[Block, ...]:
    study = sources.study
    if len(study.arms) < 2:
        return ()
    names = enumerated([arm_label(arm.id) for arm in study.arms])
    parts = [say("sap-allocation", arms=names, ratio=allocation_ratio(sources))]
    planning = study.planning
    if planning is not None:
        strata = [(of_study("planning", "strata", each.id, "label"),) for each in planning.strata]
        parts.append(say("sap-blocks", {"strata": "some" if strata else "none"}))
        if strata:
            parts.append(say("sap-strata", {"n": len(strata)}, strata=enumerated(strata)))
    return (Paragraph("sap.3.2.allocation", sentences(*parts)),)


def _schedule(sources: Sources) -> tuple[Block, ...]:
    tables = schedule_tables(sources, "sap.3.3.schedule")
    if not tables:
        return ()
    names = enumerated([refer(table.id) for table in tables])
    lead = say("sap-schedule-lead", {"count": len(tables)}, table=names)
    return (Paragraph("sap.3.3.lead", lead), *tables)
