"""Results on survival: curves, numbers at risk, medians, logrank tests and hazard ratios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from trialrun.analysis.membership import (
    ARM,
    arm_name,
    arm_subjects,
    counts_by_arm,
    has_values,
)
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts
from trialrun.errors import AnalysisError
from trialrun.report import Result
from trialrun.statistics import (
    SurvivalCurve,
    fit_cox,
    kaplan_meier,
    logrank,
    numbers_at_risk,
    stratified_logrank,
    survival_quantile,
)
from trialrun.study import Analysis, Study, SurvivalDisplay


def summarize_survival(
    study: Study, display: SurvivalDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """Return the results of a Kaplan-Meier display, under its number."""
    origin = Origin(display.number, display.data_set, display.population)
    safety = display.analysis is None or _is_safety(study, study.analysis(display.analysis))
    return summarize_time_to_event(
        study,
        origin,
        adam,
        parameter=display.parameter,
        times=display.times,
        test=display.tests_all_arms,
        safety=safety,
    )


def summarize_logrank(
    study: Study, analysis: Analysis, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Compare survival between pairs of arms, within the strata of the analysis.

    Args:
        study: arms, endpoint and population.
        analysis: its comparisons and strata.
        adam: read: ADSL, and of the endpoint's data set PARAMCD, AVAL, CNSR and the strata, which
            are taken from ADSL where the data set does not have them.
    Returns:
        `ANALYSIS.N|events|censored|median|median_lower|median_upper.ARM`, and for each comparison
        `ANALYSIS.EXPERIMENTAL-CONTROL.estimate|lower|upper` (hazard ratio of a stratified Cox
        model with Efron's ties, and its limits), `.se` (of the log hazard ratio), `.p_value` (of
        the stratified logrank test, two-sided), `.p_one_sided` (against no benefit of the
        experimental arm), `.z` (above 0 where the experimental arm has fewer events than
        expected) and `.strata` (levels found).
    """
    endpoint = study.endpoint(analysis.endpoint)
    origin = Origin(analysis.id, endpoint.data_set, analysis.population)
    adsl = analysis_frame(adam, "ADSL", "USUBJID", *analysis.where)
    subjects = arm_subjects(
        study, adsl, analysis.population, safety=_is_safety(study, analysis)
    ).filter(has_values(analysis.where))
    records = survival_records(origin, adam, endpoint.parameter, subjects, analysis.strata)
    rows = list(column_counts(origin, counts_by_arm(study, subjects), study))
    for arm in study.arms:
        own = records.filter(pl.col(ARM) == arm.id)
        if own.height:
            rows += _arm_results(study, origin, own, arm.id)
    for one, other in analysis.comparisons:
        pair = records.filter(pl.col(ARM).is_in([one, other]))
        rows += _comparison_results(analysis, origin, pair, one, other)
    return rows


def _is_safety(study: Study, analysis: Analysis) -> bool:
    return study.endpoint(analysis.endpoint).level == "safety"


def survival_records(
    origin: Origin,
    adam: Mapping[str, pl.DataFrame],
    parameter: str,
    subjects: pl.DataFrame,
    strata: tuple[str, ...] = (),
) -> pl.DataFrame:
    """Return the times of one parameter with the arm of their subject, by USUBJID."""
    frame = analysis_frame(adam, origin.data_set, "USUBJID", "PARAMCD", "AVAL", "CNSR")
    lacking = [name for name in strata if name not in frame.columns]
    unknown = [name for name in lacking if name not in subjects.columns]
    if unknown:
        message = f"{origin.analysis}: {origin.data_set} and ADSL have no {', '.join(unknown)}"
        raise AnalysisError(message, hint="name variables of ADSL under strata.")
    return (
        frame.filter(pl.col("PARAMCD") == parameter, pl.col("AVAL").is_not_null())
        .join(subjects.select("USUBJID", ARM, *lacking), on="USUBJID", how="inner")
        .sort("USUBJID")
    )


