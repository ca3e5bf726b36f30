"""One time-to-event trial after another: enrol, allocate, draw, look, decide, count, pay."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.allocation import Allocation, allocate
from trialrun.rehearse.calendar import count_enrolled, entered_by, event_months
from trialrun.rehearse.compiled import inner, kernel
from trialrun.rehearse.cost import cost_by_region, cost_of_study
from trialrun.rehearse.enrolment import Enrolment, enrol, new_sites, new_subjects
from trialrun.rehearse.logrank import new_ordered, new_score, put_in_strata, score_at
from trialrun.rehearse.ordering import order_rising
from trialrun.rehearse.survival_draw import draw_times, new_times
from trialrun.rehearse.survival_plan import Hazards, Monitoring, Prices, Strata


class SurvivalPlan(NamedTuple):
    """All that the kernel needs; `same` says that the two kinds of strata are the same."""

    enrolment: Enrolment
    allocation: Allocation
    hazards: Hazards
    monitoring: Monitoring
    strata: Strata
    regional: Strata
    same: bool
    prices: Prices


class SurvivalOutcomes(NamedTuple):
    """
    Every trial's figures; arrays (n,), by look (n, k) or by region (n, r).

    `z` is NaN from where a trial has stopped for efficacy or by a binding futility bound; where
    futility does not bind, `z` goes on beyond it, and `crossed` is the look whose efficacy bound
    is crossed first, futility ignored (0: none). Everything else is as operated, futility kept:
    `last` is the last look, `outcome` 1 for success, 0 for none at the end, -1 for futility, and
    figures of looks not made are NaN. `unreached` is 1 where the study ended before its last
    planned event. `effect` is the benefit, as log hazard ratio by one step from none.
    """

    z: NDArray[np.float64]
    month: NDArray[np.float64]
    events: NDArray[np.float64]
    subjects: NDArray[np.float64]
    crossed: NDArray[np.int8]
    last: NDArray[np.int8]
    outcome: NDArray[np.int8]
    unreached: NDArray[np.int8]
    last_patient_in: NDArray[np.float64]
    effect: NDArray[np.float64]
    region_effect: NDArray[np.float64]
    region_subjects: NDArray[np.int32]
    region_cost: NDArray[np.float64]
    cost: NDArray[np.float64]


def new_outcomes(trials: int, looks: int, regions: int) -> SurvivalOutcomes:
    """Return empty outcomes: nothing reached."""
    return SurvivalOutcomes(
        z=np.full((trials, looks), np.nan),
        month=np.full((trials, looks), np.nan),
        events=np.full((trials, looks), np.nan),
        subjects=np.full((trials, looks), np.nan),
        crossed=np.zeros(trials, np.int8),
        last=np.zeros(trials, np.int8),
        outcome=np.zeros(trials, np.int8),
        unreached=np.zeros(trials, np.int8),
        last_patient_in=np.full(trials, np.nan),
        effect=np.full(trials, np.nan),
        region_effect=np.full((trials, regions), np.nan),
        region_subjects=np.zeros((trials, regions), np.int32),
        region_cost=np.zeros((trials, regions)),
        cost=np.zeros(trials),
    )


@kernel
def draw_survival_trial(plan: Any, k0: Any, k1: Any, trial: Any) -> Any:
    """
    Draw the subjects of one trial as they would be with no look: the same as in the rehearsal.

    Args:
        plan: a `SurvivalPlan`.
        k0: first key word of the study, then k1.
        k1: see k0.
        trial: counted from 0.
    Returns:
        How many subjects there are, then `Sites`, `Subjects` and `Times`.
    """
    size = plan.enrolment.subjects
    sites, subjects, times = new_sites(plan.enrolment), new_subjects(size), new_times(size)
    left = np.empty((plan.allocation.strata, len(plan.allocation.block) + 1), np.int64)
    count = enrol(plan.enrolment, k0, k1, trial, sites, subjects)
    allocate(plan.allocation, subjects, count, left)
    draw_times(plan.hazards, k0, k1, trial, subjects, count, times)
    return count, sites, subjects, times


@kernel
def rehearse_survival_trials(
    plan: Any, k0: Any, k1: Any, first: Any, last: Any, out: Any, fan: Any
) -> None:
    """
    Rehearse trials.

    Args:
        plan: a `SurvivalPlan`.
        k0: first key word of the study, then k1.
        k1: see k0.
        first: trial, counted from 0.
        last: the trial after the last.
        out: `SurvivalOutcomes` of all trials; the rows of these trials are written.
        fan: (months + 1, subjects + 1) counts of trials, added to: subjects randomised by the end
            of each month.
    """
    enrolment, monitoring, prices = plan.enrolment, plan.monitoring, plan.prices
    size = enrolment.subjects
    regions, looks = len(enrolment.rate), len(monitoring.events)
    sites, subjects, times = new_sites(enrolment), new_subjects(size), new_times(size)
    left = np.empty((plan.allocation.strata, len(plan.allocation.block) + 1), np.int64)
    rising, starts = np.empty(size, np.int64), np.empty(size + 1, np.int64)
    months, calendar = np.empty(size), np.empty(size, np.int64)
    ordered = new_ordered(len(plan.strata.region), size)
    score = new_score(len(plan.strata.region))
    split = new_ordered(len(plan.regional.region), size)
    split_score = new_score(len(plan.regional.region))
    sums = np.empty((regions, 2))
    enrolled, cost = np.empty(regions, np.int64), np.empty(regions)
    for trial in range(first, last):
        count = enrol(enrolment, k0, k1, trial, sites, subjects)
        allocate(plan.allocation, subjects, count, left)
        draw_times(plan.hazards, k0, k1, trial, subjects, count, times)
        order_rising(times.length, count, rising, starts)
        put_in_strata(plan.strata, subjects, times, monitoring.side, count, rising, ordered)
        found = event_months(subjects, times, monitoring.side, count, monitoring.longest, months)
        order_rising(months, found, calendar, starts)
        unreached = found < monitoring.events[looks - 1]
        operating = True
        decision = monitoring.longest
        k = 0
        while k < looks:
            if monitoring.events[k] <= found:
                date = months[calendar[monitoring.events[k] - 1]]
            else:  # no further look comes before the end: the last analysis, then
                k = looks - 1
                date = monitoring.longest
            seen = score_at(date, ordered, score)
            z, effect = _total(score)
            z *= monitoring.sign
            out.z[trial, k] = z
            success = z >= monitoring.efficacy[k]
            futile = z < monitoring.futility[k] and not success
            if operating:
                decision = date
                out.month[trial, k] = date
                out.events[trial, k] = seen
                out.subjects[trial, k] = entered_by(subjects, count, date)
                out.last[trial] = k + 1
                out.effect[trial] = effect * monitoring.sign
                out.unreached[trial] = 1 if unreached and k == looks - 1 else 0
                out.outcome[trial] = 1 if success else -1 if futile else 0
                if success or futile or k == looks - 1:
                    operating = False
                    groups = score
                    if not plan.same:
                        put_in_strata(
                            plan.regional, subjects, times, monitoring.side, count, rising, split
                        )
                        score_at(date, split, split_score)
                        groups = split_score
                    _by_region(groups, plan.regional.region, sums)
                    for r in range(regions):
                        if sums[r, 1] > 0.0:
                            benefit = -monitoring.sign * sums[r, 0] / sums[r, 1]
                            out.region_effect[trial, r] = benefit
            if success:
                out.crossed[trial] = k + 1
                break
            if futile and monitoring.binding:
                break
            k += 1
        entered = entered_by(subjects, count, decision)
        if entered > 0:
            out.last_patient_in[trial] = subjects.month[entered - 1]
        cost_by_region(prices, enrolment, sites, subjects, times, entered, decision, enrolled, cost)
        out.region_subjects[trial] = enrolled
        out.region_cost[trial] = cost
        out.cost[trial] = cost_of_study(prices, decision, out.last[trial] - 1, cost)
        count_enrolled(subjects, entered, fan)


@inner
def _total(score: Any) -> Any:
    """Return Z and the one-step effect over all strata, positive where the treated live longer."""
    difference, variance = 0.0, 0.0
    for g in range(len(score.variance)):
        difference -= score.difference[g]
        variance += score.variance[g]
    if variance <= 0.0:
        return 0.0, 0.0
    return difference / math.sqrt(variance), difference / variance


@inner
def _by_region(score: Any, region: Any, sums: Any) -> None:
    """Sum the scores of each region's strata."""
    sums[:] = 0.0
    for g in range(len(region)):
        sums[region[g], 0] += score.difference[g]
        sums[region[g], 1] += score.variance[g]
