"""
Probabilities of ending at each look: above, below, or between inner bounds.

A one-sided test ends above its efficacy bound and below its futility bound. A two-sided test ends
above the upper and below the lower bound, and, with futility, where Z is near 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.design.recursion import (
    BEGINNING,
    Going,
    check_information,
    go_on,
    score_means,
    share_above,
    share_below,
)
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class Crossings:
    """Probabilities of ending first at each look above, below and between inner bounds, (k,)."""

    upper: Floats
    lower: Floats
    inner: Floats

    @property
    def ended(self) -> Floats:
        """Probability of ending at each look, however, (n_looks,)."""
        return self.upper + self.lower + self.inner


def probability_crossing(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    lower: Sequence[float] | None = None,
    inner: Sequence[float] | None = None,
    drift: float | Sequence[float] = 0.0,
) -> Crossings:
    """
    Probabilities of crossing given bounds first, at each look.

    Args:
        information: at the looks, rising: fractions, or numbers of events or subjects.
        upper: bounds of Z at or above which the trial ends; inf for none.
        lower: bounds of Z at or below which the trial ends; -inf for none; None for none at all.
        inner: a trial ends where |Z| is below these; 0 or -inf for none; None for none at all.
        drift: mean of Z at information 1, or the mean of Z at each look.
    Returns:
        The probabilities. What they do not sum to is the probability of ending nowhere.
    Raises:
        DesignError: information that does not rise, bounds that cross, lengths that differ.
    Source: Armitage, McPherson and Rowe (1969), JRSS A 132:235-244; Jennison and Turnbull (2000),
        Group Sequential Methods with Applications to Clinical Trials, chapter 19.

    >>> found = probability_crossing([1, 2], upper=[2.1783, 2.1783], lower=[-2.1783, -2.1783])
    >>> round(float(found.ended.sum()), 4)
    0.05
    """
    looks = check_information(information)
    low = [-np.inf] * len(looks) if lower is None else list(lower)
    mid = [0.0] * len(looks) if inner is None else [max(float(each), 0.0) for each in inner]
    check_bounds(len(looks), list(upper), low, mid)
    means = score_means(looks, drift)
    above, below, between = np.zeros((3, len(looks)))
    going = BEGINNING
    for k, t in enumerate(looks):
        root = math.sqrt(t)
        high, least, half = float(upper[k]) * root, float(low[k]) * root, mid[k] * root
        above[k] = share_above(going, high, t, means[k])
        below[k] = share_below(going, least, t, means[k])
        if half > 0:
            between[k] = middle(going, half, t, means[k])
        if k + 1 < len(looks):
            going = go_on_around(
                going, least, high, half, t, means[k], next_information=looks[k + 1]
            )
    return Crossings(above, below, between)


def middle(going: Going, half: float, information: float, mean: float) -> float:
    """Probability that the score at the next look lies between -half and half."""
    return share_above(going, -half, information, mean) - share_above(
        going, half, information, mean
    )


def go_on_around(
    going: Going,
    lower: float,
    upper: float,
    inner: float,
    information: float,
    mean: float,
    *,
    next_information: float,
) -> Going:
    """Carry trials over a look: those between the bounds, and not within `inner` of 0."""
    if inner <= 0:
        return go_on(going, lower, upper, information, mean, next_information=next_information)
    low = go_on(going, lower, -inner, information, mean, next_information=next_information)
    high = go_on(going, inner, upper, information, mean, next_information=next_information)
    return Going(
        np.concatenate([low.score, high.score]),
        np.concatenate([low.mass, high.mass]),
        mean,
        information,
    )


def check_bounds(
    looks: int, upper: Sequence[float], lower: Sequence[float], inner: Sequence[float]
) -> None:
    """
    Refuse bounds that no test has.

    Raises:
        DesignError: not one bound for each look, or bounds that cross.
    """
    if not looks == len(upper) == len(lower) == len(inner):
        message = f"{looks} looks, {len(upper)} upper, {len(lower)} lower and {len(inner)} inner"
        raise DesignError(f"{message} bounds; must be as many of each", place="boundaries")
    for position, (low, high, half) in enumerate(zip(lower, upper, inner, strict=True), start=1):
        if not low <= high or np.isnan(half) or (half > 0 and (half > high or half > -low)):
            raise DesignError(
                f"bounds of look {position} cross: lower {low:g}, inner {half:g}, upper {high:g}",
                place="boundaries",
                hint="the lower bound is at most the upper, the inner within both.",
            )
