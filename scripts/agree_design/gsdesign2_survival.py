"""gsDesign2: group-sequential designs by the average hazard ratio and weighted logrank tests."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import Unsupported, as_list, number, stands_for
from agree_design.gsdesign2 import ENROLL, FAIL, columns, frame_of, plan_of, times_of
from agree_design.gsdesign2_bounds import (
    Bounds,
    Request,
    bare,
    bound_rows,
    fixed_factor,
    inflate,
    information_of,
    npe,
    solved,
    under_null,
)
from agree_design.gsdesign2_looks import asymptotic_only, looks_ahr, looks_wlr, weight_of
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.nonproportional.weights import LOGRANK, Weight


def result_of(
    looks: dict[str, Any],
    found: Bounds,
    null: Bounds,
    plan: SurvivalPlan,
    *,
    weighted: bool = False,
    enroll: Any = None,
    factor: float = 1.0,
    request: Request | None = None,
    keep: bool = False,
) -> dict[str, Any]:
    """Outputs of a design: rows by look and rows by bound."""
    info, info0 = np.asarray(looks["info"]), np.asarray(looks["info0"])
    rows = bound_rows(found, null, keep=keep)
    scale = np.asarray(looks["event"]) / 4 if weighted else info0
    for row in rows:
        at = row["analysis"] - 1
        row["~hr at bound"] = float(np.exp(-row["z"] / np.sqrt(scale[at])))
        row["hr_at_bound"] = row["~hr at bound"]
        row["nominal_p"] = row["nominal p"]
    result: dict[str, Any] = {
        **looks,
        "info_frac": (info / info.max()).tolist(),
        "info_frac0": (info0 / info0.max()).tolist(),
    }
    result.update({name: [row[name] for row in rows] for name in rows[0]} if rows else {})
    result["bound_table"] = columns(rows)
    if enroll is not None:
        rates = frame_of(enroll)
        result["enroll_rate"] = {
            **rates, "rate": [float(each) * factor for each in rates["rate"]],
        }  # fmt: skip
        result["rate"] = result["enroll_rate"]["rate"]
    result["_design"] = SimpleNamespace(looks=looks, plan=plan.scaled(factor), request=request)
    return result


def gs_arguments(
    default_lower: str, upper: Any, upar: Any, lower: Any, lpar: Any, alpha: float, beta: Any
) -> tuple[str, Any, str, Any]:
    """Bound functions and their parameters with gsDesign2's defaults."""
    high, low = bare(upper, "gs_spending_bound"), bare(lower, default_lower)
    if upar is None:
        upar = {"sf": "gsDesign::sfLDOF", "total_spend": alpha}
    if lpar is None:
        lpar = {"sf": "gsDesign::sfLDOF", "total_spend": beta}
    return high, upar, low, lpar


