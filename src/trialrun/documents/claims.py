"""
What may be claimed: the standing of each planned test after the study's gates.

A report claims an effect only where the definition allows it: a test that a gate holds back is
reported as descriptive, whatever its p-value; a test without a p-value claims nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from trialrun.report import Result, result_id
from trialrun.study import Analysis, Gate, Study

DOSE = "dose"
"""Name of the dose-response test of an analysis."""

MODELS = frozenset({"ancova", "anova", "logrank"})
"""Methods whose tests can carry a claim of efficacy."""

Standing = Literal["shown", "opposite", "not-shown", "descriptive", "missing"]


@dataclass(frozen=True)
class Verdict:
    """
    The standing of one test.

    `standing` is "shown" (significant, allowed, in the favourable direction), "opposite" (the
    same, unfavourable), "not-shown" (allowed, not significant), "descriptive" (held back: no claim
    whatever its p-value) or "missing" (no p-value: no claim). `bound` is the id of the one-sided
    p-value that the design asks of the test at its final look; None where the level of the
    analysis counts.
    """

    analysis: str
    test: str
    standing: Standing
    p_value: float | None
    bound: str | None = None


@dataclass(frozen=True)
class GateVerdict:
    """Which tests a gate asked for succeeded; `passed` is what follows from them."""

    gate: str
    passed: bool
    succeeded: tuple[str, ...]
    failed: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Claims:
    """Verdicts on all tests (`ANALYSIS.TEST`) and gates of a study."""

    tests: Mapping[str, Verdict]
    gates: Mapping[str, GateVerdict]

    def gates_before(self, study: Study, test: str) -> tuple[GateVerdict, ...]:
        """Return the verdicts of the gates that stand before a test."""
        return tuple(self.gates[gate.id] for gate in study.gates if test in gate.then)


def judge_claims(study: Study, results: Mapping[str, Result]) -> Claims:
    """
    Judge every test of the efficacy analyses.

    A test that a gate leads to is free if all gates before it are passed. A test that gates only
    ask for is free if its endpoint is primary; otherwise the gates that lead nowhere else (an
    overall claim, such as both co-primary endpoints) must be passed. A test that no gate names is
    free only in the first analysis of a primary endpoint of which no gate names an analysis:
    supportive and subgroup analyses are descriptive.

    Args:
        study: analyses, endpoints (which direction is better) and gates.
        results: read: `ANALYSIS.TEST.p_value` and `.estimate`; of the group-sequential test also
            `.p_one_sided` and the final efficacy bound of the design, below which it must lie.
    """
    judge = _Judge(study, results)
    gates = {gate.id: judge.gate(gate) for gate in study.gates}
    tests = {
        name: Verdict(
            analysis.id,
            test,
            judge.standing(analysis, test),
            judge.p_value(name),
            judge.bound(name),
        )
        for analysis in study.analyses
        if analysis.method in MODELS
        for test in tests_of(analysis)
        for name in (f"{analysis.id}.{test}",)
    }
    return Claims(tests, gates)


def tests_of(analysis: Analysis) -> tuple[str, ...]:
    """Return the names of an analysis' tests, in the order in which they are reported."""
    pairs = tuple(f"{one}-{other}" for one, other in analysis.comparisons)
    return (DOSE, *pairs) if analysis.dose_response else pairs


class _Judge:
    """One study and its results; gates may lead to tests that other gates ask for."""

    def __init__(self, study: Study, results: Mapping[str, Result]) -> None:
        self.study = study
        self.results = results
        self.analyses = {analysis.id: analysis for analysis in study.analyses}
        self.open: list[str] = []

    def _value(self, name: str, operation: str) -> float | None:
        analysis, _, test = name.partition(".")
        row = self.results.get(result_id(analysis, test, operation))
        return None if row is None else row.value

    def p_value(self, name: str) -> float | None:
        return self._value(name, "p_value")

    def favourable(self, name: str) -> bool:
        analysis = self.analyses[name.partition(".")[0]]
        better = self.study.endpoint(analysis.endpoint).better
        estimate = self._value(name, "estimate")
        if better is None or estimate is None:
            return True
        if analysis.method == "logrank":  # a hazard ratio; below 1 times are longer
            return estimate < 1 if better == "higher" else estimate > 1
        return estimate < 0 if better == "lower" else estimate > 0

    def bound(self, name: str) -> str | None:
        """Return the id of the one-sided p-value that the final look of a test asks for."""
        planning = self.study.planning
        sequential = None if planning is None else planning.group_sequential
        if sequential is None:
            return None
        if name != f"{sequential.analysis}.{'-'.join(sequential.comparison)}":
            return None
        look = f"look{len(sequential.information)}"
        row = self.results.get(result_id(sequential.analysis, look, "efficacy_p", prefix="design"))
        known = row is not None and row.value is not None
        return row.id if row is not None and known else None

    def significant(self, name: str, level: float) -> bool:
        """Whether a test with a p-value is below its level, or its bound, in either direction."""
        bound, one_sided = self.bound(name), self._value(name, "p_one_sided")
        if bound is not None and one_sided is not None:
            return min(one_sided, 1 - one_sided) < (self.results[bound].value or 0)
        p_value = self.p_value(name)
        return p_value is not None and p_value < level

    def gate(self, gate: Gate) -> GateVerdict:
        succeeded, failed, missing = [], [], []
        for name in gate.first:
            if self.p_value(name) is None:
                missing.append(name)
            elif (
                self.significant(name, gate.alpha) and self.favourable(name) and self.allowed(name)
            ):
                succeeded.append(name)
            else:
                failed.append(name)
        enough = bool(succeeded) if gate.require == "any" else not (failed or missing)
        return GateVerdict(gate.id, enough, tuple(succeeded), tuple(failed), tuple(missing))

    def allowed(self, name: str) -> bool:
        if name in self.open:  # gates in a circle allow nothing
            return False
        analysis = self.analyses.get(name.partition(".")[0])
        if analysis is None:
            return False
        before = [gate for gate in self.study.gates if name in gate.then]
        if not before:
            primary = self.study.endpoint(analysis.endpoint).level == "primary"
            if any(name in gate.first for gate in self.study.gates):
                if not primary:
                    before = [g for g in self.study.gates if not g.then and name not in g.first]
                    if not before:
                        return False
            elif not (primary and self.main_of_endpoint(analysis)):
                return False
        self.open.append(name)
        try:
            return all(self.gate(gate).passed for gate in before)
        finally:
            self.open.pop()

    def main_of_endpoint(self, analysis: Analysis) -> bool:
        """Whether an analysis is its endpoint's first, and no gate names another one of it."""
        own = [each.id for each in self.study.analyses if each.endpoint == analysis.endpoint]
        named = {
            name.partition(".")[0]
            for gate in self.study.gates
            for name in (*gate.first, *gate.then)
        }
        return own[0] == analysis.id and not named.intersection(own)

    def standing(self, analysis: Analysis, test: str) -> Standing:
        name = f"{analysis.id}.{test}"
        if self.p_value(name) is None:
            return "missing"
        if not self.allowed(name):
            return "descriptive"
        if not self.significant(name, analysis.alpha):
            return "not-shown"
        return "shown" if self.favourable(name) else "opposite"
