"""gsDesign2: rates, expected events and times, average hazard ratio, piecewise exponential."""

from __future__ import annotations

from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, number, stands_for
from agree_design.r_values import frame_of
from trialrun.design.accrual import accrual_constant
from trialrun.design.nonproportional.information import (
    ExpectedInformation,
    expected_information,
    month_of_events,
)
from trialrun.design.nonproportional.kaplan_meier import survival_probability
from trialrun.design.nonproportional.plan import SurvivalPlan, plan_stratified, plan_survival

ENROLL = {"stratum": ["All"] * 3, "duration": [2, 2, 10], "rate": [3, 6, 9]}
FAIL = {
    "stratum": ["All"] * 2,
    "duration": [3, 100],
    "fail_rate": [np.log(2) / 9, np.log(2) / 18],
    "hr": [0.9, 0.6],
    "dropout_rate": [0.001, 0.001],
}


@stands_for("gsDesign2::define_enroll_rate", parameters=("duration", "rate", "stratum"))
def define_enroll_rate(duration: Any, rate: Any, stratum: Any = "All") -> dict[str, Any]:
    """Rates of enrolment by stratum and period."""
    return frame_of({"stratum": stratum, "duration": duration, "rate": rate})


@stands_for(
    "gsDesign2::define_fail_rate",
    parameters=("duration", "fail_rate", "dropout_rate", "hr", "stratum"),
)
def define_fail_rate(
    duration: Any, fail_rate: Any, dropout_rate: Any, hr: Any = 1, stratum: Any = "All"
) -> dict[str, Any]:
    """Rates of failure and dropout by stratum and period."""
    return frame_of(
        {
            "stratum": stratum,
            "duration": duration,
            "fail_rate": fail_rate,
            "dropout_rate": dropout_rate,
            "hr": hr,
        }
    )


def plan_of(enroll_rate: Any, fail_rate: Any, ratio: float = 1) -> tuple[list[str], SurvivalPlan]:
    """Strata by name, in alphabetical order, and the plan that rates stand for."""
    enroll, fail = frame_of(enroll_rate), frame_of(fail_rate)
    enroll.setdefault("stratum", ["All"] * len(enroll["rate"]))
    fail.setdefault("stratum", ["All"] * len(fail["fail_rate"]))
    fail.setdefault("hr", [1] * len(fail["fail_rate"]))
    names = sorted(set(fail["stratum"]), key=str)
    plans = []
    for name in names:
        periods = [
            (float(duration), float(rate))
            for stratum, duration, rate in zip(
                enroll["stratum"], enroll["duration"], enroll["rate"], strict=True
            )
            if stratum == name
        ]
        own = [i for i, stratum in enumerate(fail["stratum"]) if stratum == name]
        if not periods:
            raise Unsupported(f"stratum {name} has failure rates and no enrolment")
        lengths = [number(fail["duration"][i], missing=np.inf) for i in own]
        starts = [0.0, *np.cumsum(lengths[:-1])]
        plans.append(
            plan_survival(
                accrual_constant([d for d, _ in periods], [r for _, r in periods]),
                [float(start) for start in starts],
                [float(fail["fail_rate"][i]) for i in own],
                [float(fail["hr"][i]) for i in own],
                dropout=[float(fail["dropout_rate"][i]) for i in own],
                ratio=float(ratio),
            )
        )
    return [str(name) for name in names], plan_stratified(plans)


def times_of(
    plan: SurvivalPlan, event: Any, analysis_time: Any, interval: Any = None
) -> list[float]:
    """Times of the analyses: the later of a time and that of a number of events."""
    latest = 1000.0 if interval is None else float(as_list(interval)[1])
    events = [] if event is None else as_list(event)
    times = [] if analysis_time is None else as_list(analysis_time)
    looks = max(len(events), len(times))
    found = []
    for k in range(looks):
        when = []
        if times:
            when.append(number(times[k] if len(times) > 1 else times[0], missing=-np.inf))
        if events and (len(events) > 1 or looks == 1):
            wanted = number(events[k])
            if not np.isnan(wanted):
                when.append(month_of_events(plan, wanted, longest_months=latest))
        found.append(max(when))
    return found


def _row(found: ExpectedInformation) -> dict[str, float]:
    return {
        "time": found.month,
        "ahr": found.hazard_ratio,
        "n": found.subjects,
        "event": found.events,
        "info": found.information,
        "info0": found.information_null,
    }


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns."""
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


@stands_for("gsDesign2::ahr", parameters=("enroll_rate", "fail_rate", "total_duration", "ratio"))
def ahr(
    enroll_rate: Any = ENROLL, fail_rate: Any = FAIL, total_duration: Any = 30, ratio: float = 1
) -> dict[str, Any]:
    """Average hazard ratio at times."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    times = [float(each) for each in as_list(total_duration)]
    return columns([_row(expected_information(plan, time)) for time in times])


@stands_for(
    "gsDesign2::pw_info", parameters=("enroll_rate", "fail_rate", "total_duration", "ratio")
)
def pw_info(
    enroll_rate: Any = ENROLL, fail_rate: Any = FAIL, total_duration: Any = 30, ratio: float = 1
) -> dict[str, Any]:
    """Events and information by time, stratum and period."""
    names, plan = plan_of(enroll_rate, fail_rate, ratio)
    rows = []
    for time in [float(each) for each in as_list(total_duration)]:
        pieces = expected_information(plan, time).pieces
        for at, piece in enumerate(pieces):
            follows = pieces[at + 1 :]
            later = next((p for p in follows if p.stratum == piece.stratum), None)
            end = time if later is None else later.from_month
            accrual = plan.strata[piece.stratum].accrual
            rows.append(
                {
                    "time": time,
                    "stratum": names[piece.stratum],
                    "t": piece.from_month,
                    "hr": piece.hazard_ratio,
                    "n": float(accrual.subjects(end) - accrual.subjects(piece.from_month)),
                    "event": piece.events,
                    "info": piece.information,
                    "info0": piece.information_null,
                }
            )
    return columns(rows)


