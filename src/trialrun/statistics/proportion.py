"""One proportion: its confidence intervals and exact test."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from scipy import special

from trialrun.errors import AnalysisError, RequestError
from trialrun.statistics.distributions import normal_quantile

ProportionMethod = Literal["exact", "wilson", "wilson-corrected", "wald", "agresti", "jeffreys"]


@dataclass(frozen=True, slots=True)
class ProportionInterval:
    """An observed proportion with its confidence limits."""

    estimate: float
    lower: float
    upper: float


def exact_interval(events: float, n: float, *, confidence: float = 0.95) -> ProportionInterval:
    """
    Limits at which each tail of the binomial distribution has half the error.

    Args:
        events: of the subjects.
        n: subjects.
        confidence: two-sided level.
    Returns:
        The observed proportion with its limits, within 0 to 1.
    Raises:
        AnalysisError: events that are not from 0 to n, or no subjects.
        RequestError: a confidence that is not between 0 and 1.
    Source: Clopper and Pearson (1934), Biometrika 26:404-413.

    >>> found = exact_interval(81, 263)
    >>> round(found.lower, 4), round(found.upper, 4)
    (0.2527, 0.3676)
    """
    _check(events, n, confidence)
    tail = (1 - confidence) / 2
    lower = 0.0 if events == 0 else float(special.betaincinv(events, n - events + 1, tail))
    upper = 1.0 if events == n else float(special.betaincinv(events + 1, n - events, 1 - tail))
    return ProportionInterval(events / n, lower, upper)


def wilson_interval(
    events: float, n: float, *, confidence: float = 0.95, corrected: bool = False
) -> ProportionInterval:
    """
    Limits between which the score test does not reject a proportion.

    Args:
        events: of the subjects.
        n: subjects.
        confidence: two-sided level.
        corrected: whether the test has a continuity correction.
    Returns:
        The observed proportion with its limits, within 0 to 1.
    Raises:
        AnalysisError: events that are not from 0 to n, or no subjects.
        RequestError: a confidence that is not between 0 and 1.
    Source: Wilson (1927), JASA 22:209-212; Newcombe (1998), Statistics in Medicine 17:857-872.

    >>> found = wilson_interval(81, 263)
    >>> round(found.lower, 4), round(found.upper, 4)
    (0.2553, 0.3662)
    """
    _check(events, n, confidence)
    p, z = events / n, normal_quantile((1 + confidence) / 2)
    if not corrected:
        middle, reach = 2 * n * p + z * z, z * sqrt(z * z + 4 * n * p * (1 - p))
        lower, upper = middle - reach, middle + reach
    else:
        inner = z * z - 1 / n + 4 * n * p * (1 - p)
        lower = 2 * n * p + z * z - 1 - z * sqrt(max(inner + 4 * p - 2, 0.0))
        upper = 2 * n * p + z * z + 1 + z * sqrt(max(inner + 2 - 4 * p, 0.0))
    lower, upper = lower / (2 * (n + z * z)), upper / (2 * (n + z * z))
    return ProportionInterval(
        p, 0.0 if events == 0 else max(lower, 0.0), 1.0 if events == n else min(upper, 1.0)
    )


def proportion_interval(
    events: float, n: float, *, method: ProportionMethod = "exact", confidence: float = 0.95
) -> ProportionInterval:
    """
    Limits of a proportion by a method.

    Args:
        events: of the subjects.
        n: subjects.
        method: exact (Clopper-Pearson), wilson, wilson-corrected, wald, agresti (Agresti-Coull),
            jeffreys (quantiles of the posterior of Jeffreys' prior).
        confidence: two-sided level.
    Returns:
        The observed proportion with its limits, within 0 to 1.
    Raises:
        AnalysisError: events that are not from 0 to n, or no subjects.
        RequestError: a method that there is not, or a confidence not between 0 and 1.
    Source: Brown, Cai and DasGupta (2001), Statistical Science 16:101-133.

    >>> found = proportion_interval(15, 148, method="wald")
    >>> round(found.lower, 4), round(found.upper, 4)
    (0.0527, 0.15)
    """
    _check(events, n, confidence)
    if method == "exact":
        return exact_interval(events, n, confidence=confidence)
    if method in {"wilson", "wilson-corrected"}:
        return wilson_interval(events, n, confidence=confidence, corrected=method != "wilson")
    p, z, tail = events / n, normal_quantile((1 + confidence) / 2), (1 - confidence) / 2
    if method == "jeffreys":
        a, b = events + 0.5, n - events + 0.5
        lower = 0.0 if events == 0 else float(special.betaincinv(a, b, tail))
        upper = 1.0 if events == n else float(special.betaincinv(a, b, 1 - tail))
        return ProportionInterval(p, lower, upper)
    if method not in {"wald", "agresti"}:
        raise RequestError(
            f"method is {method!r}, must be exact, wilson, wilson-corrected, wald, agresti "
            "or jeffreys"
        )
    more = z * z if method == "agresti" else 0.0
    size = n + more
    middle = (events + more / 2) / size
    reach = z * sqrt(middle * (1 - middle) / size)
    return ProportionInterval(p, max(middle - reach, 0.0), min(middle + reach, 1.0))


def _check(events: float, n: float, confidence: float) -> None:
    if not n > 0:
        raise AnalysisError(f"a proportion of {n} subjects; there must be some")
    if not 0 <= events <= n:
        raise AnalysisError(f"{events} events of {n} subjects, must be from 0 to {n}")
    if not 0 < confidence < 1:
        raise RequestError(f"confidence is {confidence}, must be between 0 and 1")
