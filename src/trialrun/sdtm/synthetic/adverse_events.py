"""Adverse events with a constant hazard over exposure, and what they lead to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Objects, Streams, chosen_words
from trialrun.sdtm.synthetic.enrolment import DAYS_PER_MONTH
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.schedule import epochs_of, study_days
from trialrun.study import AdverseEvent, Events, Scenario, Study, Synthesis

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
    draws: Streams,
) -> Occurrences:
    """
    Draw who has which adverse event, when, and until when.

    Events begin from the first dose until `events.after_treatment_days` after the last one, as
    long as the subject is in the study; some are followed by another of the same kind, and some
    subjects have one before their first dose.
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
    early = np.flatnonzero(rng.random(len(term)) < events.before_treatment)
    sooner = -rng.integers(1, _BEFORE_DAYS + 1, len(early))
    subject = np.concatenate([subject, subject[more], subject[early]])
    term = np.concatenate([term, term[more], term[early]])
    start = np.concatenate([start, start[more] + gap, sooner])
    return _with_ends(synthesis, events, fates, (subject, term, start), draws)


_APART = 3


def _with_ends(
    synthesis: Synthesis,
    events: Events,
    fates: Fates,
    found: tuple[Integers, Integers, Integers],
    draws: Streams,
) -> Occurrences:
    """Give events an end, unless they last beyond the subject's time in the study."""
    subject, term, start = found
    order = np.lexsort((term, start, subject))
    subject, term, start = subject[order], term[order], start[order]
    rng = draws("durations")
    means = np.array(
        [event.duration_days or events.duration_days for event in synthesis.adverse_events]
    )[term]
    length = np.floor(rng.standard_exponential(len(term)) * means).astype(np.int64)
    end = start + length
    open_ended = (rng.random(len(term)) < events.unresolved) | (end > fates.end[subject])
    return Occurrences(subject, term, start, np.where(open_ended, _NO_END, end))


_NO_END = np.int64(-(10**6))


def first_causes(
    synthesis: Synthesis, occurrences: Occurrences, fates: Fates, *, fatal: bool
) -> Integers:
    """
    Return for each subject the latest event that can be why they left, as its position, or -1.

    Args:
        synthesis: which events can.
        occurrences: what happened.
        fates: ends.
        fatal: whether of a death.
    """
    able = np.array(
        [event.fatal if fatal else event.withdraws for event in synthesis.adverse_events],
        dtype=bool,
    )
    found = np.full(len(fates.end), -1, dtype=np.int64)
    if not len(occurrences.term):
        return found
    fitting = able[occurrences.term] & (occurrences.start >= 0)
    fitting &= occurrences.start <= fates.end[occurrences.subject]
    rows = np.flatnonzero(fitting)
    found[occurrences.subject[rows]] = rows  # rows are in order of start: the last one stays
    return found


