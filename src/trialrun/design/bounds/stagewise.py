"""
Bounds that spend given errors, found look after look.

One-sided: efficacy above, futility below. Symmetric: efficacy at both ends, and futility where Z
is near 0.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import optimize

from trialrun.design.boundaries import lower_bound, upper_bound
from trialrun.design.bounds.crossing import go_on_around, middle
from trialrun.design.recursion import BEGINNING, Going, go_on
from trialrun.design.spending import Floats

_NOTHING = 1e-20


def upper_bounds(
    information: Sequence[float],
    errors: Sequence[float] | Floats,
    *,
    lower: Sequence[float] | None = None,
    stops: Sequence[bool] | None = None,
    drift: float = 0.0,
) -> list[float]:
    """
    Upper bounds of Z that spend an error at each look.

    Args:
        information: at the looks, rising.
        errors: spent at each look, not cumulative.
        lower: bounds of Z below which trials have ended; None for none.
        stops: whether a look has an upper bound; what it does not spend is spent at the next.
        drift: mean of Z at information 1.
    Returns:
        The bounds; inf where nothing is spent.
    """
    going, upper, owed = BEGINNING, [], 0.0
    for k, t in enumerate(information):
        root = np.sqrt(t)
        owed += float(errors[k])
        if stops is None or stops[k]:
            score = upper_bound(going, owed, t, drift * t)
            owed = 0.0
        else:
            score = np.inf
        upper.append(float(score / root))
        if k + 1 < len(information):
            low = -np.inf if lower is None else lower[k] * root
            going = go_on(going, low, score, t, drift * t, next_information=information[k + 1])
    return upper


def lower_bounds(
    information: Sequence[float],
    errors: Sequence[float] | Floats,
    *,
    upper: Sequence[float] | None = None,
    stops: Sequence[bool] | None = None,
    drift: float = 0.0,
) -> list[float]:
    """Lower bounds of Z that spend an error at each look: `upper_bounds` in the mirror."""
    mirrored = None if upper is None else [-each for each in upper]
    found = upper_bounds(information, errors, lower=mirrored, stops=stops, drift=-drift)
    return [-each for each in found]


def symmetric_bounds(
    information: Sequence[float],
    errors: Sequence[float] | Floats,
    *,
    inner: Sequence[float] | None = None,
) -> list[float]:
    """
    Bounds of |Z| that spend an error at each look under no effect, half of it at each end.

    Args:
        information: at the looks, rising.
        errors: spent at each look at both ends together, not cumulative.
        inner: trials with |Z| below these have ended; None for none.
    Returns:
        The bounds; inf where nothing is spent.
    """
    going, found = BEGINNING, []
    for k, t in enumerate(information):
        root = np.sqrt(t)
        score = upper_bound(going, float(errors[k]) / 2, t)
        found.append(float(score / root))
        if k + 1 < len(information):
            half = 0.0 if inner is None else max(inner[k], 0.0) * root
            going = go_on_around(
                going, -score, score, half, t, 0.0, next_information=information[k + 1]
            )
    return found


def inner_bound(going: Going, error: float, information: float, mean: float) -> float:
    """Score below which |B| lies at the next look with probability `error`; 0 for none."""
    if error <= _NOTHING:
        return 0.0
    reach = 12 * float(np.sqrt(information)) + abs(mean)

    def missing(half: float) -> float:
        return middle(going, half, information, mean) - error

    if missing(reach) < 0:
        return reach
    return float(optimize.brentq(missing, 0.0, reach, xtol=1e-13, rtol=1e-13))


__all__ = ["inner_bound", "lower_bound", "lower_bounds", "symmetric_bounds", "upper_bounds"]
