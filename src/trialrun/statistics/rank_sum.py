"""Wilcoxon's rank-sum test of two groups, with ties, within strata (van Elteren's test)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

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
from trialrun.statistics.distributions import chi_square_tail, normal_tail
from trialrun.statistics.milestone import two_groups


@dataclass(frozen=True, slots=True)
class RankSum:
    """
    The test of an experimental against a control group.

    `z` is above 0 where the experimental group's values are larger. `superiority` is the share of
    pairs of an experimental and a control subject in which the former is larger, ties counted
    half, weighted over strata as the test does.
    """

    z: float
    p: float
    p_one_sided: float
    superiority: float


def rank_sum(
    values: ArrayLike | Sequence[float | None],
    group: Labels,
    *,
    experimental: Any,
    strata: Labels | None = None,
) -> RankSum:
    """
    Test whether values of two groups have one distribution, by their ranks in each stratum.

    Ties take their mean rank and the variance counts them; no continuity correction. Strata are
    weighted by 1 / (n + 1).

    Args:
        values: (n,) numbers; a missing one is left out.
        group: (n,) labels, two of them.
        experimental: the label whose larger values make `z` positive.
        strata: (n,) labels; None is one stratum.
    Returns:
        The statistic, above 0 where the experimental group's values are larger, its p-values and
        the probability of superiority.
    Raises:
        AnalysisError: not two groups, or nothing to compare within any stratum.
    Source: Wilcoxon (1945), Biometrics Bulletin 1:80-83; van Elteren (1960), Bulletin of the
        International Statistical Institute 37:351-361.

    >>> test = rank_sum([1, 2, 3, 4, 5, 6], list("ccecee"), experimental="e")
    >>> round(test.z, 4), round(test.superiority, 4)
    (1.5275, 0.8889)
    """
    y, labels = as_numbers(values, "values"), as_labels(group, "group")
    levels = as_labels([0] * len(y) if strata is None else strata, "strata")
    check_lengths(values=y, group=labels, strata=levels)
    known = is_known(y) & is_known(labels) & is_known(levels)
    y, labels, levels = y[known], labels[known], levels[known]
    treated, _ = two_groups(labels, experimental)
    difference = variance = wins = pairs = 0.0
    for stratum in levels_of(levels):
        own = levels == stratum
        n, n_treated = int(own.sum()), int((own & treated).sum())
        if n_treated in {0, n}:
            continue
        _, inverse, counts = np.unique(y[own], return_inverse=True, return_counts=True)
        ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
        total = float(ranks[treated[own]].sum())
        others, weight = n - n_treated, 1 / (n + 1)
        spread = float(np.sum((ranks - (n + 1) / 2) ** 2)) / (n - 1)
        difference += weight * (total - n_treated * (n + 1) / 2)
        variance += weight**2 * spread * n_treated * others / n
        wins += weight * (total - n_treated * (n_treated + 1) / 2)
        pairs += weight * n_treated * others
    if variance <= 0:
        raise AnalysisError("a rank-sum test needs a stratum with two groups and two values")
    z = difference / sqrt(variance)
    return RankSum(z, chi_square_tail(z * z, 1), normal_tail(z), wins / pairs)
