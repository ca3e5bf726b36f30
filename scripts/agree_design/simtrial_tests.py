"""simtrial: tests of survival data, and what they read of them."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

import numpy as np
import polars as pl

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.survival_formula import Formula, Response, codes_of, frame, response_of, values
from trialrun.errors import AnalysisError
from trialrun.statistics.event_weights import FlemingHarrington
from trialrun.statistics.maxcombo import maxcombo as maxcombo_test
from trialrun.statistics.milestone import compare_milestone
from trialrun.statistics.piecewise_hazard import fit_piecewise_hazard
from trialrun.statistics.restricted_mean import compare_restricted_means
from trialrun.statistics.risk_table import risk_tables
from trialrun.statistics.weighted_logrank import weighted_logrank


@stands_for("tocut", parameters=("data",))
def tocut(data: Any) -> pl.DataFrame:
    return frame(data).select("tte", "event", "stratum", "treatment")


@stands_for("tocut1", parameters=("data",))
def tocut1(data: Any) -> pl.DataFrame:
    return tocut(data).with_columns(pl.lit("All").alias("stratum"))


def _columns(data: Any, formula: Formula | None = None) -> dict[str, Any]:
    if isinstance(data, dict) and "_columns" in data:
        return dict(data["_columns"])
    own = frame(data)
    if formula is not None:
        time, event = response_of(formula, own)
        return {
            "time": time,
            "event": event,
            "group": values(formula.covariates[0], own).tolist(),
            "strata": codes_of(formula.strata, own),
        }
    return {
        "time": own["tte"].to_numpy(),
        "event": own["event"].to_numpy().astype(bool),
        "group": own["treatment"].to_list(),
        "strata": own["stratum"].to_list() if "stratum" in own.columns else None,
    }


def _experimental(columns: dict[str, Any]) -> Any:
    found = sorted(set(columns["group"]))
    return "experimental" if "experimental" in found else found[-1]


@stands_for("simtrial::wlr", parameters=("data", "weight", "return_variance", "ratio", "formula"))
def wlr(
    data: Any,
    weight: Any,
    return_variance: bool = False,  # noqa: ARG001 - the standard error is always given
    ratio: float | None = None,
    formula: Any = None,
) -> dict[str, Any]:
    own = _columns(data, formula)
    strata = 1 if own["strata"] is None else len(set(own["strata"]))
    chosen = weight(strata)
    name = _experimental(own)
    try:
        test = weighted_logrank(**own, experimental=name, weight=chosen)
    except AnalysisError as error:
        raise Unsupported(str(error)) from None
    treated = sum(each == name for each in own["group"])
    planned = treated / (len(own["group"]) - treated) if ratio is None else float(ratio)
    events = np.zeros(2)  # weighted, of both groups, while both are at risk
    for table in risk_tables(**own):
        both = (table.at_risk > 0).all(axis=1)
        events += (chosen(table) ** 2)[both] @ table.events[both]
    total = float(events.sum())
    return {
        "method": "WLR",
        "estimate": test.score,
        "se": test.variance**0.5,
        "var": test.variance,
        "z": test.z,
        "info": float(events.prod() / total) if total else 0.0,
        "info0": total * planned / (1 + planned) ** 2,
    }


@stands_for(
    "simtrial::maxcombo", parameters=("data", "rho", "gamma", "return_variance", "return_corr")
)
def maxcombo(
    data: Any,
    rho: Any = (0, 0, 1),
    gamma: Any = (0, 1, 1),
    return_variance: bool = False,  # noqa: ARG001
    return_corr: bool = False,  # noqa: ARG001
) -> dict[str, Any]:
    own = _columns(data)
    pairs = list(zip(as_list(rho), as_list(gamma), strict=True))
    test = maxcombo_test(
        **own,
        experimental=_experimental(own),
        weights=[FlemingHarrington(float(r), float(g)) for r, g in pairs],
    )
    return {
        "method": "MaxCombo",
        "parameter": " + ".join(f"FH({r:g}, {g:g})" for r, g in pairs),
        "z": [-each for each in test.z],
        "p_value": test.p_one_sided,
        "corr": {f"v{i + 1}": row for i, row in enumerate(test.correlation)},
        "var": {f"v{i + 1}": row for i, row in enumerate(test.covariance)},
        "estimate": test.scores,
        "se": [test.covariance[i][i] ** 0.5 for i in range(len(pairs))],
    }


@stands_for("simtrial::milestone", parameters=("data", "ms_time", "test_type"))
def milestone(data: Any, ms_time: float, test_type: str = "log-log") -> dict[str, Any]:
    own = _columns(data)
    own.pop("strata")
    chosen = str(as_list(test_type)[0])
    if chosen not in {"log-log", "naive"}:
        raise Unsupported(f"test_type {chosen}")
    try:
        test = compare_milestone(
            **own,
            at=float(ms_time),
            experimental=_experimental(own),
            scale="plain" if chosen == "naive" else "log-log",
        )
    except AnalysisError as error:
        raise Unsupported(str(error)) from None
    return {
        "method": "milestone",
        "parameter": ms_time,
        "estimate": test.estimate,
        "se": test.standard_error,
        "z": test.z,
    }


@stands_for(
    "simtrial::rmst",
    parameters=(
        "data",
        "tau",
        "var_label_tte",
        "var_label_event",
        "var_label_group",
        "formula",
        "reference",
        "alpha",
    ),
)
def rmst(
    data: Any,
    tau: float = 10.0,
    var_label_tte: str = "tte",
    var_label_event: str = "event",
    var_label_group: str = "treatment",
    formula: Formula | None = None,
    reference: Any = "control",
    alpha: float = 0.05,
) -> dict[str, Any]:
    own = frame(data)
    if formula is not None:
        columns = _columns(own, formula)
        time, event, group = columns["time"], columns["event"], columns["group"]
    else:
        time, event = own[var_label_tte].to_numpy(), own[var_label_event].to_numpy()
        group = own[var_label_group].to_list()
    others = [each for each in sorted(set(group)) if str(each) != str(reference)]
    if len(others) != 1:
        raise Unsupported(f"{len(others)} groups beside the reference")
    found = compare_restricted_means(
        time,
        event,
        group,
        experimental=others[0],
        until=float(tau),
        confidence=1 - alpha,
        small_sample=True,
    )
    return {
        "method": "RMST",
        "parameter": tau,
        "estimate": found.difference.estimate,
        "se": found.difference.standard_error,
        "z": found.difference.z,
        "lcl": found.difference.lower,
        "ucl": found.difference.upper,
    }


@stands_for("simtrial::counting_process", parameters=("x", "arm"))
def counting_process(x: Any, arm: Any) -> dict[str, Any]:
    own = _columns(x)
    rows: dict[str, list[Any]] = {
        key: []
        for key in (
            "stratum",
            "event_total",
            "event_trt",
            "tte",
            "n_risk_total",
            "n_risk_trt",
            "s",
            "o_minus_e",
            "var_o_minus_e",
        )
    }
    for table in risk_tables(**own):
        at = table.groups.index(arm)
        both = (table.at_risk[:, at] > 0) & (table.all_at_risk > table.at_risk[:, at])
        columns = (
            [table.stratum] * len(table.time),
            table.all_events,
            table.events[:, at],
            table.time,
            table.all_at_risk,
            table.at_risk[:, at],
            table.survival_before,
            table.events[:, at] - table.expected[:, at],
            table.covariance[:, at, at],
        )
        for key, column in zip(rows, columns, strict=True):
            rows[key] += [value for value, kept in zip(column, both, strict=True) if kept]
    return {**rows, "_columns": own}


@stands_for("simtrial::fit_pwexp", parameters=("srv", "intervals"))
def fit_pwexp(srv: Any, intervals: Any = (3, 3, 3)) -> dict[str, Any]:
    if not isinstance(srv, Response):
        raise Unsupported("times other than Surv(time, event)")
    time, event = response_of(Formula(srv, ()), None)
    ends = np.cumsum([float(each) for each in as_list(intervals)])
    beyond = bool(np.any(event & (time > ends[-1])))
    found = fit_piecewise_hazard(time, event, [0.0, *ends[:-1], *([ends[-1]] if beyond else [])])
    if not beyond and np.any(time > ends[-1]):
        raise Unsupported("follow-up beyond the last interval without an event there")
    return {
        "intervals": [*np.diff(ends, prepend=0.0), *([inf] if beyond else [])],
        "ttot": found.exposure,
        "event": found.events,
        "rate": found.hazard,
        "m2ll": found.deviance,
    }


@stands_for("simtrial::create_test", parameters=("test",))
def create_test(test: Any, **arguments: Any) -> Callable[[Any], dict[str, Any]]:
    name = str(test).rsplit("::", 1)[-1]
    known = {"wlr": wlr, "maxcombo": maxcombo, "milestone": milestone, "rmst": rmst}
    if name not in known:
        raise Unsupported(f"a test {name}")
    return lambda data: known[name](data, **arguments)


@stands_for("simtrial::multitest", parameters=("data",))
def multitest(data: Any, **tests: Any) -> dict[str, Any]:
    return {name: test(data) for name, test in tests.items()}
