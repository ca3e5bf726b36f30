"""Bounds of one shape for efficacy and for futility, with given type I and type II error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import optimize

from trialrun.design.boundaries import fixed_drift, rising_root
from trialrun.design.bounds.result import (
    TWO,
    Bounds,
    acceptances,
    at_looks,
    bounds_of,
    check_shape,
    check_sided,
    rejections,
)
from trialrun.design.spending import Floats


def boundaries_pampallona_tsiatis(
    looks: int | Sequence[float],
    alpha: float,
    power: float,
    *,
    delta: float = 0.0,
    futility_delta: float | None = None,
    sided: int = 1,
    binding: bool = True,
) -> Bounds:
    """
    Efficacy bounds c1 t^(d1 - 1/2), futility bounds drift t^(1/2) - c0 t^(d0 - 1/2).

    They meet at the last look. A two-sided test stops for futility where |Z| is below its bound;
    where that is negative there is none.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error, of both ends together where two-sided.
        power: 1 - type II error at the drift that is found.
        delta: shape d1 of the efficacy bounds: 0 O'Brien-Fleming, 0.5 Pocock.
        futility_delta: shape d0 of the futility bounds; None for delta.
        sided: 1 or 2.
        binding: the efficacy bounds count on the futility bounds being kept.
    Returns:
        The bounds, with the drift.
    Raises:
        DesignError: arguments that no test has.
    Source: Pampallona and Tsiatis (1994), Journal of Statistical Planning and Inference 42:19-35.

    >>> found = boundaries_pampallona_tsiatis(3, 0.025, 0.8)
    >>> [round(z, 3) for z in found.efficacy], [round(z, 3) for z in found.futility]
    ([3.363, 2.378, 1.941], [-0.018, 1.182, 1.941])
    """
    information = at_looks(looks)
    check_sided(sided, None)
    other = delta if futility_delta is None else futility_delta
    check_shape(delta=delta, futility_delta=other)
    start = fixed_drift(alpha / sided, power)
    root = np.sqrt(np.asarray(information) / information[-1])
    upper_shape = root ** (2 * delta - 1)
    lower_shape = root ** (2 * other - 1)

    def futility_of(upper: float, lower: float) -> Floats:
        found = (upper + lower) * root - lower * lower_shape
        found = np.minimum(found, upper * upper_shape)
        return np.maximum(found, 0.0) if sided == TWO else found

    def upper_of(lower: float) -> float:
        """Constant of the efficacy bounds that spends alpha."""

        def over(upper: float) -> float:
            bounds = upper * upper_shape
            kept = list(futility_of(upper, lower)) if binding else None
            if kept is not None:
                kept[-1] = bounds[-1]
            return float(rejections(information, list(bounds), sided, kept).sum()) - alpha

        high = 4.0
        while over(high) > 0:
            high *= 1.5
        return float(optimize.brentq(over, 0.02, high, xtol=1e-13, rtol=1e-13))

    def power_over(lower: float) -> float:
        upper = upper_of(lower)
        futility = futility_of(upper, lower)
        drift = (upper + lower) / np.sqrt(information[-1])
        missed = acceptances(information, list(upper * upper_shape), sided, list(futility), drift)
        return 1 - power - float(missed.sum())

    lower = rising_root(power_over, max(start - upper_of(start / 2), 0.05))
    upper = upper_of(lower)
    return bounds_of(
        information,
        alpha,
        upper * upper_shape,
        sided=sided,
        futility=futility_of(upper, lower),
        binding=binding,
        drift=(upper + lower) / float(np.sqrt(information[-1])),
        power=power,
    )
