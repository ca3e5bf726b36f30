"""gsDesign: bounds of designs whose looks do not all test, and harm bounds below futility."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize

from trialrun.design.bounds.asymmetric import boundaries_errors
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.stagewise import lower_bounds, upper_bounds

_STILL = 1e-9
"""Bounds that change by no more have settled."""


@dataclass(frozen=True)
class Tested:
    """What a design spends up to each look, and at which looks its bounds are tested."""

    kind: int
    information: tuple[float, ...]
    upper_spent: Any
    lower_spent: Any
    harm_spent: Any
    upper: tuple[bool, ...]
    lower: tuple[bool, ...]
    harm: tuple[bool, ...]

    @property
    def binding(self) -> bool:
        """Say if the upper bounds count on the lower ones being kept."""
        return self.kind in {3, 5, 7}

    @property
    def under(self) -> str:
        """Hypothesis under which the lower bounds spend."""
        return "null" if self.kind in {5, 6} else "alternative"

    @property
    def whole(self) -> bool:
        """Say if each look tests both bounds."""
        return all(self.upper) and all(self.lower)

    @property
    def resized(self) -> bool:
        """Say if the looks that do not test change the size of the design."""
        return not all(self.upper) or (self.kind not in {5, 6} and not all(self.lower))

    @property
    def upper_errors(self) -> np.ndarray:
        """Spent above at each look: what a look without a test leaves, the next that tests does."""
        return _increments(self.upper_spent, self.upper)

    @property
    def lower_errors(self) -> np.ndarray:
        """Spent below at each look."""
        return _increments(self.lower_spent, self.lower)

    @property
    def harm_errors(self) -> np.ndarray:
        """Spent by the harm bounds at each look."""
        return _increments(self.harm_spent, self.harm)


@dataclass(frozen=True)
class Limits:
    """Bounds of Z; `stop` is where a trial ends low, for futility or for harm."""

    upper: np.ndarray
    lower: np.ndarray
    harm: np.ndarray | None

    @property
    def stop(self) -> np.ndarray:
        """Where a trial ends low."""
        return self.lower if self.harm is None else np.maximum(self.lower, self.harm)


def _increments(spent: Any, tested: tuple[bool, ...]) -> np.ndarray:
    total, before, found = 0.0, 0.0, []
    for each, tests in zip(spent, tested, strict=True):
        total = float(each) if tests else before
        found.append(total - before)
        before = total
    return np.asarray(found)


def limits(design: Tested, drift: float, *, meet: bool = False) -> Limits:
    """
    Bounds under a drift.

    Args:
        design: what is spent and tested.
        drift: mean of Z at information 1 under the alternative.
        meet: the design has the power that its spending asks for, so that the bounds meet.
    Returns:
        The bounds; infinite where there is none.
    """
    below = design.lower_errors
    if design.kind == 6 and design.upper_spent[-1] + design.lower_spent[-1] > 1 - _STILL:
        below[-1] += design.lower_spent[-1] - below.sum()  # the last look takes what is left
    found = boundaries_errors(
        design.information,
        design.upper_errors,
        below,
        drift=drift,
        lower_under=design.under,
        binding=design.binding,
    )
    upper = np.where(design.upper, found.upper, np.inf)
    lower = np.where(design.lower, found.lower, -np.inf)
    if meet and design.under == "alternative" and design.lower[-1]:
        lower[-1] = upper[-1]
    if design.kind not in {7, 8}:
        return Limits(upper, lower, None)
    harm = lower_bounds(design.information, design.harm_errors, upper=list(upper))
    harm = np.where(design.harm, harm, -np.inf)
    both = np.asarray(design.lower) & np.asarray(design.harm)
    harm = np.where(both, np.minimum(harm, lower), harm)
    start = Limits(upper, lower, harm)
    alone = np.asarray(design.harm) & ~np.asarray(design.lower)
    return _joint(design, start, drift) if alone.any() else start


def power(design: Tested, bounds: Limits, drift: float) -> float:
    """Probability of success under a drift."""
    found = probability_crossing(
        design.information, upper=list(bounds.upper), lower=list(bounds.stop), drift=drift
    )
    return float(found.upper.sum())


def drift_of(design: Tested, start: float, wanted: float) -> float:
    """Drift at which bounds that are not tested at each look have a power; start: with all."""

    def missing(drift: float) -> float:
        return power(design, limits(design, drift), drift) - wanted

    low, high = 0.9 * start, 1.1 * start
    while missing(low) > 0:
        low *= 0.8
    while missing(high) < 0:
        high *= 1.2
    return float(optimize.brentq(missing, low, high, xtol=1e-11))


# ------------------------------------------------------------------ harm where futility is not
def _joint(design: Tested, bounds: Limits, drift: float) -> Limits:
    """Harm bounds that count futility stops, and futility bounds that count harm stops."""
    assert bounds.harm is not None
    now = Limits(bounds.upper, np.minimum(bounds.lower, bounds.upper), bounds.harm)
    for _ in range(100):
        harm = _harm(design, now)
        lower = _futility(design, Limits(now.upper, now.lower, harm), drift)
        upper = now.upper
        following = Limits(upper, lower, harm)
        if design.kind == 7:
            found = upper_bounds(
                design.information, design.upper_errors, lower=list(following.stop)
            )
            upper = np.where(design.upper, found, np.inf)
            following = Limits(upper, np.minimum(lower, upper), np.minimum(harm, upper))
        moved = _moved(following, now)
        now = following
        if moved < _STILL:
            break
    return now


def _moved(one: Limits, other: Limits) -> float:
    pairs = [(one.upper, other.upper), (one.lower, other.lower), (one.harm, other.harm)]
    with np.errstate(invalid="ignore"):
        return max(float(np.nan_to_num(np.abs(np.subtract(a, b))).max()) for a, b in pairs)


def _crossing(
    design: Tested, before: list[float], bound: float, upper: np.ndarray, drift: float
) -> float:
    k = len(before) + 1
    found = probability_crossing(
        design.information[:k], upper=list(upper[:k]), lower=[*before, bound], drift=drift
    )
    return float(found.lower[-1])


def _spending(
    design: Tested,
    before: list[float],
    wanted: float,
    upper: np.ndarray,
    ends: tuple[float, float],
    drift: float,
) -> float:
    """Bound between two ends that spends what is wanted, or the end next to it."""

    def missing(bound: float) -> float:
        return _crossing(design, before, bound, upper, drift) - wanted

    low, high = ends
    if missing(low) >= 0:
        return low
    if missing(high) <= 0:
        return high
    return float(optimize.brentq(missing, max(low, -20.0), min(high, 20.0), xtol=1e-12))


def _harm(design: Tested, now: Limits) -> np.ndarray:
    wanted, spent = np.cumsum(design.harm_errors), 0.0
    before: list[float] = []
    found = []
    for k, tests in enumerate(design.harm):
        bound = -np.inf
        if tests:
            most = min(now.upper[k], now.lower[k]) if design.lower[k] else now.upper[k]
            left = max(wanted[k] - spent, 0.0)
            bound = _spending(design, before, left, now.upper, (-np.inf, float(most)), 0.0)
            spent += _crossing(design, before, bound, now.upper, 0.0)
        found.append(bound)
        before.append(max(bound, float(now.lower[k])) if design.lower[k] else bound)
    return np.asarray(found)


def _futility(design: Tested, now: Limits, drift: float) -> np.ndarray:
    assert now.harm is not None
    wanted, spent = np.cumsum(design.lower_errors), 0.0
    before: list[float] = []
    found = []
    last = len(design.lower) - 1
    for k, tests in enumerate(design.lower):
        least = float(now.harm[k])
        bound = least
        if tests and k == last:
            bound = float(now.upper[k])
        elif tests:
            left = max(wanted[k] - spent, 0.0)
            ends = (least, float(now.upper[k]))
            bound = _spending(design, before, left, now.upper, ends, drift)
        spent += _crossing(design, before, bound, now.upper, drift)
        found.append(bound if tests else -np.inf)
        before.append(bound)
    return np.asarray(found)
