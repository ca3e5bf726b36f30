"""gsDesign2: designs with whole subjects and events."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import Unsupported, stands_for
from agree_design.gsdesign2_bounds import crossed, information_of
from agree_design.gsdesign2_survival import power_of
from trialrun.design.nonproportional.information import month_of_events
from trialrun.design.nonproportional.plan import SurvivalPlan


@stands_for("gsDesign2::to_integer", parameters=("x", "round_up_final", "ratio"))
def to_integer(x: Any, round_up_final: bool = True, ratio: Any = None) -> dict[str, Any]:
    """The power of a design with whole numbers of subjects and events."""
    if not isinstance(x, dict) or not ({"_design", "_fixed"} & set(x)):
        raise Unsupported("to_integer of this design")
    if "_fixed" in x:
        return _fixed(x, round_up_final, ratio)
    given = x["_design"]
    if not hasattr(given, "kind"):
        raise Unsupported("to_integer of this design")
    plan = _whole(given.plan, x["n"][-1], round_up_final, ratio)
    events = [float(_round(each)) for each in x["event"][:-1]]
    events.append(_last(x["event"][-1], round_up_final))
    months = [month_of_events(plan, each) for each in events]
    return power_of(
        plan, months, given.kind, given.weight, given.request, given.h1_spending, given.info_scale
    )


def _fixed(x: dict[str, Any], round_up_final: bool, ratio: Any) -> dict[str, Any]:
    given = x["_fixed"]
    plan = _whole(given.plan, x["n"], round_up_final, ratio)
    event = _last(x["event"], round_up_final)
    month = month_of_events(plan, event)
    looks = given.again(plan, [month])
    bound = -float(ndtri(given.alpha))
    information = information_of(
        looks["theta"], looks["info"], looks["info0"], None, given.info_scale
    )
    result = {
        "n": plan.total,
        "event": event,
        "time": month,
        "bound": bound,
        "alpha": given.alpha,
        "power": float(crossed(information, [bound], [-np.inf]).above[0]),
    }
    if "ahr" in x:
        result["ahr"] = looks["ahr"][0]
    return result


def _whole(plan: SurvivalPlan, n: float, round_up: bool, ratio: Any) -> SurvivalPlan:
    """The plan with subjects that are a multiple of what a block of the ratio holds."""
    given = plan.ratio if ratio is None else float(ratio)
    block = given + 1 if given == int(given) else 1
    blocks = n / block
    near = _round(blocks)
    whole = near if not round_up or abs(blocks - near) < 1e-6 else ceil(blocks)
    return plan.scaled(whole * block / plan.total)


def _last(event: float, round_up: bool) -> float:
    near = _round(event)
    return float(near if not round_up or abs(event - near) < 0.01 else ceil(event))


def _round(value: float) -> int:
    """Round as R does for what is no exact half."""
    return floor(value + 0.5)
