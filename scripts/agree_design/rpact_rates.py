"""rpact: sample size and power for rates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from scipy import optimize

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_plans import Plan, plan_of, powers_of, sizes
from agree_design.rpact_ratio import least_ratio
from trialrun.design.size.rates_one import size_rate, size_rate_exact
from trialrun.design.size.rates_two import RateContrast, drift_rates, rate_contrast, size_rates

NAN = math.nan


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
