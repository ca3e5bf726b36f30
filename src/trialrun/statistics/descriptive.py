"""Summary statistics of one sample, with the quantiles that clinical tables print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import Floats, as_numbers, is_known


@dataclass(frozen=True, slots=True)
class Description:
    """A sample in numbers; what the sample is too small for is None."""

    n: int
    mean: float | None
    standard_deviation: float | None
    median: float | None
    minimum: float | None
    maximum: float | None
    lower_quartile: float | None
    upper_quartile: float | None


def describe(values: ArrayLike | Sequence[float | None]) -> Description:
    """
    Describe a sample: n, mean, standard deviation, median, range and quartiles.

    Args:
        values: (n,) numbers; None and NaN are left out.
    Returns:
        The description. The standard deviation has n - 1 as divisor and needs two values; the
        median and quartiles follow `quantile`.

    >>> d = describe([4, 1, 3, None, 2])
    >>> d.n, d.mean, d.median, d.lower_quartile, d.upper_quartile
    (4, 2.5, 2.5, 1.5, 3.5)
    """
    sample = _known_sorted(values)
    n = len(sample)
    if n == 0:
        return Description(0, None, None, None, None, None, None, None)
    mean = float(np.sum(sample) / n)
    spread = sqrt(float(np.sum((sample - mean) ** 2)) / (n - 1)) if n > 1 else None
    return Description(
        n=n,
        mean=mean,
        standard_deviation=spread,
        median=_quantile_of_sorted(sample, 0.5),
        minimum=float(sample[0]),
        maximum=float(sample[-1]),
        lower_quartile=_quantile_of_sorted(sample, 0.25),
        upper_quartile=_quantile_of_sorted(sample, 0.75),
    )


def quantile(values: ArrayLike | Sequence[float | None], share: float) -> float | None:
    """
    Quantile by the empirical distribution function with averaging (SAS definition 5).

    With n sorted values and j the whole part of n * share: the value j + 1, or, where n * share
    is whole, the mean of the values j and j + 1.

    Args:
        values: (n,) numbers; None and NaN are left out.
        share: between 0 and 1, such as 0.25.
    Returns:
        The quantile; None of an empty sample.
    Raises:
        AnalysisError: share lies outside 0 to 1.
    Source: Hyndman and Fan (1996), The American Statistician 50:361-365, definition 2.

    >>> quantile([1, 2, 3, 4, 5], 0.25)
    2.0
    """
    if not 0 <= share <= 1:
        raise AnalysisError(f"share is {share}, must be from 0 to 1")
    sample = _known_sorted(values)
    return _quantile_of_sorted(sample, share) if len(sample) else None


def _known_sorted(values: ArrayLike | Sequence[float | None]) -> Floats:
    array = as_numbers(values, "values")
    return np.sort(array[is_known(array)])


def _quantile_of_sorted(sample: Floats, share: float) -> float:
    """Quantile of a sample that is sorted and not empty."""
    n = len(sample)
    position = n * share
    # 0.1 * 30 is a hair above 3: a position that near to a whole number is meant to be one.
    below = round(position) if abs(position - round(position)) < 1e-9 * max(n, 1) else None
    if below is None:
        return float(sample[floor(position)])
    if below == 0:
        return float(sample[0])
    if below == n:
        return float(sample[-1])
    return float((sample[below - 1] + sample[below]) / 2)
