"""Why subjects left, and the records of DS."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.adverse_events import Occurrences, last_fatal, last_of
from trialrun.sdtm.synthetic.cohort import Cohort, People, iso_dates
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Objects, Streams, by_arm
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.schedule import epochs_of, study_days
from trialrun.study import Study, Synthesis

MILESTONE = "PROTOCOL MILESTONE"
CONSENT = "INFORMED CONSENT OBTAINED"


@dataclass(frozen=True)
class Reasons:
    """
    How each subject ended: the position in `disposition.reasons`, or one of the codes below.

    `cause` is the adverse event behind it (position in the occurrences), -1 without one; `dead`
    says who died, of the endpoint or for a reason that is a death.
    """

    reason: Integers
    cause: Integers
    dead: Flags


COMPLETED, DIED = -1, -2


def draw_leaving(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    occurrences: Occurrences,
    draws: Streams,
) -> Integers:
    """
    Draw why each subject who left did so: the position in `disposition.reasons`, or a code.

    A reason that needs an adverse event is only given to subjects who have one that can be it;
    the other reasons keep their shares among themselves.
    """
    beliefs = synthesis.disposition.reasons
    arms = [arm.id for arm in study.arms]
    shares = np.array([by_arm(belief.share, arms) for belief in beliefs])[:, cohort.arm].T
    withdrawn = last_of(synthesis, occurrences, fates)
    needs_event = np.array([belief.cause == "adverse-event" for belief in beliefs])
    shares = np.where(needs_event & (withdrawn < 0)[:, None], 0.0, shares)
    shares = np.where(shares.sum(axis=1, keepdims=True) > 0, shares, 1.0)
    bounds = np.cumsum(shares, axis=1) / shares.sum(axis=1, keepdims=True)
    drawn = draws("reason").random(len(cohort))
    place = np.minimum((bounds < drawn[:, None]).sum(axis=1), len(beliefs) - 1)
    return np.where(fates.died, DIED, np.where(fates.left, place, COMPLETED))


def reasons_with(synthesis: Synthesis, reason: Integers, cause: str) -> Flags:
    """Return who left for a reason of a kind (`cause` of its belief)."""
    beliefs = synthesis.disposition.reasons
    wanted = [number for number, belief in enumerate(beliefs) if belief.cause == cause]
    return np.isin(reason, wanted)


def explain_leaving(
    synthesis: Synthesis, fates: Fates, occurrences: Occurrences, reason: Integers
) -> Reasons:
    """Return the reasons drawn, with the adverse event behind each withdrawal and death."""
    withdrawn = last_of(synthesis, occurrences, fates)
    fatal = last_fatal(synthesis, occurrences, fates)
    dead = fates.died | reasons_with(synthesis, reason, "death")
    because = reasons_with(synthesis, reason, "adverse-event")
    return Reasons(reason, np.where(because, withdrawn, np.where(dead, fatal, -1)), dead)


def disposition_records(
    synthesis: Synthesis,
    cohort: Cohort,
    visits: pl.DataFrame,
    fates: Fates,
    reasons: Reasons,
    consent: Integers,
) -> pl.DataFrame:
    """
    Return the records of DS, without DSSEQ, of all who were screened.

    Args:
        synthesis: disposition.
        cohort: everyone.
        visits: held; the last up to the end gives VISITNUM.
        fates: ends.
        reasons: why.
        consent: day of consent of each randomised subject (since 1970).
    """
    belief = synthesis.disposition
    people = cohort.people
    everyone = np.arange(len(cohort))
    last = (
        visits.filter(pl.col("after") <= pl.Series(fates.end)[visits["subject"].to_numpy()])
        .sort("subject", "after", maintain_order=True)
        .unique("subject", keep="last", maintain_order=True)
        .sort("subject")
    )
    decoded = np.full(len(cohort), belief.completed, dtype=object)
    text = np.full(len(cohort), _completion(belief.completed), dtype=object)
    if belief.ongoing is not None and fates.cutoff is not None:
        decoded[:] = belief.ongoing
        text[:] = belief.ongoing
    decoded[reasons.reason == DIED] = belief.death
    text[reasons.reason == DIED] = belief.death
    for number, each in enumerate(belief.reasons):
        decoded[reasons.reason == number] = each.term
        text[reasons.reason == number] = each.text or each.term
    ends = _frame(people, everyone, fates.end, people.day + fates.end).with_columns(
        DSTERM=pl.Series(text.tolist(), dtype=pl.String),
        DSDECOD=pl.Series(decoded.tolist(), dtype=pl.String),
        DSCAT=pl.lit(belief.category),
        VISITNUM=last["VISITNUM"],
        VISIT=last["VISIT"],
        EPOCH=epochs_of(fates, everyone, fates.end),
    )
    frames = [ends]
    if belief.milestones:
        frames += _milestones(cohort, consent)
    return pl.concat([*frames, *_failed(synthesis, cohort)], how="diagonal")


def _completion(term: str) -> str:
    """DSTERM of those who complete."""
    return "PROTOCOL COMPLETED" if term == "COMPLETED" else term


def _frame(people: People, rows: Integers, after: Integers, day: Integers) -> pl.DataFrame:
    dates = iso_dates(day)
    return pl.DataFrame(
        {
            "subject": rows,
            "USUBJID": pl.Series(people.usubjid[rows].tolist(), dtype=pl.String),
            "after": after,
            "DSDTC": dates,
            "DSSTDTC": dates,
            "DSSTDY": study_days(after),
        }
    )


def _milestones(cohort: Cohort, consent: Integers) -> list[pl.DataFrame]:
    """Consent and randomisation."""
    people, rows = cohort.people, np.arange(len(cohort))
    frames = []
    for term, text, day in (
        (CONSENT, CONSENT, consent),
        ("RANDOMIZED", "RANDOMIZED", people.day),
    ):
        frames.append(
            _frame(people, rows, day - people.day, day).with_columns(
                DSTERM=pl.lit(text),
                DSDECOD=pl.lit(term),
                DSCAT=pl.lit(MILESTONE),
                EPOCH=pl.lit("SCREENING" if term != "RANDOMIZED" else "TREATMENT"),
            )
        )
    return frames


def _failed(synthesis: Synthesis, cohort: Cohort) -> list[pl.DataFrame]:
    """Consent and end of those who failed screening."""
    failures, consented = cohort.failures, cohort.consented
    if not len(failures):
        return []
    rows = np.arange(len(failures))
    consents = _frame(failures, rows, consented - failures.day, consented).with_columns(
        DSTERM=pl.lit(CONSENT),
        DSDECOD=pl.lit(CONSENT),
        DSCAT=pl.lit(MILESTONE),
        DSSTDY=pl.lit(None, pl.Float64),
        EPOCH=pl.lit("SCREENING"),
    )
    frame = _frame(failures, rows, np.zeros(len(failures), dtype=np.int64), failures.day)
    return [
        *([consents] if synthesis.disposition.milestones else []),
        frame.with_columns(
            DSTERM=pl.lit("PROTOCOL ENTRY CRITERIA NOT MET"),
            DSDECOD=pl.lit("SCREEN FAILURE"),
            DSCAT=pl.lit(synthesis.disposition.category),
            DSSTDY=pl.lit(None, pl.Float64),
            EPOCH=pl.lit("SCREENING"),
        ),
    ]


def failed_criteria(synthesis: Synthesis, failures: People, draws: Streams) -> Objects:
    """Return the id of the criterion that each screening failure did not meet."""
    shares: Floats = np.array([each.share for each in synthesis.screen_failures])
    if not len(shares):
        return np.full(len(failures), None, dtype=object)
    names = np.array([each.criterion for each in synthesis.screen_failures], dtype=object)
    bounds = np.cumsum(shares) / shares.sum()
    place = np.searchsorted(bounds, draws("criterion").random(len(failures)), side="right")
    return names[np.minimum(place, len(names) - 1)]
