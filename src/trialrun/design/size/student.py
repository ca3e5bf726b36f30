"""Power of Student's test: one-sided, two-sided and two one-sided tests for equivalence."""

from __future__ import annotations

import numpy as np
from scipy import special

from trialrun.errors import DesignError

_LEAST = 1e-300
_NODES = np.polynomial.legendre.leggauss(200)


def power_student(shift: float, freedom: float, alpha: float, *, both_tails: bool = False) -> float:
    """
    Power of Student's test, or of the normal test, for a standardized effect.

    Args:
        shift: expected effect over its standard error.
        freedom: degrees of freedom; infinity for a known variance.
        alpha: one-sided type I error.
        both_tails: count rejection on the wrong side as well, as a two-sided test has it.
    Returns:
        Probability of rejection.
    Raises:
        DesignError: no degrees of freedom.
    Source: Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 31.

    >>> round(power_student(3.0, 28, 0.025), 4)
    0.8253
    """
    if not freedom > 0:
        raise DesignError("too few subjects leave no degrees of freedom", place="subjects")
    if np.isinf(freedom):
        critical = float(special.ndtri(1 - alpha))
        found = float(special.ndtr(shift - critical))
        return found + float(special.ndtr(-critical - shift)) * both_tails
    critical = -float(special.stdtrit(freedom, alpha))
    found = float(1 - special.nctdtr(freedom, shift, critical))
    return found + (float(special.nctdtr(freedom, shift, -critical)) if both_tails else 0.0)


def drift_student(shift: float, freedom: float, alpha: float) -> float:
    """
    Mean of Z of the normal test that has the power of Student's test at the same level.

    Args:
        shift: expected effect over its standard error, of either sign.
        freedom: degrees of freedom; infinity for a known variance.
        alpha: one-sided type I error.
    Returns:
        The drift, of the sign of the shift.
    Raises:
        DesignError: no degrees of freedom.

    >>> round(drift_student(3.0, 28, 0.025), 4)
    2.8957
    """
    if np.isinf(freedom) or shift == 0:
        return shift
    if not freedom > 0:
        raise DesignError("too few subjects leave no degrees of freedom", place="subjects")
    critical = -float(special.stdtrit(freedom, alpha))
    missed = float(special.nctdtr(freedom, abs(shift), critical))
    if missed < _LEAST:
        return shift
    drift = -float(special.ndtri(missed)) - float(special.ndtri(alpha))
    return float(np.copysign(drift, shift))


def power_two_one_sided(lower: float, upper: float, freedom: float, alpha: float) -> float:
    """
    Power of two one-sided tests: both reject, the estimate lies within the margins.

    Args:
        lower: (expected effect - lower margin) over the standard error; above 0 within.
        upper: (upper margin - expected effect) over the standard error; above 0 within.
        freedom: degrees of freedom; infinity for a known variance.
        alpha: one-sided type I error of each test.
    Returns:
        Probability that both tests reject, exact.
    Raises:
        DesignError: no degrees of freedom.
    Source: Owen (1965), Biometrika 52:437-446; Phillips (1990), Journal of Pharmacokinetics and
        Biopharmaceutics 18:137-144.

    >>> round(power_two_one_sided(3.0, 3.0, 28, 0.05), 4)
    0.8
    """
    if not freedom > 0:
        raise DesignError("too few subjects leave no degrees of freedom", place="subjects")
    if np.isinf(freedom):
        critical = float(special.ndtri(1 - alpha))
        inside = special.ndtr(upper - critical) - special.ndtr(critical - lower)
        return max(float(inside), 0.0)
    critical = -float(special.stdtrit(freedom, alpha))
    # Both reject where critical * s - lower < Z < upper - critical * s, s the relative spread.
    most = (lower + upper) / (2 * critical)
    if most <= 0:
        return 0.0
    around = 9 / np.sqrt(2 * freedom)
    low, high = max(0.0, 1 - around), min(most, 1 + around + 36 / freedom)
    if high <= low:
        return 0.0
    nodes, weights = _NODES
    spread = low + (high - low) * (nodes + 1) / 2
    half = freedom / 2
    log_density = (
        np.log(2)
        + half * np.log(half)
        - special.gammaln(half)
        + (freedom - 1) * np.log(spread)
        - half * spread**2
    )
    inside = special.ndtr(upper - critical * spread) - special.ndtr(critical * spread - lower)
    return float(weights @ (inside * np.exp(log_density)) * (high - low) / 2)
