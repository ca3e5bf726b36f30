"""When each subject comes: the study's visits with jitter, missed ones, and early termination."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Objects, Streams
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.study import Study, Synthesis, Visit

EPOCHS = {
    "screening": "SCREENING",
    "treatment": "TREATMENT",
    "washout": "WASHOUT",
    "follow-up": "FOLLOW-UP",
}
"""Kind of an epoch -> EPOCH (controlled terminology)."""


@dataclass(frozen=True)
class Plan:
    """
    The visits that are held by their plan, in order of day, and each subject's day of each.

    `days` counts from randomisation (0 is that day), shape (subjects, visits); so does `missed`,
    which says who would not come though they could.
    """

    visits: tuple[Visit, ...]
    days: Integers
    missed: Flags

    def treatment_end(self, study: Study) -> Integers:
        """Return the day of each subject's last planned visit on treatment."""
        kinds = {epoch.id: epoch.kind for epoch in study.epochs}
        treated = [k for k, visit in enumerate(self.visits) if kinds[visit.epoch] == "treatment"]
        return np.asarray(self.days[:, treated].max(axis=1), dtype=np.int64)

    def at(self, names: tuple[str, ...]) -> Integers:
        """Return the days of the visits named, shape (subjects, those visits)."""
        columns = [k for k, visit in enumerate(self.visits) if visit.id in names]
        return self.days[:, columns]


def activity_visits(study: Study, activity: str) -> tuple[str, ...]:
    """Return the visits of an activity; none where the definition has no such activity."""
    return next((each.visits for each in study.activities if each.id == activity), ())


def plan_visits(study: Study, synthesis: Synthesis, cohort: Cohort, draws: Streams) -> Plan:
    """
    Give every subject a day for every visit that has a day and an activity.

    The first screening visit comes up to `timing.screening_days` early; the day of randomisation
    is exact; others depart from their plan by whole days within their window.
    """
    timing = synthesis.timing
    named = {visit for activity in study.activities for visit in activity.visits}
    unplanned = {timing.early_termination, synthesis.disposition.retrieval_visit}
    visits = tuple(
        sorted(
            (
                visit
                for visit in study.visits
                if visit.day is not None
                and visit.number is not None
                and visit.id in named
                and visit.id not in unplanned - {numbered_end(study, synthesis)}
            ),
            key=lambda visit: (visit.day or 0, visit.number or 0),
        )
    )
    count = len(cohort)
    rng = draws("visits")
    days = np.empty((count, len(visits)), dtype=np.int64)
    for k, visit in enumerate(visits):
        planned = relative_day(visit.day or 0)
        low, high = visit.window_days or (-timing.default_window, timing.default_window)
        off = np.clip(np.round(rng.normal(0, timing.jitter_days, count)), low, high)
        if planned == 0:
            off = np.zeros(count)
        days[:, k] = planned + off.astype(np.int64)
        if planned < 0:
            days[:, k] = np.minimum(days[:, k], -1)
    if visits and (visits[0].day or 0) < 0:
        days[:, 0] -= rng.integers(0, timing.screening_days + 1, count)
    missed = draws("missed").random(days.shape) < timing.missing_visit
    return Plan(visits, np.maximum.accumulate(days, axis=1), missed)


def relative_day(day: int) -> int:
    """Days after randomisation of a study day, which has no day 0."""
    return day - 1 if day > 0 else day


def numbered_end(study: Study, synthesis: Synthesis) -> str | None:
    """Return the visit at the end of treatment, where it has a number of its own."""
    name = synthesis.timing.early_termination
    return next((v.id for v in study.visits if v.id == name and v.number is not None), None)


