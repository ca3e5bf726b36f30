"""gsDesign: conditional and predictive power, re-estimation, sequential p-values, effects at Z."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import exp, inf, sqrt
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import integrate, optimize
from scipy.special import ndtr, ndtri

from agree_design.calls import Unsupported, as_list, number, stands_for
from agree_design.gsdesign_bounds import gs_probability
from agree_design.gsdesign_crossing import absent
from agree_design.gsdesign_design import gs_design
from trialrun.design.adaptive.conditional_power import conditional_stopping
from trialrun.design.adaptive.predictive_power import prediction_interval
from trialrun.design.adaptive.priors import DiscretePrior, posterior
from trialrun.design.adaptive.reestimation_unblinded import (
    second_stage_bound,
    second_stage_bound_fisher,
    size_conditional_power,
)
from trialrun.design.adaptive.repeated import sequential_p_value
from trialrun.design.bounds.stagewise import upper_bounds


def _design(x: Any) -> SimpleNamespace:
    if x is None:
        x = gs_design()
    if not isinstance(x, dict) or "_design" not in x:
        raise Unsupported("x is no design of gsDesign")
    return x["_design"]


def _named(value: Any, *names: str) -> dict[str, Any]:
    """A result that R returns without a name, under those that a reader may give it."""
    return dict.fromkeys((*names, "value", "result"), value)


def _numbers(given: Any) -> list[float]:
    return [number(each) for each in as_list(given)]


def _conditional(
    d: SimpleNamespace, theta: list[float], i: int, zi: float
) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (looks, effects) of crossing later bounds above and below."""
    if not 1 <= i < d.k:
        raise Unsupported(f"look {i} of {d.k}, which gsDesign refuses")
    lower = None if d.test_type == 1 or d.lower is None else absent(d.lower, -1.0)
    found = [
        conditional_stopping(
            d.n_I, upper=absent(d.upper, 1.0), look=i, z=zi, drift=each, lower=lower
        )
        for each in theta
    ]
    below = np.transpose([each.lower for each in found])
    if lower is None:
        below = np.zeros_like(below)
    return np.transpose([each.upper for each in found]), below


@stands_for("gsDesign::gsCP", parameters=("x", "theta", "i", "zi", "r"))
def gs_cp(
    x: Any = None, theta: Any = None, i: int = 1, zi: float = 0, r: int = 18
) -> dict[str, Any]:
    """Conditional probabilities of crossing later bounds."""
    d, i, zi = _design(x), int(i), float(zi)
    if theta is None:
        effects = [zi / sqrt(d.n_I[i - 1]), 0.0]
        effects += [float(d.delta)] if getattr(d, "delta", None) else []
    else:
        effects = _numbers(theta)
    above, below = _conditional(d, effects, i, zi)
    t = np.asarray(d.n_I, float)
    scale, score = np.sqrt(t[i:] - t[i - 1]), zi * sqrt(t[i - 1])
    upper = (np.asarray(d.upper[i:]) * np.sqrt(t[i:]) - score) / scale
    low = [-inf] * (d.k - i)
    if d.test_type != 1 and d.lower is not None:
        low = ((np.asarray(d.lower[i:]) * np.sqrt(t[i:]) - score) / scale).tolist()
    sizes = t[i:] - t[i - 1]
    both = above + below
    expected = sizes @ both + sizes[-1] * (1 - both.sum(axis=0))
    return {
        "k": d.k - i,
        "theta": effects,
        "n_I": sizes.tolist(),
        "upper_prob": above.tolist(),
        "lower_prob": below.tolist(),
        "prob": above.tolist(),
        "uprob": above.tolist(),
        "lprob": below.tolist(),
        "upper": upper.tolist(),
        "lower": low,
        "upper_bound": upper.tolist(),
        "lower_bound": low,
        "en": expected.tolist(),
        "cp": above.sum(axis=0).tolist(),
        "CP": above.sum(axis=0).tolist(),
        "_design": SimpleNamespace(
            k=d.k - i, test_type=3, n_I=sizes.tolist(), upper=upper.tolist(), lower=list(low),
            theta=effects, overrun=0, harm=None,
        ),
    }  # fmt: skip


