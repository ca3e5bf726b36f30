"""
Repeated confidence intervals from the evidence of stages, by turning a sequential test around.

An interval at a stage holds the values of the parameter that the test does not reject there, in
either direction. The test is the one of all data (group-sequential), or a combination test of the
stages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import optimize

from trialrun.design.adaptive.combination import combine_fisher, combine_scores
from trialrun.design.adaptive.evidence import Evidence
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_EDGE = 1e-9
_WIDEST = 1e8
_EXACT = 1e-12


def evidence_scores(
    evidence: Evidence, null: float, *, weights: Sequence[float] | None = None, upper: bool = True
) -> Floats:
    """
    Statistics of the stages against a hypothesis.

    Args:
        evidence: of the stages.
        null: value of the parameter under the hypothesis.
        weights: of an inverse-normal test; None for the test of all data up to each stage.
        upper: larger values of the parameter are evidence against it.
    Returns:
        Z at each stage, (stages,).

    >>> from trialrun.design.adaptive.evidence_survival import SurvivalEvidence
    >>> shown = SurvivalEvidence((100, 150), (1.5, 2.1), (1, 1))
    >>> evidence_scores(shown, 1.0, weights=[0.7, 0.5, 0.5]).round(3).tolist()
    [1.5, 2.102]
    """
    if weights is None:
        return evidence.scores(null, cumulative=True, upper=upper)
    scores = evidence.scores(null, cumulative=False, upper=upper)
    return combine_scores(scores, np.asarray(weights, float)[: evidence.stages])


def evidence_intervals(
    evidence: Evidence, bounds: Sequence[float], *, weights: Sequence[float] | None = None
) -> Floats:
    """
    Repeated confidence intervals of a group-sequential or inverse-normal test.

    Args:
        evidence: of the stages.
        bounds: efficacy bounds of Z of the one-sided test (stages or more,).
        weights: of an inverse-normal test; None for the test of all data up to each stage.
    Returns:
        Lower and upper ends, (stages, 2); the limits of the parameter where a bound is infinite.
    Raises:
        DesignError: fewer bounds than stages.
    Source: Jennison and Turnbull (1989), JRSS B 51:305-361; Lehmacher and Wassmer (1999),
        Biometrics 55:1286-1290.

    >>> from trialrun.design.adaptive.evidence_survival import SurvivalEvidence
    >>> shown = SurvivalEvidence((100, 150), (1.5, 2.1), (1, 1))
    >>> evidence_intervals(shown, [2.963, 2.359]).round(3).tolist()
    [[0.746, 2.441], [0.959, 2.071]]
    """
    if len(bounds) < evidence.stages:
        raise DesignError(f"{len(bounds)} for {evidence.stages} stages", place="bounds")
    found = np.empty((evidence.stages, 2))
    for k in range(evidence.stages):
        for side, upper in enumerate((True, False)):
            found[k, side] = evidence.limits[side]
            if np.isfinite(bounds[k]):

                def exceeds(null: float, k: int = k, upper: bool = upper) -> float:
                    z = evidence_scores(evidence, null, weights=weights, upper=upper)
                    return float(z[k]) - float(bounds[k])

                found[k, side] = _end(evidence, exceeds, k, lower=upper)
    return found


def evidence_intervals_fisher(
    evidence: Evidence, critical: Sequence[float], weights: Sequence[float]
) -> Floats:
    """
    Repeated confidence intervals of Fisher's combination test.

    Args:
        evidence: of the stages.
        critical: bounds of the product of p-values (stages or more,).
        weights: exponents of the stages.
    Returns:
        Lower and upper ends, (stages, 2).
    Raises:
        DesignError: fewer bounds than stages.
    Source: Bauer and Köhne (1994), Biometrics 50:1029-1041; Wassmer and Brannath (2016), Group
        Sequential and Confirmatory Adaptive Designs in Clinical Trials, section 8.2.

    >>> from trialrun.design.adaptive.evidence_survival import SurvivalEvidence
    >>> shown = SurvivalEvidence((100, 150), (1.5, 2.1), (1, 1))
    >>> evidence_intervals_fisher(shown, [0.0102, 0.0038], [1, 1]).round(3).tolist()
    [[0.849, 2.146], [0.992, 2.015]]
    """
    if len(critical) < evidence.stages:
        raise DesignError(f"{len(critical)} for {evidence.stages} stages", place="critical")
    found = np.empty((evidence.stages, 2))
    for k in range(evidence.stages):
        for side, upper in enumerate((True, False)):
            found[k, side] = evidence.limits[side]
            if critical[k] > 0:

                def exceeds(null: float, k: int = k, upper: bool = upper) -> float:
                    p = evidence.p_values(null, cumulative=False, upper=upper)
                    product = combine_fisher(p[: k + 1].tolist(), list(weights)[: k + 1])[k]
                    return float(np.log(critical[k]) - np.log(max(product, 1e-300)))

                found[k, side] = _end(evidence, exceeds, k, lower=upper)
    return found


def _end(evidence: Evidence, exceeds: Callable[[float], float], k: int, *, lower: bool) -> float:
    """Value of the parameter at which a test is just not rejected, on one side of the estimate."""
    low, high = evidence.limits
    positive = low == 0 and np.isinf(high)

    def at(x: float) -> float:
        return exceeds(float(np.exp(x)) if positive else x)

    centre = float(evidence.estimates()[k])
    if positive:
        centre, low, high = float(np.log(centre)), -np.inf, np.inf
    low, high = low + _EDGE, high - _EDGE
    sign = -1.0 if lower else 1.0
    step = 0.05 * max(abs(centre), 1.0)
    near = min(max(centre, low), high)
    if at(near) > 0:  # exact tests may reject even the estimate
        sign = -sign
    far = near
    while at(far) * at(near) > 0:
        near, far = far, min(max(far + sign * step, low), high)
        if far == near or abs(far) > _WIDEST:
            edge = evidence.limits[0] if sign < 0 else evidence.limits[1]
            return float(edge)
        step *= 2
    a, b = sorted((near, far))
    root = float(optimize.brentq(at, a, b, xtol=_EXACT)) if a < b else a
    return float(np.exp(root)) if positive else root
