"""Steps that the data sets of all questionnaires share, from QS records to analysis records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from trialrun.analysis.dates import complete_date
from trialrun.analysis.records import records
from trialrun.analysis.scores import ASSESSMENT, prorated_totals
from trialrun.study import QuestionnaireParameter

IDENTITY = ("STUDYID", "USUBJID")
WINDOW = ("AWRANGE", "AWTARGET", "AWTDIFF", "AWLO", "AWHI", "AWU")
ADSL_NAMES = {"TRT01P": "TRTP", "TRT01PN": "TRTPN", "TRT01A": "TRTA", "TRT01AN": "TRTAN"}


def questionnaire_records(
    data: Mapping[str, pl.DataFrame], parameters: Sequence[QuestionnaireParameter]
) -> pl.DataFrame:
    """
    Take the records of the parameters from QS, by --TESTCD, and compute totals not collected.

    Args:
        data: SDTM domains; of QS are read STUDYID, USUBJID, QSSEQ, QSTESTCD, QSSTRESN, VISIT,
            VISITNUM and QSDTC.
        parameters: each with its codes; one with a rule for its total is computed at the
            assessments where QS has no record of it, and has no QSSEQ there.
    Returns:
        STUDYID, USUBJID, PARAMCD, PARAM, PARAMN, AVAL, VISIT, VISITNUM, ADT and QSSEQ; no row
        where there is no QS.
    """
    qs = records(data, "QS", (*ASSESSMENT, "QSTESTCD", "QSSTRESN", "QSSEQ"))
    chosen = [_records_of(qs, parameter) for parameter in parameters]
    return pl.concat(chosen).select(
        *IDENTITY,
        "PARAMCD",
        "PARAM",
        "PARAMN",
        "VISIT",
        AVAL="QSSTRESN",
        VISITNUM="VISITNUM",
        ADT=complete_date("QSDTC"),
        QSSEQ="QSSEQ",
    )


def _records_of(qs: pl.DataFrame, parameter: QuestionnaireParameter) -> pl.DataFrame:
    """Records of one parameter: those in QS, then totals computed from items."""
    columns = [*ASSESSMENT, "QSSTRESN", "QSSEQ"]
    found = qs.filter(pl.col("QSTESTCD").is_in(parameter.test_codes)).select(columns)
    if parameter.total:
        computed = prorated_totals(qs, parameter.total).join(
            found, on=list(ASSESSMENT), how="anti", nulls_equal=True
        )
        sequence = pl.lit(None, dtype=qs.schema["QSSEQ"]).alias("QSSEQ")
        found = pl.concat([found, computed.with_columns(sequence).select(columns)])
    return found.with_columns(
        PARAMCD=pl.lit(parameter.code),
        PARAM=pl.lit(parameter.label.en),
        PARAMN=pl.lit(float(parameter.number)),
    )


def subject_columns(variables: Sequence[str]) -> list[str]:
    """
    Names that variables of ADSL have in other data sets.

    >>> subject_columns(["SITEID", "TRT01P"])
    ['SITEID', 'TRTP']
    """
    return [ADSL_NAMES.get(name, name) for name in variables]


def add_subject_variables(
    records: pl.DataFrame, adsl: pl.DataFrame, variables: Sequence[str]
) -> pl.DataFrame:
    """
    Copy variables of ADSL to the records of its subjects; records of others are left out.

    Args:
        records: with USUBJID.
        adsl: with USUBJID and `variables`.
        variables: as ADSL names them; TRT01P comes as TRTP, TRT01PN as TRTPN.
    """
    copied = adsl.select("USUBJID", *variables).rename(
        dict(zip(variables, subject_columns(variables), strict=True))
    )
    return records.join(copied, on="USUBJID", how="inner", maintain_order="left")


def add_study_day(records: pl.DataFrame, adsl: pl.DataFrame) -> pl.DataFrame:
    """Add ADY, the day of ADT counted from TRTSDT, which is day 1; the day before is -1."""
    start = adsl.select("USUBJID", FIRST_DOSE="TRTSDT")
    days = (pl.col("ADT") - pl.col("FIRST_DOSE")).dt.total_days()
    return (
        records.join(start, on="USUBJID", how="left", maintain_order="left")
        .with_columns(ADY=(days + (days >= 0).cast(pl.Int64)).cast(pl.Float64))
        .drop("FIRST_DOSE")
    )


def in_order(records: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Return the columns, with the records sorted by subject, parameter, visit and date."""
    keys = ("USUBJID", "PARAMN", "AVISITN", "ADT", "VISITNUM", "QSSEQ", "DTYPE")
    return records.sort(*keys, nulls_last=True, maintain_order=True).select(columns)
