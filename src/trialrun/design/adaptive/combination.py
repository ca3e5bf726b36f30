"""
Combination tests: one statistic from the p-values of stages whose designs may have been changed.

Each stage's p-value must be uniform or larger under its hypothesis, given the stages before it.
The inverse-normal statistic Σ w_i z_i / √Σ w_i² has the distribution of a group-sequential test
whose information fractions are the cumulative squared weights, so that its bounds are those of
that test. Fisher's statistic is the product Π p_i^{w_i}; its bounds are in `fisher_combination`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from trialrun.design.recursion import check_information
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_TINY = 1e-300


def combination_weights(information: Sequence[float]) -> tuple[float, ...]:
    """
    Weights of the stages for the inverse-normal test with the bounds of a group-sequential test.

    Args:
        information: planned fractions at the looks, rising to 1.
    Returns:
        √(t_k - t_{k-1}); their squares sum to the last fraction.
    Raises:
        DesignError: fractions that do not rise.
    Source: Lehmacher and Wassmer (1999), Biometrics 55:1286-1290.

    >>> [round(w, 4) for w in combination_weights([0.36, 1.0])]
    [0.6, 0.8]
    """
    steps = np.diff(check_information(information), prepend=0.0)
    return tuple(float(w) for w in np.sqrt(steps))


def combine_inverse_normal(p_values: Sequence[float], weights: Sequence[float]) -> Floats:
    """
    Combine the p-values of stages, normal score by normal score.

    Args:
        p_values: one-sided, of each stage on its own data (k,).
        weights: of the stages, fixed before the first look (k,).
    Returns:
        Z after each stage (k,).
    Raises:
        DesignError: p-values outside 0 to 1, or weights that are not positive.
    Source: Lehmacher and Wassmer (1999), Biometrics 55:1286-1290.

    >>> combine_inverse_normal([0.05, 0.05], [1, 1]).round(4).tolist()
    [1.6449, 2.3262]
    """
    p, w = _checked(p_values, weights)
    return combine_scores(-special.ndtri(p), w)


def combine_scores(scores: ArrayLike, weights: ArrayLike) -> Floats:
    """
    Combine the normal scores of the p-values of stages, as `combine_inverse_normal` does.

    Args:
        scores: normal scores z(1 - p) of each stage on its own data (k,).
        weights: of the stages, fixed before the first look (k,).
    Returns:
        Z after each stage (k,).
    Source: Lehmacher and Wassmer (1999), Biometrics 55:1286-1290.

    >>> combine_scores([1.6449, 1.6449], [1, 1]).round(4).tolist()
    [1.6449, 2.3262]
    """
    z, w = np.asarray(scores, float), np.asarray(weights, float)
    return np.asarray(np.cumsum(w * z) / np.sqrt(np.cumsum(w * w)))


def combine_fisher(p_values: Sequence[float], weights: Sequence[float] | None = None) -> Floats:
    """
    Combine the p-values of stages by their product.

    Args:
        p_values: one-sided, of each stage on its own data (k,).
        weights: exponents of the stages; None for 1 each.
    Returns:
        The product of p_i^{w_i} after each stage (k,).
    Raises:
        DesignError: p-values outside 0 to 1, or weights that are not positive.
    Source: Bauer and Köhne (1994), Biometrics 50:1029-1041.

    >>> combine_fisher([0.1, 0.05]).round(4).tolist()
    [0.1, 0.005]
    """
    p, w = _checked(p_values, [1.0] * len(p_values) if weights is None else weights)
    return np.asarray(np.exp(np.cumsum(w * np.log(np.maximum(p, _TINY)))))


def fisher_product_bound(alpha: float) -> float:
    """
    Bound of the product of two p-values, both of which are always seen.

    Args:
        alpha: one-sided type I error.
    Returns:
        c with P(p_1 p_2 <= c) = alpha.
    Raises:
        DesignError: alpha not between 0 and 1.
    Source: Bauer and Köhne (1994), Biometrics 50:1029-1041, section 2.

    >>> round(fisher_product_bound(0.025), 4)
    0.0038
    """
    if not 0 < alpha < 1:
        raise DesignError(f"found {alpha:g}, must be above 0 and below 1", place="alpha")
    return float(np.exp(-stats.chi2.isf(alpha, 4) / 2))


def _checked(p_values: Sequence[float], weights: Sequence[float]) -> tuple[Floats, Floats]:
    p, w = np.asarray(p_values, float), np.asarray(weights, float)
    if p.ndim != 1 or p.size == 0 or p.shape != w.shape:
        raise DesignError(
            f"{p.size} p-values and {w.size} weights, must be as many, at least one",
            place="p_values",
        )
    if not ((p >= 0) & (p <= 1)).all():
        raise DesignError(f"found {p.tolist()}, must be between 0 and 1", place="p_values")
    if not ((w > 0) & np.isfinite(w)).all():
        raise DesignError(f"found {w.tolist()}, must be above 0", place="weights")
    return p, w
