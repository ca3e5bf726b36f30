"""Sections 11.1 to 11.3: who was analysed, who they were, how well they complied."""

from __future__ import annotations

from trialrun.documents.csr.patient_listings import excluded_sentences
from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import arm_columns, row
from trialrun.documents.wording import (
    counted,
    enumerated,
    of_study,
    refer,
    say,
    sentences,
    separated,
)
from trialrun.report import Block, Content, Paragraph, Plain, Row, Table, result_id
from trialrun.study import Characteristic, CharacteristicsDisplay, PopulationsDisplay

NOMINAL = 0.05
"""Below it, a comparison of baseline characteristics is named in the text."""


def population_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 11.1 and 11.2."""
    return {"11.1": _data_sets(sources), "11.2": _baseline(sources)}


def _populations_display(sources: Sources) -> PopulationsDisplay | None:
    found = (d for d in sources.study.displays if isinstance(d, PopulationsDisplay))
    return next(found, None)


def _data_sets(sources: Sources) -> tuple[Block, ...]:
    display = _populations_display(sources)
    if display is None or not sources.has(display.number, "N", TOTAL):
        return ()
    number, table = display.number, "csr.11.1.table"
    items = [
        say(
            "csr-population-size",
            population=of_study("populations", name, "label"),
            count=say(
                "csr-count-percent",
                count=sources.slot(number, name, "count", TOTAL),
                percent=sources.slot(number, name, "percent", TOTAL),
            ),
        )
        for name in display.populations
    ]
    lead = say("csr-populations-result", populations=separated(items), table=refer(table))
    see = sentences(
        sources.see(number if number in sources.displays else None, "csr-see-populations"),
        sources.see(sources.display_of("sites"), "csr-see-sites"),
    )
    rows = [
        row(
            table,
            name,
            (of_study("populations", name, "label"),),
            [
                counted(
                    sources.slot(number, name, "count", arm),
                    sources.slot(number, name, "percent", arm),
                )
                for arm in sources.arms_and_total
            ],
        )
        for name in display.populations
    ]
    excluded = excluded_sentences(sources)
    return (
        Paragraph("csr.11.1.lead", sentences(lead, see)),
        *([Paragraph("csr.11.1.excluded", excluded)] if excluded else []),
        Table(
            table,
            say("csr-title-populations"),
            arm_columns(sources, table, number, "N", total=True),
            tuple(rows),
            stub=say("csr-head-population"),
            footnotes=(say("csr-note-percent-randomised"),),
        ),
    )


def _baseline(sources: Sources) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for display in baseline_displays(sources):
        number = display.number
        prefix = f"csr.11.2.{number}"
        see = sources.see(number if number in sources.displays else None, "csr-see-baseline")
        text = sentences(demography_sentences(sources, display), see)
        if text:
            blocks.append(Paragraph(f"{prefix}.lead", text))
        blocks.append(Paragraph(f"{prefix}.differences", _differences(sources, display)))
        blocks.append(_summary_table(sources, display, f"{prefix}.table"))
    return tuple(blocks)


def baseline_displays(sources: Sources) -> list[CharacteristicsDisplay]:
    """Return the displays of characteristics that tell who the subjects were."""
    return [
        display
        for display in sources.study.displays
        if isinstance(display, CharacteristicsDisplay)
        and sources.has(display.number, "N", TOTAL)
        and {"AGE", "SEX", "RACE"} & {row.variable for row in display.rows}
    ]


def demography_sentences(sources: Sources, display: CharacteristicsDisplay) -> Content:
    """Return age, sex and the largest group of race over all subjects, as far as displayed."""
    number = display.number
    parts: list[Content] = []
    for position, shown in enumerate(display.rows, start=1):
        if shown.variable == "AGE" and shown.kind == "continuous":
            statistics = ("mean", "sd", "min", "max")
            slots = {name: sources.slot(number, "AGE", name, TOTAL) for name in statistics}
            arms = sources.by_arm("csr-value-arm", value=(number, "AGE", "mean"))
            parts.append(say("csr-age", arms=arms, **slots))
        elif shown.variable == "SEX" and any(level.value == "F" for level in shown.levels):
            parts.append(_share(sources, number, "SEX", "F", "csr-women"))
        elif shown.variable == "RACE" and shown.levels:
            largest = max(
                shown.levels,
                key=lambda level: sources.count(number, "RACE", level.value, "count", TOTAL),
            )
            path = ("displays", number, "rows", position, "levels")
            label = of_study(*path, shown.levels.index(largest) + 1, "label")
            parts.append(_share(sources, number, "RACE", largest.value, "csr-race", label=(label,)))
    return sentences(*parts)


def _share(
    sources: Sources, number: str, variable: str, level: str, message: str, **slots: Content
) -> Content:
    path = (number, variable, level)
    share = say(
        "csr-count-percent",
        count=sources.slot(*path, "count", TOTAL),
        percent=sources.slot(*path, "percent", TOTAL),
    )
    return say(message, share=share, **slots)


def _row_label(display: CharacteristicsDisplay, position: int) -> Content:
    return (of_study("displays", display.number, "rows", position, "label"),)


def _differences(sources: Sources, display: CharacteristicsDisplay) -> Content:
    """Return which characteristics differ nominally between the arms, chosen by p-value."""
    found = []
    tested = False
    for position, shown in enumerate(display.rows, start=1):
        p_value = sources.value(display.number, shown.variable, "p_value")
        tested = tested or p_value is not None
        if p_value is not None and p_value < NOMINAL:
            p_text = sources.p_value(display.number, shown.variable, "p_value")
            label = _row_label(display, position)
            found.append(say("csr-baseline-difference", label=label, p=p_text))
    if not tested:
        return say("csr-baseline-untested")
    if not found:
        return say("csr-baseline-similar")
    return say("csr-baseline-differences", {"count": len(found)}, differences=enumerated(found))


def _summary_table(sources: Sources, display: CharacteristicsDisplay, table: str) -> Table:
    number = display.number
    see = sources.refer_display(number if number in sources.displays else None)
    rows: list[Row] = []
    for position, shown in enumerate(display.rows, start=1):
        label = _row_label(display, position)
        if shown.kind == "continuous":
            cells = [
                (
                    sources.slot(number, shown.variable, "mean", arm),
                    Plain(" ("),
                    sources.slot(number, shown.variable, "sd", arm),
                    Plain(")"),
                )
                for arm in sources.arms_and_total
            ]
            label = say("csr-mean-sd", label=label)
            rows.append(row(table, shown.variable, label, cells))
        elif shown.test != "fisher":
            rows += _category_rows(sources, table, number, position, shown, label)
    return Table(
        table,
        say("csr-title-baseline"),
        arm_columns(sources, table, number, "N", total=True),
        tuple(rows),
        stub=say("csr-head-characteristic"),
        footnotes=(
            say("csr-note-percent-randomised"),
            *([say("csr-note-units-see", display=see)] if see else []),
        ),
    )


def _category_rows(
    sources: Sources, table: str, number: str, position: int, shown: Characteristic, label: Content
) -> list[Row]:
    rows = []
    for k, level in enumerate(shown.levels, start=1):
        path = (number, shown.variable, level.value)
        if result_id(*path, "count", TOTAL) not in sources.results:
            continue
        cells = [
            counted(sources.slot(*path, "count", arm), sources.slot(*path, "percent", arm))
            for arm in sources.arms_and_total
        ]
        name = (of_study("displays", number, "rows", position, "levels", k, "label"),)
        whole = (*label, *say("csr-colon"), *name)
        rows.append(row(table, f"{shown.variable}.{k}", whole, cells))
    return rows
