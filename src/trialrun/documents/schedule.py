"""The schedule of activities: what is done at which visit."""

from __future__ import annotations

from itertools import groupby
from math import ceil
from string import ascii_lowercase

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row
from trialrun.documents.wording import enumerated, of_study, plain, say, sentences
from trialrun.report import Column, Content, Plain, Table
from trialrun.study import Study, Visit

MOST_VISITS = 20
"""Most columns that a page in landscape holds."""


def schedule_tables(sources: Sources, table: str) -> tuple[Table, ...]:
    """
    Return the tables of activities by visit, with planned days and windows; none without visits.

    Visits at which nothing is planned are left out; those of one group (follow-up every so many
    weeks) are one column. A note to an activity becomes a footnote.
    Visits that are too many for a page are split where an epoch ends, or within a long one.

    Args:
        sources: the definition.
        table: id of the first table; `.2` and so on are added for the following ones.
    """
    study = sources.study
    wanted = {visit for activity in study.activities for visit in activity.visits}
    parts = _parts(_leading(study, [visit for visit in study.visits if visit.id in wanted]))
    return tuple(
        _table(sources, table if k == 1 else f"{table}.{k}", part, whole=len(parts) == 1)
        for k, part in enumerate(parts, start=1)
    )


def _leading(study: Study, visits: list[Visit]) -> list[Visit]:
    """Return the visits that have a column: the first of each group, and all without one."""
    return [each for each in visits if _held(study, each)[0] == each.id]


def _held(study: Study, visit: Visit) -> list[str]:
    """Return the ids of the visits that stand in the column of one."""
    if visit.group is None:
        return [visit.id]
    return [each.id for each in study.visits if each.group == visit.group]


def _parts(visits: list[Visit]) -> list[list[Visit]]:
    """Return the visits of each table."""
    if len(visits) <= MOST_VISITS:
        return [visits] if visits else []
    parts: list[list[Visit]] = []
    for _, own in groupby(visits, key=lambda visit: visit.epoch):
        epoch = list(own)
        if parts and len(parts[-1]) + len(epoch) <= MOST_VISITS:
            parts[-1] += epoch
        else:
            count = ceil(len(epoch) / MOST_VISITS)
            size = ceil(len(epoch) / count)
            parts += [epoch[k : k + size] for k in range(0, len(epoch), size)]
    return parts


def _table(sources: Sources, table: str, visits: list[Visit], *, whole: bool) -> Table:
    columns = tuple(
        Column(
            f"{table}.c.{visit.id}",
            (
                (of_study("epochs", visit.epoch, "label"),),
                (of_study("visits", visit.id, "label" if visit.group is None else "group"),),
            ),
            width=1.0,
        )
        for visit in visits
    )
    rows = []
    if any(visit.day is not None for visit in visits):
        cells = [_day(visit) for visit in visits]
        rows.append(row(table, "day", say("csr-schedule-day"), cells))
    if any(visit.window_days is not None for visit in visits):
        cells = [_window(visit) for visit in visits]
        rows.append(row(table, "window", say("csr-schedule-window"), cells))
    notes: list[Content] = []
    held = {visit.id: set(_held(sources.study, visit)) for visit in visits}
    shown = {name for names in held.values() for name in names}
    for activity in sources.study.activities:
        if not whole and not shown & set(activity.visits):
            continue
        label: Content = (of_study("activities", activity.id, "label"),)
        if activity.note is not None and len(notes) < len(ascii_lowercase):
            mark = f"[{ascii_lowercase[len(notes)]}]"
            label = (*label, Plain(f" {mark}"))
            notes.append((Plain(f"{mark} "), of_study("activities", activity.id, "note")))
        done = [plain("X") if held[v.id] & set(activity.visits) else () for v in visits]
        rows.append(row(table, activity.id, label, done))
    epochs = dict.fromkeys(visit.epoch for visit in visits)
    names = enumerated([(of_study("epochs", epoch, "label"),) for epoch in epochs])
    return Table(
        table,
        say("csr-title-schedule") if whole else say("csr-title-schedule-part", epochs=names),
        columns,
        tuple(rows),
        stub=say("csr-head-activity"),
        footnotes=(sentences(*notes),) if notes else (),
        landscape=True,
    )


def _day(visit: Visit) -> Content:
    """Return the planned day; not of a group, nor where the window alone says the days."""
    if visit.day is None or visit.group is not None or _as_days(visit):
        return ()
    return (of_study("visits", visit.id, "day"),)


def _as_days(visit: Visit) -> bool:
    """Return whether the window is said as a first and a last day: it is longer on one side."""
    if visit.day is None or visit.window_days is None:
        return False
    low, high = visit.window_days
    return low != -high


def _window(visit: Visit) -> Content:
    """Return the days allowed off, the same on both sides, or the first and the last day."""
    path = ("visits", visit.id)
    if visit.window_days is None:
        return ()
    if _as_days(visit):
        first, last = (of_study(*path, name) for name in ("first_day", "last_day"))
        return say("csr-schedule-days", first=first, last=last)
    low, high = visit.window_days
    if low == -high:
        return (Plain("±"), of_study(*path, "window_days", 2))
    first = of_study(*path, "window_days", 1)
    return (first, Plain(" / +"), of_study(*path, "window_days", 2))
