"""Sections 9.1 to 9.6: design, eligibility, treatments, measurements."""

from __future__ import annotations

from trialrun.documents.aims import endpoints_table
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
from trialrun.report import Block, Bullets, Paragraph


def plan_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return what the definition tells of sections 9.1 to 9.6."""
    return {
        "9.1": _design(sources),
        "9.3.1": _criteria(sources, "inclusion", "9.3.1"),
        "9.3.2": _criteria(sources, "exclusion", "9.3.2"),
        "9.3.3": _criteria(sources, "discontinuation", "9.3.3"),
        "9.4.1": (arms_table(sources, "csr.9.4.1.arms"),),
        "9.4.3": _assignment(sources),
        "9.5.1": _measurements(sources),
        "9.5.3": endpoints_table(sources, "csr.9.5.3.endpoints"),
        "9.6": _quality(sources),
    }


def _design(sources: Sources) -> tuple[Block, ...]:
    study = sources.study
    blocks: list[Block] = []
    design = say("csr-design", {"arms": len(study.arms)}, design=of_study("design"))
    if study.epochs:
        names = [(of_study("epochs", epoch.id, "label"),) for epoch in study.epochs]
        epochs = say("csr-design-epochs", {"n": len(names)}, epochs=enumerated(names))
        design = sentences(design, epochs)
    if study.activities:
        schedule = say("csr-design-schedule", table=refer("csr.9.5.1.schedule"))
        design = sentences(design, schedule)
    blocks.append(Paragraph("csr.9.1.design", design))
    return tuple(blocks)


def _criteria(sources: Sources, kind: str, number: str) -> tuple[Block, ...]:
    criteria = getattr(sources.study.eligibility, kind)
    if not criteria:
        return ()
    items = tuple((of_study("eligibility", kind, each.id, "text"),) for each in criteria)
    lead = Paragraph(f"csr.{number}.lead", say(f"csr-criteria-{kind}"), "lead")
    return (lead, Bullets(f"csr.{number}.list", items, ordered=True))


def _assignment(sources: Sources) -> tuple[Block, ...]:
    arms = sources.study.arms
    if len(arms) < 2:
        return ()
    names = enumerated([arm_label(arm.id) for arm in arms])
    content = say("csr-allocation", arms=names, ratio=allocation_ratio(sources))
    return (
        Paragraph("csr.9.4.3.allocation", content),
        Paragraph("csr.9.4.3.codes", say("csr-allocation-codes", appendix=refer("csr.16.1.7"))),
    )


def _measurements(sources: Sources) -> tuple[Block, ...]:
    tables = schedule_tables(sources, "csr.9.5.1.schedule")
    if not tables:
        return ()
    names = enumerated([refer(table.id) for table in tables])
    lead = say("csr-schedule-lead", {"count": len(tables)}, table=names)
    return (Paragraph("csr.9.5.1.lead", lead), *tables)


def _quality(sources: Sources) -> tuple[Block, ...]:
    levels = ("error", "warning", "note")
    if not all(sources.has("findings", level) for level in levels):
        return ()
    content = say(
        "csr-checks",
        errors=sources.slot("findings", "error"),
        warnings=sources.slot("findings", "warning"),
        notes=sources.slot("findings", "note"),
    )
    return (Paragraph("csr.9.6.checks", content),)
