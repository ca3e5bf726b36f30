"""Baseline, change and percent change of the parameters of an analysis data set."""

from __future__ import annotations

import polars as pl


def add_baseline(
    records: pl.DataFrame, *, visit: float | None, change_at_baseline: bool = False
) -> pl.DataFrame:
    """
    Take the analysed record of the baseline visit as baseline, and compare every record with it.

    Args:
        records: with USUBJID, PARAMCD, AVISITN, ANL01FL, AVAL.
        visit: AVISITN of baseline; with None no record has a baseline.
        change_at_baseline: whether the baseline row too has CHG (then 0) and PCHG.
    Returns:
        The records in their order, with ABLFL (Y or null), BASE, CHG = AVAL - BASE and
        PCHG = 100 CHG / BASE, null where BASE is 0.
    """
    is_baseline = (pl.col("AVISITN") == pl.lit(visit, dtype=pl.Float64)) & (
        pl.col("ANL01FL") == "Y"
    )
    baseline = records.filter(is_baseline).select("USUBJID", "PARAMCD", BASE="AVAL")
    compared = pl.lit(change_at_baseline) | pl.col("ABLFL").is_null()
    change = pl.col("AVAL") - pl.col("BASE")
    percent = pl.when(pl.col("BASE") != 0).then(100 * change / pl.col("BASE"))
    return (
        records.with_columns(ABLFL=pl.when(is_baseline).then(pl.lit("Y")))
        .join(baseline, on=["USUBJID", "PARAMCD"], how="left", maintain_order="left")
        .with_columns(CHG=pl.when(compared).then(change), PCHG=pl.when(compared).then(percent))
    )