def event_records(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    occurrences: Occurrences,
    causes: tuple[Flags, Flags],
    draws: Streams,
) -> pl.DataFrame:
    """
    Return the records of AE, without AESEQ.

    Args:
        study: arms.
        synthesis: adverse events and what they share.
        cohort: subjects.
        fates: ends.
        occurrences: what happened.
        causes: which events ended treatment, and which were fatal.
        draws: streams of the trial.
    Returns:
        Variables of AE, with `_emergent` ("Y" or "N", by the true day of onset).
    """
    events = synthesis.events
    if events is None:
        return pl.DataFrame(schema={"USUBJID": pl.String})
    ended, fatal = causes
    terms, subject, start = occurrences.term, occurrences.subject, occurrences.start
    count = len(terms)
    listed = synthesis.adverse_events
    severity = _severity(listed, events, terms, draws)
    order = list(events.severity)
    worst = len(order) - 1
    place = np.array([order.index(word) if word in order else worst for word in severity])
    place = np.where(fatal, worst, np.where(ended, np.maximum(place, min(1, worst)), place))
    severity = np.array(order, dtype=object)[place] if count else severity
    shares = np.array([events.serious if e.serious is None else e.serious for e in listed])
    serious = (draws("serious").random(count) < shares[terms]) | fatal
    end = np.where(fatal, fates.end[subject], np.where(ended, _NO_END, occurrences.end))
    open_ended = end == _NO_END
    outcome = np.where(open_ended, "NOT RECOVERED/NOT RESOLVED", "RECOVERED/RESOLVED")
    outcome = np.where(fatal, "FATAL", outcome).astype(object)
    first = cohort.people.day[subject]
    hospital = serious & ~fatal
    partial = draws("partial", "AE").random(count) < synthesis.timing.partial_date
    start_text = _partly(iso_dates(first + start), partial, start, first)
    frame = pl.DataFrame(
        {
            "subject": subject,
            "after": start,
            "USUBJID": pl.Series(cohort.people.usubjid[subject].tolist(), dtype=pl.String),
            "AETERM": _text([listed[k].term for k in terms]),
            "AELLT": _text([listed[k].term for k in terms]),
            "AEDECOD": _text([listed[k].term for k in terms]),
            "AEBODSYS": _text([listed[k].system for k in terms]),
            "AESOC": _text([listed[k].system for k in terms]),
            "AESER": _yes(serious),
            "AEACN": _text(np.where(ended, "DRUG WITHDRAWN", "DOSE NOT CHANGED").tolist()),
            "AEREL": _text(_relation(study, cohort, listed, events, occurrences, draws).tolist()),
            "AEOUT": _text(outcome.tolist()),
            "AESDTH": _yes(fatal),
            "AESHOSP": _yes(hospital),
            "AESLIFE": _yes(np.zeros(count, dtype=bool)),
            "EPOCH": epochs_of(fates, subject, start),
            "AEDTC": iso_dates(first + np.minimum(start + 3, fates.end[subject])),
            "AESTDTC": start_text,
            "AEENDTC": iso_dates(first + end).set(pl.Series(open_ended), None),
            "AESTDY": pl.Series(study_days(start)).set(pl.Series(partial), None),
            "AEENDY": pl.Series(study_days(end)).set(pl.Series(open_ended), None),
            "_emergent": _yes(start >= 0),
        }
    )
    if events.grades:
        mildness = dict(zip(order, _SEVERITIES + _SEVERITIES[-1:] * 9, strict=False))
        return frame.with_columns(
            AETOXGR=_text(list(severity)), AESEV=_text([mildness[word] for word in severity])
        )
    return frame.with_columns(AESEV=_text(list(severity)))


_SEVERITIES = ["MILD", "MODERATE", "SEVERE"]


def _text(words: list[str]) -> pl.Series:
    return pl.Series(words, dtype=pl.String)


def _yes(flags: Flags) -> pl.Series:
    """Y or N."""
    return pl.Series(np.where(flags, "Y", "N").tolist(), dtype=pl.String)


def _severity(
    listed: tuple[AdverseEvent, ...], events: Events, terms: Integers, draws: Streams
) -> Objects:
    """AESEV (or grade) of each event, by the shares of its term."""
    words = chosen_words(draws("severity"), events.severity, len(terms))
    for number, event in enumerate(listed):
        if event.severity:
            rows = np.flatnonzero(terms == number)
            rng = draws("severity", str(number))
            words[rows] = chosen_words(rng, event.severity, len(rows))
    return words


def _relation(
    study: Study,
    cohort: Cohort,
    listed: tuple[AdverseEvent, ...],
    events: Events,
    occurrences: Occurrences,
    draws: Streams,
) -> Objects:
    """AEREL of each event, by the shares of its arm and the weight of its term."""
    placebo = np.array([arm.role == "placebo" for arm in study.arms])[cohort.arm]
    words = np.array(list(events.relation), dtype=object)
    base = np.array(list(events.relation.values()), dtype=float)
    other = events.relation_placebo or events.relation
    control = np.array([other.get(word, 0.0) for word in words], dtype=float)
    weight = np.array([1.0 if e.related is None else e.related for e in listed])
    shares = np.where(placebo[occurrences.subject][:, None], control, base)
    shares[:, 1:] *= weight[occurrences.term][:, None]
    bounds = np.cumsum(shares, axis=1) / shares.sum(axis=1, keepdims=True)
    drawn = draws("relation").random(len(occurrences.term))
    place = np.minimum((bounds < drawn[:, None]).sum(axis=1), len(words) - 1)
    return np.asarray(words[place], dtype=object)


def _partly(text: pl.Series, partial: Flags, start: Integers, first: Integers) -> pl.Series:
    """Start dates without their day, where it can not hide that an event was before treatment."""
    month = text.str.head(7)
    same = (month == iso_dates(first).str.head(7)).to_numpy()
    hidden = partial & ((start >= 0) | ~same)
    return pl.DataFrame({"text": text, "month": month, "hidden": hidden}).select(
        pl.when("hidden").then("month").otherwise("text").alias("text")
    )["text"]
