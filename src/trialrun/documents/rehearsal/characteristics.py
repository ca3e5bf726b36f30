"""Sections on the design and on what was decided: boundaries, tests, looks, regions, rules."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import DESIGN, Rehearsed
from trialrun.documents.tables import head_row, row, text_table
from trialrun.documents.wording import arm_label, of_study, say
from trialrun.report import Block, Content, Paragraph, Row
from trialrun.study import Scenario


def design_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return the looks with their boundaries; nothing where there is no group-sequential test."""
    planning = rehearsed.study.planning
    sequential = planning.group_sequential if planning else None
    if sequential is None or not rehearsed.looks:
        return ()
    name = sequential.analysis
    columns = (
        ("events", "int"),
        ("efficacy_z", "d4"),
        ("efficacy_p", "p5"),
        ("alpha_spent", "p5"),
        ("futility_z", "d4"),
        ("hazard_ratio", "d3"),
        ("month", "d1"),
    )
    shown = [(key, form) for key, form in columns if rehearsed.has(name, "look1", key, of=DESIGN)]
    table = "rehearsal.design.table"
    rows = [
        row(
            table,
            f"look{k}",
            _look(k),
            [rehearsed.slot(name, f"look{k}", key, form=form, of=DESIGN) for key, form in shown],
        )
        for k in rehearsed.looks
    ]
    heads = [(key, say(f"rehearsal-head-{key.replace('_', '-')}"), 1.0) for key, _ in shown]
    analysis = of_study("analyses", name, "label")
    lead = say(
        "rehearsal-design-lead",
        analysis=analysis,
        alpha=of_study("planning", "group_sequential", "alpha", form="g"),
        subjects=of_study("planning", "subjects", form="int"),
        events=rehearsed.slot(name, "events", form="int", of=DESIGN),
    )
    return (
        Paragraph("rehearsal.design.lead", lead),
        text_table(table, say("rehearsal-table-design"), say("rehearsal-stub-look"), heads, rows),
    )


def _look(number: int) -> Content:
    """Return the name of a look: the share of the information at which it is held."""
    share = of_study("planning", "group_sequential", "information", number, form="pct0")
    return say("rehearsal-look", share=share)


def decision_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return the probability of each test and of success, by scenario."""
    tests = _tests(rehearsed)
    table = "rehearsal.decisions.table"
    rows: list[Row] = []
    for item in rehearsed.scenarios:
        rows.append(head_row(table, item.id, (of_study("scenarios", item.id, "label"),)))
        keys: list[tuple[str, Content, tuple[str, ...]]] = [
            *_success_rows(rehearsed, item.id),
            *((f"test.{test}", _test_label(rehearsed, test), ("test", test)) for test in tests),
            ("unreached", say("rehearsal-row-unreached"), ("unreached",)),
            (
                "unreached_among_final",
                say("rehearsal-row-unreached-final"),
                ("unreached_among_final",),
            ),
        ]
        for key, label, parts in keys:
            if not rehearsed.has(item.id, *parts, "estimate"):
                continue
            cells = [
                rehearsed.percent(item.id, *parts, "estimate"),
                rehearsed.percent(item.id, *parts, "se"),
                _calculated(rehearsed, item, parts),
            ]
            rows.append(row(table, f"{item.id}.{key}", label, cells, indent=1))
    heads = [
        ("estimate", say("rehearsal-head-probability"), 1.0),
        ("error", say("rehearsal-head-error"), 1.0),
        ("calculated", say("rehearsal-head-calculated"), 1.0),
    ]
    title = say("rehearsal-table-decisions")
    notes = [say("rehearsal-note-calculated", {"looks": "yes" if rehearsed.looks else "no"})]
    if rehearsed.looks:
        notes.insert(0, say("rehearsal-note-futility"))
    return (text_table(table, title, say("rehearsal-stub-decision"), heads, rows, footnotes=notes),)


def _calculated(rehearsed: Rehearsed, scenario: Scenario, parts: tuple[str, ...]) -> Content:
    """Return the calculated probability of the same event; a dash where there is none."""
    if parts[0] == "test":
        return rehearsed.percent(scenario.id, *parts, "calculated")
    headline = "success_without_futility" if scenario.kind == "null" else "success_with_futility"
    if parts[0] in {"success", headline}:
        return rehearsed.percent(scenario.id, "calculated", "power")
    return say("csr-none")


def _success_rows(
    rehearsed: Rehearsed, scenario: str
) -> list[tuple[str, Content, tuple[str, ...]]]:
    """Return success as operated and as if nobody stopped for futility, where these differ."""
    both: dict[str, tuple[str, ...]] = {
        "with-futility": ("success_with_futility",),
        "without-futility": ("success_without_futility",),
    }
    shown = {
        key: parts for key, parts in both.items() if rehearsed.has(scenario, *parts, "estimate")
    }
    return [
        (key, say(f"rehearsal-row-{key}"), parts)
        for key, parts in (shown or {"success": ("success",)}).items()
    ]


def _tests(rehearsed: Rehearsed) -> list[str]:
    found: dict[str, None] = {}
    for gate in rehearsed.study.gates:
        for test in (*gate.first, *gate.then):
            found.setdefault(test)
    return list(found)


def _test_label(rehearsed: Rehearsed, test: str) -> Content:
    analysis, _, what = test.partition(".")
    label = of_study("analyses", analysis, "label")
    if what == "dose":
        return say("rehearsal-test-dose", analysis=label)
    pairs = rehearsed.study.analysis(analysis).comparisons
    one, other = next(pair for pair in pairs if "-".join(pair) == what)
    return say("rehearsal-test-pair", analysis=label, one=arm_label(one), other=arm_label(other))


def look_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return what happens at each look, by scenario."""
    table = "rehearsal.looks.table"
    rows: list[Row] = []
    for item in rehearsed.scenarios:
        own = [k for k in rehearsed.looks if rehearsed.has(item.id, f"look{k}", "month", "p50")]
        if not own:
            continue
        rows.append(head_row(table, item.id, (of_study("scenarios", item.id, "label"),)))
        for k in own:
            look = (item.id, f"look{k}")
            cells = [
                rehearsed.percent(*look, "reached", "estimate"),
                rehearsed.percent(*look, "stop_efficacy", "estimate"),
                rehearsed.percent(*look, "stop_futility", "estimate"),
                rehearsed.spread(*look, "month", form="d1"),
                rehearsed.slot(*look, "subjects", "mean", form="d1"),
            ]
            rows.append(row(table, f"{item.id}.look{k}", _look(k), cells, indent=1))
    if not rows:
        return ()
    heads = [
        ("reached", say("rehearsal-head-reached"), 0.9),
        ("efficacy", say("rehearsal-head-stop-efficacy"), 1.0),
        ("futility", say("rehearsal-head-stop-futility"), 1.0),
        ("month", say("rehearsal-head-look-month"), 1.5),
        ("subjects", say("rehearsal-head-subjects-at"), 1.0),
    ]
    return (
        text_table(
            table,
            say("rehearsal-table-looks"),
            say("rehearsal-stub-look"),
            heads,
            rows,
            footnotes=(say("rehearsal-note-looks"), say("rehearsal-note-spread")),
        ),
    )


