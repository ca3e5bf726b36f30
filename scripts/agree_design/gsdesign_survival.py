"""gsDesign's functions for time to an event with one look: eEvents, nSurv and their relatives."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import special

from agree_design.calls import Unsupported, as_list, stands_for
from trialrun.design.accrual import Accrual
from trialrun.design.events.course import EventCourse, Stratum, event_course
from trialrun.design.events.exponential_entry import size_exponential
from trialrun.design.events.survival_size import (
    SurvivalSize,
    accrual_for_power,
    follow_up_for_power,
    power_survival,
    size_survival,
)
from trialrun.design.hazards import hazards
from trialrun.design.survival import hazard_ratio_at, size_logrank

_METHODS = {
    "LachinFoulkes": "lachin-foulkes",
    "Schoenfeld": "schoenfeld",
    "Freedman": "freedman",
    "BernsteinLagakos": "bernstein-lagakos",
}


# ------------------------------------------------------------------ vectors and matrices of R
def _matrix(value: Any, rows: int, columns: int) -> np.ndarray:
    """A matrix as it is, or a vector filled in by columns, again and again, as R does."""
    found = np.asarray(value, float)
    if found.ndim == 2:
        return found
    flat = np.atleast_1d(found)
    return np.resize(flat, rows * columns).reshape(columns, rows).T


def _hazard_matrix(value: Any) -> np.ndarray:
    found = np.asarray(value, float)
    return found if found.ndim == 2 else np.atleast_1d(found)[:, None]


def _rates(gamma: Any, periods: int, strata: int) -> np.ndarray:
    found = np.asarray(gamma, float)
    if found.ndim == 2:
        return found
    flat = np.atleast_1d(found)
    column = np.resize(flat, periods)
    return np.tile(column[:, None], (1, strata))


def _accrual(rates: np.ndarray, durations: np.ndarray, end: float) -> Accrual:
    """Accrual by pieces, cut off at a month."""
    months = np.concatenate([[0.0], np.cumsum(durations)])
    kept = max(int(np.searchsorted(months, min(end, months[-1]), side="left")), 1)
    months = np.append(months[:kept], max(min(end, float(months[kept])), 1e-12))
    return Accrual(months, rates[:kept], rates[:kept])


def _lifetime(event: np.ndarray, dropout: np.ndarray, S: Any) -> Any:
    starts = [0.0, *np.cumsum([float(each) for each in as_list(S)])] if S is not None else [0.0]
    n = len(starts)
    event = np.concatenate([event, np.repeat(event[-1], max(n - len(event), 0))])[:n]
    dropout = np.concatenate([dropout, np.repeat(dropout[-1], max(n - len(dropout), 0))])[:n]
    return hazards(starts, event.tolist(), dropout=dropout.tolist())


@stands_for(
    "gsDesign::eEvents",
    parameters=("lambda", "eta", "gamma", "R", "S", "T", "Tfinal", "minfup", "digits"),
)
def _e_events(
    lambda_: Any = 1,
    eta: Any = 0,
    gamma: Any = 1,
    R: Any = 1,
    S: Any = None,
    T: float = 2,
    Tfinal: float | None = None,
    minfup: float = 0,
    digits: int = 4,
) -> dict[str, Any]:
    event = _hazard_matrix(lambda_)
    periods = len(as_list(R))
    leaving = _matrix(eta, *event.shape)
    rates = _rates(gamma, periods, event.shape[1])
    if Tfinal is None:
        Tfinal, after = T, minfup
    else:
        after = max(0.0, minfup - (Tfinal - T))
    durations = np.array([float(each) for each in as_list(R)])
    strata = []
    for j in range(event.shape[1]):
        accrual = _accrual(rates[:, j], durations, T - after)
        lifetime = _lifetime(event[:, j], leaving[:, j], S)
        strata.append(Stratum(accrual, lifetime, lifetime))
    course = EventCourse(tuple(strata))
    return {
        "lambda": event,
        "eta": leaving,
        "gamma": rates,
        "R": as_list(R),
        "S": S,
        "T": T,
        "Tfinal": Tfinal,
        "minfup": minfup,
        "d": course.events(T)[0].sum(axis=1),
        "n": course.subjects(T)[0].sum(axis=1),
        "digits": digits,
    }


# ------------------------------------------------------------------ Schoenfeld's event counts
@stands_for(
    "gsDesign::nEvents",
    parameters=("hr", "alpha", "beta", "ratio", "sided", "hr0", "n", "tbl"),
)
def _n_events(
    hr: Any = 0.6,
    alpha: Any = 0.025,
    beta: Any = 0.1,
    ratio: Any = 1,
    sided: int = 1,
    hr0: Any = 1,
    n: Any = 0,
    tbl: bool = False,
) -> Any:
    first = as_list(n)[0]
    solving = not first
    parts = np.broadcast_arrays(
        *(np.asarray(each, float) for each in (hr, alpha, beta, ratio, hr0, n or 0))
    )
    rows = [each.ravel() for each in parts]
    out: dict[str, list[float]] = {name: [] for name in ("n", "power", "delta", "se")}
    for h, a, b, r, h0, count in zip(*rows, strict=True):
        share = math.sqrt(r) / (1 + r)
        delta = abs(share * math.log(h / h0))
        z = special.ndtri(1 - a / sided)
        if solving:
            exact = size_logrank(h, alpha=a / sided, power=1 - b, ratio=r, null_hazard_ratio=h0)
            out["n"].append(exact)
            out["power"].append(1 - b)
        else:
            out["n"].append(count)
            out["power"].append(float(special.ndtr(math.sqrt(count) * delta - z)))
        whole = math.ceil(out["n"][-1]) if solving else count
        out["delta"].append(-share * math.log(h / h0))
        out["se"].append(1 / share / math.sqrt(whole))
    single = len(out["n"]) == 1
    if not tbl:
        found = out["n"] if solving else out["power"]
        answer = found[0] if single else found
        names = ("d", "n", "value", "events") if solving else ("Power", "power", "value")
        return Scalar(answer, names)
    hr_, a_, b_, r_, h0_, _ = rows
    return {
        "hr": hr_,
        "n": [math.ceil(each) for each in out["n"]] if solving else out["n"],
        "alpha": a_,
        "sided": [sided] * len(hr_),
        "beta": b_ if solving else [1 - each for each in out["power"]],
        "Power": out["power"],
        "delta": out["delta"],
        "ratio": r_,
        "hr0": h0_,
        "se": out["se"],
    }


class Scalar(dict[str, Any]):
    """An answer without a name: under whatever name the reference gives it."""

    def __init__(self, value: Any, names: tuple[str, ...]) -> None:
        super().__init__(dict.fromkeys(names, value))
        self.value = value

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and not key.startswith("_")

    def __missing__(self, key: str) -> Any:
        return self.value


def _spread(*values: Any) -> list[np.ndarray]:
    return [np.asarray(each, float) for each in values]


@stands_for("gsDesign::zn2hr", parameters=("z", "n", "ratio", "hr0", "hr1"))
def _zn2hr(z: Any, n: Any, ratio: Any = 1, hr0: Any = 1, hr1: Any = 0.7) -> Any:
    z_, n_, r, h0, h1 = _spread(z, n, ratio, hr0, hr1)
    at = np.vectorize(lambda a, b, c, d: hazard_ratio_at(a, b, ratio=c, null_hazard_ratio=d))
    return Scalar(at(z_ * np.sign(h0 - h1), n_, r, h0), ("hr",))


@stands_for("gsDesign::hrn2z", parameters=("hr", "n", "ratio", "hr0", "hr1"))
def _hrn2z(hr: Any, n: Any, ratio: Any = 1, hr0: Any = 1, hr1: Any = 0.7) -> Any:
    h, n_, r, h0, h1 = _spread(hr, n, ratio, hr0, hr1)
    value = np.log(h / h0) * np.sqrt(n_ * r) / (1 + r) * np.sign(h1 - h0)
    return Scalar(value, ("z",))


@stands_for("gsDesign::hrz2n", parameters=("hr", "z", "ratio", "hr0"))
def _hrz2n(hr: Any, z: Any, ratio: Any = 1, hr0: Any = 1) -> Any:
    h, z_, r, h0 = _spread(hr, z, ratio, hr0)
    return Scalar((z_ / np.log(h / h0)) ** 2 * (1 + r) ** 2 / r, ("n",))


@stands_for("gsDesign::gsHR", parameters=("z", "i", "x", "ratio", "ylab"))
def _gs_hr(z: Any, i: Any, x: Any, ratio: float = 1, **_: Any) -> Any:
    events = np.asarray(x["n_I"], float)[np.asarray(i, int) - 1]
    null = float(x.get("hr0", 1) or 1)
    planned = float(x.get("hr", 0) or 0)
    sign = -1.0 if planned > null else 1.0
    value = null * np.exp(-sign * np.asarray(z, float) * (1 + ratio) / np.sqrt(ratio * events))
    return Scalar(value, ("hr",))


# ------------------------------------------------------------------ Lachin and Foulkes, one look
def plan_of(
    lambdaC: Any, hr: float, eta: Any, etaE: Any, gamma: Any, R: Any, S: Any, ratio: float
) -> SimpleNamespace:
    event = _hazard_matrix(lambdaC)
    if isinstance(ratio, list):
        raise Unsupported("a ratio for each stratum: gsDesign takes one")
    periods = len(as_list(R))
    return SimpleNamespace(
        event=event,
        etaC=_matrix(eta, *event.shape),
        etaE=_matrix(eta if etaE is None else etaE, *event.shape),
        gamma=_rates(gamma, periods, event.shape[1]),
        R=np.array([float(each) for each in as_list(R)]),
        gamma_total=float(_rates(gamma, periods, event.shape[1]).sum(axis=1) @ np.atleast_1d(R)),
        S=S,
        hr=hr,
        ratio=float(ratio),
    )


def course_of(plan: SimpleNamespace, R: np.ndarray, end: float) -> EventCourse:
    strata = []
    for j in range(plan.event.shape[1]):
        control = _lifetime(plan.event[:, j], plan.etaC[:, j], plan.S)
        experimental = _lifetime(plan.event[:, j] * plan.hr, plan.etaE[:, j], plan.S)
        accrual = _accrual(plan.gamma[:, j], R, end)
        strata.append(Stratum(accrual, control, experimental, plan.ratio))
    return event_course(strata)


def durations_until(R: np.ndarray, end: float) -> np.ndarray:
    """Durations of the periods of accrual that end at a month: cut off, or the last prolonged."""
    if len(R) == 1:
        return np.array([end])
    ends = np.cumsum(R)
    ends[-1] = max(ends[-1], end)
    ends = np.unique(np.minimum(ends, end))
    return np.diff(ends, prepend=0.0)


N_SURV = (
    "lambdaC", "hr", "hr0", "eta", "etaE", "gamma", "R", "S", "T", "minfup", "ratio", "alpha",
    "beta", "sided", "tol", "method",
)  # fmt: skip


@stands_for("gsDesign::nSurv", parameters=N_SURV)
def fixed_survival(
    lambdaC: Any = math.log(2) / 6,
    hr: float = 0.6,
    hr0: float = 1,
    eta: Any = 0,
    etaE: Any = None,
    gamma: Any = 1,
    R: Any = 12,
    S: Any = None,
    T: float | None = 18,
    minfup: float | None = 6,
    ratio: float = 1,
    alpha: float = 0.025,
    beta: float | None = 0.1,
    sided: int = 1,
    tol: float = 1e-4,  # noqa: ARG001 - ours is finer
    method: Any = "LachinFoulkes",
) -> dict[str, Any]:
    method = as_list(method)[0]
    if method not in _METHODS:
        raise Unsupported(f"method {method}")
    plan = plan_of(lambdaC, hr, eta, etaE, gamma, R, S, ratio)
    asked: dict[str, Any] = {
        "hazard_ratio": hr,
        "null_hazard_ratio": hr0,
        "alpha": alpha / sided,
        "method": _METHODS[method],
    }
    if minfup is None:
        variable = "Follow-up duration"
        course = course_of(plan, plan.R, math.inf)
        found = follow_up_for_power(course, power=1 - beta, **asked)
        durations, minfup = plan.R, found.month - course.last_in
    elif T is None:
        variable = "Accrual duration"
        course = course_of(plan, plan.R, math.inf)
        found = accrual_for_power(course, minfup, power=1 - beta, **asked)
        durations = durations_until(plan.R, found.accrual_months)
    else:
        durations = durations_until(plan.R, T - minfup)
        course = course_of(plan, durations, T - minfup)
        if beta is None:
            variable = "Power"
            found = power_survival(course, T, **asked)
        else:
            variable = "Accrual rate"
            found = size_survival(course, T, power=1 - beta, **asked)
    return _n_surv_outputs(plan, found, durations, variable, minfup, hr0, alpha, sided, method)


def _n_surv_outputs(
    plan: SimpleNamespace,
    found: SurvivalSize,
    durations: np.ndarray,
    variable: str,
    minfup: float,
    hr0: float,
    alpha: float,
    sided: int,
    method: str,
) -> dict[str, Any]:
    subjects = found.course.subjects(found.month)[0]
    return {
        "alpha": alpha,
        "sided": sided,
        "beta": 1 - found.power,
        "power": found.power,
        "lambdaC": plan.event,
        "etaC": plan.etaC,
        "etaE": plan.etaE,
        "gamma": plan.gamma[: len(durations)] * found.factor,
        "ratio": plan.ratio,
        "R": durations,
        "S": plan.S,
        "T": found.month,
        "minfup": minfup,
        "hr": plan.hr,
        "hr0": hr0,
        "n": found.subjects,
        "N": found.subjects,
        "d": found.events,
        "eDC": found.arm_events[:, 0],
        "eDE": found.arm_events[:, 1],
        "eDC0": found.null_events[:, 0],
        "eDE0": found.null_events[:, 1],
        "eNC": subjects[:, 0],
        "eNE": subjects[:, 1],
        "variable": variable,
        "method": method,
        "_plan": plan,
        "_course": found.course,
    }


@stands_for(
    "gsDesign::nSurvival",
    parameters=(
        "lambda1", "lambda2", "Ts", "Tr", "eta", "ratio", "alpha", "beta", "sided", "approx",
        "type", "entry", "gamma",
    ),
)  # fmt: skip
def _n_survival(
    lambda1: float = 1 / 12,
    lambda2: float = 1 / 24,
    Ts: float = 24,
    Tr: float = 12,
    eta: float = 0,
    ratio: float = 1,
    alpha: float = 0.025,
    beta: float = 0.1,
    sided: int = 1,
    approx: bool = False,
    type: Any = "rr",  # noqa: A002 - R's name
    entry: Any = "unif",
    gamma: float | None = None,
) -> dict[str, Any]:
    kind, shape = as_list(type)[0], as_list(entry)[0]
    if shape == "expo" and gamma is None:
        raise Unsupported("exponential entry without gamma, which gsDesign refuses")
    if Tr == 0:
        raise Unsupported("no time of accrual, for which gsDesign has no number")
    found = size_exponential(
        lambda1,
        lambda2,
        Tr,
        Ts,
        dropout=eta,
        entry=float(gamma or 0) if shape == "expo" else 0.0,
        ratio=ratio,
        scale="ratio" if kind == "rr" else "difference",
        null_variance="alternative" if approx and kind == "rd" else "averaged",
        alpha=alpha / sided,
        power=1 - beta,
    )
    return {
        "type": kind, "entry": shape, "n": found.subjects, "nEvents": found.events,
        "lambda1": lambda1, "lambda2": lambda2, "eta": eta, "ratio": ratio,
        "gamma": math.nan if gamma is None else gamma, "alpha": alpha, "beta": beta,
        "sided": sided, "Ts": Ts, "Tr": Tr, "approx": approx,
    }  # fmt: skip
