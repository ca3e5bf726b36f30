"""rpact: sample size and power for means."""

from __future__ import annotations

import math
from typing import Any

from scipy import special

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_plans import Plan, plan_of, powers_of, sizes
from trialrun.design import size_means
from trialrun.design.size.means_one import size_mean
from trialrun.design.size.means_two import size_mean_ratio, size_means_unequal
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
