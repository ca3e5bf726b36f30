"""gsDesign: two-stage combination tests whose size is re-estimated."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import exp, sqrt
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import integrate, optimize
from scipy.special import ndtr, ndtri

from agree_design.calls import Unsupported, stands_for
from agree_design.gsdesign_design import gs_design
from agree_design.gsdesign_objects import design_of, named, numbers
from trialrun.design.adaptive.reestimation_unblinded import (
    second_stage_bound,
    second_stage_bound_fisher,
    size_conditional_power,
)

Rest = Callable[[float, SimpleNamespace, float], float]


def _inverse_normal(z1: float, d: SimpleNamespace, n2: float) -> float:
    return second_stage_bound(z1, d.upper[1], d.timing[0])


def _sufficient(z1: float, d: SimpleNamespace, n2: float) -> float:
    return second_stage_bound(z1, d.upper[1], d.n_I[0] / (d.n_I[0] + n2))


def _fisher(z1: float, d: SimpleNamespace, n2: float) -> float:
    return second_stage_bound_fisher(z1, float(ndtr(-d.upper[1])))


RESTS: dict[str, Rest] = {"z2NC": _inverse_normal, "z2Z": _sufficient, "z2Fisher": _fisher}


def _rest(function: Any) -> Rest:
    name = str(function).rsplit("::", 1)[-1]
    if name not in RESTS:
        raise Unsupported(f"combination function {function!r}")
    return RESTS[name]


def _two_stage(x: Any, beta: float = 0.1) -> SimpleNamespace:
    d = design_of(gs_design(k=2, timing=0.5, beta=beta) if x is None else x)
    if d.k != 2:
        raise Unsupported(f"a design of {d.k} looks, which gsDesign refuses")
    return d


def _register_rest(name: str) -> None:
    @stands_for(f"gsDesign::{name}", parameters=("z1", "x", "n2"))
    def adapter(z1: Any, x: Any, n2: Any = None, **_: Any) -> dict[str, Any]:
        d = _two_stage(x)
        values = numbers(z1)
        sizes = [d.n_I[1] - d.n_I[0]] if n2 is None else numbers(n2)
        count = max(len(values), len(sizes))
        found = [
            RESTS[name](values[k % len(values)], d, sizes[k % len(sizes)]) for k in range(count)
        ]
        return named(found if count > 1 else found[0], "z2")


for _name in RESTS:
    _register_rest(_name)


def _power(z1: float, n2: float, theta: float, rest: Rest, d: SimpleNamespace) -> float:
    return float(ndtr(sqrt(n2) * theta - rest(z1, d, n2)))


@stands_for("gsDesign::condPower", parameters=("z1", "n2", "z2", "theta", "x"))
def cond_power(
    z1: Any, n2: Any, z2: Any = "z2NC", theta: Any = None, x: Any = None, beta: float = 0.1,
    **_: Any,
) -> dict[str, Any]:  # fmt: skip
    """Conditional power of a two-stage combination test."""
    d, rest = _two_stage(x, beta), _rest(z2)
    values, sizes = numbers(z1), numbers(n2)
    effects = None if theta is None else numbers(theta)
    count = max(len(values), len(sizes), len(effects or [0]))
    found = []
    for k in range(count):
        z = values[k % len(values)]
        effect = z / sqrt(d.n_I[0]) if effects is None else effects[k % len(effects)]
        found.append(_power(z, sizes[k % len(sizes)], effect, rest, d))
    return named(found if count > 1 else found[0], "cp", "CP", "condPower", "power")


def _reestimated(
    z: float, theta: float, d: SimpleNamespace, rest: Rest, beta: float, maxinc: float
) -> float:
    """Total for the wanted conditional power, at most maxinc times what was planned."""
    most = maxinc * d.n_I[1]

    def total(planned_rest: float) -> float:
        needed = planned_rest - float(ndtri(beta))
        if needed < 0 or theta < 0:  # the sign is squared away there
            found = (needed / theta) ** 2 + d.n_I[0]
        else:
            found = size_conditional_power(
                z, d.n_I[0], d.n_I[1], bound=d.upper[1], power=1 - beta, effect=theta,
                rest_bound=planned_rest,
            )  # fmt: skip
        return min(found, most)

    found = total(rest(z, d, d.n_I[1] - d.n_I[0]))
    if rest is _sufficient:
        for _ in range(6):
            found = total(rest(z, d, found - d.n_I[0]))
    return found


@stands_for(
    "gsDesign::ssrCP",
    parameters=("z1", "theta", "maxinc", "overrun", "beta", "cpadj", "x", "z2"),
)
def ssr_cp(
    z1: Any,
    theta: Any = None,
    maxinc: float = 2,
    overrun: float = 0,
    beta: Any = None,
    cpadj: Any = None,
    x: Any = None,
    z2: Any = "z2NC",
    **_: Any,
) -> dict[str, Any]:
    """
    Sample size re-estimated from conditional power.

    A design without a lower bound has no continuation region there, so that nothing is adapted and
    the total stays that of the look; the bound of stage 2 is reported at n2 = planned total.
    """
    d, rest = _two_stage(x), _rest(z2)
    beta = d.beta if beta is None else float(beta)
    adjusted = [0.5, 1 - beta] if cpadj is None else numbers(cpadj)
    values = numbers(z1)
    given = None if theta is None else numbers(theta)
    planned = d.n_I[1] - d.n_I[0]
    bounds, totals, powers, effects = [], [], [], []
    for k, z in enumerate(values):
        effect = z / sqrt(d.n_I[0]) if given is None else given[k % len(given)]
        power = _power(z, planned, effect, rest, d)
        going = d.lower is not None and d.lower[0] < z < d.upper[0]
        total = d.n_I[0] + float(overrun)
        if going and not adjusted[0] <= power <= adjusted[1]:
            total = d.n_I[1]
        elif going:
            total = _reestimated(z, effect, d, rest, beta, float(maxinc))
        bounds.append(rest(z, d, d.n_I[1]))
        totals.append(total)
        powers.append(power)
        effects.append(effect)
    delta = [d.delta0 + each * (d.delta1 - d.delta0) for each in effects]
    table = {"z1": values, "z2": bounds, "n2": totals, "CP": powers, "theta": effects}
    table["delta"] = delta
    return {
        **table,
        "dat": table,
        "maxinc": maxinc,
        "overrun": overrun,
        "beta": beta,
        "cpadj": adjusted,
        "_reestimation": SimpleNamespace(
            d=d, rest=rest, theta=given, maxinc=float(maxinc), overrun=float(overrun), beta=beta,
            cpadj=adjusted,
        ),
    }  # fmt: skip


@stands_for("gsDesign::Power.ssrCP", parameters=("x", "theta", "delta", "r"))
def power_ssr_cp(x: Any, theta: Any = None, delta: Any = None, r: int = 18) -> dict[str, Any]:
    """Power and expected size of a re-estimated two-stage test, by integration over the look."""
    if not isinstance(x, dict) or "_reestimation" not in x:
        raise Unsupported("x is no result of ssrCP")
    s = x["_reestimation"]
    d = s.d
    if d.lower is None:
        raise Unsupported("a design without a lower bound")
    if s.rest is _sufficient:
        raise Unsupported("z2Z: gsDesign takes its bound at another size than the trial's")
    slope = (d.delta1 - d.delta0) / d.delta
    if theta is None and delta is None:
        effects = [k / 40 * d.delta for k in range(81)]
    elif theta is not None:
        effects = numbers(theta)
    else:
        effects = [(each - d.delta0) / slope for each in numbers(delta)]
    low, high = d.lower[0], d.upper[0]
    planned = d.n_I[1] - d.n_I[0]

    def assumed(z: float) -> float:
        return z / sqrt(d.n_I[0]) if s.theta is None else s.theta[0]

    def conditional(z: float) -> float:
        return _power(z, planned, assumed(z), s.rest, d)

    def size(z: float) -> float:
        if not s.cpadj[0] <= conditional(z) <= s.cpadj[1]:
            return d.n_I[1]
        return _reestimated(z, assumed(z), d, s.rest, s.beta, s.maxinc)

    breaks = [low, high]
    breaks.extend(
        float(optimize.brentq(lambda z, w=wanted: conditional(z) - w, low, high))
        for wanted in s.cpadj
        if (conditional(low) - wanted) * (conditional(high) - wanted) < 0
    )
    middle = sorted(breaks)
    for a, b in pairwise(middle):
        ends = [size(a + 1e-9) - s.maxinc * d.n_I[1], size(b - 1e-9) - s.maxinc * d.n_I[1]]
        if ends[0] == 0 and ends[1] < 0:
            breaks.append(
                optimize.bisect(
                    lambda z: 1.0 if size(z) < s.maxinc * d.n_I[1] else -1.0, a + 1e-9, b - 1e-9
                )
            )
    edges = sorted(breaks)
    power, expected = [], []
    for effect in effects:
        mean = sqrt(d.n_I[0]) * effect

        def success(z: float, effect: float = effect, mean: float = mean) -> float:
            n2 = size(z) - d.n_I[0]
            density = exp(-0.5 * (z - mean) ** 2) / sqrt(2 * np.pi)
            return density * float(ndtr(effect * sqrt(n2) - s.rest(z, d, n2)))

        def subjects(z: float, mean: float = mean) -> float:
            return exp(-0.5 * (z - mean) ** 2) / sqrt(2 * np.pi) * size(z)

        early = float(ndtr(mean - high))
        power.append(early + _pieces(success, edges))
        stop = (d.n_I[0] + s.overrun) * (early + float(ndtr(low - mean)))
        expected.append(stop + _pieces(subjects, edges))
    natural = [slope * each + d.delta0 for each in effects]
    return {"theta": effects, "delta": natural, "Power": power, "en": expected}


def _pieces(function: Callable[[float], float], edges: list[float]) -> float:
    found = 0.0
    for a, b in pairwise(edges):
        if b - a > 1e-10:
            found += integrate.fixed_quad(
                lambda zs: np.array([function(float(z)) for z in zs]), a, b, n=40
            )[0]
    return float(found)
