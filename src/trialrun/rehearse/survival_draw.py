"""When each subject has the event or leaves: piecewise hazards inverted, dropout beside them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.compiled import inner
from trialrun.rehearse.philox import SURVIVAL, exponentials, philox_block


class Times(NamedTuple):
    """
    Follow-up of the subjects of one trial, in months, arrays (n,).

    `length` is from randomisation to event, dropout or the planned end, `leave` that moment from
    the start of the study, `event` 1 where it is an event.
    """

    length: NDArray[np.float64]
    leave: NDArray[np.float64]
    event: NDArray[np.int64]


def new_times(count: int) -> Times:
    """Return work space for one trial."""
    return Times(np.empty(count), np.empty(count), np.empty(count, np.int64))


@inner
def draw_times(
    hazards: Any, k0: Any, k1: Any, trial: Any, subjects: Any, count: Any, times: Any
) -> None:
    """
    Draw event and dropout of each subject.

    Args:
        hazards: from `hazards_of`.
        k0: first key word of the study, then k1.
        k1: see k0.
        trial: counted from 0.
        subjects: from `enrol` and `allocate`.
        count: how many there are.
        times: from `new_times`, written.
    """
    start, hazard, reached = hazards.month, hazards.hazard, hazards.reached
    level, dropout, longest = hazards.level, hazards.dropout, hazards.longest
    month, arm, region, cell = subjects.month, subjects.arm, subjects.region, subjects.cell
    length, leave, event = times.length, times.leave, times.event
    w0, w1, w2, w3 = subjects.words
    philox_block(count, trial, SURVIVAL, k0, k1, w0, w1, w2, w3)
    pieces = len(start)
    exponentials(count, w0, w1, length)
    exponentials(count, w2, w3, leave)
    for i in range(count):
        a, r = arm[i], region[i]
        needed = length[i] / level[cell[i]]
        p = 0
        while p + 1 < pieces and reached[a, r, p + 1] <= needed:
            p += 1
        until = start[p] + (needed - reached[a, r, p]) / hazard[a, r, p]
        away = leave[i] / dropout[a] if dropout[a] > 0.0 else np.inf
        happened = until <= away
        until = min(until, away)
        happened = happened and until <= longest
        until = min(until, longest)
        length[i] = until
        leave[i] = month[i] + until
        event[i] = happened
