"""The win ratio: pairs of subjects compared by the most important outcome that decides."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trialrun.errors import AnalysisError
from trialrun.statistics.distributions import chi_square_tail, normal_quantile

Signs = NDArray[np.int8]
"""1 where the experimental subject of a pair wins, -1 where the control does, 0 undecided."""


@dataclass(frozen=True, slots=True)
class WinRatio:
    """Shares of pairs won, lost and undecided; the ratio of won to lost, its limits and test."""

    won: float
    lost: float
    tied: float
    ratio: float
    lower: float
    upper: float
    net_benefit: float
    z: float
    p: float


def compare_survival(
    time: ArrayLike, event: ArrayLike, time_control: ArrayLike, event_control: ArrayLike
) -> Signs:
    """
    Compare every experimental with every control subject by who had the event first.

    A pair is decided if one has had the event while the other was still followed without it.

    Args:
        time: (n,) of the experimental group.
        event: (n,) true for an event.
        time_control: (m,) of the control group.
        event_control: (m,) true for an event.
    Returns:
        Signs (n, m).
    Source: Pocock, Ariti, Collier and Wang (2012), European Heart Journal 33:176-182.

    >>> compare_survival([5.0], [1], [3.0, 4.0, 9.0], [1, 0, 1]).tolist()
    [[1, 0, -1]]
    """
    t, d = np.asarray(time, dtype=float)[:, None], np.asarray(event, dtype=bool)[:, None]
    s, e = np.asarray(time_control, dtype=float)[None], np.asarray(event_control, dtype=bool)[None]
    wins = e & ((s < t) | ((s == t) & ~d))
    losses = d & ((t < s) | ((s == t) & ~e))
    return np.asarray(wins.astype(np.int8) - losses.astype(np.int8), dtype=np.int8)


def win_ratio(*outcomes: ArrayLike, confidence: float = 0.95) -> WinRatio:
    """
    Estimate and test the win ratio of an experimental against a control group.

    Args:
        outcomes: signs (n, m) of each experimental subject against each control, the most
            important outcome first (`compare_survival`, or the sign of a difference); the first
            that is not 0 decides a pair.
        confidence: level of the limits.
    Returns:
        Shares of pairs won, lost and undecided; the win ratio with limits and test, and the net
        benefit.
    Raises:
        AnalysisError: no outcome, outcomes of other shapes, or no pair won, or none lost.
    Source: Pocock, Ariti, Collier and Wang (2012), European Heart Journal 33:176-182; Bebu and
        Lachin (2016), Biostatistics 17:178-187 (variance).

    >>> found = win_ratio([[1, 1, -1], [1, 0, -1], [1, 1, 1]])
    >>> found.ratio, round(found.net_benefit, 4)
    (3.0, 0.4444)
    """
    layers = [np.asarray(each) for each in outcomes]
    if not layers or any(each.ndim != 2 or each.shape != layers[0].shape for each in layers):
        raise AnalysisError("a win ratio needs outcomes of one shape, experimental by control")
    decided = layers[0].copy()
    for layer in layers[1:]:
        decided = np.where(decided == 0, layer, decided)
    wins, losses = (decided > 0).astype(float), (decided < 0).astype(float)
    won, lost = float(wins.mean()), float(losses.mean())
    if won == 0 or lost == 0:
        raise AnalysisError("a win ratio needs a pair won and a pair lost")
    # influence of each subject on log(won) - log(lost)
    influence = wins / won - losses / lost
    n, m = decided.shape
    if n < 2 or m < 2:
        raise AnalysisError("a win ratio needs two subjects in each group")
    variance = float(influence.mean(axis=1).var()) / n + float(influence.mean(axis=0).var()) / m
    reach = normal_quantile((1 + confidence) / 2) * sqrt(variance)
    middle = log(won / lost)
    z = middle / sqrt(variance) if variance > 0 else float("nan")
    return WinRatio(
        won=won,
        lost=lost,
        tied=1 - won - lost,
        ratio=won / lost,
        lower=exp(middle - reach),
        upper=exp(middle + reach),
        net_benefit=won - lost,
        z=z,
        p=chi_square_tail(z * z, 1),
    )
