"""Section 10.11: how many participants or events, under which assumptions, with which power."""

from __future__ import annotations

from trialrun.documents.designed import designed
from trialrun.documents.protocol.trial_design import planned_subjects
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import arm_label, of_study, refer, say, sentences
from trialrun.report import Block, Content, Paragraph
from trialrun.study import GroupSequential, SampleSize


def sample_size_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return section 10.11."""
    blocks = sample_size_blocks(sources, "protocol.10.11")
    return {"10.11": blocks} if blocks else {}


def sample_size_blocks(sources: Sources, prefix: str) -> tuple[Block, ...]:
    """Return the statement of the sample size; `prefix` begins the ids of its blocks."""
    blocks: list[Block] = []
    planned = planned_subjects(sources)
    if planned:
        content = say("protocol-design-planned", planned=planned)
        blocks.append(Paragraph(f"{prefix}.planned", content))
    planning = sources.study.planning
    if planning is not None and planning.group_sequential is not None:
        blocks += _sequential(sources, planning.group_sequential, prefix)
    if sources.study.sample_size:
        blocks += _fixed(sources, prefix)
    return tuple(blocks)


def _sequential(sources: Sources, plan: GroupSequential, prefix: str) -> list[Block]:
    path = ("planning", "group_sequential")
    values = {
        name: designed(sources, plan.analysis, name, form=form)
        for name, form in (
            ("events", "int"),
            ("events_fixed", ""),
            ("hazard_ratio", ""),
            ("inflation", ""),
            ("planned_power", ""),
            ("power_schoenfeld", ""),
            ("subjects", "int"),
        )
    }
    scenario = sources.study.scenario(plan.scenario)
    parts = [
        say(
            "protocol-size-scenario",
            scenario=of_study("scenarios", scenario.id, "label"),
            source=of_study("scenarios", scenario.id, "source"),
        )
    ]
    if values["events"]:
        parts.append(
            say(
                "protocol-size-events",
                events=values["events"],
                power=sources.level(*path, "power"),
                alpha=of_study(*path, "alpha"),
                scenario=of_study("scenarios", plan.scenario, "label"),
            )
        )
    if values["hazard_ratio"]:
        parts.append(say("protocol-size-hazard-ratio", ratio=values["hazard_ratio"]))
    if values["events_fixed"] and values["inflation"]:
        parts.append(
            say(
                "protocol-size-inflation",
                events=values["events_fixed"],
                inflation=values["inflation"],
            )
        )
    if values["planned_power"]:
        parts.append(say("protocol-size-power", power=values["planned_power"]))
    if values["power_schoenfeld"]:
        parts.append(say("protocol-size-schoenfeld", power=values["power_schoenfeld"]))
    parts += _believed(sources, plan)
    parts += _expected(sources, plan)
    parts.append(say("protocol-size-assumptions"))
    return [Paragraph(f"{prefix}.events", sentences(*parts)), *_accrual(sources, plan, prefix)]


def _believed(sources: Sources, plan: GroupSequential) -> list[Content]:
    """Return what is assumed of the control group and of dropout."""
    found = []
    median = designed(sources, plan.analysis, "control_median_months")
    dropout = designed(sources, plan.analysis, "dropout_per_month")
    if median:
        control = arm_label(plan.comparison[1])
        found.append(say("protocol-size-control", control=control, median=median))
    if dropout:
        found.append(say("protocol-size-dropout", rate=dropout))
    return found


def _accrual(sources: Sources, plan: GroupSequential, prefix: str) -> list[Block]:
    """Return why so many participants are planned, with the assumptions of enrolment."""
    table = f"{prefix}.accrual"
    rows = []
    for region in sources.study.regions:
        path = ("regions", region.id)
        opening = say(
            "protocol-accrual-span",
            first=of_study(*path, "activation", "first_month"),
            last=of_study(*path, "activation", "last_month"),
        )
        cells: list[Content] = [
            (of_study(*path, "sites", form="int"),),
            opening,
            (of_study(*path, "rate"),),
            (of_study(*path, "screen_failure"),),
            (of_study(*path, "cap", form="int"),) if region.cap is not None else none_cell(),
        ]
        rows.append(row(table, region.id, (of_study(*path, "label"),), cells))
    last = f"look{len(plan.information)}"
    month = designed(sources, plan.analysis, last, "month")
    events = designed(sources, plan.analysis, "events", form="int")
    if not rows or not month or not events:
        return []
    why = say(
        "protocol-size-subjects",
        subjects=of_study("planning", "subjects", form="int"),
        table=refer(table),
        events=events,
        month=month,
    )
    heads = [
        ("sites", say("protocol-head-sites"), 0.8),
        ("opening", say("protocol-head-opening"), 1.0),
        ("rate", say("protocol-head-rate"), 1.0),
        ("failure", say("protocol-head-screen-failure"), 1.0),
        ("cap", say("protocol-head-cap"), 0.9),
    ]
    title = say("protocol-title-accrual")
    shown = text_table(table, title, say("protocol-head-region"), heads, rows)
    return [Paragraph(f"{prefix}.subjects", why), shown]


def _expected(sources: Sources, plan: GroupSequential) -> list[Content]:
    """Return what is expected of the looks: events on average, and the last participant in."""
    found = []
    average = designed(sources, plan.analysis, "average_events")
    without = designed(sources, plan.analysis, "average_events_null")
    if average and without:
        found.append(say("protocol-size-average", average=average, without=without))
    month = designed(sources, plan.analysis, "last_patient_in")
    if month:
        found.append(say("protocol-size-last-in", month=month))
    return found


def _fixed(sources: Sources, prefix: str) -> list[Block]:
    blocks: list[Block] = []
    table = f"{prefix}.assumptions"
    rows = []
    for position, each in enumerate(sources.study.sample_size, start=1):
        path = ("sample_size", position)
        cells: list[Content] = [
            (of_study(*path, "difference"),),
            (of_study(*path, "standard_deviation"),),
            (of_study(*path, "alpha"),),
            sources.level(*map(str, path), "power"),
            designed(sources, each.endpoint, "per_arm_exact") or none_cell(),
            (of_study(*path, "per_arm", form="int"),),
        ]
        label = (of_study("endpoints", each.endpoint, "label"),)
        rows.append(row(table, each.endpoint, label, cells))
        own = _statement(sources, position, each)
        blocks.append(Paragraph(f"{prefix}.{each.endpoint}", own))
    heads = [
        ("difference", say("csr-head-difference"), 1.0),
        ("sd", say("csr-head-sd"), 1.0),
        ("alpha", say("csr-head-alpha"), 0.8),
        ("power", say("csr-head-power"), 0.8),
        ("needed", say("protocol-head-needed"), 1.0),
        ("per-arm", say("protocol-head-per-arm"), 1.0),
    ]
    lead = Paragraph(f"{prefix}.lead", say("protocol-size-lead", table=refer(table)))
    title = say("csr-title-sample-size")
    return [lead, text_table(table, title, say("csr-head-endpoint"), heads, rows), *blocks]


def _statement(sources: Sources, position: int, each: SampleSize) -> Content:
    """Return the statement of one endpoint: what is detected, and with which power."""
    path = ("sample_size", position)
    parts = [
        say(
            "protocol-size-difference",
            endpoint=of_study("endpoints", each.endpoint, "label"),
            n=of_study(*path, "per_arm", form="int"),
            power=sources.level(*map(str, path), "power"),
            difference=of_study(*path, "difference"),
            sd=of_study(*path, "standard_deviation"),
            alpha=of_study(*path, "alpha"),
        )
    ]
    exact = designed(sources, each.endpoint, "per_arm_exact")
    t_test = designed(sources, each.endpoint, "per_arm_t")
    power = designed(sources, each.endpoint, "power")
    if exact:
        parts.append(say("protocol-size-exact", n=exact))
    if t_test:
        parts.append(say("protocol-size-t", n=t_test))
    if power:
        parts.append(say("protocol-size-reached", power=power))
    return sentences(*parts)
