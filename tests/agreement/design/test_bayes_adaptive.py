"""Response-adaptive randomisation and platform trials against enumeration and simulation."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from scipy import special, stats

from trialrun.design.bayes.best import (
    allocation_thompson,
    probability_best_means,
    probability_best_rates,
    tempering_thall_wathen,
)
from trialrun.design.bayes.platform_comparison import compare_platform
from trialrun.design.bayes.platforms import PlatformArm, simulate_platform
from trialrun.design.bayes.response_adaptive import (
    AdaptiveRules,
    simulate_response_adaptive_means,
    simulate_response_adaptive_rates,
)
from trialrun.design.recursion import stopping_probabilities
from trialrun.errors import DesignError


def greater_by_sum(a, b, c, d):
    """P(Beta(c, d) > Beta(a, b)) for whole c, as a finite sum."""
    terms = (
        special.betaln(a + i, b + d) - math.log(d + i) - special.betaln(1 + i, d) for i in range(c)
    )
    return sum(math.exp(term - special.betaln(a, b)) for term in terms)


@pytest.mark.parametrize("x", [(0, 0), (3, 7), (12, 1), (30, 44)])
def test_the_better_of_two_rates_equals_the_finite_sum(x):
    found = probability_best_rates([x[0], x[1]], [50, 50])
    expected = greater_by_sum(1 + x[0], 51 - x[0], 1 + x[1], 51 - x[1])
    assert found[1] == pytest.approx(expected, abs=1e-10)
    skewed = probability_best_rates([x[0], x[1]], [50, 50], prior=(0.5, 0.5))
    assert skewed.sum() == pytest.approx(1)


def test_the_best_of_four_equals_simulation():
    rng = np.random.default_rng(31)
    x, n = np.array([3, 5, 4, 0]), np.array([10, 12, 8, 3])
    drawn = rng.beta(1 + x, 1 + n - x, (10**6, 4)).argmax(axis=1)
    found = probability_best_rates(x, n)
    assert found == pytest.approx(np.bincount(drawn) / 10**6, abs=0.002)
    means, sds = np.array([0, 0.2, -0.5, 0.1]), np.array([0.1, 0.5, 1.0, 0.3])
    drawn = rng.normal(means, sds, (10**6, 4)).argmax(axis=1)
    found = probability_best_means(means, sds)
    assert found == pytest.approx(np.bincount(drawn) / 10**6, abs=0.002)


def test_two_normal_beliefs_have_the_closed_form():
    found = probability_best_means([0.0, 0.7], [0.3, 0.05])
    assert found[1] == pytest.approx(stats.norm.cdf(0.7 / math.hypot(0.3, 0.05)), abs=1e-9)


def test_a_small_trial_equals_its_enumeration():
    """Every course of 8 subjects, one at a time after 2, with Thall and Wathen's tempering."""
    rates, subjects = (0.3, 0.6), 8

    @cache
    def course(x, n):
        """Return expected subjects on the second arm and the chance of success, from here."""
        enrolled = sum(n)
        if enrolled == subjects:
            better = probability_best_rates(x, n)[1]
            return np.array([n[1], better >= 0.9])
        share = allocation_thompson(
            probability_best_rates(x, n), tempering=tempering_thall_wathen(enrolled, subjects)
        )
        total = np.zeros(2)
        for arm in (0, 1):
            for outcome in (0, 1):
                chance = share[arm] * (rates[arm] if outcome else 1 - rates[arm])
                one, two = list(x), list(n)
                one[arm] += outcome
                two[arm] += 1
                total += chance * course(tuple(one), tuple(two))
        return total

    expected = np.zeros(2)
    for first in (0, 1):
        for second in (0, 1):
            chance = (rates[0] if first else 1 - rates[0]) * (rates[1] if second else 1 - rates[1])
            expected += chance * course((first, second), (1, 1))
    rules = AdaptiveRules(subjects, 2, 1, tempering="thall-wathen", success=0.9)
    found = simulate_response_adaptive_rates(rates, rules, trials=10_000, seed=3)
    assert found.subjects[1] == pytest.approx(expected[0], abs=0.08)
    assert found.found[0] == pytest.approx(expected[1], abs=0.016)


