"""Adverse events with a constant hazard over exposure, and what they lead to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialrun.sdtm.synthetic.cohort import Cohort
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Streams
from trialrun.sdtm.synthetic.enrolment import DAYS_PER_MONTH
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.study import Events, Scenario, Study, Synthesis

_BEFORE_DAYS = 20


@dataclass(frozen=True)
class Occurrences:
    """
    Adverse events, one element of each array an event; days count from randomisation.

    `term` is the position in `synthesis.adverse_events`; rows stand by subject and start.
    """

    subject: Integers
    term: Integers
    start: Integers
    end: Integers


def event_hazards(study: Study, scenario: Scenario, synthesis: Synthesis, events: Events) -> Floats:
    """
    Return the hazard per day of each adverse event in each arm, shape (events, arms).

    An event of a stopping rule has the scenario's rates, which are of the same exposure.
    """
    rates = {rate.rule: rate.rates for rate in scenario.rule_rates}
    table = np.zeros((len(synthesis.adverse_events), len(study.arms)))
    for row, event in enumerate(synthesis.adverse_events):
        shares = event.probability if event.rule is None else rates.get(event.rule, {})
        for column, arm in enumerate(study.arms):
            table[row, column] = -np.log1p(-min(shares.get(arm.id, 0.0), 0.999))
    return table / (events.months * DAYS_PER_MONTH)


def draw_occurrences(
    study: Study,
    scenario: Scenario,
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    consented: Integers,
    draws: Streams,
) -> Occurrences:
    """
    Draw who has which adverse event, when, and until when.

    Events begin from the first dose until `events.after_treatment_days` after the last one, as
    long as the subject is in the study; some are followed by another of the same kind. Where the
    schedule asks for adverse events before the first dose, some subjects have one then; where only
    serious ones are collected by then, as many fewer.

    Args:
        study: arms, and the activity that collects adverse events.
        scenario: rates of the stopping rules.
        synthesis: adverse events and what they share.
        cohort: subjects.
        fates: last doses and ends.
        consented: day of consent of each subject, from randomisation.
        draws: streams of the trial.
    """
    events = synthesis.events
    if events is None:
        empty = np.array([], dtype=np.int64)
        return Occurrences(empty, empty, empty, empty)
    hazard = event_hazards(study, scenario, synthesis, events)[:, cohort.arm]
    for row, event in enumerate(synthesis.adverse_events):
        if event.sex is not None:
            hazard[row] *= cohort.people.sex == event.sex
    rng = draws("events")
    with np.errstate(divide="ignore"):
        waited = rng.standard_exponential(hazard.shape) / hazard
    until = np.minimum(fates.last_dose_day + events.after_treatment_days, fates.end)
    happened = waited <= until + 1
    term, subject = np.nonzero(happened)
    start = np.minimum(np.floor(waited[term, subject]).astype(np.int64), until[subject])
    again = np.array([event.again for event in synthesis.adverse_events])[term]
    room = until[subject] - start
    more = np.flatnonzero((rng.random(len(term)) < again) & (room > _APART))
    gap = _APART + np.floor(rng.random(len(more)) * (room[more] - _APART)).astype(np.int64)
    asked = collected_before(study) & (consented[subject] < 0)
    share = np.full(len(term), events.before_treatment)
    if events.serious_before_treatment:
        share *= serious_shares(synthesis, events)[term]
    early = np.flatnonzero(asked & (rng.random(len(term)) < share))
    days = np.minimum(-consented[subject[early]], _BEFORE_DAYS)
    sooner = -1 - np.floor(rng.random(len(early)) * days).astype(np.int64)
    subject = np.concatenate([subject, subject[more], subject[early]])
    term = np.concatenate([term, term[more], term[early]])
    start = np.concatenate([start, start[more] + gap, sooner])
    return _with_ends(synthesis, events, fates, (subject, term, start), draws)


_APART = 3


def serious_shares(synthesis: Synthesis, events: Events) -> Floats:
    """Return which share of the events of each term is serious."""
    return np.array(
        [
            events.serious if each.serious is None else each.serious
            for each in synthesis.adverse_events
        ],
        dtype=float,
    )


def collected_before(study: Study) -> bool:
    """Return whether adverse events are asked for before the first dose."""
    asking = [each.visits for each in study.activities if "AE" in each.domains]
    days = {visit.id: visit.day or 0 for visit in study.visits}
    return not asking or any(days[visit] < 0 for visits in asking for visit in visits)


def _with_ends(
    synthesis: Synthesis,
    events: Events,
    fates: Fates,
    found: tuple[Integers, Integers, Integers],
    draws: Streams,
) -> Occurrences:
    """Give events an end, unless they last beyond the subject's time in the study."""
    subject, term, start = found
    rng = draws("durations")
    means = np.array(
        [event.duration_days or events.duration_days for event in synthesis.adverse_events]
    )[term]
    length = np.floor(rng.standard_exponential(len(term)) * means).astype(np.int64)
    end = start + length
    open_ended = (rng.random(len(term)) < events.unresolved) | (end > fates.end[subject])
    return in_order(Occurrences(subject, term, start, np.where(open_ended, NO_END, end)))


NO_END = np.int64(-(10**6))
"""Instead of the day on which an event ended, where it has not."""


def in_order(found: Occurrences) -> Occurrences:
    """
    Return events by subject and start, none of a kind open when the next one of it begins.

    The earlier of such a pair ends the day before.
    """
    order = np.lexsort((found.start, found.term, found.subject))
    subject, term, start, end = (
        each[order] for each in (found.subject, found.term, found.start, found.end)
    )
    follows = np.zeros(len(term), dtype=bool)
    follows[:-1] = (subject[1:] == subject[:-1]) & (term[1:] == term[:-1])
    before = np.roll(start, -1) - 1
    overlaps = follows & ((end == NO_END) | (end > before))
    end = np.where(overlaps, np.maximum(before, start), end)
    order = np.lexsort((term, start, subject))
    return Occurrences(subject[order], term[order], start[order], end[order])


def last_of(synthesis: Synthesis, occurrences: Occurrences, fates: Fates) -> Integers:
    """Return each subject's latest event that can be why they left, as its position, or -1."""
    able = np.array([event.withdraws for event in synthesis.adverse_events], dtype=bool)
    return _latest(occurrences, fates, able, occurrences.start >= 0)


def last_fatal(synthesis: Synthesis, occurrences: Occurrences, fates: Fates) -> Integers:
    """
    Return each subject's latest event that a death can be due to, as its position, or -1.

    It began at most `FATAL_DAYS` before the subject's end, and that is at most so many days after
    the last dose.
    """
    able = np.array([event.fatal for event in synthesis.adverse_events], dtype=bool)
    treated = fates.end <= fates.last_dose_day + FATAL_DAYS
    recent = occurrences.start >= np.maximum(fates.end - FATAL_DAYS, 0)[occurrences.subject]
    return _latest(occurrences, fates, able, recent & treated[occurrences.subject])


FATAL_DAYS = 30


def _latest(occurrences: Occurrences, fates: Fates, able: Flags, fitting: Flags) -> Integers:
    """The latest of some events of each subject, up to their end."""
    found = np.full(len(fates.end), -1, dtype=np.int64)
    if len(occurrences.term):
        there = fitting & able[occurrences.term]
        there &= occurrences.start <= fates.end[occurrences.subject]
        rows = np.flatnonzero(there)
        found[occurrences.subject[rows]] = rows  # rows are in order of start: the last one stays
    return found
