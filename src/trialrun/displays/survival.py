"""Figure of survival curves, with numbers at risk and medians as a table below it."""

from __future__ import annotations

from collections.abc import Mapping

from trialrun.displays.parts import (
    arm_label,
    footnotes,
    message,
    of_display,
    population,
    res,
    row,
)
from trialrun.report import (
    Column,
    Content,
    Figure,
    Message,
    Plain,
    Result,
    Row,
    Slot,
    Table,
    result_id,
)
from trialrun.study import Analysis, Study, SurvivalDisplay, study_id

CONFIDENCE = Slot("study:conventions.confidence_level", "pct0")


def comparison_notes(study: Study, analysis: Analysis) -> tuple[Content, ...]:
    """Return a line for each comparison of an analysis: its test and its hazard ratio."""
    stratified = "yes" if analysis.strata else "no"
    level = Slot(study_id("analyses", analysis.id, "confidence_level"), "pct0")
    lines: list[Content] = []
    for one, other in analysis.comparisons:
        test = (analysis.id, f"{one}-{other}")
        slots = (
            ("one", arm_label(study, one)),
            ("other", arm_label(study, other)),
            ("estimate", (res(*test, "estimate"),)),
            ("level", (level,)),
            ("lower", (res(*test, "lower"),)),
            ("upper", (res(*test, "upper"),)),
            ("p", (res(*test, "p_value"),)),
        )
        lines.append((Message("display-hazard-ratio", slots, (("stratified", stratified),)),))
    return tuple(lines)


def build_survival(study: Study, display: SurvivalDisplay, results: Mapping[str, Result]) -> Figure:
    """
    Return the figure of a Kaplan-Meier display.

    Its table has a row per arm: subjects, events, censored, the median with its limits, and the
    number at risk at each time of the display. The hazard ratios and the test of its analysis
    stand below.
    """
    number = display.number
    unit: Content = (of_display(number, "unit"),)
    interval = Message("display-median-interval", (("level", (CONFIDENCE,)),))
    at_risk = Message("display-numbers-at-risk", (("unit", unit),))
    columns = [
        Column("N", (message("display-n-upper"),)),
        Column("events", (message("display-number-of-events"),)),
        Column("censored", (message("display-number-censored"),)),
        Column("median", ((interval,),)),
        *(
            Column(f"at-risk-{time:g}", ((at_risk,), (of_display(number, "times", str(k)),)))
            for k, time in enumerate(display.times, start=1)
        ),
    ]
    rows: list[Row] = []
    medians: list[Slot] = []
    for arm in study.arms:
        if result_id(number, "events", arm.id) not in results:
            continue
        median, lower, upper = (
            res(number, word, arm.id) for word in ("median", "median_lower", "median_upper")
        )
        medians += (median, lower, upper)
        cells: list[Content] = [
            (res(number, "N", arm.id),),
            (res(number, "events", arm.id),),
            (res(number, "censored", arm.id),),
            (median, Plain(" ("), lower, Plain(";"), upper, Plain(")")),
            *((res(number, "at_risk", arm.id, f"{time:g}"),) for time in display.times),
        ]
        rows.append(row(arm.id, (arm_label(study, arm.id),), cells))
    notes = footnotes(number, len(display.footnotes))
    if any(results[each.id].value is None for each in medians):
        notes = (message("display-not-estimable"), *notes)
    if display.analysis is not None:
        notes = (*comparison_notes(study, study.analysis(display.analysis)), *notes)
    if display.tests_all_arms:
        p = (("p", (res(number, "logrank", "p_value"),)),)
        notes = ((Message("display-logrank", p),), *notes)
    return Figure(
        id=f"figure-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        drawing=number,
        alternative=message("display-survival-alternative"),
        table=Table(
            id=f"table-{number}",
            title=(of_display(number, "title"),),
            stub=message("display-arm-stub"),
            columns=tuple(columns),
            rows=tuple(rows),
            caption=False,
        ),
        footnotes=notes,
    )
