import numpy as np
import pytest

from trialrun.design import course_of, design_study
from trialrun.errors import RequestError
from trialrun.rehearse import rehearse_scenario
from trialrun.rehearse.survival import plan_survival, simulate_survival
from trialrun.rehearse.survival_kernel import draw_survival_trial
from trialrun.streams import stream_key
from trialrun.study import load_study
from trialrun.study.scenarios import Dropout

KEY = stream_key(3, "rehearsal")


@pytest.fixture(scope="module")
def study(root):
    return load_study(root / "examples" / "mrct-os" / "study.yaml")


@pytest.fixture(scope="module")
def design(study):
    return design_study(study)


@pytest.fixture(scope="module")
def plan(study, design):
    return plan_survival(study, design, study.scenario("EXPECTED"))


@pytest.fixture(scope="module")
def outcomes(plan):
    return simulate_survival(plan, KEY, 400)[0]


@pytest.mark.parametrize(("workers", "chunk"), [(1, 7), (2, None), (2, 101), (3, 1)])
def test_workers_and_chunks_change_no_number(study, design, workers, chunk):
    whole = rehearse_scenario(study, design, "NULL", trials=150)
    parts = rehearse_scenario(study, design, "NULL", trials=150, workers=workers, chunk=chunk)
    assert parts.digest() == whole.digest()
    assert parts.results() == whole.results()


def test_more_trials_begin_with_the_same_ones(plan, outcomes):
    few = simulate_survival(plan, KEY, 50)[0]
    for name, values in few._asdict().items():
        np.testing.assert_array_equal(values, getattr(outcomes, name)[:50], err_msg=name)


def test_a_trial_drawn_alone_is_that_of_the_rehearsal(plan, outcomes):
    count, _, subjects, _ = draw_survival_trial(plan, *KEY, 17)
    decision = outcomes.month[17, outcomes.last[17] - 1]
    assert (subjects.month[:count] <= decision).sum() == outcomes.region_subjects[17].sum()


def test_nothing_is_left_of_looks_after_stopping(outcomes):
    looks = np.arange(1, 4)
    later = looks > outcomes.last[:, None]
    for name in ("month", "events", "subjects"):
        values = getattr(outcomes, name)
        assert np.isnan(values[later]).all()
        assert not np.isnan(values[~later]).any()
    stopped = outcomes.crossed > 0
    beyond = looks > outcomes.crossed[:, None]
    assert np.isnan(outcomes.z[stopped[:, None] & beyond]).all()
    assert 0 < (outcomes.last == 1).sum() < 400


def test_a_trial_stops_where_z_meets_its_bound(plan, outcomes):
    here = (np.arange(400), outcomes.last - 1)
    bounds = plan.monitoring
    success = outcomes.outcome == 1
    z, at = outcomes.z[here], outcomes.last - 1
    assert (z[success] >= bounds.efficacy[at[success]]).all()
    futile = outcomes.outcome == -1
    assert futile.any()
    assert (z[futile] < bounds.futility[at[futile]]).all()
    neither = outcomes.outcome == 0
    assert (outcomes.last[neither] == 3).all()
    assert (z[neither] < bounds.efficacy[2]).all()


def test_binding_futility_ends_the_look_for_success(plan):
    binding = plan._replace(monitoring=plan.monitoring._replace(binding=True))
    bound = simulate_survival(binding, KEY, 400)[0]
    free = simulate_survival(plan, KEY, 400)[0]
    assert ((bound.crossed > 0) == (free.outcome == 1)).all()
    futile = bound.outcome == -1
    assert np.isnan(bound.z[futile & (bound.last == 1), 1:]).all()
    assert not np.isnan(free.z[futile & (free.last == 1), 1]).any()


def test_blocks_balance_the_arms_in_every_stratum(plan):
    for trial in range(20):
        count, _, subjects, _ = draw_survival_trial(plan, *KEY, trial)
        stratum = subjects.region[:count] * 2 + subjects.cell[:count]
        for each in np.unique(stratum):
            arms = subjects.arm[:count][stratum == each]
            for start in range(0, len(arms) - 3, 4):
                assert sorted(arms[start : start + 4].tolist()) == [0, 0, 1, 1]


def test_every_order_of_a_block_comes_equally_often(plan):
    seen = []
    for trial in range(1500):
        count, _, subjects, _ = draw_survival_trial(plan, *KEY, trial)
        first = subjects.region[:count] * 2 + subjects.cell[:count] == 1
        seen.append(tuple(subjects.arm[:count][first][:4].tolist()))
    orders, counts = np.unique(seen, axis=0, return_counts=True)
    assert len(orders) == 6
    assert ((counts - 250) ** 2 / 250).sum() < 20.5  # chi-square, 5 df: 0.001


