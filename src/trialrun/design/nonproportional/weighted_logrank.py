"""Weighted logrank tests: expected score, its variance, power and size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.design.nonproportional.at_risk import at_risk, follow_up_rule
from trialrun.design.nonproportional.information import expected_information
from trialrun.design.nonproportional.looks import (
    InformationScale,
    Looks,
    SizedTrial,
    check_months,
    power_at,
    size_at,
)
from trialrun.design.nonproportional.plan import Stratum, SurvivalPlan
from trialrun.design.nonproportional.weights import Weight
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class ScoreMoments:
    """
    Mean and variance of a weighted logrank score at a month, under a plan.

    `weighted_events` is the variance with weights instead of their squares: score over it is the
    weighted average of the log hazard ratio.
    """

    score: float
    variance: float
    weighted_events: float

    @property
    def hazard_ratio(self) -> float:
        """One-step estimate of the weighted average hazard ratio."""
        return float(np.exp(-self.score / self.weighted_events))


def score_densities(
    plan: SurvivalPlan, stratum: Stratum, weight: Weight, month: float, time: Floats
) -> tuple[Floats, Floats, Floats]:
    """
    Mean, variance and weighted events of a score per month of follow-up.

    Args:
        plan: of the trial.
        stratum: one of its strata.
        weight: of the test.
        month: calendar month of the data cut.
        time: months of follow-up, (n,).
    Returns:
        What integrates to `ScoreMoments`, (n,) each.
    Source: Tsiatis (1982), JASA 77:855-861; Yung and Liu (2020), Biometrics 76:939-950.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> plan = plan_survival(accrual_constant([12], [10]), [0], [0.05], [0.5])
    >>> found = score_densities(plan, plan.strata[0], Weight(), 24, np.array([0.0]))
    >>> [round(float(values[0]), 3) for values in found]
    [0.75, 1.125, 1.125]
    """
    risk = at_risk(plan, stratum, month, time)
    w = weight.at(plan, stratum, time)
    spread = risk.spread
    return w * risk.score, w * w * spread, w * spread


def score_moments(plan: SurvivalPlan, weight: Weight, month: float) -> ScoreMoments:
    """
    Mean and variance of a weighted logrank score, summed over strata.

    Args:
        plan: of the trial.
        weight: of the test; within a stratum it goes by the survival of that stratum.
        month: calendar month of the data cut.
    Returns:
        The moments.
    Source: Tsiatis (1982), JASA 77:855-861; Schoenfeld (1981), Biometrika 68:316-319; Yung and
        Liu (2020), Biometrics 76:939-950.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> plan = plan_survival(accrual_constant([12], [10]), [0], [0.05], [0.5])
    >>> round(score_moments(plan, Weight(), 24).hazard_ratio, 3)
    0.502
    """
    sums = np.zeros(3)
    for stratum in plan.strata:
        time, rule = follow_up_rule(stratum, month, weight.knots)
        if len(time):
            sums += [float(rule @ f) for f in score_densities(plan, stratum, weight, month, time)]
    return ScoreMoments(*map(float, sums))


def check_scores(moments: Sequence[ScoreMoments]) -> None:
    """
    Refuse scores that do not vary.

    Raises:
        DesignError: no event is expected that counts.
    """
    if not all(each.variance > 0 for each in moments):
        raise DesignError(
            "no event that counts is expected by the first look",
            place="months",
            hint="look later, or give early events a weight.",
        )


def score_covariance(plan: SurvivalPlan, one: Weight, other: Weight, month: float) -> float:
    """
    Covariance of two weighted logrank scores at the same month.

    At different months it is that of the earlier one: weighted scores have independent increments.

    Args:
        plan: of the trial.
        one: a weight.
        other: another.
        month: calendar month of the earlier data cut.
    Returns:
        The covariance.
    Source: Tsiatis (1982), JASA 77:855-861; Karrison (2016), Stata Journal 16:678-690.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> plan = plan_survival(accrual_constant([12], [10]), [0], [0.05], [0.5])
    >>> round(score_covariance(plan, Weight(), Weight(gamma=1), 24), 2)
    3.34
    """
    total = 0.0
    for stratum in plan.strata:
        time, rule = follow_up_rule(stratum, month, (*one.knots, *other.knots))
        if len(time):
            both = one.at(plan, stratum, time) * other.at(plan, stratum, time)
            total += float(rule @ (both * at_risk(plan, stratum, month, time).spread))
    return total


def looks_weighted_logrank(plan: SurvivalPlan, months: Sequence[float], weight: Weight) -> Looks:
    """
    Effect and information expected at looks of a weighted logrank test.

    The effect is the expected score over its variance, the information that variance; under no
    effect both arms have the hazards mixed by their shares. `hazard_ratio` is the weighted one.

    Args:
        plan: of the trial.
        months: calendar months of the looks, rising.
        weight: of the test.
    Returns:
        What is expected.
    Raises:
        DesignError: months that do not rise, no event that counts by the first.
    Source: Yung and Liu (2020), Biometrics 76:939-950; Tsiatis (1982), JASA 77:855-861.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> hazard = np.log(2) / 15
    >>> accrual = accrual_constant([12], [500 / 12])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)
    >>> looks_weighted_logrank(plan, [24], Weight()).information.round(2).tolist()
    [61.35]
    """
    when = check_months(months)
    null = plan.under_null()
    moments = [score_moments(plan, weight, month) for month in when]
    check_scores(moments)
    variance = np.array([each.variance for each in moments])
    return Looks(
        month=np.array(when),
        subjects=np.array([plan.subjects(month) for month in when]),
        events=np.array([expected_information(plan, month).events for month in when]),
        hazard_ratio=np.array([each.hazard_ratio for each in moments]),
        effect=np.array([each.score for each in moments]) / variance,
        information=variance,
        information_null=np.array([score_moments(null, weight, m).variance for m in when]),
    )


def power_weighted_logrank(
    plan: SurvivalPlan,
    month: float,
    weight: Weight,
    *,
    alpha: float = 0.025,
    scale: InformationScale = "both",
) -> float:
    """
    Power of a weighted logrank test with one look.

    Args:
        plan: of the trial.
        month: calendar month of the test.
        weight: of the test.
        alpha: one-sided type I error.
        scale: hypotheses under which the information is taken, see `Looks.on_scale`.
    Returns:
        Probability of success.
    Raises:
        DesignError: alpha not between 0 and 1, a month not above 0.
    Source: Yung and Liu (2020), Biometrics 76:939-950.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> hazard = np.log(2) / 12
    >>> accrual = accrual_constant([18], [20])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)
    >>> round(power_weighted_logrank(plan, 36, Weight(rho=1, gamma=1)), 3)
    0.906
    """
    return power_at(looks_weighted_logrank(plan, [month], weight).on_scale(scale), alpha=alpha)


def size_weighted_logrank(
    plan: SurvivalPlan,
    month: float,
    weight: Weight,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    scale: InformationScale = "both",
) -> SizedTrial:
    """
    Size of a trial with one weighted logrank test.

    Args:
        plan: of the trial; its accrual rates are multiplied by what is needed.
        month: calendar month of the test.
        weight: of the test.
        alpha: one-sided type I error.
        power: probability of success.
        scale: hypotheses under which the information is taken, see `Looks.on_scale`.
    Returns:
        The trial.
    Raises:
        DesignError: alpha or power that no test has, or no effect.
    Source: Yung and Liu (2020), Biometrics 76:939-950.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> from trialrun.design.nonproportional.weights import weight_magirr_burman
    >>> hazard = np.log(2) / 12
    >>> accrual = accrual_constant([18], [1])
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)
    >>> round(size_weighted_logrank(plan, 36, weight_magirr_burman(4, largest=2)).subjects)
    430
    """
    looks = looks_weighted_logrank(plan, [month], weight).on_scale(scale)
    return size_at(looks, alpha=alpha, power=power)
