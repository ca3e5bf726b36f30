"""What subjects had and took before and beside the study: MH and CM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.adverse_events import Occurrences
from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Streams, in_range
from trialrun.sdtm.synthetic.exposure import Doses
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.schedule import study_days
from trialrun.study import AroundDoses, Study, Synthesis

_DAYS_PER_YEAR = 365.25
_LONGEST_YEARS = 8
_BEFORE = 2 / 3
_MEAN_DAYS = 40


@dataclass(frozen=True)
class _Conditions:
    """What subjects had before the study: term, subject, and days before the first visit."""

    term: Integers
    subject: Integers
    before: Floats


def _conditions(synthesis: Synthesis, cohort: Cohort, draws: Streams) -> _Conditions:
    """Draw who had what; the same draws give the same, for MH and for what is taken for it."""
    terms = synthesis.history
    able = _of_sex([term.sex for term in terms], cohort)
    shares = np.array([term.share for term in terms])
    which, row = _had(draws("history"), shares, able)
    years = np.full(len(row), np.nan)
    for number, term in enumerate(terms):
        at = np.flatnonzero(which == number)
        if term.years_before is not None:
            years[at] = in_range(draws("onset", str(number)), term.years_before, len(at))
    return _Conditions(which, row, np.floor(years * _DAYS_PER_YEAR))


def history_records(
    synthesis: Synthesis, cohort: Cohort, screened: pl.DataFrame, draws: Streams
) -> pl.DataFrame:
    """
    Return the records of MH, without MHSEQ.

    Args:
        synthesis: history.
        cohort: subjects.
        screened: first visit of each subject, by `subject`.
        draws: streams of the trial.
    """
    terms = synthesis.history
    had = _conditions(synthesis, cohort, draws)
    which, row = had.term, had.subject
    dated = ~np.isnan(had.before)
    days = screened["day"].to_numpy()[row] - np.nan_to_num(had.before).astype(np.int64)
    partial = draws("partial", "MH").random(len(row))
    limit = synthesis.timing.partial_date
    start = _shortened(iso_dates(days), partial < limit, partial < limit / 2)
    return screened[row].select(
        *("USUBJID", "VISITNUM", "VISIT"),
        MHDTC="DTC",
        MHDY="DY",
        MHTERM=_of([term.term for term in terms], which),
        MHDECOD=_of([term.term for term in terms], which),
        MHCAT=_of([term.category for term in terms], which),
        MHBODSYS=_of([term.system for term in terms], which),
        MHSTDTC=start.set(pl.Series(~dated), None),
        order=pl.Series(which),
    )


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


def medication_records(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    occurrences: Occurrences,
    doses: dict[tuple[str, str], Doses],
    screened: pl.DataFrame,
    draws: Streams,
) -> pl.DataFrame:
    """
    Return the records of CM, without CMSEQ.

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
    able = _of_sex([drug.sex for drug in drugs], cohort)
    arm = cohort.arm_ids(study)
    for number, drug in enumerate(drugs):
        if drug.arms:
            able[number] &= np.isin(arm, drug.arms)
    had = _conditions(synthesis, cohort, draws)
    consent_day = screened["after"].to_numpy()
    needs = [
        _need(synthesis, drug.treats, had, occurrences, consent_day) if drug.treats else None
        for drug in drugs
    ]
    for number, need in enumerate(needs):
        if need is not None:
            able[number] &= ~np.isnan(need.since)
    which, row = _had(rng, np.array([drug.share for drug in drugs]), able)
    count = len(row)
    before = rng.random(count) < _BEFORE
    sooner = np.floor(rng.random(count) ** 2 * _LONGEST_YEARS * _DAYS_PER_YEAR) + 1
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
    taken = _Courses(which, row, start, end, open_ended, partial)
    for number, drug in enumerate(drugs):
        if drug.around is not None:
            taken = _around_doses(taken, number, drug.around, doses, fates, consent_day)
    which, row, partial = taken.which, taken.subject, taken.partial
    count, ongoing = len(row), pl.Series(taken.ongoing)
    begun, ended = taken.start.astype(np.int64), np.nan_to_num(taken.end).astype(np.int64)
    first = cohort.people.day[row]
    amounts: Floats = np.array([np.nan if d.dose is None else d.dose for d in drugs])[which]
    return screened[row].select(
        "USUBJID",
        CMDTC="DTC",
        CMTRT=_of([drug.name for drug in drugs], which),
        CMDECOD=_of([drug.decoded or drug.name for drug in drugs], which),
        CMCLAS=_of([drug.drug_class for drug in drugs], which),
        CMINDC=_of([drug.indication for drug in drugs], which),
        CMDOSE=pl.Series(amounts).fill_nan(None),
        CMDOSU=_of([drug.unit for drug in drugs], which),
        CMDOSFRQ=_of([drug.frequency for drug in drugs], which),
        CMROUTE=_of([drug.route for drug in drugs], which),
        CMSTDTC=_shortened(iso_dates(first + begun), partial, np.zeros(count, dtype=bool)),
        CMENDTC=iso_dates(first + ended).set(ongoing, None),
        CMSTDY=pl.Series(study_days(begun)).set(pl.Series(partial), None),
        CMENDY=pl.Series(study_days(ended)).set(ongoing, None),
        after=pl.Series(begun),
        order=pl.Series(which),
    )


_LATEST = 2


@dataclass(frozen=True)
class _Courses:
    """What was taken, an element a record: the medication, the subject, and when."""

    which: Integers
    subject: Integers
    start: Floats
    end: Floats
    ongoing: Flags
    partial: Flags


def _around_doses(
    taken: _Courses,
    number: int,
    around: AroundDoses,
    doses: dict[tuple[str, str], Doses],
    fates: Fates,
    consent_day: Integers,
) -> _Courses:
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

    return _Courses(
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
    had: _Conditions,
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


_LONG_AGO = _LONGEST_YEARS * _DAYS_PER_YEAR


def _of_sex(sexes: Sequence[str | None], cohort: Cohort) -> Flags:
    """Whether each subject can have each thing, by sex; shape (things, subjects)."""
    wanted = np.array(sexes, dtype=object)[:, None]
    anybody = np.array([sex is None for sex in sexes], dtype=bool)[:, None]
    return np.asarray(anybody | (wanted == cohort.people.sex), dtype=bool)


def _had(rng: np.random.Generator, shares: Floats, able: Flags) -> tuple[Integers, Integers]:
    """Which of some things each subject has: the thing and the subject of each record."""
    which, row = np.nonzero((rng.random(able.shape) < shares[:, None]) & able)
    return which, row


def _of(words: list[str] | list[str | None], which: Integers) -> pl.Series:
    """The word of each record."""
    return pl.Series(words, dtype=pl.String)[which]


def _shortened(text: pl.Series, month: Flags, year: Flags) -> pl.Series:
    """Dates of which some are known to the month, or to the year."""
    frame = pl.DataFrame({"text": text, "month": month, "year": year})
    return frame.select(
        pl.when("year")
        .then(pl.col("text").str.head(4))
        .when("month")
        .then(pl.col("text").str.head(7))
        .otherwise("text")
        .alias("text")
    )["text"]
