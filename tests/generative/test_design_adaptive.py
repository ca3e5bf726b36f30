"""What holds for any interim look: order, symmetry, agreement of one number with another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.design.adaptive.combination import combination_weights, combine_inverse_normal
from trialrun.design.adaptive.conditional_power import (
    conditional_power,
    conditional_stopping,
    conditional_z,
)
from trialrun.design.adaptive.evidence_means import cumulative_moments, stagewise_moments
from trialrun.design.adaptive.predictive_power import predictive_power
from trialrun.design.adaptive.priors import DiscretePrior
from trialrun.design.adaptive.repeated import repeated_p_values
from trialrun.design.adaptive.stagewise import infer_stagewise, stagewise_p_value
from trialrun.design.boundaries import boundaries_spending
from trialrun.design.spending import spend_obrien_fleming, spend_pocock
from trialrun.errors import DesignError

FEW = settings(max_examples=15, deadline=None)
Z = st.floats(-1.5, 2.0)
TIME = st.floats(0.2, 0.8)


def bounds(t, alpha=0.025):
    return boundaries_spending([t, 1.0], alpha, spend_pocock).efficacy


@FEW
@given(TIME, Z, st.floats(-1, 4), st.floats(0.05, 1))
def test_conditional_power_rises_with_the_effect_and_the_statistic(t, z, drift, more):
    def power(**change):
        return conditional_power(
            [t, 1], upper=bounds(t), look=1, **({"z": z, "drift": drift} | change)
        )

    assert power(drift=drift + more) > power()
    assert power(z=z + more) > power()


@FEW
@given(TIME, Z, st.floats(-2, 2))
def test_conditional_probabilities_are_mirrored(t, z, drift):
    b = bounds(t)
    up = conditional_stopping([t, 1], upper=b, look=1, z=z, drift=drift)
    low = [-each for each in b]
    down = conditional_stopping([t, 1], upper=[9, 9], lower=low, look=1, z=-z, drift=-drift)
    assert down.lower == pytest.approx(up.upper, abs=1e-12)


@FEW
@given(TIME, st.floats(0.02, 0.95), st.floats(0.5, 4))
def test_statistic_for_a_conditional_power_has_it(t, power, drift):
    z = conditional_z([t, 1], upper=bounds(t), look=1, power=power, drift=drift)
    found = conditional_power([t, 1], upper=bounds(t), look=1, z=z, drift=drift)
    assert found == pytest.approx(power, abs=1e-9)


@FEW
@given(TIME, Z, st.floats(-1, 4))
def test_predictive_power_of_a_sure_effect_is_conditional_power(t, z, drift):
    prior = DiscretePrior((drift,), (1.0,))
    one = predictive_power([t, 1], upper=bounds(t), look=1, z=z, prior=prior)
    other = conditional_power([t, 1], upper=bounds(t), look=1, z=z, drift=drift)
    assert one == pytest.approx(other, abs=1e-12)


@FEW
@given(TIME, st.floats(-1, 3.5))
def test_stagewise_p_value_agrees_with_the_decision(t, z):
    b = bounds(t)
    last = stagewise_p_value([t, 1], upper=b, z=z)
    assert (last < 0.025) == (z > b[1])
    if z > b[0]:
        assert stagewise_p_value([t], upper=b, z=z) < last


@FEW
@given(TIME, st.floats(-1, 3.5), st.floats(0.6, 0.99))
def test_stagewise_interval_holds_the_estimate_and_widens(t, z, level):
    one = infer_stagewise([t, 1], upper=bounds(t), z=z, level=level)
    wide = infer_stagewise([t, 1], upper=bounds(t), z=z, level=level + 0.005)
    assert wide.lower < one.lower < one.estimate < one.upper < wide.upper


@FEW
@given(st.floats(-1, 3.5), st.floats(0.5, 2))
def test_one_look_has_the_fixed_inference(z, scale):
    found = infer_stagewise([scale], upper=[], z=z, level=0.95)
    root = np.sqrt(scale)
    assert found.estimate == pytest.approx(z / root, abs=1e-8)
    assert found.lower == pytest.approx((z - 1.959963985) / root, abs=1e-7)
    assert found.upper == pytest.approx((z + 1.959963985) / root, abs=1e-7)


@FEW
@given(st.floats(0.005, 0.2))
def test_repeated_p_value_at_a_bound_is_its_alpha(alpha):
    def family(level):
        return boundaries_spending([0.5, 1.0], level, spend_obrien_fleming).efficacy

    found = repeated_p_values(family(alpha), family)
    assert found == pytest.approx([alpha, alpha], rel=1e-6)


@FEW
@given(TIME, st.lists(st.floats(0.001, 0.999), min_size=2, max_size=2))
def test_inverse_normal_of_stages_has_unit_weights(t, p):
    weights = combination_weights([t, 1])
    assert sum(w * w for w in weights) == pytest.approx(1)
    found = combine_inverse_normal(p, weights)
    assert found == pytest.approx(-combine_inverse_normal([1 - each for each in p], weights))


@FEW
@given(
    st.lists(st.integers(2, 40), min_size=1, max_size=4),
    st.data(),
)
def test_stages_come_back_from_cumulative_data(sizes, data):
    k = len(sizes)
    means = data.draw(st.lists(st.floats(-5, 5), min_size=k, max_size=k))
    spread = data.draw(st.lists(st.floats(0.5, 3), min_size=k, max_size=k))
    n, m, s = stagewise_moments(*cumulative_moments(sizes, means, spread))
    assert n == pytest.approx(sizes)
    assert m == pytest.approx(means, abs=1e-8)
    assert s == pytest.approx(spread, rel=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: conditional_power([0.5, 1], upper=[2, 2], look=2, z=1.0),
        lambda: conditional_power([0.5, 0.4], upper=[2, 2], look=1, z=1.0),
        lambda: conditional_z([0.5, 1], upper=[2, 2], look=1, power=1.0),
        lambda: DiscretePrior((0.0, 1.0), (0.5, 0.6)),
        lambda: stagewise_p_value([0.5, 1], upper=[], z=1.0),
        lambda: combine_inverse_normal([0.1, 1.2], [1, 1]),
    ],
)
def test_wrong_requests_are_refused(wrong):
    with pytest.raises(DesignError):
        wrong()
