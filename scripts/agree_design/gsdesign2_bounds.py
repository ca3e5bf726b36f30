"""gsDesign2: bounds and crossing probabilities for effects that change from look to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import optimize, special

from agree_design.calls import Unsupported, as_list, number, stands_for
from agree_design.gsdesign_spending import spending_object
from trialrun.design.nonproportional.stages import (
    BoundRule,
    boundaries_stages,
    crossing_stages,
    stages,
)

Floats = Any
SPENDING = {"gs_spending_bound", "gs_spending_combo"}
NPE = (
    "theta", "theta0", "theta1", "info", "info0", "info1", "info_scale", "upper", "upar", "lower",
    "lpar", "test_upper", "test_lower", "binding", "r", "tol",
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    """How bounds are asked for."""

    upper: str
    upar: Any
    lower: str
    lpar: Any
    test_upper: Any = True
    test_lower: Any = True
    binding: bool = False


@dataclass(frozen=True)
class Information:
    """Effects and information of all looks: true, under no effect, and of the lower bounds."""

    theta: Floats
    info: Floats
    info0: Floats
    info1: Floats
    theta0: Floats
    theta1: Floats

    def scaled(self, factor: float) -> Information:
        """The same with more information by a factor."""
        return Information(
            self.theta, self.info * factor, self.info0 * factor, self.info1 * factor,
            self.theta0, self.theta1,
        )  # fmt: skip


@dataclass(frozen=True)
class Bounds:
    """Bounds of Z and cumulative crossing probabilities."""

    upper: Floats
    lower: Floats
    above: Floats
    below: Floats


def bare(name: Any, default: str) -> str:
    """Name of a function without its package."""
    if name is None:
        return default
    if not isinstance(name, str):
        raise Unsupported(f"a bound function {name!r}")
    return name.rsplit("::", 1)[-1]


def information_of(
    theta: Any, info: Any, info0: Any, info1: Any, scale: Any, theta0: Any = 0, theta1: Any = None
) -> Information:
    """Information by look, on the scale asked for."""
    true = np.asarray([float(each) for each in as_list(info)])
    looks = len(true)

    def spread(values: Any, default: Any) -> Floats:
        given = default if values is None else [float(each) for each in as_list(values)]
        return np.broadcast_to(np.asarray(given, float), (looks,))

    effect = spread(theta, 0.1)
    null, lower = spread(info0, true), spread(info1, true)
    chosen = as_list(scale)[0] if scale is not None else "h0_h1_info"
    if chosen == "h0_info":
        true, lower = null, null
    elif chosen == "h1_info":
        null, lower = true, true
    elif chosen != "h0_h1_info":
        raise Unsupported(f"info_scale {chosen}")
    return Information(effect, true, null, lower, spread(theta0, 0.0), spread(theta1, effect))


def rule_of(name: str, given: Any, flags: Any, information: Floats, *, upper: bool) -> BoundRule:
    """Bounds as given, or the errors a spending function spends at looks that have a bound."""
    looks = len(information)
    none = np.inf if upper else -np.inf
    if name == "gs_b":
        values = [number(each, missing=none) for each in as_list(given)]
        if len(values) < looks:
            raise Unsupported(f"{len(values)} bounds for {looks} looks")
        return BoundRule(values=tuple(values[:looks]))
    if name not in SPENDING:
        raise Unsupported(f"bound function {name}")
    if not isinstance(given, Mapping) or given.get("total_spend") is None:
        raise Unsupported(f"{name} without total_spend")
    function = spending_object(given.get("sf", "gsDesign::sfLDOF"), given.get("param"))
    timing = given.get("timing")
    if timing is None:
        most = given.get("max_info")
        timing = information / (information.max() if most is None else float(most))
    times = [float(each) for each in as_list(timing)]
    if len(times) != looks:
        raise Unsupported(f"{len(times)} spending times for {looks} looks")
    spent = np.asarray(function(float(given["total_spend"]), times), float)
    tested = [bool(each) for each in as_list(flags)]
    tested = tested * looks if len(tested) == 1 else tested
    errors, before = [], 0.0
    for at in range(looks):
        errors.append(max(float(spent[at]) - before, 0.0) if tested[at] else 0.0)
        before = float(spent[at]) if tested[at] else before
    return BoundRule(errors=tuple(errors))


def npe(request: Request, given: Information) -> Bounds:
    """
    Bounds and crossing probabilities by gsDesign2's conventions.

    Upper bounds spend under no effect, lower ones under theta1; both are bounds of one Z. Where the
    information under no effect differs, gsDesign2 converts bounds at the first look only.
    """
    free = stages(given.info0, given.theta0 * np.sqrt(given.info0))
    under = stages(given.info1, given.theta1 * np.sqrt(given.info1))
    high, low = boundaries_stages(
        free,
        under,
        rule_of(request.upper, request.upar, request.test_upper, given.info0, upper=True),
        rule_of(request.lower, request.lpar, request.test_lower, given.info1, upper=False),
        binding=request.binding,
    )
    return crossed(given, high, low)


def crossed(given: Information, high: list[float], low: list[float]) -> Bounds:
    """Cumulative crossing probabilities of bounds."""
    means = given.theta * np.sqrt(given.info)
    above, below = crossing_stages(stages(given.info, means), high, low)
    first = float(np.sqrt(given.info[0] / given.info0[0]))
    above[0] = special.ndtr(means[0] - high[0] * first)
    below[0] = special.ndtr(low[0] * first - means[0])
    return Bounds(np.asarray(high), np.asarray(low), np.cumsum(above), np.cumsum(below))


def under_null(given: Information, found: Bounds) -> Bounds:
    """Crossing probabilities of the same bounds under theta0."""
    null = Information(
        given.theta0, given.info0, given.info0, given.info0, given.theta0, given.theta0
    )
    return crossed(null, list(found.upper), list(found.lower))


def inflate(request: Request, given: Information, beta: float, start: float) -> float:
    """Factor of the information that gives the power."""

    def missing(factor: float) -> float:
        return float(npe(request, given.scaled(factor)).above[-1]) - (1 - beta)

    return solved(missing, start)


def solved(missing: Callable[[float], float], start: float) -> float:
    """Root of a rising function near a start above 0."""
    low = high = start
    while missing(low) > 0:
        low *= 0.8
        if low < start * 1e-4:
            raise Unsupported("no size has this power")
    while missing(high) < 0:
        high *= 1.2
        if high > start * 1e4:
            raise Unsupported("no size has this power")
    return low if low == high else float(optimize.brentq(missing, low, high, rtol=1e-10))


def fixed_factor(given: Information, alpha: float, beta: float) -> float:
    """Factor of the information that one look at the end needs."""
    need = -special.ndtri(alpha) / np.sqrt(given.info0[-1])
    need -= special.ndtri(beta) / np.sqrt(given.info[-1])
    return float((need / (given.theta[-1])) ** 2)


def bound_rows(
    found: Bounds, null: Bounds | None, *, keep: bool = False, by_side: bool = False
) -> list[dict[str, Any]]:
    """One row for each bound, upper before lower at each look; infinite ones left out."""
    rows = []
    for k in range(len(found.upper)):
        sides = (("upper", found.upper, found.above), ("lower", found.lower, found.below))
        for side, z, probability in sides:
            if not keep and not np.isfinite(z[k]):
                continue
            row = {
                "analysis": k + 1,
                "bound": side,
                "z": float(z[k]),
                "probability": float(probability[k]),
                "nominal p": float(special.ndtr(-z[k])),
            }
            if null is not None:
                row["probability0"] = float((null.above if side == "upper" else null.below)[k])
            rows.append(row)
    if by_side:
        rows.sort(key=lambda row: (row["bound"] != "upper", row["analysis"]))
    return rows


def _npe_result(
    given: Information, found: Bounds, null: Bounds | None, *, by_side: bool, keep: bool
) -> dict[str, Any]:
    rows = bound_rows(found, null, keep=keep, by_side=by_side)
    for row in rows:
        at = row["analysis"] - 1
        row.pop("nominal p")
        row.update(
            theta=float(given.theta[at]),
            theta1=float(given.theta1[at]),
            info=float(given.info[at]),
            info0=float(given.info0[at]),
            info1=float(given.info1[at]),
            info_frac=float(given.info[at] / given.info.max()),
        )
    result: dict[str, Any] = {name: [row[name] for row in rows] for name in rows[0]}
    result["_design"] = SimpleNamespace(upper=list(found.upper), lower=list(found.lower))
    return result


@stands_for("gsDesign2::gs_power_npe", parameters=NPE)
def gs_power_npe(
    theta: Any = 0.1,
    theta0: Any = 0,
    theta1: Any = None,
    info: Any = 1,
    info0: Any = None,
    info1: Any = None,
    info_scale: Any = None,
    upper: Any = "gs_b",
    upar: Any = 1.959963984540054,
    lower: Any = "gs_b",
    lpar: Any = -np.inf,
    test_upper: Any = True,
    test_lower: Any = True,
    binding: bool = False,
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Bounds and crossing probabilities of given effects and information."""
    given = information_of(theta, info, info0, info1, info_scale, theta0, theta1)
    request = Request(
        bare(upper, "gs_b"), upar, bare(lower, "gs_b"), lpar, test_upper, test_lower, binding
    )
    return _npe_result(given, npe(request, given), None, by_side=True, keep=True)


