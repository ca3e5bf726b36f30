"""Who is at risk and who has an event at each event time, by group: what rank tests are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import (
    Floats,
    Labels,
    as_labels,
    as_numbers,
    check_lengths,
    is_known,
    levels_of,
)


@dataclass(frozen=True, slots=True, eq=False)
class RiskTable:
    """
    Events and subjects at risk of each group at the distinct event times of a stratum.

    `time` is (k,), `events` and `at_risk` are (k, groups). A subject censored at a time is at risk
    at that time.
    """

    stratum: Any
    groups: tuple[Any, ...]
    time: Floats
    events: Floats
    at_risk: Floats

    @property
    def all_events(self) -> Floats:
        """Events of all groups together (k,)."""
        return np.asarray(self.events.sum(axis=1), dtype=np.float64)

    @property
    def all_at_risk(self) -> Floats:
        """Subjects at risk of all groups together (k,)."""
        return np.asarray(self.at_risk.sum(axis=1), dtype=np.float64)

    @property
    def survival(self) -> Floats:
        """Kaplan-Meier estimate of the groups together just after each time (k,)."""
        return np.asarray(np.cumprod(1 - self.all_events / self.all_at_risk), dtype=np.float64)

    @property
    def survival_before(self) -> Floats:
        """Kaplan-Meier estimate of the groups together just before each time (k,)."""
        return np.concatenate([[1.0], self.survival[:-1]]) if len(self.time) else self.survival

    @property
    def expected(self) -> Floats:
        """Events expected in each group if all have one hazard (k, groups)."""
        return np.asarray(
            self.at_risk * (self.all_events / self.all_at_risk)[:, None], dtype=np.float64
        )

    @property
    def covariance(self) -> Floats:
        """Covariance of events given both margins, hypergeometric (k, groups, groups)."""
        total, deaths = self.all_at_risk, self.all_events
        share = self.at_risk / total[:, None]
        spread = np.where(total > 1, deaths * (total - deaths) / np.maximum(total - 1, 1), 0.0)
        spread = spread[:, None, None]
        inner = share[:, :, None] * np.eye(len(self.groups)) - share[:, :, None] * share[:, None, :]
        return np.asarray(spread * inner, dtype=np.float64)


def risk_tables(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    group: Labels,
    strata: Labels | None = None,
) -> tuple[RiskTable, ...]:
    """
    Count events and subjects at risk at each event time, for each stratum.

    Args:
        time: (n,) times from the start, not negative.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels.
        strata: (n,) labels; None is one stratum. A subject with a missing time, group or stratum
            is left out.
    Returns:
        A table for each stratum, in the order of their labels; all have the same groups.
    Raises:
        AnalysisError: arrays of different lengths, or a negative time.

    >>> (table,) = risk_tables([1, 2, 3, 4], [1, 1, 0, 1], ["a", "b", "a", "b"])
    >>> table.time.tolist(), table.at_risk.tolist()
    ([1.0, 2.0, 4.0], [[2.0, 2.0], [1.0, 2.0], [0.0, 1.0]])
    """
    times = as_numbers(time, "time")
    happened = np.asarray(event, dtype=bool)
    labels = as_labels(group, "group")
    levels = as_labels([0] * len(times) if strata is None else strata, "strata")
    check_lengths(time=times, event=happened, group=labels, strata=levels)
    known = is_known(times) & is_known(labels) & is_known(levels)
    times, happened, labels, levels = times[known], happened[known], labels[known], levels[known]
    if np.any(times < 0):
        raise AnalysisError("a time to event is negative; it must be counted from the start")
    groups = levels_of(labels)
    tables = []
    for stratum in levels_of(levels):
        own = levels == stratum
        at = np.unique(times[own & happened])
        members = [own & (labels == each) for each in groups]
        tables.append(
            RiskTable(
                stratum=stratum,
                groups=groups,
                time=at,
                events=_columns([_at(times[m & happened], at) for m in members], len(at)),
                at_risk=_columns([_not_below(times[m], at) for m in members], len(at)),
            )
        )
    return tuple(tables)


def _columns(columns: Sequence[Floats], rows: int) -> Floats:
    return np.stack(columns, axis=1) if columns else np.zeros((rows, 0))


def _not_below(times: Floats, at: Floats) -> Floats:
    """How many of `times` are not below each of `at`."""
    return len(times) - np.searchsorted(np.sort(times), at, side="left").astype(np.float64)


def _at(times: Floats, at: Floats) -> Floats:
    """How many of `times` equal each of `at`."""
    ordered = np.sort(times)
    last = np.searchsorted(ordered, at, side="right")
    return (last - np.searchsorted(ordered, at, side="left")).astype(np.float64)
