"""The compiled loop over trials with longitudinal continuous endpoints."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.allocation import allocate
from trialrun.rehearse.compiled import kernel
from trialrun.rehearse.continuous_draw import analysed, draw_leaving, draw_values, group_sites
from trialrun.rehearse.continuous_fit import (
    add_subject,
    clear,
    dose_t,
    factor_arms,
    new_equations,
    new_sums,
    pair_t,
    sweep,
)
from trialrun.rehearse.enrolment import enrol, new_sites, new_subjects
from trialrun.rehearse.rules import review_rules


class Asked(NamedTuple):
    """The tests, (t,): the model of each, and its arms (-1, -1 for the dose response)."""

    model: NDArray[np.int64]
    one: NDArray[np.int64]
    other: NDArray[np.int64]


class Found(NamedTuple):
    """
    What is kept of each trial, (n, ...).

    `t` and `df` (n, t) of the tests; `subjects` (n,); months `last_in` of the last patient in and
    `last_out` of the last visit, (n,); `stop` (n, rules, arms, 2) as `review_rules` writes it;
    by region `enrolled`, `stayed` (subject months), `site_months` and `opened` (n, r).
    """

    t: NDArray[np.float64]
    df: NDArray[np.float64]
    subjects: NDArray[np.int64]
    last_in: NDArray[np.float64]
    last_out: NDArray[np.float64]
    stop: NDArray[np.int64]
    enrolled: NDArray[np.int64]
    stayed: NDArray[np.float64]
    site_months: NDArray[np.float64]
    opened: NDArray[np.int64]


@kernel
def simulate_continuous(
    enrolment: Any,
    allocation: Any,
    outcomes: Any,
    models: Any,
    layout: Any,
    asked: Any,
    rules: Any,
    k0: Any,
    k1: Any,
    first: Any,
    found: Any,
) -> None:
    """
    Simulate trials, and write what is found of each.

    Args:
        enrolment: from `enrolment_of`.
        allocation: from `allocation_of`.
        outcomes: from `outcomes_of`.
        models: from `models_of`.
        layout: from `layout_of`.
        asked: the tests.
        rules: from `rules_of`.
        k0: first key word of the study, then k1.
        k1: see k0.
        first: number of the first trial, from 0.
        found: written; its length is how many trials there are.
    """
    arms = len(layout.dose)
    regions = len(enrolment.offset) - 1
    every_site = enrolment.offset[regions]
    count_models = len(models.start)
    size = len(outcomes.month)
    sites = new_sites(enrolment)
    subjects = new_subjects(enrolment.subjects)
    month, site, arm = subjects.month, subjects.site, subjects.arm
    region = subjects.region
    left = np.empty((allocation.strata, arms + 1), np.int64)
    site_region = np.empty(every_site, np.int64)
    for r in range(regions):
        site_region[enrolment.offset[r] : enrolment.offset[r + 1]] = r
    site_arms = np.empty((every_site, arms), np.int64)
    group = np.empty((count_models, every_site), np.int64)
    counts = np.empty(arms, np.int64)
    normals = np.empty(size)
    values = np.empty(size)
    sums = [new_sums(every_site + 1, arms) for _ in range(count_models)]
    equations = new_equations(arms)
    firsts = 0.0
    for column in layout.first:
        firsts = max(firsts, outcomes.month[column])

    for n in range(len(found.subjects)):
        trial = first + n
        count = enrol(enrolment, k0, k1, trial, sites, subjects)
        allocate(allocation, k0, k1, trial, subjects, count, left)
        site_arms[:, :] = 0
        for i in range(count):
            site_arms[site[i], arm[i]] += 1
        for m in range(count_models):
            group_sites(models.grouping[m], layout, site_arms, site_region, counts, group[m])
            clear(sums[m])
        found.enrolled[n, :] = 0
        found.stayed[n, :] = 0.0
        last_out = 0.0
        for i in range(count):
            stay = draw_leaving(outcomes, k0, k1, trial, i, arm[i])
            last_out = max(last_out, month[i] + stay)
            found.enrolled[n, region[i]] += 1
            found.stayed[n, region[i]] += stay
            draw_values(outcomes, k0, k1, trial, i, arm[i], normals, values)
            for m in range(count_models):
                if models.together[m] and stay < firsts:
                    continue
                y = analysed(
                    outcomes, models.start[m], models.visits[m], models.imputation[m], stay, values
                )
                if not math.isnan(y):
                    x = values[models.baseline[m]] if models.baseline[m] >= 0 else 0.0
                    add_subject(sums[m], group[m, site[i]], arm[i], x, y)
        found.subjects[n] = count
        found.last_in[n] = month[count - 1] if count > 0 else math.nan
        found.last_out[n] = last_out if count > 0 else math.nan
        for m in range(count_models):
            total, df = sweep(sums[m], models.baseline[m] >= 0, equations)
            mean_square, error = factor_arms(equations, total, df)
            for test in range(len(asked.model)):
                if asked.model[test] != m:
                    continue
                if asked.one[test] < 0:
                    t, freedom = dose_t(equations, layout.dose, total, df)
                else:
                    freedom = error
                    t = math.nan
                    if not math.isnan(mean_square):
                        t = pair_t(equations, asked.one[test], asked.other[test], mean_square)
                found.t[n, test] = t
                found.df[n, test] = freedom
        review_rules(rules, k0, k1, trial, count, arm, counts, found.stop[n])
        for r in range(regions):
            closing = sites.full[r] if sites.full[r] < math.inf else enrolment.longest
            found.opened[n, r] = 0
            found.site_months[n, r] = 0.0
            for s in range(enrolment.offset[r], enrolment.offset[r + 1]):
                if sites.opened[s] < closing:
                    found.opened[n, r] += 1
                    found.site_months[n, r] += max(last_out - sites.opened[s], 0.0)
