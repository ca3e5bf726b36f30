"""The rehearsal of one scenario: which kernel, how many trials, on how many threads."""

from __future__ import annotations

from trialrun.design import Design
from trialrun.errors import RequestError
from trialrun.rehearse.chunks import Progress
from trialrun.rehearse.values import ScenarioRehearsal
from trialrun.study import Study


def rehearse_scenario(
    study: Study,
    design: Design,
    scenario_id: str,
    *,
    trials: int | None = None,
    workers: int = 1,
    chunk: int | None = None,
    progress: Progress | None = None,
) -> ScenarioRehearsal:
    """
    Rehearse a study under one scenario.

    Scenarios are rehearsed on the same random numbers, and any number of workers and any chunk
    give the same numbers.

    Args:
        study: with planning, regions, scenarios and rehearsal.
        design: from `design_study`.
        scenario_id: one of study.scenarios.
        trials: how many; None as the definition says.
        workers: threads.
        chunk: trials at a time; None for about a second's.
        progress: told (trials done, trials in all) after each chunk.
    Returns:
        Every trial's figures and the operating characteristics.
    Raises:
        RequestError: a study that says nothing to rehearse, a scenario that there is not.

    A trial succeeds where its group-sequential test does; without one, where planning.success
    opens.
    """
    check_request(study, [scenario_id], design, trials=trials, workers=workers, chunk=chunk)
    assert study.rehearsal is not None
    scenario = study.scenario(scenario_id)
    number = trials or study.rehearsal.trials
    if design.sequential is not None:
        from trialrun.rehearse.survival import rehearse_survival

        return rehearse_survival(
            study,
            design,
            scenario,
            trials=number,
            workers=workers,
            chunk=chunk,
            progress=progress,
        )
    from trialrun.rehearse.continuous import rehearse_continuous

    return rehearse_continuous(
        study,
        scenario,
        trials=number,
        workers=workers,
        chunk=chunk,
        progress=progress,
    )


def check_request(
    study: Study,
    scenarios: list[str],
    design: Design,
    *,
    trials: int | None = None,
    workers: int = 1,
    chunk: int | None = None,
) -> None:
    """
    Refuse what can not be rehearsed, before anything is simulated.

    Args:
        study: to be rehearsed.
        scenarios: ids.
        design: of the study.
        trials: asked for, if any.
        workers: threads.
        chunk: asked for, if any.
    Raises:
        RequestError: the study has no rehearsal, planning or regions, a scenario is unknown or
            says nothing of what is tested, or a number is below 1.
    """
    for part in ("rehearsal", "planning", "regions", "scenarios"):
        if not getattr(study, part):
            raise RequestError(
                f"the study has no {part}",
                place=study.id,
                hint="a rehearsal needs planning, regions, scenarios and rehearsal.",
            )
    known = [scenario.id for scenario in study.scenarios]
    for name in scenarios:
        if name not in known:
            raise RequestError(f"scenario {name!r} is unknown, must be one of {', '.join(known)}")
    for what, value in (("trials", trials), ("workers", workers), ("chunk", chunk)):
        if value is not None and value < 1:
            raise RequestError(f"{what} is {value}, must be at least 1")
    for name in scenarios:
        scenario = study.scenario(name)
        if design.sequential is not None:
            from trialrun.rehearse.survival import plan_survival

            plan_survival(study, design, scenario)
        else:
            from trialrun.rehearse.gate import claims_of

            claims_of(study, scenario)
