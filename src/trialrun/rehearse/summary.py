"""Operating characteristics with their Monte-Carlo error: shares of trials, spreads over trials."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trialrun.report import Result, result_id

_Z95 = 1.959963984540054
_FAR = 3.0
"""Standard errors beyond which simulation and calculation are said to differ …"""
_LEFT_OUT = 0.005
"""… and what is left to the calculation's approximations."""
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def share_rows(
    scenario: str,
    what: Iterable[str],
    hits: NDArray[Any],
    *,
    groups: Mapping[str, str] | None = None,
    method: str = "simulation",
) -> list[Result]:
    """
    Summarise a yes or no of each trial: estimate, standard error and 95% limits.

    Args:
        scenario: id of the scenario.
        what: parts of the id, such as ("look1", "stop_efficacy").
        hits: (n,) of the trials that count, boolean; empty gives missing values.
        groups: what the rows are about, such as {"region": "CHN"}.
        method: how the estimate was made.
    Source: limits of Wilson (1927), JASA 22:209-212.
    """
    n = len(hits)
    numbers: dict[str, float | None] = dict.fromkeys(("estimate", "se", "lower", "upper"))
    if n:
        p = int(np.count_nonzero(hits)) / n
        centre = (p + _Z95**2 / (2 * n)) / (1 + _Z95**2 / n)
        half = _Z95 * math.sqrt(p * (1 - p) / n + _Z95**2 / (4 * n * n)) / (1 + _Z95**2 / n)
        numbers = {
            "estimate": p,
            "se": math.sqrt(p * (1 - p) / n),
            "lower": max(0.0, centre - half) if p > 0 else 0.0,
            "upper": min(1.0, centre + half) if p < 1 else 1.0,
        }
    return number_rows(scenario, what, numbers, groups=groups, method=method, form="d4")


def calculated_rows(
    scenario: str,
    what: Iterable[str],
    statistic: str,
    value: float | None,
    hits: NDArray[Any],
    *,
    groups: Mapping[str, str] | None = None,
) -> list[Result]:
    """
    Return a probability that was calculated, with a warning where the simulation is far from it.

    Far is more than three standard errors and 0.005, for what the calculation leaves out.

    Args:
        scenario: id of the scenario.
        what: parts of the id.
        statistic: the last part of it.
        value: as calculated; None where it can not be.
        hits: (n,) the same of each trial, boolean.
        groups: what the row is about.
    """
    rows = number_rows(
        scenario, what, {statistic: value}, groups=groups, method="calculation", form="d4"
    )
    n = len(hits)
    if value is None or not n:
        return rows
    p = int(np.count_nonzero(hits)) / n
    # A share of nearly 0 or 1 has an error too: that of the value calculated.
    error = max(math.sqrt(each * (1 - each) / n) for each in (p, min(max(value, 0), 1)))
    if abs(p - value) <= _FAR * error + _LEFT_OUT:
        return rows
    warning = f"simulated {p:.4f} with standard error {error:.4f}, calculated {value:.4f}"
    return [replace(row, warning=warning) for row in rows]


def spread_rows(
    scenario: str,
    what: Iterable[str],
    values: NDArray[Any],
    *,
    unit: str | None = None,
    groups: Mapping[str, str] | None = None,
    form: str = "g",
) -> list[Result]:
    """
    Summarise a number of each trial: mean and quantiles over the trials that have it.

    Args:
        scenario: id of the scenario.
        what: parts of the id, such as ("duration",).
        values: (n,) one a trial; NaN where a trial has none.
        unit: such as "month".
        groups: what the rows are about.
        form: format by default.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    numbers: dict[str, float | None] = dict.fromkeys(("mean", *QUANTILES))
    if len(known):
        numbers["mean"] = float(np.mean(known))
        marks = np.quantile(known, list(QUANTILES.values()))
        numbers.update({name: float(mark) for name, mark in zip(QUANTILES, marks, strict=True)})
    return number_rows(scenario, what, numbers, unit=unit, groups=groups, form=form)


def number_rows(
    scenario: str,
    what: Iterable[str],
    numbers: Mapping[str, float | None],
    *,
    unit: str | None = None,
    groups: Mapping[str, str] | None = None,
    method: str = "simulation",
    form: str = "g",
) -> list[Result]:
    """
    Return numbers as results `rehearsal:{scenario}.{what}.{statistic}`.

    Args:
        scenario: id of the scenario.
        what: parts of the id.
        numbers: statistic -> value.
        unit: of all of them.
        groups: what the rows are about.
        method: how they were made: "simulation" or "calculation".
        form: format by default.
    """
    parts = tuple(what)
    return [
        Result(
            id=result_id(scenario, *parts, statistic, prefix="rehearsal"),
            analysis=scenario,
            method=method,
            operation=".".join((*parts, statistic)),
            value=value,
            unit=unit,
            format=form,
            groups={"scenario": scenario, **(groups or {})},
        )
        for statistic, value in numbers.items()
    ]
