"""Chapter 6: arms and interventions, assignment and randomisation."""

from __future__ import annotations

from trialrun.documents.arms import allocation_ratio, randomised_arms
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import arm_label, enumerated, of_study, plain, refer, say
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import Arm, Stratum


def intervention_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return what the definition tells of sections 6.1 and 6.7."""
    found = {"6.1": _arms(sources)}
    if len(randomised_arms(sources)) > 1:
        names = enumerated([arm_label(arm.id) for arm in randomised_arms(sources)])
        assigned = say("protocol-assignment", arms=names, ratio=allocation_ratio(sources))
        found["6.7.1"] = (Paragraph("protocol.6.7.1.assignment", assigned),)
        found["6.7.2"] = _randomisation(sources)
    return found


def dose_of(arm: Arm) -> Content:
    """Return an arm's regimen, or its daily dose with the unit; a dash where there is none."""
    if arm.regimen is not None:
        return (of_study("arms", arm.id, "regimen"),)
    if not arm.dose:
        return none_cell()
    dose: Content = (of_study("arms", arm.id, "dose"),)
    if arm.dose_unit:
        dose = (*dose, *plain(" "), of_study("arms", arm.id, "dose_unit"))
    return dose


def _arms(sources: Sources) -> tuple[Block, ...]:
    table = "protocol.6.1.arms"
    identification = sources.study.identification
    rows = []
    for arm in sources.study.arms:
        given: Content = none_cell()
        if arm.role == "experimental":
            given = (of_study("identification", "product"),)
        elif identification.comparator is not None and arm.role != "no-treatment":
            given = (of_study("identification", "comparator"),)
        planned: Content = none_cell()
        if arm.planned_subjects is not None:
            planned = (of_study("arms", arm.id, "planned_subjects", form="int"),)
        cells = [say("csr-role", {"role": arm.role}), given, dose_of(arm), planned]
        rows.append(row(table, arm.id, arm_label(arm.id), cells))
    heads = [
        ("role", say("protocol-head-arm-type"), 1.0),
        ("given", say("protocol-head-intervention"), 1.8),
        ("dose", say("csr-head-dose"), 0.9),
        ("planned", say("protocol-head-planned"), 0.9),
    ]
    title = say("protocol-title-arms")
    lead = Paragraph("protocol.6.1.lead", say("protocol-arms-lead", table=refer(table)))
    return (lead, text_table(table, title, say("csr-head-arm"), heads, rows))


def _randomisation(sources: Sources) -> tuple[Block, ...]:
    """Return how the list is made; the length of its blocks is kept from the sites."""
    planning = sources.study.planning
    place = "protocol.6.7.2"
    if planning is None:
        return ()
    blocks: list[Block] = [Paragraph(f"{place}.blocks", say("protocol-randomisation-blocks"))]
    if not planning.strata:
        return (
            *blocks,
            Paragraph(f"{place}.unstratified", say("protocol-randomisation-no-strata")),
        )
    lead = say("protocol-randomisation-strata", {"count": len(planning.strata)})
    items = tuple(_stratum(each) for each in planning.strata)
    return (*blocks, Paragraph(f"{place}.lead", lead, "lead"), Bullets(f"{place}.strata", items))


def _stratum(stratum: Stratum) -> Content:
    path = ("planning", "strata", stratum.id)
    label: Content = (of_study(*path, "label"),)
    count = len(stratum.levels)
    if not count:
        return label
    levels = [(of_study(*path, "levels", k + 1, "label"),) for k in range(count)]
    return say("protocol-stratum-levels", stratum=label, levels=enumerated(levels))
