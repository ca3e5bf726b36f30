"""Laboratory, vital signs and the like: values that correlate over a subject's visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates, part_of
from trialrun.sdtm.synthetic.disposition import failed_criteria
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Objects, Streams, chosen
from trialrun.sdtm.synthetic.enrolment import DAYS_PER_MONTH
from trialrun.sdtm.synthetic.panel_values import (
    Places,
    failing_values,
    panel_deviates,
    panel_numbers,
)
from trialrun.sdtm.synthetic.schedule import activity_visits
from trialrun.study import FindingsPanel, FindingsTest, Study, Synthesis


def findings_domains(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    visits: pl.DataFrame,
    planned_months: float,
    draws: Streams,
    domains: frozenset[str] | None = None,
) -> dict[str, pl.DataFrame]:
    """
    Draw the panels of findings.

    Args:
        study: activities.
        synthesis: panels.
        cohort: subjects (arm, sex).
        visits: visits held.
        planned_months: over which a drift comes about.
        draws: streams of the trial.
        domains: those wanted; None for all.
    Returns:
        Domain -> records without --SEQ, with `order` as the panel has its tests.
    """
    parts: dict[str, list[pl.DataFrame]] = {}
    failing = _failing_tests(synthesis, cohort, draws)
    for number, panel in enumerate(synthesis.findings):
        if domains is None or panel.domain in domains:
            held = (*activity_visits(study, panel.activity), *panel.also_at)
            if panel.domain == "LB":
                held = (*held, "UNSCHEDULED")
            rows = visits.filter(pl.col("id").is_in(held)).with_columns(failed=False)
            rows = rows.sort("subject", "after", maintain_order=True)
            if any(test.criterion for test in panel.tests):
                rows = pl.concat([rows, _screened(study, cohort, held)], how="diagonal_relaxed")
            rng = draws("findings", str(number))
            drawn = _drawn(study, panel, cohort, rows, planned_months, rng)
            drawn = _not_eligible(panel, number, drawn, rows, failing, draws)
            frame = _records(panel, rows, drawn).with_columns(
                order=pl.col("order") + number * _PANEL
            )
            parts.setdefault(panel.domain, []).append(frame)
    return {
        domain: _flagged(domain, pl.concat(frames, how="diagonal"))
        for domain, frames in parts.items()
    }


_PANEL = 10_000


@dataclass(frozen=True)
class _Drawn:
    """Results of a test: position of the visit's row, time point, number or word (position)."""

    row: Integers
    place: int
    point: Integers
    value: Floats
    missing: Flags


def _drawn(
    study: Study,
    panel: FindingsPanel,
    cohort: Cohort,
    rows: pl.DataFrame,
    planned_months: float,
    rng: np.random.Generator,
) -> list[_Drawn]:
    """Draw each test of a panel at its visits and time points."""
    points = max(len(panel.time_points), 1)
    subject = rows["subject"].to_numpy()
    everyone = len(cohort) + len(cohort.failures)
    deviates = panel_deviates(panel, everyone, subject, rng)
    arms = [*(arm.id for arm in study.arms), ""]
    none = np.full(len(cohort.failures), len(arms) - 1)
    male = np.concatenate([cohort.people.sex, cohort.failures.sex]) == "M"
    after = np.tile(rows["after"].to_numpy(), points)
    tiled = np.tile(subject, points)
    places = Places(
        tiled,
        np.clip(after / DAYS_PER_MONTH / planned_months, 0, 1),
        after <= 0,
        male[tiled],
        np.concatenate([cohort.arm, none])[tiled],
        arms,
    )
    numbers = panel_numbers(panel, deviates, places)
    drawn = []
    for place, test in enumerate(panel.tests):
        at = np.arange(rows.height)
        if test.visits:
            at = at[rows["id"].is_in(test.visits).to_numpy()]
        if test.once:
            _, first = np.unique(subject[at], return_index=True)
            at = at[first]
        row, point = np.tile(at, points), np.repeat(np.arange(points), len(at))
        missing = rng.random(len(row)) < (0.0 if test.once or test.visits else panel.missing)
        if test.values:
            value = chosen(rng, list(test.values.values()), len(row)).astype(float)
        else:
            value = numbers[point * rows.height + row, place]
        drawn.append(_Drawn(row, place, point, value, missing))
    return drawn


