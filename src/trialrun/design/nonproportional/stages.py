"""
Bounds and crossing probabilities of a test whose effect and information change from look to look.

Under no effect and under the alternative the statistic may have different information, and its mean
need not grow with it; the score has independent increments all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.design.boundaries import lower_bound, upper_bound
from trialrun.design.recursion import (
    BEGINNING,
    Going,
    check_information,
    go_on,
    share_above,
    share_below,
)
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class Stages:
    """A statistic over looks: its information, rising, and the mean of Z, (k,) each."""

    information: Floats
    means: Floats


@dataclass(frozen=True, slots=True)
class BoundRule:
    """
    How the bounds of one side are found: bounds of Z as given, or errors spent at each look.

    One of the two is None. Errors are not cumulative; a look that spends none has no bound.
    """

    values: tuple[float, ...] | None = None
    errors: tuple[float, ...] | None = None


def stages(information: Sequence[float] | Floats, means: Sequence[float] | Floats) -> Stages:
    """
    Return a statistic over looks.

    Args:
        information: at the looks, rising from above 0, on any scale.
        means: of Z.
    Raises:
        DesignError: information that does not rise, or lengths that differ.

    >>> stages([20, 40], [1.0, 2.0]).information.tolist()
    [0.5, 1.0]
    """
    rising = np.asarray(check_information(list(information)))
    centres = np.asarray(means, float)
    if rising.shape != centres.shape:
        raise DesignError(f"{len(centres)} means for {len(rising)} looks", place="means")
    return Stages(rising / rising[-1], centres)


def boundaries_stages(
    null: Stages,
    alternative: Stages,
    upper: BoundRule,
    lower: BoundRule,
    *,
    binding: bool = False,
    stretch: Sequence[float] | Floats | None = None,
) -> tuple[list[float], list[float]]:
    """
    Upper bounds that spend error under no effect, lower ones that spend it under the alternative.

    Args:
        null: the statistic under no effect.
        alternative: the statistic under the alternative, or whatever the lower bounds spend under.
        upper: how the upper bounds are found.
        lower: how the lower bounds are found.
        binding: the upper bounds count on the lower ones being kept.
        stretch: what a bound of `null` is multiplied with to be one of `alternative`, (k,), where
            their statistics are divided by different standard errors; None for 1.
    Returns:
        Upper and lower bounds of the Z of `null`, (k,) each; inf and -inf for none.
    Raises:
        DesignError: rules for another number of looks.
    Source: Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical
        Trials, chapter 19.

    >>> trial = stages([0.5, 1.0], [0.0, 0.0])
    >>> spent = BoundRule(errors=(0.001525, 0.023475))
    >>> never = BoundRule(values=(-np.inf, -np.inf))
    >>> high, _ = boundaries_stages(trial, trial, spent, never)
    >>> [round(z, 3) for z in high]
    [2.963, 1.969]
    """
    looks = len(null.information)
    for place, rule in (("upper", upper), ("lower", lower)):
        given = rule.values if rule.errors is None else rule.errors
        if given is None or len(given) != looks:
            found = "none" if given is None else str(len(given))
            raise DesignError(f"found {found}, must be one for each of {looks} looks", place=place)
    high, low = list[float](), list[float]()
    under_null, under_alternative = BEGINNING, BEGINNING
    for k in range(looks):
        by = 1.0 if stretch is None else float(stretch[k])
        high.append(_upper(under_null, null, upper, k))
        low.append(_lower(under_alternative, alternative, lower, k, by))
        kept = low[k] if binding else -np.inf
        under_null = _next(under_null, null, k, kept, high[k])
        under_alternative = _next(under_alternative, alternative, k, low[k] * by, high[k] * by)
    return high, low


def crossing_stages(
    trial: Stages, upper: Sequence[float], lower: Sequence[float]
) -> tuple[Floats, Floats]:
    """
    Probabilities of crossing bounds first at each look.

    A lower bound above its upper one is allowed: nobody goes on, and what lies between counts on
    both sides.

    Args:
        trial: the statistic.
        upper: bounds of Z; inf for none.
        lower: bounds of Z; -inf for none.
    Returns:
        Probabilities above and below, (k,) each.
    Source: Armitage, McPherson and Rowe (1969), JRSS A 132:235-244.

    >>> above, _ = crossing_stages(stages([1.0], [3.2415]), [1.959964], [-np.inf])
    >>> round(float(above[0]), 4)
    0.9
    """
    looks = len(trial.information)
    above, below = np.zeros(looks), np.zeros(looks)
    going = BEGINNING
    for k, t in enumerate(trial.information):
        root = float(np.sqrt(t))
        mean = float(trial.means[k]) * root
        above[k] = share_above(going, upper[k] * root, float(t), mean)
        below[k] = share_below(going, lower[k] * root, float(t), mean)
        going = _next(going, trial, k, lower[k], upper[k])
    return above, below


def _upper(going: Going, trial: Stages, rule: BoundRule, k: int) -> float:
    if rule.errors is None:
        return float(rule.values[k]) if rule.values is not None else np.inf
    t = float(trial.information[k])
    root = float(np.sqrt(t))
    if rule.errors[k] <= 0:
        return np.inf
    return float(upper_bound(going, rule.errors[k], t, float(trial.means[k]) * root) / root)


def _lower(going: Going, trial: Stages, rule: BoundRule, k: int, by: float) -> float:
    if rule.errors is None:
        return float(rule.values[k]) if rule.values is not None else -np.inf
    t = float(trial.information[k])
    root = float(np.sqrt(t))
    if rule.errors[k] <= 0:
        return -np.inf
    drift = float(trial.means[k]) / root
    return float(lower_bound(going, rule.errors[k], t, drift) / (root * by))


def _next(going: Going, trial: Stages, k: int, low: float, high: float) -> Going:
    if k + 1 == len(trial.information):
        return going
    t = float(trial.information[k])
    root = float(np.sqrt(t))
    return go_on(
        going,
        low * root,
        high * root,
        t,
        float(trial.means[k]) * root,
        next_information=float(trial.information[k + 1]),
    )
