"""
mTPI-2, keyboard and i3+3: designs around an interval of rates that equal the target.

mTPI-2 cuts the rates below and above the interval into pieces of its length and acts on the piece
with the highest posterior probability per length; keyboard leaves out the shorter pieces at 0 and 1.
i3+3 compares the rate seen with the interval, and asks if one toxicity fewer would lie below it.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from trialrun.design.early.escalation import DEESCALATE, ESCALATE, STAY, DoseTable, counts, table_of
from trialrun.design.size.checks import check_positive, check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_SLACK = 1e-9
"""Rates of counts that equal an end of the interval lie in it."""


def boundaries_mtpi2(
    target: float,
    *,
    below: float = 0.05,
    above: float = 0.05,
    cutoff: float = 0.95,
    most: int = 60,
) -> DoseTable:
    """
    Decisions of mTPI-2.

    Args:
        target: toxicity rate wanted.
        below: length of the equivalence interval below the target.
        above: its length above the target.
        cutoff: posterior probability of a rate above the target that eliminates a dose.
        most: most subjects at a dose in the table.
    Returns:
        The table.
    Raises:
        DesignError: an interval that leaves 0 to 1, a rate that is no probability.
    Source: Guo, Wang, Yang, Lynn and Ji (2017), Contemporary Clinical Trials 58:23-33.

    >>> boundaries_mtpi2(0.3, most=6).deescalate
    (1, 1, 2, 2, 2, 3)
    """
    return _strongest(target, below, above, cutoff, most, partial=True)


def boundaries_keyboard(
    target: float,
    *,
    below: float = 0.05,
    above: float = 0.05,
    cutoff: float = 0.95,
    most: int = 60,
) -> DoseTable:
    """
    Decisions of the keyboard design.

    Args:
        target: toxicity rate wanted.
        below: length of the target key below the target.
        above: its length above the target.
        cutoff: posterior probability of a rate above the target that eliminates a dose.
        most: most subjects at a dose in the table.
    Returns:
        The table.
    Raises:
        DesignError: a key that leaves 0 to 1 or has no whole key on either side.
    Source: Yan, Mandrekar and Yuan (2017), Clinical Cancer Research 23:3994-4003.

    >>> boundaries_keyboard(0.3, most=6).escalate
    (0, 0, 0, 0, 1, 1)
    """
    low, high = _interval(target, below, above)
    if min(low, 1 - high) < (high - low) - _SLACK:
        raise DesignError(
            f"the key from {low:g} to {high:g} has no whole key on both of its sides",
            place="target",
            hint="take a shorter key, or mTPI-2, which keeps the shorter pieces at 0 and 1.",
        )
    return _strongest(target, below, above, cutoff, most, partial=False)


def boundaries_i3plus3(
    target: float,
    *,
    below: float = 0.05,
    above: float = 0.05,
    cutoff: float = 0.95,
    most: int = 60,
) -> DoseTable:
    """
    Decisions of i3+3.

    Below the interval the dose is raised, within it kept. Above it the dose is kept if one toxicity
    fewer would lie below the interval, and lowered otherwise.

    Args:
        target: toxicity rate wanted.
        below: length of the equivalence interval below the target.
        above: its length above the target.
        cutoff: posterior probability of a rate above the target that eliminates a dose.
        most: most subjects at a dose in the table.
    Returns:
        The table.
    Raises:
        DesignError: an interval that leaves 0 to 1, a rate that is no probability.
    Source: Liu, Wang and Ji (2020), Statistical Methods in Medical Research 29:2581-2594.

    >>> table = boundaries_i3plus3(0.3, most=6)
    >>> table.decide(2, 1), table.decide(3, 1), table.decide(6, 3)
    ('stay', 'stay', 'deescalate')
    """
    low, high = _interval(target, below, above)
    n, x = counts(most)
    decisions = np.full((most + 1, most + 1), STAY)
    decisions[x < (low - _SLACK) * n] = ESCALATE
    over = x > (high + _SLACK) * n
    decisions[over & (x - 1 >= (low - _SLACK) * n)] = DEESCALATE
    return table_of(decisions, target, cutoff)


def _interval(target: float, below: float, above: float) -> tuple[float, float]:
    check_positive(below=below, above=above)
    low, high = target - below, target + above
    check_rates(**{"target": target, "target - below": low, "target + above": high})
    return low, high


def _pieces(low: float, high: float, *, partial: bool) -> Floats:
    """Ends of the pieces of the length of the interval, with or without the shorter last ones."""
    length = high - low
    down = low - length * np.arange(int(low / length + _SLACK), -1, -1)
    up = high + length * np.arange(int((1 - high) / length + _SLACK) + 1)
    ends = np.concatenate([down, up])
    if partial:
        ends = np.concatenate(
            [[0.0] if down[0] > _SLACK else [], ends, [1.0] if up[-1] < 1 - _SLACK else []]
        )
    return np.asarray(np.clip(ends, 0, 1))


def _strongest(
    target: float, below: float, above: float, cutoff: float, most: int, *, partial: bool
) -> DoseTable:
    """Decisions by the piece with the highest posterior probability per length."""
    low, high = _interval(target, below, above)
    ends = _pieces(low, high, partial=partial)
    n, x = counts(most)
    shape = x + 1, np.maximum(n - x, 0) + 1
    masses = np.diff([special.betainc(*shape, end) for end in ends], axis=0)
    lengths = np.diff(ends)[:, None, None]
    best = ends[np.argmax(masses / lengths, axis=0)]  # lower end of the strongest piece
    decisions = np.full((most + 1, most + 1), STAY)
    decisions[best < low - _SLACK] = ESCALATE
    decisions[best > low + _SLACK] = DEESCALATE
    return table_of(decisions, target, cutoff)
