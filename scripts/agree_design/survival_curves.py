"""Kaplan-Meier curves, their summaries and quantiles: R's survival."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.survival_data import data_of, not_honoured, summary_of_cox
from agree_design.survival_formula import Formula, label, labels_of, response_of
from trialrun.statistics.cumulative_hazard import cumulative_hazard
from trialrun.statistics.survival import (
    SurvivalCurve,
    SurvivalQuantile,
    kaplan_meier,
    survival_limits,
    survival_quantile,
)

_WITHOUT_LIMITS_AT_ONE = {"log-log", "logit", "arcsin"}


@dataclass(frozen=True)
class Curve:
    """One curve: ours, with what R has beside it."""

    name: str | None
    curve: SurvivalCurve
    log_error: np.ndarray
    hazard: np.ndarray
    hazard_error: np.ndarray
    time: np.ndarray
    event: np.ndarray
    limits: bool


@stands_for("survival::survfit", parameters=("formula", "data", "weights", "subset", "na_action"))
def survfit(
    formula: Formula,
    data: Any = None,
    weights: Any = None,
    subset: Any = None,
    na_action: Any = None,
    stype: int = 1,
    ctype: int = 1,
    conf_type: str = "log",
    conf_int: Any = 0.95,
    conf_lower: str = "usual",
    error: str = "greenwood",  # noqa: ARG001 - R uses it for neither kind of curve
    type: str | None = None,  # noqa: A002 - R's name
    start_time: Any = None,
    se_fit: bool = True,
    timefix: bool = True,  # noqa: ARG001
    **others: Any,
) -> dict[str, Any]:
    if others:
        raise Unsupported(f"arguments {', '.join(sorted(others))} of survfit")
    not_honoured(weights=weights, na_action=na_action, start_time=start_time)
    if not isinstance(formula, Formula):
        raise Unsupported("survfit of a model")
    if conf_lower not in {"usual", "peto", "modified"}:
        raise Unsupported(f"conf.lower {conf_lower}")
    if type is not None:
        stype, ctype = {
            "kaplan-meier": (1, 1),
            "fleming-harrington": (2, 1),
            "fh2": (2, 2),
        }[str(type).lower()]
    level, wanted = (0.95, False) if conf_int is False else (float(conf_int), True)
    level = 0.95 if conf_int is True else level
    limits = wanted and se_fit and conf_type != "none"
    own = data_of(data, subset)
    time, event = response_of(formula, own)
    terms = tuple(each for each in formula.terms if not isinstance(each, int | float))
    groups, names = labels_of(terms, own) if terms else ([()] * len(time), [])
    curves = []
    for group in sorted(set(groups)):
        here = np.array([each == group for each in groups])
        found = _curve(
            time[here],
            event[here],
            (stype, ctype),
            level,
            conf_type if limits else "log",
            conf_lower,
        )
        curves.append(replace(found, name=label(names, group) if terms else None, limits=limits))
    return {**_columns(curves, censored=True), "_curves": curves}


def _curve(
    time: np.ndarray, event: np.ndarray, types: tuple[int, int], level: float, kind: str, widen: str
) -> Curve:
    stype, ctype = types
    if kind not in {"log", "log-log", "plain", "logit", "arcsin"}:
        raise Unsupported(f"conf.type {kind}")
    curve = kaplan_meier(time, event, confidence=level, interval=kind)  # type: ignore[arg-type]
    chosen = cumulative_hazard(time, event, ties="together" if ctype == 1 else "one-by-one")
    with np.errstate(divide="ignore", invalid="ignore"):
        log_error = np.where(curve.survival > 0, curve.standard_error / curve.survival, np.inf)
    survival = curve.survival
    if stype == 2:
        survival, log_error = chosen.survival, chosen.standard_error
    with np.errstate(invalid="ignore"):
        spread = survival * log_error
    lower, upper = survival_limits(
        survival,
        spread,
        confidence=level,
        interval=kind,  # type: ignore[arg-type]
    )
    if widen != "usual":
        lower, _ = survival_limits(
            survival,
            survival * _wider(curve, log_error, widen),
            confidence=level,
            interval=kind,  # type: ignore[arg-type]
        )
    if kind in _WITHOUT_LIMITS_AT_ONE:
        lower, upper = (np.where(survival == 1, np.nan, each) for each in (lower, upper))
    curve = replace(curve, survival=survival, standard_error=spread, lower=lower, upper=upper)
    return Curve(None, curve, log_error, chosen.hazard, chosen.standard_error, time, event, True)


def _wider(curve: SurvivalCurve, log_error: np.ndarray, widen: str) -> np.ndarray:
    """Return the larger errors of lower limits of R's conf.lower, of log survival."""
    if widen == "peto":
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.sqrt((1 - curve.survival) / curve.at_risk))
    events = np.flatnonzero(curve.events > 0)
    last = np.searchsorted(events, np.arange(len(curve.time)), side="right") - 1
    base = curve.at_risk[np.where(last >= 0, events[np.maximum(last, 0)], 0)]
    return np.asarray(log_error * np.sqrt(base / curve.at_risk))


