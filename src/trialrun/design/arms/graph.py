"""
Graphs of hypotheses: how much of alpha each begins with, and where it goes when one is rejected.

Hypotheses are numbered from 0. A graph is a weighting of all intersections of its hypotheses: the
weights left when the hypotheses outside an intersection have been rejected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import DesignError

_EXACT = 1e-10
_MOST = 14
"""Hypotheses whose 2^n - 1 intersections are still tested one by one."""


@dataclass(frozen=True, slots=True)
class Graph:
    """
    Weights of hypotheses and transitions between them.

    `weights` are shares of alpha, (n,), of sum at most 1; `transitions[i][j]` is the share of the
    weight of i that goes to j when i is rejected, rows of sum at most 1, zero on the diagonal.
    `removed` are the hypotheses that have been rejected.
    """

    weights: tuple[float, ...]
    transitions: tuple[tuple[float, ...], ...]
    removed: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """
        Refuse what is no graph.

        Raises:
            DesignError: weights or transitions not between 0 and 1, sums above 1, a transition to
                the hypothesis itself, a matrix of another size.
        """
        n = len(self.weights)
        if not n:
            raise DesignError("found none, must be at least one", place="weights")
        matrix = np.asarray(self.transitions, dtype=float)
        if matrix.shape != (n, n):
            message = f"shape is {matrix.shape}, must be {(n, n)}"
            raise DesignError(message, place="transitions")
        for place, values in (("weights", np.asarray(self.weights)), ("transitions", matrix)):
            if not ((values >= -_EXACT) & (values <= 1 + _EXACT)).all():
                raise DesignError("each must be from 0 to 1", place=place)
        if sum(self.weights) > 1 + _EXACT:
            raise DesignError(f"sum is {sum(self.weights):g}, must be at most 1", place="weights")
        for i, row in enumerate(matrix):
            if row[i] != 0:
                message = f"hypothesis {i} passes weight to itself"
                raise DesignError(message, place="transitions")
            if row.sum() > 1 + _EXACT:
                message = f"row {i} has sum {row.sum():g}, must be at most 1"
                raise DesignError(message, place="transitions")


@dataclass(frozen=True, slots=True)
class GraphDecision:
    """
    What a graphical procedure finds.

    `adjusted` are p-values to compare with alpha, (n,); `order` lists the rejected hypotheses in
    the order of rejection; `graph` is what is left of the graph after them.
    """

    adjusted: tuple[float, ...]
    rejected: tuple[bool, ...]
    order: tuple[int, ...]
    graph: Graph


def make_graph(weights: ArrayLike, transitions: ArrayLike) -> Graph:
    """
    Return a graph of arrays.

    Args:
        weights: shares of alpha, (n,).
        transitions: shares that go from row to column, (n, n).
    Returns:
        The graph.
    Raises:
        DesignError: as `Graph`.
    Source: Bretz, Maurer, Brannath and Posch (2009), Statistics in Medicine 28:586-604.

    >>> make_graph([0.5, 0.5], [[0, 1], [1, 0]]).weights
    (0.5, 0.5)
    """
    matrix = np.atleast_2d(np.asarray(transitions, dtype=float))
    rows = tuple(tuple(float(g) for g in row) for row in matrix)
    shares = np.atleast_1d(np.asarray(weights, dtype=float))
    return Graph(tuple(float(w) for w in shares), rows)


def graph_holm(weights: Sequence[float]) -> Graph:
    """
    Graph of Holm's procedure: a rejected hypothesis passes its weight on evenly.

    Args:
        weights: shares of alpha, (n,).
    Returns:
        The graph.
    Raises:
        DesignError: as `Graph`.
    Source: Bretz, Maurer, Brannath and Posch (2009), Statistics in Medicine 28:586-604, figure 3.

    >>> graph_holm([0.25, 0.25, 0.5]).transitions[0]
    (0.0, 0.5, 0.5)
    """
    n = len(weights)
    share = 1 / (n - 1) if n > 1 else 0.0
    return make_graph(weights, share * (np.ones((n, n)) - np.eye(n)))


def graph_fixed_sequence(hypotheses: int) -> Graph:
    """
    Graph of a fixed sequence: all of alpha for the first, then all of it for the next.

    Args:
        hypotheses: how many, at least 1.
    Returns:
        The graph.
    Raises:
        DesignError: no hypotheses.
    Source: Maurer, Hothorn and Lehmacher (1995), in Biometrie in der chemisch-pharmazeutischen
        Industrie 6:3-18.

    >>> graph_fixed_sequence(2).transitions
    ((0.0, 1.0), (0.0, 0.0))
    """
    return make_graph(np.eye(1, hypotheses).ravel(), np.eye(hypotheses, k=1))


def graph_fallback(weights: Sequence[float]) -> Graph:
    """
    Graph of the fallback procedure: a fixed sequence with a share for each.

    Args:
        weights: shares of alpha in the order of testing, (n,).
    Returns:
        The graph.
    Raises:
        DesignError: as `Graph`.
    Source: Wiens (2003), Pharmaceutical Statistics 2:211-215.

    >>> graph_fallback([0.8, 0.2]).transitions
    ((0.0, 1.0), (0.0, 0.0))
    """
    return make_graph(weights, np.eye(len(weights), k=1))


def remove_hypotheses(graph: Graph, removed: Sequence[int]) -> Graph:
    """
    Graph after hypotheses have been rejected.

    Args:
        graph: before.
        removed: hypotheses in the order of rejection, from 0; the order does not matter in the end.
    Returns:
        The graph of those left; what was removed has weights and transitions 0.
    Raises:
        DesignError: a hypothesis that is not there, or no more.
    Source: Bretz, Maurer, Brannath and Posch (2009), Statistics in Medicine 28:586-604,
        algorithm 1.

    >>> successive = make_graph([1, 0, 0], [[0, 0.5, 0.5], [0, 0, 1], [0, 1, 0]])
    >>> remove_hypotheses(successive, [0]).weights
    (0.0, 0.5, 0.5)
    """
    weights, g = np.array(graph.weights), np.array(graph.transitions)
    gone = list(graph.removed)
    for j in removed:
        if not 0 <= j < len(weights) or j in gone:
            raise DesignError(f"no hypothesis {j} in the graph", place="removed")
        weights = weights + weights[j] * g[j]
        back = 1 - g[:, j] * g[j]
        with np.errstate(divide="ignore", invalid="ignore"):
            passed = (g + np.outer(g[:, j], g[j])) / back[:, None]
        g = np.where(back[:, None] > _EXACT, passed, 0.0)
        np.fill_diagonal(g, 0.0)
        g[j], g[:, j], weights[j] = 0.0, 0.0, 0.0
        gone.append(j)
    shares = tuple(float(w) for w in weights)
    return Graph(shares, tuple(tuple(float(x) for x in row) for row in g), tuple(gone))


def intersection_weights(graph: Graph) -> dict[tuple[int, ...], tuple[float, ...]]:
    """
    Weights of every intersection of hypotheses.

    Args:
        graph: with at most 14 hypotheses.
    Returns:
        For each set of hypotheses, from all of them to the last alone, their weights, (n,) with 0
        for those outside.
    Raises:
        DesignError: more hypotheses than can be tested one intersection at a time.
    Source: Bretz, Posch, Glimm, Klinglmueller, Maurer and Rohmeyer (2011), Biometrical Journal
        53:894-913, algorithm 1.

    >>> intersection_weights(graph_holm([0.4, 0.6]))
    {(0, 1): (0.4, 0.6), (0,): (1.0, 0.0), (1,): (0.0, 1.0)}
    """
    n = len(graph.weights)
    if n > _MOST:
        message = f"{n} hypotheses have {2**n - 1} intersections, must be at most {_MOST}"
        raise DesignError(message, place="weights")
    graphs: dict[tuple[int, ...], Graph] = {}
    for chosen in product([True, False], repeat=n):
        inside = tuple(i for i in range(n) if chosen[i])
        if not inside or set(inside) & set(graph.removed):
            continue
        outside = [i for i in range(n) if not chosen[i] and i not in graph.removed]
        if outside:
            before = tuple(sorted((*inside, outside[-1])))
            graphs[inside] = remove_hypotheses(graphs[before], outside[-1:])
        else:
            graphs[inside] = graph
    return {inside: left.weights for inside, left in graphs.items()}


def decide_graph(graph: Graph, p_values: Sequence[float], *, alpha: float = 0.025) -> GraphDecision:
    """
    Test the hypotheses of a graph one after the other.

    Args:
        graph: weights and transitions.
        p_values: of each hypothesis, (n,).
        alpha: type I error of the family.
    Returns:
        Adjusted p-values, decisions, and the graph left.
    Raises:
        DesignError: other numbers of p-values and hypotheses, no probabilities.
    Source: Bretz, Maurer, Brannath and Posch (2009), Statistics in Medicine 28:586-604,
        algorithms 1 and 2.

    >>> found = decide_graph(graph_holm([0.25] * 4), [0.018, 0.01, 0.105, 0.006])
    >>> [round(p, 3) for p in found.adjusted], found.rejected
    ([0.036, 0.03, 0.105, 0.024], (False, False, False, True))
    """
    p = check_p_values(p_values, len(graph.weights))
    check_alpha(alpha)
    adjusted = np.ones(len(p))
    left = [i for i in range(len(p)) if i not in graph.removed]
    now, so_far, order = graph, 0.0, []
    final = graph
    while left:
        weights = np.array(now.weights)
        ratios = [p[i] / weights[i] if weights[i] > 0 else np.inf for i in left]
        pick = left[int(np.argmin(ratios))]
        so_far = max(so_far, min(ratios))
        adjusted[pick] = min(so_far, 1.0)
        now = remove_hypotheses(now, [pick])
        left.remove(pick)
        if reject(so_far, alpha):
            order.append(pick)
            final = now
    return GraphDecision(
        tuple(float(a) for a in adjusted),
        tuple(i in order for i in range(len(p))),
        tuple(order),
        final,
    )


def reject(adjusted: float, alpha: float) -> bool:
    """Say if an adjusted p-value is at most alpha, not minding rounding errors of the sums."""
    return bool(adjusted <= alpha * (1 + 1e-9))


def check_p_values(
    p_values: Sequence[float], hypotheses: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """
    Return p-values as an array, where there is a probability for each hypothesis.

    Raises:
        DesignError: another number, or no probabilities.
    """
    p = np.asarray(p_values, dtype=float)
    if hypotheses < 1:
        raise DesignError("found none, must be at least one", place="p_values")
    if p.shape != (hypotheses,):
        message = f"{p.size} p-values for {hypotheses} hypotheses"
        raise DesignError(message, place="p_values")
    if not ((p >= 0) & (p <= 1)).all():
        raise DesignError("each must be from 0 to 1", place="p_values")
    return p


def check_alpha(alpha: float) -> None:
    """
    Refuse an alpha that no test has.

    Raises:
        DesignError: not between 0 and 1.
    """
    if not 0 < alpha < 1:
        raise DesignError(f"found {alpha:g}, must be above 0 and below 1", place="alpha")
