"""graphicalMCP: graphs of hypotheses, shortcut and closed tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from trialrun.design.arms.closed_graph import Group, decide_closed_graph
from trialrun.design.arms.graph import (
    Graph,
    GraphDecision,
    decide_graph,
    graph_fallback,
    graph_fixed_sequence,
    graph_holm,
    intersection_weights,
    make_graph,
    remove_hypotheses,
)
from trialrun.design.arms.graph_power import simulate_graph
from trialrun.design.arms.intersection import (
    p_bonferroni,
    p_hochberg,
    p_parametric,
    p_simes,
    parametric_factor,
)

_TESTS = ("bonferroni", "parametric", "simes", "hochberg")


@stands_for("graphicalMCP::graph_create", parameters=("hypotheses", "transitions", "hyp_names"))
def graph_create(hypotheses: Any, transitions: Any, **_: Any) -> dict[str, Any]:
    """Make a graph of its weights."""
    return _shown(make_graph(_numbers(hypotheses), _rows(transitions)))


def _bonferroni(weights: Sequence[float]) -> dict[str, Any]:
    return _shown(make_graph(weights, np.zeros((len(weights), len(weights)))))


@stands_for(
    "graphicalMCP::bonferroni",
    "graphicalMCP::sidak",
    "graphicalMCP::dunnett_single_step",
    parameters=("num_hyps", "hyp_names"),
)
def bonferroni(num_hyps: float, **_: Any) -> dict[str, Any]:
    """Make a graph without transitions."""
    return _bonferroni([1 / int(num_hyps)] * int(num_hyps))


@stands_for(
    "graphicalMCP::bonferroni_weighted",
    "graphicalMCP::dunnett_single_step_weighted",
    parameters=("hypotheses", "hyp_names"),
)
def bonferroni_weighted(hypotheses: Any, **_: Any) -> dict[str, Any]:
    """Make a weighted graph without transitions."""
    return _bonferroni(_numbers(hypotheses))


@stands_for(
    "graphicalMCP::bonferroni_holm",
    "graphicalMCP::hochberg",
    "graphicalMCP::hommel",
    parameters=("num_hyps", "hyp_names"),
)
def bonferroni_holm(num_hyps: float, **_: Any) -> dict[str, Any]:
    """Make a graph that passes weights on evenly."""
    return _shown(graph_holm([1 / int(num_hyps)] * int(num_hyps)))


@stands_for(
    "graphicalMCP::bonferroni_holm_weighted",
    "graphicalMCP::dunnett_closure_weighted",
    parameters=("hypotheses", "hyp_names"),
)
def bonferroni_holm_weighted(hypotheses: Any, **_: Any) -> dict[str, Any]:
    """Make a weighted graph that passes weights on evenly."""
    return _shown(graph_holm(_numbers(hypotheses)))


@stands_for("graphicalMCP::fixed_sequence", parameters=("num_hyps", "hyp_names"))
def fixed_sequence(num_hyps: float, **_: Any) -> dict[str, Any]:
    """Make the graph of a fixed sequence."""
    return _shown(graph_fixed_sequence(int(num_hyps)))


@stands_for("graphicalMCP::fallback", parameters=("hypotheses", "hyp_names"))
def fallback(hypotheses: Any, **_: Any) -> dict[str, Any]:
    """Make the graph of the fallback procedure."""
    return _shown(graph_fallback(_numbers(hypotheses)))


@stands_for("graphicalMCP::fallback_improved_1", parameters=("hypotheses", "hyp_names"))
def fallback_improved_1(hypotheses: Any, **_: Any) -> dict[str, Any]:
    """Let the last hypothesis pass its weight back, in proportion."""
    weights = np.array(_numbers(hypotheses))
    transitions = np.eye(len(weights), k=1)
    transitions[-1, :-1] = weights[:-1] / weights[:-1].sum()
    return _shown(make_graph(weights, transitions))


@stands_for("graphicalMCP::fallback_improved_2", parameters=("hypotheses", "epsilon", "hyp_names"))
def fallback_improved_2(hypotheses: Any, epsilon: float = 1e-4, **_: Any) -> dict[str, Any]:
    """Let each hypothesis pass its weight back to the first, but for epsilon."""
    weights = _numbers(hypotheses)
    n = len(weights)
    transitions = epsilon * np.eye(n, k=1)
    transitions[:, 0] = 1 - epsilon
    transitions[-1, 0] = 1
    transitions[0] = np.eye(1, n, k=1).ravel()
    return _shown(make_graph(weights, transitions))


@stands_for("graphicalMCP::huque_etal", parameters=("hyp_names",))
def huque_etal(**_: Any) -> dict[str, Any]:
    """Make the graph of Huque, Alosh and Bhore (2011)."""
    rows = [[0, 0.5, 0.5, 0], [0, 0, 0, 1], [0, 0.5, 0, 0.5], [0, 1, 0, 0]]
    return _shown(make_graph([1, 0, 0, 0], rows))


@stands_for("graphicalMCP::simple_successive_1", parameters=("hyp_names",))
def simple_successive_1(**_: Any) -> dict[str, Any]:
    """Make the graph of figure 1 of Bretz et al. (2011)."""
    rows = [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]]
    return _shown(make_graph([0.5, 0.5, 0, 0], rows))


@stands_for("graphicalMCP::simple_successive_2", parameters=("hyp_names",))
def simple_successive_2(**_: Any) -> dict[str, Any]:
    """Make the graph of figure 4 of Bretz et al. (2011)."""
    rows = [[0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5], [0, 1, 0, 0], [1, 0, 0, 0]]
    return _shown(make_graph([0.5, 0.5, 0, 0], rows))


@stands_for("graphicalMCP::two_doses_two_primary_two_secondary", parameters=("hyp_names",))
def two_doses(**_: Any) -> dict[str, Any]:
    """Make the graph of figure 6 of Xi and Bretz (2019)."""
    return _doses(2)


@stands_for("graphicalMCP::three_doses_two_primary_two_secondary", parameters=("hyp_names",))
def three_doses(**_: Any) -> dict[str, Any]:
    """Make the graph of figure 6 of Xi and Bretz (2019) with a dose more."""
    return _doses(3)


def _doses(doses: int, epsilon: float = 1e-4) -> dict[str, Any]:
    rows = np.zeros((3 * doses, 3 * doses))
    for dose in range(doses):
        one, two, three = range(3 * dose, 3 * dose + 3)
        rows[one, [two, three]] = 0.5
        rows[two, three] = 1
        rows[three, two] = 1 - epsilon
        others = [3 * other for other in range(doses) if other != dose]
        rows[three, others] = epsilon / (doses - 1)
    return _shown(make_graph([1 / doses, 0, 0] * doses, rows))


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
    shown = _shown(left)
    return {
        **shown,
        "initial_graph": _shown(start),
        "updated_graph": shown,
        "deleted": [i + 1 for i in gone],
        "intermediate_graphs": [_shown(step) for step in steps],
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
    found = _decision(decide_graph(graph["_graph"], _numbers(p), alpha=alpha))
    return {**found, "_inputs": (graph["_graph"], _numbers(p), alpha)}


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
    found = decide_closed_graph(graph["_graph"], _numbers(p), alpha=alpha, groups=groups)
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
        [alpha] * n if power_marginal is None else _numbers(power_marginal),
        correlation=None if sim_corr is None else _rows(sim_corr),
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


@stands_for("graphicalMCP::adjust_p_bonferroni", parameters=("p", "hypotheses"))
def adjust_p_bonferroni(p: Any, hypotheses: Any) -> dict[str, Any]:
    """Bonferroni's p-value of an intersection."""
    return _p_value(p_bonferroni(_numbers(p), _numbers(hypotheses)))