def hold_visits(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    plan: Plan,
    fates: Fates,
    dead: Flags,
    draws: Streams,
) -> pl.DataFrame:
    """
    Say which visits were held.

    A follow-up visit that is planned while others are still treated is for those who ended
    treatment two weeks before it or earlier.

    Args:
        study: visits and epochs.
        synthesis: timing, retrieval.
        cohort: subjects.
        plan: days of the visits.
        fates: ends.
        dead: who is dead at their end, and is not retrieved.
        draws: streams of the trial.
    Returns:
        One row a visit held, by subject and day: `subject` (position in the cohort), `id` (of the
        visit, whose activities were done), `after` (days after randomisation), USUBJID, VISITNUM,
        VISIT, VISITDY, EPOCH, DTC, DY, `day` (since 1970), `week` (planned, else of the day).
    """
    kinds = {epoch.id: epoch.kind for epoch in study.epochs}
    end_visit = numbered_end(study, synthesis)
    parts: list[tuple[Integers, Integers, Integers, str]] = []
    numbers = {visit.id: k for k, visit in enumerate(study.visits)}
    treated = max(
        (relative_day(v.day or 0) for v in plan.visits if kinds[v.epoch] == "treatment"), default=0
    )
    for k, visit in enumerate(plan.visits):
        if visit.id == end_visit:
            continue
        day = plan.days[:, k]
        kind = kinds[visit.epoch]
        needed = relative_day(visit.day or 0) <= 0
        until = fates.end if kind == "follow-up" else fates.until
        held = np.full(len(day), fill_value=True) if needed else (day <= until) & ~plan.missed[:, k]
        if kind == "follow-up" and relative_day(visit.day or 0) <= treated:
            held &= day >= fates.until + _FOLLOWED
        rows = np.flatnonzero(held)
        parts.append((rows, day[rows], np.full(len(rows), numbers[visit.id]), visit.id))
    parts += _ends(study, synthesis, plan, fates, dead, numbers, draws)
    parts += _retrieved(study, synthesis, fates, dead, numbers, draws)
    subject, after, number = (
        np.concatenate([part[k] for part in parts]).astype(np.int64) for k in range(3)
    )
    identity = np.concatenate([np.full(len(part[0]), part[3], dtype=object) for part in parts])
    frame = _described(study, cohort, fates, subject, after, number, identity)
    return frame.sort("subject", "after", "VISITNUM", maintain_order=True).unique(
        ["subject", "VISITNUM"], keep="first", maintain_order=True
    )


_FOLLOWED = 14


def _ends(
    study: Study,
    synthesis: Synthesis,
    plan: Plan,
    fates: Fates,
    dead: Flags,
    numbers: dict[str, int],
    draws: Streams,
) -> list[tuple[Integers, Integers, Integers, str]]:
    """The visit at which treatment ended before its plan, under the visit that it replaces."""
    name = synthesis.timing.early_termination
    if name is None:
        return []
    kinds = {epoch.id: epoch.kind for epoch in study.epochs}
    treated = np.array([k for k, v in enumerate(plan.visits) if kinds[v.epoch] == "treatment"])
    day = fates.until
    last = day == fates.end
    came = draws("end visit").random(len(day)) >= synthesis.timing.missing_end
    held = came & ~(dead & last) & ~fates.on_treatment & (day > 0)
    if numbered_end(study, synthesis) is not None:
        rows = np.flatnonzero(held)
        return [(rows, day[rows], np.full(len(rows), numbers[name]), name)]
    clinic = np.array([k for k in treated if plan.visits[k].contact == "clinic"])
    later = plan.days[:, clinic] > day[:, None]
    rows = np.flatnonzero(held & later.any(axis=1))
    replaced = clinic[later[rows].argmax(axis=1)]
    place = np.array([numbers[plan.visits[k].id] for k in replaced], dtype=np.int64)
    return [(rows, day[rows], place, name)]


def _retrieved(
    study: Study,
    synthesis: Synthesis,
    fates: Fates,
    dead: Flags,
    numbers: dict[str, int],
    draws: Streams,
) -> list[tuple[Integers, Integers, Integers, str]]:
    """The retrieval visit of some of those who left."""
    name = synthesis.disposition.retrieval_visit
    if name is None:
        return []
    visit = study.visits[numbers[name]]
    rng = draws("retrieval")
    count = len(fates.end)
    planned = relative_day(visit.day or 1) + rng.integers(-_RETRIEVAL, _RETRIEVAL + 1, count)
    asked = rng.random(count) < synthesis.disposition.retrieved
    rows = np.flatnonzero(asked & fates.left & ~dead & (planned > fates.end))
    return [(rows, planned[rows], np.full(len(rows), numbers[name]), name)]


_RETRIEVAL = 7


