"""Laboratory data: thresholds, changes from the previous visit, the worst value on treatment."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.findings import (
    add_baseline,
    add_end_of_treatment,
    add_subject_variables,
    assign_visits,
    cut_text,
    last_of_treatment,
    select_records,
)
from trialrun.study import AdlbOptions, ChangeFromPrevious, Threshold

KEYS = ["USUBJID", "PARAMCD"]
AT_BASELINE = {"AVAL": "BASE", "R2A1LO": "BR2A1LO", "R2A1HI": "BR2A1HI", "ANRIND": "BNRIND"}
OWN_VARIABLES = [
    "AVISIT",
    "AVISITN",
    "ADY",
    "ADT",
    "VISIT",
    "VISITNUM",
    "PARAM",
    "PARAMCD",
    "PARAMN",
    "PARCAT1",
    "AVAL",
    "BASE",
    "CHG",
    "A1LO",
    "A1HI",
    "R2A1LO",
    "R2A1HI",
    "BR2A1LO",
    "BR2A1HI",
    "ANL01FL",
    "ALBTRVAL",
    "ANRIND",
    "BNRIND",
    "ABLFL",
    "AENTMTFL",
    "LBSEQ",
    "LBNRIND",
    "LBSTRESN",
]
TIE = 1e-9
"""Two values closer than this are equal: they come from the same decimals."""


def derive_laboratory(
    data: Mapping[str, pl.DataFrame],
    adam: Mapping[str, pl.DataFrame],
    options: AdlbOptions,
    *,
    name: str,
) -> pl.DataFrame:
    """
    Derive one laboratory data set.

    Args:
        data: SDTM; LB is read.
        adam: ADSL is read.
        options: what the study says of this data set.
        name: of the data set, for messages.
    Returns:
        One row per subject, parameter and analysis visit, with the variables of
        `options.subject_variables` and of OWN_VARIABLES.
    """
    results = select_records(data, "LB", options)
    results = assign_visits(results, options).sort(*KEYS, "VISITNUM", "ADT", "LBSEQ")
    results = add_ratios(results, options.threshold)
    results = results.with_columns(ANRIND=threshold_indicator(options.threshold))
    results = add_baseline(results, options, KEYS, AT_BASELINE)
    results = flag_worst(results, pl.col("ALBTRVAL"), options)
    if options.change_from_previous is not None:
        changes = changes_from_previous(results, options.change_from_previous, options)
        changes = flag_worst(changes, pl.col("AVAL").abs(), options)
        results = pl.concat([results, changes.select(results.columns)])
    results = add_last_on_treatment(results, options)
    results = add_subject_variables(results, adam["ADSL"], options, place=name)
    return (
        cut_text(results, "PARAM", options.text_length)
        .with_columns(PARCAT1=pl.lit(options.category))
        .select(*options.subject_variables, *OWN_VARIABLES)
        .sort("USUBJID", "PARAMN", "VISITNUM", "AVISITN", "LBSEQ")
    )


def add_ratios(results: pl.DataFrame, threshold: Threshold) -> pl.DataFrame:
    """
    Add limits, ratios to them, and the distance from the threshold range.

    A limit of zero is no limit to divide by: A1LO and its ratio are null.

    Args:
        results: with AVAL, LBSTNRLO and LBSTNRHI.
        threshold: the factors, and from which side the distance is measured.
    Returns:
        Results with A1LO, A1HI, R2A1LO, R2A1HI and ALBTRVAL.
    """
    value, low, high = pl.col("AVAL"), pl.col("LBSTNRLO"), pl.col("LBSTNRHI")
    above_low = value - threshold.low_factor * low
    below_high = threshold.high_factor * high - value
    distance = {"beyond": (-below_high, -above_low), "within": (above_low, below_high)}
    return results.with_columns(
        A1LO=pl.when(low != 0).then(low),
        A1HI=pl.when(high != 0).then(high),
        ALBTRVAL=pl.max_horizontal(*distance[threshold.distance]),
    ).with_columns(
        R2A1LO=value / pl.col("A1LO"),
        R2A1HI=value / pl.col("A1HI"),
    )


def threshold_indicator(threshold: Threshold) -> pl.Expr:
    """
    Whether a result lies significantly below (L) or above (H) its range, or not (N).

    Args:
        threshold: the factors, and what holds without a result or without a range.
    Returns:
        An expression over AVAL, A1LO, A1HI, LBSTNRLO, LBSTNRHI and LBNRIND.
    """
    value = pl.col("AVAL")
    without_range = pl.col("LBSTNRLO").is_null() & pl.col("LBSTNRHI").is_null()
    flag = pl.col("LBNRIND")
    from_flag = (
        flag.replace_strict(threshold.without_range, default=None, return_dtype=pl.String)
        if threshold.without_range
        else pl.lit(None, pl.String)
    )
    return (
        pl.when(value.is_null())
        .then(pl.lit(threshold.missing_result, pl.String))
        .when(without_range)
        .then(from_flag)
        .when(value < threshold.low_factor * pl.col("A1LO"))
        .then(pl.lit("L"))
        .when(value > threshold.high_factor * pl.col("A1HI"))
        .then(pl.lit("H"))
        .otherwise(pl.lit("N"))
    )


def flag_worst(results: pl.DataFrame, measure: pl.Expr, options: AdlbOptions) -> pl.DataFrame:
    """
    Flag with ANL01FL the first of the largest values of `measure` on treatment.

    Args:
        results: one row per subject, parameter and visit, with AVISITN, VISITNUM and LBSEQ.
        measure: what is compared; null never counts.
        options: the analysis visits on treatment.
    Returns:
        Results with ANL01FL.
    """
    on_treatment = pl.col("AVISITN").is_between(options.worst_first, options.worst_last)
    measured = pl.when(on_treatment).then(measure)
    order = results.with_row_index("row").with_columns(measured=measured)
    largest = pl.col("measured").max().over(KEYS)
    worst = (
        order.filter(pl.col("measured") >= largest - TIE)
        .sort("VISITNUM", "ADT", "LBSEQ")
        .group_by(KEYS, maintain_order=True)
        .first()
        .select("row", ANL01FL=pl.lit("Y"))
    )
    flagged = order.drop("ANL01FL", strict=False).join(
        worst, on="row", how="left", maintain_order="left"
    )
    return flagged.drop("row", "measured")


def changes_from_previous(
    results: pl.DataFrame, rule: ChangeFromPrevious, options: AdlbOptions
) -> pl.DataFrame:
    """
    Derive the change of each result from the previous scheduled visit, in units of its range.

    Args:
        results: sorted by subject, parameter and visit.
        rule: names, unit and limit of the change.
        options: the baseline visit, which has no change.
    Returns:
        A second row for each result; AVAL is null at baseline, at unscheduled visits and where a
        limit of the range or the previous result is missing.
    """
    scheduled = pl.col("AVISITN").is_not_null()
    previous = pl.col("LBSTRESN").shift(1).over([*KEYS, scheduled])
    unit = rule.range_fraction * (pl.col("LBSTNRHI") - pl.col("LBSTNRLO"))
    change = pl.when(scheduled & (pl.col("VISITNUM") != options.baseline_visit) & (unit > 0)).then(
        round_half_up((pl.col("LBSTRESN") - previous) / unit, rule.decimals)
    )
    indicator = (
        pl.when(pl.col("AVAL") < -rule.limit)
        .then(pl.lit("L"))
        .when(pl.col("AVAL") > rule.limit)
        .then(pl.lit("H"))
        .when(pl.col("AVAL").is_not_null())
        .then(pl.lit("N"))
    )
    not_kept = ["BASE", "CHG", "A1LO", "A1HI", "R2A1LO", "R2A1HI", "BR2A1LO", "BR2A1HI"]
    return results.with_columns(AVAL=change).with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in not_kept),
        BNRIND=pl.lit(None, pl.String),
        ABLFL=pl.lit(None, pl.String),
        ANRIND=indicator,
        PARAM=pl.concat_str(pl.col("PARAM"), pl.lit(rule.suffix.en)),
        PARAMCD=pl.concat_str(pl.lit(rule.prefix), pl.col("PARAMCD")),
        PARAMN=pl.col("PARAMN") + rule.number_offset,
    )


def round_half_up(value: pl.Expr, decimals: int) -> pl.Expr:
    """Round half away from zero, where a tie may have lost a last binary digit."""
    scale = 10.0**decimals
    whole = (value.abs() * scale + 0.5 + TIE).floor()
    return whole / scale * value.sign()


def add_last_on_treatment(results: pl.DataFrame, options: AdlbOptions) -> pl.DataFrame:
    """Flag the last record on treatment (AENTMTFL) and append it as the end of treatment."""
    rule = options.end_of_treatment
    if rule is None:
        return results.with_columns(AENTMTFL=pl.lit(None, pl.String))
    last = last_of_treatment(results, rule, KEYS, "LBSEQ").with_columns(AENTMTFL=pl.lit("Y"))
    marks = last.select(*KEYS, "LBSEQ", "AENTMTFL")
    flagged = results.join(marks, on=[*KEYS, "LBSEQ"], how="left", maintain_order="left")
    return add_end_of_treatment(flagged, last, rule)
