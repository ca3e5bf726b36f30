"""Beliefs that contradict themselves are refused, each with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from trialrun.study import check_study

_YAML = YAML(typ="safe", pure=True)


def faults_after(root, tmp_path: Path, name: str, change) -> list[str]:
    content = _YAML.load(root / "examples" / name / "study.yaml")
    change(content)
    path = tmp_path / "study.yaml"
    # JSON is YAML that holds no surprises.
    path.write_text(json.dumps(content, ensure_ascii=False, default=str), encoding="utf-8")
    return [str(fault) for fault in check_study(path)[1]]


def scenario(content, name):
    return next(each for each in content["scenarios"] if each["id"] == name)


def effect_of_control(content):
    effects = scenario(content, "EXPECTED")["survival"][0]["effects"]
    effects.append({"arm": "DOC", "pieces": [{"from_month": 0, "ratio": 0.5}]})


def second_effect(content):
    effects = scenario(content, "EXPECTED")["survival"][0]["effects"]
    effects.append({"arm": "EXM", "pieces": [{"from_month": 0, "ratio": 0.5}]})


def second_dropout(content):
    scenario(content, "EXPECTED")["dropout"].append({"per_month": 0.01})


def second_endpoint(content):
    beliefs = scenario(content, "EXPECTED")["survival"]
    beliefs.append(dict(beliefs[0]))


def null_with_effect(content):
    one = {"arm": "EXM", "region": "USA", "pieces": [{"from_month": 0, "ratio": 0.9}]}
    scenario(content, "NULL")["survival"][0]["effects"] = [one]


def other_alpha(content):
    next(each for each in content["analyses"] if each["id"] == "OS")["alpha"] = 0.025


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (effect_of_control, "scenarios[1].survival[0].effects[1].arm", "found DOC, the control"),
        (second_effect, "scenarios[1].survival[0].effects[1]", "a second entry for EXM in all"),
        (second_dropout, "scenarios[1].dropout[1]", "a second entry for all arms"),
        (second_endpoint, "scenarios[1].survival[1]", "a second entry for OS"),
        (null_with_effect, "scenarios[0].kind", "a hazard ratio that is not 1"),
        (other_alpha, "planning.group_sequential.alpha", "must be 0.0125"),
    ],
)
def test_a_belief_that_contradicts_another_is_refused(root, tmp_path, change, place, message):
    (fault,) = faults_after(root, tmp_path, "mrct-os", change)
    assert f"{place}: " in fault
    assert message in fault


def test_effects_of_one_arm_in_several_regions_stand_beside_each_other(root, tmp_path):
    def change(content):
        effects = scenario(content, "NOBENEFIT-USA")["survival"][0]["effects"]
        effects.append({**effects[0], "region": "EU"})

    assert faults_after(root, tmp_path, "mrct-os", change) == []


@pytest.mark.parametrize(
    ("name", "require", "refused"),
    [
        ("EXPECTED", "all", True),
        ("ONEENDPOINT", "all", False),
        ("ONEENDPOINT", "any", True),
        ("NOEFFECT", "any", False),
    ],
)
def test_a_gate_is_passed_by_error_where_one_of_its_endpoints_has_no_effect(
    root, tmp_path, name, require, refused
):
    def change(content):
        scenario(content, name)["kind"] = "null"
        for other in content["scenarios"]:
            other["kind"] = "null" if other["id"] == name else "alternative"
        next(g for g in content["gates"] if g["id"] == "COPRIMARY")["require"] = require

    faults = faults_after(root, tmp_path, "cdiscpilot01", change)
    assert ["success by COPRIMARY would be no error" in fault for fault in faults] == (
        [True] if refused else []
    )
