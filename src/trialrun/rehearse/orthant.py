"""Probability that correlated normal variables all lie below their limits."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import special

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)


def orthant(limits: NDArray[np.float64], correlation: NDArray[np.float64]) -> float:
    """
    Return P(Z1 < limit 1, Z2 < limit 2, …) of standard normal variables.

    Args:
        limits: (k,).
        correlation: (k, k).
    Source: for two, Drezner and Wesolowsky (1990), Journal of Statistical Computation and
        Simulation 35:101-107; for more, the variable first named is integrated out.

    >>> round(orthant(np.zeros(2), np.array([[1, 0.5], [0.5, 1]])), 6)
    0.333333
    """
    if len(limits) == 1:
        return float(special.ndtr(limits[0]))
    if len(limits) == 2:
        return _two(float(limits[0]), float(limits[1]), float(correlation[0, 1]))
    # The first variable is cut at probabilities of equal weight; the others given it are normal.
    below = special.ndtr(limits[0])
    total = 0.0
    r = correlation[0, 1:]
    spread = np.sqrt(np.maximum(1 - r**2, 1e-12))
    rest = (correlation[1:, 1:] - np.outer(r, r)) / np.outer(spread, spread)
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        z = special.ndtri(below * (node + 1) / 2)
        total += weight / 2 * orthant((limits[1:] - r * z) / spread, rest)
    return float(below * total)


def _two(h: float, k: float, r: float) -> float:
    """Probability for two variables, by integrating over the correlation from 0."""
    if r >= 1 - 1e-12:
        return float(special.ndtr(min(h, k)))
    if r <= -1 + 1e-12:
        return float(max(0.0, special.ndtr(h) + special.ndtr(k) - 1))
    end = math.asin(r)
    angle = end * (_NODES + 1) / 2
    inside = np.exp(-(h * h + k * k - 2 * h * k * np.sin(angle)) / (2 * np.cos(angle) ** 2))
    added = end / 2 * float(_WEIGHTS @ inside) / (2 * math.pi)
    return float(special.ndtr(h) * special.ndtr(k) + added)
