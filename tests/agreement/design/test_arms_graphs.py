"""Closed tests and graphs: against closures by enumeration, statsmodels, R's printed examples."""

from __future__ import annotations

import warnings
from itertools import combinations, permutations

import numpy as np
import pytest

from trialrun.design.arms.closed import (
    adjust_bonferroni,
    adjust_closed,
    adjust_fallback,
    adjust_fixed_sequence,
    adjust_hochberg,
    adjust_holm,
    adjust_hommel,
    adjust_truncated,
)
from trialrun.design.arms.closed_graph import (
    Group,
    adjusted_intersections,
    decide_closed_graph,
)
from trialrun.design.arms.dunnett import adjusted_dunnett
from trialrun.design.arms.graph import (
    decide_graph,
    graph_fallback,
    graph_fixed_sequence,
    graph_holm,
    intersection_weights,
    make_graph,
    remove_hypotheses,
)
from trialrun.design.arms.graph_power import simulate_graph
from trialrun.design.arms.graph_sequential import (
    decide_graph_sequential,
    levels_graph_sequential,
    repeated_p_value,
)
from trialrun.design.arms.intersection import p_bonferroni, p_parametric, p_simes
from trialrun.design.boundaries import boundaries_spending
from trialrun.design.recursion import stopping_probabilities
from trialrun.design.spending import spend_obrien_fleming, spend_pocock
from trialrun.errors import DesignError

SUCCESSIVE = make_graph(
    [0.5, 0.5, 0, 0], [[0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5], [0, 1, 0, 0], [1, 0, 0, 0]]
)
HALF = ((1.0, 0.5), (0.5, 1.0))


def p_values(seed, n):
    return (np.random.default_rng(seed).random(n) * 0.08).tolist()


@pytest.mark.parametrize("seed", range(6))
def test_procedures_are_closed_tests(seed):
    """Each shortcut is the closure of its test of intersections, enumerated."""
    p = p_values(seed, 5)

    def of(test):
        return adjust_closed(
            5, lambda inside: test([p[i] for i in inside], [1 / len(inside)] * len(inside))
        )

    assert adjust_holm(p) == pytest.approx(of(p_bonferroni))
    assert adjust_hommel(p) == pytest.approx(of(p_simes))
    weights = [0.1, 0.3, 0.2, 0.25, 0.15]

    def weighted(inside):
        total = sum(weights[i] for i in inside)
        return min(p[i] * total / weights[i] for i in inside)

    assert adjust_holm(p, weights) == pytest.approx(adjust_closed(5, weighted))


@pytest.mark.parametrize("seed", range(6))
def test_procedures_of_statsmodels(seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsmodels.stats.multitest import multipletests
    p = p_values(seed, 7)
    ours = {
        "bonferroni": adjust_bonferroni(p),
        "holm": adjust_holm(p),
        "simes-hochberg": adjust_hochberg(p),
        "hommel": adjust_hommel(p),
    }
    for method, found in ours.items():
        assert found == pytest.approx(tuple(multipletests(p, method=method)[1]))


def test_truncation_lies_between_bonferroni_and_the_whole_procedure():
    p = p_values(1, 4)
    assert adjust_truncated(p, 0) == pytest.approx(adjust_bonferroni(p))
    assert adjust_truncated(p, 1) == pytest.approx(adjust_holm(p))
    assert adjust_truncated(p, 1, method="hochberg") == pytest.approx(adjust_hochberg(p))
    between = np.array(adjust_truncated(p, 0.6))
    assert (between >= np.array(adjust_holm(p)) - 1e-12).all()
    assert (between <= np.array(adjust_bonferroni(p)) + 1e-12).all()


def test_sequences():
    assert adjust_fixed_sequence([0.01, 0.04, 0.03]) == (0.01, 0.04, 0.04)
    p = [0.02, 0.03, 0.002]
    assert adjust_fallback(p, [1, 0, 0]) == pytest.approx(adjust_fixed_sequence(p))
    assert decide_graph(graph_fixed_sequence(3), p, alpha=0.05).order == (0, 1, 2)
    assert decide_graph(graph_fallback([0.5, 0.3, 0.2]), p, alpha=0.01).rejected == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize("seed", range(4))
def test_shortcut_is_the_closed_bonferroni_test_of_a_graph(seed):
    random = np.random.default_rng(seed)
    transitions = random.random((4, 4)) * (1 - np.eye(4))
    transitions /= transitions.sum(axis=1, keepdims=True)
    weights = random.random(4)
    graph = make_graph(weights / weights.sum(), transitions)
    p = p_values(seed + 50, 4)
    closed = decide_closed_graph(graph, p, alpha=0.05)
    shortcut = decide_graph(graph, p, alpha=0.05)
    assert closed.adjusted == pytest.approx(shortcut.adjusted)
    assert closed.rejected == shortcut.rejected


def test_the_order_of_removal_does_not_matter():
    """Bretz et al. (2009), lemma A.1."""
    left = [remove_hypotheses(SUCCESSIVE, order) for order in permutations([0, 1, 3])]
    assert all(graph.weights == pytest.approx(left[0].weights) for graph in left)
    found = intersection_weights(SUCCESSIVE)
    assert len(found) == 15
    for outside in combinations(range(4), 2):
        inside = tuple(i for i in range(4) if i not in outside)
        assert found[inside] == pytest.approx(remove_hypotheses(SUCCESSIVE, outside).weights)


def test_weights_of_figure_1_of_bretz_2011():
    """As printed by graphicalMCP 0.2.8's graph_generate_weights(simple_successive_1())."""
    graph = make_graph([0.5, 0.5, 0, 0], [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]])
    found = intersection_weights(graph)
    assert found[0, 2, 3] == pytest.approx((0.5, 0, 0, 0.5))
    assert found[1, 2, 3] == pytest.approx((0, 0.5, 0.5, 0))
    assert found[2, 3] == pytest.approx((0, 0, 0.5, 0.5))


