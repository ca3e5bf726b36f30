"""MAMS: multi-arm multi-stage designs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from agree_design.calls import Unsupported, as_list, stands_for
from trialrun.design.arms.dropping import boundaries_drop_the_losers, size_drop_the_losers
from trialrun.design.arms.mams import MultiStage, boundaries_mams, error_mams
from trialrun.design.arms.mams_course import size_mams
from trialrun.design.arms.rectangle import bivariate
from trialrun.design.arms.staged import allocation, control_paths

_SHAPES = {
    "obf": "obrien-fleming",
    "pocock": "pocock",
    "triangular": "triangular",
    "fixed": "fixed",
}
_PARAMETERS = ("obj", "K", "J", "alpha", "power", "r", "r0", "p", "p0", "delta", "delta0", "sd")
_SEARCH = ("ushape", "lshape", "ufix", "lfix", "nstart", "nstop", "sample.size", "Q")


@stands_for("MAMS::mams", parameters=(*_PARAMETERS, *_SEARCH, "type", "parallel", "print"))
def mams(
    obj: Any = None,
    K: Any = 4,
    J: Any = 2,
    alpha: float | None = 0.05,
    power: float | None = 0.9,
    r: Any = None,
    r0: Any = None,
    p: float | None = None,
    p0: float | None = None,
    delta: float | None = None,
    delta0: float | None = None,
    sd: float | None = None,
    ushape: Any = "obf",
    lshape: Any = "fixed",
    ufix: Any = None,
    lfix: Any = 0,
    nstart: float | None = 1,
    nstop: float | None = None,
    sample_size: bool = True,
    method: str = "simultaneous",
    **_: Any,
) -> dict[str, Any]:
    """Design a multi-arm multi-stage trial; how to integrate and simulate needs no saying."""
    if obj is not None:
        raise Unsupported("an earlier design as a start")
    looks = int(J or 2)
    r, r0 = as_list(r or list(range(1, looks + 1))), as_list(r0 or list(range(1, looks + 1)))
    control = [float(each) / float(r0[0]) for each in r0]
    arm = [float(each) / float(r0[0]) for each in r]
    effect, other = _effects(p, p0, delta, delta0, sd)
    plan = _Plan(effect, other, power or 0.9, nstart or 1, nstop, float(r0[0]), sample_size)
    if str(method).startswith("dtl"):
        return _drop_the_losers(as_list(K), alpha or 0.05, control, arm, plan)
    arms = int(as_list(K)[0])
    test = boundaries_mams(
        arms,
        alpha=alpha or 0.05,
        control=control,
        experimental=arm,
        efficacy=_shape(ushape),
        futility=_shape(lshape),
        efficacy_at=None if ufix is None else _fixed(ufix),
        futility_at=_fixed(lfix),
    )
    # with one look and no other effects the size is that of one comparison
    apart = str(method).startswith("sep") or (looks == 1 and other == 0)
    if not apart and not str(method).startswith("sim"):
        raise Unsupported(f"method {method!r}")

    def size() -> float:
        return size_mams(
            test,
            effect=effect,
            other_effects=other,
            power=plan.power,
            stopping="separate" if apart else "simultaneous",
        )

    n = plan.subjects(size)
    total = None if n is None else math.ceil(control[-1] * n - 1e-9)
    if n is not None:
        total += arms * math.ceil(arm[-1] * n - 1e-9)
    found = {
        "u": list(test.efficacy),
        "l": list(test.futility),
        "n": n,
        "N": total,
        "K": arms,
        "J": looks,
        "alpha": alpha,
        "power": None if n is None else plan.power,
        "rMat": [control] + [arm] * arms,
    }
    return {**found, **_alpha_star(test)}


@stands_for(
    "MAMS::tite.mams",
    parameters=("hr", "hr0", "K", "J", "alpha", "power", "r", "r0", *_SEARCH),
)
def tite_mams(hr: float = 1.5, hr0: float = 1.1, **rest: Any) -> dict[str, Any]:
    """Design for hazard ratios: a log hazard ratio is an effect of unit variance an event."""
    return mams(delta=math.log(hr), delta0=math.log(hr0), sd=1.0, **rest)


@stands_for(
    "MAMS::ordinal.mams",
    parameters=("prob", "or", "or0", "K", "J", "alpha", "power", "r", "r0", *_SEARCH),
)
def ordinal_mams(prob: Any = (0.35, 0.4, 0.25), or0: float = 1.2, **rest: Any) -> dict[str, Any]:
    """Design for odds ratios of ordered categories: a log odds ratio's variance is Whitehead's."""
    ratio = rest.pop("or", 2.0)
    information = (1 - sum(float(each) ** 3 for each in as_list(prob))) / 3
    spread = 1 / math.sqrt(information)
    return mams(delta=math.log(ratio), delta0=math.log(or0), sd=spread, **rest)


@stands_for(
    "MAMS::new.bounds",
    parameters=("K", "J", "alpha", "nMat", "u", "l", "ushape", "lshape", "ufix", "lfix"),
)
def new_bounds(
    K: int = 3,
    J: int = 2,
    alpha: float = 0.05,
    nMat: Any = None,
    u: Any = None,
    l: Any = None,  # noqa: E741 - the argument's name
    ushape: Any = "obf",
    lshape: Any = "fixed",
    ufix: Any = None,
    lfix: Any = 0,
    **_: Any,
) -> dict[str, Any]:
    """Find bounds for the sizes of a trial under way, the arms having the same."""
    rows = np.asarray([[10] * (K + 1), [20] * (K + 1)] if nMat is None else nMat, dtype=float)
    if u is not None or l is not None:
        raise Unsupported("bounds used so far")
    if rows.shape != (J, K + 1) or (rows[:, 1:] != rows[:, 1:2]).any():
        raise Unsupported("arms of different sizes")
    test = boundaries_mams(
        int(K),
        alpha=alpha,
        control=(rows[:, 0] / rows[0, 0]).tolist(),
        experimental=(rows[:, 1] / rows[0, 0]).tolist(),
        efficacy=_shape(ushape),
        futility=_shape(lshape),
        efficacy_at=None if ufix is None else _fixed(ufix),
        futility_at=_fixed(lfix),
    )
    shown = {"u": list(test.efficacy), "l": list(test.futility), "K": K, "J": J, "alpha": alpha}
    return {**shown, "n": rows[0, 0], "N": float(rows[-1].sum())}


class _Plan:
    """What is asked of the size."""

    def __init__(
        self,
        effect: float,
        other: float,
        power: float,
        start: float,
        stop: float | None,
        unit: float,
        wanted: bool,
    ) -> None:
        self.effect, self.other, self.power = effect, other, power
        self.start, self.stop, self.unit, self.wanted = start, stop, unit, wanted

    def subjects(self, size: Any) -> int | None:
        """Control subjects at the first look: whole units of the allocation, from a start on."""
        if not self.wanted:
            return None
        least = max(size() - 1e-7, self.start)
        n = int(math.ceil(least / self.unit) * self.unit)
        return None if self.stop is not None and n > self.stop else n


def _drop_the_losers(
    kept: list[Any], alpha: float, control: list[float], arm: list[float], plan: _Plan
) -> dict[str, Any]:
    if len(kept) != len(control):
        raise Unsupported(f"K of {len(kept)} values for {len(control)} stages")
    stages = [int(k) for k in kept]
    test = boundaries_drop_the_losers(stages, alpha=alpha, control=control, experimental=arm)

    def size() -> float:
        return size_drop_the_losers(
            test, effect=plan.effect, other_effects=plan.other, power=plan.power
        )

    n = plan.subjects(size)
    if n is None:
        return {"n": None, "N": None}
    steps = np.diff(arm, prepend=0.0)
    total = math.ceil(control[-1] * n - 1e-9)
    total += math.ceil(sum(k * step * n for k, step in zip(stages, steps, strict=True)) - 1e-9)
    return {"n": n, "N": total, "K": stages, "J": len(stages), "power": plan.power}


def _alpha_star(test: MultiStage) -> dict[str, Any]:
    """
    Return what MAMS 3.0 calls the error spent.

    With more than two looks it is not that (trialrun's is `alpha_spent`): at the second look MAMS
    takes the correlation of the first and the last for that of the first two, and from the third
    on the first futility bound for the last critical value.
    """
    looks = len(test.efficacy)
    if looks <= 2:
        star = list(test.alpha_spent)
    elif looks == 3:
        last = [*test.efficacy[:-1], test.futility[0]]
        lower = [*test.futility[:-1], test.futility[0]]
        recycled = error_mams(
            test.arms, last, lower, control=test.control, experimental=test.experimental
        )
        star = [test.alpha_spent[0], _wrong_correlation(test), recycled]
    else:
        return {}
    return {"alpha_star": star}


def _wrong_correlation(test: MultiStage) -> float:
    subjects = allocation(test.control[:2], test.experimental[:2])
    upper = test.efficacy[:2]
    first, second = control_paths(subjects, upper, [test.futility[0], upper[1]])
    roots = np.sqrt(subjects.arm)
    low, high = (each[second.parent] / roots[0] for each in (first.low, first.high))
    rho = math.sqrt(test.experimental[0] / test.experimental[2])
    end = second.high / roots[1]
    quiet = special.ndtr(low) + bivariate(high, end, rho) - bivariate(low, end, rho)
    return float(1 - (second.mass @ quiet**test.arms) / second.mass.sum())


def _effects(
    p: float | None, p0: float | None, delta: float | None, delta0: float | None, sd: float | None
) -> tuple[float, float]:
    """Effects in standard deviations."""
    root = math.sqrt(2)
    if delta is not None:
        if sd is None:
            raise Unsupported("delta without sd")
        return float(delta) / float(sd), float(delta0 or 0.0) / float(sd)
    first = 0.75 if p is None else float(p)
    second = 0.5 if p0 is None else float(p0)
    return root * float(special.ndtri(first)), root * float(special.ndtri(second))


def _shape(shape: Any) -> Any:
    if isinstance(shape, list):
        return [float(each) for each in shape]
    if shape not in _SHAPES:
        raise Unsupported(f"boundary shape {shape!r}")
    return _SHAPES[shape]


def _fixed(values: Any) -> list[float]:
    return [-np.inf if each in (None, "-Inf") else float(each) for each in as_list(values)]
