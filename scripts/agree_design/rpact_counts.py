"""rpact: sample size and power for the ratio of two event rates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_counts_effects import effect_scale
from agree_design.rpact_plans import Plan, column, plan_of, stopping
from agree_design.rpact_ratio import least_ratio
from agree_design.rpact_recruitment import evenly, fewest, recruited
from trialrun.design.bounds.characteristics import characteristics
from trialrun.design.size.counts import (
    deviation_counts,
    information_counts,
    time_counts,
)
from trialrun.design.size.sequential import power_sequential

NAN = math.nan
ORDER = (
    "design",
    "lambda1",
    "lambda2",
    "lambda",
    "theta",
    "thetaH0",
    "overdispersion",
    "fixedExposureTime",
    "accrualTime",
    "accrualIntensity",
    "followUpTime",
    "maxNumberOfSubjects",
    "allocationRatioPlanned",
)


@dataclass(frozen=True)
class Rates:
    """Event rates of the arms and how a subject's events spread."""

    one: float
    two: float
    overdispersion: float
    exposure: float

    def information(self, time: float, entries: tuple[Any, Any]) -> float:
        """Return the information at a time of the trial."""
        return information_counts(
            time,
            entries,
            (self.one, self.two),
            overdispersion=self.overdispersion,
            exposure=self.exposure,
        )

    def time(self, information: float, entries: tuple[Any, Any]) -> float:
        """Return the time at which the information is reached."""
        return time_counts(
            information,
            entries,
            (self.one, self.two),
            overdispersion=self.overdispersion,
            exposure=self.exposure,
        )


@stands_for("rpact::getSampleSizeCounts", parameters=ORDER)
def sample_size_counts(
    design: Any = None,
    *,
    lambda1: Any = None,
    lambda2: Any = None,
    lambda_: Any = None,
    theta: Any = None,
    thetaH0: float = 1.0,
    overdispersion: float = 0.0,
    fixedExposureTime: float | None = None,
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    followUpTime: float | None = None,
    maxNumberOfSubjects: float | None = None,
    allocationRatioPlanned: float | None = None,
    directionUpper: bool | None = None,
    alpha: float | None = None,
    beta: float | None = None,
    sided: int | None = None,
    twoSidedPower: bool | None = None,
) -> dict[str, Any]:
    """Sizes, and the time they take, for a ratio of event rates."""
    plan = plan_of(design, alpha, beta, sided, twoSidedPower)
    given = 1.0 if allocationRatioPlanned is None else float(allocationRatioPlanned)
    exposure = math.inf if fixedExposureTime is None else float(fixedExposureTime)
    spread = float(overdispersion)
    given_rates = (lambda1, lambda2, lambda_, theta)
    if given == 0:
        shares = _best_shares(given_rates, spread, exposure)
    else:
        shares = [given] * len(_rates(*given_rates, given))
    pairs = [_rates(*given_rates, ratio)[at] for at, ratio in enumerate(shares)]
    plan.check_direction(directionUpper, [one / two > thetaH0 for one, two in pairs])
    weights = None if accrualIntensity is None else [float(x) for x in as_list(accrualIntensity)]
    ends = _ends(accrualTime, weights)
    inflation, averages = 1.0, (1.0, 1.0, 1.0)
    found: dict[str, Any] = {}
    rejection: Sequence[float] = (1 - plan.beta,)
    futility: Sequence[float] = ()
    if plan.looks > 1:
        traits = characteristics(plan.bounds, 1 - plan.beta, both_ends=plan.both_ends)
        inflation = traits.inflation
        averages = (traits.average_null, traits.average_midway, traits.average_alternative)
        rejection, futility = traits.rejection, traits.futility
        stopping(found, plan, rejection, futility)
    columns: dict[str, list[Any]] = {}
    scales = []
    for (one, two), ratio in zip(pairs, shares, strict=True):
        rates = Rates(one, two, spread, exposure)
        fixed = _fixed_information(plan, one / two, thetaH0)
        normal = _normal_information(plan, one / two, thetaH0)
        column_of, entries = _sized(
            plan, rates, fixed, normal, inflation, ratio, ends, weights, followUpTime,
            maxNumberOfSubjects,
        )  # fmt: skip
        total = column_of["maxNumberOfSubjects"]
        if weights is None and ends is not None:  # as the bounds' scale shares them out
            entries = evenly((total * ratio / (1 + ratio), total / (1 + ratio)), ends[-1])
        scales.append(
            effect_scale(
                plan, two, thetaH0, spread, ratio, exposure=exposure, entries=entries,
                subjects=total,
                seen=column_of.get("numberOfSubjects") if ends is not None else None,
                end=None if ends is None else column_of["calendarTime"][-1],
                upper=one / two > thetaH0,
            )
        )  # fmt: skip
        column_of["expectedInformationH0"] = fixed * averages[0]
        column_of["expectedInformationH01"] = fixed * averages[1]
        column_of["expectedInformationH1"] = fixed * averages[2]
        _expected(column_of, rejection, futility, plan.looks)
        column_of.update(lambda1=one, lambda2=two, theta=one / two)
        column_of["directionUpper"] = one / two > thetaH0
        for name, value in column_of.items():
            columns.setdefault(name, []).append(value)
    found.update(_spread(columns))
    found.update(_pvalues(plan))
    found.update(_scaled(scales, [one / two > thetaH0 for one, two in pairs]))
    found["thetaH0"] = thetaH0
    return found


