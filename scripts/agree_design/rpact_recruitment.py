"""rpact: when the subjects of a trial with counts enter, and how many must."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from agree_design.calls import Unsupported
from trialrun.design.size.counts import entries_evenly

Entries = tuple[Any, Any]
"""Times at which the subjects of the experimental and of the control arm enter."""


def evenly(counts: tuple[float, float], end: float) -> Entries:
    """Return entries of which the first is at 0 and the last at the end, arm by arm."""
    one, two = (entries_evenly(math.ceil(each - 1e-9), [end]) for each in counts)
    return one, two


def recruited(ends: Sequence[float], weights: Sequence[float], ratio: float) -> Entries:
    """Return entries one after the other at given subjects per month, arms in turn."""
    brought = np.cumsum(np.diff(ends, prepend=0.0) * np.asarray(weights))
    subjects = math.ceil(brought[-1] - 1e-9)
    shares = np.append(brought[:-1] / subjects, 1.0)
    times = np.interp(np.arange(1, subjects + 1) / subjects, [0.0, *shares], [0.0, *ends])
    share = Fraction(ratio).limit_denominator(1000)
    one, two = share.numerator, share.denominator
    block = [True, False] * min(one, two) + [one > two] * abs(one - two)
    treated = np.resize(np.array(block), subjects)
    return times[treated], times[~treated]


def fewest(
    information: Callable[[Entries], float], wanted: float, ratio: float, end: float
) -> tuple[int, int]:
    """
    Return the fewest subjects, entering evenly, that give the information.

    rpact takes the control arm's size for a real number y, both arms rounded up, and looks for the
    y at which the information jumps over the one wanted. It stops at the side of the jump that is
    nearer; where that is too few, it adds a subject to each arm.
    """

    def missing(counts: tuple[int, int]) -> float:
        return information(evenly(counts, end)) - wanted

    def above(y: float) -> tuple[int, int]:
        return math.floor(ratio * y + 1e-9) + 1, math.floor(y + 1e-9) + 1

    high = 2
    while missing((math.ceil(ratio * high - 1e-9), high)) < 0:
        high *= 2
        if high > 1e8:
            raise Unsupported("an information that no number of subjects gives")
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        enough = missing((math.ceil(ratio * middle - 1e-9), middle)) >= 0
        low, high = (low, middle) if enough else (middle, high)
    first = math.ceil(ratio * (high - 1) - 1e-9)
    jumps = {float(high - 1), *(at / ratio for at in range(first, math.ceil(ratio * high - 1e-9)))}
    for jump in sorted(each for each in jumps if high - 1 - 1e-9 <= each < high - 1e-9):
        over = missing(above(jump))
        if over >= 0:
            few = math.ceil(ratio * jump - 1e-9), math.ceil(jump - 1e-9)
            if min(few) >= 1 and -missing(few) < over:
                return few[0] + 1, few[1] + 1
            return above(jump)
    return math.ceil(ratio * high - 1e-9), high
