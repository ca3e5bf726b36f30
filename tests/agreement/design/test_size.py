"""Sizes and powers: enumeration by other code, other programs, simulation."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from scipy import stats

from trialrun.design import power_means, size_means
from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming, boundaries_pocock
from trialrun.design.size.counts import (
    entries_evenly,
    information_counts,
    power_counts,
    size_counts,
    time_counts,
)
from trialrun.design.size.endpoints import power_coprimary, power_gated
from trialrun.design.size.equivalence import (
    log_deviation,
    power_means_equivalence,
    size_means_equivalence,
)
from trialrun.design.size.means_one import (
    power_mean,
    power_means_crossover,
    size_mean,
    size_means_paired,
)
from trialrun.design.size.means_two import power_mean_ratio, power_means_unequal, size_mean_ratio
from trialrun.design.size.rates_exact import power_rates_exact, size_of_rates_exact
from trialrun.design.size.rates_one import power_rate
from trialrun.design.size.rates_two import power_rates, rate_contrast, size_rates
from trialrun.design.size.repeated import (
    correlation_exchangeable,
    power_repeated_measures,
    size_repeated_measures,
    variance_last_visit,
)
from trialrun.design.size.sequential import power_sequential, size_sequential
from trialrun.errors import DesignError

TRIALS = 40_000
WITHIN = 4.5 * sqrt(0.25 / TRIALS)
"""More standard errors of a simulated probability than chance shows."""


@pytest.fixture
def draws():
    """Random numbers, the same in every run."""
    return np.random.default_rng(20240607)


def test_power_t_of_r():
    """R 4: power.t.test, of two samples, one sample and pairs; power.prop.test."""
    assert power_means(1, 1, 20, distribution="t") == pytest.approx(0.8689528, abs=5e-8)
    assert size_means(1, 1, power=0.9, distribution="t") == pytest.approx(22.02110, abs=1e-4)
    assert size_means(1, 1, alpha=0.05, power=0.9, distribution="t") == pytest.approx(
        17.84713, abs=1e-4
    )
    assert size_mean(0.5, 1, power=0.8) == pytest.approx(33.36713, abs=1e-4)
    assert size_means_paired(0.5, sqrt(0.5), 0.0, power=0.8) == pytest.approx(33.36713, abs=1e-4)
    assert size_rates(0.75, 0.5, power=0.9) == pytest.approx(76.7, abs=0.05)
    assert power_rates(0.75, 0.5, 50) == pytest.approx(0.7401659, abs=5e-7)


def test_examples_of_gsdesign():
    """Of gsDesign 3: nBinomial by Farrington and Manning, and by the odds ratio; total sizes."""

    def total(one, two, **rest):
        ratio = rest.pop("ratio", 1)
        return (1 + ratio) * size_rates(one, two, ratio=ratio, **rest)

    assert total(0.2, 0.2, margin=0.05) == pytest.approx(2697.607, abs=5e-4)
    assert total(0.2, 0.19, margin=0.05) == pytest.approx(4131.9, abs=0.05)
    assert total(0.15, 0.1, ratio=0.5, alpha=0.05, power=0.8) == pytest.approx(1191.041, abs=5e-4)
    assert total(0.15, 0.1, alpha=0.05, power=0.8) == pytest.approx(1079.853, abs=5e-4)
    rest = {"ratio": 2, "power": 0.85}
    found = [
        np.ceil(total(0.2, 0.1, measure=name, **rest))
        for name in ("difference", "ratio", "odds-ratio")
    ]
    assert found == [525, 525, 489]
    found = [np.ceil(total(0.2, 0.1, margin=margin, **rest)) for margin in (-0.02, 0.02)]
    assert found == [375, 796]


def test_examples_of_rpact():
    """Of rpact 3.3: one mean, the ratio of means, and one rate."""
    assert size_mean(0.3, 1.2, power=0.8) == pytest.approx(127.5161376582, abs=1e-7)
    assert 2.25 * size_mean_ratio(0.9, 0.4, margin=0.8, ratio=1.25, power=0.8) == pytest.approx(
        408.815542301, abs=1e-6
    )
    assert power_rate(0.33, 0.4, 60) == pytest.approx(0.18703265239943, abs=1e-12)


def test_examples_of_rpact_for_counts():
    """Of rpact 3.5, its own checks of count data: sizes, times and information."""
    rate = 2 * 0.234 / 1.7
    fixed = size_counts(0.7, rate, overdispersion=0.71, alpha=0.01, power=0.95)
    assert 2 * np.ceil(fixed) == 2540
    varying = size_counts(
        0.7, rate, overdispersion=0.71, alpha=0.01, power=0.95, exposure=1, accrual=7
    )
    assert 2 * np.ceil(varying) == 886
    entries = (entries_evenly(80, [20.0]), entries_evenly(20, [20.0]))
    found = time_counts(190.55408, entries, (1.05, 1.4))
    assert found == pytest.approx(19.030272, abs=1e-5)
    assert information_counts(found, entries, (1.05, 1.4)) == pytest.approx(190.55408)


def test_sizes_of_longpower():
    """Of longpower: Table 1 of Lu, Luo and Chen (2008), total sizes; a trial with dropout."""
    complete = correlation_exchangeable(2, 0.0)
    found = size_repeated_measures(0.5, 1, complete, [1, 1], power=0.9)
    assert 2 * found == pytest.approx(168.11876898305, abs=1e-8)
    found = size_repeated_measures(0.5, 1, complete, [1, 1], power=0.9, ratio=2)
    assert 3 * found == pytest.approx(189.133615105931, abs=1e-8)
    half = size_repeated_measures(
        0.5, 1, complete, [1, 1], power=0.9, experimental_retention=[1, 0.5]
    )
    assert 2 * half == pytest.approx(252.178153474575, abs=1e-8)


def test_power_of_powertost():
    """PowerTOST: CV 25%, 24 subjects of a 2x2 crossover, ratio 0.95."""
    found = power_means_equivalence(
        log(0.95), log_deviation(0.25), 24, (log(0.8), log(1.25)), layout="crossover"
    )
    assert found == pytest.approx(0.7391155, abs=5e-8)


@pytest.mark.parametrize(("test", "other"), [("fisher", stats.fisher_exact)])
def test_exact_power_of_fisher_by_scipy(test, other):
    power = 0.0
    for x in range(13):
        for y in range(10):
            if other([[x, 12 - x], [y, 9 - y]], alternative="greater")[1] <= 0.05:
                power += stats.binom.pmf(x, 12, 0.8) * stats.binom.pmf(y, 9, 0.3)
    found = power_rates_exact(0.8, 0.3, 12, 9, test=test, alpha=0.05)
    assert found == pytest.approx(power, abs=1e-12)
    assert power_rates_exact(0.2, 0.7, 12, 9, test=test, alpha=0.05) == pytest.approx(found)


def test_exact_power_of_boschloo_by_scipy():
    power = 0.0
    for x in range(7, 12):
        for y in range(7):
            table = [[x, 11 - x], [y, 8 - y]]
            if stats.boschloo_exact(table, alternative="greater", n=64).pvalue <= 0.05:
                power += stats.binom.pmf(x, 11, 0.9) * stats.binom.pmf(y, 8, 0.3)
    found = power_rates_exact(0.9, 0.3, 11, 8, test="boschloo", alpha=0.05)
    assert found == pytest.approx(power, abs=2e-3)
    assert found >= power_rates_exact(0.9, 0.3, 11, 8, test="fisher", alpha=0.05)


@pytest.mark.parametrize("test", ["fisher", "boschloo", "unconditional"])
def test_exact_tests_hold_their_level(test):
    assert size_of_rates_exact(20, 30, test=test) <= 0.025 + 1e-9


def test_normal_power_of_rates_is_near_the_exact():
    for one, two, margin in ((0.6, 0.4, 0.0), (0.75, 0.75, -0.15)):
        exact = power_rates_exact(one, two, 150, 150, test="normal", margin=margin)
        assert power_rates(one, two, 150, margin=margin) == pytest.approx(exact, abs=0.02)


def test_restricted_rates_are_most_likely():
    """Farrington and Manning's closed form against a search over the likelihood."""
    from scipy import optimize

    from trialrun.design.size.restricted_rates import restricted_rates

    def experimental(measure, margin, two):
        if measure == "difference":
            return two + margin
        return two * margin if measure == "ratio" else two * margin / (1 + two * (margin - 1))

    for measure, margin in (("difference", -0.1), ("ratio", 1.3), ("odds-ratio", 0.6)):
        one, two, ratio = 0.55, 0.45, 2.0

        def unlikely(rate, one=one, two=two, ratio=ratio, measure=measure, margin=margin):
            first = experimental(measure, margin, rate)
            likelihood = ratio * (one * np.log(first) + (1 - one) * np.log(1 - first))
            return -likelihood - two * np.log(rate) - (1 - two) * np.log(1 - rate)

        low = max(1e-6, 1e-6 - margin if measure == "difference" else 1e-6)
        high = 1 / margin - 1e-6 if measure == "ratio" else 1 - 1e-6
        found = optimize.minimize_scalar(
            unlikely, bounds=(low, high), method="bounded", options={"xatol": 1e-10}
        )
        assert restricted_rates(one, two, ratio, measure, margin)[1] == pytest.approx(
            found.x, abs=1e-6
        )


