"""Bounds of one shape: c t^(delta - 1/2). O'Brien-Fleming is delta 0, Pocock delta 1/2."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import optimize, special

from trialrun.design.boundaries import check_errors
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.result import Bounds, at_looks, bounds_of, check_sided
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def boundaries_wang_tsiatis(
    looks: int | Sequence[float],
    alpha: float,
    delta: float,
    *,
    sided: int = 1,
    futility: Sequence[float] | None = None,
    binding: bool = False,
) -> Bounds:
    """
    Bounds of Z of the shape c t^(delta - 1/2), t the information fraction.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error, of both ends together where two-sided.
        delta: the shape: 0 O'Brien-Fleming, 0.5 Pocock, between them a compromise.
        sided: 1 or 2.
        futility: bounds of Z at the interim looks, -inf for none (one-sided only).
        binding: the efficacy bounds count on the futility bounds being kept.
    Returns:
        The bounds.
    Raises:
        DesignError: alpha out of range, delta not finite, fractions out of order, bounds that can not be met.
    Source: Wang and Tsiatis (1987), Biometrics 43:193-199.

    >>> found = boundaries_wang_tsiatis(4, 0.05, 0.25, sided=2)
    >>> [round(z, 3) for z in found.efficacy]
    [2.989, 2.513, 2.271, 2.113]
    """
    information = at_looks(looks)
    check_errors(alpha, None)
    check_sided(sided, futility)
    if not np.isfinite(delta):
        raise DesignError(f"found {delta:g}, must be finite", place="delta")
    shape = (np.asarray(information) / information[-1]) ** (delta - 0.5)
    lower = _futility(information, futility)

    def over(constant: float) -> float:
        upper = constant * shape
        kept = np.minimum(lower, upper) if binding else None
        return level(information, upper, sided, kept) - alpha

    low, high = float(special.ndtri(1 - alpha / sided)), 1.0
    start = 0.0 if binding else low - 1e-9
    high = max(low, 0.1) + 1
    while over(high) > 0:
        high *= 1.5
        if high > 100:
            raise DesignError("no bound of this shape spends alpha", place="delta")
    if over(start) < 0:
        start = -high
    constant = float(optimize.brentq(over, start, high, xtol=1e-13, rtol=1e-14))
    efficacy = constant * shape
    return bounds_of(
        information,
        alpha,
        efficacy,
        sided=sided,
        futility=None if futility is None else np.minimum(lower, efficacy),
        binding=binding,
    )


def boundaries_obrien_fleming(
    looks: int | Sequence[float],
    alpha: float,
    *,
    sided: int = 1,
    futility: Sequence[float] | None = None,
    binding: bool = False,
) -> Bounds:
    """
    Bounds of Z that fall with the square root of information: very strict early.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error, of both ends together where two-sided.
        sided: 1 or 2.
        futility: bounds of Z at the interim looks, -inf for none (one-sided only).
        binding: the efficacy bounds count on the futility bounds being kept.
    Returns:
        The bounds.
    Raises:
        DesignError: as `boundaries_wang_tsiatis`.
    Source: O'Brien and Fleming (1979), Biometrics 35:549-556.

    >>> [round(z, 3) for z in boundaries_obrien_fleming(3, 0.05, sided=2).efficacy]
    [3.471, 2.454, 2.004]
    """
    return boundaries_wang_tsiatis(
        looks, alpha, 0.0, sided=sided, futility=futility, binding=binding
    )


def boundaries_pocock(
    looks: int | Sequence[float],
    alpha: float,
    *,
    sided: int = 1,
    futility: Sequence[float] | None = None,
    binding: bool = False,
) -> Bounds:
    """
    The same bound of Z at every look.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error, of both ends together where two-sided.
        sided: 1 or 2.
        futility: bounds of Z at the interim looks, -inf for none (one-sided only).
        binding: the efficacy bounds count on the futility bounds being kept.
    Returns:
        The bounds.
    Raises:
        DesignError: as `boundaries_wang_tsiatis`.
    Source: Pocock (1977), Biometrika 64:191-199.

    >>> [round(z, 3) for z in boundaries_pocock(3, 0.05, sided=2).efficacy]
    [2.289, 2.289, 2.289]
    """
    return boundaries_wang_tsiatis(
        looks, alpha, 0.5, sided=sided, futility=futility, binding=binding
    )


def level(information: Sequence[float], upper: Floats, sided: int, lower: Floats | None) -> float:
    """Type I error of efficacy bounds, where trials below the lower bounds have ended."""
    if sided == 2:
        found = probability_crossing(information, upper=list(upper), lower=list(-upper))
        return float(found.upper.sum() + found.lower.sum())
    kept = None if lower is None else list(lower)
    return float(probability_crossing(information, upper=list(upper), lower=kept).upper.sum())


def _futility(information: Sequence[float], futility: Sequence[float] | None) -> Floats:
    if futility is None:
        return np.full(len(information), -np.inf)
    if len(futility) != len(information) - 1:
        raise DesignError(
            f"{len(futility)} bounds for {len(information)} looks; must be one for each but the"
            " last",
            place="futility",
        )
    return np.asarray([*futility, -np.inf], dtype=float)
