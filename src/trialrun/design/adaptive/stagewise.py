"""
Inference after a group-sequential test by the stage-wise ordering of its outcomes.

Outcomes that end the trial for efficacy earlier are more extreme; at one look, larger statistics
are. The p-value then never contradicts the decision, and the drifts at which it is alpha and 1 -
alpha are ends of a confidence interval; where it is one half is the median-unbiased estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from trialrun.design.recursion import check_information, stopping_probabilities
from trialrun.errors import DesignError

_FARTHEST = 300.0


@dataclass(frozen=True, slots=True)
class StagewiseInference:
    """
    What a stopped trial says: one-sided p-value, interval and estimate, which is median unbiased.

    Interval and estimate are drifts, means of Z at information 1: divided by the standard error
    scale of the parameter they are that of the parameter.
    """

    p_value: float
    estimate: float
    lower: float
    upper: float


def stagewise_p_value(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    z: float,
    lower: Sequence[float] | None = None,
    drift: float = 0.0,
    shape: Sequence[float] | None = None,
) -> float:
    """
    Probability of an outcome as extreme as the one observed, under a drift.

    Args:
        information: fractions at the looks taken, the last being where the trial ended.
        upper: efficacy bounds of Z at the looks before the last taken.
        z: statistic at the last look taken.
        lower: futility bounds at the looks before the last, if they had to be kept; None if not.
        drift: mean of Z at information 1 under the hypothesis.
        shape: means of Z at the looks for drift 1; None for √t. Those of a combination test
            whose stages did not have the information planned differ.
    Returns:
        The one-sided p-value.
    Raises:
        DesignError: fractions out of order, or bounds that do not fit the looks before the last.
    Source: Fairbanks and Madsen (1982), Biometrika 69:69-74; Tsiatis, Rosner and Mehta (1984),
        Biometrics 40:797-803.

    >>> round(stagewise_p_value([0.5, 1.0], upper=[2.7965], z=2.0), 4)
    0.0238
    """
    fractions = check_information(information)
    before = len(fractions) - 1
    if len(upper) < before or (lower is not None and len(lower) < before):
        raise DesignError(f"{before} looks before the last need as many bounds", place="boundaries")
    if not np.isfinite(z):
        raise DesignError(f"found {z:g}, must be finite", place="z")
    low = None if lower is None else [*list(lower)[:before], z]
    means = float(drift) if shape is None else [float(drift) * each for each in shape]
    found = stopping_probabilities(
        fractions, upper=[*list(upper)[:before], z], lower=low, drift=means
    )
    return float(found.upper.sum())


def stagewise_drift(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    z: float,
    p_value: float,
    lower: Sequence[float] | None = None,
    shape: Sequence[float] | None = None,
) -> float:
    """
    Drift under which the stage-wise p-value has a wanted value.

    Args:
        information: fractions at the looks taken.
        upper: efficacy bounds of Z at the looks before the last taken.
        z: statistic at the last look taken.
        p_value: wanted, between 0 and 1; 0.5 gives the median-unbiased estimate.
        lower: as `stagewise_p_value`.
        shape: as `stagewise_p_value`.
    Returns:
        The drift.
    Raises:
        DesignError: a p-value not between 0 and 1; else as `stagewise_p_value`.
    Source: Tsiatis, Rosner and Mehta (1984), Biometrics 40:797-803.

    >>> round(stagewise_drift([1.0], upper=[], z=2.0, p_value=0.025), 4)
    0.04
    """
    if not 0 < p_value < 1:
        raise DesignError(f"found {p_value:g}, must be above 0 and below 1", place="p_value")

    def missing(drift: float) -> float:
        found = stagewise_p_value(
            information, upper=upper, z=z, lower=lower, drift=drift, shape=shape
        )
        return found - p_value

    root = float(np.sqrt(float(information[-1])) if shape is None else shape[-1])
    low, high = z / root - 4 / root, z / root + 4 / root
    while missing(low) > 0:
        low -= 4 / root
        if low < -_FARTHEST / root:
            return -np.inf
    while missing(high) < 0:
        high += 4 / root
        if high > _FARTHEST / root:
            return np.inf
    return float(optimize.brentq(missing, low, high, xtol=1e-11))


def infer_stagewise(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    z: float,
    level: float = 0.95,
    lower: Sequence[float] | None = None,
) -> StagewiseInference:
    """
    P-value, confidence interval and median-unbiased estimate of a trial that has ended.

    Args:
        information: fractions at the looks taken, the last being where the trial ended.
        upper: efficacy bounds of Z at the looks before the last taken.
        z: statistic at the last look taken.
        level: of the two-sided interval.
        lower: futility bounds at the looks before the last, if they had to be kept.
    Returns:
        The inference, on the scale of the drift.
    Raises:
        DesignError: a level not between 0 and 1; else as `stagewise_p_value`.
    Source: Tsiatis, Rosner and Mehta (1984), Biometrics 40:797-803; Jennison and Turnbull (2000),
        sections 8.4 and 8.5.

    >>> found = infer_stagewise([0.25, 0.5], upper=[4.0486], z=3.2)
    >>> round(found.p_value, 5), round(found.estimate, 3)
    (0.0007, 4.523)
    >>> round(found.lower, 3), round(found.upper, 3)
    (1.749, 7.296)
    """
    if not 0 < level < 1:
        raise DesignError(f"found {level:g}, must be above 0 and below 1", place="level")
    tail = (1 - level) / 2

    def at(p_value: float) -> float:
        return stagewise_drift(information, upper=upper, z=z, p_value=p_value, lower=lower)

    return StagewiseInference(
        p_value=stagewise_p_value(information, upper=upper, z=z, lower=lower),
        estimate=at(0.5),
        lower=at(tail),
        upper=at(1 - tail),
    )
