"""What every sample size asks of its arguments, and the search for a size that gives a power."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import optimize

from trialrun.errors import DesignError

_MOST = 1e12
"""Subjects: more than any trial can have."""


def check_positive(**values: float) -> None:
    """
    Refuse what must be above 0 and finite, naming it.

    >>> check_positive(ratio=2.0)
    """
    for name, value in values.items():
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0 and finite", place=name)


def check_rates(**values: float) -> None:
    """
    Refuse what must be a probability strictly between 0 and 1, naming it.

    >>> check_rates(control_rate=0.3)
    """
    for name, value in values.items():
        if not 0 < value < 1:
            raise DesignError(f"found {value:g}, must be above 0 and below 1", place=name)


def check_correlation(correlation: float, *, place: str = "correlation") -> None:
    """
    Refuse a correlation that is not strictly between -1 and 1.

    >>> check_correlation(0.5)
    """
    if not -1 < correlation < 1:
        raise DesignError(f"found {correlation:g}, must be above -1 and below 1", place=place)


def check_effect(distance: float, *, place: str) -> None:
    """
    Refuse an assumed effect that lies on the border of the hypothesis.

    >>> check_effect(0.2, place="difference")
    """
    if distance == 0 or not np.isfinite(distance):
        raise DesignError(
            "the assumed effect equals the margin of the hypothesis, must differ from it",
            place=place,
            hint="no number of subjects tells them apart.",
        )


def size_for_power(
    power_at: Callable[[float], float], power: float, *, guess: float, least: float
) -> float:
    """
    Size, not rounded, at which a power that rises with it is reached.

    Args:
        power_at: power at a size.
        power: the one wanted.
        guess: a size near the one sought.
        least: the smallest size that has a power at all.
    Returns:
        The size; `least` where that is enough.
    Raises:
        DesignError: no size gives the power.

    >>> round(size_for_power(lambda n: 1 - 0.5**n, 0.9, guess=2, least=1), 3)
    3.322
    """
    low, high = least, max(guess, 1.001 * least)
    if power_at(low) >= power:
        return low
    while power_at(high) < power:
        low, high = high, 2 * high
        if high > _MOST:
            raise DesignError(f"no number of subjects gives {power:g}", place="power")
    return float(optimize.brentq(lambda n: power_at(n) - power, low, high, xtol=1e-10, rtol=1e-13))
