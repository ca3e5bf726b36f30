"""MaxCombo over looks: bounds of the largest of several weighted logrank statistics at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import optimize

from trialrun.design.boundaries import check_errors
from trialrun.design.nonproportional.combination import (
    Combination,
    MaxComboTest,
    check_effect,
    combination,
    going_on,
    start_factor,
    bounded,
)
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.nonproportional.sequential import factor_for_power
from trialrun.design.nonproportional.weights import Weight
from trialrun.design.spending import Floats, SpendingFunction
from trialrun.errors import DesignError

_REACH = 9.0
"""Standard deviations beyond which no bound lies."""


def power_sequential_maxcombo(
    plan: SurvivalPlan,
    months: Sequence[float],
    weights: Sequence[Sequence[Weight]],
    efficacy: SpendingFunction | Sequence[float],
    *,
    alpha: float = 0.025,
    futility: SpendingFunction | Sequence[float] | None = None,
    beta: float = 0.1,
    binding: bool = False,
    spending_time: Sequence[float] | None = None,
) -> MaxComboTest:
    """
    Bounds and power of a group-sequential MaxCombo test.

    Args:
        plan: of the trial.
        months: calendar months of the looks, rising.
        weights: of the statistics at each look; a look may have one only.
        efficacy: spends alpha, or bounds of the largest Z.
        alpha: one-sided type I error; not used for given bounds.
        futility: spends beta under the plan, or bounds of the largest Z; None for none.
        beta: type II error that a futility function spends.
        binding: the efficacy bounds count on the futility bounds being kept.
        spending_time: fractions that both functions see; None for the share of expected events.
    Returns:
        The test.
    Raises:
        DesignError: months that do not rise, bounds for another number of looks.
    Source: Ghosh, Ristl, König et al. (2022), Biometrical Journal 64:343-360;
        Wang, Luo and Zheng (2021), Pharmaceutical Statistics 20:879-897.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> from trialrun.design.nonproportional.weights import LOGRANK
    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> plan = plan_survival(accrual_constant([12], [40]), [0, 4], [0.06, 0.06], [1, 0.6])
    >>> late = Weight(gamma=0.5)
    >>> found = power_sequential_maxcombo(
    ...     plan, [18, 30], [[LOGRANK], [LOGRANK, late]], spend_obrien_fleming
    ... )
    >>> found.efficacy.round(2).tolist(), round(float(found.power[-1]), 2)
    ([2.52, 2.12], 0.93)
    """
    found = combination(plan, months, weights)
    return sequential_maxcombo(
        found,
        efficacy,
        alpha=alpha,
        futility=futility,
        beta=beta,
        binding=binding,
        spending_time=spending_time,
    )


def size_sequential_maxcombo(
    plan: SurvivalPlan,
    months: Sequence[float],
    weights: Sequence[Sequence[Weight]],
    efficacy: SpendingFunction | Sequence[float],
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    futility: SpendingFunction | Sequence[float] | None = None,
    binding: bool = False,
    spending_time: Sequence[float] | None = None,
) -> MaxComboTest:
    """
    Size of a group-sequential trial with MaxCombo tests.

    Args:
        plan: of the trial; its accrual rates are multiplied by what is needed.
        months: calendar months of the looks, rising.
        weights: of the statistics at each look.
        efficacy: spends alpha, or bounds of the largest Z.
        alpha: one-sided type I error.
        power: probability of crossing an efficacy bound.
        futility: spends 1 - power, or bounds of the largest Z; None for none.
        binding: the efficacy bounds count on the futility bounds being kept.
        spending_time: fractions that both functions see; None for the share of expected events.
    Returns:
        The test, with the factor of the size found.
    Raises:
        DesignError: as `power_sequential_maxcombo`; no effect, or no size that gives the power.
    Source: as `power_sequential_maxcombo`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> from trialrun.design.nonproportional.weights import LOGRANK
    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> plan = plan_survival(accrual_constant([12], [1]), [0, 4], [0.06, 0.06], [1, 0.6])
    >>> late = Weight(gamma=0.5)
    >>> found = size_sequential_maxcombo(
    ...     plan, [18, 30], [[LOGRANK], [LOGRANK, late]], spend_obrien_fleming
    ... )
    >>> round(float(found.combination.subjects[-1]))
    420
    """
    check_errors(alpha, power)
    unit = combination(plan, months, weights)
    check_effect(unit)
    start = start_factor(unit, alpha, power)
    bounds: SpendingFunction | Sequence[float] = efficacy
    if not binding or futility is None:
        bounds = list(
            sequential_maxcombo(
                unit.scaled(start), efficacy, alpha=alpha, spending_time=spending_time
            ).efficacy
        )

    def at(factor: float) -> MaxComboTest:
        return sequential_maxcombo(
            unit.scaled(factor),
            bounds,
            alpha=alpha,
            futility=futility,
            beta=1 - power,
            binding=binding,
            spending_time=spending_time,
        )

    factor = factor_for_power(lambda x: float(at(x).power[-1]), power, start)
    return replace(at(factor), factor=factor)


def sequential_maxcombo(
    trial: Combination,
    efficacy: SpendingFunction | Sequence[float],
    *,
    alpha: float = 0.025,
    futility: SpendingFunction | Sequence[float] | None = None,
    beta: float = 0.1,
    binding: bool = False,
    spending_time: Sequence[float] | None = None,
) -> MaxComboTest:
    """
    Bounds and power of a group-sequential MaxCombo test whose statistics are known.

    Args:
        trial: means and correlation of the statistics.
        efficacy: as `power_sequential_maxcombo`.
        alpha: one-sided type I error.
        futility: as `power_sequential_maxcombo`.
        beta: type II error that a futility function spends.
        binding: the efficacy bounds count on the futility bounds being kept.
        spending_time: fractions that both functions see; None for the share of expected events.
    Returns:
        The test.
    Raises:
        DesignError: bounds for another number of looks.
    Source: as `power_sequential_maxcombo`.
    """
    check_errors(alpha, None)
    check_errors(beta, None)
    looks = len(trial.month)
    times = list(trial.events / trial.events[-1] if spending_time is None else spending_time)
    if len(times) != looks:
        message = f"{len(times)} spending times for {looks} looks"
        raise DesignError(message, place="spending_time")
    above = np.asarray(efficacy(alpha, times), float) if callable(efficacy) else None
    below = np.asarray(futility(beta, times), float) if callable(futility) else None
    high, low = np.full(looks, np.inf), np.full(looks, -np.inf)
    none = np.full(looks, -np.inf)
    nothing = np.zeros_like(trial.means)
    for name, given, values in (("efficacy", efficacy, high), ("futility", futility, low)):
        if given is None or callable(given):
            continue
        if len(given) != looks:
            message = f"found {len(given)} bounds, must be one for each of {looks} looks"
            raise DesignError(message, place=name)
        values[:] = given
    for k in range(looks):
        if above is not None:
            kept = low if binding else none
            error = float(above[k] - (above[k - 1] if k else 0.0))
            high[k] = _bound_above(trial, nothing, high, kept, k, error)
        if below is not None:
            error = float(below[k] - (below[k - 1] if k else 0.0))
            low[k] = min(_bound_below(trial, trial.means, high, low, k, error), high[k])
    return bounded(trial, high, low)


def _bound_above(
    trial: Combination, means: Floats, high: Floats, low: Floats, k: int, error: float
) -> float:
    """Bound of the largest statistic above which an error is spent at a look."""
    if error <= 0:
        return np.inf
    going = going_on(trial, means, high, low, k, np.inf)
    if going <= error:
        return -np.inf

    def missing(limit: float) -> float:
        return going - going_on(trial, means, high, low, k, limit) - error

    centre = float(means[trial.look == k].max())
    return float(optimize.brentq(missing, centre - _REACH, centre + _REACH, xtol=1e-9))


def _bound_below(
    trial: Combination, means: Floats, high: Floats, low: Floats, k: int, error: float
) -> float:
    """Bound of the largest statistic below which an error is spent at a look."""
    if error <= 0:
        return -np.inf
    if going_on(trial, means, high, low, k, np.inf) <= error:
        return np.inf

    def missing(limit: float) -> float:
        return going_on(trial, means, high, low, k, limit) - error

    centre = float(means[trial.look == k].max())
    return float(optimize.brentq(missing, centre - _REACH, centre + _REACH, xtol=1e-9))
