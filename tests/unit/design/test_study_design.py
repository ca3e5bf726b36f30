"""The design of a study from its definition."""

import json

import pytest

from trialrun.design import design_json, design_study, design_text
from trialrun.errors import DesignError
from trialrun.study import load_study


@pytest.fixture(scope="module")
def study(root):
    return load_study(root / "examples" / "mrct-os" / "study.yaml")


def changed(study, **changes):
    """The study with another group-sequential plan or planning."""
    planning = study.planning
    plan = planning.group_sequential
    own = {name: value for name, value in changes.items() if name in type(plan).model_fields}
    other = {name: value for name, value in changes.items() if name not in own}
    plan = plan.model_copy(update=own)
    planning = planning.model_copy(update={"group_sequential": plan, **other})
    return study.model_copy(update={"planning": planning})


def test_the_looks_follow_from_the_definition(study):
    design = design_study(study).sequential
    plan = study.planning.group_sequential
    assert tuple(look.information for look in design.looks) == plan.information
    assert design.looks[-1].events == design.events >= design.events_exact
    assert design.power_schoenfeld >= plan.power > design.power_schoenfeld - 0.005
    # Expected scores know of small strata and arms that drift apart: a little less than Schoenfeld.
    assert design.power_schoenfeld - 0.01 < design.planned_power < design.power_schoenfeld
    assert design.events_exact == pytest.approx(design.inflation * design.events_fixed)
    months = [look.month for look in design.looks]
    assert months == sorted(months)
    assert months[-1] <= study.planning.longest_months
    for null in (False, True):
        ends = sum(
            (look.stop_efficacy_null + look.stop_futility_null)
            if null
            else (look.stop_efficacy + look.stop_futility)
            for look in design.looks
        )
        assert ends == pytest.approx(1, abs=1e-10)
    assert sum(look.stop_efficacy_null for look in design.looks) <= plan.alpha
    for look in design.looks:
        assert look.hazard_ratio < 1
        assert look.hazard_ratio <= look.futility_hazard_ratio


def test_planned_events_are_kept_and_have_their_own_power(study):
    free = design_study(study).sequential
    fixed = design_study(changed(study, events=free.events - 60)).sequential
    assert fixed.events == free.events - 60
    assert fixed.events_exact == free.events_exact
    assert fixed.planned_power < free.power
    assert [look.efficacy_z for look in fixed.looks] == [look.efficacy_z for look in free.looks]


def test_a_delayed_effect_is_sized_by_the_expected_scores_of_each_look(study):
    design = design_study(changed(study, scenario="DELAYED")).sequential
    averages = [look.average_hazard_ratio for look in design.looks]
    assert averages == sorted(averages, reverse=True)
    assert design.hazard_ratio == averages[-1]
    assert 0.9 <= design.planned_power < 0.903
    assert design.events_exact == pytest.approx(design.inflation * design.events_fixed)


def test_a_region_without_effect_counts_in_the_size(study):
    """The regions' effects are averaged by their expected events, not read from one of them."""
    everywhere = design_study(study).sequential
    chosen = changed(study, scenario="NOBENEFIT-USA", events=everywhere.events, power=0.7)
    apart = design_study(chosen).sequential
    assert 0.72 < apart.hazard_ratio < 0.85
    assert apart.planned_power < everywhere.planned_power - 0.1
    assert apart.events_exact > everywhere.events_exact * 0.9
    with pytest.raises(DesignError, match="give less than power"):
        design_study(changed(study, scenario="NOBENEFIT-USA"))


def effect_of(study, ratio, **belief_changes):
    """The study with another hazard ratio in the sizing scenario."""
    scenario = study.scenario("EXPECTED")
    belief = scenario.survival[0]
    piece = belief.effects[0].pieces[0].model_copy(update={"ratio": ratio})
    effect = belief.effects[0].model_copy(update={"pieces": (piece,)})
    belief = belief.model_copy(update={"effects": (effect,), **belief_changes})
    scenario = scenario.model_copy(update={"survival": (belief,)})
    others = tuple(scenario if s.id == "EXPECTED" else s for s in study.scenarios)
    return study.model_copy(update={"scenarios": others})


def better(study, direction):
    endpoints = tuple(
        e.model_copy(update={"better": direction}) if e.id == "OS" else e for e in study.endpoints
    )
    return study.model_copy(update={"endpoints": endpoints})


def test_an_effect_in_the_wrong_direction_is_refused(study):
    for wrong in (
        effect_of(study, 1.35),
        changed(study, comparison=("DOC", "EXM")),
        better(study, "lower"),
    ):
        with pytest.raises(DesignError, match="is worse than"):
            design_study(wrong)


