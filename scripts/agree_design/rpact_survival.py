"""rpact's functions for time to an event: sample size, power, events, accrual."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import optimize, special

from agree_design.calls import Unsupported, as_list, evaluate, stands_for
from agree_design.inaccurate import declares
from agree_design.rpact_designs import NO_BOUND
from agree_design.rpact_ratio import least_ratio, lower_and_upper
from trialrun.design.accrual import Accrual
from trialrun.design.bounds.characteristics import characteristics
from trialrun.design.events.course import EventCourse, Stratum, event_course
from trialrun.design.events.rates import (
    event_quantile,
    median_of_rate,
    probability_of_rate,
    rate_of_median,
    rate_of_probability,
)
from trialrun.design.events.survival_sequential import (
    SequentialSurvival,
    power_survival_sequential,
    size_survival_sequential,
)
from trialrun.design.events.weibull import weibull
from trialrun.design.hazards import hazards
from trialrun.design.survival import hazard_ratio_at, logrank_drift

_METHODS = {
    "Schoenfeld": "schoenfeld",
    "Freedman": "freedman",
    "HsiehFreedman": "hsieh-freedman",
}
_FOREVER = 1e5


# ------------------------------------------------------------------ R's arguments
def _given(value: Any) -> list[float] | None:
    """A vector, or None where R has NA."""
    if value is None or isinstance(value, Mapping):
        return None
    found = [each for each in as_list(value) if each is not None]
    found = [float(each) for each in found if not math.isnan(float(each))]
    return found or None


def _plain(values: Any) -> Any:
    """A vector as R prints it: one value alone."""
    found = as_list(values)
    return found[0] if len(found) == 1 else found


def _periods(named: Mapping[str, Any]) -> tuple[list[float], list[float], float | None]:
    """Starts, values and the end, if there is one, of a list such as "0 - <6" = 15."""
    starts, values, end = [], [], None
    for text, value in named.items():
        numbers = [float(each) for each in re.findall(r"\d+\.?\d*(?:[eE][-+]?\d+)?", text)]
        open_ended = ">" in text.split("<")[0] or (len(numbers) == 1 and "<" not in text)
        starts.append(numbers[0] if open_ended or len(numbers) > 1 else 0.0)
        end = None if open_ended else numbers[-1]
        values.append(float(as_list(value)[0]))
    return starts, values, end


# ------------------------------------------------------------------ accrual
def _accrual_setup(
    accrualTime: Any, accrualIntensity: Any, accrualIntensityType: Any, maxNumberOfSubjects: Any
) -> SimpleNamespace:
    """
    Accrual as rpact takes it: its knots, intensities, and what is not yet known of it.

    `end_known`: the month of the last subject is given or follows; `absolute`: the intensities are
    subjects per month; `subjects`: all of them, None where the follow-up must tell.
    """
    how = as_list(accrualIntensityType)[0] if accrualIntensityType else "auto"
    most = _given(maxNumberOfSubjects)
    subjects = most[0] if most else None
    default = False
    if isinstance(accrualTime, Mapping):
        starts, rates, end = _periods(accrualTime)
        knots = [*starts, end] if end is not None else starts
    else:
        knots = _given(accrualTime) or [0.0, 12.0]
        if len(knots) == 1 and knots[0] > 0:
            knots = [0.0, knots[0]]
        rates = _given(accrualIntensity)
        default = rates is None
        rates = rates or [0.1]
        if len(rates) == 1 and len(knots) > 2:
            rates = rates * (len(knots) - 1)
    if len(knots) not in {len(rates), len(rates) + 1}:
        raise Unsupported("accrualTime and accrualIntensity of lengths that do not belong together")
    if how == "auto":
        absolute = not all(rate < 1 for rate in rates)
    else:
        absolute = how == "absolute" and not default
    end_known = end_given = len(knots) == len(rates) + 1
    relative = None if absolute else list(rates)
    if subjects is not None and absolute and knots == [0, 12] and 12 * rates[0] < subjects:
        knots = [0.0, subjects / rates[0]]  # the months that rpact has where none are given
    if end_known:
        lengths = np.diff(knots)
        total = float(np.dot(lengths, rates))
        if absolute:
            if subjects is not None and abs(subjects - total) > 1e-4 * total:
                raise Unsupported("maxNumberOfSubjects that is not what the accrual gives")
            subjects = total
        elif subjects is not None:
            rates = [rate * subjects / total for rate in rates]
    elif subjects is not None:
        if not absolute:
            raise Unsupported("relative intensities without an end, which rpact refuses")
        knots, rates = _filled(knots, rates, subjects)
        end_known = True
    return SimpleNamespace(
        knots=[float(each) for each in knots],
        rates=[float(each) for each in rates],
        relative=relative,
        end_known=end_known,
        end_given=end_given,
        absolute=absolute,
        subjects=subjects,
    )


def _filled(
    knots: list[float], rates: list[float], subjects: float
) -> tuple[list[float], list[float]]:
    """Return the periods up to the month in which the subjects are complete."""
    missing = subjects
    for at, rate in enumerate(rates):
        length = knots[at + 1] - knots[at] if at + 1 < len(knots) else math.inf
        if missing <= rate * length:
            return [*knots[: at + 1], knots[at] + missing / rate], rates[: at + 1]
        missing -= rate * length
    raise Unsupported("an accrual that does not bring the subjects")


def _accrual(setup: SimpleNamespace) -> Accrual:
    rates = np.array(setup.rates)
    knots = setup.knots if setup.end_known else [*setup.knots, setup.knots[-1] + 12]
    return Accrual(np.array(knots), rates, rates)


_ACCRUAL = ("accrualTime", "accrualIntensity", "accrualIntensityType", "maxNumberOfSubjects")


@stands_for("rpact::getAccrualTime", parameters=("accrualTime",))
def _get_accrual_time(
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    accrualIntensityType: Any = None,
    maxNumberOfSubjects: Any = None,
) -> dict[str, Any]:
    setup = _accrual_setup(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    known = setup.end_known and setup.subjects is not None
    unknown = math.nan
    return {
        "accrualTime": setup.knots,
        "accrualIntensity": _plain(setup.rates),
        "accrualIntensityRelative": unknown if setup.relative is None else _plain(setup.relative),
        "maxNumberOfSubjects": setup.subjects if known else unknown,
        "remainingTime": setup.knots[-1] - setup.knots[-2] if setup.end_known else unknown,
        "endOfAccrualIsUserDefined": setup.end_given,
        "absoluteAccrualIntensityEnabled": setup.absolute,
        "_setup": setup,
    }


@stands_for("rpact::getNumberOfSubjects", parameters=("time",))
def _get_number_of_subjects(
    time: Any,
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    accrualIntensityType: Any = None,
    maxNumberOfSubjects: Any = None,
) -> dict[str, Any]:
    setup = _setup_of(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    if setup.subjects is None:
        raise Unsupported("the number of subjects is not known, which rpact refuses")
    months = [float(each) for each in as_list(time)]
    return {
        "time": months,
        "accrualTime": _plain(setup.knots[1:]),
        "accrualIntensity": _plain(setup.rates),
        "maxNumberOfSubjects": setup.subjects,
        "numberOfSubjects": _accrual(setup).subjects(months).tolist(),
    }


def _setup_of(accrual: Any, *more: Any) -> SimpleNamespace:
    """An accrual setup, or that of an object that getAccrualTime returned."""
    if isinstance(accrual, Mapping) and "_setup" in accrual:
        return accrual["_setup"]
    return _accrual_setup(accrual, *more)


# ------------------------------------------------------------------ survival times
def _survival_setup(
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
    default_pi1: list[float],
    delayed: bool = False,
) -> SimpleNamespace:
    """
    Times to event as rpact takes them.

    `ratios` are the alternatives; `control` and `treated` the rates, by pieces in `starts` where
    there are several.
    """
    if isinstance(piecewiseSurvivalTime, Mapping) and "_survival" in piecewiseSurvivalTime:
        return piecewiseSurvivalTime["_survival"]
    l1, l2, hr = _given(lambda1), _given(lambda2), _given(hazardRatio)
    m1, m2, p1, p2 = _given(median1), _given(median2), _given(pi1), _given(pi2)
    kappa, eventTime = float(as_list(kappa)[0]), float(as_list(eventTime)[0])
    starts = [0.0]
    if isinstance(piecewiseSurvivalTime, Mapping):
        starts, l2, _ = _periods(piecewiseSurvivalTime)
    else:
        given = _given(piecewiseSurvivalTime)
        starts = given or starts
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
        if delayed and len(hr) == len(starts) and len(hr) > 1:
            out.treated, out.ratios = [(np.asarray(l2) * np.asarray(hr)).tolist()], hr
            return out
        out.ratios = hr
        out.treated = [[each * ratio for each in l2] for ratio in hr]
        return out
    by_pi = all(each is None for each in (l1, l2, m1, m2))
    calculated = any(one and two for one, two in ((l1, l2), (m1, m2), (l1, m2), (m1, l2), (p1, p2)))
    if by_pi:
        p2 = p2 or ([0.2] if p1 is None or hr is None else None)
        if p1 is None and hr is None:
            p1 = default_pi1
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


def _dropout(rate1: Any, rate2: Any, months: Any) -> tuple[float, float]:
    time = float(as_list(months)[0])
    return tuple(-math.log1p(-float(as_list(each)[0] or 0)) / time for each in (rate1, rate2))


def _course(
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
    found = _survival_setup(
        piecewiseSurvivalTime=piecewiseSurvivalTime, lambda1=lambda1, lambda2=lambda2,
        median1=median1, median2=median2, pi1=pi1, pi2=pi2, hazardRatio=hazardRatio,
        eventTime=eventTime, kappa=kappa, default_pi1=[0.4, 0.5, 0.6],
        delayed=delayedResponseAllowed,
    )  # fmt: skip
    return {**_survival_outputs(found), "_survival": found}


def _survival_outputs(found: SimpleNamespace) -> dict[str, Any]:
    out: dict[str, Any] = {
        "hazardRatio": _plain(found.ratios),
        "kappa": found.kappa,
        "lambda2": _plain(found.control),
        "piecewiseSurvivalTime": _plain(found.starts),
    }
    if len(found.starts) > 1:
        out["lambda1"] = found.treated[0] if len(found.treated) == 1 else math.nan
        return out
    rates = [each[0] for each in found.treated]
    out["lambda1"] = _plain(rates)
    out["median1"] = _plain(median_of_rate(rates, shape=found.kappa).tolist())
    out["median2"] = _plain(median_of_rate(found.control, shape=found.kappa).tolist())
    if found.pi:
        time, shape = found.event_time, found.kappa
        out["pi1"] = _plain(probability_of_rate(rates, time, shape=shape).tolist())
        out["pi2"] = _plain(probability_of_rate(found.control, time, shape=shape).tolist())
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
    setup = _setup_of(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    if not setup.end_known:
        raise Unsupported("accrual without an end, which rpact refuses")
    survival = _survival_setup(
        piecewiseSurvivalTime=piecewiseSurvivalTime, lambda1=lambda1, lambda2=lambda2,
        median1=None, median2=None, pi1=None, pi2=None, hazardRatio=hazardRatio, eventTime=12,
        kappa=kappa, default_pi1=[0.2], delayed=True,
    )  # fmt: skip
    if len(survival.treated) > 1:
        raise Unsupported("several alternatives, which rpact refuses")
    dropout = _dropout(dropoutRate1, dropoutRate2, dropoutTime)
    ratio = float(allocationRatioPlanned)
    course = _course(survival, 0, _accrual(setup), ratio, dropout)
    months = [float(each) for each in as_list(time)]
    events = course.events(months)[:, 0]
    share = course.strata[0].share * course.total_subjects
    overall = (events.sum(axis=1) / course.total_subjects).tolist()
    return {
        "time": months,
        "accrualTime": _plain(setup.knots[1:]),
        "accrualIntensity": _plain(setup.rates),
        "kappa": survival.kappa,
        "piecewiseSurvivalTime": _plain(survival.starts),
        "lambda1": _plain(survival.treated[0]),
        "lambda2": _plain(survival.control),
        "hazardRatio": _plain(survival.ratios),
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


# ------------------------------------------------------------------ small conversions
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
        knots, values, _ = _periods(starts)
    else:
        values = [float(each) for each in as_list(rates)]
        knots = _given(starts) or [0.0]
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


_DIFFERENCE = re.compile(r"(\w+)(?:\[\d+\])*: reference (\S+), found (\S+)$")


def _apart(wrong: Sequence[str], most: float, names: str) -> bool:
    """Whether all that differs has such a name and lies within a relative distance."""
    for each in wrong:
        parts = _DIFFERENCE.search(each)
        if parts is None or not re.fullmatch(names, parts[1]):
            return False
        try:
            reference, found = float(parts[2].rstrip(",")), float(parts[3])
        except ValueError:
            return False
        least = 12.0 if parts[1] == "followUpTime" else 1e-12  # it is a month less another
        if abs(found - reference) > most * max(abs(reference), least):
            return False
    return True


@declares
def _coarse_integration(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """Where hazards have pieces or kappa is not 1, rpact integrates numerically."""
    args = inputs.get("args", {})
    name = str(inputs.get("fn", "")).rsplit("::", 1)[-1]
    pieces = args.get("piecewiseSurvivalTime")
    several = isinstance(pieces, Mapping) or len(as_list(pieces)) > 1
    if not several and float(args.get("kappa", 1)) == 1:
        return None
    close = (name == "getEventProbabilities" and _apart(wrong, 1.3e-4, r"\w+Probabilities\d?")) or (
        name in {"getPowerSurvival", "getSampleSizeSurvival"}
        and _apart(
            wrong, 1e-4, r"analysisTime|followUpTime|\w*[nN]umberOfSubjects\w*|\w*[dD]uration\w*"
        )
    )
    if not close:
        return None
    return (
        "event probabilities are integrated numerically to a relative tolerance of 1.2e-4, which "
        "mostly leaves seven digits; adaptive quadrature to fourteen gives ours"
    )


@declares
def _flat_optimum(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """The allocation that needs the fewest subjects is found roughly."""
    args = inputs.get("args", {})
    name = str(inputs.get("fn", "")).rsplit("::", 1)[-1]
    if name != "getSampleSizeSurvival" or args.get("allocationRatioPlanned") != 0:
        return None
    if not _apart(wrong, 1e-3, r"allocationRatioPlanned|\w*\d"):
        return None
    return "the optimum is flat, and the search for it stops near it; ours needs no more subjects"


# ------------------------------------------------------------------ sample size and power
def _design_of(design: Any, more: dict[str, Any]) -> tuple[SimpleNamespace, Any]:
    """A design and its bounds; without one, a test of one look."""
    if design is None:
        asked = {"kMax": 1, **{k: v for k, v in more.items() if v is not None}}
        design = evaluate({"fn": "rpact::getDesignGroupSequential", "args": asked})
    settings = design["_design"]
    if settings.kind == "fisher":
        raise Unsupported("a design of Fisher's combination test, which rpact refuses")
    return settings, settings.bounds


_DESIGN = ("alpha", "beta", "sided", "twoSidedPower")


def _unit(hazard_ratio: float, theta: float, ratio: float, method: str) -> float:
    return logrank_drift(hazard_ratio, 1.0, ratio=ratio, null_hazard_ratio=theta, method=method)


def _type_of_computation(value: Any) -> str:
    name = as_list(value)[0] if value else "Schoenfeld"
    if name not in _METHODS:
        raise Unsupported(f"typeOfComputation {name}")
    return _METHODS[name]


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
    settings, bounds = _design_of(
        design, {"alpha": alpha, "beta": beta, "sided": sided, "twoSidedPower": twoSidedPower}
    )
    if accountForObservationTimes is False:
        raise Unsupported("accountForObservationTimes = FALSE, which rpact no longer takes")
    method, theta = _type_of_computation(typeOfComputation), float(thetaH0)
    survival = _survival_setup(
        piecewiseSurvivalTime=piecewiseSurvivalTime, lambda1=lambda1, lambda2=lambda2,
        median1=median1, median2=median2, pi1=pi1, pi2=pi2, hazardRatio=hazardRatio,
        eventTime=eventTime, kappa=kappa, default_pi1=[0.4, 0.5, 0.6],
    )  # fmt: skip
    setup = _setup_of(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    wanted = _given(allocationRatioPlanned)
    wanted_ratio = 1.0 if wanted is None else wanted[0]
    follow = _given(followUpTime)
    power, ends = 1 - settings.beta, settings.both_ends
    cost = characteristics(bounds, power, both_ends=ends)
    dropout = _dropout(dropoutRate1, dropoutRate2, dropoutTime)
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


class _Plan:
    """Sample size under one alternative."""

    def __init__(
        self, survival: Any, at: int, setup: Any, dropout: Any, theta: float, method: str,
        cost: Any, hazard_ratio: float,
    ) -> None:  # fmt: skip
        self.survival, self.at, self.setup, self.dropout = survival, at, setup, dropout
        self.theta, self.method, self.cost, self.hazard_ratio = theta, method, cost, hazard_ratio

    def course(self, ratio: float, accrual: Accrual) -> EventCourse:
        return _course(self.survival, self.at, accrual, ratio, self.dropout)

    def fixed_events(self, ratio: float) -> float:
        unit = _unit(self.hazard_ratio, self.theta, ratio, self.method)
        return float(self.cost.fixed_shift / unit**2)

    def needed(self, ratio: float, months: float | None) -> float:
        """What an allocation costs: subjects, or, where these are given, events they must give."""
        if months is None or not self.setup.end_known:
            return self.fixed_events(ratio)
        course = self.course(ratio, _accrual(self.setup))
        end = course.last_in + months
        share = float(course.total_events(end)[0]) / course.total_subjects
        return self.fixed_events(ratio) / share

    def solve(
        self, bounds: Any, ratio: float, months: float | None, power: float, *, ends: bool
    ) -> SimpleNamespace:
        fixed = self.fixed_events(ratio)
        most = fixed * self.cost.inflation
        course = self.course(ratio, _accrual(self.setup))
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
    first = float(course.strata[0].accrual.months[-2])

    def missing(months: float) -> float:
        return float(course.lasting(months).total_events(months + follow_up)[0]) - events

    if first > 0 and missing(first) > 0:
        raise Unsupported("accrual that would end before its last period")
    return float(optimize.brentq(missing, max(first, 1e-6), _FOREVER, xtol=1e-10))


def _columns(rows: list[Any]) -> list[list[float]]:
    """Values of each alternative as columns."""
    return np.array([np.asarray(each, float) for each in rows]).T.tolist()


def _effects(
    settings: Any,
    columns: list[tuple[Any, float, float, bool]],
    ahead: Sequence[bool] | None = None,
) -> dict[str, list[list[float]]]:
    """
    Bounds as hazard ratios: columns for (events, ratio, null hazard ratio, upper is better).

    `ahead`: of each column of a two-sided size, whether its alternative lies above.
    """
    efficacy = list(settings.efficacy)
    one_sided = settings.sided == 1

    def scale(bounds: list[float], sign: int) -> list[list[float]]:
        rows = []
        for at, bound in enumerate(bounds):
            row = []
            for events, ratio, theta, upper in columns:
                z = sign * (-bound if upper else bound)
                row.append(_ratio_at(z, events[at], ratio, theta))
            rows.append(row)
        return rows

    out: dict[str, list[list[float]]] = {}
    if one_sided:
        out["criticalValuesEffectScale"] = scale(efficacy, 1)
    else:
        lower, upper = lower_and_upper(
            scale(efficacy, -1), scale(efficacy, 1), ahead or [True] * len(columns)
        )
        out["criticalValuesEffectScaleLower"] = lower
        out["criticalValuesEffectScaleUpper"] = upper
    out["criticalValuesPValueScale"] = [
        [settings.sided * float(special.ndtr(-bound))] for bound in efficacy
    ]
    if settings.futility is not None:
        futility = list(settings.futility)
        held = [bound if math.isfinite(bound) else math.nan for bound in futility]
        if one_sided:
            out["futilityBoundsEffectScale"] = scale(held, 1)
        else:
            out["futilityBoundsEffectScaleLower"] = scale(held, 1)
            out["futilityBoundsEffectScaleUpper"] = scale(held, -1)
        out["futilityBoundsPValueScale"] = [
            [float(special.ndtr(-max(bound, NO_BOUND)))] for bound in futility
        ]
    return out


def _ratio_at(z: float, events: float, ratio: float, theta: float) -> float:
    if math.isnan(z):
        return math.nan
    if math.isinf(z):
        return 0.0 if z > 0 else math.inf
    return hazard_ratio_at(z, events, ratio=ratio, null_hazard_ratio=theta)


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
    events = _columns([each.looks.events for each in finds])
    subjects = _columns([each.looks.subjects for each in finds])
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
        expected = _same(expected) if free else expected
    out = {
        **echo,
        **_survival_outputs(survival),
        "maxNumberOfSubjects": _plain([each.subjects for each in plans]),
        "maxNumberOfSubjects1": [a.subjects * b for a, b in zip(plans, share, strict=True)],
        "maxNumberOfSubjects2": [a.subjects * (1 - b) for a, b in zip(plans, share, strict=True)],
        "maxNumberOfEvents": [each.most for each in plans],
        "allocationRatioPlanned": ratios if len(set(ratios)) > 1 else ratios[0],
        "accrualTime": _plain(knots),
        "totalAccrualTime": knots[-1],
        "accrualIntensity": _plain(intensity if free else intensity[: len(knots)]),
        "accrualIntensityRelative": math.nan if setup.relative is None else _plain(setup.relative),
        "followUpTime": plans[0].follow_up if free else [each.follow_up for each in plans],
        "omega": [each.omega for each in plans],
        "eventsFixed": [each.fixed for each in plans],
        "nFixed": [each.fixed_subjects for each in plans],
        "nFixed1": [a.fixed_subjects * b for a, b in zip(plans, share, strict=True)],
        "nFixed2": [a.fixed_subjects * (1 - b) for a, b in zip(plans, share, strict=True)],
        "analysisTime": _columns([each.looks.months for each in finds]),
        "studyDuration": _plain(expected),
        "studyDurationH1": _plain(expected),
        "maxStudyDuration": _plain(_same(end)) if looks == 1 and free else end,
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
        "directionUpper": _plain([each > theta for each in survival.ratios]),
        **_effects(
            settings,
            [
                (each.looks.events, ratio, theta, hr > theta and settings.sided == 1)
                for each, ratio, hr in zip(finds, ratios, survival.ratios, strict=True)
            ],
            [hr > theta for hr in survival.ratios],
        ),
    }
    if looks == 1:
        out["analysisTime"] = [_same(end) if free else end]
        return out
    out["rejectPerStage"] = [[each] for each in rejection]
    out["overallReject"] = sum(rejection)
    out["earlyStop"] = sum(rejection[:-1]) + sum(futility)
    out["informationRates"] = [[each] for each in settings.information]
    out["futilityStop"] = sum(futility)
    out["futilityPerStage"] = [[each] for each in futility]
    return out


def _same(values: list[float]) -> list[float]:
    """One value where all are the same."""
    return values[:1] if np.ptp(values) <= 1e-9 * max(abs(values[0]), 1.0) else values


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
    settings, bounds = _design_of(
        design, {"alpha": alpha, "beta": beta, "sided": sided, "twoSidedPower": twoSidedPower}
    )
    method, theta = _type_of_computation(typeOfComputation), float(thetaH0)
    survival = _survival_setup(
        piecewiseSurvivalTime=piecewiseSurvivalTime, lambda1=lambda1, lambda2=lambda2,
        median1=median1, median2=median2, pi1=pi1, pi2=pi2, hazardRatio=hazardRatio,
        eventTime=eventTime, kappa=kappa, default_pi1=[0.2, 0.3, 0.4, 0.5],
    )  # fmt: skip
    setup = _setup_of(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
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
    dropout = _dropout(dropoutRate1, dropoutRate2, dropoutTime)
    found = []
    for at, hr in enumerate(survival.ratios):
        course = _course(survival, at, _accrual(setup), ratio, dropout)
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
        **_effects(
            settings, [(found[0].looks.events, ratio, theta, upper and settings.sided == 1)]
        ),
    }


def _power_outputs(
    settings: Any, survival: Any, setup: Any, found: list[SequentialSurvival], most: float
) -> dict[str, Any]:
    rejection = _columns([each.rejection for each in found])
    futility = _columns([each.futility[:-1] for each in found])
    months = _columns([each.looks.months for each in found])
    share = np.asarray(settings.information) / settings.information[-1]
    events = [[float(each) * most] for each in share]
    end = [float(each.looks.months[-1]) for each in found]
    last_in = setup.knots[-1]
    out: dict[str, Any] = {
        **_survival_outputs(survival),
        "maxNumberOfSubjects": setup.subjects,
        "maxNumberOfEvents": most,
        "accrualTime": _plain(setup.knots[1:]),
        "totalAccrualTime": last_in,
        "accrualIntensity": _plain(setup.rates),
        "accrualIntensityRelative": math.nan if setup.relative is None else _plain(setup.relative),
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
        "numberOfSubjects": _columns([each.looks.subjects for each in found]),
        "expectedNumberOfSubjects": [each.expected_subjects for each in found],
    }
    if len(share) > 1:
        out["futilityPerStage"] = futility
        out["futilityStop"] = np.sum(futility, axis=0).tolist()
    return out
