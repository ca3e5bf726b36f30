"""survRM2: restricted mean survival times."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np

from agree_design.calls import stands_for
from trialrun.statistics.restricted_mean import Contrast, RestrictedMean, compare_restricted_means
from trialrun.statistics.restricted_mean_regression import fit_restricted_mean


@stands_for("survRM2::rmst2", parameters=("time", "status", "arm", "tau", "covariates", "alpha"))
def rmst2(
    time: Any,
    status: Any,
    arm: Any,
    tau: float | None = None,
    covariates: Any = None,
    alpha: float = 0.05,
) -> dict[str, Any]:
    times, events, arms = (np.asarray(each, dtype=float) for each in (time, status, arm))
    tau = _longest(times, events, arms) if tau is None else float(tau)
    if covariates is not None:
        return _adjusted(times, events, arms, tau, covariates, alpha)
    found = compare_restricted_means(
        times,
        events,
        arms.tolist(),
        experimental=1.0,
        until=tau,
        confidence=1 - alpha,
    )
    one, other = found.experimental, found.control
    contrasts = (found.difference, found.ratio, found.ratio_lost)
    return {
        "tau": one.until,
        "arm1": _row(one),
        "arm0": _row(other),
        "RMST.arm1": _rows(one),
        "RMST.arm0": _rows(other),
        "unadjusted": [_contrast(each) for each in contrasts],
        "unadjusted.result": [_contrast(each) for each in contrasts],
    }


def _longest(time: np.ndarray, event: np.ndarray, arm: np.ndarray) -> float:
    """Return up to when both curves are known: one that has come down to 0 is for ever."""
    last = {each: float(time[arm == each].max()) for each in (0, 1)}
    open_ended = [
        end for each, end in last.items() if not event[(arm == each) & (time == end)].all()
    ]
    return min(open_ended) if open_ended else max(last.values())


def _adjusted(
    time: np.ndarray, event: np.ndarray, arm: np.ndarray, tau: float, covariates: Any, alpha: float
) -> dict[str, Any]:
    """Return what rmst2 has with covariates: contrasts, and the coefficients of each model."""
    found: dict[str, Any] = {"tau": tau, "adjusted": []}
    scales = (
        ("difference", "RMST.difference.adjusted"),
        ("ratio", "RMST.ratio.adjusted"),
        ("ratio-lost", "RMTL.ratio.adjusted"),
    )
    for scale, name in scales:
        model = fit_restricted_mean(
            time,
            event,
            arm.tolist(),
            np.asarray(covariates, dtype=float),
            tau,
            experimental=1.0,
            scale=scale,  # type: ignore[arg-type]
            confidence=1 - alpha,
        )
        rows = []
        for t in model.terms:
            row = [t.coefficient, t.standard_error, t.z, t.p]
            limits = [t.lower, t.upper]
            powers = [exp(each) for each in (t.coefficient, *limits)]
            rows.append(row + limits if scale == "difference" else row + powers)
        found[name] = rows
        own = model.terms[1]
        contrast = [own.coefficient, own.lower, own.upper]
        if scale != "difference":
            contrast = [exp(each) for each in contrast]
        found["adjusted"].append([*contrast, own.p])
    found["adjusted.result"] = found["adjusted"]
    return found


def _row(mean: RestrictedMean) -> list[float]:
    return [mean.mean, mean.standard_error, mean.lower, mean.upper]


def _rows(mean: RestrictedMean) -> dict[str, Any]:
    lost = [
        mean.until - mean.mean,
        mean.standard_error,
        mean.until - mean.upper,
        mean.until - mean.lower,
    ]
    return {"rmst": _row(mean), "rmtl": lost, "result": [_row(mean), lost]}


def _contrast(contrast: Contrast) -> list[float]:
    return [contrast.estimate, contrast.lower, contrast.upper, contrast.p]
