"""Planned exposure: cumulative and average daily dose by the dosing schedule of the arm."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.conditions import visit_dates
from trialrun.analysis.dates import days_between
from trialrun.analysis.grouping import rounded
from trialrun.analysis.records import joined
from trialrun.study import DosePeriod, Study


def planned_doses(
    study: Study, data: Mapping[str, pl.DataFrame], adsl: pl.DataFrame
) -> pl.DataFrame:
    """
    Add CUMDOSE and AVGDD.

    A period of a schedule ends with the day of its visit, or with the last dose where that came
    first or the visit was not held; the next period begins the day after.

    Args:
        study: arms with their dose, and `analysis_data.ADSL.dosing`.
        data: SV gives the dates of the visits.
        adsl: USUBJID, ARMCD, TRTSDT, TRTEDT, TRTDUR.
    """
    options = study.analysis_data.ADSL
    schedules = {schedule.arm: schedule.periods for schedule in options.dosing}
    visits = sorted(
        {p.until_visit for ps in schedules.values() for p in ps if p.until_visit is not None}
    )
    dated = joined(adsl, *(visit_dates(data, visit, f"_V{visit:g}") for visit in visits))
    total: pl.Expr = pl.lit(None, pl.Float64)
    for arm in study.arms:
        periods = schedules.get(arm.id)
        if periods is None:
            if arm.dose is None:
                continue
            periods = (DosePeriod(dose=arm.dose),)
        total = pl.when(pl.col("ARMCD") == arm.code).then(_dose(periods)).otherwise(total)
    average = pl.when(pl.col("TRTDUR") > 0).then(pl.col("CUMDOSE") / pl.col("TRTDUR"))
    rounding = study.conventions.rounding
    return (
        dated.with_columns(CUMDOSE=rounded(total, options.decimals.get("CUMDOSE"), rounding))
        .with_columns(AVGDD=rounded(average, options.decimals.get("AVGDD"), rounding))
        .drop(f"_V{visit:g}" for visit in visits)
    )


def _dose(periods: tuple[DosePeriod, ...]) -> pl.Expr:
    """Sum over periods of dose times days, from first to last dose."""
    last = pl.col("TRTEDT")
    begun = pl.col("TRTSDT").dt.offset_by("-1d")  # the day before a period
    total: pl.Expr = pl.lit(0.0)
    for period in periods:
        if period.until_visit is None:
            until = last
        else:
            visit = pl.col(f"_V{period.until_visit:g}")
            until = pl.when(visit < last).then(visit).otherwise(last)
        days = days_between(until, begun)
        total = total + period.dose * pl.when(days > 0).then(days).when(days <= 0).then(0.0)
        begun = pl.when(until > begun).then(until).otherwise(begun)
    return total
