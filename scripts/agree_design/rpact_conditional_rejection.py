"""rpact: probability of rejecting at last, given the stages so far, under the hypothesis."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import Any

import numpy as np

from agree_design.calls import stands_for
from agree_design.rpact_analysis_arguments import split_arguments, stage_in, under_names
from agree_design.rpact_data import Stage
from agree_design.rpact_stage_bounds import binding_futility, efficacy_bounds, fisher_stops
from trialrun.design.adaptive.conditional_power import conditional_stopping
from trialrun.design.adaptive.fisher_conditional import conditional_power_fisher


def rejection_probabilities(s: Stage) -> list[float]:
    """Probability of rejecting at a later stage, given those up to each."""
    found = []
    if s.design.kind == "fisher" and s.design.binding:
        p = s.p_values(cumulative=False).tolist()
        stop = next((k for k, low in enumerate(s.design.futility[: s.stage]) if p[k] > low), None)
        if stop is not None:
            before = rejection_probabilities(replace(s, stage=stop)) if stop else []
            return [*before[:stop], *[0.0] * (s.stage - stop), *[nan] * (s.count - s.stage)]
    for k in range(1, min(s.stage, s.count - 1) + 1):
        stopped = binding_futility(s)
        if stopped is not None and any(z < low for z, low in zip(s.z()[:k], stopped, strict=False)):
            found += [0.0] * (s.stage + 1 - k)
            break
        if s.design.kind == "fisher":
            p = s.p_values(cumulative=False)[:k].tolist()
            if s.product()[k - 1] < s.design.efficacy[k - 1]:
                found.append(1.0)
                continue
            stops = fisher_stops(s)
            later = conditional_power_fisher(s.design.efficacy, s.weights, p, futility=stops)
            found.append(later[-1])
            continue
        z, lower = float(s.z()[k - 1]), binding_futility(s)
        if s.design.sided == 2:  # rpact mirrors the bounds as they lie after the look
            t = np.asarray(s.design.information)
            lower = (2 * z * np.sqrt(t[k - 1] / t) - np.asarray(efficacy_bounds(s))).tolist()
        cells = conditional_stopping(
            s.design.information, upper=efficacy_bounds(s), look=k, z=z, drift=0.0, lower=lower
        )
        found.append(float(cells.upper.sum()) * s.design.sided)
    return found + [nan] * (s.count - len(found))


@stands_for("rpact::getConditionalRejectionProbabilities", parameters=("stageResults",))
def get_rejection_probabilities(stageResults: Any, **given: Any) -> dict[str, Any]:
    """Conditional rejection probabilities."""
    split_arguments(given)
    found = rejection_probabilities(stage_in(stageResults))
    return under_names(found, "conditionalRejectionProbabilities")
