"""What holds of every sample size: it falls with the effect, gives its power, and mirrors."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.design import power_means, size_means
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis
from trialrun.design.size.counts import power_counts, size_counts
from trialrun.design.size.endpoints import power_coprimary, power_gated, size_coprimary
from trialrun.design.size.equivalence import power_means_equivalence, size_means_equivalence
from trialrun.design.size.equivalence_rates import (
    power_counts_equivalence,
    power_rates_equivalence,
    size_counts_equivalence,
    size_rates_equivalence,
)
from trialrun.design.size.means_two import power_means_unequal, size_means_unequal
from trialrun.design.size.rates_exact import power_rates_exact
from trialrun.design.size.rates_one import power_rate_exact, size_rate_exact
from trialrun.design.size.rates_two import power_rates, size_rates
from trialrun.design.size.repeated import correlation_autoregressive, variance_last_visit
from trialrun.design.size.sequential import size_sequential

ratios = st.floats(0.3, 3)
powers = st.floats(0.6, 0.97)
alphas = st.floats(0.005, 0.1)
few = settings(max_examples=25, deadline=None)


@few
@given(st.floats(0.2, 2), ratios, powers, alphas, st.sampled_from(["t", "normal"]))
def test_sizes_of_means_give_their_power(effect, ratio, power, alpha, distribution):
    rest = {"alpha": alpha, "ratio": ratio, "distribution": distribution}
    size = size_means(effect, 1.0, power=power, **rest)
    if size * (1 + ratio) > 4:
        assert power_means(effect, 1.0, size, **rest) == pytest.approx(power, abs=1e-8)
        assert size_means(effect / 2, 1.0, power=power, **rest) > size
    assert size_means(-effect, 1.0, power=power, **rest) == pytest.approx(size)
    assert size_means(effect - 1, 1.0, margin=-1.0, power=power, **rest) == pytest.approx(size)


@few
@given(st.floats(0.3, 1), st.floats(0.5, 2), ratios, powers)
def test_welch_sizes_give_their_power(effect, deviation, ratio, power):
    size = size_means_unequal(effect, deviation, 1.0, ratio=ratio, power=power)
    found = power_means_unequal(effect, deviation, 1.0, size, ratio=ratio)
    assert found == pytest.approx(power, abs=1e-8)


@few
@given(st.floats(0.1, 0.9), st.floats(0.1, 0.9), ratios, powers, st.floats(-0.08, 0.08))
def test_sizes_of_rates_give_their_power_and_mirror(one, two, ratio, power, margin):
    if abs(one - two - margin) < 0.02:
        return
    rest = {"ratio": ratio, "margin": margin}
    size = size_rates(one, two, power=power, **rest)
    assert power_rates(one, two, size, **rest) == pytest.approx(power, abs=1e-8)
    mirrored = size_rates(1 - one, 1 - two, ratio=ratio, margin=-margin, power=power)
    assert mirrored == pytest.approx(size, rel=1e-6)
    exchanged = size_rates(two, one, ratio=1 / ratio, margin=-margin, power=power)
    assert exchanged == pytest.approx(size * ratio, rel=1e-6)


@few
@given(st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_without_effect_every_measure_tests_the_same_rates(one, two):
    if abs(one - two) < 0.02:
        return
    difference = size_rates(one, two)
    assert size_rates(one, two, measure="ratio") == pytest.approx(difference)
    assert size_rates(one, two, variance="pooled") == pytest.approx(difference)


@few
@given(st.floats(0.15, 0.85), st.floats(0.05, 0.2), powers)
def test_exact_sizes_of_one_rate(null, effect, power):
    rate = min(null + effect, 0.97)
    least = size_rate_exact(rate, null, power=power, conservative=False)
    safe = size_rate_exact(rate, null, power=power)
    assert least <= safe
    assert power_rate_exact(rate, null, least) >= power
    assert power_rate_exact(rate, null, safe - 1) < power or safe == least == 1
    assert all(power_rate_exact(rate, null, safe + more) >= power for more in range(12))
    assert size_rate_exact(1 - rate, 1 - null, power=power) == safe


@settings(max_examples=10, deadline=None)
@given(st.integers(5, 25), st.integers(5, 25), st.floats(0.2, 0.8), st.floats(0.2, 0.8))
def test_boschloo_is_never_less_powerful_than_fisher(experimental, control, one, two):
    fisher, boschloo = (
        power_rates_exact(one, two, experimental, control, test=test)
        for test in ("fisher", "boschloo")
    )
    assert boschloo >= fisher - 1e-9


@few
@given(st.floats(0.3, 0.9), st.floats(0.1, 3), st.floats(0, 2), ratios, powers)
def test_sizes_of_counts_give_their_power(rate_ratio, rate, overdispersion, ratio, power):
    rest = {"overdispersion": overdispersion, "ratio": ratio}
    size = size_counts(rate_ratio, rate, power=power, **rest)
    assert power_counts(rate_ratio, rate, size, **rest) == pytest.approx(power, abs=1e-8)
    assert size_counts(rate_ratio, rate, power=power, exposure=2.0, **rest) < size
    short = size_counts(rate_ratio, rate, power=power, exposure=1.0, accrual=1e-6, **rest)
    assert short == pytest.approx(size, rel=1e-4)


@few
@given(st.floats(-0.1, 0.1), st.floats(0.1, 0.5), powers)
def test_sizes_of_equivalence_give_their_power(difference, deviation, power):
    margins = (-0.25, 0.25)
    size = size_means_equivalence(difference, deviation, margins, power=power)
    found = power_means_equivalence(difference, deviation, size, margins)
    assert found == pytest.approx(power, abs=1e-6)
    mirrored = size_means_equivalence(-difference, deviation, margins, power=power)
    assert mirrored == pytest.approx(size)


@few
@given(st.floats(0.4, 0.6), st.floats(0.85, 1.15), powers, st.floats(0, 1))
def test_sizes_of_equivalence_of_rates_and_counts(rate, rate_ratio, power, overdispersion):
    margins = (-0.2, 0.2)
    size = size_rates_equivalence(rate, 0.5, margins, power=power)
    assert power_rates_equivalence(rate, 0.5, size, margins) == pytest.approx(power, abs=1e-8)
    assert size_rates_equivalence(1 - rate, 0.5, margins, power=power) == pytest.approx(size)
    wide, rest = (0.7, 1 / 0.7), {"overdispersion": overdispersion}
    size = size_counts_equivalence(rate_ratio, 0.8, wide, power=power, **rest)
    found = power_counts_equivalence(rate_ratio, 0.8, size, wide, **rest)
    assert found == pytest.approx(power, abs=1e-8)


@few
@given(st.floats(0.1, 0.9), st.floats(0.1, 0.9), powers, ratios)
def test_miettinen_and_nurminen_ask_for_half_a_subject_more(one, two, power, ratio):
    if abs(one - two) < 0.05:
        return
    rest = {"power": power, "ratio": ratio}
    size, larger = (size_rates(one, two, adjusted=each, **rest) for each in (False, True))
    assert size < larger < size + 2
    found = power_rates(one, two, larger, ratio=ratio, adjusted=True)
    assert found == pytest.approx(power, abs=1e-8)


@few
@given(st.integers(2, 5), st.floats(0, 0.9), st.floats(0.5, 1))
def test_correlation_never_loses_what_dropout_leaves(visits, correlation, last):
    retention = [1 - (1 - last) * k / (visits - 1) for k in range(visits)]
    found = variance_last_visit(correlation_autoregressive(visits, correlation), retention)
    assert 1 - 1e-9 <= found <= 1 / last + 1e-9


@settings(max_examples=10, deadline=None)
@given(st.floats(0.2, 0.5), st.floats(0.2, 0.5), st.floats(0, 0.9), powers)
def test_endpoints_that_all_must_succeed(one, two, correlation, power):
    size = size_coprimary([one, two], correlation, power=power)
    assert power_coprimary([one, two], correlation, size) == pytest.approx(power, abs=1e-8)
    gated = power_gated([one, two], correlation, size)
    assert gated[0] >= gated[1] == pytest.approx(power, abs=1e-8)


@few
@given(st.integers(1, 5), st.floats(0, 0.5), powers)
def test_looks_cost_subjects_and_save_some(looks, shape, power):
    bounds = boundaries_wang_tsiatis(looks, 0.025, delta=shape)
    found = size_sequential(100.0, bounds, power)
    assert found.maximum >= 100 - 1e-6
    assert found.expected_alternative <= found.maximum + 1e-9
    assert sum(found.rejection) == pytest.approx(power, abs=1e-8)
    assert found.subjects[-1] == pytest.approx(found.maximum)
