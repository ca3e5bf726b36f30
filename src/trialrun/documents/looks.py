"""The looks of a group-sequential test: their boundaries and the probability of stopping."""

from __future__ import annotations

from trialrun.documents.designed import counted_word, designed
from trialrun.documents.sources import Sources
from trialrun.documents.tables import columns, none_cell, row
from trialrun.documents.wording import of_study, say, sentences
from trialrun.report import Content, Table
from trialrun.study import GroupSequential

BOUNDARIES = (
    "information",
    "events",
    "month",
    "efficacy_z",
    "efficacy_p",
    "hazard_ratio",
    "alpha_spent",
    "futility_z",
    "futility_hazard_ratio",
)
"""Values of a look that make the table of boundaries."""

CHANCES = ("stop_efficacy_null", "stop_futility_null", "stop_efficacy", "stop_futility")
"""Values of a look that make the table of stopping probabilities."""

FUTILITY = ("futility_z", "futility_hazard_ratio", "stop_futility_null", "stop_futility")
"""Values that the last look does not have: what does not succeed there has simply ended."""


def look_tables(sources: Sources, plan: GroupSequential, prefix: str) -> tuple[Table, ...]:
    """
    Return the boundaries and the probabilities of stopping, looks side by side.

    Args:
        sources: definition and results; what the design does not have is left out.
        plan: the group-sequential test.
        prefix: begins the ids of the tables, `PREFIX.boundaries` and `PREFIX.chances`.
    """
    found = (
        _boundaries(sources, plan, f"{prefix}.boundaries"),
        _chances(sources, plan, f"{prefix}.chances"),
    )
    return tuple(table for table in found if table is not None)


def _boundaries(sources: Sources, plan: GroupSequential, table: str) -> Table | None:
    notes = [say("protocol-boundaries-note")]
    if plan.futility is not None:
        notes.append(say("protocol-futility-note"))
    scenario = say("protocol-month-note", scenario=_scenario(plan))
    if designed(sources, plan.analysis, "look1", "month"):
        notes.append(scenario)
    if _lacks_a_bound(sources, plan):
        notes.append(say("protocol-no-bound-note"))
    return _look_table(sources, plan, table, "boundaries", BOUNDARIES, tuple(notes))


def _lacks_a_bound(sources: Sources, plan: GroupSequential) -> bool:
    """Whether an interim look has a bound that nothing crosses: it has no value then."""
    bounds = ("efficacy_z",) if plan.futility is None else ("efficacy_z", "futility_z")
    interim = range(1, len(plan.information))
    return designed(sources, plan.analysis, "look1", "information") != () and not all(
        designed(sources, plan.analysis, f"look{look}", bound)
        for look in interim
        for bound in bounds
    )


def _chances(sources: Sources, plan: GroupSequential, table: str) -> Table | None:
    notes = (say("protocol-chances-note", scenario=_scenario(plan)),)
    return _look_table(sources, plan, table, "chances", CHANCES, notes)


def _scenario(plan: GroupSequential) -> Content:
    return (of_study("scenarios", plan.scenario, "label"),)


def _look_table(
    sources: Sources,
    plan: GroupSequential,
    table: str,
    kind: str,
    wanted: tuple[str, ...],
    notes: tuple[Content, ...],
) -> Table | None:
    """Return a table of the looks with the wanted values that the design has; None if none."""
    looks = range(1, len(plan.information) + 1)
    wanted_rows = [
        each
        for each in wanted
        if any(designed(sources, plan.analysis, f"look{look}", each) for look in looks)
    ]
    if not wanted_rows:
        return None
    heads = [
        (
            f"look{look}",
            _name(sources, plan, look),
            1.0,
        )
        for look in looks
    ]
    rows = [
        row(
            table,
            each,
            say(f"protocol-head-{each.replace('_', '-')}"),
            [_cell(sources, plan, look, each) for look in looks],
        )
        for each in wanted_rows
    ]
    return Table(
        table,
        say(f"protocol-title-{kind}"),
        columns(table, heads, align="center"),
        tuple(rows),
        stub=say("protocol-head-look"),
        footnotes=notes,
    )


def _name(sources: Sources, plan: GroupSequential, look: int) -> Content:
    """Return the name of a look: by the definition where it has one for each interim look."""
    last = look == len(plan.information)
    named = sources.study.interim_looks
    if not last and len(named) == len(plan.information) - 1:
        return (of_study("interim_looks", named[look - 1].id, "label"),)
    return say("protocol-look", {"last": "yes" if last else "no"}, n=counted_word(look))


def _cell(sources: Sources, plan: GroupSequential, look: int, key: str) -> Content:
    """Return a value of a look; nobody stops for futility at the last one."""
    if look == len(plan.information) and key in FUTILITY:
        return none_cell()
    return designed(sources, plan.analysis, f"look{look}", key) or none_cell()


def planned_looks(sources: Sources, message: str) -> list[Content]:
    """
    Return the interim looks that the definition tells in words, with their boundaries.

    Args:
        sources: the definition.
        message: has the slots `look`, `timing` and `purpose`.
    """
    found = []
    for look in sources.study.interim_looks:
        path = ("interim_looks", look.id)
        item = say(
            message,
            look=of_study(*path, "label"),
            timing=of_study(*path, "timing"),
            purpose=of_study(*path, "purpose"),
        )
        if look.boundary is not None:
            boundary = say("csr-look-boundary", boundary=of_study(*path, "boundary"))
            item = sentences(item, boundary)
        found.append(item)
    return found
