"""What holds for every design of an early trial."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.design.early.binomial import probability_course
from trialrun.design.early.boin import boundaries_boin
from trialrun.design.early.bop2 import boundaries_bop2
from trialrun.design.early.crm import fit_crm, model_logistic, model_logistic_two, model_power
from trialrun.design.early.escalation import simulate_escalation
from trialrun.design.early.intervals import (
    boundaries_i3plus3,
    boundaries_keyboard,
    boundaries_mtpi2,
)
from trialrun.design.early.outcome import estimate_isotonic, select_dose
from trialrun.design.early.predictive import (
    boundaries_predictive,
    probability_posterior,
    probability_predictive,
    size_predictive,
)
from trialrun.design.early.simon import size_simon, size_simon_optimal
from trialrun.design.early.skeleton import skeleton_indifference
from trialrun.design.early.three_plus_three import (
    decide_three_plus_three,
    probability_escalation,
    probability_three_plus_three,
)
from trialrun.design.early.toxicity import boundaries_toxicity_bayes, boundaries_toxicity_pocock
from trialrun.errors import DesignError

few = settings(max_examples=15, deadline=None)
rates = st.floats(0.02, 0.6)
targets = st.floats(0.16, 0.4)
curves = st.lists(st.floats(0.01, 0.95), min_size=1, max_size=6).map(sorted)
TABLES = (
    lambda target: boundaries_boin(target, most=30).table,
    lambda target: boundaries_mtpi2(target, most=30),
    lambda target: boundaries_keyboard(target, most=30),
    lambda target: boundaries_i3plus3(target, most=30),
)


@few
@given(curve=curves, confirm=st.booleans())
def test_3_plus_3_selects_something_and_treats_3_or_6(curve, confirm):
    found = probability_three_plus_three(curve, confirm=confirm)
    assert sum(found.selected) + found.none == pytest.approx(1)
    assert min(found.selected) >= 0
    assert 3 <= found.subjects[0] <= 6
    assert max(found.subjects) <= 6 + 1e-12
    assert found.expected_toxicities <= found.expected_subjects


@few
@given(rate=rates, more=st.floats(0.01, 0.3))
def test_3_plus_3_escalates_less_from_a_more_toxic_dose(rate, more):
    assert probability_escalation(rate + more) < probability_escalation(rate)
    toxic, less = (probability_three_plus_three([r, 0.95]).none for r in (rate + more, rate))
    assert toxic > less


@few
@given(target=targets, which=st.sampled_from(TABLES))
def test_more_toxicities_never_lead_to_more_treatment(target, which):
    table = which(target)
    for n in range(1, 31):
        assert np.all(np.diff(table.decisions[n, : n + 1]) <= 0)
        assert table.decisions[n, 0] == 1
    # A larger number without more toxicities never leads to less.
    for x in range(10):
        assert np.all(np.diff(table.decisions[max(x, 3) : 31, x]) >= 0)


@few
@given(target=targets, which=st.sampled_from(TABLES), curve=curves, seed=st.integers(0, 99))
def test_a_simulation_is_repeated_by_its_seed_and_keeps_its_size(target, which, curve, seed):
    table = which(target)
    one, other = (simulate_escalation(table, curve, trials=50, seed=seed) for _ in range(2))
    assert one == other
    assert sum(one.selected) + one.none == pytest.approx(1)
    assert 3 <= one.expected_subjects <= 30 + 1e-9


@few
@given(
    data=st.lists(st.tuples(st.integers(1, 12), st.floats(0, 1)), min_size=1, max_size=6),
    target=targets,
)
def test_isotonic_estimates_rise_and_keep_the_mean(data, target):
    n = [size for size, _ in data]
    x = [round(size * share) for size, share in data]
    found = estimate_isotonic(n, x)
    assert np.all(np.diff(found) >= -1e-12)
    assert 0 <= select_dose(n, x, target) <= len(n)


@few
@given(
    target=targets,
    half_width=st.floats(0.01, 0.1),
    doses=st.integers(2, 8),
    prior=st.integers(1, 8),
    model=st.sampled_from(["power", "logistic"]),
)
def test_a_skeleton_rises_through_the_target(target, half_width, doses, prior, model):
    prior = min(prior, doses)
    found = skeleton_indifference(target, half_width, doses, prior, model=model)
    assert np.all(np.diff(found) > 0)
    assert found[prior - 1] == pytest.approx(target)


@few
@given(
    x=st.lists(st.integers(0, 3), min_size=3, max_size=3),
    at=st.integers(0, 2),
    model=st.sampled_from(
        [
            model_power((0.1, 0.2, 0.4)),
            model_logistic((0.1, 0.2, 0.4)),
            model_logistic_two((1, 2, 4), 2, mean=(-1, 0), sd=(1, 0.5)),
        ]
    ),
)
def test_a_further_toxicity_raises_every_estimate(x, at, model):
    more = list(x)
    more[at] += 1
    one, other = (fit_crm(model, 0.25, (4, 4, 4), each) for each in (x, more))
    assert np.all(np.diff(one.estimate) > 0)
    # With two parameters a toxicity far from the middle turns the curve as well as raising it.
    assert other.estimate[at] > one.estimate[at]
    if len(one.parameters) == 1:
        assert np.all(np.array(other.estimate) > one.estimate)
        assert other.dose <= one.dose


@few
@given(null=st.floats(0.05, 0.6), gap=st.floats(0.25, 0.35))
def test_a_simon_design_holds_its_errors_and_lies_between_its_stages(null, gap):
    designs = size_simon(null, null + gap, most=40)
    best = size_simon_optimal(null, null + gap, most=40)
    for design in designs:
        assert design.alpha <= 0.05
        assert design.power >= 0.8
        assert design.first_subjects < design.expected_subjects < design.subjects
        assert best.expected_subjects <= design.expected_subjects + 1e-9
        power = [design.course(rate).success for rate in (null, null + gap / 2, null + gap)]
        assert np.all(np.diff(power) > -1e-12)


@few
@given(rate=rates, final=st.integers(0, 9), seed=st.integers(1, 9))
def test_a_trial_of_one_look_is_a_binomial_test(rate, final, seed):
    from scipy import stats

    found = probability_course([10 + seed], [final], rate)
    assert found.success == pytest.approx(stats.binom.sf(final, 10 + seed, rate), rel=1e-12)
    assert (found.early_stop, found.expected_subjects) == (0, pytest.approx(10 + seed))


@few
@given(null=st.floats(0.1, 0.5), low=st.floats(0.001, 0.2), theta=st.floats(0.8, 0.98), n=rates)
def test_predictive_probability_rises_and_averages_to_itself(null, low, theta, n):
    prior = (null, 1 - null)
    chances = [probability_predictive(x, 8, 20, null, theta, prior=prior) for x in range(9)]
    assert np.all(np.diff(chances) >= -1e-12)
    # The mean over the next subject is the value now.
    for x in (1, 4):
        rate = (prior[0] + x) / 9
        after = [probability_predictive(x + y, 9, 20, null, theta, prior=prior) for y in (0, 1)]
        assert (1 - rate) * after[0] + rate * after[1] == pytest.approx(chances[x], abs=1e-10)
    design = boundaries_predictive(range(5, 31), null, low, theta, prior=prior)
    assert np.all(np.diff(design.lower) >= 0)
    success = [design.course(rate).success for rate in (n, min(n + 0.2, 1))]
    assert success[1] >= success[0] - 1e-12


@few
@given(null=st.floats(0.1, 0.5), cutoff=st.floats(0.6, 0.98), exponent=st.floats(0, 1))
def test_a_higher_cutoff_of_bop2_lowers_both_errors(null, cutoff, exponent):
    looks = (10, 20, 30)
    one = boundaries_bop2(looks, null, cutoff, exponent)
    other = boundaries_bop2(looks, null, min(cutoff + 0.01, 0.999), exponent)
    assert np.all(np.array(other.lower) >= one.lower)
    assert other.course(null).success <= one.course(null).success + 1e-12
    assert other.course(null + 0.2).success <= one.course(null + 0.2).success + 1e-12


@few
@given(rate=st.floats(0.05, 0.5), stop=st.floats(0.02, 0.2), n=st.integers(8, 30))
def test_a_toxicity_boundary_holds_and_is_reached_more_by_more_toxicity(rate, stop, n):
    found = boundaries_toxicity_pocock(range(1, n + 1), rate, stop=stop)
    assert found.stopping(rate) <= stop
    assert found.stopping(rate + 0.2) >= found.stopping(rate)
    bayes = boundaries_toxicity_bayes(range(1, n + 1), rate)
    assert np.all(np.diff(bayes.events) >= 0)


@pytest.mark.parametrize(
    ("call", "place"),
    [
        (lambda: size_simon(0.4, 0.2), "alternative_rate"),
        (lambda: size_simon(0.2, 0.4, power=1), "power"),
        (lambda: size_simon(0.2, 0.25, most=30), "most"),
        (lambda: size_predictive(0.2, 0.21, prior=(1, 1), most=20), "most"),
        (lambda: boundaries_predictive([20, 10], 0.2, 0.1, 0.9, prior=(1, 1)), "looks"),
        (lambda: boundaries_predictive([10], 0.2, 0.1, 0.9, prior=(0, 1)), r"prior\[0\]"),
        (lambda: boundaries_bop2([10], 0.2, 0.9, -1), "exponent"),
        (lambda: probability_posterior(5, 4, 0.2, prior=(1, 1)), "responses"),
        (lambda: probability_course([10], [11, 12], 0.2), "lower"),
        (lambda: probability_course([10], [3], 1.2), "rate"),
        (lambda: boundaries_boin(0.3, low=0.4), "low, high"),
        (lambda: boundaries_boin(0), "target"),
        (lambda: boundaries_mtpi2(0.04), "below"),
        (lambda: boundaries_keyboard(0.12), "target"),
        (lambda: size_predictive(0.2, 0.4, prior=(1, 1), first_look=0), "first_look"),
        (lambda: probability_course([10, float("nan")], [3, 5], 0.2), "looks"),
        (lambda: decide_three_plus_three(4, 1), "subjects"),
        (lambda: probability_three_plus_three([0.3, 0.2]), "rates"),
        (lambda: model_power([0.2, 0.2]), "skeleton"),
        (lambda: model_logistic([0.2, 0.99]), "intercept"),
        (lambda: model_logistic_two([1, 2], 1, mean=(0, 0), sd=(1, 0)), r"sd\[1\]"),
        (lambda: fit_crm(model_power([0.1, 0.2]), 0.2, [3], [0]), "subjects"),
        (lambda: skeleton_indifference(0.25, 0.3, 5, 3), "half_width"),
        (lambda: simulate_escalation(boundaries_boin(0.3, most=9).table, [0.1]), "table"),
        (lambda: select_dose([0, 0], [0, 0], 0.3), "subjects"),
        (lambda: boundaries_toxicity_pocock([1], 0.5, stop=0.01), "stop"),
    ],
)
def test_a_wrong_request_says_where_it_is_wrong(call, place):
    with pytest.raises(DesignError, match=place):
        call()
