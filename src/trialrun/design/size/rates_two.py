"""
Sample size and power for two rates by the normal approximation.

The hypothesis is on their difference, ratio or odds ratio; the variance under it comes from
rates restricted to it (Farrington and Manning; Miettinen and Nurminen), from the pooled rate or
from the rates themselves. `alpha` is one-sided throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, exp, log, sqrt
from typing import Literal

from scipy import optimize, special

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.size.checks import (
    check_effect,
    check_positive,
    check_rates,
    size_for_power,
)
from trialrun.design.size.restricted_rates import (
    NO_EFFECT,
    Measure,
    check_margin,
    effect_of_rates,
    restricted_rates,
)
from trialrun.errors import DesignError

RateVariance = Literal["restricted", "pooled", "unpooled"]
_VARIANCES: tuple[str, ...] = ("restricted", "pooled", "unpooled")


@dataclass(frozen=True, slots=True)
class RateContrast:
    """
    A contrast of two rates that is 0 at the margin.

    `expected` is its expected value, `null_deviation` and `deviation` its standard deviations
    under the hypothesis and as assumed, for one subject in the control arm.
    """

    expected: float
    null_deviation: float
    deviation: float


def rate_contrast(
    experimental_rate: float,
    control_rate: float,
    *,
    measure: Measure = "difference",
    margin: float | None = None,
    ratio: float = 1.0,
    variance: RateVariance = "restricted",
) -> RateContrast:
    """
    Expected value and spread of what a test of two rates looks at.

    Args:
        experimental_rate: assumed probability of the event.
        control_rate: the same in the control arm.
        measure: "difference" looks at p1 - p2 - margin, "ratio" at p1 - margin p2, "odds-ratio" at
            the logarithm of the odds ratio over the margin.
        margin: value of the hypothesis; None for no effect.
        ratio: experimental subjects per control subject.
        variance: under the hypothesis, from "restricted" rates, the "pooled" rate or "unpooled".
    Returns:
        The contrast.
    Raises:
        DesignError: rates not between 0 and 1, a ratio not above 0, an impossible margin.
    Source: Farrington and Manning (1990), Statistics in Medicine 9:1447-1454; for the odds ratio
        Chow, Shao, Wang and Lokhnygina (2018), section 4.6.

    >>> found = rate_contrast(0.5, 0.3)
    >>> round(found.expected, 3), round(found.null_deviation, 4), round(found.deviation, 4)
    (0.2, 0.6928, 0.6782)
    """
    margin = NO_EFFECT.get(measure, 0.0) if margin is None else margin
    check_margin(measure, margin)
    check_rates(experimental_rate=experimental_rate, control_rate=control_rate)
    check_positive(ratio=ratio)
    if variance not in _VARIANCES:
        allowed = ", ".join(_VARIANCES)
        raise DesignError(f"found {variance!r}, must be one of {allowed}", place="variance")
    if variance == "restricted":
        null = restricted_rates(experimental_rate, control_rate, ratio, measure, margin)
    elif variance == "pooled":
        pooled = (ratio * experimental_rate + control_rate) / (1 + ratio)
        null = (pooled, pooled)
    else:
        null = (experimental_rate, control_rate)
    rates = (experimental_rate, control_rate)
    if measure == "odds-ratio":
        expected = log(effect_of_rates(*rates, measure) / margin)
        return RateContrast(expected, _logit_spread(*null, ratio), _logit_spread(*rates, ratio))
    factor = 1.0 if measure == "difference" else margin
    shift = margin if measure == "difference" else 0.0
    return RateContrast(
        experimental_rate - factor * control_rate - shift,
        _spread(*null, ratio, factor),
        _spread(*rates, ratio, factor),
    )


def size_rates(
    experimental_rate: float,
    control_rate: float,
    *,
    measure: Measure = "difference",
    margin: float | None = None,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    variance: RateVariance = "restricted",
    adjusted: bool = False,
    continuity: bool = False,
) -> float:
    """
    Subjects in the control arm to tell two rates apart, or to show non-inferiority.

    Args:
        experimental_rate: assumed probability of the event.
        control_rate: the same in the control arm.
        measure: "difference", "ratio" or "odds-ratio".
        margin: value of the hypothesis; None for no effect.
        alpha: one-sided type I error.
        power: probability of success.
        ratio: experimental subjects per control subject.
        variance: under the hypothesis, "restricted", "pooled" or "unpooled".
        adjusted: for a test whose null variance is multiplied by N / (N - 1), N all subjects, as
            that of Miettinen and Nurminen is.
        continuity: enlarge the size for a test with Yates' correction (difference only).
    Returns:
        Control subjects, not rounded up; experimental are ratio times as many.
    Raises:
        DesignError: rates at the margin, as `rate_contrast`; power not between alpha and 1.
    Source: Farrington and Manning (1990), Statistics in Medicine 9:1447-1454; Miettinen and
        Nurminen (1985), Statistics in Medicine 4:213-226; Fleiss, Tytun and Ury (1980), Biometrics
        36:343-346 (continuity).

    >>> round(size_rates(0.5, 0.3), 2), round(size_rates(0.75, 0.75, margin=-0.1), 2)
    (124.0, 394.91)
    >>> round(size_rates(0.5, 0.3, adjusted=True), 2)
    124.3
    >>> round(size_rates(0.4, 0.25, measure="odds-ratio", variance="unpooled"), 1)
    207.8
    """
    contrast = rate_contrast(
        experimental_rate,
        control_rate,
        measure=measure,
        margin=margin,
        ratio=ratio,
        variance=variance,
    )
    check_effect(contrast.expected, place="experimental_rate")
    fixed_drift(alpha, power)
    away = (
        -float(special.ndtri(alpha)) * contrast.null_deviation
        + float(special.ndtri(power)) * contrast.deviation
    )
    size = (away / contrast.expected) ** 2
    if adjusted:

        def reached(control: float) -> float:
            total = (1 + ratio) * control
            return _power(contrast, control, alpha, sqrt(total / (total - 1)))

        return size_for_power(reached, power, guess=1.01 * size + 1, least=1.01 / (1 + ratio))
    if not continuity:
        return size
    if measure != "difference":
        raise DesignError("is for the difference of rates only", place="continuity")
    step = 2 * (1 + ratio) / (ratio * size * abs(contrast.expected))
    return size / 4 * (1 + sqrt(1 + step)) ** 2


def power_rates(
    experimental_rate: float,
    control_rate: float,
    control: float,
    *,
    measure: Measure = "difference",
    margin: float | None = None,
    alpha: float = 0.025,
    ratio: float = 1.0,
    variance: RateVariance = "restricted",
    adjusted: bool = False,
) -> float:
    """
    Power to tell two rates apart, or to show non-inferiority, by the normal approximation.

    Args:
        experimental_rate: assumed probability of the event.
        control_rate: the same in the control arm.
        control: subjects in the control arm.
        measure: "difference", "ratio" or "odds-ratio".
        margin: value of the hypothesis; None for no effect.
        alpha: one-sided type I error.
        ratio: experimental subjects per control subject.
        variance: under the hypothesis, "restricted", "pooled" or "unpooled".
        adjusted: the null variance is multiplied by N / (N - 1), N all subjects, as in the test of
            Miettinen and Nurminen.
    Returns:
        Probability of success in the direction of the assumed effect.
    Raises:
        DesignError: as `size_rates`.
    Source: Farrington and Manning (1990), Statistics in Medicine 9:1447-1454.

    >>> round(power_rates(0.5, 0.3, 124), 4)
    0.9
    """
    contrast = rate_contrast(
        experimental_rate,
        control_rate,
        measure=measure,
        margin=margin,
        ratio=ratio,
        variance=variance,
    )
    check_positive(control=control)
    check_errors(alpha, None)
    total = (1 + ratio) * control
    if adjusted:
        check_positive(**{"subjects - 1": total - 1})
    return _power(contrast, control, alpha, sqrt(total / (total - 1)) if adjusted else 1.0)


def drift_rates(contrast: RateContrast, control: float, alpha: float) -> float:
    """
    Mean of Z of the normal test that has the power of a test of two rates at the same level.

    Args:
        contrast: of the rates.
        control: subjects in the control arm.
        alpha: one-sided type I error.
    Returns:
        The drift, of the sign of the contrast.
    Raises:
        DesignError: no subjects.

    >>> round(drift_rates(rate_contrast(0.5, 0.3), 124, 0.025), 4)
    3.2415
    """
    check_positive(control=control)
    critical = -float(special.ndtri(alpha))
    distance = abs(contrast.expected) * sqrt(control) - critical * contrast.null_deviation
    return float(copysign(distance / contrast.deviation + critical, contrast.expected))


def ratio_rates_optimal(
    experimental_rate: float,
    control_rate: float,
    *,
    measure: Measure = "difference",
    margin: float | None = None,
    alpha: float = 0.025,
    power: float = 0.9,
) -> float:
    """
    Experimental subjects per control subject with which the fewest subjects give a power.

    Args:
        experimental_rate: assumed probability of the event.
        control_rate: the same in the control arm.
        measure: "difference", "ratio" or "odds-ratio".
        margin: value of the hypothesis; None for no effect.
        alpha: one-sided type I error.
        power: probability of success.
    Returns:
        The ratio.
    Raises:
        DesignError: as `size_rates`.
    Source: Farrington and Manning (1990), Statistics in Medicine 9:1447-1454; found numerically.

    >>> round(ratio_rates_optimal(0.5, 0.3, power=0.8), 3)
    0.967
    """

    def total(log_ratio: float) -> float:
        ratio = exp(log_ratio)
        size = size_rates(
            experimental_rate,
            control_rate,
            measure=measure,
            margin=margin,
            alpha=alpha,
            power=power,
            ratio=ratio,
        )
        return (1 + ratio) * size

    found = optimize.minimize_scalar(
        total, bounds=(-4, 4), method="bounded", options={"xatol": 1e-9}
    )
    return exp(float(found.x))


def _power(contrast: RateContrast, control: float, alpha: float, inflated: float) -> float:
    """Power of the test whose null deviation is inflated by a factor."""
    critical = -float(special.ndtri(alpha)) * contrast.null_deviation * inflated
    distance = abs(contrast.expected) * sqrt(control) - critical
    return float(special.ndtr(distance / contrast.deviation))


def _spread(one: float, two: float, ratio: float, factor: float) -> float:
    return sqrt(one * (1 - one) / ratio + factor**2 * two * (1 - two))


def _logit_spread(one: float, two: float, ratio: float) -> float:
    return sqrt(1 / (ratio * one * (1 - one)) + 1 / (two * (1 - two)))
