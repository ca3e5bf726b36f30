"""Safety stopping rules of the protocol."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import DESIGN, Rehearsed
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Content, Paragraph, Table


def stopping_blocks(sources: Sources, prefix: str) -> tuple[Block, ...]:
    """Return each rule with its thresholds, and what a report says of them; nothing without any."""
    rules = sources.study.stopping_rules
    if not rules:
        return ()
    lead = say(
        "csr-stopping-lead",
        {"count": len(rules), "conducted": "yes" if any(r.conducted for r in rules) else "no"},
        table=refer(f"{prefix}.stopping"),
    )
    blocks: list[Block] = [Paragraph(f"{prefix}.stopping.lead", lead)]
    return (*blocks, *stopping_tables(sources, prefix))


def stopping_tables(sources: Sources, prefix: str) -> tuple[Table, ...]:
    """Return the tables `PREFIX.stopping` and, where rules have thresholds, `.thresholds`."""
    thresholds = _thresholds(sources, f"{prefix}.thresholds")
    rules = _rules(sources, f"{prefix}.stopping")
    return (rules,) if thresholds is None else (rules, thresholds)


def _rules(sources: Sources, table: str) -> Table:
    rows = []
    for rule in sources.study.stopping_rules:
        path = ("stopping_rules", rule.id)
        cells: list[Content] = [
            (of_study(*path, "event"),),
            (of_study(*path, "rule"),),
            _properties(sources, rule.id),
        ]
        rows.append(row(table, rule.id, (of_study(*path, "label"),), cells))
    heads = [
        ("event", say("csr-head-event"), 1.6),
        ("rule", say("csr-head-rule"), 1.8),
        ("properties", say("csr-head-properties"), 1.4),
    ]
    return text_table(table, say("csr-title-stopping"), say("csr-head-rule-name"), heads, rows)


def _properties(sources: Sources, name: str) -> Content:
    """Return the rates and error rates of a rule, as far as they are stated."""
    rule = next(each for each in sources.study.stopping_rules if each.id == name)
    path = ("stopping_rules", name)
    if None in (rule.null_rate, rule.alternative_rate, rule.type_i_error, rule.power):
        return say("csr-none")
    return say(
        "csr-stopping-properties",
        null=of_study(*path, "null_rate"),
        alternative=of_study(*path, "alternative_rate"),
        error=of_study(*path, "type_i_error", form="d3"),
        power=of_study(*path, "power", form="d3"),
    )


def _thresholds(sources: Sources, table: str) -> Table | None:
    rows = []
    for rule in sources.study.stopping_rules:
        label = (of_study("stopping_rules", rule.id, "label"),)
        for position in range(1, len(rule.thresholds) + 1):
            path = ("stopping_rules", rule.id, "thresholds", position)
            cells: list[Content] = [(of_study(*path, 1),), (of_study(*path, 2),)]
            rows.append(row(table, f"{rule.id}.{position}", label, cells))
    if not rows:
        return None
    heads = [
        ("control", say("csr-head-events-control"), 1.0),
        ("arm", say("csr-head-events-arm"), 1.0),
    ]
    title = say("csr-title-thresholds")
    return text_table(table, title, say("csr-head-rule-name"), heads, rows)


def exact_table(sources: Sources, table: str) -> Table | None:
    """Return stated and exactly computed error rates; None where the design has none."""
    numbers = Rehearsed(sources.study, sources.results)
    keys = (
        ("stated_type_i_error", "d3"),
        ("type_i_error", ""),
        ("stated_power", "d3"),
        ("power", ""),
    )
    rows = [
        row(
            table,
            rule.id,
            (of_study("stopping_rules", rule.id, "label"),),
            [numbers.slot(rule.id, key, form=form, of=DESIGN) for key, form in keys],
        )
        for rule in sources.study.stopping_rules
        if numbers.has(rule.id, "type_i_error", of=DESIGN)
    ]
    if not rows:
        return None
    heads = [(key, say(f"sap-head-{key.replace('_', '-')}"), 1.0) for key, _ in keys]
    reviewed = any(rule.reviews for rule in sources.study.stopping_rules)
    note = say("sap-note-exact", {"reviews": "some" if reviewed else "none"})
    title, notes = say("sap-title-exact"), (note,)
    return text_table(table, title, say("csr-head-rule-name"), heads, rows, footnotes=notes)
