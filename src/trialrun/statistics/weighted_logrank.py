"""Weighted logrank tests: of two groups with their direction, and of several groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import Floats, Labels
from trialrun.statistics.distributions import chi_square_tail, normal_tail
from trialrun.statistics.event_weights import LOGRANK, Weight
from trialrun.statistics.risk_table import RiskTable, risk_tables


@dataclass(frozen=True, slots=True)
class WeightedLogrank:
    """
    A weighted test of an experimental against a control group.

    `score` is the weighted sum of observed minus expected events of the experimental group,
    `variance` its variance. `z` is -score / sqrt(variance), above 0 where the experimental group
    has fewer events than expected. `p` is two-sided, `p_one_sided` against no benefit.
    """

    score: float
    variance: float
    z: float
    p: float
    p_one_sided: float
    strata: int


@dataclass(frozen=True, slots=True)
class WeightedLogrankGroups:
    """
    A weighted test that groups have one hazard, its chi-square statistic and degrees of freedom.

    `observed` and `expected` are weighted sums of events of each group in each stratum (strata by
    groups); `covariance` (groups by groups) is of the groups' sums of observed - expected.
    """

    statistic: float
    df: int
    p: float
    groups: tuple[Any, ...]
    strata: tuple[Any, ...]
    observed: tuple[tuple[float, ...], ...]
    expected: tuple[tuple[float, ...], ...]
    covariance: tuple[tuple[float, ...], ...]


def weighted_logrank(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    group: Labels,
    *,
    experimental: Any,
    strata: Labels | None = None,
    weight: Weight = LOGRANK,
) -> WeightedLogrank:
    """
    Test whether two groups have one hazard within each stratum, weighing events by their time.

    Scores and their hypergeometric variances (right under ties) are summed over strata; weights
    are those of each stratum.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels, two of them.
        experimental: the label whose benefit makes `z` positive.
        strata: (n,) labels; None is one stratum. A subject with a missing time, group or
            stratum is left out.
        weight: FlemingHarrington, ModestlyWeighted, EarlyZero, AtRisk, PetoPrentice, or a function
            that gives a weight to each event time of a RiskTable.
    Returns:
        The weighted score and its variance, z, above 0 for a benefit, and its p-values.
    Raises:
        AnalysisError: not two groups, or no event with a weight while both are at risk.
    Source: Fleming and Harrington (1991), Counting Processes and Survival Analysis, chapter 7.

    >>> from trialrun.statistics.event_weights import FlemingHarrington
    >>> test = weighted_logrank(
    ...     [1, 2, 3, 4, 5, 6],
    ...     [1, 1, 1, 1, 1, 1],
    ...     list("cecece"),
    ...     experimental="e",
    ...     weight=FlemingHarrington(0, 1),
    ... )
    >>> round(test.score, 4), round(test.z, 4)
    (-0.2667, 0.5946)
    """
    tables = risk_tables(time, event, group, strata)
    treated = position_of(experimental, tables)
    score = variance = 0.0
    for table in tables:
        weights = weight(table)
        difference = table.events[:, treated] - table.expected[:, treated]
        score += float(np.sum(weights * difference))
        variance += float(np.sum(weights**2 * table.covariance[:, treated, treated]))
    if variance <= 0:
        raise AnalysisError(
            "a weighted logrank test needs an event with a weight while two groups are at risk"
        )
    z = -score / sqrt(variance)
    return WeightedLogrank(
        score=score,
        variance=variance,
        z=z,
        p=chi_square_tail(z * z, 1),
        p_one_sided=normal_tail(z),
        strata=len(tables),
    )


def weighted_logrank_groups(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    group: Labels,
    *,
    strata: Labels | None = None,
    weight: Weight = LOGRANK,
) -> WeightedLogrankGroups:
    """
    Test whether two or more groups have one hazard within each stratum, weighing events.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels.
        strata: (n,) labels; None is one stratum.
        weight: as in `weighted_logrank`; FlemingHarrington(rho) is the G-rho test.
    Returns:
        The chi-square statistic, its degrees of freedom and p-value; weighted observed and expected
        events (strata, groups) and the covariance (groups, groups).
    Raises:
        AnalysisError: fewer than two groups, or no event with a weight while two are at risk.
    Source: Harrington and Fleming (1982), Biometrika 69:553-566.

    >>> test = weighted_logrank_groups([1, 2, 3, 4], [1, 1, 1, 1], ["a", "b", "a", "b"])
    >>> test.df, round(test.statistic, 4)
    (1, 0.6154)
    """
    tables = risk_tables(time, event, group, strata)
    groups = tables[0].groups if tables else ()
    if len(groups) < 2:
        raise AnalysisError(f"a logrank test needs two groups; found {len(groups)}")
    observed = np.zeros((len(tables), len(groups)))
    expected = np.zeros_like(observed)
    covariance = np.zeros((len(groups), len(groups)))
    for row, table in enumerate(tables):
        weights = weight(table)
        observed[row] = weights @ table.events
        expected[row] = weights @ table.expected
        covariance += np.einsum("k,kij->ij", weights**2, table.covariance)
    difference = (observed - expected).sum(axis=0)[:-1]
    reduced = covariance[:-1, :-1]
    df = int(np.linalg.matrix_rank(reduced))
    if df == 0:
        raise AnalysisError(
            "a logrank test needs an event with a weight while two groups are at risk"
        )
    statistic = float(difference @ np.linalg.pinv(reduced, hermitian=True) @ difference)
    return WeightedLogrankGroups(
        statistic=statistic,
        df=df,
        p=chi_square_tail(statistic, df),
        groups=groups,
        strata=tuple(table.stratum for table in tables),
        observed=_rows(observed),
        expected=_rows(expected),
        covariance=_rows(covariance),
    )


def position_of(experimental: Any, tables: Sequence[RiskTable]) -> int:
    """
    Return which column of the tables is the experimental group's.

    Raises:
        AnalysisError: there are not two groups, the experimental one and another.
    """
    groups = tables[0].groups if tables else ()
    if len(groups) != 2 or experimental not in groups:
        raise AnalysisError(
            f"a test with a direction needs two groups, {experimental} and another; "
            f"found {', '.join(map(str, groups)) or 'none'}"
        )
    return groups.index(experimental)


def _rows(matrix: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in matrix)