def _columns(curves: list[Curve], *, censored: bool) -> dict[str, Any]:
    """Return the columns of R's survfit, curve after curve."""

    def joined(values: Any) -> np.ndarray:
        return np.concatenate([values(each)[_shown(each, censored)] for each in curves])

    columns = {
        "n": [each.curve.n for each in curves],
        "time": joined(lambda c: c.curve.time),
        "n.risk": joined(lambda c: c.curve.at_risk.astype(float)),
        "n.event": joined(lambda c: c.curve.events.astype(float)),
        "n.censor": joined(lambda c: c.curve.censored.astype(float)),
        "surv": joined(lambda c: c.curve.survival),
        "std.err": joined(lambda c: c.log_error),
        "cumhaz": joined(lambda c: c.hazard),
        "std.chaz": joined(lambda c: c.hazard_error),
    }
    if all(each.limits for each in curves):
        columns["lower"] = joined(lambda c: c.curve.lower)
        columns["upper"] = joined(lambda c: c.curve.upper)
    if curves[0].name is not None:
        columns["strata"] = [int(np.sum(_shown(each, censored))) for each in curves]
    return columns


def chosen_curves(fit: dict[str, Any], places: list[Any]) -> dict[str, Any]:
    """Return some of the curves of a fit, by their numbers; one by itself has no stratum."""
    curves: list[Curve] = fit["_curves"]
    if not all(isinstance(each, int | float) and 1 <= each <= len(curves) for each in places):
        raise Unsupported(f"curves {places}")
    kept = [curves[int(each) - 1] for each in places]
    if len(kept) == 1:
        kept = [replace(kept[0], name=None)]
    return {**_columns(kept, censored=True), "_curves": kept}


def _shown(each: Curve, censored: bool) -> np.ndarray:
    return np.ones(len(each.curve.time), bool) if censored else each.curve.events > 0


@stands_for("summary", "summary.survfit", parameters=("object", "times", "censored", "scale"))
def summary(
    object: Any,  # noqa: A002 - R's name
    times: Any = None,
    censored: bool = False,
    scale: float = 1.0,
    extend: bool = False,
    rmean: Any = "common",
    conf_int: float = 0.95,
    **others: Any,
) -> dict[str, Any]:
    if isinstance(object, dict) and "_cox" in object:
        return summary_of_cox(object, conf_int)
    if not (isinstance(object, dict) and "_curves" in object):
        raise Unsupported("a summary of other than survfit and coxph")
    if others:
        raise Unsupported(f"arguments {', '.join(sorted(others))} of summary")
    curves: list[Curve] = object["_curves"]
    table = _table(curves, rmean, scale)
    if times is None:
        found = _columns(curves, censored=censored)
        rows = [np.flatnonzero(_shown(each, censored)) for each in curves]
        found["std.err"] = np.concatenate(
            [each.curve.standard_error[at] for each, at in zip(curves, rows, strict=True)]
        )
        found["time"] = np.asarray(found["time"]) / scale
        found["n.censor"] = np.concatenate(
            [
                np.diff(np.cumsum(each.curve.censored)[at], prepend=0)
                for each, at in zip(curves, rows, strict=True)
            ]
        )
        if len(curves) > 1 and len({len(at) for at in rows}) == 1:
            found.pop("n.censor")  # R mixes up the curves where all have as many times
        if curves[0].name is not None:
            found["strata"] = [each.name for each, at in zip(curves, rows, strict=True) for _ in at]
        return {**found, "table": table}
    wanted = np.sort(np.asarray(as_list(times), dtype=float))  # in the units of the data
    parts = [_at_times(each, wanted, extend=extend) for each in curves]
    found = {
        key: np.concatenate([np.asarray(part[key], dtype=float) for part in parts])
        for key in parts[0]
    }
    found["time"] = found["time"] / scale
    found["n"] = np.array([each.curve.n for each in curves])
    if curves[0].name is not None:
        found["strata"] = [
            each.name for each, part in zip(curves, parts, strict=True) for _ in part["time"]
        ]
    return {**found, "table": table}


def _at_times(each: Curve, wanted: np.ndarray, *, extend: bool) -> dict[str, np.ndarray]:
    """Return a curve at given times; events and censorings are counted since the one before."""
    curve = each.curve
    kept = wanted if extend else wanted[wanted <= curve.time[-1]]
    at = np.searchsorted(curve.time, kept, side="right")

    def stepped(column: np.ndarray, before: float) -> np.ndarray:
        return np.concatenate([[before], np.asarray(column, dtype=float)])[at]

    lower, upper = (stepped(column, 1.0) for column in (curve.lower, curve.upper))
    found = {
        "time": kept,
        "n.risk": np.array([float(np.sum(each.time >= t)) for t in kept]),
        "n.event": np.diff(stepped(np.cumsum(curve.events), 0.0), prepend=0.0),
        "n.censor": np.diff(stepped(np.cumsum(curve.censored), 0.0), prepend=0.0),
        "surv": stepped(curve.survival, 1.0),
        "std.err": stepped(curve.standard_error, 0.0),
        "cumhaz": stepped(each.hazard, 0.0),
        "std.chaz": stepped(each.hazard_error, 0.0),
    }
    return {**found, "lower": lower, "upper": upper} if each.limits else found


