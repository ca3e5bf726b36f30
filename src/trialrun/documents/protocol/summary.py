"""Chapter 1: synopsis, trial schema and schedule of activities."""

from __future__ import annotations

from trialrun.documents.arms import allocation_ratio, randomised_arms
from trialrun.documents.designed import counted_word
from trialrun.documents.front import countries
from trialrun.documents.protocol.intervention import dose_of
from trialrun.documents.protocol.objectives import endpoint_names, estimands_of
from trialrun.documents.protocol.schema import schema_flow
from trialrun.documents.protocol.trial_design import (
    control_kinds,
    duration_sentences,
    planned_subjects,
)
from trialrun.documents.schedule import schedule_tables
from trialrun.documents.sources import Sources
from trialrun.documents.tables import head_row, none_cell, row, text_table
from trialrun.documents.wording import (
    arm_label,
    enumerated,
    of_study,
    refer,
    say,
    sentences,
    separated,
)
from trialrun.report import Block, Content, Paragraph, Row

SCHEDULE = "protocol.1.3.schedule"
SCHEMA = "protocol.1.2.schema"
LEVELS = ("primary", "secondary", "exploratory")


def summary_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapter 1."""
    found: dict[str, tuple[Block, ...]] = {
        "1.1.1": _objectives(sources),
        "1.1.2": _overall_design(sources),
    }
    flow = schema_flow(sources, SCHEMA)
    if flow is not None:
        found["1.2"] = (flow,)
    schedule = schedule_tables(sources, SCHEDULE)
    if schedule:
        names = enumerated([refer(table.id) for table in schedule])
        lead = say("protocol-schedule-lead", {"count": len(schedule)}, table=names)
        found["1.3"] = (Paragraph("protocol.1.3.lead", lead), *schedule)
    return found


def _objectives(sources: Sources) -> tuple[Block, ...]:
    """Return the table of objectives, endpoints and estimands in words."""
    table = "protocol.1.1.1.objectives"
    rows: list[Row] = []
    for level in LEVELS:
        own = [each for each in sources.study.objectives if each.level == level]
        if own:
            rows.append(head_row(table, level, say("csr-level", {"level": level})))
        for each in own:
            cells = [
                separated(endpoint_names(sources, each)) or none_cell(),
                separated(
                    [(of_study("estimands", e.id, "summary"),) for e in estimands_of(sources, each)]
                )
                or none_cell(),
            ]
            label = (of_study("objectives", each.id, "text"),)
            rows.append(row(table, each.id, label, cells))
    if not rows:
        return ()
    heads = [
        ("endpoints", say("protocol-head-endpoints"), 1.2),
        ("estimand", say("protocol-head-summary-measure"), 1.2),
    ]
    title = say("protocol-title-objectives")
    return (text_table(table, title, say("protocol-head-objective"), heads, rows),)


def _overall_design(sources: Sources) -> tuple[Block, ...]:
    table = "protocol.1.1.2.design"
    rows = [
        row(table, key, say(f"protocol-design-{key}"), [content])
        for key, content in _design_fields(sources)
        if content
    ]
    heads = [("text", say("protocol-head-value"), 2.0)]
    title = say("protocol-title-overall-design")
    return (text_table(table, title, say("protocol-head-field"), heads, rows),)


def _design_fields(sources: Sources) -> list[tuple[str, Content]]:
    study = sources.study
    planning = study.planning
    arms = enumerated([arm_label(arm.id) for arm in study.arms])
    count = counted_word(len(study.arms))
    strata: Content = ()
    if planning is not None:
        names = [(of_study("planning", "strata", s.id, "label"),) for s in planning.strata]
        strata = enumerated(names) or say("protocol-design-unstratified")
    doses = [
        say("protocol-arm-dose", arm=arm_label(arm.id), dose=dose_of(arm))
        for arm in study.arms
        if arm.dose or arm.regimen
    ]
    sequential = planning is not None and planning.group_sequential is not None
    return [
        ("summary", (of_study("design"), *say("csr-full-stop"))),
        ("condition", (of_study("identification", "indication"),)),
        ("control", enumerated(control_kinds(sources))),
        ("comparator", _comparator(sources)),
        ("assignment", _assignment(sources)),
        ("strata", strata),
        ("adaptive", _looks(sources, sequential=sequential)),
        (
            "arms",
            say("protocol-design-arms-list", {"count": len(study.arms)}, n=count, arms=arms)
            if count
            else arms,
        ),
        ("doses", separated(doses)),
        ("participants", planned_subjects(sources)),
        ("duration", sentences(*duration_sentences(sources))),
        ("sites", _sites(sources)),
    ]


def _looks(sources: Sources, *, sequential: bool) -> Content:
    """Return which looks at the data there are before the end, and what reviews safety."""
    study = sources.study
    names = enumerated(
        [(of_study("interim_looks", each.id, "label"),) for each in study.interim_looks]
    )
    kind = "sequential" if sequential else "looks" if names else "none"
    told = say("protocol-design-interim", {"kind": kind}, looks=names)
    if not study.stopping_rules:
        return told
    return sentences(told, say("protocol-design-reviews", section=refer("protocol.4.3")))


def _comparator(sources: Sources) -> Content:
    if sources.study.identification.comparator is None:
        return ()
    return (of_study("identification", "comparator"),)


def _assignment(sources: Sources) -> Content:
    if len(randomised_arms(sources)) < 2:
        return ()
    return say("protocol-design-randomised", ratio=allocation_ratio(sources))


def _sites(sources: Sources) -> Content:
    """Return where the trial is done: planned sites by region, or the countries."""
    regions = sources.study.regions
    if regions:
        return separated(
            [
                say(
                    "protocol-region-sites",
                    region=of_study("regions", region.id, "label"),
                    sites=of_study("regions", region.id, "sites", form="int"),
                )
                for region in regions
            ]
        )
    return countries(sources) if sources.study.identification.countries else ()
