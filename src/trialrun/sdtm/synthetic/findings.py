"""Laboratory, vital signs and the like: values that correlate over a subject's visits."""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort
from trialrun.sdtm.synthetic.draws import (
    Floats,
    Integers,
    Streams,
    chosen_words,
    correlated,
    log_parameters,
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
    for number, panel in enumerate(synthesis.findings):
        if domains is None or panel.domain in domains:
            rng = draws("findings", str(number))
            frame = _panel(study, panel, cohort, visits, planned_months, rng)
            parts.setdefault(panel.domain, []).append(
                frame.with_columns(order=pl.col("order") + number * _PANEL)
            )
    return {
        domain: _flagged(domain, pl.concat(frames, how="diagonal"))
        for domain, frames in parts.items()
    }


_PANEL = 10_000


def _panel(
    study: Study,
    panel: FindingsPanel,
    cohort: Cohort,
    visits: pl.DataFrame,
    planned_months: float,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """The records of one panel."""
    domain = panel.domain
    held = (*activity_visits(study, panel.activity), *panel.also_at)
    if panel.domain == "LB":
        held = (*held, "UNSCHEDULED")
    rows = visits.filter(pl.col("id").is_in(held)).sort("subject", "after", maintain_order=True)
    points = panel.time_points or (None,)
    frames = []
    for place, test in enumerate(panel.tests):
        own = rows.filter(pl.col("id").is_in(test.visits)) if test.visits else rows
        if test.once:
            own = own.unique("subject", keep="first", maintain_order=True)
        result = _results(study, test, panel, cohort, own, planned_months, rng)
        for number, point in enumerate(points):
            frame = own.select(
                "USUBJID",
                "VISITNUM",
                "VISIT",
                "VISITDY",
                "EPOCH",
                "after",
                pl.col("DTC").alias(f"{domain}DTC"),
                pl.col("DY").alias(f"{domain}DY"),
            ).with_columns(
                *(column for column in result[number]),
                pl.lit(test.code).alias(f"{domain}TESTCD"),
                pl.lit(test.name).alias(f"{domain}TEST"),
                pl.lit(panel.category, pl.String).alias(f"{domain}CAT"),
                order=pl.lit(place * len(points) + number),
            )
            if point is not None:
                frame = frame.with_columns(
                    pl.lit(point.name).alias(f"{domain}TPT"),
                    pl.lit(point.number).alias(f"{domain}TPTNUM"),
                    pl.lit(point.position, pl.String).alias(f"{domain}POS"),
                    pl.lit(point.elapsed, pl.String).alias(f"{domain}ELTM"),
                    pl.lit(point.reference, pl.String).alias(f"{domain}TPTREF"),
                )
            frames.append(frame)
    whole = pl.concat(frames, how="diagonal")
    optional = {"SPEC": panel.specimen, "LOC": panel.location}
    return whole.with_columns(
        pl.lit(value).alias(f"{domain}{name}") for name, value in optional.items() if value
    )


def _results(
    study: Study,
    test: FindingsTest,
    panel: FindingsPanel,
    cohort: Cohort,
    rows: pl.DataFrame,
    planned_months: float,
    rng: np.random.Generator,
) -> list[list[pl.Series]]:
    """The result columns of a test, for each time point."""
    domain = panel.domain
    subject = rows["subject"].to_numpy()
    points = panel.time_points or (None,)
    missing = rng.random((len(points), rows.height)) < panel.missing
    if test.once or test.visits:
        missing[:] = False
    if test.values:
        words = chosen_words(rng, test.values, len(points) * rows.height)
        return [
            _words(
                domain, test, words[k * rows.height : (k + 1) * rows.height].tolist(), missing[k]
            )
            for k in range(len(points))
        ]
    rho = np.full(len(points), test.correlation)
    deviates = _point_deviates(rng, len(cohort), subject, len(points), rho)
    return [
        _numbers(domain, test, _value(study, test, cohort, rows, planned_months, z, shift), gone)
        for z, gone, shift in zip(
            deviates.T, missing, [p.shift if p else 0.0 for p in points], strict=True
        )
    ]


def _point_deviates(
    rng: np.random.Generator, subjects: int, rows: Integers, points: int, rho: Floats
) -> Floats:
    """Deviates of the time points of a visit: they share most of what is the visit's own."""
    if points == 1:
        return correlated(rng, subjects, rows, 1, rho)
    shared = correlated(rng, subjects, rows, 1, rho[:1])
    own = rng.standard_normal((len(rows), points))
    return np.asarray(np.sqrt(_SHARED) * shared + np.sqrt(1 - _SHARED) * own)


_SHARED = 0.85


def _value(
    study: Study,
    test: FindingsTest,
    cohort: Cohort,
    rows: pl.DataFrame,
    planned_months: float,
    deviates: Floats,
    shift: float,
) -> Floats:
    """Numbers with the mean, spread, drift and bounds of a test."""
    subject = rows["subject"].to_numpy()
    mean, spread = test.mean or 0.0, test.sd or 1.0
    if test.log:
        centre, deviation = log_parameters(mean, spread)
        values = np.exp(centre + deviation * (deviates + shift))
    else:
        values = mean + spread * (deviates + shift)
    values = values + test.male * (cohort.people.sex[subject] == "M")
    if test.drift:
        slopes = np.array([test.drift.get(arm.id, 0.0) for arm in study.arms])[cohort.arm]
        share = np.clip(rows["after"].to_numpy() / (planned_months * 30.4375), 0, 1)
        values = values + slopes[subject] * share
    low, high = test.bounds or (0.0 if mean >= 0 else -np.inf, np.inf)
    return np.clip(values, low, high)


def _numbers(domain: str, test: FindingsTest, values: Floats, missing: Floats) -> list[pl.Series]:
    """Original and standard result of a number, its unit, range and indicator."""
    stored = np.round(values, test.decimals)
    text = pl.Series(decimal_text(stored, test.decimals)).set(pl.Series(missing), None)
    number = pl.Series(stored).set(pl.Series(missing), None)
    unit = pl.Series([test.unit], dtype=pl.String).new_from_index(0, len(stored))
    unit = unit.set(pl.Series(missing), None)
    named = {
        "ORRES": text,
        "ORRESU": unit,
        "STRESC": text,
        "STRESN": number,
        "STRESU": unit,
    }
    if test.range is not None:
        low, high = test.range
        limits = {"NRLO": low, "NRHI": high}
        for name, limit in limits.items():
            written = f"{limit:g}"
            named[f"OR{name}"] = pl.Series([written]).new_from_index(0, len(stored))
            named[f"ST{name}"] = pl.Series([limit]).new_from_index(0, len(stored))
        words = np.where(stored < low, "LOW", np.where(stored > high, "HIGH", "NORMAL"))
        named["NRIND"] = pl.Series(words.tolist(), dtype=pl.String).set(pl.Series(missing), None)
    named["STAT"] = _status(missing)
    return [series.alias(f"{domain}{name}") for name, series in named.items()]


def _words(domain: str, test: FindingsTest, words: list[str], missing: Floats) -> list[pl.Series]:
    """Original and standard result of a test whose results are words (or whole numbers)."""
    text = pl.Series(words, dtype=pl.String).set(pl.Series(missing), None)
    number = text.cast(pl.Float64, strict=False)
    named = {"ORRES": text, "STRESC": text, "STRESN": number, "STAT": _status(missing)}
    if test.unit is not None:
        unit = pl.Series([test.unit]).new_from_index(0, len(words)).set(pl.Series(missing), None)
        named |= {"ORRESU": unit, "STRESU": unit}
    return [series.alias(f"{domain}{name}") for name, series in named.items()]


def _status(missing: Floats) -> pl.Series:
    """--STAT: what was not done."""
    empty = pl.Series([None], dtype=pl.String).new_from_index(0, len(missing))
    return empty.set(pl.Series(missing), "NOT DONE")


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
    frame = frame.with_row_index("_row")
    keys = ["USUBJID", f"{domain}TESTCD"]
    if f"{domain}TPTNUM" in frame.columns:
        keys.append(f"{domain}TPTNUM")
    last = (
        frame.filter((pl.col("after") <= 0) & pl.col(f"{domain}STRESC").is_not_null())
        .sort("after", maintain_order=True)
        .unique(keys, keep="last", maintain_order=True)["_row"]
    )
    flag = pl.when(pl.col("_row").is_in(last.implode())).then(pl.lit("Y"))
    return frame.with_columns(flag.alias(f"{domain}BLFL")).drop("_row")
