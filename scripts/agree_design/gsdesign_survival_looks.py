"""gsDesign: survival trials of several looks, by information or by calendar."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize, special

from agree_design.calls import Unsupported, as_list, evaluate, stands_for
from agree_design.gsdesign_survival import (
    N_SURV,
    Scalar,
    course_of,
    durations_until,
    fixed_survival,
)
from trialrun.design.events.course import EventCourse

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
    fixed = {n: given[n] for n in N_SURV if n in given}
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
        durations = durations_until(plan.R, final - one["minfup"])
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
        "_sided": sided,
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
    fixed = {name: given[name] for name in N_SURV if name in given and name != "tol"}
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
        "_sided": sided,
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
        return Scalar(value, ("events", "value"))
    return {name: found[name][0] for name in ("T", "eDC", "eDE", "eNC", "eNE")}


@stands_for("gsDesign::tEventsIA", parameters=("x", "timing", "tol"))
def _t_events_ia(x: Any = None, timing: float = 0.25, **_: Any) -> dict[str, Any]:
    course = x["_course"]
    final = float(course.total_events(as_list(x["T"])[-1])[0])
    found = looks_of(course, course.month_of(timing * final))
    return {name: found[name][0] for name in ("T", "eDC", "eDE", "eNC", "eNE")}