def consistency_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return how often regions agree with the whole, by scenario (ICH E17; MHLW 2007)."""
    table = "rehearsal.consistency.table"
    rows: list[Row] = []
    for item in rehearsed.scenarios:
        if not rehearsed.has(item.id, "consistency", "method1", "estimate"):
            continue
        rows.append(head_row(table, item.id, (of_study("scenarios", item.id, "label"),)))
        places: list[tuple[str, Content, tuple[str, ...]]] = [
            ("all", say("rehearsal-all-regions"), (item.id, "consistency")),
            *(
                (
                    region.id,
                    (of_study("regions", region.id, "label"),),
                    (item.id, "region", region.id, "consistency"),
                )
                for region in rehearsed.study.regions
            ),
        ]
        rows += [
            row(
                table,
                f"{item.id}.{key}",
                label,
                [
                    rehearsed.percent(*parts, method, each)
                    for method in ("method1", "method2")
                    for each in ("estimate", "se")
                ],
                indent=1,
            )
            for key, label, parts in places
        ]
    if not rows or len(rehearsed.study.regions) < 2:
        return ()
    heads = [
        ("first", say("rehearsal-head-method-first"), 1.2),
        ("first-error", say("rehearsal-head-error"), 0.9),
        ("second", say("rehearsal-head-method-second"), 1.2),
        ("second-error", say("rehearsal-head-error"), 0.9),
    ]
    lead = say(
        "rehearsal-consistency-lead",
        share=of_study("rehearsal", "consistency", form="pct0"),
    )
    return (
        Paragraph("rehearsal.consistency.lead", lead),
        text_table(
            table,
            say("rehearsal-table-consistency"),
            say("rehearsal-stub-scenario"),
            heads,
            rows,
            footnotes=(say("rehearsal-note-consistency"),),
        ),
    )


def rule_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return how often each safety rule stops an arm, and its exact error rates."""
    rules = rehearsed.study.stopping_rules
    table = "rehearsal.rules.table"
    rows: list[Row] = []
    for item in rehearsed.scenarios:
        own: list[Row] = []
        for rule in rules:
            for arm in rehearsed.study.arms:
                parts = (item.id, "rule", rule.id, arm.id, "stop")
                if not rehearsed.has(*parts, "estimate"):
                    continue
                label = say(
                    "rehearsal-rule-arm",
                    rule=of_study("stopping_rules", rule.id, "label"),
                    arm=arm_label(arm.id),
                )
                cells = [rehearsed.percent(*parts, "estimate"), rehearsed.percent(*parts, "se")]
                own.append(row(table, f"{item.id}.{rule.id}.{arm.id}", label, cells, indent=1))
        if own:
            rows.append(head_row(table, item.id, (of_study("scenarios", item.id, "label"),)))
            rows += own
    if not rows:
        return ()
    heads = [
        ("estimate", say("rehearsal-head-probability"), 1.0),
        ("error", say("rehearsal-head-error"), 1.0),
    ]
    return (
        Paragraph("rehearsal.rules.lead", say("rehearsal-rules-lead")),
        text_table(table, say("rehearsal-table-rules"), say("rehearsal-stub-rule"), heads, rows),
    )
