"""Score tests of two proportions: their difference, ratio or odds ratio against any null."""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, cos, inf, pi, sqrt
from typing import Literal

from trialrun.errors import AnalysisError, RequestError
from trialrun.statistics.distributions import chi_square_tail, normal_tail

Effect = Literal["difference", "ratio", "odds-ratio"]


@dataclass(frozen=True, slots=True)
class ScoreTest:
    """
    A score test; `z` is above 0 where the first group's proportion is larger than under the null.

    `proportions` are the estimates under the null, first and second group.
    """

    z: float
    p: float
    p_one_sided: float
    proportions: tuple[float, float]


def score_test(
    events: float,
    n: float,
    events_other: float,
    n_other: float,
    *,
    effect: Effect = "difference",
    null: float | None = None,
    corrected: bool = True,
) -> ScoreTest:
    """
    Test a difference, ratio or odds ratio of two proportions by its score.

    With `corrected` it is the test of Miettinen and Nurminen, whose variance has the factor
    N / (N - 1); without, of a difference and a ratio, that of Farrington and Manning. Against no
    difference the latter is the chi-square test.

    Args:
        events: of the first group.
        n: subjects of the first group.
        events_other: of the second group.
        n_other: subjects of the second group.
        effect: first less second; first over second; odds of the first over odds of the second.
        null: its value under the null hypothesis; None for no difference (0, or 1).
        corrected: whether the variance has the factor N / (N - 1).
    Returns:
        The statistic, 0 where the observed effect is that of the null, with two-sided and
        one-sided p-value.
    Raises:
        AnalysisError: events that are not from 0 to n, or a group without subjects.
        RequestError: a null that is not above -1 and below 1 (difference), or not above 0.
    Source: Miettinen and Nurminen (1985), Statistics in Medicine 4:213-226; Farrington and Manning
        (1990), Statistics in Medicine 9:1447-1454.

    >>> round(score_test(39, 500, 13, 500).z, 4)
    3.7013
    >>> round(score_test(39, 500, 13, 500, effect="ratio", null=1.5).z, 4)
    2.2605
    """
    check_counts(events, n, events_other, n_other)
    value = checked_null(effect, null)
    one, other = null_proportions(events, n, events_other, n_other, effect=effect, null=value)
    rate, rate_other = events / n, events_other / n_other
    if effect == "difference":
        distance = rate - rate_other - value
    elif effect == "ratio":
        distance = rate - value * rate_other
    else:
        distance = rate - one
    if abs(distance) < 1e-14:
        z = 0.0
    else:
        variance = _variance(one, n, other, n_other, effect, value)
        if corrected:
            variance *= (n + n_other) / (n + n_other - 1)
        z = distance / sqrt(variance) if variance > 0 else inf if distance > 0 else -inf
    return ScoreTest(z, chi_square_tail(z * z, 1), normal_tail(z), (one, other))


def score_variance(
    proportion: float, n: float, n_other: float, *, effect: Effect = "difference", null: float
) -> float:
    """
    Variance of an estimated effect from the proportion of both groups together (blinded).

    Args:
        proportion: of both groups together.
        n: subjects of the first group.
        n_other: subjects of the second group.
        effect: the difference; the logarithm of the ratio or of the odds ratio.
        null: effect that the groups are taken to have: a difference, ratio or odds ratio.
    Returns:
        The variance, of the difference or of the logarithm of the ratio or odds ratio.
    Source: Farrington and Manning (1990), Statistics in Medicine 9:1447-1454.

    >>> round(score_variance(0.15, 100, 200, null=0.0), 6)
    0.001913
    """
    total = proportion * (n + n_other)
    one, other = null_proportions(
        n * proportion, n, total - n * proportion, n_other, effect=effect, null=null
    )
    if effect == "difference":
        return one * (1 - one) / n + other * (1 - other) / n_other
    if effect == "ratio":
        return (1 - one) / (n * one) + (1 - other) / (n_other * other)
    return 1 / (n * one * (1 - one)) + 1 / (n_other * other * (1 - other))


