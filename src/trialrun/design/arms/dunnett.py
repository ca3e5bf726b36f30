"""
Dunnett's test: several arms against one control, at one error rate for the family.

Given the control's mean the statistics of the arms are independent, whatever the allocation: size
and power are one integral over the control, and a second one over the standard deviation where
that is estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import optimize, special

from trialrun.design.arms.normal import equal_correlation, scale_nodes
from trialrun.design.arms.rectangle import SHARP, factor_nodes
from trialrun.design.boundaries import check_errors
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

Sides = Literal[1, 2]
Variance = Literal["known", "unknown"]
PowerKind = Literal["disjunctive", "conjunctive", "marginal"]


@dataclass(frozen=True, slots=True)
class DunnettPower:
    """
    Power of Dunnett's test at its critical value.

    `disjunctive` is the probability of at least one arm found, `conjunctive` of all arms whose
    effect is not 0 found, `marginal` of each arm found, (n arms,).
    """

    critical: float
    disjunctive: float
    conjunctive: float
    marginal: tuple[float, ...]


def critical_dunnett(
    ratios: Sequence[float],
    *,
    alpha: float = 0.025,
    sides: Sides = 1,
    degrees_of_freedom: float = np.inf,
) -> float:
    """
    Critical value of Dunnett's test.

    Args:
        ratios: subjects of each arm per control subject, (n arms,).
        alpha: type I error of the family, over both sides of a two-sided test.
        sides: 1 or 2.
        degrees_of_freedom: of the common standard deviation; inf for a known one.
    Returns:
        The value that the largest statistic (without its sign if two-sided) exceeds with
        probability alpha if no arm has an effect.
    Raises:
        DesignError: alpha not between 0 and 1, a ratio or the degrees of freedom not above 0.
    Source: Dunnett (1955), Journal of the American Statistical Association 50:1096-1121; Dunnett
        (1964), Biometrics 20:482-491 (two-sided).

    >>> round(critical_dunnett([1, 1, 1]), 4)
    2.349
    >>> round(critical_dunnett([1, 1], alpha=0.05, sides=2), 3)
    2.212
    >>> round(critical_dunnett([1, 1, 1], alpha=0.05, degrees_of_freedom=20), 2)
    2.19
    """
    check_errors(alpha, None)
    _check_sides(sides)
    b = _slopes(ratios)
    high = float(-special.ndtri(alpha / (2 * len(b)))) + 1
    family = _family(b, np.zeros(len(b)), sides, degrees_of_freedom)
    while family(high) > alpha:
        high *= 2
    return float(optimize.brentq(lambda c: family(c) - alpha, -9.0, high, xtol=1e-12))


def adjusted_dunnett(
    statistics: Sequence[float],
    ratios: Sequence[float],
    *,
    sides: Sides = 1,
    degrees_of_freedom: float = np.inf,
    step_down: bool = False,
) -> tuple[float, ...]:
    """
    P-values of arms against control, adjusted by Dunnett's test.

    Args:
        statistics: of each arm, large where it is better than control, (n arms,).
        ratios: subjects of each arm per control subject, (n arms,).
        sides: 1 or 2.
        degrees_of_freedom: of the common standard deviation; inf for a known one.
        step_down: test the arms in the order of their statistics, each only among those left.
    Returns:
        Adjusted p-values, (n arms,).
    Raises:
        DesignError: other numbers of statistics and ratios, ratios or degrees of freedom not
            above 0.
    Source: Dunnett (1955), Journal of the American Statistical Association 50:1096-1121; Dunnett
        and Tamhane (1991), Statistics in Medicine 10:939-947 (step-down).

    >>> [round(p, 4) for p in adjusted_dunnett([2.6, 1.5], [1, 1])]
    [0.0089, 0.1153]
    >>> [round(p, 4) for p in adjusted_dunnett([2.6, 1.5], [1, 1], step_down=True)]
    [0.0089, 0.0668]
    """
    b = _slopes(ratios)
    _check_sides(sides)
    values = np.abs(statistics) if sides == 2 else np.asarray(statistics, dtype=float)
    if values.shape != b.shape:
        message = f"{values.size} statistics for {b.size} arms"
        raise DesignError(message, place="statistics")
    adjusted, largest = np.zeros(len(b)), 0.0
    left = np.argsort(-values, kind="stable")
    for position, arm in enumerate(left):
        among = left[position:] if step_down else left
        family = _family(b[among], np.zeros(len(among)), sides, degrees_of_freedom)
        largest = max(largest, family(float(values[arm])))
        adjusted[arm] = largest
    return tuple(float(p) for p in adjusted)


def p_dunnett(
    statistics: Sequence[float],
    ratios: Sequence[float],
    *,
    sides: Sides = 1,
    degrees_of_freedom: float = np.inf,
) -> float:
    """
    P-value of no arm having an effect: Dunnett's test of the intersection.

    Args:
        statistics: of each arm, large where it is better than control, (n arms,).
        ratios: subjects of each arm per control subject, (n arms,).
        sides: 1 or 2.
        degrees_of_freedom: of the common standard deviation; inf for a known one.
    Returns:
        Probability that the largest statistic is as large.
    Raises:
        DesignError: other numbers of statistics and ratios, ratios or degrees of freedom not
            above 0.
    Source: Dunnett (1955), Journal of the American Statistical Association 50:1096-1121.

    >>> round(p_dunnett([2.6, 1.5], [1, 1]), 4)
    0.0089
    """
    b = _slopes(ratios)
    _check_sides(sides)
    values = np.abs(statistics) if sides == 2 else np.asarray(statistics, dtype=float)
    if values.shape != b.shape:
        message = f"{values.size} statistics for {b.size} arms"
        raise DesignError(message, place="statistics")
    return _family(b, np.zeros(len(b)), sides, degrees_of_freedom)(float(values.max()))


def power_dunnett(
    effects: Sequence[float],
    standard_deviation: float,
    control: float,
    *,
    alpha: float = 0.025,
    ratios: Sequence[float] | None = None,
    sides: Sides = 1,
    variance: Variance = "known",
) -> DunnettPower:
    """
    Power of Dunnett's test for means.

    Args:
        effects: difference of each arm from control, (n arms,).
        standard_deviation: of a subject's value, the same in all arms.
        control: subjects in the control arm.
        alpha: type I error of the family, over both sides of a two-sided test.
        ratios: subjects of each arm per control subject, (n arms,); None for as many.
        sides: 1 or 2.
        variance: "known", or "unknown" for one pooled over all arms.
    Returns:
        The critical value and the power of every kind.
    Raises:
        DesignError: a spread, ratio or number of subjects not above 0, no degrees of freedom.
    Source: Dunnett (1955), Journal of the American Statistical Association 50:1096-1121; Horn and
        Vollandt (1998), Biometrical Journal 40:603-614 (power).

    >>> found = power_dunnett([0.5, 0.5], 1.0, 90)
    >>> round(found.disjunctive, 4), round(found.conjunctive, 4), round(found.marginal[0], 4)
    (0.9546, 0.7919, 0.8733)
    """
    ratios = [1.0] * len(effects) if ratios is None else ratios
    b = _slopes(ratios)
    _check_plan(effects, standard_deviation, control, b)
    freedom = np.inf
    if variance == "unknown":
        freedom = control * (1 + sum(ratios)) - 1 - len(b)
        if freedom <= 0:
            raise DesignError(f"{control:g} subjects leave no degrees of freedom", place="control")
    elif variance != "known":
        raise DesignError(f"found {variance!r}, must be known or unknown", place="variance")
    critical = critical_dunnett(ratios, alpha=alpha, sides=sides, degrees_of_freedom=freedom)
    return _found(critical, effects, standard_deviation, control, b, sides, freedom)


def size_dunnett(
    effects: Sequence[float],
    standard_deviation: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    ratios: Sequence[float] | None = None,
    sides: Sides = 1,
    variance: Variance = "known",
    kind: PowerKind = "disjunctive",
) -> float:
    """
    Subjects in the control arm for a power of Dunnett's test.

    Args:
        effects: difference of each arm from control, (n arms,); not all 0.
        standard_deviation: of a subject's value, the same in all arms.
        alpha: type I error of the family, over both sides of a two-sided test.
        power: the power wanted.
        ratios: subjects of each arm per control subject, (n arms,); None for as many.
        sides: 1 or 2.
        variance: "known", or "unknown" for one pooled over all arms.
        kind: "disjunctive" to find at least one arm, "conjunctive" all arms whose effect is not 0,
            "marginal" the arm with the largest effect.
    Returns:
        Control subjects, not rounded up; arms are ratio times as many.
    Raises:
        DesignError: as `power_dunnett`; no effect, power not between alpha and 1.
    Source: Horn and Vollandt (1998), Biometrical Journal 40:603-614.

    >>> round(size_dunnett([0.5, 0.5], 1.0, power=0.9), 2)
    71.24
    """
    check_errors(alpha, power)
    values = np.abs(effects) if sides == 2 else np.asarray(effects, dtype=float)
    if not len(values) or not (values > 0).any():
        raise DesignError(
            "no arm is better than control",
            place="effects",
            hint="no number of subjects tells equal means apart.",
        )
    if kind not in ("disjunctive", "conjunctive", "marginal"):
        allowed = "disjunctive, conjunctive or marginal"
        raise DesignError(f"found {kind!r}, must be {allowed}", place="kind")
    if kind == "conjunctive" and (values < 0).any():
        raise DesignError("an arm is worse than control, and never found", place="effects")
    best = int(values.argmax())

    def power_of(control: float) -> DunnettPower:
        return power_dunnett(
            effects,
            standard_deviation,
            control,
            alpha=alpha,
            ratios=ratios,
            sides=sides,
            variance=variance,
        )

    def missing(control: float) -> float:
        if variance == "known":
            found = _found(critical, effects, standard_deviation, control, b, sides, np.inf)
        else:
            found = power_of(control)
        reached = found.marginal[best] if kind == "marginal" else getattr(found, kind)
        return float(reached) - power

    arms = len(values)
    least = (1 + arms + 0.01) / (1 + (arms if ratios is None else sum(ratios)))
    low = least if variance == "unknown" else 1e-6
    critical = power_of(low).critical
    b = _slopes([1.0] * arms if ratios is None else ratios)
    if missing(low) >= 0:
        return float(low)
    high = 2 * low + 8
    while missing(high) < 0:
        low, high = high, 2 * high
        if high > 1e12:
            raise DesignError("no number of subjects gives this power", place="power")
    return float(optimize.brentq(missing, low, high, xtol=1e-9, rtol=1e-12))


def _found(
    critical: float,
    effects: Sequence[float],
    standard_deviation: float,
    control: float,
    b: Floats,
    sides: Sides,
    freedom: float,
) -> DunnettPower:
    shift = np.asarray(effects, dtype=float) / standard_deviation * np.sqrt(control) * b
    found = _reached(critical, b, shift, sides, freedom)
    return DunnettPower(critical, float(found[0]), float(found[1]), tuple(map(float, found[2:])))


def _slopes(ratios: Sequence[float]) -> Floats:
    equal_correlation(ratios)
    r = np.asarray(ratios, dtype=float)
    return np.asarray(np.sqrt(r / (1 + r)))


def _family(b: Floats, shift: Floats, sides: Sides, freedom: float) -> Callable[[float], float]:
    """Return the probability that at least one statistic exceeds a value, as its function."""
    return lambda critical: float(_reached(critical, b, shift, sides, freedom)[0])


def _reached(critical: float, b: Floats, shift: Floats, sides: Sides, freedom: float) -> Floats:
    """Disjunctive, conjunctive and marginal power, (2 + n arms,)."""
    if np.isinf(freedom) and freedom > 0:
        return np.asarray(_at_scales(np.array([critical]), b, shift, sides)[0])
    scales, mass = scale_nodes(freedom)
    return np.asarray(mass @ _at_scales(critical * scales, b, shift, sides))


def _at_scales(critical: Floats, b: Floats, shift: Floats, sides: Sides) -> Floats:
    """Power where each statistic is compared with given values, (n values, 2 + n arms)."""
    if len(critical) > 1 and b.max() >= SHARP:
        rows = [_at_scales(critical[k : k + 1], b, shift, sides) for k in range(len(critical))]
        return np.concatenate(rows)
    nodes, mass = factor_nodes(-critical[0] - shift, critical[0] - shift, b)
    spread = np.sqrt(1 - b * b)
    centre = nodes[:, None] * b + shift
    values = critical[:, None, None]
    above = special.ndtr((centre - values) / spread)
    missed = special.ndtr((values - centre) / spread)
    if sides == 2:
        below = special.ndtr((-values - centre) / spread)
        above, missed = above + below, np.maximum(missed - below, 0.0)
        above, missed = np.where(values > 0, above, 1.0), np.where(values > 0, missed, 0.0)
    mass = mass / mass.sum()
    any_found = -np.expm1(np.log(np.maximum(missed, 1e-300)).sum(axis=2)) @ mass
    wanted = shift != 0
    all_found = (above[:, :, wanted] if wanted.any() else above).prod(axis=2) @ mass
    each = np.einsum("m,smk->sk", mass, above)
    return np.asarray(np.column_stack([any_found, all_found, each]))


def _check_sides(sides: int) -> None:
    if sides not in (1, 2):
        raise DesignError(f"found {sides!r}, must be 1 or 2", place="sides")


def _check_plan(effects: Sequence[float], spread: float, control: float, b: Floats) -> None:
    if len(effects) != len(b):
        raise DesignError(f"{len(effects)} effects for {len(b)} ratios", place="effects")
    if not np.isfinite(effects).all():
        raise DesignError("each effect must be a finite number", place="effects")
    for name, value in (("standard_deviation", spread), ("control", control)):
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0", place=name)
