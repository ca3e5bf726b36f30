"""The median of a time to event in a group that is made of strata with hazards of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import optimize

from trialrun.design.expected_events import ExpectedArm


def median_survival(strata: Sequence[ExpectedArm]) -> float | None:
    """
    Month by which half of a group have had the event, if nobody drops out.

    Args:
        strata: shares and hazards of the group's strata; shares need not sum to 1.
    Returns:
        The median; None where a half is never reached.
    Source: the survival of a mixture is the mean of the survival of its parts.
    """
    shares = np.array([each.share for each in strata])
    shares = shares / shares.sum()

    def alive(month: float) -> float:
        return float(shares @ [np.exp(-_cumulative(each, month)) for each in strata])

    last = max(float(each.hazards.from_month[-1]) for each in strata)
    slowest = min(float(each.hazards.event[-1]) for each in strata)
    if slowest <= 0:
        return None
    return float(optimize.brentq(lambda t: alive(t) - 0.5, 0.0, last + np.log(2) / slowest + 1))


def _cumulative(stratum: ExpectedArm, month: float) -> float:
    """Cumulative hazard up to a month."""
    own = stratum.hazards
    lengths = np.append(np.diff(own.from_month), np.inf)
    return float(own.event @ np.clip(month - own.from_month, 0, lengths))
