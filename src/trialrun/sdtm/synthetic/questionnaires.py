"""Questionnaires: totals that follow a scenario, and items that sum to them."""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.errors import StudyError
from trialrun.sdtm.synthetic.cohort import Cohort
from trialrun.sdtm.synthetic.draws import Floats, Integers, Streams, correlated, log_parameters
from trialrun.sdtm.synthetic.schedule import activity_visits
from trialrun.study import ContinuousBelief, Course, Questionnaire, Scenario, Study, Synthesis

DAYS_PER_WEEK = 7


def draw_beliefs(
    scenario: Scenario, cohort: Cohort, arms: list[str], draws: Streams
) -> dict[str, tuple[Floats, Floats]]:
    """
    Draw the continuous endpoints of a scenario, with their correlation.

    Returns:
        Endpoint -> baseline (NaN where the belief has none), shape (subjects,), and its analysis
        variable at the belief's weeks, shape (subjects, weeks).
    """
    if not scenario.continuous:
        return {}
    root = np.linalg.cholesky(np.array(scenario.correlation, dtype=float))
    deviates = draws("endpoints").standard_normal((len(cohort), scenario.dimension())) @ root.T
    drawn: dict[str, tuple[Floats, Floats]] = {}
    place = 0
    for belief in scenario.continuous:
        baseline = np.full(len(cohort), np.nan)
        if belief.baseline is not None:
            spread = belief.baseline.standard_deviation
            baseline = belief.baseline.mean + spread * deviates[:, place]
            place += 1
        means = np.array([belief.means[arm] for arm in arms])[cohort.arm]
        weeks = len(belief.weeks)
        spreads = np.array(belief.standard_deviations)
        drawn[belief.endpoint] = baseline, means + spreads * deviates[:, place : place + weeks]
        place += weeks
    return drawn


def questionnaire_records(
    study: Study,
    synthesis: Synthesis,
    scenario: Scenario,
    cohort: Cohort,
    visits: pl.DataFrame,
    planned_months: float,
    draws: Streams,
) -> pl.DataFrame:
    """
    Return the records of QS, without QSSEQ.

    A total is the whole number next to what was drawn, within its range; its items are drawn so
    that they sum to it (a multivariate hypergeometric draw from the points to be had). Where items
    have scores with gaps, each takes the nearest score and the total is their sum.

    Raises:
        StudyError: a questionnaire follows an endpoint of which the scenario says nothing.
    """
    arms = [arm.id for arm in study.arms]
    drawn = draw_beliefs(scenario, cohort, arms, draws)
    frames = []
    for number, questionnaire in enumerate(synthesis.questionnaires):
        rng = draws("questionnaire", questionnaire.id)
        rows = visits.filter(pl.col("id").is_in(activity_visits(study, questionnaire.activity)))
        rows = rows.sort("subject", "after", maintain_order=True)
        absent = (rng.random(rows.height) < questionnaire.missing) & (rows["after"] > 0).to_numpy()
        if not questionnaire.at_baseline:
            absent |= (rows["after"] <= 0).to_numpy()
        values = _totals(study, questionnaire, scenario, cohort, rows, planned_months, drawn, rng)
        low, high = _limits(questionnaire)
        totals = np.clip(np.floor(values + 0.5), low, high).astype(np.int64)
        records = _records(questionnaire, rows, totals, rng, number)
        frames.append(_present(records, absent))
    if not frames:
        return pl.DataFrame(schema={"USUBJID": pl.String, "QSTESTCD": pl.String})
    whole = pl.concat(frames, how="diagonal")
    return _flagged(whole)


def _present(records: pl.DataFrame, absent: Floats) -> pl.DataFrame:
    """Records but those of assessments that are missing."""
    return records.filter(~pl.Series(absent)[records["_row"].to_numpy()]).drop("_row")


def _limits(questionnaire: Questionnaire) -> tuple[int, int]:
    """The least and the most that a total can be."""
    counted = [item for item in questionnaire.items if item.counted]
    low = sum(item.minimum for item in counted)
    high = sum(item.maximum for item in counted)
    return (
        low if questionnaire.minimum is None else questionnaire.minimum,
        high if questionnaire.maximum is None else questionnaire.maximum,
    )


def _totals(
    study: Study,
    questionnaire: Questionnaire,
    scenario: Scenario,
    cohort: Cohort,
    rows: pl.DataFrame,
    planned_months: float,
    drawn: dict[str, tuple[Floats, Floats]],
    rng: np.random.Generator,
) -> Floats:
    """The total of each row before it is a whole number."""
    subject = rows["subject"].to_numpy()
    if questionnaire.course is not None:
        slopes = np.array([questionnaire.course.drift.get(a.id, 0.0) for a in study.arms])
        share = np.clip(rows["after"].to_numpy() / (planned_months * 30.4375), 0, 1)
        z = correlated(rng, len(cohort), subject, 1, np.array([questionnaire.course.correlation]))[
            :, 0
        ]
        z = _with_severity(questionnaire.course, scenario, drawn, subject, z)
        drifted = _on_course(questionnaire.course, z) + slopes[cohort.arm][subject] * share
        return np.asarray(drifted)
    endpoint = str(questionnaire.endpoint)
    if endpoint not in drawn:
        raise StudyError(
            f"questionnaire {questionnaire.id} follows endpoint {endpoint}, of which scenario "
            f"{scenario.id} says nothing",
            hint="add it to the scenario's continuous beliefs, or give the questionnaire a course.",
        )
    belief = next(b for b in scenario.continuous if b.endpoint == endpoint)
    baseline, values = drawn[endpoint]
    at = _interpolated(
        belief, values, subject, rows, starts_at_zero=questionnaire.scale == "change"
    )
    if questionnaire.scale == "value":
        return at
    # The change of whole numbers has the belief's mean: the baseline is rounded before.
    low, high = _limits(questionnaire)
    start = np.clip(np.floor(baseline[subject] + 0.5), low, high)
    return np.asarray(start + np.where(rows["after"].to_numpy() <= 0, 0.0, at))


