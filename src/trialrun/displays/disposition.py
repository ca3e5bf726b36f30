"""Table of disposition: how far subjects came, and why they left."""

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
from trialrun.report import Content, Result, Row, Slot, Table, result_id
from trialrun.study import DispositionDisplay, Study, endpoint_deaths, reasons_for_leaving, study_id


def steps_of(study: Study) -> tuple[str, ...]:
    """Return the steps of a subject's way, in the order of the rows."""
    died = ("died",) if endpoint_deaths(study) else ()
    return ("treated", "completed", *died, "ongoing", "discontinued")


def build_disposition(
    study: Study, display: DispositionDisplay, results: Mapping[str, Result]
) -> Table:
    """Return the table of a disposition display; without anybody ongoing that row is left out."""
    number = display.number
    arms = arm_ids(study, total=True)

    def cell(key: str, arm: str) -> Content:
        zero = results[result_id(number, key, "count", arm)].value == 0
        count, percent = (res(number, key, word, arm) for word in ("count", "percent"))
        return count_and_percent(count, percent, zero=zero)

    randomised = message("display-randomised")
    rows: list[Row] = [row("randomised", (randomised,), [(res(number, "N", arm),) for arm in arms])]
    for step in steps_of(study):
        anyone = any(results[result_id(number, step, "count", arm)].value for arm in arms)
        if step != "ongoing" or anyone:
            label = message(f"display-{step}")
            rows.append(row(step, (label,), [cell(step, arm) for arm in arms]))
    above = message("display-discontinued")
    for place, reason in reasons_for_leaving(study):
        field = "value" if reason.label is None else "label"
        path = ("analysis_data", "ADSL", "disposition", "reasons", str(place), field)
        key = f"reason-{place}"
        label = (Slot(study_id(*path)),)
        rows.append(row(key, (above, label), [cell(key, arm) for arm in arms], indent=1))
    return Table(
        id=f"table-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        stub=message("display-disposition-stub"),
        columns=tuple(arm_columns(study, number, "N", total=True)),
        rows=tuple(rows),
        footnotes=footnotes(number, len(display.footnotes)),
    )
