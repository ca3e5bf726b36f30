"""gsDesign: power of a group-sequential survival trial whose enrolment is given."""

from __future__ import annotations

import math
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import special

from agree_design.calls import Unsupported, as_list, number, stands_for
from agree_design.gsdesign_bounds import gs_probability
from agree_design.gsdesign_design import gs_design
from agree_design.gsdesign_spending import SpendingObject
from agree_design.gsdesign_survival import course_of, fixed_survival, plan_of
from agree_design.gsdesign_survival_looks import looks_of
from trialrun.design.events.course import EventCourse

_PARAMETERS = (
    "x", "k", "test.type", "alpha", "sided", "astar", "sfu", "sfupar", "sfl", "sflpar", "sfharm",
    "sfharmparam", "r", "usTime", "lsTime", "testUpper", "testLower", "testHarm", "lambdaC", "hr",
    "hr0", "hr1", "eta", "etaE", "gamma", "R", "targetN", "S", "ratio", "minfup", "method",
    "spending", "plannedCalendarTime", "targetEvents", "maxExtension",
    "minTimeFromPreviousAnalysis", "minN", "minFollowUp", "informationRates",
    "fullSpendingAtFinal", "tol",
)  # fmt: skip
_DEFAULTS: dict[str, Any] = {
    "test_type": 4, "sided": 1, "alpha": 0.025, "astar": 0, "sfu": "sfHSD", "sfupar": -4,
    "sfl": "sfHSD", "sflpar": -2, "sfharm": "sfHSD", "sfharmparam": -2, "testUpper": True,
    "testLower": True, "testHarm": True, "lambdaC": math.log(2) / 6, "hr": 0.6, "hr0": 1,
    "eta": 0, "etaE": None, "gamma": 1, "R": 12, "S": None, "ratio": 1, "minfup": 18,
    "method": "LachinFoulkes",
}  # fmt: skip
_FROM_DESIGN = (
    "test_type", "astar", "sfu", "sfupar", "sfl", "sflpar", "sfharm", "sfharmparam", "testUpper",
    "testLower", "testHarm",
)  # fmt: skip


@stands_for("gsDesign::gsSurvPower", parameters=_PARAMETERS)
def gs_surv_power(x: Any = None, **given: Any) -> dict[str, Any]:
    """Power at the looks that months, events, subjects or follow-up set."""
    known = {each.replace(".", "_") for each in _PARAMETERS}
    unknown = set(given) - known
    if unknown:
        raise Unsupported(f"arguments {', '.join(sorted(unknown))}")
    asked = {name: value for name, value in given.items() if value is not None}
    settings = {**_DEFAULTS, **(_inherited(x) if x is not None else {}), **asked}
    s = SimpleNamespace(**settings)
    if x is None or "alpha" in asked:
        s.alpha = s.alpha / s.sided
    s.hr1 = settings.get("hr1", s.hr if x is None else x["hr"])
    s.method = as_list(s.method)[0]
    s.spending = as_list(asked.get("spending", "information"))[0]
    if s.spending not in {"information", "calendar"}:
        raise Unsupported(f"spending {s.spending!r}")
    if "targetN" in asked:
        s.R = _rescaled(s, asked, x)
    plan = plan_of(s.lambdaC, s.hr, s.eta, s.etaE, s.gamma, s.R, s.S, s.ratio)
    course = course_of(plan, plan.R, math.inf)
    k = int(asked.get("k", 0) or (x["k"] if x is not None else 0))
    months = _months(course, plan, asked, k, x)
    looks = looks_of(course, months)
    events = course.total_events(months)
    timing = events / events[-1]
    n_fix = _fixed_events(s, plan, months[-1], x)
    found = _result(s, k, x, asked, n_fix, months, events, timing)
    power = float(np.asarray(found["prob"])[:, 1].sum())
    return {
        **found, **looks, "k": k, "test_type": int(s.test_type), "n_I": events.tolist(),
        "timing": timing.tolist(), "power": power, "beta": 1 - power, "hr": s.hr, "hr0": s.hr0,
        "hr1": s.hr1, "R": plan.R, "S": s.S, "ratio": s.ratio, "alpha": s.alpha,
        "sided": s.sided, "variable": "Power", "method": s.method, "spending": s.spending,
        "_course": course, "_plan": plan,
    }  # fmt: skip


