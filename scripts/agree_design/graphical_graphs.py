"""graphicalMCP: graphs of hypotheses, made from their parts or known by a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from agree_design.calls import stands_for
from agree_design.graphical_values import matrix_of, numbers_of, shown_graph
from trialrun.design.arms.graph import graph_fallback, graph_fixed_sequence, graph_holm, make_graph


@stands_for("graphicalMCP::graph_create", parameters=("hypotheses", "transitions", "hyp_names"))
def graph_create(hypotheses: Any, transitions: Any, **_: Any) -> dict[str, Any]:
    """Make a graph of its weights."""
    return shown_graph(make_graph(numbers_of(hypotheses), matrix_of(transitions)))


def _bonferroni(weights: Sequence[float]) -> dict[str, Any]:
    return shown_graph(make_graph(weights, np.zeros((len(weights), len(weights)))))


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
    return _bonferroni(numbers_of(hypotheses))


@stands_for(
    "graphicalMCP::bonferroni_holm",
    "graphicalMCP::hochberg",
    "graphicalMCP::hommel",
    parameters=("num_hyps", "hyp_names"),
)
def bonferroni_holm(num_hyps: float, **_: Any) -> dict[str, Any]:
    """Make a graph that passes weights on evenly."""
    return shown_graph(graph_holm([1 / int(num_hyps)] * int(num_hyps)))


@stands_for(
    "graphicalMCP::bonferroni_holm_weighted",
    "graphicalMCP::dunnett_closure_weighted",
    parameters=("hypotheses", "hyp_names"),
)
def bonferroni_holm_weighted(hypotheses: Any, **_: Any) -> dict[str, Any]:
    """Make a weighted graph that passes weights on evenly."""
    return shown_graph(graph_holm(numbers_of(hypotheses)))


@stands_for("graphicalMCP::fixed_sequence", parameters=("num_hyps", "hyp_names"))
def fixed_sequence(num_hyps: float, **_: Any) -> dict[str, Any]:
    """Make the graph of a fixed sequence."""
    return shown_graph(graph_fixed_sequence(int(num_hyps)))


@stands_for("graphicalMCP::fallback", parameters=("hypotheses", "hyp_names"))
def fallback(hypotheses: Any, **_: Any) -> dict[str, Any]:
    """Make the graph of the fallback procedure."""
    return shown_graph(graph_fallback(numbers_of(hypotheses)))


@stands_for("graphicalMCP::fallback_improved_1", parameters=("hypotheses", "hyp_names"))
def fallback_improved_1(hypotheses: Any, **_: Any) -> dict[str, Any]:
    """Let the last hypothesis pass its weight back, in proportion."""
    weights = np.array(numbers_of(hypotheses))
    transitions = np.eye(len(weights), k=1)
    transitions[-1, :-1] = weights[:-1] / weights[:-1].sum()
    return shown_graph(make_graph(weights, transitions))


@stands_for("graphicalMCP::fallback_improved_2", parameters=("hypotheses", "epsilon", "hyp_names"))
def fallback_improved_2(hypotheses: Any, epsilon: float = 1e-4, **_: Any) -> dict[str, Any]:
    """Let each hypothesis pass its weight back to the first, but for epsilon."""
    weights = numbers_of(hypotheses)
    n = len(weights)
    transitions = epsilon * np.eye(n, k=1)
    transitions[:, 0] = 1 - epsilon
    transitions[-1, 0] = 1
    transitions[0] = np.eye(1, n, k=1).ravel()
    return shown_graph(make_graph(weights, transitions))


@stands_for("graphicalMCP::huque_etal", parameters=("hyp_names",))
def huque_etal(**_: Any) -> dict[str, Any]:
    """Make the graph of Huque, Alosh and Bhore (2011)."""
    rows = [[0, 0.5, 0.5, 0], [0, 0, 0, 1], [0, 0.5, 0, 0.5], [0, 1, 0, 0]]
    return shown_graph(make_graph([1, 0, 0, 0], rows))


@stands_for("graphicalMCP::simple_successive_1", parameters=("hyp_names",))
def simple_successive_1(**_: Any) -> dict[str, Any]:
    """Make the graph of figure 1 of Bretz et al. (2011)."""
    rows = [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]]
    return shown_graph(make_graph([0.5, 0.5, 0, 0], rows))


@stands_for("graphicalMCP::simple_successive_2", parameters=("hyp_names",))
def simple_successive_2(**_: Any) -> dict[str, Any]:
    """Make the graph of figure 4 of Bretz et al. (2011)."""
    rows = [[0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5], [0, 1, 0, 0], [1, 0, 0, 0]]
    return shown_graph(make_graph([0.5, 0.5, 0, 0], rows))


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
    return shown_graph(make_graph([1 / doses, 0, 0] * doses, rows))
