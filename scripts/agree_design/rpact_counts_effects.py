"""rpact: the bounds of a test of counts as ratios of the rates."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize

from agree_design.rpact_plans import LEAST, Plan
from agree_design.rpact_recruitment import Entries
from trialrun.design.size.counts import deviation_counts, information_counts

NAN = math.nan


def effect_scale(
    plan: Plan,
    control: float,
    null: float,
    overdispersion: float,
    ratio: float,
    *,
    exposure: float,
    entries: Entries | None,
    subjects: float,
    seen: list[int] | None,
    end: float | None,
    upper: bool,
) -> dict[str, list[float]]:
    """
    Return the ratios of rates at which the looks reach their bounds.

    rpact takes as a look's information its share of what the subjects seen by then would give at
    the end of the trial (`end`; those that enter first, of `entries`).
    """

    def reached(theta: float, look: int) -> float:
        share = plan.bounds.information[look]
        count = float(subjects if seen is None else seen[look])
        if math.isfinite(exposure):
            deviation = deviation_counts(
                theta, control, overdispersion=overdispersion, exposure=exposure, ratio=ratio
            )
            information = count / (1 + ratio) / deviation**2
        elif entries is None or end is None:
            return NAN
        else:
            firsts = [math.floor(count * x / (1 + ratio) + 1e-9) for x in (ratio, 1.0)]
            shown = tuple(np.asarray(a)[: max(n, 1)] for a, n in zip(entries, firsts, strict=True))
            information = information_counts(
                end, shown, (theta * control, control), overdispersion=overdispersion
            ) * count / sum(len(arm) for arm in shown)  # fmt: skip
        return math.log(theta / null) * math.sqrt(share * information)

    def at(bound: float, look: int, sign: int) -> float:
        target = sign * bound
        if not math.isfinite(target) or math.isnan(reached(1.5, look)):
            return NAN
        low = min(null, 1 / null)
        if target < 0:
            least = optimize.minimize_scalar(
                lambda x: reached(x, look), bounds=(1e-5, 1.0), method="bounded"
            )
            low = float(least.x)
        high = 10.0
        while reached(high, look) < target and high < 1e6:
            high *= 2
        if (reached(low, look) - target) * (reached(high, look) - target) > 0:
            return NAN
        return float(optimize.brentq(lambda x: reached(x, look) - target, low, high, xtol=1e-12))

    def row(bounds: Any, sign: int) -> list[float]:
        return [at(each, look, sign) for look, each in enumerate(bounds)]

    towards = 1 if upper else -1
    efficacy = plan.bounds.efficacy
    futility = None
    if plan.bounds.futility is not None:
        futility = [each if each > LEAST else NAN for each in plan.bounds.futility[:-1]]
    if plan.sided == 1:
        found = {"criticalValuesEffectScale": row(efficacy, towards)}
        if futility is not None:
            found["futilityBoundsEffectScale"] = row(futility, towards)
        return found
    found = {
        "criticalValuesEffectScaleUpper": row(efficacy, towards),
        "criticalValuesEffectScaleLower": row(efficacy, -towards),
    }
    if futility is not None:
        found["futilityBoundsEffectScaleUpper"] = row(futility, 1)
        found["futilityBoundsEffectScaleLower"] = row(futility, -1)
    return found
