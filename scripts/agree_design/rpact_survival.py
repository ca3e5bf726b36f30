"""rpact: sample size for times to an event."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import optimize

from agree_design.calls import Unsupported, stands_for
from agree_design.rpact_accrual import accrual_of, given, plain, setup_of
from agree_design.rpact_event_times import course_of, dropout_of, survival_outputs, survival_setup
from agree_design.rpact_ratio import least_ratio
from agree_design.rpact_survival_scale import (
    columns,
    design_of,
    effects,
    same,
    type_of_computation,
)
from trialrun.design.accrual import Accrual
from trialrun.design.bounds.characteristics import characteristics
from trialrun.design.events.course import EventCourse
from trialrun.design.events.survival_sequential import size_survival_sequential
from trialrun.design.survival import logrank_drift

_FOREVER = 1e5


@stands_for("rpact::getSampleSizeSurvival", parameters=("design",))
def _get_sample_size_survival(
    design: Any = None,
    *,
    typeOfComputation: Any = None,
    thetaH0: float = 1,
    directionUpper: Any = None,
    pi1: Any = None,
    pi2: Any = None,
    lambda1: Any = None,
    lambda2: Any = None,
    median1: Any = None,
    median2: Any = None,
    kappa: float = 1,
    hazardRatio: Any = None,
    piecewiseSurvivalTime: Any = None,
    allocationRatioPlanned: Any = None,
    eventTime: float = 12,
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    accrualIntensityType: Any = None,
    followUpTime: Any = None,
    maxNumberOfSubjects: Any = None,
    dropoutRate1: float = 0,
    dropoutRate2: float = 0,
    dropoutTime: float = 12,
    accountForObservationTimes: Any = None,
    alpha: Any = None,
    beta: Any = None,
    sided: Any = None,
    twoSidedPower: Any = None,
) -> dict[str, Any]:
    settings, bounds = design_of(
        design, {"alpha": alpha, "beta": beta, "sided": sided, "twoSidedPower": twoSidedPower}
    )
    if accountForObservationTimes is False:
        raise Unsupported("accountForObservationTimes = FALSE, which rpact no longer takes")
    method, theta = type_of_computation(typeOfComputation), float(thetaH0)
    survival = survival_setup(
        piecewiseSurvivalTime=piecewiseSurvivalTime, lambda1=lambda1, lambda2=lambda2,
        median1=median1, median2=median2, pi1=pi1, pi2=pi2, hazardRatio=hazardRatio,
        eventTime=eventTime, kappa=kappa,
    )  # fmt: skip
    setup = setup_of(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    wanted = given(allocationRatioPlanned)
    wanted_ratio = 1.0 if wanted is None else wanted[0]
    follow = given(followUpTime)
    power, ends = 1 - settings.beta, settings.both_ends
    cost = characteristics(bounds, power, both_ends=ends)
    dropout = dropout_of(dropoutRate1, dropoutRate2, dropoutTime)
    plans = []
    for at, hr in enumerate(survival.ratios):
        plan = _Plan(survival, at, setup, dropout, theta, method, cost, hr)
        months = None if setup.subjects is not None else (follow or [6.0])[0]
        ratio = wanted_ratio
        if ratio == 0:
            if setup.subjects is not None or not setup.end_known:
                raise Unsupported("the best allocation of given subjects, which rpact refuses")
            ratio = least_ratio(lambda r, p=plan, m=months: p.needed(r, m))
        plans.append(plan.solve(bounds, ratio, months, power, ends=ends))
    if directionUpper is not None and settings.sided == 1:
        wrong = [hr for hr in survival.ratios if (hr > theta) != bool(directionUpper)]
        if wrong:
            raise Unsupported("alternatives against directionUpper")
    echo = {
        "thetaH0": theta,
        "dropoutRate1": dropoutRate1,
        "dropoutRate2": dropoutRate2,
        "dropoutTime": dropoutTime,
    }
    return _sample_size_outputs(settings, cost, survival, setup, plans, theta, echo)


def _unit(hazard_ratio: float, theta: float, ratio: float, method: str) -> float:
    return logrank_drift(hazard_ratio, 1.0, ratio=ratio, null_hazard_ratio=theta, method=method)


class _Plan:
    """Sample size under one alternative."""

    def __init__(
        self, survival: Any, at: int, setup: Any, dropout: Any, theta: float, method: str,
        cost: Any, hazard_ratio: float,
    ) -> None:  # fmt: skip
        self.survival, self.at, self.setup, self.dropout = survival, at, setup, dropout
        self.theta, self.method, self.cost, self.hazard_ratio = theta, method, cost, hazard_ratio

    def course(self, ratio: float, accrual: Accrual) -> EventCourse:
        return course_of(self.survival, self.at, accrual, ratio, self.dropout)

    def fixed_events(self, ratio: float) -> float:
        unit = _unit(self.hazard_ratio, self.theta, ratio, self.method)
        return float(self.cost.fixed_shift / unit**2)

    def needed(self, ratio: float, months: float | None) -> float:
        """What an allocation costs: subjects, or, where these are given, events they must give."""
        if months is None or not self.setup.end_known:
            return self.fixed_events(ratio)
        course = self.course(ratio, accrual_of(self.setup))
        end = course.last_in + months
        share = float(course.total_events(end)[0]) / course.total_subjects
        return self.fixed_events(ratio) / share

    def solve(
        self, bounds: Any, ratio: float, months: float | None, power: float, *, ends: bool
    ) -> SimpleNamespace:
        fixed = self.fixed_events(ratio)
        most = fixed * self.cost.inflation
        course = self.course(ratio, accrual_of(self.setup))
        accrual_end = course.last_in
        if months is None:
            end = float(course.month_of(most)[0])
        elif self.setup.end_known:
            end = accrual_end + months
        else:
            if len(self.survival.ratios) > 1:
                raise Unsupported("an open accrual with several alternatives, which rpact refuses")
            accrual_end = _open_accrual(course, most, months)
            course = course.lasting(accrual_end)
            end = accrual_end + months
        found = size_survival_sequential(
            course,
            end,
            bounds,
            hazard_ratio=self.hazard_ratio,
            null_hazard_ratio=self.theta,
            power=power,
            both_ends=ends,
            method=self.method,
        )
        subjects = found.course.total_subjects
        if months is None or not self.setup.end_known:
            fixed_subjects = subjects
        else:
            fixed_subjects = subjects / self.cost.inflation
        return SimpleNamespace(
            found=found,
            ratio=ratio,
            fixed=fixed,
            most=most,
            subjects=float(found.looks.subjects[-1]) if len(bounds.information) > 1 else subjects,
            fixed_subjects=fixed_subjects,
            accrual=found.course.strata[0].accrual,
            follow_up=end - accrual_end,
            omega=most / subjects,
        )


def _open_accrual(course: EventCourse, events: float, follow_up: float) -> float:
    """Month at which an accrual ends that gives the events after a follow-up."""

    def missing(months: float) -> float:
        return float(course.lasting(months).total_events(months + follow_up)[0]) - events

    return float(optimize.brentq(missing, 1e-6, _FOREVER, xtol=1e-10))


def _sample_size_outputs(
    settings: Any,
    cost: Any,
    survival: Any,
    setup: Any,
    plans: list[Any],
    theta: float,
    echo: dict[str, Any],
) -> dict[str, Any]:
    finds = [each.found for each in plans]
    looks = len(settings.information)
    ratios = [each.ratio for each in plans]
    events = columns([each.looks.events for each in finds])
    subjects = columns([each.looks.subjects for each in finds])
    share = [each / (1 + each) for each in ratios]
    end = [float(each.looks.months[-1]) for each in finds]
    free = setup.subjects is None
    rates = [each.accrual.rate_from.tolist() for each in plans]
    knots = plans[0].accrual.months[1:].tolist()
    intensity = [rate[0] for rate in rates] if len(rates[0]) == 1 else rates[0]
    if len(rates[0]) > 1 and len(plans) > 1 and free:
        intensity = [list(row) for row in zip(*rates, strict=True)]
    futility = list(cost.futility)
    rejection = list(cost.rejection)
    stops = np.array(rejection) + np.array([*futility, *[0.0] * (looks - len(futility))])
    stops[-1] = 1 - stops[:-1].sum()  # of a power of one end only, all else ends at the last look
    expected = [float(stops @ np.array(each.looks.months)) for each in finds]
    recruited = [float(stops @ np.array(each.looks.subjects)) for each in finds]
    if looks == 1:
        subjects = [[each.subjects for each in plans]]
        expected = same(expected) if free else expected
    out = {
        **echo,
        **survival_outputs(survival),
        "maxNumberOfSubjects": plain([each.subjects for each in plans]),
        "maxNumberOfSubjects1": [a.subjects * b for a, b in zip(plans, share, strict=True)],
        "maxNumberOfSubjects2": [a.subjects * (1 - b) for a, b in zip(plans, share, strict=True)],
        "maxNumberOfEvents": [each.most for each in plans],
        "allocationRatioPlanned": ratios if len(set(ratios)) > 1 else ratios[0],
        "accrualTime": plain(knots),
        "totalAccrualTime": knots[-1],
        "accrualIntensity": plain(intensity if free else intensity[: len(knots)]),
        "accrualIntensityRelative": math.nan if setup.relative is None else plain(setup.relative),
        "followUpTime": plans[0].follow_up if free else [each.follow_up for each in plans],
        "omega": [each.omega for each in plans],
        "eventsFixed": [each.fixed for each in plans],
        "nFixed": [each.fixed_subjects for each in plans],
        "nFixed1": [a.fixed_subjects * b for a, b in zip(plans, share, strict=True)],
        "nFixed2": [a.fixed_subjects * (1 - b) for a, b in zip(plans, share, strict=True)],
        "analysisTime": columns([each.looks.months for each in finds]),
        "studyDuration": plain(expected),
        "studyDurationH1": plain(expected),
        "maxStudyDuration": plain(same(end)) if looks == 1 and free else end,
        "eventsPerStage": events,
        "cumulativeEventsPerStage": events,
        "singleEventsPerStage": np.diff(np.array(events), axis=0, prepend=0.0).tolist(),
        "expectedEventsH0": [each.expected_events_null for each in finds],
        "expectedEventsH01": [each.expected_events_midway for each in finds],
        "expectedEventsH1": [each.expected_events for each in finds],
        "numberOfSubjects": subjects,
        "numberOfSubjects1": (np.array(subjects) * share).tolist(),
        "numberOfSubjects2": (np.array(subjects) * (1 - np.array(share))).tolist(),
        "expectedNumberOfSubjectsH1": recruited,
        "directionUpper": plain([each > theta for each in survival.ratios]),
        **effects(
            settings,
            [
                (each.looks.events, ratio, theta, hr > theta and settings.sided == 1)
                for each, ratio, hr in zip(finds, ratios, survival.ratios, strict=True)
            ],
            [hr > theta for hr in survival.ratios],
        ),
    }
    if looks == 1:
        out["analysisTime"] = [same(end) if free else end]
        return out
    out["rejectPerStage"] = [[each] for each in rejection]
    out["overallReject"] = sum(rejection)
    out["earlyStop"] = sum(rejection[:-1]) + sum(futility)
    out["informationRates"] = [[each] for each in settings.information]
    out["futilityStop"] = sum(futility)
    out["futilityPerStage"] = [[each] for each in futility]
    return out
