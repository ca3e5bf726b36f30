"""Chapter 4: how many subjects or events, and with which power."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import DESIGN, Rehearsed
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, refer, say, sentences
from trialrun.report import Block, Content, Paragraph, Row, result_id

PLACE = "sap.4"


def sample_size_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapter 4."""
    blocks: list[Block] = []
    if sources.study.planning is not None:
        planned = say("sap-planned", subjects=of_study("planning", "subjects", form="int"))
        blocks.append(Paragraph(f"{PLACE}.planned", planned))
    blocks += _means(sources)
    blocks += _events(sources)
    return {"4": tuple(blocks)}


def _means(sources: Sources) -> list[Block]:
    """Return each comparison of means: what is assumed, and the subjects and power that follow."""
    study, numbers = sources.study, Rehearsed(sources.study, sources.results)
    if not study.sample_size:
        return []
    table = f"{PLACE}.means"
    designed = [
        (key, form)
        for key, form in (("per_arm_exact", "d1"), ("per_arm_t", "int"), ("power", "pct1"))
        if all(numbers.has(each.endpoint, key, of=DESIGN) for each in study.sample_size)
    ]
    rows: list[Row] = []
    for position, each in enumerate(study.sample_size, start=1):
        path = ("sample_size", position)
        cells: list[Content] = [
            (of_study(*path, "difference"),),
            (of_study(*path, "standard_deviation"),),
            (of_study(*path, "alpha"),),
            sources.level(*map(str, path), "power"),
        ]
        for key, form in designed:
            if key == "power":
                cells.append((of_study(*path, "per_arm", form="int"),))
                cells.append(numbers.percent(each.endpoint, key, of=DESIGN))
            else:
                cells.append(numbers.slot(each.endpoint, key, form=form, of=DESIGN))
        if not designed:
            cells.append((of_study(*path, "per_arm", form="int"),))
        rows.append(
            row(table, each.endpoint, (of_study("endpoints", each.endpoint, "label"),), cells)
        )
    heads = [
        ("difference", say("csr-head-difference"), 0.9),
        ("sd", say("csr-head-sd"), 0.8),
        ("alpha", say("csr-head-alpha"), 0.8),
        ("power", say("csr-head-power"), 0.7),
    ]
    for key, _ in designed:
        if key == "power":
            heads.append(("per-arm", say("sap-head-per-arm-planned"), 0.8))
            heads.append((key, say("sap-head-power-planned"), 0.9))
        else:
            heads.append((key.replace("_", "-"), say(f"sap-head-{key.replace('_', '-')}"), 0.9))
    if not designed:
        heads.append(("per-arm", say("sap-head-per-arm-planned"), 0.8))
    lead = say("sap-means-lead", table=refer(table))
    stub = say("csr-head-endpoint")
    notes = (say("sap-note-means"),) if designed else ()
    title = say("csr-title-sample-size")
    shown = text_table(table, title, stub, heads, rows, footnotes=notes, landscape=bool(designed))
    return [Paragraph(f"{PLACE}.means.lead", lead), shown]


def _events(sources: Sources) -> list[Block]:
    """Return the events that the group-sequential test needs, and what was assumed."""
    planning = sources.study.planning
    sequential = planning.group_sequential if planning else None
    if sequential is None:
        return []
    numbers = Rehearsed(sources.study, sources.results)
    name, path = sequential.analysis, ("planning", "group_sequential")
    one, other = sequential.comparison
    parts = [
        say(
            "sap-events-test",
            analysis=of_study("analyses", name, "label"),
            one=of_study("arms", one, "label"),
            other=of_study("arms", other, "label"),
            alpha=of_study(*path, "alpha"),
            power=sources.level(*path, "power"),
            scenario=of_study("scenarios", sequential.scenario, "label"),
        )
    ]

    def add(message: str, **slots: tuple[str, str]) -> None:
        if all(result_id(name, key, prefix=DESIGN) in sources.results for key, _ in slots.values()):
            filled = {
                slot: numbers.slot(name, key, form=form, of=DESIGN)
                for slot, (key, form) in slots.items()
            }
            parts.append(say(message, **filled))

    add("sap-events-needed", events=("events", "int"), ratio=("hazard_ratio", "d3"))
    add("sap-events-power", power=("planned_power", "pct1"))
    add("sap-events-fixed", fixed=("events_fixed", "d1"), inflation=("inflation", "d4"))
    add("sap-events-subjects", subjects=("subjects", "int"), months=("last_patient_in", "d1"))
    return [Paragraph(f"{PLACE}.events", sentences(*parts))]
