"""gsDesign: the bounds and sizes of a design."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.gsdesign_crossing import cells
from agree_design.gsdesign_spending import spending_object
from agree_design.gsdesign_untested import Limits, Tested, drift_of, limits
from trialrun.design.boundaries import drift_for_power
from trialrun.design.bounds.asymmetric import boundaries_errors
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.stagewise import symmetric_bounds, upper_bounds
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis

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
    if delta:
        n_fix = (float(ndtri(1 - alpha) + ndtri(1 - beta)) / delta) ** 2
    else:
        delta = float(ndtri(1 - alpha) + ndtri(1 - beta)) / np.sqrt(n_fix)
    given = [float(each) for each in as_list(n_I)]
    planned = max(given) > 0
    if planned:
        largest = float(maxn_IPlan) if maxn_IPlan > 0 else max(given)
        times = [each / largest for each in given]
        k = len(times)
    else:
        times = _timing(timing, k)
    upper_times, lower_times = _times(usTime, times, k), _times(lsTime, times, k)
    if kind > 4 and astar == 0:
        astar = 1 - alpha
    information = np.asarray(given) / given[-1] if planned else np.asarray(times)
    drift = float(delta) * np.sqrt(given[-1]) if planned else None
    shape = isinstance(sfu, str) and sfu in {"OF", "Pocock", "WT"}
    flags = [_flags(each, k) for each in (testUpper, testLower, testHarm)]
    free = None
    if kind in {1, 2}:
        flags = [(True,) * k, (kind == 2,) * k, (False,) * k]
        found, reached, upper_spend = _symmetric(
            kind, information, times, alpha, sfu, sfupar, upper_times, 1 - beta, drift, shape
        )
        lower_spend = upper_spend
    else:
        if shape:
            raise Unsupported(f"{sfu} bounds with test.type {kind}, which gsDesign refuses")
        below = astar if kind in {5, 6} else beta
        design = Tested(
            kind,
            tuple(information.tolist()),
            spending_object(sfu, sfupar)(alpha, upper_times),
            spending_object(sfl, sflpar)(below, lower_times),
            spending_object(sfharm, sfharmparam)(astar, lower_times) if kind > 6 else None,
            *flags,
        )
        found, reached, free = _two_bounds(design, 1 - beta, drift)
        upper_spend, lower_spend = design.upper_errors, design.lower_errors
    sizes = np.asarray(given) if planned else information * (reached / delta) ** 2
    theta = [0.0, float(delta)]
    crossed = cells(theta, sizes, found.stop, found.upper, overrun, harm=found.harm)
    if kind == 6 and astar == 1 - alpha:
        lower_spend = lower_spend * (1 - sum(row[0] for row in crossed["uprob"])) / astar
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
        "upper": found.upper.tolist(),
        "n_I": sizes.tolist(),
        "alpha_spend": np.asarray(upper_spend).tolist(),
        "prob": crossed["uprob"],
        "en": crossed["en"],
        "theta": theta,
        "delta0": delta0,
        "delta1": delta1,
        "nSurv": 2 * np.ceil(nFixSurv * sizes[-1] / n_fix / 2) if nFixSurv > 0 else 0,
        "testUpper": list(flags[0]),
        "testLower": list(flags[1]),
        "testHarm": list(flags[2]) if kind > 6 else [False] * k,
    }
    if kind > 1:
        result["lower"] = found.lower.tolist()
        result["lprob"] = crossed["lprob"]
        result["beta_spend"] = np.asarray(lower_spend).tolist()
    if found.harm is not None:
        result["harm"] = found.harm.tolist()
        result["harm_prob"] = crossed["harm_prob"]
        result["harm_spend"] = design.harm_errors.tolist()
    if free is not None and (kind == 6 or (kind in {4, 8} and not planned)):
        result["falseposnb"] = free
    result["_design"] = SimpleNamespace(
        k=k,
        test_type=kind,
        alpha=alpha,
        beta=beta,
        astar=astar,
        timing=[float(each) for each in times],
        n_I=sizes.tolist(),
        upper=found.upper.tolist(),
        lower=found.lower.tolist() if kind > 1 else None,
        harm=None if found.harm is None else found.harm.tolist(),
        theta=theta,
        delta=float(delta),
        delta0=delta0,
        delta1=delta1,
        n_fix=float(n_fix),
        sfu=sfu if shape else spending_object(sfu, sfupar),
        sfl=spending_object(sfl, sflpar) if kind > 2 else None,
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


def _flags(given: Any, k: int) -> tuple[bool, ...]:
    found = tuple(bool(each) for each in as_list(given))
    return found * k if len(found) == 1 else found


def _two_bounds(
    design: Tested, power: float, drift: float | None
) -> tuple[Limits, float, list[float]]:
    """Bounds on both sides, the drift that they have the power at, and their errors alone."""
    reached = drift
    meet = False
    free: Any = design.upper_errors
    if reached is None:
        full = boundaries_errors(
            design.information,
            np.diff(design.upper_spent, prepend=0.0),
            np.diff(design.lower_spent, prepend=0.0),
            power=power,
            lower_under=design.under,
            binding=design.binding,
        )
        reached = full.drift
        meet = design.whole
        if design.kind != 6:
            free = probability_crossing(design.information, upper=list(full.upper)).upper
    if drift is None and design.resized:
        reached = drift_of(design, reached, power)
    found = limits(design, reached, meet=meet)
    short = (
        design.upper_errors.sum()
        - probability_crossing(
            design.information, upper=list(found.upper), lower=list(found.stop)
        ).upper.sum()
    )
    if drift is not None and design.kind in {3, 7} and short > 1e-6:
        raise Unsupported("bounds that meet before the last look, where gsDesign ends the design")
    return found, float(reached), np.asarray(free).tolist()


def _symmetric(
    kind: int,
    information: np.ndarray,
    times: Any,
    alpha: float,
    sfu: Any,
    sfupar: Any,
    upper_times: Any,
    power: float,
    drift: float | None,
    shape: bool,
) -> tuple[Limits, float, Any]:
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
    if drift is None:
        drift = drift_for_power(list(information), upper, power, lower=None if kind == 1 else lower)
    return Limits(np.asarray(upper), np.asarray(lower), None), float(drift), spend
