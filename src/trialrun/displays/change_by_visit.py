"""Table of values and changes from baseline by visit, many parameters one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from trialrun.displays.parts import (
    arm_label,
    footnotes,
    mean_and_sd,
    message,
    of_display,
    population,
    res,
    row,
)
from trialrun.report import Column, Content, Result, Row, Table, id_part
from trialrun.study import ChangeByVisitDisplay, Study


def build_change_by_visit(
    study: Study, display: ChangeByVisitDisplay, results: Mapping[str, Result]
) -> Table:
    """
    Return the table of a change-by-visit display.

    Groups and parameters are headings; each visit is a row with n, mean (SD) and mean change (SD)
    of each arm. Where there are no values the mean is left out, and so is the change at baseline.
    """
    number = display.number
    columns: list[Column] = []
    for arm in study.arms:
        head = arm_label(study, arm.id, short=True)
        for word in ("n-upper", "mean-sd", "change-mean-sd"):
            path = (head, message(f"display-{word}"))
            columns.append(Column(id=f"{arm.id}-{word}", path=path))

    def cells(code: str, visit: str) -> list[Content]:
        made: list[Content] = []
        for arm in study.arms:
            key = (number, code, id_part(visit))
            count = res(*key, "AVAL", "n", arm.id)
            made.append((count,))
            for variable in ("AVAL", "CHG"):
                mean, spread = (res(*key, variable, word, arm.id) for word in ("mean", "sd"))
                if mean.id not in results:
                    made.append(())
                elif spread.id not in results:
                    made.append((mean,))
                else:
                    made.append(mean_and_sd(mean, spread))
        return made

    rows: list[Row] = []
    for g, group in enumerate(display.groups, start=1):
        group_label: Content = (of_display(number, "groups", str(g), "label"),)
        rows.append(row(f"group-{g}", (group_label,), gap=bool(rows)))
        for p, parameter in enumerate(group.parameters, start=1):
            label: Content = (of_display(number, "groups", str(g), "parameters", str(p), "label"),)
            rows.append(row(parameter.value, (group_label, label), gap=True))
            for v, visit in enumerate(display.visits, start=1):
                visit_label: Content = (of_display(number, "visits", str(v), "label"),)
                rows.append(
                    row(
                        f"{parameter.value}-{v}",
                        (group_label, label, visit_label),
                        cells(parameter.value, visit.value),
                        indent=1,
                    )
                )
    return Table(
        id=f"table-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        stub=message("display-visit-stub"),
        columns=tuple(columns),
        rows=tuple(rows),
        footnotes=footnotes(number, len(display.footnotes)),
        landscape=True,
    )
