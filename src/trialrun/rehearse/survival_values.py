"""What goes into the time-to-event kernel, what comes out, and the space that it works in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.allocation import Allocation
from trialrun.rehearse.enrolment import (
    Enrolment,
    Sites,
    Subjects,
    new_sites,
    new_subjects,
)
from trialrun.rehearse.logrank import Followed, Score, new_followed, new_score
from trialrun.rehearse.ordering import BUCKETS
from trialrun.rehearse.survival_draw import Times, new_times
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


class SurvivalSpace(NamedTuple):
    """
    Work space for one trial after another, so that kernels need no memory of their own.

    `left` counts places in open blocks; `rising` are positions by follow-up, `calendar` those of
    the event `months`, `starts` and `bucket` what sorts them; `split` and `split_score` are by
    region; `sums` (r, 2), `enrolled` and `cost` (r,).
    """

    sites: Sites
    subjects: Subjects
    times: Times
    left: NDArray[np.int64]
    rising: NDArray[np.int64]
    starts: NDArray[np.int64]
    bucket: NDArray[np.int64]
    months: NDArray[np.float64]
    calendar: NDArray[np.int64]
    followed: Followed
    score: Score
    split_score: Score
    sums: NDArray[np.float64]
    enrolled: NDArray[np.int64]
    cost: NDArray[np.float64]


def new_space(plan: SurvivalPlan) -> SurvivalSpace:
    """Return work space for the trials of a plan."""
    size, regions = plan.enrolment.subjects, len(plan.enrolment.rate)
    return SurvivalSpace(
        sites=new_sites(plan.enrolment),
        subjects=new_subjects(size),
        times=new_times(size),
        left=np.empty((plan.allocation.strata, len(plan.allocation.block) + 1), np.int64),
        rising=np.empty(size, np.int64),
        starts=np.empty(BUCKETS * size + 1, np.int64),
        bucket=np.empty(size, np.int64),
        months=np.empty(size),
        calendar=np.empty(size, np.int64),
        followed=new_followed(size),
        score=new_score(len(plan.strata.region)),
        split_score=new_score(len(plan.regional.region)),
        sums=np.empty((regions, 2)),
        enrolled=np.empty(regions, np.int64),
        cost=np.empty(regions),
    )
