"""Gates of a rehearsal: what is claimed, and what can not be rehearsed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trialrun.errors import StudyError
from trialrun.rehearse.gate import claimed, claims_of
from trialrun.study import Study, load_study


@pytest.fixture(scope="module")
def study(root: Path) -> Study:
    """The pilot study: two co-primary dose-response tests, pairwise tests behind each."""
    return load_study(root / "examples" / "cdiscpilot01" / "study.yaml")


def _claimed(study: Study, **t: float) -> tuple[bool, dict[str, bool]]:
    claims = claims_of(study, study.scenario("EXPECTED"))
    statistics = {test.name: np.array([t.get(_short(test.name), 0.0)]) for test in claims.tests}
    success, found = claimed(claims, statistics, {name: np.array([250.0]) for name in statistics})
    return bool(success[0]), {name: bool(flags[0]) for name, flags in found.items()}


def _short(name: str) -> str:
    return name.replace(".", "_").replace("-", "_")


def test_success_needs_both_first_tests(study: Study) -> None:
    assert _claimed(study, ADAS24_dose=-3, CIBIC24_dose=-3)[0]
    assert not _claimed(study, ADAS24_dose=-3, CIBIC24_dose=-1.9)[0]


def test_an_effect_in_the_wrong_direction_is_no_success(study: Study) -> None:
    success, found = _claimed(study, ADAS24_dose=3, CIBIC24_dose=3)
    assert not success
    assert not any(found.values())


def test_a_test_behind_a_closed_gate_can_not_be_claimed(study: Study) -> None:
    _, closed = _claimed(study, ADAS24_XANHI_PBO=-5, CIBIC24_dose=-3)
    assert not closed["ADAS24.XANHI-PBO"]
    _, opened = _claimed(study, ADAS24_XANHI_PBO=-5, ADAS24_dose=-3)
    assert opened["ADAS24.XANHI-PBO"]


def test_a_gate_that_asks_for_any_opens_with_one(study: Study) -> None:
    gates = tuple(
        gate.model_copy(update={"require": "any"}) if gate.id == "COPRIMARY" else gate
        for gate in study.gates
    )
    assert _claimed(study.model_copy(update={"gates": gates}), ADAS24_dose=-3)[0]


def test_a_model_that_could_not_be_fitted_is_no_success(study: Study) -> None:
    assert not _claimed(study, ADAS24_dose=float("nan"), CIBIC24_dose=-3)[0]


def test_tests_without_a_belief_are_left_out(study: Study) -> None:
    claims = claims_of(study, study.scenario("EXPECTED"))
    assert [gate.id for gate in claims.gates] == ["COPRIMARY", "GATE-ADAS24", "GATE-CIBIC24"]
    assert {test.name.split(".")[0] for test in claims.tests} == {"ADAS24", "CIBIC24"}
    assert len(claims.tests) == 8


def test_a_deciding_test_without_a_belief_is_refused(study: Study) -> None:
    scenario = study.scenario("EXPECTED")
    one = scenario.model_copy(update={"continuous": scenario.continuous[:1]})
    with pytest.raises(StudyError, match=r"CIBIC24\.dose can not be rehearsed"):
        claims_of(study, one)


def test_a_study_without_a_deciding_gate_is_refused(study: Study) -> None:
    assert study.planning is not None
    planning = study.planning.model_copy(update={"success": None})
    with pytest.raises(StudyError, match="no gate decides"):
        claims_of(study.model_copy(update={"planning": planning}), study.scenario("EXPECTED"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"covariates": ("BASE", "AGE")}, "covariate AGE"),
        ({"factors": ("SEX",)}, "factors SEX"),
        ({"where": {"SEX": "F"}}, "subgroup"),
        ({"population": "STUDY"}, "population STUDY"),
    ],
)
def test_what_a_rehearsal_does_not_draw_is_refused(
    study: Study, change: dict[str, Any], message: str
) -> None:
    from trialrun.rehearse.continuous_plan import models_of

    scenario = study.scenario("EXPECTED")
    analysis = study.analysis("ADAS24").model_copy(update=change)
    with pytest.raises(StudyError, match=message):
        models_of(study, scenario, [analysis])