def test_where_a_shorter_time_is_better_bounds_lie_above_one(study):
    design = design_study(better(effect_of(study, 1.35), "lower")).sequential
    assert all(look.hazard_ratio > 1 for look in design.looks)
    assert design.drift > 0
    assert design.planned_power == pytest.approx(0.9, abs=0.01)


def test_looks_at_the_same_number_of_events_are_refused(study):
    with pytest.raises(DesignError, match=r"information 0\.999 and 1 are both after"):
        design_study(changed(study, information=(0.5, 0.999, 1.0)))


def test_a_bound_that_nothing_crosses_is_null_in_json(study):
    design = design_study(changed(study, information=(0.01, 0.75, 1.0)))
    assert design.sequential.looks[0].efficacy_z == float("inf")
    found = design_json(design)
    json.dumps(found, allow_nan=False)
    assert found["sequential"]["looks"][0]["efficacy_z"] is None
    row = next(row for row in design.results() if row.id == "design:OS.look1.efficacy_z")
    assert row.value is None
    assert "can not stop" in row.warning
    assert "OS: EXM against DOC" in design_text(design)


def test_caps_that_sum_exactly_to_the_subjects_are_enough(study):
    caps = (320, 160, 180, 80)
    regions = tuple(
        region.model_copy(update={"cap": cap})
        for region, cap in zip(study.regions, caps, strict=True)
    )
    exact = changed(study.model_copy(update={"regions": regions}), subjects=sum(caps))
    assert design_study(exact).sequential.subjects == 740


def test_a_minimum_follow_up_that_outlasts_the_study_is_refused(study):
    with pytest.raises(DesignError, match="the study ends in month 66"):
        design_study(changed(study, minimum_followup_months=50))


def test_minimum_follow_up_postpones_the_last_look(study):
    early = design_study(study).sequential
    late = design_study(changed(study, minimum_followup_months=40)).sequential
    assert late.looks[-1].month == pytest.approx(early.last_patient_in + 40)
    assert late.looks[0].month == early.looks[0].month


def test_without_futility_no_number_of_it_is_a_result(study):
    design = design_study(changed(study, futility=None))
    names = {row.id for row in design.results()}
    assert "design:OS.look1.efficacy_z" in names
    assert not any("futility_z" in name or "beta" in name for name in names)
    assert design.sequential.events < design_study(study).sequential.events
    assert [look.stop_futility for look in design.sequential.looks[:-1]] == [0, 0]


def test_every_number_has_its_id_once(study):
    rows = design_study(study).results()
    names = [row.id for row in rows]
    assert len(set(names)) == len(names)
    own = [row for row in rows if not row.id.startswith("design:calculations.")]
    assert all(row.id.startswith("design:OS.") and row.value is not None for row in own)
    wanted = ("alpha", "power", "planned_power", "events", "events_fixed", "inflation", "subjects")
    assert {f"design:OS.{name}" for name in wanted} <= set(names)


def test_a_scenario_without_an_effect_can_not_size_a_trial(study):
    with pytest.raises(DesignError, match="no effect to detect"):
        design_study(changed(study, scenario="NULL"))


def test_events_that_are_never_reached_are_refused(study):
    with pytest.raises(DesignError, match="events are expected by month"):
        design_study(changed(study, events=study.planning.subjects))
    with pytest.raises(DesignError, match="events are expected by month"):
        design_study(changed(study, treatment_months=3.0))
    with pytest.raises(DesignError, match="subjects planned"):
        design_study(changed(study, subjects=5000))


def test_a_study_that_states_nothing_has_an_empty_design(study):
    bare = study.model_copy(
        update=dict.fromkeys(("sample_size", "stopping_rules", "calculations"), ())
    )
    bare = bare.model_copy(update={"planning": None})
    assert design_study(bare).results() == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"subjects": None, "reviews": ()}, None),
        ({"thresholds": ((0, 3), (2, 6))}, "without a gap"),
        ({"thresholds": ()}, None),
    ],
)
def test_a_stopping_rule_is_read_as_far_as_it_is_stated(pilot_study, changes, message):
    study = load_study(pilot_study)
    rule = study.stopping_rules[0].model_copy(update=changes)
    study = study.model_copy(update={"stopping_rules": (rule,)})
    if message:
        with pytest.raises(DesignError, match=message):
            design_study(study)
        return
    rules = design_study(study).rules
    assert len(rules) == (1 if rule.thresholds else 0)
    for found in rules:
        assert found.looks == 1
        assert found.subjects == 100
        one_look = next(each for each in found.readings if each.name == "one_look")
        assert found.power == one_look.power
