"""The rehearsal of a scenario with a time-to-event endpoint, monitored by its looks."""

from __future__ import annotations

from threading import Lock

import numpy as np
from numpy.typing import NDArray

from trialrun.design import Design
from trialrun.errors import RequestError
from trialrun.rehearse.allocation import allocation_of
from trialrun.rehearse.chunks import Progress, run_chunks
from trialrun.rehearse.enrolment import enrolment_of
from trialrun.rehearse.survival_kernel import rehearse_survival_trials
from trialrun.rehearse.survival_plan import (
    hazards_of,
    monitoring_of,
    prices_of,
    sequential_of,
    strata_of,
)
from trialrun.rehearse.survival_summary import survival_rows
from trialrun.rehearse.survival_values import (
    SurvivalOutcomes,
    SurvivalPlan,
    new_outcomes,
    new_space,
)
from trialrun.rehearse.values import ScenarioRehearsal
from trialrun.streams import stream_key
from trialrun.study import Scenario, Study, SurvivalBelief


def rehearse_survival(
    study: Study,
    design: Design,
    scenario: Scenario,
    *,
    trials: int,
    workers: int = 1,
    chunk: int | None = None,
    progress: Progress | None = None,
) -> ScenarioRehearsal:
    """
    Rehearse a scenario's time-to-event endpoint.

    Args:
        study: with planning, regions and rehearsal.
        design: of the study, group-sequential.
        scenario: what is believed.
        trials: how many.
        workers: threads; any number gives the same numbers.
        chunk: trials at a time; any number gives the same numbers.
        progress: told (trials done, trials).
    Raises:
        RequestError: the scenario believes nothing of the endpoint of the test.
    """
    assert study.rehearsal is not None
    seed = study.rehearsal.seed
    k0, k1 = stream_key(seed, "rehearsal")
    plan = plan_survival(study, design, scenario)
    outcomes, fan = simulate_survival(
        plan, (k0, k1), trials, workers=workers, chunk=chunk, progress=progress
    )
    named: dict[str, NDArray[np.generic]] = {**outcomes._asdict(), "enrolled": fan}
    return ScenarioRehearsal(
        scenario=scenario.id,
        seed=seed,
        trials=trials,
        outcomes=named,
        rows=tuple(survival_rows(study, design, scenario, plan, outcomes, fan)),
    )


def plan_survival(study: Study, design: Design, scenario: Scenario) -> SurvivalPlan:
    """
    Return what the kernel needs to rehearse a scenario.

    Raises:
        RequestError: the scenario believes nothing of the endpoint of the test, or the analysis is
            stratified by what is not planned.
    """
    analysis = sequential_of(design).analysis
    strata = strata_of(study, analysis)
    return SurvivalPlan(
        enrolment=enrolment_of(study, scenario),
        allocation=allocation_of(study),
        hazards=hazards_of(study, scenario, belief_of(study, analysis, scenario)),
        monitoring=monitoring_of(study, design),
        strata=strata,
        regional=strata_of(study, analysis, region=True),
        same=strata.by > 0,
        prices=prices_of(study),
    )


def belief_of(study: Study, analysis: str, scenario: Scenario) -> SurvivalBelief:
    """
    Return what a scenario believes of the endpoint of an analysis.

    Raises:
        RequestError: nothing.
    """
    endpoint = study.analysis(analysis).endpoint
    for belief in scenario.survival:
        if belief.endpoint == endpoint:
            return belief
    raise RequestError(
        f"says nothing of {endpoint}, which {analysis} tests",
        place=f"scenarios.{scenario.id}.survival",
        hint="give its hazards.",
    )


def simulate_survival(
    plan: SurvivalPlan,
    key: tuple[int, int],
    trials: int,
    *,
    workers: int = 1,
    chunk: int | None = None,
    progress: Progress | None = None,
) -> tuple[SurvivalOutcomes, NDArray[np.int64]]:
    """
    Simulate trials.

    Args:
        plan: from `plan_survival`.
        key: two words, from `trialrun.streams.stream_key`.
        trials: how many.
        workers: threads.
        chunk: trials at a time.
        progress: told (trials done, trials).
    Returns:
        Every trial's figures; and of how many trials each number of subjects had been randomised
        by the end of each month, (months + 1, subjects + 1).
    """
    size, regions = plan.enrolment.subjects, len(plan.enrolment.rate)
    outcomes = new_outcomes(trials, len(plan.monitoring.events), regions)
    fan = np.zeros((int(np.ceil(plan.enrolment.longest)) + 1, size + 1), np.int64)
    adding = Lock()

    def work(first: int, last: int) -> None:
        own = np.zeros_like(fan)
        rehearse_survival_trials(plan, *key, first, last, outcomes, own, new_space(plan))
        with adding:
            fan[:] += own

    run_chunks(work, trials, subjects=size, workers=workers, chunk=chunk, progress=progress)
    return outcomes, fan
