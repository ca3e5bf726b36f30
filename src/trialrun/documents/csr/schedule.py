"""The schedule of activities: what is done at which visit."""

from __future__ import annotations

from string import ascii_lowercase

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row
from trialrun.documents.wording import of_study, plain, say
from trialrun.report import Column, Content, Plain, Table
from trialrun.study import Visit


def schedule_table(sources: Sources, table: str = "csr.9.5.1.schedule") -> Table | None:
    """
    Return the table of activities by visit, with planned days and windows; None without one.

    Visits at which nothing is planned are left out. A note to an activity becomes a footnote.
    `table` is the id of the block.
    """
    study = sources.study
    wanted = {visit for activity in study.activities for visit in activity.visits}
    visits = [visit for visit in study.visits if visit.id in wanted]
    if not visits or not study.activities:
        return None
    columns = tuple(
        Column(
            f"{table}.c.{visit.id}",
            ((of_study("epochs", visit.epoch, "label"),), (of_study("visits", visit.id, "label"),)),
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
    for activity in study.activities:
        label: Content = (of_study("activities", activity.id, "label"),)
        if activity.note is not None and len(notes) < len(ascii_lowercase):
            mark = f"[{ascii_lowercase[len(notes)]}]"
            label = (*label, Plain(f" {mark}"))
            notes.append((Plain(f"{mark} "), of_study("activities", activity.id, "note")))
        done = [plain("X") if visit.id in activity.visits else () for visit in visits]
        rows.append(row(table, activity.id, label, done))
    return Table(
        table,
        say("csr-title-schedule"),
        columns,
        tuple(rows),
        stub=say("csr-head-activity"),
        footnotes=tuple(notes),
        landscape=True,
    )


def _day(visit: Visit) -> Content:
    return () if visit.day is None else (of_study("visits", visit.id, "day"),)


def _window(visit: Visit) -> Content:
    """Return the days allowed off: with one sign where they are the same on both sides."""
    if visit.window_days is None:
        return ()
    low, high = visit.window_days
    path = ("visits", visit.id, "window_days")
    if low == -high:
        return (Plain("±"), of_study(*path, 2))
    first: Content = (of_study(*path, 1),)
    return (*first, Plain(" / +"), of_study(*path, 2))
