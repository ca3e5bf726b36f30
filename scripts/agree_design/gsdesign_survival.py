"""gsDesign's functions for time to an event: eEvents, nSurv, gsSurv and their relatives."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import optimize, special

from agree_design.calls import Unsupported, as_list, evaluate, stands_for
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
        return _Scalar(answer, names)
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


class _Scalar(dict[str, Any]):
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
    return _Scalar(at(z_ * np.sign(h0 - h1), n_, r, h0), ("hr",))


@stands_for("gsDesign::hrn2z", parameters=("hr", "n", "ratio", "hr0", "hr1"))
def _hrn2z(hr: Any, n: Any, ratio: Any = 1, hr0: Any = 1, hr1: Any = 0.7) -> Any:
    h, n_, r, h0, h1 = _spread(hr, n, ratio, hr0, hr1)
    value = np.log(h / h0) * np.sqrt(n_ * r) / (1 + r) * np.sign(h1 - h0)
    return _Scalar(value, ("z",))


@stands_for("gsDesign::hrz2n", parameters=("hr", "z", "ratio", "hr0"))
def _hrz2n(hr: Any, z: Any, ratio: Any = 1, hr0: Any = 1) -> Any:
    h, z_, r, h0 = _spread(hr, z, ratio, hr0)
    return _Scalar((z_ / np.log(h / h0)) ** 2 * (1 + r) ** 2 / r, ("n",))


@stands_for("gsDesign::gsHR", parameters=("z", "i", "x", "ratio", "ylab"))
def _gs_hr(z: Any, i: Any, x: Any, ratio: float = 1, **_: Any) -> Any:
    events = np.asarray(x["n_I"], float)[np.asarray(i, int) - 1]
    null = float(x.get("hr0", 1) or 1)
    planned = float(x.get("hr", 0) or 0)
    sign = -1.0 if planned > null else 1.0
    value = null * np.exp(-sign * np.asarray(z, float) * (1 + ratio) / np.sqrt(ratio * events))
    return _Scalar(value, ("hr",))


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


def _durations(R: np.ndarray, end: float) -> np.ndarray:
    """Durations of the periods of accrual that end at a month: cut off, or the last prolonged."""
    if len(R) == 1:
        return np.array([end])
    ends = np.cumsum(R)
    ends[-1] = max(ends[-1], end)
    ends = np.unique(np.minimum(ends, end))
    return np.diff(ends, prepend=0.0)


_N_SURV = (
    "lambdaC", "hr", "hr0", "eta", "etaE", "gamma", "R", "S", "T", "minfup", "ratio", "alpha",
    "beta", "sided", "tol", "method",
)  # fmt: skip


@stands_for("gsDesign::nSurv", parameters=_N_SURV)
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
        durations = _durations(plan.R, found.accrual_months)
    else:
        durations = _durations(plan.R, T - minfup)
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


# ------------------------------------------------------------------ group-sequential
_GS_SURV = (
    "k", "test_type", "alpha", "sided", "beta", "astar", "timing", "sfu", "sfupar", "sfl",
    "sflpar", "sfharm", "sfharmparam", "r", "lambdaC", "hr", "hr0", "eta", "etaE", "gamma", "R",
    "S", "T", "minfup", "ratio", "tol", "usTime", "lsTime", "testUpper", "testLower", "testHarm",
    "method",
)  # fmt: skip
_BOUNDS = (
    "test_type", "astar", "sfu", "sfupar", "sfl", "sflpar", "sfharm", "sfharmparam", "r", "usTime",
    "lsTime", "testUpper", "testLower", "testHarm",
)  # fmt: skip
_HARMLESS = {"testUpper": True, "testLower": True, "testHarm": True, "usTime": None, "lsTime": None}


def _bounds(given: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A design of gsDesign::gsDesign, by whatever stands for that function."""
    asked = {
        name: given[name]
        for name in _BOUNDS
        if name in given and not (name in _HARMLESS and given[name] == _HARMLESS[name])
    }
    if int(asked.get("test_type", 4)) < 7:
        asked.pop("sfharm", None)
        asked.pop("sfharmparam", None)
    return dict(evaluate({"fn": "gsDesign::gsDesign", "args": {**asked, **more}}))


