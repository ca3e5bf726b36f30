"""Size and power in rpact's terms: what they need of a design, and how their outputs are laid out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from agree_design.calls import Unsupported, stands_for
from agree_design.rpact_ratio import lower_and_upper
from trialrun.design.bounds.result import Bounds
from trialrun.design.size.sequential import power_sequential, size_sequential

NAN = math.nan
LEAST = -6.0
Scale = Callable[[int, float, float], float]
"""Alternative, z and subjects -> the effect at which a test has that z."""


@dataclass(frozen=True)
class Plan:
    """What a size or power needs of a design: errors, sides and the bounds of its looks."""

    alpha: float
    beta: float
    sided: int
    both_ends: bool
    bounds: Bounds
    upper: bool | None = None

    def upwards(self, direction: bool | None) -> bool | None:
        """Return the direction of the test, as the call or the design says."""
        return self.upper if direction is None else direction

    def check_direction(self, direction: bool | None, upper: Sequence[bool]) -> None:
        """Refuse alternatives against the direction of a one-sided test."""
        wanted = self.upwards(direction)
        if self.sided == 1 and wanted is not None and any(up != wanted for up in upper):
            raise Unsupported("an alternative against the direction of the test")

    @property
    def looks(self) -> int:
        """Number of looks."""
        return len(self.bounds.information)

    @property
    def level(self) -> float:
        """Type I error of one end."""
        return self.alpha / self.sided


def plan_of(
    design: Mapping[str, Any] | None,
    alpha: float | None = None,
    beta: float | None = None,
    sided: int | None = None,
    two_sided_power: bool | None = None,
) -> Plan:
    """Read a design, or the arguments that stand for one with a single look."""
    if design is None:
        alpha, beta = 0.025 if alpha is None else alpha, 0.2 if beta is None else beta
        sides = int(sided or 1)
        critical = float(special.ndtri(1 - alpha / sides))
        bounds = Bounds((1.0,), alpha, (critical,), (alpha,), sided=sides)
        return Plan(alpha, beta, sides, bool(two_sided_power), bounds)
    if "_design" not in design:
        raise Unsupported("a design that is none of this package")
    given = design["_design"]
    if given.kind == "fisher":
        raise Unsupported("a size or power with Fisher's combination test is found by simulation")
    if getattr(given, "delayed", None) is not None:
        raise Unsupported("size and power with delayed responses")
    efficacy = [float(each) if each is not None else math.inf for each in given.efficacy]
    futility = None
    least = 0.0 if given.sided == 2 else LEAST
    if given.futility is not None:
        lower = [-math.inf if each is None else float(each) for each in given.futility]
        lower = [-math.inf if each <= LEAST else each for each in lower[: len(efficacy) - 1]]
        if any(math.isfinite(each) and each > least - 1e-12 for each in lower):
            if given.sided == 2:
                lower = [max(each, 0.0) if math.isfinite(each) else 0.0 for each in lower]
            futility = (*lower, efficacy[-1])
    bounds = Bounds(
        tuple(float(each) for each in given.information),
        float(given.alpha),
        tuple(efficacy),
        (float(given.alpha),) * len(efficacy),
        sided=int(given.sided),
        binding=bool(given.binding),
        futility=futility,
    )
    return Plan(
        float(given.alpha),
        0.2 if given.beta is None else float(given.beta),
        int(given.sided),
        bool(given.both_ends),
        bounds,
        getattr(given, "direction_upper", design.get("directionUpper")),
    )


@stands_for("rpact::getDesignFixed")
def design_fixed(**arguments: Any) -> dict[str, Any]:
    """A design with one look."""
    from agree_design.rpact_designs import group_sequential

    return group_sequential(kMax=1, **arguments)


def sizes(
    plan: Plan,
    fixed: Sequence[float],
    ratios: Sequence[float],
    groups: int,
    scale: Scale,
    upper: Sequence[bool],
    *,
    mixed: bool = False,
) -> dict[str, Any]:
    """Outputs of a sample size: of one look, or of several; `mixed` as `effect_scale` has it."""
    found: dict[str, Any] = {"nFixed": list(fixed)}
    if int(groups) == 2:
        found["nFixed1"] = [n * r / (1 + r) for n, r in zip(fixed, ratios, strict=True)]
        found["nFixed2"] = [n / (1 + r) for n, r in zip(fixed, ratios, strict=True)]
    maxima = list(fixed)
    if plan.looks > 1:
        each = [
            size_sequential(n, plan.bounds, 1 - plan.beta, both_ends=plan.both_ends) for n in fixed
        ]
        maxima = [one.maximum for one in each]
        found["expectedNumberOfSubjectsH0"] = [one.expected_null for one in each]
        found["expectedNumberOfSubjectsH01"] = [one.expected_midway for one in each]
        found["expectedNumberOfSubjectsH1"] = [one.expected_alternative for one in each]
        stopping(found, plan, each[0].rejection, each[0].futility)
        found["informationRates"] = column(plan.bounds.information)
    subjects = [[share * n for n in maxima] for share in plan.bounds.information]
    found["maxNumberOfSubjects"] = maxima
    found["numberOfSubjects"] = subjects
    if int(groups) == 2:
        for name, part in (
            ("1", [r / (1 + r) for r in ratios]),
            ("2", [1 / (1 + r) for r in ratios]),
        ):
            found[f"maxNumberOfSubjects{name}"] = [n * p for n, p in zip(maxima, part, strict=True)]
            found[f"numberOfSubjects{name}"] = [
                [n * p for n, p in zip(row, part, strict=True)] for row in subjects
            ]
    found["directionUpper"] = list(upper)
    effect_scale(found, plan, subjects, scale, list(upper), mixed=mixed)
    return found


def powers_of(
    plan: Plan,
    drifts: Sequence[float],
    subjects: float,
    ratio: float,
    groups: int,
    scale: Scale,
    upper: bool,
) -> dict[str, Any]:
    """Outputs of a power: rows are looks, columns the alternatives."""
    each = [power_sequential(drift, plan.bounds, subjects) for drift in drifts]
    rows = [[share * subjects] for share in plan.bounds.information]
    found: dict[str, Any] = {
        "overallReject": [one.power for one in each],
        "rejectPerStage": np.transpose([one.rejection for one in each]).tolist(),
        "earlyStop": [one.early_stop for one in each],
        "expectedNumberOfSubjects": [one.average for one in each],
        "numberOfSubjects": rows,
        "maxNumberOfSubjects": subjects,
        "informationRates": column(plan.bounds.information),
        "directionUpper": upper,
    }
    if plan.looks > 1:
        found["futilityPerStage"] = np.transpose([one.futility for one in each]).tolist()
    found["futilityStop"] = [float(sum(one.futility)) for one in each]
    if plan.looks == 1:
        found["nFixed"] = subjects
    if int(groups) == 2:
        for name, part in (("1", ratio / (1 + ratio)), ("2", 1 / (1 + ratio))):
            found[f"numberOfSubjects{name}"] = [[row[0] * part] for row in rows]
            found[f"maxNumberOfSubjects{name}"] = subjects * part
            if plan.looks == 1:
                found[f"nFixed{name}"] = subjects * part
    effect_scale(found, plan, rows, scale, [upper])
    return found


def stopping(
    found: dict[str, Any], plan: Plan, rejection: Sequence[float], futility: Sequence[float]
) -> None:
    """Add how a trial ends under the alternative, the same for all alternatives."""
    found["rejectPerStage"] = column(rejection)
    found["overallReject"] = float(sum(rejection))
    if plan.bounds.futility is not None:
        found["futilityPerStage"] = column(futility)
        found["futilityStop"] = float(sum(futility))
    found["earlyStop"] = float(sum(rejection[:-1]) + sum(futility))


def effect_scale(
    found: dict[str, Any],
    plan: Plan,
    subjects: Sequence[Sequence[float]],
    scale: Scale,
    upper: Sequence[bool],
    *,
    mixed: bool = False,
) -> None:
    """
    Add the bounds as effects and as p-values.

    `mixed`: with alternatives on both sides, a two-sided test's bounds are named by them.
    """
    critical = plan.bounds.efficacy
    found["criticalValuesPValueScale"] = column(
        [plan.sided * float(special.ndtr(-z)) for z in critical]
    )

    def rows(bounds: Sequence[float], signs: Sequence[int]) -> list[list[float]]:
        return [
            [scale(at, sign * z, n) for at, (sign, n) in enumerate(zip(signs, row, strict=True))]
            for z, row in zip(bounds, subjects, strict=False)
        ]

    futility = None if plan.bounds.futility is None else plan.bounds.futility[:-1]
    if plan.sided == 2:
        ahead, behind = ([sign] * len(upper) for sign in (1, -1))
        lower, higher = lower_and_upper(
            rows(critical, ahead), rows(critical, behind), upper if mixed else [True] * len(upper)
        )
        found["criticalValuesEffectScaleLower"] = lower
        found["criticalValuesEffectScaleUpper"] = higher
        if futility is not None:
            shown = [z if z > 0 else NAN for z in futility]
            found["futilityBoundsEffectScaleUpper"] = rows(shown, ahead)
            found["futilityBoundsEffectScaleLower"] = rows(shown, behind)
    else:
        signs = [1 if up else -1 for up in upper]
        found["criticalValuesEffectScale"] = rows(critical, signs)
        if futility is not None:
            shown = [z if math.isfinite(z) else NAN for z in futility]
            found["futilityBoundsEffectScale"] = rows(shown, signs)
    if futility is not None:
        none = {0.0} if plan.sided == 2 else set()
        shown = [NAN if z in none else float(special.ndtr(-z)) for z in futility]
        found["futilityBoundsPValueScale"] = column(shown)


def column(values: Sequence[float]) -> list[list[float]]:
    """Return a matrix of one column."""
    return [[float(each)] for each in values]
