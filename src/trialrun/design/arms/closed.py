"""
Closed tests without a graph: p-values adjusted for testing several hypotheses.

An adjusted p-value is the smallest alpha at which the procedure rejects the hypothesis.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Literal

import numpy as np

from trialrun.design.arms.graph import (
    check_p_values,
    decide_graph,
    graph_fallback,
    graph_fixed_sequence,
    graph_holm,
)
from trialrun.errors import DesignError

_MOST = 16


def adjust_bonferroni(
    p_values: Sequence[float], weights: Sequence[float] | None = None
) -> tuple[float, ...]:
    """
    P-values adjusted by Bonferroni's test.

    Args:
        p_values: of each hypothesis, (n,).
        weights: shares of alpha of sum 1, (n,); None for equal.
    Returns:
        Adjusted p-values, (n,).
    Raises:
        DesignError: no probabilities, weights of another number or a sum above 1.
    Source: Holm (1979), Scandinavian Journal of Statistics 6:65-70, section 1.

    >>> adjust_bonferroni([0.01, 0.6])
    (0.02, 1.0)
    """
    p = check_p_values(p_values, len(p_values))
    shares = _weights(weights, len(p))
    return tuple(
        float(min(1.0, each / w)) if w > 0 else 1.0 for each, w in zip(p, shares, strict=True)
    )


def adjust_holm(
    p_values: Sequence[float], weights: Sequence[float] | None = None
) -> tuple[float, ...]:
    """
    P-values adjusted by Holm's procedure: Bonferroni, closed.

    Args:
        p_values: of each hypothesis, (n,).
        weights: shares of alpha, (n,); those left share in proportion. None for equal.
    Returns:
        Adjusted p-values, (n,).
    Raises:
        DesignError: no probabilities, weights of another number or a sum above 1.
    Source: Holm (1979), Scandinavian Journal of Statistics 6:65-70.

    >>> [round(p, 3) for p in adjust_holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    p = check_p_values(p_values, len(p_values))
    shares = np.array(_weights(weights, len(p)))
    if weights is None:
        return decide_graph(graph_holm(shares.tolist()), p.tolist()).adjusted
    adjusted, so_far, left = np.ones(len(p)), 0.0, list(range(len(p)))
    while left:
        total = shares[left].sum()
        ratios = [p[i] * total / shares[i] if shares[i] > 0 else np.inf for i in left]
        pick = left[int(np.argmin(ratios))]
        so_far = max(so_far, min(ratios))
        adjusted[pick] = min(so_far, 1.0)
        left.remove(pick)
    return tuple(float(a) for a in adjusted)


def adjust_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """
    P-values adjusted by Hochberg's procedure: Holm's constants, from the largest p-value down.

    Args:
        p_values: of each hypothesis, (n,).
    Returns:
        Adjusted p-values, (n,).
    Raises:
        DesignError: no probabilities.
    Source: Hochberg (1988), Biometrika 75:800-802.

    >>> [round(p, 3) for p in adjust_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    return adjust_truncated(p_values, 1.0, method="hochberg")


def adjust_hommel(p_values: Sequence[float]) -> tuple[float, ...]:
    """
    P-values adjusted by Hommel's procedure: Simes, closed.

    Args:
        p_values: of each hypothesis, (n,).
    Returns:
        Adjusted p-values, (n,).
    Raises:
        DesignError: no probabilities.
    Source: Hommel (1988), Biometrika 75:383-386; Wright (1992), Biometrics 48:1005-1013 (appendix).

    >>> [round(p, 3) for p in adjust_hommel([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    p = check_p_values(p_values, len(p_values))
    n, order = len(p), np.argsort(p, kind="stable")
    ranked = p[order]
    adjusted = ranked.copy()
    for m in range(2, n + 1):
        # the worst intersection of m hypotheses holds the m - 1 largest p-values besides one
        largest = ranked[n - m + 1 :]
        least = float((m * largest / np.arange(2, m + 1)).min())
        adjusted[n - m + 1 :] = np.maximum(adjusted[n - m + 1 :], least)
        small = np.minimum(least, m * ranked[: n - m + 1])
        adjusted[: n - m + 1] = np.maximum(adjusted[: n - m + 1], small)
    found = np.empty(n)
    found[order] = np.minimum(adjusted, 1.0)
    return tuple(float(a) for a in found)


def adjust_fixed_sequence(p_values: Sequence[float]) -> tuple[float, ...]:
    """
    P-values adjusted by testing in a fixed sequence.

    Args:
        p_values: in the order of testing, (n,).
    Returns:
        Adjusted p-values: the largest so far, (n,).
    Raises:
        DesignError: no probabilities.
    Source: Maurer, Hothorn and Lehmacher (1995), in Biometrie in der chemisch-pharmazeutischen
        Industrie 6:3-18.

    >>> adjust_fixed_sequence([0.01, 0.04, 0.03])
    (0.01, 0.04, 0.04)
    """
    return decide_graph(graph_fixed_sequence(len(p_values)), p_values).adjusted


def adjust_fallback(p_values: Sequence[float], weights: Sequence[float]) -> tuple[float, ...]:
    """
    P-values adjusted by the fallback procedure.

    Args:
        p_values: in the order of testing, (n,).
        weights: shares of alpha, (n,).
    Returns:
        Adjusted p-values, (n,).
    Raises:
        DesignError: no probabilities, weights of another number or a sum above 1.
    Source: Wiens and Dmitrienko (2005), Journal of Biopharmaceutical Statistics 15:929-942.

    >>> [round(p, 4) for p in adjust_fallback([0.01, 0.04, 0.03], [0.5, 0.25, 0.25])]
    [0.02, 0.0533, 0.0533]
    """
    return decide_graph(graph_fallback(weights), p_values).adjusted


def adjust_truncated(
    p_values: Sequence[float],
    fraction: float,
    *,
    method: Literal["holm", "hochberg"] = "holm",
) -> tuple[float, ...]:
    """
    P-values adjusted by a truncated procedure, which leaves part of alpha for a next family.

    Args:
        p_values: of each hypothesis, (n,).
        fraction: 1 for the whole procedure, 0 for Bonferroni's test.
        method: "holm" steps down, "hochberg" up.
    Returns:
        Adjusted p-values, (n,).
    Raises:
        DesignError: no probabilities, a fraction not from 0 to 1.
    Source: Dmitrienko, Tamhane and Wiens (2008), Biometrical Journal 50:667-677.

    >>> [round(p, 4) for p in adjust_truncated([0.01, 0.04, 0.03], 0.5)]
    [0.03, 0.072, 0.072]
    """
    p = check_p_values(p_values, len(p_values))
    if not 0 <= fraction <= 1:
        raise DesignError(f"found {fraction:g}, must be from 0 to 1", place="fraction")
    n, order = len(p), np.argsort(p, kind="stable")
    share = fraction / (n - np.arange(n)) + (1 - fraction) / n
    ratios = p[order] / share
    found = np.empty(n)
    if method == "holm":
        found[order] = np.minimum(np.maximum.accumulate(ratios), 1.0)
    elif method == "hochberg":
        found[order] = np.minimum(np.minimum.accumulate(ratios[::-1])[::-1], 1.0)
    else:
        raise DesignError(f"found {method!r}, must be holm or hochberg", place="method")
    return tuple(float(a) for a in found)


def adjust_closed(hypotheses: int, p_of: Callable[[tuple[int, ...]], float]) -> tuple[float, ...]:
    """
    P-values adjusted by a closed test with any test of the intersections.

    Args:
        hypotheses: how many, at most 16.
        p_of: p-value of the intersection of the hypotheses given, which are numbered from 0.
    Returns:
        Adjusted p-values: the largest of all intersections with the hypothesis, (n,).
    Raises:
        DesignError: no hypotheses, or too many.
    Source: Marcus, Peritz and Gabriel (1976), Biometrika 63:655-660.

    >>> p = [0.01, 0.04]
    >>> adjust_closed(2, lambda inside: min(len(inside) * min(p[i] for i in inside), 1))
    (0.02, 0.04)
    """
    if not 1 <= hypotheses <= _MOST:
        raise DesignError(f"found {hypotheses}, must be from 1 to {_MOST}", place="hypotheses")
    adjusted = np.zeros(hypotheses)
    for size in range(1, hypotheses + 1):
        for inside in combinations(range(hypotheses), size):
            p = min(float(p_of(inside)), 1.0)
            members = list(inside)
            adjusted[members] = np.maximum(adjusted[members], p)
    return tuple(float(a) for a in adjusted)


def _weights(weights: Sequence[float] | None, n: int) -> tuple[float, ...]:
    if weights is None:
        return (1 / n,) * n
    if len(weights) != n:
        raise DesignError(f"{len(weights)} weights for {n} hypotheses", place="weights")
    return graph_holm(weights).weights