@stands_for("gsDesign::gsSurv", parameters=_GS_SURV)
def _gs_surv(**given: Any) -> dict[str, Any]:
    unknown = set(given) - set(_GS_SURV)
    if unknown:
        raise Unsupported(f"arguments {', '.join(sorted(unknown))}")
    k = int(given.get("k", 3))
    alpha, sided = given.get("alpha", 0.025), int(given.get("sided", 1))
    beta = given.get("beta", 0.1)
    hr, hr0 = given.get("hr", 0.6), given.get("hr0", 1)
    T, minfup = given.get("T", 18), given.get("minfup", 6)
    method = as_list(given.get("method", "LachinFoulkes"))[0]
    fixed = {n: given[n] for n in _N_SURV if n in given}
    accrual_months = sum(float(each) for each in as_list(given.get("R", 12)))
    if k == 1:
        return _gs_surv_of_one_look(fixed_survival(**fixed))
    follow = T is None and minfup is None

    def design(one: dict[str, Any]) -> dict[str, Any]:
        return _bounds(
            given,
            k=k,
            timing=given.get("timing", 1),
            alpha=alpha / sided,
            beta=beta,
            n_fix=one["d"],
            delta1=math.log(hr),
            delta0=math.log(hr0),
        )

    if follow:
        one, bounds = _follow_up_of_looks(fixed, accrual_months, design)
    else:
        one = fixed_survival(**fixed)
        bounds = design(one)
    total = float(as_list(bounds["n_I"])[-1])
    course, durations = one["_course"], one["R"]
    plan = one["_plan"]
    if one["variable"] == "Accrual rate":
        course = course.scaled(total / one["d"])
        final = one["T"]
    elif one["variable"] == "Accrual duration":
        open_ended = course_of(plan, plan.R, math.inf)
        final = _accrual_for_events(open_ended, total, one["minfup"])
        durations = _durations(plan.R, final - one["minfup"])
        course = course_of(plan, durations, final - one["minfup"])
    else:
        final = float(course.month_of(total)[0])
        one["minfup"] = final - course.last_in
    timing = np.asarray(bounds["timing"], float)
    months = np.append(course.month_of(timing[:-1] * total), final)
    out = {**bounds, **looks_of(course, months)}
    inner = one["gamma"] * (total / one["d"] if one["variable"] == "Accrual rate" else 1)
    return {
        **out,
        **{name: one[name] for name in ("lambdaC", "etaC", "etaE", "ratio", "S", "minfup")},
        "hr": hr,
        "hr0": hr0,
        "R": durations,
        "gamma": inner[: len(durations)],
        "variable": "Follow-up duration" if follow else one["variable"],
        "method": method,
        "_course": course,
        "_plan": plan,
    }


def looks_of(course: EventCourse, months: Any) -> dict[str, Any]:
    events, subjects = course.events(months), course.subjects(months)
    return {
        "T": np.asarray(months, float),
        "eDC": events[:, :, 0],
        "eDE": events[:, :, 1],
        "eNC": subjects[:, :, 0],
        "eNE": subjects[:, :, 1],
        "N": subjects.sum(axis=(1, 2)),
    }


def _follow_up_of_looks(fixed: dict[str, Any], accrual: float, design: Any) -> tuple[Any, Any]:
    """Follow-up at which the group-sequential trial needs the subjects that the accrual gives."""

    def tried(months: float) -> tuple[float, Any, Any]:
        one = fixed_survival(**{**fixed, "T": accrual + months, "minfup": months})
        bounds = design(one)
        needed = one["n"] * float(as_list(bounds["n_I"])[-1]) / one["d"]
        return needed / float(one["_plan"].gamma_total) - 1, one, bounds

    found = optimize.brentq(lambda months: tried(months)[0], 0.01, 1e4, xtol=1e-10)
    return tried(found)[1:]