def _with_severity(
    course: Course,
    scenario: Scenario,
    drawn: dict[str, tuple[Floats, Floats]],
    subject: Integers,
    deviates: Floats,
) -> Floats:
    """Deviates that share the severity behind an endpoint's baseline, where the course says so."""
    shared = course.shared
    belief = next(
        (b for b in scenario.continuous if shared and b.endpoint == shared.endpoint), None
    )
    if shared is None or belief is None or belief.baseline is None:
        return deviates
    baseline = drawn[shared.endpoint][0]
    severity = (baseline - belief.baseline.mean) / belief.baseline.standard_deviation
    return np.asarray(shared.r * severity[subject] + np.sqrt(1 - shared.r**2) * deviates)


def _on_course(course: Course, deviates: Floats) -> Floats:
    if course.log:
        centre, spread = log_parameters(course.mean, course.sd)
        return np.asarray(np.exp(centre + spread * deviates))
    return course.mean + course.sd * deviates


def _interpolated(
    belief: ContinuousBelief,
    values: Floats,
    subject: Integers,
    rows: pl.DataFrame,
    *,
    starts_at_zero: bool,
) -> Floats:
    """Values at the weeks of the rows, on straight lines between the belief's weeks."""
    knots = np.array([0.0, *belief.weeks])
    first = np.zeros((len(values), 1)) if starts_at_zero else values[:, :1]
    table = np.concatenate([first, values], axis=1)
    week = np.clip(rows["week"].to_numpy(), 0.0, knots[-1])
    right = np.clip(np.searchsorted(knots, week, side="left"), 1, len(knots) - 1)
    share = (week - knots[right - 1]) / (knots[right] - knots[right - 1])
    before, after = table[subject, right - 1], table[subject, right]
    return np.asarray(before + share * (after - before))


def _records(
    questionnaire: Questionnaire,
    rows: pl.DataFrame,
    totals: Integers,
    rng: np.random.Generator,
    number: int,
) -> pl.DataFrame:
    """A record for each item and for the total, of each row."""
    columns: list[tuple[str, str, Integers, bool]] = []
    counted = [item for item in questionnaire.items if item.counted]
    room = sum(item.maximum - item.minimum for item in counted)
    remaining = np.clip(totals - sum(item.minimum for item in counted), 0, room)
    share = (totals - _limits(questionnaire)[0]) / max(
        _limits(questionnaire)[1] - _limits(questionnaire)[0], 1
    )
    for item in questionnaire.items:
        span = item.maximum - item.minimum
        if item.counted:
            room -= span
            points = rng.hypergeometric(span, room, remaining) if room else remaining
            remaining = remaining - points
        else:
            points = rng.binomial(span, np.clip(share, 0, 1))
        score = item.minimum + points
        if item.scores:
            score = _nearest(item.scores, score)
        columns.append((item.code, item.name, score, False))
    if any(item.scores for item in counted):
        of = {code: scores for code, _, scores, _ in columns}
        totals = np.sum([of[item.code] for item in counted], axis=0)
    if questionnaire.total is not None:
        derived = bool(questionnaire.items)
        columns.append((questionnaire.total, questionnaire.total_name or "", totals, derived))
    count, wide = rows.height, len(columns)
    at = np.tile(np.arange(count), wide)
    which = np.repeat(np.arange(wide), count)
    scores = pl.Series(np.concatenate([column[2] for column in columns]))
    text = scores.cast(pl.String)
    flags = pl.Series(["Y" if column[3] else None for column in columns], dtype=pl.String)
    return rows[at].select(
        *("USUBJID", "VISITNUM", "VISIT", "VISITDY", "EPOCH", "after"),
        QSDTC="DTC",
        QSDY="DY",
        QSTESTCD=pl.Series([column[0] for column in columns])[which],
        QSTEST=pl.Series([column[1] for column in columns])[which],
        QSCAT=pl.lit(questionnaire.category),
        QSORRES=text,
        QSSTRESC=text,
        QSSTRESN=scores.cast(pl.Float64),
        QSDRVFL=flags[which],
        order=pl.Series(number * 1000 + which),
        _row=pl.Series(at),
    )


def _nearest(scores: tuple[int, ...], wanted: Integers) -> Integers:
    """The score next to each number, the lower one where two are."""
    known = np.sort(np.array(scores, dtype=np.int64))
    return np.asarray(known[np.abs(wanted[:, None] - known).argmin(axis=1)])


def _flagged(frame: pl.DataFrame) -> pl.DataFrame:
    """Add QSBLFL: the last result of a test up to the day of first dose."""
    before = pl.col("after") <= 0
    last = pl.col("after").filter(before).max().over("USUBJID", "QSTESTCD")
    flag = pl.when(before & (pl.col("after") == last)).then(pl.lit("Y"))
    return frame.with_columns(QSBLFL=flag)
