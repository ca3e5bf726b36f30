"""ADVS: vital signs."""

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
from trialrun.errors import StudyError
from trialrun.study import Study

KEYS = ["USUBJID", "PARAMCD", "ATPTN"]
OWN_VARIABLES = [
    "PARAMCD",
    "PARAM",
    "PARAMN",
    "ADT",
    "ADY",
    "ATPTN",
    "ATPT",
    "AVISIT",
    "AVISITN",
    "AVAL",
    "BASE",
    "CHG",
    "PCHG",
    "VISITNUM",
    "VISIT",
    "VSSEQ",
    "ANL01FL",
    "ABLFL",
]


def derive_advs(
    study: Study, data: Mapping[str, pl.DataFrame], adam: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """
    Derive ADVS from VS and ADSL.

    Args:
        study: `analysis_data.ADVS` says which tests and visits.
        data: SDTM; VS is read.
        adam: ADSL is read.
    Returns:
        One row per subject, parameter, time point and visit.
    Raises:
        StudyError: the study has no options of this data set.
    """
    options = study.analysis_data.ADVS
    if options is None:
        message = "there are no options of ADVS"
        raise StudyError(message, place="analysis_data")
    signs = select_records(data, "VS", options)
    signs = signs.with_columns(ATPT=pl.col("VSTPT"), ATPTN=pl.col("VSTPTNUM").cast(pl.Float64))
    signs = assign_visits(signs, options).sort(*KEYS, "VISITNUM", "ADT", "VSSEQ")
    signs = add_baseline(signs, options, KEYS, {"AVAL": "BASE"})
    signs = signs.with_columns(
        PCHG=pl.when(pl.col("BASE") != 0).then(100 * pl.col("CHG") / pl.col("BASE")),
        ANL01FL=pl.when(pl.col("AVISITN").is_not_null()).then(pl.lit("Y")),
    )
    rule = options.end_of_treatment
    if rule is not None:
        last = last_of_treatment(signs, rule, KEYS, "VSSEQ")
        signs = add_end_of_treatment(signs, last, rule)
    signs = add_subject_variables(signs, adam["ADSL"], options, place="ADVS")
    return (
        cut_text(signs, "PARAM", options.text_length)
        .select(*options.subject_variables, *OWN_VARIABLES)
        .sort("USUBJID", "PARAMN", "ATPTN", "VISITNUM", "AVISITN", "VSSEQ")
    )
