"""Whether success would be an error in a scenario that says so."""

from __future__ import annotations

from collections.abc import Iterator

from trialrun.study.faults import Found
from trialrun.study.model import Study
from trialrun.study.scenarios import ContinuousBelief, Scenario, SurvivalBelief
from trialrun.study.yaml_source import Path_


def null_faults(study: Study, scenario: Scenario, path: Path_) -> Iterator[Found]:
    """
    Yield a fault where a scenario of kind null has an effect that success would rightly show.

    A group-sequential test must find every hazard ratio 1. A gate that needs all its first tests
    succeeds by error as soon as one of their endpoints has no effect (a composite null), one that
    needs any of them only where none has.

    Args:
        study: whose test or gate decides about success.
        scenario: of kind null.
        path: of its kind.
    """
    for belief in scenario.survival:
        if _differs(belief):
            yield (
                path,
                f"found null, but {belief.endpoint} has a hazard ratio that is not 1",
                "must be 1 for every arm in every region at all times",
                "call the scenario alternative or expected.",
            )
    planning = study.planning
    gate = next((g for g in study.gates if planning and g.id == planning.success), None)
    if gate is None or (planning and planning.group_sequential):
        return
    endpoints = {analysis.id: analysis.endpoint for analysis in study.analyses}
    tested = {endpoints.get(test.split(".", 1)[0]) for test in gate.first}
    without = [not _unequal(b) for b in scenario.continuous if b.endpoint in tested]
    enough = any if gate.require == "all" else all
    if without and not enough(without):
        needed = "one endpoint" if gate.require == "all" else "every endpoint"
        yield (
            path,
            f"found null, but success by {gate.id} would be no error",
            f"{needed} of its first tests must have the same means in all arms",
            "call the scenario alternative or expected.",
        )


def _differs(belief: SurvivalBelief) -> bool:
    return any(piece.ratio != 1 for effect in belief.effects for piece in effect.pieces)


def _unequal(belief: ContinuousBelief) -> bool:
    return len(set(belief.means.values())) > 1
