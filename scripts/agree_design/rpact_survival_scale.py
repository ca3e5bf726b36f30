"""rpact: what sizes and powers of survival share: design, method and bounds as hazard ratios."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import special

from agree_design.calls import Unsupported, as_list, evaluate
from agree_design.rpact_design_arguments import NO_BOUND
from agree_design.rpact_ratio import lower_and_upper
from trialrun.design.survival import hazard_ratio_at

_METHODS = {
    "Schoenfeld": "schoenfeld",
    "Freedman": "freedman",
    "HsiehFreedman": "hsieh-freedman",
}


def design_of(design: Any, more: dict[str, Any]) -> tuple[SimpleNamespace, Any]:
    """A design and its bounds; without one, a test of one look."""
    if design is None:
        asked = {"kMax": 1, **{k: v for k, v in more.items() if v is not None}}
        design = evaluate({"fn": "rpact::getDesignGroupSequential", "args": asked})
    settings = design["_design"]
    if settings.kind == "fisher":
        raise Unsupported("a design of Fisher's combination test, which rpact refuses")
    return settings, settings.bounds


def type_of_computation(value: Any) -> str:
    name = as_list(value)[0] if value else "Schoenfeld"
    if name not in _METHODS:
        raise Unsupported(f"typeOfComputation {name}")
    return _METHODS[name]


def columns(rows: list[Any]) -> list[list[float]]:
    """Values of each alternative as columns."""
    return np.array([np.asarray(each, float) for each in rows]).T.tolist()


def effects(
    settings: Any,
    columns: list[tuple[Any, float, float, bool]],
    ahead: Sequence[bool] | None = None,
) -> dict[str, list[list[float]]]:
    """
    Bounds as hazard ratios: columns for (events, ratio, null hazard ratio, upper is better).

    `ahead`: of each column of a two-sided size, whether its alternative lies above.
    """
    efficacy = list(settings.efficacy)
    one_sided = settings.sided == 1

    def scale(bounds: list[float], sign: int) -> list[list[float]]:
        rows = []
        for at, bound in enumerate(bounds):
            row = []
            for events, ratio, theta, upper in columns:
                z = sign * (-bound if upper else bound)
                row.append(_ratio_at(z, events[at], ratio, theta))
            rows.append(row)
        return rows

    out: dict[str, list[list[float]]] = {}
    if one_sided:
        out["criticalValuesEffectScale"] = scale(efficacy, 1)
    else:
        lower, upper = lower_and_upper(
            scale(efficacy, -1), scale(efficacy, 1), ahead or [True] * len(columns)
        )
        out["criticalValuesEffectScaleLower"] = lower
        out["criticalValuesEffectScaleUpper"] = upper
    out["criticalValuesPValueScale"] = [
        [settings.sided * float(special.ndtr(-bound))] for bound in efficacy
    ]
    if settings.futility is not None:
        futility = list(settings.futility)
        least = -math.inf if one_sided else 0.0  # a two-sided test without futility stands at 0
        held = [bound if math.isfinite(bound) and bound > least else math.nan for bound in futility]
        if one_sided:
            out["futilityBoundsEffectScale"] = scale(held, 1)
        else:
            out["futilityBoundsEffectScaleLower"] = scale(held, 1)
            out["futilityBoundsEffectScaleUpper"] = scale(held, -1)
        out["futilityBoundsPValueScale"] = [
            [math.nan if not one_sided and bound <= 0 else _tail(bound)] for bound in futility
        ]
    return out


def _tail(bound: float) -> float:
    return float(special.ndtr(-max(bound, NO_BOUND)))


def _ratio_at(z: float, events: float, ratio: float, theta: float) -> float:
    if math.isnan(z):
        return math.nan
    if math.isinf(z):
        return 0.0 if z > 0 else math.inf
    return hazard_ratio_at(z, events, ratio=ratio, null_hazard_ratio=theta)


def same(values: list[float]) -> list[float]:
    """One value where all are the same."""
    return values[:1] if np.ptp(values) <= 1e-9 * max(abs(values[0]), 1.0) else values
