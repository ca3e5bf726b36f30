"""Weights that rank tests give to events: early, late, or alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np

from trialrun.errors import RequestError
from trialrun.statistics.arrays import Floats
from trialrun.statistics.risk_table import RiskTable

Weight = Callable[[RiskTable], Floats]
"""A weight for each event time of a stratum, (k,)."""


@dataclass(frozen=True, slots=True)
class FlemingHarrington:
    """
    S(t-)^rho (1 - S(t-))^gamma, with S the Kaplan-Meier estimate of the groups together.

    rho = gamma = 0 is the logrank test; rho = 1 the Prentice-Wilcoxon test (G-rho); gamma = 1
    weighs late events.

    Source: Fleming and Harrington (1991), Counting Processes and Survival Analysis, section 7.2;
        Harrington and Fleming (1982), Biometrika 69:553-566.

    >>> FlemingHarrington(rho=0, gamma=1)
    FlemingHarrington(rho=0, gamma=1)
    """

    rho: float = 0.0
    gamma: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("rho", self.rho), ("gamma", self.gamma)):
            if not (isfinite(value) and value >= 0):
                raise RequestError(f"{name} of Fleming-Harrington weights is {value}, must be >= 0")

    def __call__(self, table: RiskTable) -> Floats:
        """Weights of the event times of a stratum."""
        before = table.survival_before
        return np.asarray(before**self.rho * (1 - before) ** self.gamma, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class ModestlyWeighted:
    """
    1 / max(S(t-), S(delay)): weights rise until `delay` and stay there, at most `largest`.

    A test with these weights keeps its size wherever survival under treatment is nowhere better
    than under control.

    Source: Magirr and Burman (2019), Statistics in Medicine 38:3782-3790; Magirr (2021),
        Pharmaceutical Statistics 20:512-527 (`largest`, with `delay` infinite).
    """

    delay: float = inf
    largest: float = inf

    def __post_init__(self) -> None:
        if not self.delay >= 0:
            raise RequestError(f"delay of modest weights is {self.delay}, must be >= 0")
        if not self.largest >= 1:
            raise RequestError(f"largest of modest weights is {self.largest}, must be >= 1")

    def __call__(self, table: RiskTable) -> Floats:
        """Weights of the event times of a stratum."""
        until = table.survival[table.time <= self.delay]
        floor = 0.0 if self.delay == inf else float(until[-1]) if len(until) else 1.0
        with np.errstate(divide="ignore"):
            weights = 1 / np.maximum(table.survival_before, floor)
        return np.asarray(np.minimum(weights, self.largest), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class EarlyZero:
    """
    0 before `period`, then 1: for an effect that can not begin earlier.

    Source: Xu, Zhen, Park and Zhu (2017), Statistics in Medicine 36:592-605.
    """

    period: float

    def __post_init__(self) -> None:
        if not self.period >= 0:
            raise RequestError(f"period of early zero weights is {self.period}, must be >= 0")

    def __call__(self, table: RiskTable) -> Floats:
        """Weights of the event times of a stratum."""
        return np.where(table.time < self.period, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class AtRisk:
    """
    The number at risk to a power: 1 is Gehan's generalised Wilcoxon test, 1/2 Tarone and Ware's.

    Source: Gehan (1965), Biometrika 52:203-223; Tarone and Ware (1977), Biometrika 64:156-160.
    """

    power: float = 1.0

    def __call__(self, table: RiskTable) -> Floats:
        """Weights of the event times of a stratum."""
        return np.asarray(table.all_at_risk**self.power, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class PetoPrentice:
    """
    The product of 1 - d / (n + 1) up to and with each time, a survival estimate that is never 0.

    Source: Peto and Peto (1972), JRSS A 135:185-207; Prentice (1978), Biometrika 65:167-179.
    """

    def __call__(self, table: RiskTable) -> Floats:
        """Weights of the event times of a stratum."""
        return np.asarray(
            np.cumprod(1 - table.all_events / (table.all_at_risk + 1)), dtype=np.float64
        )


LOGRANK = FlemingHarrington()
