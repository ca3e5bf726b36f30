"""Totals of questionnaires from their items, with the rule for items that are missing."""

from __future__ import annotations

import polars as pl

from trialrun.study import TotalRule

ASSESSMENT = ("STUDYID", "USUBJID", "VISIT", "VISITNUM", "QSDTC")


def prorated_totals(items: pl.DataFrame, rule: TotalRule) -> pl.DataFrame:
    """
    Total the items of each assessment, stretched to the full range where some are missing.

    An assessment is what one subject answered at one visit on one date. With more than
    `rule.most_missing` of the items missing it has no total and no row.

    Args:
        items: records with STUDYID, USUBJID, VISIT, VISITNUM, QSDTC, QSTESTCD and QSSTRESN.
        rule: items with their greatest score, and the share that may be missing.
    Returns:
        STUDYID, USUBJID, VISIT, VISITNUM, QSDTC and QSSTRESN, the total; sorted.
    """
    table = pl.DataFrame(
        [(code, i, item.maximum) for i, item in enumerate(rule.items) for code in item.test_codes],
        schema={"QSTESTCD": pl.String, "ITEM": pl.Int64, "MAXIMUM": pl.Float64},
        orient="row",
    )
    full_range = sum(item.maximum for item in rule.items)
    missing = len(rule.items) - pl.col("ANSWERED")
    stretched = pl.col("SUM") * full_range / pl.col("RANGE")
    return (
        items.join(table, on="QSTESTCD")
        .filter(pl.col("QSSTRESN").is_not_null())
        .unique([*ASSESSMENT, "ITEM"], keep="first", maintain_order=True)
        .sort(*ASSESSMENT, "ITEM")
        .group_by(ASSESSMENT, maintain_order=True)
        .agg(SUM=pl.col("QSSTRESN").sum(), RANGE=pl.col("MAXIMUM").sum(), ANSWERED=pl.len())
        .filter(missing <= rule.most_missing * len(rule.items))
        .select(*ASSESSMENT, QSSTRESN=pl.when(missing == 0).then("SUM").otherwise(stretched))
    )
