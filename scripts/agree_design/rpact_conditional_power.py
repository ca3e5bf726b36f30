"""rpact: probability of rejecting at the stages to come, under an assumed effect."""

from __future__ import annotations

from math import isfinite, log, nan, sqrt
from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import as_list, number, stands_for
from agree_design.rpact_analysis_arguments import split_arguments, stage_in
from agree_design.rpact_conditional_rejection import rejection_probabilities
from agree_design.rpact_data import Stage, summaries
from agree_design.rpact_stage_bounds import efficacy_bounds, fisher_stops, futility_bounds
from trialrun.design.adaptive.conditional_power import conditional_stopping
from trialrun.design.adaptive.fisher_conditional import conditional_power_fisher
from trialrun.statistics.two_proportions import null_proportions


def planned_sizes(s: Stage, nPlanned: Any) -> list[float] | None:
    """Sample sizes of the stages to come; None where they are not given as rpact counts them."""
    given = [] if nPlanned is None else [number(each) for each in as_list(nPlanned)]
    given = [each for each in given if isfinite(each)]
    if not given:
        return None
    return given if len(given) == s.count - s.stage else None  # else rpact ignores it


def _assumed(s: Stage, power: dict[str, Any]) -> dict[str, Any]:
    """Assumed effect, and what it is by default: that estimated."""
    estimates = s.evidence.estimates()
    ratio = number(power.get("allocationRatioPlanned"), missing=1.0)
    out: dict[str, Any] = {}
    if s.data.kind == "means":
        sd = power.get("stDevH1", power.get("assumedStDev"))
        theta = number(power.get("thetaH1"), missing=float(estimates[-1]))
        if sd is None:
            key = "overallStDevs"
            sd = summaries(s)[key][s.stage - 1]
        out = {"thetaH1": theta, "assumedStDev": float(sd)}
    elif s.data.kind == "survival":
        out = {"thetaH1": number(power.get("thetaH1"), missing=float(estimates[-1]))}
    else:
        rates = [
            float(np.sum(row["events"][: s.stage]) / np.sum(row["n"][: s.stage]))
            for row in (
                {"events": s.data.columns["events"][g], "n": s.data.columns["n"][g]}
                for g in range(s.data.groups)
            )
        ]
        out = {"pi1": number(power.get("pi1"), missing=rates[0])}
        if s.data.groups == 2:
            out["pi2"] = number(power.get("pi2"), missing=rates[1])
        else:
            out["pi2"] = nan
    out["allocationRatioPlanned"] = ratio
    return out


def _slope(s: Stage, assumed: dict[str, Any]) -> tuple[float, float]:
    """Mean of Z per root of the sample size, and the spread under the hypothesis against it."""
    ratio = assumed["allocationRatioPlanned"]
    share = sqrt(ratio) / (1 + ratio) if s.data.groups == 2 else 1.0
    sign = 1.0 if s.upper else -1.0
    if s.data.kind == "means":
        effect = (assumed["thetaH1"] - s.theta0) / assumed["assumedStDev"]
        return sign * effect * share, 1.0
    if s.data.kind == "survival":
        share = sqrt(ratio) / (1 + ratio)
        return sign * log(assumed["thetaH1"] / s.theta0) * share, 1.0
    one = assumed["pi1"]
    if s.data.groups == 1:
        spread = sqrt(one * (1 - one))
        return sign * (one - s.theta0) / spread, sqrt(s.theta0 * (1 - s.theta0)) / spread
    two = assumed["pi2"]
    spread = sqrt((one * (1 - one) + ratio * two * (1 - two)) * (1 + ratio) / ratio)
    x, y = null_proportions(ratio * one, ratio, two, 1.0, effect="difference", null=s.theta0)
    null = sqrt((x * (1 - x) + ratio * y * (1 - y)) * (1 + ratio) / ratio)
    return sign * (one - two - s.theta0) / spread, null / spread


def conditional_power(s: Stage, power: dict[str, Any]) -> tuple[list[float], dict[str, Any]]:
    """Power at the stages to come, and the effect assumed."""
    assumed = _assumed(s, power)
    planned = planned_sizes(s, power.get("nPlanned"))
    if planned is None or s.stage == s.count:
        return [nan] * s.count, assumed
    slope, spread = _slope(s, assumed)
    lead = [nan] * s.stage
    if spread != 1.0:  # rpact spreads what the null variance adds over the stages left
        left = 1 - min(rejection_probabilities(s)[s.stage - 1], 1.0)
        if left < 1:
            slope -= float(ndtri(max(left, 1e-100))) * (spread - 1) / sqrt(sum(planned))
    if s.design.kind == "fisher":
        p = s.p_values(cumulative=False).tolist()
        shifts = [slope * sqrt(n) for n in planned]
        stops = fisher_stops(s)
        if stops is not None:  # of the looks to come
            stops = [1.0] * s.stage + stops[s.stage :]
        found = conditional_power_fisher(
            s.design.efficacy, s.weights, p, futility=stops, means=shifts
        )
        return lead + list(found), assumed
    information = s.design.information
    steps = np.diff(information)[s.stage - 1 :]
    z = float((s.z() if s.data.kind == "means" else s.combined())[-1])
    gains = np.cumsum(np.sqrt(steps) * slope * np.sqrt(planned))
    means = [0.0] * s.stage + (gains / np.sqrt(information[s.stage :])).tolist()
    lower = [-each for each in efficacy_bounds(s)] if s.design.sided == 2 else futility_bounds(s)
    cells = conditional_stopping(
        information, upper=efficacy_bounds(s), look=s.stage, z=z, drift=means, lower=lower
    )
    reached = (
        cells.upper + cells.lower if s.design.both_ends and s.design.sided == 2 else cells.upper
    )
    return lead + np.cumsum(reached).tolist(), assumed


@stands_for("rpact::getConditionalPower", parameters=("stageResults",))
def get_conditional_power(stageResults: Any, **given: Any) -> dict[str, Any]:
    """Conditional power at the stages to come."""
    s = stage_in(stageResults)
    _, power = split_arguments(given)
    found, assumed = conditional_power(s, power)
    planned = planned_sizes(s, power.get("nPlanned"))
    ignored = as_list(power.get("nPlanned", [nan] * s.count))
    return {
        "conditionalPower": found,
        "nPlanned": [nan] * s.stage + planned if planned else ignored,
        **assumed,
        **{
            name: nan
            for name, given_as in (
                ("thetaH1", {"thetaH1"}),
                ("assumedStDev", {"assumedStDev", "stDevH1"}),
            )
            if name in assumed and not given_as & set(power)
        },
        "simulated": False,
        "iterations": nan,
        "seed": nan,
    }
