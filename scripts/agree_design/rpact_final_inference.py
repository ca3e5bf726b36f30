"""rpact: p-value, interval and estimate at the end of a trial, by the stage-wise ordering."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from math import exp, log, nan, sqrt
from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import stands_for
from agree_design.rpact_analysis_arguments import placed, split_arguments, stage_in
from agree_design.rpact_data import ARGUMENTS, Stage, stage_of
from agree_design.rpact_stage_bounds import binding_futility, efficacy_bounds, fisher_stops
from agree_design.rpact_test_actions import actions_of
from trialrun.design.adaptive.combination import combine_scores
from trialrun.design.adaptive.evidence_intervals import evidence_intervals
from trialrun.design.adaptive.fisher_conditional import stagewise_p_value_fisher
from trialrun.design.adaptive.stagewise import stagewise_drift, stagewise_p_value


def _final_stage(s: Stage) -> int | None:
    """The stage that ended the trial, if one did."""
    if s.count == 1 or (s.design.kind == "fisher" and s.count > 2):
        return None  # rpact has no final inference there
    for k, action in enumerate(actions_of(s)[: s.stage], start=1):
        ends = action != "accept and stop" or s.design.binding
        if action != "continue" and ends:
            return k
    return None


def final_p_value(s: Stage) -> tuple[int | None, float]:
    """The stage that ended the trial, and the p-value there."""
    final = _final_stage(s)
    if final is None:
        return None, nan
    if s.design.kind == "fisher":
        p = s.p_values(cumulative=False)[:final].tolist()
        return final, stagewise_p_value_fisher(
            s.design.efficacy, s.weights, p, futility=fisher_stops(s)
        )
    z = float(s.z()[final - 1])
    if s.design.sided == 2:
        z = abs(z)
    found = stagewise_p_value(
        s.design.information[:final], upper=efficacy_bounds(s), z=z, lower=binding_futility(s)
    )
    return final, min(found * s.design.sided, 1.0)


def final_interval(s: Stage) -> tuple[int | None, list[float], float]:
    """Interval and median-unbiased estimate by the stage-wise ordering."""
    final = _final_stage(s)
    none = [nan, nan]
    tail = s.design.alpha / s.design.sided
    if s.design.kind == "fisher" and (final != 1 or s.data.kind != "means"):
        return None, none, nan
    if final is None:
        return final, none, nan
    if final == 1 and s.data.kind == "means":
        middle, reach = float(s.evidence.estimates()[0]), float(-ndtri(tail)) * _scale(s, 0)
        return final, [middle - reach, middle + reach], middle
    if final == 1 and s.data.kind == "rates":
        first = s.data.evidence(1, normal=s.normal or s.data.groups == 2, equal=True)
        low, high = evidence_intervals(first, [float(-ndtri(tail))])[0]
        return final, [float(low), float(high)], float(first.estimates()[0])
    k = final - 1
    unit, shape = _unit(s, k)
    z = float(s.z()[k])
    ends = []
    for p in (tail, 0.5, 1 - tail):
        drift = stagewise_drift(
            s.design.information[:final], upper=efficacy_bounds(s), z=z, p_value=p,
            lower=binding_futility(s), shape=shape,
        )  # fmt: skip
        ends.append(drift * unit)
    sign = 1.0 if s.upper else -1.0
    if s.data.kind == "survival":
        values = [exp(sign * each + log(s.theta0)) for each in ends]
    else:
        values = [sign * each + s.theta0 for each in ends]
    low, middle, high = values if s.upper else values[::-1]
    if s.data.kind == "rates":
        low, high = max(low, 1.0 - s.data.groups), min(high, 1.0)
    return final, [low, high], middle


def _unit(s: Stage, k: int) -> tuple[float, list[float] | None]:
    """
    Effect per unit of drift at a stage, and means of Z at the stages for drift 1.

    The inverse-normal test's are those of the sizes that its stages had.
    """
    scale = _scale(s, k)
    if s.design.kind != "inverse-normal":
        return sqrt(s.design.information[k]) * scale, None
    roots = _roots(s, k, cumulative=False)
    means = combine_scores(roots, s.weights[: s.stage])[: k + 1]
    spread = scale * _roots(s, k, cumulative=True)[k]
    return spread, means.tolist()


def _scale(s: Stage, k: int) -> float:
    """Standard error of the estimate at a stage."""
    if s.data.kind == "means":  # pooled, whatever the test
        pooled = s.data.evidence(s.stage, normal=False, equal=True)
        return float(pooled.standard_errors()[0][k])
    if s.data.kind == "survival":
        ratio = s.evidence.ratio[k]
        return (1 + ratio) / sqrt(ratio) / sqrt(s.evidence.events[k])
    n = [float(np.sum(row[: k + 1])) for row in s.data.columns["n"]]
    e = [float(np.sum(row[: k + 1])) for row in s.data.columns["events"]]
    rates = [a / b for a, b in zip(e, n, strict=True)]
    if len(n) == 2 and s.pooled:
        rates = [sum(e) / sum(n)] * 2
    return sqrt(sum(r * (1 - r) / m for r, m in zip(rates, n, strict=True)))


def _roots(s: Stage, k: int, *, cumulative: bool) -> np.ndarray:
    """Root of what information a stage's sizes, or those up to it, have for variance 1."""
    if s.data.kind == "survival":
        events = np.asarray(s.evidence.events)
        ratio = s.evidence.ratio[k]  # rpact takes that of the last stage for all
        used = events if cumulative else np.diff(events, prepend=0.0)
        return np.sqrt(used * ratio) / (1 + ratio)
    rows = [np.asarray(row[: s.stage], float) for row in s.data.columns["n"]]
    if cumulative:
        rows = [np.cumsum(row) for row in rows]
    return np.asarray(np.sqrt(rows[0] if len(rows) == 1 else 1 / (1 / rows[0] + 1 / rows[1])))


