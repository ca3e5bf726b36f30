"""Last observation carried forward: the historical way to fill a missing visit."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from trialrun.analysis.windows import describe_visits
from trialrun.study import AnalysisWindow, CarriedForward

SERIES = ("USUBJID", "PARAMCD")
DESCRIBED = ("AVISIT", "AWRANGE", "AWTARGET", "AWLO", "AWHI", "AWU", "AWTDIFF")


def carry_forward(
    records: pl.DataFrame,
    windows: Sequence[AnalysisWindow],
    rule: CarriedForward | None,
    *,
    parameters: Sequence[str],
    baseline_visit: float | None,
) -> pl.DataFrame:
    """
    Fill each visit after baseline that has no analysed value with the last one before it.

    A subject without any value to carry gets no rows. Where the analysed record of a visit has
    no value, it loses its flag to the row that is filled in.

    Args:
        records: with USUBJID, PARAMCD, AVAL, ANL01FL, ADY, VISITNUM, QSSEQ and the variables
            of windows.
        windows: the visits, in any order.
        rule: whether baseline may be carried, and which record the row shows; None fills nothing.
        parameters: PARAMCD of the parameters that are imputed.
        baseline_visit: AVISITN of baseline, which is never filled.
    Returns:
        The records, then the filled rows: DTYPE is LOCF there and null on the others.
    """
    collected = records.with_columns(DTYPE=pl.lit(None, dtype=pl.String))
    if rule is None:
        return collected
    visits = [window.number for window in windows if window.number != baseline_visit]
    source = collected.filter(
        pl.col("PARAMCD").is_in(parameters),
        pl.col("AVISITN").is_in([w.number for w in windows] if rule.from_baseline else visits),
    )
    analysed = source.filter(pl.col("ANL01FL") == "Y", pl.col("AVAL").is_not_null())
    filled = _missing_visits(analysed, visits).pipe(_last_before, analysed)
    if rule.record == "last":
        values = filled.select(*SERIES, "FILLED", "AVAL")
        shown = values.drop("AVAL").pipe(_last_before, source).drop("AVAL")
        filled = shown.join(values, on=[*SERIES, "FILLED"], maintain_order="left")
    imputed = (
        filled.drop("AVISITN", *DESCRIBED)
        .rename({"FILLED": "AVISITN"})
        .pipe(describe_visits, windows)
        .with_columns(ANL01FL=pl.lit("Y"), DTYPE=pl.lit("LOCF"))
    )
    return pl.concat([_without_flag(collected, imputed), imputed.select(collected.columns)])


def _missing_visits(analysed: pl.DataFrame, visits: Sequence[float]) -> pl.DataFrame:
    """Series and visits (FILLED) that have no analysed value, where the series has one."""
    wanted = analysed.select(SERIES).unique(maintain_order=True)
    every = wanted.join(
        pl.DataFrame({"FILLED": visits}, schema={"FILLED": pl.Float64}), how="cross"
    )
    return every.join(
        analysed.select(*SERIES, FILLED="AVISITN"), on=[*SERIES, "FILLED"], how="anti"
    ).sort(*SERIES, "FILLED")


def _last_before(gaps: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Join each gap with the last record of its series at an earlier visit; drop it if none."""
    order = ("AVISITN", "ADY", "VISITNUM", "QSSEQ")
    return (
        gaps.join(records, on=list(SERIES), how="inner")
        .filter(pl.col("AVISITN") < pl.col("FILLED"))
        .sort(*SERIES, "FILLED", *order, nulls_last=False)
        .unique([*SERIES, "FILLED"], keep="last", maintain_order=True)
    )


def _without_flag(records: pl.DataFrame, imputed: pl.DataFrame) -> pl.DataFrame:
    """Take the flag from records whose visit was filled."""
    key = [*SERIES, "AVISITN"]
    replaced = imputed.select(*key, REPLACED=pl.lit(value=True))
    return (
        records.join(replaced, on=key, how="left", maintain_order="left")
        .with_columns(ANL01FL=pl.when(pl.col("REPLACED").is_null()).then(pl.col("ANL01FL")))
        .drop("REPLACED")
    )
