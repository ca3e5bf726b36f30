"""What holds for every belief, borrowing, basket and platform."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from trialrun.design.adaptive.priors import DiscretePrior, NormalPrior
from trialrun.design.bayes.assurance import (
    assurance_estimate,
    assurance_group_sequential,
    assurance_hazard_ratio,
    assurance_means,
)
from trialrun.design.bayes.baskets import posterior_baskets_similarity
from trialrun.design.bayes.baskets_hierarchical import posterior_baskets_exnex
from trialrun.design.bayes.best import (
    allocation_thompson,
    probability_best_means,
    probability_best_rates,
)
from trialrun.design.bayes.commensurate import posterior_commensurate
from trialrun.design.bayes.effective_size import (
    effective_size_elir,
    effective_size_moment,
    effective_size_morita,
)
from trialrun.design.bayes.endpoints import probability_success_endpoints
from trialrun.design.bayes.mixtures import (
    BetaMixture,
    NormalMixture,
    moments_mixture,
    posterior_mean,
    posterior_rate,
    probability_below,
    probability_greater,
    quantile_mixture,
)
from trialrun.design.bayes.platform_comparison import compare_platform
from trialrun.design.bayes.power_prior import posterior_power_prior_mean
from trialrun.design.bayes.robust import robust_prior

few = settings(max_examples=20, deadline=None)
fewer = settings(max_examples=5, deadline=None)
means = st.floats(-3, 3)
sds = st.floats(0.1, 3)
shapes = st.floats(1, 40)


@st.composite
def beta_mixtures(draw):
    n = draw(st.integers(1, 3))
    weights = np.array([draw(st.floats(0.05, 1)) for _ in range(n)])
    rows = [(float(w), draw(shapes), draw(shapes)) for w in weights / weights.sum()]
    return BetaMixture(tuple(rows))


@st.composite
def normal_mixtures(draw):
    n = draw(st.integers(1, 3))
    weights = np.array([draw(st.floats(0.05, 1)) for _ in range(n)])
    return NormalMixture(tuple((float(w), draw(means), draw(sds)) for w in weights / weights.sum()))


@few
@given(mean=means, more=st.floats(0.01, 2), sd=sds, error=sds)
def test_assurance_rises_with_the_effect_and_stays_below_the_belief(mean, more, sd, error):
    low, high = (assurance_estimate(NormalPrior(m, sd), error) for m in (mean, mean + more))
    assert 0 <= low <= high <= 1
    assert low < high or low > 0.999 or high < 1e-9
    believed = assurance_estimate(NormalPrior(abs(mean), sd), error)
    assert believed <= special.ndtr(abs(mean) / sd) + 1e-12
    point = assurance_estimate(DiscretePrior((mean,), (1.0,)), error)
    assert assurance_estimate(NormalPrior(mean, 1e-9), error) == pytest.approx(point, abs=1e-6)


@few
@given(mean=means, sd=sds, n=st.floats(5, 300))
def test_student_and_z_agree_in_large_trials_and_hazards_mirror_means(mean, sd, n):
    prior = NormalPrior(mean, sd)
    known, unknown = (assurance_means(prior, 4, 1000 * n, known=k) for k in (True, False))
    assert known == pytest.approx(unknown, abs=1e-3)
    mirrored = assurance_hazard_ratio(NormalPrior(-mean, sd), 4 * n)
    assert mirrored == pytest.approx(assurance_estimate(prior, n**-0.5), abs=1e-12)


@fewer
@given(mean=st.floats(0, 4), sd=sds)
def test_one_look_is_a_fixed_trial_and_more_looks_add_up(mean, sd):
    prior = NormalPrior(mean, sd)
    one = assurance_group_sequential([1.0], prior=prior, upper=[1.959963985])
    assert one.assurance == pytest.approx(assurance_estimate(prior, 1.0), abs=1e-7)
    two = assurance_group_sequential([0.5, 1], prior=prior, upper=[2.797, 1.977])
    assert sum(two.success) + sum(two.futility) == pytest.approx(1, abs=1e-7)


@few
@given(data=st.data(), correlation=st.floats(-0.9, 0.9), belief=st.floats(-0.9, 0.9))
def test_probabilities_of_endpoints_are_ordered(data, correlation, belief):
    center = [data.draw(st.floats(-0.2, 0.5)) for _ in range(2)]
    prior = 0.02 * np.array([[1, belief], [belief, 1]])
    between = [[1, correlation], [correlation, 1]]
    found = probability_success_endpoints(center, prior, [0.1, 0.1], between)
    assert found.every <= min(found.marginal) + 1e-12
    assert max(found.marginal) <= found.any_found + 1e-12
    assert found.every + found.any_found == pytest.approx(sum(found.marginal), abs=1e-9)
    assert found.gated == pytest.approx((found.marginal[0], found.every), abs=1e-9)


@few
@given(prior=beta_mixtures(), x=st.integers(0, 10), more=st.integers(0, 10))
def test_posteriors_do_not_depend_on_the_order_of_data(prior, x, more):
    stepwise = posterior_rate(posterior_rate(prior, x, 10), more, 10)
    at_once = posterior_rate(prior, x + more, 20)
    assert np.array(stepwise.components) == pytest.approx(np.array(at_once.components), rel=1e-8)
    assert probability_below(at_once, 0.0) == 0
    assert probability_below(at_once, quantile_mixture(at_once, 0.3)) == pytest.approx(0.3)


@few
@given(prior=normal_mixtures(), estimate=means, error=sds)
def test_normal_posteriors_mirror(prior, estimate, error):
    mirrored = NormalMixture(tuple((w, -m, s) for w, m, s in prior.components))
    one = posterior_mean(prior, estimate, error)
    other = posterior_mean(mirrored, -estimate, error)
    assert moments_mixture(one)[0] == pytest.approx(-moments_mixture(other)[0], abs=1e-9)
    both = probability_greater(one, other) + probability_greater(other, one)
    assert both == pytest.approx(1, abs=1e-9)


@few
@given(one=beta_mixtures(), other=beta_mixtures())
def test_one_of_two_rates_is_greater(one, other):
    both = probability_greater(one, other) + probability_greater(other, one)
    assert both == pytest.approx(1, abs=1e-8)
    assert probability_greater(one, other, 1.0) == pytest.approx(0, abs=1e-8)


@few
@given(a=shapes, b=shapes, mean=means, sd=sds)
def test_sizes_of_one_component_agree(a, b, mean, sd):
    rate, normal = BetaMixture(((1.0, a, b),)), NormalMixture(((1.0, mean, sd),))
    assert effective_size_moment(rate) == pytest.approx(a + b)
    assert effective_size_morita(rate) == pytest.approx(a + b)
    if min(a, b) > 1.2:
        assert effective_size_elir(rate) == pytest.approx(a + b, rel=1e-4)
    for size in (effective_size_moment, effective_size_morita, effective_size_elir):
        assert size(normal, sd=2.0) == pytest.approx(4 / sd**2)


@few
@given(weight=st.floats(0.01, 0.9))
def test_doubt_makes_a_prior_worth_less(weight):
    prior = BetaMixture(((1.0, 10, 30),))
    assert effective_size_elir(robust_prior(prior, weight)) < 40
    assert effective_size_moment(robust_prior(prior, weight)) < 40


@few
@given(estimate=means, power=st.floats(0.01, 1), precision=st.floats(0.01, 100))
def test_borrowing_draws_towards_the_earlier_trial(estimate, power, precision):
    for found in (
        posterior_power_prior_mean(estimate, 0.5, historical=(0.0, 0.5), power=power),
        posterior_commensurate(estimate, 0.5, historical=(0.0, 0.5), precision=precision),
    ):
        _, mean, sd = found.components[0]
        assert abs(estimate) / 2 - 1e-12 <= abs(mean) <= abs(estimate) + 1e-12
        assert 0.5 / 2**0.5 - 1e-12 <= sd <= 0.5


@few
@given(x=st.lists(st.integers(0, 20), min_size=2, max_size=5), power=st.floats(0, 2))
def test_allocations_are_probabilities_that_follow_the_best(x, power):
    best = probability_best_rates(x, [20] * len(x))
    assert best.sum() == pytest.approx(1)
    share = allocation_thompson(best, tempering=power, least=0.05)
    assert share.sum() == pytest.approx(1)
    assert share.min() >= 0.05 - 1e-12
    assert (np.argsort(best)[-1] == np.argsort(x)[-1]) or x.count(max(x)) > 1
    equal = allocation_thompson(best, tempering=0.0)
    assert equal == pytest.approx(np.full(len(x), 1 / len(x)))


@few
@given(center=st.lists(means, min_size=2, max_size=4), spread=st.floats(0.1, 3))
def test_best_means_do_not_depend_on_origin_and_scale(center, spread):
    one = probability_best_means(center, [spread] * len(center))
    moved = probability_best_means(2 * np.array(center) + 5, [2 * spread] * len(center))
    assert one == pytest.approx(moved, abs=1e-9)


@fewer
@given(x=st.lists(st.integers(0, 15), min_size=2, max_size=4), tau=st.floats(0, 0.9))
def test_similar_baskets_borrow_and_alone_they_do_not(x, tau):
    n = [15] * len(x)
    found = posterior_baskets_similarity(x, n, 0.2, tau=tau)
    assert found.weights == pytest.approx(found.weights.T)
    assert ((found.weights >= 0) & (found.weights <= 1 + 1e-12)).all()
    alone = posterior_baskets_similarity(x, n, 0.2, tau=1.0)
    assert alone.shapes == pytest.approx(np.array([[1 + r, 16 - r] for r in x]))
    same = posterior_baskets_similarity([x[0]] * 2, [15] * 2, 0.2)
    assert same.weights == pytest.approx(np.ones((2, 2)), abs=1e-9)


@fewer
@given(x=st.lists(st.integers(0, 15), min_size=2, max_size=3), share=st.floats(0, 1))
def test_hierarchical_baskets_keep_the_order_of_the_data(x, share):
    found = posterior_baskets_exnex(
        x,
        [15] * len(x),
        0.3,
        mean=-1,
        sd=2,
        between_sd=0.5,
        exchangeable=share,
        own_mean=-1,
        own_sd=2,
    )
    order = np.argsort(x, kind="stable")
    assert (np.diff(np.array(found.means)[order]) >= -1e-9).all()
    assert all(-1e-9 <= each <= 1 + 1e-9 for each in (*found.above, *found.exchangeable))


@few
@given(data=st.data(), shift=st.lists(st.floats(-2, 2), min_size=3, max_size=3))
def test_effects_of_periods_leave_the_model_unmoved(data, shift):
    counts = np.array(
        [[data.draw(st.integers(2, 20)) for _ in range(3)] for _ in range(3)], dtype=float
    )
    totals = np.array([[data.draw(means) for _ in range(3)] for _ in range(3)]) * counts
    moved = totals + np.array(shift)[:, None] * counts
    one, other = compare_platform(counts, totals), compare_platform(counts, moved)
    assert one.estimate == pytest.approx(other.estimate, abs=1e-9)
    pooled = compare_platform(counts, totals, controls="pooled")
    assert (pooled.standard_error <= one.standard_error + 1e-12).all()