def _sized(
    plan: Plan,
    rates: Rates,
    fixed: float,
    normal: float,
    inflation: float,
    ratio: float,
    ends: list[float] | None,
    weights: list[float] | None,
    follow_up: float | None,
    subjects: float | None,
) -> tuple[dict[str, Any], Any]:
    """Outputs for one alternative, and when the subjects enter."""
    wanted = fixed * inflation
    stages = [share * wanted for share in plan.bounds.information]
    entries = last = None
    if math.isfinite(rates.exposure):
        raw = normal * inflation / _unit_information(rates, ratio)
        counts = (math.ceil(ratio * raw - 1e-9), math.ceil(raw - 1e-9))
        if ends is not None:
            entries, last = evenly(counts, ends[-1]), ends[-1] + rates.exposure
    elif ends is None:
        raise Unsupported("counts without exposure or accrual")
    elif weights is not None:
        entries = recruited(ends, weights, ratio)
        counts = (len(entries[0]), len(entries[1]))
    elif subjects is not None:
        control = math.ceil(subjects / (1 + ratio) - 1e-9)
        counts = (math.ceil(ratio * control - 1e-9), control)
        entries = evenly(counts, ends[-1])
    elif follow_up is not None:
        last = ends[-1] + float(follow_up)
        counts = fewest(
            lambda each: rates.information(float(last or 0), each), wanted, ratio, ends[-1]
        )
        entries = evenly(counts, ends[-1])
    else:
        raise Unsupported("counts without exposure, accrual and follow-up, or subjects")
    found: dict[str, Any] = {
        "allocationRatioPlanned": ratio,
        "maxInformation": wanted,
        "informationOverStages": stages,
        "maxNumberOfSubjects": sum(counts) if subjects is None else subjects,
        "maxNumberOfSubjects1": counts[0],
        "maxNumberOfSubjects2": counts[1],
        "nFixed": sum(counts),
        "nFixed1": counts[0],
        "nFixed2": counts[1],
    }
    if entries is not None:
        times = [rates.time(each, entries) for each in stages]
        if last is not None:
            times[-1] = last
        elif any(math.isinf(each) for each in times):
            raise Unsupported("too few subjects for the information wanted")
        found["calendarTime"] = times
        found["studyTime"] = times[-1]
        found["numberOfSubjects"] = [
            int(sum((np.asarray(arm) <= time + 1e-12).sum() for arm in entries)) for time in times
        ]
    elif plan.looks == 1:
        found["numberOfSubjects"] = [sum(counts)]
    return found, entries


