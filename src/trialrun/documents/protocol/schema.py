"""Section 1.2: the trial schema as a picture, from screening over randomisation to the end."""

from __future__ import annotations

from trialrun.documents.arms import allocation_ratio, randomised_arms
from trialrun.documents.designed import designed
from trialrun.documents.protocol.intervention import dose_of
from trialrun.documents.sources import Sources
from trialrun.documents.wording import arm_label, enumerated, of_study, say
from trialrun.report import Box, Content, Flow
from trialrun.study import Epoch, Visit


def schema_flow(sources: Sources, name: str) -> Flow | None:
    """
    Return the schema: epochs before treatment, randomisation, the arms, epochs after, looks.

    None for a study without epochs.
    """
    study = sources.study
    if not study.epochs:
        return None
    before = [each for each in study.epochs if each.kind == "screening"]
    treated = [each for each in study.epochs if each.kind == "treatment"]
    after = [each for each in study.epochs if each.kind not in {"screening", "treatment"}]
    levels: list[tuple[Box, ...]] = [(_epoch_box(sources, name, each),) for each in before]
    if len(randomised_arms(sources)) > 1:
        levels.append((_randomisation(sources, name),))
    levels.append(tuple(_arm_box(sources, name, arm, treated) for arm in sources.arms))
    last = max((day for each in treated for day in _days(sources, each)), default=None)
    levels += [(_epoch_box(sources, name, each, after=last),) for each in after]
    looks = _looks(sources, name)
    if looks is not None:
        levels.append((looks,))
    return Flow(name, say("protocol-title-schema"), tuple(levels))


def _epoch_box(sources: Sources, name: str, epoch: Epoch, *, after: int | None = None) -> Box:
    """Return the box of an epoch; its days only where they all come after a day."""
    lines: list[Content] = [(of_study("epochs", epoch.id, "label"),)]
    span = _span(_visits(sources, epoch))
    days = _days(sources, epoch)
    groups = {each.group: each for each in _visits(sources, epoch) if each.group is not None}
    if groups:  # visits that recur are told by their rhythm, not by the days of the first and last
        lines += [(of_study("visits", each.id, "group"),) for each in groups.values()]
    elif span and (after is None or min(days) > after):
        lines.append(span)
    return Box(f"{name}.{epoch.id}", tuple(lines))


def _days(sources: Sources, epoch: Epoch) -> list[int]:
    return [each.day for each in _visits(sources, epoch) if each.day is not None]


def _visits(sources: Sources, epoch: Epoch) -> list[Visit]:
    return [each for each in sources.study.visits if each.epoch == epoch.id]


def _span(visits: list[Visit]) -> Content:
    """Return the days that an epoch's visits span; nothing where none is planned to a day."""
    dated = [each for each in visits if each.day is not None]
    if not dated:
        return ()
    first = of_study("visits", dated[0].id, "day")
    if len(dated) == 1:
        return say("protocol-schema-day", day=first)
    return say("protocol-schema-days", first=first, last=of_study("visits", dated[-1].id, "day"))


def _randomisation(sources: Sources, name: str) -> Box:
    planning = sources.study.planning
    lines: list[Content] = [say("protocol-schema-randomisation", ratio=allocation_ratio(sources))]
    if planning is not None:
        subjects = of_study("planning", "subjects", form="int")
        lines.append(say("protocol-schema-subjects", n=subjects))
        if planning.strata:
            names = [
                (of_study("planning", "strata", each.id, "label"),) for each in planning.strata
            ]
            lines.append(say("protocol-schema-strata", strata=enumerated(names)))
    return Box(f"{name}.randomisation", tuple(lines))


def _arm_box(sources: Sources, name: str, arm_id: str, epochs: list[Epoch]) -> Box:
    arm = sources.study.arm(arm_id)
    lines: list[Content] = [arm_label(arm_id)]
    if arm.dose or arm.regimen:
        lines.append(dose_of(arm))
    if arm.planned_subjects is not None:
        planned = of_study("arms", arm_id, "planned_subjects", form="int")
        lines.append(say("protocol-schema-subjects", n=planned))
    for epoch in epochs:
        span = _span(_visits(sources, epoch))
        if span:
            label = (of_study("epochs", epoch.id, "label"),)
            lines.append(say("protocol-schema-epoch", epoch=label, span=span))
    return Box(f"{name}.{arm_id}", tuple(lines))


def _looks(sources: Sources, name: str) -> Box | None:
    """Return the box of analyses driven by events, where the trial has looks."""
    planning = sources.study.planning
    if planning is None or planning.group_sequential is None:
        return None
    analysis = planning.group_sequential.analysis
    lines: list[Content] = []
    count = len(planning.group_sequential.information)
    for position in range(1, count + 1):
        events = designed(sources, analysis, f"look{position}", "events", form="int")
        if events:
            last = "yes" if position == count else "no"
            lines.append(say("protocol-schema-look", {"last": last}, events=events))
    return Box(f"{name}.looks", tuple(lines)) if lines else None
