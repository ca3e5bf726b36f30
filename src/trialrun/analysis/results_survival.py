"""Results of a Kaplan-Meier display: curves, numbers at risk, medians and the logrank test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from trialrun.analysis.membership import ARM, arm_name, arm_subjects, counts_by_arm
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts
from trialrun.errors import AnalysisError
from trialrun.report import Result
from trialrun.statistics import kaplan_meier, logrank, numbers_at_risk, survival_quantile
from trialrun.study import Study, SurvivalDisplay


def summarize_survival(
    study: Study, display: SurvivalDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """Return the results of a Kaplan-Meier display, under its number."""
    origin = Origin(display.number, display.data_set, display.population)
    return summarize_time_to_event(
        study, origin, adam, parameter=display.parameter, times=display.times, test=display.test
    )


def summarize_time_to_event(
    study: Study,
    origin: Origin,
    adam: Mapping[str, pl.DataFrame],
    *,
    parameter: str,
    times: tuple[float, ...] = (),
    test: bool = True,
) -> list[Result]:
    """
    Estimate survival of each arm and compare the arms.

    Args:
        study: arms and the confidence level.
        origin: id, data set and population of the results.
        adam: read: ADSL, and of the data set PARAMCD, AVAL, CNSR.
        parameter: PARAMCD.
        times: at which subjects at risk are counted.
        test: whether arms are compared by the logrank test.
    Returns:
        `ID.N.ARM`, `ID.events|censored|median|median_lower|median_upper.ARM`,
        `ID.at_risk.ARM.TIME`, the steps of the curve `ID.survival.ARM.TIME` (at 0 and at every
        time at which someone leaves) with the number censored there,
        `ID.censored_at.ARM.TIME`, and `ID.logrank.p_value`.
    """
    subjects = arm_subjects(
        study, analysis_frame(adam, "ADSL", "USUBJID"), origin.population, safety=True
    )
    frame = analysis_frame(adam, origin.data_set, "USUBJID", "PARAMCD", "AVAL", "CNSR")
    records = (
        frame.filter(pl.col("PARAMCD") == parameter, pl.col("AVAL").is_not_null())
        .join(subjects.select("USUBJID", ARM), on="USUBJID", how="inner")
        .sort("USUBJID")
    )
    rows = list(column_counts(origin, counts_by_arm(study, subjects), study))
    for arm in study.arms:
        own = records.filter(pl.col(ARM) == arm.id)
        if own.height:
            rows += _curve_results(study, origin, own, arm.id, times)
    if test:
        rows.append(_logrank_result(origin, records))
    return rows


def _curve_results(
    study: Study, origin: Origin, records: pl.DataFrame, arm: str, times: tuple[float, ...]
) -> Iterator[Result]:
    """Yield the results of one arm."""
    events = (records["CNSR"] == 0).to_numpy()
    time = records["AVAL"].to_numpy()
    curve = kaplan_meier(time, events, confidence=study.conventions.confidence_level)
    median = survival_quantile(curve, 0.5)
    groups = arm_name(study, arm)
    for operation, value, form in (
        ("events", int(events.sum()), "int"),
        ("censored", int((~events).sum()), "int"),
        ("median", median.time, "d1"),
        ("median_lower", median.lower, "d1"),
        ("median_upper", median.upper, "d1"),
    ):
        yield origin.result(
            operation,
            arm,
            method="count" if form == "int" else "kaplan-meier",
            operation=operation,
            value=value,
            form=form,
            variable="AVAL",
            groups=groups,
            warning="the curve does not reach it" if value is None else None,
        )
    for each, count in zip(times, numbers_at_risk(time, times), strict=True):
        yield origin.result(
            "at_risk",
            arm,
            time_key(each),
            method="count",
            operation="at_risk",
            value=count,
            form="int",
            variable="AVAL",
            groups={**groups, "AVAL": time_key(each)},
        )
    steps = [(0.0, 1.0, 0)]
    steps += zip(curve.time.tolist(), curve.survival.tolist(), curve.censored.tolist(), strict=True)
    for each, survival, censored in steps:
        for operation, value, form in (
            ("survival", survival, "d3"),
            ("censored_at", censored, "int"),
        ):
            if operation == "survival" or censored:
                yield origin.result(
                    operation,
                    arm,
                    time_key(each),
                    method="kaplan-meier",
                    operation=operation,
                    value=value,
                    form=form,
                    variable="AVAL",
                    groups={**groups, "AVAL": time_key(each)},
                )


def time_key(time: float) -> str:
    """Return a time as it stands in ids."""
    return str(int(time)) if float(time).is_integer() else str(time)


def _logrank_result(origin: Origin, records: pl.DataFrame) -> Result:
    """Return the test that all arms have one hazard."""
    try:
        events = (records["CNSR"] == 0).to_numpy()
        found = logrank(records["AVAL"].to_numpy(), events, records[ARM].to_list())
        value, warning = found.p, None
    except AnalysisError as error:
        value, warning = None, str(error)
    return origin.result(
        "logrank",
        "p_value",
        method="logrank",
        operation="p_value",
        value=value,
        form="p3",
        variable="AVAL",
        warning=warning,
    )
