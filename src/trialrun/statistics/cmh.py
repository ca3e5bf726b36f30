"""Cochran-Mantel-Haenszel test of row mean scores, over strata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import (
    Labels,
    as_labels,
    as_numbers,
    check_lengths,
    is_known,
    levels_of,
)
from trialrun.statistics.distributions import chi_square_tail


@dataclass(frozen=True, slots=True)
class RowMeanScores:
    """Statistic of the test that groups have one mean score within strata."""

    statistic: float
    df: int
    p: float
    n: int


def cmh_row_mean_scores(
    scores: ArrayLike | Sequence[float | None],
    groups: Labels,
    strata: Labels | None = None,
) -> RowMeanScores:
    """
    Test whether the mean score differs between groups, within strata.

    Args:
        scores: (n,) scores of ordered categories, as numbers (table scores).
        groups: (n,) labels of the groups compared, whose order does not matter.
        strata: (n,) labels; None for one stratum. A stratum of one subject adds nothing.
    Returns:
        The statistic with its degrees of freedom (groups - 1 where all can be compared) and
        p-value from the chi-square distribution.
    Raises:
        AnalysisError: nothing can be compared within any stratum.
    Source: Landis, Heyman and Koch (1978), International Statistical Review 46:237-254.

    >>> round(cmh_row_mean_scores([1, 2, 3, 4], ["a", "a", "b", "b"]).statistic, 6)
    2.4
    """
    y, g = as_numbers(scores, "scores"), as_labels(groups, "groups")
    s = as_labels(["all"] * len(y) if strata is None else strata, "strata")
    check_lengths(scores=y, groups=g, strata=s)
    known = is_known(y) & is_known(g) & is_known(s)
    y, g, s = y[known], g[known], s[known]
    levels = levels_of(g)
    difference = np.zeros(max(len(levels) - 1, 0))
    variance = np.zeros((len(difference), len(difference)))
    for stratum in levels_of(s):
        here = s == stratum
        n = int(np.sum(here))
        if n < 2:
            continue
        sizes = np.array([np.sum(g[here] == each) for each in levels[:-1]], dtype=np.float64)
        sums = np.array([np.sum(y[here & (g == each)]) for each in levels[:-1]])
        mean = float(np.mean(y[here]))
        spread = float(np.sum((y[here] - mean) ** 2)) / (n - 1)
        difference += sums - sizes * mean
        variance += spread * (np.diag(sizes) - np.outer(sizes, sizes) / n)
    df = int(np.linalg.matrix_rank(variance)) if variance.size else 0
    if df == 0:
        raise AnalysisError("row mean scores need a stratum with two groups and two scores")
    statistic = float(difference @ np.linalg.pinv(variance, hermitian=True) @ difference)
    return RowMeanScores(statistic, df, chi_square_tail(statistic, df), len(y))
