"""
Sample size and power for the ratio of two event rates, negative binomial or Poisson.

The variance of a subject's count is mean (1 + overdispersion mean); 0 is Poisson. `alpha` is
one-sided throughout. Times are in the unit of the rates.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log, log1p, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.size.checks import check_effect, check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

CountVariance = Literal["assumed", "reference", "restricted"]
_NODES = np.polynomial.legendre.leggauss(16)
_NEARLY_POISSON = 0.01


def size_counts(
    rate_ratio: float,
    control_rate: float,
    *,
    overdispersion: float = 0.0,
    exposure: float = 1.0,
    accrual: float = 0.0,
    margin: float = 1.0,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    variance: CountVariance = "assumed",
) -> float:
    """
    Subjects in the control arm to tell a ratio of event rates from a margin.

    Args:
        rate_ratio: assumed experimental / control.
        control_rate: events per subject and unit of time.
        overdispersion: of the negative binomial, 0 for Poisson.
        exposure: time of every subject under observation; with accrual, of the last to enter.
        accrual: time over which subjects enter evenly, all observed to the end of the trial.
        margin: ratio of the hypothesis.
        alpha: one-sided type I error.
        power: probability of success.
        ratio: experimental subjects per control subject.
        variance: under the hypothesis, from the "assumed" rates, the "reference" rate in both arms
            or rates "restricted" to the hypothesis.
    Returns:
        Control subjects, not rounded up; experimental are ratio times as many.
    Raises:
        DesignError: ratio at the margin, a rate, time or ratio not above 0, negative
            overdispersion, power not between alpha and 1.
    Source: Zhu and Lakkis (2014), Statistics in Medicine 33:376-387; Muetze, Glimm, Schmidli and
        Friede (2019), Statistical Methods in Medical Research 28:2326-2347.

    >>> round(size_counts(0.7, 0.8, overdispersion=0.5), 2)
    333.33
    >>> round(size_counts(0.7, 0.8, overdispersion=0.5, exposure=0.5, accrual=1.0), 2)
    338.61
    """
    _check(rate_ratio, control_rate, overdispersion, exposure, accrual, margin, ratio)
    fixed_drift(alpha, power)
    distance = log(rate_ratio / margin)
    check_effect(distance, place="rate_ratio")
    assumed, null = _deviations(
        rate_ratio, control_rate, overdispersion, exposure, accrual, margin, ratio, variance
    )
    away = -float(special.ndtri(alpha)) * null + float(special.ndtri(power)) * assumed
    return (away / distance) ** 2


def power_counts(
    rate_ratio: float,
    control_rate: float,
    control: float,
    *,
    overdispersion: float = 0.0,
    exposure: float = 1.0,
    accrual: float = 0.0,
    margin: float = 1.0,
    alpha: float = 0.025,
    ratio: float = 1.0,
    variance: CountVariance = "assumed",
) -> float:
    """
    Power to tell a ratio of event rates from a margin.

    Args:
        rate_ratio: assumed experimental / control.
        control_rate: events per subject and unit of time.
        control: subjects in the control arm.
        overdispersion: of the negative binomial, 0 for Poisson.
        exposure: time of every subject under observation; with accrual, of the last to enter.
        accrual: time over which subjects enter evenly.
        margin: ratio of the hypothesis.
        alpha: one-sided type I error.
        ratio: experimental subjects per control subject.
        variance: as `size_counts`.
    Returns:
        Probability of success in the direction of the assumed ratio.
    Raises:
        DesignError: as `size_counts`.
    Source: as `size_counts`.

    >>> round(power_counts(0.7, 0.8, 334, overdispersion=0.5), 4)
    0.9006
    """
    _check(rate_ratio, control_rate, overdispersion, exposure, accrual, margin, ratio)
    check_positive(control=control)
    check_errors(alpha, None)
    assumed, null = _deviations(
        rate_ratio, control_rate, overdispersion, exposure, accrual, margin, ratio, variance
    )
    distance = abs(log(rate_ratio / margin)) * sqrt(control)
    return float(special.ndtr((distance + float(special.ndtri(alpha)) * null) / assumed))


def deviation_counts(
    rate_ratio: float,
    control_rate: float,
    *,
    overdispersion: float = 0.0,
    exposure: float = 1.0,
    accrual: float = 0.0,
    ratio: float = 1.0,
) -> float:
    """
    Standard deviation of the estimated logarithm of a rate ratio with one control subject.

    Args:
        rate_ratio: assumed experimental / control.
        control_rate: events per subject and unit of time.
        overdispersion: of the negative binomial, 0 for Poisson.
        exposure: time of every subject under observation; with accrual, of the last to enter.
        accrual: time over which subjects enter evenly.
        ratio: experimental subjects per control subject.
    Returns:
        The deviation; with n control subjects it is this over the root of n.
    Raises:
        DesignError: as `size_counts`.
    Source: Zhu and Lakkis (2014), Statistics in Medicine 33:376-387.

    >>> round(deviation_counts(0.7, 0.8, overdispersion=0.5), 4)
    2.0089
    """
    _check(rate_ratio, control_rate, overdispersion, exposure, accrual, 1.0, ratio)
    return _deviations(
        rate_ratio, control_rate, overdispersion, exposure, accrual, 1.0, ratio, "assumed"
    )[0]


def ratio_counts_optimal(
    rate_ratio: float,
    control_rate: float,
    *,
    overdispersion: float = 0.0,
    exposure: float = 1.0,
    accrual: float = 0.0,
) -> float:
    """
    Experimental subjects per control subject with which the fewest subjects give a power.

    Args:
        rate_ratio: assumed experimental / control.
        control_rate: events per subject and unit of time.
        overdispersion: of the negative binomial, 0 for Poisson.
        exposure: time of every subject under observation; with accrual, of the last to enter.
        accrual: time over which subjects enter evenly.
    Returns:
        The ratio: the root of the information of a control subject over an experimental one.
    Raises:
        DesignError: as `size_counts`.

    >>> round(ratio_counts_optimal(0.1 / 0.234, 0.234), 4)
    1.5297
    """
    _check(rate_ratio, control_rate, overdispersion, exposure, accrual, 1.0, 1.0)
    one, two = (
        _information(rate, overdispersion, exposure, accrual)
        for rate in (rate_ratio * control_rate, control_rate)
    )
    return sqrt(two / one)


def information_counts(
    time: float,
    entries: tuple[ArrayLike, ArrayLike],
    rates: tuple[float, float],
    *,
    overdispersion: float = 0.0,
    exposure: float = inf,
) -> float:
    """
    Information on the logarithm of the rate ratio at a time of the trial.

    Args:
        time: since the first subject could enter.
        entries: times at which subjects enter, experimental (n,) and control (m,).
        rates: events per subject and unit of time, experimental and control.
        overdispersion: of the negative binomial, 0 for Poisson.
        exposure: longest time of a subject under observation.
    Returns:
        1 / variance of the estimated logarithm of the ratio; 0 before both arms have a subject.
    Raises:
        DesignError: rates or exposure not above 0, negative overdispersion.
    Source: Muetze, Glimm, Schmidli and Friede (2019), Statistical Methods in Medical Research
        28:2326-2347.

    >>> round(information_counts(2.0, ([0, 1], [0, 1, 1]), (0.5, 1.0), overdispersion=0.5), 4)
    0.732
    """
    if not overdispersion >= 0:
        raise DesignError(f"found {overdispersion:g}, must be 0 or above", place="overdispersion")
    for rate in rates:
        check_positive(rate=rate)
    sums = []
    for times, rate in zip(entries, rates, strict=True):
        observed = np.clip(time - np.asarray(times, dtype=float), 0, exposure)
        expected = observed * rate
        sums.append(float((expected / (1 + overdispersion * expected)).sum()))
    one, two = sums
    return one * two / (one + two) if one > 0 and two > 0 else 0.0


def time_counts(
    information: float,
    entries: tuple[ArrayLike, ArrayLike],
    rates: tuple[float, float],
    *,
    overdispersion: float = 0.0,
    exposure: float = inf,
) -> float:
    """
    Time of the trial at which the information on the rate ratio is reached.

    Args:
        information: to be reached, above 0.
        entries: times at which subjects enter, experimental (n,) and control (m,).
        rates: events per subject and unit of time, experimental and control.
        overdispersion: of the negative binomial, 0 for Poisson.
        exposure: longest time of a subject under observation.
    Returns:
        The time; infinity where these subjects never give the information.
    Raises:
        DesignError: as `information_counts`.
    Source: as `information_counts`.

    >>> round(time_counts(0.732, ([0, 1], [0, 1, 1]), (0.5, 1.0), overdispersion=0.5), 3)
    2.0
    """
    check_positive(information=information)

    def missing(time: float) -> float:
        found = information_counts(
            time, entries, rates, overdispersion=overdispersion, exposure=exposure
        )
        return found - information

    last = max(float(np.max(np.asarray(times, dtype=float))) for times in entries)
    if exposure < inf:
        high = last + exposure
        if missing(high) < -1e-9 * information:
            return inf
        if missing(high) <= 0:
            return high
    else:
        high = last + 1.0
        while missing(high) < 0:
            high *= 2
            if high > 1e9 * (last + 1):
                return inf
    return float(optimize.brentq(missing, 0.0, high, xtol=1e-12))


def entries_evenly(
    subjects: int, times: Sequence[float], weights: Sequence[float] = (1.0,)
) -> Floats:
    """
    Times at which subjects enter, evenly within periods of given intensity.

    Args:
        subjects: that enter.
        times: ends of the periods, rising; the first begins at 0.
        weights: relative numbers of subjects per unit of time in each period.
    Returns:
        Times (subjects,), the first at 0 and the last at the end.
    Raises:
        DesignError: no subjects, periods that do not rise, weights that are not above 0.

    >>> entries_evenly(5, [2.0]).tolist()
    [0.0, 0.5, 1.0, 1.5, 2.0]
    """
    ends = np.asarray(times, dtype=float)
    if len(ends) != len(weights) or (np.diff(ends, prepend=0.0) <= 0).any():
        raise DesignError("periods must rise from 0, with a weight for each", place="times")
    for weight in weights:
        check_positive(weight=weight)
    check_positive(subjects=subjects)
    share = np.cumsum(np.diff(ends, prepend=0.0) * np.asarray(weights, dtype=float))
    wanted = np.linspace(0.0, 1.0, int(subjects))
    return np.asarray(
        np.interp(wanted, np.concatenate(([0.0], share / share[-1])), np.concatenate(([0.0], ends)))
    )


def _information(rate: float, overdispersion: float, exposure: float, accrual: float) -> float:
    """Information that a subject of one arm gives on the logarithm of its rate, expected."""
    if accrual == 0:
        return rate * exposure / (1 + overdispersion * rate * exposure)
    growth = overdispersion * rate
    if growth * (exposure + accrual) < _NEARLY_POISSON:  # the closed form would cancel
        times = exposure + accrual * (_NODES[0] + 1) / 2
        return float(_NODES[1] @ (rate * times / (1 + growth * times))) / 2
    tail = log1p(growth * accrual / (1 + growth * exposure))
    return (1 - tail / (accrual * growth)) / overdispersion


def _deviations(
    rate_ratio: float,
    control_rate: float,
    overdispersion: float,
    exposure: float,
    accrual: float,
    margin: float,
    ratio: float,
    variance: str,
) -> tuple[float, float]:
    """Standard deviation of the log ratio with one control subject: assumed, and under the null."""

    def deviation(one: float, two: float) -> float:
        parts = [_information(rate, overdispersion, exposure, accrual) for rate in (one, two)]
        return sqrt(1 / (ratio * parts[0]) + 1 / parts[1])

    rates = (rate_ratio * control_rate, control_rate)
    assumed = deviation(*rates)
    if variance == "assumed":
        return assumed, assumed
    if variance == "reference":
        return assumed, deviation(margin * control_rate, control_rate)
    if variance != "restricted":
        allowed = "assumed, reference, restricted"
        raise DesignError(f"found {variance!r}, must be one of {allowed}", place="variance")
    if accrual:
        message = "restricted rates need the same exposure of every subject"
        raise DesignError(message, place="accrual")
    two = _restricted_rate(rates, overdispersion, exposure, margin, ratio)
    return assumed, deviation(margin * two, two)


def _restricted_rate(
    rates: tuple[float, float], overdispersion: float, exposure: float, margin: float, ratio: float
) -> float:
    """Control rate of highest likelihood where the experimental is margin times as large."""
    one, two = rates

    def slope(rate: float) -> float:
        first = ratio * (one - margin * rate) / (1 + overdispersion * exposure * margin * rate)
        return first + (two - rate) / (1 + overdispersion * exposure * rate)

    low, high = sorted((one / margin, two))
    return low if high - low < 1e-15 * high else float(optimize.brentq(slope, low, high))


def _check(
    rate_ratio: float,
    control_rate: float,
    overdispersion: float,
    exposure: float,
    accrual: float,
    margin: float,
    ratio: float,
) -> None:
    check_positive(rate_ratio=rate_ratio, control_rate=control_rate, margin=margin, ratio=ratio)
    for name, value in (("overdispersion", overdispersion), ("accrual", accrual)):
        if not 0 <= value < inf:
            raise DesignError(f"found {value:g}, must be 0 or above", place=name)
    if not 0 <= exposure < inf or exposure + accrual == 0:
        raise DesignError(f"found {exposure:g}, must be above 0", place="exposure")
