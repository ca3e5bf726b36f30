"""
Equivalence of two rates, or of two event rates, by two one-sided tests.

Each test is a normal one with its own variance under its hypothesis; that both miss is left to the
normal approximation, as it is in the books: the power is 1 less what each of them misses.
"""

from __future__ import annotations

from math import log, sqrt

from scipy import special

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.size.checks import check_positive, size_for_power
from trialrun.design.size.counts import deviation_counts
from trialrun.design.size.rates_two import RateContrast, RateVariance, rate_contrast
from trialrun.design.size.restricted_rates import Measure, effect_of_rates
from trialrun.errors import DesignError


def power_rates_equivalence(
    experimental_rate: float,
    control_rate: float,
    control: float,
    margins: tuple[float, float],
    *,
    measure: Measure = "difference",
    alpha: float = 0.05,
    ratio: float = 1.0,
    variance: RateVariance = "unpooled",
) -> float:
    """
    Power of two one-sided tests to show that two rates differ by less than margins.

    Args:
        experimental_rate: assumed probability of the event.
        control_rate: the same in the control arm.
        control: subjects in the control arm.
        margins: lower and upper, of the measure.
        measure: "difference", "ratio" or "odds-ratio".
        alpha: type I error of each of the two tests.
        ratio: experimental subjects per control subject.
        variance: under each hypothesis, "restricted", "pooled" or "unpooled".
    Returns:
        Probability that both reject.
    Raises:
        DesignError: an assumed effect that is not within the margins; as `rate_contrast`.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986; Chow, Shao, Wang and Lokhnygina
        (2018), section 4.2.

    >>> round(power_rates_equivalence(0.75, 0.75, 81, (-0.2, 0.2)), 4)
    0.8045
    """
    _check_within(effect_of_rates(experimental_rate, control_rate, measure), margins)
    check_positive(control=control)
    check_errors(alpha, None)
    contrasts = [
        rate_contrast(
            experimental_rate,
            control_rate,
            measure=measure,
            margin=margin,
            ratio=ratio,
            variance=variance,
        )
        for margin in margins
    ]
    return _both(contrasts, control, alpha)


def size_rates_equivalence(
    experimental_rate: float,
    control_rate: float,
    margins: tuple[float, float],
    *,
    measure: Measure = "difference",
    alpha: float = 0.05,
    power: float = 0.9,
    ratio: float = 1.0,
    variance: RateVariance = "unpooled",
) -> float:
    """
    Subjects in the control arm for two one-sided tests of two rates.

    Args:
        experimental_rate: assumed probability of the event.
        control_rate: the same in the control arm.
        margins: lower and upper, of the measure.
        measure: "difference", "ratio" or "odds-ratio".
        alpha: type I error of each of the two tests.
        power: probability that both reject.
        ratio: experimental subjects per control subject.
        variance: under each hypothesis, "restricted", "pooled" or "unpooled".
    Returns:
        Control subjects, not rounded up.
    Raises:
        DesignError: as `power_rates_equivalence`; power not between alpha and 1.
    Source: as `power_rates_equivalence`.

    >>> round(size_rates_equivalence(0.75, 0.75, (-0.2, 0.2), power=0.8), 2)
    80.29
    """
    fixed_drift(alpha, power)

    def reached(control: float) -> float:
        return power_rates_equivalence(
            experimental_rate,
            control_rate,
            control,
            margins,
            measure=measure,
            alpha=alpha,
            ratio=ratio,
            variance=variance,
        )

    return size_for_power(reached, power, guess=50, least=0.5)


def power_counts_equivalence(
    rate_ratio: float,
    control_rate: float,
    control: float,
    margins: tuple[float, float],
    *,
    overdispersion: float = 0.0,
    exposure: float = 1.0,
    accrual: float = 0.0,
    alpha: float = 0.05,
    ratio: float = 1.0,
) -> float:
    """
    Power of two one-sided tests to show that a ratio of event rates lies within margins.

    Args:
        rate_ratio: assumed experimental / control.
        control_rate: events per subject and unit of time.
        control: subjects in the control arm.
        margins: lower and upper, of the ratio.
        overdispersion: of the negative binomial, 0 for Poisson.
        exposure: time of every subject under observation; with accrual, of the last to enter.
        accrual: time over which subjects enter evenly.
        alpha: type I error of each of the two tests.
        ratio: experimental subjects per control subject.
    Returns:
        Probability that both reject.
    Raises:
        DesignError: an assumed ratio that is not within the margins; as `size_counts`.
    Source: Zhu (2017), Statistics in Biopharmaceutical Research 9:107-115.

    >>> round(power_counts_equivalence(1.0, 0.8, 400, (0.75, 1 / 0.75), overdispersion=0.5), 4)
    0.8475
    """
    _check_within(rate_ratio, margins)
    check_positive(control=control, margins=margins[0])
    check_errors(alpha, None)
    deviation = deviation_counts(
        rate_ratio,
        control_rate,
        overdispersion=overdispersion,
        exposure=exposure,
        accrual=accrual,
        ratio=ratio,
    )
    contrasts = [RateContrast(log(rate_ratio / margin), deviation, deviation) for margin in margins]
    return _both(contrasts, control, alpha)


def size_counts_equivalence(
    rate_ratio: float,
    control_rate: float,
    margins: tuple[float, float],
    *,
    overdispersion: float = 0.0,
    exposure: float = 1.0,
    accrual: float = 0.0,
    alpha: float = 0.05,
    power: float = 0.9,
    ratio: float = 1.0,
) -> float:
    """
    Subjects in the control arm for two one-sided tests of a ratio of event rates.

    Args:
        rate_ratio: assumed experimental / control.
        control_rate: events per subject and unit of time.
        margins: lower and upper, of the ratio.
        overdispersion: of the negative binomial, 0 for Poisson.
        exposure: time of every subject under observation; with accrual, of the last to enter.
        accrual: time over which subjects enter evenly.
        alpha: type I error of each of the two tests.
        power: probability that both reject.
        ratio: experimental subjects per control subject.
    Returns:
        Control subjects, not rounded up.
    Raises:
        DesignError: as `power_counts_equivalence`; power not between alpha and 1.
    Source: Zhu (2017), Statistics in Biopharmaceutical Research 9:107-115.

    >>> margins = (0.75, 1 / 0.75)
    >>> round(size_counts_equivalence(1.0, 0.8, margins, overdispersion=0.5), 1)
    457.7
    """
    fixed_drift(alpha, power)

    def reached(control: float) -> float:
        return power_counts_equivalence(
            rate_ratio,
            control_rate,
            control,
            margins,
            overdispersion=overdispersion,
            exposure=exposure,
            accrual=accrual,
            alpha=alpha,
            ratio=ratio,
        )

    return size_for_power(reached, power, guess=50, least=0.5)


def _both(contrasts: list[RateContrast], control: float, alpha: float) -> float:
    missed = 0.0
    for contrast in contrasts:
        critical = -float(special.ndtri(alpha)) * contrast.null_deviation
        distance = abs(contrast.expected) * sqrt(control) - critical
        missed += float(special.ndtr(-distance / contrast.deviation))
    return max(1 - missed, 0.0)


def _check_within(effect: float, margins: tuple[float, float]) -> None:
    low, high = margins
    if not low < effect < high:
        raise DesignError(
            f"the assumed effect is {effect:g}, must lie within {low:g} and {high:g}",
            place="margins",
        )
