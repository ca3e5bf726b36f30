"""Sample-size re-estimation, monitoring and delayed responses: what they keep, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import ndtr, ndtri

from trialrun.design.adaptive.delayed_response import decision_bounds, delayed_probabilities
from trialrun.design.adaptive.monitoring import boundaries_at
from trialrun.design.adaptive.reestimation_blinded import (
    blinded_variance,
    reestimate_means,
    reestimate_rates,
)
from trialrun.design.adaptive.reestimation_unblinded import (
    conditional_error_circular,
    conditional_power_estimated,
    conventional_bound,
    may_increase,
    promising_lowest,
    reestimate_promising,
    second_stage_bound,
    size_conditional_power,
    worst_type_one_error,
)
from trialrun.design.adaptive.repeated import repeated_p_values, sequential_p_value
from trialrun.design.boundaries import boundaries_spending
from trialrun.design.recursion import stopping_probabilities
from trialrun.design.spending import spend_hwang_shih_decani, spend_obrien_fleming

Z = -float(ndtri(0.025))


def density(z):
    return np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi)


def type_one_error(first, planned, most, lowest):
    """Error of the conventional test under the promising-zone rule, by integration."""

    def rejects(z):
        zone = reestimate_promising(z, first, planned, most, lowest=lowest)
        total = zone.total
        rest = (Z - np.sqrt(first / total) * z) / np.sqrt(1 - first / total)
        return ndtr(-rest) * density(z)

    z = np.linspace(-6, 6, 6001)
    return integrate.simpson([rejects(each) for each in z], x=z)


def test_conventional_test_keeps_alpha_in_the_promising_zone():
    lowest = promising_lowest(0.5, 2.0)
    assert type_one_error(0.5, 1.0, 2.0, lowest) <= 0.025 + 1e-6
    assert type_one_error(0.5, 1.0, 2.0, 0.05) > 0.025


def test_weighted_statistic_keeps_alpha_under_any_rule():
    rng = np.random.default_rng(21)
    first, second = rng.standard_normal((2, 400_000))
    between = (first > 0.02) & (first < Z)
    odds = np.where(between, (Z**2 - first**2) / np.where(between, first, 1) ** 2, 1.0)
    total = 0.5 + 0.5 * np.clip(odds, 0.01, 100)
    naive = np.sqrt(0.5 / total) * first + np.sqrt(1 - 0.5 / total) * second
    weighted = np.sqrt(0.5) * first + np.sqrt(0.5) * second
    assert (weighted > Z).mean() == pytest.approx(0.025, abs=0.001)
    assert (naive > Z).mean() > 0.03


def test_raising_the_size_above_half_conditional_power_lowers_the_bound():
    for z in (1.5, 1.9, 2.2):
        assert may_increase(z, 208, 442)
        assert conventional_bound(z, 208, 442, 884) < Z
    assert not may_increase(0.8, 208, 442)


def test_worst_choice_of_the_second_stage_has_the_error_of_the_formula():
    # the conditional error of the best total, integrated over the first stage
    def best(z):
        if z <= 0:
            return ndtr(-Z) * density(z)
        return (1.0 if z >= Z else ndtr(-np.sqrt(Z**2 - z**2))) * density(z)

    found = integrate.quad(best, -8, 0)[0] + integrate.quad(best, 0, Z)[0] + ndtr(-Z)
    assert found == pytest.approx(worst_type_one_error(0.025), abs=1e-7)


def test_circular_conditional_error_is_that_of_the_quarter_plane():
    radius = 2.0
    found = integrate.quad(lambda z: conditional_error_circular(z, radius) * density(z), 0, radius)
    rng = np.random.default_rng(22)
    one, two = rng.standard_normal((2, 1_000_000))
    inside = (one > 0) & (one < radius) & (two > 0) & (one**2 + two**2 > radius**2)
    assert found[0] == pytest.approx(inside.mean(), abs=0.0008)


def test_size_for_conditional_power_has_it():
    total = size_conditional_power(1.4, 100, 220, bound=Z, power=0.85)
    found = conditional_power_estimated(1.4, 100, total, 220, bound=Z)
    assert found == pytest.approx(0.85, abs=1e-12)
    rest = second_stage_bound(1.4, Z, 100 / 220)
    assert ndtr(1.4 * np.sqrt((total - 100) / 100) - rest) == pytest.approx(0.85, abs=1e-12)


def test_blinded_variance_is_unbiased_under_the_planned_difference():
    rng = np.random.default_rng(23)
    n, trials, difference = 20, 40_000, 1.0
    data = rng.standard_normal((trials, 2 * n)) * 2
    data[:, n:] += difference
    pooled = data.var(axis=1, ddof=1)
    adjusted = [blinded_variance(v, 2 * n, difference=difference) for v in pooled[:4000]]
    assert np.mean(adjusted) == pytest.approx(4.0, abs=0.05)


def test_blinded_reestimation_keeps_alpha_and_reaches_the_power():
    rng = np.random.default_rng(24)
    sd, difference, trials = 1.4, 1.0, 4000  # planned with sd 1
    rejected = {}
    for truth in (0.0, difference):
        count = 0
        for _ in range(trials):
            pilot = rng.standard_normal((2, 15)) * sd
            pilot[1] += truth
            variance = blinded_variance(pilot.var(ddof=1), 30)
            plan = reestimate_means(np.sqrt(variance), difference, power=0.8, least=30, most=200)
            each = int(np.ceil(plan.size / 2))
            rest = rng.standard_normal((2, each - 15)) * sd
            rest[1] += truth
            both = np.concatenate([pilot, rest], axis=1)
            error = np.sqrt(both.var(axis=1, ddof=1).sum() / each)
            t = (both[1].mean() - both[0].mean()) / error
            count += t > stats.t.ppf(0.975, 2 * each - 2)
        rejected[truth] = count / trials
    assert rejected[0.0] == pytest.approx(0.025, abs=0.008)
    assert rejected[difference] == pytest.approx(0.8, abs=0.05)


def test_reestimated_rates_have_the_power_by_simulation():
    total = reestimate_rates(0.4, 0.2, power=0.8).size
    n = int(np.ceil(total / 2))
    rng = np.random.default_rng(25)
    one, two = rng.binomial(n, 0.5, 100_000) / n, rng.binomial(n, 0.3, 100_000) / n
    pooled = (one + two) / 2
    z = (one - two) / np.sqrt(2 * pooled * (1 - pooled) / n)
    assert (z > Z).mean() == pytest.approx(0.8, abs=0.015)


@pytest.mark.parametrize("reached", [[0.45, 0.8, 1.0], [0.5, 0.9, 1.2]])
def test_bounds_at_reached_information_keep_alpha(reached):
    found = boundaries_at(reached, 0.025, spend_obrien_fleming)
    crossed = stopping_probabilities(reached, upper=found.efficacy)
    assert crossed.upper.sum() == pytest.approx(0.025, abs=1e-10)


def test_underrunning_spends_what_is_left():
    early = boundaries_at([0.5, 0.85], 0.025, spend_obrien_fleming)
    last = boundaries_at([0.5, 0.85], 0.025, spend_obrien_fleming, last=True)
    assert early.alpha_spent[1] < 0.025
    assert last.alpha_spent[1] == 0.025
    crossed = stopping_probabilities([0.5, 0.85], upper=last.efficacy)
    assert crossed.upper.sum() == pytest.approx(0.025, abs=1e-10)


def test_sequential_p_value_is_the_least_repeated_p_value():
    def at(alpha, information):
        spending = lambda a, t: spend_hwang_shih_decani(a, t, -3)  # noqa: E731
        return boundaries_at(information, alpha, spending).efficacy

    z, times = [1.4, 2.3, 2.1], [0.3, 0.7, 1.0]
    repeated = repeated_p_values(z, lambda alpha: at(alpha, times))
    assert sequential_p_value(times, z, at) == pytest.approx(min(repeated), abs=1e-8)


def test_delayed_response_keeps_alpha_and_equals_simulation():
    times, waiting = [0.4, 0.7, 1.0], [0.15, 0.1]
    plan = boundaries_spending(
        times, 0.025, spend_obrien_fleming, power=0.8, futility=spend_obrien_fleming, binding=True
    )
    upper, lower = plan.efficacy, plan.futility[:-1]
    decision = decision_bounds(times, waiting, upper=upper, lower=lower)
    null = delayed_probabilities(times, waiting, upper=upper, lower=lower, decision=decision)
    assert null.success.sum() == pytest.approx(0.025, abs=1e-9)
    assert null.reversed_success == pytest.approx(null.reversed_failure, abs=1e-10)
    drift = plan.drift
    found = delayed_probabilities(
        times, waiting, upper=upper, lower=lower, decision=decision, drift=drift
    )
    rng = np.random.default_rng(26)
    trials = 300_000
    score = np.zeros(trials)
    going = np.ones(trials, bool)
    success = np.zeros(3)
    before = 0.0
    for k, t in enumerate(times):
        score = score + rng.standard_normal(trials) * np.sqrt(t - before) + drift * (t - before)
        before = t
        z = score / np.sqrt(t)
        if k == 2:
            success[k] = (going & (z > upper[k])).mean()
            break
        ends = going & ((z > upper[k]) | (z < lower[k]))
        more = rng.standard_normal(trials) * np.sqrt(waiting[k]) + drift * waiting[k]
        final = (score + more) / np.sqrt(t + waiting[k])
        success[k] = (ends & (final > decision[k])).mean()
        going &= ~ends
    assert found.success == pytest.approx(success, abs=0.004)
    assert found.success.sum() + found.failure.sum() == pytest.approx(1.0, abs=1e-9)
