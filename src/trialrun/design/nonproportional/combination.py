"""Weighted logrank statistics of all looks together: their means, correlation and crossings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from trialrun.design.arms.normal import probability_normal
from trialrun.design.boundaries import fixed_drift
from trialrun.design.nonproportional.information import expected_information
from trialrun.design.nonproportional.looks import check_months
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.nonproportional.weighted_logrank import (
    check_scores,
    score_covariance,
    score_moments,
)
from trialrun.design.nonproportional.weights import Weight
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class Combination:
    """
    Weighted logrank statistics of all looks together, in favour of the experimental arm.

    `look` (m,) says to which look a statistic belongs; `means` (m,) and `correlation` (m, m) are of
    the Z. `month`, `subjects`, `events` and `hazard_ratio` are by look, (k,).
    """

    look: np.ndarray[tuple[int], np.dtype[np.int64]]
    means: Floats
    correlation: Floats
    month: Floats
    subjects: Floats
    events: Floats
    hazard_ratio: Floats

    def scaled(self, factor: float) -> Combination:
        """Return the same of a trial with more subjects by a factor, at the same months."""
        return replace(
            self,
            means=self.means * np.sqrt(factor),
            subjects=self.subjects * factor,
            events=self.events * factor,
        )


@dataclass(frozen=True, slots=True, eq=False)
class MaxComboTest:
    """
    A MaxCombo test: bounds of the largest Z and cumulative crossing probabilities by look, (k,).

    `type_one` and `futility_null` are under no effect, with futility kept. `factor` multiplies the
    plan's rates of accrual.
    """

    combination: Combination
    efficacy: Floats
    futility: Floats
    power: Floats
    futility_power: Floats
    type_one: Floats
    futility_null: Floats
    factor: float = 1.0


def combination(
    plan: SurvivalPlan, months: Sequence[float], weights: Sequence[Sequence[Weight]]
) -> Combination:
    """
    Means and correlation of weighted logrank statistics at looks.

    Args:
        plan: of the trial.
        months: calendar months of the looks, rising.
        weights: of the statistics at each look.
    Returns:
        What is expected.
    Raises:
        DesignError: months that do not rise, a look without a weight.
    Source: Karrison (2016), Stata Journal 16:678-690; Ghosh, Ristl, König et al. (2022),
        Biometrical Journal 64:343-360; Tsiatis (1982), JASA 77:855-861.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> from trialrun.design.nonproportional.weights import LOGRANK
    >>> plan = plan_survival(accrual_constant([12], [20]), [0, 4], [0.06, 0.06], [1, 0.6])
    >>> found = combination(plan, [36], [[LOGRANK, Weight(gamma=0.5)]])
    >>> round(float(found.correlation[0, 1]), 3)
    0.942
    """
    when = check_months(months)
    if len(weights) != len(when) or any(not each for each in weights):
        message = f"found weights for {sum(map(bool, weights))} of {len(when)} looks"
        raise DesignError(f"{message}, must be at least one at each", place="weights")
    flat = [(k, weight) for k, given in enumerate(weights) for weight in given]
    moments = [score_moments(plan, weight, when[k]) for k, weight in flat]
    check_scores(moments)
    variance = np.array([each.variance for each in moments])
    matrix = np.diag(variance)
    for i, (k, one) in enumerate(flat):
        for j, (later, other) in enumerate(flat[:i]):
            matrix[i, j] = matrix[j, i] = score_covariance(plan, one, other, when[min(k, later)])
    sd = np.sqrt(variance)
    found = [expected_information(plan, month) for month in when]
    return Combination(
        look=np.array([k for k, _ in flat]),
        means=np.array([each.score for each in moments]) / sd,
        correlation=matrix / np.outer(sd, sd),
        month=np.array(when),
        subjects=np.array([each.subjects for each in found]),
        events=np.array([each.events for each in found]),
        hazard_ratio=np.array([each.hazard_ratio for each in found]),
    )


def bounded(trial: Combination, high: Floats, low: Floats, factor: float = 1.0) -> MaxComboTest:
    """Return the test with bounds, its crossing probabilities under both hypotheses."""
    parts = [
        [_crossed(trial, means, high, low, k) for k in range(len(high))]
        for means in (trial.means, np.zeros_like(trial.means))
    ]
    above, below = np.cumsum(parts[0], axis=0).T
    above_null, below_null = np.cumsum(parts[1], axis=0).T
    return MaxComboTest(trial, high, low, above, below, above_null, below_null, factor)


def _crossed(
    trial: Combination, means: Floats, high: Floats, low: Floats, k: int
) -> tuple[float, float]:
    """Probability of ending first at a look, above and below."""
    below = 0.0 if np.isinf(low[k]) else going_on(trial, means, high, low, k, low[k])
    return crossed_above(trial, means, high, low, k), below


def crossed_above(trial: Combination, means: Floats, high: Floats, low: Floats, k: int) -> float:
    """Probability of ending first at a look, above."""
    if np.isinf(high[k]):
        return 0.0
    going = going_on(trial, means, high, low, k, np.inf)
    return max(going - going_on(trial, means, high, low, k, high[k]), 0.0)


def going_on(
    trial: Combination, means: Floats, high: Floats, low: Floats, k: int, limit: float
) -> float:
    """
    Probability of going on before a look whose largest statistic is then below a limit.

    At earlier looks the largest statistic lies between bounds: where it is the only one of the
    look, in their interval; else the probability of the upper less that of the lower, over all
    such looks together.
    """
    alone = np.bincount(trial.look, minlength=k + 1) == 1
    sides = [
        [(1.0, high[j])] if alone[j] or np.isinf(low[j]) else [(1.0, high[j]), (-1.0, low[j])]
        for j in range(k)
    ]
    floors = np.array([*np.where(alone[:k], low[:k], -np.inf), -np.inf])
    total = 0.0
    for chosen in product(*sides):
        limits = np.array([*(value for _, value in chosen), limit])
        sign = float(np.prod([value for value, _ in chosen])) if chosen else 1.0
        total += sign * _all_between(trial, means, floors, limits)
    return total


def _all_between(trial: Combination, means: Floats, floors: Floats, limits: Floats) -> float:
    """Probability that each statistic of the first looks is above and below what its look asks."""
    first = trial.look < len(limits)
    look = np.minimum(trial.look, len(limits) - 1)
    lower, upper = floors[look], limits[look]
    kept = np.flatnonzero(first & ((upper < np.inf) | (lower > -np.inf)))
    if not len(kept):
        return 1.0
    matrix = trial.correlation[np.ix_(kept, kept)]
    return probability_normal(lower[kept], upper[kept], matrix, mean=means[kept])


def start_factor(trial: Combination, alpha: float, power: float) -> float:
    """Factor of the size that the best statistic alone would need at the last look."""
    best = float(trial.means[trial.look == trial.look.max()].max())
    return (fixed_drift(alpha, power) / best) ** 2


def check_effect(trial: Combination) -> None:
    """
    Refuse a trial whose last look shows no effect.

    Raises:
        DesignError: no expected statistic is above 0.
    """
    best = float(trial.means[trial.look == trial.look.max()].max())
    if best <= 0:
        raise DesignError(
            f"the largest expected statistic is {best:.4g}, must be above 0",
            place="hazard_ratio",
            hint="no number of subjects shows an effect that is not there.",
        )
