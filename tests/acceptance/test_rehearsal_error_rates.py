"""
The survival example rehearsed at length: type I error and power, and the time that it takes.

The long runs carry the marker `fuzz` (`pytest -m fuzz`); a shorter one runs always.
"""

from __future__ import annotations

import os
import time

import pytest

from trialrun.design import design_study
from trialrun.rehearse import rehearse_scenario
from trialrun.study import load_study

LONG, SHORT = 100_000, 8_000


@pytest.fixture(scope="module")
def study(root):
    return load_study(root / "examples" / "mrct-os" / "study.yaml")


def rehearsed(study, scenario, trials):
    found = rehearse_scenario(study, design_study(study), scenario, trials=trials, workers=2)
    return found, found.value("success", "estimate"), found.value("success", "se")


def assert_alpha_is_nominal(study, trials):
    alpha = study.planning.group_sequential.alpha
    _, estimate, _ = rehearsed(study, "NULL", trials)
    assert abs(estimate - alpha) <= 3 * (alpha * (1 - alpha) / trials) ** 0.5
    return abs(estimate - alpha)


def assert_power_is_calculated(study, scenario, trials):
    found, estimate, error = rehearsed(study, scenario, trials)
    assert abs(estimate - found.value("calculated", "power")) <= 2 * error + 0.005


def test_error_rates_of_a_short_rehearsal(study):
    assert_alpha_is_nominal(study, SHORT)
    assert_power_is_calculated(study, "EXPECTED", SHORT)


@pytest.mark.fuzz
def test_alpha_of_a_long_rehearsal(study):
    assert assert_alpha_is_nominal(study, LONG) <= 0.0015


@pytest.mark.fuzz
@pytest.mark.parametrize("scenario", ["EXPECTED", "DELAYED", "NOBENEFIT-USA"])
def test_power_of_a_long_rehearsal(study, scenario):
    assert_power_is_calculated(study, scenario, LONG)


@pytest.mark.fuzz
def test_a_long_rehearsal_takes_ten_seconds_on_two_cores(study):
    rehearsed(study, "EXPECTED", 100)  # compiled
    before, started = time.process_time(), time.perf_counter()
    rehearsed(study, "EXPECTED", LONG)
    used, passed = time.process_time() - before, time.perf_counter() - started
    # Beside other programs the clock on the wall tells nothing; then the time used must do.
    assert min(used / min(2, os.cpu_count() or 1), passed) <= 10