def null_proportions(
    events: float,
    n: float,
    events_other: float,
    n_other: float,
    *,
    effect: Effect,
    null: float,
) -> tuple[float, float]:
    """
    Maximum likelihood estimates of two proportions whose effect is given.

    Args:
        events: of the first group.
        n: subjects of the first group.
        events_other: of the second group.
        n_other: subjects of the second group.
        effect: what is given.
        null: its value.
    Returns:
        The proportions of the first and of the second group.
    Source: Miettinen and Nurminen (1985), Statistics in Medicine 4:213-226, appendix I;
        Farrington and Manning (1990), Statistics in Medicine 9:1447-1454, appendix.

    >>> one, other = null_proportions(8, 10, 6, 10, effect="difference", null=0.0)
    >>> round(one, 10), round(other, 10)
    (0.7, 0.7)
    """
    total, all_events = n + n_other, events + events_other
    if effect == "difference":
        return _under_difference(events, n, events_other, n_other, null)
    if effect == "ratio":
        a = total * null
        b = n * null + events + n_other + events_other * null
        root = max(b * b - 4 * a * all_events, 0.0)
        other = 2 * all_events / (b + sqrt(root)) if b > 0 else 0.0
        other = min(max(other, 0.0), 1.0, 1 / null)
        return min(null * other, 1.0), other
    if null < 1:  # the group whose odds are the smaller is solved for: no digits cancel
        other, one = null_proportions(
            events_other, n_other, events, n, effect=effect, null=1 / null
        )
        return one, other
    a = n_other * (null - 1)
    b = n * null + n_other - all_events * (null - 1)
    root = max(b * b + 4 * a * all_events, 0.0)
    other = 2 * all_events / (b + sqrt(root)) if b + sqrt(root) > 0 else 0.0
    other = min(max(other, 0.0), 1.0)
    one = other * null / (1 + other * (null - 1))
    return one, other


def _under_difference(
    events: float, n: float, events_other: float, n_other: float, null: float
) -> tuple[float, float]:
    """Solve the cubic equation of the second group's proportion."""
    total, all_events = n + n_other, events + events_other
    a3 = total
    a2 = (n_other + total) * null - total - all_events
    a1 = (n_other * null - total - 2 * events_other) * null + all_events
    a0 = events_other * null * (1 - null)
    q = a2**3 / (3 * a3) ** 3 - a1 * a2 / (6 * a3**2) + a0 / (2 * a3)
    inner = max(a2**2 / (3 * a3) ** 2 - a1 / (3 * a3), 0.0)
    p = sqrt(inner) if q > 0 else -sqrt(inner)
    share = 0.0 if p == 0 else min(max(q / p**3, -1.0), 1.0)
    angle = (pi + acos(share)) / 3
    other = 2 * p * cos(angle) - a2 / (3 * a3)
    other = min(max(other, 0.0, -null), 1.0, 1 - null)
    return other + null, other


def _variance(
    one: float, n: float, other: float, n_other: float, effect: Effect, null: float
) -> float:
    """Variance of the distance that the test is made of, under the null."""
    spread, spread_other = one * (1 - one), other * (1 - other)
    if effect == "difference":
        return spread / n + spread_other / n_other
    if effect == "ratio":
        return spread / n + null**2 * spread_other / n_other
    if spread <= 0 or spread_other <= 0:
        return 0.0
    # the first group's distance from its null estimate fixes the second's
    information = 1 / (n * spread) + 1 / (n_other * spread_other)
    return 1 / (n * n * information)


def checked_null(effect: Effect, null: float | None) -> float:
    """
    Return the value of an effect under the null, that of no difference where it is not given.

    Raises:
        RequestError: an effect that there is not, or a value that it can not have.
    """
    if effect not in {"difference", "ratio", "odds-ratio"}:
        raise RequestError(f"effect is {effect!r}, must be difference, ratio or odds-ratio")
    value = float(effect != "difference") if null is None else float(null)
    if effect == "difference" and not -1 < value < 1:
        raise RequestError(f"a difference of proportions of {value}, must be above -1 and below 1")
    if effect != "difference" and not 0 < value < inf:
        raise RequestError(f"null {effect} is {value}, must be above 0")
    return value


def check_counts(events: float, n: float, events_other: float, n_other: float) -> None:
    """Refuse groups without subjects and events that are not among them."""
    for x, size in ((events, n), (events_other, n_other)):
        if not size > 0:
            raise AnalysisError(f"a group has {size} subjects, must have some")
        if not 0 <= x <= size:
            raise AnalysisError(f"{x} events of {size} subjects, must be from 0 to {size}")
