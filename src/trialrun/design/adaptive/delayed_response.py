"""
Group-sequential tests with a delayed response: what is still to come when recruitment stops.

At an interim look subjects have been recruited whose response is not known yet. If the statistic
leaves the continuation region, recruitment stops, their responses are awaited, and a decision
bound at that larger information decides. It is set so that reversals balance: as much type I
error is gained by success after crossing the lower bound of continuation as is lost by failure
after crossing the upper one. The test then keeps the type I error of its continuation bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from trialrun.design.recursion import BEGINNING, Going, check_information, go_on, score_means
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(48)
_REACH = 8.5


@dataclass(frozen=True, slots=True)
class DelayedProbabilities:
    """
    At each look: success, failure, and the reversals among them, (n_looks,).

    `reversed_success` ended recruitment above the continuation region but failed in the end,
    `reversed_failure` ended it below but succeeded.
    """

    success: Floats
    failure: Floats
    reversed_success: Floats
    reversed_failure: Floats


def decision_bounds(
    information: Sequence[float],
    delayed: Sequence[float],
    *,
    upper: Sequence[float],
    lower: Sequence[float],
) -> tuple[float, ...]:
    """
    Decision bounds that balance the probabilities of reversal under the hypothesis.

    Args:
        information: fractions at the looks, rising to 1.
        delayed: information still to come from those recruited at each look before the last
            (n_looks - 1,); 0 for none.
        upper: bounds of Z above which recruitment ends; the last is the final bound.
        lower: bounds of Z below which recruitment ends; those before the last count.
    Returns:
        Decision bounds of Z at information plus delayed; the last is the final bound. A look
        without delayed responses has its upper bound.
    Raises:
        DesignError: fractions out of order, delayed information that is negative or exceeds what
            is left, bounds that cross.
    Source: Hampson and Jennison (2013), JRSS B 75:3-54, section 4; Schüürhuis, Konietschke and
        Kunz (2024), Biometrical Journal 66:2300306.

    >>> found = decision_bounds([0.5, 1], [0.2], upper=[2.5, 2.0], lower=[0.5, 2.0])
    >>> [round(c, 3) for c in found]
    [1.686, 2.0]
    """
    fractions, waiting, high, low = _checked(information, delayed, upper, lower)
    going, found = BEGINNING, []
    for k, t in enumerate(fractions[:-1]):
        if waiting[k] <= 0:
            found.append(high[k])
        else:
            found.append(_balanced(going, (low[k], high[k]), t, waiting[k]))
        root = float(np.sqrt(t))
        going = go_on(
            going, low[k] * root, high[k] * root, t, 0.0, next_information=fractions[k + 1]
        )
    return (*found, high[-1])


def delayed_probabilities(
    information: Sequence[float],
    delayed: Sequence[float],
    *,
    upper: Sequence[float],
    lower: Sequence[float],
    decision: Sequence[float],
    drift: float | Sequence[float] = 0.0,
) -> DelayedProbabilities:
    """
    Probabilities of success, failure and reversal of a test with delayed responses.

    Args:
        information: fractions at the looks, rising to 1.
        delayed: information still to come at each look before the last (n_looks - 1,).
        upper: bounds of Z above which recruitment ends.
        lower: bounds of Z below which recruitment ends.
        decision: bounds of Z when the delayed responses are in (n_looks,).
        drift: mean of Z at information 1; one number.
    Returns:
        The probabilities at each look.
    Raises:
        DesignError: as `decision_bounds`.
    Source: Hampson and Jennison (2013), JRSS B 75:3-54.

    >>> bounds = dict(upper=[2.5, 2.0], lower=[0.5, 2.0])
    >>> decision = decision_bounds([0.5, 1], [0.2], **bounds)
    >>> found = delayed_probabilities([0.5, 1], [0.2], decision=decision, **bounds)
    >>> round(float(found.reversed_success[0] - found.reversed_failure[0]), 12)
    0.0
    """
    fractions, waiting, high, low = _checked(information, delayed, upper, lower)
    if len(decision) != len(fractions):
        raise DesignError(f"{len(decision)} for {len(fractions)} looks", place="decision")
    means = score_means(fractions, drift)
    slope = means[-1] / fractions[-1]
    count = len(fractions)
    success, failure = np.zeros(count), np.zeros(count)
    late_failure, late_success = np.zeros(count), np.zeros(count)
    going = BEGINNING
    for k, t in enumerate(fractions):
        root = float(np.sqrt(t))
        above = _ended(going, (high[k] * root, np.inf), t, means[k])
        below_bound = high[k] if k == count - 1 else low[k]
        below = _ended(going, (-np.inf, below_bound * root), t, means[k])
        if k < count - 1 and waiting[k] > 0:
            late_failure[k] = _then(above, t, waiting[k], decision[k], slope, success=False)
            late_success[k] = _then(below, t, waiting[k], decision[k], slope, success=True)
        up, down = float(above.mass.sum()), float(below.mass.sum())
        success[k] = up - late_failure[k] + late_success[k]
        failure[k] = down - late_success[k] + late_failure[k]
        if k + 1 < count:
            going = go_on(
                going,
                low[k] * root,
                high[k] * root,
                t,
                means[k],
                next_information=fractions[k + 1],
            )
    return DelayedProbabilities(success, failure, late_failure, late_success)


def _balanced(going: Going, bounds: tuple[float, float], t: float, waiting: float) -> float:
    root = float(np.sqrt(t))
    above = _ended(going, (bounds[1] * root, np.inf), t, 0.0)
    below = _ended(going, (-np.inf, bounds[0] * root), t, 0.0)

    def excess(bound: float) -> float:
        lost = _then(above, t, waiting, bound, 0.0, success=False)
        return lost - _then(below, t, waiting, bound, 0.0, success=True)

    return float(optimize.brentq(excess, -8.0, 8.0, xtol=1e-12))


def _ended(going: Going, between: tuple[float, float], t: float, mean: float) -> Going:
    """Trials whose score at a look lies between two values."""
    reach = _REACH * float(np.sqrt(t))
    low, high = max(between[0], mean - reach), min(between[1], mean + reach)
    if high <= low:
        return Going(np.zeros(1), np.zeros(1), mean, t)
    sd = float(np.sqrt(t - going.information))
    panels = max(int(np.ceil((high - low) / (2 * sd))), 1) * 2
    half = (high - low) / (2 * panels)
    middles = low + half * (2 * np.arange(panels) + 1)
    score = (middles[:, None] + half * _X).ravel()
    distance = (score[:, None] - (going.score + (mean - going.mean))) / sd
    density = np.exp(-0.5 * distance * distance) @ going.mass / (sd * np.sqrt(2 * np.pi))
    return Going(score, density * np.tile(_W * half, panels), mean, t)


def _then(
    ended: Going, t: float, waiting: float, bound: float, slope: float, *, success: bool
) -> float:
    """Share of the trials ended at a look whose final statistic is above a bound, or below."""
    distance = (ended.score + slope * waiting - bound * float(np.sqrt(t + waiting))) / np.sqrt(
        waiting
    )
    return float(special.ndtr(distance if success else -distance) @ ended.mass)


def _checked(
    information: Sequence[float],
    delayed: Sequence[float],
    upper: Sequence[float],
    lower: Sequence[float],
) -> tuple[list[float], list[float], list[float], list[float]]:
    fractions = check_information(information)
    count = len(fractions)
    if len(delayed) != count - 1 or len(upper) != count or len(lower) not in {count - 1, count}:
        raise DesignError(
            f"{count} looks, {len(delayed)} delayed, {len(upper)} upper and {len(lower)} lower",
            place="delayed",
            hint="give the information to come at every look but the last.",
        )
    for position, (t, more) in enumerate(zip(fractions, delayed, strict=False), start=1):
        if not 0 <= more <= fractions[-1] - t + 1e-12:
            raise DesignError(
                f"found {more:g} at look {position}, must be from 0 to {fractions[-1] - t:g}",
                place="delayed",
            )
    for position, (down, up) in enumerate(zip(lower, upper[: count - 1], strict=False), start=1):
        if down > up:
            raise DesignError(
                f"lower bound {down:g} of look {position} is above the upper, {up:g}",
                place="boundaries",
            )
    return fractions, [float(d) for d in delayed], [float(u) for u in upper], list(lower)
