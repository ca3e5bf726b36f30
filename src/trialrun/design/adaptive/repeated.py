"""
Repeated confidence intervals and repeated p-values: valid at every look, whatever is decided.

The interval at a look holds the values of the parameter that the test at that look does not
reject; the p-value is the smallest type I error with which it rejects the hypothesis. Both need
the bounds of the test alone, not the rule by which the trial is stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import optimize, special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_LEAST = 1e-12
_MOST = 0.9999

Bounds = Callable[[float], Sequence[float]]
"""One-sided type I error -> efficacy bounds of Z at the looks."""


def repeated_confidence_intervals(
    estimates: Sequence[float], standard_errors: Sequence[float], bounds: Sequence[float]
) -> Floats:
    """
    Interval at each look: estimate ∓ bound x standard error.

    Args:
        estimates: of the parameter at the looks taken (k,).
        standard_errors: of the estimates (k,).
        bounds: efficacy bounds of Z of the one-sided test at level alpha (k or more,).
    Returns:
        Lower and upper ends (k, 2); all hold at once with probability 1 - 2 alpha at least.
    Raises:
        DesignError: numbers that do not belong together, a standard error that is not positive.
    Source: Jennison and Turnbull (1989), JRSS B 51:305-361.

    >>> repeated_confidence_intervals([0.5, 0.4], [0.2, 0.1], [2.797, 1.977]).round(3).tolist()
    [[-0.059, 1.059], [0.202, 0.598]]
    """
    estimate, error = np.asarray(estimates, float), np.asarray(standard_errors, float)
    if estimate.shape != error.shape or len(estimate) > len(bounds) or not len(estimate):
        raise DesignError(
            f"{len(estimate)} estimates, {len(error)} standard errors and {len(bounds)} bounds",
            place="estimates",
        )
    if not (error > 0).all():
        raise DesignError(f"found {error.tolist()}, must be above 0", place="standard_errors")
    half = np.asarray(bounds, float)[: len(estimate)] * error
    return np.column_stack([estimate - half, estimate + half])


def repeated_p_values(
    statistics: Sequence[float], bounds: Bounds, *, largest: float = 0.5
) -> Floats:
    """
    Smallest one-sided type I error with which the bound of each look would be reached.

    Args:
        statistics: Z at the looks taken (k,).
        bounds: of the family of tests, by their type I error.
        largest: type I error that is not exceeded; 0.25 for one side of a two-sided family.
    Returns:
        Repeated p-values (k,), at most `largest`, where even that error does not reach.
    Raises:
        DesignError: none from here; what `bounds` raises.
    Source: Jennison and Turnbull (2000), section 9.2.

    >>> from trialrun.design import boundaries_spending, spend_obrien_fleming
    >>> def family(alpha):
    ...     return boundaries_spending([0.5, 1], alpha, spend_obrien_fleming).efficacy
    >>> repeated_p_values([1.5, 2.4], family).round(4).tolist()
    [0.1949, 0.0083]
    """
    found = []
    for k, z in enumerate(statistics):

        def missing(score: float, k: int = k, z: float = float(z)) -> float:
            bound = float(bounds(float(special.ndtr(-score)))[k])
            return max(min(bound, 1e3), -1e3) - z

        found.append(_smallest_alpha(missing, largest))
    return np.array(found)


def sequential_p_value(
    information: Sequence[float],
    statistics: Sequence[float],
    bounds: Callable[[float, Sequence[float]], Sequence[float]],
) -> float:
    """
    Smallest one-sided type I error with which any of the looks taken would have been a success.

    Args:
        information: fractions at the looks taken, the last of a completed trial 1 (k,).
        statistics: Z there (k,).
        bounds: (type I error, information) -> efficacy bounds of Z at these looks, spending only
            what is due there.
    Returns:
        The sequential p-value, at most 0.9999; it can be used in closed and graphical tests.
    Raises:
        DesignError: numbers that do not belong together.
    Source: Liu and Anderson (2008), Journal of the American Statistical Association
        103:1621-1630.

    >>> from trialrun.design.adaptive.monitoring import boundaries_at
    >>> from trialrun.design import spend_obrien_fleming
    >>> def family(alpha, information):
    ...     return boundaries_at(information, alpha, spend_obrien_fleming).efficacy
    >>> round(sequential_p_value([0.5, 1], [1.5, 2.4], family), 4)
    0.0083
    """
    z = [float(each) for each in statistics]
    if len(z) != len(information) or not z:
        raise DesignError(f"{len(information)} looks and {len(z)} statistics", place="statistics")

    def missing(score: float) -> float:
        found = bounds(float(special.ndtr(-score)), information)
        gaps = [min(float(b), 1e3) - each for b, each in zip(found, z, strict=True)]
        return max(min(gaps), -1e3)

    return _smallest_alpha(missing, _MOST)


def _smallest_alpha(missing: Callable[[float], float], most: float) -> float:
    """
    Type I error at which a bound is just reached, at most `most`.

    The search is over normal scores, in which bounds are nearly straight; `missing` rises with
    the score.
    """
    lowest = float(-special.ndtri(most))
    if missing(lowest) >= 0:
        return most
    for least in (1e-4, 1e-8, _LEAST):
        highest = float(-special.ndtri(least))
        if missing(highest) > 0:
            return float(special.ndtr(-optimize.brentq(missing, lowest, highest, xtol=1e-10)))
    return _LEAST
