"""Deaths for which subjects leave the study have an adverse event that they are due to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from trialrun.sdtm.synthetic.adverse_events import (
    FATAL_DAYS,
    NO_END,
    Occurrences,
    in_order,
    last_fatal,
    last_of,
)
from trialrun.sdtm.synthetic.cohort import Cohort
from trialrun.sdtm.synthetic.disposition import reasons_with
from trialrun.sdtm.synthetic.draws import Flags, Integers, Streams, by_arm, chosen
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.study import Study, Synthesis


def with_deaths(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    occurrences: Occurrences,
    reason: Integers,
    draws: Streams,
) -> tuple[Occurrences, Integers]:
    """
    Return the events, with one behind every death for which a subject left on treatment.

    Who has an event that can be fatal dies of the last one, which is moved to the days before;
    who has none takes over the only one of a subject of the same arm, so that as many of the arm
    have it as before. Where there is none to take over, the subject left for another reason.

    Args:
        study: arms.
        synthesis: which events can be fatal, and why subjects leave.
        cohort: arms and sexes of the subjects.
        fates: ends.
        occurrences: what happened.
        reason: why subjects left, as `draw_leaving` returns it.
        draws: streams of the trial.
    Returns:
        The events, and why subjects left.
    """
    able = np.array([event.fatal for event in synthesis.adverse_events], dtype=bool)
    dead = reasons_with(synthesis, reason, "death")
    lacking = dead & (last_fatal(synthesis, occurrences, fates) < 0)
    lacking &= fates.end <= fates.last_dose_day + FATAL_DAYS
    rng = draws("fatal")
    subject, term, start, end = (
        each.copy()
        for each in (occurrences.subject, occurrences.term, occurrences.start, occurrences.end)
    )
    treated = able[term] & (start >= 0) if len(term) else np.zeros(0, dtype=bool)
    given = treated & _single(subject, term) & ~(dead | fates.died)[subject]
    causes = last_of(synthesis, occurrences, fates)
    given[causes[reasons_with(synthesis, reason, "adverse-event")]] = False
    reason = reason.copy()
    for who in np.flatnonzero(lacking):
        own = np.flatnonzero(treated & (subject == who))
        sexes = {synthesis.adverse_events[k].sex for k in np.flatnonzero(able)} - {None}
        alike = cohort.arm[subject] == cohort.arm[who]
        if sexes:
            alike &= cohort.people.sex[subject] == cohort.people.sex[who]
        others = np.flatnonzero(given & alike)
        if len(own):
            row = int(own[-1])
        elif len(others):
            row = int(others[rng.integers(len(others))])
        else:
            reason[who] = _another(study, synthesis, int(cohort.arm[who]), rng)
            continue
        last = int(fates.end[who])
        subject[row] = who
        start[row] = last - rng.integers(0, min(last, _SUDDEN) + 1)
        end[row] = NO_END
        given[row] = treated[row] = False
    return in_order(replace(occurrences, subject=subject, start=start, end=end)), reason


_SUDDEN = 10
"""An event that is put before a death begins at most so many days before it."""


def _single(subject: Integers, term: Integers) -> Flags:
    """Which events are the only one of their kind that the subject has."""
    pairs = np.stack([subject, term], axis=1)
    _, inverse, counts = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse.ravel()] == 1)


def _another(study: Study, synthesis: Synthesis, arm: int, rng: np.random.Generator) -> int:
    """A reason to leave that needs no adverse event, by the shares of an arm."""
    beliefs = synthesis.disposition.reasons
    arms = [each.id for each in study.arms]
    needing = ("death", "adverse-event")
    shares = np.array(
        [0.0 if each.cause in needing else by_arm(each.share, arms)[arm] for each in beliefs]
    )
    if not shares.sum():
        shares = np.array([float(each.cause == "death") for each in beliefs])
    return int(chosen(rng, shares, 1)[0])
