"""rpact: repeated p-values, the least type I error at which a design would have rejected."""

from __future__ import annotations

from math import log, nan
from typing import Any

import numpy as np
from scipy import optimize
from scipy.special import ndtr

from agree_design.calls import stands_for
from agree_design.rpact_analysis_arguments import split_arguments, stage_in, under_names
from agree_design.rpact_data import Stage
from agree_design.rpact_designs import group_sequential
from agree_design.rpact_fisher_designs import fisher
from agree_design.rpact_stage_bounds import binding_futility
from trialrun.design.adaptive.repeated import repeated_p_values
from trialrun.design.recursion import stopping_probabilities


def repeated_p_values_of(s: Stage) -> list[float]:
    """P-values at each stage, NA where rpact has none."""
    if s.count == 1:
        p = float(s.p_values(cumulative=True)[0])
        return [p if s.design.sided == 1 else 2 * min(p, 1 - p)]
    if s.design.type in {"asUser", "WToptimum", "userDefinedAlpha"}:
        return [nan] * s.count
    if s.design.kind == "fisher":
        return s.padded([_repeated_fisher(s, k) for k in range(s.stage)])
    z = s.z()
    values = np.abs(z) if s.design.sided == 2 else z
    if s.design.type == "HP":
        return _repeated_haybittle_peto(s, values.tolist())
    if s.design.type == "noEarlyEfficacy":
        return _repeated_no_early(s, values.tolist())
    found = repeated_p_values(
        values.tolist(), lambda alpha: _with_alpha(s, alpha), largest=0.5 / s.design.sided
    )
    return s.padded(found * s.design.sided)


def _repeated_haybittle_peto(s: Stage, values: list[float]) -> list[float]:
    """Interim bounds are the same at every type I error: passed or not; rpact omits them last."""
    if len(values) < s.count:
        return s.padded(np.asarray([0.0 if z > s.design.constant_hp else 0.5 for z in values]))
    interim = [s.design.constant_hp] * (s.count - 1)
    return [nan] * (s.count - 1) + [_spent(s, [*interim, values[-1]])]


def _repeated_no_early(s: Stage, values: list[float]) -> list[float]:
    """Interim looks reject at no type I error."""
    found = [0.5] * min(len(values), s.count - 1)
    if len(values) == s.count:
        found.append(_spent(s, [np.inf] * (s.count - 1) + [values[-1]]))
    return s.padded(np.asarray(found))


def _spent(s: Stage, upper: list[float]) -> float:
    """Type I error of bounds, at most a half."""
    lower = [-each for each in upper] if s.design.sided == 2 else binding_futility(s)
    cells = stopping_probabilities(s.design.information, upper=upper, lower=lower)
    return min(float(cells.upper.sum()) * s.design.sided, 0.5)


def _repeated_fisher(s: Stage, k: int) -> float:
    product = float(s.product()[k])

    def missing(score: float) -> float:
        bound = _with_alpha(s, float(ndtr(-score)))[k]
        return log(max(product, 1e-300)) - log(max(bound, 1e-300))

    low, high = 1e-6, 6.0
    if missing(low) >= 0:
        return 0.5
    if missing(high) <= 0:
        return float(ndtr(-high))
    return float(ndtr(-optimize.brentq(missing, low, high, xtol=1e-9)))


def _with_alpha(s: Stage, alpha: float) -> list[float]:
    """Bounds of the design's kind at another type I error, one-sided."""
    d = s.design
    rates = list(d.information)
    if d.kind == "fisher":
        stops = list(d.futility)
        found = fisher(
            informationRates=rates, alpha=alpha, method=d.type,
            alpha0Vec=None if not stops or min(stops) >= 1 else stops, bindingFutility=d.binding,
        )  # fmt: skip
        return list(found["criticalValues"])
    given = dict(getattr(d, "arguments", {}))
    if given.get("typeBetaSpending") not in (None, "none") and d.binding:
        return list(group_sequential(**{**given, "alpha": alpha * d.sided})["criticalValues"])
    settings: dict[str, Any] = {}
    if d.binding and d.futility is not None and d.type != "PT":
        settings = {"futilityBounds": list(d.futility), "bindingFutility": True}
    if d.type == "PT":
        settings = {
            "beta": d.beta, "deltaPT1": d.delta_pt[0], "deltaPT0": d.delta_pt[1],
            "bindingFutility": d.binding,
        }  # fmt: skip
    shape = "WT" if d.type == "WToptimum" else d.type
    found = group_sequential(
        informationRates=rates, alpha=min(alpha * d.sided, 0.999), sided=d.sided,
        typeOfDesign=shape, deltaWT=d.delta_wt, gammaA=d.gamma, **settings,
    )  # fmt: skip
    return list(found["criticalValues"])


@stands_for("rpact::getRepeatedPValues", parameters=("stageResults",))
def get_repeated_p_values(stageResults: Any, **given: Any) -> dict[str, Any]:
    """Repeated p-values."""
    split_arguments(given)
    return under_names(repeated_p_values_of(stage_in(stageResults)), "repeatedPValues")
