"""gsDesign: crossing probabilities, bounds that spend errors given, and densities at a look."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from agree_design.calls import as_list, number, stands_for
from agree_design.gsdesign_crossing import NONE, absent, cells
from trialrun.design.bounds.asymmetric import boundaries_errors
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.stagewise import upper_bounds
from trialrun.design.recursion import BEGINNING, go_on, upper_tail


@stands_for(
    "gsDesign::gsProbability", parameters=("k", "theta", "n.I", "a", "b", "r", "d", "overrun")
)
def gs_probability(
    k: Any = 0,
    theta: Any = 0,
    n_I: Any = None,
    a: Any = None,
    b: Any = None,
    r: int = 18,
    d: Any = None,
    overrun: Any = 0,
) -> dict[str, Any]:
    """Crossing probabilities of bounds, or of a design, under effects."""
    effects = [float(each) for each in as_list(theta)]
    harm = None
    if d is not None:
        design = d["_design"]
        lower = design.lower if design.lower is not None else [-np.inf] * design.k
        sizes, upper = np.asarray(design.n_I), design.upper
        overrun = getattr(design, "overrun", 0)
        harm = getattr(design, "harm", None)
    else:
        sizes = np.asarray([float(each) for each in as_list(n_I)])
        lower = [number(each, missing=-np.inf) for each in as_list(a)]
        upper = [number(each, missing=np.inf) for each in as_list(b)]
    stop = lower if harm is None else np.maximum(lower, harm)
    found = cells(effects, sizes, stop, upper, overrun, harm=harm)
    result = {
        **found,
        "prob": found["uprob"],
        "theta": effects,
        "n_I": sizes.tolist(),
        "upper": list(upper),
        "lower": list(lower),
        "k": len(sizes),
    }
    if d is not None:
        if harm is not None:
            result["harm"] = list(harm)
        namespace = SimpleNamespace(**{**vars(design), "theta": effects})
    else:
        namespace = SimpleNamespace(
            k=len(sizes), test_type=3, n_I=sizes.tolist(), upper=list(upper), lower=list(lower),
            theta=effects, overrun=overrun, harm=None,
        )  # fmt: skip
    result["_design"] = namespace
    return result


@stands_for("gsDesign::gsBound", parameters=("I", "trueneg", "falsepos", "tol", "r", "printerr"))
def gs_bound(
    I: Any,  # noqa: E741 - the name in R
    trueneg: Any,
    falsepos: Any,
    tol: float = 1e-6,
    r: int = 18,
    printerr: int = 0,
) -> dict[str, Any]:
    """Bounds on both sides that spend errors under no effect."""
    sizes = [float(each) for each in as_list(I)]
    above, below = as_list(falsepos), as_list(trueneg)
    found = boundaries_errors(sizes, above, below, drift=0.0, lower_under="null", binding=True)
    return {
        "k": len(sizes), "theta": 0, "I": sizes, "a": list(found.lower), "b": list(found.upper),
        "rates": {"falsepos": above, "trueneg": below}, "tol": tol, "r": r, "error": 0,
    }  # fmt: skip


@stands_for("gsDesign::gsBound1", parameters=("theta", "I", "a", "probhi", "tol", "r", "printerr"))
def gs_bound_1(
    theta: float,
    I: Any,  # noqa: E741 - the name in R
    a: Any,
    probhi: Any,
    tol: float = 1e-6,
    r: int = 18,
    printerr: int = 0,
) -> dict[str, Any]:
    """Upper bounds that spend errors given the lower ones, and at least those."""
    sizes = [float(each) for each in as_list(I)]
    lower = [number(each, missing=-np.inf) for each in as_list(a)]
    low = absent(lower, -1.0)
    spent: list[float] = [float(each) for each in as_list(probhi)]
    upper = upper_bounds(sizes, spent, lower=low, drift=float(theta))
    crossed = any(one > other for one, other in zip(low, upper, strict=True))
    upper = [max(one, other) for one, other in zip(low, upper, strict=True)]
    found = probability_crossing(sizes, upper=upper, lower=low, drift=float(theta))
    return {
        "k": len(sizes), "theta": theta, "I": sizes, "a": lower, "b": upper,
        "problo": found.lower.tolist(), "probhi": found.upper.tolist() if crossed else spent,
        "tol": tol, "r": r, "error": 0,
    }  # fmt: skip


@stands_for("gsDesign::gsDensity", parameters=("x", "theta", "i", "zi", "r"))
def gs_density(x: Any, theta: Any = 0, i: int = 1, zi: Any = 0, r: int = 18) -> dict[str, Any]:
    """Density of Z at an analysis among trials that reach it, at values and under effects."""
    design, at = x["_design"], int(i) - 1
    low = absent(design.lower if design.lower is not None else [-NONE] * design.k, -1.0)
    high = absent(design.upper, 1.0)
    values = [float(each) for each in as_list(zi)]
    effects = [float(each) for each in as_list(theta)]
    found = np.zeros((len(values), len(effects)))
    for column, effect in enumerate(effects):
        going = BEGINNING
        for k in range(at):
            t, following = design.n_I[k], design.n_I[k + 1]
            root = t**0.5
            going = go_on(
                going, low[k] * root, high[k] * root, t, effect * t, next_information=following
            )
        t = design.n_I[at]
        for row, value in enumerate(values):
            found[row, column] = upper_tail(going, value * t**0.5, t, effect * t)[1] * t**0.5
    return {"zi": values, "theta": effects, "density": found.tolist()}