def _table(curves: list[Curve], rmean: Any, scale: float) -> Any:
    """Return R's table of a summary: records, n.max, n.start, events, rmean, se, median, limits."""
    longest = max(float(each.curve.time[-1]) for each in curves)
    rows = []
    for each in curves:
        curve = each.curve
        row = [float(curve.n)] * 3 + [float(curve.events.sum())]
        if rmean != "none":
            end = float(curve.time[-1])
            until = (
                {"common": longest, "individual": end}.get(rmean)
                if isinstance(rmean, str)
                else float(rmean)
            )
            if until is None:
                raise Unsupported(f"rmean {rmean}")
            mean = _mean_until(curve, until)
            row += [mean[0] / scale, mean[1] / scale]
        heights = [curve.survival, *([curve.lower, curve.upper] if each.limits else [])]
        row += [_median(curve.time, height) / scale for height in heights]
        rows.append(row)
    return rows[0] if len(curves) == 1 else rows


def _median(time: np.ndarray, height: np.ndarray) -> float:
    """Return when a curve reaches 1/2; where it then stays, the middle if it falls later."""
    with np.errstate(invalid="ignore"):
        reached = np.flatnonzero(height < 0.5 + 1.5e-8)
    if not len(reached):
        return float("nan")
    first = reached[0]
    below = reached[height[reached] < height[first]]
    level = abs(height[first] - 0.5) < 1.5e-8 and len(below) > 0
    return float((time[first] + time[below[0]]) / 2 if level else time[first])


def _mean_until(curve: SurvivalCurve, until: float) -> tuple[float, float]:
    """Return the area under a curve and its standard error; beyond its last time it stays level."""
    kept = curve.time <= until
    ends = np.append(curve.time[kept], until)
    widths = np.diff(ends, prepend=0.0)
    areas = widths * np.append(1.0, curve.survival[kept])
    at_risk, events = (np.asarray(each, float)[kept] for each in (curve.at_risk, curve.events))
    left = at_risk - events
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.where(left > 0, events / (at_risk * left), 0.0)
    ahead = np.cumsum(areas[::-1])[::-1][1:]
    return float(areas.sum()), float(np.sqrt(np.sum(ahead**2 * hazard)))


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


@stands_for("quantile", "quantile.survfit", parameters=("x", "probs", "conf_int", "scale"))
def quantile(
    x: Any,
    probs: Any = (0.25, 0.5, 0.75),
    conf_int: bool = True,
    scale: float = 1.0,
    tolerance: float = 1.5e-8,  # noqa: ARG001
    **others: Any,
) -> Any:
    if others:
        raise Unsupported(f"arguments {', '.join(sorted(others))} of quantile")
    if not (isinstance(x, dict) and "_curves" in x):
        raise Unsupported("quantiles of other than survfit")
    curves: list[Curve] = x["_curves"]
    shares = [float(each) for each in as_list(probs)]
    found: dict[str, Any] = {
        key: [
            [_or_nan(getattr(q, part)) / scale for q in row] for row in _quantiles(curves, shares)
        ]
        for key, part in (("quantile", "time"), ("lower", "lower"), ("upper", "upper"))
    }
    if len(curves) == 1:
        found = {key: rows[0] for key, rows in found.items()}
    if not (conf_int and curves[0].limits):
        return found["quantile"]
    return found


def _quantiles(curves: list[Curve], shares: list[float]) -> list[list[Any]]:
    return [[_quantile(each.curve, share) for share in shares] for each in curves]


def _quantile(curve: SurvivalCurve, share: float) -> SurvivalQuantile:
    """Return a quantile; of a curve that ends at just that height the middle of its last stretch."""
    found = survival_quantile(curve, share)
    heights = (curve.survival, curve.lower, curve.upper)
    times = []
    for height, time in zip(heights, (found.time, found.lower, found.upper), strict=True):
        ends = abs(height[-1] - (1 - share)) < 1e-9 and time is not None
        if np.any(np.diff(height[np.isfinite(height)]) > 0):  # a limit that rises again
            times.append(_highest_below(curve.time, height, 1 - share))
            continue
        times.append((time + float(curve.time[-1])) / 2 if ends and time is not None else time)
    return replace(found, time=times[0], lower=times[1], upper=times[2])


def _highest_below(time: np.ndarray, height: np.ndarray, level: float) -> float | None:
    """Return when a curve that rises and falls is highest without being above a level."""
    found = np.where(height <= level + 1.5e-8, height, -np.inf)
    return float(time[np.argmax(found)]) if np.isfinite(found).any() else None


@stands_for("median", "median.survfit", parameters=("x",))
def median(x: Any, **others: Any) -> Any:
    if others or not (isinstance(x, dict) and "_curves" in x):
        raise Unsupported("a median of other than survfit")
    return [_or_nan(row[0].time) for row in _quantiles(x["_curves"], [0.5])]
