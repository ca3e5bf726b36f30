"""rpact: power for times to an event."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_accrual import accrual_of, plain, setup_of
from agree_design.rpact_event_times import course_of, dropout_of, survival_outputs, survival_setup
from agree_design.rpact_survival_scale import columns, design_of, effects, type_of_computation
from trialrun.design.events.survival_sequential import (
    SequentialSurvival,
    power_survival_sequential,
)


@stands_for("rpact::getPowerSurvival", parameters=("design",))
def _get_power_survival(
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
    allocationRatioPlanned: float = 1,
    eventTime: float = 12,
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    accrualIntensityType: Any = None,
    maxNumberOfSubjects: Any = None,
    maxNumberOfEvents: Any = None,
    dropoutRate1: float = 0,
    dropoutRate2: float = 0,
    dropoutTime: float = 12,
    alpha: Any = None,
    beta: Any = None,
    sided: Any = None,
    twoSidedPower: Any = None,
) -> dict[str, Any]:
    settings, bounds = design_of(
        design, {"alpha": alpha, "beta": beta, "sided": sided, "twoSidedPower": twoSidedPower}
    )
    method, theta = type_of_computation(typeOfComputation), float(thetaH0)
    survival = survival_setup(
        piecewiseSurvivalTime=piecewiseSurvivalTime, lambda1=lambda1, lambda2=lambda2,
        median1=median1, median2=median2, pi1=pi1, pi2=pi2, hazardRatio=hazardRatio,
        eventTime=eventTime, kappa=kappa,
    )  # fmt: skip
    setup = setup_of(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    if setup.subjects is None:
        raise Unsupported("the number of subjects is not known, which rpact refuses")
    if maxNumberOfEvents is None:
        raise Unsupported("no maxNumberOfEvents, which rpact refuses")
    most = float(as_list(maxNumberOfEvents)[0])
    upper = directionUpper
    if upper is None:
        upper = getattr(settings, "direction_upper", None)
    if upper is None and settings.sided == 1:
        raise Unsupported("no directionUpper, whose default rpact changed from TRUE to FALSE")
    upper = True if upper is None else bool(as_list(upper)[0])
    ratio = float(as_list(allocationRatioPlanned)[0])
    dropout = dropout_of(dropoutRate1, dropoutRate2, dropoutTime)
    found = []
    for at, hr in enumerate(survival.ratios):
        course = course_of(survival, at, accrual_of(setup), ratio, dropout)
        found.append(
            power_survival_sequential(
                course,
                most,
                bounds,
                hazard_ratio=hr,
                null_hazard_ratio=theta,
                better="higher" if upper else "lower",
                method=method,
            )
        )
    out = _power_outputs(settings, survival, setup, found, most)
    return {
        "thetaH0": theta,
        "dropoutRate1": dropoutRate1,
        "dropoutRate2": dropoutRate2,
        "dropoutTime": dropoutTime,
        "allocationRatioPlanned": ratio,
        "directionUpper": upper,
        **out,
        **effects(settings, [(found[0].looks.events, ratio, theta, upper and settings.sided == 1)]),
    }


def _power_outputs(
    settings: Any, survival: Any, setup: Any, found: list[SequentialSurvival], most: float
) -> dict[str, Any]:
    rejection = columns([each.rejection for each in found])
    futility = columns([each.futility[:-1] for each in found])
    months = columns([each.looks.months for each in found])
    share = np.asarray(settings.information) / settings.information[-1]
    events = [[float(each) * most] for each in share]
    end = [float(each.looks.months[-1]) for each in found]
    last_in = setup.knots[-1]
    out: dict[str, Any] = {
        **survival_outputs(survival),
        "maxNumberOfSubjects": setup.subjects,
        "maxNumberOfEvents": most,
        "accrualTime": plain(setup.knots[1:]),
        "totalAccrualTime": last_in,
        "accrualIntensity": plain(setup.rates),
        "accrualIntensityRelative": math.nan if setup.relative is None else plain(setup.relative),
        "followUpTime": [each - last_in for each in end],
        "expectedNumberOfEvents": [each.expected_events for each in found],
        "overallReject": [each.power for each in found],
        "rejectPerStage": rejection,
        "earlyStop": [each.early_stop for each in found],
        "analysisTime": months,
        "studyDuration": [each.expected_months for each in found],
        "maxStudyDuration": end,
        "eventsPerStage": events,
        "cumulativeEventsPerStage": events,
        "singleEventsPerStage": np.diff(np.array(events), axis=0, prepend=0.0).tolist(),
        "numberOfSubjects": columns([each.looks.subjects for each in found]),
        "expectedNumberOfSubjects": [each.expected_subjects for each in found],
    }
    if len(share) > 1:
        out["futilityPerStage"] = futility
        out["futilityStop"] = np.sum(futility, axis=0).tolist()
    return out
