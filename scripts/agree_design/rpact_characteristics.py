"""rpact: characteristics of designs, their power and expected sample size."""

from __future__ import annotations

from math import nan
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.rpact_delayed_response import delayed_characteristics, delayed_power
from agree_design.rpact_design_arguments import first_of
from agree_design.rpact_designs import group_sequential
from trialrun.design.bounds.characteristics import characteristics, power_and_average
from trialrun.design.bounds.result import Bounds


def bounds_from(design: Any) -> Bounds:
    """The bounds of a design, as our functions take them."""
    settings = design["_design"] if isinstance(design, dict) else design
    if settings.kind == "fisher":
        raise Unsupported("a design of Fisher's combination test, which has no bounds of Z")
    return settings.bounds


@stands_for("rpact::getDesignCharacteristics", parameters=("design",))
def design_characteristics(design: Any = None) -> dict[str, Any]:
    """Characteristics of a design."""
    design = design if design is not None else group_sequential()
    settings, bounds = design["_design"], bounds_from(design)
    if getattr(settings, "delayed", None) is not None:
        return delayed_characteristics(settings)
    found = characteristics(bounds, 1 - settings.beta, both_ends=settings.both_ends)
    left = (1 - bounds.information[-1]) * found.inflation
    if len(bounds.information) == 1:
        return {
            "nFixed": found.fixed_shift,
            "shift": found.fixed_shift,
            "inflationFactor": 1.0,
            "power": 1 - settings.beta,
            "rejectionProbabilities": nan,
            "futilityProbabilities": [],
            "averageSampleNumber1": nan,
            "averageSampleNumber01": nan,
            "averageSampleNumber0": nan,
            "information": nan,
        }
    return {
        "nFixed": found.fixed_shift,
        "shift": found.shift,
        "inflationFactor": found.inflation,
        "information": list(found.information),
        "power": list(found.power),
        "rejectionProbabilities": list(found.rejection),
        "futilityProbabilities": list(found.futility),
        "averageSampleNumber1": found.average_alternative + left,
        "averageSampleNumber01": found.average_midway + left,
        "averageSampleNumber0": found.average_null + left,
    }


@stands_for("rpact::getPowerAndAverageSampleNumber", parameters=("design", "theta", "nMax"))
def power_and_average_sample_number(
    design: Any = None, theta: Any = None, nMax: Any = 100
) -> dict[str, Any]:
    """Power and expected sample size of a design under effects."""
    design = design if design is not None else group_sequential()
    bounds = bounds_from(design)
    effects = (
        [round(-1 + 0.02 * each, 10) for each in range(101)]
        if theta is None
        else [float(each) for each in as_list(theta)]
    )
    largest = float(first_of(nMax, 100))
    waiting = getattr(design["_design"], "delayed", None)
    if waiting is None:
        found = [power_and_average(bounds, each, largest) for each in effects]
    else:
        found = [delayed_power(design["_design"], each, largest) for each in effects]
    none = bounds.sided == 2 and bounds.futility is None
    last = len(bounds.information) - 1
    left = (1 - bounds.information[-1]) * largest
    stops = [
        [one + other for one, other in zip(each.rejection, each.futility, strict=False)]
        for each in found
    ]
    if waiting is not None:
        stops = [list(each.stopping) for each in found]
    futility = [[np.nan if none else part for part in each.futility] for each in found]
    return {
        "theta": effects,
        "nMax": largest,
        "overallReject": [each.power for each in found],
        "calculatedPower": [each.power for each in found],
        "averageSampleNumber": [each.average + left for each in found],
        "overallEarlyStop": [sum(each) for each in stops],
        "overallFutility": [nan if last == 0 else float(np.nansum(each)) for each in futility],
        "earlyStop": [*np.transpose(stops).tolist(), [nan] * len(effects)],
        "rejectPerStage": np.transpose([each.rejection for each in found]).tolist(),
        "futilityPerStage": np.transpose(futility).tolist(),
    }
