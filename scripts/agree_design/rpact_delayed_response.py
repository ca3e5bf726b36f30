"""rpact: designs whose trials wait for responses still to come when they stop."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.optimize import brentq

from agree_design.calls import Unsupported
from trialrun.design import fixed_drift
from trialrun.design.adaptive.delayed_response import decision_bounds, delayed_probabilities
from trialrun.design.bounds.characteristics import crossings


def delay_responses(result: dict[str, Any], delay: list[float]) -> None:
    """Decision bounds for responses that come after the end of recruitment, and reversals."""
    settings = result["_design"]
    bounds = settings.bounds
    early = len(bounds.information) - 1
    waiting = delay * early if len(delay) == 1 else delay
    if bounds.futility is None or settings.sided == 2:
        raise Unsupported("delayedInformation without one-sided futility bounds")
    ends = {"upper": list(bounds.efficacy), "lower": list(bounds.futility)}
    decision = decision_bounds(bounds.information, waiting, **ends)
    under_null = delayed_probabilities(bounds.information, waiting, decision=decision, **ends)
    none = [each <= 0 for each in waiting]
    result["decisionCriticalValues"] = [
        np.nan if at < early and none[at] else each for at, each in enumerate(decision)
    ]
    result["reversalProbabilities"] = [
        np.nan if none[at] else float(under_null.reversed_success[at]) for at in range(early)
    ]
    result["delayedInformation"] = waiting
    settings.delayed = waiting
    settings.decision = list(decision)


def delayed_characteristics(settings: Any) -> dict[str, Any]:
    """Characteristics where a trial that stops waits for the responses still to come."""
    bounds, power = settings.bounds, 1 - settings.beta
    fixed = fixed_drift(bounds.alpha, power) ** 2

    def success(drift: float) -> Any:
        return delayed_probabilities(
            bounds.information, settings.delayed, upper=bounds.efficacy, lower=bounds.futility,
            decision=settings.decision, drift=drift,
        ).success  # fmt: skip

    drift = brentq(
        lambda each: float(success(each).sum()) - power, 0.5 * fixed**0.5, 2 * fixed**0.5,
        xtol=1e-12,
    )  # fmt: skip
    shift, rejection = drift**2, success(drift)
    times = np.asarray(bounds.information[:-1]) + np.asarray(settings.delayed)

    def average(mean: float) -> float:
        ended = crossings(bounds, mean).ended[:-1]
        return float(times @ ended + 1 - ended.sum()) * shift / fixed

    return {
        "nFixed": fixed,
        "shift": shift,
        "inflationFactor": shift / fixed,
        "information": [each * shift for each in bounds.information],
        "power": np.cumsum(rejection).tolist(),
        "rejectionProbabilities": rejection.tolist(),
        "futilityProbabilities": crossings(bounds, drift).lower[:-1].tolist(),
        "averageSampleNumber1": average(drift),
        "averageSampleNumber01": average(drift / 2),
        "averageSampleNumber0": average(0.0),
    }


def delayed_power(settings: Any, theta: float, largest: float) -> Any:
    """Power and expected sample size where a trial that stops waits for responses."""
    bounds, drift = settings.bounds, theta * np.sqrt(largest)
    rejection = delayed_probabilities(
        bounds.information, settings.delayed, upper=bounds.efficacy, lower=bounds.futility,
        decision=settings.decision, drift=drift,
    ).success  # fmt: skip
    ended = crossings(bounds, drift)
    times = np.asarray(bounds.information[:-1]) + np.asarray(settings.delayed)
    stopping = ended.ended[:-1]
    average = times @ stopping + bounds.information[-1] * (1 - stopping.sum())
    return SimpleNamespace(
        power=float(rejection.sum()),
        average=float(average) * largest,
        rejection=rejection.tolist(),
        futility=ended.lower[:-1].tolist(),
        stopping=stopping.tolist(),
    )
