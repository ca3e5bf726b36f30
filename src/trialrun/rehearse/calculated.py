"""The power of a monitored logrank test without simulation: expected scores, then recursion."""

from __future__ import annotations

import numpy as np

from trialrun.design import Course, Drift, ExpectedEntry, expected_drift
from trialrun.rehearse.survival_values import SurvivalPlan


def calculated_power(plan: SurvivalPlan, *, futility: bool) -> float:
    """
    Return the probability of success of a time-to-event trial, by calculation.

    Args:
        plan: from `plan_survival`.
        futility: whether the futility bounds are kept.
    Source: see `trialrun.design.expected_scores`.
    """
    upper = list(plan.monitoring.efficacy)
    lower = [float(bound) if futility else -np.inf for bound in plan.monitoring.futility]
    lower[-1] = upper[-1]
    return float(drift_of_plan(plan).stopping(upper, lower).upper.sum())


def drift_of_plan(plan: SurvivalPlan) -> Drift:
    """Return events, score and variance expected at each look of a plan."""
    return expected_drift(course_of_plan(plan), plan.monitoring.events.tolist())


def course_of_plan(plan: SurvivalPlan) -> Course:
    """
    Return how the two arms compared are expected to run.

    Args:
        plan: from `plan_survival`.
    """
    hazards, strata, monitoring = plan.hazards, plan.regional, plan.monitoring
    enrolment, block = plan.enrolment, plan.allocation.block
    sides = [int(np.flatnonzero(monitoring.side == side)[0]) for side in (0, 1)]
    sites = np.diff(enrolment.offset).astype(float)
    units = np.arange(len(sites)) if plan.same else np.zeros(len(sites), np.int64)
    by_site = plan.strata.by == 2
    alike = np.repeat(sites, strata.cells) if by_site else np.ones(strata.cells * len(sites))
    return Course(
        entry=ExpectedEntry(
            first=enrolment.first,
            until=enrolment.last,
            sites=sites,
            rate=enrolment.rate,
            cap=enrolment.cap.astype(float),
            subjects_planned=enrolment.subjects,
            longest=enrolment.longest,
        ),
        share=(block / block.sum())[sides],
        month=hazards.month,
        hazard=hazards.hazard[sides],
        dropout=hazards.dropout[sides],
        cell=np.diff(enrolment.cell, prepend=0.0),
        level=hazards.level,
        group=units[:, None] * strata.cells + strata.cell,
        alike=alike,
        follow_up_months=hazards.longest,
        longest_months=float(monitoring.longest),
        minimum_months=float(monitoring.minimum),
        sign=float(monitoring.sign),
    )
