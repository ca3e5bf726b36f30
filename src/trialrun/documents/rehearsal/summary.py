"""Section 1: what comes out, on one page."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import Rehearsed, scenario_name
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, say, sentences
from trialrun.report import Block, Content, Figure, Paragraph
from trialrun.study import Scenario


def summary_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return a sentence for each scenario, the table of all and the picture of success."""
    blocks: list[Block] = [
        Paragraph(f"rehearsal.summary.{item.id}", _sentence(rehearsed, item), "body")
        for item in rehearsed.scenarios
    ]
    blocks.append(_table(rehearsed))
    blocks.append(
        Figure(
            "rehearsal.summary.success",
            say("rehearsal-figure-success"),
            "rehearsal_success",
            alternative=say("rehearsal-figure-success-alternative"),
            footnotes=(say("rehearsal-note-interval"),),
        )
    )
    return tuple(blocks)


def _sentence(rehearsed: Rehearsed, scenario: Scenario) -> Content:
    message = "rehearsal-sentence-null" if scenario.kind == "null" else "rehearsal-sentence"
    found = say(
        message,
        scenario=scenario_name(scenario),
        calculated=rehearsed.percent(scenario.id, "calculated", "power"),
        percent=rehearsed.percent(scenario.id, "success", "estimate"),
        error=rehearsed.percent(scenario.id, "success", "se"),
        trials=rehearsed.slot(scenario.id, "trials", form="int"),
    )
    calendar: Content = ()
    if rehearsed.has(scenario.id, "duration", "p50"):
        calendar = say(
            "rehearsal-sentence-duration",
            months=rehearsed.slot(scenario.id, "duration", "p50", form="d1"),
            low=rehearsed.slot(scenario.id, "duration", "p10", form="d1"),
            high=rehearsed.slot(scenario.id, "duration", "p90", form="d1"),
        )
    return sentences(found, calendar)


def _table(rehearsed: Rehearsed) -> Block:
    table = "rehearsal.summary.table"
    currency = rehearsed.study.costs is not None
    heads = [
        ("success", say("rehearsal-head-success"), 1.2),
        ("error", say("rehearsal-head-error"), 1.0),
        ("calculated", say("rehearsal-head-calculated"), 1.0),
        ("subjects", say("rehearsal-head-subjects"), 1.0),
        ("duration", say("rehearsal-head-duration"), 1.6),
    ]
    if currency:
        cost = say("rehearsal-head-cost", currency=of_study("costs", "currency"))
        heads.append(("cost", cost, 1.6))
    rows = []
    for item in rehearsed.scenarios:
        cells = [
            rehearsed.percent(item.id, "success", "estimate"),
            rehearsed.percent(item.id, "success", "se"),
            rehearsed.percent(item.id, "calculated", "power"),
            rehearsed.slot(item.id, "subjects", "mean", form="d1"),
            rehearsed.spread(item.id, "duration", form="d1"),
        ]
        if currency:
            cells.append(rehearsed.spread(item.id, "cost", form="m1"))
        rows.append(row(table, item.id, scenario_name(item), cells))
    return text_table(
        table,
        say("rehearsal-table-summary"),
        say("rehearsal-stub-scenario"),
        heads,
        rows,
        footnotes=(
            say("rehearsal-note-spread"),
            *((say("rehearsal-note-futility"),) if rehearsed.looks else ()),
            say("rehearsal-note-calculated", {"looks": "yes" if rehearsed.looks else "no"}),
        ),
    )
