"""Trials of other programs' documentation, typed in, as numbers that a second source names."""

from __future__ import annotations

import numpy as np

from trialrun.design.accrual import accrual_constant
from trialrun.design.nonproportional.average_hazard_ratio import (
    power_average_hazard_ratio,
    size_average_hazard_ratio,
)
from trialrun.design.nonproportional.information import (
    events_at,
    expected_information,
    month_of_events,
)
from trialrun.design.nonproportional.kaplan_meier import (
    power_milestone,
    power_restricted_mean,
    size_milestone,
    size_restricted_mean,
)
from trialrun.design.nonproportional.maxcombo import power_maxcombo, size_maxcombo
from trialrun.design.nonproportional.plan import plan_stratified, plan_survival
from trialrun.design.nonproportional.sequential_maxcombo import power_sequential_maxcombo
from trialrun.design.nonproportional.weighted_logrank import (
    power_weighted_logrank,
    size_weighted_logrank,
)
from trialrun.design.nonproportional.weights import (
    LOGRANK,
    weight_fleming_harrington,
    weight_magirr_burman,
)


def _low_and_high():
    low = plan_survival(
        accrual_constant([2, 10], [5, 10]), [0, 1], [0.1, 0.2], [0.9, 0.75], dropout=0.001
    )
    high = plan_survival(
        accrual_constant([4, 4, 8], [0, 3, 6]), [0, 1], [0.3, 0.4], [0.8, 0.6], dropout=0.001
    )
    return plan_stratified([low, high])


def _delayed(rate):
    hazard = np.log(2) / 12
    accrual = accrual_constant([18], [rate])
    return plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)


def _constant(rate):
    accrual = accrual_constant([18], [rate])
    return plan_survival(accrual, [0], [np.log(2) / 12], [0.7], dropout=0.001)


def _default(factor=1.0):
    accrual = accrual_constant([2, 2, 10], [3 * factor, 6 * factor, 9 * factor])
    hazards = [np.log(2) / 9, np.log(2) / 18]
    return plan_survival(accrual, [0, 3], hazards, [0.9, 0.6], dropout=0.001)


def _median_15_against_12():
    accrual = accrual_constant([6], [40])
    return plan_survival(accrual, [0], [np.log(2) / 12], [0.8], dropout=np.log(2) / 120)


TRIALS = {
    "gsDesign2 defaults": _default,
    "gsDesign2 strata": _low_and_high,
    "gsDesign2 delayed, 1 a month": lambda: _delayed(1),
    "gsDesign2 delayed, 20 a month": lambda: _delayed(20),
    "gsDesign2 proportional, 1 a month": lambda: _constant(1),
    "gsDesign2 proportional, 20 a month": lambda: _constant(20),
    "npsurvSS": _median_15_against_12,
}
WEIGHTS = {
    "logrank": LOGRANK,
    "FH(1,1)": weight_fleming_harrington(1, 1),
    "FH(0.5,0)": weight_fleming_harrington(0.5, 0),
    "FH(0,0.5)": weight_fleming_harrington(0, 0.5),
    "FH(0.5,0.5)": weight_fleming_harrington(0.5, 0.5),
    "MB(4, at most 2)": weight_magirr_burman(4, largest=2),
}


def information(trial, month):
    return expected_information(TRIALS[trial](), month)


def one_arm_events(durations, rates, hazards, dropout, month, starts=(0,)):
    accrual = accrual_constant(durations, rates)
    plan = plan_survival(accrual, list(starts), hazards, [1] * len(hazards), dropout=dropout)
    return events_at(plan, month)


def time_of(events, factor=1.0):
    return month_of_events(_default(factor), events)


def ahr_power(trial, month):
    return power_average_hazard_ratio(TRIALS[trial](), month)


def ahr_size(trial, month):
    return size_average_hazard_ratio(TRIALS[trial](), month)


def weighted_power(trial, month, weight):
    return power_weighted_logrank(TRIALS[trial](), month, WEIGHTS[weight])


def weighted_size(trial, month, weight):
    return size_weighted_logrank(TRIALS[trial](), month, WEIGHTS[weight])


def combo_power(trial, month, weights):
    return power_maxcombo(TRIALS[trial](), month, [WEIGHTS[each] for each in weights])


def combo_size(trial, month, weights):
    found = size_maxcombo(TRIALS[trial](), month, [WEIGHTS[each] for each in weights])
    return found.combination


def mean_power(trial, month, horizon):
    return power_restricted_mean(TRIALS[trial](), month, horizon)


def mean_size(trial, month, horizon):
    return size_restricted_mean(TRIALS[trial](), month, horizon)


def milestone_power(trial, month, milestone):
    return power_milestone(TRIALS[trial](), month, milestone)


def milestone_size(trial, month, milestone, power=0.9):
    return size_milestone(TRIALS[trial](), month, milestone, power=power)


def sequential_combo(efficacy, futility):
    hazard = np.log(2) / 15
    plan = plan_survival(
        accrual_constant([12], [444.8074 / 12]), [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001
    )
    tests = [
        [LOGRANK],
        [LOGRANK],
        [LOGRANK, WEIGHTS["FH(0,0.5)"], WEIGHTS["FH(0.5,0.5)"]],
    ]
    return power_sequential_maxcombo(plan, [12, 24, 36], tests, efficacy, futility=futility)
