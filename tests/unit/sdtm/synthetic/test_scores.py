"""Scores that exist, totals that are their sum, and severity behind two scales."""

import numpy as np
import polars as pl


def at_baseline(data, code):
    frame = data["QS"].filter(pl.col("QSBLFL") == "Y", pl.col("QSTESTCD") == code)
    return frame.select("USUBJID", pl.col("QSSTRESN").alias(code))


def test_item_scores_are_products_of_frequency_and_severity(pilot):
    study, data = pilot
    npi = next(each for each in study.synthesis.questionnaires if each.id == "NPIX")
    products = {0, *(f * s for f in range(1, 5) for s in range(1, 4))}
    rows = data["QS"].filter(pl.col("QSCAT") == npi.category)
    items = rows.filter(pl.col("QSTESTCD") != npi.total)
    assert set(items["QSSTRESN"]) <= products
    counted = [item.code for item in npi.items if item.counted]
    sums = (
        items.filter(pl.col("QSTESTCD").is_in(counted))
        .group_by("USUBJID", "QSDTC", "VISITNUM")
        .agg(pl.col("QSSTRESN").sum().alias("sum"))
    )
    totals = rows.filter(pl.col("QSTESTCD") == npi.total)
    both = totals.join(sums, on=["USUBJID", "QSDTC", "VISITNUM"])
    assert both.height == totals.height
    assert (both["QSSTRESN"] == both["sum"]).all()


def test_two_scales_of_cognition_share_the_severity_of_a_subject(pilot):
    study, data = pilot
    mmse = next(each for each in study.synthesis.questionnaires if each.id == "MMSE")
    codes = [item.code for item in mmse.items]
    total = (
        data["QS"]
        .filter(pl.col("QSTESTCD").is_in(codes))
        .group_by("USUBJID")
        .agg(pl.col("QSSTRESN").sum().alias("MMSE"))
    )
    both = at_baseline(data, "ACTOT").join(total, on="USUBJID").drop_nulls()
    found = np.corrcoef(both.select("ACTOT", "MMSE").to_numpy().T)[0, 1]
    assert abs(found + 0.8) < 0.08
