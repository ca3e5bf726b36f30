"""graphicalMCP: how vectors, matrices and groups of hypotheses read, and how a graph is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agree_design.calls import as_list
from trialrun.design.arms.graph import Graph


def numbers_of(values: Any) -> list[float]:
    """Return a vector, with names or without."""
    values = list(values.values()) if isinstance(values, Mapping) else as_list(values)
    return [float(value) for value in values]


def matrix_of(matrix: Any) -> list[list[float]]:
    """Return rows of a matrix, also of what graph_generate_weights gave."""
    if isinstance(matrix, Mapping):
        matrix = matrix["matrix"]
    return [[float(x) for x in as_list(row)] for row in as_list(matrix)]


def members_of(groups: Any) -> list[list[int]]:
    """Return the hypotheses of each group, counted from 0."""
    groups = list(groups.values()) if isinstance(groups, Mapping) else as_list(groups)
    return [[int(i) - 1 for i in as_list(group)] for group in groups]


def shown_graph(graph: Graph) -> dict[str, Any]:
    """Return a graph as the functions that make one show it."""
    return {
        "hypotheses": list(graph.weights),
        "transitions": [list(row) for row in graph.transitions],
        "_graph": graph,
    }
