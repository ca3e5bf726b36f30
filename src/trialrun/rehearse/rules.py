"""
Safety stopping rules: when events in an arm reach the number that the control arm's allow.

Each subject has the event of a rule with its arm's probability, whether or not it leaves early. A
rule is looked at when so many subjects have been on study for the rule's months, and at the end;
it then counts the events of those subjects. It changes nothing of the efficacy part of a
rehearsal: what a board would do with an arm is not assumed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.design import stopping_threshold
from trialrun.errors import StudyError
from trialrun.rehearse.compiled import inner
from trialrun.rehearse.philox import philox_block, uniform_32
from trialrun.study import Scenario, StoppingRule, Study

EVENT = np.int64(32)
"""Whether a subject has the event of a rule: (subject, trial, EVENT + rule, 0)."""


class Rules(NamedTuple):
    """
    The rules of a scenario, (r,): rates (r, arms), and what stops.

    `bound` (r, n + 1) is the number of events that stops an arm, by those of the control arm;
    `review` (r, k) the subjects at each review, rising, filled with n; `control` the arm compared
    with.
    """

    rate: NDArray[np.float64]
    bound: NDArray[np.int64]
    review: NDArray[np.int64]
    control: int


def rehearsed_rules(study: Study, scenario: Scenario) -> tuple[StoppingRule, ...]:
    """Return the stopping rules with a table of bounds of which the scenario gives rates."""
    rated = {belief.rule for belief in scenario.rule_rates}
    return tuple(rule for rule in study.stopping_rules if rule.thresholds and rule.id in rated)


def rules_of(study: Study, scenario: Scenario) -> Rules:
    """
    Return the rules of a scenario as arrays.

    Args:
        study: its rules and arms; the first arm that is no experimental one is the control.
        scenario: rates of the events.
    Raises:
        StudyError: a rate is missing for an arm, or there is no control arm.
        DesignError: a table of bounds with gaps.
    """
    planning = study.planning
    assert planning is not None
    rules = rehearsed_rules(study, scenario)
    most = planning.subjects
    longest = max((len(rule.reviews) for rule in rules), default=0) + 1
    rate = np.zeros((len(rules), len(study.arms)))
    bound = np.zeros((len(rules), most + 1), dtype=np.int64)
    review = np.full((len(rules), longest), most, dtype=np.int64)
    for i, rule in enumerate(rules):
        rates = next(belief.rates for belief in scenario.rule_rates if belief.rule == rule.id)
        lacking = [arm.id for arm in study.arms if arm.id not in rates]
        if lacking:
            raise StudyError(
                f"no rate of {rule.id} for arm {lacking[0]}",
                place=f"scenarios.{scenario.id}.rule_rates",
                hint="every arm needs one; 0 where the event is not expected.",
            )
        rate[i] = [rates[arm.id] for arm in study.arms]
        table = dict(rule.thresholds)
        bound[i] = [stopping_threshold(table, events) for events in range(most + 1)]
        review[i, : len(rule.reviews)] = np.minimum(rule.reviews, most)
    return Rules(rate, bound, review, control_arm(study))


def control_arm(study: Study) -> int:
    """
    Return the position of the arm that rules compare with.

    Raises:
        StudyError: every arm is experimental, and there is a rule.
    """
    for i, arm in enumerate(study.arms):
        if arm.role != "experimental":
            return i
    if study.stopping_rules:
        raise StudyError(
            "a stopping rule compares with a control arm; every arm is experimental",
            place="arms",
            hint="give one the role placebo, no-treatment or active-control.",
        )
    return 0


@inner
def review_rules(
    rules: Any,
    k0: Any,
    k1: Any,
    trial: Any,
    subjects: Any,
    count: Any,
    events: Any,
    stop: Any,
    stop_end: Any,
) -> None:
    """
    Write at which review each rule acts on each arm.

    Args:
        rules: from `rules_of`.
        k0: first key word, then k1.
        k1: see k0.
        trial: counted from 0.
        subjects: from `enrol` and `allocate`, in the order of randomisation.
        count: how many there are.
        events: (arms,) work space.
        stop: (rules, arms) written: number of the first review that stops the arm (0: none).
        stop_end: (rules, arms) written: whether the events at the end do.
    """
    rate, bounds, due_at, control = rules.rate, rules.bound, rules.review, rules.control
    reviews = due_at.shape[1]
    arms = subjects.arm
    w0, w1, w2, w3 = subjects.words
    for rule in range(len(rate)):
        for arm in range(len(events)):
            events[arm] = 0
            stop[rule, arm], stop_end[rule, arm] = 0, 0
        philox_block(count, trial, EVENT + rule, k0, k1, w0, w1, w2, w3)
        reached = 0
        for review in range(reviews):
            due = min(due_at[rule, review], count)
            while reached < due:
                own = arms[reached]
                events[own] += uniform_32(w0[reached]) < rate[rule, own]
                reached += 1
            bound = bounds[rule, events[control]]
            for arm in range(len(events)):
                if arm != control and events[arm] >= bound:
                    if stop[rule, arm] == 0:
                        stop[rule, arm] = review + 1
                    if review == reviews - 1:
                        stop_end[rule, arm] = 1
