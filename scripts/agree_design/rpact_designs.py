"""rpact: group-sequential and inverse-normal designs."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from math import nan
from types import SimpleNamespace
from typing import Any

import numpy as np

from agree_design.calls import as_list, number, stands_for
from agree_design.rpact_delayed_response import delay_responses
from agree_design.rpact_design_arguments import (
    NO_BOUND,
    first_of,
    futility_of,
    rates_of,
    spending_at_each_end,
    stops_of,
    vector_of,
)
from agree_design.rpact_design_shapes import Asked, bounds_asked
from trialrun.design.bounds.characteristics import characteristics, crossings
from trialrun.design.bounds.result import Bounds


@stands_for("rpact::getDesignGroupSequential")
def group_sequential(**arguments: Any) -> dict[str, Any]:
    """A group-sequential design."""
    found = _design("group-sequential", **arguments)
    found["_design"].arguments = arguments
    return found


@stands_for("rpact::getDesignInverseNormal")
def inverse_normal(**arguments: Any) -> dict[str, Any]:
    """An inverse-normal combination design: the bounds of a group-sequential one."""
    found = _design("inverse-normal", **arguments)
    found["_design"].arguments = arguments
    return found


def _design(
    kind: str,
    *,
    kMax: Any = None,
    alpha: Any = None,
    beta: Any = None,
    sided: int = 1,
    informationRates: Any = None,
    futilityBounds: Any = None,
    typeOfDesign: Any = None,
    deltaWT: Any = None,
    deltaPT1: Any = None,
    deltaPT0: Any = None,
    optimizationCriterion: Any = None,
    gammaA: Any = None,
    typeBetaSpending: Any = None,
    userAlphaSpending: Any = None,
    userBetaSpending: Any = None,
    efficacyStops: Any = None,
    futilityStops: Any = None,
    gammaB: Any = None,
    bindingFutility: Any = None,
    futilityBoundsScale: Any = None,
    directionUpper: Any = None,
    betaAdjustment: Any = None,
    constantBoundsHP: float = 3.0,
    twoSidedPower: Any = None,
    delayedInformation: Any = None,
    tolerance: float = 1e-8,
) -> dict[str, Any]:
    """Outputs of a design, and under _design what other functions take from it."""
    shape = first_of(typeOfDesign, "OF")
    beta_type = first_of(typeBetaSpending, "none")
    sided, binding = int(sided), bool(bindingFutility)
    user_alpha = vector_of(userAlphaSpending)
    user_beta = vector_of(userBetaSpending)
    rates = rates_of(informationRates, kMax, user_alpha, user_beta, futilityBounds)
    if user_alpha is not None and shape == "asUser" and alpha is None:
        alpha = user_alpha[-1]
    level = float(alpha) if alpha is not None else 0.025
    if beta_type == "bsUser" and user_beta is not None and beta is None:
        beta = user_beta[-1]
    error = float(beta) if beta is not None else 0.2
    k = len(rates)
    futility = futility_of(futilityBounds, futilityBoundsScale, k)
    early = stops_of(efficacyStops, k)
    late = stops_of(futilityStops, k)
    if late is not None and futility is not None:
        futility = [each if go else -np.inf for each, go in zip(futility, late, strict=False)]
    if futility is not None and all(each == -np.inf for each in futility):
        futility = None
    if sided == 2 or beta_type != "none" or shape == "PT":
        futility = None  # rpact ignores what is given there
    ends = bool(twoSidedPower)
    asked = Asked(
        shape=shape,
        rates=rates,
        alpha=level,
        beta=error,
        sided=sided,
        binding=binding,
        both_ends=ends,
        futility=futility,
        early=early,
        late=late,
        delta_wt=deltaWT,
        delta_pt=(deltaPT1, deltaPT0),
        criterion=first_of(optimizationCriterion, "ASNH1"),
        constant_hp=float(constantBoundsHP),
        beta_type=beta_type,
        adjust=betaAdjustment is not False,
        gamma_alpha=gammaA,
        gamma_beta=gammaB,
        user_alpha=user_alpha,
        user_beta=user_beta,
    )
    found, delta_wt = bounds_asked(asked)
    powered = k > 1 and (beta_type != "none" or shape in {"PT", "WToptimum"})
    result = _outputs(found, asked, powered=powered)
    spends = shape.startswith("as") or shape == "noEarlyEfficacy"
    result |= {
        "bindingFutility": binding and (sided == 1 or beta_type != "none" or shape == "PT"),
        "twoSidedPower": ends and sided == 2,
        "deltaWT": delta_wt if shape == "WToptimum" and k > 1 else number(deltaWT),
        "deltaPT1": number(deltaPT1),
        "deltaPT0": number(deltaPT0),
        "gammaA": number(gammaA),
        "gammaB": number(gammaB),
        "constantBoundsHP": asked.constant_hp if shape == "HP" else nan,
        "optimizationCriterion": asked.criterion,
        "typeBetaSpending": beta_type if spends else "none",
        "userAlphaSpending": user_alpha or nan,
        "userBetaSpending": user_beta or nan,
        "delayedInformation": nan,
        "betaAdjustment": asked.adjust,
    }
    if shape == "noEarlyEfficacy":
        result["userAlphaSpending"] = [0.0] * (k - 1) + [level]
    result["_design"] = SimpleNamespace(
        kind=kind,
        information=list(found.information),
        alpha=level,
        beta=error,
        sided=sided,
        efficacy=list(found.efficacy),
        futility=None if found.futility is None else list(found.futility[:-1]),
        binding=binding,
        type=shape,
        spending=None,
        both_ends=ends,
        bounds=found,
        gamma=gammaA,
        user_alpha=user_alpha,
        direction_upper=directionUpper,
        delta_wt=delta_wt,
        delta_pt=asked.delta_pt,
        constant_hp=asked.constant_hp,
        beta_type=beta_type,
    )
    if shape.startswith("as"):
        result["_design"].spending = spending_at_each_end(shape, gammaA, user_alpha, 1)
    if vector_of(delayedInformation) is not None and any(as_list(delayedInformation)):
        delay_responses(result, [float(each) for each in as_list(delayedInformation)])
    return result


def _outputs(found: Bounds, asked: Asked, *, powered: bool) -> dict[str, Any]:
    """What every type of design shows; its power where it was made for one."""
    result: dict[str, Any] = {
        "kMax": len(found.information),
        "alpha": found.alpha,
        "beta": asked.beta,
        "sided": found.sided,
        "informationRates": list(found.information),
        "criticalValues": list(found.efficacy),
        "stageLevels": list(found.nominal),
        "alphaSpent": list(found.alpha_spent),
        "typeOfDesign": asked.shape,
    }
    if found.futility is not None:
        missing = np.nan if found.sided == 2 else NO_BOUND
        least = 0.0 if found.sided == 2 else -np.inf
        result["futilityBounds"] = [
            missing if each <= least else each for each in found.futility[:-1]
        ]
    else:
        result["futilityBounds"] = [NO_BOUND] * (len(found.efficacy) - 1)
    result["power"] = result["betaSpent"] = [np.nan] * len(found.efficacy)
    if not powered:
        return result
    if found.drift is None:
        cost = characteristics(found, 1 - asked.beta, both_ends=asked.both_ends)
        result["power"] = list(cost.power)
        return result
    cells = crossings(found, found.drift)
    reject = cells.upper + cells.lower if asked.both_ends and found.sided == 2 else cells.upper
    result["power"] = np.cumsum(reject).tolist()
    if found.beta_spent is not None:
        result["betaSpent"] = list(found.beta_spent)
    return result
