"""Evidence about a hazard ratio, from the events and logrank statistics of looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class SurvivalEvidence:
    """
    Events and logrank statistics of all data up to each look, and the allocation ratio there.

    A positive statistic is a hazard of the first arm above that of the second: the parameter is
    the hazard ratio first / second.
    """

    events: tuple[float, ...]
    statistic: tuple[float, ...]
    ratio: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.events) == len(self.statistic) == len(self.ratio) or not self.events:
            raise DesignError(
                "events, statistics and ratios must be of the same looks", place="evidence"
            )
        if (np.diff(self.events, prepend=0.0) <= 0).any():
            raise DesignError("events must rise", place="evidence.events")
        if not all(ratio > 0 for ratio in self.ratio):
            raise DesignError("an allocation ratio is not above 0", place="evidence.ratio")

    @property
    def stages(self) -> int:
        """Number of looks."""
        return len(self.events)

    @property
    def limits(self) -> tuple[float, float]:
        """A hazard ratio is positive."""
        return (0.0, np.inf)

    def estimates(self) -> Floats:
        """Hazard ratios at the looks, from the statistic divided by the root of its variance."""
        scale = np.sqrt(np.asarray(self.events)) * _share(self.ratio)
        return np.asarray(np.exp(np.asarray(self.statistic) / scale))

    def statistics(self, null: float = 1.0, *, cumulative: bool = True) -> Floats:
        """
        Return the logrank statistics against a hazard ratio, at the looks or of their increments.

        Raises:
            DesignError: a hazard ratio that is not positive.
        """
        if not null > 0:
            raise DesignError(f"found {null:g}, must be above 0", place="null")
        events = np.asarray(self.events)
        if cumulative:
            found, used, share = np.asarray(self.statistic), events, _share(self.ratio)
        else:
            found = logrank_increments(self.events, self.statistic)
            used, share = np.diff(events, prepend=0.0), _share(self.stage_ratios())
        return np.asarray(found - np.sqrt(used) * share * np.log(null))

    def stage_ratios(self) -> tuple[float, ...]:
        """
        Return the allocation ratio of each stage, of which those up to a look are the average.

        Raises:
            DesignError: ratios that no stages can have.
        """
        events, ratio = np.asarray(self.events), np.asarray(self.ratio)
        found = np.diff(events * ratio, prepend=0.0) / np.diff(events, prepend=0.0)
        if (found <= 0).any():
            raise DesignError("ratios of the looks do not belong together", place="evidence.ratio")
        return tuple(float(each) for each in found)

    def p_values(self, null: float, *, cumulative: bool, upper: bool = True) -> Floats:
        """Return the one-sided p-values."""
        return np.asarray(special.ndtr(-self.scores(null, cumulative=cumulative, upper=upper)))

    def scores(self, null: float, *, cumulative: bool, upper: bool = True) -> Floats:
        """Normal scores, which are the statistics."""
        return self.statistics(null, cumulative=cumulative) * (1 if upper else -1)


def logrank_increments(events: Sequence[float], statistics: Sequence[float]) -> Floats:
    """
    Statistics of the events since the look before, by the independent increments of the score.

    Args:
        events: up to each look, rising.
        statistics: logrank Z of all data up to each look.
    Returns:
        (√d_k Z_k - √d_{k-1} Z_{k-1}) / √(d_k - d_{k-1}).
    Source: Wassmer (2006), Biometrical Journal 48:714-729.

    >>> logrank_increments([100, 150], [1.5, 2.1]).round(4).tolist()
    [1.5, 1.516]
    """
    d = np.asarray(events, float)
    score = np.sqrt(d) * np.asarray(statistics, float)
    return np.asarray(np.diff(score, prepend=0.0) / np.sqrt(np.diff(d, prepend=0.0)))


def logrank_cumulative(events: Sequence[float], statistics: Sequence[float]) -> Floats:
    """
    Statistics of all events up to each look, from those of the stages.

    Args:
        events: of each stage.
        statistics: logrank Z of each stage's events.
    Returns:
        Z of all data up to each look.

    >>> logrank_cumulative([100, 50], [1.5, 1.516]).round(4).tolist()
    [1.5, 2.1]
    """
    d = np.asarray(events, float)
    return np.asarray(np.cumsum(np.sqrt(d) * np.asarray(statistics, float)) / np.sqrt(np.cumsum(d)))


def _share(ratio: Sequence[float]) -> Floats:
    r = np.asarray(ratio, float)
    return np.asarray(np.sqrt(r) / (1 + r))
