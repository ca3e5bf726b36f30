"""Power and size of the logrank test by the average hazard ratio."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trialrun.design.nonproportional.information import expected_information
from trialrun.design.nonproportional.looks import (
    InformationScale,
    Looks,
    SizedTrial,
    check_months,
    power_at,
    size_at,
)
from trialrun.design.nonproportional.plan import SurvivalPlan


def looks_logrank(plan: SurvivalPlan, months: Sequence[float]) -> Looks:
    """
    Average log hazard ratio and information expected at looks of the logrank test.

    Args:
        plan: of the trial.
        months: calendar months of the looks, rising.
    Returns:
        What is expected; the effect is minus the average log hazard ratio.
    Raises:
        DesignError: months that do not rise.
    Source: Mukhopadhyay et al. (2020), Journal of Biopharmaceutical Statistics 30:1130-1146.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> accrual = accrual_constant([12], [500 / 12])
    >>> plan = plan_survival(accrual, [0, 4], [0.046, 0.046], [1, 0.6], dropout=0.001)
    >>> looks_logrank(plan, [12, 24, 36]).hazard_ratio.round(3).tolist()
    [0.839, 0.714, 0.683]
    """
    found = [expected_information(plan, month) for month in check_months(months)]
    return Looks(
        month=np.array([each.month for each in found]),
        subjects=np.array([each.subjects for each in found]),
        events=np.array([each.events for each in found]),
        hazard_ratio=np.array([each.hazard_ratio for each in found]),
        effect=np.array([each.effect for each in found]),
        information=np.array([each.information for each in found]),
        information_null=np.array([each.information_null for each in found]),
    )


def power_average_hazard_ratio(
    plan: SurvivalPlan,
    month: float,
    *,
    alpha: float = 0.025,
    scale: InformationScale = "both",
) -> float:
    """
    Power of a logrank test with one look, by the average hazard ratio.

    Args:
        plan: of the trial.
        month: calendar month of the test.
        alpha: one-sided type I error.
        scale: hypotheses under which the information is taken, see `Looks.on_scale`.
    Returns:
        Probability of success.
    Raises:
        DesignError: alpha not between 0 and 1, a month not above 0.
    Source: Mukhopadhyay et al. (2020), Journal of Biopharmaceutical Statistics 30:1130-1146.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> hazard = np.log(2) / 12
    >>> accrual = accrual_constant([18], [20])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)
    >>> round(power_average_hazard_ratio(plan, 36), 3)
    0.816
    """
    return power_at(looks_logrank(plan, [month]).on_scale(scale), alpha=alpha)


def size_average_hazard_ratio(
    plan: SurvivalPlan,
    month: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    scale: InformationScale = "both",
) -> SizedTrial:
    """
    Size of a trial with one logrank test, by the average hazard ratio.

    Args:
        plan: of the trial; its accrual rates are multiplied by what is needed.
        month: calendar month of the test.
        alpha: one-sided type I error.
        power: probability of success.
        scale: hypotheses under which the information is taken, see `Looks.on_scale`.
    Returns:
        The trial.
    Raises:
        DesignError: alpha or power that no test has, or no effect.
    Source: Mukhopadhyay et al. (2020), Journal of Biopharmaceutical Statistics 30:1130-1146.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> hazard = np.log(2) / 12
    >>> accrual = accrual_constant([18], [1])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)
    >>> round(size_average_hazard_ratio(plan, 36).subjects)
    463
    """
    return size_at(looks_logrank(plan, [month]).on_scale(scale), alpha=alpha, power=power)