def test_equivalence_equals_simulation(draws):
    subjects, deviation, difference = 18, 0.25, 0.03
    error = deviation * sqrt(2 / subjects)
    means = draws.normal(difference, error, TRIALS)
    spread = error * np.sqrt(draws.chisquare(subjects - 2, TRIALS) / (subjects - 2))
    critical = stats.t.isf(0.05, subjects - 2)
    both = (means - critical * spread > -0.22) & (means + critical * spread < 0.22)
    found = power_means_equivalence(
        difference, deviation, subjects, (-0.22, 0.22), layout="crossover"
    )
    assert found == pytest.approx(both.mean(), abs=WITHIN)


def test_welch_equals_simulation(draws):
    one = draws.normal(1.2, 2.0, (TRIALS, 24))
    two = draws.normal(0.0, 1.0, (TRIALS, 16))
    found = stats.ttest_ind(one, two, axis=1, equal_var=False, alternative="greater").pvalue
    power = power_means_unequal(1.2, 2.0, 1.0, 16, ratio=1.5)
    assert power == pytest.approx((found < 0.025).mean(), abs=0.012)


def test_ratio_of_means_equals_simulation(draws):
    one = draws.normal(1.0, 0.4, (TRIALS, 40))
    two = draws.normal(1.0, 0.4, (TRIALS, 40))
    pooled = (one.var(axis=1, ddof=1) + two.var(axis=1, ddof=1)) / 2
    statistic = one.mean(axis=1) - 0.8 * two.mean(axis=1)
    reject = statistic / np.sqrt(pooled * (1 + 0.64) / 40) > stats.t.isf(0.025, 78)
    power = power_mean_ratio(1.0, 0.4, 40, margin=0.8)
    assert power == pytest.approx(reject.mean(), abs=WITHIN)