def test_equal_allocation_has_the_power_of_a_fixed_trial():
    rules = AdaptiveRules(120, 60, 60, tempering=0.0, control=0.5, success=0.975)
    found = simulate_response_adaptive_means([0, 0.5], 1, rules, trials=20_000)
    power = stats.norm.sf(1.959964 - 0.5 / math.sqrt(2 / 60))
    assert found.found[0] == pytest.approx(power, abs=0.012)
    assert found.mean_outcome == pytest.approx(0.25, abs=0.005)


def test_rules_hold_and_seeds_repeat():
    rules = AdaptiveRules(90, 30, 20, control=0.4, least=0.1, stop_success=0.99)
    found = simulate_response_adaptive_rates([0.2, 0.2, 0.6], rules, trials=400)
    again = simulate_response_adaptive_rates([0.2, 0.2, 0.6], rules, trials=400)
    other = simulate_response_adaptive_rates([0.2, 0.2, 0.6], rules, trials=400, seed=2)
    assert found == again != other
    assert found.stopped > 0.2
    assert found.mean_size < 90
    assert sum(found.best) == pytest.approx(1)
    assert found.best[2] > 0.9
    share = allocation_thompson([0.0, 0.02, 0.98], least=0.1, control=0.4)
    assert share == pytest.approx([0.4, 0.1, 0.5])


def test_period_model_equals_least_squares_of_subjects():
    rng = np.random.default_rng(32)
    counts = np.array([[20, 22, 0, 0], [15, 14, 16, 0], [9, 0, 11, 10], [5, 0, 0, 6]])
    y, rows = [], []
    for period in range(4):
        for arm in range(4):
            for _ in range(counts[period, arm]):
                rows.append(
                    [*(float(arm == a) for a in (1, 2, 3)), *(float(period == p) for p in range(4))]
                )
                y.append(rng.normal(0.3 * arm + 0.5 * period))
    X, outcome = np.array(rows), np.array(y)
    coefficients = np.linalg.lstsq(X, outcome, rcond=None)[0]
    variance = np.diag(np.linalg.inv(X.T @ X))
    arm_of = np.array([row[:3] @ np.arange(1, 4) for row in X])
    period_of = X[:, 3:] @ np.arange(4)
    totals = np.array(
        [[outcome[(arm_of == a) & (period_of == p)].sum() for a in range(4)] for p in range(4)]
    )
    found = compare_platform(counts, totals, sd=1.0)
    assert found.estimate == pytest.approx(coefficients[:3])
    assert found.standard_error == pytest.approx(np.sqrt(variance[:3]))
    near = compare_platform(counts, totals, controls="concurrent")
    beside = (arm_of == 0) & (period_of >= 1) & (period_of <= 2)
    assert near.estimate[1] == pytest.approx(outcome[arm_of == 2].mean() - outcome[beside].mean())
    assert near.standard_error[1] == pytest.approx(math.sqrt(1 / 27 + 1 / 24))
    pooled = compare_platform(counts, totals, controls="pooled")
    assert (pooled.standard_error <= found.standard_error + 1e-12).all()
    assert (found.standard_error <= near.standard_error + 1e-12).all()


