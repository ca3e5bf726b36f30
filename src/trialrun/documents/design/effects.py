"""What the design does under effects smaller and larger than the planned one."""

from __future__ import annotations

from trialrun.documents.designed import designed
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Content, Figure, Paragraph, Plain, Table

SHOWN = (0, 50, 80, 100, 120)
"""Percent of the planned effect that the tables show; the picture shows more."""

SEQUENTIAL = (
    ("hazard_ratio", "d3"),
    ("power", "pct1"),
    ("stop_efficacy", "pct1"),
    ("stop_futility", "pct1"),
    ("average_events", "d1"),
)
FIXED = (("difference", ""), ("power", "pct1"))


def effect_blocks(sources: Sources) -> tuple[Block, ...]:
    """Return a table of operating characteristics for each test, and the picture of power."""
    planning = sources.study.planning
    plan = planning.group_sequential if planning else None
    tables = []
    if plan is not None:
        label = (of_study("analyses", plan.analysis, "label"),)
        tables.append(_table(sources, plan.analysis, label, SEQUENTIAL))
    for each in sources.study.sample_size:
        label = (of_study("endpoints", each.endpoint, "label"),)
        tables.append(_table(sources, each.endpoint, label, FIXED))
    found = [table for table in tables if table is not None]
    if not found:
        return ()
    lead = Paragraph(
        "design.effects.lead",
        say("design-effects-lead", figure=refer("design.effects.picture")),
    )
    picture = Figure(
        "design.effects.picture",
        say("design-figure-power"),
        "design_power",
        alternative=say("design-figure-power-alternative"),
    )
    return (lead, picture, *found)


def _table(
    sources: Sources, name: str, label: Content, wanted: tuple[tuple[str, str], ...]
) -> Table | None:
    shown = [
        (key, form) for key, form in wanted if designed(sources, name, f"effect{SHOWN[0]}", key)
    ]
    if not shown:
        return None
    table = f"design.effects.{name}"
    rows = [
        row(
            table,
            str(share),
            (*designed(sources, name, f"effect{share}", "share", form="int"), Plain("%")),
            [_cell(sources, name, share, key, form) for key, form in shown],
        )
        for share in SHOWN
    ]
    heads = [(key, say(f"design-head-{key.replace('_', '-')}"), 1.0) for key, _ in shown]
    title = say("design-table-effects", test=label)
    note = say("design-note-effects-futility") if len(shown) > len(FIXED) else ()
    notes = (note,) if note else ()
    return text_table(table, title, say("design-stub-share"), heads, rows, footnotes=notes)


def _cell(sources: Sources, name: str, share: int, key: str, form: str) -> Content:
    """Return a value under an effect, probabilities with their sign."""
    found = designed(sources, name, f"effect{share}", key, form=form)
    if not found:
        return none_cell()
    return (*found, Plain("%")) if form == "pct1" else found
