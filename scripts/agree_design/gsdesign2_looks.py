"""gsDesign2: information of logrank tests and weighted ones at the looks of a trial."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
from scipy import integrate

from agree_design.calls import Unsupported, number, stands_for
from agree_design.gsdesign2 import ENROLL, FAIL, columns, plan_of, times_of
from trialrun.design.nonproportional.average_hazard_ratio import looks_logrank
from trialrun.design.nonproportional.information import events_at
from trialrun.design.nonproportional.looks import Looks
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.nonproportional.weighted_logrank import score_densities
from trialrun.design.nonproportional.weights import LOGRANK, Weight

COARSE = float(np.finfo(float).eps ** 0.25)
"""R's own tolerance of integrate(), absolute and relative, which gsDesign2 leaves as it is."""
FINER = 1e-5
"""The tolerance that it sets for the mean of a score."""
INFO = ("enroll_rate", "fail_rate", "ratio", "event", "analysis_time")


def weight_of(weight: Any) -> Weight:
    """A weight as gsDesign2 names it."""
    if weight is None or (isinstance(weight, str) and weight.rsplit("::")[-1] in {
        "logrank", "wlr_weight_1",
    }):  # fmt: skip
        return LOGRANK
    if not isinstance(weight, Mapping):
        raise Unsupported(f"weight {weight!r}")
    method, given = weight.get("method"), weight.get("param") or {}
    if method in {"logrank", "1"}:
        return LOGRANK
    tau = given.get("tau")
    held = np.inf if tau is None or float(tau) <= 0 else float(tau)
    if method == "fh":
        return Weight(float(given.get("rho", 0)), float(given.get("gamma", 0)), held_from=held)
    if method == "mb":
        return Weight(rho=-1.0, held_from=held, largest=number(given.get("w_max"), missing=np.inf))
    raise Unsupported(f"weight method {method}")


def looks_wlr(plan: SurvivalPlan, months: list[float], weight: Weight) -> dict[str, Any]:
    """
    Effect and information of a weighted logrank test by gsDesign2's conventions.

    Its integrals are QUADPACK's with tolerances as coarse as R's, and so are these: what is
    compared is the method. Its effect counts all who will be enrolled, also at a look before.
    """
    if len(plan.strata) > 1:
        raise Unsupported("a weighted logrank design of several strata")
    null = plan.under_null()
    total = plan.total
    rows = []
    for month in months:
        n = plan.subjects(month)
        densities, free_densities = (_densities(p, weight, month) for p in (plan, null))
        score = _integral(densities, month, 0, total, FINER)
        variance = _integral(densities, month, 1, n, COARSE)
        free = _integral(free_densities, month, 1, n, COARSE)
        mean = _integral(densities, month, 2, total, COARSE)
        rows.append(
            {
                "time": month,
                "n": n,
                "event": events_at(plan, month),
                "ahr": float(np.exp(-score / mean)),
                "delta": -score,
                "sigma2": variance,
                "theta": score / variance,
                "info": variance * n,
                "info0": free * n,
            }
        )
    return columns(rows)


Densities = Callable[[float], tuple[float, float, float]]


def _densities(plan: SurvivalPlan, weight: Weight, month: float) -> Densities:
    """Mean, variance and weighted events of a score at a time, each time computed once."""
    stratum = plan.strata[0]

    @cache
    def densities(time: float) -> tuple[float, float, float]:
        found = score_densities(plan, stratum, weight, month, np.array([time]))
        return float(found[0][0]), float(found[1][0]), float(found[2][0])

    return densities


def _integral(densities: Densities, month: float, part: int, n: float, tolerance: float) -> float:
    """An integral over follow-up per subject, by QUADPACK over the whole range at once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = integrate.quad(
            lambda time: densities(time)[part] / n,
            0,
            month,
            epsabs=tolerance,
            epsrel=tolerance,
            limit=100,
        )
    return float(found[0])


def looks_ahr(plan: SurvivalPlan, months: list[float]) -> dict[str, Any]:
    """Effect and information by the average hazard ratio."""
    found: Looks = looks_logrank(plan, months)
    return {
        "time": found.month.tolist(),
        "n": found.subjects.tolist(),
        "event": found.events.tolist(),
        "ahr": found.hazard_ratio.tolist(),
        "theta": found.effect.tolist(),
        "info": found.information.tolist(),
        "info0": found.information_null.tolist(),
    }


@stands_for("gsDesign2::gs_info_ahr", parameters=(*INFO, "interval"))
def gs_info_ahr(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    ratio: float = 1,
    event: Any = None,
    analysis_time: Any = None,
    interval: Any = None,
) -> dict[str, Any]:
    """Effect and information at times or numbers of events."""
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    found = looks_ahr(plan, times_of(plan, event, analysis_time, interval))
    return {"analysis": list(range(1, len(found["time"]) + 1)), **found}


@stands_for("gsDesign2::gs_info_wlr", parameters=(*INFO, "weight", "approx", "interval"))
def gs_info_wlr(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    ratio: float = 1,
    event: Any = None,
    analysis_time: Any = None,
    weight: Any = "logrank",
    approx: str = "asymptotic",
    interval: Any = None,
) -> dict[str, Any]:
    """Effect and information of a weighted logrank test."""
    asymptotic_only(approx)
    _, plan = plan_of(enroll_rate, fail_rate, ratio)
    found = looks_wlr(plan, times_of(plan, event, analysis_time, interval), weight_of(weight))
    return {"analysis": list(range(1, len(found["time"]) + 1)), **found}


def asymptotic_only(approx: str) -> None:
    if approx != "asymptotic":
        raise Unsupported(f"approx {approx}")
