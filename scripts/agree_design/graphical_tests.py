"""graphicalMCP: what is left of a graph, shortcut and closed tests, and their power."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.graphical_values import matrix_of, members_of, numbers_of, shown_graph
from trialrun.design.arms.closed_graph import Group, decide_closed_graph
from trialrun.design.arms.graph import (
    GraphDecision,
    decide_graph,
    intersection_weights,
    remove_hypotheses,
)
from trialrun.design.arms.graph_power import simulate_graph

_TESTS = ("bonferroni", "parametric", "simes", "hochberg")


@stands_for("graphicalMCP::graph_update", parameters=("graph", "delete"))
def graph_update(graph: Mapping[str, Any], delete: Any) -> dict[str, Any]:
    """Remove hypotheses, given by number or by a truth value for each."""
    given = as_list(delete)
    if given and all(isinstance(each, bool) for each in given):
        gone = [i for i, chosen in enumerate(given) if chosen]
    else:
        gone = [int(each) - 1 for each in given]
    start = graph["_graph"]
    left = remove_hypotheses(start, gone)
    steps = [remove_hypotheses(start, gone[:k]) for k in range(len(gone) + 1)]
    shown = shown_graph(left)
    return {
        **shown,
        "initial_graph": shown_graph(start),
        "updated_graph": shown,
        "deleted": [i + 1 for i in gone],
        "intermediate_graphs": [shown_graph(step) for step in steps],
    }


@stands_for("graphicalMCP::graph_generate_weights", parameters=("graph",))
def graph_generate_weights(graph: Mapping[str, Any]) -> dict[str, Any]:
    """Weigh all intersections: who is in, then the weights."""
    start = graph["_graph"]
    n = len(start.weights)
    rows = [
        [float(i in inside) for i in range(n)] + list(weights)
        for inside, weights in intersection_weights(start).items()
    ]
    inside, weights = ([row[:n] for row in rows], [row[n:] for row in rows])
    return {
        "weights": weights,
        "intersections": inside,
        "weighting_strategy": rows,
        "matrix": rows,
        "value": rows,
    }


@stands_for(
    "graphicalMCP::graph_test_shortcut",
    parameters=("graph", "p", "alpha", "verbose", "test_values"),
)
def graph_test_shortcut(
    graph: Mapping[str, Any],
    p: Any,
    alpha: float = 0.025,
    **_: Any,
) -> dict[str, Any]:
    """Test one hypothesis after the other."""
    found = _decision(decide_graph(graph["_graph"], numbers_of(p), alpha=alpha))
    return {**found, "_inputs": (graph["_graph"], numbers_of(p), alpha)}


@stands_for("graphicalMCP::graph_rejection_orderings", parameters=("shortcut_test_result",))
def graph_rejection_orderings(shortcut_test_result: Mapping[str, Any]) -> dict[str, Any]:
    """List the orders in which the rejected hypotheses could have been rejected."""
    graph, p, alpha = shortcut_test_result["_inputs"]
    rejected = [i for i, each in enumerate(shortcut_test_result["rejected"]) if each]

    def valid(order: Sequence[int]) -> bool:
        left = [remove_hypotheses(graph, order[:k]).weights for k in range(len(order))]
        return all(
            p[i] <= weights[i] * alpha * (1 + 1e-9) for i, weights in zip(order, left, strict=True)
        )

    orders = [[i + 1 for i in order] for order in permutations(rejected) if valid(order)]
    return {"valid_orderings": orders}


@stands_for(
    "graphicalMCP::graph_test_closure",
    parameters=(
        "graph",
        "p",
        "alpha",
        "test_groups",
        "test_types",
        "test_corr",
        "verbose",
        "test_values",
    ),
)
def graph_test_closure(
    graph: Mapping[str, Any],
    p: Any,
    alpha: float = 0.025,
    test_groups: Any = None,
    test_types: Any = "bonferroni",
    test_corr: Any = None,
    **_: Any,
) -> dict[str, Any]:
    """Test all intersections."""
    groups = _groups(len(graph["_graph"].weights), test_groups, test_types, test_corr)
    found = decide_closed_graph(graph["_graph"], numbers_of(p), alpha=alpha, groups=groups)
    return _decision(found)


@stands_for(
    "graphicalMCP::graph_calculate_power",
    parameters=("graph", "alpha", "power_marginal", "test_groups", "test_types", "test_corr"),
)
def graph_calculate_power(
    graph: Mapping[str, Any],
    alpha: float = 0.025,
    power_marginal: Any = None,
    test_groups: Any = None,
    test_types: Any = "bonferroni",
    test_corr: Any = None,
    sim_corr: Any = None,
    sim_success: Any = None,
    **_: Any,
) -> dict[str, Any]:
    """Simulate the power of a graph; how often is ours to say."""
    if sim_success is not None:
        raise Unsupported("success that a function of R defines")
    n = len(graph["_graph"].weights)
    found = simulate_graph(
        graph["_graph"],
        [alpha] * n if power_marginal is None else numbers_of(power_marginal),
        correlation=None if sim_corr is None else matrix_of(sim_corr),
        alpha=alpha,
        groups=_groups(n, test_groups, test_types, test_corr),
        trials=400_000,
    )
    return {
        "power_local": list(found.local),
        "rejection_expected": found.expected,
        "power_at_least_1": found.any_found,
        "power_all": found.all_found,
    }


def _groups(n: int, groups: Any, types: Any, corrs: Any) -> list[Group]:
    """Match groups, tests and correlations, by name where they have names."""
    if groups is None:
        groups = [list(range(1, n + 1))]
    if isinstance(groups, Mapping):
        names = list(groups)
        groups = [groups[name] for name in names]
        types = [types[name] for name in names] if isinstance(types, Mapping) else types
        corrs = [corrs[name] for name in names] if isinstance(corrs, Mapping) else corrs
    types = list(types.values()) if isinstance(types, Mapping) else as_list(types)
    corrs = list(corrs.values()) if isinstance(corrs, Mapping) else corrs
    corrs = [None] * len(types) if corrs is None else list(corrs)
    if len(groups) != len(types):
        types = types * len(groups) if len(types) == 1 else types
    if len(corrs) != len(groups):
        corrs = (
            [corrs]
            if len(groups) == 1 and str(types[0])[0].lower() == "p"
            else [None] * len(groups)
        )
    types = [str(each).lower() for each in types]
    found = []
    for members, kind, corr in zip(members_of(groups), types, corrs, strict=True):
        full = next((each for each in _TESTS if each.startswith(str(kind))), None)
        if full is None:
            raise Unsupported(f"test type {kind!r}")
        matrix = tuple(map(tuple, matrix_of(corr))) if full == "parametric" else None
        found.append(Group(tuple(members), full, matrix))  # type: ignore[arg-type]
    return found


def _decision(found: GraphDecision) -> dict[str, Any]:
    shown = {
        "adjusted_p": list(found.adjusted),
        "rejected": list(found.rejected),
        "graph": shown_graph(found.graph),
    }
    left = {key: shown["graph"][key] for key in ("hypotheses", "transitions")}
    return {**shown, **left, "outputs": shown}
