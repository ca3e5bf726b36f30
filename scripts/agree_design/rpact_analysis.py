"""rpact: analyses of group-sequential, inverse-normal and Fisher designs."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from dataclasses import replace
from math import exp, isfinite, log, nan, sqrt
from typing import Any

import numpy as np
from scipy import optimize
from scipy.special import ndtr, ndtri

from agree_design.calls import Unsupported, as_list, number, stands_for
from agree_design.rpact_data import ARGUMENTS, Data, Stage, get_stage_results, stage_of
from agree_design.rpact_designs import fisher, group_sequential
from trialrun.design.adaptive.combination import combine_scores
from trialrun.design.adaptive.conditional_power import conditional_stopping
from trialrun.design.adaptive.evidence_intervals import (
    evidence_intervals,
    evidence_intervals_fisher,
)
from trialrun.design.adaptive.fisher_conditional import (
    conditional_power_fisher,
    stagewise_p_value_fisher,
)
from trialrun.design.adaptive.repeated import repeated_p_values
from trialrun.design.adaptive.stagewise import stagewise_drift, stagewise_p_value
from trialrun.design.recursion import stopping_probabilities
from trialrun.statistics.two_proportions import null_proportions

SETTINGS = (
    "stage", "thetaH0", "directionUpper", "normalApproximation", "equalVariances",
    "stdErrorEstimate",
)  # fmt: skip
IGNORED = ("tolerance", "iterations", "seed", "informationEpsilon", "showStatistics")
WITHIN = 1e-9


def _split(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
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


def _bounds(s: Stage) -> list[float]:
    return [float(each) for each in s.design.efficacy]


def _futility(s: Stage) -> list[float] | None:
    """Futility bounds of Z at the looks before the last; None for none."""
    if s.design.kind == "fisher" or s.design.sided == 2 or s.design.futility is None:
        return None
    found = [float(each) for each in s.design.futility]
    return found if any(isfinite(each) for each in found) else None


def _actions(s: Stage) -> list[str | float]:
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


def _rejection_probabilities(s: Stage) -> list[float]:
    found = []
    if s.design.kind == "fisher" and s.design.binding:
        p = s.p_values(cumulative=False).tolist()
        stop = next((k for k, low in enumerate(s.design.futility[: s.stage]) if p[k] > low), None)
        if stop is not None:
            before = _rejection_probabilities(replace(s, stage=stop)) if stop else []
            return [*before[:stop], *[0.0] * (s.stage - stop), *[nan] * (s.count - s.stage)]
    for k in range(1, min(s.stage, s.count - 1) + 1):
        stopped = _kept(s)
        if stopped is not None and any(z < low for z, low in zip(s.z()[:k], stopped, strict=False)):
            found += [0.0] * (s.stage + 1 - k)
            break
        if s.design.kind == "fisher":
            p = s.p_values(cumulative=False)[:k].tolist()
            if s.product()[k - 1] < s.design.efficacy[k - 1]:
                found.append(1.0)
                continue
            found.append(
                conditional_power_fisher(
                    s.design.efficacy, s.weights, p, futility=_fisher_stops(s)
                )[-1]
            )
            continue
        z, lower = float(s.z()[k - 1]), _kept(s)
        if s.design.sided == 2:  # rpact mirrors the bounds as they lie after the look
            t = np.asarray(s.design.information)
            lower = (2 * z * np.sqrt(t[k - 1] / t) - np.asarray(_bounds(s))).tolist()
        cells = conditional_stopping(
            s.design.information, upper=_bounds(s), look=k, z=z, drift=0.0, lower=lower
        )
        found.append(float(cells.upper.sum()) * s.design.sided)
    return found + [nan] * (s.count - len(found))


def _fisher_stops(s: Stage) -> list[float] | None:
    return list(s.design.futility) if s.design.binding else None


def _planned(s: Stage, nPlanned: Any) -> list[float] | None:
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
            from agree_design.rpact_data import _summaries

            key = "overallStDevs"
            sd = _summaries(s)[key][s.stage - 1]
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


def _conditional_power(s: Stage, power: dict[str, Any]) -> tuple[list[float], dict[str, Any]]:
    assumed = _assumed(s, power)
    planned = _planned(s, power.get("nPlanned"))
    if planned is None or s.stage == s.count:
        return [nan] * s.count, assumed
    slope, spread = _slope(s, assumed)
    lead = [nan] * s.stage
    if spread != 1.0:  # rpact spreads what the null variance adds over the stages left
        left = 1 - min(_rejection_probabilities(s)[s.stage - 1], 1.0)
        if left < 1:
            slope -= float(ndtri(max(left, 1e-100))) * (spread - 1) / sqrt(sum(planned))
    if s.design.kind == "fisher":
        p = s.p_values(cumulative=False).tolist()
        shifts = [slope * sqrt(n) for n in planned]
        stops = _fisher_stops(s)
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
    lower = [-each for each in _bounds(s)] if s.design.sided == 2 else _futility(s)
    cells = conditional_stopping(
        information, upper=_bounds(s), look=s.stage, z=z, drift=means, lower=lower
    )
    reached = (
        cells.upper + cells.lower if s.design.both_ends and s.design.sided == 2 else cells.upper
    )
    return lead + np.cumsum(reached).tolist(), assumed


def _repeated_intervals(s: Stage) -> tuple[list[float], list[float]]:
    evidence = s.evidence
    if s.data.kind == "rates" and not s.normal and s.data.groups == 2:
        evidence = s.data.evidence(s.stage, normal=True, equal=True)
    if s.design.kind == "fisher":
        found = evidence_intervals_fisher(evidence, s.design.efficacy, s.weights)
    else:
        weights = None if s.design.kind == "group-sequential" else s.weights
        found = evidence_intervals(evidence, _bounds(s), weights=weights)
    if s.design.kind != "fisher":
        found = np.where(np.isfinite(_bounds(s)[: s.stage])[:, None], found, nan)
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
        row = evidence_intervals(evidence, [*bounds, *_bounds(s)[len(bounds) :]], weights=weights)[
            k
        ]
        none = stop >= 1 if fisher_test else not isfinite(stop)
        found.append(nan if none else float(row[0 if s.upper else 1]))
    worst = np.minimum.accumulate(found) if s.upper else np.maximum.accumulate(found)
    return worst.tolist()


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
    lower = [-each for each in upper] if s.design.sided == 2 else _kept(s)
    cells = stopping_probabilities(s.design.information, upper=upper, lower=lower)
    return min(float(cells.upper.sum()) * s.design.sided, 0.5)


def _repeated_p_values(s: Stage) -> list[float]:
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


def _final_stage(s: Stage) -> int | None:
    if s.count == 1 or (s.design.kind == "fisher" and s.count > 2):
        return None  # rpact has no final inference there
    for k, action in enumerate(_actions(s)[: s.stage], start=1):
        ends = action != "accept and stop" or s.design.binding
        if action != "continue" and ends:
            return k
    return None


def _final_p(s: Stage) -> tuple[int | None, float]:
    final = _final_stage(s)
    if final is None:
        return None, nan
    if s.design.kind == "fisher":
        p = s.p_values(cumulative=False)[:final].tolist()
        return final, stagewise_p_value_fisher(
            s.design.efficacy, s.weights, p, futility=_fisher_stops(s)
        )
    z = float(s.z()[final - 1])
    if s.design.sided == 2:
        z = abs(z)
    found = stagewise_p_value(s.design.information[:final], upper=_bounds(s), z=z, lower=_kept(s))
    return final, min(found * s.design.sided, 1.0)


def _kept(s: Stage) -> list[float] | None:
    """Futility bounds that inference counts on: binding ones."""
    return _futility(s) if s.design.binding else None


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


def _final_interval(s: Stage) -> tuple[int | None, list[float], float]:
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
            s.design.information[:final], upper=_bounds(s), z=z, p_value=p, lower=_kept(s),
            shape=shape,
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


def _placed(s: Stage, final: int | None, value: float) -> list[float]:
    return [value if final == k + 1 else nan for k in range(s.count)]


def _information(data: Data, stage: int) -> np.ndarray:
    """Events, or subjects of all groups, up to each stage."""
    if data.kind == "survival":
        return np.asarray(data.columns["overallEvents"][0][:stage], float)
    return np.cumsum(np.sum([row[:stage] for row in data.columns["n"]], axis=0))


def _allowed(epsilon: Any, most: float) -> float:
    """Information that may lack at the last look, given as such or as a share."""
    found = number(epsilon, missing=0.0)
    return found if found >= 1 else found * most


def _reached(
    design: Any, dataInput: Any, given: dict[str, Any], most: float
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """
    The design at the information reached, and where it has its last look the one until then.

    A look short of the most, by more than epsilon, is followed by another at the most; one at or
    beyond it spends what is left, with fractions of what was reached.
    """
    s = stage_of(design, dataInput, stage=given.get("stage"))
    d = s.design
    if d.kind != "group-sequential" or d.spending is None:
        raise Unsupported("maxInformation for a design that does not spend by a function")
    if d.sided != 1 or d.futility is not None:
        raise Unsupported("maxInformation with futility or two sides")
    reached = _information(s.data, s.stage)
    allowed = _allowed(given.get("informationEpsilon"), most)
    fractions = (reached / most).tolist()
    shape = {"alpha": d.alpha, "typeOfDesign": d.type, "gammaA": d.gamma}
    if reached[-1] < most - allowed - WITHIN:
        return group_sequential(informationRates=[*fractions, 1.0], **shape), None
    spent = [float(d.spending(d.alpha, [each])[0]) for each in fractions[:-1]]
    last = group_sequential(
        informationRates=(reached / reached[-1]).tolist(), alpha=d.alpha, typeOfDesign="asUser",
        userAlphaSpending=[*spent, d.alpha],
    )  # fmt: skip
    return last, group_sequential(informationRates=[*fractions[:-1], 1.0], **shape)


@stands_for("rpact::getAnalysisResults", parameters=ARGUMENTS)
def get_analysis_results(design: Any = None, dataInput: Any = None, **given: Any) -> dict[str, Any]:
    """The whole analysis."""
    most = given.pop("maxInformation", None)
    earlier: dict[str, Any] | None = None
    if most not in (None, []):
        design, earlier = _reached(design, dataInput, given, float(most))
    chosen, power = _split(given)
    results = get_stage_results(design, dataInput, **chosen)
    s: Stage = results["_stage"]
    powers, assumed = _conditional_power(s, power)
    planned = _planned(s, power.get("nPlanned"))
    low, high = _repeated_intervals(s)
    final, p = _final_p(s)
    _, interval, middle = _final_interval(s)
    public = {key: value for key, value in results.items() if key != "stages"}
    if earlier is None:
        repeated = _repeated_p_values(s)
        if s.design.type == "noEarlyEfficacy" and s.count > 1:
            repeated = [nan] * (s.count - 1) + repeated[-1:]
    else:  # the last look has none there
        before = get_stage_results(earlier, dataInput, **chosen)["_stage"]
        repeated = [*_repeated_p_values(before)[: s.stage - 1], nan]
    return {
        **public,
        **assumed,
        "nPlanned": [nan] * s.stage + (planned or [nan] * (s.count - s.stage)),
        "testActions": _actions(s),
        "conditionalRejectionProbabilities": _rejection_probabilities(s),
        "conditionalPower": powers,
        "conditionalPowerSimulated": powers,
        "repeatedConfidenceIntervalLowerBounds": low,
        "repeatedConfidenceIntervalUpperBounds": high,
        "repeatedPValues": repeated,
        "finalStage": final,
        "finalPValues": _placed(s, final, p),
        "finalConfidenceIntervalLowerBounds": _placed(s, final, interval[0]),
        "finalConfidenceIntervalUpperBounds": _placed(s, final, interval[1]),
        "medianUnbiasedEstimates": _placed(s, final, middle),
        "directionUpper": s.upper,
        **({"iterations": 1000, "seed": nan} if s.design.kind == "fisher" else {}),
    }


def _stage_in(stageResults: Any) -> Stage:
    if not isinstance(stageResults, dict) or "_stage" not in stageResults:
        raise Unsupported("stageResults is no result of getStageResults")
    return stageResults["_stage"]


def _plain(values: Any, *names: str) -> dict[str, Any]:
    return dict.fromkeys((*names, "value", "result"), values)


@stands_for("rpact::getConditionalPower", parameters=("stageResults",))
def get_conditional_power(stageResults: Any, **given: Any) -> dict[str, Any]:
    """Conditional power at the stages to come."""
    s = _stage_in(stageResults)
    _, power = _split(given)
    found, assumed = _conditional_power(s, power)
    planned = _planned(s, power.get("nPlanned"))
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


@stands_for("rpact::getConditionalRejectionProbabilities", parameters=("stageResults",))
def get_rejection_probabilities(stageResults: Any, **given: Any) -> dict[str, Any]:
    """Conditional rejection probabilities."""
    _split(given)
    found = _rejection_probabilities(_stage_in(stageResults))
    return _plain(found, "conditionalRejectionProbabilities")


@stands_for("rpact::getRepeatedConfidenceIntervals", parameters=ARGUMENTS)
def get_repeated_intervals(
    design: Any = None, dataInput: Any = None, **given: Any
) -> dict[str, Any]:
    """Repeated confidence intervals, a row of lower and one of upper ends."""
    chosen, _ = _split(given)
    low, high = _repeated_intervals(stage_of(design, dataInput, **chosen))
    return {
        **_plain([low, high], "repeatedConfidenceIntervals"),
        "lower": low,
        "upper": high,
        "repeatedConfidenceIntervalLowerBounds": low,
        "repeatedConfidenceIntervalUpperBounds": high,
    }


@stands_for("rpact::getRepeatedPValues", parameters=("stageResults",))
def get_repeated_p_values(stageResults: Any, **given: Any) -> dict[str, Any]:
    """Repeated p-values."""
    _split(given)
    return _plain(_repeated_p_values(_stage_in(stageResults)), "repeatedPValues")


@stands_for("rpact::getTestActions", parameters=("stageResults",))
def get_test_actions(stageResults: Any, **given: Any) -> dict[str, Any]:
    """What the test says at each stage."""
    return _plain(_actions(_stage_in(stageResults)), "testActions")


@stands_for("rpact::getFinalPValue", parameters=("stageResults",))
def get_final_p_value(stageResults: Any, **given: Any) -> dict[str, Any]:
    """P-value by the stage-wise ordering."""
    s = _stage_in(stageResults)
    final, p = _final_p(s)
    return {"finalStage": final, "pFinal": p, "finalPValues": _placed(s, final, p)}


@stands_for("rpact::getFinalConfidenceInterval", parameters=ARGUMENTS)
def get_final_interval(design: Any = None, dataInput: Any = None, **given: Any) -> dict[str, Any]:
    """Interval and estimate by the stage-wise ordering."""
    chosen, _ = _split(given)
    s = stage_of(design, dataInput, **chosen)
    final, interval, middle = _final_interval(s)
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


@stands_for("rpact::getObservedInformationRates", parameters=("dataInput",))
def get_observed_information_rates(
    dataInput: Any, maxInformation: Any = None, informationEpsilon: Any = None, stage: Any = None
) -> dict[str, Any]:
    """Fractions of the information reached, and how the last look stands to what was planned."""
    if maxInformation in (None, []):
        raise Unsupported("getObservedInformationRates without maxInformation, which rpact refuses")
    data = dataInput["_data"]
    taken = data.stages if stage is None else min(int(stage), data.stages)
    reached, most = _information(data, taken), float(maxInformation)
    status = "final-stage"
    if reached[-1] < most - _allowed(informationEpsilon, most) - WITHIN:
        status = "interim-stage"
    elif reached[-1] != most:
        status = "under-running" if reached[-1] < most else "over-running"
    last = most if status == "interim-stage" else float(reached[-1])
    rates = (reached / last).tolist()
    return {
        "absoluteInformations": reached.tolist(),
        "maxInformation": last,
        "informationEpsilon": informationEpsilon,
        "informationRates": [*rates, 1.0] if status == "interim-stage" else rates,
        "status": status,
    }
