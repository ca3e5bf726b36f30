"""
Sample size and power for the difference of two means, with or without a baseline covariate.

`alpha` is one-sided throughout; a two-sided test at 5% is alpha = 0.025.
"""

from __future__ import annotations

from math import ceil, inf, sqrt
from typing import Literal

import numpy as np
from scipy import optimize

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.size.student import power_student
from trialrun.errors import DesignError

Distribution = Literal["normal", "t"]


def size_means(
    difference: float,
    standard_deviation: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    correlation: float = 0.0,
    margin: float = 0.0,
    distribution: Distribution = "normal",
    both_tails: bool = False,
) -> float:
    """
    Subjects in the control arm to detect a difference of two means.

    Args:
        difference: experimental - control; not the margin.
        standard_deviation: of a subject's value, the same in both arms.
        alpha: one-sided type I error.
        power: probability of success.
        ratio: experimental subjects per control subject.
        correlation: of the value with a baseline that an ANCOVA adjusts for; 0 for none.
        margin: that the difference is tested against; negative for non-inferiority.
        distribution: "normal" takes the variance as known; "t" is Student's test, an ANCOVA
            giving up one more degree of freedom.
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Control subjects, not rounded up; experimental are ratio times as many.
    Raises:
        DesignError: difference at the margin, a spread or ratio not above 0, a correlation not within -1 to 1,
            power not between alpha and 1.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986, section 3; Borm, Fransen and
        Lemmens (2007), Journal of Clinical Epidemiology 60:1234-1238 (ANCOVA, 1 - rho^2).

    >>> round(size_means(3.0, 6.5, power=0.9), 2), round(size_means(0.36, 0.9, power=0.8), 2)
    (98.65, 98.11)
    >>> round(size_means(3.0, 6.5, power=0.9, distribution="t"), 2)
    99.62
    """
    _check(difference - margin, standard_deviation, ratio, correlation)
    effect = abs(difference - margin) / (standard_deviation * sqrt(1 - correlation**2))
    normal = (1 + 1 / ratio) * (fixed_drift(alpha, power) / effect) ** 2
    if distribution == "normal" and not both_tails:
        return float(normal)

    def missing(control: float) -> float:
        return _power(control, effect, alpha, ratio, correlation, distribution, both_tails) - power

    least = (2 + (correlation != 0) + 0.01) / (1 + ratio)
    low = max(least, 0.9 * normal)
    if missing(low) > 0:
        return float(low if low == least else optimize.brentq(missing, least, low))
    high = 1.1 * normal + 10
    while missing(high) < 0:
        high *= 2
    return float(optimize.brentq(missing, low, high, xtol=1e-9))


def power_means(
    difference: float,
    standard_deviation: float,
    control: float,
    *,
    alpha: float = 0.025,
    ratio: float = 1.0,
    correlation: float = 0.0,
    margin: float = 0.0,
    distribution: Distribution = "normal",
    both_tails: bool = False,
) -> float:
    """
    Power to detect a difference of two means.

    Args:
        difference: experimental - control; not the margin.
        standard_deviation: of a subject's value, the same in both arms.
        control: subjects in the control arm.
        alpha: one-sided type I error.
        ratio: experimental subjects per control subject.
        correlation: of the value with a baseline that an ANCOVA adjusts for; 0 for none.
        margin: that the difference is tested against; negative for non-inferiority.
        distribution: "normal" or "t", as `size_means` takes it.
        both_tails: rejection on the wrong side counts as well.
    Returns:
        Probability of success in the direction of the difference.
    Raises:
        DesignError: as `size_means`; too few subjects for Student's test.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986, section 3.

    >>> round(power_means(3.0, 6.5, 100), 4), round(power_means(3.0, 6.5, 100, distribution="t"), 4)
    (0.9038, 0.9011)
    """
    _check(difference - margin, standard_deviation, ratio, correlation)
    check_errors(alpha, None)
    if not control > 0:
        raise DesignError(f"found {control:g}, must be above 0", place="control")
    effect = abs(difference - margin) / (standard_deviation * sqrt(1 - correlation**2))
    return _power(control, effect, alpha, ratio, correlation, distribution, both_tails)


def whole_subjects(size: float) -> int:
    """
    Round a sample size up, not minding what rounding errors left above a whole number.

    Args:
        size: subjects, not rounded.
    Returns:
        The size rounded up, down where it is at most 1e-7 above a whole number.

    >>> whole_subjects(98.65), whole_subjects(64.0000000001)
    (99, 64)
    """
    return ceil(size - 1e-7)


def _power(
    control: float,
    effect: float,
    alpha: float,
    ratio: float,
    correlation: float,
    distribution: Distribution,
    both_tails: bool,
) -> float:
    freedom = inf
    if distribution == "t":
        freedom = control * (1 + ratio) - 2 - (correlation != 0)
    if freedom <= 0:
        raise DesignError(f"{control:g} subjects leave no degrees of freedom", place="control")
    shift = effect * sqrt(control * ratio / (1 + ratio))
    return power_student(shift, freedom, alpha, both_tails=both_tails)


def _check(difference: float, standard_deviation: float, ratio: float, correlation: float) -> None:
    if difference == 0 or not np.isfinite(difference):
        raise DesignError(
            f"found {difference:g}, must not be 0 (or the margin)",
            place="difference",
            hint="no number of subjects tells equal means apart.",
        )
    for name, value in (("standard_deviation", standard_deviation), ("ratio", ratio)):
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0", place=name)
    if not -1 < correlation < 1:
        raise DesignError(
            f"found {correlation:g}, must be above -1 and below 1", place="correlation"
        )