@stands_for("graphicalMCP::adjust_p_simes", parameters=("p", "hypotheses"))
def adjust_p_simes(p: Any, hypotheses: Any) -> dict[str, Any]:
    """Simes's p-value of an intersection."""
    return _p_value(p_simes(_numbers(p), _numbers(hypotheses)))


@stands_for("graphicalMCP::adjust_p_hochberg", parameters=("p", "hypotheses"))
def adjust_p_hochberg(p: Any, hypotheses: Any) -> dict[str, Any]:
    """Hochberg's p-value of an intersection."""
    return _p_value(p_hochberg(_numbers(p), _numbers(hypotheses)))


@stands_for(
    "graphicalMCP::adjust_p_parametric",
    parameters=("p", "hypotheses", "test_corr", "maxpts", "abseps", "releps"),
)
def adjust_p_parametric(p: Any, hypotheses: Any, test_corr: Any, **_: Any) -> dict[str, Any]:
    """Calculate the parametric p-value of an intersection; how to integrate needs no saying."""
    return _p_value(p_parametric(_numbers(p), _numbers(hypotheses), _rows(test_corr)))


@stands_for(
    "graphicalMCP::adjust_weights_parametric",
    parameters=("matrix_weights", "matrix_intersections", "test_corr", "alpha", "test_groups"),
)
def adjust_weights_parametric(
    matrix_weights: Any,
    matrix_intersections: Any,  # noqa: ARG001 - weights of 0 say as much
    test_corr: Any,
    alpha: float,
    test_groups: Any,
    **_: Any,
) -> dict[str, Any]:
    """Raise the weights of jointly normal statistics."""
    weights = np.array(_rows(matrix_weights))
    for group, corr in zip(_members(test_groups), test_corr, strict=True):
        for row in weights:
            if (row[group] > 0).any():
                row[group] *= parametric_factor(row[group], _rows(corr), alpha)
    return _matrix(weights)


