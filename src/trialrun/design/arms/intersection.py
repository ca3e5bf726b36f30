"""
P-values of an intersection hypothesis, from the p-values and weights of its members.

Each is the smallest alpha at which the intersection is rejected, members being tested at their
weights' shares of it. Members of weight 0 are never what rejects it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from trialrun.design.arms.normal import probability_normal
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def p_bonferroni(p_values: Sequence[float], weights: Sequence[float]) -> float:
    """
    P-value of an intersection by the weighted Bonferroni test.

    Args:
        p_values: of the members, (n,).
        weights: of the members, (n,).
    Returns:
        Smallest p / weight; inf where all weights are 0.
    Raises:
        DesignError: other numbers of p-values and weights, a weight below 0.
    Source: Bretz et al. (2009), Statistics in Medicine 28:586-604.

    >>> p_bonferroni([0.019, 0.025, 0.05], [0.5, 0.25, 0.25])
    0.038
    """
    p, w = _pairs(p_values, weights)
    return float((p[w > 0] / w[w > 0]).min(initial=np.inf))


def p_simes(p_values: Sequence[float], weights: Sequence[float]) -> float:
    """
    P-value of an intersection by the weighted Simes test.

    Args:
        p_values: of the members, (n,).
        weights: of the members, (n,).
    Returns:
        Smallest p over the sum of the weights of p-values as small; inf where all weights are 0.
    Raises:
        DesignError: other numbers of p-values and weights, a weight below 0.
    Source: Simes (1986), Biometrika 73:751-754; Lu (2016), Statistics in Medicine 35:4041-4055.

    >>> round(p_simes([0.019, 0.025, 0.05], [0.5, 0.25, 0.25]), 6)
    0.033333
    """
    p, w = _pairs(p_values, weights)
    shares = np.array([w[p <= each].sum() for each in p])
    return float((p[shares > 0] / shares[shares > 0]).min(initial=np.inf))


def p_hochberg(p_values: Sequence[float], weights: Sequence[float]) -> float:
    """
    P-value of an intersection by Hochberg's test.

    Args:
        p_values: of the members, (n,).
        weights: of the members, (n,); the test takes their sum, and the members as equal.
    Returns:
        Smallest p times the number of p-values not below it, over the sum of weights; inf where
        that is 0.
    Raises:
        DesignError: other numbers of p-values and weights, a weight below 0.
    Source: Hochberg (1988), Biometrika 75:800-802; Xi and Bretz (2019), Statistics in Medicine
        38:5268-5282.

    >>> p_hochberg([0.019, 0.025, 0.05, 0.05], [0.25] * 4)
    0.05
    """
    p, w = _pairs(p_values, weights)
    if w.sum() <= 0:
        return float(np.inf)
    above = np.array([len(p) - (p <= each).sum() + 1 for each in p])
    return float((p * above).min() / w.sum())


def p_parametric(
    p_values: Sequence[float], weights: Sequence[float], correlation: ArrayLike
) -> float:
    """
    P-value of an intersection whose statistics are jointly normal.

    Args:
        p_values: one-sided, of the members, (n,).
        weights: of the members, (n,).
        correlation: of their statistics, (n, n).
    Returns:
        Probability that some p-value is as small for its weight as the smallest, over the sum of
        weights; inf where that is 0.
    Raises:
        DesignError: other numbers of p-values and weights, a weight below 0, no correlation.
    Source: Xi, Glimm, Maurer and Bretz (2017), Biometrical Journal 59:918-931.

    >>> half = [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]
    >>> round(p_parametric([0.019, 0.025, 0.05], [0.5, 0.25, 0.25], half), 6)
    0.033435
    """
    p, w = _pairs(p_values, weights)
    used = w > 0
    if not used.any():
        return float(np.inf)
    matrix = _part(correlation, used)
    level = float((p[used] / w[used]).min()) * w[used]
    if (level >= 1).any():
        return float(1 / w.sum())
    if used.sum() == 1:
        return float(level[0] / w.sum())
    limit = -special.ndtri(level)
    return float((1 - probability_normal(-np.inf, limit, matrix)) / w.sum())


def parametric_factor(weights: Sequence[float], correlation: ArrayLike, alpha: float) -> float:
    """
    How much more than its share of alpha each member gets when statistics are jointly normal.

    Args:
        weights: of the members, (n,).
        correlation: of their statistics, (n, n).
        alpha: type I error.
    Returns:
        c, such that some p-value is below c weight alpha with probability alpha times the sum of
        weights.
    Raises:
        DesignError: no weight above 0, alpha not between 0 and 1, no correlation.
    Source: Bretz et al. (2011), Biometrical Journal 53:894-913; Xi, Glimm, Maurer and Bretz
        (2017), Biometrical Journal 59:918-931.

    >>> round(parametric_factor([0.5, 0.5], [[1, 0.5], [0.5, 1]], 0.025), 4)
    1.0783
    """
    from scipy import optimize

    w = np.asarray(weights, dtype=float)
    used = w > 0
    if not used.any():
        raise DesignError("no weight is above 0", place="weights")
    if not 0 < alpha < 1:
        raise DesignError(f"found {alpha:g}, must be above 0 and below 1", place="alpha")
    if used.sum() == 1:
        return 1.0
    matrix, share = _part(correlation, used), w[used]

    def spent(c: float) -> float:
        limit = -special.ndtri(np.minimum(c * share * alpha, 1.0))
        return 1 - probability_normal(-np.inf, limit, matrix) - alpha * float(share.sum())

    high = float(share.sum() / share.max()) * (1 + 1e-9)
    if spent(high) <= 0:
        return high
    return float(optimize.brentq(spent, 1 - 1e-9, high, xtol=1e-12))


def _part(correlation: ArrayLike, used: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    matrix = np.atleast_2d(np.asarray(correlation, dtype=float))
    if matrix.shape != (len(used), len(used)):
        message = f"shape is {matrix.shape}, must be {(len(used), len(used))}"
        raise DesignError(message, place="correlation")
    return np.asarray(matrix[np.ix_(used, used)])


def _pairs(p_values: Sequence[float], weights: Sequence[float]) -> tuple[Floats, Floats]:
    p, w = np.asarray(p_values, dtype=float), np.asarray(weights, dtype=float)
    if p.ndim != 1 or p.shape != w.shape:
        raise DesignError(f"{p.size} p-values and {w.size} weights", place="weights")
    if not ((p >= 0) & (p <= 1)).all():
        raise DesignError("each must be from 0 to 1", place="p_values")
    if not (w >= 0).all():
        raise DesignError("each must be at least 0", place="weights")
    return p, w