def _failing_tests(
    synthesis: Synthesis, cohort: Cohort, draws: Streams
) -> dict[int, tuple[int, int]]:
    """The test (panel, place) by which each subject failed screening, where it was by one."""
    by_criterion: dict[str, list[tuple[int, int]]] = {}
    for number, panel in enumerate(synthesis.findings):
        for place, test in enumerate(panel.tests):
            if test.criterion is not None:
                by_criterion.setdefault(test.criterion, []).append((number, place))
    criteria = failed_criteria(synthesis, cohort.failures, draws)
    luck = draws("failing").random(len(criteria))
    found = {}
    for each, criterion in enumerate(criteria):
        tests = by_criterion.get(str(criterion), [])
        if tests:
            found[len(cohort) + each] = tests[int(luck[each] * len(tests))]
    return found


def _not_eligible(
    panel: FindingsPanel,
    number: int,
    drawn: list[_Drawn],
    rows: pl.DataFrame,
    failing: dict[int, tuple[int, int]],
    draws: Streams,
) -> list[_Drawn]:
    """Give those who failed screening by a test of the panel a value with which one fails."""
    subject, failed = rows["subject"].to_numpy(), rows["failed"].to_numpy()
    changed = []
    for one in drawn:
        mine = np.array([failing.get(int(each)) == (number, one.place) for each in subject])
        at = np.flatnonzero((mine & failed)[one.row])
        if len(at):
            test = panel.tests[one.place]
            value, missing = one.value.copy(), one.missing.copy()
            rng = draws("failing", str(number), test.code)
            value[at], missing[at] = failing_values(test, len(at), rng), False
            changed.append(replace(one, value=value, missing=missing))
        else:
            changed.append(one)
    return changed


def _screened(study: Study, cohort: Cohort, held: Sequence[str]) -> pl.DataFrame:
    """The first visit of those who failed screening, where a panel is done at it."""
    failures, consented = cohort.failures, cohort.consented
    numbered = [visit for visit in study.visits if visit.number is not None and visit.day]
    first = min(numbered, key=lambda visit: visit.day or 0)
    if first.id not in held:
        nobody = np.array([], dtype=np.int64)
        failures, consented = part_of(failures, nobody), consented[nobody]
    return pl.DataFrame(
        {
            "subject": np.arange(len(failures), dtype=np.int64) + len(cohort),
            "USUBJID": pl.Series(failures.usubjid.tolist(), dtype=pl.String),
            "DTC": iso_dates(consented),
        }
    ).with_columns(
        id=pl.lit(first.id),
        VISITNUM=pl.lit(first.number, pl.Float64),
        VISIT=pl.lit(first.label.en.upper()[:40]),
        VISITDY=pl.lit(first.day).cast(pl.Float64),
        EPOCH=pl.lit("SCREENING"),
        after=pl.Series(consented - failures.day, dtype=pl.Int64),
        DY=pl.lit(None, pl.Float64),
        failed=pl.lit(value=True),
    )


def _records(panel: FindingsPanel, rows: pl.DataFrame, drawn: list[_Drawn]) -> pl.DataFrame:
    """The records of a panel: a frame over all its tests."""
    domain, tests, points = panel.domain, panel.tests, panel.time_points
    row = np.concatenate([each.row for each in drawn])
    place = np.repeat([each.place for each in drawn], [len(each.row) for each in drawn])
    point = np.concatenate([each.point for each in drawn])
    value = np.concatenate([each.value for each in drawn])
    missing = pl.Series(np.concatenate([each.missing for each in drawn]))
    text, number = _results(tests, place, value)

    def of_test(values: Sequence[str | float | None], dtype: type[pl.DataType]) -> pl.Series:
        return pl.Series(values, dtype=dtype)[place]

    low = [test.range[0] if test.range else None for test in tests]
    high = [test.range[1] if test.range else None for test in tests]
    unit = of_test([test.unit for test in tests], pl.String)
    columns = {
        "TESTCD": of_test([test.code for test in tests], pl.String),
        "TEST": of_test([test.name for test in tests], pl.String),
        "CAT": pl.Series([panel.category], dtype=pl.String).new_from_index(0, len(row)),
        "ORRES": text,
        "ORRESU": unit,
        "STRESC": text,
        "STRESN": number,
        "STRESU": unit,
        "ORNRLO": of_test([None if x is None else f"{x:g}" for x in low], pl.String),
        "ORNRHI": of_test([None if x is None else f"{x:g}" for x in high], pl.String),
        "STNRLO": of_test(low, pl.Float64),
        "STNRHI": of_test(high, pl.Float64),
    }
    fixed = {"SPEC": panel.specimen, "LOC": panel.location}
    frame = rows[row].select(
        *("USUBJID", "VISITNUM", "VISIT", "VISITDY", "EPOCH", "after", "failed"),
        pl.col("DTC").alias(f"{domain}DTC"),
        pl.col("DY").alias(f"{domain}DY"),
        *(series.alias(f"{domain}{name}") for name, series in columns.items()),
        *(pl.lit(word).alias(f"{domain}{name}") for name, word in fixed.items() if word),
        order=pl.Series(place * max(len(points), 1) + point),
        _missing=missing,
    )
    if points:
        texts: dict[str, list[str | None]] = {
            "TPT": [each.name for each in points],
            "POS": [each.position for each in points],
            "ELTM": [each.elapsed for each in points],
            "TPTREF": [each.reference for each in points],
        }
        frame = frame.with_columns(
            pl.Series([each.number for each in points])[point].alias(f"{domain}TPTNUM"),
            *(
                pl.Series(words, dtype=pl.String)[point].alias(f"{domain}{name}")
                for name, words in texts.items()
            ),
        )
    return _judged(domain, frame)


