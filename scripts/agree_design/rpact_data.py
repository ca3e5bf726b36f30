"""rpact: data sets of stages, and the statistics of each stage."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import nan
from types import SimpleNamespace
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, number, stands_for
from trialrun.design.adaptive.combination import (
    combination_weights,
    combine_fisher,
    combine_scores,
)
from trialrun.design.adaptive.evidence_means import MeansEvidence, stagewise_moments
from trialrun.design.adaptive.evidence_rates import RatesEvidence
from trialrun.design.adaptive.evidence_survival import SurvivalEvidence, logrank_cumulative

NAMES = {
    "n": ("n", "N", "sampleSizes", "sampleSize"),
    "means": ("means", "mean"),
    "stDevs": ("stDevs", "stDev", "stds", "std", "sd", "stdevs"),
    "events": ("events", "event"),
    "logRanks": ("logRanks", "logRank", "lr", "LogRanks"),
    "allocationRatios": ("allocationRatios", "allocationRatio", "ar", "alloc"),
}
CUMULATIVE = ("overall", "cumulative", "cum")


@dataclass
class Data:
    """A data set: its kind, stage-wise columns by group, and the evidence they give."""

    kind: str
    groups: int
    stages: int
    columns: dict[str, list[list[float]]] = field(default_factory=dict)

    def evidence(self, stage: int, *, normal: bool, equal: bool) -> Any:
        """Evidence of the stages up to one."""

        def rows(name: str) -> tuple[tuple[float, ...], ...]:
            return tuple(tuple(row[:stage]) for row in self.columns[name])

        if self.kind == "means":
            return MeansEvidence(
                rows("n"), rows("means"), rows("stDevs"), equal_variances=equal,
                known_variance=normal,
            )  # fmt: skip
        if self.kind == "rates":
            sizes = tuple(tuple(round(n) for n in row) for row in rows("n"))
            events = tuple(tuple(round(n) for n in row) for row in rows("events"))
            return RatesEvidence(sizes, events, exact=not normal)
        return SurvivalEvidence(
            rows("overallEvents")[0], rows("overallLogRanks")[0], rows("overallAllocationRatios")[0]
        )


def _find(given: dict[str, Any], name: str, group: str) -> tuple[list[float] | None, bool]:
    """A column by any of its names, and whether it is cumulative."""
    for each in NAMES[name]:
        if f"{each}{group}" in given:
            return [number(v) for v in as_list(given.pop(f"{each}{group}"))], False
        for prefix in CUMULATIVE:
            key = f"{prefix}{each[0].upper()}{each[1:]}{group}"
            if key in given:
                return [number(v) for v in as_list(given.pop(key))], True
    return None, False


@stands_for("rpact::getDataset", "rpact::getDataSet")
def get_dataset(**given: Any) -> dict[str, Any]:
    """A data set of one or two groups."""
    for ignored in ("floatingPointNumbersEnabled",):
        given.pop(ignored, None)
    given.pop("stages", None) if "groups" not in given and "group" not in given else None
    names = {key.rstrip("0123456789") for key in given}
    if any(key.endswith(("3", "4", "5")) for key in given):
        raise Unsupported("a data set of more than two groups")
    groups = ["1", "2"] if any(key.endswith("2") for key in given) else [""]
    if groups == [""] and any(key.endswith("1") for key in given):
        groups = ["1"]
    survival = any("ogRank" in key or key == "lr" for key in names)
    data = _survival(given, groups) if survival else _counts_or_means(given, groups)
    if given:
        raise Unsupported(f"getDataset with {', '.join(sorted(given))}")
    return _described(data)


def _survival(given: dict[str, Any], groups: list[str]) -> Data:
    group = groups[0]
    if len(groups) > 1:
        raise Unsupported("survival data of more than one comparison")
    events, cumulative = _find(given, "events", group)
    ranks, overall = _find(given, "logRanks", group)
    ratios, total = _find(given, "allocationRatios", group)
    if events is None or ranks is None or cumulative != overall:
        raise Unsupported("survival data without events and log ranks of one kind")
    ratios = ratios or [1.0] * len(events)
    d = np.array(events)
    if cumulative:
        sums, score = d, np.sqrt(d) * np.array(ranks)
        step = np.diff(sums, prepend=0.0)
        stagewise = (np.diff(score, prepend=0.0) / np.sqrt(step)).tolist()
        ratio = ratios
        each = (np.diff(np.array(ratios) * sums, prepend=0.0) / step).tolist() if total else ratios
        columns = (sums.tolist(), list(ranks), ratio, step.tolist(), stagewise, each)
    else:
        sums = np.cumsum(d)
        combined = logrank_cumulative(events, ranks).tolist()
        ratio = (np.cumsum(np.array(ratios) * d) / sums).tolist()
        columns = (sums.tolist(), combined, ratio, list(events), list(ranks), ratios)
    names = (
        "overallEvents", "overallLogRanks", "overallAllocationRatios", "events", "logRanks",
        "allocationRatios",
    )  # fmt: skip
    return Data("survival", 2, len(d), {n: [c] for n, c in zip(names, columns, strict=True)})


def _counts_or_means(given: dict[str, Any], groups: list[str]) -> Data:
    means = any("ean" in key for key in given)
    columns: dict[str, list[list[float]]] = {}
    stages = 0
    for group in groups:
        n, cumulative = _find(given, "n", group)
        if n is None:
            raise Unsupported("a data set without sample sizes")
        if means:
            m, _ = _find(given, "means", group)
            s, _ = _find(given, "stDevs", group)
            if m is None or s is None:
                raise Unsupported("a data set without means or standard deviations")
            rows = [n, m, s]
            if cumulative:
                rows = [list(map(float, each)) for each in stagewise_moments(n, m, s)]
            for name, row in zip(("n", "means", "stDevs"), rows, strict=True):
                columns.setdefault(name, []).append(row)
        else:
            e, _ = _find(given, "events", group)
            if e is None:
                raise Unsupported("a data set without events or means")
            rows = [n, e]
            if cumulative:
                rows = [np.diff(each, prepend=0.0).tolist() for each in rows]
            for name, row in zip(("n", "events"), rows, strict=True):
                columns.setdefault(name, []).append(row)
        stages = max(stages, sum(not np.isnan(each) for each in n))
    columns = {name: [row[:stages] for row in rows] for name, rows in columns.items()}
    return Data("means" if means else "rates", len(groups), stages, columns)


def _described(data: Data) -> dict[str, Any]:
    """The columns in R's order, stage by stage and group by group."""
    result: dict[str, Any] = {"_data": data}
    names = {"n": "sampleSizes"}

    def long(rows: list[list[float]]) -> list[float]:
        return [row[k] for k in range(data.stages) for row in rows]

    for name, rows in data.columns.items():
        result[names.get(name, name)] = long(rows)
    if data.kind == "survival":
        result |= {"stages": list(range(1, data.stages + 1)), "groups": [1] * data.stages}
        return result
    result["stages"] = [k + 1 for k in range(data.stages) for _ in range(data.groups)]
    result["groups"] = [g + 1 for _ in range(data.stages) for g in range(data.groups)]
    sums = [np.cumsum(row).tolist() for row in data.columns["n"]]
    result["overallSampleSizes"] = long(sums)
    if data.kind == "rates":
        result["overallEvents"] = long([np.cumsum(r).tolist() for r in data.columns["events"]])
    else:
        table = data.evidence(data.stages, normal=False, equal=True).cumulative()
        result["overallMeans"] = long([row[1].tolist() for row in table])
        result["overallStDevs"] = long([row[2].tolist() for row in table])
    return result