def test_mixed_tests_of_a_graph_print_these_p_values():
    """As in graphicalMCP 0.2.8's article on closed tests: parametric and Simes groups."""
    e = 1e-5
    graph = make_graph(
        [0.5, 0.5, 0, 0, 0, 0],
        [
            [0, 0.5, 0.25, 0, 0.25, 0],
            [0.5, 0, 0, 0.25, 0, 0.25],
            [0, 0, 0, 0, 1, 0],
            [e, 0, 0, 0, 0, 1 - e],
            [0, e, 1 - e, 0, 0, 0],
            [0, 0, 0, 1, 0, 0],
        ],
    )
    p = [0.015, 0.013, 0.01, 0.007, 0.1, 0.0124]
    first = Group((0, 1), "parametric", HALF)
    mixed = [first, Group((2, 4), "simes"), Group((3, 5), "simes")]
    found = decide_closed_graph(graph, p, groups=mixed)
    printed = [0.02413846, 0.02413846, 0.02480008, 0.02480000, 0.1, 0.02480008]
    assert found.adjusted == pytest.approx(printed, abs=1e-8)
    assert found.rejected == (True, True, True, True, False, True)
    plain = decide_closed_graph(graph, p, groups=[first, Group((2, 3, 4, 5))])
    assert plain.adjusted == pytest.approx([0.02413846] * 2 + [0.028, 0.028, 0.1, 0.028], abs=1e-8)


def test_a_parametric_group_of_equal_weights_is_dunnett_stepping_down():
    z = [2.4, 1.7, 2.1]
    half = tuple(tuple(1.0 if i == j else 0.5 for j in range(3)) for i in range(3))
    from scipy import special

    p = special.ndtr(-np.array(z)).tolist()
    graph = graph_holm([1 / 3] * 3)
    found = decide_closed_graph(graph, p, groups=[Group((0, 1, 2), "parametric", half)])
    expected = adjusted_dunnett(z, [1, 1, 1], step_down=True)
    assert found.adjusted == pytest.approx(expected, abs=1e-9)
    everything = adjusted_intersections(graph, p, groups=[Group((0, 1, 2), "parametric", half)])
    assert everything[0, 1, 2] == pytest.approx(p_parametric(p, [1 / 3] * 3, half))


def test_the_example_of_maurer_and_bretz():
    """Section 4: no rejection at the first look, then H1, H2 and H3; graphicalMCP's p-values."""
    p = [[0.0062, 0.017, 0.009, 0.13], [0.0002, 0.0035, 0.002, 0.06]]
    looks = [[1 / 3, 2 / 3]] * 4
    for back in (False, True):
        found = decide_graph_sequential(
            SUCCESSIVE, p, looks, [spend_obrien_fleming] * 4, look_back=back
        )
        assert found.order == (0, 1, 2)
        assert found.look == (2, 2, 2, None)
        printed = [0.004787, 0.022881, 0.023297, 0.128460]
        assert found.adjusted == pytest.approx(printed, abs=5e-7)
    rows = [[0.1141, 0.1682, 0.1315, 0.3820], [0.0024, 0.0172, 0.0116, 0.1285]]
    assert np.array(found.repeated) == pytest.approx(np.array(rows), abs=5e-5)