def _results(
    tests: tuple[FindingsTest, ...], place: Integers, value: Floats
) -> tuple[pl.Series, pl.Series]:
    """Result as text, and as a number where it is one."""
    text: Objects = np.empty(len(place), dtype=object)
    number = value.copy()
    for decimals in sorted({test.decimals for test in tests if not test.values}):
        those = [k for k, t in enumerate(tests) if not t.values and t.decimals == decimals]
        at = np.flatnonzero(np.isin(place, those))
        text[at] = decimal_text(value[at], decimals).to_list()
    for k, test in enumerate(tests):
        if test.values:
            at = np.flatnonzero(place == k)
            words = list(test.values)
            numbers = pl.Series(words).cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()
            text[at] = np.array(words, dtype=object)[value[at].astype(np.int64)]
            number[at] = numbers[value[at].astype(np.int64)]
    return pl.Series(text.tolist(), dtype=pl.String), pl.Series(number).fill_nan(None)


def _judged(domain: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Set --NRIND and --STAT, and empty what was not done."""
    value, low, high = (pl.col(f"{domain}{end}") for end in ("STRESN", "STNRLO", "STNRHI"))
    there = ~pl.col("_missing")
    indicator = (
        pl.when(value < low)
        .then(pl.lit("LOW"))
        .when(value > high)
        .then(pl.lit("HIGH"))
        .when(low.is_not_null() & value.is_not_null())
        .then(pl.lit("NORMAL"))
    )
    ends = ("ORRES", "ORRESU", "STRESC", "STRESN", "STRESU")
    return frame.with_columns(
        pl.when(there).then(indicator).alias(f"{domain}NRIND"),
        pl.when("_missing").then(pl.lit("NOT DONE")).alias(f"{domain}STAT"),
        *(pl.when(there).then(f"{domain}{end}").alias(f"{domain}{end}") for end in ends),
    ).drop("_missing")


def decimal_text(values: Floats, decimals: int) -> pl.Series:
    """
    Return numbers as text with so many decimals.

    >>> decimal_text(np.array([1.25, -0.5, 12.0]), 2).to_list()
    ['1.25', '-0.50', '12.00']
    """
    scaled = pl.Series(np.round(values * 10**decimals).astype(np.int64))
    if decimals == 0:
        return scaled.cast(pl.String)
    digits = scaled.abs().cast(pl.String).str.zfill(decimals + 1)
    frame = pl.DataFrame({"digits": digits, "below": scaled < 0})
    return frame.select(
        pl.concat_str(
            pl.when("below").then(pl.lit("-")).otherwise(pl.lit("")),
            pl.col("digits").str.head(-decimals),
            pl.lit("."),
            pl.col("digits").str.tail(decimals),
        ).alias("text")
    )["text"]


def _flagged(domain: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Add --BLFL: the last result of a test (and time point) up to the day of first dose."""
    keys = ["USUBJID", f"{domain}TESTCD"]
    if f"{domain}TPTNUM" in frame.columns:
        keys.append(f"{domain}TPTNUM")
    before = (pl.col("after") <= 0) & pl.col(f"{domain}STRESC").is_not_null() & ~pl.col("failed")
    last = pl.when(before).then(pl.col("after")).max().over(keys)
    flag = pl.when(before & (pl.col("after") == last)).then(pl.lit("Y"))
    return frame.with_columns(flag.alias(f"{domain}BLFL"))
