"""gsDesign2: designs with one look."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from agree_design.calls import Unsupported, as_list, number, stands_for
from agree_design.gsdesign2 import plan_of, times_of
from agree_design.gsdesign2_bounds import crossed, fixed_factor, information_of
from agree_design.gsdesign2_looks import looks_ahr, looks_wlr
from agree_design.r_values import frame_of
from trialrun.design.arms.normal import probability_normal, quantile_normal
from trialrun.design.nonproportional.combination import combination
from trialrun.design.nonproportional.information import expected_information
from trialrun.design.nonproportional.kaplan_meier import looks_milestone, looks_restricted_mean
from trialrun.design.nonproportional.looks import power_at, size_at
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.nonproportional.sequential import factor_for_power
from trialrun.design.nonproportional.weights import Weight

COMMON = ("alpha", "power", "ratio", "study_duration", "enroll_rate", "fail_rate")


def _result(
    looks: dict[str, Any], factor: float, power: float, bound: float, alpha: float
) -> dict[str, Any]:
    result = {
        "n": looks["n"][0] * factor,
        "event": looks["event"][0] * factor,
        "time": looks["time"][0],
        "bound": bound,
        "alpha": alpha,
        "power": power,
    }
    if "ahr" in looks:
        result["ahr"] = looks["ahr"][0]
    return result


def _tested(
    looks: dict[str, Any],
    alpha: float,
    power: Any,
    info_scale: Any,
    plan: SurvivalPlan,
    again: Callable[[SurvivalPlan, list[float]], dict[str, Any]],
) -> dict[str, Any]:
    """
    Size for a power, or power where none is given, of a test with one look.

    `again` gives effect and information of another plan at other times, for whole numbers.
    """
    given = information_of(
        looks["theta"], looks["info"], looks["info0"], None, info_scale or "h0_h1_info"
    )
    bound = -float(ndtri(alpha))
    if power is not None:
        factor = fixed_factor(given, alpha, 1 - float(power))
        result = _result(looks, factor, float(power), bound, alpha)
        result["_fixed"] = SimpleNamespace(
            plan=plan.scaled(factor), again=again, alpha=alpha, info_scale=info_scale
        )
        return result
    found = crossed(given, [bound], [-np.inf])
    return _result(looks, 1.0, float(found.above[0]), bound, alpha)


@stands_for(
    "gsDesign2::fixed_design_ahr",
    parameters=(
        "enroll_rate", "fail_rate", "alpha", "power", "ratio", "study_duration", "event",
        "info_scale",
    ),
)  # fmt: skip
def fixed_design_ahr(
    enroll_rate: Any,
    fail_rate: Any,
    alpha: float = 0.025,
    power: Any = None,
    ratio: float = 1,
    study_duration: Any = 36,
    event: Any = None,
    info_scale: Any = None,
) -> dict[str, Any]:
    """Logrank test by the average hazard ratio."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    if power is not None:
        looks = looks_ahr(plan, [float(study_duration)])
        return _tested(looks, alpha, power, info_scale, plan, looks_ahr)
    months = times_of(plan, event, study_duration)
    return _tested(looks_ahr(plan, months), alpha, None, info_scale, plan, looks_ahr)


@stands_for("gsDesign2::fixed_design_fh", parameters=(*COMMON, "rho", "gamma", "info_scale"))
def fixed_design_fh(
    alpha: float = 0.025,
    power: Any = None,
    ratio: float = 1,
    study_duration: float = 36,
    enroll_rate: Any = None,
    fail_rate: Any = None,
    rho: float = 0,
    gamma: float = 0,
    info_scale: Any = None,
) -> dict[str, Any]:
    """Fleming-Harrington weights."""
    if len(as_list(rho)) > 1 or len(as_list(gamma)) > 1:
        raise Unsupported("several weights in fixed_design_fh")
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    weight = Weight(float(as_list(rho)[0]), float(as_list(gamma)[0]))
    return _weighted(plan, float(study_duration), weight, alpha, power, info_scale)


