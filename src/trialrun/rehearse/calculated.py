"""
The power of a monitored logrank test without simulation: expected scores, then recursion.

Schoenfeld's drift, log hazard ratio times the root of a quarter of the events, holds for small
effects, arms that stay balanced and large strata. Here each look's expected score and variance are
integrals over the follow-up of the subjects expected at risk in each stratum, arm by arm; they are
those of the test itself. Two things that large-sample theory leaves out are kept: the arms drift
apart at risk, and within a small stratum the last at risk are often all of one arm. For counts
that thin out at random E[n1 n0 / n] is the product of expectations over the sum, times
1 - (1 - s)(1 - exp(-n)) / n, where n are at risk on average and s is their share of those who
entered: permuted blocks begin in balance and lose it as subjects leave.

Source: Schoenfeld (1981), Biometrika 68:316-319, for the expected score under an alternative;
Jennison and Turnbull (2000), chapter 19, for the recursion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from trialrun.design import stopping_probabilities
from trialrun.rehearse.enrolment import Enrolment
from trialrun.rehearse.survival_values import SurvivalPlan

Floats = NDArray[np.float64]
_STEPS = 4000
"""Steps of the midpoint rule over a follow-up; halving them moves the power below 1e-5."""


@dataclass(frozen=True, slots=True, eq=False)
class Drift:
    """Expected events, score and variance at each look, (k,): the drift of Z is score / √variance.

    `month` is when the looks are expected; a look whose events are not expected by the end of the
    study is expected there.
    """

    month: Floats
    events: Floats
    score: Floats
    variance: Floats


def calculated_power(plan: SurvivalPlan, *, futility: bool) -> float:
    """
    Return the probability of success of a time-to-event trial, by calculation.

    Args:
        plan: from `plan_survival`.
        futility: whether the futility bounds are kept.
    Source: see the module.
    """
    found = expected_drift(plan)
    upper = list(plan.monitoring.efficacy)
    lower = [float(bound) if futility else -np.inf for bound in plan.monitoring.futility]
    lower[-1] = upper[-1]
    means = found.score / np.sqrt(found.variance)
    fractions = found.variance / found.variance[-1]
    crossed = stopping_probabilities(
        fractions.tolist(), upper=upper, lower=lower, drift=means.tolist()
    )
    return float(crossed.upper.sum())


def expected_drift(plan: SurvivalPlan) -> Drift:
    """Return events, score and variance expected at each look."""
    monitoring = plan.monitoring
    longest = float(monitoring.longest)

    def missing(month: float, events: float) -> float:
        return float(_at(plan, month)[0]) - events

    most = _at(plan, longest)[0]
    months = [
        longest if most <= planned else optimize.brentq(missing, 0.01, longest, args=(planned,))
        for planned in map(float, monitoring.events)
    ]
    rows = np.array([_at(plan, month) for month in months])
    return Drift(np.array(months), rows[:, 0], rows[:, 1] * monitoring.sign, rows[:, 2])


def expected_entry(enrolment: Enrolment, months: Floats) -> Floats:
    """
    Return subjects expected by each month in each region, (r, n): full in all when the study is.

    Args:
        enrolment: from `enrolment_of`.
        months: from the start of the study, any shape of one axis.
    """

    def entered(at: Floats) -> Floats:
        first, last = enrolment.first[:, None], enrolment.last[:, None]
        span = np.maximum(last - first, 1e-9)
        since = np.maximum(at - first, 0)
        opened = np.where(since < span, since**2 / (2 * span), since - span / 2)
        sites = np.diff(enrolment.offset)[:, None]
        return np.minimum(sites * enrolment.rate[:, None] * opened, enrolment.cap[:, None])

    def missing(month: float) -> float:
        return float(entered(np.array([month])).sum()) - enrolment.subjects

    full = enrolment.longest
    if missing(full) > 0:
        full = float(optimize.brentq(missing, 0.0, full))
    return entered(np.minimum(months, full))


def _at(plan: SurvivalPlan, month: float) -> tuple[float, float, float]:
    """Events, score in favour of a longer time, and variance expected at a month."""
    hazards, strata, allocation = plan.hazards, plan.regional, plan.allocation
    width = min(month, hazards.longest) / _STEPS
    t = (np.arange(_STEPS) + 0.5) * width
    entry = expected_entry(plan.enrolment, np.append(month - t, month))
    share = np.diff(plan.enrolment.cell, prepend=0.0)
    arms = allocation.block / allocation.block.sum()
    side = plan.monitoring.side
    piece = np.searchsorted(hazards.month, t, side="right") - 1
    units = 1 if not plan.same else len(entry)
    groups = units * strata.cells
    risk, dying = np.zeros((2, groups, _STEPS)), np.zeros((2, groups, _STEPS))
    placed = np.zeros(groups)
    for r in range(len(entry)):
        for c, cell in enumerate(strata.cell):
            g = (r if plan.same else 0) * strata.cells + cell
            placed[g] += entry[r, -1] * share[c] * arms[side >= 0].sum()
            for a in np.flatnonzero(side >= 0):
                rate = hazards.hazard[a, r][piece] * hazards.level[c]
                so_far = hazards.reached[a, r][piece] * hazards.level[c]
                so_far = so_far + rate * (t - hazards.month[piece])
                left = np.exp(-so_far - hazards.dropout[a] * t)
                at_risk = arms[a] * share[c] * entry[r, :-1] * left
                risk[side[a], g] += at_risk
                dying[side[a], g] += at_risk * rate
    total = risk.sum(axis=0)
    thin = np.maximum(total, 1e-12)
    number, size = thin / _sites(plan), np.maximum(placed, 1e-12)[:, None]
    kept = 1 + (1 - total / size) * np.expm1(-number) / number
    both = risk[0] * risk[1] / thin
    score = kept * (risk[1] * dying[0] - risk[0] * dying[1]) / thin
    variance = kept * both * dying.sum(axis=0) / thin
    return float(dying.sum() * width), float(score.sum() * width), float(variance.sum() * width)


def _sites(plan: SurvivalPlan) -> Floats | float:
    """How many strata of sites each region's stratum stands for, (groups, 1)."""
    if plan.strata.by != 2:
        return 1.0
    return np.repeat(np.diff(plan.enrolment.offset), plan.strata.cells)[:, None].astype(float)
