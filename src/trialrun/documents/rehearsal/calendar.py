"""Sections on time and money: enrolment, looks, duration, cost by region."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import Rehearsed
from trialrun.documents.tables import head_row, row, text_table
from trialrun.documents.wording import of_study, say
from trialrun.report import Block, Figure, Row


def calendar_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return the fan of enrolment, the time to each look, and the table of milestones."""
    table = "rehearsal.calendar.table"
    milestones = ("last_patient_in", "duration")
    rows: list[Row] = []
    for item in rehearsed.scenarios:
        own = [
            row(
                table,
                f"{item.id}.{name}",
                say(f"rehearsal-milestone-{name.replace('_', '-')}"),
                [
                    rehearsed.slot(item.id, name, each, form="d1")
                    for each in ("mean", "p10", "p50", "p90")
                ],
                indent=1,
            )
            for name in milestones
            if rehearsed.has(item.id, name, "p50")
        ]
        if own:
            rows.append(head_row(table, item.id, (of_study("scenarios", item.id, "label"),)))
            rows += own
    if not rows:
        return ()
    heads = [
        (each, say(f"rehearsal-head-{each}"), 1.0)
        for each in ("mean", "tenth", "middle", "ninetieth")
    ]
    figures = [("enrolment", "rehearsal_enrolment")]
    if rehearsed.looks:
        figures.append(("times", "rehearsal_times"))
    return (
        *(
            Figure(
                f"rehearsal.calendar.{name}",
                say(f"rehearsal-figure-{name}"),
                drawing,
                alternative=say(f"rehearsal-figure-{name}-alternative"),
                footnotes=(say("rehearsal-note-band"),),
            )
            for name, drawing in figures
        ),
        text_table(
            table,
            say("rehearsal-table-calendar", start=of_study("rehearsal", "first_site", form="date")),
            say("rehearsal-stub-milestone"),
            heads,
            rows,
        ),
    )


def cost_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return cost by region and in all, by scenario, with its picture."""
    if rehearsed.study.costs is None:
        return ()
    table = "rehearsal.cost.table"
    regions = [region.id for region in rehearsed.study.regions]
    heads = [
        *(
            (region, (of_study("regions", region, "label"),), 1.0)
            for region in regions
            if len(regions) > 1
        ),
        ("total", say("rehearsal-head-total"), 1.5),
    ]
    rows = [
        row(
            table,
            item.id,
            (of_study("scenarios", item.id, "label"),),
            [
                *(
                    rehearsed.slot(item.id, "cost", region, "mean", form="m1")
                    for region in regions
                    if len(regions) > 1
                ),
                rehearsed.spread(item.id, "cost", form="m1"),
            ],
        )
        for item in rehearsed.scenarios
        if rehearsed.has(item.id, "cost", "p50")
    ]
    if not rows:
        return ()
    currency = of_study("costs", "currency")
    figure = Figure(
        "rehearsal.cost.figure",
        say("rehearsal-figure-cost", currency=currency),
        "rehearsal_cost",
        alternative=say("rehearsal-figure-cost-alternative"),
    )
    return (
        text_table(
            table,
            say("rehearsal-table-cost", currency=currency),
            say("rehearsal-stub-scenario"),
            heads,
            rows,
            footnotes=(
                *((say("rehearsal-note-cost"),) if len(regions) > 1 else ()),
                say("rehearsal-note-spread"),
            ),
        ),
        figure,
    )
