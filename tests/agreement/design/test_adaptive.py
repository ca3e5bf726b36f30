"""Conditional power, combination tests and inference against simulation and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import ndtr, ndtri

from trialrun.design.adaptive.calibrated_futility import (
    futility_assurance,
    futility_conditional_power,
    futility_predictive_power,
)
from trialrun.design.adaptive.combination import (
    combine_inverse_normal,
    fisher_product_bound,
)
from trialrun.design.adaptive.conditional_power import (
    conditional_power,
    conditional_rejection_probability,
    conditional_stopping,
)
from trialrun.design.adaptive.delayed_response import decision_bounds
from trialrun.design.adaptive.evidence_intervals import evidence_intervals
from trialrun.design.adaptive.evidence_means import MeansEvidence
from trialrun.design.adaptive.evidence_survival import SurvivalEvidence
from trialrun.design.adaptive.fisher_combination import boundaries_fisher
from trialrun.design.adaptive.fisher_conditional import (
    conditional_power_fisher,
    stagewise_p_value_fisher,
)
from trialrun.design.adaptive.predictive_power import (
    assurance_sequential,
    conditional_assurance,
    prediction_interval,
    predictive_power,
)
from trialrun.design.adaptive.priors import DiscretePrior, NormalPrior
from trialrun.design.adaptive.repeated import repeated_confidence_intervals, repeated_p_values
from trialrun.design.adaptive.stagewise import infer_stagewise, stagewise_p_value
from trialrun.design.boundaries import boundaries_spending
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis
from trialrun.design.spending import spend_obrien_fleming, spend_pocock

TIMES = [0.4, 0.7, 1.0]
BOUNDS = boundaries_spending(TIMES, 0.025, spend_pocock).efficacy
TRIALS = 200_000


def paths(drift, times=TIMES, trials=TRIALS, seed=1):
    """Z at the looks, (trials, looks); `drift` is one number or means of Z."""
    rng = np.random.default_rng(seed)
    t = np.array(times)
    steps = np.diff(t, prepend=0.0)
    means = drift * t if np.ndim(drift) == 0 else np.array(drift) * np.sqrt(t)
    score = np.cumsum(rng.standard_normal((trials, len(t))) * np.sqrt(steps), axis=1) + means
    return score / np.sqrt(t)


def given(z1, drift, seed=2):
    """Z at the looks after the first, given the first."""
    z = paths(drift, seed=seed)
    t = np.array(TIMES)
    means = drift * t if np.ndim(drift) == 0 else np.array(drift) * np.sqrt(t)
    score = z * np.sqrt(t) - means
    score = score - score[:, :1] + z1 * np.sqrt(t[0]) - means[0] + means
    return (score / np.sqrt(t))[:, 1:]


@pytest.mark.parametrize("drift", [0.0, 2.5, [0.2, 1.4, 2.6]])
def test_conditional_power_equals_simulation(drift):
    z = given(1.1, drift)
    crossed = (z > np.array(BOUNDS[1:])).any(axis=1).mean()
    found = conditional_power(TIMES, upper=BOUNDS, look=1, z=1.1, drift=drift)
    assert found == pytest.approx(crossed, abs=4 * np.sqrt(0.25 / TRIALS))


def test_conditional_power_with_futility_equals_simulation():
    z = given(1.1, 2.0)
    success = (z[:, 0] > BOUNDS[1]) | ((z[:, 0] > 0.8) & (z[:, 1] > BOUNDS[2]))
    found = conditional_power(TIMES, upper=BOUNDS, look=1, z=1.1, drift=2.0, lower=[-np.inf, 0.8])
    assert found == pytest.approx(success.mean(), abs=4 * np.sqrt(0.25 / TRIALS))


def test_conditional_power_of_late_effect_is_above_that_of_constant_effect():
    late = [0.0, 1.2, 2.5]
    constant = 2.5
    found = [
        conditional_power(TIMES, upper=BOUNDS, look=1, z=0.5, drift=d) for d in (late, constant)
    ]
    assert found[0] > found[1]


def test_conditional_power_at_one_look_left_is_the_closed_form():
    t, z, drift, bound = 0.45, 1.2, 2.8, 1.97
    direct = ndtr((drift * (1 - t) + z * np.sqrt(t) - bound) / np.sqrt(1 - t))
    found = conditional_power([t, 1], upper=[9, bound], look=1, z=z, drift=drift)
    assert found == pytest.approx(direct, abs=1e-12)


def test_spread_scales_the_distance_to_the_bound():
    t, z, drift, bound, spread = 0.5, 1.0, 2.0, 1.96, 1.1
    direct = ndtr(
        (drift * (1 - t)) / np.sqrt(1 - t) - spread * (bound - z * np.sqrt(t)) / np.sqrt(1 - t)
    )
    found = conditional_stopping([t, 1], upper=[9, bound], look=1, z=z, drift=drift, spread=spread)
    assert found.upper.sum() == pytest.approx(direct, abs=1e-12)


def test_conditional_error_averages_to_the_type_one_error():
    def integrand(z):
        crp = conditional_rejection_probability(TIMES, upper=BOUNDS, look=1, z=z)
        return crp * np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi)

    later = integrate.quad(integrand, -8, BOUNDS[0], epsabs=1e-10)[0]
    assert later + ndtr(-BOUNDS[0]) == pytest.approx(0.025, abs=1e-8)


def test_predictive_power_equals_the_formula_of_proschan_lan_and_wittes():
    t, z, bound, mean, sd = 0.5, 0.5, 1.97, 2.4, 1.6
    b, v = z * np.sqrt(t), sd**2
    numerator = (b - bound) * (1 + t * v) + (1 - t) * (mean + b * v)
    direct = ndtr(numerator / np.sqrt((1 - t) * (1 + v) * (1 + t * v)))
    found = predictive_power([t, 1], upper=[9, bound], look=1, z=z, prior=NormalPrior(mean, sd))
    assert found == pytest.approx(direct, abs=1e-10)


def test_predictive_power_of_discrete_prior_equals_simulation():
    prior = DiscretePrior((0.0, 1.5, 3.0), (0.2, 0.3, 0.5))
    rng = np.random.default_rng(3)
    drift = rng.choice(prior.values, size=2_000_000, p=prior.weights)
    first = rng.standard_normal(len(drift)) + drift * np.sqrt(0.5)
    near = np.abs(first - 1.2) < 0.05
    last = (first * np.sqrt(0.5) + rng.standard_normal(len(drift)) * np.sqrt(0.5) + drift / 2)[near]
    found = predictive_power([0.5, 1], upper=[9, 1.97], look=1, z=1.2, prior=prior)
    assert found == pytest.approx((last > 1.97).mean(), abs=0.008)


def test_prediction_interval_holds_its_share():
    rng = np.random.default_rng(4)
    prior = NormalPrior(1.0, 1.0)
    drift = rng.normal(1.0, 1.0, 4000)
    first = rng.standard_normal(4000) + drift * np.sqrt(0.4)
    last = first * np.sqrt(0.4) + rng.standard_normal(4000) * np.sqrt(0.6) + 0.6 * drift
    ends = np.array(
        [prediction_interval([0.4, 1], look=1, z=z, at=2, level=0.8, prior=prior) for z in first]
    )
    inside = (last > ends[:, 0]) & (last < ends[:, 1])
    assert inside.mean() == pytest.approx(0.8, abs=0.025)


def test_assurance_equals_simulation():
    rng = np.random.default_rng(5)
    drift = rng.normal(2.0, 1.5, TRIALS)
    t = np.array(TIMES)
    noise = np.cumsum(rng.standard_normal((TRIALS, 3)) * np.sqrt(np.diff(t, prepend=0)), axis=1)
    z = (noise + drift[:, None] * t) / np.sqrt(t)
    prior = NormalPrior(2.0, 1.5)
    success = (z > np.array(BOUNDS)).any(axis=1)
    assert assurance_sequential(TIMES, upper=BOUNDS, prior=prior) == pytest.approx(
        success.mean(), abs=0.005
    )
    on = z[:, 0] < BOUNDS[0]
    assert conditional_assurance(TIMES, upper=BOUNDS, look=1, prior=prior) == pytest.approx(
        success[on].mean(), abs=0.006
    )


def test_calibrated_bounds_have_what_they_were_asked_for():
    low = futility_conditional_power(TIMES, BOUNDS, {1: 0.1, 2: 0.2}, drift=3.0)
    for look, power in ((1, 0.1), (2, 0.2)):
        found = conditional_power(TIMES, upper=BOUNDS, look=look, z=low[look - 1], drift=3.0)
        assert found == pytest.approx(power, abs=1e-9)
    late = [0.1, 1.0, 2.8]
    low = futility_conditional_power(TIMES, BOUNDS, {1: 0.1}, drift=late)
    z = given(low[0], late, seed=6)
    assert (z > np.array(BOUNDS[1:])).any(axis=1).mean() == pytest.approx(0.1, abs=0.004)
    assert low[1] == -np.inf
    low = futility_predictive_power(TIMES, BOUNDS, {2: 0.15})
    assert predictive_power(TIMES, upper=BOUNDS, look=2, z=low[1]) == pytest.approx(0.15, abs=1e-9)


def test_assurance_after_calibrated_futility_equals_simulation():
    prior = NormalPrior(2.0, 1.5)
    low = futility_assurance(TIMES, BOUNDS, {1: 0.75}, prior=prior)
    rng = np.random.default_rng(7)
    drift = rng.normal(2.0, 1.5, TRIALS)
    t = np.array(TIMES)
    noise = np.cumsum(rng.standard_normal((TRIALS, 3)) * np.sqrt(np.diff(t, prepend=0)), axis=1)
    z = (noise + drift[:, None] * t) / np.sqrt(t)
    on = (z[:, 0] > low[0]) & (z[:, 0] < BOUNDS[0])
    later = (z[on, 1:] > np.array(BOUNDS[1:])).any(axis=1)
    assert later.mean() == pytest.approx(0.75, abs=0.006)


def test_inverse_normal_keeps_alpha_when_the_second_stage_depends_on_the_first():
    rng = np.random.default_rng(8)
    first = rng.standard_normal(400_000)
    bound = -ndtri(0.025)
    between = (first > 0.02) & (first < bound)  # sizes that the test of all data can not stand
    odds = np.where(between, (bound**2 - first**2) / np.where(between, first, 1) ** 2, 1.0)
    size = np.clip(odds, 0.01, 100)
    second = rng.standard_normal(len(first))
    combined = (first + second) / np.sqrt(2)
    naive = (first + second * np.sqrt(size)) / np.sqrt(1 + size)
    assert (combined > bound).mean() == pytest.approx(0.025, abs=0.001)
    assert (naive > bound).mean() > 0.03
    one = combine_inverse_normal([ndtr(-first[0]), ndtr(-second[0])], [1, 1])
    assert one[1] == pytest.approx(combined[0], abs=1e-9)


def test_fisher_with_futility_keeps_alpha():
    rng = np.random.default_rng(9)
    p = rng.random((1_000_000, 2))
    c = fisher_product_bound(0.05)
    plan = boundaries_fisher(2, 0.05, method="full level last", futility=[0.5])
    first = plan.critical[0]
    assert plan.critical[1] == pytest.approx(c, abs=1e-12)
    rejected = (p[:, 0] <= first) | ((p[:, 0] < 0.5) & (p.prod(axis=1) <= c))
    assert rejected.mean() == pytest.approx(0.05, abs=4 * np.sqrt(0.05 * 0.95 / 1e6))


def test_conditional_power_of_fisher_equals_simulation():
    critical, weights, means = [0.0123, 0.0016, 0.0003], [1.0, 1.2, 0.9], [1.0, 1.4]
    rng = np.random.default_rng(10)
    p = ndtr(-(rng.standard_normal((TRIALS, 2)) + means))
    product = 0.08 ** weights[0] * np.cumprod(p ** np.array(weights[1:]), axis=1)
    second = product[:, 0] <= critical[1]
    third = ~second & (p[:, 0] < 0.6) & (product[:, 1] <= critical[2])
    found = conditional_power_fisher(critical, weights, [0.08], futility=[1.0, 0.6], means=means)
    assert found[0] == pytest.approx(second.mean(), abs=0.004)
    assert found[1] == pytest.approx((second | third).mean(), abs=0.004)


def test_stagewise_p_value_of_fisher_is_uniform():
    critical = [0.0102, 0.0038]
    rng = np.random.default_rng(11)
    p = rng.random((1500, 2))
    found = [
        stagewise_p_value_fisher(critical, [1, 1], row[:1] if row[0] <= critical[0] else row)
        for row in p
    ]
    assert stats.kstest(found, "uniform").pvalue > 0.01


def stopped(z, bounds=BOUNDS):
    """Look (0-based) at which each trial ends, and its statistic there."""
    crossed = z > np.array(bounds)
    crossed[:, -1] = True
    look = crossed.argmax(axis=1)
    return look, z[np.arange(len(z)), look]


def test_stagewise_p_value_is_uniform_under_the_hypothesis():
    look, z = stopped(paths(0.0, trials=1500, seed=12))
    found = [
        stagewise_p_value(TIMES[: k + 1], upper=BOUNDS, z=v) for k, v in zip(look, z, strict=True)
    ]
    assert stats.kstest(found, "uniform").pvalue > 0.01


def test_stagewise_interval_covers_and_estimate_is_median_unbiased():
    # p-values under the true drift decide both without solving for the ends
    drift = 2.2
    look, z = stopped(paths(drift, trials=3000, seed=13))
    p = np.array(
        [
            stagewise_p_value(TIMES[: k + 1], upper=BOUNDS, z=v, drift=drift)
            for k, v in zip(look, z, strict=True)
        ]
    )
    assert ((p > 0.05) & (p < 0.95)).mean() == pytest.approx(0.9, abs=0.02)
    assert (p > 0.5).mean() == pytest.approx(0.5, abs=0.035)
    one = infer_stagewise(TIMES[: look[0] + 1], upper=BOUNDS, z=z[0], level=0.9)
    assert one.lower < one.estimate < one.upper
    ends = [
        stagewise_p_value(TIMES[: look[0] + 1], upper=BOUNDS, z=z[0], drift=d)
        for d in (one.lower, one.estimate, one.upper)
    ]
    assert ends == pytest.approx([0.05, 0.5, 0.95], abs=1e-8)


def test_repeated_intervals_cover_at_all_looks_at_once():
    drift = 1.7
    z = paths(drift, seed=14)
    errors = 1 / np.sqrt(TIMES)  # of the drift estimated at each look
    half = np.array(BOUNDS) * errors
    estimate = z * errors
    missed = ((estimate - half > drift) | (estimate + half < drift)).any(axis=1)
    assert missed.mean() == pytest.approx(0.05, abs=0.002)
    one = repeated_confidence_intervals(estimate[0], errors, BOUNDS)
    assert one[:, 0] == pytest.approx(estimate[0] - half)


def test_repeated_intervals_of_hazard_ratios_are_the_closed_form():
    shown = SurvivalEvidence((100, 150), (1.5, 2.1), (1, 2))
    found = evidence_intervals(shown, [2.963, 2.359])
    scale = np.array([2.0, 3 / np.sqrt(2)]) / np.sqrt([100, 150])
    low = np.exp(np.array([1.5 - 2.963, 2.1 - 2.359]) * scale)
    high = np.exp(np.array([1.5 + 2.963, 2.1 + 2.359]) * scale)
    assert found[:, 0] == pytest.approx(low, rel=1e-9)
    assert found[:, 1] == pytest.approx(high, rel=1e-9)


def test_obrien_fleming_bounds_serve_any_of_these():
    bounds = boundaries_spending([0.5, 1], 0.025, spend_obrien_fleming).efficacy
    p = stagewise_p_value([0.5, 1], upper=bounds, z=bounds[1])
    assert p == pytest.approx(0.025, abs=1e-9)


def test_values_of_rpact():
    """One trial of three stages, analysed by rpact 3.3.4 with Pocock's bounds; and delayed."""
    shown = MeansEvidence(
        ((22, 30, 25), (20, 28, 27)),
        ((1.3, 1.6, 1.5), (0.8, 0.9, 1.1)),
        ((1.1, 1.3, 1.2), (1.0, 1.4, 1.1)),
    )
    times = [1 / 3, 2 / 3, 1.0]
    bounds = boundaries_wang_tsiatis(times, 0.025, 0.5).efficacy
    repeated = evidence_intervals(shown, bounds)
    assert repeated[:, 0] == pytest.approx([-0.2755198505, 0.0432534089, 0.0874996691], abs=1e-7)
    assert repeated[:, 1] == pytest.approx([1.2755198505, 1.1862337655, 0.9854700278], abs=1e-7)
    z = shown.scores(0.0, cumulative=True)
    found = infer_stagewise(times[:2], upper=bounds, z=z[1])
    scale = float(shown.standard_errors()[0][1]) * np.sqrt(2 / 3)
    assert found.p_value == pytest.approx(0.0157114629, abs=1e-9)
    ends = np.array([found.lower, found.estimate, found.upper]) * scale
    assert ends == pytest.approx([0.0550903029, 0.5766688328, 1.0697981469], abs=1e-7)
    levels = [
        conditional_rejection_probability(times, upper=bounds, look=k, z=z[k - 1]) for k in (1, 2)
    ]
    assert levels == pytest.approx([0.0667680620, 0.3121334061], abs=1e-9)
    least = repeated_p_values(z, lambda alpha: boundaries_wang_tsiatis(times, alpha, 0.5).efficacy)
    assert least == pytest.approx([0.1300676115, 0.0162639756, 0.0077476810], abs=1e-6)
    decision = decision_bounds(
        [0.3, 0.7, 1],
        [0.16, 0.2],
        upper=[3.92857254263, 2.43819620460, 1.93093895167],
        lower=[-0.48630416216, 1.24101409269],
    )
    assert decision[:2] == pytest.approx([2.07247979162, 1.97006055529], abs=1e-7)