def test_regions_stop_at_their_cap_and_the_study_when_full(study, plan):
    caps = [region.cap for region in study.regions]
    reached = 0
    for trial in range(100):
        count, sites, subjects, _ = draw_survival_trial(plan, *KEY, trial)
        assert count == study.planning.subjects
        assert (np.diff(subjects.month) >= 0).all()
        assert (sites.arrived <= caps).all()
        assert (subjects.month >= sites.opened[subjects.site]).all()
        reached += (sites.arrived == caps).any()
    assert reached > 0


def test_a_region_with_an_effect_of_its_own_differs_alone(study, design):
    expected = plan_survival(study, design, study.scenario("EXPECTED")).hazards.hazard
    apart = plan_survival(study, design, study.scenario("NOBENEFIT-USA")).hazards.hazard
    differs = (expected != apart).any(axis=(0, 2))
    assert [r.id for r, d in zip(study.regions, differs, strict=True) if d] == ["USA"]


def test_dropout_of_an_arm_goes_before_that_of_all(study, design):
    scenario = study.scenario("EXPECTED")
    own = (*scenario.dropout, Dropout(arm="DOC", per_month=0.02))
    plan = plan_survival(study, design, scenario.model_copy(update={"dropout": own}))
    everyone = scenario.dropout[0].per_month
    expected = [0.02 if arm.id == "DOC" else everyone for arm in study.arms]
    assert plan.hazards.dropout.tolist() == expected


def test_an_unreached_target_is_analysed_at_the_end(study, design):
    planning = study.planning.model_copy(update={"longest_months": 36.0})
    short = study.model_copy(update={"planning": planning})
    found = rehearse_scenario(short, design, "EXPECTED", trials=100)
    unreached = found.outcomes["unreached"] == 1
    assert unreached.any()
    assert (found.outcomes["month"][unreached, 2] == 36).all()
    assert (found.outcomes["events"][unreached, 2] < 406).all()
    assert found.value("unreached", "estimate") == unreached.mean()
    final = found.outcomes["last"] == 3
    assert unreached[final].sum() == unreached.sum()
    assert found.value("unreached_among_final", "estimate") == unreached[final].mean()
    assert unreached[final].mean() > unreached.mean()


def test_levels_multiply_the_hazards_of_design_and_rehearsal_alike(study, design):
    planning = study.planning
    course = course_of(study, planning, planning.group_sequential)
    plan = plan_survival(study, design, study.scenario("EXPECTED"))
    levels = [level.hazard_ratio for level in planning.strata[1].levels]
    assert course.level.tolist() == plan.hazards.level.tolist() == levels
    assert course.hazard[0] == pytest.approx(plan.hazards.hazard[plan.monitoring.side == 0][0])


def test_progress_ends_with_all_trials(study, design):
    told = []
    rehearse_scenario(
        study, design, "EXPECTED", trials=20, chunk=6, progress=lambda *each: told.append(each)
    )
    assert told == [(0, 20), (6, 20), (12, 20), (18, 20), (20, 20)]


def test_ids_are_in_the_rehearsals_own_scheme(study, design):
    ids = {row.id for row in rehearse_scenario(study, design, "NULL", trials=100).results()}
    for name in (
        "trials",
        "success.estimate",
        "success_with_futility.se",
        "calculated.power",
        "look2.month.p50",
        "look3.stop_futility.estimate",
        "duration.mean",
        "last_patient_in.p90",
        "cost.CHN.mean",
        "region.JPN.subjects.p10",
        "region.JPN.consistency.method1.estimate",
        "consistency.method2.se",
        "enrolled.month0.p50",
        "unreached.estimate",
    ):
        assert f"rehearsal:NULL.{name}" in ids
    assert max(map(len, ids)) <= 64


def test_a_stratum_that_is_not_planned_is_refused(study, design):
    analyses = tuple(a.model_copy(update={"strata": ("SEX",)}) for a in study.analyses)
    changed = study.model_copy(update={"analyses": analyses})
    with pytest.raises(RequestError, match=r"analyses.OS.strata: found SEX"):
        rehearse_scenario(changed, design, "NULL", trials=100)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"scenario_id": "NONE"}, "'NONE' is unknown, must be one of NULL"),
        ({"trials": 0}, "trials is 0"),
        ({"workers": 0}, "workers is 0"),
        ({"chunk": -1}, "chunk is -1"),
    ],
)
def test_bad_requests_are_refused(study, design, arguments, said):
    with pytest.raises(RequestError, match=said):
        rehearse_scenario(study, design, **{"scenario_id": "NULL", **arguments})
