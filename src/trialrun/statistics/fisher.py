"""Fisher's exact test of a contingency table, two-sided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import exp, lgamma

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError
from trialrun.statistics.chi_square import counts_without_empty_lines

RELATIVE_TIE = 1e-7
"""Two tables count as equally probable within this relative distance."""

MOST_STATES = 2_000_000
"""Partial tables that are kept at most before a table is refused as too large."""


def fisher_exact(table: ArrayLike) -> float:
    """
    Two-sided exact p-value of independence, given both margins.

    It is the probability of all tables with these margins that are not more probable than the
    one observed. Tables of any size are allowed; columns are worked through one by one, and
    partial tables with the same rest are kept together.

    Args:
        table: (r, c) counts; empty rows and columns are left out.
    Returns:
        The p-value; 1 where only one table has these margins.
    Raises:
        AnalysisError: no table of counts, or one too large to enumerate.
    Source: Freeman and Halton (1951), Biometrika 38:141-149; Mehta and Patel (1983), JASA
        78:427-434.

    >>> round(fisher_exact([[3, 1], [1, 3]]), 6)
    0.485714
    """
    counts = counts_without_empty_lines(table).astype(int)
    if counts.shape[0] > counts.shape[1]:
        counts = counts.T
    if min(counts.shape) < 2:
        return 1.0
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    constant = sum(map(_log_factorial, rows)) + sum(map(_log_factorial, columns))
    constant -= _log_factorial(int(counts.sum()))
    observed = -sum(_log_factorial(int(cell)) for cell in counts.flat)
    limit = observed + RELATIVE_TIE

    # States: what is left of the row margins -> log weights of the columns placed so far, each
    # with how many tables share it, weights rounded where they can not be told apart.
    states: dict[tuple[int, ...], dict[float, int]] = {tuple(map(int, rows)): {0.0: 1}}
    for column in map(int, columns):
        following: dict[tuple[int, ...], dict[float, int]] = defaultdict(lambda: defaultdict(int))
        for left, weights in states.items():
            for cells in _compositions(column, left):
                rest = tuple(have - taken for have, taken in zip(left, cells, strict=True))
                step = sum(_log_factorial(cell) for cell in cells)
                target = following[rest]
                for weight, ways in weights.items():
                    target[round(weight - step, 12)] += ways
        states = following
        if sum(map(len, states.values())) > MOST_STATES:
            raise AnalysisError(
                f"Fisher's exact test of {counts.shape[0]} x {counts.shape[1]} counts with total "
                f"{counts.sum()} is too large to enumerate",
                hint="use the chi-square test.",
            )
    final = states[(0,) * len(rows)]
    total = sum(ways * exp(constant + w) for w, ways in sorted(final.items()) if w <= limit)
    return min(1.0, float(total))


def _log_factorial(n: int | np.int64) -> float:
    return lgamma(int(n) + 1)


def _compositions(total: int, most: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every way to draw `total` from rows that have at most `most` left."""
    if len(most) == 1:
        if total <= most[0]:
            yield (total,)
        return
    rest = sum(most[1:])
    for first in range(max(0, total - rest), min(total, most[0]) + 1):
        for others in _compositions(total - first, most[1:]):
            yield (first, *others)
