"""What subjects had and took before and beside the study: MH and CM."""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Streams, in_range
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.schedule import study_days
from trialrun.study import Synthesis

_DAYS_PER_YEAR = 365.25
_LONGEST_YEARS = 8
_BEFORE = 2 / 3
_MEAN_DAYS = 40


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
    terms = synthesis.history
    rng = draws("history")
    which, row = _had(rng, np.array([term.share for term in terms]), len(cohort))
    years = np.full(len(row), np.nan)
    for number, term in enumerate(terms):
        at = np.flatnonzero(which == number)
        if term.years_before is not None:
            years[at] = in_range(draws("onset", str(number)), term.years_before, len(at))
    dated = ~np.isnan(years)
    before = np.floor(np.where(dated, years, 0.0) * _DAYS_PER_YEAR).astype(np.int64)
    days = screened["day"].to_numpy()[row] - before
    partial = rng.random(len(row))
    limit = synthesis.timing.partial_date
    start = _shortened(iso_dates(days), partial < limit, partial < limit / 2)
    return screened[row].select(
        *("USUBJID", "VISITNUM", "VISIT"),
        MHDTC="DTC",
        MHDY="DY",
        MHTERM=_of([term.term for term in terms], which),
        MHDECOD=_of([term.term for term in terms], which),
        MHCAT=_of([term.category for term in terms], which),
        MHBODSYS=_of([term.system for term in terms], which),
        MHSTDTC=start.set(pl.Series(~dated), None),
        order=pl.Series(which),
    )


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

    Args:
        synthesis: medications.
        cohort: subjects.
        fates: ends.
        screened: first visit of each subject, by `subject`.
        draws: streams of the trial.
    """
    drugs = synthesis.medications
    rng = draws("medications")
    which, row = _had(rng, np.array([drug.share for drug in drugs]), len(cohort))
    count = len(row)
    before = rng.random(count) < _BEFORE
    sooner = np.floor(rng.random(count) ** 2 * _LONGEST_YEARS * _DAYS_PER_YEAR) + 1
    during = np.floor(rng.random(count) * (fates.end[row] + 1))
    consent = screened["after"].to_numpy()[row]
    start: Integers = np.where(before, consent - sooner, during).astype(np.int64)
    length = np.floor(rng.standard_exponential(count) * _MEAN_DAYS).astype(np.int64)
    end = np.minimum(np.maximum(start, 0) + length, fates.end[row])
    goes_on = np.array([drug.ongoing for drug in drugs])[which]
    ongoing = pl.Series((rng.random(count) < goes_on) | (end < start))
    first = cohort.people.day[row]
    partial = rng.random(count) < np.where(before, synthesis.timing.partial_date * 3, 0)
    doses: Floats = np.array([np.nan if d.dose is None else d.dose for d in drugs])[which]
    return screened[row].select(
        "USUBJID",
        CMDTC="DTC",
        CMTRT=_of([drug.name for drug in drugs], which),
        CMDECOD=_of([drug.decoded or drug.name for drug in drugs], which),
        CMCLAS=_of([drug.drug_class for drug in drugs], which),
        CMINDC=_of([drug.indication for drug in drugs], which),
        CMDOSE=pl.Series(doses).fill_nan(None),
        CMDOSU=_of([drug.unit for drug in drugs], which),
        CMDOSFRQ=_of([drug.frequency for drug in drugs], which),
        CMROUTE=_of([drug.route for drug in drugs], which),
        CMSTDTC=_shortened(iso_dates(first + start), partial, np.zeros(count, dtype=bool)),
        CMENDTC=iso_dates(first + end).set(ongoing, None),
        CMSTDY=pl.Series(study_days(start)).set(pl.Series(partial), None),
        CMENDY=pl.Series(study_days(end)).set(ongoing, None),
        after=pl.Series(start),
        order=pl.Series(which),
    )


def _had(rng: np.random.Generator, shares: Floats, subjects: int) -> tuple[Integers, Integers]:
    """Which of some things each subject has: the thing and the subject of each record."""
    which, row = np.nonzero(rng.random((len(shares), subjects)) < shares[:, None])
    return which, row


def _of(words: list[str] | list[str | None], which: Integers) -> pl.Series:
    """The word of each record."""
    return pl.Series(words, dtype=pl.String)[which]


def _shortened(text: pl.Series, month: Flags, year: Flags) -> pl.Series:
    """Dates of which some are known to the month, or to the year."""
    frame = pl.DataFrame({"text": text, "month": month, "year": year})
    return frame.select(
        pl.when("year")
        .then(pl.col("text").str.head(4))
        .when("month")
        .then(pl.col("text").str.head(7))
        .otherwise("text")
        .alias("text")
    )["text"]
