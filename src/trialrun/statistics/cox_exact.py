"""The exact partial likelihood of tied times: which of those at risk have the events."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from trialrun.statistics.arrays import Floats

Piece = tuple[float, Floats, Floats]
"""A log likelihood, its gradient (p,) and its information (p, p)."""


def exact_derivatives(
    x: Floats, deaths: Sequence[NDArray[np.int64]], last: Sequence[int], beta: Floats
) -> Piece:
    """
    Return the exact log partial likelihood of a stratum with its derivatives.

    Its denominator at a time is the sum, over all sets of as many subjects at risk as have the
    event, of the product of their hazards: an elementary symmetric polynomial, built subject by
    subject as the risk set grows towards earlier times.

    Args:
        x: (n, p) covariates, times falling.
        deaths: rows with an event at each event time, times falling.
        last: the last row at risk at each of these times.
        beta: (p,) coefficients.
    Source: Gail, Lubin and Rubinstein (1981), Biometrika 68:703-707.
    """
    n, size = x.shape
    gradient, information = np.zeros(size), np.zeros((size, size))
    if not deaths:
        return 0.0, gradient, information
    most = max(map(len, deaths))
    with np.errstate(over="ignore", invalid="ignore"):
        hazard = np.exp(x @ beta)
        scale = max(float(hazard.mean()) * n / most, 1e-300)  # keeps the polynomials near 1
        hazard = hazard / scale
        zero = np.zeros(most + 1)
        zero[0] = 1.0
        one, two = np.zeros((most + 1, size)), np.zeros((most + 1, size, size))
        likelihood, row = 0.0, 0
        for own, until in zip(deaths, last, strict=True):
            for at in range(row, until + 1):
                h, v = hazard[at], x[at]
                shifted = one[:-1, :, None] * v
                two[1:] += h * (
                    two[:-1]
                    + shifted
                    + shifted.transpose(0, 2, 1)
                    + zero[:-1, None, None] * np.outer(v, v)
                )
                one[1:] += h * (one[:-1] + zero[:-1, None] * v)
                zero[1:] += h * zero[:-1]
            row = until + 1
            tied = len(own)
            total = float(zero[tied])
            mean = one[tied] / total
            likelihood += float((x[own] @ beta).sum())
            likelihood -= (log(total) if total > 0 else -np.inf) + tied * log(scale)
            gradient += x[own].sum(axis=0) - mean
            information += two[tied] / total - np.outer(mean, mean)
    return likelihood, gradient, information


def sum_of_pieces(pieces: Sequence[Piece]) -> Piece:
    """Add up what strata contribute."""
    return (
        float(sum(each[0] for each in pieces)),
        np.sum([each[1] for each in pieces], axis=0),
        np.sum([each[2] for each in pieces], axis=0),
    )
