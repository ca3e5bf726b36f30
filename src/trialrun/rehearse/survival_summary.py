"""The operating characteristics of a time-to-event rehearsal, as results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from trialrun.design import Design
from trialrun.rehearse.calculated import calculated_power
from trialrun.rehearse.summary import (
    QUANTILES,
    calculated_rows,
    number_rows,
    share_rows,
    spread_rows,
)
from trialrun.rehearse.survival_plan import sequential_of
from trialrun.rehearse.survival_values import SurvivalOutcomes, SurvivalPlan
from trialrun.report import Result
from trialrun.study import Hazard, Scenario, Study


def survival_rows(
    study: Study,
    design: Design,
    scenario: Scenario,
    plan: SurvivalPlan,
    outcomes: SurvivalOutcomes,
    fan: NDArray[np.int64],
) -> Iterator[Result]:
    """
    Yield the operating characteristics of a scenario.

    `success` of a scenario without effect is the type I error: where futility does not bind it is
    counted as if nobody stopped for futility. `success_with_futility` is success as the trial is
    operated, `success_without_futility` as if nobody stopped for futility, in every scenario.
    `unreached` is how many trials end before their planned events, `unreached_among_final` how many
    of those that go to the last look; `calculated.power` says so where success is far from it.

    Args:
        study: that was rehearsed.
        design: of the study.
        scenario: that was rehearsed.
        plan: of the scenario, from which its power is calculated too.
        outcomes: of every trial.
        fan: subjects randomised by the end of each month, as counts of trials.
    """
    name = scenario.id
    monitored = sequential_of(design)
    operated = outcomes.outcome == 1
    ignoring = scenario.kind == "null" and not monitored.binding
    yield from number_rows(name, (), {"trials": float(len(operated))}, form="int")
    yield from share_rows(name, ("success",), outcomes.crossed > 0 if ignoring else operated)
    if any(look.futility_z is not None for look in monitored.looks[:-1]):
        yield from share_rows(name, ("success_with_futility",), operated)
        if not monitored.binding:
            yield from share_rows(name, ("success_without_futility",), outcomes.crossed > 0)
    power = calculated_power(plan, futility=not ignoring)
    medians = {belief.endpoint: median_months(belief.hazards) for belief in scenario.survival}
    yield from number_rows(name, ("control_median",), medians, unit="months", form="d1")
    simulated = outcomes.crossed > 0 if ignoring else operated
    yield from calculated_rows(name, ("calculated",), "power", power, simulated)
    yield from share_rows(name, ("unreached",), outcomes.unreached == 1)
    final = outcomes.last == outcomes.z.shape[1]
    yield from share_rows(name, ("unreached_among_final",), outcomes.unreached[final] == 1)
    yield from _looks(name, outcomes)
    last = (np.arange(len(operated)), outcomes.last.astype(np.int64) - 1)
    yield from spread_rows(name, ("duration",), outcomes.month[last], unit="months", form="d1")
    yield from spread_rows(name, ("subjects",), outcomes.subjects[last], form="d1")
    yield from spread_rows(name, ("events",), outcomes.events[last], form="d1")
    yield from spread_rows(
        name, ("last_patient_in",), outcomes.last_patient_in, unit="months", form="d1"
    )
    yield from _regions(study, name, outcomes)
    yield from _cost(study, name, outcomes)
    yield from _consistency(study, name, outcomes)
    yield from enrolled_rows(name, fan)


def median_months(pieces: Sequence[Hazard]) -> float:
    """
    Return the median of a time whose hazard is piecewise constant.

    >>> round(median_months([Hazard(from_month=0, per_month=0.04951051)]), 3)
    14.0
    """
    left = log(2)
    for piece, following in zip(pieces, (*pieces[1:], None), strict=True):
        length = inf if following is None else following.from_month - piece.from_month
        if left <= piece.per_month * length:
            return piece.from_month + left / piece.per_month
        left -= piece.per_month * length
    raise AssertionError(pieces)


def enrolled_rows(scenario: str, fan: NDArray[np.int64]) -> Iterator[Result]:
    """
    Yield quantiles of the subjects randomised by the end of each month, until it changes no more.

    Args:
        scenario: its id.
        fan: (months + 1, subjects + 1) counts of trials.
    """
    changed = np.flatnonzero((fan[1:] != fan[:-1]).any(axis=1))
    until = int(changed[-1]) + 1 if len(changed) else 0
    trials = int(fan[0].sum())
    for month in range(until + 1):
        sums = np.cumsum(fan[month])
        numbers = {
            each: float(np.searchsorted(sums, share * trials)) for each, share in QUANTILES.items()
        }
        yield from number_rows(scenario, ("enrolled", f"month{month}"), numbers, form="int")


def _looks(name: str, outcomes: SurvivalOutcomes) -> Iterator[Result]:
    final = outcomes.z.shape[1]
    for k in range(1, final + 1):
        here = outcomes.last == k
        month = outcomes.month[:, k - 1]
        futile = outcomes.outcome <= 0 if k == final else outcomes.outcome == -1
        look = f"look{k}"
        yield from share_rows(name, (look, "reached"), ~np.isnan(month))
        yield from share_rows(name, (look, "stop_efficacy"), here & (outcomes.outcome == 1))
        yield from share_rows(name, (look, "stop_futility"), here & futile)
        yield from spread_rows(name, (look, "month"), month, unit="months", form="d1")
        yield from spread_rows(name, (look, "events"), outcomes.events[:, k - 1], form="d1")
        yield from spread_rows(name, (look, "subjects"), outcomes.subjects[:, k - 1], form="d1")


def _regions(study: Study, name: str, outcomes: SurvivalOutcomes) -> Iterator[Result]:
    for r, region in enumerate(study.regions):
        yield from spread_rows(
            name,
            ("region", region.id, "subjects"),
            outcomes.region_subjects[:, r],
            groups={"region": region.id},
            form="d1",
        )


def _cost(study: Study, name: str, outcomes: SurvivalOutcomes) -> Iterator[Result]:
    if not outcomes.cost.any():
        return
    unit = study.costs.currency if study.costs else None
    yield from spread_rows(name, ("cost",), outcomes.cost, unit=unit, form="d0")
    for r, region in enumerate(study.regions):
        yield from spread_rows(
            name,
            ("cost", region.id),
            outcomes.region_cost[:, r],
            unit=unit,
            groups={"region": region.id},
            form="d0",
        )


def _consistency(study: Study, name: str, outcomes: SurvivalOutcomes) -> Iterator[Result]:
    """
    Consistency of the regions with the whole, among trials that succeed.

    Method 1: a region shows at least a share of the overall effect. Method 2: a region's effect is
    positive. A region without any information shows neither.
    """
    if len(study.regions) < 2 or study.rehearsal is None:
        return
    success = outcomes.outcome == 1
    overall = outcomes.effect[success][:, None]
    regions = outcomes.region_effect[success]
    with np.errstate(invalid="ignore"):
        methods = {
            "method1": regions >= study.rehearsal.consistency * overall,
            "method2": regions > 0,
        }
    for method, shown in methods.items():
        yield from share_rows(name, ("consistency", method), shown.all(axis=1))
        for r, region in enumerate(study.regions):
            yield from share_rows(
                name,
                ("region", region.id, "consistency", method),
                shown[:, r],
                groups={"region": region.id},
            )
