"""Chapter 4: description of the design, stopping of the trial, its start and end."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.wording import arm_label, enumerated, of_study, refer, say, sentences
from trialrun.report import Block, Content, Paragraph
from trialrun.study import Visit


def design_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return what the definition tells of sections 4.1 and 4.3."""
    study = sources.study
    parts = [say("protocol-design-sentence", design=of_study("design"))]
    if study.epochs:
        names = [(of_study("epochs", epoch.id, "label"),) for epoch in study.epochs]
        parts.append(say("protocol-design-epochs", {"n": len(names)}, epochs=enumerated(names)))
        parts.append(say("protocol-design-schema", figure=refer("protocol.1.2.schema")))
    planned = planned_subjects(sources)
    if planned:
        parts.append(say("protocol-design-planned", planned=planned))
    parts += duration_sentences(sources)
    stopping = [say("protocol-stopping-general")]
    if study.planning is not None and study.planning.group_sequential is not None:
        stopping.append(say("protocol-stopping-looks", section=refer("protocol.10.9")))
    elif study.interim_looks:
        stopping.append(say("protocol-stopping-interim", section=refer("protocol.10.9")))
    return {
        "4.1": (Paragraph("protocol.4.1.design", sentences(*parts)),),
        "4.3": (Paragraph("protocol.4.3.general", sentences(*stopping)),),
    }


def control_kinds(sources: Sources) -> list[Content]:
    """Return the kinds of control that the arms are, in their order."""
    kinds = [arm.role for arm in sources.study.arms if arm.role != "experimental"]
    return [say("protocol-control", {"role": kind}) for kind in dict.fromkeys(kinds)]


def planned_subjects(sources: Sources) -> Content:
    """Return how many participants are planned: in all where it is stated, else by arm."""
    arms = [arm for arm in sources.study.arms if arm.planned_subjects is not None]
    items = [
        say(
            "protocol-planned-arm",
            n=of_study("arms", arm.id, "planned_subjects", form="int"),
            arm=arm_label(arm.id),
        )
        for arm in arms
    ]
    if sources.study.planning is None:
        return enumerated(items)
    total = of_study("planning", "subjects", form="int")
    if not items:
        return say("protocol-planned-total", n=total)
    return say("protocol-planned-total-arms", n=total, arms=enumerated(items))


def duration_sentences(sources: Sources) -> list[Content]:
    """Return how long participants are treated and followed, as far as it is planned."""
    study = sources.study
    found: list[Content] = []
    treatment = {epoch.id for epoch in study.epochs if epoch.kind == "treatment"}
    weeks = [visit for visit in study.visits if visit.epoch in treatment and visit.week is not None]
    if weeks:
        last: Visit = max(weeks, key=lambda visit: visit.week or 0)
        found.append(say("protocol-duration-weeks", weeks=of_study("visits", last.id, "week")))
    planning = study.planning
    if planning is None:
        return found
    if planning.treatment_months is not None and not weeks:
        months = of_study("planning", "treatment_months")
        found.append(say("protocol-duration-months", months=months))
    sequential = planning.group_sequential
    if sequential is not None:
        found.append(say("protocol-duration-events"))
        if sequential.minimum_followup_months > 0:
            months = of_study("planning", "group_sequential", "minimum_followup_months")
            found.append(say("protocol-duration-follow-up", months=months))
    return found