@stands_for("graphicalMCP::adjust_weights_simes", parameters=("matrix_weights", "p", "test_groups"))
def adjust_weights_simes(matrix_weights: Any, p: Any, test_groups: Any) -> dict[str, Any]:
    """Add up weights in the order of the p-values, in which the columns come back."""
    order = np.argsort(_numbers(p), kind="stable")
    weights = np.array(_rows(matrix_weights))
    for group in _members(test_groups):
        ranked = [i for i in order if i in group]
        weights[:, ranked] = np.cumsum(weights[:, ranked], axis=1)
    return _matrix(weights[:, order])


@stands_for(
    "graphicalMCP::adjust_weights_hochberg",
    parameters=("matrix_weights", "matrix_intersections", "p", "test_groups"),
)
def adjust_weights_hochberg(
    matrix_weights: Any, matrix_intersections: Any, p: Any, test_groups: Any
) -> dict[str, Any]:
    """Divide the weight of a group's members by their rank from the largest p-value."""
    values, inside = np.array(_numbers(p)), np.array(_rows(matrix_intersections))
    weights = np.array(_rows(matrix_weights))
    found = np.zeros_like(weights)
    for group in _members(test_groups):
        for row, chosen, new in zip(weights, inside, found, strict=True):
            members = sorted((i for i in group if chosen[i]), key=lambda i: -values[i])
            for rank, i in enumerate(members, start=1):
                new[i] = row[group].sum() / rank
    return _matrix(found)


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
    for members, kind, corr in zip(_members(groups), types, corrs, strict=True):
        full = next((each for each in _TESTS if each.startswith(str(kind))), None)
        if full is None:
            raise Unsupported(f"test type {kind!r}")
        matrix = tuple(map(tuple, _rows(corr))) if full == "parametric" else None
        found.append(Group(tuple(members), full, matrix))  # type: ignore[arg-type]
    return found


def _members(groups: Any) -> list[list[int]]:
    groups = list(groups.values()) if isinstance(groups, Mapping) else as_list(groups)
    return [[int(i) - 1 for i in as_list(group)] for group in groups]


def _numbers(values: Any) -> list[float]:
    values = list(values.values()) if isinstance(values, Mapping) else as_list(values)
    return [float(value) for value in values]


def _rows(matrix: Any) -> list[list[float]]:
    """Return rows of a matrix, also of what graph_generate_weights gave."""
    if isinstance(matrix, Mapping):
        matrix = matrix["matrix"]
    return [[float(x) for x in as_list(row)] for row in as_list(matrix)]


def _shown(graph: Graph) -> dict[str, Any]:
    return {
        "hypotheses": list(graph.weights),
        "transitions": [list(row) for row in graph.transitions],
        "_graph": graph,
    }


def _decision(found: GraphDecision) -> dict[str, Any]:
    shown = {
        "adjusted_p": list(found.adjusted),
        "rejected": list(found.rejected),
        "graph": _shown(found.graph),
    }
    left = {key: shown["graph"][key] for key in ("hypotheses", "transitions")}
    return {**shown, **left, "outputs": shown}


def _p_value(p: float) -> dict[str, Any]:
    return dict.fromkeys(("adjusted_p", "adj_p", "p", "value"), p)


def _matrix(weights: Any) -> dict[str, Any]:
    return dict.fromkeys(("weights", "adjusted_weights", "matrix", "value"), weights.tolist())