@stands_for("gsDesign2::fixed_design_mb", parameters=(*COMMON, "tau", "w_max", "info_scale"))
def fixed_design_mb(
    alpha: float = 0.025,
    power: Any = None,
    ratio: float = 1,
    study_duration: float = 36,
    enroll_rate: Any = None,
    fail_rate: Any = None,
    tau: Any = 6,
    w_max: Any = np.inf,
    info_scale: Any = None,
) -> dict[str, Any]:
    """Magirr-Burman weights."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    held = number(tau, missing=np.inf)
    weight = Weight(
        rho=-1.0, held_from=held if held > 0 else np.inf, largest=number(w_max, missing=np.inf)
    )
    return _weighted(plan, float(study_duration), weight, alpha, power, info_scale)


def _weighted(
    plan: SurvivalPlan, month: float, weight: Weight, alpha: float, power: Any, info_scale: Any
) -> dict[str, Any]:
    def again(other: SurvivalPlan, months: list[float]) -> dict[str, Any]:
        return looks_wlr(other, months, weight)

    return _tested(again(plan, [month]), alpha, power, info_scale, plan, again)


@stands_for("gsDesign2::fixed_design_lf", parameters=COMMON)
def fixed_design_lf(
    alpha: float = 0.025,
    power: Any = None,
    ratio: float = 1,
    study_duration: float = 36,
    enroll_rate: Any = None,
    fail_rate: Any = None,
) -> dict[str, Any]:
    """Lachin and Foulkes: events of each arm, under the effect and under the mixed hazards."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    month = float(study_duration)
    ratios = np.unique(np.concatenate([s.hazard_ratio for s in plan.strata]).round(12))
    if len(ratios) > 1:  # one hazard ratio for all: the average up to the end
        ratios = np.asarray(looks_ahr(plan, [month])["ahr"])
        _, plan = plan_of(
            enroll_rate, {**frame_of(fail_rate), "hr": _all(fail_rate, ratios)}, ratio
        )

    def again(other: SurvivalPlan, months: list[float]) -> dict[str, Any]:
        looks = looks_ahr(other, months)
        looks["theta"] = [-float(np.log(ratios[0]))]
        looks["info"] = [_by_arm(other, months[0])]
        looks["info0"] = [_by_arm(other.under_null(), months[0])]
        return looks

    result = _tested(again(plan, [month]), alpha, power, None, plan, again)
    result.pop("ahr")
    return result


def _all(fail_rate: Any, ratios: Any) -> list[float]:
    """Return one hazard ratio for every row of failure rates."""
    return [float(ratios[0])] * len(frame_of(fail_rate)["fail_rate"])


def _by_arm(plan: SurvivalPlan, month: float) -> float:
    pieces = expected_information(plan, month).pieces
    control = sum(piece.events_control for piece in pieces)
    experimental = sum(piece.events_experimental for piece in pieces)
    return 1 / (1 / control + 1 / experimental)


@stands_for("gsDesign2::fixed_design_rmst", parameters=(*COMMON, "tau"))
def fixed_design_rmst(
    alpha: float = 0.025,
    power: Any = None,
    ratio: float = 1,
    study_duration: float = 36,
    enroll_rate: Any = None,
    fail_rate: Any = None,
    tau: Any = None,
) -> dict[str, Any]:
    """Difference in restricted mean survival time."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    month = float(study_duration)
    return _curve(
        looks_restricted_mean(_one(plan), [month], number(tau, missing=month)), alpha, power
    )


@stands_for(
    "gsDesign2::fixed_design_milestone",
    parameters=("alpha", "power", "ratio", "enroll_rate", "fail_rate", "study_duration", "tau"),
)
def fixed_design_milestone(
    alpha: float = 0.025,
    power: Any = None,
    ratio: float = 1,
    enroll_rate: Any = None,
    fail_rate: Any = None,
    study_duration: float = 36,
    tau: Any = None,
) -> dict[str, Any]:
    """Difference in survival at a milestone."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    month = float(study_duration)
    return _curve(looks_milestone(_one(plan), [month], number(tau, missing=month)), alpha, power)


