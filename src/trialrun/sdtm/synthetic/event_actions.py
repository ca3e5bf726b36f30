"""What was done with study treatment on account of an adverse event (AEACN)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialrun.sdtm.synthetic.adverse_events import NO_END, Occurrences
from trialrun.sdtm.synthetic.disposition import Reasons
from trialrun.sdtm.synthetic.draws import Flags, Integers, Objects
from trialrun.sdtm.synthetic.fates import NEVER, Fates
from trialrun.study import Synthesis

_DAYS = 28
"""An event that changed treatment began at most so long before."""


@dataclass(frozen=True)
class Marks:
    """
    Flags of events: fatal, the reason why treatment ended, or why a dose was reduced.

    `open_ended` are those that had not ended when the subject left.
    """

    fatal: Flags
    ended: Flags
    reduced: Flags
    open_ended: Flags

    def actions(self, occurrences: Occurrences, fates: Fates) -> Objects:
        """Return AEACN: there is no treatment to change before the first dose or after the last."""
        start, last = occurrences.start, fates.last_dose_day[occurrences.subject]
        going_on = fates.on_treatment[occurrences.subject]
        nothing = self.fatal | (start < 0) | ((start > last) & ~going_on)
        words = np.full(len(start), "DOSE NOT CHANGED", dtype=object)
        words[nothing] = "NOT APPLICABLE"
        words[self.reduced] = "DOSE REDUCED"
        words[self.ended] = "DRUG WITHDRAWN"
        return words


def mark_events(
    synthesis: Synthesis,
    fates: Fates,
    occurrences: Occurrences,
    reasons: Reasons,
    reduced: Integers,
) -> Marks:
    """
    Say which events were fatal and which changed treatment.

    Treatment that a subject stopped while staying in the study, or a dose that was reduced, is
    put down to the latest event in the weeks before that may do so, if there is one.

    Args:
        synthesis: which events may.
        fates: ends of treatment.
        occurrences: what happened.
        reasons: why subjects left.
        reduced: day of each subject's first reduced dose, `NEVER` without one.
    """
    count = len(occurrences.term)
    fatal, left = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    known = reasons.cause >= 0
    left[reasons.cause[known & ~reasons.dead]] = True
    fatal[reasons.cause[known & reasons.dead]] = True
    able = np.array([event.withdraws for event in synthesis.adverse_events], dtype=bool)
    free = able[occurrences.term] & ~fatal if count else fatal
    stop = np.where(fates.stopped, fates.until, NEVER)
    ended = left | _before(occurrences, free, stop)
    lowered = _before(occurrences, free & ~ended, reduced)
    return Marks(fatal, ended, lowered, left)


def _before(occurrences: Occurrences, free: Flags, day: Integers) -> Flags:
    """The latest event of each subject in the weeks before a day, not over long before it."""
    changed = day[occurrences.subject]
    start, end = occurrences.start, occurrences.end
    near = (start >= 0) & (start < changed) & (start >= changed - _DAYS)
    lasting = (end == NO_END) | (end >= changed - _DAYS)
    rows = np.flatnonzero(free & near & lasting)
    latest = np.full(len(day), -1, dtype=np.int64)
    latest[occurrences.subject[rows]] = rows
    marked = np.zeros(len(start), dtype=bool)
    marked[latest[latest >= 0]] = True
    return marked