def design(
    kind: str,
    enroll_rate: Any,
    fail_rate: Any,
    weight: Weight,
    *,
    alpha: float,
    beta: float,
    info_frac: Any,
    analysis_time: Any,
    ratio: float,
    request: Request,
    h1_spending: bool,
    info_scale: Any,
) -> dict[str, Any]:
    """Size of a group-sequential design."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    scale = as_list(info_scale)[0] if info_scale is not None else "h0_h1_info"

    def at(months: list[float]) -> dict[str, Any]:
        return looks_ahr(plan, months) if kind == "ahr" else looks_wlr(plan, months, weight)

    times = [float(each) for each in as_list(analysis_time)]
    shares = [1.0] if info_frac is None else [number(each) for each in as_list(info_frac)]
    looks = max(len(times), len(shares))
    last = times[-1]
    final = at([last])
    which = "info" if scale == "h1_info" and kind != "ahr" else "info0"
    months, by_share = [], []
    for k in range(looks):
        month = times[k] if len(times) > 1 else (last if k + 1 == looks else 0.0)
        share = shares[k] if len(shares) == looks and looks > 1 else np.nan
        if not np.isnan(share) and share < 1:
            wanted = share * final[which][0]
            reached = solved(lambda t, w=wanted: at([t])[which][0] - w, last / 2)
            if reached > month:
                month = reached
                by_share.append(k)
        months.append(month)
    found = at(months)
    if by_share and kind != "ahr" and weight != LOGRANK:
        raise Unsupported(
            "gsDesign2 takes the average hazard ratio for the effect of a weighted test at looks "
            "that a fraction of information sets, and so a wrong power"
        )
    theta1 = None if h1_spending else 0.0
    given = information_of(
        found["theta"], found["info"], found["info0"],
        None if h1_spending else found["info0"], scale, 0, theta1,
    )  # fmt: skip
    if looks == 1:
        high = -float(ndtri(alpha)) if request.upper != "gs_b" else None
        upar = request.upar if high is None else [high]
        request = Request("gs_b", upar, "gs_b", [-np.inf])
    factor = inflate(request, given, beta, fixed_factor(given, alpha, beta))
    sized = given.scaled(factor)
    bounds = npe(request, sized)
    for name in ("n", "event", "info", "info0"):
        found[name] = [each * factor for each in found[name]]
    found |= {"info": sized.info.tolist(), "info0": sized.info0.tolist()}
    result = result_of(
        found, bounds, under_null(sized, bounds), plan,
        weighted=kind != "ahr", enroll=enroll_rate, factor=factor, request=request,
    )  # fmt: skip
    vars(result["_design"]).update(
        kind=kind, weight=weight, h1_spending=h1_spending, info_scale=info_scale
    )
    return result


def power(
    kind: str,
    enroll_rate: Any,
    fail_rate: Any,
    weight: Weight,
    *,
    event: Any,
    analysis_time: Any,
    ratio: float,
    request: Request,
    h1_spending: bool,
    info_scale: Any,
    interval: Any,
) -> dict[str, Any]:
    """Power of a group-sequential design."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    months = times_of(plan, event, analysis_time, interval)
    return power_of(plan, months, kind, weight, request, h1_spending, info_scale, enroll_rate)


def power_of(
    plan: SurvivalPlan,
    months: list[float],
    kind: str,
    weight: Weight,
    request: Request,
    h1_spending: bool,
    info_scale: Any,
    enroll_rate: Any = None,
) -> dict[str, Any]:
    """Power of a group-sequential design at given times."""
    found = looks_ahr(plan, months) if kind == "ahr" else looks_wlr(plan, months, weight)
    given = information_of(
        found["theta"], found["info"], found["info0"],
        None if h1_spending else found["info0"], info_scale, 0, None if h1_spending else 0.0,
    )  # fmt: skip
    bounds = npe(request, given)
    found |= {"info": given.info.tolist(), "info0": given.info0.tolist()}
    result = result_of(
        found, bounds, under_null(given, bounds), plan,
        weighted=kind != "ahr", enroll=enroll_rate, request=request,
    )  # fmt: skip
    vars(result["_design"]).update(
        kind=kind, weight=weight, h1_spending=h1_spending, info_scale=info_scale
    )
    return result


