"""`trialrun calculate`: any method of the design library by name, without a study."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import answer

from trialrun.design import size_simon_optimal

SIMON = ("calculate", "size_simon_optimal", "null_rate=0.1", "alternative_rate=0.3")


def test_values_are_those_of_the_function(tmp_path):
    said = json.loads(answer(*SIMON, "--json", cwd=tmp_path).stdout)
    found = size_simon_optimal(0.1, 0.3)
    assert said["values"]["subjects"] == found.subjects
    assert said["values"]["alpha"] == found.alpha
    assert f"  power              {found.power:.6g}" in answer(*SIMON, cwd=tmp_path).stdout


def test_every_method_is_listed_with_its_first_line(tmp_path):
    lines = answer("calculate", "--list", "boin", cwd=tmp_path).stdout.splitlines()
    assert any(line.startswith("boundaries_boin: ") for line in lines)
    assert all("boin" in line for line in lines)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((), "names no method"),
        (("size_logrank", "0.7"), "must be NAME=VALUE"),
        (("size_logrank", "hazard_ratio=[0.7"), "broken YAML"),
        (("size_logrank", "hazard_ratio=1"), "must be above 0 and not 1"),
        (("size_logrank", "hazard_ratio=low"), "must be a number"),
        (("spend_obrien", "alpha=0.1"), "no function"),
    ],
)
def test_a_wrong_call_is_one_error_and_exit_2(given, message, tmp_path):
    done = answer("calculate", *given, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert message in done.stderr


def test_a_definition_with_a_wrong_calculation_is_refused_with_its_place(root, tmp_path):
    text = (root / "examples" / "mrct-os" / "study.yaml").read_text(encoding="utf-8")
    assert "method: share_consistency_1" in text
    path = Path(tmp_path / "study.yaml")
    path.write_text(text.replace("{probability: 0.8,", "{probability: 1,"), encoding="utf-8")
    done = answer("design", "study.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "calculations.REGION-SHARE: share_consistency_1: probability" in done.stderr
