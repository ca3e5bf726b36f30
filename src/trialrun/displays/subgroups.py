"""Figure of the effect in subgroups, with subjects, events and tests as a table below it."""

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
from trialrun.study import Study, Subgroup, SubgroupsDisplay, find_subgroup, study_id

OVERALL = "overall"
"""Stands for all levels together in the ids of results."""


def subgroups_of(study: Study, display: SubgroupsDisplay) -> tuple[Subgroup, ...]:
    """Return the subgroups that a display shows, with their levels."""
    found = (find_subgroup(study, name) for name in study.analysis(display.analysis).subgroups)
    return tuple(each for each in found if each is not None)


def compared_arms(study: Study, display: SubgroupsDisplay) -> tuple[str, str]:
    """Return the arms that a display compares: (experimental, control)."""
    return display.comparison or study.analysis(display.analysis).comparisons[0]


def shows_consistency(study: Study, display: SubgroupsDisplay) -> bool:
    """Return whether a display says of regions if they are consistent with the whole."""
    regional = any(each.region for each in subgroups_of(study, display))
    return regional and study.rehearsal is not None


def build_subgroups(
    study: Study, display: SubgroupsDisplay, results: Mapping[str, Result]
) -> Figure:
    """
    Return the forest plot of a subgroups display.

    Its table has a row for all subjects and one for each level: events and subjects of both arms
    and the hazard ratio with its limits. The test of interaction stands at the name of each
    subgroup; of regions the share of the overall effect says whether they are consistent with it.
    """
    number, pair = display.number, compared_arms(study, display)
    analysis = study.analysis(display.analysis)
    level = Slot(study_id("analyses", analysis.id, "confidence_level"), "pct0")
    consistency = shows_consistency(study, display)
    columns = [
        *(
            Column(f"events-{arm}", (arm_label(study, arm), message("display-events-subjects")))
            for arm in pair
        ),
        Column("ratio", ((Message("display-ratio-interval", (("level", (level,)),)),),)),
        Column("interaction", (message("display-interaction"),)),
    ]
    if consistency:
        columns.append(Column("share", (message("display-effect-share"),)))
    width = len(columns)
    whole = _cells(number, (OVERALL,), pair)
    rows = [row(OVERALL, (message("display-all-levels"),), _filled(whole, width))]
    for subgroup in subgroups_of(study, display):
        rows += _subgroup_rows(number, subgroup, pair, width, results)
    stratified = "yes" if analysis.strata else "no"
    arms = (("one", arm_label(study, pair[0])), ("other", arm_label(study, pair[1])))
    notes: list[Content] = [
        (Message("display-subgroups-note", arms, (("stratified", stratified),)),)
    ]
    if consistency:
        share = Slot("study:rehearsal.consistency", "pct0")
        notes.append((Message("display-consistency-note", (("share", (share,)),)),))
    if any(each.value is None and each.text is None for each in _shown(results, number)):
        notes.append(message("display-effect-not-estimable"))
    return Figure(
        id=f"figure-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        drawing=number,
        alternative=message("display-subgroups-alternative"),
        table=Table(
            id=f"table-{number}",
            title=(of_display(number, "title"),),
            stub=message("display-subgroup-stub"),
            columns=tuple(columns),
            rows=tuple(rows),
            caption=False,
        ),
        footnotes=(*notes, *footnotes(number, len(display.footnotes))),
    )


def _shown(results: Mapping[str, Result], number: str) -> list[Result]:
    printed = {"hazard_ratio", "lower", "upper", "p_value", "share"}
    own = (each for each in results.values() if each.analysis == number)
    return [each for each in own if each.id.rpartition(".")[2] in printed]


def _subgroup_rows(
    number: str,
    subgroup: Subgroup,
    pair: tuple[str, str],
    width: int,
    results: Mapping[str, Result],
) -> list[Row]:
    """Return the row of a subgroup's name and test, and one for each of its levels."""
    variable = subgroup.variable
    name: Content = (Slot(study_id(*subgroup.label)),)
    test: Content = (res(number, variable, "interaction", "p_value"),)
    rows = [row(variable, (name,), _filled([(), (), (), test], width), gap=True)]
    for level in subgroup.levels:
        key = (variable, level.value)
        cells = [*_cells(number, key, pair), ()]
        if result_id(number, *key, "share") in results:
            cells.append(_share(number, key, results))
        path = (name, (Slot(study_id(*level.label)),))
        rows.append(row(f"{variable}-{level.value}", path, _filled(cells, width), indent=1))
    return rows


def _cells(number: str, key: tuple[str, ...], pair: tuple[str, str]) -> list[Content]:
    """Return `111/161` of both arms and `0.70 (0.55; 0.91)`."""
    counts: list[Content] = [
        (res(number, *key, "events", arm), Plain("/"), res(number, *key, "subjects", arm))
        for arm in pair
    ]
    ratio, lower, upper = (res(number, *key, word) for word in ("hazard_ratio", "lower", "upper"))
    return [*counts, (ratio, Plain(" ("), lower, Plain("; "), upper, Plain(")"))]


def _share(number: str, key: tuple[str, ...], results: Mapping[str, Result]) -> Content:
    """Return the share of the overall effect that a region shows, and whether it is enough."""
    held, share = results[result_id(number, *key, "method1")], res(number, *key, "share")
    if held.text is not None:
        return (share, Plain("%"), Slot(held.id))
    if held.value is None:
        return (share,)
    said = (("holds", "yes" if held.value else "no"),)
    return (Message("display-effect-held", (("share", (share,)),), said),)


def _filled(cells: list[Content], width: int) -> tuple[Content, ...]:
    return (*cells, *((),) * (width - len(cells)))
