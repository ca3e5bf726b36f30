"""Data of a trial cut at a date or a number of events, and weights of event times: simtrial."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
import polars as pl

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.survival_formula import frame

_NEEDED = ("enroll_time", "cte", "fail", "stratum", "treatment")


def _followed(x: Any) -> pl.DataFrame:
    data = frame(x)
    if absent := [each for each in _NEEDED if each not in data.columns]:
        raise Unsupported(f"subjects without {', '.join(absent)}")
    return data


@stands_for("simtrial::get_cut_date_by_event", parameters=("x", "event"))
def get_cut_date_by_event(x: Any, event: float) -> float:
    """Return when so many events have happened; the last of them if there are fewer."""
    data = _followed(x)
    dates = np.sort(data.filter(pl.col("fail") == 1)["cte"].to_numpy())
    if not len(dates):
        raise Unsupported("subjects without an event")
    return float(dates[min(int(event), len(dates)) - 1])


@stands_for("simtrial::cut_data_by_date", parameters=("x", "cut_date"))
def cut_data_by_date(x: Any, cut_date: float) -> pl.DataFrame:
    """Return follow-up and events up to a date of those enrolled by then."""
    data = _followed(x).filter(pl.col("enroll_time") <= float(cut_date))
    reached = pl.min_horizontal(pl.col("cte"), pl.lit(float(cut_date)))
    return data.select(
        (reached - pl.col("enroll_time")).alias("tte"),
        (pl.col("fail") * (pl.col("cte") <= float(cut_date))).alias("event"),
        "stratum",
        "treatment",
    )


@stands_for("simtrial::cut_data_by_event", parameters=("x", "event"))
def cut_data_by_event(x: Any, event: float) -> pl.DataFrame:
    """Return follow-up and events up to the date of a number of events."""
    return cut_data_by_date(x, get_cut_date_by_event(x, event))


@stands_for("simtrial::fh_weight", parameters=("x", "rho", "gamma"))
def fh_weight(x: Any, rho: float = 0.0, gamma: float = 0.0) -> dict[str, Any]:
    """Weigh event times after Fleming and Harrington."""
    before = _times(x)["s"]
    return {**x, "weight": (before ** float(rho) * (1 - before) ** float(gamma)).tolist()}


@stands_for("simtrial::mb_weight", parameters=("x", "delay", "w_max"))
def mb_weight(x: Any, delay: float | None = 4.0, w_max: float | None = inf) -> dict[str, Any]:
    """Weigh event times after Magirr and Burman."""
    rows = _times(x)
    until, largest = (inf if each is None else float(each) for each in (delay, w_max))
    weights = 1 / rows["s"]
    for stratum in set(rows["stratum"].tolist()):
        own = rows["stratum"] == stratum
        most = weights[own & (rows["tte"] <= until)].max(initial=1.0)
        weights[own] = np.minimum(weights[own], min(most, largest))
    return {**x, "weight": weights.tolist()}


@stands_for("simtrial::early_zero_weight", parameters=("x", "early_period", "fail_rate"))
def early_zero_weight(x: Any, early_period: float = 4.0, fail_rate: Any = None) -> dict[str, Any]:
    """Give no weight to early event times."""
    rows = _times(x)
    if fail_rate is not None or len(set(rows["stratum"].tolist())) > 1:
        raise Unsupported("early_zero_weight of several strata")
    return {**x, "weight": (rows["tte"] >= float(early_period)).astype(float).tolist()}


def _times(x: Any) -> dict[str, np.ndarray]:
    """Return the columns of event times."""
    if not (isinstance(x, dict) and {"s", "tte", "stratum"} <= set(x)):
        raise Unsupported("weights of other than counting_process")
    return {key: np.asarray(as_list(x[key])) for key in ("s", "tte", "stratum")}
