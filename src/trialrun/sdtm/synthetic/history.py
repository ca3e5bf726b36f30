"""What subjects had and took before and beside the study: MH and CM."""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Integers, Streams, in_range
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.schedule import study_days
from trialrun.study import Synthesis

_DAYS_PER_YEAR = 365.25
_LONGEST_YEARS = 8


def history_records(
    synthesis: Synthesis, cohort: Cohort, screened: pl.DataFrame, draws: Streams
) -> pl.DataFrame:
    """
    Return the records of MH, without MHSEQ.

    Args:
        synthesis: history.
        cohort: subjects.
        screened: first visit of each subject, by `subject`.
        draws: streams of the trial.
    """
    frames = [pl.DataFrame(schema={"USUBJID": pl.String, "MHTERM": pl.String})]
    first = screened["day"].to_numpy()
    for number, term in enumerate(synthesis.history):
        rng = draws("history", str(number))
        rows = np.flatnonzero(rng.random(len(cohort)) < term.share)
        frame = (
            screened[rows]
            .select("USUBJID", "VISITNUM", "VISIT", MHDTC="DTC", MHDY="DY")
            .with_columns(
                MHTERM=pl.lit(term.term),
                MHDECOD=pl.lit(term.term),
                MHCAT=pl.lit(term.category),
                MHBODSYS=pl.lit(term.system, pl.String),
                order=pl.lit(number),
            )
        )
        if term.years_before is not None:
            years = in_range(rng, term.years_before, len(rows))
            days = first[rows] - np.floor(years * _DAYS_PER_YEAR).astype(np.int64)
            text = _precision(iso_dates(days), rng, synthesis.timing.partial_date)
            frame = frame.with_columns(MHSTDTC=text)
        frames.append(frame)
    return pl.concat(frames, how="diagonal")


def _precision(text: pl.Series, rng: np.random.Generator, partial: float) -> pl.Series:
    """Dates of which some lack the day, and half as many the month too."""
    drawn = rng.random(len(text))
    frame = pl.DataFrame({"text": text, "drawn": drawn})
    return frame.select(
        pl.when(pl.col("drawn") < partial / 2)
        .then(pl.col("text").str.head(4))
        .when(pl.col("drawn") < partial)
        .then(pl.col("text").str.head(7))
        .otherwise("text")
        .alias("text")
    )["text"]


def medication_records(
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    screened: pl.DataFrame,
    draws: Streams,
) -> pl.DataFrame:
    """
    Return the records of CM, without CMSEQ.

    Two in three were begun before the study, the others during it; `ongoing` of them have no end.
    """
    frames = [pl.DataFrame(schema={"USUBJID": pl.String, "CMTRT": pl.String})]
    people = cohort.people
    consent = screened["after"].to_numpy()
    for number, drug in enumerate(synthesis.medications):
        rng = draws("medication", str(number))
        rows = np.flatnonzero(rng.random(len(cohort)) < drug.share)
        count = len(rows)
        before = rng.random(count) < _BEFORE
        years = -np.floor(rng.random(count) ** 2 * _LONGEST_YEARS * _DAYS_PER_YEAR) - 1
        during = np.floor(rng.random(count) * (fates.end[rows] + 1))
        start: Integers = np.where(before, consent[rows] + years, during).astype(np.int64)
        begun = np.maximum(start, 0)
        length = np.floor(rng.standard_exponential(count) * _MEAN_DAYS).astype(np.int64)
        end = np.minimum(begun + length, fates.end[rows])
        ongoing = (rng.random(count) < drug.ongoing) | (end < start)
        first = people.day[rows]
        partial = np.where(before, synthesis.timing.partial_date * 3, 0)
        text = _monthly(iso_dates(first + start), rng.random(count) < partial)
        frames.append(
            screened[rows]
            .select("USUBJID", CMDTC="DTC")
            .with_columns(
                CMTRT=pl.lit(drug.name),
                CMDECOD=pl.lit(drug.decoded or drug.name),
                CMCLAS=pl.lit(drug.drug_class, pl.String),
                CMINDC=pl.lit(drug.indication, pl.String),
                CMDOSE=pl.lit(drug.dose, pl.Float64),
                CMDOSU=pl.lit(drug.unit, pl.String),
                CMDOSFRQ=pl.lit(drug.frequency),
                CMROUTE=pl.lit(drug.route),
                CMSTDTC=text,
                CMENDTC=iso_dates(first + end).set(pl.Series(ongoing), None),
                CMSTDY=pl.Series(study_days(start)).set(text.str.len_chars() < _WHOLE_DATE, None),
                CMENDY=pl.Series(study_days(end)).set(pl.Series(ongoing), None),
                after=pl.Series(start),
                order=pl.lit(number),
            )
        )
    return pl.concat(frames, how="diagonal")


_BEFORE = 2 / 3
_MEAN_DAYS = 40
_WHOLE_DATE = 10


def _monthly(text: pl.Series, partial: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> pl.Series:
    """Dates of which some lack the day."""
    frame = pl.DataFrame({"text": text, "partial": partial})
    return frame.select(
        pl.when("partial").then(pl.col("text").str.head(7)).otherwise("text").alias("text")
    )["text"]
