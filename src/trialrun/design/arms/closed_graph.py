"""
Closed tests of a graph: every intersection of hypotheses is tested at the graph's weights.

Groups of hypotheses have tests of their own: Bonferroni, Simes, Hochberg, or parametric where the
correlation of their statistics is known. An intersection is rejected if one of its groups is; a
hypothesis if all intersections that it is part of are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from trialrun.design.arms.graph import (
    Graph,
    GraphDecision,
    check_alpha,
    check_p_values,
    intersection_weights,
    reject,
    remove_hypotheses,
)
from trialrun.design.arms.intersection import p_bonferroni, p_hochberg, p_parametric, p_simes
from trialrun.errors import DesignError

TestKind = Literal["bonferroni", "simes", "hochberg", "parametric"]


@dataclass(frozen=True, slots=True)
class Group:
    """Hypotheses tested together, from 0; `correlation` of their statistics if parametric."""

    hypotheses: tuple[int, ...]
    test: TestKind = "bonferroni"
    correlation: tuple[tuple[float, ...], ...] | None = None


def adjusted_intersections(
    graph: Graph, p_values: Sequence[float], *, groups: Sequence[Group] | None = None
) -> dict[tuple[int, ...], float]:
    """
    Adjusted p-value of every intersection of hypotheses.

    Args:
        graph: weights and transitions.
        p_values: of each hypothesis, (n,).
        groups: every hypothesis in one of them; None for Bonferroni tests of all.
    Returns:
        For each set of hypotheses its p-value, not above 1.
    Raises:
        DesignError: as `decide_closed_graph`.
    Source: Bretz et al. (2011), Biometrical Journal 53:894-913.

    >>> from trialrun.design.arms.graph import graph_holm
    >>> adjusted_intersections(graph_holm([0.5, 0.5]), [0.01, 0.04])
    {(0, 1): 0.02, (0,): 0.01, (1,): 0.04}
    """
    n = len(graph.weights)
    p = check_p_values(p_values, n)
    groups = check_groups(groups, n)
    return {
        inside: min(1.0, *(_group_p(group, inside, p, np.array(weights)) for group in groups))
        for inside, weights in intersection_weights(graph).items()
    }


def decide_closed_graph(
    graph: Graph,
    p_values: Sequence[float],
    *,
    alpha: float = 0.025,
    groups: Sequence[Group] | None = None,
) -> GraphDecision:
    """
    Test the hypotheses of a graph by all their intersections.

    Args:
        graph: weights and transitions, at most 14 hypotheses.
        p_values: of each hypothesis, (n,); one-sided in parametric groups.
        alpha: type I error of the family.
        groups: every hypothesis in one of them; None for Bonferroni tests of all.
    Returns:
        Adjusted p-values, decisions (in the order of the adjusted p-values), and the graph left.
    Raises:
        DesignError: other numbers of p-values and hypotheses; a hypothesis in no group or in two;
            a parametric group without its correlation.
    Source: Bretz, Posch, Glimm, Klinglmueller, Maurer and Rohmeyer (2011), Biometrical Journal
        53:894-913; Lu (2016), Statistics in Medicine 35:4041-4055 (Simes).

    >>> from trialrun.design.arms.graph import make_graph
    >>> graph = make_graph(
    ...     [0.5, 0.5, 0, 0], [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]]
    ... )
    >>> simes = [Group((0, 1, 2, 3), "simes")]
    >>> found = decide_closed_graph(graph, [0.018, 0.01, 0.105, 0.006], groups=simes)
    >>> [round(p, 4) for p in found.adjusted]
    [0.018, 0.02, 0.105, 0.02]
    """
    check_alpha(alpha)
    adjusted = np.zeros(len(graph.weights))
    for inside, p in adjusted_intersections(graph, p_values, groups=groups).items():
        for i in inside:
            adjusted[i] = max(adjusted[i], p)
    adjusted[list(graph.removed)] = 1.0
    rejected = tuple(reject(float(a), alpha) for a in adjusted)
    order = tuple(int(i) for i in np.argsort(adjusted, kind="stable") if rejected[i])
    left = remove_hypotheses(graph, order)
    return GraphDecision(tuple(float(a) for a in adjusted), rejected, order, left)


def _group_p(
    group: Group,
    inside: tuple[int, ...],
    p: np.ndarray[tuple[int], np.dtype[np.float64]],
    weights: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> float:
    """P-value of the part of an intersection that lies in a group."""
    places = [at for at, i in enumerate(group.hypotheses) if i in inside]
    if not places:
        return float(np.inf)
    members = [group.hypotheses[at] for at in places]
    if group.test == "parametric":
        correlation = np.asarray(group.correlation, dtype=float)[np.ix_(places, places)]
        return p_parametric(p[members].tolist(), weights[members].tolist(), correlation)
    test = {"bonferroni": p_bonferroni, "simes": p_simes, "hochberg": p_hochberg}[group.test]
    return test(p[members].tolist(), weights[members].tolist())


def check_groups(groups: Sequence[Group] | None, n: int) -> Sequence[Group]:
    """
    Return groups that hold each of n hypotheses once; None stands for one Bonferroni group.

    Raises:
        DesignError: a hypothesis in no group or in two, an unknown test, a parametric group
            without its correlation.
    """
    if groups is None:
        return [Group(tuple(range(n)))]
    if sorted(i for group in groups for i in group.hypotheses) != list(range(n)):
        raise DesignError("each hypothesis must be in one group", place="groups")
    for group in groups:
        if group.test not in ("bonferroni", "simes", "hochberg", "parametric"):
            allowed = "bonferroni, simes, hochberg or parametric"
            raise DesignError(f"found {group.test!r}, must be {allowed}", place="groups.test")
        size, matrix = len(group.hypotheses), group.correlation
        square = matrix is not None and np.asarray(matrix).shape == (size, size)
        if group.test == "parametric" and not square:
            message = f"a parametric group of {size} needs a matrix of that size"
            raise DesignError(message, place="groups.correlation")
    return groups