def _inherited(x: Any) -> dict[str, Any]:
    """What a design gives where the call says nothing."""
    arguments = getattr(x.get("_design"), "arguments", None)
    if arguments is None or "_plan" not in x:
        raise Unsupported("x is no survival design of gsDesign of several looks")
    plan = x["_plan"]
    found = {name: arguments[name] for name in _FROM_DESIGN}
    return {
        **found, "alpha": arguments["alpha"], "sided": x.get("_sided", 1), "lambdaC": plan.event,
        "hr": x["hr"], "hr0": x["hr0"], "eta": plan.etaC, "etaE": plan.etaE, "gamma": x["gamma"],
        "R": np.asarray(x["R"]).tolist(), "S": plan.S, "ratio": plan.ratio,
        "minfup": x["minfup"], "method": x["method"],
    }  # fmt: skip


def _rescaled(s: SimpleNamespace, asked: dict[str, Any], x: Any) -> list[float]:
    """Durations of accrual that randomise a number of subjects."""
    if "R" in asked:
        raise Unsupported("R and targetN together, which gsDesign refuses")
    rates = np.asarray(s.gamma, float)
    rates = rates.sum(axis=1) if rates.ndim == 2 else np.atleast_1d(rates)
    months = np.atleast_1d(np.asarray(s.R, float))
    if x is None and len(months) == 1:
        months = np.repeat(months, len(rates))
    return (months * asked["targetN"] / float(rates @ months)).tolist()


def _recycled(asked: dict[str, Any], name: str, k: int) -> list[float]:
    given = [number(each) for each in as_list(asked.get(name, math.nan))]
    if len(given) not in {1, k}:
        raise Unsupported(f"{name} of a wrong length, which gsDesign refuses")
    return given * k if len(given) == 1 else given


def _months(
    course: EventCourse, plan: SimpleNamespace, asked: dict[str, Any], k: int, x: Any
) -> np.ndarray:
    """Month of each look: the latest that its rules ask for, within what they allow."""
    if k < 1:
        raise Unsupported("k is not given, which gsDesign refuses")
    if isinstance(asked.get("targetEvents"), list) and any(
        isinstance(each, list) for each in asked["targetEvents"]
    ):
        raise Unsupported("events for each stratum")
    names = (
        "plannedCalendarTime", "targetEvents", "maxExtension", "minTimeFromPreviousAnalysis",
        "minN", "minFollowUp",
    )  # fmt: skip
    if not {"plannedCalendarTime", "targetEvents", "minN"} & set(asked):
        if x is None:
            raise Unsupported("no rule for when to look, which gsDesign refuses")
        asked = {**asked, "plannedCalendarTime": np.asarray(x["T"]).tolist()}
    rules = zip(*(_recycled(asked, name, k) for name in names), strict=True)
    found: list[float] = []
    for at, (planned, events, extension, gap, subjects, after) in enumerate(rules):
        floors = [planned]
        if at:
            floors.append(found[-1] + gap)
        if not math.isnan(subjects):
            entered = _month_of_subjects(course, subjects)
            floors.append(entered + (0.0 if math.isnan(after) else after))
        if at == k - 1 and "minfup" in asked:
            floors.append(float(plan.R.sum()) + float(asked["minfup"]))
        floor = max((each for each in floors if not math.isnan(each)), default=0.001)
        month = floor
        if not math.isnan(events):
            month = max(float(course.month_of(events)[0]), floor)
            if not math.isnan(extension):
                month = min(month, floor + extension)
        if not math.isnan(extension) and not math.isnan(planned):
            month = min(month, planned + extension)
        elif not math.isnan(extension) and at:
            month = min(month, found[-1] + extension)
        found.append(month)
    if any(b <= a for a, b in pairwise(found)):
        raise Unsupported("looks that do not follow each other, which gsDesign refuses")
    return np.asarray(found)


def _month_of_subjects(course: EventCourse, subjects: float) -> float:
    entered = np.concatenate([each.accrual.months for each in course.strata])
    grid = np.unique(np.append(entered, 0.0))
    seen = course.subjects(grid).sum(axis=(1, 2))
    if subjects > seen[-1] + 1e-9:
        raise Unsupported("more subjects than are randomised, which gsDesign waits for in vain")
    at = int(np.searchsorted(seen, subjects - 1e-9))
    if at == 0:
        return float(grid[0])
    share = (subjects - seen[at - 1]) / (seen[at] - seen[at - 1])
    return float(grid[at - 1] + share * (grid[at] - grid[at - 1]))


def _fixed_events(s: SimpleNamespace, plan: SimpleNamespace, last: float, x: Any) -> float:
    """Events of the design of one look that the drift is taken from."""
    if x is not None:
        return float(x["n_fix"])
    found = fixed_survival(
        lambdaC=s.lambdaC, hr=s.hr1, hr0=s.hr0, eta=s.eta, etaE=s.etaE, gamma=s.gamma, R=s.R,
        S=s.S, T=last, minfup=max(0.0, last - float(plan.R.sum())), ratio=s.ratio, alpha=s.alpha,
        beta=0.1, sided=1, method=s.method,
    )  # fmt: skip
    return float(found["d"])


