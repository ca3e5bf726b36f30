"""One-way analysis of variance."""

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
from trialrun.statistics.distributions import f_tail


@dataclass(frozen=True, slots=True)
class OneWayAnova:
    """The F test that all groups have one mean."""

    f: float
    df_between: int
    df_within: int
    p: float
    mean_square_error: float


def anova_one_way(values: ArrayLike | Sequence[float | None], groups: Labels) -> OneWayAnova:
    """
    Test whether the means of groups differ.

    Args:
        values: (n,) numbers.
        groups: (n,) labels. A pair with a missing value or label is left out.
    Returns:
        F, its degrees of freedom and p-value, and the mean square error.
    Raises:
        AnalysisError: fewer than two groups, no degree of freedom left, or no spread at all.
    Source: Searle (1971), Linear Models, chapter 6.

    >>> round(anova_one_way([1, 2, 3, 4, 5, 6], ["a", "a", "a", "b", "b", "b"]).f, 6)
    13.5
    """
    y, g = as_numbers(values, "values"), as_labels(groups, "groups")
    check_lengths(values=y, groups=g)
    known = is_known(y) & is_known(g)
    y, g = y[known], g[known]
    levels = levels_of(g)
    df_between, df_within = len(levels) - 1, len(y) - len(levels)
    if df_between < 1 or df_within < 1:
        raise AnalysisError(
            f"an analysis of variance needs two groups and a repeated one; "
            f"found {len(levels)} groups with {len(y)} values"
        )
    grand = np.mean(y)
    samples = [y[g == level] for level in levels]
    between = sum(len(s) * (np.mean(s) - grand) ** 2 for s in samples)
    within = sum(float(np.sum((s - np.mean(s)) ** 2)) for s in samples)
    if within <= 0:
        raise AnalysisError("an analysis of variance needs spread within groups; there is none")
    error = within / df_within
    f = float(between / df_between / error)
    return OneWayAnova(f, df_between, df_within, f_tail(f, df_between, df_within), error)
