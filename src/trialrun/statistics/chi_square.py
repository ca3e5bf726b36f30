"""Pearson's chi-square test of a contingency table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import Floats
from trialrun.statistics.distributions import chi_square_tail


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Pearson's statistic with its reference distribution."""

    statistic: float
    df: int
    p: float
    n: int
    smallest_expected: float


def counts_without_empty_lines(table: ArrayLike) -> Floats:
    """Return a table of counts without rows and columns that are all zero."""
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2:
        raise AnalysisError(f"a contingency table has 2 dimensions, this one has {counts.ndim}")
    if np.any(counts < 0) or np.any(counts != np.floor(counts)):
        raise AnalysisError("a contingency table holds counts: whole numbers that are not negative")
    counts = counts[counts.sum(axis=1) > 0]
    return np.asarray(counts[:, counts.sum(axis=0) > 0], dtype=np.float64)


def chi_square(table: ArrayLike) -> ChiSquare:
    """
    Test whether rows and columns are independent, without continuity correction.

    Args:
        table: (r, c) counts; empty rows and columns are left out.
    Returns:
        The statistic, (r - 1)(c - 1) degrees of freedom, p-value, total and smallest expected
        count (below 5 the p-value is rough).
    Raises:
        AnalysisError: no table of counts, or fewer than two rows or columns that are not empty.
    Source: Agresti (2013), Categorical Data Analysis, section 3.2.

    >>> round(chi_square([[10, 20], [20, 10]]).statistic, 6)
    6.666667
    """
    counts = counts_without_empty_lines(table)
    rows, columns = counts.shape
    if rows < 2 or columns < 2:
        raise AnalysisError(
            f"a chi-square test needs two rows and two columns with counts; "
            f"found {rows} and {columns}"
        )
    total = counts.sum()
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total
    statistic = float(np.sum((counts - expected) ** 2 / expected))
    df = (rows - 1) * (columns - 1)
    return ChiSquare(
        statistic, df, chi_square_tail(statistic, df), int(total), float(expected.min())
    )
