"""gsDesign2: group-sequential designs of a difference of two rates."""

from __future__ import annotations

from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.gsdesign2_bounds import (
    Bounds,
    Request,
    bare,
    bound_rows,
    crossed,
    fixed_factor,
    inflate,
    information_of,
    npe,
)
from agree_design.r_values import frame_of
from trialrun.design import boundaries_spending, spend_obrien_fleming

CONTROL = {"stratum": ["All"], "rate": [0.2]}
EXPERIMENTAL = {"stratum": ["All"], "rate": [0.15]}


def _rates(value: Any) -> dict[str, float]:
    if isinstance(value, int | float):
        return {"All": float(value)}
    frame = frame_of(value)
    names = frame.get("stratum", ["All"] * len(frame["rate"]))
    return {str(n): float(r) for n, r in zip(names, frame["rate"], strict=True)}


def _information(
    control: dict[str, float],
    experimental: dict[str, float],
    sizes: list[dict[str, float]],
    rd0: Any,
    ratio: float,
    weight: Any,
) -> dict[str, list[float]]:
    """Difference and information at each look."""
    kind = as_list(weight)[0] if weight is not None else "unstratified"
    if kind not in {"unstratified", "ss", "invar", "mr"}:
        raise Unsupported(f"weight {kind}")
    if len(control) > 1 and kind == "unstratified":
        raise Unsupported("several strata without a weight")
    names = list(control)
    margins = _margins(rd0, names)
    p0 = np.array([control[name] for name in names])
    p1 = np.array([experimental[name] for name in names])
    mixed = (p0 + ratio * p1) / (1 + ratio)
    sign = np.sign(p0 - p1) if (p0 != p1).all() else np.ones(len(names))
    rows: dict[str, list[float]] = {
        name: [] for name in ("n", "rd", "rd0", "theta1", "theta0", "info1", "info0")
    }
    for size in sizes:
        n = np.array([size[name] for name in names])
        each, other = n / (1 + ratio), n * ratio / (1 + ratio)
        true = p0 * (1 - p0) / each + p1 * (1 - p1) / other
        null = mixed * (1 - mixed) * (1 / each + 1 / other)
        w = 1 / true if kind in {"invar", "mr"} else n
        w = w / w.sum()
        if kind == "mr":
            w = _minimum_risk(p0 - p1, true, n / n.sum())
        difference = float((w * (p0 - p1) * sign[0]).sum())
        rows["n"].append(float(n.sum()))
        rows["rd"].append(difference)
        rows["rd0"].append(float((w * margins).sum()))
        rows["theta1"].append(difference)
        rows["theta0"].append(rows["rd0"][-1])
        rows["info1"].append(float(1 / (w * w * true).sum()))
        rows["info0"].append(float(1 / (w * w * null).sum()))
    return rows


def _minimum_risk(difference: Any, variance: Any, share: Any) -> Any:
    """
    Weights of strata with the smallest mean squared error of the weighted difference.

    Source: Mehrotra and Railkar (2000), Statistics in Medicine 19:811-825.
    """
    precision = 1 / variance
    total, weighted = precision.sum(), float(difference @ precision)
    apart = (difference * total - weighted) * precision
    bias = weighted / total - float(share @ difference)
    return precision / total - apart / (total + float(apart @ difference)) * bias


def _margins(rd0: Any, names: list[str]) -> Any:
    if isinstance(rd0, dict):
        frame = frame_of(rd0)
        found = {str(n): float(r) for n, r in zip(frame["stratum"], frame["rd0"], strict=True)}
        return np.array([found[name] for name in names])
    return np.full(len(names), float(as_list(rd0)[0]))


def _sizes(n: Any, names: list[str]) -> list[dict[str, float]]:
    frame = frame_of(n)
    strata = frame.get("stratum", [names[0]] * len(frame["n"]))
    looks = sorted({int(each) for each in frame["analysis"]})
    return [
        {
            str(s): float(size)
            for s, size, at in zip(strata, frame["n"], frame["analysis"], strict=True)
            if int(at) == look
        }
        for look in looks
    ]


def _default_upper() -> list[float]:
    return list(boundaries_spending([1 / 3, 2 / 3, 1], 0.025, spend_obrien_fleming).efficacy)


@stands_for("gsDesign2::gs_info_rd", parameters=("p_c", "p_e", "n", "rd0", "ratio", "weight"))
def gs_info_rd(
    p_c: Any = CONTROL,
    p_e: Any = EXPERIMENTAL,
    n: Any = None,
    rd0: Any = 0,
    ratio: float = 1,
    weight: Any = None,
) -> dict[str, Any]:
    """Difference and information at numbers of subjects."""
    control = _rates(p_c)
    given = {"n": [100, 200, 300], "analysis": [1, 2, 3]} if n is None else n
    rows = _information(
        control, _rates(p_e), _sizes(given, list(control)), rd0, float(ratio), weight
    )
    return {"analysis": list(range(1, len(rows["n"]) + 1)), **rows}


