"""rpact: what the test says at each stage."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from math import nan
from typing import Any

from agree_design.calls import stands_for
from agree_design.rpact_analysis_arguments import stage_in, under_names
from agree_design.rpact_data import Stage


def actions_of(s: Stage) -> list[str | float]:
    """Reject, accept or go on at each stage."""
    found: list[str | float] = []
    fisher_test = s.design.kind == "fisher"
    values = s.product() if fisher_test else s.z()
    stops = s.design.futility
    stagewise = s.p_values(cumulative=False)
    for k in range(s.stage):
        last = k == s.count - 1
        value = abs(values[k]) if s.design.sided == 2 else values[k]
        bound = s.design.efficacy[k]
        rejects = value < bound if fisher_test else value > bound
        accepts = False
        if not last and stops is not None and s.design.sided == 1:
            accepts = stagewise[k] > stops[k] if fisher_test else value < stops[k]
        if last:
            found.append("reject" if rejects else "accept")
        elif rejects:
            found.append("reject and stop")
        else:
            found.append("accept and stop" if accepts else "continue")
    return found + [nan] * (s.count - s.stage)


@stands_for("rpact::getTestActions", parameters=("stageResults",))
def get_test_actions(stageResults: Any, **given: Any) -> dict[str, Any]:
    """What the test says at each stage."""
    return under_names(actions_of(stage_in(stageResults)), "testActions")
