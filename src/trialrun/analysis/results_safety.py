"""Results on adverse events as a whole: how many subjects had any, a serious, a related one …."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from trialrun.analysis.membership import (
    ARM,
    TOTAL,
    arm_name,
    arm_subjects,
    arms_and_total,
    counts_by_arm,
    in_arm,
)
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts, count_results
from trialrun.errors import AnalysisError
from trialrun.report import Result
from trialrun.statistics import fisher_exact
from trialrun.study import Analysis, Study

OVERVIEW = "ae-overview"
EVENTS = "ADAE"


def summarize_adverse_event_overview(
    study: Study, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Count subjects with treatment-emergent events of several kinds, and those events.

    Args:
        study: arms, the values that mean related, the queries of ADAE.
        adam: read: ADSL, ADAE.
    Returns:
        `ae-overview.N.ARM`; `ae-overview.KIND.subjects|percent|events.ARM` with KIND any, serious,
        fatal, related, each severity in the data (MILD …), withdrawn (AEACN) and each query
        (CQ01 …, with its name as the text `ae-overview.CQ01.name`); from ADSL
        `ae-overview.deaths|discontinued.count|percent.ARM` (DTHFL, DSRAEFL). A kind whose
        variable the data do not hold is left out.
    """
    adsl = analysis_frame(adam, "ADSL", "USUBJID")
    population = _safety_population(study)
    subjects = arm_subjects(study, adsl, population, safety=True)
    origin = Origin(OVERVIEW, EVENTS, population)
    bases = counts_by_arm(study, subjects)
    rows = list(column_counts(origin, bases, study))

    records = analysis_frame(adam, EVENTS, "USUBJID", "TRTEMFL")
    events = records.filter(pl.col("TRTEMFL") == "Y").join(
        subjects.select("USUBJID", ARM), on="USUBJID", how="inner"
    )
    for kind, variable, wanted in _kinds(study, records):
        groups = {} if kind == "any" else {variable: kind}
        rows += _kind_results(study, origin, kind, events.filter(wanted), bases, variable, groups)
    for query in _queries(study, records):
        text = next(iter(records[query].drop_nulls().unique().sort()), None)
        if text is not None:
            rows.append(
                origin.result(
                    query.removesuffix("NAM"),
                    "name",
                    method="listing",
                    operation="text",
                    text=text,
                    form=f"term:{query}",
                    variable=query,
                )
            )

    of_subjects = Origin(OVERVIEW, "ADSL", population)
    for kind, variable in (("deaths", "DTHFL"), ("discontinued", "DSRAEFL")):
        if variable in subjects.columns:
            flagged = subjects.filter(pl.col(variable) == "Y")
            for arm in arms_and_total(study):
                rows += count_results(
                    of_subjects,
                    (kind,),
                    in_arm(flagged, arm).height,
                    bases[arm],
                    arm=arm,
                    study=study,
                    variable=variable,
                )
    return rows