@stands_for("gsDesign::gsCPz", parameters=("z", "i", "x", "theta", "ylab"))
def gs_cpz(z: Any, i: Any, x: Any, theta: Any = None, ylab: Any = None) -> dict[str, Any]:
    """Conditional power at statistics, under the effect seen or given."""
    d = _design(x)
    values = _numbers(z)
    looks = [int(each) for each in as_list(i)]
    looks = looks * len(values) if len(looks) == 1 else looks
    found = []
    given = None if theta is None else _numbers(theta)
    for at, (each, look) in enumerate(zip(values, looks, strict=True)):
        effect = each / sqrt(d.n_I[look - 1]) if given is None else given[at % len(given)]
        found.append(float(_conditional(d, [effect], look, each)[0].sum()))
    return _named(found, "cp", "CP", "gsCPz")


@stands_for("gsDesign::gsBoundCP", parameters=("x", "theta", "r"))
def gs_bound_cp(x: Any, theta: Any = "thetahat", r: int = 18) -> dict[str, Any]:
    """Conditional power at the bounds."""
    d = _design(x)
    both = d.test_type > 1 and d.lower is not None

    def at(bounds: list[float]) -> list[float]:
        found = []
        for k in range(d.k - 1):
            effect = bounds[k] / sqrt(d.n_I[k]) if theta == "thetahat" else float(theta)
            found.append(float(_conditional(d, [effect], k + 1, bounds[k])[0].sum()))
        return found

    result: dict[str, Any] = {"CPhi": at(list(d.upper))}
    if both:
        result["CPlo"] = at(list(d.lower))
    table = np.column_stack([result["CPlo"], result["CPhi"]]).tolist() if both else result["CPhi"]
    return {**result, **_named(table, "cp", "CP")}


def _prior(theta: Any, wgts: Any) -> DiscretePrior:
    values, weights = _numbers(theta), _numbers(wgts)
    weights = weights * len(values) if len(weights) == 1 else weights
    total = sum(weights)
    return DiscretePrior(tuple(values), tuple(each / total for each in weights))


@stands_for("gsDesign::gsPP", parameters=("x", "i", "zi", "theta", "wgts", "r", "total"))
def gs_pp(
    x: Any,
    i: int = 1,
    zi: float = 0,
    theta: Any = (0, 3),
    wgts: Any = (0.5, 0.5),
    r: int = 18,
    total: bool = True,
) -> dict[str, Any]:
    """Predictive power over a discrete prior of the effect."""
    d = _design(x)
    after = posterior(_prior(theta, wgts), d.n_I[int(i) - 1], float(zi))
    assert isinstance(after, DiscretePrior)
    used = [each for each, weight in zip(after.values, after.weights, strict=True) if weight > 0]
    shares = np.array([weight for weight in after.weights if weight > 0])
    found = _conditional(d, used, int(i), float(zi))[0] @ shares
    return _named(float(found.sum()) if total else found.tolist(), "pp", "PP")


@stands_for("gsDesign::gsPI", parameters=("x", "i", "zi", "j", "level", "theta", "wgts"))
def gs_pi(
    x: Any,
    i: int = 1,
    zi: float = 0,
    j: int = 2,
    level: float = 0.95,
    theta: Any = (0, 3),
    wgts: Any = (0.5, 0.5),
) -> dict[str, Any]:
    """Interval of the statistic at a later look."""
    d = _design(x)
    low, high = prediction_interval(
        d.n_I,
        look=int(i),
        z=float(zi),
        at=int(j),
        level=max(float(level), 1e-12),
        prior=_prior(theta, wgts),
    )
    if level == 0:
        return _named((low + high) / 2, "pi", "PI", "estimate")
    return {**_named([low, high], "pi", "PI", "interval"), "lower": low, "upper": high}


