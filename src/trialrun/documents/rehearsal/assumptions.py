"""Sections 2 and 3: what is believed of effects and dropout, and of regions and their costs."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import Rehearsed
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import arm_label, of_study, plain, say, separated
from trialrun.report import Block, Content, Row
from trialrun.study import ContinuousBelief, Scenario, SurvivalBelief


def assumption_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return the table of scenarios: effect, dropout, source of each belief."""
    table = "rehearsal.assumptions.table"
    rows: list[Row] = []
    for item in rehearsed.scenarios:
        effects = [
            *(
                _survival(rehearsed, item, k, belief)
                for k, belief in enumerate(item.survival, start=1)
            ),
            *(_continuous(item, k, belief) for k, belief in enumerate(item.continuous, start=1)),
        ]
        dropout = [
            say(
                "rehearsal-dropout",
                arm=arm_label(each.arm) if each.arm else say("rehearsal-all-arms"),
                hazard=of_study("scenarios", item.id, "dropout", k, "per_month", form="g"),
            )
            for k, each in enumerate(item.dropout, start=1)
        ]
        cells = [
            separated(effects),
            separated(dropout) or say("csr-none"),
            (of_study("scenarios", item.id, "source"),),
        ]
        rows.append(row(table, item.id, (of_study("scenarios", item.id, "label"),), cells))
    heads = [
        ("effect", say("rehearsal-head-effect"), 3.0),
        ("dropout", say("rehearsal-head-dropout"), 1.6),
        ("source", say("rehearsal-head-source"), 1.8),
    ]
    title, stub = say("rehearsal-table-assumptions"), say("rehearsal-stub-scenario")
    return (text_table(table, title, stub, heads, rows, landscape=True),)


def _survival(rehearsed: Rehearsed, scenario: Scenario, k: int, belief: SurvivalBelief) -> Content:
    place = ("scenarios", scenario.id, "survival", k)
    pieces = [
        say(
            "rehearsal-hazard",
            hazard=of_study(*place, "hazards", j, "per_month", form="d4"),
            month=of_study(*place, "hazards", j, "from_month", form="g"),
        )
        for j in range(1, len(belief.hazards) + 1)
    ]
    split = any(effect.region for effect in belief.effects)
    general = "rehearsal-effect-others" if split else "rehearsal-effect"
    effects = [
        say(
            "rehearsal-effect-region" if effect.region else general,
            arm=arm_label(effect.arm),
            pieces=separated(
                [
                    say(
                        "rehearsal-ratio",
                        ratio=of_study(*place, "effects", j, "pieces", i, "ratio", form="g"),
                        month=of_study(*place, "effects", j, "pieces", i, "from_month", form="g"),
                    )
                    for i in range(1, len(effect.pieces) + 1)
                ]
            ),
            **({"region": of_study("regions", effect.region, "label")} if effect.region else {}),
        )
        for j, effect in enumerate(belief.effects, start=1)
    ]
    return say(
        "rehearsal-survival",
        endpoint=of_study("endpoints", belief.endpoint, "label"),
        control=arm_label(belief.control),
        hazards=separated(pieces),
        median=rehearsed.slot(scenario.id, "control_median", belief.endpoint, form="d1"),
        effects=separated(effects) or say("rehearsal-no-effect"),
    )


def _continuous(scenario: Scenario, k: int, belief: ContinuousBelief) -> Content:
    place = ("scenarios", scenario.id, "continuous", k)
    last = len(belief.weeks)
    means = [
        say(
            "rehearsal-mean",
            arm=arm_label(arm),
            mean=of_study(*place, "means", arm, last, form="g"),
        )
        for arm in belief.means
    ]
    return say(
        "rehearsal-continuous",
        endpoint=of_study("endpoints", belief.endpoint, "label"),
        means=separated(means),
        deviation=of_study(*place, "standard_deviations", last, form="g"),
    )


def region_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return the tables of enrolment and costs by region."""
    regions = rehearsed.study.regions
    table = "rehearsal.regions.table"
    heads = [
        ("sites", say("rehearsal-head-sites"), 0.7),
        ("opening", say("rehearsal-head-opening"), 1.2),
        ("rate", say("rehearsal-head-rate"), 1.2),
        ("cap", say("rehearsal-head-cap"), 0.8),
        ("failure", say("rehearsal-head-failure"), 1.0),
        ("source", say("rehearsal-head-source"), 2.0),
    ]
    rows = []
    for region in regions:
        place = ("regions", region.id)
        opening = say(
            "rehearsal-from-to",
            first=of_study(*place, "activation", "first_month", form="g"),
            last=of_study(*place, "activation", "last_month", form="g"),
        )
        cells: list[Content] = [
            (of_study(*place, "sites", form="int"),),
            opening,
            (of_study(*place, "rate", form="g"),),
            (of_study(*place, "cap", form="int"),) if region.cap else say("csr-none"),
            (of_study(*place, "screen_failure", form="pct0"), *plain("%")),
            (of_study(*place, "source"),) if region.source else say("csr-none"),
        ]
        rows.append(row(table, region.id, (of_study(*place, "label"),), cells))
    stub = say("rehearsal-stub-region")
    blocks: list[Block] = [
        text_table(table, say("rehearsal-table-regions"), stub, heads, rows),
    ]
    if rehearsed.study.costs is not None:
        blocks.append(_costs(rehearsed))
    return tuple(blocks)


def _costs(rehearsed: Rehearsed) -> Block:
    table = "rehearsal.regions.costs"
    kinds = ("site_opened", "site_month", "screened", "randomised", "subject_month")
    heads = [(kind, say(f"rehearsal-head-{kind.replace('_', '-')}"), 1.0) for kind in kinds]
    rows = [
        row(
            table,
            region.id,
            (of_study("regions", region.id, "label"),),
            [(of_study("regions", region.id, "costs", kind, form="int"),) for kind in kinds],
        )
        for region in rehearsed.study.regions
    ]
    whole = say(
        "rehearsal-note-costs",
        currency=of_study("costs", "currency"),
        fixed=of_study("costs", "fixed", form="int"),
        month=of_study("costs", "month", form="int"),
        interim=of_study("costs", "interim_analysis", form="int"),
    )
    title = say("rehearsal-table-costs", currency=of_study("costs", "currency"))
    stub = say("rehearsal-stub-region")
    return text_table(table, title, stub, heads, rows, footnotes=(whole,))
