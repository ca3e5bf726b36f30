"""The MaxCombo test: the best of several weighted logrank tests, with what choosing it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError, RequestError
from trialrun.statistics.arrays import Floats, Labels
from trialrun.statistics.event_weights import FlemingHarrington, Weight
from trialrun.statistics.risk_table import risk_tables
from trialrun.statistics.weighted_logrank import position_of

DEFAULT_WEIGHTS: tuple[Weight, ...] = (
    FlemingHarrington(0, 0),
    FlemingHarrington(0, 1),
    FlemingHarrington(1, 0),
    FlemingHarrington(1, 1),
)


@dataclass(frozen=True, slots=True)
class MaxCombo:
    """
    The tests of a MaxCombo, each with `z` above 0 for benefit, and their correlation.

    `statistic` is the largest z, `p_one_sided` the probability that the largest of the tests is
    at least that where there is no difference (to 1e-4; the same for the same data).
    """

    z: tuple[float, ...]
    scores: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    correlation: tuple[tuple[float, ...], ...]
    statistic: float
    p_one_sided: float


def maxcombo(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    group: Labels,
    *,
    experimental: Any,
    strata: Labels | None = None,
    weights: Sequence[Weight] = DEFAULT_WEIGHTS,
) -> MaxCombo:
    """
    Test a benefit of unknown time course by the largest of several weighted logrank tests.

    The tests are jointly normal with the covariance of their hypergeometric scores.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels, two of them.
        experimental: the label whose benefit makes `z` positive.
        strata: (n,) labels; None is one stratum.
        weights: one for each test.
    Returns:
        The z of each test, their scores, covariance and correlation, the largest z and its
        one-sided p-value.
    Raises:
        RequestError: no weights.
        AnalysisError: not two groups, or a test without a weighted event.
    Source: Lee (2007), Biometrics 63:1251-1256; Karrison (2016), Stata Journal 16:678-690.

    >>> test = maxcombo([1, 2, 3, 4], [1, 1, 1, 1], list("cece"), experimental="e")
    >>> round(test.statistic, 4), round(test.p_one_sided, 3)
    (0.7845, 0.338)
    """
    if not weights:
        raise RequestError("a MaxCombo test needs at least one weight; there is none")
    tables = risk_tables(time, event, group, strata)
    treated = position_of(experimental, tables)
    scores = np.zeros(len(weights))
    covariance = np.zeros((len(weights), len(weights)))
    for table in tables:
        each = np.stack([weight(table) for weight in weights])
        scores += each @ (table.events[:, treated] - table.expected[:, treated])
        covariance += (each * table.covariance[:, treated, treated]) @ each.T
    spread = np.sqrt(np.diag(covariance))
    if np.any(spread <= 0):
        raise AnalysisError("a MaxCombo test needs an event with each weight while two are at risk")
    correlation = covariance / np.outer(spread, spread)
    z = -scores / spread
    return MaxCombo(
        z=tuple(map(float, z)),
        scores=tuple(map(float, scores)),
        covariance=tuple(tuple(map(float, row)) for row in covariance),
        correlation=tuple(tuple(map(float, row)) for row in correlation),
        statistic=float(z.max()),
        p_one_sided=1 - _all_below(float(z.max()), correlation),
    )


def _all_below(height: float, correlation: Floats) -> float:
    """Probability that correlated standard normal variables are all below a height."""
    from scipy.stats import multivariate_normal, norm

    apart: list[int] = []  # tests that are the same count once
    for at in range(len(correlation)):
        if all(abs(correlation[at, other]) < 1 - 1e-10 for other in apart):
            apart.append(at)
    if len(apart) == 1:
        return float(norm.cdf(height))
    reduced = correlation[np.ix_(apart, apart)]
    return float(
        multivariate_normal.cdf(
            np.full(len(apart), height),
            cov=reduced,
            allow_singular=True,
            maxpts=100_000,
            abseps=1e-5,
            releps=1e-5,
            rng=20_070,
        )
    )
