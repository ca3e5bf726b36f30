"""ADTTE: one record for each subject and time to an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from trialrun.analysis.adae import first_flagged
from trialrun.analysis.dates import days_between
from trialrun.errors import AnalysisError
from trialrun.study import AdtteOptions, Study, TimeToEvent

_SUBJECT = (
    *("STUDYID", "SITEID", "USUBJID", "AGE", "AGEGR1", "AGEGR1N", "RACE", "RACEN", "SEX"),
    *("TRTSDT", "TRTEDT", "TRTDUR"),
)


def derive_adtte(
    study: Study, data: Mapping[str, pl.DataFrame], adam: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """
    Derive ADTTE from ADSL, and from ADAE where an event is an adverse event.

    Args:
        study: the definition; `analysis_data.ADTTE` names the events.
        data: SDTM domains; not read, the analysis data have all that is needed.
        adam: analysis data sets derived before: ADSL and, where it is needed, ADAE.
    Returns:
        One row a subject and parameter, in the order of the definition and by USUBJID. Subjects
        without a time origin (never dosed or randomised) have no record; one with neither event
        nor date of censoring is censored at the origin.
    Raises:
        AnalysisError: a data set or variable that the options name is not there.
    """
    del data
    options = study.analysis_data.ADTTE
    if options is None:
        message = "the definition has no analysis_data.ADTTE"
        raise ValueError(message)
    parts = [_one_parameter(options, item, adam) for item in options.parameters]
    return pl.concat(parts)


def _one_parameter(
    options: AdtteOptions, item: TimeToEvent, adam: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    # From the origin to the event, else to the date of censoring, none later than the cut-off.
    adsl = adam["ADSL"]
    _need(adsl, item.origin, item.censoring, *options.subject_variables)
    events, domain, variable = EVENTS[item.event](item, adam)
    adtte = adsl.filter(pl.col(item.origin).is_not_null()).join(
        events, on="USUBJID", how="left", maintain_order="left"
    )
    happened, last = pl.col("EVENTDT").is_not_null(), pl.col(item.censoring)
    if options.cut_off is not None:
        cut_off = pl.lit(options.cut_off, pl.Date)
        happened &= pl.col("EVENTDT") <= cut_off
        last = pl.min_horizontal(last, cut_off)
    if item.event == "death":  # alive until then: no contact after the origin is a time of 1 day
        last = pl.max_horizontal(last, pl.col(item.origin))
    adtte = adtte.with_columns(
        STARTDT=pl.col(item.origin),
        ADT=pl.when(happened).then("EVENTDT").otherwise(last),
        CNSR=pl.when(happened).then(0.0).otherwise(1.0),
    )

    # What the date is and where it was found.
    days = days_between("ADT", "STARTDT") + 1
    adtte = adtte.with_columns(
        AVAL=days if item.unit == "days" else days / options.days_per_month,
        EVNTDESC=pl.when(happened)
        .then(pl.lit(item.event_description.en))
        .otherwise(pl.lit(item.censoring_description.en)),
        SRCDOM=pl.when(happened).then(pl.lit(domain)).otherwise(pl.lit("ADSL")),
        SRCVAR=pl.when(happened).then(pl.lit(variable)).otherwise(pl.lit(item.censoring)),
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
        *options.subject_variables,
    ).sort("USUBJID", maintain_order=True)


_Events = tuple[pl.DataFrame, str, str]


def _adverse_events(item: TimeToEvent, adam: Mapping[str, pl.DataFrame]) -> _Events:
    """USUBJID, EVENTDT, AESEQ of each subject's first flagged adverse event, and their source."""
    if "ADAE" not in adam:
        message = f"{item.parameter}: no analysis data set ADAE"
        raise AnalysisError(message, hint="give options for it under analysis_data.ADAE.")
    flag = item.event_flag or ""
    if flag not in adam["ADAE"].columns:
        message = f"{item.parameter}: ADAE has no variable {flag}"
        raise AnalysisError(message, hint="name it under analysis_data.ADAE.occurrence_flags.")
    return first_flagged(adam["ADAE"], flag).rename({"ASTDT": "EVENTDT"}), "ADAE", "ASTDT"


def _deaths(item: TimeToEvent, adam: Mapping[str, pl.DataFrame]) -> _Events:
    """USUBJID and EVENTDT of each death, and their source."""
    del item
    died = adam["ADSL"].filter(pl.col("DTHDT").is_not_null())
    no_sequence = pl.lit(None, pl.Float64).alias("AESEQ")
    return died.select("USUBJID", no_sequence, EVENTDT="DTHDT"), "ADSL", "DTHDT"


EVENTS: dict[str, Callable[[TimeToEvent, Mapping[str, pl.DataFrame]], _Events]] = {
    "adverse-event": _adverse_events,
    "death": _deaths,
}
"""Kind of event -> when each subject had it, and the data set and variable that say so."""


def _need(adsl: pl.DataFrame, *variables: str) -> None:
    missing = [name for name in variables if name not in adsl.columns]
    if missing:
        message = f"ADSL has no variable {', '.join(missing)}, which ADTTE needs"
        raise AnalysisError(message, hint="ask for it under analysis_data.ADSL.")
