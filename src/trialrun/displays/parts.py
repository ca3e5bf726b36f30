"""What the tables share: heads of columns, labels from the definition, cells of one pattern."""

from __future__ import annotations

from collections.abc import Iterable

from trialrun.report import Column, Content, Message, Plain, Row, Slot, result_id
from trialrun.study import Study, study_id

TOTAL = "total"
"""Stands for all arms in the ids of results."""


def res(*parts: str, form: str = "") -> Slot:
    """Return the slot of a result by the parts of its id."""
    return Slot(result_id(*parts), form)


def of_display(number: str, *path: str) -> Slot:
    """Return the slot of a text or number of a display's own specification."""
    return Slot(study_id("displays", number, *path))


def arm_label(study: Study, arm: str, *, short: bool = False) -> Content:
    """Return the name of an arm as the definition has it, or of the total."""
    if arm == TOTAL:
        return (Slot("study:total_label"),)
    has_short = short and study.arm(arm).short_label is not None
    return (Slot(study_id("arms", arm, "short_label" if has_short else "label")),)


def arm_head(study: Study, arm: str, *count: str, short: bool = False) -> Content:
    """Return the head of an arm's column: its name and (N=…), the result named by `count`."""
    slots = (("arm", arm_label(study, arm, short=short)), ("count", (res(*count, arm),)))
    return (Message("display-arm-head", slots),)


def arm_ids(study: Study, *, total: bool) -> list[str]:
    """Return the arms in the order of the definition, and the total where it is shown."""
    return [arm.id for arm in study.arms] + ([TOTAL] if total else [])


def arm_columns(study: Study, *count: str, total: bool = False) -> list[Column]:
    """Return one column per arm, with its number of subjects."""
    return [
        Column(id=arm, path=(arm_head(study, arm, *count),)) for arm in arm_ids(study, total=total)
    ]


def population(display_population: str | None) -> Content:
    """Return the line that says whom a display shows."""
    name: Content
    if display_population is None:
        name = (Message("display-all-subjects"),)
    else:
        name = (Slot(study_id("populations", display_population, "label")),)
    return (Message("display-population", (("population", name),)),)


def footnotes(number: str, count: int) -> tuple[Content, ...]:
    """Return the footnotes of a display's specification."""
    return tuple((of_display(number, "footnotes", str(k)),) for k in range(1, count + 1))


def mark(number: str, marks: Iterable[str], place: str) -> Content:
    """Return the footnote mark at a place, with a space before it; nothing where there is none."""
    if place not in marks:
        return ()
    return (Plain(" "), of_display(number, "marks", place))


def count_and_percent(count: Slot, percent: Slot, *, zero: bool) -> Content:
    """Return `14 (16%)`, or the count alone where it is zero."""
    if zero:
        return (count,)
    return (count, Plain(" ("), percent, Plain("%)"))


def mean_and_sd(mean: Slot, spread: Slot) -> Content:
    """Return `24.1 (12.19)`."""
    return (mean, Plain(" ("), spread, Plain(")"))


def message(name: str) -> Content:
    """Return a message that has no slots."""
    return (Message(name),)


def row(
    key: str,
    path: tuple[Content, ...],
    cells: Iterable[Content] = (),
    *,
    indent: int = 0,
    gap: bool = False,
) -> Row:
    """Return a row whose label is the last of its path; without cells it is a heading."""
    filled = tuple(cells)
    return Row(
        id=key,
        label=path[-1],
        path=path,
        cells=filled,
        indent=indent,
        gap=gap,
        kind="data" if filled else "head",
    )
