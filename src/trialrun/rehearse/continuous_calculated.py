"""
Power of gated tests of continuous endpoints, calculated instead of simulated.

Each test statistic is taken as noncentral t, scaled where the arms' spreads differ, with the exact
mean and covariance of what is analysed (values carried forward included). Several tests together
are taken as jointly normal with these margins and with the correlation of their numerators.
Numbers of subjects by arm and of site groups stand at their expectations.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.rehearse.continuous_groups import (
    allocation_shares,
    expected_groups,
    lost_information,
)
from trialrun.rehearse.continuous_kernel import ContinuousPlan
from trialrun.rehearse.continuous_moments import (
    Mixture,
    covariance,
    mixture_of,
    moments,
    with_column,
)
from trialrun.rehearse.continuous_plan import Floats
from trialrun.rehearse.gate import Claims, PlannedTest
from trialrun.rehearse.orthant import orthant
from trialrun.study import Gate, Study


@dataclass(frozen=True)
class CalculatedPower:
    """Probability of success, and of claiming each test through its gates; None if not known."""

    success: float | None
    tests: dict[str, float | None]


@dataclass(frozen=True)
class _Statistic:
    """A test statistic: t of `df` degrees times `scale`, centred at `shift`; arms by `score`."""

    test: PlannedTest
    score: Floats
    slope: float
    shift: float
    scale: float
    df: float

    def chance(self, alpha: float) -> float:
        """Probability of significance in the direction of benefit."""
        bound = float(special.stdtrit(self.df, 1 - alpha / 2)) / self.scale
        centre = self.shift / self.scale
        upper = 1 - float(special.nctdtr(self.df, centre, bound))
        lower = 1 - float(special.nctdtr(self.df, -centre, bound))
        return {1: upper, -1: lower, 0: upper + lower}[self.test.benefit]


def calculated_power(study: Study, claims: Claims, plan: ContinuousPlan) -> CalculatedPower:
    """
    Return the probability of success without simulating.

    Args:
        study: regions, blocks, allocation.
        claims: tests and gates.
        plan: beliefs and models.
    Source: Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, chapter
        31 (noncentral t); Owen (1965), Biometrika 52:437-446, on several t tests.
    """
    mixture = mixture_of(plan.outcomes, plan.models, plan.layout)
    statistics = {test.name: _statistic(study, plan, mixture, test) for test in claims.tests}
    subjects = plan.enrolment.subjects * allocation_shares(study)

    def correlation(one: _Statistic, other: _Statistic) -> float:
        variances = _cross(plan, mixture, subjects, one, one) * _cross(
            plan, mixture, subjects, other, other
        )
        sign = (one.test.benefit or 1) * (other.test.benefit or 1)
        return sign * _cross(plan, mixture, subjects, one, other) / math.sqrt(variances)

    def together(levels: dict[str, float], *, every: bool) -> float:
        chosen = [statistics[name] for name in levels]
        chances = [each.chance(levels[each.test.name]) for each in chosen]
        matrix = np.array([[correlation(a, b) for b in chosen] for a in chosen])
        limits = special.ndtri(np.clip(chances, 1e-300, 1 - 1e-16))
        return orthant(limits, matrix) if every else 1 - orthant(-limits, matrix)

    deciding = claims.success
    return CalculatedPower(
        success=together(dict.fromkeys(deciding.first, deciding.alpha), every=_every(deciding)),
        tests={
            test.name: None if levels is None else together(levels, every=True)
            for test in claims.tests
            for levels in [_needed(claims, test)]
        },
    )


def _needed(claims: Claims, test: PlannedTest) -> dict[str, float] | None:
    """Tests that must succeed so that one can be claimed, at their strictest levels."""
    levels = {test.name: test.alpha}
    for gate in claims.gates:
        if test.name not in gate.then:
            continue
        if not _every(gate):
            return None
        for name in (test.name, *gate.first):
            levels[name] = min(levels.get(name, 1.0), gate.alpha)
    return levels


def _every(gate: Gate) -> bool:
    return gate.require == "all" or len(gate.first) == 1


def _cross(
    plan: ContinuousPlan, mixture: Mixture, subjects: Floats, one: _Statistic, other: _Statistic
) -> float:
    """Covariance of the numerators of two statistics, from the subjects who are in both."""
    first, second = one.test.analysis, other.test.analysis
    share, _, _, both = moments(plan.outcomes, mixture, first, second)
    columns = int(plan.models.baseline[first]), int(plan.models.baseline[second])
    swept = both
    if columns[0] >= 0:
        swept = swept - one.slope * with_column(plan.outcomes, mixture, second, columns[0])
    if columns[1] >= 0:
        swept = swept - other.slope * with_column(plan.outcomes, mixture, first, columns[1])
    if min(columns) >= 0:
        swept = swept + one.slope * other.slope * covariance(plan.outcomes)[columns]
    return float(np.sum(subjects * share * one.score * other.score * swept))


def _statistic(
    study: Study, plan: ContinuousPlan, mixture: Mixture, test: PlannedTest
) -> _Statistic:
    """Where a test statistic is expected, and how it spreads."""
    kept, mean, _, spread = moments(plan.outcomes, mixture, test.analysis, test.analysis)
    subjects = plan.enrolment.subjects * allocation_shares(study) * kept
    total = float(subjects.sum())
    column = int(plan.models.baseline[test.analysis])
    slope = 0.0
    residual = spread
    if column >= 0:
        with_base = with_column(plan.outcomes, mixture, test.analysis, column)
        base = covariance(plan.outcomes)[column, column]
        slope = float(subjects @ with_base) / (total * base)
        residual = spread - 2 * slope * with_base + slope**2 * base
    dose = plan.layout.dose
    if test.pair is None:
        score = dose - float(subjects @ dose) / total
        fitted = mean - float(subjects @ mean) / total
        fitted = fitted - score * float(subjects @ (score * mean)) / float(subjects @ score**2)
        own = 1
    else:
        score = np.zeros(len(dose))
        score[test.pair[0]] = 1 / subjects[test.pair[0]]
        score[test.pair[1]] = -1 / subjects[test.pair[1]]
        fitted = np.zeros(len(dose))
        own = len(dose) - 1
    groups = expected_groups(study, int(plan.models.grouping[test.analysis]))
    df = total - groups - own - (column >= 0)
    information = float(subjects @ score**2)
    variance = float(subjects @ (residual + fitted**2)) / total
    lost = lost_information(study, score, kept, groups) + (column >= 0) / (df + 1)
    effect = float(subjects @ (score * mean)) / information
    return _Statistic(
        test=test,
        score=score,
        slope=slope,
        shift=effect * math.sqrt(information * (1 - lost) / variance),
        scale=math.sqrt(float(subjects @ (score**2 * residual)) / information / variance),
        df=df,
    )
