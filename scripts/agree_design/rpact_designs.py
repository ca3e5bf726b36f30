"""rpact: designs, their characteristics, power and expected sample size."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from math import nan
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from agree_design.calls import Unsupported, as_list, evaluate, number, stands_for
from agree_design.inaccurate import declares
from trialrun.design import (
    SpendingFunction,
    fixed_drift,
    spend_hwang_shih_decani,
    spend_kim_demets,
    spend_obrien_fleming,
    spend_pocock,
)
from trialrun.design.adaptive.delayed_response import decision_bounds, delayed_probabilities
from trialrun.design.adaptive.fisher_combination import boundaries_fisher
from trialrun.design.bounds.characteristics import (
    characteristics,
    crossings,
    power_and_average,
)
from trialrun.design.bounds.haybittle_peto import (
    boundaries_haybittle_peto,
    boundaries_no_early_efficacy,
)
from trialrun.design.bounds.optimum import optimum_wang_tsiatis
from trialrun.design.bounds.pampallona_tsiatis import boundaries_pampallona_tsiatis
from trialrun.design.bounds.result import Bounds, bounds_of
from trialrun.design.bounds.shapes import spend_user
from trialrun.design.bounds.spending_bounds import (
    boundaries_spending_fixed_futility,
    boundaries_spending_futility,
    boundaries_spending_two_sided,
)
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis
from trialrun.design.recursion import BEGINNING, Going, go_on, share_below

NO_BOUND = -6.0
CRITERIA = {
    "ASNH1": "alternative",
    "ASNIFH1": "maximum and alternative",
    "ASNsum": "null, midway and alternative",
}


def spending_of(kind: str, gamma: Any, user: Any = None) -> SpendingFunction:
    """A spending function by the letters after "as" or "bs"."""
    if kind == "OF":
        return spend_obrien_fleming
    if kind == "P":
        return spend_pocock
    if kind == "User":
        return spend_user([float(each) for each in as_list(user)])
    if gamma is None:
        raise Unsupported(f"spending {kind} without gamma, which rpact refuses")
    value = float(gamma)
    if kind == "KD":
        return lambda alpha, t: spend_kim_demets(alpha, t, value)
    if kind == "HSD":
        return lambda alpha, t: spend_hwang_shih_decani(alpha, t, value)
    raise Unsupported(f"type of spending {kind}")


def _one(value: Any, default: Any) -> Any:
    """The argument, the first of the choices that R lists, or the default."""
    if value is None or value == []:
        return default
    return value[0] if isinstance(value, list | tuple) else value


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
    shape = _one(typeOfDesign, "OF")
    beta_type = _one(typeBetaSpending, "none")
    sided, binding = int(sided), bool(bindingFutility)
    user_alpha = _given(userAlphaSpending)
    user_beta = _given(userBetaSpending)
    rates = _rates(informationRates, kMax, user_alpha, user_beta, futilityBounds)
    if user_alpha is not None and shape == "asUser" and alpha is None:
        alpha = user_alpha[-1]
    level = float(alpha) if alpha is not None else 0.025
    if beta_type == "bsUser" and user_beta is not None and beta is None:
        beta = user_beta[-1]
    error = float(beta) if beta is not None else 0.2
    k = len(rates)
    futility = _futility(futilityBounds, futilityBoundsScale, k)
    early = _stops(efficacyStops, k)
    late = _stops(futilityStops, k)
    if late is not None and futility is not None:
        futility = [each if go else -np.inf for each, go in zip(futility, late, strict=False)]
    if futility is not None and all(each == -np.inf for each in futility):
        futility = None
    if sided == 2 or beta_type != "none" or shape == "PT":
        futility = None  # rpact ignores what is given there
    ends = bool(twoSidedPower)
    settings = {"sided": sided, "futility": futility, "binding": binding}
    delta_wt = None
    if k == 1:
        upper = float(ndtri(1 - level / sided))
        found = bounds_of(rates, level, [upper], sided=sided)
    elif shape in {"OF", "P", "WT", "WToptimum"}:
        if shape == "WT" and deltaWT is None:
            raise Unsupported("WT without deltaWT, which rpact refuses")
        if shape == "WToptimum":
            delta_wt = round(
                optimum_wang_tsiatis(
                    rates,
                    level,
                    1 - error,
                    criterion=CRITERIA[_one(optimizationCriterion, "ASNH1")],
                    both_ends=ends,
                    **settings,
                ),
                3,
            )
        else:
            delta_wt = {"OF": 0.0, "P": 0.5}.get(shape, deltaWT)
        if early is not None:
            raise Unsupported(f"efficacyStops with {shape}")
        found = boundaries_wang_tsiatis(rates, level, float(delta_wt), **settings)
    elif shape == "HP":
        interim = [float(constantBoundsHP)] * (k - 1)
        if early is not None:
            interim = [each if go else np.inf for each, go in zip(interim, early, strict=False)]
        found = boundaries_haybittle_peto(rates, level, interim=interim, **settings)
    elif shape == "noEarlyEfficacy" and beta_type == "none":
        found = boundaries_no_early_efficacy(rates, level, **settings)
    elif shape == "PT":
        found = boundaries_pampallona_tsiatis(
            rates,
            level,
            1 - error,
            delta=float(deltaPT1 or 0.0),
            futility_delta=float(deltaPT0 or 0.0),
            sided=sided,
            binding=binding,
        )
    elif shape.startswith("as") or shape == "noEarlyEfficacy":
        if shape == "noEarlyEfficacy":
            spend = spend_user([*[0.0] * (k - 1), level / sided])
        else:
            spend = _two_sided_user(shape, gammaA, user_alpha, sided)
        if beta_type == "none":
            found = boundaries_spending_fixed_futility(
                rates, level, spend, efficacy_looks=early, **settings
            )
        else:
            missed = user_beta[-1] if beta_type == "bsUser" and user_beta else error
            beta_spend = spending_of(beta_type[2:], gammaB, user_beta)
            counts = binding and (sided == 2 or shape != "noEarlyEfficacy")
            found = _both(
                rates, level, spend, 1 - missed, beta_spend, sided, counts,
                betaAdjustment is not False, early, late,
            )  # fmt: skip
    else:
        raise Unsupported(f"type of design {shape}")
    asked = k > 1 and (beta_type != "none" or shape in {"PT", "WToptimum"})
    result = _outputs(found, shape, error, asked, ends)
    spends = shape.startswith("as") or shape == "noEarlyEfficacy"
    result |= {
        "bindingFutility": binding and (sided == 1 or beta_type != "none" or shape == "PT"),
        "twoSidedPower": ends and sided == 2,
        "deltaWT": delta_wt if shape == "WToptimum" and k > 1 else number(deltaWT),
        "deltaPT1": number(deltaPT1),
        "deltaPT0": number(deltaPT0),
        "gammaA": number(gammaA),
        "gammaB": number(gammaB),
        "constantBoundsHP": float(constantBoundsHP) if shape == "HP" else nan,
        "optimizationCriterion": _one(optimizationCriterion, "ASNH1"),
        "typeBetaSpending": beta_type if spends else "none",
        "userAlphaSpending": user_alpha or nan,
        "userBetaSpending": user_beta or nan,
        "delayedInformation": nan,
        "betaAdjustment": betaAdjustment is not False,
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
        delta_pt=(deltaPT1, deltaPT0),
        constant_hp=float(constantBoundsHP),
        beta_type=beta_type,
    )
    if shape.startswith("as"):
        result["_design"].spending = _two_sided_user(shape, gammaA, user_alpha, 1)
    if _given(delayedInformation) is not None and any(as_list(delayedInformation)):
        _delayed(result, [float(each) for each in as_list(delayedInformation)])
    return result


def _two_sided_user(shape: str, gamma: Any, user: Any, sided: int) -> SpendingFunction:
    """The function that spends at each end what a design spends at both together."""
    if shape == "asUser" and sided == 2:
        return spend_user([each / 2 for each in user])
    return spending_of(shape[2:], gamma, user)


def _both(
    rates: list[float],
    alpha: float,
    spend: SpendingFunction,
    power: float,
    beta_spend: SpendingFunction,
    sided: int,
    binding: bool,
    adjust: bool,
    early: Any,
    late: Any,
) -> Bounds:
    """Efficacy and futility by spending."""
    if sided == 2:
        return boundaries_spending_two_sided(
            rates, alpha, spend, power, beta_spend, binding=binding,
            adjust=adjust, efficacy_looks=early, futility_looks=late,
        )  # fmt: skip
    return boundaries_spending_futility(
        rates, alpha, spend, power, beta_spend, binding=binding, efficacy_looks=early,
        futility_looks=late,
    )  # fmt: skip


def _given(value: Any) -> list[float] | None:
    """A vector, or None where R has NA."""
    if value is None:
        return None
    found = [number(each) for each in as_list(value)]
    return None if not found or all(np.isnan(each) for each in found) else found


def _rates(rates: Any, k: Any, user_alpha: Any, user_beta: Any, futility: Any) -> list[float]:
    given = _given(rates)
    if given is not None:
        if k is not None and len(given) == int(k) - 1:
            given = [*given, 1.0]
        return given
    if k is not None:
        looks = int(k)
    elif user_alpha is not None:
        looks = len(user_alpha)
    elif user_beta is not None:
        looks = len(user_beta)
    elif futility is not None and as_list(futility) != [None]:
        looks = len(as_list(futility)) + 1
    else:
        looks = 3
    return [each / looks for each in range(1, looks + 1)]


def _futility(bounds: Any, scale: Any, k: int) -> list[float] | None:
    """Futility bounds of Z; -inf where rpact has -6 or NA."""
    if bounds is None:
        return None
    scale = _one(scale, "zValue")
    found = [number(each, missing=-np.inf) for each in as_list(bounds)]
    if scale == "pValue":
        found = [float(ndtri(1 - each)) if np.isfinite(each) else -np.inf for each in found]
    elif scale != "zValue":
        raise Unsupported(f"futilityBoundsScale {scale}")
    found = [-np.inf if each <= NO_BOUND else each for each in found]
    if len(found) == 1 and k > 2:
        found = found * (k - 1)
    return found[: k - 1]


def _stops(given: Any, k: int) -> list[bool] | None:
    if given is None or as_list(given) == [None]:
        return None
    found = [bool(each) for each in as_list(given)]
    found = found * (k - 1) if len(found) == 1 else found
    return None if all(found) else [*found[: k - 1], True]


def _outputs(found: Bounds, shape: str, beta: float, asked: bool, ends: bool) -> dict[str, Any]:
    result: dict[str, Any] = {
        "kMax": len(found.information),
        "alpha": found.alpha,
        "beta": beta,
        "sided": found.sided,
        "informationRates": list(found.information),
        "criticalValues": list(found.efficacy),
        "stageLevels": list(found.nominal),
        "alphaSpent": list(found.alpha_spent),
        "typeOfDesign": shape,
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
    if not asked:
        return result
    if found.drift is None:
        cost = characteristics(found, 1 - beta, both_ends=ends)
        result["power"] = list(cost.power)
        return result
    cells = crossings(found, found.drift)
    reject = cells.upper + cells.lower if ends and found.sided == 2 else cells.upper
    result["power"] = np.cumsum(reject).tolist()
    if found.beta_spent is not None:
        result["betaSpent"] = list(found.beta_spent)
    return result


def _delayed(result: dict[str, Any], delay: list[float]) -> None:
    """Decision bounds for responses that come after the end of recruitment, and reversals."""
    settings = result["_design"]
    bounds = settings.bounds
    early = len(bounds.information) - 1
    waiting = delay * early if len(delay) == 1 else delay
    if bounds.futility is None or settings.sided == 2:
        raise Unsupported("delayedInformation without one-sided futility bounds")
    ends = {"upper": list(bounds.efficacy), "lower": list(bounds.futility)}
    decision = decision_bounds(bounds.information, waiting, **ends)
    under_null = delayed_probabilities(bounds.information, waiting, decision=decision, **ends)
    none = [each <= 0 for each in waiting]
    result["decisionCriticalValues"] = [
        np.nan if at < early and none[at] else each for at, each in enumerate(decision)
    ]
    result["reversalProbabilities"] = [
        np.nan if none[at] else float(under_null.reversed_success[at]) for at in range(early)
    ]
    result["delayedInformation"] = waiting
    settings.delayed = waiting
    settings.decision = list(decision)


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
    if _one(alpha0Scale, "pValue") == "zValue":
        alpha0Vec = [float(ndtr(-float(each))) for each in as_list(alpha0Vec)]
    elif _one(alpha0Scale, "pValue") != "pValue":
        raise Unsupported(f"alpha0Scale {alpha0Scale}")
    user, stops = _given(userAlphaSpending), _given(alpha0Vec)
    rates = _rates(informationRates, kMax, user, None, alpha0Vec)
    how = _one(method, "equalAlpha")
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


def bounds_from(design: Any) -> Bounds:
    """The bounds of a design, as our functions take them."""
    settings = design["_design"] if isinstance(design, dict) else design
    if settings.kind == "fisher":
        raise Unsupported("a design of Fisher's combination test, which has no bounds of Z")
    return settings.bounds


@stands_for("rpact::getDesignCharacteristics", parameters=("design",))
def design_characteristics(design: Any = None) -> dict[str, Any]:
    """Characteristics of a design."""
    design = design if design is not None else group_sequential()
    settings, bounds = design["_design"], bounds_from(design)
    if getattr(settings, "delayed", None) is not None:
        return _delayed_characteristics(settings)
    found = characteristics(bounds, 1 - settings.beta, both_ends=settings.both_ends)
    left = (1 - bounds.information[-1]) * found.inflation
    if len(bounds.information) == 1:
        return {
            "nFixed": found.fixed_shift,
            "shift": found.fixed_shift,
            "inflationFactor": 1.0,
            "power": 1 - settings.beta,
            "rejectionProbabilities": nan,
            "futilityProbabilities": [],
            "averageSampleNumber1": nan,
            "averageSampleNumber01": nan,
            "averageSampleNumber0": nan,
            "information": nan,
        }
    return {
        "nFixed": found.fixed_shift,
        "shift": found.shift,
        "inflationFactor": found.inflation,
        "information": list(found.information),
        "power": list(found.power),
        "rejectionProbabilities": list(found.rejection),
        "futilityProbabilities": list(found.futility),
        "averageSampleNumber1": found.average_alternative + left,
        "averageSampleNumber01": found.average_midway + left,
        "averageSampleNumber0": found.average_null + left,
    }


def _delayed_characteristics(settings: Any) -> dict[str, Any]:
    """Characteristics where a trial that stops waits for the responses still to come."""
    bounds, power = settings.bounds, 1 - settings.beta
    fixed = fixed_drift(bounds.alpha, power) ** 2

    def success(drift: float) -> Any:
        return delayed_probabilities(
            bounds.information, settings.delayed, upper=bounds.efficacy, lower=bounds.futility,
            decision=settings.decision, drift=drift,
        ).success  # fmt: skip

    drift = brentq(
        lambda each: float(success(each).sum()) - power, 0.5 * fixed**0.5, 2 * fixed**0.5,
        xtol=1e-12,
    )  # fmt: skip
    shift, rejection = drift**2, success(drift)
    times = np.asarray(bounds.information[:-1]) + np.asarray(settings.delayed)

    def average(mean: float) -> float:
        ended = crossings(bounds, mean).ended[:-1]
        return float(times @ ended + 1 - ended.sum()) * shift / fixed

    return {
        "nFixed": fixed,
        "shift": shift,
        "inflationFactor": shift / fixed,
        "information": [each * shift for each in bounds.information],
        "power": np.cumsum(rejection).tolist(),
        "rejectionProbabilities": rejection.tolist(),
        "futilityProbabilities": crossings(bounds, drift).lower[:-1].tolist(),
        "averageSampleNumber1": average(drift),
        "averageSampleNumber01": average(drift / 2),
        "averageSampleNumber0": average(0.0),
    }


@stands_for("rpact::getPowerAndAverageSampleNumber", parameters=("design", "theta", "nMax"))
def power_and_average_sample_number(
    design: Any = None, theta: Any = None, nMax: Any = 100
) -> dict[str, Any]:
    """Power and expected sample size of a design under effects."""
    design = design if design is not None else group_sequential()
    bounds = bounds_from(design)
    effects = (
        [round(-1 + 0.02 * each, 10) for each in range(101)]
        if theta is None
        else [float(each) for each in as_list(theta)]
    )
    largest = float(_one(nMax, 100))
    waiting = getattr(design["_design"], "delayed", None)
    if waiting is None:
        found = [power_and_average(bounds, each, largest) for each in effects]
    else:
        found = [_delayed_power(design["_design"], each, largest) for each in effects]
    none = bounds.sided == 2 and bounds.futility is None
    last = len(bounds.information) - 1
    left = (1 - bounds.information[-1]) * largest
    stops = [
        [one + other for one, other in zip(each.rejection, each.futility, strict=False)]
        for each in found
    ]
    if waiting is not None:
        stops = [list(each.stopping) for each in found]
    futility = [[np.nan if none else part for part in each.futility] for each in found]
    return {
        "theta": effects,
        "nMax": largest,
        "overallReject": [each.power for each in found],
        "calculatedPower": [each.power for each in found],
        "averageSampleNumber": [each.average + left for each in found],
        "overallEarlyStop": [sum(each) for each in stops],
        "overallFutility": [nan if last == 0 else float(np.nansum(each)) for each in futility],
        "earlyStop": [*np.transpose(stops).tolist(), [nan] * len(effects)],
        "rejectPerStage": np.transpose([each.rejection for each in found]).tolist(),
        "futilityPerStage": np.transpose(futility).tolist(),
    }


def _delayed_power(settings: Any, theta: float, largest: float) -> Any:
    """Power and expected sample size where a trial that stops waits for responses."""
    bounds, drift = settings.bounds, theta * np.sqrt(largest)
    rejection = delayed_probabilities(
        bounds.information, settings.delayed, upper=bounds.efficacy, lower=bounds.futility,
        decision=settings.decision, drift=drift,
    ).success  # fmt: skip
    ended = crossings(bounds, drift)
    times = np.asarray(bounds.information[:-1]) + np.asarray(settings.delayed)
    stopping = ended.ended[:-1]
    average = times @ stopping + bounds.information[-1] * (1 - stopping.sum())
    return SimpleNamespace(
        power=float(rejection.sum()),
        average=float(average) * largest,
        rejection=rejection.tolist(),
        futility=ended.lower[:-1].tolist(),
        stopping=stopping.tolist(),
    )


@stands_for(
    "rpact::getGroupSequentialProbabilities",
    parameters=("decisionMatrix", "informationRates"),
)
def group_sequential_probabilities(
    decisionMatrix: Any = None, informationRates: Any = None
) -> dict[str, Any]:
    """Probabilities of reaching each stage with Z below each row of bounds, and of reaching it."""
    rows = [[number(each) for each in row] for row in as_list(decisionMatrix)]
    if len(rows) not in {2, 4}:
        raise Unsupported("a decision matrix that is not given by 2 or 4 rows")
    rates = [float(each) for each in as_list(informationRates)]
    going, found = BEGINNING, []
    for k, t in enumerate(rates):
        bounds = [row[k] * t**0.5 for row in rows]
        found.append(
            [*(share_below(going, each, t, 0.0) for each in bounds), float(going.mass.sum())]
        )
        if k + 1 < len(rates):
            parts = [
                go_on(going, low, high, t, 0.0, next_information=rates[k + 1])
                for low, high in zip(bounds[::2], bounds[1::2], strict=True)
            ]
            going = Going(
                np.concatenate([part.score for part in parts]),
                np.concatenate([part.mass for part in parts]),
                0.0,
                t,
            )
    return {"probs": np.transpose(found).tolist()}
