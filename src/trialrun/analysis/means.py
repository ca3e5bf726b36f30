"""Means over visits: a parameter that averages another one, with its baseline."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from trialrun.analysis.windows import describe_visits
from trialrun.study import MeanParameter

OF_ONE_ASSESSMENT = ("VISIT", "VISITNUM", "ADT", "ADY", "QSSEQ", "ABLFL", "CHG", "PCHG")


def add_means(
    records: pl.DataFrame, means: Sequence[MeanParameter], *, baseline_visit: float | None
) -> pl.DataFrame:
    """
    Add parameters that are means of another one's analysed values over several visits.

    A mean has the subject's baseline of what is averaged, as a row and as BASE. It stands for a
    period: its row has no visit, date, sequence number or change, and a distance of 0 from the
    target.

    Args:
        records: with the variables of windows, baseline and ANL01FL.
        means: which parameter is averaged over which visits; values that are there count.
        baseline_visit: AVISITN of baseline, whose rows are repeated under the mean's name.
    Returns:
        The records, then the rows of the means, with DTYPE AVERAGE and PARAMTYP DERIVED there.
    """
    parts = [records.with_columns(PARAMTYP=pl.lit(None, dtype=pl.String))]
    for mean in means:
        analysed = records.filter(pl.col("PARAMCD") == mean.of, pl.col("ANL01FL") == "Y")
        for rows in (_baseline_rows(analysed, baseline_visit), _mean_rows(analysed, mean)):
            named = rows.with_columns(
                PARAMCD=pl.lit(mean.code),
                PARAM=pl.lit(mean.label.en),
                PARAMN=pl.lit(float(mean.number)),
                PARAMTYP=pl.lit("DERIVED"),
                DTYPE=pl.lit("AVERAGE"),
            )
            parts.append(named.select(parts[0].columns))
    return pl.concat(parts)


def _baseline_rows(analysed: pl.DataFrame, baseline_visit: float | None) -> pl.DataFrame:
    """Rows of the baseline visit."""
    if baseline_visit is None:
        return analysed.clear()
    return analysed.filter(pl.col("AVISITN") == baseline_visit)


def _mean_rows(analysed: pl.DataFrame, mean: MeanParameter) -> pl.DataFrame:
    """One row per subject with a value at any of the visits."""
    values = analysed.filter(
        pl.col("AVISITN").is_in(mean.visits), pl.col("AVAL").is_not_null()
    ).sort("USUBJID", "AVISITN")
    averages = values.group_by("USUBJID", maintain_order=True).agg(MEAN=pl.col("AVAL").mean())
    return (
        values.unique("USUBJID", keep="first", maintain_order=True)
        .join(averages, on="USUBJID", maintain_order="left")
        .drop("AVISIT", "AWRANGE", "AWTARGET", "AWLO", "AWHI", "AWU", "AWTDIFF")
        .with_columns(
            pl.lit(None).cast(values.schema[name]).alias(name) for name in OF_ONE_ASSESSMENT
        )
        .with_columns(AVAL="MEAN", AVISITN=pl.lit(float(mean.window.number)))
        .pipe(describe_visits, [mean.window])
        .with_columns(AWTDIFF=pl.lit(0.0))
    )
