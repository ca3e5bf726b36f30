"""rpact: repeated confidence intervals."""

from __future__ import annotations

from math import isfinite, nan
from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import stands_for
from agree_design.rpact_analysis_arguments import split_arguments, under_names
from agree_design.rpact_data import ARGUMENTS, Stage, stage_of
from agree_design.rpact_stage_bounds import efficacy_bounds
from trialrun.design.adaptive.evidence_intervals import (
    evidence_intervals,
    evidence_intervals_fisher,
)


def repeated_intervals(s: Stage) -> tuple[list[float], list[float]]:
    """Lower and upper ends at each stage."""
    evidence = s.evidence
    if s.data.kind == "rates" and not s.normal and s.data.groups == 2:
        evidence = s.data.evidence(s.stage, normal=True, equal=True)
    if s.design.kind == "fisher":
        found = evidence_intervals_fisher(evidence, s.design.efficacy, s.weights)
    else:
        weights = None if s.design.kind == "group-sequential" else s.weights
        found = evidence_intervals(evidence, efficacy_bounds(s), weights=weights)
    if s.design.kind != "fisher":
        found = np.where(np.isfinite(efficacy_bounds(s)[: s.stage])[:, None], found, nan)
    low, high = s.padded(found[:, 0]), s.padded(found[:, 1])
    for k, limit in enumerate(_futility_limits(s, evidence), start=1):
        if s.upper:
            low[k] = min(low[k], limit) if isfinite(limit) else nan
        else:
            high[k] = max(high[k], limit) if isfinite(limit) else nan
    return low, high


def _futility_limits(s: Stage, evidence: Any) -> list[float]:
    """Effects at which a binding futility bound is just kept at all looks up to each."""
    if not s.design.binding or s.design.sided == 2 or s.stage == 1 or s.count == 1:
        return []
    fisher_test = s.design.kind == "fisher"
    stops = list(s.design.futility or [])[: s.stage - 1]
    if not stops or all(each >= 1 if fisher_test else not isfinite(each) for each in stops):
        return []
    found = []
    for k, stop in enumerate(stops):
        weights: list[float] | None = None if s.design.kind == "group-sequential" else s.weights
        bounds = [each if isfinite(each) else 0.0 for each in stops]
        if fisher_test:  # of the p-value of the stage alone
            weights = [1e-9] * k + [1.0] + [1e-9] * (s.count - k - 1)
            bounds = [float(-ndtri(each)) if each < 1 else 0.0 for each in stops]
        row = evidence_intervals(
            evidence, [*bounds, *efficacy_bounds(s)[len(bounds) :]], weights=weights
        )[k]
        none = stop >= 1 if fisher_test else not isfinite(stop)
        found.append(nan if none else float(row[0 if s.upper else 1]))
    worst = np.minimum.accumulate(found) if s.upper else np.maximum.accumulate(found)
    return worst.tolist()


@stands_for("rpact::getRepeatedConfidenceIntervals", parameters=ARGUMENTS)
def get_repeated_intervals(
    design: Any = None, dataInput: Any = None, **given: Any
) -> dict[str, Any]:
    """Repeated confidence intervals, a row of lower and one of upper ends."""
    chosen, _ = split_arguments(given)
    low, high = repeated_intervals(stage_of(design, dataInput, **chosen))
    return {
        **under_names([low, high], "repeatedConfidenceIntervals"),
        "lower": low,
        "upper": high,
        "repeatedConfidenceIntervalLowerBounds": low,
        "repeatedConfidenceIntervalUpperBounds": high,
    }