def _one(plan: SurvivalPlan) -> SurvivalPlan:
    if len(plan.strata) > 1:
        raise Unsupported("several strata")
    return plan


def _curve(looks: Any, alpha: float, power: Any) -> dict[str, Any]:
    bound = -float(ndtri(alpha))
    rows = {"n": looks.subjects, "event": looks.events, "time": looks.month}
    if power is None:
        return _result(rows, 1.0, power_at(looks, alpha=alpha), bound, alpha)
    factor = size_at(looks, alpha=alpha, power=float(power)).factor
    return _result(rows, factor, float(power), bound, alpha)


@stands_for("gsDesign2::fixed_design_maxcombo", parameters=(*COMMON, "rho", "gamma", "tau"))
def fixed_design_maxcombo(
    alpha: float = 0.025,
    power: Any = None,
    ratio: float = 1,
    study_duration: float = 36,
    enroll_rate: Any = None,
    fail_rate: Any = None,
    rho: Any = (0, 0, 1),
    gamma: Any = (0, 1, 0),
    tau: Any = None,
) -> dict[str, Any]:
    """Largest of several weighted logrank statistics."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    month = float(study_duration)
    found = combination(_one(plan), [month], [fh_weights(rho, gamma, tau)])
    means = found.means * plan.subjects(month) / plan.total
    bound = quantile_normal(1 - alpha, found.correlation)

    def power_of(factor: float) -> float:
        shifted = means * np.sqrt(factor)
        return 1 - probability_normal(-np.inf, bound, found.correlation, mean=shifted)

    looks = {"n": found.subjects, "event": found.events, "time": found.month}
    if power is None:
        return _result(looks, 1.0, power_of(1.0), bound, alpha)
    start = ((ndtri(float(power)) - ndtri(alpha)) / means.max()) ** 2
    factor = factor_for_power(power_of, float(power), float(start))
    return _result(looks, factor, float(power), bound, alpha)


def fh_weights(rho: Any, gamma: Any, tau: Any) -> list[Weight]:
    """Fleming-Harrington weights, held from tau on where it is above 0."""
    powers = list(zip(as_list(rho), as_list(gamma), strict=True))
    held = [-1.0] * len(powers) if tau is None else [number(t, missing=-1) for t in as_list(tau)]
    return [
        Weight(float(r), float(g), held_from=t if t > 0 else np.inf)
        for (r, g), t in zip(powers, held, strict=True)
    ]


@stands_for(
    "gsDesign2::fixed_design_rd",
    parameters=("alpha", "power", "ratio", "p_c", "p_e", "rd0", "n", "info_scale"),
)
def fixed_design_rd(
    p_c: Any,
    p_e: Any,
    alpha: float = 0.025,
    power: Any = None,
    ratio: float = 1,
    rd0: float = 0,
    n: Any = None,
    info_scale: Any = None,
) -> dict[str, Any]:
    """Difference of two rates."""
    if rd0:
        raise Unsupported("fixed_design_rd with a margin")
    control, experimental = float(as_list(p_c)[0]), float(as_list(p_e)[0])
    size = 1.0 if n is None else float(n)
    each, other = size / (1 + ratio), size * ratio / (1 + ratio)
    mixed = (control + ratio * experimental) / (1 + ratio)
    info = 1 / (control * (1 - control) / each + experimental * (1 - experimental) / other)
    info0 = 1 / (mixed * (1 - mixed) * (1 / each + 1 / other))
    given = information_of(
        abs(control - experimental), [info], [info0], None, info_scale or "h0_h1_info"
    )
    bound = -float(ndtri(alpha))
    if power is not None:
        size *= fixed_factor(given, alpha, 1 - float(power))
        return {"n": size, "bound": bound, "alpha": alpha, "power": float(power)}
    distance = given.theta[0] * np.sqrt(given.info[0]) - bound * np.sqrt(
        given.info[0] / given.info0[0]
    )
    return {"n": size, "bound": bound, "alpha": alpha, "power": float(ndtr(distance))}
