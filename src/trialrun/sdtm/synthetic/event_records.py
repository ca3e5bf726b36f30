"""The records of AE: how severe, how related, what was done, how it went on."""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.adverse_events import NO_END, Occurrences, serious_shares
from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Flags, Integers, Objects, Streams, chosen_words
from trialrun.sdtm.synthetic.event_actions import Marks
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.schedule import epochs_of, study_days
from trialrun.study import AdverseEvent, Events, Study, Synthesis


def event_records(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    occurrences: Occurrences,
    marks: Marks,
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
        marks: which events were fatal, ended treatment, or led to a lower dose.
        draws: streams of the trial.
    Returns:
        Variables of AE, with `_emergent` ("Y" or "N", by the true day of onset).
    """
    events = synthesis.events
    if events is None:
        return pl.DataFrame(schema={"USUBJID": pl.String})
    ended, fatal = marks.ended, marks.fatal
    terms, subject, start = occurrences.term, occurrences.subject, occurrences.start
    count = len(terms)
    listed = synthesis.adverse_events
    severity = _severity(listed, events, terms, draws)
    order = list(events.severity)
    worst = len(order) - 1
    place = np.array([order.index(word) if word in order else worst for word in severity])
    place = np.where(
        fatal, worst, np.where(ended | marks.reduced, np.maximum(place, min(1, worst)), place)
    )
    severity = np.array(order, dtype=object)[place] if count else severity
    shares = serious_shares(synthesis, events)
    serious = (draws("serious").random(count) < shares[terms]) | fatal
    if events.serious_before_treatment:
        serious |= start < 0
    end = np.where(fatal, fates.end[subject], np.where(marks.open_ended, NO_END, occurrences.end))
    open_ended = end == NO_END
    outcome = np.where(open_ended, "NOT RECOVERED/NOT RESOLVED", "RECOVERED/RESOLVED")
    outcome = np.where(fatal, "FATAL", outcome).astype(object)
    first = cohort.people.day[subject]
    hospital = serious & ~fatal
    partial = draws("partial", "AE").random(count) < synthesis.timing.partial_date
    start_text, hidden = _partly(iso_dates(first + start), partial, start, first)
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
            "AEACN": _text(marks.actions(occurrences, fates).tolist()),
            "AEREL": _text(_relation(study, cohort, listed, events, occurrences, draws).tolist()),
            "AEOUT": _text(outcome.tolist()),
            "AESDTH": _yes(fatal),
            "AESHOSP": _yes(hospital),
            "AESLIFE": _yes(np.zeros(count, dtype=bool)),
            "EPOCH": epochs_of(fates, subject, start),
            "AEDTC": iso_dates(first + np.minimum(start + 3, fates.end[subject])),
            "AESTDTC": start_text,
            "AEENDTC": iso_dates(first + end).set(pl.Series(open_ended), None),
            "AESTDY": pl.Series(study_days(start)).set(pl.Series(hidden), None),
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
    """
    AEREL of each event, by the shares of its arm and the weight of its term.

    What began before the first dose has the first word: it is not related.
    """
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
    place = np.where(occurrences.start < 0, 0, place)
    return np.asarray(words[place], dtype=object)


def _partly(
    text: pl.Series, partial: Flags, start: Integers, first: Integers
) -> tuple[pl.Series, Flags]:
    """Start dates, and which have no day: not where it would hide one before treatment."""
    month = text.str.head(7)
    same = (month == iso_dates(first).str.head(7)).to_numpy()
    hidden = partial & ((start >= 0) | ~same)
    shown = pl.DataFrame({"text": text, "month": month, "hidden": hidden}).select(
        pl.when("hidden").then("month").otherwise("text").alias("text")
    )["text"]
    return shown, hidden