def test_ancova_equals_simulation(draws):
    per_arm, correlation = 20, 0.6
    base = draws.normal(size=(2, TRIALS, per_arm))
    value = correlation * base + draws.normal(size=base.shape) * sqrt(1 - correlation**2)
    value[1] += 0.8
    x, y = (each - each.mean(axis=2, keepdims=True) for each in (base, value))
    sxx, sxy, syy = ((a * b).sum(axis=(0, 2)) for a, b in ((x, x), (x, y), (y, y)))
    apart, gain = (each[1].mean(axis=1) - each[0].mean(axis=1) for each in (base, value))
    spread = (syy - sxy**2 / sxx) / (2 * per_arm - 3) * (2 / per_arm + apart**2 / sxx)
    reject = (gain - sxy / sxx * apart) / np.sqrt(spread) > stats.t.isf(0.025, 2 * per_arm - 3)
    power = power_means(0.8, 1.0, per_arm, correlation=correlation, distribution="t")
    assert power == pytest.approx(reject.mean(), abs=0.02)


def test_crossover_equals_simulation(draws):
    per_sequence, within = 12, 1.0
    first, second = draws.normal(0, within, (2, TRIALS, per_sequence, 2))
    first[..., 0] += 1.0
    second[..., 1] += 1.0
    difference = [first[..., 0] - first[..., 1], second[..., 0] - second[..., 1]]
    found = stats.ttest_ind(difference[0], difference[1], axis=1, alternative="greater").pvalue
    power = power_means_crossover(1.0, within, 2 * per_sequence)
    assert power == pytest.approx((found < 0.025).mean(), abs=WITHIN)


def test_one_mean_equals_simulation(draws):
    found = stats.ttest_1samp(draws.normal(0.5, 1, (TRIALS, 20)), 0, axis=1).pvalue
    assert power_mean(0.5, 1, 20, both_tails=True) == pytest.approx(
        (found < 0.05).mean(), abs=WITHIN
    )