def _described(
    study: Study,
    cohort: Cohort,
    fates: Fates,
    subject: Integers,
    after: Integers,
    number: Integers,
    identity: Objects,
) -> pl.DataFrame:
    """The frame of visits held, with what SDTM says of each."""
    visitnum: Floats = np.array([v.number or 0.0 for v in study.visits])[number]
    names = np.array([v.label.en.upper()[:40] for v in study.visits], dtype=object)[number]
    planned = np.array([np.nan if v.day is None else float(v.day) for v in study.visits])[number]
    weeks = np.array([np.nan if v.week is None else float(v.week) for v in study.visits])[number]
    own = np.array([v.id for v in study.visits], dtype=object)[number] == identity
    day = cohort.people.day[subject] + after
    return pl.DataFrame(
        {
            "subject": subject,
            "id": pl.Series(identity.tolist(), dtype=pl.String),
            "after": after,
            "day": day,
            "week": np.where(own & ~np.isnan(weeks), weeks, after / 7),
            "USUBJID": pl.Series(cohort.people.usubjid[subject].tolist(), dtype=pl.String),
            "VISITNUM": visitnum,
            "VISIT": pl.Series(names.tolist(), dtype=pl.String),
            "VISITDY": pl.Series(planned).fill_nan(None),
            "EPOCH": epochs_of(fates, subject, after),
            "DTC": iso_dates(day),
            "DY": study_days(after),
        }
    )


def study_days(after: Integers) -> Floats:
    """Return --DY of days after the first dose: there is no day 0."""
    return np.where(after >= 0, after + 1, after).astype(float)


def epochs_of(fates: Fates, subject: Integers, after: Integers) -> pl.Series:
    """Return EPOCH of days after randomisation."""
    last = fates.treatment_end[subject]
    words = np.where(after < 0, "SCREENING", np.where(after <= last, "TREATMENT", "FOLLOW-UP"))
    return pl.Series(words.astype(object).tolist(), dtype=pl.String)


def add_unscheduled(
    study: Study, visits: pl.DataFrame, synthesis: Synthesis, draws: Streams
) -> pl.DataFrame:
    """
    Return unscheduled visits: a few days after one in the clinic, under the next number free.

    Numbers go up by tenths from that of the visit before; those of planned visits, and those that
    the subject has already, are not free.

    Args:
        study: visits.
        visits: as `hold_visits` returns them.
        synthesis: its `timing.unscheduled`.
        draws: streams of the trial.
    Returns:
        Rows in the same form, with `id` "UNSCHEDULED".
    """
    rng = draws("unscheduled")
    following = _gaps(visits)
    pick = rng.random(visits.height) < synthesis.timing.unscheduled
    room = following.to_numpy() > _UNSCHEDULED_GAP
    clinic = [visit.number for visit in study.visits if visit.contact == "clinic"]
    seen = visits["VISITNUM"].is_in([n for n in clinic if n is not None]).to_numpy()
    rows = np.flatnonzero(pick & room & seen)
    later = rng.integers(2, _UNSCHEDULED_GAP + 1, len(rows))
    chosen = visits[rows]
    after = chosen["after"].to_numpy() + later
    planned = {round(v.number, 3) for v in study.visits if v.number is not None}
    number = _free_numbers(chosen["subject"].to_list(), chosen["VISITNUM"].to_list(), planned)
    return chosen.with_columns(
        id=pl.lit("UNSCHEDULED"),
        after=pl.Series(after),
        day=chosen["day"] + pl.Series(later),
        week=pl.Series(after / 7),
        VISITNUM=number,
        VISIT=pl.format("UNSCHEDULED {}", number.cast(pl.String)),
        VISITDY=pl.lit(None, pl.Float64),
        DTC=iso_dates(chosen["day"] + pl.Series(later)),
        DY=pl.Series(study_days(after)),
    )


_UNSCHEDULED_GAP = 6


def _free_numbers(subjects: list[int], before: list[float], planned: set[float]) -> pl.Series:
    """A number for each unscheduled visit, of which `before` is the visit that it follows."""
    used: set[tuple[int, float]] = set()
    numbers = []
    for subject, number in zip(subjects, before, strict=True):
        free = round(number + 0.1, 3)
        while free in planned or (subject, free) in used:
            free = round(free + 0.1, 3)
        used.add((subject, free))
        numbers.append(free)
    return pl.Series(numbers, dtype=pl.Float64)


def _gaps(visits: pl.DataFrame) -> pl.Series:
    """Days until the same subject's next visit; 0 where there is none."""
    following = visits.select(
        gap=pl.col("day").shift(-1).over("subject", order_by="day") - pl.col("day")
    )["gap"]
    return following.fill_null(0)