def _result(
    rows: dict[str, list[float]], found: Bounds, null: Bounds, *, by_side: bool
) -> dict[str, Any]:
    info, info0 = np.asarray(rows["info1"]), np.asarray(rows["info0"])
    bounds = bound_rows(found, null, by_side=by_side)
    for row in bounds:
        at = row["analysis"] - 1
        scale = (rows["rd"][at] - rows["rd0"][at]) / rows["rd"][at]
        row["~risk difference at bound"] = float(
            row["z"] / np.sqrt(info[at]) * scale + rows["rd0"][at]
        )
    return {
        **rows,
        "info": info.tolist(),
        "info_frac": (info / info.max()).tolist(),
        "info_frac0": (info0 / info0.max()).tolist(),
        **{name: [row[name] for row in bounds] for name in bounds[0]},
    }


@stands_for(
    "gsDesign2::gs_power_rd",
    parameters=(
        "p_c", "p_e", "n", "rd0", "ratio", "weight", "upper", "lower", "upar", "lpar",
        "info_scale", "binding", "test_upper", "test_lower", "r", "tol",
    ),
)  # fmt: skip
def gs_power_rd(
    p_c: Any = CONTROL,
    p_e: Any = EXPERIMENTAL,
    n: Any = None,
    rd0: Any = 0,
    ratio: float = 1,
    weight: Any = None,
    upper: Any = "gs_b",
    lower: Any = "gs_b",
    upar: Any = None,
    lpar: Any = (-1.2815515655446004, None, None),
    info_scale: Any = None,
    binding: bool = False,
    test_upper: Any = True,
    test_lower: Any = True,
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Power of a difference of rates."""
    control = _rates(p_c)
    given = {"n": [40, 50, 60], "analysis": [1, 2, 3]} if n is None else n
    rows = _information(
        control, _rates(p_e), _sizes(given, list(control)), rd0, float(ratio), weight
    )
    information = information_of(rows["rd"], rows["info1"], rows["info0"], None, info_scale)
    request = Request(
        bare(upper, "gs_b"), _default_upper() if upar is None else upar, bare(lower, "gs_b"), lpar,
        test_upper, test_lower, binding,
    )  # fmt: skip
    found = npe(request, information)
    null = information_of(rows["rd0"], information.info0, None, None, None)
    free = crossed(null, list(found.upper), list(found.lower))
    return _result(rows, found, free, by_side=True)


@stands_for(
    "gsDesign2::gs_design_rd",
    parameters=(
        "p_c", "p_e", "info_frac", "rd0", "alpha", "beta", "ratio", "stratum_prev", "weight",
        "upper", "lower", "upar", "lpar", "test_upper", "test_lower", "info_scale", "binding",
        "r", "tol", "h1_spending",
    ),
)  # fmt: skip
def gs_design_rd(
    p_c: Any = CONTROL,
    p_e: Any = EXPERIMENTAL,
    info_frac: Any = (1 / 3, 2 / 3, 1),
    rd0: Any = 0,
    alpha: float = 0.025,
    beta: float = 0.1,
    ratio: float = 1,
    stratum_prev: Any = None,
    weight: Any = None,
    upper: Any = "gs_b",
    lower: Any = "gs_b",
    upar: Any = None,
    lpar: Any = (-1.2815515655446004, None, None),
    test_upper: Any = True,
    test_lower: Any = True,
    info_scale: Any = None,
    binding: bool = False,
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
    h1_spending: bool = True,
) -> dict[str, Any]:
    """Size for a difference of rates."""
    control = _rates(p_c)
    if np.any(_margins(rd0, list(control))):
        raise Unsupported("gs_design_rd with a margin")
    shares = {next(iter(control)): 1.0}
    if stratum_prev is not None:
        frame = frame_of(stratum_prev)
        total = sum(float(each) for each in frame["prevalence"])
        shares = {
            str(s): float(p) / total
            for s, p in zip(frame["stratum"], frame["prevalence"], strict=True)
        }
    fractions = [float(each) for each in as_list(info_frac)]
    sizes = [{name: share * f for name, share in shares.items()} for f in fractions]
    rows = _information(control, _rates(p_e), sizes, rd0, float(ratio), weight)
    information = information_of(
        rows["rd"], rows["info1"], rows["info0"],
        None if h1_spending else rows["info0"], info_scale, 0, None if h1_spending else 0.0,
    )  # fmt: skip
    request = Request(
        bare(upper, "gs_b"), _default_upper() if upar is None else upar, bare(lower, "gs_b"), lpar,
        test_upper, test_lower, binding,
    )  # fmt: skip
    if len(fractions) == 1:
        request = Request(request.upper, request.upar, "gs_b", [-np.inf])
    factor = inflate(request, information, beta, fixed_factor(information, alpha, beta))
    sized = information.scaled(factor)
    found = npe(request, sized)
    for name in ("n", "info1", "info0"):
        rows[name] = [each * factor for each in rows[name]]
    null = information_of(0.0, sized.info0, None, None, None)
    free = crossed(null, list(found.upper), list(found.lower))
    return _result(rows, found, free, by_side=False)
