"""Analysis visits: records are given to windows of study days, one record is chosen in each."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from trialrun.study import AnalysisWindow

WINDOW_SCHEMA = pl.Schema(
    {
        "AVISIT": pl.String(),
        "AVISITN": pl.Float64(),
        "AWRANGE": pl.String(),
        "AWTARGET": pl.Float64(),
        "AWLO": pl.Float64(),
        "AWHI": pl.Float64(),
    }
)
UNIT = "DAYS"


def window_table(windows: Sequence[AnalysisWindow]) -> pl.DataFrame:
    """Return the windows as a table, one row each: AVISIT, AVISITN, AWRANGE … AWHI."""
    rows = [
        (each.label.en, each.number, each.printed_range, each.target, each.low, each.high)
        for each in windows
    ]
    return pl.DataFrame(rows, schema=WINDOW_SCHEMA, orient="row")


def assign_windows(records: pl.DataFrame, windows: Sequence[AnalysisWindow]) -> pl.DataFrame:
    """
    Give each record the analysis visit whose window holds its study day.

    Args:
        records: with ADY; a record without ADY, or outside every window, gets no visit.
        windows: the first one that holds the day counts.
    Returns:
        The records in their order, with AVISIT, AVISITN, AWRANGE, AWTARGET, AWLO, AWHI, AWU and
        AWTDIFF, the distance in days from the target.
    """
    number = pl.lit(None, dtype=pl.Float64)
    for window in reversed(windows):
        inside = pl.col("ADY").is_not_null()
        if window.low is not None:
            inside &= pl.col("ADY") >= window.low
        if window.high is not None:
            inside &= pl.col("ADY") <= window.high
        number = pl.when(inside).then(pl.lit(float(window.number))).otherwise(number)
    return records.with_columns(AVISITN=number).pipe(describe_visits, windows)


def describe_visits(records: pl.DataFrame, windows: Sequence[AnalysisWindow]) -> pl.DataFrame:
    """Add what follows from AVISITN: AVISIT, AWRANGE, AWTARGET, AWLO, AWHI, AWU and AWTDIFF."""
    return records.join(
        window_table(windows), on="AVISITN", how="left", maintain_order="left"
    ).with_columns(
        AWU=pl.when(pl.col("AVISIT").is_not_null()).then(pl.lit(UNIT)),
        AWTDIFF=(pl.col("ADY") - pl.col("AWTARGET")).abs(),
    )


def flag_nearest(
    records: pl.DataFrame, *, by: Sequence[str] = ("USUBJID", "PARAMCD", "AVISITN")
) -> pl.DataFrame:
    """
    Choose in each analysis visit the record that is analysed: ANL01FL is Y.

    It is the one nearest to the target day; of two at the same distance the earlier, and of two
    on one day the one of the earlier visit, then of the lower sequence number.

    Args:
        records: with `by`, AWTDIFF, ADY, VISITNUM and QSSEQ.
        by: what one analysed record is for.
    Returns:
        The records in their order, with ANL01FL (Y or null).
    """
    nearest = ("AWTDIFF", "ADY", "VISITNUM", "QSSEQ")
    order = pl.struct(*nearest).rank("ordinal").over(*by)
    chosen = (order == 1) & pl.col("AVISITN").is_not_null()
    return records.with_columns(ANL01FL=pl.when(chosen).then(pl.lit("Y")))
