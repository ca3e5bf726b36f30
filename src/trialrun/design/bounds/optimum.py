"""The Wang-Tsiatis shape with the least expected sample size."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scipy import optimize

from trialrun.design.bounds.characteristics import Characteristics, characteristics
from trialrun.design.bounds.result import Bounds
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis
from trialrun.errors import DesignError

CRITERIA: dict[str, Callable[[Characteristics], float]] = {
    "alternative": lambda found: found.average_alternative,
    "maximum and alternative": lambda found: found.inflation + found.average_alternative,
    "null, midway and alternative": lambda found: (
        found.average_null + found.average_midway + found.average_alternative
    ),
}


def optimum_wang_tsiatis(
    looks: int | Sequence[float],
    alpha: float,
    power: float,
    *,
    criterion: str = "alternative",
    sided: int = 1,
    futility: Sequence[float] | None = None,
    binding: bool = False,
    both_ends: bool = False,
) -> float:
    """
    Shape delta of Wang and Tsiatis's bounds that makes the expected sample size least.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error, of both ends together where two-sided.
        power: probability of success under the effect planned for.
        criterion: expected sample size under that effect ("alternative"), added to the largest
            ("maximum and alternative"), or to those under half and under none of the effect
            ("null, midway and alternative").
        sided: 1 or 2.
        futility: bounds of Z at the interim looks, -inf for none (one-sided only).
        binding: the efficacy bounds count on the futility bounds being kept.
        both_ends: in a two-sided test, power counts rejections at either end.
    Returns:
        The shape, between 0 and 1.
    Raises:
        DesignError: an unknown criterion, or arguments that no test has.
    Source: Wang and Tsiatis (1987), Biometrics 43:193-199; Wassmer and Brannath (2016), Group
        Sequential and Confirmatory Adaptive Designs in Clinical Trials, section 2.5.

    >>> round(optimum_wang_tsiatis([0.3, 0.8, 1], 0.025, 0.77), 2)
    0.39
    """
    if criterion not in CRITERIA:
        names = ", ".join(CRITERIA)
        raise DesignError(f"found {criterion!r}, must be one of: {names}", place="criterion")

    def bounds(delta: float) -> Bounds:
        return boundaries_wang_tsiatis(
            looks, alpha, delta, sided=sided, futility=futility, binding=binding
        )

    def expected(delta: float) -> float:
        found = characteristics(bounds(delta), power, both_ends=both_ends)
        return CRITERIA[criterion](found)

    found = optimize.minimize_scalar(
        expected, bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-4}
    )
    return float(found.x)


def characteristics_wang_tsiatis(
    looks: int | Sequence[float],
    alpha: float,
    delta: float,
    power: float,
    *,
    sided: int = 1,
    both_ends: bool = False,
) -> Characteristics:
    """
    Characteristics of a test of which the bounds have the shape c t^(delta - 1/2).

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error, of both ends together where two-sided.
        delta: the shape: 0 O'Brien-Fleming, 0.5 Pocock.
        power: probability of success under the effect planned for.
        sided: 1 or 2.
        both_ends: in a two-sided test, power counts rejections at either end.
    Returns:
        The characteristics.
    Raises:
        DesignError: arguments that no test has.
    Source: Wang and Tsiatis (1987), Biometrics 43:193-199.

    >>> round(characteristics_wang_tsiatis(5, 0.05, 0.5, 0.9, sided=2).inflation, 3)
    1.207
    """
    bounds = boundaries_wang_tsiatis(looks, alpha, delta, sided=sided)
    return characteristics(bounds, power, both_ends=both_ends)
