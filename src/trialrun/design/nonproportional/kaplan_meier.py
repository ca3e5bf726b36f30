"""Tests on Kaplan-Meier curves: difference in restricted mean survival time and at a milestone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from trialrun.design.nonproportional.at_risk import at_risk, cumulative, follow_up_rule
from trialrun.design.nonproportional.information import expected_information
from trialrun.design.nonproportional.looks import (
    Looks,
    SizedTrial,
    check_months,
    power_at,
    size_at,
)
from trialrun.design.nonproportional.plan import Stratum, SurvivalPlan
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def survival_probability(from_month: Floats, hazards: Floats, time: float) -> float:
    """
    Probability of no event until a time, under piecewise hazards.

    Args:
        from_month: months from which hazards hold, (p,), the first 0.
        hazards: per month, (p,).
        time: months.

    >>> round(survival_probability(np.array([0.0, 6.0]), np.array([0.05, 0.02]), 12), 4)
    0.657
    """
    return float(np.exp(-cumulative(from_month, hazards, np.array([time])))[0])


def restricted_mean(from_month: Floats, hazards: Floats, time: Floats) -> Floats:
    """
    Mean survival time restricted to each of `time`: the area under the survival curve, (n,).

    Args:
        from_month: months from which hazards hold, (p,), the first 0.
        hazards: per month, (p,).
        time: months, (n,).
    Source: Royston and Parmar (2013), BMC Medical Research Methodology 13:152.

    >>> restricted_mean(np.array([0.0]), np.array([0.1]), np.array([10.0])).round(4).tolist()
    [6.3212]
    """
    survival = np.exp(-cumulative(from_month, hazards, from_month))
    inside = np.clip(
        np.asarray(time)[:, None] - from_month, 0, np.append(np.diff(from_month), np.inf)
    )
    positive = np.where(hazards > 0, hazards, 1.0)
    area = np.where(hazards > 0, -np.expm1(-positive * inside) / positive, inside)
    return np.asarray((survival * area).sum(axis=1))


def looks_restricted_mean(plan: SurvivalPlan, months: Sequence[float], horizon: float) -> Looks:
    """
    Difference in restricted mean survival time and its information at looks.

    Strata are weighted with their subjects.

    Args:
        plan: of the trial.
        months: calendar months of the looks, rising, none before the horizon.
        horizon: months of follow-up to which the mean is restricted.
    Returns:
        What is expected; the effect is in months.
    Raises:
        DesignError: a horizon not above 0 or after a look.
    Source: Uno et al. (2014), Journal of Clinical Oncology 32:2380-2385; Zhao et al. (2016),
        Biometrics 72:215-221; Yung and Liu (2020), Biometrics 76:939-950.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> plan = plan_survival(accrual_constant([18], [20]), [0], [np.log(2) / 12], [0.7])
    >>> looks_restricted_mean(plan, [36], 18).effect.round(3).tolist()
    [1.596]
    """
    when = _check("horizon", horizon, check_months(months), included=True)

    def mean(from_month: Floats, hazards: Floats) -> float:
        return float(restricted_mean(from_month, hazards, np.array([horizon]))[0])

    def kernel(from_month: Floats, hazards: Floats, time: Floats) -> Floats:
        return mean(from_month, hazards) - restricted_mean(from_month, hazards, time)

    return _looks(plan, when, horizon, mean, kernel)


def looks_milestone(plan: SurvivalPlan, months: Sequence[float], milestone: float) -> Looks:
    """
    Difference in survival at a milestone and its information at looks.

    Strata are weighted with their subjects.

    Args:
        plan: of the trial.
        months: calendar months of the looks, rising, all after the milestone.
        milestone: months of follow-up.
    Returns:
        What is expected; the effect is a difference of probabilities.
    Raises:
        DesignError: a milestone not above 0 or not before every look.
    Source: Klein et al. (2007), Statistics in Medicine 26:4505-4519; Yung and Liu (2020),
        Biometrics 76:939-950.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> plan = plan_survival(accrual_constant([18], [20]), [0], [np.log(2) / 12], [0.7])
    >>> looks_milestone(plan, [36], 18).effect.round(4).tolist()
    [0.1294]
    """
    when = _check("milestone", milestone, check_months(months), included=False)

    def alive(from_month: Floats, hazards: Floats) -> float:
        return survival_probability(from_month, hazards, milestone)

    def kernel(from_month: Floats, hazards: Floats, time: Floats) -> Floats:
        return np.full_like(time, alive(from_month, hazards))

    return _looks(plan, when, milestone, alive, kernel)


def power_restricted_mean(
    plan: SurvivalPlan, month: float, horizon: float, *, alpha: float = 0.025
) -> float:
    """
    Power of a test of the difference in restricted mean survival time.

    Args:
        plan: of the trial.
        month: calendar month of the test.
        horizon: months of follow-up to which the mean is restricted.
        alpha: one-sided type I error.
    Returns:
        Probability of success.
    Raises:
        DesignError: alpha not between 0 and 1, a horizon after the month.
    Source: as `looks_restricted_mean`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> accrual = accrual_constant([18], [20])
    >>> plan = plan_survival(accrual, [0], [np.log(2) / 12], [0.7], dropout=0.001)
    >>> round(power_restricted_mean(plan, 36, 18), 3)
    0.661
    """
    return power_at(looks_restricted_mean(plan, [month], horizon), alpha=alpha)


def size_restricted_mean(
    plan: SurvivalPlan, month: float, horizon: float, *, alpha: float = 0.025, power: float = 0.9
) -> SizedTrial:
    """
    Size of a trial that tests the difference in restricted mean survival time.

    Args:
        plan: of the trial; its accrual rates are multiplied by what is needed.
        month: calendar month of the test.
        horizon: months of follow-up to which the mean is restricted.
        alpha: one-sided type I error.
        power: probability of success.
    Returns:
        The trial.
    Raises:
        DesignError: alpha or power that no test has, no effect, a horizon after the month.
    Source: as `looks_restricted_mean`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> accrual = accrual_constant([18], [1])
    >>> plan = plan_survival(accrual, [0], [np.log(2) / 12], [0.7], dropout=0.001)
    >>> round(size_restricted_mean(plan, 36, 18).subjects)
    671
    """
    return size_at(looks_restricted_mean(plan, [month], horizon), alpha=alpha, power=power)


def power_milestone(
    plan: SurvivalPlan, month: float, milestone: float, *, alpha: float = 0.025
) -> float:
    """
    Power of a test of the difference in survival at a milestone.

    Args:
        plan: of the trial.
        month: calendar month of the test.
        milestone: months of follow-up.
        alpha: one-sided type I error.
    Returns:
        Probability of success.
    Raises:
        DesignError: alpha not between 0 and 1, a milestone not before the month.
    Source: as `looks_milestone`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> accrual = accrual_constant([18], [20])
    >>> plan = plan_survival(accrual, [0], [np.log(2) / 12], [0.7], dropout=0.001)
    >>> round(power_milestone(plan, 36, 18), 3)
    0.705
    """
    return power_at(looks_milestone(plan, [month], milestone), alpha=alpha)


def size_milestone(
    plan: SurvivalPlan, month: float, milestone: float, *, alpha: float = 0.025, power: float = 0.9
) -> SizedTrial:
    """
    Size of a trial that tests the difference in survival at a milestone.

    Args:
        plan: of the trial; its accrual rates are multiplied by what is needed.
        month: calendar month of the test.
        milestone: months of follow-up.
        alpha: one-sided type I error.
        power: probability of success.
    Returns:
        The trial.
    Raises:
        DesignError: alpha or power that no test has, no effect, a milestone not before the month.
    Source: as `looks_milestone`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> accrual = accrual_constant([18], [1])
    >>> plan = plan_survival(accrual, [0], [np.log(2) / 12], [0.7], dropout=0.001)
    >>> round(size_milestone(plan, 36, 18).subjects)
    606
    """
    return size_at(looks_milestone(plan, [month], milestone), alpha=alpha, power=power)


def _looks(
    plan: SurvivalPlan,
    months: list[float],
    until: float,
    value: Callable[[Floats, Floats], float],
    kernel: Callable[[Floats, Floats, Floats], Floats],
) -> Looks:
    """Looks of a functional of the curves; its variance is that of the integral of a kernel."""
    found = [expected_information(plan, month) for month in months]
    effects, informations = list[float](), list[float]()
    for month in months:
        entered = np.array([float(s.accrual.subjects(month)) for s in plan.strata])
        effect = variance = 0.0
        for stratum, share in zip(plan.strata, entered / entered.sum(), strict=True):
            if share == 0:
                continue
            gain = value(stratum.from_month, stratum.experimental)
            effect += share * (gain - value(stratum.from_month, stratum.control))
            variance += share**2 * _variance(plan, stratum, month, until, kernel)
        effects.append(effect)
        informations.append(1 / variance)
    return Looks(
        month=np.array(months),
        subjects=np.array([each.subjects for each in found]),
        events=np.array([each.events for each in found]),
        hazard_ratio=np.array([each.hazard_ratio for each in found]),
        effect=np.array(effects),
        information=np.array(informations),
        information_null=np.array(informations),
    )


def _variance(
    plan: SurvivalPlan,
    stratum: Stratum,
    month: float,
    until: float,
    kernel: Callable[[Floats, Floats, Floats], Floats],
) -> float:
    """Variance of a difference: kernel squared times hazard over subjects at risk, both arms."""
    time, rule = follow_up_rule(stratum, month, until=until)
    risk = at_risk(plan, stratum, month, time)
    total = 0.0
    for number, hazard, hazards in (
        (risk.control, risk.hazard_control, stratum.control),
        (risk.experimental, risk.hazard_experimental, stratum.experimental),
    ):
        if not (number > 0).all():
            raise DesignError(
                f"nobody in a stratum is followed for {until:g} months by month {month:g}",
                place="months",
                hint="look later, or ask for a shorter follow-up.",
            )
        weight = kernel(stratum.from_month, hazards, time) ** 2
        total += float(rule @ (weight * hazard / number))
    return total


def _check(place: str, value: float, months: list[float], *, included: bool) -> list[float]:
    """Months of the looks, where a follow-up of `value` months is reached at the first."""
    if not value > 0:
        raise DesignError(f"found {value:g}, must be above 0", place=place)
    if value > months[0] or (value == months[0] and not included):
        raise DesignError(
            f"found {value:g}, must be {'at most' if included else 'below'} the month of the "
            f"first look, {months[0]:g}",
            place=place,
            hint="nobody has been followed that long by then.",
        )
    return months
