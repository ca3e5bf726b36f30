"""Sizes of comparisons of means: the plan's own figures, rpact, gsDesign, statsmodels, simulation."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pytest
from scipy import stats

from trialrun.design import design_study, power_means, size_means
from trialrun.language.numbers import format_number
from trialrun.study import load_study


def test_the_plan_of_the_pilot_prints_these_sizes(pilot_study):
    """H2Q-MC-LZZT plan, section 5: 98.7 and 98.1 subjects per arm, 100 planned."""
    design = design_study(load_study(pilot_study))
    printed = {size.endpoint: format_number(size.per_arm_exact, "d1") for size in design.fixed}
    assert printed == {"ADAS24": "98.7", "CIBIC24": "98.1"}
    for size in design.fixed:
        assert size.power_normal > size.target_power
        assert size.per_arm <= size.per_arm_t <= size.planned == 100


def test_sizes_of_rpact_and_gsdesign(shared):
    path = shared / "design" / "reference.json"
    if not path.is_file():
        pytest.skip("the reference material holds no design/reference.json")
    cases = {case["id"]: case for case in json.loads(path.read_text(encoding="utf-8"))}
    normal = cases["ssm_z2"]["outputs"]["nFixed2"]
    assert size_means(0.4, 1, power=0.8) == pytest.approx(normal, rel=1e-8)
    by_t = cases["ssm_ni"]["outputs"]["nFixed1"]  # a margin of 0.3 is a difference of 0.3
    assert size_means(0.3, 1, power=0.9, distribution="t") == pytest.approx(by_t, rel=1e-6)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize(("effect", "power"), [(0.3, 0.9), (0.46, 0.9), (0.8, 0.8), (1.5, 0.8)])
def test_sizes_by_students_t_are_those_of_statsmodels(effect, power, ratio):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsmodels.stats.power import TTestIndPower
    program = TTestIndPower()
    size = size_means(effect, 1, power=power, ratio=ratio, distribution="t")
    found = program.power(effect, size, 0.025, ratio=ratio, alternative="larger")
    assert found == pytest.approx(power, abs=1e-8)
    reached = power_means(effect, 1, 40, ratio=ratio, distribution="t")
    other = program.power(effect, 40, 0.025, ratio=ratio, alternative="larger")
    assert reached == pytest.approx(other, abs=1e-9)


def test_ancova_has_the_power_of_simulated_trials():
    """20,000 trials of 30 a group, correlation 0.6 with baseline, within 4 standard errors."""
    random, trials, size, effect, rho = np.random.default_rng(11), 20_000, 30, 0.6, 0.6
    baseline = random.standard_normal((trials, 2 * size))
    group = np.repeat([0.0, 1.0], size)
    value = (
        rho * baseline
        + np.sqrt(1 - rho**2) * random.standard_normal(baseline.shape)
        + effect * group
    )
    within = [baseline[:, group == g] for g in (0, 1)], [value[:, group == g] for g in (0, 1)]
    x, y = ([part - part.mean(axis=1, keepdims=True) for part in parts] for parts in within)
    sxx, sxy, syy = (
        sum((a * b).sum(axis=1) for a, b in zip(*pair, strict=True))
        for pair in ((x, x), (x, y), (y, y))
    )
    slope = sxy / sxx
    away = within[0][1].mean(axis=1) - within[0][0].mean(axis=1)
    difference = within[1][1].mean(axis=1) - within[1][0].mean(axis=1) - slope * away
    freedom = 2 * size - 3
    variance = (syy - slope * sxy) / freedom * (2 / size + away**2 / sxx)
    simulated = (difference / np.sqrt(variance) > stats.t.isf(0.025, freedom)).mean()
    calculated = power_means(effect, 1, size, correlation=rho, distribution="t")
    error = np.sqrt(calculated * (1 - calculated) / trials)
    # what the formula leaves out, chance imbalance of baseline, costs 1 / (2 size) of the variance
    assert abs(simulated - calculated) < 4 * error + 0.005
