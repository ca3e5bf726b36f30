"""What holds for every trial of several arms and every graph of hypotheses."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.design.arms.closed import adjust_bonferroni, adjust_hochberg, adjust_holm
from trialrun.design.arms.closed import adjust_hommel as hommel
from trialrun.design.arms.closed_graph import decide_closed_graph
from trialrun.design.arms.dunnett import adjusted_dunnett, critical_dunnett, power_dunnett
from trialrun.design.arms.graph import decide_graph, intersection_weights, make_graph
from trialrun.design.arms.mams import boundaries_mams
from trialrun.design.arms.mams_course import course_mams, power_mams
from trialrun.design.arms.normal import probability_normal, quantile_normal

few = settings(max_examples=20, deadline=None)
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=6)
ratios = st.lists(st.floats(0.3, 3), min_size=1, max_size=4)
alphas = st.floats(0.005, 0.2)


@st.composite
def graphs(draw, most=4):
    n = draw(st.integers(2, most))
    parts = st.lists(st.floats(0.01, 1), min_size=n, max_size=n)
    weights = np.array(draw(parts))
    rows = np.array([draw(parts) for _ in range(n)]) * (1 - np.eye(n))
    return make_graph(weights / weights.sum(), rows / rows.sum(axis=1, keepdims=True))


@few
@given(ratios=ratios, alpha=alphas)
def test_dunnett_lies_between_one_comparison_and_bonferroni(ratios, alpha):
    from scipy.special import ndtri

    found = critical_dunnett(ratios, alpha=alpha)
    assert -ndtri(alpha) - 1e-9 <= found <= -ndtri(alpha / len(ratios)) + 1e-9
    assert critical_dunnett(ratios, alpha=alpha, sides=2) >= found
    assert critical_dunnett(ratios, alpha=alpha, degrees_of_freedom=12) >= found


@few
@given(ratios=ratios, alpha=alphas)
def test_the_critical_value_has_the_adjusted_p_value_alpha(ratios, alpha):
    critical = critical_dunnett(ratios, alpha=alpha)
    found = adjusted_dunnett([critical] * len(ratios), ratios)
    assert max(found) == pytest.approx(alpha, abs=1e-8)


@few
@given(effect=st.floats(0.05, 1), more=st.floats(0.01, 0.5), n=st.floats(5, 200))
def test_power_rises_with_the_effect_and_is_ordered(effect, more, n):
    one, other = (power_dunnett([e, 0.3], 1, n) for e in (effect, effect + more))
    assert other.disjunctive >= one.disjunctive - 1e-12
    assert other.marginal[0] >= one.marginal[0]
    assert one.conjunctive <= min(one.marginal) + 1e-12
    assert max(one.marginal) <= one.disjunctive + 1e-12
    assert power_dunnett([0.0, 0.0], 1, n).disjunctive == pytest.approx(0.025, abs=1e-9)


@few
@given(b=st.lists(st.floats(-0.95, 0.95), min_size=2, max_size=4), limit=st.floats(-2, 2))
def test_probabilities_are_mirror_images(b, limit):
    matrix = np.outer(b, b)
    np.fill_diagonal(matrix, 1)
    below = probability_normal(-np.inf, limit, matrix)
    assert probability_normal(-limit, np.inf, matrix) == pytest.approx(below, abs=1e-9)
    if 0.01 < below < 0.99:
        assert quantile_normal(below, matrix) == pytest.approx(limit, abs=1e-6)


@few
@given(p=p_values)
def test_procedures_are_ordered(p):
    rows = [adjust_bonferroni(p), adjust_holm(p), adjust_hochberg(p), hommel(p), tuple(p)]
    for less_powerful, more_powerful in pairwise(rows):
        assert (np.array(more_powerful) <= np.array(less_powerful) + 1e-12).all()


@few
@given(graph=graphs(), data=st.data())
def test_shortcut_and_closure_agree(graph, data):
    n = len(graph.weights)
    p = data.draw(st.lists(st.floats(1e-6, 1), min_size=n, max_size=n))
    closed = decide_closed_graph(graph, p, alpha=0.05)
    assert decide_graph(graph, p, alpha=0.05).adjusted == pytest.approx(closed.adjusted, abs=1e-8)
    smaller = [each / 2 for each in p]
    less = decide_graph(graph, smaller, alpha=0.05)
    assert all(a <= b + 1e-12 for a, b in zip(less.adjusted, closed.adjusted, strict=True))


@few
@given(graph=graphs())
def test_weights_grow_as_hypotheses_leave(graph):
    """Monotone weights: what makes the shortcut the closed test."""
    found = intersection_weights(graph)
    for inside, weights in found.items():
        assert sum(weights) <= 1 + 1e-9
        for fewer, larger in found.items():
            if set(fewer) < set(inside):
                assert all(larger[i] >= weights[i] - 1e-9 for i in fewer)


@settings(max_examples=5, deadline=None)
@given(alpha=st.floats(0.01, 0.1), arms=st.integers(1, 5), futility=st.floats(-1, 0.5))
def test_bounds_of_several_stages_spend_alpha(alpha, arms, futility):
    test = boundaries_mams(arms, alpha=alpha, futility_at=futility)
    assert test.alpha_spent[-1] == pytest.approx(alpha, abs=1e-8)
    assert test.alpha_spent[0] < test.alpha_spent[1]
    null = course_mams(test, 30, [0.0] * arms)
    assert null.any_found == pytest.approx(alpha, abs=1e-7)
    assert null.expected_subjects <= null.largest_subjects
    low, high = (power_mams(test, 30, effect=e) for e in (0.3, 0.5))
    assert low < high
