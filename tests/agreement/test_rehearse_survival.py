"""
The time-to-event rehearsal against a slow twin, statsmodels, closed forms and calculations.

Second sources: `survival_twin.py` (plain Python), statsmodels' stratified logrank test, negative
binomial counts for enrolment, recursive integration for alpha and power.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
from statsmodels.duration.survfunc import survdiff

from trialrun.design import design_study
from trialrun.rehearse import rehearse_scenario
from trialrun.rehearse.calculated import calculated_power, drift_of_plan
from trialrun.rehearse.survival import plan_survival, simulate_survival
from trialrun.rehearse.survival_kernel import draw_survival_trial
from trialrun.streams import stream_key
from trialrun.study import load_study
from trialrun.study.scenarios import Dropout

_SPEC = importlib.util.spec_from_file_location(
    "survival_twin", Path(__file__).with_name("survival_twin.py")
)
twin = importlib.util.module_from_spec(_SPEC)
sys.modules["survival_twin"] = twin
_SPEC.loader.exec_module(twin)

TRIALS = 4000


@pytest.fixture(scope="module")
def study(root):
    return load_study(root / "examples" / "mrct-os" / "study.yaml")


@pytest.fixture(scope="module")
def design(study):
    return design_study(study)


@pytest.fixture(scope="module")
def key(study):
    return stream_key(study.rehearsal.seed, "rehearsal")


def with_planning(study, **changes):
    return study.model_copy(update={"planning": study.planning.model_copy(update=changes)})


def with_analysis_strata(study, *variables):
    analyses = [
        a.model_copy(update={"strata": variables}) if a.id == "OS" else a for a in study.analyses
    ]
    return study.model_copy(update={"analyses": tuple(analyses)})


def two_factors_by_site(study):
    """Randomised by site and two factors; small regions, few sites, shapes below and above 1."""
    region, ecog = study.planning.strata
    by_site = region.model_copy(update={"id": "SITE", "by": "site", "variable": "SITEID"})
    levels = tuple(
        ecog.levels[0].model_copy(update={"value": value, "share": share, "hazard_ratio": ratio})
        for value, share, ratio in (("A", 1, 0.7), ("B", 2, 1), ("C", 1, 1.3))
    )
    grade = ecog.model_copy(update={"id": "GRADE", "variable": "GRADE", "levels": levels})
    changed = with_planning(study, strata=(by_site, ecog, grade), subjects=300, block_size=6)
    regions = [
        r.model_copy(update={"sites": 8, "rate": 0.8, "rate_shape": shape, "cap": cap})
        for r, shape, cap in zip(
            study.regions, (0.6, 3.0, None, 1.0), (60, None, 100, None), strict=True
        )
    ]
    changed = changed.model_copy(update={"regions": tuple(regions)})
    return with_analysis_strata(changed, "SITEID", "GRADE")


def few_events(study):
    """The events of the last look are not reached in the months that there are."""
    return with_planning(study, longest_months=38)


STRATA = {
    "REGION1": lambda s: s.region,
    "SITEID": lambda s: s.site,
    "ECOGBL": lambda s: s.levels[0],
    "GRADE": lambda s: s.levels[1],
}
CASES = {
    "as planned": (lambda study: study, "EXPECTED"),
    "delayed": (lambda study: study, "DELAYED"),
    "a region apart": (lambda study: study, "NOBENEFIT-USA"),
    "no strata": (with_analysis_strata, "EXPECTED"),
    "one factor": (lambda study: with_analysis_strata(study, "ECOGBL"), "DELAYED"),
    "by site": (two_factors_by_site, "NOBENEFIT-USA"),
    "too few events": (few_events, "NULL"),
}


@pytest.mark.parametrize("case", list(CASES))
def test_every_look_of_a_trial_is_that_of_the_slow_twin(study, design, key, case):
    change, name = CASES[case]
    changed = change(study)
    scenario = changed.scenario(name)
    scenario = scenario.model_copy(
        update={"dropout": (Dropout(arm="DOC", per_month=0.01), *scenario.dropout)}
    )
    plan = plan_survival(changed, design, scenario)
    events = [look.events for look in design.sequential.looks]
    if case == "by site":
        events = [80, 120, 200]
        monitoring = plan.monitoring._replace(events=np.array(events))
        plan = plan._replace(monitoring=monitoring)
    # No bounds, so that every look is made.
    free = np.full(len(events), np.inf)
    plan = plan._replace(monitoring=plan.monitoring._replace(efficacy=free, futility=-free))
    found, _ = simulate_survival(plan, key, 8)
    strata = [STRATA[variable] for variable in changed.analysis("OS").strata]
    sides = [{"EXM": 1, "DOC": 0}[arm.id] for arm in changed.arms]
    for trial in (0, 7):
        subjects, sites = twin.enrol(changed, scenario, key, trial)
        twin.allocate(changed, subjects)
        twin.follow(changed, scenario, scenario.survival[0], subjects, key, trial)
        dates = twin.look_dates(subjects, sides, events, changed.planning.longest_months)
        for k, date in enumerate(dates):
            if date is None:
                assert np.isnan(found.z[trial, k])
                continue
            z = twin.z_at(subjects, date, sides, lambda s: tuple(part(s) for part in strata))
            assert found.z[trial, k] == pytest.approx(z, abs=1e-9)
            assert found.month[trial, k] == pytest.approx(date, abs=1e-9)
            assert found.subjects[trial, k] == sum(s.month <= date for s in subjects)
        assert found.unreached[trial] == (case == "too few events")
        assert_same_effects(found, trial, subjects, dates[-1], sides, strata)
        assert_same_cost(found, trial, changed, subjects, sites, dates)


def assert_same_effects(found, trial, subjects, date, sides, strata):
    for r in range(found.region_effect.shape[1]):
        here = {}
        for time, event, s in twin.observed_at(subjects, date):
            if s.region == r:
                here.setdefault(tuple(part(s) for part in strata), []).append(
                    (time, event, sides[s.arm])
                )
        scores = [twin.logrank(rows) for rows in here.values()]
        effect = -sum(d for d, _ in scores) / sum(v for _, v in scores)
        assert found.region_effect[trial, r] == pytest.approx(effect, abs=1e-9)


def assert_same_cost(found, trial, study, subjects, sites, dates):
    decision = dates[-1]
    interims = sum(date is not None for date in dates[:-1])  # all but the last that was planned
    costs = study.costs
    total = costs.fixed + costs.month * decision
    for r, region in enumerate(study.regions):
        own = [s for s in subjects if s.region == r]
        full = subjects[-1].month if len(subjects) == study.planning.subjects else decision
        if region.cap is not None and len(own) == region.cap:
            full = min(full, own[-1].month)
        opened = [month for month, _, at in sites if at == r and month <= full]
        months = sum(min(s.leaves, decision) - s.month for s in own)
        cost = (
            len(opened) * region.costs.site_opened
            + sum(decision - month for month in opened) * region.costs.site_month
            + len(own) / (1 - region.screen_failure) * region.costs.screened
            + len(own) * region.costs.randomised
            + months * region.costs.subject_month
        )
        assert found.region_subjects[trial, r] == len(own)
        assert found.region_cost[trial, r] == pytest.approx(cost, rel=1e-9)
        total += cost
    total += costs.interim_analysis * interims
    assert found.cost[trial] == pytest.approx(total, rel=1e-9)


def test_stratified_logrank_is_that_of_statsmodels(study, design, key):
    plan = plan_survival(study, design, study.scenario("EXPECTED"))
    found, _ = simulate_survival(plan, key, 20)
    for trial in range(20):
        count, _, subjects, times = draw_survival_trial(plan, *key, trial)
        date = found.month[trial, 0]
        entered = subjects.month[:count] < date
        cut = times.leave[:count] > date
        length = np.where(cut, date - subjects.month[:count], times.length[:count])[entered]
        event = ((times.event[:count] == 1) & ~cut)[entered]
        cells = len(study.planning.strata[1].levels)
        stratum = (subjects.region[:count] * cells + subjects.cell[:count])[entered]
        square, _ = survdiff(length, event, subjects.arm[:count][entered], strata=stratum)
        assert found.z[trial, 0] ** 2 == pytest.approx(square, rel=1e-9)


def test_enrolment_has_the_moments_of_a_negative_binomial(study, design, key):
    # Sites all open at a moment, no cap, no limit that is met: the number that a region enrols in
    # a time is, site by site, a Poisson count whose mean follows a gamma (Anisimov and Fedorov
    # 2007): mean n rate t, variance n (rate t + (rate t)^2 / shape).
    shape, rate, sites, month = 1.5, 0.5, 12, 8.0
    opened = study.regions[0].activation.model_copy(update={"first_month": 2, "last_month": 2})
    update = {"sites": sites, "rate": rate, "rate_shape": shape, "cap": None, "activation": opened}
    regions = tuple(r.model_copy(update=update) for r in study.regions[:2])
    changed = with_planning(study, subjects=400).model_copy(update={"regions": regions})
    plan = plan_survival(changed, design, study.scenario("EXPECTED"))
    counts = np.empty((TRIALS, 2))
    for trial in range(TRIALS):
        count, _, subjects, _ = draw_survival_trial(plan, *key, trial)
        early = subjects.month[:count] <= 2 + month
        counts[trial] = np.bincount(subjects.region[:count][early], minlength=2)
    mean = sites * rate * month
    variance = sites * (rate * month + (rate * month) ** 2 / shape)
    assert np.abs(counts.mean(axis=0) - mean).max() < 4 * np.sqrt(variance / TRIALS)
    assert np.var(counts, axis=0) == pytest.approx([variance, variance], rel=0.1)
    assert abs(np.corrcoef(counts.T)[0, 1]) < 4 / np.sqrt(TRIALS)


def test_calculated_power_is_that_of_the_simulation(study, design):
    for scenario in study.scenarios:
        found = rehearse_scenario(study, design, scenario.id, trials=TRIALS, workers=2)
        estimate, error = (found.value("success", each) for each in ("estimate", "se"))
        assert abs(estimate - found.value("calculated", "power")) < 3 * error + 0.005, scenario.id


@pytest.mark.parametrize("name", ["EXPECTED", "DELAYED"])
def test_planned_power_is_the_power_that_is_calculated_for_the_rehearsal(study, name):
    """Two ways to the same course: from the definition, and from the arrays of the simulation."""
    test = study.planning.group_sequential.model_copy(update={"scenario": name, "events": 406})
    sized = with_planning(study, group_sequential=test)
    design = design_study(sized)
    plan = plan_survival(sized, design, sized.scenario(name))
    assert design.sequential.planned_power == pytest.approx(
        calculated_power(plan, futility=True), abs=1e-9
    )


def test_an_interim_that_decides_is_paid_for(study, design, key):
    plan = plan_survival(study, design, study.scenario("EXPECTED"))
    free = plan._replace(prices=plan.prices._replace(interim=0.0))
    (paid, _), (unpaid, _) = simulate_survival(plan, key, 200), simulate_survival(free, key, 200)
    held = np.minimum(paid.last, 2)
    assert {1, 2, 3} == set(paid.last.tolist())
    assert paid.cost - unpaid.cost == pytest.approx(held * plan.prices.interim)


def test_the_last_look_waits_for_the_minimum_follow_up(study, design, key):
    plan = plan_survival(study, design, study.scenario("EXPECTED"))
    free = np.full(3, np.inf)
    open_looks = plan.monitoring._replace(efficacy=free, futility=-free)
    plan = plan._replace(monitoring=open_looks)
    late = plan._replace(monitoring=open_looks._replace(minimum=30.0))
    (soon, _), (waited, _) = simulate_survival(plan, key, 100), simulate_survival(late, key, 100)
    due = np.minimum(soon.last_patient_in + 30.0, plan.monitoring.longest)
    assert waited.month[:, 2] == pytest.approx(np.maximum(soon.month[:, 2], due))
    assert (waited.month[:, 2] > soon.month[:, 2]).any()
    assert (waited.events[:, 2] >= 406).all()
    assert np.array_equal(waited.month[:, :2], soon.month[:, :2])


def test_expected_drift_is_the_mean_of_simulated_z(study, design, key):
    plan = plan_survival(study, design, study.scenario("EXPECTED"))
    free = np.full(3, np.inf)
    open_plan = plan._replace(monitoring=plan.monitoring._replace(efficacy=free, futility=-free))
    found, _ = simulate_survival(open_plan, key, TRIALS, workers=2)
    expected = drift_of_plan(plan)
    drift = expected.score / np.sqrt(expected.variance)
    assert np.abs(found.z.mean(axis=0) - drift).max() < 4 / np.sqrt(TRIALS)
    months = found.month.mean(axis=0)
    assert months == pytest.approx(expected.month, rel=0.01)


def test_null_drift_is_none_and_alpha_is_spent_whole(study, design):
    plan = plan_survival(study, design, study.scenario("NULL"))
    assert np.abs(drift_of_plan(plan).score).max() < 1e-9
    alpha = study.planning.group_sequential.alpha
    assert calculated_power(plan, futility=False) == pytest.approx(alpha, abs=2e-4)
    assert calculated_power(plan, futility=True) < alpha
