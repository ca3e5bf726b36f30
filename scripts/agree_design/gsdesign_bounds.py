"""gsDesign: spending functions, designs, crossing probabilities."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import Unsupported, as_list, number, stands_for
from trialrun.design import spend_hwang_shih_decani, spend_kim_demets, spend_pocock
from trialrun.design.boundaries import drift_for_power
from trialrun.design.bounds.asymmetric import TwoBounds, boundaries_errors
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.families import spend_beta, spend_distribution, spend_t
from trialrun.design.bounds.shapes import (
    spend_exponential,
    spend_gapped,
    spend_obrien_fleming_rho,
    spend_points,
    spend_steps,
    spend_trimmed,
    spend_truncated,
    spend_xi_gallo,
)
from trialrun.design.bounds.stagewise import lower_bounds, symmetric_bounds, upper_bounds
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis
from trialrun.design.recursion import BEGINNING, go_on, upper_tail

NONE = 20.0
Spend = Callable[[float, Any, Any], Any]


@dataclass(frozen=True)
class SpendingObject:
    """A spending function of gsDesign with its parameter."""

    name: str
    parameter: Any

    def __call__(self, alpha: float, t: Any) -> np.ndarray:
        """Error spent up to each fraction."""
        return spent(self.name, alpha, t, self.parameter)


def _distribution(name: str) -> Spend:
    def spend(alpha: float, t: Any, parameter: Any) -> Any:
        given = [float(each) for each in as_list(parameter)]
        if len(given) == 2:
            return spend_distribution(alpha, t, name, location=given[0], scale=given[1])
        return spend_distribution(alpha, t, name, points=given)

    return spend


def _beta(alpha: float, t: Any, parameter: Any) -> Any:
    given = [float(each) for each in as_list(parameter)]
    if len(given) == 2:
        return spend_beta(alpha, t, a=given[0], b=given[1])
    return spend_beta(alpha, t, points=given)


def _t(alpha: float, t: Any, parameter: Any) -> Any:
    given = [float(each) for each in as_list(parameter)]
    if len(given) == 3:
        return spend_t(alpha, t, location=given[0], scale=given[1], degrees=given[2])
    if len(given) == 5:
        return spend_t(alpha, t, points=given[:4], degrees=given[4])
    return spend_t(alpha, t, points=given)


def _obrien_fleming(alpha: float, t: Any, parameter: Any) -> Any:
    given = as_list(parameter) if parameter is not None else []
    rho = float(given[0]) if given and isinstance(given[0], int | float) else 1.0
    if not 0.005 <= rho <= 20:
        rho = 1.0
    return spend_obrien_fleming_rho(alpha, t, rho)


def _pieces(alpha: float, t: Any, parameter: Any) -> Any:
    given = [float(each) for each in as_list(parameter)]
    half = len(given) // 2
    return spend_points(alpha, t, given[half:], times=given[:half])


def _steps(alpha: float, t: Any, parameter: Any) -> Any:
    given = [float(each) for each in as_list(parameter)]
    half = len(given) // 2
    return spend_steps(alpha, t, given[:half], given[half:])


def _cut(function: Callable[..., Any]) -> Spend:
    def spend(alpha: float, t: Any, parameter: Any) -> Any:
        if not isinstance(parameter, Mapping):
            raise Unsupported("a parameter that is no list of sf, trange and param")
        inner = spending_object(parameter["sf"], parameter.get("param"))
        start, end = (float(each) for each in parameter["trange"])
        return function(alpha, t, inner, start=start, end=end)

    return spend


def _plain(function: Callable[..., Any]) -> Spend:
    return lambda alpha, t, parameter: function(
        alpha, t, *[float(each) for each in as_list(parameter)][:1]
    )


FUNCTIONS: dict[str, Spend] = {
    "sfLDOF": _obrien_fleming,
    "sfLDPocock": lambda alpha, t, _: _from_zero(spend_pocock, alpha, t),
    "sfHSD": lambda alpha, t, p: _from_zero(
        spend_hwang_shih_decani, alpha, t, float(as_list(p)[0])
    ),
    "sfPower": lambda alpha, t, p: _from_zero(spend_kim_demets, alpha, t, float(as_list(p)[0])),
    "sfExponential": _plain(spend_exponential),
    "sfLogistic": _distribution("logistic"),
    "sfNormal": _distribution("normal"),
    "sfCauchy": _distribution("cauchy"),
    "sfExtremeValue": _distribution("extreme value"),
    "sfExtremeValue2": _distribution("extreme value 2"),
    "sfBetaDist": _beta,
    "sfTDist": _t,
    "sfXG1": lambda alpha, t, p: spend_xi_gallo(alpha, t, float(as_list(p)[0]), 1),
    "sfXG2": lambda alpha, t, p: spend_xi_gallo(alpha, t, float(as_list(p)[0]), 2),
    "sfXG3": lambda alpha, t, p: spend_xi_gallo(alpha, t, float(as_list(p)[0]), 3),
    "sfPoints": lambda alpha, t, p: spend_points(alpha, t, [float(e) for e in as_list(p)]),
    "sfLinear": _pieces,
    "sfStep": _steps,
    "sfTruncated": _cut(spend_truncated),
    "sfTrimmed": _cut(spend_trimmed),
    "sfGapped": _cut(spend_gapped),
    "spendingFunction": lambda alpha, t, _: alpha * np.minimum(np.asarray(t, dtype=float), 1.0),
}


def _from_zero(function: Callable[..., Any], alpha: float, t: Any, *more: float) -> Any:
    """A function that asks for fractions above 0 and alpha below 1, at any of them."""
    fractions = np.atleast_1d(np.asarray(t, dtype=float))
    found = np.zeros(fractions.shape)
    inside = fractions > 0
    scale = 2.0 if alpha == 1 else 1.0
    if inside.any():
        found[inside] = scale * np.asarray(function(alpha / scale, fractions[inside], *more))
    return found


def spent(name: str, alpha: float, t: Any, parameter: Any) -> np.ndarray:
    """Error spent by a function of gsDesign, by its name."""
    found = FUNCTIONS.get(name.rsplit("::", 1)[-1])
    if found is None:
        raise Unsupported(f"spending function {name}")
    times = np.asarray([number(each) for each in as_list(t)], dtype=float)
    return np.asarray(found(alpha, times, parameter), dtype=float)


def spending_object(function: Any, parameter: Any) -> SpendingObject:
    """A spending function of gsDesign as its calls name it."""
    if isinstance(function, SpendingObject):
        return function
    if isinstance(function, Mapping) and "_spend" in function:
        return function["_spend"]
    if not isinstance(function, str):
        raise Unsupported(f"spending function {function!r}")
    return SpendingObject(function.rsplit("::", 1)[-1], parameter)


def _register(name: str) -> None:
    @stands_for(f"gsDesign::{name}", parameters=("alpha", "t", "param"))
    def adapter(alpha: float, t: Any, param: Any = None) -> dict[str, Any]:
        found = spent(name, alpha, t, param)
        return {
            "spend": found.tolist(),
            "param": param,
            "_spend": SpendingObject(name, param),
        }


for _name in FUNCTIONS:
    _register(_name)


ORDER = (
    "k", "test.type", "alpha", "beta", "astar", "delta", "n.fix", "timing", "sfu", "sfupar",
    "sfl", "sflpar", "sfharm", "sfharmparam", "tol", "r", "n.I", "maxn.IPlan", "nFixSurv",
    "endpoint", "delta1", "delta0", "overrun", "usTime", "lsTime", "testUpper", "testLower",
    "testHarm",
)  # fmt: skip


@stands_for("gsDesign::gsDesign", parameters=ORDER)
def gs_design(
    k: int = 3,
    test_type: int = 4,
    alpha: float = 0.025,
    beta: float = 0.1,
    astar: float = 0,
    delta: float = 0,
    n_fix: Any = 1,
    timing: Any = 1,
    sfu: Any = "sfHSD",
    sfupar: Any = -4,
    sfl: Any = "sfHSD",
    sflpar: Any = -2,
    sfharm: Any = "sfHSD",
    sfharmparam: Any = -2,
    tol: float = 1e-6,
    r: int = 18,
    n_I: Any = 0,
    maxn_IPlan: float = 0,
    nFixSurv: float = 0,
    endpoint: Any = None,
    delta1: float = 1,
    delta0: float = 0,
    overrun: Any = 0,
    usTime: Any = None,
    lsTime: Any = None,
    testUpper: Any = True,
    testLower: Any = True,
    testHarm: Any = True,
) -> dict[str, Any]:
    """A group-sequential design of gsDesign."""
    arguments = {
        "k": k, "test_type": test_type, "alpha": alpha, "beta": beta, "astar": astar,
        "sfu": sfu, "sfupar": sfupar, "sfl": sfl, "sflpar": sflpar, "sfharm": sfharm,
        "sfharmparam": sfharmparam, "delta1": delta1, "delta0": delta0, "usTime": usTime,
        "lsTime": lsTime, "testUpper": testUpper, "testLower": testLower, "testHarm": testHarm,
    }  # fmt: skip
    k, kind = int(k), int(test_type)
    fixed = float(ndtri(1 - alpha) + ndtri(1 - beta))
    if delta:
        n_fix = (fixed / delta) ** 2
    else:
        delta = fixed / np.sqrt(n_fix)
    given = [float(each) for each in as_list(n_I)]
    planned = max(given) > 0
    if planned:
        largest = float(maxn_IPlan) if maxn_IPlan > 0 else max(given)
        times = [each / largest for each in given]
        k = len(times)
    else:
        times = _timing(timing, k)
    upper_times = _times(usTime, times, k)
    lower_times = _times(lsTime, times, k)
    if kind > 4 and astar == 0:
        astar = 1 - alpha
    information = np.asarray(given) / given[-1] if planned else np.asarray(times)
    drift = float(delta) * np.sqrt(given[-1]) if planned else None
    power = None if planned else 1 - beta
    shape = isinstance(sfu, str) and sfu in {"OF", "Pocock", "WT"}
    tests_upper, tests_lower = _flags(testUpper, k), _flags(testLower, k)
    harm_flags = _flags(testHarm, k)
    harm = None
    lower_spend: Any = None
    if kind in {1, 2}:
        found, upper_spend, lower_spend = _symmetric(
            kind, information, times, alpha, sfu, sfupar, upper_times, power, drift, shape
        )
    else:
        if shape:
            raise Unsupported(f"{sfu} bounds with test.type {kind}, which gsDesign refuses")
        upper_spend = np.diff(spending_object(sfu, sfupar)(alpha, upper_times), prepend=0.0)
        under_null = kind in {5, 6}
        total = astar if under_null else beta
        lower_spend = np.diff(spending_object(sfl, sflpar)(total, lower_times), prepend=0.0)
        found = boundaries_errors(
            information,
            upper_spend,
            lower_spend,
            power=power,
            drift=drift,
            lower_under="null" if under_null else "alternative",
            binding=kind in {3, 5, 7},
        )
        if kind in {7, 8}:
            spend = np.diff(spending_object(sfharm, sfharmparam)(astar, lower_times), prepend=0.0)
            harm = np.asarray(lower_bounds(information, spend))
            harm = np.where(harm_flags, harm, -NONE)
        if not (all(tests_upper) and all(tests_lower)):
            found = _tested(found, upper_spend, tests_upper, tests_lower, kind in {3, 5, 7})
    sizes = np.asarray(given) if planned else information * (found.drift / delta) ** 2
    upper = np.minimum(found.upper, NONE)
    lower = np.maximum(found.lower, -NONE)
    theta = [0.0, float(delta)]
    cells = _cells(theta, sizes, lower, upper, overrun)
    result: dict[str, Any] = {
        "k": k,
        "test_type": kind,
        "alpha": alpha,
        "beta": beta,
        "astar": astar,
        "delta": float(delta),
        "n_fix": float(n_fix),
        "n.fix": float(n_fix),
        "timing": list(times),
        "upper": upper.tolist(),
        "n_I": sizes.tolist(),
        "alpha_spend": np.asarray(upper_spend).tolist(),
        "prob": cells["uprob"],
        "en": cells["en"],
        "theta": theta,
        "delta0": delta0,
        "delta1": delta1,
        "nSurv": 2 * np.ceil(nFixSurv * sizes[-1] / n_fix / 2) if nFixSurv > 0 else 0,
        "testUpper": [True] * k if kind in {1, 2} else tests_upper,
        "testLower": [kind == 2] * k if kind in {1, 2} else tests_lower,
    }
    if kind > 1:
        result["lower"] = lower.tolist()
        result["lprob"] = cells["lprob"]
        result["beta_spend"] = np.asarray(lower_spend).tolist()
    if harm is not None:
        _add_harm(result, harm, sizes, theta, lower, upper)
    if kind in {4, 6, 8}:
        free = probability_crossing(information, upper=list(upper))
        result["falseposnb"] = free.upper.tolist()
    result["_design"] = SimpleNamespace(
        k=k,
        test_type=kind,
        alpha=alpha,
        beta=beta,
        astar=astar,
        timing=[float(each) for each in times],
        n_I=sizes.tolist(),
        upper=upper.tolist(),
        lower=lower.tolist() if kind > 1 else None,
        harm=None if harm is None else harm.tolist(),
        theta=theta,
        delta=float(delta),
        delta0=delta0,
        delta1=delta1,
        n_fix=float(n_fix),
        sfu=sfu if shape else spending_object(sfu, sfupar),
        sfl=spending_object(sfl, sflpar),
        sfupar=sfupar,
        overrun=overrun,
        usTime=usTime,
        lsTime=lsTime,
        upper_spend=np.asarray(upper_spend).tolist(),
        arguments=arguments,
    )
    return result


def _timing(timing: Any, k: int) -> list[float]:
    given = [float(each) for each in as_list(timing)]
    if len(given) == 1 and (k > 2 or (k == 2 and not 0 < given[0] < 1) or k == 1):
        return [(each + 1) / k for each in range(k)]
    return [*given, 1.0] if len(given) == k - 1 else given


def _times(given: Any, times: list[float], k: int) -> list[float]:
    if given is None:
        return times
    found = [float(each) for each in as_list(given)]
    return [*found, 1.0] if len(found) < k else found


def _flags(given: Any, k: int) -> list[bool]:
    found = [bool(each) for each in as_list(given)]
    return found * k if len(found) == 1 else found


def _tested(
    found: TwoBounds,
    upper_spend: np.ndarray,
    tests_upper: list[bool],
    tests_lower: list[bool],
    binding: bool,
) -> TwoBounds:
    """
    Bounds at the looks that test, with the sizes of the design in which all do.

    Lower bounds stay; what an upper bound that is left out would have spent, the next one spends.
    """
    lower = np.where(tests_lower, found.lower, -np.inf)
    errors, owed = [], 0.0
    for error, tests in zip(upper_spend, tests_upper, strict=True):
        owed += float(error)
        errors.append(owed if tests else 0.0)
        owed = 0.0 if tests else owed
    upper = upper_bounds(
        list(found.information), errors, lower=list(lower) if binding else None, stops=tests_upper
    )
    if tests_lower[-1] and found.lower[-1] == found.upper[-1]:
        lower[-1] = upper[-1]
    return TwoBounds(
        found.information, tuple(upper), tuple(np.minimum(lower, upper)), found.drift, found.harm
    )


def _symmetric(
    kind: int,
    information: np.ndarray,
    times: Any,
    alpha: float,
    sfu: Any,
    sfupar: Any,
    upper_times: Any,
    power: float | None,
    drift: float | None,
    shape: bool,
) -> tuple[TwoBounds, Any, Any]:
    """One-sided bounds, or two-sided ones that mirror each other."""
    if shape:
        delta = {"OF": 0.0, "Pocock": 0.5}.get(sfu)
        delta = float(as_list(sfupar)[0]) if delta is None else delta
        sided = 1 if kind == 1 else 2
        bounds = boundaries_wang_tsiatis(list(information), alpha * sided, delta, sided=sided)
        upper = list(bounds.efficacy)
        spend = np.diff(bounds.alpha_spent, prepend=0.0) / sided
    else:
        spend = np.diff(spending_object(sfu, sfupar)(alpha, upper_times), prepend=0.0)
        if kind == 1:
            upper = upper_bounds(list(information), spend)
        else:
            upper = symmetric_bounds(list(information), 2 * spend)
    lower = [-np.inf] * len(upper) if kind == 1 else [-each for each in upper]
    if drift is None and power is not None:
        drift = drift_for_power(list(information), upper, power, lower=None if kind == 1 else lower)
    found = TwoBounds(tuple(information), tuple(upper), tuple(lower), float(drift or 0.0))
    return found, spend, None if kind == 1 else spend


def _add_harm(
    result: dict[str, Any],
    harm: np.ndarray,
    sizes: np.ndarray,
    theta: list[float],
    lower: np.ndarray,
    upper: np.ndarray,
) -> None:
    """Harm bounds, and the crossings of the futility bound that are none of harm."""
    below = _cells(theta, sizes, lower, upper, 0, split=np.minimum(harm, lower))
    result["harm"] = np.maximum(harm, -NONE).tolist()
    result["harm_prob"] = below["below"]
    result["lprob"] = below["between"]


def _cells(
    theta: list[float],
    sizes: np.ndarray,
    lower: Any,
    upper: Any,
    overrun: Any,
    *,
    split: np.ndarray | None = None,
) -> dict[str, Any]:
    """Crossing probabilities and expected sizes under each effect."""
    k = len(sizes)
    extra = [float(each) for each in as_list(overrun)]
    extra = extra * (k - 1) if len(extra) == 1 else extra
    ends = np.asarray([*(sizes[:-1] + np.asarray(extra[: k - 1])), sizes[-1]])
    ends = np.minimum(ends, sizes[-1])
    low = [-np.inf if each <= -NONE else float(each) for each in lower]
    high = [np.inf if each >= NONE else float(each) for each in upper]
    above, below, beyond, expected = [], [], [], []
    for each in theta:
        found = probability_crossing(list(sizes), upper=high, lower=low, drift=float(each))
        above.append(found.upper)
        below.append(found.lower)
        rest = 1 - found.upper.sum() - found.lower.sum()
        expected.append(float(ends @ (found.upper + found.lower) + sizes[-1] * rest))
        if split is not None:
            beyond.append(_below(sizes, low, high, split, float(each)))
    result = {
        "en": expected,
        "uprob": np.transpose(above).tolist(),
        "lprob": np.transpose(below).tolist(),
    }
    if split is not None:
        result["below"] = np.transpose(beyond).tolist()
        result["between"] = (np.transpose(below) - np.transpose(beyond)).tolist()
    return result


def _below(sizes: np.ndarray, low: Any, high: Any, split: np.ndarray, drift: float) -> Any:
    """Probability at each look of ending below a bound under the lower one."""
    found = []
    for at in range(len(sizes)):
        ends = [*low[:at], float(split[at])]
        cut = probability_crossing(
            list(sizes[: at + 1]), upper=list(high[: at + 1]), lower=ends, drift=drift
        )
        found.append(cut.lower[at])
    return np.asarray(found)


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
    if d is not None:
        design = d["_design"]
        lower = design.lower if design.lower is not None else [-NONE] * design.k
        sizes, upper = np.asarray(design.n_I), design.upper
        overrun = getattr(design, "overrun", 0)
    else:
        sizes = np.asarray([float(each) for each in as_list(n_I)])
        lower = [number(each, missing=-NONE) for each in as_list(a)]
        upper = [number(each, missing=NONE) for each in as_list(b)]
    found = _cells(effects, sizes, lower, upper, overrun)
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
        harm = getattr(design, "harm", None)
        if harm is not None:
            _add_harm(
                result, np.asarray(harm), sizes, effects, np.asarray(lower), np.asarray(upper)
            )
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
        "rates": {"falsepos": above, "trueneg": below}, "error": 0,
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
    """Upper bounds that spend errors given the lower ones."""
    sizes = [float(each) for each in as_list(I)]
    lower = [number(each, missing=-NONE) for each in as_list(a)]
    low = [-np.inf if each <= -NONE else each for each in lower]
    upper = upper_bounds(sizes, as_list(probhi), lower=low, drift=float(theta))
    ends = [min(one, other) for one, other in zip(low, upper, strict=True)]
    found = probability_crossing(sizes, upper=upper, lower=ends, drift=float(theta))
    return {
        "k": len(sizes), "theta": theta, "I": sizes, "a": lower,
        "b": [min(each, NONE) for each in upper], "problo": found.lower.tolist(),
        "probhi": as_list(probhi), "error": 0,
    }  # fmt: skip


@stands_for("gsDesign::gsDensity", parameters=("x", "theta", "i", "zi", "r"))
def gs_density(x: Any, theta: Any = 0, i: int = 1, zi: Any = 0, r: int = 18) -> dict[str, Any]:
    """Density of Z at an analysis among trials that reach it, at values and under effects."""
    design, at = x["_design"], int(i) - 1
    low = design.lower if design.lower is not None else [-NONE] * design.k
    values = [float(each) for each in as_list(zi)]
    effects = [float(each) for each in as_list(theta)]
    found = np.zeros((len(values), len(effects)))
    for column, effect in enumerate(effects):
        going = BEGINNING
        for k in range(at):
            t, following = design.n_I[k], design.n_I[k + 1]
            root = t**0.5
            going = go_on(
                going, low[k] * root, design.upper[k] * root, t, effect * t,
                next_information=following,
            )  # fmt: skip
        t = design.n_I[at]
        for row, value in enumerate(values):
            found[row, column] = upper_tail(going, value * t**0.5, t, effect * t)[1] * t**0.5
    return {"zi": values, "theta": effects, "density": found.tolist()}


@stands_for("gsDesign::toInteger", parameters=("x", "ratio", "roundUpFinal"))
def to_integer(x: Any, ratio: Any = None, roundUpFinal: bool = True) -> dict[str, Any]:
    """A design with whole sample sizes, its bounds spent anew."""
    arguments = getattr(x["_design"], "arguments", None)
    if arguments is None or "eNC" in x or "eDC" in x:
        raise Unsupported("toInteger of what is no plain gsDesign")
    unit = int(ratio) + 1 if ratio is not None and float(ratio).is_integer() else 1
    sizes = [round(each) for each in x["n_I"]]
    last = x["n_I"][-1]
    nearest = round(last / unit) * unit
    if roundUpFinal and abs(last - nearest) > 0.01:
        nearest = int(np.ceil(last / unit)) * unit
    sizes[-1] = nearest
    return gs_design(**arguments, delta=x["delta"], n_I=sizes, maxn_IPlan=sizes[-1])