def test_one_arm_with_looks_equals_the_recursion():
    bounds = {"efficacy": [2.797, 1.977], "futility": [0.2, -np.inf]}
    found = simulate_platform(
        [PlatformArm(0.35, 100)], looks=[0.5, 1], trials=20_000, controls="concurrent", **bounds
    )
    exact = stopping_probabilities(
        [0.5, 1], upper=[2.797, 1.977], lower=[0.2, -np.inf], drift=0.35 * math.sqrt(50)
    )
    assert found.success_by_look[0] == pytest.approx(exact.upper, abs=0.012)
    assert found.futility_by_look[0][0] == pytest.approx(exact.lower[0], abs=0.008)
    stopped = exact.upper[0] + exact.lower[0]
    assert found.subjects[0] == pytest.approx(100 - 50 * stopped, abs=0.8)


ARMS = [PlatformArm(0.0, 60), PlatformArm(0.0, 60, enters=60), PlatformArm(0.4, 60, enters=90)]


@pytest.mark.parametrize("controls", ["concurrent", "period"])
def test_a_trend_leaves_the_error_of_each_comparison(controls):
    found = simulate_platform(ARMS, controls=controls, trend=lambda n: n / 150, trials=3_000)
    still = simulate_platform(ARMS, controls=controls, trials=3_000)
    for each in (found, still):
        assert max(each.success[:2]) <= 0.025 + 4 * math.sqrt(0.025 * 0.975 / 3_000)
        assert each.bias == pytest.approx([0, 0, 0], abs=0.015)
    assert found.success == pytest.approx(still.success, abs=0.01)


def test_pooled_controls_carry_a_step_into_the_comparison():
    """One arm alone for 60 blocks, then a step, then the other: the bias is half the step."""
    arms = [PlatformArm(0.0, 120), PlatformArm(0.0, 60, enters=120)]
    found = simulate_platform(
        arms, controls="pooled", trend=lambda n: 0.4 * (n > 120), trials=4_000
    )
    assert found.bias[1] == pytest.approx(0.2, abs=0.01)
    error = stats.norm.sf(1.959964 - 0.2 / math.sqrt(1 / 60 + 1 / 120))
    assert found.success[1] == pytest.approx(error, abs=0.025)
    assert found.control_subjects == 120


def test_platform_seeds_repeat_and_wrong_requests_are_refused():
    assert simulate_platform(ARMS, trials=50) == simulate_platform(ARMS, trials=50)
    for wrong in (
        lambda: simulate_platform([]),
        lambda: simulate_platform(ARMS, looks=[1, 0.5]),
        lambda: simulate_platform(ARMS, looks=[0.5]),
        lambda: simulate_platform(ARMS, looks=[0.5, 1], efficacy=[2]),
        lambda: simulate_platform(ARMS, alpha=0.9),
        lambda: simulate_platform(ARMS, futility=[2.5]),
        lambda: AdaptiveRules(10, 5, 1, tempering="thompson"),
        lambda: simulate_platform(ARMS, control_ratio=0),
        lambda: PlatformArm(0.1, 0),
        lambda: compare_platform([[1, 1]], [[1, 1]], controls="all"),
        lambda: compare_platform([[1, -1]], [[1, 1]]),
        lambda: AdaptiveRules(10, 20, 5),
        lambda: AdaptiveRules(10, 5, 0),
        lambda: AdaptiveRules(10, 5, 1, success=1.0),
        lambda: simulate_response_adaptive_rates([0.2, 1.2], AdaptiveRules(10, 4, 2)),
        lambda: simulate_response_adaptive_rates([0.2], AdaptiveRules(10, 4, 2)),
        lambda: simulate_response_adaptive_means([0, 1], -1, AdaptiveRules(10, 4, 2)),
        lambda: probability_best_rates([1, 2], [1, 1]),
        lambda: probability_best_rates([1, 2], [3, 3], prior=(0, 0)),
        lambda: probability_best_means([0, 1], [1, 0]),
        lambda: allocation_thompson([0.5, 0.6]),
        lambda: allocation_thompson([0.5, 0.5], control=1.0),
        lambda: allocation_thompson([0.5, 0.5], least=0.6),
        lambda: tempering_thall_wathen(5, 4),
    ):
        with pytest.raises(DesignError):
            wrong()
