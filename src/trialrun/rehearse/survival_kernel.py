"""One time-to-event trial after another: enrol, allocate, draw, look, decide, count, pay."""

from __future__ import annotations

import math
from typing import Any

from trialrun.rehearse.allocation import allocate
from trialrun.rehearse.calendar import count_enrolled, entered_by, event_months
from trialrun.rehearse.compiled import inner, kernel
from trialrun.rehearse.cost import cost_by_region, cost_of_study
from trialrun.rehearse.enrolment import Sites, Subjects, enrol
from trialrun.rehearse.logrank import put_in_order, score_at
from trialrun.rehearse.ordering import order_rising, put_in_buckets, ranked
from trialrun.rehearse.survival_draw import Times, draw_times
from trialrun.rehearse.survival_values import SurvivalPlan, new_space


def draw_survival_trial(
    plan: SurvivalPlan, k0: int, k1: int, trial: int
) -> tuple[int, Sites, Subjects, Times]:
    """
    Draw the subjects of one trial as they would be with no look: the same as in the rehearsal.

    Args:
        plan: of the study.
        k0: first key word of the study, then k1.
        k1: see k0.
        trial: counted from 0.
    Returns:
        How many subjects there are, then `Sites`, `Subjects` and `Times`.
    """
    space = new_space(plan)
    count = _draw_trial(plan, k0, k1, trial, space)
    return count, space.sites, space.subjects, space.times


@kernel
def _draw_trial(plan: Any, k0: Any, k1: Any, trial: Any, space: Any) -> Any:
    """Draw the subjects of one trial into the work space, and return how many there are."""
    count = enrol(plan.enrolment, k0, k1, trial, space.sites, space.subjects)
    allocate(plan.allocation, space.subjects, count, space.left)
    draw_times(plan.hazards, k0, k1, trial, space.subjects, count, space.times)
    return count


@kernel
def rehearse_survival_trials(
    plan: Any, k0: Any, k1: Any, first: Any, last: Any, out: Any, fan: Any, space: Any
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
        space: from `new_space`.
    """
    for trial in range(first, last):
        count = enrol(plan.enrolment, k0, k1, trial, space.sites, space.subjects)
        allocate(plan.allocation, space.subjects, count, space.left)
        draw_times(plan.hazards, k0, k1, trial, space.subjects, count, space.times)
        decision = _monitor(plan, trial, count, out, space)
        entered = entered_by(space.subjects, count, decision)
        if entered > 0:
            out.last_patient_in[trial] = space.subjects.month[entered - 1]
        cost_by_region(
            plan.prices,
            plan.enrolment,
            space.sites,
            space.subjects,
            space.times,
            entered,
            decision,
            space.enrolled,
            space.cost,
        )
        for r in range(len(space.cost)):
            out.region_subjects[trial, r] = space.enrolled[r]
            out.region_cost[trial, r] = space.cost[r]
        interims = 0
        for k in range(len(plan.monitoring.events) - 1):
            interims += not math.isnan(out.month[trial, k])
        out.cost[trial] = cost_of_study(plan.prices, decision, interims, space.cost)
        count_enrolled(space.subjects, entered, fan)


@inner
def _monitor(plan: Any, trial: Any, count: Any, out: Any, space: Any) -> Any:
    """Look at a trial until it stops, write what is found, and return the month of decision."""
    monitoring, subjects, times = plan.monitoring, space.subjects, space.times
    events, efficacy, futility = monitoring.events, monitoring.efficacy, monitoring.futility
    months, calendar = space.months, space.calendar
    looks = len(events)
    order_rising(times.length, count, space.rising, space.starts, space.bucket)
    put_in_order(plan.strata, subjects, times, monitoring.side, count, space.rising, space.followed)
    found = event_months(subjects, times, monitoring.side, count, monitoring.longest, months)
    # From here on starts and bucket are those of the calendar.
    put_in_buckets(months, found, calendar, space.starts, space.bucket)
    operating = True
    decision = monitoring.longest
    k = 0
    while k < looks:
        if events[k] <= found:
            date = ranked(months, events[k] - 1, calendar, space.starts, space.bucket)
        else:  # no further look comes before the end: the last analysis, then
            k = looks - 1
            date = monitoring.longest
        if k == looks - 1 and monitoring.minimum > 0.0 and count > 0:
            followed = subjects.month[count - 1] + monitoring.minimum
            date = max(date, min(followed, monitoring.longest))
        seen = score_at(date, space.followed, space.score)
        z, effect = _total(space.score)
        z *= monitoring.sign
        out.z[trial, k] = z
        success = z >= efficacy[k]
        futile = z < futility[k] and not success
        last = k == looks - 1
        if operating:
            decision = date
            out.month[trial, k] = date
            out.events[trial, k] = seen
            out.subjects[trial, k] = entered_by(subjects, count, date)
            out.last[trial] = k + 1
            out.effect[trial] = effect * monitoring.sign
            out.unreached[trial] = 1 if last and found < events[k] else 0
            out.outcome[trial] = 1 if success else -1 if futile else 0
            operating = not (success or futile or last)
            if not operating:
                _split_by_region(plan, trial, count, date, out, space)
        if success:
            out.crossed[trial] = k + 1
        if success or (futile and monitoring.binding):
            break
        k += 1
    return decision


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
def _split_by_region(plan: Any, trial: Any, count: Any, date: Any, out: Any, space: Any) -> None:
    """Write the effect in each region at a date."""
    sums, region, score = space.sums, plan.regional.region, space.score
    if not plan.same:
        score = space.split_score
        sides = plan.monitoring.side
        put_in_order(
            plan.regional, space.subjects, space.times, sides, count, space.rising, space.followed
        )
        score_at(date, space.followed, score)
        # Looks beyond futility go on with the strata of the analysis.
        put_in_order(
            plan.strata, space.subjects, space.times, sides, count, space.rising, space.followed
        )
    for r in range(len(sums)):
        sums[r, 0], sums[r, 1] = 0.0, 0.0
    for g in range(len(region)):
        sums[region[g], 0] += score.difference[g]
        sums[region[g], 1] += score.variance[g]
    for r in range(len(sums)):
        if sums[r, 1] > 0.0:
            out.region_effect[trial, r] = -plan.monitoring.sign * sums[r, 0] / sums[r, 1]
