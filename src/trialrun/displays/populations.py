"""Table of populations: how many subjects are in each."""

from __future__ import annotations

from collections.abc import Mapping

from trialrun.displays.parts import (
    arm_columns,
    arm_ids,
    count_and_percent,
    footnotes,
    message,
    of_display,
    population,
    res,
    row,
)
from trialrun.report import Content, Result, Slot, Table, result_id
from trialrun.study import PopulationsDisplay, Study, study_id


def build_populations(
    study: Study, display: PopulationsDisplay, results: Mapping[str, Result]
) -> Table:
    """Return the table of a populations display: one row per population, arms and total."""
    number = display.number

    def cell(name: str, arm: str) -> Content:
        zero = results[result_id(number, name, "count", arm)].value == 0
        count, percent = (res(number, name, word, arm) for word in ("count", "percent"))
        return count_and_percent(count, percent, zero=zero)

    return Table(
        id=f"table-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        stub=message("display-population-stub"),
        columns=tuple(arm_columns(study, number, "N", total=True)),
        rows=tuple(
            row(
                name,
                ((Slot(study_id("populations", name, "label")),),),
                [cell(name, arm) for arm in arm_ids(study, total=True)],
            )
            for name in display.populations
        ),
        footnotes=footnotes(number, len(display.footnotes)),
    )
