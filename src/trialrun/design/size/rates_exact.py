"""
Exact power for two rates: every table is enumerated.

Tests: Fisher's; Boschloo's, which takes Fisher's p-value as its statistic; the exact
unconditional test of Suissa and Shuster on the pooled or restricted z; and the tests on z by its
normal distribution, whose type I error is then what it is. All are one-sided; tables are ordered
by evidence that the experimental rate is higher, or lower, than the margin allows.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import Literal

import numpy as np
from scipy import special, stats

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.size.checks import check_effect, check_rates
from trialrun.design.size.rates_two import size_rates
from trialrun.design.size.restricted_rates import NO_EFFECT, Measure, restricted_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

RateTest = Literal["fisher", "boschloo", "unconditional", "normal"]
_GRID = np.concatenate(([1e-4, 1e-3], np.linspace(0.005, 0.995, 199), [0.999, 0.9999]))
"""Values of the nuisance parameter where the largest type I error is looked for."""
_MOST = 600
"""Largest arm that is enumerated."""


def power_rates_exact(
    experimental_rate: float,
    control_rate: float,
    experimental: int,
    control: int,
    *,
    test: RateTest = "fisher",
    measure: Measure = "difference",
    margin: float | None = None,
    alpha: float = 0.025,
) -> float:
    """
    Exact power of a one-sided test of two rates.

    Args:
        experimental_rate: assumed probability of the event.
        control_rate: the same in the control arm.
        experimental: subjects in the experimental arm.
        control: subjects in the control arm.
        test: "fisher", "boschloo", "unconditional" (Suissa and Shuster on the restricted z) or
            "normal" (the restricted z against the normal quantile, as Farrington and Manning).
        measure: "difference" or "ratio" of "unconditional" and "normal"; also "odds-ratio" of
            no effect.
        margin: value of the hypothesis; None for no effect, which "fisher" and "boschloo" need.
        alpha: one-sided type I error.
    Returns:
        Probability of rejection towards the assumed effect; upwards at the margin.
    Raises:
        DesignError: rates not between 0 and 1, arms that are empty or above 600.
    Source: Fisher (1935), JRSS 98:39-54; Boschloo (1970), Statistica Neerlandica 24:1-9; Suissa and
        Shuster (1985), JRSS A 148:317-327.

    >>> round(power_rates_exact(0.5, 0.2, 40, 40), 4)
    0.7494
    >>> round(power_rates_exact(0.5, 0.2, 40, 40, test="boschloo"), 4)
    0.8097
    """
    margin = NO_EFFECT.get(measure, 0.0) if margin is None else margin
    _check(experimental_rate, control_rate, experimental, control, test, measure, margin)
    check_errors(alpha, None)
    upwards = _upwards(experimental_rate, control_rate, measure, margin)
    rejected = _region(experimental, control, test, measure, margin, alpha, upwards)
    chances = stats.binom.pmf(np.arange(experimental + 1), experimental, experimental_rate)
    other = stats.binom.pmf(np.arange(control + 1), control, control_rate)
    return float(chances @ rejected @ other)


def size_of_rates_exact(
    experimental: int,
    control: int,
    *,
    test: RateTest = "fisher",
    measure: Measure = "difference",
    margin: float | None = None,
    alpha: float = 0.025,
    upwards: bool = True,
) -> float:
    """
    Largest type I error that a test of two rates has, over all rates at the margin.

    Args:
        experimental: subjects in the experimental arm.
        control: subjects in the control arm.
        test: as `power_rates_exact`.
        measure: as `power_rates_exact`.
        margin: value of the hypothesis; None for no effect.
        alpha: one-sided type I error that the test is made for.
        upwards: rejects for high experimental rates.
    Returns:
        The largest probability of rejection on a grid of 203 rates.
    Raises:
        DesignError: as `power_rates_exact`.
    Source: Suissa and Shuster (1985), JRSS A 148:317-327.

    >>> round(size_of_rates_exact(40, 40, test="normal"), 4)
    0.0295
    """
    margin = NO_EFFECT.get(measure, 0.0) if margin is None else margin
    _check(0.5, 0.5, experimental, control, test, measure, margin)
    rejected = _region(experimental, control, test, measure, margin, alpha, upwards)
    one, two = _null_chances(experimental, control, measure, margin)
    return float(np.einsum("gi,ij,gj->g", one, rejected, two).max())


def size_rates_exact(
    experimental_rate: float,
    control_rate: float,
    *,
    test: RateTest = "fisher",
    measure: Measure = "difference",
    margin: float | None = None,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: int = 1,
) -> int:
    """
    Subjects in the control arm for an exact test of two rates, each size by enumeration.

    Args:
        experimental_rate: assumed probability of the event.
        control_rate: the same in the control arm.
        test: as `power_rates_exact`.
        measure: as `power_rates_exact`.
        margin: value of the hypothesis; None for no effect.
        alpha: one-sided type I error.
        power: probability of success.
        ratio: experimental subjects per control subject, a whole number.
    Returns:
        The least number of control subjects that reaches the power.
    Raises:
        DesignError: as `power_rates_exact`; more than 600 in an arm.
    Source: as `power_rates_exact`.

    >>> size_rates_exact(0.8, 0.4, power=0.8)
    27
    """
    margin = NO_EFFECT.get(measure, 0.0) if margin is None else margin
    if not 1 <= ratio < np.inf or ratio != int(ratio):
        raise DesignError(f"found {ratio:g}, must be a whole number from 1", place="ratio")
    fixed_drift(alpha, power)
    rates = (experimental_rate, control_rate)
    normal = size_rates(
        *rates, measure=measure, margin=margin, alpha=alpha, power=power, ratio=ratio
    )

    def reached(control: int) -> bool:
        found = power_rates_exact(
            *rates,
            ratio * control,
            control,
            test=test,
            measure=measure,
            margin=margin,
            alpha=alpha,
        )
        return found >= power

    # The saw's teeth are a few subjects wide: go down until a wide run of sizes misses.
    control = max(int(normal), 1)
    while not reached(control):
        control += 1
    least, missed = control, 0
    while control > 1 and missed < max(8, least // 8):
        control -= 1
        if reached(control):
            least, missed = control, 0
        else:
            missed += 1
    return least


@lru_cache(maxsize=64)
def _region(
    experimental: int,
    control: int,
    test: str,
    measure: Measure,
    margin: float,
    alpha: float,
    upwards: bool,
) -> Floats:
    """Which tables a test rejects, 1 or 0, (experimental + 1, control + 1)."""
    if not upwards:  # exchange events and subjects without event, arm by arm
        turned = {"difference": -margin}.get(measure, margin)
        if measure == "ratio" and margin != 1:
            statistic = -_statistics(experimental, control, measure, margin)
            return _rejected(statistic, experimental, control, test, measure, margin, alpha)
        found = _region(experimental, control, test, measure, turned, alpha, upwards=True)
        return np.ascontiguousarray(found[::-1, ::-1])
    if test in {"fisher", "boschloo"}:
        evidence = -_fisher(experimental, control)
        if test == "fisher":
            return np.asarray(evidence >= -alpha * (1 + 1e-12), dtype=float)
    else:
        evidence = _statistics(experimental, control, measure, margin)
    return _rejected(evidence, experimental, control, test, measure, margin, alpha)


def _rejected(
    evidence: Floats,
    experimental: int,
    control: int,
    test: str,
    measure: Measure,
    margin: float,
    alpha: float,
) -> Floats:
    """Tables with the most evidence, as many as hold the type I error at every rate."""
    if test == "normal":
        return np.asarray(evidence >= float(special.ndtri(1 - alpha)), dtype=float)
    one, two = _null_chances(experimental, control, measure, margin)
    flat = np.round(evidence, 10).ravel()
    levels, where = np.unique(flat, return_inverse=True)
    order = np.argsort(-flat, kind="stable")
    total = np.zeros(len(one))
    best = len(levels)
    at = 0
    while at < len(order):  # a level at a time, in falling evidence
        level = where[order[at]]
        end = at
        while end < len(order) and where[order[end]] == level:
            row, column = divmod(int(order[end]), control + 1)
            total += one[:, row] * two[:, column]
            end += 1
        if total.max() > alpha * (1 + 1e-12):
            break
        best, at = int(level), end
    return np.asarray((where >= best).reshape(evidence.shape), dtype=float)


def _null_chances(
    experimental: int, control: int, measure: Measure, margin: float
) -> tuple[Floats, Floats]:
    """Probability of each count in each arm over a grid of rates at the margin, (n_rates, n)."""
    if measure == "difference":
        two = _GRID[(_GRID + margin > 0) & (_GRID + margin < 1)]
        one = two + margin
    elif measure == "ratio":
        two = _GRID[_GRID * margin < 1]
        one = two * margin
    else:
        two = _GRID
        one = two * margin / (1 + two * (margin - 1))
    return (
        np.asarray(stats.binom.pmf(np.arange(experimental + 1), experimental, one[:, None])),
        np.asarray(stats.binom.pmf(np.arange(control + 1), control, two[:, None])),
    )


def _fisher(experimental: int, control: int) -> Floats:
    """One-sided p-value of every table, by the hypergeometric distribution."""
    one, two = np.arange(experimental + 1)[:, None], np.arange(control + 1)
    total = experimental + control
    return np.asarray(stats.hypergeom.sf(one - 1, total, one + two, experimental))


def _statistics(experimental: int, control: int, measure: Measure, margin: float) -> Floats:
    """Restricted z of every table; without events or without spread, 0."""
    found = np.zeros((experimental + 1, control + 1))
    ratio = experimental / control
    factor, shift = (1.0, margin) if measure == "difference" else (margin, 0.0)
    if measure == "odds-ratio":
        factor, shift = 1.0, 0.0
    for x in range(experimental + 1):
        for y in range(control + 1):
            one, two = x / experimental, y / control
            null = restricted_rates(one, two, ratio, measure, margin)
            variance = null[0] * (1 - null[0]) / experimental
            variance += factor**2 * null[1] * (1 - null[1]) / control
            distance = one - factor * two - shift
            if variance > 1e-14:
                found[x, y] = distance / sqrt(variance)
            elif abs(distance) > 1e-12:
                found[x, y] = np.sign(distance) * 1e3
    return found


def _upwards(one: float, two: float, measure: Measure, margin: float) -> bool:
    if measure == "difference":
        return one - two >= margin
    return one >= margin * two


def _check(
    experimental_rate: float,
    control_rate: float,
    experimental: int,
    control: int,
    test: str,
    measure: str,
    margin: float,
) -> None:
    check_rates(experimental_rate=experimental_rate, control_rate=control_rate)
    for name, size in (("experimental", experimental), ("control", control)):
        if not 1 <= size <= _MOST or size != int(size):
            message = f"found {size:g}, must be a whole number from 1 to {_MOST}"
            raise DesignError(message, place=name)
    tests = ("fisher", "boschloo", "unconditional", "normal")
    if test not in tests:
        raise DesignError(f"found {test!r}, must be one of {', '.join(tests)}", place="test")
    effect_needed = test in {"fisher", "boschloo"} or measure == "odds-ratio"
    if effect_needed and margin != NO_EFFECT.get(measure):
        raise DesignError(
            f"found {margin:g}, must be no effect for {test} and {measure}",
            place="margin",
            hint='take test="unconditional" or "normal" with a difference or ratio.',
        )
    if measure == "difference":
        check_effect(margin - 1, place="margin")
