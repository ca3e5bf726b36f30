"""A hazard that is constant in each of several periods, estimated from censored times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError, RequestError
from trialrun.statistics.arrays import as_numbers, check_lengths, is_known


@dataclass(frozen=True, slots=True)
class PiecewiseHazard:
    """
    Hazards of periods, each tuple one value a period.

    `starts` are when periods begin, the first at 0; the last has no end. `exposure` is the time
    that subjects spent in each, `deviance` minus twice its log likelihood.
    """

    starts: tuple[float, ...]
    exposure: tuple[float, ...]
    events: tuple[int, ...]
    hazard: tuple[float, ...]
    deviance: tuple[float, ...]


def fit_piecewise_hazard(
    time: ArrayLike | Sequence[float | None], event: ArrayLike, starts: Sequence[float] = (0.0,)
) -> PiecewiseHazard:
    """
    Estimate the hazard of each period: events over time at risk.

    Args:
        time: (n,) times from the start, not negative; a missing one is left out.
        event: (n,) true for an event, false for censoring; an event at the end of a period is
            in it.
        starts: when periods begin, rising from 0.
    Returns:
        Events, time at risk, hazard (events per unit of `time`) and deviance of each period.
    Raises:
        RequestError: starts that do not rise from 0.
        AnalysisError: a negative time, or a period in which nobody was at risk.
    Source: Friedman (1982), Annals of Statistics 10:101-113.

    >>> found = fit_piecewise_hazard([1, 2, 5, 8], [1, 0, 1, 1], [0, 3])
    >>> found.events, found.exposure
    ((1, 2), (9.0, 7.0))
    """
    begin = np.asarray(starts, dtype=np.float64)
    if not (begin.size and begin[0] == 0 and np.all(np.diff(begin) > 0)):
        raise RequestError(f"periods start at {list(starts)}, must rise from 0")
    times, happened = as_numbers(time, "time"), np.asarray(event, dtype=bool)
    check_lengths(time=times, event=happened)
    known = is_known(times)
    times, happened = times[known], happened[known]
    if np.any(times < 0):
        raise AnalysisError("a time to event is negative; it must be counted from the start")
    end = np.append(begin[1:], np.inf)
    spent = np.clip(times[:, None] - begin, 0, end - begin).sum(axis=0)
    if np.any(spent <= 0):
        raise AnalysisError("nobody was at risk in a period; take fewer periods")
    inside = (times[:, None] > begin) & (times[:, None] <= end)
    inside[:, 0] |= times == 0
    events = (inside & happened[:, None]).sum(axis=0)
    hazard = events / spent
    with np.errstate(divide="ignore", invalid="ignore"):
        gained = np.where(events > 0, events * np.log(hazard), 0.0)
    return PiecewiseHazard(
        starts=tuple(map(float, begin)),
        exposure=tuple(map(float, spent)),
        events=tuple(map(int, events)),
        hazard=tuple(map(float, hazard)),
        deviance=tuple(map(float, 2 * (events - gained))),
    )
