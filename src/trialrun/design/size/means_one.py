"""
Sample size and power for one mean, paired values and the 2x2 crossover.

`alpha` is one-sided throughout; a two-sided test at 5% is alpha = 0.025, with both_tails where
rejection on the wrong side is to count as well.
"""

from __future__ import annotations

from math import inf, sqrt

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.sample_size_means import Distribution
from trialrun.design.size.checks import (
    check_correlation,
    check_effect,
    check_positive,
    size_for_power,
)
from trialrun.design.size.student import power_student


def size_mean(
    difference: float,
    standard_deviation: float,
    *,
    margin: float = 0.0,
    alpha: float = 0.025,
    power: float = 0.9,
    distribution: Distribution = "t",
    both_tails: bool = False,
) -> float:
    """
    Subjects to show that one mean lies beyond a value.

    Args:
        difference: assumed mean minus the value of the hypothesis.
        standard_deviation: of a subject's value.
        margin: that the difference is tested against; negative for non-inferiority.
        alpha: one-sided type I error.
        power: probability of success.
        distribution: "t" is Student's test; "normal" takes the variance as known.
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Subjects, not rounded up.
    Raises:
        DesignError: difference equal to the margin, a spread not above 0, power not between alpha
            and 1.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986; Chow, Shao, Wang and Lokhnygina
        (2018), Sample Size Calculations in Clinical Research, section 3.1.

    >>> round(size_mean(0.5, 1.0, power=0.8, distribution="normal"), 2)
    31.4
    >>> round(size_mean(0.5, 1.0, power=0.8), 2)
    33.37
    """
    check_positive(standard_deviation=standard_deviation)
    check_effect(difference - margin, place="difference")
    effect = abs(difference - margin) / standard_deviation
    normal = (fixed_drift(alpha, power) / effect) ** 2
    if distribution == "normal" and not both_tails:
        return normal
    return size_for_power(
        lambda n: power_mean(
            difference,
            standard_deviation,
            n,
            margin=margin,
            alpha=alpha,
            distribution=distribution,
            both_tails=both_tails,
        ),
        power,
        guess=1.1 * normal + 2,
        least=1.01,
    )


def power_mean(
    difference: float,
    standard_deviation: float,
    subjects: float,
    *,
    margin: float = 0.0,
    alpha: float = 0.025,
    distribution: Distribution = "t",
    both_tails: bool = False,
) -> float:
    """
    Power to show that one mean lies beyond a value.

    Args:
        difference: assumed mean minus the value of the hypothesis; power is for its direction.
        standard_deviation: of a subject's value.
        subjects: in the trial.
        margin: that the difference is tested against.
        alpha: one-sided type I error.
        distribution: "t" or "normal".
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Probability of rejection towards the difference (its size, if it equals the margin).
    Raises:
        DesignError: a spread not above 0, too few subjects.
    Source: as `size_mean`.

    >>> round(power_mean(0.5, 1.0, 34), 4)
    0.8078
    """
    check_positive(standard_deviation=standard_deviation, subjects=subjects)
    check_errors(alpha, None)
    shift = abs(difference - margin) / standard_deviation * sqrt(subjects)
    freedom = inf if distribution == "normal" else subjects - 1
    return power_student(shift, freedom, alpha, both_tails=both_tails)


def size_means_paired(
    difference: float,
    standard_deviation: float,
    correlation: float,
    *,
    margin: float = 0.0,
    alpha: float = 0.025,
    power: float = 0.9,
    distribution: Distribution = "t",
) -> float:
    """
    Pairs to detect a mean difference within pairs.

    Args:
        difference: assumed mean of the differences.
        standard_deviation: of a value, the same at both occasions.
        correlation: of the two values of a pair.
        margin: that the difference is tested against.
        alpha: one-sided type I error.
        power: probability of success.
        distribution: "t" or "normal".
    Returns:
        Pairs, not rounded up.
    Raises:
        DesignError: as `size_mean`; a correlation not between -1 and 1.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986.

    >>> round(size_means_paired(2.0, 5.0, 0.5, power=0.9), 1)
    67.6
    """
    check_correlation(correlation)
    return size_mean(
        difference,
        standard_deviation * sqrt(2 * (1 - correlation)),
        margin=margin,
        alpha=alpha,
        power=power,
        distribution=distribution,
    )


