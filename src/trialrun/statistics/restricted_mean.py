"""Restricted mean survival time: the area under the Kaplan-Meier curve up to a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError, RequestError
from trialrun.statistics.arrays import Labels, as_labels, as_numbers
from trialrun.statistics.distributions import chi_square_tail, normal_quantile
from trialrun.statistics.milestone import two_groups
from trialrun.statistics.survival import kaplan_meier


@dataclass(frozen=True, slots=True)
class RestrictedMean:
    """Mean time without the event up to `until`, with limits symmetric about it."""

    until: float
    mean: float
    standard_error: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """
    What one group is to another, with its limits and two-sided p-value of no difference.

    `standard_error` is of a difference itself, of a ratio's logarithm.
    """

    estimate: float
    standard_error: float
    lower: float
    upper: float
    z: float
    p: float


@dataclass(frozen=True, slots=True)
class RestrictedMeans:
    """
    Restricted means of two groups and their contrasts, experimental against control.

    `ratio_lost` is the ratio of restricted mean times lost, `until` less the mean.
    """

    experimental: RestrictedMean
    control: RestrictedMean
    difference: Contrast
    ratio: Contrast
    ratio_lost: Contrast


def restricted_mean(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    until: float,
    *,
    confidence: float = 0.95,
    small_sample: bool = False,
) -> RestrictedMean:
    """
    Estimate the mean time without the event up to a time.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        until: the time up to which it is taken, above 0.
        confidence: level of the limits.
        small_sample: whether the variance is multiplied by m / (m - 1), m being the events until
            then.
    Returns:
        The mean with its standard error and limits, in the unit of `time`.
    Raises:
        RequestError: `until` is not above 0.
        AnalysisError: no subject, a negative time, or follow-up that ends before `until` with
            some subjects event-free.
    Source: Irwin (1949), Journal of Hygiene 47:188-189; Kaplan and Meier (1958), JASA 53:457-481,
        section 4.2 (m / (m - 1)); Klein and Moeschberger (2003), Survival Analysis, section 4.5.

    >>> found = restricted_mean([1, 2, 3, 4], [1, 1, 1, 1], 3)
    >>> found.mean, round(found.standard_error, 4)
    (2.25, 0.4146)
    """
    if not until > 0:
        raise RequestError(f"a restricted mean is taken up to {until}, must be above 0")
    curve = kaplan_meier(time, event)
    longest = float(curve.time[-1])
    if until > longest and curve.survival[-1] > 0:
        raise AnalysisError(
            f"a restricted mean up to {until} needs follow-up until then; "
            f"it ends at {longest:g} with subjects event-free"
        )
    within = curve.time <= until
    times, survival = curve.time[within], curve.survival[within]
    at_risk, events = curve.at_risk[within], curve.events[within]
    edges = np.concatenate([[0.0], times, [until]])
    pieces = np.diff(edges) * np.concatenate([[1.0], survival])
    area_after = np.cumsum(pieces[::-1])[::-1][1:]  # beyond each time
    some = (events > 0) & (at_risk > events)
    share = events[some] / (at_risk[some] * (at_risk[some] - events[some]))
    variance = float(np.sum(area_after[some] ** 2 * share))
    count = int(events.sum())
    if small_sample and count > 1:
        variance *= count / (count - 1)
    mean, error = float(pieces.sum()), sqrt(variance)
    reach = normal_quantile((1 + confidence) / 2) * error
    return RestrictedMean(until, mean, error, mean - reach, mean + reach)


def compare_restricted_means(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    group: Labels,
    *,
    experimental: Any,
    until: float | None = None,
    confidence: float = 0.95,
    small_sample: bool = False,
) -> RestrictedMeans:
    """
    Compare the restricted mean survival times of two groups.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels, two of them.
        experimental: the group that is compared with the other.
        until: the time up to which means are taken; None for the shorter of the two groups'
            longest times.
        confidence: level of the limits.
        small_sample: as in `restricted_mean`.
    Returns:
        The mean of each group, in the unit of `time`; their difference, their ratio, and the ratio
        of times lost, each with limits and p-value.
    Raises:
        RequestError: `until` is not above 0.
        AnalysisError: not two groups, or follow-up of one that is too short.
    Source: Uno et al. (2014), JCO 32:2380-2385; Royston and Parmar (2013), BMC Medical Research
        Methodology 13:152.

    >>> months, arm = [1, 3, 5, 7, 2, 4, 6, 8], list("cccceeee")
    >>> found = compare_restricted_means(months, [1] * 8, arm, experimental="e", until=6)
    >>> round(found.difference.estimate, 4), round(found.ratio.estimate, 4)
    (0.75, 1.2)
    """
    times, happened = as_numbers(time, "time"), np.asarray(event, dtype=bool)
    parts = two_groups(as_labels(group, "group"), experimental)
    if until is None:
        until = min(float(np.nanmax(times[own])) for own in parts)
    one, other = (
        restricted_mean(
            times[own], happened[own], until, confidence=confidence, small_sample=small_sample
        )
        for own in parts
    )
    return RestrictedMeans(
        experimental=one,
        control=other,
        difference=_contrast(
            one.mean - other.mean,
            sqrt(one.standard_error**2 + other.standard_error**2),
            confidence,
        ),
        ratio=_ratio(one.mean, one.standard_error, other.mean, other.standard_error, confidence),
        ratio_lost=_ratio(
            until - one.mean,
            one.standard_error,
            until - other.mean,
            other.standard_error,
            confidence,
        ),
    )


def _contrast(estimate: float, error: float, confidence: float) -> Contrast:
    if error == 0:
        raise AnalysisError("no event in either group by then; there is nothing to compare")
    reach = normal_quantile((1 + confidence) / 2) * error
    z = estimate / error
    return Contrast(
        estimate, error, estimate - reach, estimate + reach, z, chi_square_tail(z * z, 1)
    )


def _ratio(
    one: float, error_one: float, other: float, error_other: float, confidence: float
) -> Contrast:
    """Compare two positive numbers by the logarithm of their ratio."""
    if one <= 0 or other <= 0:
        nan = float("nan")
        return Contrast(nan, nan, nan, nan, nan, nan)
    error = sqrt((error_one / one) ** 2 + (error_other / other) ** 2)
    found = _contrast(log(one / other), error, confidence)
    return Contrast(
        exp(found.estimate), error, exp(found.lower), exp(found.upper), found.z, found.p
    )
