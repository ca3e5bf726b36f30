"""
Recursive numerical integration of a group-sequential test.

The statistics Z_1 … Z_K of the looks are jointly normal with correlation sqrt(t_j / t_k), so that
the score B_k = Z_k sqrt(t_k) has independent increments of variance t_k - t_{k-1}. What is carried
from look to look is the density of B_k among trials that go on, at the nodes of a Gauss-Legendre
rule; a look takes one matrix product.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_REACH = 8.5
"""Standard deviations beyond which nothing is carried: 2e-17 of the trials."""
_NODES = 32
_PANEL = 14.0
"""Widest panel, in units of the smoothness of the integrand: its error is below 1e-14."""
_X, _W = np.polynomial.legendre.leggauss(_NODES)
_ROOT_2PI = float(np.sqrt(2 * np.pi))


@dataclass(frozen=True, slots=True, eq=False)
class Going:
    """
    Trials that go on after a look: `score` B at the nodes, `mass` of the trials there, both (n,).

    `mean` is the mean that B would have without stopping, `information` the fraction reached.
    """

    score: Floats
    mass: Floats
    mean: float
    information: float


@dataclass(frozen=True, slots=True, eq=False)
class StoppingProbabilities:
    """Probability of ending above the upper, or below the lower bound at each look, (n_looks,)."""

    upper: Floats
    lower: Floats


BEGINNING = Going(np.zeros(1), np.ones(1), 0.0, 0.0)
"""Before the first look: every trial at score 0."""


def upper_tail(going: Going, score: float, information: float, mean: float) -> tuple[float, float]:
    """
    Probability that the score at the next look exceeds `score`, and the density there.

    Args:
        going: trials that went on after the look before.
        score: B = Z sqrt(information) at the next look.
        information: fraction at the next look.
        mean: mean of B at the next look, without stopping.
    Returns:
        P(go on, then B > score), and the density of B at score.
    """
    sd = math.sqrt(information - going.information)
    distance = (going.score + (mean - going.mean - score)) / sd
    density = float(np.exp(-0.5 * distance * distance) @ going.mass) / (_ROOT_2PI * sd)
    return float(special.ndtr(distance) @ going.mass), density


def share_above(going: Going, score: float, information: float, mean: float) -> float:
    """
    Probability that the score at the next look exceeds `score`: `upper_tail` without density.

    Args:
        going: trials that went on after the look before.
        score: B = Z sqrt(information) at the next look; inf for none.
        information: fraction at the next look.
        mean: mean of B at the next look, without stopping.
    Returns:
        P(go on, then B > score).
    """
    if score == math.inf:
        return 0.0
    sd = math.sqrt(information - going.information)
    distance = going.score + (mean - going.mean - score)
    distance /= sd
    return float(special.ndtr(distance) @ going.mass)


def share_below(going: Going, score: float, information: float, mean: float) -> float:
    """
    Probability that the score at the next look is below `score`; -inf for none.

    Args and returns: as `share_above`, P(go on, then B < score).
    """
    if score == -math.inf:
        return 0.0
    sd = math.sqrt(information - going.information)
    distance = (score + going.mean - mean) - going.score
    distance /= sd
    return float(special.ndtr(distance) @ going.mass)


def go_on(
    going: Going,
    lower: float,
    upper: float,
    information: float,
    mean: float,
    *,
    next_information: float,
) -> Going:
    """
    Carry the trials over a look: those between its bounds.

    Args:
        going: trials that went on after the look before.
        lower: bound of B below which a trial ends; -inf for none.
        upper: bound of B above which a trial ends; inf for none.
        information: fraction at this look.
        mean: mean of B at this look, without stopping.
        next_information: fraction at the next look, which says how fine the nodes must be.
    Returns:
        The trials that go on.
    Source: Armitage, McPherson and Rowe (1969), JRSS A 132:235-244; Jennison and Turnbull (2000),
        Group Sequential Methods with Applications to Clinical Trials, chapter 19.
    """
    reach = _REACH * math.sqrt(information)
    low, high = max(lower, mean - reach), min(upper, mean + reach)
    if high <= low:
        return Going(np.zeros(1), np.zeros(1), mean, information)
    step, following = information - going.information, next_information - information
    sd = math.sqrt(step)
    smoothness = math.sqrt(step * following / (next_information - going.information))
    panels = max(math.ceil((high - low) / (_PANEL * smoothness)), 1)
    half = (high - low) / (2 * panels)
    weight = _W * (half / (_ROOT_2PI * sd))
    if panels == 1:
        score = (low + half) + half * _X
    else:
        middles = low + half * (2 * np.arange(panels) + 1)
        score = (middles[:, None] + half * _X).ravel()
        weight = np.concatenate([weight] * panels)
    distance = np.subtract.outer(score, going.score + (mean - going.mean))
    distance *= distance
    distance *= -0.5 / step
    density = np.exp(distance, out=distance) @ going.mass
    return Going(score, density * weight, mean, information)


def stopping_probabilities(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    lower: Sequence[float] | None = None,
    drift: float | Sequence[float] = 0.0,
) -> StoppingProbabilities:
    """
    Probabilities of crossing each bound first, at each look.

    Args:
        information: fractions at the looks, rising.
        upper: bounds of Z above which the trial ends; inf for none.
        lower: bounds of Z below which the trial ends; -inf for none; None for none at any look
            but the last, where what is not above ends below.
        drift: mean of Z at information 1, or the mean of Z at each look.
    Returns:
        Probabilities (n_looks,); with a last lower bound equal to the upper they sum to 1.
    Raises:
        DesignError: fractions that do not rise, or a lower bound above its upper.
    Source: Armitage, McPherson and Rowe (1969), JRSS A 132:235-244; Jennison and Turnbull (2000),
        chapter 19.

    >>> found = stopping_probabilities([0.5, 1], upper=[2.1783, 2.1783])
    >>> round(float(found.upper.sum()), 4)
    0.025
    """
    fractions = check_information(information)
    if lower is None:
        lower = [*([-np.inf] * (len(upper) - 1)), upper[-1]]
    if not len(fractions) == len(upper) == len(lower):
        message = f"{len(fractions)} looks, {len(upper)} upper and {len(lower)} lower bounds"
        raise DesignError(message, place="boundaries")
    for position, (low, high) in enumerate(zip(lower, upper, strict=True), start=1):
        if not low <= high:
            message = f"lower bound {low:g} of look {position} is above the upper, {high:g}"
            if np.isnan(low) or np.isnan(high):
                message = f"a bound of look {position} is no number, must be one or infinite"
            raise DesignError(message, place="boundaries")
    means = score_means(fractions, drift)
    above, below = np.zeros(len(fractions)), np.zeros(len(fractions))
    going = BEGINNING
    for k, t in enumerate(fractions):
        root = math.sqrt(t)
        low, high = float(lower[k]) * root, float(upper[k]) * root
        above[k] = share_above(going, high, t, means[k])
        below[k] = share_below(going, low, t, means[k])
        if k + 1 < len(fractions):
            going = go_on(going, low, high, t, means[k], next_information=fractions[k + 1])
    return StoppingProbabilities(above, below)


def score_means(fractions: Sequence[float], drift: float | Sequence[float]) -> list[float]:
    """Means of B at the looks, of the mean of Z at information 1 or of those at each look."""
    if not np.isfinite(drift).all():
        raise DesignError("found a value that is not finite, must be finite", place="drift")
    if isinstance(drift, (int, float)):
        return [float(drift) * t for t in fractions]
    if len(drift) != len(fractions):
        message = f"{len(drift)} means for {len(fractions)} looks"
        raise DesignError(message, place="drift")
    return [float(mean) * math.sqrt(t) for mean, t in zip(drift, fractions, strict=True)]


def check_information(information: Sequence[float]) -> list[float]:
    """
    Return the fractions, where they rise from above 0.

    Raises:
        DesignError: none, or fractions that do not rise.
    """
    fractions = [float(t) for t in information]
    if not fractions:
        raise DesignError("found none, must be at least one", place="information")
    before = 0.0
    for position, t in enumerate(fractions, start=1):
        if not before < t < np.inf:
            raise DesignError(
                f"fraction {position} is {t:g}, must be above {before:g}",
                place="information",
                hint="list the looks in the order in which they are taken.",
            )
        before = t
    return fractions