@dataclass
class Stage:
    """What an analysis works with: design, evidence up to a stage, hypothesis, direction."""

    design: SimpleNamespace
    data: Data
    evidence: Any
    stage: int
    theta0: float
    upper: bool
    normal: bool
    equal: bool
    pooled: bool = True

    @property
    def count(self) -> int:
        """Looks of the design."""
        return len(self.design.information)

    @property
    def weights(self) -> list[float]:
        """Weights of the inverse-normal test, or exponents of Fisher's."""
        if self.design.kind == "fisher":
            return list(self.design.weights)
        return list(combination_weights(self.design.information))

    def padded(self, values: Any) -> list[float]:
        """Values of the stages taken, and NA for the looks to come."""
        found = [float(v) if np.isfinite(v) else nan for v in list(values)[: self.stage]]
        return found + [nan] * (self.count - len(found))

    def p_values(self, *, cumulative: bool) -> np.ndarray:
        """One-sided p-values."""
        return np.asarray(
            self.evidence.p_values(self.theta0, cumulative=cumulative, upper=self.upper)
        )

    def scores(self, *, cumulative: bool) -> np.ndarray:
        """Normal scores of the p-values."""
        return np.asarray(
            self.evidence.scores(self.theta0, cumulative=cumulative, upper=self.upper)
        )

    def combined(self) -> np.ndarray:
        """Inverse-normal statistics of the stages."""
        return combine_scores(self.scores(cumulative=False), self.weights[: self.stage])

    def z(self) -> np.ndarray:
        """Statistics that the design's bounds are for."""
        if self.design.kind == "group-sequential":
            return self.scores(cumulative=True)
        return self.combined()

    def product(self) -> np.ndarray:
        """Products of Fisher's test."""
        return combine_fisher(self.p_values(cumulative=False).tolist(), self.weights[: self.stage])

    def at(self, theta0: float) -> Stage:
        """The same of another hypothesis."""
        return replace(self, theta0=theta0)