def _averaged(x: Any, theta: Any, wgts: Any) -> tuple[np.ndarray, np.ndarray]:
    """Crossing probabilities above and below at each look, summed over a prior."""
    values, weights = _numbers(theta), _numbers(wgts)
    weights = weights * len(values) if len(weights) == 1 else weights
    cells = gs_probability(d=x, theta=values)
    return np.asarray(cells["uprob"]) @ weights, np.asarray(cells["lprob"]) @ weights


@stands_for("gsDesign::gsPOS", parameters=("x", "theta", "wgts"))
def gs_pos(x: Any, theta: Any, wgts: Any) -> dict[str, Any]:
    """Probability of success over a prior."""
    _design(x)
    return _named(float(_averaged(x, theta, wgts)[0].sum()), "pos", "POS")


@stands_for("gsDesign::gsCPOS", parameters=("i", "x", "theta", "wgts"))
def gs_cpos(i: int, x: Any, theta: Any, wgts: Any) -> dict[str, Any]:
    """Probability of success over a prior, where the trial goes on after a look."""
    _design(x)
    above, below = _averaged(x, theta, wgts)
    i = int(i)
    going = 1 - float(above[:i].sum() + below[:i].sum())
    return _named(float(above[i:].sum()) / going, "cpos", "CPOS")


@stands_for("gsDesign::gsPosterior", parameters=("x", "i", "zi", "prior", "r"))
def gs_posterior(
    x: Any = None, i: int = 1, zi: Any = None, prior: Any = None, r: int = 18
) -> dict[str, Any]:
    """Density of the effect after a look, whose statistic is known or lies between two values."""
    d, i = _design(x), int(i)
    if not isinstance(prior, dict) or "z" not in prior:
        raise Unsupported("a prior that is no list of z, density and gridwgts")
    values = np.asarray(_numbers(prior["z"]))
    density = np.asarray(_numbers(prior["density"]))
    grid = prior.get("gridwgts")
    weights = np.ones(len(values)) if grid is None else np.asarray(_numbers(grid))
    given = [d.lower[i - 1], d.upper[i - 1]] if zi is None else _numbers(zi)
    if len(given) == 1:
        likelihood = np.exp(-0.5 * (given[0] - np.sqrt(d.n_I[i - 1]) * values) ** 2)
    else:
        lower = list(d.lower) if d.lower is not None else [-inf] * d.k
        upper = list(d.upper)
        lower[i - 1], upper[i - 1] = given
        cells = gs_probability(k=d.k, n_I=d.n_I, a=lower, b=upper, theta=values.tolist())
        stopped = np.asarray(cells["uprob"])[:i] + np.asarray(cells["lprob"])[:i]
        likelihood = 1 - stopped.sum(axis=0)
    found = likelihood * density
    found = found / float((found * weights).sum())
    return {
        "z": values.tolist(),
        "density": found.tolist(),
        "gridwgts": weights.tolist(),
        "wgts": (weights * found).tolist(),
    }


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
    d = _design(gs_design(k=2, timing=0.5, beta=beta) if x is None else x)
    if d.k != 2:
        raise Unsupported(f"a design of {d.k} looks, which gsDesign refuses")
    return d


def _register_rest(name: str) -> None:
    @stands_for(f"gsDesign::{name}", parameters=("z1", "x", "n2"))
    def adapter(z1: Any, x: Any, n2: Any = None, **_: Any) -> dict[str, Any]:
        d = _two_stage(x)
        values = _numbers(z1)
        sizes = [d.n_I[1] - d.n_I[0]] if n2 is None else _numbers(n2)
        count = max(len(values), len(sizes))
        found = [
            RESTS[name](values[k % len(values)], d, sizes[k % len(sizes)]) for k in range(count)
        ]
        return _named(found if count > 1 else found[0], "z2")


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
    values, sizes = _numbers(z1), _numbers(n2)
    effects = None if theta is None else _numbers(theta)
    count = max(len(values), len(sizes), len(effects or [0]))
    found = []
    for k in range(count):
        z = values[k % len(values)]
        effect = z / sqrt(d.n_I[0]) if effects is None else effects[k % len(effects)]
        found.append(_power(z, sizes[k % len(sizes)], effect, rest, d))
    return _named(found if count > 1 else found[0], "cp", "CP", "condPower", "power")


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
    adjusted = [0.5, 1 - beta] if cpadj is None else _numbers(cpadj)
    values = _numbers(z1)
    given = None if theta is None else _numbers(theta)
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
        effects = _numbers(theta)
    else:
        effects = [(each - d.delta0) / slope for each in _numbers(delta)]
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


