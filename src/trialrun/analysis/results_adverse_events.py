"""Results of an adverse-events display: who had which event, by system organ class and term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from trialrun.analysis.membership import (
    ARM,
    TOTAL,
    arm_name,
    arm_subjects,
    counts_by_arm,
    has_values,
)
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts
from trialrun.report import Result, id_part
from trialrun.statistics import fisher_exact
from trialrun.study import AdverseEventsDisplay, Study

ANY = "any"
"""Stands in ids and counts for any event at all."""

_Counts = Mapping[tuple[str | None, str | None, str], tuple[int, int]]


def summarize_adverse_events(
    study: Study, display: AdverseEventsDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Count subjects with events, and events, in all, by class and by term; compare arms.

    Args:
        study: arms and the population.
        display: which records, the variables of class and term, the order, the comparisons.
        adam: read: ADSL and the events.
    Returns:
        `NUMBER.N.ARM`; for any event, each class (by name) and each of its terms (by falling
        number of subjects, then name): the texts `NUMBER.term.CLASS[.TERM]`, and
        `NUMBER.subjects|percent|events.ARM.CLASS[.TERM]` and
        `NUMBER.p_value.EXPERIMENTAL-CONTROL.CLASS[.TERM]` (Fisher's exact test; none where
        neither arm has the event). `any` stands for any event.
    """
    outer, inner = display.levels
    records = analysis_frame(adam, display.data_set, "USUBJID", outer, inner, *display.where)
    subjects = arm_subjects(
        study, analysis_frame(adam, "ADSL", "USUBJID"), display.population, safety=True
    )
    origin = Origin(display.number, display.data_set, display.population)
    bases = counts_by_arm(study, subjects)
    chosen = records.filter(has_values(display.where)).select("USUBJID", outer, inner)
    events = chosen.join(subjects.select("USUBJID", ARM), on="USUBJID", how="inner")
    counts = _count_levels(events, outer, inner)

    rows = list(column_counts(origin, bases, study))
    sort_arm = display.sort_by_arm or TOTAL
    for one, two in [(None, None), *_in_order(counts, sort_arm)]:
        rows += _level_results(study, display, origin, counts, bases, (one, two))
    return rows


def _count_levels(events: pl.DataFrame, outer: str, inner: str) -> _Counts:
    """Return (subjects, events) by class, term (None: all of it) and arm or total."""
    counts: dict[tuple[str | None, str | None, str], tuple[int, int]] = {}
    for level in ((), (outer,), (outer, inner)):
        for by in ((ARM,), ()):
            keys = [*level, *by]
            sums = [pl.col("USUBJID").n_unique().alias("subjects"), pl.len().alias("events")]
            frame = events.group_by(keys).agg(sums) if keys else events.select(sums)
            for row in frame.iter_rows(named=True):
                one = row[outer] if level else None
                two = row[inner] if len(level) > 1 else None
                if len(level) > 1 and (one is None or two is None):
                    continue
                arm = row[ARM] if by else TOTAL
                counts[one, two, arm] = (int(row["subjects"]), int(row["events"]))
    return counts


def _in_order(counts: _Counts, sort_arm: str) -> Iterator[tuple[str, str | None]]:
    """Yield classes by name, each before its terms by falling number of subjects and name."""
    classes = sorted({one for one, two, _ in counts if one is not None and two is None})
    terms = sorted({(one, two) for one, two, _ in counts if one is not None and two is not None})
    for one in classes:
        yield one, None
        own = [two for each, two in terms if each == one]
        yield from (
            (one, two)
            for two in sorted(own, key=lambda t: (-counts.get((one, t, sort_arm), (0, 0))[0], t))
        )


def _level_results(
    study: Study,
    display: AdverseEventsDisplay,
    origin: Origin,
    counts: _Counts,
    bases: Mapping[str, int],
    level: tuple[str | None, str | None],
) -> Iterator[Result]:
    """Yield the results of one row: any event, a class, or a term."""
    names = tuple(name for name in level if name is not None) or (ANY,)
    key = tuple(map(id_part, names))
    where = {
        variable: name
        for variable, name in zip(display.levels, level, strict=True)
        if name is not None
    }
    variable = display.levels[len(where) - 1] if where else "USUBJID"
    if where:
        yield origin.result(
            "term",
            *key,
            method="listing",
            operation="text",
            text=names[-1],
            form=f"term:{variable}",
            variable=variable,
            groups=where,
        )
    had = {arm: counts.get((*level, arm), (0, 0)) for arm in bases}
    for arm, (subjects, events) in had.items():
        groups = {**arm_name(study, arm), **where}
        share = subjects / bases[arm] if bases[arm] else None
        for operation, value, form in (
            ("subjects", subjects, "int"),
            ("percent", share, f"pct{display.percent_decimals}"),
            ("events", events, "int"),
        ):
            yield origin.result(
                operation,
                arm,
                *key,
                method="count",
                operation=operation,
                value=value,
                form=form,
                variable=variable,
                groups=groups,
                warning="no subjects in the column" if value is None else None,
            )
    for one, other in display.comparisons:
        if not (had[one][0] or had[other][0]):
            continue
        pair = [[had[arm][0], bases[arm] - had[arm][0]] for arm in (one, other)]
        yield origin.result(
            "p_value",
            f"{one}-{other}",
            *key,
            method="fisher",
            operation="p_value",
            value=fisher_exact(pair),
            form="p3g",
            variable=variable,
            groups={**where, "comparison": f"{one}-{other}"},
        )
