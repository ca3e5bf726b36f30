"""
Sample size and power for two means: unequal variances, and the ratio of means.

The difference with equal variances and ANCOVA are in `design.sample_size_means`. `alpha` is
one-sided throughout.
"""

from __future__ import annotations

from math import inf, sqrt

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.sample_size_means import Distribution
from trialrun.design.size.checks import check_effect, check_positive, size_for_power
from trialrun.design.size.student import power_student


def size_means_unequal(
    difference: float,
    experimental_deviation: float,
    control_deviation: float,
    *,
    margin: float = 0.0,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    distribution: Distribution = "t",
    both_tails: bool = False,
) -> float:
    """
    Subjects in the control arm to detect a difference of means whose spreads differ.

    Args:
        difference: experimental - control.
        experimental_deviation: standard deviation in the experimental arm.
        control_deviation: standard deviation in the control arm.
        margin: that the difference is tested against; negative for non-inferiority.
        alpha: one-sided type I error.
        power: probability of success.
        ratio: experimental subjects per control subject.
        distribution: "t" is Welch's test; "normal" takes the variances as known.
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Control subjects, not rounded up; experimental are ratio times as many.
    Raises:
        DesignError: difference equal to the margin, a spread or ratio not above 0, power not
            between alpha and 1.
    Source: Welch (1938), Biometrika 29:350-362; Jan and Shieh (2011), Behavior Research Methods
        43:1014-1022.

    >>> round(size_means_unequal(1.0, 2.0, 1.0, power=0.8, distribution="normal"), 2)
    39.24
    >>> round(size_means_unequal(1.0, 2.0, 1.0, power=0.8), 2)
    40.58
    """
    check_positive(ratio=ratio)
    check_effect(difference - margin, place="difference")
    variance = _check_deviations(experimental_deviation, control_deviation, ratio)
    normal = variance * (fixed_drift(alpha, power) / (difference - margin)) ** 2
    if distribution == "normal" and not both_tails:
        return normal
    return size_for_power(
        lambda n: power_means_unequal(
            difference,
            experimental_deviation,
            control_deviation,
            n,
            margin=margin,
            alpha=alpha,
            ratio=ratio,
            distribution=distribution,
            both_tails=both_tails,
        ),
        power,
        guess=1.1 * normal + 2,
        least=1.01 / min(ratio, 1.0),
    )


def power_means_unequal(
    difference: float,
    experimental_deviation: float,
    control_deviation: float,
    control: float,
    *,
    margin: float = 0.0,
    alpha: float = 0.025,
    ratio: float = 1.0,
    distribution: Distribution = "t",
    both_tails: bool = False,
) -> float:
    """
    Power to detect a difference of means whose spreads differ.

    Args:
        difference: experimental - control.
        experimental_deviation: standard deviation in the experimental arm.
        control_deviation: standard deviation in the control arm.
        control: subjects in the control arm.
        margin: that the difference is tested against.
        alpha: one-sided type I error.
        ratio: experimental subjects per control subject.
        distribution: "t" is Welch's test, its power by the noncentral t with Satterthwaite's
            degrees of freedom at the assumed variances; "normal" takes them as known.
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Probability of success in the direction of the difference.
    Raises:
        DesignError: as `size_means_unequal`; an arm of one subject or fewer.
    Source: Welch (1938), Biometrika 29:350-362.

    >>> round(power_means_unequal(1.0, 2.0, 1.0, 41), 4)
    0.8042
    """
    check_positive(ratio=ratio, control=control)
    check_errors(alpha, None)
    variance = _check_deviations(experimental_deviation, control_deviation, ratio) / control
    shift = abs(difference - margin) / sqrt(variance)
    freedom = inf
    if distribution == "t":
        experimental = ratio * control
        check_positive(**{"control - 1": control - 1, "experimental - 1": experimental - 1})
        freedom = variance**2 / (
            (experimental_deviation**2 / experimental) ** 2 / (experimental - 1)
            + (control_deviation**2 / control) ** 2 / (control - 1)
        )
    return power_student(shift, freedom, alpha, both_tails=both_tails)


def size_mean_ratio(
    mean_ratio: float,
    coefficient_of_variation: float,
    *,
    margin: float = 1.0,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    distribution: Distribution = "t",
    both_tails: bool = False,
) -> float:
    """
    Subjects in the control arm to show that the ratio of two means lies beyond a margin.

    The test is of mean experimental - margin * mean control = 0, without a logarithm.

    Args:
        mean_ratio: assumed experimental / control.
        coefficient_of_variation: standard deviation, the same in both arms, over the mean of the
            control arm.
        margin: ratio of the hypothesis.
        alpha: one-sided type I error.
        power: probability of success.
        ratio: experimental subjects per control subject.
        distribution: "t" or "normal".
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Control subjects, not rounded up; experimental are ratio times as many.
    Raises:
        DesignError: ratio equal to the margin, a spread, margin or ratio not above 0, power not
            between alpha and 1.
    Source: Kieser and Hauschke (1999), Drug Information Journal 33:431-438.

    >>> round(size_mean_ratio(1.0, 0.4, margin=0.8), 2)
    69.9
    """
    check_effect(mean_ratio - margin, place="mean_ratio")
    check_positive(coefficient_of_variation=coefficient_of_variation, margin=margin, ratio=ratio)
    variance = coefficient_of_variation**2 * (1 / ratio + margin**2)
    normal = variance * (fixed_drift(alpha, power) / (mean_ratio - margin)) ** 2
    if distribution == "normal" and not both_tails:
        return normal
    return size_for_power(
        lambda n: power_mean_ratio(
            mean_ratio,
            coefficient_of_variation,
            n,
            margin=margin,
            alpha=alpha,
            ratio=ratio,
            distribution=distribution,
            both_tails=both_tails,
        ),
        power,
        guess=1.1 * normal + 2,
        least=2.01 / (1 + ratio),
    )


def power_mean_ratio(
    mean_ratio: float,
    coefficient_of_variation: float,
    control: float,
    *,
    margin: float = 1.0,
    alpha: float = 0.025,
    ratio: float = 1.0,
    distribution: Distribution = "t",
    both_tails: bool = False,
) -> float:
    """
    Power to show that the ratio of two means lies beyond a margin.

    Args:
        mean_ratio: assumed experimental / control.
        coefficient_of_variation: standard deviation over the mean of the control arm.
        control: subjects in the control arm.
        margin: ratio of the hypothesis.
        alpha: one-sided type I error.
        ratio: experimental subjects per control subject.
        distribution: "t" or "normal".
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Probability of success in the direction of the assumed ratio.
    Raises:
        DesignError: as `size_mean_ratio`.
    Source: Kieser and Hauschke (1999), Drug Information Journal 33:431-438.

    >>> round(power_mean_ratio(1.0, 0.4, 70, margin=0.8), 4)
    0.9004
    """
    check_positive(
        coefficient_of_variation=coefficient_of_variation,
        margin=margin,
        ratio=ratio,
        control=control,
    )
    check_errors(alpha, None)
    variance = coefficient_of_variation**2 * (1 / ratio + margin**2) / control
    freedom = inf if distribution == "normal" else control * (1 + ratio) - 2
    return power_student(
        abs(mean_ratio - margin) / sqrt(variance), freedom, alpha, both_tails=both_tails
    )


def _check_deviations(experimental: float, control: float, ratio: float) -> float:
    """Variance of the difference of means with one subject in the control arm."""
    check_positive(experimental_deviation=experimental, control_deviation=control)
    return experimental**2 / ratio + control**2
