"""
Which tests a rehearsal makes of continuous endpoints, and what the gates make of them.

A gate opens when its first tests are significant in the direction of benefit; the tests behind it
can be claimed only then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from trialrun.errors import StudyError
from trialrun.study import Analysis, Gate, Scenario, Study

DOSE = "dose"

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class PlannedTest:
    """
    One test of an analysis.

    Args:
        name: as gates name it: ANALYSIS.dose or ANALYSIS.EXPERIMENTAL-CONTROL.
        analysis: position among the analyses of the rehearsal.
        pair: positions of the arms (experimental, control); None for the dose response.
        alpha: two-sided level, of the first gate that names the test.
        benefit: sign of a beneficial effect, -1 or 1; 0 where both are.
    """

    name: str
    analysis: int
    pair: tuple[int, int] | None
    alpha: float
    benefit: int


@dataclass(frozen=True)
class Claims:
    """
    The tests of a rehearsal and the gates before them.

    Args:
        success: the gate that decides about the trial.
        analyses: that the tests need.
        tests: each once.
        gates: the gates of which every test can be rehearsed, that of success first.
    """

    success: Gate
    analyses: tuple[Analysis, ...]
    tests: tuple[PlannedTest, ...]
    gates: tuple[Gate, ...]


def claims_of(study: Study, scenario: Scenario) -> Claims:
    """
    Return the tests that a scenario's continuous endpoints allow.

    Args:
        study: its `planning.success` names the gate that decides; other gates count where all
            their tests can be rehearsed.
        scenario: an analysis can be rehearsed where its endpoint is believed something of.
    Raises:
        StudyError: no gate decides, or one of its tests can not be rehearsed.
    """
    planning = study.planning
    name = None if planning is None else planning.success
    deciding = next((gate for gate in study.gates if gate.id == name), None)
    if deciding is None:
        raise StudyError(
            "no gate decides about success; a study with continuous endpoints needs one",
            place="planning.success",
            hint="name one of gates, whose first tests make the trial a success.",
        )
    believed = {belief.endpoint for belief in scenario.continuous}
    known = {
        analysis.id: analysis
        for analysis in study.analyses
        if analysis.endpoint in believed and analysis.method in {"ancova", "anova"}
    }
    possible = {test for analysis in known.values() for test in _tests_of(analysis)}
    missing = [test for test in deciding.first if test not in possible]
    if missing:
        raise StudyError(
            f"test {missing[0]} can not be rehearsed in scenario {scenario.id}; "
            f"its beliefs allow {', '.join(sorted(possible)) or 'none'}",
            place=f"gates.{deciding.id}.first",
            hint="give the scenario a continuous belief about the endpoint of the analysis.",
        )
    gates = (
        deciding,
        *(
            gate
            for gate in study.gates
            if gate.id != deciding.id and {*gate.first, *gate.then} <= possible
        ),
    )
    levels: dict[str, float] = {}
    for gate in gates:
        for test in (*gate.first, *gate.then):
            if test in possible:
                levels.setdefault(test, gate.alpha)
    analyses = tuple(
        analysis
        for analysis in known.values()
        if any(test in levels for test in _tests_of(analysis))
    )
    tests = tuple(
        _planned(study, analyses, test, levels[test])
        for analysis in analyses
        for test in _tests_of(analysis)
        if test in levels
    )
    return Claims(deciding, analyses, tests, gates)


def significant(
    test: PlannedTest, statistic: NDArray[np.float64], df: NDArray[np.float64], alpha: float
) -> Flags:
    """
    Return where a test is significant in the direction of benefit.

    Args:
        test: whose direction counts.
        statistic: (n,) t; NaN where the model could not be fitted, which is no success.
        df: (n,) degrees of freedom.
        alpha: two-sided.
    """
    bound = special.stdtrit(df, 1 - alpha / 2)
    with np.errstate(invalid="ignore"):
        if test.benefit:
            return np.asarray(test.benefit * statistic >= bound, dtype=bool)
        return np.asarray(np.abs(statistic) >= bound, dtype=bool)


def claimed(
    claims: Claims,
    statistics: Mapping[str, NDArray[np.float64]],
    freedom: Mapping[str, NDArray[np.float64]],
) -> tuple[Flags, dict[str, Flags]]:
    """
    Pass the tests of every trial through the gates.

    Args:
        claims: tests and gates.
        statistics: test -> (n,) t statistics.
        freedom: test -> (n,) degrees of freedom.
    Returns:
        Where the trial succeeds, and test -> where it can be claimed: a test behind gates where
        it is significant and all of them are open.
    """

    def passed(name: str, alpha: float) -> Flags:
        test = next(test for test in claims.tests if test.name == name)
        return significant(test, statistics[name], freedom[name], alpha)

    opened = {}
    for gate in claims.gates:
        each = [passed(name, gate.alpha) for name in gate.first]
        reduce = np.logical_and if gate.require == "all" else np.logical_or
        opened[gate.id] = reduce.reduce(each)
    found = {}
    for test in claims.tests:
        behind = [gate for gate in claims.gates if test.name in gate.then]
        flags = passed(test.name, test.alpha)
        for gate in behind:
            flags = flags & opened[gate.id] & passed(test.name, gate.alpha)
        found[test.name] = flags
    return opened[claims.success.id], found


def _tests_of(analysis: Analysis) -> list[str]:
    """Names of the tests that an analysis makes."""
    names = [DOSE] if analysis.dose_response else []
    names += [f"{one}-{other}" for one, other in analysis.comparisons]
    return [f"{analysis.id}.{name}" for name in names]


def _planned(study: Study, analyses: tuple[Analysis, ...], name: str, alpha: float) -> PlannedTest:
    own, kind = name.split(".", 1)
    position = next(i for i, analysis in enumerate(analyses) if analysis.id == own)
    arms = [arm.id for arm in study.arms]
    pair = None
    if kind != DOSE:
        pairs = {f"{one}-{other}": (one, other) for one, other in analyses[position].comparisons}
        pair = (arms.index(pairs[kind][0]), arms.index(pairs[kind][1]))
    better = study.endpoint(analyses[position].endpoint).better
    return PlannedTest(name, position, pair, alpha, {"lower": -1, "higher": 1}.get(str(better), 0))