def _comparison_results(
    analysis: Analysis, origin: Origin, records: pl.DataFrame, one: str, other: str
) -> Iterator[Result]:
    """Yield the stratified test of two arms and their hazard ratio."""
    known = records.drop_nulls(list(analysis.strata))
    left_out = records.height - known.height
    time, event = known["AVAL"].to_numpy(), (known["CNSR"] == 0).to_numpy()
    strata = combined_strata(known, analysis.strata)
    values: dict[str, float | None] = dict.fromkeys(_FORMS)
    warnings = [f"{left_out} subjects without a stratum are left out"] if left_out else []
    try:
        test = stratified_logrank(
            time, event, known[ARM].to_list(), experimental=one, strata=strata
        )
        values |= {
            "p_value": test.p,
            "p_one_sided": test.p_one_sided,
            "z": test.z,
            "strata": test.strata,
        }
        model = fit_cox(
            time,
            event,
            (known[ARM] == one).to_numpy(),
            strata=strata,
            confidence=analysis.confidence_level,
        )
        term = model.terms[0]
        values |= {
            "estimate": term.hazard_ratio,
            "lower": term.lower,
            "upper": term.upper,
            "se": term.standard_error,
        }
    except AnalysisError as error:
        warnings.append(str(error))
    for operation, form in _FORMS.items():
        yield origin.result(
            f"{one}-{other}",
            operation,
            method="cox" if operation in _OF_COX else "logrank",
            operation=operation,
            value=values[operation],
            form=form,
            variable="AVAL",
            groups={"comparison": f"{one}-{other}"},
            warning="; ".join(warnings) or None,
        )


def combined_strata(records: pl.DataFrame, strata: tuple[str, ...]) -> list[str] | None:
    """Return one label a subject for its levels of all strata; None without strata."""
    if not strata:
        return None
    return ["\x1f".join(map(str, levels)) for levels in records.select(*strata).rows()]


_FORMS = {
    "estimate": "d2",
    "lower": "d2",
    "upper": "d2",
    "se": "d3",
    "p_value": "p4",
    "p_one_sided": "p4",
    "z": "d3",
    "strata": "int",
}
"""What a comparison of survival gives, and its format."""

_OF_COX = frozenset({"estimate", "lower", "upper", "se"})


def summarize_time_to_event(
    study: Study,
    origin: Origin,
    adam: Mapping[str, pl.DataFrame],
    *,
    parameter: str,
    times: tuple[float, ...] = (),
    test: bool = True,
    safety: bool = True,
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
        safety: whether the arm is the one under which safety is shown.
    Returns:
        `ID.N.ARM`, `ID.events|censored|median|median_lower|median_upper.ARM`,
        `ID.at_risk.ARM.TIME`, the steps of the curve `ID.survival.ARM.TIME` (at 0 and at every
        time at which someone leaves) with the number censored there,
        `ID.censored_at.ARM.TIME`, and `ID.logrank.p_value`.
    """
    subjects = arm_subjects(
        study, analysis_frame(adam, "ADSL", "USUBJID"), origin.population, safety=safety
    )
    records = survival_records(origin, adam, parameter, subjects)
    rows = list(column_counts(origin, counts_by_arm(study, subjects), study))
    for arm in study.arms:
        own = records.filter(pl.col(ARM) == arm.id)
        if own.height:
            rows += _arm_results(study, origin, own, arm.id)
            rows += _curve_results(study, origin, own, arm.id, times)
    if test:
        rows.append(_logrank_result(origin, records))
    return rows


def _curve(study: Study, records: pl.DataFrame) -> SurvivalCurve:
    events = (records["CNSR"] == 0).to_numpy()
    time = records["AVAL"].to_numpy()
    return kaplan_meier(time, events, confidence=study.conventions.confidence_level)


def _arm_results(study: Study, origin: Origin, records: pl.DataFrame, arm: str) -> Iterator[Result]:
    """Yield events, censored times and the median of one arm."""
    events = (records["CNSR"] == 0).to_numpy()
    curve = _curve(study, records)
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


def _curve_results(
    study: Study, origin: Origin, records: pl.DataFrame, arm: str, times: tuple[float, ...]
) -> Iterator[Result]:
    """Yield the numbers at risk and the steps of the curve of one arm."""
    curve, groups = _curve(study, records), arm_name(study, arm)
    at_risk = numbers_at_risk(records["AVAL"].to_numpy(), times)
    for each, count in zip(times, at_risk, strict=True):
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
