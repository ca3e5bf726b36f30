"""MaxCombo over looks: bounds of the largest of several weighted logrank statistics at each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import optimize, special

from trialrun.design.boundaries import check_errors
from trialrun.design.nonproportional.combination import (
    Combination,
    MaxComboTest,
    bounded,
    check_effect,
    combination,
    crossed_above,
    going_on,
    start_factor,
)
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.nonproportional.sequential import factor_for_power
from trialrun.design.nonproportional.weights import Weight
from trialrun.design.spending import Floats, SpendingFunction
from trialrun.errors import DesignError

_REACH = 9.0
"""Standard deviations beyond which no bound lies."""
_LEAST = 1e-300
_STEPS = 12
_CLOSE = 1e-11
_NEAR = 1e-5
"""A step of the secant as small leaves an error of its product with the one before."""


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
    return sized_maxcombo(
        combination(plan, months, weights),
        efficacy,
        alpha=alpha,
        power=power,
        futility=futility,
        binding=binding,
        spending_time=spending_time,
    )


def sized_maxcombo(
    unit: Combination,
    efficacy: SpendingFunction | Sequence[float],
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    futility: SpendingFunction | Sequence[float] | None = None,
    binding: bool = False,
    spending_time: Sequence[float] | None = None,
) -> MaxComboTest:
    """
    Size of a group-sequential trial with MaxCombo tests whose statistics are known.

    Args:
        unit: means and correlation of the statistics of a trial of any size.
        efficacy: as `size_sequential_maxcombo`.
        alpha: one-sided type I error.
        power: probability of crossing an efficacy bound.
        futility: as `size_sequential_maxcombo`.
        binding: the efficacy bounds count on the futility bounds being kept.
        spending_time: fractions that both functions see; None for the share of expected events.
    Returns:
        The test, with the factor of the size found.
    Raises:
        DesignError: as `size_sequential_maxcombo`.
    Source: as `power_sequential_maxcombo`.
    """
    check_errors(alpha, power)
    check_effect(unit)
    beta = 1 - power
    bounds: SpendingFunction | Sequence[float] = efficacy
    if not binding:
        fixed, _ = _bounds(
            unit, efficacy, alpha, None, beta, spending_time, binding=False, whole=False
        )
        bounds = fixed.tolist()

    def test(factor: float, *, whole: bool) -> tuple[Combination, Floats, Floats]:
        trial = unit.scaled(factor)
        high, low = _bounds(
            trial, bounds, alpha, futility, beta, spending_time, binding=binding, whole=whole
        )
        return trial, high, low

    def power_of(factor: float) -> float:
        trial, high, low = test(factor, whole=False)
        return sum(crossed_above(trial, trial.means, high, low, k) for k in range(len(high)))

    factor = factor_for_power(power_of, power, start_factor(unit, alpha, power))
    return bounded(*test(factor, whole=True), factor)


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
    high, low = _bounds(
        trial, efficacy, alpha, futility, beta, spending_time, binding=binding, whole=True
    )
    return bounded(trial, high, low, 1.0)


def _bounds(
    trial: Combination,
    efficacy: SpendingFunction | Sequence[float],
    alpha: float,
    futility: SpendingFunction | Sequence[float] | None,
    beta: float,
    spending_time: Sequence[float] | None,
    *,
    binding: bool,
    whole: bool,
) -> tuple[Floats, Floats]:
    """Bounds of the largest statistic; the last futility bound, which costs most, if `whole`."""
    looks = len(trial.month)
    times = list(trial.events / trial.events[-1] if spending_time is None else spending_time)
    if len(times) != looks:
        message = f"{len(times)} spending times for {looks} looks"
        raise DesignError(message, place="spending_time")
    high, low = np.full(looks, np.inf), np.full(looks, -np.inf)
    for name, given, values in (("efficacy", efficacy, high), ("futility", futility, low)):
        if given is None or callable(given):
            continue
        if len(given) != looks:
            message = f"found {len(given)} bounds, must be one for each of {looks} looks"
            raise DesignError(message, place=name)
        values[:] = given
    none, nothing = np.full(looks, -np.inf), np.zeros_like(trial.means)
    above = np.diff(efficacy(alpha, times), prepend=0.0) if callable(efficacy) else None
    below = np.diff(futility(beta, times), prepend=0.0) if callable(futility) else None
    for k in range(looks):
        if above is not None:
            kept = low if binding else none
            high[k] = _bound_above(trial, nothing, high, kept, k, float(above[k]))
        if below is not None and (whole or k + 1 < looks):
            low[k] = min(_bound_below(trial, trial.means, high, low, k, float(below[k])), high[k])
    return high, low


def _bound_above(
    trial: Combination, means: Floats, high: Floats, low: Floats, k: int, error: float
) -> float:
    """Bound of the largest statistic above which an error is spent at a look."""
    if error <= 0:
        return np.inf
    going = going_on(trial, means, high, low, k, np.inf)
    if going <= error:
        return -np.inf

    def below(limit: float) -> float:
        return going - going_on(trial, means, high, low, k, -limit)

    return -_limit(below, error, -float(means[trial.look == k].max()))


def _bound_below(
    trial: Combination, means: Floats, high: Floats, low: Floats, k: int, error: float
) -> float:
    """Bound of the largest statistic below which an error is spent at a look."""
    if error <= 0:
        return -np.inf
    if going_on(trial, means, high, low, k, np.inf) <= error:
        return np.inf

    def below(limit: float) -> float:
        return going_on(trial, means, high, low, k, limit)

    return _limit(below, error, float(means[trial.look == k].max()))


def _limit(below: Callable[[float], float], error: float, centre: float) -> float:
    """
    Limit below which a statistic whose mean is near `centre` lies with a probability.

    On the scale of normal quantiles that rises nearly in a straight line, along which the secant
    needs a few steps; where it does not hold, the root is bracketed.
    """
    wanted = float(special.ndtri(error))

    def missing(limit: float) -> float:
        return float(special.ndtri(np.clip(below(limit), _LEAST, 1.0))) - wanted

    limit = centre + min(max(wanted, -_REACH), _REACH)
    missed = missing(limit)
    step = -missed
    for _ in range(_STEPS):
        limit, before, last = limit + step, missed, step
        if not abs(limit - centre) < _REACH:
            break
        if abs(step) < _CLOSE:
            return limit
        missed = missing(limit)
        if not np.isfinite(missed) or missed == before:
            break
        step = -missed * step / (missed - before)
        if abs(step * last) < _CLOSE and abs(step) < _NEAR:
            return limit + step
    low, high = centre - _REACH, centre + _REACH
    return float(optimize.brentq(lambda z: below(z) - error, low, high, xtol=_CLOSE))