@stands_for("gsDesign2::ahr_blinded", parameters=("surv", "intervals", "hr", "ratio"))
def ahr_blinded(
    surv: Any, intervals: Any = (3, np.inf), hr: Any = (1, 0.6), ratio: float = 1
) -> dict[str, Any]:
    """Average hazard ratio of observed events, both arms together, under assumed hazard ratios."""
    try:
        time = np.asarray(as_list(surv["time"]), float)
        event = np.asarray([float(each) for each in as_list(surv.get("event", surv.get("status")))])
    except (TypeError, KeyError, AttributeError):
        raise Unsupported("survival times that are no list of times and events") from None
    ends = np.cumsum([number(each, missing=np.inf) for each in as_list(intervals)])
    ratios = np.asarray([float(each) for each in as_list(hr)])
    piece = np.minimum(np.searchsorted(ends, time, side="left"), len(ratios) - 1)
    events = np.bincount(piece, weights=event, minlength=len(ratios))
    effect = -float(events @ np.log(ratios) / events.sum())
    total = float(events.sum())
    info0 = total * ratio / (1 + ratio) ** 2
    return {"event": total, "ahr": float(np.exp(-effect)), "theta": effect, "info0": info0}


@stands_for(
    "gsDesign2::expected_event",
    parameters=("enroll_rate", "fail_rate", "total_duration", "simple"),
)
def expected_event(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    total_duration: float = 25,
    simple: bool = True,
) -> dict[str, Any]:
    """Events expected of one arm, in all or by period."""
    fail = {key: value for key, value in frame_of(fail_rate).items() if key != "hr"}
    names, plan = plan_of(enroll_rate, fail)
    if len(names) > 1:
        raise Unsupported("expected_event of several strata at once")
    found = expected_information(plan, float(as_list(total_duration)[0]))
    if simple:
        return {"event": found.events, "value": found.events, "": found.events}
    rates = plan.strata[0].control
    return {
        "t": [piece.from_month for piece in found.pieces],
        "fail_rate": [float(rates[at]) for at in range(len(found.pieces))],
        "event": [piece.events for piece in found.pieces],
    }


@stands_for(
    "gsDesign2::expected_time",
    parameters=("enroll_rate", "fail_rate", "target_event", "ratio", "interval"),
)
def expected_time(
    enroll_rate: Any = None,
    fail_rate: Any = FAIL,
    target_event: float = 150,
    ratio: float = 1,
    interval: Any = (0.01, 100),
) -> dict[str, Any]:
    """Time at which a number of events is expected."""
    enroll = {**ENROLL, "rate": [15, 30, 45]} if enroll_rate is None else enroll_rate
    _, plan = plan_of(enroll, fail_rate, ratio)
    latest = float(as_list(interval)[1])
    row = _row(
        expected_information(
            plan, month_of_events(plan, float(target_event), longest_months=latest)
        )
    )
    return {key: row[key] for key in ("time", "ahr", "event", "info", "info0")}


@stands_for("gsDesign2::expected_accrual", parameters=("time", "enroll_rate"))
def expected_accrual(time: Any = (0, 1, 2, 3, 4), enroll_rate: Any = ENROLL) -> dict[str, Any]:
    """Subjects expected to be enrolled by times."""
    enroll = frame_of(enroll_rate)
    names = enroll.get("stratum", ["All"] * len(enroll["rate"]))
    when = np.asarray([number(each, missing=np.inf) for each in as_list(time)])
    total = np.zeros(len(when))
    for name in dict.fromkeys(names):
        own = [i for i, each in enumerate(names) if each == name]
        accrual = accrual_constant(
            [float(enroll["duration"][i]) for i in own], [float(enroll["rate"][i]) for i in own]
        )
        total += np.asarray(accrual.subjects(np.minimum(when, accrual.end)))
    found = total.tolist()
    return dict.fromkeys(("n", "accrual", "subjects", "value", ""), found)


@stands_for("gsDesign2::ppwe", parameters=("x", "duration", "rate", "lower_tail"))
def ppwe(x: Any, duration: Any, rate: Any, lower_tail: bool = False) -> dict[str, Any]:
    """Piecewise exponential survival, or its distribution function."""
    starts = np.concatenate([[0.0], np.cumsum(np.asarray(as_list(duration), float))[:-1]])
    rates = np.asarray(as_list(rate), float)
    alive = [survival_probability(starts, rates, float(each)) for each in as_list(x)]
    found = [1 - each if lower_tail else each for each in alive]
    return dict.fromkeys(("value", "p", "prob", "survival", "surv", "ppwe", ""), found)


@stands_for("gsDesign2::s2pwe", parameters=("times", "survival"))
def s2pwe(times: Any, survival: Any) -> dict[str, Any]:
    """Piecewise exponential rates that pass through points of a survival curve."""
    when = np.asarray(as_list(times), float)
    hazard = -np.log(np.asarray(as_list(survival), float))
    duration = np.diff(when, prepend=0.0)
    rate = np.diff(hazard, prepend=0.0) / duration
    return {"duration": duration.tolist(), "rate": rate.tolist()}
