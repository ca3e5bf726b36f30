"""Group-sequential tests of survival trials whose effect changes over time: power and size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from trialrun.design.boundaries import check_errors
from trialrun.design.nonproportional.looks import Looks, size_at
from trialrun.design.nonproportional.stages import (
    BoundRule,
    boundaries_stages,
    crossing_stages,
    stages,
)
from trialrun.design.spending import Floats, SpendingFunction
from trialrun.errors import DesignError

_LARGEST = 100.0
"""Times the size of one look: a group-sequential trial is never that much larger."""
_STEPS = 12
_CLOSE = 1e-11
_NEAR = 1e-5
"""A step of the secant as small leaves an error of its product with the one before."""


@dataclass(frozen=True, slots=True, eq=False)
class SequentialTest:
    """
    A group-sequential test: bounds of Z and cumulative crossing probabilities, (k,) each.

    `power` and `futility_power` are under the alternative, `type_one` and `futility_null` under no
    effect, with futility kept. A look without a bound has inf or -inf. `factor` multiplies the
    plan's rates of accrual.
    """

    looks: Looks
    efficacy: Floats
    futility: Floats
    power: Floats
    futility_power: Floats
    type_one: Floats
    futility_null: Floats
    factor: float = 1.0


def power_looks(
    looks: Looks,
    efficacy: SpendingFunction | Sequence[float],
    *,
    alpha: float = 0.025,
    futility: SpendingFunction | Sequence[float] | None = None,
    beta: float = 0.1,
    binding: bool = False,
    spending_time: Sequence[float] | None = None,
) -> SequentialTest:
    """
    Bounds and power of a group-sequential test whose effect and information change over looks.

    Efficacy bounds compare the estimate with its standard error under no effect; the estimate
    varies with the information of the alternative.

    Args:
        looks: effect and information expected at each look.
        efficacy: spends alpha by the information under no effect, or bounds of Z.
        alpha: one-sided type I error; not used for given bounds.
        futility: spends beta by the information under the alternative, or bounds of Z, -inf for
            none; None for none at all.
        beta: type II error that a futility function spends.
        binding: the efficacy bounds count on the futility bounds being kept.
        spending_time: fractions that both functions see, where not those of information.
    Returns:
        The test.
    Raises:
        DesignError: bounds for another number of looks, errors that no test has.
    Source: Tsiatis (1982), JASA 77:855-861; Jennison and Turnbull (2000), chapter 19.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.average_hazard_ratio import looks_logrank
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> hazard = np.log(2) / 12
    >>> accrual = accrual_constant([12], [40])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6])
    >>> found = power_looks(looks_logrank(plan, [18, 30]), spend_obrien_fleming)
    >>> found.efficacy.round(2).tolist(), round(float(found.power[-1]), 2)
    ([2.53, 1.99], 0.88)
    """
    check_errors(alpha, None)
    check_errors(beta, None)
    stretch = np.sqrt(looks.information / looks.information_null)
    null = stages(looks.information_null, np.zeros(len(looks.month)))
    alternative = stages(looks.information, looks.means)
    upper = _rule(efficacy, alpha, null.information, spending_time, "efficacy")
    lower = BoundRule(values=(-np.inf,) * len(looks.month))
    if futility is not None:
        lower = _rule(futility, beta, alternative.information, spending_time, "futility")
    bounds = boundaries_stages(null, alternative, upper, lower, binding=binding, stretch=stretch)
    high, low = np.array(bounds[0]), np.minimum(*bounds)
    above, below = crossing_stages(alternative, list(high * stretch), list(low * stretch))
    above_null, below_null = crossing_stages(null, list(high), list(low))
    return SequentialTest(
        looks=looks,
        efficacy=high,
        futility=low,
        power=np.cumsum(above),
        futility_power=np.cumsum(below),
        type_one=np.cumsum(above_null),
        futility_null=np.cumsum(below_null),
    )


def size_looks(
    looks: Looks,
    efficacy: SpendingFunction | Sequence[float],
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    futility: SpendingFunction | Sequence[float] | None = None,
    binding: bool = False,
    spending_time: Sequence[float] | None = None,
) -> SequentialTest:
    """
    Size of a group-sequential trial whose effect and information change over looks.

    Args:
        looks: of a trial of any size; it grows in proportion, at the same months.
        efficacy: spends alpha, or bounds of Z.
        alpha: one-sided type I error.
        power: probability of crossing an efficacy bound.
        futility: spends 1 - power, or bounds of Z; None for none.
        binding: the efficacy bounds count on the futility bounds being kept.
        spending_time: fractions that both functions see, where not those of information.
    Returns:
        The test, with the looks and the factor of the size found.
    Raises:
        DesignError: as `power_looks`; no effect, or no size that gives the power.
    Source: as `power_looks`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.average_hazard_ratio import looks_logrank
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> hazard = np.log(2) / 12
    >>> accrual = accrual_constant([12], [1])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6])
    >>> found = size_looks(looks_logrank(plan, [18, 30]), spend_obrien_fleming)
    >>> round(float(found.looks.subjects[-1])), round(float(found.power[-1]), 6)
    (511, 0.9)
    """
    start = size_at(looks, alpha=alpha, power=power).factor

    def at(factor: float) -> SequentialTest:
        return power_looks(
            looks.scaled(factor),
            efficacy,
            alpha=alpha,
            futility=futility,
            beta=1 - power,
            binding=binding,
            spending_time=spending_time,
        )

    factor = factor_for_power(lambda x: float(at(x).power[-1]), power, start)
    found = at(factor)
    return SequentialTest(
        looks=found.looks,
        efficacy=found.efficacy,
        futility=found.futility,
        power=found.power,
        futility_power=found.futility_power,
        type_one=found.type_one,
        futility_null=found.futility_null,
        factor=factor,
    )


def factor_for_power(power_of: Callable[[float], float], power: float, start: float) -> float:
    """
    Factor of the size at which a rising power is reached.

    Args:
        power_of: power at a factor.
        power: wanted.
        start: a factor near it.
    Returns:
        The factor.
    Raises:
        DesignError: no size has the power.

    >>> round(factor_for_power(lambda x: x / (1 + x), 0.9, 5.0), 6)
    9.0
    """
    found = _by_secant(power_of, power, start)
    if found is not None:
        return found
    low, high = start, start
    while power_of(low) > power:
        low *= 0.7
        if low < start / _LARGEST:
            raise DesignError("the smallest trial has more power", place="power")
    while power_of(high) < power:
        high *= 1.3
        if high > start * _LARGEST:
            raise DesignError(
                "no size has this power with these bounds",
                place="power",
                hint="lower the power or move the futility bounds.",
            )
    if low == high:
        return low
    return float(optimize.brentq(lambda x: power_of(x) - power, low, high, rtol=1e-9))


def _by_secant(power_of: Callable[[float], float], power: float, start: float) -> float | None:
    """Return the factor where the normal quantile of power is nearly linear in its root."""
    wanted = float(special.ndtri(power))

    def missing(root: float) -> float:
        return float(special.ndtri(power_of(root * root))) - wanted

    root = float(np.sqrt(start))
    missed = missing(root)
    step = min(max(-missed / max(wanted + 2, 1), -0.3), 0.3) * root
    for _ in range(_STEPS):
        if abs(step) < _CLOSE * root:
            return (root + step) ** 2
        root, before, last = root + step, missed, step
        if not 0 < root * root < start * _LARGEST:
            return None
        missed = missing(root)
        if not np.isfinite(missed) or not (missed - before) * last > 0:
            return None
        step = -missed * last / (missed - before)
        if abs(step * last) < _CLOSE * root * root and abs(step) < _NEAR * root:
            return (root + step) ** 2
    return None


def _rule(
    given: SpendingFunction | Sequence[float],
    error: float,
    information: Floats,
    spending_time: Sequence[float] | None,
    place: str,
) -> BoundRule:
    """How bounds are found: a function spends the error, anything else are the bounds."""
    if not callable(given):
        return BoundRule(values=tuple(float(each) for each in given))
    times = list(information) if spending_time is None else list(spending_time)
    if len(times) != len(information):
        message = f"{len(times)} spending times for {len(information)} looks"
        raise DesignError(message, place=place)
    spent = np.asarray(given(error, times), float)
    return BoundRule(errors=tuple(float(each) for each in np.diff(spent, prepend=0.0)))
