"""gsDesign: conditional and predictive power, success over a prior."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from math import inf, nan, sqrt
from types import SimpleNamespace
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.gsdesign_bounds import gs_probability
from agree_design.gsdesign_crossing import absent
from agree_design.gsdesign_grid import normal_grid
from agree_design.gsdesign_objects import design_of, named, numbers
from trialrun.design.adaptive.conditional_power import conditional_stopping
from trialrun.design.adaptive.predictive_power import prediction_interval
from trialrun.design.adaptive.priors import DiscretePrior, posterior


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
    d, i, zi = design_of(x), int(i), float(zi)
    if theta is None:
        effects = [zi / sqrt(d.n_I[i - 1]), 0.0]
        effects += [float(d.delta)] if getattr(d, "delta", None) else []
    else:
        effects = numbers(theta)
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
    d = design_of(x)
    values = numbers(z)
    looks = [int(each) for each in as_list(i)]
    looks = looks * len(values) if len(looks) == 1 else looks
    found = []
    given = None if theta is None else numbers(theta)
    for at, (each, look) in enumerate(zip(values, looks, strict=True)):
        effect = each / sqrt(d.n_I[look - 1]) if given is None else given[at % len(given)]
        found.append(float(_conditional(d, [effect], look, each)[0].sum()))
    return named(found, "cp", "CP", "gsCPz")


@stands_for("gsDesign::gsBoundCP", parameters=("x", "theta", "r"))
def gs_bound_cp(x: Any, theta: Any = "thetahat", r: int = 18) -> dict[str, Any]:
    """Conditional power at the bounds."""
    d = design_of(x)
    both = d.test_type > 1 and d.lower is not None

    def at(bounds: list[float]) -> list[float]:
        found = []
        for k in range(d.k - 1):
            if abs(bounds[k]) == inf:
                found.append(nan)
                continue
            effect = bounds[k] / sqrt(d.n_I[k]) if theta == "thetahat" else float(theta)
            found.append(float(_conditional(d, [effect], k + 1, bounds[k])[0].sum()))
        return found

    result: dict[str, Any] = {"CPhi": at(list(d.upper))}
    if both:
        result["CPlo"] = at(list(d.lower))
    table = np.column_stack([result["CPlo"], result["CPhi"]]).tolist() if both else result["CPhi"]
    return {**result, **named(table, "cp", "CP")}


def _prior(theta: Any, wgts: Any) -> DiscretePrior:
    values, weights = numbers(theta), numbers(wgts)
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
    d = design_of(x)
    after = posterior(_prior(theta, wgts), d.n_I[int(i) - 1], float(zi))
    assert isinstance(after, DiscretePrior)
    used = [each for each, weight in zip(after.values, after.weights, strict=True) if weight > 0]
    shares = np.array([weight for weight in after.weights if weight > 0])
    found = _conditional(d, used, int(i), float(zi))[0] @ shares
    return named(float(found.sum()) if total else found.tolist(), "pp", "PP")


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
    d = design_of(x)
    low, high = prediction_interval(
        d.n_I,
        look=int(i),
        z=float(zi),
        at=int(j),
        level=max(float(level), 1e-12),
        prior=_prior(theta, wgts),
    )
    if level == 0:
        return named((low + high) / 2, "pi", "PI", "estimate")
    return {**named([low, high], "pi", "PI", "interval"), "lower": low, "upper": high}


def _averaged(x: Any, theta: Any, wgts: Any) -> tuple[np.ndarray, np.ndarray]:
    """Crossing probabilities above and below at each look, summed over a prior."""
    values, weights = numbers(theta), numbers(wgts)
    weights = weights * len(values) if len(weights) == 1 else weights
    cells = gs_probability(d=x, theta=values)
    return np.asarray(cells["uprob"]) @ weights, np.asarray(cells["lprob"]) @ weights


@stands_for("gsDesign::gsPOS", parameters=("x", "theta", "wgts"))
def gs_pos(x: Any, theta: Any, wgts: Any) -> dict[str, Any]:
    """Probability of success over a prior."""
    design_of(x)
    return named(float(_averaged(x, theta, wgts)[0].sum()), "pos", "POS")


@stands_for("gsDesign::gsCPOS", parameters=("i", "x", "theta", "wgts"))
def gs_cpos(i: int, x: Any, theta: Any, wgts: Any) -> dict[str, Any]:
    """Probability of success over a prior, where the trial goes on after a look."""
    design_of(x)
    above, below = _averaged(x, theta, wgts)
    i = int(i)
    going = 1 - float(above[:i].sum() + below[:i].sum())
    return named(float(above[i:].sum()) / going, "cpos", "CPOS")


@stands_for("gsDesign::gsPosterior", parameters=("x", "i", "zi", "prior", "r"))
def gs_posterior(
    x: Any = None, i: int = 1, zi: Any = None, prior: Any = None, r: int = 18
) -> dict[str, Any]:
    """Density of the effect after a look, whose statistic is known or lies between two values."""
    d, i = design_of(x), int(i)
    prior = normal_grid() if prior is None else prior
    if not isinstance(prior, dict) or "z" not in prior:
        raise Unsupported("a prior that is no list of z, density and gridwgts")
    values = np.asarray(numbers(prior["z"]))
    density = np.asarray(numbers(prior["density"]))
    grid = prior.get("gridwgts")
    weights = np.ones(len(values)) if grid is None else np.asarray(numbers(grid))
    if zi is None and d.lower is None:
        raise Unsupported("a look that goes on, of a design without a lower bound")
    given = [d.lower[i - 1], d.upper[i - 1]] if zi is None else numbers(zi)
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
