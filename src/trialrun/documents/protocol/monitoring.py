"""Looks at the data while the trial runs, stopping rules for safety, and the order of claims."""

from __future__ import annotations

from trialrun.documents.designed import counted_word, designed
from trialrun.documents.looks import look_tables, planned_looks
from trialrun.documents.protocol.statistics import test_names
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Column, Content, Paragraph, Table
from trialrun.study import Spending, StoppingRule


def monitoring_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return the stopping rules of 4.3, the looks of 10.9 and the gates of 10.10."""
    return {
        "4.3": _stopping_rules(sources),
        "10.9": (*_sequential(sources), *_planned_looks(sources)),
        "10.10": _gates(sources),
    }


def _sequential(sources: Sources) -> tuple[Block, ...]:
    """Return the group-sequential design: spending, boundaries, operating characteristics."""
    planning = sources.study.planning
    plan = planning.group_sequential if planning is not None else None
    if plan is None:
        return ()
    path = ("planning", "group_sequential")
    one, other = plan.comparison
    parts = [
        say(
            "protocol-sequential",
            looks=counted_word(len(plan.information)),
            analysis=of_study("analyses", plan.analysis, "label"),
            one=of_study("arms", one, "label"),
            other=of_study("arms", other, "label"),
            alpha=of_study(*path, "alpha"),
            both=of_study("analyses", plan.analysis, "alpha"),
        ),
        say("protocol-spending-alpha", {"spending": plan.efficacy.function}),
        _parameter(plan.efficacy, (*path, "efficacy")),
    ]
    if plan.futility is not None:
        parts.append(
            say(
                "protocol-spending-beta",
                {
                    "spending": plan.futility.spending.function,
                    "binding": "yes" if plan.futility.binding else "no",
                },
            )
        )
        parts.append(_parameter(plan.futility.spending, (*path, "futility", "spending")))
    tables = look_tables(sources, plan, "protocol.10.9")
    if tables:
        parts.append(say("protocol-boundaries-see", table=refer(tables[0].id)))
        parts.append(say("protocol-boundaries-actual"))
    parts += [say("protocol-sequential-cut-off"), say("protocol-sequential-estimates")]
    return (Paragraph("protocol.10.9.design", sentences(*parts)), *tables)


def _parameter(spending: Spending, path: tuple[str, ...]) -> Content:
    """Return the parameter of a spending function; nothing where it has none."""
    if spending.parameter is None:
        return ()
    return say("protocol-spending-parameter", value=of_study(*path, "parameter"))


def _planned_looks(sources: Sources) -> tuple[Block, ...]:
    """Return the looks that the definition tells in words, or that there is none."""
    study = sources.study
    sequential = study.planning is not None and study.planning.group_sequential is not None
    if not study.interim_looks:
        if sequential:
            return ()
        return (Paragraph("protocol.10.9.none", say("protocol-looks-none")),)
    items = planned_looks(sources, "protocol-interim")
    lead = say("protocol-interim-lead", {"count": len(items)})
    return (
        Paragraph("protocol.10.9.looks.lead", lead, "lead"),
        Bullets("protocol.10.9.looks", tuple(items)),
    )


def _gates(sources: Sources) -> tuple[Block, ...]:
    gates = sources.study.gates
    if not gates:
        planning = sources.study.planning
        sequential = planning is not None and planning.group_sequential is not None
        message = "protocol-gates-sequential" if sequential else "protocol-gates-none"
        return (Paragraph("protocol.10.10.none", say(message)),)
    items = []
    for gate in gates:
        item = say(
            "protocol-gate",
            {"require": gate.require if len(gate.first) > 1 else "one"},
            gate=of_study("gates", gate.id, "label"),
            first=test_names(sources, gate.first),
            alpha=of_study("gates", gate.id, "alpha"),
        )
        if gate.then:
            item = sentences(item, say("protocol-gate-then", then=test_names(sources, gate.then)))
        items.append(item)
    lead = Paragraph("protocol.10.10.lead", say("protocol-gates-lead"), "lead")
    return (lead, Bullets("protocol.10.10.gates", tuple(items)))


def _stopping_rules(sources: Sources) -> tuple[Block, ...]:
    rules = sources.study.stopping_rules
    if not rules:
        return ()
    table = "protocol.4.3.rules"
    lead = Paragraph("protocol.4.3.lead", say("protocol-rules-lead", table=refer(table)))
    rows = [
        row(
            table,
            rule.id,
            (of_study("stopping_rules", rule.id, "label"),),
            [
                (of_study("stopping_rules", rule.id, "event"),),
                (of_study("stopping_rules", rule.id, "rule"),),
            ],
        )
        for rule in rules
    ]
    heads = [
        ("event", say("csr-head-event"), 1.5),
        ("rule", say("csr-head-rule"), 2.0),
    ]
    described = text_table(
        table, say("protocol-title-rules"), say("csr-head-rule-name"), heads, rows
    )
    thresholds = [_thresholds(rule) for rule in rules if rule.thresholds]
    return (lead, described, *thresholds, *_error_rates(sources))


def _thresholds(rule: StoppingRule) -> Table:
    """Return the thresholds of a rule side by side: events of control, events that stop an arm."""
    table = f"protocol.4.3.thresholds.{rule.id}"
    path = ("stopping_rules", rule.id, "thresholds")
    positions = range(1, len(rule.thresholds) + 1)
    columns = tuple(
        Column(f"{table}.c.{k}", ((of_study(*path, k, 1),),), width=0.5) for k in positions
    )
    cells: list[Content] = [(of_study(*path, k, 2),) for k in positions]
    stops = row(table, "arm", say("protocol-thresholds-arm"), cells)
    return Table(
        table,
        say("protocol-title-thresholds", rule=of_study("stopping_rules", rule.id, "label")),
        columns,
        (stops,),
        stub=say("protocol-thresholds-control"),
    )


def _error_rates(sources: Sources) -> tuple[Block, ...]:
    """Return what the rules do: error rates as stated, and as computed exactly by the design."""
    table = "protocol.4.3.errors"
    rows = []
    for rule in sources.study.stopping_rules:
        path = ("stopping_rules", rule.id)
        given = {
            "subjects": rule.subjects,
            "null_rate": rule.null_rate,
            "alternative_rate": rule.alternative_rate,
            "type_i_error": rule.type_i_error,
            "power": rule.power,
        }
        cells: list[Content] = [
            (of_study(*path, name, form="d3" if name in {"type_i_error", "power"} else ""),)
            if value is not None
            else none_cell()
            for name, value in given.items()
        ]
        if rule.subjects is None:
            cells[0] = designed(sources, rule.id, "subjects") or none_cell()
        exact = [designed(sources, rule.id, name) for name in ("type_i_error", "power")]
        cells += [each or none_cell() for each in exact]
        if rule.null_rate is not None or any(exact):
            rows.append(row(table, rule.id, (of_study(*path, "label"),), cells))
    if not rows:
        return ()
    keys = (
        ("subjects", "subjects"),
        ("null", "null-rate"),
        ("alternative", "alternative-rate"),
        ("stated-error", "stated-error"),
        ("stated-power", "stated-power"),
        ("exact-error", "exact-error"),
        ("exact-power", "exact-power"),
    )
    heads = tuple(
        Column(f"{table}.c.{key}", (say(f"protocol-head-{name}"),), width=0.8) for key, name in keys
    )
    lead = Paragraph("protocol.4.3.errors.lead", say("protocol-errors-lead", table=refer(table)))
    return (
        lead,
        Table(
            table,
            say("protocol-title-errors"),
            heads,
            tuple(rows),
            stub=say("csr-head-rule-name"),
            footnotes=(say("protocol-errors-note"),),
        ),
    )