@stands_for(
    "rpact::getPowerCounts",
    parameters=("design", "directionUpper", "maxNumberOfSubjects", *ORDER[1:-2], ORDER[-1]),
)
def power_counts(
    design: Any = None,
    *,
    directionUpper: bool | None = None,
    maxNumberOfSubjects: float | None = None,
    lambda1: Any = None,
    lambda2: Any = None,
    lambda_: Any = None,
    theta: Any = None,
    thetaH0: float = 1.0,
    overdispersion: float = 0.0,
    fixedExposureTime: float | None = None,
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    followUpTime: float | None = None,
    allocationRatioPlanned: float | None = None,
    alpha: float | None = None,
    beta: float | None = None,
    sided: int | None = None,
    twoSidedPower: bool | None = None,
) -> dict[str, Any]:
    """Power for a ratio of event rates."""
    plan = plan_of(design, alpha, beta, sided, twoSidedPower)
    if allocationRatioPlanned == 0:
        raise Unsupported("the best allocation of a power")
    ratio = 1.0 if allocationRatioPlanned is None else float(allocationRatioPlanned)
    pairs = _rates(lambda1, lambda2, lambda_, theta, ratio)
    exposure = math.inf if fixedExposureTime is None else float(fixedExposureTime)
    weights = None if accrualIntensity is None else [float(x) for x in as_list(accrualIntensity)]
    ends = _ends(accrualTime, weights)
    entries = None
    if weights is not None and ends is not None:
        entries = recruited(ends, weights, ratio)
        shared = (float(len(entries[0])), float(len(entries[1])))
    elif maxNumberOfSubjects is None:
        raise Unsupported("power without maxNumberOfSubjects")
    else:
        control = maxNumberOfSubjects / (1 + ratio)
        shared = (ratio * control, control)
        entries = None if ends is None else evenly(shared, ends[-1])
    total = sum(shared)
    upper = plan.upwards(directionUpper) is not False
    each, columns, scales = [], {}, []
    for one, two in pairs:
        rates = Rates(one, two, float(overdispersion), exposure)
        if math.isfinite(exposure):
            information = total / (1 + ratio) * _unit_information(rates, ratio)
        elif entries is not None and ends is not None and followUpTime is not None:
            information = rates.information(ends[-1] + followUpTime, entries)
        else:
            raise Unsupported("power without exposure, or accrual and follow-up")
        drift = math.log(one / two / thetaH0) * math.sqrt(information)
        if not upper and plan.sided == 1:
            drift = -drift
        result = power_sequential(drift, plan.bounds, 1.0)
        each.append(result)
        stages = [share * information for share in plan.bounds.information]
        column_of: dict[str, Any] = {
            "informationOverStages": stages,
            "expectedInformation": result.average * information,
            "maxInformation": information,
            "lambda1": one,
            "lambda2": two,
            "theta": one / two,
        }
        if entries is not None and ends is not None:
            times = [rates.time(x, entries) for x in stages]
            last = exposure if math.isfinite(exposure) else float(followUpTime or 0)
            times[-1] = ends[-1] + last
            column_of["calendarTime"] = times
            column_of["numberOfSubjects"] = [
                int(sum((np.asarray(arm) <= time + 1e-12).sum() for arm in entries))
                for time in times
            ]
            _expected(column_of, result.rejection, result.futility, plan.looks)
            column_of["expectedStudyDuration"] = column_of.pop("expectedStudyDurationH1")
            column_of["expectedNumberOfSubjects"] = column_of.pop("expectedNumberOfSubjectsH1")
        for name, value in column_of.items():
            columns.setdefault(name, []).append(value)
    end = None if ends is None or followUpTime is None else ends[-1] + followUpTime
    scales.append(
        effect_scale(
            plan, pairs[-1][1], thetaH0, float(overdispersion), ratio, exposure=exposure,
            entries=entries, subjects=total, seen=None, end=end, upper=upper,
        )
    )  # fmt: skip
    found: dict[str, Any] = {
        "overallReject": [x.power for x in each],
        "rejectPerStage": np.transpose([x.rejection for x in each]).tolist(),
        "earlyStop": [x.early_stop for x in each],
        "futilityStop": [float(sum(x.futility)) for x in each],
        "maxNumberOfSubjects": total,
        "maxNumberOfSubjects1": shared[0],
        "maxNumberOfSubjects2": shared[1],
        "nFixed": total,
        "nFixed1": shared[0],
        "nFixed2": shared[1],
        "directionUpper": upper,
        "thetaH0": thetaH0,
        "allocationRatioPlanned": ratio,
    }
    if plan.looks > 1:
        found["futilityPerStage"] = np.transpose([x.futility for x in each]).tolist()
    found.update(_spread(columns))
    found.update(_pvalues(plan))
    found.update(_scaled(scales, [upper]))
    return found


def _best_shares(given: tuple[Any, ...], spread: float, exposure: float) -> list[float]:
    """Return the allocations that need the fewest subjects, of each alternative."""
    if math.isinf(exposure):
        raise Unsupported("the best allocation with varying exposure")

    def total(ratio: float, at: int) -> float:
        one, two = _rates(*given, ratio)[at]
        return (1 + ratio) / _unit_information(Rates(one, two, spread, exposure), ratio)

    return [
        least_ratio(lambda ratio, at=at: total(ratio, at), within=1e-5)
        for at in range(len(_rates(*given, 1.0)))
    ]


def _scaled(scales: list[dict[str, list[float]]], upper: list[bool]) -> dict[str, Any]:
    """Put the bounds of several alternatives side by side."""
    found = {name: np.transpose([each[name] for each in scales]).tolist() for name in scales[0]}
    lower, higher = "criticalValuesEffectScaleLower", "criticalValuesEffectScaleUpper"
    if lower in found and not all(upper):  # rpact swaps them then, whatever each column says
        found[lower], found[higher] = found[higher], found[lower]
    return found


