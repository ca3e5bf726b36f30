"""The Nelson-Aalen estimate of the cumulative hazard, and survival from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from trialrun.statistics.arrays import Floats
from trialrun.statistics.survival import kaplan_meier

HazardTies = Literal["together", "one-by-one"]


@dataclass(frozen=True, slots=True, eq=False)
class CumulativeHazard:
    """The cumulative hazard at each distinct time and its standard error, arrays (k,)."""

    time: Floats
    hazard: Floats
    standard_error: Floats

    @property
    def survival(self) -> Floats:
        """Survival exp(-hazard), which is never 0 (k,)."""
        return np.asarray(np.exp(-self.hazard), dtype=np.float64)


def cumulative_hazard(
    time: ArrayLike | Sequence[float | None], event: ArrayLike, *, ties: HazardTies = "together"
) -> CumulativeHazard:
    """
    Estimate the cumulative hazard from censored times.

    Args:
        time: (n,) times from the start, not negative; a missing one is left out.
        event: (n,) true for an event, false for censoring.
        ties: events at one time leave the risk set together, or one by one (Fleming-Harrington).
    Returns:
        The cumulative hazard and its standard error at each distinct time, arrays (k,).
    Raises:
        AnalysisError: no subject, or a negative time.
    Source: Aalen (1978), Annals of Statistics 6:701-726; Fleming and Harrington (1984),
        Communications in Statistics 13:2469-2486.

    >>> [round(float(h), 4) for h in cumulative_hazard([1, 2, 3], [1, 1, 0]).hazard]
    [0.3333, 0.8333, 0.8333]
    """
    curve = kaplan_meier(time, event)
    at_risk, events = curve.at_risk.astype(np.float64), curve.events
    if ties == "together":
        step, square = events / at_risk, events / at_risk**2
    else:
        left = [n - np.arange(d) for n, d in zip(at_risk, events, strict=True)]
        step = np.array([np.sum(1 / each) for each in left])
        square = np.array([np.sum(1 / each**2) for each in left])
    return CumulativeHazard(
        time=curve.time,
        hazard=np.asarray(np.cumsum(step), dtype=np.float64),
        standard_error=np.asarray(np.sqrt(np.cumsum(square)), dtype=np.float64),
    )