def _result(
    s: SimpleNamespace,
    k: int,
    x: Any,
    asked: dict[str, Any],
    n_fix: float,
    months: np.ndarray,
    events: np.ndarray,
    timing: np.ndarray,
) -> dict[str, Any]:
    """Bounds, kept or spent anew, and what they cross under the hypothesis and the effect."""
    if k == 1:
        return _one_look(s, float(months[0]), float(events[0]))
    upper_time, lower_time = _spending_times(s, asked, months, timing)
    design = x
    if not _kept(s, x, k, timing, upper_time, lower_time):
        design = gs_design(
            k=k, test_type=s.test_type, alpha=s.alpha, beta=0.1 if x is None else x["beta"],
            astar=s.astar, n_fix=n_fix, timing=timing.tolist(), sfu=s.sfu, sfupar=s.sfupar,
            sfl=s.sfl, sflpar=s.sflpar, sfharm=s.sfharm, sfharmparam=s.sfharmparam,
            delta1=math.log(s.hr1), delta0=math.log(s.hr0), usTime=upper_time, lsTime=lower_time,
            testUpper=s.testUpper, testLower=s.testLower, testHarm=s.testHarm,
        )  # fmt: skip
    effect = design["delta"] * _effect(s, s.hr) / _effect(s, s.hr1)
    bounds = SimpleNamespace(**{**vars(design["_design"]), "n_I": events.tolist()})
    found = gs_probability(d={"_design": bounds}, theta=[0.0, effect])
    kept = ("upper", "lower", "harm", "alpha_spend", "beta_spend", "delta", "n_fix", "astar")
    return {**found, **{name: design[name] for name in kept if name in design}}


def _one_look(s: SimpleNamespace, month: float, events: float) -> dict[str, Any]:
    plan = plan_of(s.lambdaC, s.hr, s.eta, s.etaE, s.gamma, s.R, s.S, s.ratio)
    found = fixed_survival(
        lambdaC=s.lambdaC, hr=s.hr, hr0=s.hr0, eta=s.eta, etaE=s.etaE, gamma=s.gamma, R=s.R,
        S=s.S, T=month, minfup=max(0.0, month - float(plan.R.sum())), ratio=s.ratio,
        alpha=s.alpha, beta=None, sided=1, method=s.method,
    )  # fmt: skip
    bound = -float(special.ndtri(s.alpha))
    effect = (bound + float(special.ndtri(found["power"]))) / math.sqrt(events)
    return {
        "upper": [bound], "prob": [[s.alpha, found["power"]]], "theta": [0.0, effect],
        "en": [events, events],
    }  # fmt: skip


def _effect(s: SimpleNamespace, ratio: float) -> float:
    if s.method == "Freedman":
        return abs((ratio - 1) / (ratio + 1 / s.ratio))
    return abs(math.log(ratio / s.hr0))


def _spending_times(
    s: SimpleNamespace, asked: dict[str, Any], months: np.ndarray, timing: np.ndarray
) -> tuple[Any, Any]:
    full = bool(asked.get("fullSpendingAtFinal", False))
    upper, lower = asked.get("usTime"), asked.get("lsTime")
    if "informationRates" in asked:
        rates = np.asarray([float(each) for each in as_list(asked["informationRates"])])
        upper = lower = np.minimum(rates, timing)
    elif s.spending == "calendar":
        upper = lower = months / months[-1]
    if full:
        upper, lower = (np.array(timing if each is None else each) for each in (upper, lower))
        upper[-1] = lower[-1] = 1.0
    return tuple(None if each is None else np.asarray(each).tolist() for each in (upper, lower))


def _kept(
    s: SimpleNamespace, x: Any, k: int, timing: np.ndarray, upper_time: Any, lower_time: Any
) -> bool:
    """Say if the bounds of the design given stay."""
    if x is None or upper_time is not None or lower_time is not None or len(x["timing"]) != k:
        return False
    old = np.asarray(x["timing"], float)
    if np.abs(timing - old).mean() > 1e-4 * np.abs(old).mean():
        return False
    arguments = x["_design"].arguments
    same = (
        abs(s.alpha - arguments["alpha"]) < 1e-9
        and _name(s.sfu) == _name(arguments["sfu"])
        and s.sfupar == arguments["sfupar"]
    )
    if not same:
        raise Unsupported("efficacy bounds at another level beside futility bounds that stay")
    return True


def _name(function: Any) -> str:
    return function.name if isinstance(function, SpendingObject) else str(function).split("::")[-1]
