"""What a design does under effects smaller and larger than the one it was sized for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.design.boundaries import Boundaries
from trialrun.design.recursion import stopping_probabilities
from trialrun.design.sample_size_means import power_means

SHARES = tuple(range(0, 160, 10))
"""Percent of the planned effect."""


@dataclass(frozen=True, slots=True)
class Effect:
    """
    Operating characteristics under a share of the planned effect.

    `share` is in percent, of the log hazard ratio or of the difference. `power` is the probability
    of success with futility bounds kept; `stop_efficacy` and `stop_futility` are those of stopping
    at an interim look, `average_events` the events at the end; None for a test with one look.
    """

    share: int
    power: float
    hazard_ratio: float | None = None
    difference: float | None = None
    stop_efficacy: float | None = None
    stop_futility: float | None = None
    average_events: float | None = None


def effects_sequential(
    bounds: Boundaries, means: Sequence[float], events: Sequence[int], hazard_ratio: float
) -> tuple[Effect, ...]:
    """
    Operating characteristics of a group-sequential test over effects.

    Args:
        bounds: of the test.
        means: of Z at each look under the planned effect, (n_looks,).
        events: at each look.
        hazard_ratio: planned, the average up to the last look.
    Returns:
        One for each of SHARES; the means are taken in proportion to the log hazard ratio.
    Source: Jennison and Turnbull (2000), chapters 2 and 19.
    """
    found = []
    for share in SHARES:
        stop = stopping_probabilities(
            bounds.information,
            upper=bounds.efficacy,
            lower=bounds.futility,
            drift=[share / 100 * mean for mean in means],
        )
        found.append(
            Effect(
                share,
                power=float(stop.upper.sum()),
                hazard_ratio=float(np.exp(share / 100 * np.log(hazard_ratio))),
                stop_efficacy=float(stop.upper[:-1].sum()),
                stop_futility=float(stop.lower[:-1].sum()),
                average_events=float((stop.upper + stop.lower) @ np.array(events, float)),
            )
        )
    return tuple(found)


def effects_fixed(
    difference: float, standard_deviation: float, per_arm: int, alpha: float
) -> tuple[Effect, ...]:
    """
    Power of a comparison of two means over differences, by Student's t.

    Args:
        difference: planned, in units of the endpoint.
        standard_deviation: of the endpoint.
        per_arm: subjects in each arm.
        alpha: one-sided.
    Returns:
        One for each of SHARES.
    """
    return tuple(
        Effect(
            share,
            power=alpha
            if share == 0
            else power_means(
                difference * share / 100, standard_deviation, per_arm, alpha=alpha, distribution="t"
            ),
            difference=difference * share / 100,
        )
        for share in SHARES
    )
