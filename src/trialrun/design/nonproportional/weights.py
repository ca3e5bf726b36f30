"""Weights of a logrank test, as functions of time and of the survival of both arms together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialrun.design.nonproportional.at_risk import cumulative
from trialrun.design.nonproportional.plan import Stratum, SurvivalPlan
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class Weight:
    """
    A weight S^rho (1 - S)^gamma, where S is the survival of both arms together.

    S stays as it is after `held_from` months, no weight is above `largest`, and all are 0 until
    `zero_until` months after randomisation.
    """

    rho: float = 0.0
    gamma: float = 0.0
    held_from: float = np.inf
    largest: float = np.inf
    zero_until: float = 0.0

    @property
    def knots(self) -> tuple[float, ...]:
        """Months of follow-up at which the weight is not smooth."""
        return tuple(t for t in (self.held_from, self.zero_until) if 0 < t < np.inf)

    def at(self, plan: SurvivalPlan, stratum: Stratum, time: Floats) -> Floats:
        """
        Return the weights in a stratum at times of follow-up, (n,).

        >>> from trialrun.design.accrual import accrual_constant
        >>> from trialrun.design.nonproportional.plan import plan_survival
        >>> plan = plan_survival(accrual_constant([12], [10]), [0], [0.05], [1.0])
        >>> Weight(rho=-1, held_from=6).at(plan, plan.strata[0], np.array([3.0, 9.0])).round(3)
        array([1.162, 1.35 ])
        """
        values = np.ones_like(time)
        if self.rho != 0 or self.gamma != 0:
            held = np.minimum(time, self.held_from)
            control, experimental = plan.shares
            survival = control * np.exp(-cumulative(stratum.from_month, stratum.control, held))
            survival += experimental * np.exp(
                -cumulative(stratum.from_month, stratum.experimental, held)
            )
            died = np.maximum(1 - survival, 0.0) ** self.gamma
            values = np.minimum(survival**self.rho * died, self.largest)
        return np.where(time < self.zero_until, 0.0, values)


LOGRANK = Weight()
"""The logrank test: every event has the same weight."""


def weight_fleming_harrington(
    rho: float, gamma: float, *, held_from_month: float = np.inf
) -> Weight:
    """
    Weights S^rho (1 - S)^gamma: late events count more for gamma, early ones for rho.

    Args:
        rho: power of survival, at least 0.
        gamma: power of 1 - survival, at least 0.
        held_from_month: month after randomisation from which weights stay as they are.
    Returns:
        The weight.
    Raises:
        DesignError: a power below 0, a month not above 0.
    Source: Fleming and Harrington (1981), Communications in Statistics A 10:763-794; Lee (2007),
        Computational Statistics & Data Analysis 51:6557-6564.

    >>> weight_fleming_harrington(0, 0.5).gamma
    0.5
    """
    for place, value in (("rho", rho), ("gamma", gamma)):
        if not 0 <= value < np.inf:
            raise DesignError(f"found {value:g}, must be at least 0", place=place)
    return Weight(rho=rho, gamma=gamma, held_from=_month("held_from_month", held_from_month))


def weight_magirr_burman(delay_months: float, *, largest: float = np.inf) -> Weight:
    """
    Modest weights 1 / S, which rise until the delay is over and stay there.

    Scores of such a test never favour an arm whose survival is worse at every time.

    Args:
        delay_months: months after randomisation until which weights rise; infinity where only
            `largest` ends the rise.
        largest: the largest weight.
    Returns:
        The weight.
    Raises:
        DesignError: a delay not above 0, a largest weight not above 1.
    Source: Magirr and Burman (2019), Statistics in Medicine 38:3782-3790; Magirr (2021),
        Pharmaceutical Statistics 20:512-527 (the largest weight).

    >>> weight_magirr_burman(6).held_from
    6
    """
    if not largest > 1:
        raise DesignError(f"found {largest:g}, must be above 1", place="largest")
    held = _month("delay_months", delay_months)
    return Weight(rho=-1.0, held_from=held, largest=largest)


def weight_early_zero(until_month: float) -> Weight:
    """
    Weights 0 early and 1 from a month on: for an effect that is known to be delayed.

    Args:
        until_month: month after randomisation until which events do not count.
    Returns:
        The weight.
    Raises:
        DesignError: a month not above 0.
    Source: Xu, Zhen, Park and Zhu (2017), Statistics in Medicine 36:592-605.

    >>> weight_early_zero(4).zero_until
    4
    """
    until = _month("until_month", until_month)
    if until == np.inf:
        raise DesignError("found inf, must be a month of the trial", place="until_month")
    return Weight(zero_until=until)


def _month(place: str, value: float) -> float:
    if not value > 0:
        raise DesignError(f"found {value:g}, must be above 0", place=place)
    return value