def _rates(one: Any, two: Any, pooled: Any, theta: Any, ratio: float) -> list[tuple[float, float]]:
    """Return the rates of the arms, from which of them, their ratio or their mean are given."""
    ones, ratios = (None if x is None else [float(y) for y in as_list(x)] for x in (one, theta))
    if pooled is not None:
        if ratios is None:
            raise Unsupported("lambda without theta")
        means = [float(x) for x in as_list(pooled)]
        means = means * len(ratios) if len(means) == 1 else means
        controls = [(1 + ratio) * m / (1 + ratio * t) for m, t in zip(means, ratios, strict=True)]
        return [(t * c, c) for t, c in zip(ratios, controls, strict=True)]
    if two is not None:
        control = float(as_list(two)[0])
        if ratios is not None:
            return [(each * control, control) for each in ratios]
        if ones is not None:
            return [(each, control) for each in ones]
    if ones is not None and ratios is not None:
        ones = ones * len(ratios) if len(ones) == 1 else ones
        return [(x, x / t) for x, t in zip(ones, ratios, strict=True)]
    raise Unsupported("too few of lambda1, lambda2, lambda and theta")


def _ends(accrual: Any, weights: list[float] | None) -> list[float] | None:
    """Return the ends of the periods of accrual."""
    if accrual is None:
        if weights is not None:
            raise Unsupported("accrual intensity without times")
        return None
    times = [float(each) for each in as_list(accrual)]
    if times[0] == 0:
        times = times[1:]
    if weights is not None and len(weights) != len(times):
        raise Unsupported("accrual times and intensities of these lengths, which rpact refuses")
    if weights is None and len(times) > 1:
        raise Unsupported("several periods of accrual without intensity, which rpact refuses")
    return times


def _fixed_information(plan: Plan, theta: float, null: float) -> float:
    """Return the information that a test with one look needs."""
    if plan.looks > 1:
        shift = characteristics(plan.bounds, 1 - plan.beta, both_ends=plan.both_ends).fixed_shift
    else:
        shift = float(special.ndtri(1 - plan.level) + special.ndtri(1 - plan.beta)) ** 2
        if plan.sided == 2 and plan.both_ends:
            shift = characteristics(plan.bounds, 1 - plan.beta, both_ends=True).shift
    return shift / math.log(theta / null) ** 2


def _normal_information(plan: Plan, theta: float, null: float) -> float:
    """Return that information without the rejections at the other end, as rpact sizes trials."""
    shift = float(special.ndtri(1 - plan.level) + special.ndtri(1 - plan.beta)) ** 2
    return shift / math.log(theta / null) ** 2


def _unit_information(rates: Rates, ratio: float) -> float:
    """Information of one control subject and its share of experimental ones."""
    deviation = deviation_counts(
        rates.one / rates.two,
        rates.two,
        overdispersion=rates.overdispersion,
        exposure=rates.exposure,
        ratio=ratio,
    )
    return 1 / deviation**2


def _expected(
    found: dict[str, Any], rejection: Sequence[float], futility: Sequence[float], looks: int
) -> None:
    """Add expected duration and subjects under the alternative."""
    if "calendarTime" not in found:
        return
    stop = [rejection[k] + (futility[k] if futility else 0.0) for k in range(looks - 1)]
    stop.append(1 - sum(stop))
    found["expectedStudyDurationH1"] = float(np.dot(stop, found["calendarTime"]))
    found["studyDuration"] = found["expectedStudyDurationH1"]
    found["expectedNumberOfSubjectsH1"] = float(np.dot(stop, found["numberOfSubjects"]))


def _spread(columns: dict[str, list[Any]]) -> dict[str, Any]:
    """Make matrices, rows of looks, of what has several looks."""
    return {
        name: np.transpose(values).tolist() if isinstance(values[0], list) else values
        for name, values in columns.items()
    }


def _pvalues(plan: Plan) -> dict[str, Any]:
    bounds = plan.bounds
    found = {
        "criticalValuesPValueScale": column(
            [plan.sided * float(special.ndtr(-z)) for z in bounds.efficacy]
        ),
        "informationRates": column(bounds.information),
    }
    if bounds.futility is not None:
        found["futilityBoundsPValueScale"] = column(
            [float(special.ndtr(-z)) for z in bounds.futility[:-1]]
        )
    return found
