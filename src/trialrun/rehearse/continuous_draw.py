"""Draw a subject's course, decide what of it is analysed, and pool the sites of a trial."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.compiled import inner
from trialrun.rehearse.continuous_plan import ALL, BY_POOLED_SITE, BY_REGION, MEAN, OBSERVED
from trialrun.rehearse.philox import exponentials, pairs_of_normals, philox_block

LEAVING = np.int64(16)
"""When a subject drops out: (subject, trial, LEAVING, 0)."""
VALUES = np.int64(64)
"""Correlated values of a subject, four normals a purpose: (subject, trial, VALUES + call, 0)."""


class Course(NamedTuple):
    """
    Subjects of one trial followed to their end, arrays (n,) unless said otherwise.

    `stay` counts months from randomisation to the last visit, `leave` from the start of the study;
    `values` (d, n) are the correlated values, also those after leaving, which nobody sees;
    `normals` (d + 3, n) is work space.
    """

    stay: NDArray[np.float64]
    leave: NDArray[np.float64]
    values: NDArray[np.float64]
    normals: NDArray[np.float64]


def new_course(count: int, size: int) -> Course:
    """Return work space for `count` subjects of `size` values."""
    return Course(
        np.empty(count), np.empty(count), np.empty((size, count)), np.empty((size + 3, count))
    )


@inner
def follow(
    outcomes: Any, k0: Any, k1: Any, trial: Any, subjects: Any, count: Any, course: Any
) -> None:
    """
    Draw when each subject leaves and what its values are.

    Args:
        outcomes: from `outcomes_of`.
        k0: first key word of the study, then k1.
        k1: see k0.
        trial: counted from 0.
        subjects: from `enrol` and `allocate`.
        count: how many there are.
        course: from `new_course`, written.
    """
    month, arm = subjects.month, subjects.arm
    mean, root, hazard, planned = outcomes.mean, outcomes.root, outcomes.hazard, outcomes.stay
    stay, leave, values, normals = course.stay, course.leave, course.values, course.normals
    w0, w1, w2, w3 = subjects.words
    size = len(root)
    philox_block(count, trial, LEAVING, k0, k1, w0, w1, w2, w3)
    exponentials(count, w0, w1, stay)
    for i in range(count):
        rate = hazard[arm[i]]
        until = min(stay[i] / rate, planned) if rate > 0.0 else planned
        stay[i] = until
        leave[i] = month[i] + until
    for call in range((size + 3) // 4):
        philox_block(count, trial, VALUES + call, k0, k1, w0, w1, w2, w3)
        place = 4 * call
        pairs_of_normals(count, w0, w1, normals[place], normals[place + 1])
        if place + 2 < size:
            pairs_of_normals(count, w2, w3, normals[place + 2], normals[place + 3])
    # Value by value and subject by subject within, so that several subjects are done at once.
    for j in range(size):
        value = values[j]
        for i in range(count):
            value[i] = mean[arm[i], j]
        for k in range(j + 1):
            _add_multiple(count, root[j, k], normals[k], value)


@inner
def _add_multiple(count: Any, times: Any, of: Any, to: Any) -> None:
    """Add a multiple of one number of each subject to another."""
    for i in range(count):
        to[i] += times * of[i]


@inner
def add_analysed(
    outcomes: Any,
    models: Any,
    m: Any,
    firsts: Any,
    subjects: Any,
    count: Any,
    course: Any,
    group: Any,
    sums: Any,
) -> None:
    """
    Add the subjects that an analysis counts to its sums.

    Args:
        outcomes: months of the visits.
        models: what is analysed of them.
        m: position of the analysis.
        firsts: month by which every endpoint has had its first visit, `layout.seen`.
        subjects: from `enrol` and `allocate`.
        count: how many there are.
        course: from `follow`.
        group: (sites,) from `group_sites`.
        sums: from `new_sums`, cleared.
    """
    month, values, stay = outcomes.month, course.values, course.stay
    arm, site = subjects.arm, subjects.site
    start, visits = models.start[m], models.visits[m]
    imputation, baseline = models.imputation[m], models.baseline[m]
    together = models.together[m]
    cells, group_x, group_y = sums.cells, sums.group_x, sums.group_y
    arm_x, arm_y, square = sums.arm_x, sums.arm_y, sums.square
    xx, xy, yy = 0.0, 0.0, 0.0
    for i in range(count):
        left = stay[i]
        if together and left < firsts:
            continue
        seen = 0
        total = 0.0
        while seen < visits and month[start + seen] <= left:
            total += values[start + seen, i]
            seen += 1
        if seen == 0 or (imputation == OBSERVED and seen < visits):
            continue
        y = total / seen if imputation == MEAN else values[start + seen - 1, i]
        x = values[baseline, i] if baseline >= 0 else 0.0
        g, a = group[site[i]], arm[i]
        cells[g, a] += 1
        group_x[g] += x
        group_y[g] += y
        arm_x[a] += x
        arm_y[a] += y
        xx += x * x
        xy += x * y
        yy += y * y
    square[0], square[1], square[2] = xx, xy, yy


@inner
def last_visit(course: Any, count: Any) -> Any:
    """Return the month of the last visit of all subjects; 0 without any."""
    leave = course.leave
    latest = 0.0
    for i in range(count):
        latest = max(latest, leave[i])
    return latest


@inner
def count_by_site(subjects: Any, count: Any, site_arms: Any) -> None:
    """Write how many subjects each site randomised to each arm, (sites, arms)."""
    site, arm = subjects.site, subjects.arm
    for each in range(site_arms.shape[0]):
        for a in range(site_arms.shape[1]):
            site_arms[each, a] = 0
    for i in range(count):
        site_arms[site[i], arm[i]] += 1


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
    minimum, tie = layout.minimum, layout.tie
    for site in range(sites):
        if grouping == ALL:
            group[site] = 0
        elif grouping == BY_REGION:
            group[site] = site_region[site]
        else:
            group[site] = site + 1
    if grouping != BY_POOLED_SITE:
        return
    for arm in range(arms):
        pooled[arm] = 0
    any_pooled = False
    for site in range(sites):
        short = False
        size = 0
        for arm in range(arms):
            size += site_arms[site, arm]
            short = short or site_arms[site, arm] < minimum
        if short and size > 0:
            group[site] = 0
            any_pooled = True
            for arm in range(arms):
                pooled[arm] += site_arms[site, arm]
    while any_pooled and _fewest(pooled) < minimum:
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
            if best < 0 or size < best_size or (size == best_size and tie[site] < tie[best]):
                best, best_size = site, size
        if best < 0:
            break
        group[best] = 0
        for arm in range(arms):
            pooled[arm] += site_arms[best, arm]


@inner
def _fewest(pooled: Any) -> Any:
    """Return the smallest count."""
    fewest = pooled[0]
    for arm in range(1, len(pooled)):
        fewest = min(fewest, pooled[arm])
    return fewest
