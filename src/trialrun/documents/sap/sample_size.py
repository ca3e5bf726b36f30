"""Chapter 4: how many subjects or events, and with which power."""

from __future__ import annotations

from collections.abc import Callable

from trialrun.documents.rehearsal.rehearsed import DESIGN, Rehearsed
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, refer, say, sentences
from trialrun.report import Block, Content, Paragraph, result_id
from trialrun.study import SampleSize

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

    def cells(content: Callable[[int, SampleSize], Content]) -> list[Content]:
        return [content(k, each) for k, each in enumerate(study.sample_size, start=1)]

    def stated(field: str, form: str = "") -> list[Content]:
        return cells(lambda k, _: (of_study("sample_size", k, field, form=form),))

    lines = [
        ("difference", say("csr-head-difference"), stated("difference")),
        ("sd", say("csr-head-sd"), stated("standard_deviation")),
        ("alpha", say("csr-head-alpha"), stated("alpha")),
        ("power", say("csr-head-power"), cells(lambda k, _: _power(sources, k))),
    ]
    for key, form in (("per_arm_exact", "d1"), ("per_arm_t", "int")):
        if any(numbers.has(each.endpoint, key, of=DESIGN) for each in study.sample_size):
            found = [
                numbers.slot(each.endpoint, key, form=form, of=DESIGN) for each in study.sample_size
            ]
            name = key.replace("_", "-")
            lines.append((name, say(f"sap-head-{name}"), found))
    lines.append(("planned", say("sap-head-per-arm-planned"), stated("per_arm", "int")))
    computed = any(numbers.has(each.endpoint, "power", of=DESIGN) for each in study.sample_size)
    if computed:
        shares = cells(lambda _, each: numbers.percent(each.endpoint, "power", of=DESIGN))
        lines.append(("power-planned", say("sap-head-power-planned"), shares))
    heads: list[tuple[str, Content, float]] = [
        (each.endpoint, (of_study("endpoints", each.endpoint, "label"),), 1.2)
        for each in study.sample_size
    ]
    rows = [row(table, key, label, found) for key, label, found in lines]
    lead = say("sap-means-lead", table=refer(table))
    notes = [say("sap-note-means")] if computed else []
    if study.planning is not None and study.planning.success is not None:
        notes.append(say("sap-note-one", section=refer("sap.11")))
    title, stub = say("csr-title-sample-size"), say("sap-head-assumption")
    shown = text_table(table, title, stub, heads, rows, footnotes=notes)
    return [Paragraph(f"{PLACE}.means.lead", lead), shown]


def _power(sources: Sources, position: int) -> Content:
    return sources.level("sample_size", str(position), "power")


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
    add("sap-events-schoenfeld", power=("power_schoenfeld", "pct1"))
    if numbers.has(sequential.scenario, "success", "estimate"):
        simulated = numbers.percent(sequential.scenario, "success", "estimate")
        seen = say("sap-events-simulated", simulated=simulated, section=refer("sap.11"))
        parts.append(seen)
    add("sap-events-fixed", fixed=("events_fixed", "d1"), inflation=("inflation", "d4"))
    add("sap-events-subjects", subjects=("subjects", "int"), months=("last_patient_in", "d1"))
    return [Paragraph(f"{PLACE}.events", sentences(*parts))]