def stage_of(
    design: Any,
    dataInput: Any,
    stage: Any = None,
    thetaH0: Any = None,
    directionUpper: Any = None,
    normalApproximation: Any = None,
    equalVariances: Any = None,
    stdErrorEstimate: Any = None,
) -> Stage:
    """What an analysis works with, from arguments of rpact."""
    if isinstance(design, dict) and "_data" in design:
        design, dataInput = dataInput, design
    if not isinstance(dataInput, dict) or "_data" not in dataInput:
        raise Unsupported("dataInput is no data set")
    if design is None:
        from agree_design.rpact_designs import group_sequential

        design = group_sequential(kMax=1, alpha=0.025)
    if not isinstance(design, dict) or "_design" not in design:
        raise Unsupported("design is no design of rpact")
    settings, data = design["_design"], dataInput["_data"]
    last = min(data.stages, len(settings.information))
    taken = last if stage is None or stage == [] else min(int(stage), last)
    if data.kind == "means":
        normal = bool(normalApproximation) if normalApproximation is not None else False
    else:
        normal = True if normalApproximation is None else bool(normalApproximation)
        normal = normal or data.kind == "survival"
    theta0 = thetaH0
    if theta0 is None:
        theta0 = 1.0 if data.kind == "survival" else 0.0
        if data.kind == "rates" and data.groups == 1:
            raise Unsupported("a rate of one group without thetaH0, which rpact refuses")
    if directionUpper is None:
        given = getattr(settings, "direction_upper", None)
        directionUpper = True if given is None else given
    equal = True if equalVariances is None else bool(equalVariances)
    evidence = data.evidence(taken, normal=normal, equal=equal)
    upper = bool(directionUpper)
    pooled = stdErrorEstimate != "unpooled"
    return Stage(settings, data, evidence, taken, float(theta0), upper, normal, equal, pooled)


ARGUMENTS = ("design", "dataInput")


@stands_for("rpact::getStageResults", parameters=ARGUMENTS)
def get_stage_results(design: Any = None, dataInput: Any = None, **given: Any) -> dict[str, Any]:
    """Statistics of the stages."""
    s = stage_of(design, dataInput, **given)
    data, evidence = s.data, s.evidence
    result: dict[str, Any] = {"_stage": s, "stages": list(range(1, s.count + 1))}
    statistic: Any
    if data.kind == "rates" and not s.normal:
        statistic, stagewise = s.scores(cumulative=True), None
    else:
        statistic = evidence.statistics(s.theta0, cumulative=True)
        stagewise = evidence.statistics(s.theta0, cumulative=False)
    result["overallTestStatistics"] = s.padded([nan] if statistic is None else statistic)
    result["overallPValues"] = s.padded(s.p_values(cumulative=True))
    result["testStatistics"] = s.padded([nan] if stagewise is None else stagewise)
    result["pValues"] = s.padded(s.p_values(cumulative=False))
    result["effectSizes"] = s.padded(evidence.estimates())
    result |= summaries(s)
    if s.design.kind == "inverse-normal":
        result["combInverseNormal"] = s.padded(s.combined())
        result["weightsInverseNormal"] = s.weights
    elif s.design.kind == "fisher":
        result["combFisher"] = s.padded(s.product())
        result["weightsFisher"] = s.weights
    result["thetaH0"] = s.theta0
    result["direction"] = "upper" if s.upper else "lower"
    result["directionUpper"] = s.upper
    result["normalApproximation"] = s.normal
    result["equalVariances"] = s.equal
    result["stage"] = s.stage
    return result


def summaries(s: Stage) -> dict[str, Any]:
    """Data up to each stage."""
    data, result = s.data, {}
    fill = [nan] * max(s.count - data.stages, 0)
    groups = [""] if data.groups == 1 else ["1", "2"]
    if data.kind == "means":
        whole = data.evidence(data.stages, normal=False, equal=True).cumulative()
        for group, (n, m, sd) in zip(groups, whole, strict=True):
            result[f"overallMeans{group}"] = m.tolist()[: s.count] + fill
            result[f"overallStDevs{group}"] = sd.tolist()[: s.count] + fill
            result[f"overallSampleSizes{group}"] = s.padded(n)
        if data.groups == 2:
            (n1, _, s1), (n2, _, s2) = whole
            pooled = np.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2))
            result["overallStDevs"] = s.padded(pooled)
    elif data.kind == "rates":
        for at, group in enumerate(groups):
            n, e = (np.cumsum(data.columns[name][at]) for name in ("n", "events"))
            result[f"overallEvents{group}"] = s.padded(e)
            result[f"overallSampleSizes{group}"] = s.padded(n)
            result[f"overallPi{at + 1}"] = s.padded(e / n)
    else:
        for name in ("overallEvents", "overallAllocationRatios", "events", "allocationRatios"):
            result[name] = s.padded(data.columns[name][0])
    return result
