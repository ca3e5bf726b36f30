"""simtrial: weights of logrank tests."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from trialrun.statistics.event_weights import EarlyZero, FlemingHarrington, Weight
from trialrun.statistics.risk_table import RiskTable


@stands_for("simtrial::fh", parameters=("rho", "gamma"))
def fh(rho: float = 0.0, gamma: float = 0.0) -> Callable[[int], Weight]:
    return lambda _: FlemingHarrington(float(rho), float(gamma))


@stands_for("simtrial::mb", parameters=("delay", "w_max"))
def mb(delay: Any = 4.0, w_max: Any = inf) -> Callable[[int], Weight]:
    until, largest = (inf if each is None else float(each) for each in (delay, w_max))

    def weights(table: RiskTable) -> Any:
        # Constant from the weight of the last event time up to `delay` on, which does not yet
        # count the events of that time; trialrun's own ModestlyWeighted does.
        own = 1 / table.survival_before
        most = own[table.time <= until].max(initial=1.0)
        return np.minimum(own, min(most, largest))

    return lambda _: weights


@stands_for("simtrial::early_zero", parameters=("early_period", "fail_rate"))
def early_zero(early_period: float, fail_rate: Any = None) -> Callable[[int], Weight]:
    def chosen(strata: int) -> Weight:
        if strata == 1:
            return EarlyZero(float(early_period))
        if fail_rate is None:
            raise Unsupported("early_zero of several strata without fail_rate")
        effects = _late_effects(fail_rate)

        def weights(table: RiskTable) -> Any:
            if table.stratum not in effects:
                raise Unsupported(f"fail_rate without stratum {table.stratum}")
            early = EarlyZero(float(early_period))(table)
            return early * np.log(effects[table.stratum])

        return weights

    return chosen


def _late_effects(fail_rate: Any) -> dict[Any, float]:
    """Return the hazard ratio of each stratum that is not 1."""
    columns = fail_rate.get("_fail_rate", fail_rate) if isinstance(fail_rate, dict) else None
    if columns is None or "hr" not in columns:
        raise Unsupported("a fail_rate without hr")
    ratios = [float(each) for each in as_list(columns["hr"])]
    strata = as_list(columns.get("stratum", "All"))
    strata = strata * len(ratios) if len(strata) == 1 else strata
    ratios = ratios * len(strata) if len(ratios) == 1 else ratios
    return {s: hr for s, hr in zip(strata, ratios, strict=True) if hr != 1}
