"""Rehearse a trial with longitudinal continuous endpoints, co-primary or gated."""

from __future__ import annotations

from threading import Lock

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.allocation import allocation_of
from trialrun.rehearse.chunks import Progress, run_chunks
from trialrun.rehearse.continuous_kernel import (
    Asked,
    ContinuousOutcomes,
    ContinuousPlan,
    new_continuous_outcomes,
    new_continuous_space,
    rehearse_continuous_trials,
)
from trialrun.rehearse.continuous_plan import layout_of, models_of, outcomes_of
from trialrun.rehearse.continuous_summary import continuous_rows
from trialrun.rehearse.enrolment import enrolment_of
from trialrun.rehearse.gate import Claims, claims_of
from trialrun.rehearse.rules import rules_of
from trialrun.rehearse.survival_plan import prices_of
from trialrun.rehearse.values import ScenarioRehearsal
from trialrun.streams import stream_key
from trialrun.study import Scenario, Study


def rehearse_continuous(
    study: Study,
    scenario: Scenario,
    *,
    trials: int,
    workers: int = 1,
    chunk: int | None = None,
    progress: Progress | None = None,
) -> ScenarioRehearsal:
    """
    Rehearse a scenario's longitudinal continuous endpoints.

    Args:
        study: with planning, regions, rehearsal and a gate that decides about success.
        scenario: what is believed.
        trials: how many.
        workers: threads; any number gives the same numbers.
        chunk: trials at a time; any number gives the same numbers.
        progress: told (trials done, trials).
    Raises:
        StudyError: no gate decides, or an analysis that it needs can not be rehearsed.
    """
    assert study.rehearsal is not None
    seed = study.rehearsal.seed
    claims = claims_of(study, scenario)
    plan = plan_continuous(study, scenario, claims)
    outcomes, fan = simulate_continuous(
        plan,
        stream_key(seed, "rehearsal"),
        trials,
        workers=workers,
        chunk=chunk,
        progress=progress,
    )
    named: dict[str, NDArray[np.generic]] = {**outcomes._asdict(), "enrolled": fan}
    return ScenarioRehearsal(
        scenario=scenario.id,
        seed=seed,
        trials=trials,
        outcomes=named,
        rows=tuple(continuous_rows(study, scenario, claims, plan, outcomes, fan)),
    )


def plan_continuous(study: Study, scenario: Scenario, claims: Claims) -> ContinuousPlan:
    """
    Return what the kernel needs to rehearse a scenario.

    Args:
        study: with planning and regions.
        scenario: with continuous endpoints.
        claims: the tests that are made.
    Raises:
        StudyError: an analysis asks for what a rehearsal does not know.
    """
    pairs = [test.pair or (-1, -1) for test in claims.tests]
    return ContinuousPlan(
        enrolment=enrolment_of(study, scenario),
        allocation=allocation_of(study),
        outcomes=outcomes_of(study, scenario),
        models=models_of(study, scenario, claims.analyses),
        layout=layout_of(study, scenario, site_names(study)),
        asked=Asked(
            model=np.array([test.analysis for test in claims.tests]),
            one=np.array([one for one, _ in pairs]),
            other=np.array([other for _, other in pairs]),
        ),
        rules=rules_of(study, scenario),
        prices=prices_of(study),
    )


def simulate_continuous(
    plan: ContinuousPlan,
    key: tuple[int, int],
    trials: int,
    *,
    workers: int = 1,
    chunk: int | None = None,
    progress: Progress | None = None,
) -> tuple[ContinuousOutcomes, NDArray[np.int64]]:
    """
    Simulate trials.

    Args:
        plan: from `plan_continuous`.
        key: two words, from `trialrun.streams.stream_key`.
        trials: how many.
        workers: threads.
        chunk: trials at a time.
        progress: told (trials done, trials).
    Returns:
        Every trial's figures; and of how many trials each number of subjects had been randomised
        by the end of each month, (months + 1, subjects + 1).
    """
    size = plan.enrolment.subjects
    outcomes = new_continuous_outcomes(plan, trials)
    fan = np.zeros((int(np.ceil(plan.enrolment.longest)) + 1, size + 1), np.int64)
    adding = Lock()

    def work(first: int, last: int) -> None:
        own = np.zeros_like(fan)
        space = new_continuous_space(plan)
        rehearse_continuous_trials(plan, *key, first, last, outcomes, own, space)
        with adding:
            fan[:] += own

    run_chunks(work, trials, subjects=size, workers=workers, chunk=chunk, progress=progress)
    return outcomes, fan


def site_names(study: Study) -> list[str]:
    """
    Return names of all sites, region by region: a number of three digits or more.

    They only decide which of several sites of equal size is pooled first.
    """
    return [f"{n + 1:03d}" for n in range(sum(region.sites for region in study.regions))]
