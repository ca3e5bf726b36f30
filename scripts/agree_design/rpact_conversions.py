"""rpact: rates, medians, probabilities and hazard ratios into each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_accrual import given, periods
from trialrun.design.events.rates import (
    event_quantile,
    median_of_rate,
    probability_of_rate,
    rate_of_median,
    rate_of_probability,
)
from trialrun.design.events.weibull import weibull
from trialrun.design.hazards import hazards


class _Bare(dict[str, Any]):
    """An answer without a name: under whatever name the reference gives it."""

    def __init__(self, value: Any) -> None:
        super().__init__(value=value)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and not key.startswith("_")

    def __missing__(self, key: str) -> Any:
        return self["value"]


def _numbers(value: Any) -> Any:
    """What a conversion that is nested in a call returned, or numbers."""
    return value["value"] if isinstance(value, _Bare) else value


@stands_for("rpact::getLambdaByPi", parameters=("piValue", "eventTime", "kappa"))
def _lambda_by_pi(piValue: Any, eventTime: float = 12, kappa: float = 1) -> Any:
    return _Bare(rate_of_probability(piValue, eventTime, shape=kappa).tolist())


@stands_for("rpact::getLambdaByMedian", parameters=("median", "kappa"))
def _lambda_by_median(median: Any, kappa: float = 1) -> Any:
    return _Bare(rate_of_median(median, shape=kappa).tolist())


@stands_for("rpact::getHazardRatioByPi", parameters=("pi1", "pi2", "eventTime", "kappa"))
def _ratio_by_pi(pi1: Any, pi2: Any, eventTime: float = 12, kappa: float = 1) -> Any:
    rates = [rate_of_probability(each, eventTime, shape=kappa) for each in (pi1, pi2)]
    return _Bare((rates[0] / rates[1]).tolist())


@stands_for("rpact::getHazardRatioByLambda", parameters=("lambda1", "lambda2"))
def _ratio_by_lambda(lambda1: Any, lambda2: Any) -> Any:
    return _Bare(_over(lambda1, lambda2))


@stands_for("rpact::getHazardRatioByMedian", parameters=("median1", "median2", "kappa"))
def _ratio_by_median(median1: Any, median2: Any, kappa: float = 1) -> Any:
    rates = [rate_of_median(each, shape=kappa) for each in (median1, median2)]
    return _Bare((rates[0] / rates[1]).tolist())


@stands_for("rpact::getLambda1ByLambda2AndHazardRatio", parameters=("lambda2", "hazardRatio"))
def _treated_rate(lambda2: Any, hazardRatio: Any) -> Any:
    return _Bare((_array(lambda2) * _array(hazardRatio)).tolist())


@stands_for("rpact::getLambda2ByLambda1AndHazardRatio", parameters=("lambda1", "hazardRatio"))
def _control_rate(lambda1: Any, hazardRatio: Any) -> Any:
    return _Bare(_over(lambda1, hazardRatio))


@stands_for(
    "rpact::getPi1ByPi2AndHazardRatio", parameters=("pi2", "hazardRatio", "eventTime", "kappa")
)
def _treated_probability(
    pi2: Any, hazardRatio: Any, eventTime: float = 12, kappa: float = 1
) -> Any:
    rate = rate_of_probability(pi2, eventTime, shape=kappa) * _array(hazardRatio)
    return _Bare(probability_of_rate(rate, eventTime, shape=kappa).tolist())


@stands_for(
    "rpact::getPi2ByPi1AndHazardRatio", parameters=("pi1", "hazardRatio", "eventTime", "kappa")
)
def _control_probability(
    pi1: Any, hazardRatio: Any, eventTime: float = 12, kappa: float = 1
) -> Any:
    rate = rate_of_probability(pi1, eventTime, shape=kappa) / _array(hazardRatio)
    return _Bare(probability_of_rate(rate, eventTime, shape=kappa).tolist())


def _array(values: Any) -> Any:
    return np.asarray(_numbers(values), float)


def _over(one: Any, two: Any) -> Any:
    return (_array(one) / _array(two)).tolist()


@stands_for("rpact::getPiByLambda", parameters=("lambda", "eventTime", "kappa"))
def _pi_by_lambda(lambda_: Any, eventTime: float = 12, kappa: float = 1) -> Any:
    return _Bare(probability_of_rate(lambda_, eventTime, shape=kappa).tolist())


@stands_for("rpact::getPiByMedian", parameters=("median", "eventTime", "kappa"))
def _pi_by_median(median: Any, eventTime: float = 12, kappa: float = 1) -> Any:
    rate = rate_of_median(median, shape=kappa)
    return _Bare(probability_of_rate(rate, eventTime, shape=kappa).tolist())


@stands_for("rpact::getMedianByLambda", parameters=("lambda", "kappa"))
def _median_by_lambda(lambda_: Any, kappa: float = 1) -> Any:
    return _Bare(median_of_rate(lambda_, shape=kappa).tolist())


@stands_for("rpact::getMedianByPi", parameters=("piValue", "eventTime", "kappa"))
def _median_by_pi(piValue: Any, eventTime: float = 12, kappa: float = 1) -> Any:
    rate = rate_of_probability(piValue, eventTime, shape=kappa)
    return _Bare(median_of_rate(rate, shape=kappa).tolist())


def _distribution(starts: Any, rates: Any, kappa: float) -> Any:
    if isinstance(starts, Mapping):
        knots, values, _ = periods(starts)
    else:
        values = [float(each) for each in as_list(rates)]
        knots = given(starts) or [0.0]
    if kappa != 1:
        if len(values) > 1:
            raise Unsupported("kappa with piecewise hazards, which rpact refuses")
        return weibull(values[0], kappa)
    return hazards(knots, values)


@stands_for("rpact::getPiecewiseExponentialDistribution", parameters=("time",))
def _piecewise_distribution(
    time: Any, piecewiseSurvivalTime: Any = None, piecewiseLambda: Any = None, kappa: float = 1
) -> Any:
    found = _distribution(piecewiseSurvivalTime, piecewiseLambda, kappa)
    return _Bare(found.events(np.asarray(time, float)).tolist())


@stands_for("rpact::getPiecewiseExponentialQuantile", parameters=("quantile",))
def _piecewise_quantile(
    quantile: Any, piecewiseSurvivalTime: Any = None, piecewiseLambda: Any = None, kappa: float = 1
) -> Any:
    found = _distribution(piecewiseSurvivalTime, piecewiseLambda, kappa)
    if kappa != 1:
        months = (-np.log1p(-np.asarray(quantile, float))) ** (1 / kappa) / found.rate
        return _Bare(months.tolist())
    return _Bare(event_quantile(found, quantile).tolist())
