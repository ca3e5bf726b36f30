"""gsDesign: probabilities of crossing bounds, with harm bounds below those of futility."""

from __future__ import annotations

from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list
from trialrun.design.bounds.crossing import probability_crossing

NONE = 20.0
"""A bound this far from 0 is none: so far gsDesign wrote those that are infinite now."""


def absent(bounds: Any, sign: float) -> list[float]:
    """Bounds of Z, infinite on the side of `sign` where there is none."""
    return [sign * np.inf if sign * each >= NONE else float(each) for each in bounds]


def cells(
    theta: list[float],
    sizes: np.ndarray,
    lower: Any,
    upper: Any,
    overrun: Any,
    *,
    harm: Any = None,
) -> dict[str, Any]:
    """
    Crossing probabilities and expected sizes under each effect.

    With harm bounds the lower ones are those at which a trial ends, for futility or for harm; it
    ends for harm where Z is below the harm bound as well.
    """
    k = len(sizes)
    extra = [float(each) for each in as_list(overrun)]
    extra = extra * (k - 1) if len(extra) == 1 else extra
    ends = np.asarray([*(sizes[:-1] + np.asarray(extra[: k - 1])), sizes[-1]])
    ends = np.minimum(ends, sizes[-1])
    low, high = absent(lower, -1.0), absent(upper, 1.0)
    if any(one > other for one, other in zip(low, high, strict=True)):
        raise Unsupported("bounds that cross, for which gsDesign has numbers that mean nothing")
    above, below, harmed, expected = [], [], [], []
    for each in theta:
        found = probability_crossing(list(sizes), upper=high, lower=low, drift=float(each))
        above.append(found.upper)
        below.append(found.lower)
        rest = 1 - found.upper.sum() - found.lower.sum()
        expected.append(float(ends @ (found.upper + found.lower) + sizes[-1] * rest))
        if harm is not None:
            harmed.append(_below(sizes, low, high, harm, float(each)))
    result = {
        "en": expected,
        "uprob": np.transpose(above).tolist(),
        "lprob": np.transpose(below).tolist(),
    }
    if harm is not None:
        result["harm_prob"] = np.transpose(harmed).tolist()
        result["lprob"] = (np.transpose(below) - np.transpose(harmed)).tolist()
    return result


def _below(sizes: np.ndarray, low: Any, high: Any, harm: Any, drift: float) -> Any:
    """Probability at each look of ending below a bound under the lower one."""
    found = []
    for at in range(len(sizes)):
        ends = [*low[:at], min(float(harm[at]), low[at])]
        cut = probability_crossing(
            list(sizes[: at + 1]), upper=list(high[: at + 1]), lower=ends, drift=drift
        )
        found.append(cut.lower[at])
    return np.asarray(found)
