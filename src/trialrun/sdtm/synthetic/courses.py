"""Courses of medication: what is taken, by whom, from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.adverse_events import Occurrences
from trialrun.sdtm.synthetic.cohort import Cohort
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Streams
from trialrun.sdtm.synthetic.exposure import Doses
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.history import (
    DAYS_PER_YEAR,
    Conditions,
    draw_conditions,
    draw_had,
    of_sex,
)
from trialrun.study import AroundDoses, Study, Synthesis

_LONGEST_YEARS = 8
_LONG_AGO = _LONGEST_YEARS * DAYS_PER_YEAR
_BEFORE = 2 / 3
_MEAN_DAYS = 40
_LATEST = 2


@dataclass(frozen=True)
class _Need:
    """
    What a medication is taken for, an element a subject; days count from randomisation.

    `since` is NaN where there is no need; `event` says that it is an adverse event, and `until`
    is its last day, NaN where it has none.
    """

    since: Floats
    until: Floats
    event: Flags


@dataclass(frozen=True)
class Courses:
    """What was taken, an element a record: the medication, the subject, and when."""

    which: Integers
    subject: Integers
    start: Floats
    end: Floats
    ongoing: Flags
    partial: Flags


def draw_courses(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    occurrences: Occurrences,
    doses: dict[tuple[str, str], Doses],
    screened: pl.DataFrame,
    draws: Streams,
) -> Courses:
    """
    Draw what everybody takes, and when.

    Two in three were begun before the study, the others during it; `ongoing` of them have no end.
    What treats an adverse event begins with it or up to two days later and ends with it. What
    goes with the treatment of some arms begins with the first dose and ends with the last; what is
    taken around doses has a record for each of them.

    Args:
        study: arms.
        synthesis: medications, history and adverse events.
        cohort: subjects.
        fates: ends.
        occurrences: adverse events.
        doses: of treatments with an interval, as `plan_doses` returns them.
        screened: first visit of each subject, by `subject`.
        draws: streams of the trial.
    """
    drugs = synthesis.medications
    rng = draws("medications")
    able = of_sex([drug.sex for drug in drugs], cohort)
    arm = cohort.arm_ids(study)
    for number, drug in enumerate(drugs):
        if drug.arms:
            able[number] &= np.isin(arm, drug.arms)
    had = draw_conditions(synthesis, cohort, draws)
    consent_day = screened["after"].to_numpy()
    needs = [
        _need(synthesis, drug.treats, had, occurrences, consent_day) if drug.treats else None
        for drug in drugs
    ]
    for number, need in enumerate(needs):
        if need is not None:
            able[number] &= ~np.isnan(need.since)
    which, row = draw_had(rng, np.array([drug.share for drug in drugs]), able)
    count = len(row)
    before = rng.random(count) < _BEFORE
    sooner = np.floor(rng.random(count) ** 2 * _LONGEST_YEARS * DAYS_PER_YEAR) + 1
    during = np.floor(rng.random(count) * (fates.end[row] + 1))
    late = rng.integers(0, _LATEST + 1, count)
    length = np.floor(rng.standard_exponential(count) * _MEAN_DAYS).astype(np.int64)
    goes_on = rng.random(count) < np.array([drug.ongoing for drug in drugs])[which]
    start = np.where(before, consent_day[row] - sooner, during)
    end = np.minimum(np.maximum(start, 0) + length, fates.end[row]).astype(float)
    for number, drug in enumerate(drugs):
        at, need = np.flatnonzero(which == number), needs[number]
        who = row[at]
        if need is not None:
            event = need.event[who]
            since = np.minimum(need.since[who] + np.where(event, late[at], 0), fates.end[who])
            start[at] = np.where(event, since, np.maximum(start[at], since))
            until = np.minimum(need.until[who] + late[at], fates.end[who])
            end[at] = np.where(event, np.maximum(until, since), np.maximum(end[at], start[at]))
            goes_on[at] = np.where(event, np.isnan(need.until[who]), goes_on[at])
            before[at] &= ~event
        elif drug.arms:
            start[at], end[at] = 0, np.minimum(fates.last_dose_day[who], fates.end[who])
            before[at], goes_on[at] = False, False
    open_ended = goes_on | (end < start) | np.isnan(end)
    partial = rng.random(count) < np.where(before, synthesis.timing.partial_date * 3, 0)
    taken = Courses(which, row, start, end, open_ended, partial)
    for number, drug in enumerate(drugs):
        if drug.around is not None:
            taken = _around_doses(taken, number, drug.around, doses, fates, consent_day)
    return taken


def _around_doses(
    taken: Courses,
    number: int,
    around: AroundDoses,
    doses: dict[tuple[str, str], Doses],
    fates: Fates,
    consent_day: Integers,
) -> Courses:
    """
    The records, with one of a medication for each dose that its takers were given.

    None begins before consent or after the subject's end; one that data or participation cut off
    has no end, a death ends it.
    """
    takers = taken.subject[taken.which == number]
    others = taken.which != number
    given = [each for (name, _), each in doses.items() if name == around.treatment]
    subject = np.concatenate([each.subject for each in given] or [takers[:0]])
    day = np.concatenate([each.day for each in given] or [takers[:0]])
    rows = np.flatnonzero(np.isin(subject, takers))
    rows = rows[np.lexsort((day[rows], subject[rows]))]
    who, last = subject[rows], fates.end[subject[rows]]
    begun = np.maximum(day[rows] + around.first_day, consent_day[who])
    ended = day[rows] + around.last_day
    there = np.flatnonzero(begun <= last)
    cut = (ended > last) & ~fates.died[who]

    def joined(old: Floats, new: Floats) -> Floats:
        return np.concatenate([old[others], new[there]])

    return Courses(
        np.concatenate([taken.which[others], np.full(len(there), number)]),
        np.concatenate([taken.subject[others], who[there]]),
        joined(taken.start, begun.astype(float)),
        joined(taken.end, np.minimum(ended, last).astype(float)),
        np.concatenate([taken.ongoing[others], cut[there]]),
        np.concatenate([taken.partial[others], np.zeros(len(there), dtype=bool)]),
    )


def _need(
    synthesis: Synthesis,
    term: str,
    had: Conditions,
    occurrences: Occurrences,
    consent_day: Integers,
) -> _Need:
    """Who has a term, in history or else as an adverse event, and from when to when."""
    subjects = len(consent_day)
    since, until = np.full(subjects, np.nan), np.full(subjects, np.nan)
    event = np.zeros(subjects, dtype=bool)
    events = [number for number, each in enumerate(synthesis.adverse_events) if each.term == term]
    rows = np.flatnonzero(np.isin(occurrences.term, events))[::-1]  # the first one stays
    who = occurrences.subject[rows]
    since[who], event[who] = occurrences.start[rows], True
    closed = occurrences.end[rows] >= occurrences.start[rows]
    until[who] = np.where(closed, occurrences.end[rows].astype(float), np.nan)
    terms = [number for number, each in enumerate(synthesis.history) if each.term == term]
    rows = np.flatnonzero(np.isin(had.term, terms))
    who = had.subject[rows]
    onset = consent_day[who] - np.nan_to_num(had.before[rows], nan=_LONG_AGO)
    since[who], event[who] = onset, False
    return _Need(since, until, event)
