"""
Boundaries of a group-sequential test by spending functions, and the drift that gives a power.

Efficacy stops above, futility below. Non-binding futility leaves the efficacy bounds as they are
without it, so that the type I error holds when a futility bound is ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from trialrun.design.recursion import (
    BEGINNING,
    Going,
    check_information,
    go_on,
    share_below,
    stopping_probabilities,
    upper_tail,
)
from trialrun.design.spending import SpendingFunction
from trialrun.errors import DesignError

_LEAST = 1e-20
"""An error too small to give a bound: the look does not stop."""
_UNDERFLOW = 1e-250
_EXACT = 1e-13
"""Power: as near as the sums are."""
_NEAR = 1e-6
_MOST = 700.0
_NEIGHBOUR = 0.6
"""Standard errors by which a drift may differ from that under which trials were carried."""
_LARGEST = 1e3
"""Standard errors: a larger effect is none that a trial is planned for."""


@dataclass(frozen=True, slots=True)
class Boundaries:
    """
    Bounds of Z at each look, and the error spent up to it.

    `futility` is None without futility; its last bound is the last efficacy bound. `drift` is the
    mean of Z at the last look that gives `power`, `inflation` the information needed for it
    against a test with one look; both are None where no power was asked for.
    """

    information: tuple[float, ...]
    alpha: float
    efficacy: tuple[float, ...]
    alpha_spent: tuple[float, ...]
    futility: tuple[float, ...] | None = None
    beta_spent: tuple[float, ...] | None = None
    power: float | None = None
    drift: float | None = None
    inflation: float | None = None


def boundaries_spending(
    information: Sequence[float],
    alpha: float,
    efficacy: SpendingFunction,
    *,
    power: float | None = None,
    futility: SpendingFunction | None = None,
    binding: bool = False,
) -> Boundaries:
    """
    Bounds that spend type I error, and type II error where futility is asked for.

    Args:
        information: fractions at the looks, rising to 1.
        alpha: one-sided type I error.
        efficacy: spends alpha.
        power: probability of success at the drift to be found; needed for futility.
        futility: spends 1 - power under that drift.
        binding: the efficacy bounds count on the futility bounds being kept.
    Returns:
        The boundaries.
    Raises:
        DesignError: fractions out of order, power not between alpha and 1, futility without power.
    Source: Lan and DeMets (1983), Biometrika 70:659-663; Pampallona, Tsiatis and Kim (2001), Drug
        Information Journal 35:1113-1121 (futility).

    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> found = boundaries_spending([0.5, 0.75, 1], 0.025, spend_obrien_fleming)
    >>> [round(z, 3) for z in found.efficacy]
    [2.963, 2.359, 2.014]
    """
    fractions = check_information(information)
    if abs(fractions[-1] - 1) > 1e-12:
        raise DesignError(f"the last fraction is {fractions[-1]:g}, must be 1", place="information")
    check_errors(alpha, power)
    spent = [*(float(value) for value in efficacy(alpha, fractions)[:-1]), alpha]
    bounds = _Bounds(fractions, spent)
    if futility is None:
        upper = bounds.efficacy([-np.inf] * len(fractions))
        found = None if power is None else drift_for_power(fractions, upper, power)
        return Boundaries(
            tuple(fractions),
            alpha,
            tuple(upper),
            tuple(spent),
            power=power,
            drift=found,
            inflation=_inflation(found, alpha, power),
        )
    if power is None:
        raise DesignError("futility spends 1 - power: power must be given", place="power")
    beta_spent = [*(float(value) for value in futility(1 - power, fractions)[:-1]), 1 - power]
    free = None if binding else bounds.efficacy([-np.inf] * len(fractions))

    spends = [float(each) for each in np.diff(beta_spent, prepend=0.0)]

    def missing(drift: float) -> float:
        _, _, missed = bounds.both(drift, spends, free)
        return 1 - power - missed

    slope = float(np.exp(-0.5 * special.ndtri(power) ** 2) / np.sqrt(2 * np.pi))
    drift = rising_root(missing, fixed_drift(alpha, power), slope=slope)
    upper, lower, _ = bounds.both(drift, spends, free)
    return Boundaries(
        tuple(fractions),
        alpha,
        tuple(upper),
        tuple(spent),
        futility=tuple(lower),
        beta_spent=tuple(beta_spent),
        power=power,
        drift=drift,
        inflation=_inflation(drift, alpha, power),
    )


def drift_for_power(
    information: Sequence[float],
    upper: Sequence[float],
    power: float,
    *,
    lower: Sequence[float] | None = None,
    at_null: float | None = None,
) -> float:
    """
    Mean of Z at information 1 under which the upper bounds are crossed with a probability.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z.
        power: probability of crossing one of them first.
        lower: futility bounds of Z, -inf for none; None for none at all.
        at_null: type I error of the bounds, where it is known.
    Returns:
        The drift.
    Raises:
        DesignError: power not between the type I error of the bounds and 1.
    Source: Jennison and Turnbull (2000), section 3.1 and chapter 19.

    >>> round(drift_for_power([1.0], [1.959964], 0.9), 4)
    3.2415
    """
    fractions = check_information(information)
    if at_null is None:
        at_null = float(stopping_probabilities(fractions, upper=upper, lower=lower).upper.sum())
    if not at_null < power < 1:
        raise DesignError(
            f"found {power:g}, must be above the type I error, {at_null:.4g}, and below 1",
            place="power",
        )
    scale = 1 / np.sqrt(fractions[-1])
    guess = fixed_drift(min(at_null, 0.5), power) * float(scale)
    low = [-np.inf] * len(fractions) if lower is None else lower
    centre = 1.05 * guess
    for _ in range(20):
        success = _success_near(fractions, upper, low, centre)
        found = rising_root(_less(success, power), guess)
        if abs(found - centre) < _NEIGHBOUR * scale:
            return found
        centre = guess = found
    raise DesignError("no effect gives this power with these bounds", place="power")


def _less(function: Callable[[float], float], wanted: float) -> Callable[[float], float]:
    return lambda drift: function(drift) - wanted


def _success_near(
    fractions: Sequence[float], upper: Sequence[float], lower: Sequence[float], centre: float
) -> Callable[[float], float]:
    """
    Probability of crossing an upper bound first, as a function of the drift near `centre`.

    The trials that go on are carried once, under the drift `centre`; under another they are
    weighted by the ratio of the likelihoods of their score.
    """
    going, looks = BEGINNING, []
    for k, t in enumerate(fractions):
        root = float(np.sqrt(t))
        looks.append(going)
        if k + 1 < len(fractions):
            going = go_on(
                going,
                lower[k] * root,
                upper[k] * root,
                t,
                centre * t,
                next_information=fractions[k + 1],
            )
    nodes = [len(each.score) for each in looks]
    before = np.array([each.information for each in looks])
    steps = np.asarray(fractions) - before
    score, mass = (np.concatenate([getattr(g, part) for g in looks]) for part in ("score", "mass"))
    beyond = score - np.repeat(np.asarray(upper) * np.sqrt(fractions), nodes)
    spread, step = np.repeat(np.sqrt(steps), nodes), np.repeat(steps, nodes)
    information = np.repeat(before, nodes)

    def success(drift: float) -> float:
        exponent = (drift - centre) * score - (drift**2 - centre**2) / 2 * information
        weight = mass * np.exp(np.minimum(exponent, _MOST))
        return float(special.ndtr((beyond + drift * step) / spread) @ weight)

    return success


def fixed_drift(alpha: float, power: float) -> float:
    """
    Mean of Z of a test with one look that gives a power.

    Args:
        alpha: one-sided type I error.
        power: probability of success.
    Returns:
        z(1 - alpha) + z(power).
    Raises:
        DesignError: alpha not between 0 and 1, power not between alpha and 1.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986, section 3.

    >>> round(fixed_drift(0.025, 0.9), 4)
    3.2415
    """
    check_errors(alpha, power)
    return float(special.ndtri(power) - special.ndtri(alpha))


def check_errors(alpha: float, power: float | None) -> None:
    """
    Refuse error rates that no test has.

    Raises:
        DesignError: alpha not between 0 and 1, power not between alpha and 1.
    """
    if not 0 < alpha < 1:
        raise DesignError(f"found {alpha:g}, must be above 0 and below 1", place="alpha")
    if power is not None and not alpha < power < 1:
        raise DesignError(
            f"found {power:g}, must be above alpha, {alpha:g}, and below 1", place="power"
        )


class _Bounds:
    """The stage-by-stage solution: each bound from the trials that reach its look."""

    def __init__(self, fractions: list[float], alpha_spent: list[float]) -> None:
        self.fractions = fractions
        self.roots = [float(np.sqrt(t)) for t in fractions]
        self.alpha = [float(each) for each in np.diff(alpha_spent, prepend=0.0)]

    def efficacy(self, lower: Sequence[float]) -> list[float]:
        """Efficacy bounds of Z where trials below the bounds `lower` have ended."""
        going, upper = BEGINNING, []
        for k, t in enumerate(self.fractions):
            score = upper_bound(going, self.alpha[k], t)
            upper.append(score / self.roots[k])
            going = self._next(going, lower[k] * self.roots[k], score, k, 0.0)
        return upper

    def both(
        self, drift: float, beta: list[float], efficacy: list[float] | None
    ) -> tuple[list[float], list[float], float]:
        """Efficacy and futility bounds of Z under a drift, and the type II error they have."""
        null, alternative, missed = BEGINNING, BEGINNING, 0.0
        upper, lower = [], []
        last = len(self.fractions) - 1
        for k, t in enumerate(self.fractions):
            if efficacy is None:
                high = upper_bound(null, self.alpha[k], t)
            else:
                high = efficacy[k] * self.roots[k]
            low = high if k == last else min(lower_bound(alternative, beta[k], t, drift), high)
            missed += share_below(alternative, low, t, drift * t)
            upper.append(high / self.roots[k])
            lower.append(low / self.roots[k])
            alternative = self._next(alternative, low, high, k, drift)
            if efficacy is None:
                null = self._next(null, low, high, k, 0.0)
        return upper, lower, missed

    def _next(self, going: Going, low: float, high: float, k: int, drift: float) -> Going:
        if k + 1 == len(self.fractions):
            return going
        t, following = self.fractions[k], self.fractions[k + 1]
        return go_on(going, low, high, t, drift * t, next_information=following)


def upper_bound(going: Going, error: float, t: float, mean: float = 0.0) -> float:
    """
    Score above which a share `error` of all trials ends at this look.

    The logarithm of the tail is concave, and the bound without earlier looks lies beyond the one
    sought: Newton's steps from there can not overshoot. Where that is so far out that the tail
    is nothing, the search begins nearer to the trials that go on.
    """
    if error < _LEAST:
        return float(np.inf)
    score = mean - float(np.sqrt(t) * special.ndtri(error))
    highest = float(going.score.max()) + mean - going.mean
    for _ in range(100):
        tail, density = upper_tail(going, score, t, mean)
        if tail < _UNDERFLOW:
            if not going.mass.any():
                return -np.inf
            score = (score + highest) / 2
            continue
        if density <= 0:
            break
        step = (np.log(tail) - np.log(error)) * tail / density
        score += float(step)
        if abs(step) < 1e-12 * max(1.0, abs(score)):
            break
    return score


def lower_bound(going: Going, error: float, t: float, drift: float) -> float:
    """Score below which a share `error` of all trials ends at this look."""
    mirrored = Going(-going.score, going.mass, -going.mean, going.information)
    return -upper_bound(mirrored, error, t, -drift * t)


def rising_root(
    function: Callable[[float], float], guess: float, *, slope: float | None = None
) -> float:
    """
    Root of a rising function that lies near `guess`, which is positive: secant, then bracket.

    `slope` is about the function's there. A step is the last where the error that it leaves, in
    the order of the last two together, is below `_EXACT`.
    """
    before = 1.03 * guess
    missed_before = function(before)
    if abs(missed_before) < _EXACT:
        return before
    root = 1.01 * guess
    if slope:
        root = min(max(before - missed_before / slope, 0.9 * guess), 1.5 * guess)
    missed = function(root)
    for _ in range(12):
        if abs(missed) < _EXACT:
            return root
        if missed == missed_before:
            break
        step = missed * (root - before) / (missed - missed_before)
        settled = abs(missed) < _NEAR and abs(missed * missed_before) < _EXACT
        before, missed_before = root, missed
        root = min(max(root - step, 0.5 * root), 2 * root)
        if settled:
            return root
        missed = function(root)
    low, high = 0.98 * guess, 1.1 * guess
    while function(low) > 0:
        low *= 0.8
    while function(high) < 0:
        high *= 1.25
        if high > _LARGEST:
            raise DesignError("no effect gives this power with these bounds", place="power")
    return float(optimize.brentq(function, low, high, xtol=1e-11, rtol=1e-12))


def _inflation(drift: float | None, alpha: float, power: float | None) -> float | None:
    """Information needed against a test with one look."""
    if drift is None or power is None:
        return None
    return (drift / fixed_drift(alpha, power)) ** 2
