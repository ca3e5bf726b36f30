"""rpact: sample size and power for means and rates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from scipy import optimize, special

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_plans import Plan, plan_of, powers_of, sizes
from agree_design.rpact_ratio import least_ratio
from trialrun.design import size_means
from trialrun.design.size.means_one import size_mean
from trialrun.design.size.means_two import size_mean_ratio, size_means_unequal
from trialrun.design.size.rates_one import size_rate, size_rate_exact
from trialrun.design.size.rates_two import (
    RateContrast,
    drift_rates,
    rate_contrast,
    size_rates,
)
from trialrun.design.size.student import drift_student

NAN = math.nan
FARTHEST = 50.0
"""Quantiles of t beyond which rpact shows no effect."""


@stands_for(
    "rpact::getSampleSizeMeans",
    parameters=(
        "design",
        "groups",
        "normalApproximation",
        "meanRatio",
        "thetaH0",
        "alternative",
        "stDev",
        "allocationRatioPlanned",
    ),
)
def sample_size_means(
    design: Any = None,
    *,
    groups: int = 2,
    normalApproximation: bool = False,
    meanRatio: bool = False,
    thetaH0: float | None = None,
    alternative: Any = (0.2, 0.4, 0.6, 0.8, 1.0),
    stDev: Any = 1.0,
    directionUpper: bool | None = None,
    allocationRatioPlanned: float | None = None,
    alpha: float | None = None,
    beta: float | None = None,
    sided: int | None = None,
    twoSidedPower: bool | None = None,
) -> dict[str, Any]:
    """Sizes for one or two means."""
    plan = plan_of(design, alpha, beta, sided, twoSidedPower)
    means = _Means(groups, normalApproximation, meanRatio, thetaH0, stDev, allocationRatioPlanned)
    values = [float(each) for each in as_list(alternative)]
    upper = [each > means.null for each in values]
    plan.check_direction(directionUpper, upper)
    if allocationRatioPlanned == 0 and normalApproximation and plan.sided == 2 and plan.both_ends:
        raise Unsupported("the best allocation of a two-sided power, which rpact does not find")
    fixed = [means.size(each, plan) for each in values]
    found = sizes(plan, fixed, [means.ratio] * len(values), groups, means.scale, upper)
    found.update(alternative=values, thetaH0=means.null, groups=groups)
    found["optimumAllocationRatio"] = allocationRatioPlanned == 0
    found["allocationRatioPlanned"] = means.ratio
    return found


@stands_for(
    "rpact::getPowerMeans",
    parameters=(
        "design",
        "groups",
        "normalApproximation",
        "meanRatio",
        "thetaH0",
        "alternative",
        "stDev",
        "directionUpper",
        "maxNumberOfSubjects",
        "allocationRatioPlanned",
    ),
)
def power_means(
    design: Any = None,
    *,
    groups: int = 2,
    normalApproximation: bool = False,
    meanRatio: bool = False,
    thetaH0: float | None = None,
    alternative: Any = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    stDev: Any = 1.0,
    directionUpper: bool | None = None,
    maxNumberOfSubjects: float | None = None,
    allocationRatioPlanned: float | None = None,
    alpha: float | None = None,
    beta: float | None = None,
    sided: int | None = None,
    twoSidedPower: bool | None = None,
) -> dict[str, Any]:
    """Power for one or two means."""
    plan = plan_of(design, alpha, beta, sided, twoSidedPower)
    means = _Means(groups, normalApproximation, meanRatio, thetaH0, stDev, allocationRatioPlanned)
    if maxNumberOfSubjects is None:
        raise Unsupported("power without maxNumberOfSubjects")
    upper = plan.upwards(directionUpper) is not False
    values = [float(each) for each in as_list(alternative)]
    drifts = [means.drift(each, maxNumberOfSubjects, plan, upper) for each in values]
    found = powers_of(plan, drifts, maxNumberOfSubjects, means.ratio, groups, means.scale, upper)
    found.update(alternative=values, effect=[each - means.null for each in values])
    found.update(thetaH0=means.null, groups=groups, allocationRatioPlanned=means.ratio)
    return found


class _Means:
    """A test of one mean, or of the difference or ratio of two."""

    def __init__(
        self,
        groups: int,
        normal: bool,
        mean_ratio: bool,
        null: float | None,
        deviation: Any,
        ratio: float | None,
    ) -> None:
        self.groups, self.normal, self.by_ratio = int(groups), bool(normal), bool(mean_ratio)
        self.null = float(null) if null is not None else (1.0 if mean_ratio else 0.0)
        spreads = [float(each) for each in as_list(1.0 if deviation is None else deviation)]
        if len(spreads) > self.groups:
            raise Unsupported("more stDev than groups, which rpact refuses")
        self.spreads = (spreads[0], spreads[-1])
        if self.groups == 1:
            self.ratio = 1.0
        elif ratio == 0:
            self.ratio = self.spreads[0] / self.spreads[1] / (self.null if mean_ratio else 1.0)
        else:
            self.ratio = 1.0 if ratio is None else float(ratio)

    @property
    def distribution(self) -> str:
        return "normal" if self.normal else "t"

    def size(self, value: float, plan: Plan) -> float:
        """Subjects of all groups with one look."""
        rest: dict[str, Any] = {
            "margin": self.null,
            "alpha": plan.level,
            "power": 1 - plan.beta,
            "distribution": self.distribution,
            "both_tails": plan.sided == 2 and plan.both_ends,
        }
        if self.groups == 1:
            return size_mean(value, self.spreads[0], **rest)
        rest["ratio"] = self.ratio
        if self.by_ratio and self.spreads[0] != self.spreads[1]:
            if not self.normal and self.null != 1:
                raise Unsupported("unequal stDev with a t test of a ratio of means that is not 1")
            one, two = self.spreads
            control = size_means_unequal(value, one, self.null * two, **rest)
        elif self.by_ratio:
            control = size_mean_ratio(value, self.spreads[0], **rest)
        elif self.spreads[0] != self.spreads[1]:
            control = size_means_unequal(value, *self.spreads, **rest)
        else:
            control = size_means(value, self.spreads[0], **rest)
        return control * (1 + self.ratio)

    def error(self, subjects: float) -> float:
        """Return the standard error of the estimate with that many subjects."""
        if self.groups == 1:
            return self.spreads[0] / math.sqrt(subjects)
        control = subjects / (1 + self.ratio)
        factor = self.null if self.by_ratio else 1.0
        one, two = self.spreads
        return math.sqrt((one**2 / self.ratio + (factor * two) ** 2) / control)

    def freedom(self, subjects: float) -> float:
        if self.normal:
            return math.inf
        if self.groups == 1:
            return subjects - 1
        if self.spreads[0] == self.spreads[1]:
            return subjects - 2
        two = subjects / (1 + self.ratio)
        one = subjects - two
        parts = [self.spreads[0] ** 2 / one, self.spreads[1] ** 2 / two]
        return sum(parts) ** 2 / (parts[0] ** 2 / (one - 1) + parts[1] ** 2 / (two - 1))

    def drift(self, value: float, subjects: float, plan: Plan, upper: bool) -> float:
        """Return the drift towards the direction of the test."""
        shift = (value - self.null) / self.error(subjects)
        found = drift_student(shift, self.freedom(subjects), plan.level)
        return found if upper or plan.sided == 2 else -found

    def scale(self, _: int, z: float, subjects: float) -> float:
        """Return the effect at a bound; of equal spreads, whatever they are, as rpact has it."""
        if not self.normal and math.isfinite(z):
            tail = float(special.ndtr(-abs(z)))
            quantile = -float(special.stdtrit(max(subjects - self.groups, 1e-4), tail))
            if not quantile <= FARTHEST:
                return NAN
            z = math.copysign(quantile, z)
        found = self.null + z * self.error(subjects)
        return NAN if self.by_ratio and found <= 0 else found


@stands_for(
    "rpact::getSampleSizeRates",
    parameters=(
        "design",
        "groups",
        "normalApproximation",
        "conservative",
        "riskRatio",
        "thetaH0",
        "pi1",
        "pi2",
        "allocationRatioPlanned",
    ),
)
def sample_size_rates(
    design: Any = None,
    *,
    groups: int = 2,
    normalApproximation: bool = True,
    conservative: bool = True,
    riskRatio: bool = False,
    thetaH0: float | None = None,
    pi1: Any = None,
    pi2: float | None = None,
    directionUpper: bool | None = None,
    allocationRatioPlanned: float | None = None,
    alpha: float | None = None,
    beta: float | None = None,
    sided: int | None = None,
    twoSidedPower: bool | None = None,
) -> dict[str, Any]:
    """Sizes for one or two rates."""
    plan = plan_of(design, alpha, beta, sided, twoSidedPower)
    rates = _Rates(groups, riskRatio, thetaH0, 0.2 if pi2 is None else pi2, plan)
    values = [float(each) for each in as_list((0.4, 0.5, 0.6) if pi1 is None else pi1)]
    rates.allocate(values, allocationRatioPlanned)
    exact = not normalApproximation and int(groups) == 1
    if exact and plan.sided == 2:
        raise Unsupported("exact sizes of a two-sided test, which rpact refuses")
    if not normalApproximation and int(groups) == 2:
        raise Unsupported("exact sizes of two groups, which rpact refuses")
    upper = [rates.effect(each) > 0 for each in values]
    plan.check_direction(directionUpper, upper)
    if exact:
        fixed: list[float] = [
            size_rate_exact(
                each,
                rates.null,
                alpha=plan.level,
                power=1 - plan.beta,
                conservative=conservative,
            )
            for each in values
        ]
    else:
        fixed = [rates.size(at, each) for at, each in enumerate(values)]
    found = sizes(plan, fixed, rates.ratios, groups, rates.scale, upper, mixed=True)
    found.update(pi1=values, pi2=rates.control, thetaH0=rates.null, groups=groups)
    found["allocationRatioPlanned"] = (
        rates.ratios if allocationRatioPlanned == 0 else rates.ratios[0]
    )
    found["optimumAllocationRatio"] = allocationRatioPlanned == 0
    return found


@stands_for(
    "rpact::getPowerRates",
    parameters=(
        "design",
        "groups",
        "riskRatio",
        "thetaH0",
        "pi1",
        "pi2",
        "directionUpper",
        "maxNumberOfSubjects",
        "allocationRatioPlanned",
    ),
)
def power_rates(
    design: Any = None,
    *,
    groups: int = 2,
    riskRatio: bool = False,
    thetaH0: float | None = None,
    pi1: Any = None,
    pi2: float | None = None,
    directionUpper: bool | None = None,
    maxNumberOfSubjects: float | None = None,
    allocationRatioPlanned: float | None = None,
    alpha: float | None = None,
    beta: float | None = None,
    sided: int | None = None,
    twoSidedPower: bool | None = None,
) -> dict[str, Any]:
    """Power for one or two rates."""
    plan = plan_of(design, alpha, beta, sided, twoSidedPower)
    rates = _Rates(groups, riskRatio, thetaH0, 0.2 if pi2 is None else pi2, plan)
    values = [float(each) for each in as_list((0.2, 0.3, 0.4, 0.5) if pi1 is None else pi1)]
    if maxNumberOfSubjects is None:
        raise Unsupported("power without maxNumberOfSubjects")
    if allocationRatioPlanned == 0:
        raise Unsupported("the best allocation of a power")
    rates.allocate(values, allocationRatioPlanned)
    upper = plan.upwards(directionUpper) is not False
    drifts = [rates.drift(at, each, maxNumberOfSubjects, upper) for at, each in enumerate(values)]
    found = powers_of(
        plan, drifts, maxNumberOfSubjects, rates.ratios[0], groups, rates.scale, upper
    )
    found.update(pi1=values, effect=[rates.effect(each) for each in values])
    found.update(pi2=rates.control, thetaH0=rates.null, groups=groups)
    found["allocationRatioPlanned"] = rates.ratios[0]
    return found


class _Rates:
    """A test of one rate, or of the difference or ratio of two."""

    def __init__(
        self, groups: int, risk_ratio: bool, null: float | None, control: float, plan: Plan
    ) -> None:
        self.groups, self.by_ratio, self.plan = int(groups), bool(risk_ratio), plan
        if self.groups == 1 and null is None:
            raise Unsupported("one rate without thetaH0")
        self.null = float(null) if null is not None else (1.0 if risk_ratio else 0.0)
        self.control = float(as_list(control)[0])
        self.ratios: list[float] = []

    @property
    def measure(self) -> Any:
        return "ratio" if self.by_ratio else "difference"

    def allocate(self, values: Sequence[float], ratio: float | None) -> None:
        if ratio == 0 and self.groups == 2:
            self.ratios = [least_ratio(lambda r, rate=each: self.total(rate, r)) for each in values]
        else:
            self.ratios = [1.0 if not ratio else float(ratio)] * len(values)

    def effect(self, value: float) -> float:
        if self.groups == 1:
            return value - self.null
        return (value / self.control if self.by_ratio else value - self.control) - self.null

    def size(self, at: int, value: float) -> float:
        if self.groups == 1:
            return size_rate(value, self.null, alpha=self.plan.level, power=1 - self.plan.beta)
        return self.total(value, self.ratios[at])

    def total(self, value: float, ratio: float) -> float:
        """Return the subjects of both groups under an allocation."""
        rest = {"alpha": self.plan.level, "power": 1 - self.plan.beta}
        return (1 + ratio) * size_rates(
            value, self.control, measure=self.measure, margin=self.null, ratio=ratio, **rest
        )

    def parts(self, at: int, value: float, subjects: float) -> tuple[float, float, float]:
        """Return the contrast and its deviations, under the hypothesis and assumed."""
        if self.groups == 1:
            null = math.sqrt(self.null * (1 - self.null) / subjects)
            return value - self.null, null, math.sqrt(value * (1 - value) / subjects)
        ratio = self.ratios[at if at < len(self.ratios) else 0]
        found = rate_contrast(
            value, self.control, measure=self.measure, margin=self.null, ratio=ratio
        )
        root = math.sqrt(subjects / (1 + ratio))
        return found.expected, found.null_deviation / root, found.deviation / root

    def drift(self, at: int, value: float, subjects: float, upper: bool) -> float:
        """Return the drift towards the direction of the test."""
        contrast = RateContrast(*self.parts(at, value, subjects))
        found = drift_rates(contrast, 1.0, self.plan.level)
        return found if upper or self.plan.sided == 2 else -found

    def scale(self, at: int, z: float, subjects: float) -> float:
        """Return the effect at which the restricted z is reached, the control rate as assumed."""
        if not math.isfinite(z):
            return NAN
        if self.groups == 1:
            found = self.null + z * math.sqrt(self.null * (1 - self.null) / subjects)
            return found if 0 <= found <= 1 else NAN

        def missing(value: float) -> float:
            expected, null, _ = self.parts(at, value, subjects)
            return expected - z * null

        low, high = 1e-9, 1 - 1e-9
        if missing(low) * missing(high) > 0:
            return NAN
        found = float(optimize.brentq(missing, low, high, xtol=1e-13))
        return found / self.control if self.by_ratio else found - self.control
