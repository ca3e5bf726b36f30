"""Draw a subject's course, decide what of it is analysed, and pool the sites of a trial."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from trialrun.rehearse.compiled import inner
from trialrun.rehearse.continuous_plan import ALL, BY_POOLED_SITE, BY_REGION
from trialrun.rehearse.philox import exponential, philox, uniform_32

VALUES = 16
"""Correlated values of a subject: (subject, trial, VALUES, call); four normals a call."""
LEAVING = 17
"""When a subject drops out: (subject, trial, LEAVING, 0)."""

_TURN = 2.0 * math.pi


@inner
def draw_leaving(outcomes: Any, k0: Any, k1: Any, trial: Any, subject: Any, arm: Any) -> Any:
    """Return the month after randomisation until which a subject is on study."""
    hazard = outcomes.hazard[arm]
    if hazard <= 0.0:
        return outcomes.stay
    w = philox(subject, trial, LEAVING, 0, k0, k1)
    return min(exponential(w[0], w[1]) / hazard, outcomes.stay)


@inner
def draw_values(
    outcomes: Any,
    k0: Any,
    k1: Any,
    trial: Any,
    subject: Any,
    arm: Any,
    normals: Any,
    values: Any,
) -> None:
    """Write a subject's correlated values (d,), also those after it has left."""
    size = len(values)
    calls = (size + 3) // 4
    for call in range(calls):
        w = philox(subject, trial, VALUES, call, k0, k1)
        for half in range(2):
            place = 4 * call + 2 * half
            if place >= size:
                break
            radius = math.sqrt(-2.0 * math.log(uniform_32(w[2 * half])))
            angle = _TURN * uniform_32(w[2 * half + 1])
            normals[place] = radius * math.cos(angle)
            if place + 1 < size:
                normals[place + 1] = radius * math.sin(angle)
    for i in range(size):
        value = outcomes.mean[arm, i]
        for j in range(i + 1):
            value += outcomes.root[i, j] * normals[j]
        values[i] = value


@inner
def analysed(
    outcomes: Any, start: Any, visits: Any, imputation: Any, left: Any, values: Any
) -> Any:
    """
    Return the value of an endpoint that is analysed; NaN where there is none.

    Args:
        outcomes: months of the visits.
        start: column of the first visit after baseline, then how many visits there are.
        visits: see start.
        imputation: 0 the last visit that took place, 1 the last planned one, 2 their mean.
        left: month in which the subject leaves.
        values: (d,) of the subject.
    """
    seen = 0
    total = 0.0
    while seen < visits and outcomes.month[start + seen] <= left:
        total += values[start + seen]
        seen += 1
    if seen == 0 or (imputation == 1 and seen < visits):
        return math.nan
    return total / seen if imputation == 2 else values[start + seen - 1]


@inner
def group_sites(
    grouping: Any, layout: Any, site_arms: Any, site_region: Any, pooled: Any, group: Any
) -> None:
    """
    Write the group of each site, by which the factor of a model is swept out.

    Sites with fewer than the minimum in any arm are pooled; while the pool itself is short of an
    arm, the next fewest-enrolling site joins it.

    Args:
        grouping: what the factor of the model groups by.
        layout: minimum, and the order among sites of equal size.
        site_arms: (sites, arms) subjects randomised.
        site_region: (sites,) region of each site.
        pooled: (arms,) work space.
        group: (sites,) written; pooled sites have the group 0, any other its number plus 1.
    """
    sites, arms = site_arms.shape
    for site in range(sites):
        if grouping == ALL:
            group[site] = 0
        elif grouping == BY_REGION:
            group[site] = site_region[site]
        else:
            group[site] = site + 1
    if grouping != BY_POOLED_SITE:
        return
    pooled[:] = 0
    any_pooled = False
    for site in range(sites):
        short = False
        size = 0
        for arm in range(arms):
            size += site_arms[site, arm]
            short = short or site_arms[site, arm] < layout.minimum
        if short and size > 0:
            group[site] = 0
            any_pooled = True
            for arm in range(arms):
                pooled[arm] += site_arms[site, arm]
    while any_pooled and np.min(pooled) < layout.minimum:
        best = -1
        best_size = 0
        for site in range(sites):
            if group[site] == 0:
                continue
            size = 0
            for arm in range(arms):
                size += site_arms[site, arm]
            if size == 0:
                continue
            if (
                best < 0
                or size < best_size
                or (size == best_size and layout.tie[site] < layout.tie[best])
            ):
                best, best_size = site, size
        if best < 0:
            break
        group[best] = 0
        for arm in range(arms):
            pooled[arm] += site_arms[best, arm]
