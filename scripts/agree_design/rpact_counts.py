"""rpact: sample size and power for the ratio of two event rates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_plans import Plan, column, plan_of, stopping
from trialrun.design.bounds.characteristics import characteristics
from trialrun.design.size.counts import (
    deviation_counts,
    entries_evenly,
    information_counts,
    ratio_counts_optimal,
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
    pairs = _rates(lambda1, lambda2, lambda_, theta, given)
    plan.check_direction(directionUpper, [one / two > thetaH0 for one, two in pairs])
    exposure = math.inf if fixedExposureTime is None else float(fixedExposureTime)
    weights = None if accrualIntensity is None else [float(x) for x in as_list(accrualIntensity)]
    ends = _ends(accrualTime, weights, maxNumberOfSubjects)
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
    for one, two in pairs:
        rates = Rates(one, two, float(overdispersion), exposure)
        fixed = _fixed_information(plan, one / two, thetaH0)
        column_of = _sized(plan, rates, fixed, inflation, given, ends, weights, followUpTime,
                           maxNumberOfSubjects)  # fmt: skip
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
    if plan.looks == 1:
        for name in ("", "1", "2"):
            found[f"nFixed{name}"] = found[f"maxNumberOfSubjects{name}"]
    found["thetaH0"] = thetaH0
    return found


def _sized(
    plan: Plan,
    rates: Rates,
    fixed: float,
    inflation: float,
    ratio: float,
    ends: list[float] | None,
    weights: list[float] | None,
    follow_up: float | None,
    subjects: float | None,
) -> dict[str, Any]:
    """Outputs for one alternative."""
    wanted = fixed * inflation
    stages = [share * wanted for share in plan.bounds.information]
    whole = ends is not None and (weights is not None or subjects is not None)
    if ratio == 0:
        if math.isinf(rates.exposure):
            raise Unsupported("the best allocation with varying exposure")
        ratio = ratio_counts_optimal(
            rates.one / rates.two,
            rates.two,
            overdispersion=rates.overdispersion,
            exposure=rates.exposure,
        )
    if whole:
        counts = _shares(subjects, ends, weights, ratio)
    elif math.isfinite(rates.exposure):
        raw = wanted / _unit_information(rates, ratio)
        counts = (math.ceil(ratio * raw - 1e-9), math.ceil(raw - 1e-9))
    elif ends is not None and follow_up is not None:
        counts = _least(rates, wanted, ratio, ends[-1], follow_up)
    else:
        raise Unsupported("counts without exposure, accrual and follow-up, or subjects")
    found: dict[str, Any] = {
        "allocationRatioPlanned": ratio,
        "maxInformation": wanted,
        "informationOverStages": stages,
        "maxNumberOfSubjects": counts[0] + counts[1],
        "maxNumberOfSubjects1": counts[0],
        "maxNumberOfSubjects2": counts[1],
    }
    if ends is not None:
        entries = _entries(counts, ends, weights)
        times = [rates.time(each, entries) for each in stages]
        if not whole:
            last = rates.exposure if math.isfinite(rates.exposure) else float(follow_up or 0)
            times[-1] = ends[-1] + last
        elif any(math.isinf(each) for each in times):
            raise Unsupported("too few subjects for the information wanted")
        found["calendarTime"] = times
        found["numberOfSubjects"] = [
            int(sum((np.asarray(arm) <= time + 1e-12).sum() for arm in entries)) for time in times
        ]
        if whole and math.isinf(rates.exposure):
            found["followUpTime"] = times[-1] - ends[-1]
    elif plan.looks == 1:
        found["numberOfSubjects"] = [sum(counts)]
    return found


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
    ends = _ends(accrualTime, weights, maxNumberOfSubjects)
    if maxNumberOfSubjects is None and weights is None:
        raise Unsupported("power without maxNumberOfSubjects")
    each, columns = [], {}
    for one, two in pairs:
        rates = Rates(one, two, float(overdispersion), exposure)
        entries = None
        if ends is not None:
            counts = _shares(maxNumberOfSubjects, ends, weights, ratio)
            entries = _entries(counts, ends, weights)
        total = maxNumberOfSubjects
        if total is None:
            total = float(sum(counts))
        if math.isfinite(exposure):
            information = total / (1 + ratio) * _unit_information(rates, ratio)
        elif entries is not None and ends is not None and followUpTime is not None:
            information = rates.information(ends[-1] + followUpTime, entries)
        else:
            raise Unsupported("power without exposure, or accrual and follow-up")
        drift = math.log(one / two / thetaH0) * math.sqrt(information)
        if plan.upwards(directionUpper) is False and plan.sided == 1:
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
    found: dict[str, Any] = {
        "overallReject": [x.power for x in each],
        "rejectPerStage": np.transpose([x.rejection for x in each]).tolist(),
        "earlyStop": [x.early_stop for x in each],
        "futilityStop": [float(sum(x.futility)) for x in each],
        "maxNumberOfSubjects": maxNumberOfSubjects,
        "directionUpper": plan.upwards(directionUpper) is not False,
    }
    if plan.looks > 1:
        found["futilityPerStage"] = np.transpose([x.futility for x in each]).tolist()
    found.update(_spread(columns))
    found.update(_pvalues(plan))
    return found


def _rates(one: Any, two: Any, pooled: Any, theta: Any, ratio: float) -> list[tuple[float, float]]:
    """Return the rates of the arms, from which of them, their ratio or their mean are given."""
    ones, ratios = (None if x is None else [float(y) for y in as_list(x)] for x in (one, theta))
    if pooled is not None:
        if ratios is None:
            raise Unsupported("lambda without theta")
        if ratio == 0:
            raise Unsupported("the best allocation of a pooled rate")
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


def _ends(accrual: Any, weights: list[float] | None, subjects: float | None) -> list[float] | None:
    """Return the ends of the periods of accrual."""
    if accrual is None:
        if weights is not None:
            raise Unsupported("accrual intensity without times")
        return None
    times = [float(each) for each in as_list(accrual)]
    if times[0] == 0:
        times = times[1:]
    if weights is not None and len(weights) == len(times) + 1 and subjects is not None:
        before, start = 0.0, 0.0
        for end, weight in zip(times, weights, strict=False):
            before, start = before + weight * (end - start), end
        times.append(start + (subjects - before) / weights[-1])
    if weights is not None and len(weights) != len(times):
        raise Unsupported("accrual times and intensities of these lengths")
    if weights is None and len(times) > 1:
        raise Unsupported("several periods of accrual without intensity")
    return times


def _shares(
    subjects: float | None, ends: list[float] | None, weights: list[float] | None, ratio: float
) -> tuple[int, int]:
    """Subjects of each arm, of a total or of what accrual brings."""
    if subjects is None and ends is not None and weights is not None:
        subjects = float(np.diff(ends, prepend=0.0) @ np.asarray(weights))
    counts = (float(subjects or 0) * ratio / (1 + ratio), float(subjects or 0) / (1 + ratio))
    whole = tuple(round(each) for each in counts)
    if any(abs(a - b) > 1e-9 for a, b in zip(counts, whole, strict=True)):
        raise Unsupported("subjects that the ratio does not share out in whole numbers")
    return whole[0], whole[1]


def _entries(
    counts: tuple[int, int], ends: list[float], weights: list[float] | None
) -> tuple[Any, Any]:
    """Entry times of each arm, even over the one period of accrual."""
    if weights is not None and len(weights) > 1:
        raise Unsupported("times of entry in several periods of accrual")
    return entries_evenly(counts[0], ends), entries_evenly(counts[1], ends)


def _fixed_information(plan: Plan, theta: float, null: float) -> float:
    """Return the information that a test with one look needs."""
    if plan.looks > 1:
        shift = characteristics(plan.bounds, 1 - plan.beta, both_ends=plan.both_ends).fixed_shift
    else:
        shift = float(special.ndtri(1 - plan.level) + special.ndtri(1 - plan.beta)) ** 2
        if plan.sided == 2 and plan.both_ends:
            shift = characteristics(plan.bounds, 1 - plan.beta, both_ends=True).shift
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


def _least(
    rates: Rates, wanted: float, ratio: float, accrual: float, follow_up: float
) -> tuple[int, int]:
    """Return the fewest subjects, entering evenly, that give the information in time."""

    def counts(control: int) -> tuple[int, int]:
        return math.ceil(ratio * control - 1e-9), control

    def enough(control: int) -> bool:
        entries = _entries(counts(control), [accrual], None)
        return rates.information(accrual + follow_up, entries) >= wanted

    high = 2
    while not enough(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return counts(high)


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
