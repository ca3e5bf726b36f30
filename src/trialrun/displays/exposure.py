"""Table of exposure: variables of dose and duration in some populations side by side."""

from __future__ import annotations

from collections.abc import Mapping

from trialrun.displays.characteristics import STATISTICS
from trialrun.displays.parts import (
    arm_head,
    arm_ids,
    footnotes,
    mark,
    message,
    of_display,
    population,
    res,
    row,
)
from trialrun.report import Column, Content, Result, Row, Slot, Table
from trialrun.study import ExposureDisplay, Study, row_keys, study_id


def build_exposure(
    study: Study,
    display: ExposureDisplay,
    results: Mapping[str, Result],  # noqa: ARG001 - every kind is built alike
) -> Table:
    """Return the table of an exposure display: arms within populations."""
    number = display.number
    places = [(name, arm) for name in display.populations for arm in arm_ids(study, total=False)]
    columns = tuple(
        Column(
            id=f"{name}-{arm}",
            path=(
                (
                    Slot(study_id("populations", name, "label")),
                    *mark(number, display.marks, name),
                ),
                arm_head(study, arm, number, name, "N"),
            ),
        )
        for name, arm in places
    )
    rows: list[Row] = []
    for position, key in enumerate(row_keys(display.rows), start=1):
        label: Content = (of_display(number, "rows", str(position), "label"),)
        rows.append(row(f"{key}-head", (label,), gap=bool(rows)))
        rows += (
            row(
                f"{key}-{word}",
                (label, message(f"display-{word}")),
                [(res(number, name, key, word, arm),) for name, arm in places],
                indent=1,
            )
            for word in STATISTICS
        )
    return Table(
        id=f"table-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        columns=columns,
        rows=tuple(rows),
        footnotes=footnotes(number, len(display.footnotes)),
        landscape=len(columns) > 5,
    )
