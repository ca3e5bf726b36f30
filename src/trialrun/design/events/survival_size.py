"""
Subjects that a trial with time to an event needs, by the months of its accrual and follow-up.

The rates of accrual are given up to a factor, and the factor is found; or the rates are given, and
the months of follow-up or of accrual are found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import optimize, special

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.events.course import EventCourse, Stratum
from trialrun.design.spending import Floats
from trialrun.design.survival import logrank_drift
from trialrun.errors import DesignError

SurvivalMethod = Literal["lachin-foulkes", "bernstein-lagakos", "schoenfeld", "freedman"]
_METHODS = ("lachin-foulkes", "bernstein-lagakos", "schoenfeld", "freedman")
_LEAST = 1e-6
_MOST = 1e4


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalSize:
    """
    A trial of one look.

    `factor` multiplies the rates of accrual that were given; `course` has them multiplied. `month`
    is that of the analysis. `arm_events` (n_strata, 2) are expected under the hazard ratio
    planned for, `null_events` under the null hypothesis, both control and experimental.
    """

    course: EventCourse
    month: float
    accrual_months: float
    factor: float
    subjects: float
    events: float
    arm_events: Floats
    null_events: Floats
    alpha: float
    power: float


def size_survival(
    course: EventCourse,
    month: float,
    *,
    hazard_ratio: float,
    null_hazard_ratio: float = 1.0,
    alpha: float = 0.025,
    power: float = 0.9,
    method: SurvivalMethod = "lachin-foulkes",
) -> SurvivalSize:
    """
    Subjects and events for a logrank test at a calendar month, one look.

    Args:
        course: accrual in the right proportions, and times to event under `hazard_ratio`.
        month: of the analysis.
        hazard_ratio: experimental / control, in every stratum.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        alpha: one-sided type I error.
        power: probability of success.
        method: lachin-foulkes (variances under both hypotheses, null hazards averaged over the
            arms), bernstein-lagakos (null hazards those of the control arm), schoenfeld or
            freedman (events by `size_logrank`).
    Returns:
        The trial, numbers not rounded up.
    Raises:
        DesignError: hazard_ratio is null_hazard_ratio, power not between alpha and 1, no events
            by `month`, a margin with a method that has none.
    Source: Lachin and Foulkes (1986), Biometrics 42:507-519; Bernstein and Lagakos (1978),
        Journal of Statistical Computation and Simulation 8:65-73; strata weighted with their
        information.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.events.course import event_course
    >>> from trialrun.design.hazards import hazards
    >>> control = hazards([0], [0.0578], dropout=0.005)
    >>> course = event_course([Stratum(accrual_constant([24], [1]), control, control.times(0.7))])
    >>> found = size_survival(course, 36, hazard_ratio=0.7)
    >>> round(found.events, 1), round(found.subjects, 1)
    (329.7, 518.1)
    """
    unit = _unit(course, month, hazard_ratio, null_hazard_ratio, method)
    factor = _factor(unit, fixed_drift(alpha, power), alpha, power)
    scaled = course.scaled(factor)
    return _result(scaled, month, factor, unit, alpha, power)


def power_survival(
    course: EventCourse,
    month: float,
    *,
    hazard_ratio: float,
    null_hazard_ratio: float = 1.0,
    alpha: float = 0.025,
    method: SurvivalMethod = "lachin-foulkes",
) -> SurvivalSize:
    """
    Power of a logrank test at a calendar month, one look.

    Args:
        course: accrual and times to event under `hazard_ratio`.
        month: of the analysis.
        hazard_ratio: experimental / control, in every stratum.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        alpha: one-sided type I error.
        method: as `size_survival`.
    Returns:
        The trial with its power; `factor` is 1.
    Raises:
        DesignError: as `size_survival`.
    Source: as `size_survival`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.events.course import event_course
    >>> from trialrun.design.hazards import hazards
    >>> control = hazards([0], [0.0578], dropout=0.005)
    >>> course = event_course([Stratum(accrual_constant([24], [20]), control, control.times(0.7))])
    >>> round(power_survival(course, 36, hazard_ratio=0.7).power, 3)
    0.877
    """
    check_errors(alpha, None)
    unit = _unit(course, month, hazard_ratio, null_hazard_ratio, method)
    z = -float(special.ndtri(alpha))
    if unit.drift is not None:
        reached = unit.drift * np.sqrt(unit.events.sum()) - z
    else:
        reached = (unit.effect - z * unit.null_error) / unit.error
    return _result(course, month, 1.0, unit, alpha, float(special.ndtr(reached)))


def follow_up_for_power(
    course: EventCourse,
    *,
    hazard_ratio: float,
    null_hazard_ratio: float = 1.0,
    alpha: float = 0.025,
    power: float = 0.9,
    method: SurvivalMethod = "lachin-foulkes",
) -> SurvivalSize:
    """
    Follow-up after the last subject is in that gives a power, the accrual being as it is.

    Args:
        course: accrual and times to event under `hazard_ratio`.
        hazard_ratio: experimental / control, in every stratum.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        alpha: one-sided type I error.
        power: probability of success.
        method: as `size_survival`.
    Returns:
        The trial; its follow-up is `month` - `accrual_months`.
    Raises:
        DesignError: no follow-up gives the power, or every one gives more.
    Source: Kim and Tsiatis (1990), Biometrics 46:81-92.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.events.course import event_course
    >>> from trialrun.design.hazards import hazards
    >>> control = hazards([0], [0.0578], dropout=0.005)
    >>> course = event_course([Stratum(accrual_constant([24], [20]), control, control.times(0.7))])
    >>> round(follow_up_for_power(course, hazard_ratio=0.7).month, 2)
    39.92
    """
    check_errors(alpha, power)
    last = course.last_in

    def reached(months: float) -> float:
        return _reached(course, last + months, hazard_ratio, null_hazard_ratio, alpha, method)

    months = _solve(reached, power, "follow-up", "subjects")
    return power_survival(
        course,
        last + months,
        hazard_ratio=hazard_ratio,
        null_hazard_ratio=null_hazard_ratio,
        alpha=alpha,
        method=method,
    )


def accrual_for_power(
    course: EventCourse,
    follow_up_months: float,
    *,
    hazard_ratio: float,
    null_hazard_ratio: float = 1.0,
    alpha: float = 0.025,
    power: float = 0.9,
    method: SurvivalMethod = "lachin-foulkes",
) -> SurvivalSize:
    """
    Months of accrual that give a power, the rates and the follow-up being as they are.

    Args:
        course: rates of accrual, the last of which is kept up as long as needed, and times to
            event under `hazard_ratio`.
        follow_up_months: from the last subject in to the analysis.
        hazard_ratio: experimental / control, in every stratum.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        alpha: one-sided type I error.
        power: probability of success.
        method: as `size_survival`.
    Returns:
        The trial, its course cut off or prolonged to `accrual_months`.
    Raises:
        DesignError: no accrual gives the power, or every one gives more.
    Source: Kim and Tsiatis (1990), Biometrics 46:81-92.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.events.course import event_course
    >>> from trialrun.design.hazards import hazards
    >>> control = hazards([0], [0.0578], dropout=0.005)
    >>> course = event_course([Stratum(accrual_constant([24], [20]), control, control.times(0.7))])
    >>> round(accrual_for_power(course, 12, hazard_ratio=0.7).accrual_months, 2)
    25.56
    """
    check_errors(alpha, power)
    if not 0 <= follow_up_months < np.inf:
        raise DesignError(f"found {follow_up_months:g}, must be at least 0", place="follow_up")

    def reached(months: float) -> float:
        lasting = course.lasting(months)
        month = months + follow_up_months
        return _reached(lasting, month, hazard_ratio, null_hazard_ratio, alpha, method)

    months = _solve(reached, power, "accrual", "rates of accrual")
    return power_survival(
        course.lasting(months),
        months + follow_up_months,
        hazard_ratio=hazard_ratio,
        null_hazard_ratio=null_hazard_ratio,
        alpha=alpha,
        method=method,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Unit:
    """
    What a trial shows as it is: its events, the effect and its standard errors.

    Or `drift`, the mean of Z with one event, for methods that need the events alone.
    """

    events: Floats
    null_events: Floats
    effect: float
    error: float
    null_error: float
    drift: float | None


def _unit(
    course: EventCourse, month: float, hazard_ratio: float, null: float, method: str
) -> _Unit:
    if method not in _METHODS:
        raise DesignError(f"found {method!r}, must be one of {', '.join(_METHODS)}", place="method")
    ratios = [each.ratio for each in course.strata]
    logrank_drift(hazard_ratio, 1.0, ratio=ratios[0], null_hazard_ratio=null)
    drift = None
    if method in {"schoenfeld", "freedman"}:
        if len(set(ratios)) > 1:
            raise DesignError(f"the ratios differ between strata with {method}", place="strata")
        if null != 1:
            raise DesignError(f"found {null:g}, must be 1 with {method}", place="null_hazard_ratio")
        if method == "freedman" and len(course.strata) > 1:
            raise DesignError("there are several with freedman, must be one", place="strata")
        drift = logrank_drift(
            hazard_ratio,
            1.0,
            ratio=ratios[0],
            method="freedman" if method == "freedman" else "schoenfeld",
        )
    averaged = method != "bernstein-lagakos"
    nulls = EventCourse(tuple(_null(s, hazard_ratio, null, averaged) for s in course.strata))
    events, null_events = course.events(month)[0], nulls.events(month)[0]
    if not (events > 0).all():
        raise DesignError(f"found {month:g}: no events are expected by then", place="month")
    effect = float(abs(np.log(hazard_ratio / null)))
    return _Unit(events, null_events, effect, _error(events), _error(null_events), drift)


def _null(stratum: Stratum, hazard_ratio: float, null: float, averaged: bool) -> Stratum:
    """Return the stratum under the null hypothesis."""
    r = stratum.ratio
    factor = (1 + hazard_ratio * r) / (1 + null * r) if averaged else 1.0
    return Stratum(
        stratum.accrual,
        stratum.control.times(factor),
        stratum.experimental.times(factor * null / hazard_ratio),
        r,
    )


def _error(events: Floats) -> float:
    """Standard error of the log hazard ratio, strata weighted with their information."""
    return float(np.sqrt(1 / (1 / (1 / events).sum(axis=1)).sum()))


def _factor(unit: _Unit, drift: float, alpha: float, power: float) -> float:
    if unit.drift is not None:
        return float((drift / unit.drift) ** 2 / unit.events.sum())
    z, z_power = -float(special.ndtri(alpha)), float(special.ndtri(power))
    return ((z * unit.null_error + z_power * unit.error) / unit.effect) ** 2


def _reached(
    course: EventCourse, month: float, hazard_ratio: float, null: float, alpha: float, method: str
) -> float:
    """Power of a trial, as a normal quantile."""
    unit = _unit(course, month, hazard_ratio, null, method)
    z = -float(special.ndtri(alpha))
    if unit.drift is not None:
        return float(unit.drift * np.sqrt(unit.events.sum()) - z)
    return (unit.effect - z * unit.null_error) / unit.error


def _solve(reached: Callable[[float], float], power: float, what: str, other: str) -> float:
    wanted = float(special.ndtri(power))
    if reached(_LEAST) > wanted:
        raise DesignError(
            f"any {what} gives more than power {power:g}",
            place=what,
            hint=f"plan fewer {other} or a higher power.",
        )
    high = 1.0
    while reached(high) < wanted:
        high *= 2
        if high > _MOST:
            raise DesignError(
                f"no {what} up to {_MOST:g} months gives power {power:g}",
                place=what,
                hint=f"raise the {other} or lower the power.",
            )
    return float(optimize.brentq(lambda m: reached(m) - wanted, _LEAST, high, xtol=1e-11))


def _result(
    course: EventCourse, month: float, factor: float, unit: _Unit, alpha: float, power: float
) -> SurvivalSize:
    events = unit.events * factor
    subjects = float(course.subjects(month).sum())
    return SurvivalSize(
        course=course,
        month=float(month),
        accrual_months=min(course.last_in, float(month)),
        factor=factor,
        subjects=subjects,
        events=float(events.sum()),
        arm_events=events,
        null_events=unit.null_events * factor,
        alpha=alpha,
        power=power,
    )
