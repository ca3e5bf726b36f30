"""rpact: times to an event, and the probabilities of events they give."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_accrual import accrual_of, given, periods, plain, setup_of
from trialrun.design.accrual import Accrual
from trialrun.design.events.course import EventCourse, Stratum, event_course
from trialrun.design.events.rates import (
    median_of_rate,
    probability_of_rate,
    rate_of_median,
    rate_of_probability,
)
from trialrun.design.events.weibull import weibull
from trialrun.design.hazards import hazards


def survival_setup(
    *,
    piecewiseSurvivalTime: Any,
    lambda1: Any,
    lambda2: Any,
    median1: Any,
    median2: Any,
    pi1: Any,
    pi2: Any,
    hazardRatio: Any,
    eventTime: float,
    kappa: float,
    delayed: bool = False,
) -> SimpleNamespace:
    """
    Times to event as rpact takes them.

    `ratios` are the alternatives; `control` and `treated` the rates, by pieces in `starts` where
    there are several.
    """
    if isinstance(piecewiseSurvivalTime, Mapping) and "_survival" in piecewiseSurvivalTime:
        return piecewiseSurvivalTime["_survival"]
    l1, l2, hr = given(lambda1), given(lambda2), given(hazardRatio)
    m1, m2, p1, p2 = given(median1), given(median2), given(pi1), given(pi2)
    kappa, eventTime = float(as_list(kappa)[0]), float(as_list(eventTime)[0])
    starts = [0.0]
    if isinstance(piecewiseSurvivalTime, Mapping):
        starts, l2, _ = periods(piecewiseSurvivalTime)
    else:
        starts = given(piecewiseSurvivalTime) or starts
    out = SimpleNamespace(starts=starts, kappa=kappa, event_time=eventTime, pi=False, pairs=None)
    if len(starts) > 1:
        if kappa != 1:
            raise Unsupported("kappa with piecewise hazards, which rpact refuses")
        if l2 is None and l1 is not None and hr is not None:
            l2 = [each / hr[0] for each in l1]
        if l2 is None or len(l2) != len(starts):
            raise Unsupported("piecewise times without as many lambda2")
        out.control = l2
        if l1 is not None and len(l1) == len(starts):
            ratios = np.asarray(l1) / np.asarray(l2)
            if np.ptp(ratios) > 1e-8:
                if not delayed:
                    raise Unsupported("hazards that are not proportional, which rpact refuses")
                out.treated, out.ratios = [l1], ratios.tolist()
                return out
            hr = [float(ratios[0])]
        if hr is None:
            raise Unsupported("piecewise times without hazardRatio or lambda1")
        if delayed and isinstance(piecewiseSurvivalTime, Mapping) and len(hr) != len(starts):
            hr = hr[:1]  # rpact takes the first alone then
        if delayed and len(hr) == len(starts) and len(hr) > 1:
            out.treated, out.ratios = [(np.asarray(l2) * np.asarray(hr)).tolist()], hr
            return out
        out.ratios = hr
        out.treated = [[each * ratio for each in l2] for ratio in hr]
        return out
    by_pi = all(each is None for each in (l1, l2, m1, m2))
    calculated = any(one and two for one, two in ((l1, l2), (m1, m2), (l1, m2), (m1, l2), (p1, p2)))
    if by_pi:
        if hr is None and (p1 is None or p2 is None):
            raise Unsupported("no pi1 or pi2, whose defaults rpact changed in its version 4.5")
        if p1 is None and p2 is None:
            raise Unsupported("a hazardRatio alone, for whose pi2 rpact changed the default")
        out.pi = True
        l2 = None if p2 is None else rate_of_probability(p2, eventTime, shape=kappa).tolist()
        l1 = None if p1 is None else rate_of_probability(p1, eventTime, shape=kappa).tolist()
    l1 = rate_of_median(m1, shape=kappa).tolist() if m1 else l1
    l2 = rate_of_median(m2, shape=kappa).tolist() if m2 else l2
    if l2 is None and l1 is not None and hr is not None:
        l2 = [l1[0] / hr[0]]
    if l2 is None:
        raise Unsupported("no rate of the control arm")
    if len(l2) != 1:
        raise Unsupported("several rates of the control arm")
    if hr is None or (l1 is not None and calculated):
        if l1 is None:
            raise Unsupported("no hazardRatio, lambda1, median1 or pi1")
        hr = [each / l2[0] for each in l1]
    out.control = l2
    # Since its version 4.4 rpact has as hazardRatio the ratio of the two rates, also with kappa,
    # where that of the hazards is its power of kappa.
    out.ratios = hr
    out.treated = [[l2[0] * ratio] for ratio in hr]
    return out


def dropout_of(rate1: Any, rate2: Any, months: Any) -> tuple[float, float]:
    time = float(as_list(months)[0])
    return tuple(-math.log1p(-float(as_list(each)[0] or 0)) / time for each in (rate1, rate2))


def course_of(
    survival: SimpleNamespace,
    at: int,
    accrual: Accrual,
    ratio: float,
    dropout: tuple[float, float],
) -> EventCourse:
    """The course under one alternative; dropout of the treated, then of the control arm."""
    if survival.kappa != 1:
        if any(dropout):
            raise Unsupported("dropout with kappa, which rpact refuses")
        control = weibull(survival.control[0], survival.kappa)
        treated = weibull(survival.treated[at][0], survival.kappa)
    else:
        control = hazards(survival.starts, survival.control, dropout=dropout[1])
        treated = hazards(survival.starts, survival.treated[at], dropout=dropout[0])
    return event_course([Stratum(accrual, control, treated, ratio)])


@stands_for("rpact::getPiecewiseSurvivalTime", parameters=("piecewiseSurvivalTime",))
def _get_piecewise_survival_time(
    piecewiseSurvivalTime: Any = None,
    lambda1: Any = None,
    lambda2: Any = None,
    hazardRatio: Any = None,
    pi1: Any = None,
    pi2: Any = None,
    median1: Any = None,
    median2: Any = None,
    eventTime: float = 12,
    kappa: float = 1,
    delayedResponseAllowed: bool = False,
) -> dict[str, Any]:
    found = survival_setup(
        piecewiseSurvivalTime=piecewiseSurvivalTime, lambda1=lambda1, lambda2=lambda2,
        median1=median1, median2=median2, pi1=pi1, pi2=pi2, hazardRatio=hazardRatio,
        eventTime=eventTime, kappa=kappa,
        delayed=delayedResponseAllowed,
    )  # fmt: skip
    return {**survival_outputs(found), "_survival": found}


def survival_outputs(found: SimpleNamespace) -> dict[str, Any]:
    out: dict[str, Any] = {
        "hazardRatio": plain(found.ratios),
        "kappa": found.kappa,
        "lambda2": plain(found.control),
        "piecewiseSurvivalTime": plain(found.starts),
    }
    if len(found.starts) > 1:
        out["lambda1"] = found.treated[0] if len(found.treated) == 1 else math.nan
        return out
    rates = [each[0] for each in found.treated]
    out["lambda1"] = plain(rates)
    out["median1"] = plain(median_of_rate(rates, shape=found.kappa).tolist())
    out["median2"] = plain(median_of_rate(found.control, shape=found.kappa).tolist())
    if found.pi:
        time, shape = found.event_time, found.kappa
        out["pi1"] = plain(probability_of_rate(rates, time, shape=shape).tolist())
        out["pi2"] = plain(probability_of_rate(found.control, time, shape=shape).tolist())
        out["eventTime"] = time
    return out


@stands_for("rpact::getEventProbabilities", parameters=("time",))
def _get_event_probabilities(
    time: Any,
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    accrualIntensityType: Any = None,
    kappa: float = 1,
    piecewiseSurvivalTime: Any = None,
    lambda2: Any = None,
    lambda1: Any = None,
    allocationRatioPlanned: float = 1,
    hazardRatio: Any = None,
    dropoutRate1: float = 0,
    dropoutRate2: float = 0,
    dropoutTime: float = 12,
    maxNumberOfSubjects: Any = None,
) -> dict[str, Any]:
    setup = setup_of(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    if not setup.end_known:
        raise Unsupported("accrual without an end, which rpact refuses")
    survival = survival_setup(
        piecewiseSurvivalTime=piecewiseSurvivalTime, lambda1=lambda1, lambda2=lambda2,
        median1=None, median2=None, pi1=None, pi2=None, hazardRatio=hazardRatio, eventTime=12,
        kappa=kappa, delayed=True,
    )  # fmt: skip
    if len(survival.treated) > 1:
        raise Unsupported("several alternatives, which rpact refuses")
    dropout = dropout_of(dropoutRate1, dropoutRate2, dropoutTime)
    ratio = float(allocationRatioPlanned)
    course = course_of(survival, 0, accrual_of(setup), ratio, dropout)
    months = [float(each) for each in as_list(time)]
    events = course.events(months)[:, 0]
    share = course.strata[0].share * course.total_subjects
    overall = (events.sum(axis=1) / course.total_subjects).tolist()
    return {
        "time": months,
        "accrualTime": plain(setup.knots[1:]),
        "accrualIntensity": plain(setup.rates),
        "kappa": survival.kappa,
        "piecewiseSurvivalTime": plain(survival.starts),
        "lambda1": plain(survival.treated[0]),
        "lambda2": plain(survival.control),
        "hazardRatio": plain(survival.ratios),
        "allocationRatioPlanned": ratio,
        "dropoutRate1": dropoutRate1,
        "dropoutRate2": dropoutRate2,
        "dropoutTime": dropoutTime,
        "maxNumberOfSubjects": setup.subjects if setup.subjects is not None else math.nan,
        "overallEventProbabilities": overall,
        "cumulativeEventProbabilities": overall,
        "eventProbabilities1": (events[:, 1] / share[1]).tolist(),
        "eventProbabilities2": (events[:, 0] / share[0]).tolist(),
    }
