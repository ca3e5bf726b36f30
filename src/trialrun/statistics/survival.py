"""Survival from censored times: Kaplan-Meier with confidence limits, and the logrank test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import (
    Floats,
    Labels,
    as_labels,
    as_numbers,
    check_lengths,
    is_known,
    levels_of,
)
from trialrun.statistics.distributions import chi_square_tail, normal_quantile

Interval = Literal["log-log", "plain", "log", "logit", "arcsin"]


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalCurve:
    """
    The Kaplan-Meier estimate at each distinct time, all arrays (k,), times ascending.

    `standard_error` is Greenwood's; `lower` and `upper` are pointwise limits, NaN where they are
    not defined. Before the first time survival is 1.
    """

    n: int
    time: Floats
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    censored: NDArray[np.int64]
    survival: Floats
    standard_error: Floats
    lower: Floats
    upper: Floats
    confidence: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class SurvivalQuantile:
    """The time at which a share has had the event; None where the curve does not reach it."""

    share: float
    time: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class LogrankTest:
    """The logrank test; observed and expected events follow `groups`."""

    statistic: float
    df: int
    p: float
    groups: tuple[Any, ...]
    observed: tuple[float, ...]
    expected: tuple[float, ...]


def kaplan_meier(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    *,
    confidence: float = 0.95,
    interval: Interval = "log-log",
) -> SurvivalCurve:
    """
    Estimate survival by the product-limit method.

    A subject censored at a time is at risk at that time.

    Args:
        time: (n,) times from the start, not negative; a missing one is left out.
        event: (n,) true for an event, false for censoring.
        confidence: level of the pointwise limits.
        interval: the scale on which the limits are symmetric. `log-log`, `logit` and `arcsin`
            limits stay within 0 to 1; `plain` and `log` ones are cut there.
    Returns:
        The curve: survival, standard error and limits at each distinct time, arrays (k,).
    Raises:
        AnalysisError: no subject, or a negative time.
    Source: Kaplan and Meier (1958), JASA 53:457-481; Kalbfleisch and Prentice (2002), section 1.4;
        Borgan and Liestol (1990), Scandinavian Journal of Statistics 17:35-41.

    >>> curve = kaplan_meier([1, 2, 2, 3], [True, True, False, True])
    >>> [round(float(s), 4) for s in curve.survival]
    [0.75, 0.5, 0.0]
    """
    t, d = _times_and_events(time, event)
    if len(t) == 0:
        raise AnalysisError("a survival curve needs at least one subject; there is none")
    times = np.unique(t)
    at_risk = len(t) - np.searchsorted(np.sort(t), times, side="left")
    events = np.array([np.sum(d[t == each]) for each in times], dtype=np.int64)
    left = np.array([np.sum(t == each) for each in times], dtype=np.int64)
    survival: Floats = np.cumprod(1 - events / at_risk).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        error = np.where(survival > 0, survival * np.sqrt(greenwood), np.nan)
    lower, upper = survival_limits(survival, error, confidence=confidence, interval=interval)
    return SurvivalCurve(
        n=len(t),
        time=times,
        at_risk=at_risk.astype(np.int64),
        events=events,
        censored=left - events,
        survival=survival,
        standard_error=error,
        lower=lower,
        upper=upper,
        confidence=confidence,
        interval=interval,
    )


def survival_at(curve: SurvivalCurve, times: ArrayLike) -> Floats:
    """
    Survival at times, from the right: an event at a time has happened.

    Args:
        curve: from `kaplan_meier`.
        times: (m,) in the unit of the curve's; beyond its last the survival there.
    Returns:
        (m,) survival probabilities; 1 before the first time of the curve.
    Source: Kaplan and Meier (1958), JASA 53:457-481.

    >>> curve = kaplan_meier([1, 2, 2, 3], [True, True, False, True])
    >>> survival_at(curve, [0.5, 1, 2.9, 3]).tolist()
    [1.0, 0.75, 0.5, 0.0]
    """
    position = np.searchsorted(curve.time, np.asarray(times, dtype=np.float64), side="right")
    return np.concatenate([[1.0], curve.survival])[position]


def survival_quantile(curve: SurvivalCurve, share: float) -> SurvivalQuantile:
    """
    Time by which a share of subjects has had the event, with its confidence limits.

    It is the first time at which survival is at most 1 - share; where survival stays at exactly
    that height, the middle of the stretch. The limits are the same of the curve's limits.

    Args:
        curve: from `kaplan_meier`; its interval and confidence are used.
        share: between 0 and 1: 0.5 gives the median, 0.25 the lower quartile.
    Returns:
        The time, in the unit of the curve's, and its limits; None where a curve does not fall so
        low.
    Source: Brookmeyer and Crowley (1982), Biometrics 38:29-41.

    >>> curve = kaplan_meier([1, 2, 3, 4], [True, True, True, True])
    >>> survival_quantile(curve, 0.5).time
    2.5
    """
    height = 1 - share
    return SurvivalQuantile(
        share=share,
        time=_first_at_most(curve, curve.survival, height),
        lower=_first_at_most(curve, curve.lower, height),
        upper=_first_at_most(curve, curve.upper, height),
    )


def numbers_at_risk(time: ArrayLike | Sequence[float | None], times: ArrayLike) -> list[int]:
    """
    Subjects still under observation at each of `times`: those with a time not below it.

    Args:
        time: (n,) times from the start to event or censoring; a missing one is left out.
        times: (m,) at which subjects are counted.
    Returns:
        (m,) numbers of subjects.

    >>> numbers_at_risk([5, 10, 10, 20], [0, 10, 11])
    [4, 3, 1]
    """
    t = as_numbers(time, "time")
    t = t[is_known(t)]
    return [int(np.sum(t >= each)) for each in np.asarray(times, dtype=np.float64)]


def logrank(
    time: ArrayLike | Sequence[float | None], event: ArrayLike, group: Labels
) -> LogrankTest:
    """
    Test whether groups have one hazard, with equal weight to every event.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels. A subject with a missing time or label is left out.
    Returns:
        The chi-square statistic with one degree of freedom fewer than groups, and each group's
        observed and expected events.
    Raises:
        AnalysisError: fewer than two groups, or no event while two are at risk.
    Source: Mantel (1966), Cancer Chemotherapy Reports 50:163-170; Peto and Peto (1972), JRSS A
        135:185-207.

    >>> test = logrank([1, 2, 3, 4], [True, True, True, True], ["a", "b", "a", "b"])
    >>> test.df, [round(e, 4) for e in test.expected]
    (1, [1.3333, 2.6667])
    """
    labels = as_labels(group, "group")
    times = as_numbers(time, "time")
    happened = np.asarray(event, dtype=bool)
    check_lengths(time=times, event=happened, group=labels)
    known = is_known(times) & is_known(labels)
    times, happened, labels = times[known], happened[known], labels[known]
    groups = levels_of(labels)
    if len(groups) < 2:
        raise AnalysisError(f"a logrank test needs two groups; found {len(groups)}")
    observed = np.array([np.sum(happened[labels == each]) for each in groups], dtype=np.float64)
    expected = np.zeros(len(groups))
    variance = np.zeros((len(groups), len(groups)))
    for each in np.unique(times[happened]):
        risk = np.array([np.sum((times >= each) & (labels == g)) for g in groups], dtype=np.float64)
        total = risk.sum()
        deaths = float(np.sum(happened & (times == each)))
        share = risk / total
        expected += deaths * share
        if total > 1:
            spread = deaths * (total - deaths) / (total - 1)
            variance += spread * (np.diag(share) - np.outer(share, share))
    difference = (observed - expected)[:-1]
    reduced = variance[:-1, :-1]
    df = int(np.linalg.matrix_rank(reduced))
    if df == 0:
        raise AnalysisError("a logrank test needs an event while two groups are at risk")
    statistic = float(difference @ np.linalg.pinv(reduced, hermitian=True) @ difference)
    return LogrankTest(
        statistic=statistic,
        df=df,
        p=chi_square_tail(statistic, df),
        groups=groups,
        observed=tuple(map(float, observed)),
        expected=tuple(map(float, expected)),
    )


def _times_and_events(
    time: ArrayLike | Sequence[float | None], event: ArrayLike
) -> tuple[Floats, NDArray[np.bool_]]:
    """Times that are known, with their events."""
    t = as_numbers(time, "time")
    d = np.asarray(event, dtype=bool)
    check_lengths(time=t, event=d)
    known = is_known(t)
    t, d = t[known], d[known]
    if np.any(t < 0):
        raise AnalysisError("a time to event is negative; it must be counted from the start")
    return t, d


def survival_limits(
    survival: Floats, standard_error: Floats, *, confidence: float, interval: Interval
) -> tuple[Floats, Floats]:
    """
    Pointwise confidence limits of survival.

    Args:
        survival: (k,) estimates.
        standard_error: (k,) of the estimates.
        confidence: level of the limits.
        interval: the scale on which they are symmetric.
    Returns:
        Lower and upper limits (k,): 1 where survival is 1, NaN where they are not defined.
    Source: Borgan and Liestol (1990), Scandinavian Journal of Statistics 17:35-41.

    >>> lower, upper = survival_limits(
    ...     np.array([0.5]), np.array([0.1]), confidence=0.95, interval="log"
    ... )
    >>> round(float(lower[0]), 4), round(float(upper[0]), 4)
    (0.3379, 0.74)
    """
    z = normal_quantile((1 + confidence) / 2)
    reach = z * standard_error
    with np.errstate(divide="ignore", invalid="ignore"):
        if interval == "plain":
            lower, upper = np.clip(survival - reach, 0, 1), np.clip(survival + reach, 0, 1)
        elif interval == "log":
            lower = survival * np.exp(-reach / survival)
            upper = np.minimum(survival * np.exp(reach / survival), 1)
        elif interval == "log-log":
            power = reach / (survival * np.log(survival))
            lower, upper = survival ** np.exp(-power), survival ** np.exp(power)
        elif interval == "logit":
            odds, step = survival / (1 - survival), np.exp(reach / (survival * (1 - survival)))
            lower, upper = odds / (odds + step), odds / (odds + 1 / step)
        else:
            angle = np.arcsin(np.sqrt(survival))
            step = reach / (2 * np.sqrt(survival * (1 - survival)))
            lower = np.sin(np.maximum(angle - step, 0)) ** 2
            upper = np.sin(np.minimum(angle + step, np.pi / 2)) ** 2
    whole = survival == 1
    return np.where(whole, 1.0, lower), np.where(whole, 1.0, upper)


def _first_at_most(curve: SurvivalCurve, heights: Floats, height: float) -> float | None:
    """First time at which a curve is at most `height`; the middle of a stretch at that height."""
    tolerance = 1e-9
    reached = np.flatnonzero(heights <= height + tolerance)
    if len(reached) == 0:
        return None
    first = int(reached[0])
    if abs(heights[first] - height) > tolerance:
        return float(curve.time[first])
    below = np.flatnonzero(heights < height - tolerance)
    if len(below) == 0:
        return float(curve.time[first])
    return float((curve.time[first] + curve.time[int(below[0])]) / 2)