def power_means_paired(
    difference: float,
    standard_deviation: float,
    correlation: float,
    pairs: float,
    *,
    margin: float = 0.0,
    alpha: float = 0.025,
    distribution: Distribution = "t",
) -> float:
    """
    Power to detect a mean difference within pairs.

    Args:
        difference: assumed mean of the differences.
        standard_deviation: of a value, the same at both occasions.
        correlation: of the two values of a pair.
        pairs: in the trial.
        margin: that the difference is tested against.
        alpha: one-sided type I error.
        distribution: "t" or "normal".
    Returns:
        Probability of success in the direction of the difference.
    Raises:
        DesignError: as `power_mean`; a correlation not between -1 and 1.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986.

    >>> round(power_means_paired(2.0, 5.0, 0.5, 68), 4)
    0.9016
    """
    check_correlation(correlation)
    return power_mean(
        difference,
        standard_deviation * sqrt(2 * (1 - correlation)),
        pairs,
        margin=margin,
        alpha=alpha,
        distribution=distribution,
    )


def size_means_crossover(
    difference: float,
    within_deviation: float,
    *,
    margin: float = 0.0,
    alpha: float = 0.025,
    power: float = 0.9,
    distribution: Distribution = "t",
) -> float:
    """
    Subjects of both sequences of a 2x2 crossover to detect a difference of treatments.

    Args:
        difference: assumed difference of the treatments.
        within_deviation: standard deviation of a value within a subject (root of the residual mean
            square).
        margin: that the difference is tested against.
        alpha: one-sided type I error.
        power: probability of success.
        distribution: "t" with n - 2 degrees of freedom, or "normal".
    Returns:
        Subjects of both sequences together, equally many in each, not rounded up.
    Raises:
        DesignError: as `size_mean`.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986; Senn (2002), Cross-over Trials in
        Clinical Research, section 9.3.

    >>> round(size_means_crossover(10.0, 20.0, power=0.9), 1)
    86.0
    """
    check_positive(within_deviation=within_deviation)
    check_effect(difference - margin, place="difference")
    effect = abs(difference - margin) / (within_deviation * sqrt(2))
    normal = (fixed_drift(alpha, power) / effect) ** 2
    if distribution == "normal":
        return normal
    return size_for_power(
        lambda n: power_student(effect * sqrt(n), n - 2, alpha),
        power,
        guess=1.1 * normal + 3,
        least=2.01,
    )


def power_means_crossover(
    difference: float,
    within_deviation: float,
    subjects: float,
    *,
    margin: float = 0.0,
    alpha: float = 0.025,
    distribution: Distribution = "t",
) -> float:
    """
    Power of a 2x2 crossover to detect a difference of treatments.

    Args:
        difference: assumed difference of the treatments.
        within_deviation: standard deviation of a value within a subject.
        subjects: of both sequences together.
        margin: that the difference is tested against.
        alpha: one-sided type I error.
        distribution: "t" with n - 2 degrees of freedom, or "normal".
    Returns:
        Probability of success in the direction of the difference.
    Raises:
        DesignError: as `size_mean`; too few subjects.
    Source: as `size_means_crossover`.

    >>> round(power_means_crossover(10.0, 20.0, 86), 3)
    0.9
    """
    check_positive(within_deviation=within_deviation, subjects=subjects)
    check_errors(alpha, None)
    shift = abs(difference - margin) / (within_deviation * sqrt(2)) * sqrt(subjects)
    return power_student(shift, inf if distribution == "normal" else subjects - 2, alpha)