def test_repeated_p_values_are_levels_whose_bound_is_met():
    t = [0.4, 0.7, 1.0]
    for look, p in ((1, 0.01), (2, 0.004), (3, 0.03)):
        level = repeated_p_value(p, look, t, spend_pocock)
        levels = levels_graph_sequential(1, t, spend_pocock, alpha=level)
        assert levels[look - 1] == pytest.approx(p, rel=1e-7)


def test_graphs_over_looks_hold_alpha():
    """Two hypotheses, independent, 2 looks: error by simulation, and by the bounds of a weight."""
    random = np.random.default_rng(2)
    trials, t = 400_000, [0.5, 1.0]
    score = random.standard_normal((2, 2, trials)) * np.sqrt(0.5)
    z = score.cumsum(axis=0) / np.sqrt(t)[:, None, None]
    upper = boundaries_spending(t, 0.0125, spend_obrien_fleming).efficacy
    share = ((z[0] > upper[0]) | (z[1] > upper[1])).any(axis=0).mean()
    one = float(stopping_probabilities(t, upper=upper).upper.sum())
    assert one == pytest.approx(0.0125, abs=1e-10)
    expected = 1 - (1 - one) ** 2
    assert abs(share - expected) < 4.5 * np.sqrt(expected / trials)


@pytest.mark.parametrize("kind", ["bonferroni", "simes", "hochberg", "parametric"])
def test_simulated_trials_are_decided_as_single_ones(kind):
    """With few trials, all of them decided one by one; without effects the error is alpha."""
    from scipy import special

    from trialrun.streams import stream

    half = tuple(tuple(1.0 if i == j else 0.5 for j in range(3)) for i in range(3))
    graph, trials = graph_holm([1 / 3] * 3), 200
    groups = [Group((0, 1, 2), kind, half if kind == "parametric" else None)]
    powers = [0.8, 0.6, 0.3]
    found = simulate_graph(graph, powers, alpha=0.05, groups=groups, trials=trials, seed=3)
    drift = special.ndtri(np.array(powers)) - special.ndtri(0.05)
    z = stream(3, "graph", 0).standard_normal((trials, 3)) + drift
    each = [
        decide_closed_graph(graph, special.ndtr(-row).tolist(), alpha=0.05, groups=groups).rejected
        for row in z
    ]
    assert found.local == pytest.approx(tuple(np.mean(each, axis=0)))
    assert found.all_found == pytest.approx(np.all(each, axis=1).mean())
    null = simulate_graph(graph, [0.05] * 3, correlation=half, alpha=0.05, groups=groups)
    assert null.any_found < 0.05 + 4.5 * np.sqrt(0.05 / 100_000)


@pytest.mark.parametrize(
    "request_",
    [
        lambda: make_graph([], [[]]),
        lambda: make_graph([0.6, 0.6], [[0, 1], [1, 0]]),
        lambda: make_graph([0.5, 0.5], [[0.5, 0.5], [1, 0]]),
        lambda: make_graph([0.5, 0.5], [[0, 2], [1, 0]]),
        lambda: make_graph([0.5, 0.5], [[0, 1]]),
        lambda: remove_hypotheses(SUCCESSIVE, [4]),
        lambda: remove_hypotheses(SUCCESSIVE, [1, 1]),
        lambda: decide_graph(SUCCESSIVE, [0.1] * 3),
        lambda: decide_graph(SUCCESSIVE, [0.1] * 4, alpha=0),
        lambda: decide_graph(SUCCESSIVE, [1.1] * 4),
        lambda: decide_closed_graph(SUCCESSIVE, [0.1] * 4, groups=[Group((0, 1))]),
        lambda: decide_closed_graph(SUCCESSIVE, [0.1] * 4, groups=[Group((0, 1, 2, 3), "t")]),
        lambda: decide_closed_graph(
            SUCCESSIVE, [0.1] * 4, groups=[Group((0, 1, 2, 3), "parametric")]
        ),
        lambda: intersection_weights(graph_holm([1 / 20] * 20)),
        lambda: adjust_truncated([0.1], 2),
        lambda: adjust_closed(0, lambda _: 0.5),
        lambda: repeated_p_value(0.1, 3, [0.5, 1], spend_pocock),
        lambda: levels_graph_sequential(0, [0.5, 1], spend_pocock),
    ],
)
def test_wrong_requests_are_refused(request_):
    with pytest.raises(DesignError):
        request_()
