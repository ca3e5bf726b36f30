"""ADAE: one record for each adverse event of a randomised subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from trialrun.analysis.dates import complete_date, days_between, imputed_start, study_day
from trialrun.analysis.records import one_per_subject, records, within
from trialrun.study import CustomQuery, OccurrenceFlag, Study

_SUBJECT = ("STUDYID", "SITEID", "USUBJID")
_SUBJECT_AFTER_ARM = (
    *("AGE", "AGEGR1", "AGEGR1N", "RACE", "RACEN", "SEX", "SAFFL", "TRTSDT", "TRTEDT"),
)
_EVENT = (
    *("AETERM", "AELLT", "AELLTCD", "AEDECOD", "AEPTCD", "AEHLT", "AEHLTCD", "AEHLGT"),
    *("AEHLGTCD", "AEBODSYS", "AESOC", "AESOCCD", "AESEV", "AESER", "AESCAN", "AESCONG"),
    *("AESDISAB", "AESDTH", "AESHOSP", "AESLIFE", "AESOD", "AEREL", "AEACN", "AEOUT", "AESEQ"),
)


def derive_adae(
    study: Study, data: Mapping[str, pl.DataFrame], adam: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """
    Derive ADAE from AE and ADSL.

    Args:
        study: the definition; `analysis_data.ADAE` has what belongs to the study.
        data: SDTM domains; without AE the result has no rows.
        adam: analysis data sets derived before; ADSL is read.
    Returns:
        One row an event, by USUBJID and AESEQ. Events of subjects whom ADSL does not have
        (screen failures) are left out.
    """
    options = study.analysis_data.ADAE
    if options is None:
        message = "the definition has no analysis_data.ADAE"
        raise ValueError(message)

    # Events of the subjects of ADSL, with the subject variables.
    events = records(data, "AE", ("USUBJID", "AESTDTC", "AEENDTC", *_EVENT))
    adae = events.join(adam["ADSL"], on="USUBJID", how="inner").with_columns(
        TRTA=pl.col("TRT01A"), TRTAN=pl.col("TRT01AN")
    )

    # Start and end. Ends are not imputed.
    if options.start_imputation == "conservative":
        start, flag = imputed_start("AESTDTC", "TRTSDT")
    else:
        start, flag = complete_date("AESTDTC"), pl.lit(None, pl.String)
    adae = adae.with_columns(ASTDT=start, ASTDTF=flag, AENDT=complete_date("AEENDTC"))
    adae = adae.with_columns(ASTDY=study_day("ASTDT", "TRTSDT"), AENDY=study_day("AENDT", "TRTSDT"))

    # Duration, where both dates were collected whole.
    collected = pl.lit(options.duration_from_imputed) | pl.col("ASTDTF").is_null()
    adae = adae.with_columns(ADURN=pl.when(collected).then(days_between("AENDT", "ASTDT") + 1))
    adae = adae.with_columns(
        ADURU=pl.when(pl.col("ADURN").is_not_null()).then(pl.lit(options.duration_unit))
    )

    # Treatment-emergent: begun on or after the day of first dose.
    emergent = (pl.col("ASTDT") >= pl.col("TRTSDT")).fill_null(value=False)
    adae = adae.with_columns(TRTEMFL=pl.when(emergent).then(pl.lit("Y")).otherwise(pl.lit("N")))

    # Events of special interest.
    adae = adae.with_columns(
        pl.when(_in_query(query)).then(pl.lit(query.name)).alias(_query_variable(query.number))
        for query in options.queries
    )

    # First occurrences.
    for occurrence in options.occurrence_flags:
        adae = _flag_first(adae, occurrence)

    return adae.select(
        *_SUBJECT,
        *("TRTA", "TRTAN"),
        *(name for name in _SUBJECT_AFTER_ARM if name in adam["ADSL"].columns),
        *("ASTDT", "ASTDTF", "ASTDY", "AENDT", "AENDY", "ADURN", "ADURU"),
        *_EVENT,
        "TRTEMFL",
        *(_query_variable(query.number) for query in options.queries),
        *(occurrence.variable for occurrence in options.occurrence_flags),
    ).sort("USUBJID", "AESEQ", maintain_order=True)


def compare_treatment_emergent(
    study: Study, data: Mapping[str, pl.DataFrame], adae: pl.DataFrame
) -> list[dict[str, str | float | None]]:
    """
    Compare TRTEMFL with the flag collected in SUPPAE, where the study names one.

    Returns:
        USUBJID, AESEQ, flag, collected_as, derived, collected of each event that differs.
    """
    options = study.analysis_data.ADAE
    name = options.collected_flag if options else None
    if name is None:
        return []
    columns = ("USUBJID", "IDVAR", "IDVARVAL", "QNAM", "QVAL")
    said = records(data, "SUPPAE", columns).filter(
        pl.col("QNAM") == name, pl.col("IDVAR") == "AESEQ"
    )
    said = said.select(
        "USUBJID", AESEQ=pl.col("IDVARVAL").cast(pl.Float64, strict=False), collected="QVAL"
    )
    pairs = adae.select("USUBJID", "AESEQ", "TRTEMFL").join(said, on=["USUBJID", "AESEQ"])
    unequal = pairs.filter(pl.col("TRTEMFL").ne_missing(pl.col("collected")))
    return [
        {
            "USUBJID": subject,
            "AESEQ": sequence,
            "flag": "TRTEMFL",
            "collected_as": name,
            "derived": derived,
            "collected": collected,
        }
        for subject, sequence, derived, collected in unequal.sort("USUBJID", "AESEQ").iter_rows()
    ]


def _query_variable(number: int) -> str:
    return f"CQ{number:02d}NAM"


def _in_query(query: CustomQuery) -> pl.Expr:
    """Whether an event belongs to the query, by a part of its term or by its body system."""
    term = pl.col("AEDECOD").str.to_uppercase()
    by_system = within("AEBODSYS", query.body_systems) & ~within("AEDECOD", query.except_terms)
    parts = [
        term.str.contains(part.upper(), literal=True).fill_null(value=False)
        for part in query.terms_containing
    ]
    return pl.any_horizontal(by_system, *parts)


def _flag_first(adae: pl.DataFrame, flag: OccurrenceFlag) -> pl.DataFrame:
    """Add a flag to the first event of each subject (and of each value of `within`)."""
    among = pl.col("TRTEMFL") == "Y"
    if flag.serious:
        among &= (pl.col("AESER") == "Y").fill_null(value=False)
    if flag.query is not None:
        among &= pl.col(_query_variable(flag.query)).is_not_null()
    keys: Sequence[str] = ("USUBJID", *flag.within)
    first = (
        adae.filter(among)
        .sort(*keys, "ASTDT", "AESEQ", nulls_last=True, maintain_order=True)
        .unique(keys, keep="first", maintain_order=True)
        .select("USUBJID", "AESEQ", pl.lit("Y").alias(flag.variable))
    )
    first = first.unique(["USUBJID", "AESEQ"], keep="first", maintain_order=True)
    return adae.join(first, on=["USUBJID", "AESEQ"], how="left", maintain_order="left")


def first_flagged(adae: pl.DataFrame, flag: str) -> pl.DataFrame:
    """Return USUBJID, ASTDT and AESEQ of each subject's earliest event that has the flag."""
    return one_per_subject(
        adae.filter(pl.col(flag) == "Y").select("USUBJID", "ASTDT", "AESEQ"), "ASTDT", "AESEQ"
    )