def test_counts_equal_simulation(draws):
    """The sum of an arm's negative binomial counts is negative binomial itself."""
    size, overdispersion, rates = 200, 0.5, (0.56, 0.8)
    shape = size / overdispersion
    means = [
        draws.negative_binomial(shape, shape / (shape + size * rate), TRIALS) / size
        for rate in rates
    ]
    variance = sum((1 / mean + overdispersion) / size for mean in means)
    reject = np.log(means[0] / means[1]) / np.sqrt(variance) < stats.norm.ppf(0.025)
    power = power_counts(0.7, 0.8, size, overdispersion=overdispersion)
    assert power == pytest.approx(reject.mean(), abs=0.012)


def test_repeated_measures_equal_simulation(draws):
    """Generalised least squares with subjects that leave, the correlation known."""
    matrix, pattern = correlation_exchangeable(3, 0.6), (12, 9, 39)
    retention = [1.0, 48 / 60, 39 / 60]
    values = draws.multivariate_normal(np.zeros(3), matrix, (20_000, 60))
    information, score = np.zeros((3, 3)), np.zeros((20_000, 3))
    begin = 0
    for visit, leaving in enumerate(pattern, start=1):
        inverse = np.linalg.inv(matrix[:visit, :visit])
        information[:visit, :visit] += leaving * inverse
        block = values[:, begin : begin + leaving, :visit].sum(axis=1)
        score[:, :visit] += block @ inverse
        begin += leaving
    last = (score @ np.linalg.inv(information))[:, -1]
    assert variance_last_visit(matrix, retention) / 60 == pytest.approx(last.var(), rel=0.05)
    power = power_repeated_measures(0.5, 1.0, 60, matrix, retention)
    other = draws.permutation(last)
    reject = (0.5 + last - other) / (sqrt(2) * last.std()) > stats.norm.isf(0.025)
    assert power == pytest.approx(reject.mean(), abs=0.02)


def test_endpoints_equal_simulation(draws):
    matrix = np.array([[1, 0.5, 0.2], [0.5, 1, 0.4], [0.2, 0.4, 1]])
    effects, size = np.array([0.3, 0.35, 0.25]), 180
    z = draws.multivariate_normal(effects * sqrt(size / 2), matrix, 5 * TRIALS)
    reject = z > stats.norm.isf(0.025)
    assert power_coprimary(effects, matrix, size) == pytest.approx(
        reject.all(axis=1).mean(), abs=0.005
    )
    gated = np.logical_and.accumulate(reject, axis=1).mean(axis=0)
    assert power_gated(effects, matrix, size) == pytest.approx(gated, abs=0.005)


def test_group_sequential_size_is_the_fixed_with_one_look():
    found = size_sequential(84.06, boundaries_obrien_fleming(1, 0.025), 0.9)
    assert found.maximum == pytest.approx(84.06)
    assert found.expected_null == pytest.approx(84.06)


def test_group_sequential_power_equals_simulation(draws):
    bounds = boundaries_pocock(3, 0.025)
    steps = draws.normal(3.0 / 3, 1 / sqrt(3), (TRIALS, 3))
    z = np.cumsum(steps, axis=1) / np.sqrt([1 / 3, 2 / 3, 1])
    crossed = (z > bounds.efficacy).any(axis=1).mean()
    assert power_sequential(3.0, bounds, 90).power == pytest.approx(crossed, abs=WITHIN)


def test_wrong_requests_say_what_is_allowed():
    with pytest.raises(DesignError, match="must be above alpha"):
        size_mean(0.5, 1.0, power=1.0)
    with pytest.raises(DesignError, match="equals the margin"):
        size_rates(0.3, 0.3)
    with pytest.raises(DesignError, match="ratio"):
        size_counts(0.7, 0.8, ratio=0)
    with pytest.raises(DesignError, match="equals the margin"):
        size_counts(1.0, 0.8)
    with pytest.raises(DesignError, match="within the margins"):
        size_means_equivalence(0.3, 1.0, (-0.2, 0.2), power=0.8)
    with pytest.raises(DesignError, match="retention"):
        variance_last_visit(correlation_exchangeable(2, 0.5), [0.8, 0.9])
    with pytest.raises(DesignError, match="correlation"):
        power_coprimary([0.2, 0.2], [[1, 2], [2, 1]], 100)
    with pytest.raises(DesignError, match="no effect"):
        power_rates_exact(0.5, 0.4, 20, 20, test="fisher", margin=-0.1)
    with pytest.raises(DesignError, match="must be one of"):
        rate_contrast(0.5, 0.4, measure="hazard")
