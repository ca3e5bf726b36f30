"""
Group-sequential trials with time to an event: events, months and subjects of their looks.

Looks are planned at shares of the largest number of events. When these are expected gives the
months, and with the probabilities of stopping the expected duration, events and subjects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from trialrun.design.boundaries import fixed_drift
from trialrun.design.bounds.characteristics import characteristics, crossings
from trialrun.design.bounds.crossing import Crossings
from trialrun.design.bounds.result import TWO, Bounds
from trialrun.design.events.course import EventCourse
from trialrun.design.events.survival_size import size_survival
from trialrun.design.spending import Floats
from trialrun.design.survival import logrank_drift
from trialrun.errors import DesignError

SequentialMethod = Literal[
    "schoenfeld", "freedman", "hsieh-freedman", "lachin-foulkes", "bernstein-lagakos"
]


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalLooks:
    """Calendar months of looks, events and subjects expected by then in all, each (n_looks,)."""

    months: Floats
    events: Floats
    subjects: Floats


@dataclass(frozen=True, slots=True, eq=False)
class SequentialSurvival:
    """
    A group-sequential trial with time to an event under one hazard ratio.

    `rejection` and `futility` (n_looks,) are probabilities of ending at each look, of which
    `power` and `early_stop` are sums; expected numbers are means over when the trial ends.
    `events_fixed` are those of a trial with one look and the same power, None where the events
    were given. `expected_events_null` and `expected_events_midway` are under no effect and half
    the effect on the scale of Z.
    """

    course: EventCourse
    looks: SurvivalLooks
    events_fixed: float | None
    rejection: Floats
    futility: Floats
    power: float
    early_stop: float
    expected_events: float
    expected_events_null: float
    expected_events_midway: float
    expected_subjects: float
    expected_months: float


def looks_at_events(course: EventCourse, events: ArrayLike) -> SurvivalLooks:
    """
    Looks after numbers of events.

    Args:
        course: of the trial.
        events: over all arms, (n_looks,).
    Returns:
        The looks, at the months by which the events are expected.
    Raises:
        DesignError: more events than are ever expected.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.events.course import Stratum, event_course
    >>> from trialrun.design.hazards import hazards
    >>> control = hazards([0], [0.0578])
    >>> course = event_course([Stratum(accrual_constant([20], [20]), control, control.times(0.7))])
    >>> looks_at_events(course, [100, 200]).months.round(2).tolist()
    [16.2, 25.08]
    """
    return looks_at_months(course, course.month_of(events))


def looks_at_months(course: EventCourse, months: ArrayLike) -> SurvivalLooks:
    """
    Looks at calendar months.

    Args:
        course: of the trial.
        months: (n_looks,).
    Returns:
        The looks, with the events and subjects expected by then.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.events.course import Stratum, event_course
    >>> from trialrun.design.hazards import hazards
    >>> control = hazards([0], [0.0578])
    >>> course = event_course([Stratum(accrual_constant([20], [20]), control, control.times(0.7))])
    >>> looks_at_months(course, [12, 24]).events.round(1).tolist()
    [58.4, 189.3]
    """
    at = np.atleast_1d(np.asarray(months, float))
    subjects = np.asarray(course.subjects(at).sum(axis=(1, 2)))
    return SurvivalLooks(at, course.total_events(at), subjects)


def size_survival_sequential(
    course: EventCourse,
    month: float,
    bounds: Bounds,
    *,
    hazard_ratio: float,
    null_hazard_ratio: float = 1.0,
    power: float = 0.9,
    both_ends: bool = False,
    method: SequentialMethod = "schoenfeld",
) -> SequentialSurvival:
    """
    Subjects, events and looks of a group-sequential trial that ends at a calendar month.

    Args:
        course: accrual in the right proportions, and times to event under `hazard_ratio`.
        month: of the last look.
        bounds: of the test.
        hazard_ratio: experimental / control.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        power: probability of success.
        both_ends: in a two-sided test, power counts rejections at either end.
        method: how events with one look are found, as `size_logrank` or `size_survival`.
    Returns:
        The trial, its course with the rates of accrual that are needed.
    Raises:
        DesignError: as `size_survival`.
    Source: Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical
        Trials, section 3.7 and chapter 13; Kim and Tsiatis (1990), Biometrics 46:81-92.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming
    >>> from trialrun.design.events.course import Stratum, event_course
    >>> from trialrun.design.hazards import hazards
    >>> control = hazards([0], [0.0578])
    >>> course = event_course([Stratum(accrual_constant([20], [1]), control, control.times(0.7))])
    >>> bounds = boundaries_obrien_fleming(3, 0.025)
    >>> found = size_survival_sequential(course, 36, bounds, hazard_ratio=0.7)
    >>> found.looks.events.round(1).tolist(), round(found.course.total_subjects, 1)
    ([111.9, 223.8, 335.7], 477.5)
    """
    shift, fixed_shift, averages = _cost(bounds, power, both_ends=both_ends)
    fixed = _fixed_events(
        course, month, bounds, hazard_ratio, null_hazard_ratio, fixed_shift, power, method
    )
    most = fixed * shift / fixed_shift
    seen = float(course.total_events(month)[0])
    if not seen > 0:
        raise DesignError(f"found {month:g}: no events are expected by then", place="month")
    scaled = course.scaled(most / seen)
    shares = np.asarray(bounds.information) / bounds.information[-1]
    months = np.append(scaled.month_of(shares[:-1] * most), month) if len(shares) > 1 else month
    drift = float(np.sqrt(shift / bounds.information[-1]))
    looks = looks_at_months(scaled, months)
    if averages is not None:
        averages = (fixed * averages[0], fixed * averages[1])
    return _summary(scaled, looks, bounds, drift, fixed, averages, both_ends=both_ends)


def power_survival_sequential(
    course: EventCourse,
    events: float,
    bounds: Bounds,
    *,
    hazard_ratio: float,
    null_hazard_ratio: float = 1.0,
    better: Literal["lower", "higher"] = "lower",
    method: Literal["schoenfeld", "freedman", "hsieh-freedman"] = "schoenfeld",
) -> SequentialSurvival:
    """
    Power, looks and expected duration of a group-sequential trial with given subjects and events.

    Args:
        course: accrual and times to event under `hazard_ratio`.
        events: at the last look, over all arms.
        bounds: of the test.
        hazard_ratio: experimental / control; may be null_hazard_ratio.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        better: whether a lower or a higher hazard of the experimental arm is a success.
        method: as `size_logrank`.
    Returns:
        The trial. The power of a two-sided test counts both ends.
    Raises:
        DesignError: more events than are ever expected, as `size_logrank`.
    Source: as `size_survival_sequential`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming
    >>> from trialrun.design.events.course import Stratum, event_course
    >>> from trialrun.design.hazards import hazards
    >>> control = hazards([0], [0.0578])
    >>> course = event_course([Stratum(accrual_constant([20], [25]), control, control.times(0.7))])
    >>> found = power_survival_sequential(
    ...     course, 300, boundaries_obrien_fleming(3, 0.025), hazard_ratio=0.7
    ... )
    >>> round(found.power, 3), round(found.expected_months, 1)
    (0.865, 25.0)
    """
    drift = 0.0
    if hazard_ratio != null_hazard_ratio:
        drift = logrank_drift(
            hazard_ratio,
            events,
            ratio=course.strata[0].ratio,
            null_hazard_ratio=null_hazard_ratio,
            method=method,
        )
    if (hazard_ratio > null_hazard_ratio) == (better == "lower"):
        drift = -drift
    shares = np.asarray(bounds.information) / bounds.information[-1]
    looks = looks_at_events(course, shares * events)
    per_unit = drift / float(np.sqrt(bounds.information[-1]))
    return _summary(course, looks, bounds, per_unit, None, None, both_ends=bounds.sided == TWO)


def _cost(
    bounds: Bounds, power: float, *, both_ends: bool
) -> tuple[float, float, tuple[float, float] | None]:
    """
    Squared mean of Z at the last look, that with one look, and the expected share of the latter.

    The shares, under no effect and half the effect, are None where the mean was known before.
    """
    if bounds.drift is not None and bounds.power == power and bounds.sided != TWO:
        fixed = fixed_drift(bounds.alpha, power) ** 2
        return bounds.drift**2 * bounds.information[-1], fixed, None
    cost = characteristics(bounds, power, both_ends=both_ends)
    return cost.shift, cost.fixed_shift, (cost.average_null, cost.average_midway)


def _fixed_events(
    course: EventCourse,
    month: float,
    bounds: Bounds,
    hazard_ratio: float,
    null: float,
    shift: float,
    power: float,
    method: SequentialMethod,
) -> float:
    alpha = bounds.alpha / bounds.sided
    if method == "lachin-foulkes" or method == "bernstein-lagakos":  # noqa: PLR1714 - narrows
        return size_survival(
            course,
            month,
            hazard_ratio=hazard_ratio,
            null_hazard_ratio=null,
            alpha=alpha,
            power=power,
            method=method,
        ).events
    ratio = course.strata[0].ratio
    unit = logrank_drift(hazard_ratio, 1.0, ratio=ratio, null_hazard_ratio=null, method=method)
    return shift / unit**2


def _summary(
    course: EventCourse,
    looks: SurvivalLooks,
    bounds: Bounds,
    drift: float,
    fixed: float | None,
    averages: tuple[float, float] | None,
    *,
    both_ends: bool,
) -> SequentialSurvival:
    found = crossings(bounds, drift)
    if averages is None:
        null, midway = (
            float(_ends(crossings(bounds, share * drift)) @ looks.events) for share in (0.0, 0.5)
        )
    else:
        null, midway = averages
    ends = _ends(found)
    rejection = found.upper + found.lower if both_ends and bounds.sided == TWO else found.upper
    futility = found.inner if bounds.sided == TWO else found.lower
    return SequentialSurvival(
        course=course,
        looks=looks,
        events_fixed=fixed,
        rejection=rejection,
        futility=futility,
        power=float(rejection.sum()),
        early_stop=float(found.ended[:-1].sum()),
        expected_events=float(ends @ looks.events),
        expected_events_null=null,
        expected_events_midway=midway,
        expected_subjects=float(ends @ looks.subjects),
        expected_months=float(ends @ looks.months),
    )


def _ends(found: Crossings) -> Floats:
    """Probability that the trial ends at each look; at the last for all that go on until then."""
    before = found.ended[:-1]
    return np.append(before, 1 - before.sum())
