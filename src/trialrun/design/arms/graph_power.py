"""Power of graphical procedures, by simulating normal statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from trialrun.design.arms.closed_graph import Group, check_groups
from trialrun.design.arms.graph import Graph, check_alpha, intersection_weights
from trialrun.design.arms.intersection import parametric_factor
from trialrun.design.arms.normal import check_covariance
from trialrun.design.spending import Floats
from trialrun.errors import DesignError
from trialrun.streams import stream

_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class GraphPower:
    """
    Power of a graphical procedure, by simulation.

    `local` is the probability of rejecting each hypothesis, (n,), `expected` the mean number of
    rejections, `any_found` and `all_found` the probability of one or more and of all, each with a
    Monte-Carlo standard error of at most `standard_error` (the number of rejections apart).
    """

    local: tuple[float, ...]
    expected: float
    any_found: float
    all_found: float
    standard_error: float
    trials: int


def simulate_graph(
    graph: Graph,
    marginal_power: Sequence[float],
    *,
    correlation: ArrayLike | None = None,
    alpha: float = 0.025,
    groups: Sequence[Group] | None = None,
    trials: int = 100_000,
    seed: int = 1,
) -> GraphPower:
    """
    Simulate the closed test of a graph.

    Args:
        graph: weights and transitions.
        marginal_power: probability that each hypothesis alone would be rejected at alpha, (n,).
        correlation: of the statistics, (n, n); None for independent ones.
        alpha: one-sided type I error of the family.
        groups: tests of the intersections, as `decide_closed_graph` takes them.
        trials: how many to simulate.
        seed: of the random stream.
    Returns:
        Power of every kind.
    Raises:
        DesignError: power not between 0 and 1, another number of powers or correlations than
            hypotheses; as `decide_closed_graph`.
    Source: Bretz, Maurer and Hommel (2011), Statistics in Medicine 30:1489-1501.

    >>> from trialrun.design.arms.graph import graph_holm
    >>> found = simulate_graph(graph_holm([0.5, 0.5]), [0.9, 0.025], trials=20_000)
    >>> bool(abs(found.local[0] - 0.85) < 0.02)
    True
    """
    check_alpha(alpha)
    n = len(graph.weights)
    marginal = np.asarray(marginal_power, dtype=float)
    if marginal.shape != (n,) or not ((marginal > 0) & (marginal < 1)).all():
        message = f"{n} powers, each above 0 and below 1, are needed"
        raise DesignError(message, place="marginal_power")
    matrix = check_covariance(np.eye(n) if correlation is None else correlation)
    if matrix.shape != (n, n):
        message = f"shape is {matrix.shape}, must be {(n, n)}"
        raise DesignError(message, place="correlation")
    if trials < 1:
        raise DesignError(f"found {trials}, must be at least 1", place="trials")
    tests = _tests(graph, check_groups(groups, n), alpha)
    values, vectors = np.linalg.eigh(matrix)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    drift = special.ndtri(marginal) - special.ndtri(alpha)
    local, any_found, all_found = np.zeros(n), 0, 0
    for block in range(0, trials, _BLOCK):
        count = min(_BLOCK, trials - block)
        z = stream(seed, "graph", block).standard_normal((count, n)) @ root.T + drift
        found = _rejected(special.ndtr(-z), tests, alpha)
        local += found.sum(axis=0)
        any_found += int(found.any(axis=1).sum())
        all_found += int(found.all(axis=1).sum())
    return GraphPower(
        tuple(float(x) / trials for x in local),
        float(local.sum()) / trials,
        any_found / trials,
        all_found / trials,
        float(np.sqrt(0.25 / trials)),
        trials,
    )


_Test = tuple[str, list[int], Floats]


def _tests(
    graph: Graph, groups: Sequence[Group], alpha: float
) -> list[tuple[list[int], list[_Test]]]:
    """Tests of each intersection: kind, members, and their weights."""
    found = []
    for inside, weights in intersection_weights(graph).items():
        parts: list[_Test] = []
        for group in groups:
            places = [at for at, i in enumerate(group.hypotheses) if i in inside]
            members = [group.hypotheses[at] for at in places]
            share = np.array(weights)[members]
            if not (share > 0).any():
                continue
            if group.test == "parametric":
                matrix = np.asarray(group.correlation)[np.ix_(places, places)]
                share = share * parametric_factor(share.tolist(), matrix, alpha)
            parts.append((group.test, members, share))
        found.append((list(inside), parts))
    return found


def _rejected(
    p: Floats, tests: list[tuple[list[int], list[_Test]]], alpha: float
) -> NDArray[np.bool_]:
    rejected = np.ones(p.shape, dtype=bool)
    for inside, parts in tests:
        crossed = np.zeros(len(p), dtype=bool)
        for kind, members, share in parts:
            crossed |= (p[:, members] <= alpha * _levels(kind, p[:, members], share)).any(axis=1)
        rejected[:, inside] &= crossed[:, None]
    return rejected


def _levels(kind: str, p: Floats, share: Floats) -> Floats:
    """Share of alpha that each member is tested at, (n trials, n members)."""
    if kind not in ("simes", "hochberg"):
        return np.broadcast_to(share, p.shape)
    order = p.argsort(axis=1)
    levels = np.empty(p.shape)
    size = p.shape[1]
    ranked = np.cumsum(share[order], axis=1)
    if kind == "hochberg":
        ranked = np.broadcast_to(share.sum() / (size - np.arange(size)), p.shape)
    np.put_along_axis(levels, order, ranked, axis=1)
    return levels
