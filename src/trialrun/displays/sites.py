"""Table of sites: how many subjects of each population each site has."""

from __future__ import annotations

from collections.abc import Mapping

from trialrun.displays.parts import (
    TOTAL,
    arm_head,
    arm_ids,
    footnotes,
    message,
    of_display,
    population,
    res,
)
from trialrun.report import Column, Content, Plain, Result, Row, Slot, Table
from trialrun.study import SitesDisplay, Study, study_id


def build_sites(study: Study, display: SitesDisplay, results: Mapping[str, Result]) -> Table:
    """
    Return the table of a sites display: populations within arms, one row per site.

    Sites stand in the order of the results, with the pooled site before them.
    """
    number = display.number
    arms = arm_ids(study, total=True)
    columns = tuple(
        Column(
            id=f"{arm}-{name}",
            path=(arm_head(study, arm, number, "N"), _short(study, name)),
        )
        for arm in arms
        for name in display.populations
    )

    def cells(site: str) -> tuple[Content, ...]:
        return tuple(
            (res(number, name, arm, site),) for arm in arms for name in display.populations
        )

    rows = []
    for result in results.values():
        if result.analysis != number or result.variable != display.site:
            continue
        if result.operation == "text" and result.text is not None:
            pooled, site = res(number, "pooled", result.text), Slot(result.id)
            rows.append(
                Row(
                    id=result.text,
                    label=(pooled, Plain(" / "), site),
                    path=((pooled,), (site,)),
                    cells=cells(result.text),
                )
            )
    total = message("display-total-row")
    rows.append(Row(id=TOTAL, label=total, path=(total,), cells=cells(TOTAL), gap=True))
    return Table(
        id=f"table-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        stub=message("display-site-stub"),
        columns=columns,
        rows=tuple(rows),
        footnotes=footnotes(number, len(display.footnotes)),
        landscape=len(columns) > 9,
    )


def _short(study: Study, name: str) -> Content:
    """Return the short name of a population, for narrow columns."""
    field = "short_label" if study.population(name).short_label is not None else "label"
    return (Slot(study_id("populations", name, field)),)
