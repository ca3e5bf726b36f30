"""Small draws that every part of a synthetic trial makes, from named streams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trialrun.streams import stream
from trialrun.study import Range

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Objects = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Streams:
    """The named random streams of one synthetic trial."""

    seed: int
    trial: int

    def __call__(self, *names: str) -> np.random.Generator:
        """Return the generator of a purpose, always at its beginning."""
        return stream(self.seed, "synthetic", *names, self.trial)


def chosen(rng: np.random.Generator, shares: Sequence[float] | Floats, count: int) -> Integers:
    """Return `count` positions drawn by relative shares."""
    weights = np.asarray(shares, dtype=float)
    bounds = np.cumsum(weights) / weights.sum()
    return np.minimum(np.searchsorted(bounds, rng.random(count), side="right"), len(weights) - 1)


def chosen_words(rng: np.random.Generator, shares: Mapping[str, float], count: int) -> Objects:
    """Return `count` words drawn by their relative shares."""
    words = np.array(list(shares), dtype=object)
    return words[chosen(rng, list(shares.values()), count)]


def in_range(rng: np.random.Generator, what: Range, count: int) -> Floats:
    """Return draws of a normal distribution cut at its bounds (drawn again where beyond)."""
    values = rng.normal(what.mean, what.standard_deviation, count)
    for _ in range(_REDRAWS):
        beyond = (values < what.low) | (values > what.high)
        if not beyond.any():
            break
        values[beyond] = rng.normal(what.mean, what.standard_deviation, int(beyond.sum()))
    return np.clip(values, what.low, what.high)


_REDRAWS = 20


def by_arm(value: float | dict[str, float], arms: Sequence[str]) -> Floats:
    """Return a number for each arm; an arm that is not named has 0."""
    if isinstance(value, dict):
        return np.array([value.get(arm, 0.0) for arm in arms])
    return np.full(len(arms), float(value))


def correlated(
    rng: np.random.Generator, subjects: int, rows: Integers, width: int, correlation: Floats
) -> Floats:
    """
    Return standard normal values of which any two of a subject correlate.

    Args:
        rng: generator.
        subjects: number of subjects.
        rows: subject of each row.
        width: columns, drawn independently.
        correlation: of two rows of a subject, for each column.
    Returns:
        Shape (rows, width).
    """
    own = rng.standard_normal((subjects, width))[rows] * np.sqrt(correlation)
    return own + rng.standard_normal((len(rows), width)) * np.sqrt(1 - correlation)


def log_parameters(mean: float, deviation: float) -> tuple[float, float]:
    """Return mean and standard deviation of the logarithm of a log-normal variable."""
    variance = np.log1p((deviation / mean) ** 2)
    return float(np.log(mean) - variance / 2), float(np.sqrt(variance))
