"""rpact: information that the data have reached, and the design at it."""

from __future__ import annotations

from typing import Any

import numpy as np

from agree_design.calls import Unsupported, number, stands_for
from agree_design.rpact_data import Data, stage_of
from agree_design.rpact_designs import group_sequential

WITHIN = 1e-9


def information_reached(data: Data, stage: int) -> np.ndarray:
    """Events, or subjects of all groups, up to each stage."""
    if data.kind == "survival":
        return np.asarray(data.columns["overallEvents"][0][:stage], float)
    return np.cumsum(np.sum([row[:stage] for row in data.columns["n"]], axis=0))


def _allowed(epsilon: Any, most: float) -> float:
    """Information that may lack at the last look, given as such or as a share."""
    found = number(epsilon, missing=0.0)
    return found if found >= 1 else found * most


def design_reached(
    design: Any, dataInput: Any, given: dict[str, Any], most: float
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """
    The design at the information reached, and where it has its last look the one until then.

    A look short of the most, by more than epsilon, is followed by another at the most; one at or
    beyond it spends what is left, with fractions of what was reached.
    """
    s = stage_of(design, dataInput, stage=given.get("stage"))
    d = s.design
    if d.kind != "group-sequential" or d.spending is None:
        raise Unsupported("maxInformation for a design that does not spend by a function")
    if d.sided != 1 or d.futility is not None:
        raise Unsupported("maxInformation with futility or two sides")
    reached = information_reached(s.data, s.stage)
    allowed = _allowed(given.get("informationEpsilon"), most)
    fractions = (reached / most).tolist()
    shape = {"alpha": d.alpha, "typeOfDesign": d.type, "gammaA": d.gamma}
    if reached[-1] < most - allowed - WITHIN:
        return group_sequential(informationRates=[*fractions, 1.0], **shape), None
    spent = [float(d.spending(d.alpha, [each])[0]) for each in fractions[:-1]]
    last = group_sequential(
        informationRates=(reached / reached[-1]).tolist(), alpha=d.alpha, typeOfDesign="asUser",
        userAlphaSpending=[*spent, d.alpha],
    )  # fmt: skip
    return last, group_sequential(informationRates=[*fractions[:-1], 1.0], **shape)


@stands_for("rpact::getObservedInformationRates", parameters=("dataInput",))
def get_observed_information_rates(
    dataInput: Any, maxInformation: Any = None, informationEpsilon: Any = None, stage: Any = None
) -> dict[str, Any]:
    """Fractions of the information reached, and how the last look stands to what was planned."""
    if maxInformation in (None, []):
        raise Unsupported("getObservedInformationRates without maxInformation, which rpact refuses")
    data = dataInput["_data"]
    taken = data.stages if stage is None else min(int(stage), data.stages)
    reached, most = information_reached(data, taken), float(maxInformation)
    status = "final-stage"
    if reached[-1] < most - _allowed(informationEpsilon, most) - WITHIN:
        status = "interim-stage"
    elif reached[-1] != most:
        status = "under-running" if reached[-1] < most else "over-running"
    last = most if status == "interim-stage" else float(reached[-1])
    rates = (reached / last).tolist()
    return {
        "absoluteInformations": reached.tolist(),
        "maxInformation": last,
        "informationEpsilon": informationEpsilon,
        "informationRates": [*rates, 1.0] if status == "interim-stage" else rates,
        "status": status,
    }
