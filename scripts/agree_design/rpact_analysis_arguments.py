"""rpact: what the functions of an analysis are given, and what they give alike."""

from __future__ import annotations

from math import nan
from typing import Any

from agree_design.calls import Unsupported
from agree_design.rpact_data import Stage

SETTINGS = (
    "stage", "thetaH0", "directionUpper", "normalApproximation", "equalVariances",
    "stdErrorEstimate",
)  # fmt: skip
IGNORED = ("tolerance", "iterations", "seed", "informationEpsilon", "showStatistics")


def split_arguments(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Arguments that say what is analysed, and those of conditional power."""
    for name in IGNORED:
        given.pop(name, None)
    if given.pop("maxInformation", None) not in (None, []):
        raise Unsupported("maxInformation outside getAnalysisResults")
    chosen = {name: given.pop(name) for name in SETTINGS if name in given}
    power = {
        name: given.pop(name)
        for name in (
            "nPlanned", "allocationRatioPlanned", "thetaH1", "assumedStDev", "stDevH1", "pi1",
            "pi2",
        )
        if name in given
    }  # fmt: skip
    if given:
        raise Unsupported(f"arguments {', '.join(sorted(given))}")
    return chosen, power


def stage_in(stageResults: Any) -> Stage:
    """What a result of getStageResults was made from."""
    if not isinstance(stageResults, dict) or "_stage" not in stageResults:
        raise Unsupported("stageResults is no result of getStageResults")
    return stageResults["_stage"]


def under_names(values: Any, *names: str) -> dict[str, Any]:
    """One result under the names by which it is read."""
    return dict.fromkeys((*names, "value", "result"), values)


def placed(s: Stage, final: int | None, value: float) -> list[float]:
    """A value at the stage that ended the trial, NA at the others."""
    return [value if final == k + 1 else nan for k in range(s.count)]
