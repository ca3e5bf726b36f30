"""One simulated trial with continuous endpoints, subject by subject, as the kernel saw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.allocation import allocate
from trialrun.rehearse.compiled import kernel
from trialrun.rehearse.continuous_draw import follow, new_course
from trialrun.rehearse.continuous_kernel import ContinuousPlan
from trialrun.rehearse.enrolment import enrol, new_sites, new_subjects


@dataclass(frozen=True, eq=False)
class ContinuousTrial:
    """
    Subjects in the order of randomisation, arrays (n,).

    Args:
        month: of randomisation, from the start of the study.
        region: position of the region, then of `site` among all sites, and of `arm`.
        site: see region.
        arm: see region.
        stay: months on study.
        values: (n, d) in the order of the scenario's correlation; NaN after leaving.
    """

    month: NDArray[np.float64]
    region: NDArray[np.int64]
    site: NDArray[np.int64]
    arm: NDArray[np.int64]
    stay: NDArray[np.float64]
    values: NDArray[np.float64]


def continuous_trial(plan: ContinuousPlan, key: tuple[int, int], trial: int) -> ContinuousTrial:
    """
    Draw one trial of a rehearsal again.

    Args:
        plan: from `plan_continuous`.
        key: of the study.
        trial: counted from 0.
    """
    subjects = new_subjects(plan.enrolment.subjects)
    course = new_course(plan.enrolment.subjects, len(plan.outcomes.month))
    left = np.empty((plan.allocation.strata, len(plan.allocation.block) + 1), np.int64)
    n = _draw_trial(plan, *key, trial, new_sites(plan.enrolment), subjects, course, left)
    gone = plan.outcomes.month[None, :] > course.stay[:n, None]
    return ContinuousTrial(
        month=subjects.month[:n],
        region=subjects.region[:n],
        site=subjects.site[:n],
        arm=subjects.arm[:n],
        stay=course.stay[:n],
        values=np.where(gone, np.nan, course.values[:, :n].T),
    )


@kernel
def _draw_trial(
    plan: Any, k0: Any, k1: Any, trial: Any, sites: Any, subjects: Any, course: Any, left: Any
) -> Any:
    """Draw the subjects of a trial; return how many there are."""
    count = enrol(plan.enrolment, k0, k1, trial, sites, subjects)
    allocate(plan.allocation, subjects, count, left)
    follow(plan.outcomes, k0, k1, trial, subjects, count, course)
    return count
