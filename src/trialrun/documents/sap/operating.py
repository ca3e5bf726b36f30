"""Chapter 11: what the rehearsal of the trial says of the plan."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import Rehearsed
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, refer, say, sentences
from trialrun.report import Block, Content, Paragraph
from trialrun.study import Scenario

MEANS = (
    ("duration", "d1", "sap-head-duration"),
    ("last_patient_in", "d1", "sap-head-last-patient-in"),
    ("subjects", "d1", "sap-head-subjects"),
    ("events", "d1", "sap-head-events"),
)
"""What is shown as a mean over trials, with its format and head."""

WIDEST = 7
"""Columns that a page in portrait holds."""


def operating_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return success, duration, subjects and cost by scenario; nothing without a rehearsal."""
    rehearsed = Rehearsed(sources.study, sources.results)
    scenarios = list(rehearsed.scenarios)
    if not scenarios:
        return {}
    table = "sap.11.characteristics"
    shown = [each for each in MEANS if any(rehearsed.has(s.id, each[0], "mean") for s in scenarios)]
    cost = any(rehearsed.has(each.id, "cost", "mean") for each in scenarios)
    calculated = any(rehearsed.has(each.id, "calculated", "power") for each in scenarios)
    rows = []
    for each in scenarios:
        cells: list[Content] = [_success(rehearsed, each)]
        if calculated:
            cells.append(rehearsed.percent(each.id, "calculated", "power"))
        cells += [rehearsed.slot(each.id, key, "mean", form=form) for key, form, _ in shown]
        if cost:
            cells.append(rehearsed.slot(each.id, "cost", "mean", form="int"))
        rows.append(row(table, each.id, (of_study("scenarios", each.id, "label"),), cells))
    heads = [("success", say("sap-head-success"), 1.3)]
    if calculated:
        heads.append(("calculated", say("sap-head-calculated"), 0.9))
    heads += [(key, say(head), 0.9) for key, _, head in shown]
    if cost:
        currency = of_study("costs", "currency")
        heads.append(("cost", say("sap-head-cost", currency=currency), 1.1))
    first = scenarios[0].id
    lead = sentences(
        say(
            "sap-operating-lead",
            table=refer(table),
            trials=rehearsed.slot(first, "trials", form="int"),
        ),
        _meaning(sources),
    )
    title, stub = say("sap-title-operating"), say("sap-head-scenario")
    notes = (say("sap-note-operating"),)
    shown_table = text_table(
        table, title, stub, heads, rows, footnotes=notes, landscape=len(heads) > WIDEST
    )
    return {"11": (Paragraph("sap.11.lead", lead), shown_table)}


def _success(rehearsed: Rehearsed, scenario: Scenario) -> Content:
    """Return the share of successful trials with its standard error."""
    return say(
        "sap-with-error",
        estimate=rehearsed.percent(scenario.id, "success", "estimate"),
        error=rehearsed.percent(scenario.id, "success", "se"),
    )


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
