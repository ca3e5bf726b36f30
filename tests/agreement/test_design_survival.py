"""
Events, expected events and expected months against other programs, slow integration and
simulated trials.
"""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats

from trialrun.design import (
    ExpectedArm,
    accrual_constant,
    accrual_of_regions,
    average_hazard_ratio,
    design_study,
    expected_events,
    expected_month,
    hazards,
    power_logrank,
    size_logrank,
)
from trialrun.study import load_study


@pytest.fixture(scope="module")
def cases(shared):
    path = shared / "design" / "reference.json"
    if not path.is_file():
        pytest.skip("the reference material holds no design/reference.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    return {case["id"]: case for case in found}


def test_events_of_schoenfeld_as_rpact_and_gsdesign_have_them(cases):
    assert size_logrank(0.7) == pytest.approx(cases["svs_sch"]["outputs"]["eventsFixed"], rel=1e-8)
    unequal = cases["nEv"]["outputs"]["d"]
    assert size_logrank(0.7, ratio=2) == pytest.approx(unequal, rel=1e-8)


def test_subjects_that_give_the_events_as_rpact_has_them(cases):
    outputs = cases["svs_sch"]["outputs"]
    rate = np.log(2) / 12
    arms = [ExpectedArm(0.5, hazards([0], [rate])), ExpectedArm(0.5, hazards([0], [0.7 * rate]))]
    accrual = accrual_constant([12], [outputs["accrualIntensity"]])
    assert accrual.total == pytest.approx(outputs["nFixed"], rel=1e-8)
    events = expected_events(accrual, arms, 24).sum()
    assert events == pytest.approx(outputs["eventsFixed"], rel=1e-8)


def test_expected_events_of_gsdesign_and_gsdesign2(cases):
    arm = hazards([0, 4], [0.06, 0.03], dropout=0.005)
    events = expected_events(accrual_constant([3, 3, 12], [5, 10, 25]), [ExpectedArm(1, arm)], 24)
    assert events.sum() == pytest.approx(cases["expev"]["outputs"]["event"], rel=1e-8)

    arm = hazards([0, 4, 10], [0.1, 0.05, 0.02], dropout=0.01)
    accrual = accrual_constant([3, 3, 14], [5, 10, 25])  # 24 months of accrual, cut at 20
    events = expected_events(accrual, [ExpectedArm(1, arm)], 20)
    assert events.sum() == pytest.approx(cases["eEv"]["outputs"]["d"], rel=1e-8)


def test_event_probabilities_of_rpact(cases):
    outputs = cases["evp2"]["outputs"]
    dropout = -np.log(0.9) / 12
    accrual = accrual_constant([12], [25])
    for name, ratio in (("eventProbabilities1", 0.6), ("eventProbabilities2", 1.0)):
        arm = hazards([0, 4, 10], ratio * np.array([0.1, 0.05, 0.02]), dropout=dropout)
        found = [
            expected_events(accrual, [ExpectedArm(1, arm)], month).sum() / 300
            for month in (6, 12, 24, 48)
        ]
        # rpact integrates numerically and is 1e-7 off where accrual goes on; see the slow twin
        assert found == pytest.approx(outputs[name], abs=2e-7)


def test_expected_month_and_average_hazard_ratio_of_gsdesign2(cases):
    outputs = cases["exptime"]["outputs"]
    rate = np.log(2) / 12
    control = hazards([0, 4], [rate, rate], dropout=0.005)
    other = hazards([0, 4], [rate, 0.6 * rate], dropout=0.005)
    accrual, arms = (
        accrual_constant([3, 3, 12], [5, 10, 25]),
        [ExpectedArm(0.5, control), ExpectedArm(0.5, other)],
    )
    month = expected_month(accrual, arms, 200)
    assert month == pytest.approx(outputs["time"], rel=1e-7)
    events = expected_events(accrual, arms, month).sum(axis=0)
    average = average_hazard_ratio(events, np.array([1, 0.6]))
    assert average == pytest.approx(outputs["ahr"], rel=1e-7)


def test_average_hazard_ratio_of_strata_as_gsdesign2_has_it(cases):
    outputs = cases["ahr_strat"]["outputs"]
    for k, month in enumerate(outputs["time"]):
        events, ratios = [], []
        for rate, failure, hr in ((10, [0.05, 0.05], [1, 0.6]), (6, [0.1, 0.1], [0.75, 0.75])):
            accrual = accrual_constant([12], [rate])
            arms = [
                ExpectedArm(0.5, hazards([0, 4], np.array(failure) * factor, dropout=0.005))
                for factor in (np.ones(2), np.array(hr))
            ]
            events.append(expected_events(accrual, arms, month).sum(axis=0))
            ratios.append(hr)
        found = np.concatenate(events)
        assert found.sum() == pytest.approx(outputs["event"][k], rel=1e-7)
        average = average_hazard_ratio(found, np.concatenate(ratios))
        assert average == pytest.approx(outputs["ahr"][k], rel=1e-7)


@pytest.mark.parametrize("limit", [None, 9.0])
@pytest.mark.parametrize("month", [3.0, 14.0, 60.0])
def test_expected_events_are_those_of_a_slow_double_integral(month, limit):
    arm = hazards([0, 3, 8], [0.2, 0.01, 0.07], dropout=0.03)
    accrual = accrual_constant([4, 10], [3, 8])
    fast = expected_events(accrual, [ExpectedArm(0.4, arm)], month, follow_up_months=limit).sum()

    def hazard(time):
        return 0.2 if time < 3 else 0.01 if time < 8 else 0.07

    def seen(follow_up):
        knots = [t for t in (3, 8) if t < follow_up]
        total = 0.0
        for low, high in zip([0, *knots], [*knots, follow_up], strict=True):
            reached = sum(
                (hazard(a) + 0.03) * (b - a)
                for a, b in zip([0, 3, 8], [3, 8, 99], strict=True)
                if b <= low
            )
            total += integrate.quad(
                lambda t, low=low, reached=reached: (
                    hazard(low) * np.exp(-reached - (hazard(low) + 0.03) * (t - low))
                ),
                low,
                high,
            )[0]
        return total

    def density(entry):
        follow_up = month - entry if limit is None else min(month - entry, limit)
        return (3 if entry < 4 else 8) * seen(follow_up)

    last = min(month, 14)
    kinks = sorted({k for k in (4, month - 3, month - 8, month - (limit or 3)) if 0 < k < last})
    edges = [0, *kinks, last]
    slow = sum(integrate.quad(density, a, b, epsabs=1e-10)[0] for a, b in pairwise(edges))
    assert fast == pytest.approx(0.4 * slow, rel=1e-9)


def test_power_is_that_of_simulated_logrank_tests():
    """Exponential times without censoring: 4,000 trials of 120 events, within 4 standard errors."""
    random, trials, size, ratio = np.random.default_rng(3), 4000, 60, 0.6
    time = random.exponential(1 / np.array([1.0, ratio])[:, None], (trials, 2, size))
    order = np.argsort(time.reshape(trials, -1), axis=1)
    experimental = order >= size
    at_risk = 2 * size - np.arange(2 * size)
    experimental_at_risk = size - np.cumsum(experimental, axis=1) + experimental
    share = experimental_at_risk / at_risk
    z = (share - experimental).sum(axis=1) / np.sqrt((share * (1 - share)).sum(axis=1))
    simulated = (z > stats.norm.isf(0.025)).mean()
    calculated = power_logrank(ratio, 2 * size)
    error = np.sqrt(calculated * (1 - calculated) / trials)
    # Schoenfeld's variance (a quarter of the events) is that of equal arms at risk throughout
    assert abs(simulated - calculated) < 4 * error + 0.01


@pytest.fixture(scope="module")
def oncology(root):
    path = root / "examples" / "mrct-os" / "study.yaml"
    if not path.is_file():
        pytest.skip("examples/mrct-os/study.yaml is not there")
    return load_study(path)


def test_accrual_of_regions_is_the_mean_of_simulated_sites(oncology):
    """While no region is full and sites still open: 2,000 trials, within 4 standard errors."""
    accrual = accrual_of_regions(oncology.regions, oncology.planning.subjects)
    random, trials = np.random.default_rng(5), 2000
    for month in (4.0, 8.0, 12.0):
        counts = np.zeros(trials)
        for region in oncology.regions:
            opened = random.uniform(
                region.activation.first_month,
                region.activation.last_month,
                (trials, region.sites),
            )
            months = np.clip(month - opened, 0, None).sum(axis=1)
            counts += random.poisson(region.rate * months)
        error = counts.std() / np.sqrt(trials)
        assert abs(counts.mean() - accrual.subjects(month)) < 4 * error


def test_months_of_looks_are_those_of_simulated_trials(oncology):
    """400 trials drawn subject by subject from the sizing scenario: the median month of each look."""
    design = design_study(oncology).sequential
    random, trials = np.random.default_rng(7), 400
    scenario = oncology.scenario(design.scenario)
    accrual = accrual_of_regions(oncology.regions, design.subjects)
    base = scenario.survival[0].hazards[0].per_month
    grid = np.linspace(0, accrual.end, 4001)
    entry = np.interp(
        random.uniform(0, accrual.total, (trials, design.subjects)), accrual.subjects(grid), grid
    )
    arm = np.arange(design.subjects) % 2
    rate = base * np.where(arm == 1, design.hazard_ratio, 1.0) * np.ones((trials, 1))
    for stratum in oncology.planning.strata:
        if stratum.levels:
            share = np.array([level.share for level in stratum.levels])
            ratio = np.array([level.hazard_ratio for level in stratum.levels])
            rate = rate * ratio[random.choice(len(share), rate.shape, p=share / share.sum())]
    event = random.exponential(1 / rate)
    leaves = random.exponential(1 / scenario.dropout[0].per_month, rate.shape)
    calendar = np.sort(np.where(event < leaves, entry + event, np.inf), axis=1)
    for look in design.looks:
        months = calendar[:, look.events - 1]
        error = np.nanstd(months[np.isfinite(months)]) / np.sqrt(trials)
        assert abs(np.median(months) - look.month) < 5 * error
