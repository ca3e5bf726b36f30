"""MaxCombo with one look: the largest of several weighted logrank statistics."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trialrun.design.arms.normal import probability_normal, quantile_normal
from trialrun.design.boundaries import check_errors
from trialrun.design.nonproportional.combination import (
    Combination,
    MaxComboTest,
    bounded,
    check_effect,
    combination,
    start_factor,
)
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.nonproportional.sequential import factor_for_power
from trialrun.design.nonproportional.weights import Weight
from trialrun.design.spending import Floats


def power_maxcombo(
    plan: SurvivalPlan, month: float, weights: Sequence[Weight], *, alpha: float = 0.025
) -> MaxComboTest:
    """
    Power of a MaxCombo test with one look.

    Args:
        plan: of the trial.
        month: calendar month of the test.
        weights: of its statistics.
        alpha: one-sided type I error.
    Returns:
        The test.
    Raises:
        DesignError: alpha not between 0 and 1, no weight.
    Source: Karrison (2016), Stata Journal 16:678-690; Lin et al. (2020), Statistics in
        Biopharmaceutical Research 12:187-198.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> from trialrun.design.nonproportional.weights import LOGRANK
    >>> hazard = np.log(2) / 12
    >>> accrual = accrual_constant([18], [20])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)
    >>> found = power_maxcombo(plan, 36, [LOGRANK, Weight(rho=0.5)])
    >>> round(float(found.efficacy[0]), 2), round(float(found.power[0]), 3)
    (2.02, 0.797)
    """
    found = combination(plan, [month], [weights])
    return bounded(found, _critical(found, alpha), np.array([-np.inf]))


def size_maxcombo(
    plan: SurvivalPlan,
    month: float,
    weights: Sequence[Weight],
    *,
    alpha: float = 0.025,
    power: float = 0.9,
) -> MaxComboTest:
    """
    Size of a trial with one MaxCombo test.

    Args:
        plan: of the trial; its accrual rates are multiplied by what is needed.
        month: calendar month of the test.
        weights: of its statistics.
        alpha: one-sided type I error.
        power: probability of success.
    Returns:
        The test, with the factor of the size found.
    Raises:
        DesignError: alpha or power that no test has, no weight, no effect.
    Source: as `power_maxcombo`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> from trialrun.design.nonproportional.weights import LOGRANK
    >>> hazard = np.log(2) / 12
    >>> accrual = accrual_constant([18], [1])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)
    >>> found = size_maxcombo(plan, 36, [LOGRANK, Weight(rho=0.5)])
    >>> round(float(found.combination.subjects[0]))
    483
    """
    check_errors(alpha, power)
    found = combination(plan, [month], [weights])
    check_effect(found)
    critical = _critical(found, alpha)

    def power_of(factor: float) -> float:
        return 1 - probability_normal(
            -np.inf, critical[0], found.correlation, mean=found.means * np.sqrt(factor)
        )

    factor = factor_for_power(power_of, power, start_factor(found, alpha, power))
    return bounded(found.scaled(factor), critical, np.array([-np.inf]), factor)


def _critical(trial: Combination, alpha: float) -> Floats:
    check_errors(alpha, None)
    return np.array([quantile_normal(1 - alpha, trial.correlation)])
