"""The compiled loop over trials with longitudinal continuous endpoints."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.allocation import Allocation, allocate
from trialrun.rehearse.calendar import count_enrolled
from trialrun.rehearse.compiled import inner, kernel
from trialrun.rehearse.continuous_draw import (
    Course,
    add_analysed,
    count_by_site,
    follow,
    group_sites,
    last_visit,
    new_course,
)
from trialrun.rehearse.continuous_fit import (
    Equations,
    Sums,
    clear,
    dose_t,
    factor_arms,
    new_equations,
    new_sums,
    pair_t,
    sweep,
)
from trialrun.rehearse.continuous_plan import Layout, Models, Outcomes
from trialrun.rehearse.cost import cost_by_region, cost_of_study
from trialrun.rehearse.enrolment import Enrolment, Sites, Subjects, enrol, new_sites, new_subjects
from trialrun.rehearse.rules import Rules, review_rules
from trialrun.rehearse.survival_plan import Prices


class Asked(NamedTuple):
    """The tests, (t,): the model of each, and its arms (-1, -1 for the dose response)."""

    model: NDArray[np.int64]
    one: NDArray[np.int64]
    other: NDArray[np.int64]


class ContinuousPlan(NamedTuple):
    """All that the kernel needs."""

    enrolment: Enrolment
    allocation: Allocation
    outcomes: Outcomes
    models: Models
    layout: Layout
    asked: Asked
    rules: Rules
    prices: Prices


class ContinuousOutcomes(NamedTuple):
    """
    Every trial's figures; arrays (n,), by test (n, t), by region (n, r).

    `t` and `df` are of the tests, NaN where a model can not be fitted; `last_patient_in` and
    `duration` (to the last visit of all) are months; `stop` and `stop_end` (n, rules, arms) are
    the first review at which a rule acts on an arm (0: none), and whether the counts at the end do.
    """

    t: NDArray[np.float64]
    df: NDArray[np.float64]
    subjects: NDArray[np.int32]
    last_patient_in: NDArray[np.float64]
    duration: NDArray[np.float64]
    stop: NDArray[np.int8]
    stop_end: NDArray[np.int8]
    region_subjects: NDArray[np.int32]
    region_cost: NDArray[np.float64]
    cost: NDArray[np.float64]


def new_continuous_outcomes(plan: ContinuousPlan, trials: int) -> ContinuousOutcomes:
    """Return empty outcomes."""
    tests, regions = len(plan.asked.model), len(plan.enrolment.rate)
    rules, arms = plan.rules.rate.shape
    return ContinuousOutcomes(
        t=np.full((trials, tests), np.nan),
        df=np.full((trials, tests), np.nan),
        subjects=np.zeros(trials, np.int32),
        last_patient_in=np.full(trials, np.nan),
        duration=np.full(trials, np.nan),
        stop=np.zeros((trials, rules, arms), np.int8),
        stop_end=np.zeros((trials, rules, arms), np.int8),
        region_subjects=np.zeros((trials, regions), np.int32),
        region_cost=np.zeros((trials, regions)),
        cost=np.zeros(trials),
    )


class ContinuousSpace(NamedTuple):
    """
    Work space for one trial after another, so that the kernel needs no memory of its own.

    `left` counts places in open blocks, `site_arms` (sites, arms) subjects, `group` (sites,) the
    groups of a model, `counts` (arms,) and `enrolled`, `cost` (regions,).
    """

    sites: Sites
    subjects: Subjects
    course: Course
    left: NDArray[np.int64]
    site_arms: NDArray[np.int64]
    group: NDArray[np.int64]
    counts: NDArray[np.int64]
    sums: Sums
    equations: Equations
    enrolled: NDArray[np.int64]
    cost: NDArray[np.float64]


def new_continuous_space(plan: ContinuousPlan) -> ContinuousSpace:
    """Return work space for the trials of a plan."""
    size, regions = plan.enrolment.subjects, len(plan.enrolment.rate)
    sites, arms = len(plan.enrolment.region), len(plan.layout.dose)
    return ContinuousSpace(
        sites=new_sites(plan.enrolment),
        subjects=new_subjects(size),
        course=new_course(size, len(plan.outcomes.month)),
        left=np.empty((plan.allocation.strata, arms + 1), np.int64),
        site_arms=np.empty((sites, arms), np.int64),
        group=np.empty(sites, np.int64),
        counts=np.empty(arms, np.int64),
        sums=new_sums(sites + 1, arms),
        equations=new_equations(arms),
        enrolled=np.empty(regions, np.int64),
        cost=np.empty(regions),
    )


@kernel
def rehearse_continuous_trials(
    plan: Any, k0: Any, k1: Any, first: Any, last: Any, out: Any, fan: Any, space: Any
) -> None:
    """
    Rehearse trials.

    Args:
        plan: a `ContinuousPlan`.
        k0: first key word of the study, then k1.
        k1: see k0.
        first: trial, counted from 0.
        last: the trial after the last.
        out: `ContinuousOutcomes` of all trials; the rows of these trials are written.
        fan: (months + 1, subjects + 1) counts of trials, added to: subjects randomised by the end
            of each month.
        space: from `new_continuous_space`.
    """
    subjects, course = space.subjects, space.course
    for trial in range(first, last):
        count = enrol(plan.enrolment, k0, k1, trial, space.sites, subjects)
        allocate(plan.allocation, subjects, count, space.left)
        follow(plan.outcomes, k0, k1, trial, subjects, count, course)
        _test(plan, trial, count, out, space)
        stop, stop_end = out.stop[trial], out.stop_end[trial]
        review_rules(plan.rules, k0, k1, trial, subjects, count, space.counts, stop, stop_end)
        duration = last_visit(course, count)
        out.subjects[trial] = count
        if count > 0:
            out.last_patient_in[trial] = subjects.month[count - 1]
            out.duration[trial] = duration
        cost_by_region(
            plan.prices,
            plan.enrolment,
            space.sites,
            subjects,
            course,
            count,
            duration,
            space.enrolled,
            space.cost,
        )
        for r in range(len(space.cost)):
            out.region_subjects[trial, r] = space.enrolled[r]
            out.region_cost[trial, r] = space.cost[r]
        out.cost[trial] = cost_of_study(plan.prices, duration, 0, space.cost)
        count_enrolled(subjects, count, fan)


@inner
def _test(plan: Any, trial: Any, count: Any, out: Any, space: Any) -> None:
    """Fit the models of one trial and write its tests."""
    models, asked, layout = plan.models, plan.asked, plan.layout
    sums, equations = space.sums, space.equations
    count_by_site(space.subjects, count, space.site_arms)
    for m in range(len(models.start)):
        if m == 0 or models.grouping[m] != models.grouping[m - 1]:
            group_sites(
                models.grouping[m],
                layout,
                space.site_arms,
                plan.enrolment.region,
                space.counts,
                space.group,
            )
        clear(sums)
        add_analysed(
            plan.outcomes,
            models,
            m,
            layout.seen,
            space.subjects,
            count,
            space.course,
            space.group,
            sums,
        )
        total, df = sweep(sums, models.baseline[m] >= 0, equations)
        mean_square, error = factor_arms(equations, total, df)
        for test in range(len(asked.model)):
            if asked.model[test] != m:
                continue
            if asked.one[test] < 0:
                t, freedom = dose_t(equations, layout.dose, total, df)
            else:
                freedom = error
                t = pair_t(equations, asked.one[test], asked.other[test], mean_square)
            out.t[trial, test] = t
            out.df[trial, test] = freedom