@stands_for("gsDesign::sequentialPValue", parameters=("gsD", "n.I", "Z", "usTime", "interval"))
def sequential(
    gsD: Any = None,
    n_I: Any = None,
    Z: Any = None,
    usTime: Any = None,
    interval: Any = (0.00001, 0.9999),
) -> dict[str, Any]:
    """Sequential p-value by the design's spending function."""
    d = _design(gsD)
    if d.test_type not in {1, 4, 6}:
        raise Unsupported(f"test.type {d.test_type}, which gsDesign refuses")
    if isinstance(d.sfu, str):
        raise Unsupported(f"{d.sfu} bounds do not spend by a function")
    sizes = list(d.n_I) if n_I is None else _numbers(n_I)
    times = [each / d.n_I[-1] for each in sizes] if usTime is None else _numbers(usTime)

    def bounds(alpha: float, information: Any) -> list[float]:
        spent = np.diff(np.asarray(d.sfu(alpha, times)), prepend=0.0)
        return upper_bounds(list(information), np.maximum(spent, 0.0))

    found = sequential_p_value(sizes, _numbers(Z), bounds)
    low, high = _numbers(interval)
    return _named(min(max(found, low), high), "p", "pvalue", "p_value", "sequentialPValue")


@stands_for("gsDesign::gsDelta", parameters=("z", "i", "x", "ylab"))
def gs_delta(z: Any, i: Any, x: Any, ylab: Any = None) -> dict[str, Any]:
    """Natural parameter at statistics."""
    return _named([each for _, each in _natural(z, i, x)], "delta", "deltaHat")


@stands_for("gsDesign::gsRR", parameters=("z", "i", "x", "ratio", "ylab"))
def gs_rr(z: Any, i: Any, x: Any, ratio: float = 1, ylab: Any = None) -> dict[str, Any]:
    """Relative risk at statistics, of a design whose parameter is its logarithm."""
    return _named([exp(each) for _, each in _natural(z, i, x)], "rr", "RR")


@stands_for("gsDesign::gsHR", parameters=("z", "i", "x", "ratio", "ylab"))
def gs_hr(z: Any, i: Any, x: Any, ratio: float = 1, ylab: Any = None) -> dict[str, Any]:
    """Hazard ratio at statistics of looks after numbers of events."""
    share = ratio / (1 + ratio) ** 2
    found = [exp(-each / sqrt(n * share)) for (each, n), _ in _natural(z, i, x)]
    return _named(found, "hr", "HR")


@stands_for("gsDesign::gsBValue", parameters=("z", "i", "x", "ylab"))
def gs_b_value(z: Any, i: Any, x: Any, ylab: Any = None) -> dict[str, Any]:
    """Score at statistics: Z times the root of the information fraction."""
    last = _design(x).n_I[-1]
    found = [each * sqrt(n / last) for (each, n), _ in _natural(z, i, x)]
    return _named(found, "b", "B", "Bval")


def _natural(z: Any, i: Any, x: Any) -> list[tuple[tuple[float, float], float]]:
    """For each statistic: it and its sample size, and the natural parameter there."""
    d = _design(x)
    values, looks = _numbers(z), [int(each) for each in as_list(i)]
    looks = looks * len(values) if len(looks) == 1 else looks
    found = []
    for each, look in zip(values, looks, strict=True):
        n = d.n_I[look - 1]
        effect = each / sqrt(n)
        span = getattr(d, "delta1", 1) - getattr(d, "delta0", 0)
        delta = getattr(d, "delta", 0) or 1.0
        found.append(((each, n), getattr(d, "delta0", 0) + effect * span / delta))
    return found
