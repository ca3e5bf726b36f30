"""
Bounds of Fisher's combination test: the product of p-values of stages, in powers of their weights.

A trial ends in success at stage k where p_1^w_1 … p_k^w_k is at most c_k, for futility where p_k
is at least a bound of its own. Under no effect the p-values are independent and uniform, so that
the score S_k = -sum of w_i log p_i grows by independent exponential steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from trialrun.design.boundaries import check_errors
from trialrun.design.bounds.result import at_looks
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

METHODS = ("equal levels", "full level last", "no interaction", "spending")
_X, _W = np.polynomial.legendre.leggauss(40)
_MOST = 6


@dataclass(frozen=True, slots=True)
class FisherBounds:
    """
    Critical values of the weighted product at each stage.

    `levels` are the levels of a test with one product of as many p-values, `alpha_spent` is
    cumulative, `weights` the exponents, `futility` the p-values from which on a stage ends the
    trial (1 for none), `curtailed` whether a stage can not reject any more than the one before.
    """

    information: tuple[float, ...]
    alpha: float
    critical: tuple[float, ...]
    levels: tuple[float, ...]
    alpha_spent: tuple[float, ...]
    weights: tuple[float, ...]
    futility: tuple[float, ...]
    binding: bool
    curtailed: bool


def boundaries_fisher(
    looks: int | Sequence[float],
    alpha: float,
    *,
    method: str = "equal levels",
    spent: Sequence[float] | None = None,
    futility: Sequence[float] | None = None,
    binding: bool = True,
) -> FisherBounds:
    """
    Critical values of Fisher's combination test with several stages.

    Args:
        looks: how many stages, equally large, or their information fractions; weights are the
            square roots of the stages' information against that of the first.
        alpha: one-sided type I error.
        method: "equal levels" gives each product the same level; "full level last" gives the last
            product the level alpha and the others an equal one; "no interaction" gives the last
            product the level alpha and the others bounds that meet the last one's; "spending"
            spends given errors.
        spent: cumulative errors at the stages, for "spending".
        futility: p-values from which on a stage ends the trial, one for each interim stage.
        binding: the critical values count on futility being kept.
    Returns:
        The critical values.
    Raises:
        DesignError: an unknown method, more than 6 stages, errors or bounds out of order.
    Source: Bauer and Köhne (1994), Biometrics 50:1029-1041; Wassmer (1999), Biometrics 55:
        1302-1306; Wassmer and Brannath (2016), Group Sequential and Confirmatory Adaptive Designs
        in Clinical Trials, section 6.2.

    >>> found = boundaries_fisher(2, 0.05, method="full level last", futility=[0.5])
    >>> [round(each, 4) for each in found.critical]
    [0.0233, 0.0087]
    """
    information = at_looks(looks)
    check_errors(alpha, None)
    stages = len(information)
    if stages > _MOST:
        raise DesignError(f"found {stages} stages, must be at most {_MOST}", place="looks")
    if method not in METHODS:
        raise DesignError(f"found {method!r}, must be one of {', '.join(METHODS)}", place="method")
    steps = np.diff(information, prepend=0.0)
    weights = np.sqrt(steps / steps[0])
    stops = _stops(futility, stages)
    kept = stops if binding else [1.0] * (stages - 1)
    if method == "spending":
        critical = _spending(alpha, spent, weights, kept)
    else:
        critical = _by_level(alpha, method, weights, kept)
    errors = _errors(critical, weights, kept)
    return FisherBounds(
        information=tuple(information),
        alpha=alpha,
        critical=tuple(critical),
        levels=tuple(product_level(critical[k], weights[: k + 1]) for k in range(stages)),
        alpha_spent=tuple(float(each) for each in np.cumsum(errors)),
        weights=tuple(float(each) for each in weights),
        futility=tuple(stops),
        binding=binding,
        curtailed=any(b >= a for a, b in zip(critical, critical[1:], strict=False)),
    )


def product_level(critical: float, weights: Sequence[float] | Floats) -> float:
    """
    Probability under no effect that a weighted product of p-values is at most a value.

    Args:
        critical: the value, between 0 and 1.
        weights: exponents of the p-values.
    Returns:
        The probability.
    Source: Brown (1975), Biometrics 31:987-992; Wassmer (1999), Biometrics 55:1302-1306.

    >>> round(product_level(0.0087, [1, 1]), 4)
    0.05
    """
    errors = _errors([0.0] * (len(weights) - 1) + [critical], weights, [1.0] * (len(weights) - 1))
    return float(errors[-1])


def _stops(futility: Sequence[float] | None, stages: int) -> list[float]:
    found = [1.0] * (stages - 1) if futility is None else [float(each) for each in futility]
    if len(found) != stages - 1 or any(not 0 < each <= 1 for each in found):
        raise DesignError(
            f"found {found}, must be a p-value for each of {stages - 1} interim stages",
            place="futility",
        )
    return found


def _errors(
    critical: Sequence[float], weights: Sequence[float] | Floats, stops: Sequence[float]
) -> Floats:
    """
    Probability of rejecting first at each stage under no effect.

    With L_k = -log c_k, a trial goes on at stage k with score below L_k and step at least
    -w_k log a_k. The chance of rejecting at the next stage from score s is exp((s - L) / w).
    """
    limits = [np.inf if each <= 0 else -float(np.log(each)) for each in critical]
    found = np.zeros(len(critical))
    score, mass = np.zeros(1), np.ones(1)
    for k, weight in enumerate(weights):
        # the p-value that rejects, at most that which ends for futility
        reach = np.exp(-np.maximum(limits[k] - score, 0.0) / weight)
        last = k + 1 == len(critical)
        found[k] = float(mass @ (reach if last else np.minimum(reach, 1.0)))
        if last:
            break
        score, mass = _carry(score, mass, limits[k], float(weight), stops[k], limits[k + 1 :])
    return found


def _carry(
    score: Floats,
    mass: Floats,
    limit: float,
    weight: float,
    stop: float,
    later: Sequence[float],
) -> tuple[Floats, Floats]:
    """Scores that go on, each spread over the p-values between rejection and futility."""
    least = -weight * float(np.log(stop))
    highest = min(limit, max((each for each in later if np.isfinite(each)), default=limit))
    if not np.isfinite(limit):
        highest = max((each for each in later if np.isfinite(each)), default=0.0)
    low = score + least
    width = np.maximum(highest - low, 0.0)
    nodes = low[:, None] + width[:, None] * (_X + 1) / 2
    step = nodes - score[:, None]
    density = np.exp(-step / weight) / weight
    weights = mass[:, None] * density * (width / 2)[:, None] * _W
    found_score, found_mass = nodes.ravel(), weights.ravel()
    if not np.isfinite(limit):
        beyond = mass * np.exp(-np.maximum(highest - score, least) / weight)
        found_score = np.append(found_score, highest)
        found_mass = np.append(found_mass, float(beyond.sum()))
    if found_score.size > 2 * _W.size * _W.size:
        return _thin(found_score, found_mass)
    return found_score, found_mass


def _thin(score: Floats, mass: Floats) -> tuple[Floats, Floats]:
    raise NotImplementedError


def _by_level(
    alpha: float, method: str, weights: Floats, stops: Sequence[float]
) -> list[float]:
    raise NotImplementedError


def _spending(
    alpha: float, spent: Sequence[float] | None, weights: Floats, stops: Sequence[float]
) -> list[float]:
    raise NotImplementedError


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(optimize.brentq(function, low, high, xtol=1e-16, rtol=1e-13))
