"""
Tests under non-proportional hazards: the integrals against simulated trials.

The trials are plain NumPy, all at once: entries drawn from the accrual, times from piecewise
hazards by inverting the cumulative one, statistics by sorting. On a few trials the same statistics
are taken from `trialrun.statistics`, one trial after another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from trialrun.design.accrual import accrual_constant
from trialrun.design.nonproportional.average_hazard_ratio import (
    looks_logrank,
    power_average_hazard_ratio,
)
from trialrun.design.nonproportional.information import expected_information, month_of_events
from trialrun.design.nonproportional.kaplan_meier import power_milestone, power_restricted_mean
from trialrun.design.nonproportional.maxcombo import power_maxcombo
from trialrun.design.nonproportional.plan import plan_stratified, plan_survival
from trialrun.design.nonproportional.sequential import power_looks
from trialrun.design.nonproportional.sequential_maxcombo import power_sequential_maxcombo
from trialrun.design.nonproportional.weighted_logrank import (
    looks_weighted_logrank,
    power_weighted_logrank,
)
from trialrun.design.nonproportional.weights import (
    LOGRANK,
    weight_early_zero,
    weight_fleming_harrington,
    weight_magirr_burman,
)
from trialrun.design.spending import spend_hwang_shih_decani, spend_obrien_fleming
from trialrun.statistics.event_weights import EarlyZero, FlemingHarrington, ModestlyWeighted
from trialrun.statistics.milestone import compare_milestone
from trialrun.statistics.restricted_mean import compare_restricted_means
from trialrun.statistics.weighted_logrank import weighted_logrank

TRIALS, CHUNK = 20_000, 2_000
SUBJECTS, INTERIM, FINAL, HORIZON = 345, 22.0, 36.0, 18.0
CRITICAL = 1.959964
HAZARD = np.log(2) / 12
ACCRUAL = accrual_constant([3, 3, 12], [5, 10, 25])
PLAN = plan_survival(ACCRUAL, [0, 4], [HAZARD, HAZARD], [1, 0.6], dropout=0.005)
LATE = weight_fleming_harrington(0, 0.5)
MODEST = weight_magirr_burman(6)
ZERO = weight_early_zero(4)
SLACK = 0.008
"""Beyond Monte-Carlo error: what large-sample theory leaves out with 345 subjects."""


@dataclass(frozen=True)
class Trials:
    """Entry, time to event or dropout, and arm of every subject, (n_trials, n_subjects)."""

    entry: np.ndarray
    event: np.ndarray
    dropout: np.ndarray
    arm: np.ndarray

    def cut(self, month):
        """Times, events and arms in order of time; a subject not yet in is not at risk."""
        follow_up = month - self.entry
        left = np.minimum(self.dropout, follow_up)
        time = np.where(follow_up > 0, np.minimum(self.event, left), -1.0)
        happened = (self.event <= left) & (follow_up > 0)
        order = np.argsort(time, axis=1)
        return tuple(np.take_along_axis(x, order, axis=1) for x in (time, happened, self.arm))


def simulated(number, rng):
    entry = np.interp(rng.random((number, SUBJECTS)), [0, 15 / 345, 45 / 345, 1], [0, 3, 6, 18])
    arm = np.argsort(rng.random((number, SUBJECTS)), axis=1) % 2
    needed = rng.exponential(size=(number, SUBJECTS))
    later = 4 + (needed - 4 * HAZARD) / (HAZARD * np.where(arm == 1, 0.6, 1.0))
    event = np.where(needed < 4 * HAZARD, needed / HAZARD, later)
    return Trials(entry, event, rng.exponential(200, (number, SUBJECTS)), arm)


def sorted_statistics(time, happened, arm):
    """Z of the weighted logrank tests of sorted trials without ties, and their scores' weights."""
    inside = time >= 0
    at_risk = np.cumsum(inside[:, ::-1], axis=1)[:, ::-1].astype(float)
    treated = np.cumsum((inside & (arm == 1))[:, ::-1], axis=1)[:, ::-1]
    share = treated / np.maximum(at_risk, 1)
    kept = np.where(happened, 1 - 1 / np.maximum(at_risk, 1), 1.0)
    survival = np.cumprod(kept, axis=1)
    before = np.column_stack([np.ones(len(time)), survival[:, :-1]])
    floor = np.min(np.where((time <= 6) | ~inside, survival, 1.0), axis=1)[:, None]
    surprise = np.where(happened, share - (arm == 1), 0.0)
    spread = np.where(happened, share * (1 - share), 0.0)
    weights = {
        "logrank": np.ones_like(time),
        "late": np.sqrt(1 - before),
        "modest": 1 / np.maximum(before, floor),
        "zero": (time >= 4).astype(float),
    }
    return {
        name: (w * surprise).sum(axis=1) / np.sqrt((w * w * spread).sum(axis=1))
        for name, w in weights.items()
    }


