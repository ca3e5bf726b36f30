"""The reference cases of other programs, call by call."""

from __future__ import annotations

import json
import subprocess
import sys


def test_no_case_disagrees(root, shared):
    done = subprocess.run(
        [sys.executable, root / "scripts" / "agree-design", shared / "design" / "reference.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.splitlines()[-1]
    assert done.returncode == 0, done.stdout + done.stderr
    words = last.replace(",", "").split()
    disagreed, unsupported = int(words[3]), int(words[5])
    assert disagreed == 0, done.stdout
    assert unsupported <= 7, done.stdout


def test_a_file_that_is_none_is_refused(root, tmp_path):
    (tmp_path / "cases.json").write_text("{", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, root / "scripts" / "agree-design", tmp_path / "cases.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cases.json" in done.stderr


def test_the_best_shape_is_rounded_as_rpact_rounds_it(root, tmp_path):
    # rpact 3.3.4: getDesignGroupSequential(kMax = 3, alpha = 0.025, beta = 0.1,
    # typeOfDesign = "WToptimum", optimizationCriterion = "ASNsum")
    arguments = {
        "kMax": 3,
        "alpha": 0.025,
        "beta": 0.1,
        "typeOfDesign": "WToptimum",
        "optimizationCriterion": "ASNsum",
    }
    case = {
        "id": "optimum",
        "inputs": {"fn": "rpact::getDesignGroupSequential", "args": arguments},
        "outputs": {
            "deltaWT": 0.199,
            "criticalValues": [2.866485264657, 2.326696223347, 2.059378697035],
        },
        "tolerance": 1e-6,
    }
    assert "agreed 1, disagreed 0" in _said(root, tmp_path, [case])


def test_a_case_that_is_none_does_not_end_the_others(root, tmp_path):
    call = {"fn": "rpact::getDesignGroupSequential", "args": {"kMax": 2}}
    good = {"id": "good", "inputs": call, "outputs": {"kMax": 2}, "tolerance": 1e-6}
    wrong = [5, {"id": "empty"}, {**good, "tolerance": None}, {**good, "outputs": {}}]
    said = _said(root, tmp_path, [*wrong, good])
    assert "unsupported  empty: the case has no inputs, outputs, tolerance" in said
    assert said.splitlines()[-1] == "agreed 1, disagreed 0, unsupported 4 of 5 cases"


def _said(root, folder, cases):
    (folder / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    command = [sys.executable, root / "scripts" / "agree-design", folder / "cases.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
