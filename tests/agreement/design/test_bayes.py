"""Assurance, borrowing, baskets and platforms against quadrature, enumeration and simulation."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

from trialrun.design.adaptive.priors import FLAT, DiscretePrior, NormalPrior
from trialrun.design.bayes.assurance import (
    assurance_average,
    assurance_estimate,
    assurance_group_sequential,
    assurance_hazard_ratio,
    assurance_means,
    size_assurance_means,
)
from trialrun.design.bayes.assurance_posterior import assurance_posterior_means
from trialrun.design.bayes.assurance_rates import assurance_rates, predictive_responders
from trialrun.design.bayes.baskets import characteristics_baskets_similarity
from trialrun.design.bayes.baskets_hierarchical import (
    posterior_baskets_exnex,
    posterior_baskets_hierarchical,
)
from trialrun.design.bayes.commensurate import (
    commensurate_prior,
    posterior_commensurate,
    posterior_commensurate_spike_slab,
)
from trialrun.design.bayes.effective_size import effective_size_elir
from trialrun.design.bayes.endpoints import probability_success_endpoints
from trialrun.design.bayes.mixtures import (
    BetaMixture,
    NormalMixture,
    moments_mixture,
    posterior_rate,
    probability_below,
    probability_greater,
)
from trialrun.design.bayes.power_prior import (
    posterior_normalised_power_mean,
    posterior_normalised_power_rate,
    posterior_power_prior_mean,
    power_prior_rate,
)
from trialrun.design.bayes.robust import prior_map, robust_prior
from trialrun.errors import DesignError

PRIOR = NormalPrior(2.5, 1.0)
SD = 8.0


def test_assurance_of_means_equals_quadrature_of_power():
    n, critical = 100, stats.t.isf(0.025, 198)
    error = SD * math.sqrt(2 / n)
    by_z = integrate.quad(
        lambda d: stats.norm.sf(1.959963985 - d / error) * stats.norm.pdf(d, 2.5, 1), -6, 11
    )[0]
    by_t = integrate.quad(
        lambda d: stats.nct.sf(critical, 198, d / error) * stats.norm.pdf(d, 2.5, 1), -3, 8
    )[0]
    assert assurance_means(PRIOR, SD, n) == pytest.approx(by_z, abs=1e-7)
    assert assurance_means(PRIOR, SD, n, known=False) == pytest.approx(by_t, abs=1e-6)


def test_assurance_with_an_unknown_sd_equals_simulation():
    rng = np.random.default_rng(20)
    trials, n, degrees = 400_000, 40, 10
    sd = SD * np.sqrt(degrees / rng.chisquare(degrees, trials))
    effect = rng.normal(2.5, 1.0, trials)
    estimate = rng.normal(effect, sd * math.sqrt(2 / n))
    seen = sd * np.sqrt(rng.chisquare(2 * n - 2, trials) / (2 * n - 2))
    success = estimate / (seen * math.sqrt(2 / n)) > stats.t.isf(0.025, 2 * n - 2)
    found = assurance_means(PRIOR, SD, n, sd_degrees=degrees, known=False)
    assert found == pytest.approx(success.mean(), abs=4 * math.sqrt(0.25 / trials))


def test_assurance_of_a_hazard_ratio_equals_simulation():
    rng = np.random.default_rng(21)
    effect = rng.normal(-0.357, 0.2, 400_000)
    z = -rng.normal(effect, 2 / math.sqrt(330)) / (2 / math.sqrt(330))
    found = assurance_hazard_ratio(NormalPrior(-0.357, 0.2), 330)
    assert found == pytest.approx((z > 1.959964).mean(), abs=0.003)


def test_assurance_of_rates_equals_simulation():
    rng = np.random.default_rng(22)
    one, other = BetaMixture(((0.5, 12, 8), (0.5, 6, 6))), BetaMixture(((1.0, 8, 12),))
    part = rng.random(400_000) < 0.5
    p = np.where(part, rng.beta(12, 8, 400_000), rng.beta(6, 6, 400_000))
    x, y = rng.binomial(60, p) / 60, rng.binomial(40, rng.beta(8, 12, 400_000)) / 40
    pooled = (60 * x + 40 * y) / 100
    z = (x - y) / np.sqrt(np.maximum(pooled * (1 - pooled), 1e-12) * (1 / 60 + 1 / 40))
    found = assurance_rates(one, other, 60, 40)
    assert found == pytest.approx((z > 1.959964).mean(), abs=0.003)
    for margin, mistaken in ((-0.1, 1), (0.1, -1)):
        assert (assurance_rates(one, other, 60, 40, margin=margin) - found) * mistaken > 0


def test_predicted_responders_are_beta_binomial():
    found = predictive_responders(BetaMixture(((0.3, 2, 5), (0.7, 0.5, 0.5))), 12)
    each = [stats.betabinom.pmf(np.arange(13), 12, a, b) for a, b in ((2, 5), (0.5, 0.5))]
    assert found == pytest.approx(0.3 * each[0] + 0.7 * each[1], abs=1e-12)


def test_assurance_with_any_density_equals_the_closed_form():
    error = 0.9
    found = assurance_average(
        lambda d: float(stats.norm.sf(1.959963985 - d / error)),
        lambda d: float(stats.norm.pdf(d, 2.5, 1)),
        -np.inf,
        np.inf,
    )
    assert found == pytest.approx(assurance_estimate(PRIOR, error), abs=1e-7)


def test_sequential_assurance_equals_simulation_and_one_look_the_closed_form():
    rng = np.random.default_rng(23)
    drift = rng.normal(3.0, 1.2, 400_000)
    one = rng.normal(drift * math.sqrt(0.5), 1)
    two = (one * math.sqrt(0.5) + rng.normal(drift * 0.5, math.sqrt(0.5))) / 1
    first, futile = one > 2.797, one < 0.3
    success = first | (~futile & (two > 1.977))
    found = assurance_group_sequential(
        [0.5, 1], prior=NormalPrior(3.0, 1.2), upper=[2.797, 1.977], lower=[0.3, 1.977]
    )
    assert found.assurance == pytest.approx(success.mean(), abs=0.003)
    assert found.success[0] == pytest.approx(first.mean(), abs=0.003)
    assert found.futility[0] == pytest.approx(futile.mean(), abs=0.003)
    assert sum(found.success) + sum(found.futility) == pytest.approx(1, abs=1e-9)
    single = assurance_group_sequential([1], prior=NormalPrior(3.0, 1.2), upper=[1.959963985])
    assert single.assurance == pytest.approx(
        assurance_estimate(NormalPrior(3.0, 1.2), 1.0), abs=1e-9
    )


def test_a_point_prior_gives_power_and_a_size_gives_its_assurance():
    point = DiscretePrior((2.5,), (1.0,))
    error = SD * math.sqrt(2 / 100)
    assert assurance_means(point, SD, 100) == pytest.approx(
        stats.norm.sf(1.959963985 - 2.5 / error), abs=1e-9
    )
    n = size_assurance_means(0.8, PRIOR, SD, ratio=2)
    assert assurance_means(PRIOR, SD, n, ratio=2) == pytest.approx(0.8, abs=1e-9)


def test_posterior_assurance_equals_simulation():
    rng = np.random.default_rng(24)
    one, other = rng.normal(0.3, 0.2, 400_000), rng.normal(0, 0.1, 400_000)
    after = []
    for truth, (mean, sd), error in ((one, (0.3, 0.2), 0.15), (other, (0, 0.1), 0.2)):
        seen = rng.normal(truth, error)
        precision = sd**-2 + error**-2
        after.append(((mean / sd**2 + seen / error**2) / precision, 1 / precision))
    spread = math.sqrt(after[0][1] + after[1][1])
    middle = after[0][0] - after[1][0]
    success = (stats.norm.sf(-middle / spread) > 0.9) & (middle > 0.25)
    found = assurance_posterior_means(
        NormalPrior(0.3, 0.2), NormalPrior(0, 0.1), (0.15, 0.2), [(0, 0.9), (0.25, 0.5)]
    )
    assert found == pytest.approx(success.mean(), abs=0.003)


COVARIANCE = [[0.01, 0.004, 0.002], [0.004, 0.02, 0.005], [0.002, 0.005, 0.015]]
BETWEEN = [[1, 0.4, 0.2], [0.4, 1, 0.3], [0.2, 0.3, 1]]


def test_success_with_several_endpoints_equals_simulation():
    rng = np.random.default_rng(25)
    errors = np.array([0.1, 0.12, 0.09])
    effects = rng.multivariate_normal([0.3, 0.25, 0.2], COVARIANCE, 300_000)
    noise = rng.multivariate_normal([0, 0, 0], BETWEEN, 300_000) * errors
    success = (effects + noise) / errors > 1.959964
    found = probability_success_endpoints([0.3, 0.25, 0.2], COVARIANCE, errors, BETWEEN)
    assert found.marginal == pytest.approx(success.mean(axis=0), abs=0.004)
    assert found.every == pytest.approx(success.all(axis=1).mean(), abs=0.004)
    assert found.any_found == pytest.approx(success.any(axis=1).mean(), abs=0.004)
    gated = np.logical_and.accumulate(success, axis=1).mean(axis=0)
    assert found.gated == pytest.approx(gated, abs=0.004)


def test_success_with_several_endpoints_equals_quadrature():
    found = probability_success_endpoints(
        [0.3, 0.2], np.diag([0.01, 0.02]), [0.1, 0.1], [[1, 0.5], [0.5, 1]], alpha=[0.025, 0.0125]
    )
    needed = stats.norm.isf([0.025, 0.0125])

    nodes, weights = np.polynomial.hermite_e.hermegauss(24)
    weights = weights / weights.sum()
    total = 0.0
    for x, w in zip(nodes, weights, strict=True):
        for y, v in zip(nodes, weights, strict=True):
            shift = np.array([0.3 + 0.1 * x, 0.2 + math.sqrt(0.02) * y]) / 0.1 - needed
            total += w * v * stats.multivariate_normal.cdf(shift, cov=[[1, 0.5], [0.5, 1]])
    assert found.every == pytest.approx(total, abs=1e-5)


def test_endpoints_without_correlation_are_independent():
    found = probability_success_endpoints([0.3, 0.2], np.zeros((2, 2)), [0.1, 0.1], np.eye(2))
    one, two = found.marginal
    assert found.every == pytest.approx(one * two, abs=1e-10)
    assert found.any_found == pytest.approx(1 - (1 - one) * (1 - two), abs=1e-10)
    assert one == pytest.approx(stats.norm.sf(1.959963985 - 3), abs=1e-9)


def test_mixture_posteriors_equal_quadrature():
    prior = robust_prior(BetaMixture(((0.6, 4, 16), (0.4, 20, 60))), 0.2)

    def density(p):
        return sum(w * stats.beta.pdf(p, a, b) for w, a, b in prior.components)

    mass, mean, below = (
        integrate.quad(
            lambda p, f=f: f(p) * density(p) * stats.binom.pmf(12, 20, p), 0, top, limit=200
        )[0]
        for f, top in ((lambda _: 1, 1), (lambda p: p, 1), (lambda _: 1, 0.4))
    )
    found = posterior_rate(prior, 12, 20)
    assert moments_mixture(found)[0] == pytest.approx(mean / mass, abs=1e-9)
    assert probability_below(found, 0.4) == pytest.approx(below / mass, abs=1e-9)


def test_difference_of_mixtures_equals_simulation():
    rng = np.random.default_rng(26)
    one, other = rng.beta(3, 5, 10**6), rng.beta(0.5, 0.5, 10**6)
    found = probability_greater(
        BetaMixture(((1.0, 3, 5),)), BetaMixture(((1.0, 0.5, 0.5),)), difference=0.1
    )
    assert found == pytest.approx((one - other > 0.1).mean(), abs=0.002)


def test_expected_information_grows_by_one_with_each_subject():
    prior = BetaMixture(((0.2, 1.5, 1.5), (0.8, 10, 3)))
    chances = predictive_responders(prior, 10)
    after = [effective_size_elir(posterior_rate(prior, x, 10)) for x in range(11)]
    assert chances @ after == pytest.approx(effective_size_elir(prior) + 10, abs=1e-5)


def test_the_prior_of_a_new_trial_equals_quadrature():
    y, se = np.array([0.1, 0.5, 0.3]), np.array([0.1, 0.15, 0.2])
    mu, tau = np.linspace(-1.5, 2, 1401)[:, None], (np.arange(1500) + 0.5) / 1250
    weight = stats.norm.pdf(mu, 0, 1) * stats.halfnorm.pdf(tau, scale=0.2)
    for each, error in zip(y, se, strict=True):
        weight = weight * stats.norm.pdf(each, mu, np.hypot(error, tau))
    weight /= weight.sum()
    mean = (mu * weight).sum()
    second = ((mu**2 + tau**2) * weight).sum()
    found = moments_mixture(prior_map(y, se, between_sd=0.2, mean=0, sd=1))
    assert found == pytest.approx([mean, math.sqrt(second - mean**2)], abs=1e-5)


@pytest.mark.parametrize("shape", [(1, 1), (2, 0.5)])
def test_normalised_power_priors_equal_quadrature(shape):
    def weight(power):
        chance = stats.betabinom.pmf(10, 50, 1 + 20 * power, 1 + 80 * power)
        return chance * stats.beta.pdf(power, *shape)

    mass, first = (
        integrate.quad(lambda a, f=f: f(a) * weight(a), 0, 1, limit=400)[0]
        for f in (lambda _: 1, lambda a: a)
    )
    mean = integrate.quad(
        lambda a: (11 + 20 * a) / (52 + 100 * a) * weight(a) / mass, 0, 1, limit=400
    )[0]
    found = posterior_normalised_power_rate(10, 50, historical=(20, 100), power_prior=shape)
    assert found.power_mean == pytest.approx(first / mass, abs=1e-6)
    assert moments_mixture(found.parameter)[0] == pytest.approx(mean, abs=1e-6)
    assert moments_mixture(found.parameter)[0] == pytest.approx(mean, abs=1e-6)


def test_normalised_power_priors_of_means_equal_quadrature():
    def weight(power):
        return stats.norm.pdf(0.5, 0.2, math.hypot(0.1, 0.15 / math.sqrt(power)))

    mass = integrate.quad(weight, 0, 1)[0]
    first = integrate.quad(lambda a: a * weight(a), 0, 1)[0]
    found = posterior_normalised_power_mean(0.5, 0.1, historical=(0.2, 0.15))
    assert found.power_mean == pytest.approx(first / mass, abs=1e-7)


def test_fixed_power_priors_ignore_or_pool():
    assert posterior_rate(power_prior_rate(20, 100, 1), 10, 50).components[0][1:] == (31, 121)
    assert posterior_rate(power_prior_rate(20, 100, 0), 10, 50).components[0][1:] == (11, 41)
    alone = posterior_power_prior_mean(0.5, 0.1, historical=(0.2, 0.15), power=0)
    assert alone.components == ((1.0, 0.5, 0.1),)
    half = posterior_power_prior_mean(0.5, 0.1, historical=(0.2, 0.1), power=0.5)
    assert half.components[0][1] == pytest.approx((0.5 + 0.5 * 0.2) / 1.5)


def test_commensurate_posteriors_equal_quadrature_over_both_parameters():
    theta, before = np.linspace(-2, 3, 1001)[:, None], np.linspace(-2, 3, 1001)
    weight = stats.norm.pdf(0.2, before, 0.3) * stats.norm.pdf(theta, before, 0.25)
    weight = weight * stats.norm.pdf(0.8, theta, 0.2)
    mean = (theta * weight).sum() / weight.sum()
    found = posterior_commensurate(0.8, 0.2, historical=(0.2, 0.3), precision=16)
    assert moments_mixture(found)[0] == pytest.approx(mean, abs=1e-6)


def test_spike_and_slab_equals_quadrature():
    def weight(precision):
        return stats.norm.pdf(0.8, 0.2, math.sqrt(0.3**2 + 0.2**2 + 1 / precision))

    slab = 0.7 / (5 - 0.1) * integrate.quad(weight, 0.1, 5)[0]
    spike = 0.3 * weight(300)
    first = 0.7 / (5 - 0.1) * integrate.quad(lambda t: t * weight(t), 0.1, 5)[0] + 300 * spike
    found = posterior_commensurate_spike_slab(
        0.8, 0.2, historical=(0.2, 0.3), spike=300, slab=(0.1, 5), probability=0.7
    )
    assert found.spike == pytest.approx(spike / (spike + slab), abs=1e-8)
    assert found.precision_mean == pytest.approx(first / (spike + slab), abs=1e-5)


def test_commensurate_posterior_equals_a_gibbs_sampler():
    rng = np.random.default_rng(27)
    theta = before = np.zeros(4_000)
    kept = []
    for step in range(300):
        precision = 1 / 0.2**2 + 16
        theta = rng.normal((0.8 / 0.2**2 + 16 * before) / precision, precision**-0.5)
        precision = 1 / 0.3**2 + 16
        before = rng.normal((0.2 / 0.3**2 + 16 * theta) / precision, precision**-0.5)
        if step >= 100:
            kept.append(theta)
    mean, sd = moments_mixture(
        posterior_commensurate(0.8, 0.2, historical=(0.2, 0.3), precision=16)
    )
    assert mean == pytest.approx(np.mean(kept), abs=0.002)
    assert sd == pytest.approx(np.std(kept), abs=0.002)


def test_baskets_of_different_sizes_equal_simulation():
    from trialrun.design.bayes.baskets import posterior_baskets_similarity

    rng = np.random.default_rng(28)
    found = characteristics_baskets_similarity([0.2, 0.5], [8, 12], 0.2, 0.95, tau=0.3)
    rejected = np.zeros((9, 13, 2))
    for x in range(9):
        for y in range(13):
            above = posterior_baskets_similarity([x, y], [8, 12], 0.2, tau=0.3).above
            rejected[x, y] = np.array(above) >= 0.95
    drawn = rejected[rng.binomial(8, 0.2, 400_000), rng.binomial(12, 0.5, 400_000)]
    assert found.rejections == pytest.approx(drawn.mean(axis=0), abs=0.003)
    assert found.familywise == found.rejections[0]


def test_hierarchical_baskets_equal_a_sampler():
    """Metropolis steps of the log odds within Gibbs steps of mean and sd, in 2,000 chains."""
    rng = np.random.default_rng(29)
    x, n = np.array([2, 5, 12]), np.array([20, 20, 25])
    chains, scale = 2_000, 0.8
    theta = np.zeros((chains, 3)) - 1
    mu, tau = np.full(chains, -1.0), np.full(chains, 0.5)

    def fit(values):
        return x * values - n * np.logaddexp(0, values)

    def spread(t, m, s):
        inside = np.where(s > 0, s, 1)
        logs = -0.5 * (((t - m[:, None]) / inside[:, None]) ** 2).sum(axis=1) - 3 * np.log(inside)
        return np.where(s > 0, logs - 0.5 * (inside / scale) ** 2, -np.inf)

    rates, sds = [], []
    for step in range(800):
        new = theta + rng.normal(0, 0.8, theta.shape)
        gain = fit(new) - fit(theta)
        gain -= 0.5 * ((new - mu[:, None]) ** 2 - (theta - mu[:, None]) ** 2) / tau[:, None] ** 2
        theta = np.where(np.log(rng.random(theta.shape)) < gain, new, theta)
        precision = 3 / tau**2 + 1 / 4
        mu = rng.normal((theta.sum(axis=1) / tau**2 - 1.4 / 4) / precision, precision**-0.5)
        other = tau + rng.normal(0, 0.5, chains)
        gain = spread(theta, mu, other) - spread(theta, mu, tau)
        tau = np.where(np.log(rng.random(chains)) < gain, other, tau)
        if step >= 300:
            rates.append(1 / (1 + np.exp(-theta)))
            sds.append(tau)
    drawn = np.concatenate(rates)
    found = posterior_baskets_hierarchical(x, n, 0.25, mean=-1.4, sd=2, between_sd=scale)
    assert found.means == pytest.approx(drawn.mean(axis=0), abs=0.002)
    assert found.sds == pytest.approx(drawn.std(axis=0), abs=0.002)
    assert found.above == pytest.approx((drawn > 0.25).mean(axis=0), abs=0.006)
    assert found.between_sd == pytest.approx(np.mean(sds), abs=0.01)


def test_baskets_that_are_never_exchangeable_stand_alone():
    found = posterior_baskets_exnex(
        [2, 12],
        [20, 25],
        0.25,
        mean=-1.4,
        sd=2,
        between_sd=0.5,
        exchangeable=0.0,
        own_mean=-1.0,
        own_sd=1.5,
    )

    def density(theta, x, n):
        return math.exp(x * theta - n * np.logaddexp(0, theta)) * stats.norm.pdf(theta, -1, 1.5)

    for k, (x, n) in enumerate(((2, 20), (12, 25))):
        mass = integrate.quad(density, -9, 7, args=(x, n), epsabs=0)[0]
        above = integrate.quad(density, math.log(1 / 3), 7, args=(x, n), epsabs=0)[0]
        assert found.above[k] == pytest.approx(above / mass, abs=1e-7)
        assert found.exchangeable[k] == pytest.approx(0, abs=1e-12)


def test_a_basket_without_subjects_has_what_a_new_trial_would(monkeypatch):
    """A meta-analysis of binary trials, printed from a sampler of 4,000 draws."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    from typed_in_priors import SPONDYLITIS_TRIALS

    n, x = zip(*SPONDYLITIS_TRIALS, strict=True)
    for scale, mean, sd, tau in ((1.0, 0.255, 0.0864, 0.387), (0.5, 0.259, 0.0776, 0.335)):
        found = posterior_baskets_hierarchical(
            [*x, 0], [*n, 0], 0.25, mean=0, sd=2, between_sd=scale
        )
        assert found.means[-1] == pytest.approx(mean, abs=0.005)
        assert found.sds[-1] == pytest.approx(sd, abs=0.004)
        assert found.between_sd == pytest.approx(tau, abs=0.015)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: BetaMixture(((0.5, 1, 1), (0.6, 2, 2))),
        lambda: BetaMixture(((1.0, 0, 0),)),
        lambda: NormalMixture(((1.0, 0, math.inf),)),
        lambda: NormalMixture(()),
        lambda: assurance_estimate(FLAT, 1.0),
        lambda: assurance_estimate(PRIOR, 0.0),
        lambda: assurance_estimate(PRIOR, 1.0, alpha=1.2),
        lambda: assurance_average(lambda _: 0.5, lambda _: 1.0, 0, 2),
        lambda: assurance_average(lambda _: 0.5, lambda x: 1 / x, 0, 1),
        lambda: size_assurance_means(0.999, PRIOR, SD),
        lambda: assurance_group_sequential([1, 0.5], prior=PRIOR, upper=[2, 2]),
        lambda: posterior_rate(BetaMixture(((1.0, 1, 1),)), 5, 4),
        lambda: robust_prior(BetaMixture(((1.0, 1, 1),)), 1.5),
        lambda: robust_prior(NormalMixture(((1.0, 0, 1),)), 0.5),
        lambda: power_prior_rate(2, 10, 1.1),
        lambda: posterior_normalised_power_rate(2, 10, historical=(1, 5), power_prior=(0, 1)),
        lambda: commensurate_prior((0, 1), [1, 2], [0.5, 0.6]),
        lambda: commensurate_prior((0, 1), [-1], [1.0]),
        lambda: posterior_commensurate_spike_slab(
            0, 1, historical=(0, 1), spike=1, slab=(0.1, 5), probability=0.5
        ),
        lambda: effective_size_elir(BetaMixture(((1.0, 0.5, 1),))),
        lambda: effective_size_elir(NormalMixture(((1.0, 0, 1),))),
        lambda: probability_success_endpoints([0.3], [[1, 0], [0, 1]], [1], [[1]]),
        lambda: probability_success_endpoints([0.3, 0.1], np.eye(2), [1, 1], [[1, 2], [2, 1]]),
        lambda: characteristics_baskets_similarity([0.2, 1.5], [5, 5], 0.2, 0.9),
        lambda: characteristics_baskets_similarity([0.2] * 8, [30] * 8, 0.2, 0.9),
        lambda: posterior_baskets_hierarchical([2], [1], 0.2, mean=0, sd=1, between_sd=1),
        lambda: posterior_baskets_hierarchical([1], [2], 0.2, mean=0, sd=50, between_sd=1),
        lambda: posterior_baskets_hierarchical([1], [2], 0.2, mean=0, sd=1, between_sd=0),
    ],
)
def test_wrong_requests_are_refused(wrong):
    with pytest.raises(DesignError):
        wrong()
