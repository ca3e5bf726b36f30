"""`trialrun design`: a table for people, JSON for programs, exit 2 for what can not be designed."""

from __future__ import annotations

import json
from pathlib import Path

import command
import pytest

EXAMPLES = ("cdiscpilot01", "mrct-os")


def trialrun(*arguments):
    return command.answer(*arguments, cwd=Path.cwd())


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_designed_as_text_and_as_json(root, example):
    path = root / "examples" / example / "study.yaml"
    text, answer = trialrun("design", path), trialrun("design", path, "--json")
    assert (text.returncode, answer.returncode) == (0, 0), text.stderr + answer.stderr
    content = json.loads(answer.stdout)
    assert content["schema_version"]
    assert all(name.startswith("design:") and len(name) <= 64 for name in content["results"])
    for size in content["fixed"]:
        assert f"{size['per_arm_exact']:.2f}" in text.stdout
    if content["sequential"]:
        for look in content["sequential"]["looks"]:
            assert f"{look['efficacy_z']:.4f}" in text.stdout
            name = f"design:{content['sequential']['analysis']}.look{look['number']}.efficacy_z"
            assert content["results"][name] == look["efficacy_z"]


def test_what_can_not_be_designed_is_refused_with_exit_2(root, tmp_path):
    text = (root / "examples" / "mrct-os" / "study.yaml").read_text(encoding="utf-8")
    assert "ratio: 0.72}" in text
    path = tmp_path / "study.yaml"
    path.write_text(text.replace("ratio: 0.72}", "ratio: 1}"), encoding="utf-8")
    refused = trialrun("design", path, "--json")
    assert refused.returncode == 2
    assert json.loads(refused.stdout)["error"]["kind"] == "DesignError"
    assert "no effect to detect" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_help_of_the_command_says_what_it_is_for():
    helped = trialrun("design", "--help")
    assert helped.returncode == 0
    assert "--json" in helped.stdout
