"""Confidence intervals for the difference, ratio and odds ratio of two proportions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from typing import Literal

from trialrun.errors import RequestError
from trialrun.statistics.distributions import normal_quantile
from trialrun.statistics.proportion import wilson_interval
from trialrun.statistics.two_proportions import Effect, check_counts, score_test

DifferenceMethod = Literal["wald", "wald-corrected", "newcombe", "newcombe-corrected", "agresti"]


@dataclass(frozen=True, slots=True)
class EffectInterval:
    """An observed effect (None where it is not defined) with its confidence limits."""

    estimate: float | None
    lower: float
    upper: float


def score_interval(
    events: float,
    n: float,
    events_other: float,
    n_other: float,
    *,
    effect: Effect = "difference",
    confidence: float = 0.95,
    corrected: bool = True,
) -> EffectInterval:
    """
    Limits between which the score test does not reject an effect.

    Args:
        events: of the first group.
        n: subjects of the first group.
        events_other: of the second group.
        n_other: subjects of the second group.
        effect: first less second; first over second; odds of the first over odds of the second.
        confidence: two-sided level.
        corrected: with the factor N / (N - 1) (Miettinen-Nurminen), or without (Mee's difference,
            Koopman's ratio).
    Returns:
        The limits; a ratio is without upper limit (infinite) where the second group has no event,
        and its lower limit is 0 where the first has none.
    Raises:
        AnalysisError: events that are not from 0 to n, or a group without subjects.
        RequestError: a confidence that is not between 0 and 1.
    Source: Miettinen and Nurminen (1985), Statistics in Medicine 4:213-226; Mee (1984), Biometrics
        40:1175-1176; Koopman (1984), Biometrics 40:513-517.

    >>> found = score_interval(56, 70, 48, 80)
    >>> round(found.lower, 4), round(found.upper, 4)
    (0.0528, 0.3382)
    """
    check_counts(events, n, events_other, n_other)
    reach = _reach(confidence)

    def distance(null: float) -> float:
        return score_test(
            events, n, events_other, n_other, effect=effect, null=null, corrected=corrected
        ).z

    rate, other = events / n, events_other / n_other
    if effect == "difference":
        edge = 1 - 1e-12
        inside = min(max(rate - other, -edge), edge)
        lower = _root(lambda d: distance(d) - reach, -edge, inside, -1.0)
        upper = _root(lambda d: distance(d) + reach, inside, edge, 1.0)
        return EffectInterval(rate - other, lower, upper)
    estimate = _estimate(rate, other, effect)
    none, full = 1e-12, 1e12
    middle = log(min(max(estimate, 1e-9), 1e9)) if estimate is not None else 0.0

    def on_log(value: float) -> float:
        return distance(exp(value))

    low, high = log(none), log(full)
    lower = (
        0.0
        if (events == 0 or (effect == "odds-ratio" and other == 1))
        else exp(_root(lambda v: on_log(v) - reach, low, middle if estimate != inf else high, low))
    )
    upper = (
        inf
        if (events_other == 0 or (effect == "odds-ratio" and rate == 1))
        else exp(_root(lambda v: on_log(v) + reach, middle if estimate else low, high, high))
    )
    return EffectInterval(estimate, lower, upper)


def difference_interval(
    events: float,
    n: float,
    events_other: float,
    n_other: float,
    *,
    method: DifferenceMethod = "newcombe",
    confidence: float = 0.95,
) -> EffectInterval:
    """
    Limits of a difference of two proportions by a formula.

    Args:
        events: of the first group.
        n: subjects of the first group.
        events_other: of the second group.
        n_other: subjects of the second group.
        method: newcombe squares and adds the distances of Wilson's limits (hybrid score);
            newcombe-corrected those with continuity correction; wald takes the estimates'
            variance, wald-corrected adds a continuity correction; agresti adds one event and one
            non-event to each group (Agresti-Caffo).
        confidence: two-sided level.
    Returns:
        The observed difference, first less second, with limits within -1 to 1.
    Raises:
        AnalysisError: events that are not from 0 to n, or a group without subjects.
        RequestError: a method that there is not, or a confidence not between 0 and 1.
    Source: Newcombe (1998), Statistics in Medicine 17:873-890 (methods 1, 2, 10, 11); Agresti and
        Caffo (2000), American Statistician 54:280-288.

    >>> found = difference_interval(56, 70, 48, 80)
    >>> round(found.lower, 4), round(found.upper, 4)
    (0.0524, 0.3339)
    """
    check_counts(events, n, events_other, n_other)
    reach = _reach(confidence)
    estimate = events / n - events_other / n_other
    if method in {"newcombe", "newcombe-corrected"}:
        own, other = (
            wilson_interval(x, size, confidence=confidence, corrected=method != "newcombe")
            for x, size in ((events, n), (events_other, n_other))
        )
        rate, rate_other = events / n, events_other / n_other
        lower = estimate - sqrt((rate - own.lower) ** 2 + (other.upper - rate_other) ** 2)
        upper = estimate + sqrt((own.upper - rate) ** 2 + (rate_other - other.lower) ** 2)
        return EffectInterval(estimate, lower, upper)
    if method not in {"wald", "wald-corrected", "agresti"}:
        raise RequestError(
            f"method is {method!r}, must be newcombe, newcombe-corrected, wald, wald-corrected "
            "or agresti"
        )
    more = 1 if method == "agresti" else 0
    p, size = (events + more) / (n + 2 * more), n + 2 * more
    q, size_other = (events_other + more) / (n_other + 2 * more), n_other + 2 * more
    step = reach * sqrt(p * (1 - p) / size + q * (1 - q) / size_other)
    if method == "wald-corrected":
        step += (1 / n + 1 / n_other) / 2
    return EffectInterval(estimate, max(p - q - step, -1.0), min(p - q + step, 1.0))


def log_ratio_interval(
    events: float,
    n: float,
    events_other: float,
    n_other: float,
    *,
    effect: Literal["ratio", "odds-ratio"] = "ratio",
    confidence: float = 0.95,
) -> EffectInterval:
    """
    Limits of a ratio or odds ratio, symmetric about its logarithm.

    Args:
        events: of the first group.
        n: subjects of the first group.
        events_other: of the second group.
        n_other: subjects of the second group.
        effect: ratio of proportions (Katz), or of odds (Woolf).
        confidence: two-sided level.
    Returns:
        The limits; 0 and infinite where a count is 0 that the variance divides by.
    Raises:
        AnalysisError: events that are not from 0 to n, or a group without subjects.
    Source: Katz, Baptista, Azen and Pike (1978), Biometrics 34:469-474; Woolf (1955), Annals of
        Human Genetics 19:251-253.

    >>> found = log_ratio_interval(15, 100, 10, 100, effect="odds-ratio")
    >>> round(found.lower, 4), round(found.upper, 4)
    (0.6766, 3.7282)
    """
    check_counts(events, n, events_other, n_other)
    reach = _reach(confidence)
    estimate = _estimate(events / n, events_other / n_other, effect)
    counts, variance = [events, events_other], -1 / n - 1 / n_other
    if effect == "odds-ratio":
        counts, variance = [events, n - events, events_other, n_other - events_other], 0.0
    if min(counts) <= 0 or estimate is None:
        return EffectInterval(estimate, 0.0, inf)
    step = reach * sqrt(variance + sum(1 / each for each in counts))
    return EffectInterval(estimate, estimate * exp(-step), estimate * exp(step))


def _estimate(rate: float, other: float, effect: str) -> float | None:
    up, down = (rate, other) if effect == "ratio" else (rate * (1 - other), other * (1 - rate))
    if down == 0:
        return None if up == 0 else inf
    return up / down


def _root(function: Callable[[float], float], low: float, high: float, bound: float) -> float:
    """Where a falling function crosses 0; `bound` where it does not."""
    from scipy.optimize import brentq

    if function(low) * function(high) > 0:
        return bound
    return float(brentq(function, low, high, xtol=1e-13, rtol=1e-13))


def _reach(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise RequestError(f"confidence is {confidence}, must be between 0 and 1")
    return normal_quantile((1 + confidence) / 2)