@stands_for("rpact::getFinalPValue", parameters=("stageResults",))
def get_final_p_value(stageResults: Any, **given: Any) -> dict[str, Any]:
    """P-value by the stage-wise ordering."""
    s = stage_in(stageResults)
    final, p = final_p_value(s)
    return {"finalStage": final, "pFinal": p, "finalPValues": placed(s, final, p)}


@stands_for("rpact::getFinalConfidenceInterval", parameters=ARGUMENTS)
def get_final_interval(design: Any = None, dataInput: Any = None, **given: Any) -> dict[str, Any]:
    """Interval and estimate by the stage-wise ordering."""
    chosen, _ = split_arguments(given)
    s = stage_of(design, dataInput, **chosen)
    final, interval, middle = final_interval(s)
    result = {
        "stage": s.stage,
        "tolerance": 1e-6,
        "thetaH0": s.theta0,
        "directionUpper": s.upper,
        "normalApproximation": s.normal,
        "equalVariances": s.equal,
        "finalStage": final,
        "medianUnbiased": middle,
        "finalConfidenceInterval": interval if s.count > 1 else nan,
        "medianUnbiasedGeneral": nan,
        "finalConfidenceIntervalGeneral": [nan, nan],
    }
    if final is not None and s.design.kind != "fisher":
        k = final - 1
        if k == 0 and s.data.kind != "survival":
            z = float(s.z()[0])
            reach, sign = float(-ndtri(s.design.alpha / s.design.sided)), 1 if s.upper else -1
            root = float(_roots(s, 0, cumulative=True)[0])
            general = [sign * each / root for each in (z, z - sign * reach, z + sign * reach)]
        elif s.data.kind == "survival":
            share = sqrt(s.evidence.ratio[k]) / (1 + s.evidence.ratio[k])
            general = [log(each / s.theta0) * share for each in (middle, *interval)]
        else:
            spread = _scale(s, k) * float(_roots(s, k, cumulative=True)[k])
            general = [(each - s.theta0) / spread for each in (middle, *interval)]
        result["medianUnbiasedGeneral"] = general[0]
        result["finalConfidenceIntervalGeneral"] = general[1:]
    return result