@stands_for(
    "gsDesign2::gs_design_ahr",
    parameters=(
        "enroll_rate", "fail_rate", "alpha", "beta", "info_frac", "analysis_time", "ratio",
        "binding", "upper", "upar", "lower", "lpar", "h1_spending", "test_upper", "test_lower",
        "info_scale", "r", "tol", "interval",
    ),
)  # fmt: skip
def gs_design_ahr(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    alpha: float = 0.025,
    beta: float = 0.1,
    info_frac: Any = None,
    analysis_time: Any = 36,
    ratio: float = 1,
    binding: bool = False,
    upper: Any = None,
    upar: Any = None,
    lower: Any = None,
    lpar: Any = None,
    h1_spending: bool = True,
    test_upper: Any = True,
    test_lower: Any = True,
    info_scale: Any = None,
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
    interval: Any = None,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Size by the average hazard ratio."""
    bounds = gs_arguments("gs_spending_bound", upper, upar, lower, lpar, alpha, beta)
    return design(
        "ahr", enroll_rate, fail_rate, LOGRANK,
        alpha=alpha, beta=beta, info_frac=info_frac, analysis_time=analysis_time, ratio=ratio,
        request=Request(*bounds, test_upper, test_lower, binding),
        h1_spending=h1_spending, info_scale=info_scale,
    )  # fmt: skip


@stands_for(
    "gsDesign2::gs_design_wlr",
    parameters=(
        "enroll_rate", "fail_rate", "weight", "approx", "alpha", "beta", "ratio", "info_frac",
        "info_scale", "analysis_time", "binding", "upper", "upar", "lower", "lpar", "test_upper",
        "test_lower", "h1_spending", "r", "tol", "interval",
    ),
)  # fmt: skip
def gs_design_wlr(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    weight: Any = "logrank",
    approx: str = "asymptotic",
    alpha: float = 0.025,
    beta: float = 0.1,
    ratio: float = 1,
    info_frac: Any = None,
    info_scale: Any = None,
    analysis_time: Any = 36,
    binding: bool = False,
    upper: Any = None,
    upar: Any = None,
    lower: Any = None,
    lpar: Any = None,
    test_upper: Any = True,
    test_lower: Any = True,
    h1_spending: bool = True,
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
    interval: Any = None,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Size by a weighted logrank test."""
    asymptotic_only(approx)
    bounds = gs_arguments("gs_spending_bound", upper, upar, lower, lpar, alpha, beta)
    return design(
        "wlr", enroll_rate, fail_rate, weight_of(weight),
        alpha=alpha, beta=beta, info_frac=info_frac, analysis_time=analysis_time, ratio=ratio,
        request=Request(*bounds, test_upper, test_lower, binding),
        h1_spending=h1_spending, info_scale=info_scale,
    )  # fmt: skip


@stands_for(
    "gsDesign2::gs_power_ahr",
    parameters=(
        "enroll_rate", "fail_rate", "event", "analysis_time", "upper", "upar", "lower", "lpar",
        "test_lower", "test_upper", "ratio", "binding", "h1_spending", "info_scale", "r", "tol",
        "interval", "integer",
    ),
)  # fmt: skip
def gs_power_ahr(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    event: Any = (30, 40, 50),
    analysis_time: Any = None,
    upper: Any = None,
    upar: Any = None,
    lower: Any = None,
    lpar: Any = None,
    test_lower: Any = True,
    test_upper: Any = True,
    ratio: float = 1,
    binding: bool = False,
    h1_spending: bool = True,
    info_scale: Any = None,
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
    interval: Any = None,
    integer: bool = False,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Power by the average hazard ratio."""
    bounds = gs_arguments("gs_spending_bound", upper, upar, lower, lpar, 0.025, None)
    return power(
        "ahr", enroll_rate, fail_rate, LOGRANK,
        event=event, analysis_time=analysis_time, ratio=ratio,
        request=Request(*bounds, test_upper, test_lower, binding),
        h1_spending=h1_spending, info_scale=info_scale, interval=interval,
    )  # fmt: skip


@stands_for(
    "gsDesign2::gs_power_wlr",
    parameters=(
        "enroll_rate", "fail_rate", "event", "analysis_time", "binding", "h1_spending", "upper",
        "lower", "upar", "lpar", "test_upper", "test_lower", "ratio", "weight", "info_scale",
        "approx", "r", "tol", "interval", "integer",
    ),
)  # fmt: skip
def gs_power_wlr(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    event: Any = (30, 40, 50),
    analysis_time: Any = None,
    binding: bool = False,
    h1_spending: bool = True,
    upper: Any = None,
    lower: Any = None,
    upar: Any = None,
    lpar: Any = None,
    test_upper: Any = True,
    test_lower: Any = True,
    ratio: float = 1,
    weight: Any = "logrank",
    info_scale: Any = None,
    approx: str = "asymptotic",
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
    interval: Any = None,
    integer: bool = False,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Power of a weighted logrank test."""
    asymptotic_only(approx)
    bounds = gs_arguments("gs_spending_bound", upper, upar, lower, lpar, 0.025, None)
    return power(
        "wlr", enroll_rate, fail_rate, weight_of(weight),
        event=event, analysis_time=analysis_time, ratio=ratio,
        request=Request(*bounds, test_upper, test_lower, binding),
        h1_spending=h1_spending, info_scale=info_scale, interval=interval,
    )  # fmt: skip