def summarize_incidence(
    study: Study, analysis: Analysis, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Count subjects with an event that a flag marks, and compare arms by Fisher's exact test.

    Args:
        study: arms and the endpoint, whose parameter is the flag.
        analysis: population and comparisons.
        adam: read: ADSL and the endpoint's data set.
    Returns:
        `ANALYSIS.N.ARM`, `ANALYSIS.event.subjects|percent|events.ARM` and
        `ANALYSIS.EXPERIMENTAL-CONTROL.p_value`.
    """
    endpoint = study.endpoint(analysis.endpoint)
    flag = endpoint.parameter
    records = analysis_frame(adam, endpoint.data_set, "USUBJID", flag)
    subjects = arm_subjects(
        study, analysis_frame(adam, "ADSL", "USUBJID"), analysis.population, safety=True
    )
    origin = Origin(analysis.id, endpoint.data_set, analysis.population)
    bases = counts_by_arm(study, subjects)
    events = records.filter(pl.col(flag) == "Y").join(
        subjects.select("USUBJID", ARM), on="USUBJID", how="inner"
    )
    rows = list(column_counts(origin, bases, study))
    rows += _kind_results(study, origin, "event", events, bases, flag, {})
    had = counts_by_arm(study, events.unique("USUBJID"))
    for one, other in analysis.comparisons:
        pair = [[had[arm], bases[arm] - had[arm]] for arm in (one, other)]
        try:
            value, warning = fisher_exact(pair), None
        except AnalysisError as error:
            value, warning = None, str(error)
        rows.append(
            origin.result(
                f"{one}-{other}",
                "p_value",
                method="fisher",
                operation="p_value",
                value=value,
                form="p3",
                variable=flag,
                groups={"comparison": f"{one}-{other}"},
                warning=warning,
            )
        )
    return rows


def _kinds(study: Study, records: pl.DataFrame) -> Iterator[tuple[str, str, pl.Expr]]:
    """Yield kind, variable and condition of what is counted, as far as the data hold it."""
    columns = records.columns
    yield "any", "TRTEMFL", pl.lit(value=True)
    if "AESER" in columns:
        yield "serious", "AESER", pl.col("AESER") == "Y"
    fatal = [
        pl.col(name) == value
        for name, value in (("AEOUT", "FATAL"), ("AESDTH", "Y"))
        if name in columns
    ]
    if fatal:
        yield "fatal", "AEOUT", pl.any_horizontal(fatal)
    if "AEREL" in columns:
        yield "related", "AEREL", pl.col("AEREL").is_in(study.sdtm.related_terms)
    if "AESEV" in columns:
        known = records["AESEV"].drop_nulls().unique().to_list()
        for severity in sorted(known, key=_severity_rank):
            yield severity, "AESEV", pl.col("AESEV") == severity
    if "AEACN" in columns and records["AEACN"].null_count() < records.height:
        yield "withdrawn", "AEACN", pl.col("AEACN") == "DRUG WITHDRAWN"
    for query in _queries(study, records):
        yield query.removesuffix("NAM"), query, pl.col(query).is_not_null()


def _severity_rank(severity: str) -> tuple[int, str]:
    """Order severities from mild to fatal, others after them by name."""
    known = ("MILD", "MODERATE", "SEVERE", "LIFE THREATENING", "FATAL")
    return (known.index(severity) if severity in known else len(known), severity)


def _queries(study: Study, records: pl.DataFrame) -> list[str]:
    """Return the variables that name the queries of the study."""
    options = study.analysis_data.ADAE
    names = [f"CQ{query.number:02d}NAM" for query in options.queries] if options else []
    return [name for name in names if name in records.columns]


def _safety_population(study: Study) -> str | None:
    """Return the population of treated subjects; None, all subjects, where none is defined."""
    return next((each.id for each in study.populations if each.rule.treated), None)


def _kind_results(
    study: Study,
    origin: Origin,
    kind: str,
    events: pl.DataFrame,
    bases: Mapping[str, int],
    variable: str,
    groups: Mapping[str, str],
) -> Iterator[Result]:
    """Yield subjects, their share and the events of one kind, by arm and in total."""
    of_events = counts_by_arm(study, events)
    of_subjects = counts_by_arm(study, events.unique("USUBJID"))
    for arm in [*(arm.id for arm in study.arms), TOTAL]:
        share = of_subjects[arm] / bases[arm] if bases[arm] else None
        for operation, value, form in (
            ("subjects", of_subjects[arm], "int"),
            ("percent", share, "pct1"),
            ("events", of_events[arm], "int"),
        ):
            yield origin.result(
                kind,
                operation,
                arm,
                method="count",
                operation=operation,
                value=value,
                form=form,
                variable=variable,
                groups={**arm_name(study, arm), **groups},
                warning="no subjects in the column" if value is None else None,
            )