def _accrual_for_events(course: EventCourse, events: float, follow_up: float) -> float:
    """Month of the analysis at which an accrual, kept up as long as needed, gives the events."""

    def missing(months: float) -> float:
        lasting = course.lasting(months)
        return float(lasting.total_events(months + follow_up)[0]) - events

    return float(optimize.brentq(missing, 1e-6, 1e4, xtol=1e-11)) + follow_up


def _gs_surv_of_one_look(one: dict[str, Any]) -> dict[str, Any]:
    bound = -float(special.ndtri(one["alpha"] / one["sided"]))
    return {
        **one,
        **looks_of(one["_course"], [one["T"]]),
        "k": 1,
        "n_I": [one["d"]],
        "timing": [1.0],
        "upper": [bound],
    }


_CALENDAR = (
    "test_type", "alpha", "sided", "beta", "astar", "sfu", "sfupar", "sfl", "sflpar", "sfharm",
    "sfharmparam", "calendarTime", "spending", "lambdaC", "hr", "hr0", "eta", "etaE", "gamma", "R",
    "S", "minfup", "ratio", "r", "tol", "testUpper", "testLower", "testHarm", "method",
)  # fmt: skip


@stands_for("gsDesign::gsSurvCalendar", parameters=_CALENDAR)
def _gs_surv_calendar(**given: Any) -> dict[str, Any]:
    unknown = set(given) - set(_CALENDAR)
    if unknown:
        raise Unsupported(f"arguments {', '.join(sorted(unknown))}")
    months = np.array([float(m) for m in as_list(given.get("calendarTime", [12, 24, 36]))])
    alpha, sided = given.get("alpha", 0.025), int(given.get("sided", 1))
    hr, hr0 = given.get("hr", 0.6), given.get("hr0", 1)
    fixed = {name: given[name] for name in _N_SURV if name in given and name != "tol"}
    one = fixed_survival(**{**fixed, "T": float(months[-1]), "minfup": given.get("minfup", 18)})
    events = one["_course"].total_events(months)
    more: dict[str, Any] = {}
    if as_list(given.get("spending", "information"))[0] == "calendar":
        more = {"usTime": (months / months[-1]).tolist(), "lsTime": (months / months[-1]).tolist()}
    bounds = _bounds(
        {**given, "r": 18},
        k=len(months),
        timing=(events / events[-1]).tolist(),
        alpha=alpha / sided,
        beta=given.get("beta", 0.1),
        n_fix=one["d"],
        delta1=math.log(hr),
        delta0=math.log(hr0),
        **more,
    )
    inflation = float(as_list(bounds["n_I"])[-1]) / one["d"]
    course = one["_course"].scaled(inflation)
    return {
        **bounds,
        **looks_of(course, months),
        **{n: one[n] for n in ("lambdaC", "etaC", "etaE", "ratio", "R", "S", "minfup", "variable")},
        "hr": hr,
        "hr0": hr0,
        "gamma": one["gamma"] * inflation,
        "method": one["method"],
        "_course": course,
        "_plan": one["_plan"],
    }


@stands_for("gsDesign::nEventsIA", parameters=("tIA", "x", "target", "simple"))
def _n_events_ia(
    tIA: float = 5, x: Any = None, target: float = 0, simple: bool = True
) -> dict[str, Any]:
    found = looks_of(x["_course"], [tIA])
    if simple:
        final = float(x["_course"].total_events(as_list(x["T"])[-1])[0])
        value = float(found["eDC"].sum() + found["eDE"].sum()) - target * final
        return _Scalar(value, ("events", "value"))
    return {name: found[name][0] for name in ("T", "eDC", "eDE", "eNC", "eNE")}


@stands_for("gsDesign::tEventsIA", parameters=("x", "timing", "tol"))
def _t_events_ia(x: Any = None, timing: float = 0.25, **_: Any) -> dict[str, Any]:
    course = x["_course"]
    final = float(course.total_events(as_list(x["T"])[-1])[0])
    found = looks_of(course, course.month_of(timing * final))
    return {name: found[name][0] for name in ("T", "eDC", "eDE", "eNC", "eNE")}


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