def curve_statistics(time, happened, arm):
    """Z of the differences in restricted mean and in survival at the horizon."""
    found = {"mean": [], "milestone": []}
    for side in (0, 1):
        own = (arm == side) & (time >= 0)
        at_risk = np.cumsum(own[:, ::-1], axis=1)[:, ::-1].astype(float)
        dies = own & happened & (time <= HORIZON)
        kept = np.where(dies, 1 - 1 / np.maximum(at_risk, 1), 1.0)
        survival = np.cumprod(kept, axis=1)
        until = np.clip(time, 0, HORIZON)
        steps = np.diff(np.column_stack([until, np.full(len(time), HORIZON)]), axis=1)
        area_after = np.cumsum((survival * steps)[:, ::-1], axis=1)[:, ::-1]
        greenwood = np.where(dies, 1 / np.maximum(at_risk * (at_risk - 1), 1), 0.0)
        mean = until[:, 0] + area_after[:, 0]
        found["mean"].append((mean, (area_after**2 * greenwood).sum(axis=1)))
        alive = survival[:, -1]
        found["milestone"].append((alive, alive**2 * greenwood.sum(axis=1)))
    return {
        name: (one[0] - none[0]) / np.sqrt(one[1] + none[1]) for name, (none, one) in found.items()
    }


