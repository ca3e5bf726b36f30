"""
Sample size and power for one rate: by the normal approximation, and exact.

The power of the exact test does not rise with every further subject (it is a saw): the least size
that reaches a power may be followed by sizes that do not; the conservative size is followed by
none. `alpha` is one-sided throughout.
"""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from scipy import special, stats

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.size.checks import check_effect, check_positive, check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_MOST = 1_000_000
_BLOCK = 512


def size_rate(rate: float, null_rate: float, *, alpha: float = 0.025, power: float = 0.9) -> float:
    """
    Subjects to tell one rate from a value, by the normal approximation.

    Args:
        rate: assumed probability of the event.
        null_rate: that of the hypothesis.
        alpha: one-sided type I error.
        power: probability of success.
    Returns:
        Subjects, not rounded up.
    Raises:
        DesignError: equal rates, rates not between 0 and 1, power not between alpha and 1.
    Source: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 2.4.

    >>> round(size_rate(0.45, 0.3, power=0.8), 2)
    77.07
    """
    check_rates(rate=rate, null_rate=null_rate)
    check_effect(rate - null_rate, place="rate")
    fixed_drift(alpha, power)
    away = -float(special.ndtri(alpha)) * sqrt(null_rate * (1 - null_rate))
    away += float(special.ndtri(power)) * sqrt(rate * (1 - rate))
    return (away / (rate - null_rate)) ** 2


def power_rate(rate: float, null_rate: float, subjects: float, *, alpha: float = 0.025) -> float:
    """
    Power to tell one rate from a value, by the normal approximation.

    Args:
        rate: assumed probability of the event.
        null_rate: that of the hypothesis.
        subjects: in the trial.
        alpha: one-sided type I error.
    Returns:
        Probability of success in the direction of the assumed rate.
    Raises:
        DesignError: rates not between 0 and 1, no subjects.
    Source: as `size_rate`.

    >>> round(power_rate(0.45, 0.3, 77), 4)
    0.7996
    """
    check_rates(rate=rate, null_rate=null_rate)
    check_positive(subjects=subjects)
    check_errors(alpha, None)
    critical = -float(special.ndtri(alpha)) * sqrt(null_rate * (1 - null_rate))
    distance = abs(rate - null_rate) * sqrt(subjects) - critical
    return float(special.ndtr(distance / sqrt(rate * (1 - rate))))


def power_rate_exact(
    rate: float,
    null_rate: float,
    subjects: int,
    *,
    alpha: float = 0.025,
    both_tails: bool = False,
) -> float:
    """
    Power of the exact binomial test.

    Args:
        rate: assumed probability of the event.
        null_rate: that of the hypothesis.
        subjects: in the trial.
        alpha: one-sided type I error, not exceeded.
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Probability of rejection in the direction of the assumed rate; above, if equal.
    Raises:
        DesignError: rates not between 0 and 1, no subjects.
    Source: Chernick and Liu (2002), The American Statistician 56:149-155.

    >>> round(power_rate_exact(0.45, 0.3, 88), 4)
    0.8099
    """
    check_rates(rate=rate, null_rate=null_rate)
    check_positive(subjects=subjects)
    check_errors(alpha, None)
    upwards = rate >= null_rate
    sizes = np.array([int(subjects)])
    found = float(_exact(rate, null_rate, sizes, alpha, upwards=upwards)[0])
    if both_tails:
        found += float(_exact(rate, null_rate, sizes, alpha, upwards=not upwards)[0])
    return found


def size_rate_exact(
    rate: float,
    null_rate: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    conservative: bool = True,
    both_tails: bool = False,
) -> int:
    """
    Subjects for the exact binomial test.

    Args:
        rate: assumed probability of the event.
        null_rate: that of the hypothesis.
        alpha: one-sided type I error, not exceeded.
        power: probability of success.
        conservative: every larger trial reaches the power as well; False for the least size that
            does.
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Subjects.
    Raises:
        DesignError: as `size_rate`.
    Source: Chernick and Liu (2002), The American Statistician 56:149-155.

    >>> size_rate_exact(0.45, 0.3, power=0.8)
    88
    >>> size_rate_exact(0.45, 0.3, power=0.8, conservative=False)
    83
    """
    normal = size_rate(rate, null_rate, alpha=alpha, power=power)
    upwards = rate > null_rate
    last_missed, begin = 0, 1
    # Past three times the normal size the saw stays above the power, but for the tiniest trials.
    end = max(3 * ceil(normal), 100)
    while begin <= end:
        sizes = np.arange(begin, min(begin + _BLOCK, end + 1))
        reached = _exact(rate, null_rate, sizes, alpha, upwards=upwards)
        if both_tails:
            reached = reached + _exact(rate, null_rate, sizes, alpha, upwards=not upwards)
        if not conservative and (reached >= power).any():
            return int(sizes[int(np.argmax(reached >= power))])
        missed = np.flatnonzero(reached < power)
        if missed.size:
            last_missed = int(sizes[missed[-1]])
        begin = int(sizes[-1]) + 1
        if begin > end and last_missed == end and end < _MOST:
            end *= 2
    if not conservative or last_missed == end:
        raise DesignError(f"no number of subjects gives {power:g}", place="power")
    return last_missed + 1


def _exact(
    rate: float, null_rate: float, sizes: np.ndarray, alpha: float, *, upwards: bool
) -> Floats:
    """Power of the exact one-sided test for each of several sizes."""
    if not upwards:
        rate, null_rate = 1 - rate, 1 - null_rate
    critical = stats.binom.isf(alpha, sizes, null_rate)  # the least x with P(X > x) <= alpha
    return np.asarray(stats.binom.sf(critical, sizes, rate))
