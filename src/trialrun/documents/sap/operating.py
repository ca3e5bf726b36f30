"""Chapter 11: what the rehearsal of the trial says of the plan."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import Rehearsed
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, plain, refer, say, sentences
from trialrun.report import Block, Content, Paragraph, Table
from trialrun.study import Scenario

MEANS = (
    ("duration", "sap-head-duration"),
    ("last_patient_in", "sap-head-last-patient-in"),
    ("subjects", "sap-head-subjects"),
    ("events", "sap-head-events"),
)
"""What is shown as a mean over trials, with its head."""

OBEYED, IGNORED = "success_with_futility", "success_without_futility"
"""Success as the trial is operated, and as if nobody stopped for futility."""

SUCCESS, SIZE = "sap.11.characteristics", "sap.11.size"


def operating_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """
    Return success, then duration and size by scenario; nothing without a rehearsal.

    A scenario that rests on the study's own data is no part of its plan.
    """
    rehearsed = Rehearsed(sources.study, sources.results)
    scenarios = [each for each in rehearsed.scenarios if not each.retrospective]
    if not scenarios:
        return {}
    size = _size(rehearsed, scenarios)
    trials = rehearsed.slot(scenarios[0].id, "trials", form="int")
    lead = sentences(
        say("sap-operating-lead", table=refer(SUCCESS), trials=trials),
        *([] if size is None else [say("sap-operating-size", table=refer(SIZE))]),
        _meaning(sources),
    )
    success = _success(sources, rehearsed, scenarios)
    tables = (success,) if size is None else (success, size)
    return {"11": (Paragraph("sap.11.lead", lead), *tables)}


def _success(sources: Sources, rehearsed: Rehearsed, scenarios: list[Scenario]) -> Table:
    """Return success by scenario, simulated and calculated, with and without futility."""
    kinds = [
        kind
        for kind in (OBEYED, IGNORED)
        if any(rehearsed.has(each.id, kind, "estimate") for each in scenarios)
    ] or ["success"]
    rows = []
    for each in scenarios:
        cells: list[Content] = []
        for kind in kinds:
            cells += [_estimate(rehearsed, each, kind), _calculated(rehearsed, each, kind)]
        rows.append(row(SUCCESS, each.id, (of_study("scenarios", each.id, "label"),), cells))
    heads: list[tuple[str, Content, float]] = []
    for kind in kinds:
        name = kind.replace("_", "-")
        heads.append((name, say(f"sap-head-{name}"), 1.3))
        heads.append((f"{name}-calculated", say("sap-head-calculated"), 0.9))
    notes = [say("sap-note-success")]
    if kinds != ["success"]:
        notes.append(say("sap-note-futility"))
    planning = sources.study.planning
    if planning is not None and planning.group_sequential is not None:
        notes.append(say("sap-note-approximation"))
    if sources.study.sample_size:
        notes.append(say("sap-note-stated", section=refer("sap.4")))
    title, stub = say("sap-title-operating"), say("sap-head-scenario")
    return text_table(SUCCESS, title, stub, heads, rows, footnotes=notes)


def _size(rehearsed: Rehearsed, scenarios: list[Scenario]) -> Table | None:
    """Return duration and size by scenario; None where nothing of them was rehearsed."""
    shown = [each for each in MEANS if any(rehearsed.has(s.id, each[0], "mean") for s in scenarios)]
    if not shown:
        return None
    rows = [
        row(
            SIZE,
            each.id,
            (of_study("scenarios", each.id, "label"),),
            [rehearsed.slot(each.id, key, "mean", form="d1") for key, _ in shown],
        )
        for each in scenarios
    ]
    heads = [(key, say(head), 1.0) for key, head in shown]
    title, stub, notes = say("sap-title-size"), say("sap-head-scenario"), (say("sap-note-size"),)
    return text_table(SIZE, title, stub, heads, rows, footnotes=notes)


def _estimate(rehearsed: Rehearsed, scenario: Scenario, kind: str) -> Content:
    """Return a simulated probability with its Monte Carlo standard error."""
    if not rehearsed.has(scenario.id, kind, "estimate"):
        return none_cell()
    return say(
        "sap-with-error",
        estimate=_percent(rehearsed, scenario, kind, "estimate"),
        error=_percent(rehearsed, scenario, kind, "se"),
    )


def _calculated(rehearsed: Rehearsed, scenario: Scenario, kind: str) -> Content:
    """
    Return the same probability by calculation; a dash where it was not calculated.

    What was calculated is the scenario's `success`: under no effect that leaves futility out.
    """
    ignored = scenario.kind == "null" and rehearsed.has(scenario.id, IGNORED, "estimate")
    same = kind in {"success", IGNORED if ignored else OBEYED}
    if not same or not rehearsed.has(scenario.id, "calculated", "power"):
        return none_cell()
    return _percent(rehearsed, scenario, "calculated", "power")


def _percent(rehearsed: Rehearsed, scenario: Scenario, *parts: str) -> Content:
    """Return a probability in percent, with two decimals so that its error shows."""
    return (*rehearsed.slot(scenario.id, *parts, form="pct2"), *plain("%"))


def _meaning(sources: Sources) -> Content:
    """Return what a success is."""
    planning = sources.study.planning
    if planning is None:
        return ()
    if planning.success is not None:
        return say("sap-success-gate", gate=of_study("gates", planning.success, "label"))
    if planning.group_sequential is None:
        return ()
    analysis = of_study("analyses", planning.group_sequential.analysis, "label")
    return say("sap-success-test", analysis=analysis)