@pytest.fixture(scope="module")
def rehearsed():
    rng = np.random.default_rng(20_260_101)
    parts = []
    for _ in range(TRIALS // CHUNK):
        trials = simulated(CHUNK, rng)
        row = {}
        for name, month in (("interim", INTERIM), ("final", FINAL)):
            cut = trials.cut(month)
            row[f"{name} events"] = cut[1].sum(axis=1)
            row |= {f"{name} {key}": z for key, z in sorted_statistics(*cut).items()}
        row |= {f"final {key}": z for key, z in curve_statistics(*cut).items()}
        parts.append(row)
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def near(share, expected):
    error = np.sqrt(expected * (1 - expected) / TRIALS)
    assert abs(share - expected) < 3 * error + SLACK, (share, expected)


def test_the_twin_has_the_statistics_of_one_trial():
    cut = simulated(12, np.random.default_rng(7)).cut(FINAL)
    fast = sorted_statistics(*cut) | curve_statistics(*cut)
    for k, (time, happened, arm) in enumerate(zip(*cut, strict=True)):
        for name, weight in (
            ("logrank", FlemingHarrington()),
            ("late", FlemingHarrington(0, 0.5)),
            ("modest", ModestlyWeighted(6)),
            ("zero", EarlyZero(4)),
        ):
            slow = weighted_logrank(time, happened, arm, experimental=1, weight=weight)
            assert fast[name][k] == pytest.approx(slow.z, abs=1e-9), name
        means = compare_restricted_means(time, happened, arm, experimental=1, until=HORIZON)
        error = np.sqrt(sum(each.standard_error**2 for each in (means.experimental, means.control)))
        difference = means.difference.estimate
        assert fast["mean"][k] == pytest.approx(difference / error, abs=1e-3)
        slow = compare_milestone(time, happened, arm, HORIZON, experimental=1, scale="plain")
        assert fast["milestone"][k] == pytest.approx(slow.z, rel=0.02)


def test_events_equals_simulation(rehearsed):
    for name, month in (("interim", INTERIM), ("final", FINAL)):
        found = rehearsed[f"{name} events"]
        error = found.std() / np.sqrt(TRIALS)
        assert abs(found.mean() - expected_information(PLAN, month).events) < 4 * error
    events = rehearsed["interim events"].mean()
    assert month_of_events(PLAN, events) == pytest.approx(INTERIM, abs=0.05)


def test_logrank_equals_simulation(rehearsed):
    share = (rehearsed["final logrank"] > CRITICAL).mean()
    near(share, power_average_hazard_ratio(PLAN, FINAL, scale="alternative"))
    near(share, power_weighted_logrank(PLAN, FINAL, LOGRANK, scale="alternative"))


@pytest.mark.parametrize(("name", "weight"), [("late", LATE), ("modest", MODEST), ("zero", ZERO)])
def test_weighted_logrank_equals_simulation(rehearsed, name, weight):
    share = (rehearsed[f"final {name}"] > CRITICAL).mean()
    near(share, power_weighted_logrank(PLAN, FINAL, weight, scale="alternative"))


def test_maxcombo_equals_simulation(rehearsed):
    found = power_maxcombo(PLAN, FINAL, [LOGRANK, LATE, MODEST])
    largest = np.max([rehearsed[f"final {key}"] for key in ("logrank", "late", "modest")], axis=0)
    near((largest > found.efficacy[0]).mean(), found.power[0])


def test_restricted_mean_equals_simulation(rehearsed):
    near((rehearsed["final mean"] > CRITICAL).mean(), power_restricted_mean(PLAN, FINAL, HORIZON))


def test_milestone_equals_simulation(rehearsed):
    share = (rehearsed["final milestone"] > CRITICAL).mean()
    near(share, power_milestone(PLAN, FINAL, HORIZON))


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        ("logrank", looks_logrank(PLAN, [INTERIM, FINAL])),
        ("late", looks_weighted_logrank(PLAN, [INTERIM, FINAL], LATE)),
        ("modest", looks_weighted_logrank(PLAN, [INTERIM, FINAL], MODEST)),
    ],
)
def test_sequential_power_equals_simulation(rehearsed, name, looks):
    found = power_looks(
        looks.on_scale("alternative"),
        spend_obrien_fleming,
        futility=lambda beta, t: spend_hwang_shih_decani(beta, t, -2),
        beta=0.2,
    )
    interim, final = (rehearsed[f"{look} {name}"] for look in ("interim", "final"))
    early, stopped = interim > found.efficacy[0], interim < found.futility[0]
    near(early.mean(), found.power[0])
    near(stopped.mean(), found.futility_power[0])
    wins = early | (~stopped & (final > found.efficacy[1]))
    near(wins.mean(), found.power[1])


def test_sequential_maxcombo_equals_simulation(rehearsed):
    found = power_sequential_maxcombo(
        PLAN,
        [INTERIM, FINAL],
        [[LOGRANK], [LOGRANK, LATE]],
        spend_obrien_fleming,
        futility=[0.0, -np.inf],
    )
    interim = rehearsed["interim logrank"]
    early = interim > found.efficacy[0]
    largest = np.maximum(rehearsed["final logrank"], rehearsed["final late"])
    near((interim < 0).mean(), found.futility_power[0])
    near((early | ((interim >= 0) & (largest > found.efficacy[1]))).mean(), found.power[1])


def test_strata_alike_are_one_stratum():
    halves = [
        plan_survival(
            accrual_constant([3, 3, 12], [2.5, 5, 12.5]),
            [0, 4],
            [HAZARD, HAZARD],
            [1, 0.6],
            dropout=0.005,
        )
    ] * 2
    both = plan_stratified(halves)
    for weight in (LOGRANK, LATE, MODEST, ZERO):
        one = looks_weighted_logrank(PLAN, [INTERIM, FINAL], weight)
        two = looks_weighted_logrank(both, [INTERIM, FINAL], weight)
        assert two.effect == pytest.approx(one.effect, rel=1e-12)
        assert two.information == pytest.approx(one.information, rel=1e-12)
    for power in (power_restricted_mean, power_milestone):
        assert power(both, FINAL, HORIZON) == pytest.approx(power(PLAN, FINAL, HORIZON), rel=1e-10)
