"""What must hold of bounds whatever the design."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.design import spend_hwang_shih_decani, spend_kim_demets
from trialrun.design.adaptive.fisher_combination import boundaries_fisher
from trialrun.design.bounds.characteristics import characteristics, crossings
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.families import CURVES, spend_distribution
from trialrun.design.bounds.shapes import spend_points, spend_trimmed, spend_xi_gallo
from trialrun.design.bounds.spending_bounds import (
    boundaries_spending_fixed_futility,
    boundaries_spending_futility,
)
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis

FEW = settings(max_examples=15, deadline=None, derandomize=True)
ALPHAS = st.floats(0.001, 0.2)
FRACTIONS = st.lists(st.floats(0.1, 1.0), min_size=1, max_size=5).map(
    lambda steps: list(np.cumsum(steps) / np.sum(steps))
)


@FEW
@given(FRACTIONS, ALPHAS, st.floats(-4, 3))
def test_alpha_spent_sums_to_alpha(information, alpha, gamma):
    information[-1] = 1.0
    found = boundaries_spending_fixed_futility(
        information, alpha, lambda a, t: spend_hwang_shih_decani(a, t, gamma)
    )
    assert found.alpha_spent[-1] == pytest.approx(alpha, abs=1e-11)


@FEW
@given(FRACTIONS, ALPHAS, st.floats(0, 0.6), st.floats(0, 4))
def test_mirrored_bounds_have_mirrored_probabilities(information, alpha, delta, drift):
    found = boundaries_wang_tsiatis(information, alpha, delta, sided=2)
    one, other = crossings(found, drift), crossings(found, -drift)
    assert one.upper == pytest.approx(other.lower, abs=1e-12)
    assert crossings(found, 0.0).ended.sum() == pytest.approx(alpha, abs=1e-11)


@FEW
@given(FRACTIONS, ALPHAS, st.floats(0, 3), st.floats(0.01, 1))
def test_power_rises_with_the_effect(information, alpha, drift, more):
    found = boundaries_wang_tsiatis(information, alpha, 0.25)
    least, most = (crossings(found, each).upper.sum() for each in (drift, drift + more))
    assert least < most


@FEW
@given(ALPHAS, st.floats(0.5, 0.99))
def test_one_look_is_the_fixed_test(alpha, power):
    found = boundaries_wang_tsiatis(1, alpha, 0.3, sided=2)
    cost = characteristics(found, max(power, 2 * alpha))
    assert cost.inflation == pytest.approx(1, abs=1e-9)


@FEW
@given(FRACTIONS, st.floats(0.01, 0.05), st.floats(0.6, 0.95), st.booleans())
def test_futility_has_the_power_asked_for(information, alpha, power, binding):
    information[-1] = 1.0
    found = boundaries_spending_futility(
        information,
        alpha,
        lambda a, t: spend_kim_demets(a, t, 3),
        power,
        lambda b, t: spend_kim_demets(b, t, 2),
        binding=binding,
    )
    ends = crossings(found, found.drift)
    assert ends.upper.sum() == pytest.approx(power, abs=1e-8)
    assert ends.ended.sum() == pytest.approx(1, abs=1e-10)


@FEW
@given(FRACTIONS, st.floats(0.1, 10))
def test_probabilities_depend_on_information_only_through_the_drift(information, scale):
    bounds = [2.5] * len(information)
    one = probability_crossing(information, upper=bounds, drift=2.0)
    sizes = [each * scale for each in information]
    other = probability_crossing(sizes, upper=bounds, drift=2.0 / np.sqrt(scale))
    assert one.upper == pytest.approx(other.upper, abs=1e-10)


@FEW
@given(st.sampled_from(sorted(CURVES)), st.floats(-1, 1), st.floats(0.5, 2))
def test_distribution_families_rise_from_nothing_to_everything(name, location, scale):
    times = np.linspace(0, 1.1, 12)
    spent = spend_distribution(0.025, times, name, location=location, scale=scale)
    assert (np.diff(spent) >= 0).all()
    assert spent[0] == 0
    assert spent[-1] == 0.025


@FEW
@given(st.floats(0.5, 0.95), st.integers(1, 3), st.floats(0.01, 0.4))
def test_conditional_error_families_and_cuts_rise(gamma, kind, start):
    times = np.linspace(0, 1, 11)
    spent = spend_xi_gallo(0.025, times, gamma, kind)
    assert (np.diff(spent) >= -1e-15).all()
    cut = spend_trimmed(
        0.025,
        times,
        lambda a, t: spend_points(a, t, [0.3], times=[0.5]),
        start=start,
        end=0.9,
    )
    assert (cut[times <= start] == 0).all()
    assert (cut[times >= 0.9] == 0.025).all()


@FEW
@given(st.integers(2, 4), st.floats(0.01, 0.1), st.floats(0.4, 1))
def test_fisher_bounds_fall_and_spend_alpha(stages, alpha, stop):
    found = boundaries_fisher(stages, alpha, futility=[stop] * (stages - 1))
    assert list(found.critical) == sorted(found.critical, reverse=True)
    assert found.alpha_spent[-1] == pytest.approx(alpha, abs=1e-10)
    assert np.ptp(found.levels) == pytest.approx(0, abs=1e-10)
