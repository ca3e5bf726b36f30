"""
Two bounds that spend errors of their own: efficacy above, futility or harm below.

Futility spends type II error under the drift planned for; a lower bound under no effect spends the
chance of stopping a treatment that does nothing; a harm bound, below futility, spends the chance
of calling such a treatment harmful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.design.boundaries import fixed_drift, lower_bound, rising_root, upper_bound
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.result import at_looks
from trialrun.design.bounds.stagewise import lower_bounds, upper_bounds
from trialrun.design.recursion import BEGINNING, go_on, share_below
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class TwoBounds:
    """
    Upper and lower bounds of Z at the looks; `lower` is -inf and `upper` inf where there is none.

    `drift` is the mean of Z at information 1 that has the power asked for; `harm` is None without
    harm bounds.
    """

    information: tuple[float, ...]
    upper: tuple[float, ...]
    lower: tuple[float, ...]
    drift: float
    harm: tuple[float, ...] | None = None


def boundaries_errors(
    looks: int | Sequence[float],
    upper_errors: Sequence[float] | Floats,
    lower_errors: Sequence[float] | Floats,
    *,
    power: float | None = None,
    drift: float | None = None,
    lower_under: str = "alternative",
    binding: bool = False,
    harm_errors: Sequence[float] | Floats | None = None,
) -> TwoBounds:
    """
    Bounds that spend given errors at each look above and below.

    Args:
        looks: how many, equally spaced, or their information fractions.
        upper_errors: type I error spent at each look, not cumulative.
        lower_errors: spent at each look below.
        power: probability of success at the drift to be found; None where the drift is given.
        drift: mean of Z at information 1; None where power is given.
        lower_under: "alternative" for type II error under the drift (the bounds then meet at the
            last look), "null" for the chance of stopping low without an effect.
        binding: the upper bounds count on the lower ones being kept.
        harm_errors: spent at each look by harm bounds under no effect, whatever the other bounds
            do; None for no harm bounds.
    Returns:
        The bounds.
    Raises:
        DesignError: neither or both of power and drift, or errors of a wrong number.
    Source: Anderson (2009), Group sequential design in R, Clinical trial design (gsDesign manual,
        sections 4-6); Pampallona, Tsiatis and Kim (2001), Drug Information Journal 35:1113-1121.

    >>> found = boundaries_errors([0.5, 1], [0.005, 0.02], [0.05, 0.05], power=0.9)
    >>> [round(z, 3) for z in found.upper], [round(z, 3) for z in found.lower]
    ([2.576, 2.003], [0.776, 2.003])
    """
    information = at_looks(looks)
    above, below = np.asarray(upper_errors, dtype=float), np.asarray(lower_errors, dtype=float)
    if not len(information) == len(above) == len(below):
        message = f"{len(above)} upper and {len(below)} lower errors"
        raise DesignError(f"{message} for {len(information)} looks", place="errors")
    if (power is None) == (drift is None):
        raise DesignError("give one of power and drift", place="power")
    solve = {"alternative": _meeting, "null": _apart}.get(lower_under)
    if solve is None:
        raise DesignError(
            f"found {lower_under!r}, must be alternative or null", place="lower_under"
        )
    upper, lower, found = solve(information, above, below, power, drift, binding)
    harm = None if harm_errors is None else tuple(lower_bounds(information, harm_errors))
    return TwoBounds(tuple(information), tuple(upper), tuple(lower), found, harm)


def _meeting(
    information: list[float],
    above: Floats,
    below: Floats,
    power: float | None,
    drift: float | None,
    binding: bool,
) -> tuple[list[float], list[float], float]:
    """Futility by type II error under the drift."""
    free = None if binding else upper_bounds(information, above)
    found = drift
    if found is None and power is not None:

        def missing(trial: float) -> float:
            return float(below.sum()) - _both(information, above, below, trial, free)[2]

        found = rising_root(missing, _start(above, power, information))
    upper, lower, _ = _both(
        information, above, below, float(found or 0.0), free, meet=drift is None
    )
    return upper, lower, float(found or 0.0)


def _both(
    information: list[float],
    above: Floats,
    below: Floats,
    drift: float,
    free: list[float] | None,
    *,
    meet: bool = True,
) -> tuple[list[float], list[float], float]:
    """Both bounds under a drift, and the type II error they have."""
    null, alternative, missed = BEGINNING, BEGINNING, 0.0
    upper: list[float] = []
    lower: list[float] = []
    for k, t in enumerate(information):
        root = float(np.sqrt(t))
        high = upper_bound(null, above[k], t) if free is None else free[k] * root
        last = k + 1 == len(information)
        low = high
        if not (last and meet):
            low = min(lower_bound(alternative, below[k], t, drift), high)
        missed += share_below(alternative, low, t, drift * t)
        upper.append(high / root)
        lower.append(low / root)
        if last:
            break
        following = information[k + 1]
        alternative = go_on(alternative, low, high, t, drift * t, next_information=following)
        if free is None:
            null = go_on(null, low, high, t, 0.0, next_information=following)
    return upper, lower, missed


def _apart(
    information: list[float],
    above: Floats,
    below: Floats,
    power: float | None,
    drift: float | None,
    binding: bool,
) -> tuple[list[float], list[float], float]:
    """Lower bounds by error under no effect."""
    whole = bool(below.sum() + above.sum() > 1 - 1e-9)
    if binding:
        upper, lower = _both_null(information, above, below)
    else:
        upper = upper_bounds(information, above)
        lower = lower_bounds(information, below, upper=upper)
        for _ in range(50 if whole else 0):
            lower[-1] = upper[-1]
            reached = probability_crossing(information, upper=upper, lower=lower).upper.sum()
            share = (1 - float(reached)) / below.sum()
            before = lower
            lower = lower_bounds(information, below * share, upper=upper)
            moved = (abs(a - b) for a, b in zip(before[:-1], lower[:-1], strict=True))
            if max(moved, default=0.0) < 1e-12:
                break
    if whole:
        lower[-1] = upper[-1]
    lower = [min(low, high) for low, high in zip(lower, upper, strict=True)]
    if drift is not None or power is None:
        return upper, lower, float(drift or 0.0)

    def missing(trial: float) -> float:
        found = probability_crossing(information, upper=upper, lower=lower, drift=trial)
        return float(found.upper.sum()) - power

    return upper, lower, rising_root(missing, _start(above, power, information))


def _both_null(
    information: list[float], above: Floats, below: Floats
) -> tuple[list[float], list[float]]:
    """Both bounds under no effect, each counting on the other."""
    going = BEGINNING
    upper: list[float] = []
    lower: list[float] = []
    for k, t in enumerate(information):
        root = float(np.sqrt(t))
        high = upper_bound(going, above[k], t)
        low = lower_bound(going, below[k], t, 0.0)
        upper.append(high / root)
        lower.append(low / root)
        if k + 1 < len(information):
            going = go_on(going, low, high, t, 0.0, next_information=information[k + 1])
    return upper, lower


def _start(above: Floats, power: float, information: list[float]) -> float:
    return fixed_drift(float(above.sum()), power) / float(np.sqrt(information[-1]))
