"""Stopping rules of a rehearsal: bounds, reviews, refusals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trialrun.errors import StudyError
from trialrun.rehearse.compiled import kernel
from trialrun.rehearse.enrolment import new_subjects
from trialrun.rehearse.rules import Rules, review_rules, rules_of
from trialrun.study import Study, load_study


@pytest.fixture(scope="module")
def study(root: Path) -> Study:
    """The pilot study, with two rules."""
    return load_study(root / "examples" / "cdiscpilot01" / "study.yaml")


def test_bounds_go_on_beyond_the_table(study: Study) -> None:
    rules = rules_of(study, study.scenario("EXPECTED"))
    assert rules.bound[0][:12].tolist() == [6, 7, 9, 11, 12, 13, 15, 16, 17, 18, 20, 22]
    assert rules.bound[1][:7].tolist() == [3, 5, 6, 7, 8, 10, 12]
    assert rules.review.tolist() == [[75, 150, 225, 300, 300]] * 2
    assert rules.control == 0


@kernel
def _review(rules: Rules, subjects: Any, counts: Any, stop: Any, end: Any) -> None:
    review_rules(rules, 1, 2, 0, subjects, 10, counts, stop, end)


def _reviewed(rate: list[float], arms: list[int]) -> tuple[list[int], list[int]]:
    """Reviews at 4 and 8 of 10 subjects; two more events than in control stop."""
    rules = Rules(
        rate=np.array([rate]),
        bound=np.arange(11)[np.newaxis] + 2,
        review=np.array([[4, 8, 10]]),
        control=0,
    )
    subjects = new_subjects(10)
    subjects.arm[:] = arms
    stop, end = np.ones((1, 2), np.int8), np.ones((1, 2), np.int8)
    _review(rules, subjects, np.zeros(2, np.int64), stop, end)
    return stop[0].tolist(), end[0].tolist()


def test_a_rule_acts_at_the_first_review_with_enough_events() -> None:
    assert _reviewed([0, 1], [0, 1] * 5) == ([0, 1], [0, 1])
    assert _reviewed([0, 1], [0, 0, 0, 1, 1, 1, 0, 0, 0, 0]) == ([0, 2], [0, 1])
    assert _reviewed([0, 1], [0] * 8 + [1, 1]) == ([0, 3], [0, 1])


def test_a_rule_that_acted_at_a_review_may_not_act_at_the_end() -> None:
    assert _reviewed([1, 1], [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]) == ([0, 1], [0, 0])


def test_a_rule_without_events_never_acts() -> None:
    assert _reviewed([0, 0], [0, 1] * 5) == ([0, 0], [0, 0])
    assert _reviewed([1, 0], [0, 1] * 5) == ([0, 0], [0, 0])


def test_a_rate_that_is_missing_is_refused(study: Study) -> None:
    scenario = study.scenario("EXPECTED")
    short = scenario.rule_rates[0].model_copy(update={"rates": {"PBO": 0.04}})
    with pytest.raises(StudyError, match="no rate of SYNCOPE for arm XANLO"):
        rules_of(study, scenario.model_copy(update={"rule_rates": (short,)}))
