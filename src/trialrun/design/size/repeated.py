"""
Sample size and power for repeated measures: a mixed model, compared at the last visit.

Subjects leave over time (a monotone pattern); those who left still say something of the last
visit through the correlation of the visits. `alpha` is one-sided throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.size.checks import check_effect, check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def correlation_autoregressive(
    visits: int, correlation: float, *, times: Sequence[float] | None = None
) -> Floats:
    """
    Correlation of visits that falls with the time between them.

    Args:
        visits: number of visits.
        correlation: of visits one unit of time apart, 0 to below 1.
        times: of the visits; None for 1, 2, ….
    Returns:
        The matrix (visits, visits).
    Raises:
        DesignError: a correlation that is not from 0 to below 1.

    >>> correlation_autoregressive(3, 0.5)[0].tolist()
    [1.0, 0.5, 0.25]
    """
    if not 0 <= correlation < 1:
        message = f"found {correlation:g}, must be from 0 to below 1"
        raise DesignError(message, place="correlation")
    at = np.arange(1, visits + 1) if times is None else np.asarray(times, dtype=float)
    return np.asarray(correlation ** np.abs(at[:, None] - at), dtype=float)


def correlation_exchangeable(visits: int, correlation: float) -> Floats:
    """
    Correlation of visits that is the same for any two of them.

    Args:
        visits: number of visits.
        correlation: of any two visits, below 1 and above -1 / (visits - 1).
    Returns:
        The matrix (visits, visits).
    Raises:
        DesignError: a correlation that any number of visits can not have.

    >>> correlation_exchangeable(3, 0.5)[0].tolist()
    [1.0, 0.5, 0.5]
    """
    if visits < 1 or not -1 / max(visits - 1, 1) < correlation < 1:
        raise DesignError(f"found {correlation:g} for {visits} visits", place="correlation")
    return np.full((visits, visits), float(correlation)) + (1 - correlation) * np.eye(visits)


def variance_last_visit(correlation: ArrayLike, retention: Sequence[float]) -> float:
    """
    Variance of an arm's mean at the last visit, times subjects, for values of variance 1.

    Args:
        correlation: of the visits, (visits, visits).
        retention: share of subjects still observed at each visit, falling from at most 1.
    Returns:
        At least 1, and at most 1 / the last retention.
    Raises:
        DesignError: a matrix that is no correlation, a retention that rises or is not above 0.
    Source: Lu, Luo and Chen (2008), International Journal of Biostatistics 4:9, formula (3).

    >>> found = variance_last_visit(correlation_exchangeable(4, 0.25), [1.0, 0.9, 0.8, 0.7])
    >>> round(found, 4)
    1.3854
    """
    matrix = np.asarray(correlation, dtype=float)
    shares = np.asarray(retention, dtype=float)
    visits = len(shares)
    if matrix.shape != (visits, visits) or not np.allclose(matrix, matrix.T):
        message = f"shape {matrix.shape}, must be symmetric with {visits} visits"
        raise DesignError(message, place="correlation")
    if not np.allclose(np.diag(matrix), 1) or np.linalg.eigvalsh(matrix)[0] <= 0:
        raise DesignError("must have 1 on its diagonal and be positive", place="correlation")
    if (np.diff(shares) > 0).any() or not 0 < shares[-1] <= shares[0] <= 1:
        raise DesignError("must fall from at most 1 and stay above 0", place="retention")
    information = np.zeros((visits, visits))
    leaving = shares - np.append(shares[1:], 0.0)
    for visit in range(1, visits + 1):
        if leaving[visit - 1] > 0:
            inverse = np.linalg.inv(matrix[:visit, :visit])
            information[:visit, :visit] += leaving[visit - 1] * inverse
    return float(np.linalg.inv(information)[-1, -1])


def size_repeated_measures(
    difference: float,
    standard_deviation: float,
    correlation: ArrayLike,
    retention: Sequence[float],
    *,
    experimental_retention: Sequence[float] | None = None,
    margin: float = 0.0,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
) -> float:
    """
    Subjects in the control arm to detect a difference at the last visit by a mixed model.

    Args:
        difference: experimental - control at the last visit.
        standard_deviation: of a value at the last visit, the same in both arms.
        correlation: of the visits, (visits, visits).
        retention: share of control subjects still observed at each visit.
        experimental_retention: the same in the experimental arm; None for the same.
        margin: that the difference is tested against.
        alpha: one-sided type I error.
        power: probability of success.
        ratio: experimental subjects per control subject.
    Returns:
        Control subjects, not rounded up; experimental are ratio times as many.
    Raises:
        DesignError: as `variance_last_visit`; difference at the margin, power not between alpha
            and 1.
    Source: Lu, Luo and Chen (2008), International Journal of Biostatistics 4:9.

    >>> matrix = correlation_exchangeable(4, 0.25)
    >>> found = size_repeated_measures(0.5, 1.0, matrix, [1.0, 0.9, 0.8, 0.7], power=0.8)
    >>> round(found, 2)
    86.99
    """
    check_positive(standard_deviation=standard_deviation, ratio=ratio)
    check_effect(difference - margin, place="difference")
    unit = _unit(correlation, retention, experimental_retention, ratio)
    drift = fixed_drift(alpha, power)
    return unit * (drift * standard_deviation / (difference - margin)) ** 2


def power_repeated_measures(
    difference: float,
    standard_deviation: float,
    control: float,
    correlation: ArrayLike,
    retention: Sequence[float],
    *,
    experimental_retention: Sequence[float] | None = None,
    margin: float = 0.0,
    alpha: float = 0.025,
    ratio: float = 1.0,
) -> float:
    """
    Power to detect a difference at the last visit by a mixed model.

    Args:
        difference: experimental - control at the last visit.
        standard_deviation: of a value at the last visit, the same in both arms.
        control: subjects in the control arm.
        correlation: of the visits, (visits, visits).
        retention: share of control subjects still observed at each visit.
        experimental_retention: the same in the experimental arm; None for the same.
        margin: that the difference is tested against.
        alpha: one-sided type I error.
        ratio: experimental subjects per control subject.
    Returns:
        Probability of success in the direction of the difference.
    Raises:
        DesignError: as `size_repeated_measures`.
    Source: Lu, Luo and Chen (2008), International Journal of Biostatistics 4:9.

    >>> matrix = correlation_exchangeable(4, 0.25)
    >>> found = power_repeated_measures(0.5, 1.0, 86.99, matrix, [1.0, 0.9, 0.8, 0.7])
    >>> round(found, 4)
    0.8
    """
    check_positive(standard_deviation=standard_deviation, ratio=ratio, control=control)
    check_errors(alpha, None)
    unit = _unit(correlation, retention, experimental_retention, ratio)
    shift = abs(difference - margin) / standard_deviation * sqrt(control / unit)
    return float(special.ndtr(shift + special.ndtri(alpha)))


def _unit(
    correlation: ArrayLike,
    retention: Sequence[float],
    experimental_retention: Sequence[float] | None,
    ratio: float,
) -> float:
    """Variance of the difference at the last visit with one control subject."""
    other = retention if experimental_retention is None else experimental_retention
    return (
        variance_last_visit(correlation, retention)
        + variance_last_visit(correlation, other) / ratio
    )
