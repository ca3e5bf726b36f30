"""Table of baseline characteristics: numbers and categories by arm, with tests between arms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trialrun.displays.parts import (
    arm_columns,
    arm_ids,
    count_and_percent,
    footnotes,
    mark,
    message,
    of_display,
    population,
    res,
    row,
)
from trialrun.report import Column, Content, Result, Row, Slot, Table, result_id
from trialrun.study import Characteristic, CharacteristicsDisplay, Study, row_keys

STATISTICS = ("n", "mean", "sd", "median", "min", "max")


def build_characteristics(
    study: Study, display: CharacteristicsDisplay, results: Mapping[str, Result]
) -> Table:
    """
    Return the table of a characteristics display.

    Each characteristic has a heading and, below it, its statistics or categories; the p-value
    stands in the first row of what was tested. Without any test there is no column for it.
    """
    number = display.number
    tested = any(each.test is not None for each in display.rows)
    columns = arm_columns(study, number, "N", total=True)
    if tested:
        head = (*message("display-p-value"), *mark(number, display.marks, "p_value"))
        columns.append(Column(id="p_value", path=(head,)))
    rows: list[Row] = []
    previous: Characteristic | None = None
    for position, (key, each) in enumerate(
        zip(row_keys(display.rows), display.rows, strict=True), start=1
    ):
        continues = previous is not None and previous.label == each.label
        label: Content = (of_display(number, "rows", str(position), "label"),)
        if not continues:
            rows.append(row(f"{key}-head", (label,), gap=bool(rows)))
        own = list(_rows(study, display, (key, each), position, results, p_value=tested))
        rows += own
        previous = each
    return Table(
        id=f"table-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        columns=tuple(columns),
        rows=tuple(rows),
        footnotes=footnotes(number, len(display.footnotes)),
    )


def _rows(
    study: Study,
    display: CharacteristicsDisplay,
    keyed: tuple[str, Characteristic],
    position: int,
    results: Mapping[str, Result],
    *,
    p_value: bool,
) -> Iterator[Row]:
    """Yield the rows of one characteristic below its heading."""
    number, (variable, each) = display.number, keyed
    arms = arm_ids(study, total=True)
    label: Content = (of_display(number, "rows", str(position), "label"),)

    def last(*key: str, first: bool) -> list[Content]:
        if not p_value:
            return []
        found = result_id(number, *key, "p_value")
        return [(Slot(found),) if first and found in results else ()]

    if each.kind == "continuous":
        for k, word in enumerate(STATISTICS):
            cells: list[Content] = [(res(number, variable, word, arm),) for arm in arms]
            yield row(
                f"{variable}-{word}",
                (label, message(f"display-{word}")),
                [*cells, *last(variable, first=k == 0)],
                indent=1,
            )
        return
    if each.show_n:
        cells = [(res(number, variable, "n", arm),) for arm in arms]
        yield row(
            f"{variable}-n",
            (label, message("display-n")),
            [*cells, *last(variable, first=True)],
            indent=1,
        )
    for k, level in enumerate(each.levels, start=1):
        cells = []
        for arm in arms:
            count = res(number, variable, level.value, "count", arm)
            percent = res(number, variable, level.value, "percent", arm)
            zero = results[count.id].value == 0
            cells.append(count_and_percent(count, percent, zero=zero))
        text: Content = (of_display(number, "rows", str(position), "levels", str(k), "label"),)
        if each.test == "fisher":
            end = last(variable, level.value, first=True)
        else:
            end = last(variable, first=k == 1 and not each.show_n)
        yield row(f"{variable}-{k}", (label, text), [*cells, *end], indent=1)
