"""ADTTE: one record for each subject and time to an event."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.adae import first_flagged
from trialrun.analysis.dates import days_between
from trialrun.study import Study, TimeToEvent

_SUBJECT = (
    *("STUDYID", "SITEID", "USUBJID", "AGE", "AGEGR1", "AGEGR1N", "RACE", "RACEN", "SEX"),
    *("TRTSDT", "TRTEDT", "TRTDUR"),
)


def derive_adtte(
    study: Study, data: Mapping[str, pl.DataFrame], adam: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """
    Derive ADTTE from ADSL and ADAE.

    Args:
        study: the definition; `analysis_data.ADTTE` names the events.
        data: SDTM domains; not read, the analysis data have all that is needed.
        adam: analysis data sets derived before: ADSL and ADAE.
    Returns:
        One row a subject and parameter, in the order of the definition and by USUBJID. Subjects
        without a time origin (never dosed) have no record.
    """
    del data
    options = study.analysis_data.ADTTE
    if options is None:
        message = "the definition has no analysis_data.ADTTE"
        raise ValueError(message)
    parts = [_one_parameter(item, adam["ADSL"], adam["ADAE"]) for item in options.parameters]
    return pl.concat(parts)


def _one_parameter(item: TimeToEvent, adsl: pl.DataFrame, adae: pl.DataFrame) -> pl.DataFrame:
    # From first dose to the first event, else to the end of study.
    first = first_flagged(adae, item.event_flag).rename({"ASTDT": "EVENTDT"})
    adtte = adsl.filter(pl.col(item.origin).is_not_null()).join(
        first, on="USUBJID", how="left", maintain_order="left"
    )
    happened = pl.col("EVENTDT").is_not_null()
    adtte = adtte.with_columns(
        STARTDT=pl.col(item.origin),
        ADT=pl.when(happened).then("EVENTDT").otherwise(item.censoring),
        CNSR=pl.when(happened).then(0.0).otherwise(1.0),
    )

    # What the date is and where it was found.
    adtte = adtte.with_columns(
        AVAL=days_between("ADT", "STARTDT") + 1,
        EVNTDESC=pl.when(happened)
        .then(pl.lit(item.event_description.en))
        .otherwise(pl.lit(item.censoring_description.en)),
        SRCDOM=pl.when(happened).then(pl.lit("ADAE")).otherwise(pl.lit("ADSL")),
        SRCVAR=pl.when(happened).then(pl.lit("ASTDT")).otherwise(pl.lit(item.censoring)),
        SRCSEQ=pl.when(happened).then("AESEQ"),
        PARAM=pl.lit(item.label.en),
        PARAMCD=pl.lit(item.parameter),
        TRTP=pl.col("TRT01P"),
        TRTA=pl.col("TRT01A"),
        TRTAN=pl.col("TRT01AN"),
    )
    return adtte.select(
        *_SUBJECT,
        *("TRTP", "TRTA", "TRTAN", "PARAM", "PARAMCD", "AVAL", "STARTDT", "ADT", "CNSR"),
        *("EVNTDESC", "SRCDOM", "SRCVAR", "SRCSEQ"),
        *(name for name in ("SAFFL",) if name in adsl.columns),
    ).sort("USUBJID", maintain_order=True)
