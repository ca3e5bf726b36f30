"""The operating characteristics of a rehearsal of continuous endpoints, as results."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.continuous_calculated import calculated_power
from trialrun.rehearse.continuous_kernel import ContinuousOutcomes, ContinuousPlan
from trialrun.rehearse.gate import Claims, claimed
from trialrun.rehearse.rules import rehearsed_rules
from trialrun.rehearse.summary import calculated_rows, number_rows, share_rows, spread_rows
from trialrun.rehearse.survival_summary import enrolled_rows
from trialrun.report import Result
from trialrun.study import Scenario, Study


def continuous_rows(
    study: Study,
    scenario: Scenario,
    claims: Claims,
    plan: ContinuousPlan,
    outcomes: ContinuousOutcomes,
    fan: NDArray[np.int64],
) -> Iterator[Result]:
    """
    Yield the operating characteristics of a scenario.

    `success` of a scenario without effect is the type I error. `test.{TEST}` is how often a test
    can be claimed, through its gates; `rule.{RULE}.{ARM}.stop` how often a rule acts on an arm at
    any review, `.stop_at_end` on the counts at the end; `calculated` stands for the same without
    simulation.

    Args:
        study: that was rehearsed.
        scenario: that was rehearsed.
        claims: the tests that were made, and their gates.
        plan: what the kernel was given.
        outcomes: of every trial.
        fan: subjects randomised by the end of each month, as counts of trials.
    """
    name = scenario.id
    trials = len(outcomes.subjects)
    tests = [test.name for test in claims.tests]
    success, found = claimed(
        claims,
        {test: outcomes.t[:, i] for i, test in enumerate(tests)},
        {test: outcomes.df[:, i] for i, test in enumerate(tests)},
    )
    calculated = calculated_power(study, claims, plan)
    yield from number_rows(name, (), {"trials": float(trials)}, form="int")
    yield from share_rows(name, ("success",), success)
    yield from calculated_rows(name, ("calculated",), "power", calculated.success, success)
    for test in tests:
        groups = {"test": test}
        yield from share_rows(name, ("test", test), found[test], groups=groups)
        power = calculated.tests[test]
        yield from calculated_rows(
            name, ("test", test), "calculated", power, found[test], groups=groups
        )
    yield from share_rows(name, ("unreached",), outcomes.subjects < plan.enrolment.subjects)
    yield from spread_rows(name, ("duration",), outcomes.duration, unit="months", form="d1")
    yield from spread_rows(name, ("subjects",), outcomes.subjects, form="d1")
    yield from spread_rows(
        name, ("last_patient_in",), outcomes.last_patient_in, unit="months", form="d1"
    )
    for r, region in enumerate(study.regions):
        yield from spread_rows(
            name,
            ("region", region.id, "subjects"),
            outcomes.region_subjects[:, r],
            groups={"region": region.id},
            form="d1",
        )
    yield from _cost(study, name, outcomes)
    yield from _rules(study, scenario, plan, outcomes)
    yield from enrolled_rows(name, fan)


def _cost(study: Study, name: str, outcomes: ContinuousOutcomes) -> Iterator[Result]:
    if not outcomes.cost.any():
        return
    unit = study.costs.currency if study.costs else None
    yield from spread_rows(name, ("cost",), outcomes.cost, unit=unit, form="d0")
    for r, region in enumerate(study.regions):
        yield from spread_rows(
            name,
            ("cost", region.id),
            outcomes.region_cost[:, r],
            unit=unit,
            groups={"region": region.id},
            form="d0",
        )


def _rules(
    study: Study, scenario: Scenario, plan: ContinuousPlan, outcomes: ContinuousOutcomes
) -> Iterator[Result]:
    """Yield how often each rule acts on each arm, and on any."""
    for r, rule in enumerate(rehearsed_rules(study, scenario)):
        others = [a for a in range(len(study.arms)) if a != plan.rules.control]
        for a in others:
            groups = {"rule": rule.id, "arm": study.arms[a].id}
            what = ("rule", rule.id, study.arms[a].id)
            yield from share_rows(
                scenario.id, (*what, "stop"), outcomes.stop[:, r, a] > 0, groups=groups
            )
            yield from share_rows(
                scenario.id, (*what, "stop_at_end"), outcomes.stop_end[:, r, a] > 0, groups=groups
            )
        yield from share_rows(
            scenario.id,
            ("rule", rule.id, "any", "stop"),
            np.asarray((outcomes.stop[:, r, others] > 0).any(axis=1)),
            groups={"rule": rule.id},
        )