@stands_for("gsDesign2::gs_design_npe", parameters=(*NPE[:7], "alpha", "beta", *NPE[7:]))
def gs_design_npe(
    theta: Any = 0.1,
    theta0: Any = 0,
    theta1: Any = None,
    info: Any = 1,
    info0: Any = None,
    info1: Any = None,
    info_scale: Any = None,
    alpha: float = 0.025,
    beta: float = 0.1,
    upper: Any = "gs_b",
    upar: Any = 1.959963984540054,
    lower: Any = "gs_b",
    lpar: Any = -np.inf,
    test_upper: Any = True,
    test_lower: Any = True,
    binding: bool = False,
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Information that gives a power, with its bounds and crossing probabilities."""
    given = information_of(theta, info, info0, info1, info_scale, theta0, theta1)
    request = Request(
        bare(upper, "gs_b"), upar, bare(lower, "gs_b"), lpar, test_upper, test_lower, binding
    )
    single = len(given.info) == 1
    if single:
        z = -special.ndtri(alpha)
        request = Request("gs_b", [z], "gs_b", [-np.inf])
    factor = inflate(request, given, beta, fixed_factor(given, alpha, beta))
    sized = given.scaled(factor)
    found = npe(request, sized)
    return _npe_result(sized, found, under_null(sized, found), by_side=False, keep=not single)


@stands_for("gsDesign2::gs_b", parameters=("par", "k"))
def gs_b(par: Any = None, k: Any = None, **_: Any) -> dict[str, Any]:
    """Bounds as given."""
    values = [number(each) for each in as_list(par)]
    found = values if k is None else [values[int(each) - 1] for each in as_list(k)]
    return {"value": found, "z": found, "": found}


@stands_for("gsDesign2::gs_spending_combo", parameters=("par", "info"))
def gs_spending_combo(par: Any, info: Any, **_: Any) -> Any:
    """Errors spent up to each look; the information is the fraction itself."""
    if not isinstance(par, Mapping) or par.get("total_spend") is None:
        raise Unsupported("gs_spending_combo without total_spend")
    spend = spending_object(par.get("sf", "gsDesign::sfLDOF"), par.get("param"))
    found = spend(float(par["total_spend"]), [float(each) for each in as_list(info)])
    return np.asarray(found, float).tolist()


@stands_for("gsDesign2::gs_cp_npe", parameters=("theta", "info", "a", "b"))
def gs_cp_npe(theta: Any, info: Any, a: Any, b: Any) -> Any:
    """Conditional power of a later look for the statistic of an earlier one."""
    effect = [float(each) for each in as_list(theta)]
    effect = effect * 2 if len(effect) == 1 else effect
    now, then = (float(each) for each in as_list(info))
    drift = effect[1] * then - effect[0] * now
    values = np.asarray(as_list(a), float) * np.sqrt(now) + drift
    values = values - np.asarray(as_list(b), float) * np.sqrt(then)
    found = special.ndtr(values / np.sqrt(then - now)).tolist()
    return found[0] if len(found) == 1 else found


@stands_for(
    "gsDesign2::gs_spending_bound",
    parameters=("k", "par", "hgm1", "theta", "info", "efficacy", "test_bound", "r", "tol"),
)
def gs_spending_bound(
    k: int = 1,
    par: Any = None,
    hgm1: Any = None,  # noqa: ARG001 - R has it
    theta: Any = 0.1,
    info: Any = (1, 2, 3),
    efficacy: bool = True,
    test_bound: Any = True,
    r: int = 18,  # noqa: ARG001 - R has it
    tol: float = 1e-6,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Bound of the first look."""
    if int(k) != 1:
        raise Unsupported("gs_spending_bound by itself at a look after the first")
    given = np.asarray([float(each) for each in as_list(info)])
    spend = {"sf": "gsDesign::sfLDOF", "total_spend": 0.025} if par is None else par
    rule = rule_of("gs_spending_bound", spend, test_bound, given, upper=efficacy)
    error = (rule.errors or (0.0,))[0]
    mean = 0.0 if efficacy else float(as_list(theta)[0]) * float(np.sqrt(given[0]))
    if error <= 0:
        z = np.inf if efficacy else -np.inf
    else:
        z = -special.ndtri(error) if efficacy else mean + special.ndtri(error)
    return {"value": [float(z)], "z": [float(z)], "": [float(z)]}
