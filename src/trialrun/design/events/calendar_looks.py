"""Group-sequential trials with looks at calendar months, and error spent by months or events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from trialrun.design.boundaries import Boundaries, boundaries_spending
from trialrun.design.events.course import EventCourse
from trialrun.design.events.survival_sequential import SurvivalLooks, looks_at_months
from trialrun.design.events.survival_size import SurvivalMethod, size_survival
from trialrun.design.spending import Floats, SpendingFunction
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class CalendarDesign:
    """
    A trial with looks at calendar months.

    `boundaries` have the share of events at each look as their information; `spending_time` is the
    share of error that is spent by then, as the argument of the spending functions.
    """

    course: EventCourse
    looks: SurvivalLooks
    boundaries: Boundaries
    spending_time: tuple[float, ...]


def size_survival_calendar(
    course: EventCourse,
    months: Sequence[float],
    efficacy: SpendingFunction,
    *,
    hazard_ratio: float,
    null_hazard_ratio: float = 1.0,
    alpha: float = 0.025,
    power: float = 0.9,
    futility: SpendingFunction | None = None,
    binding: bool = False,
    spend_by: Literal["months", "events"] = "months",
    method: SurvivalMethod = "lachin-foulkes",
) -> CalendarDesign:
    """
    Subjects, events and bounds of a trial with looks at calendar months.

    Args:
        course: accrual in the right proportions, and times to event under `hazard_ratio`.
        months: of the looks, rising.
        efficacy: spends alpha.
        hazard_ratio: experimental / control.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        alpha: one-sided type I error.
        power: probability of success.
        futility: spends 1 - power; None for no futility.
        binding: the efficacy bounds count on the futility bounds being kept.
        spend_by: error is spent by the share of months gone, or of events.
        method: as `size_survival`.
    Returns:
        The design, its course with the rates of accrual that are needed.
    Raises:
        DesignError: months that do not rise, or as `size_survival`.
    Source: Lan and DeMets (1989), Statistics in Medicine 8:1191-1198.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.events.course import Stratum, event_course
    >>> from trialrun.design.hazards import hazards
    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> control = hazards([0], [0.0578])
    >>> course = event_course([Stratum(accrual_constant([20], [1]), control, control.times(0.7))])
    >>> found = size_survival_calendar(course, [18, 27, 36], spend_obrien_fleming, hazard_ratio=0.7)
    >>> [round(z, 3) for z in found.boundaries.efficacy]
    [2.963, 2.369, 2.01]
    """
    at = np.asarray(months, float)
    if not len(at) or at[0] <= 0 or (np.diff(at) <= 0).any():
        raise DesignError("must rise from above 0", place="months")
    fixed = size_survival(
        course,
        float(at[-1]),
        hazard_ratio=hazard_ratio,
        null_hazard_ratio=null_hazard_ratio,
        alpha=alpha,
        power=power,
        method=method,
    )
    seen = fixed.course.total_events(at)
    information = seen / seen[-1]
    if spend_by not in {"months", "events"}:
        raise DesignError(f"found {spend_by!r}, must be months or events", place="spend_by")
    time = at / at[-1] if spend_by == "months" else information
    boundaries = boundaries_spending(
        information.tolist(),
        alpha,
        _by(efficacy, time),
        power=power,
        futility=None if futility is None else _by(futility, time),
        binding=binding,
    )
    scaled = fixed.course.scaled(float(boundaries.inflation or 1.0))
    return CalendarDesign(scaled, looks_at_months(scaled, at), boundaries, tuple(time.tolist()))


def _by(function: SpendingFunction, time: Floats) -> SpendingFunction:
    """A spending function that spends at the looks what it gives for other times."""

    def spent(error: float, t: object) -> Floats:  # noqa: ARG001 - the times are those given
        return np.asarray(function(error, time))

    return spent
