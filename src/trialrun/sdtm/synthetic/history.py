"""What subjects had before the study: MH."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Streams, in_range
from trialrun.study import Synthesis

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class Conditions:
    """What subjects had before the study: term, subject, and days before the first visit."""

    term: Integers
    subject: Integers
    before: Floats


def draw_conditions(synthesis: Synthesis, cohort: Cohort, draws: Streams) -> Conditions:
    """Draw who had what; the same draws give the same, for MH and for what is taken for it."""
    terms = synthesis.history
    able = of_sex([term.sex for term in terms], cohort)
    shares = np.array([term.share for term in terms])
    which, row = draw_had(draws("history"), shares, able)
    years = np.full(len(row), np.nan)
    for number, term in enumerate(terms):
        at = np.flatnonzero(which == number)
        if term.years_before is not None:
            years[at] = in_range(draws("onset", str(number)), term.years_before, len(at))
    return Conditions(which, row, np.floor(years * DAYS_PER_YEAR))


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
    had = draw_conditions(synthesis, cohort, draws)
    which, row = had.term, had.subject
    dated = ~np.isnan(had.before)
    days = screened["day"].to_numpy()[row] - np.nan_to_num(had.before).astype(np.int64)
    partial = draws("partial", "MH").random(len(row))
    limit = synthesis.timing.partial_date
    start = shortened(iso_dates(days), partial < limit, partial < limit / 2)
    return screened[row].select(
        *("USUBJID", "VISITNUM", "VISIT"),
        MHDTC="DTC",
        MHDY="DY",
        MHTERM=words_of([term.term for term in terms], which),
        MHDECOD=words_of([term.term for term in terms], which),
        MHCAT=words_of([term.category for term in terms], which),
        MHBODSYS=words_of([term.system for term in terms], which),
        MHSTDTC=start.set(pl.Series(~dated), None),
        order=pl.Series(which),
    )


def of_sex(sexes: Sequence[str | None], cohort: Cohort) -> Flags:
    """Whether each subject can have each thing, by sex; shape (things, subjects)."""
    wanted = np.array(sexes, dtype=object)[:, None]
    anybody = np.array([sex is None for sex in sexes], dtype=bool)[:, None]
    return np.asarray(anybody | (wanted == cohort.people.sex), dtype=bool)


def draw_had(rng: np.random.Generator, shares: Floats, able: Flags) -> tuple[Integers, Integers]:
    """Which of some things each subject has: the thing and the subject of each record."""
    which, row = np.nonzero((rng.random(able.shape) < shares[:, None]) & able)
    return which, row


def words_of(words: list[str] | list[str | None], which: Integers) -> pl.Series:
    """The word of each record."""
    return pl.Series(words, dtype=pl.String)[which]


def shortened(text: pl.Series, month: Flags, year: Flags) -> pl.Series:
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
