"""rpact: designs of Fisher's combination test."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from math import nan
from types import SimpleNamespace
from typing import Any

from scipy.special import ndtr

from agree_design.calls import Unsupported, as_list, evaluate, stands_for
from agree_design.inaccurate import declares
from agree_design.rpact_design_arguments import first_of, rates_of, vector_of
from trialrun.design.adaptive.fisher_combination import boundaries_fisher


@stands_for(
    "rpact::getDesignFisher",
)
def fisher(
    *,
    kMax: Any = None,
    alpha: Any = None,
    method: Any = None,
    userAlphaSpending: Any = None,
    alpha0Vec: Any = None,
    alpha0Scale: Any = None,
    informationRates: Any = None,
    sided: int = 1,
    bindingFutility: Any = None,
    directionUpper: Any = None,
    tolerance: float = 1e-14,
    iterations: int = 0,
    seed: Any = None,
) -> dict[str, Any]:
    """A design of Fisher's combination test."""
    if int(sided) == 2:
        raise Unsupported("getDesignFisher with sided = 2, which rpact refuses")
    if first_of(alpha0Scale, "pValue") == "zValue":
        alpha0Vec = [float(ndtr(-float(each))) for each in as_list(alpha0Vec)]
    elif first_of(alpha0Scale, "pValue") != "pValue":
        raise Unsupported(f"alpha0Scale {alpha0Scale}")
    user, stops = vector_of(userAlphaSpending), vector_of(alpha0Vec)
    rates = rates_of(informationRates, kMax, user, None, alpha0Vec)
    how = first_of(method, "equalAlpha")
    if how == "userDefinedAlpha" and user is not None and alpha is None:
        alpha = user[-1]
    level = float(alpha) if alpha is not None else 0.025
    binding = True if bindingFutility is None else bool(bindingFutility)
    names = {
        "equalAlpha": "equal levels",
        "fullAlpha": "full level last",
        "noInteraction": "no interaction",
        "userDefinedAlpha": "spending",
    }
    found = boundaries_fisher(
        rates,
        level,
        method=names[how],
        spent=user,
        futility=stops,
        binding=binding,
    )
    return {
        "criticalValues": list(found.critical),
        "stageLevels": list(found.levels),
        "alphaSpent": list(found.alpha_spent),
        "alpha": level,
        "kMax": len(rates),
        "informationRates": rates,
        "alpha0Vec": list(found.futility),
        "scale": list(found.weights[1:]) or nan,
        "method": how,
        "sided": 1,
        "bindingFutility": binding,
        "userAlphaSpending": user or nan,
        "simAlpha": nan,
        "nonStochasticCurtailment": found.curtailed,
        "_design": SimpleNamespace(
            kind="fisher",
            information=rates,
            alpha=level,
            beta=0.2,
            sided=1,
            efficacy=list(found.critical),
            futility=list(found.futility),
            binding=binding,
            type=how,
            spending=None,
            weights=list(found.weights),
            levels=list(found.levels),
            direction_upper=directionUpper,
        ),
    }


@declares
def fisher_regions(inputs: Any, wrong: Any) -> str | None:
    """Fisher's combination test where a p-value can both reject and end for futility."""
    if inputs.get("fn") not in {"rpact::getDesignFisher", "getDesignFisher"}:
        return None
    design = evaluate(inputs)["_design"]
    critical, weights, stops = design.efficacy, design.weights, design.futility
    for k in range(1, len(critical) - 1):
        if critical[k - 1] <= 0 or not design.binding:
            continue
        if (critical[k] / critical[k - 1]) ** (1 / weights[k]) > stops[k]:
            return (
                "the closed form counts p-values between the futility and the rejection bound of a"
                " stage as a negative probability; the integral over the true region, by this"
                " library and by nested quadrature, does not"
            )
    return None
