"""Results of one analysis of a continuous endpoint: summaries, dose response, comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from trialrun.analysis.membership import (
    ARM,
    arm_name,
    arm_subjects,
    counts_by_arm,
    has_values,
    in_arm,
)
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import STATISTICS, column_counts, continuous_results
from trialrun.errors import AnalysisError
from trialrun.report import Result
from trialrun.statistics import (
    Estimate,
    LinearModel,
    fit_linear_model,
    least_squares_difference,
    least_squares_mean,
    slope,
)
from trialrun.study import Analysis, ComparisonDisplay, Study

BLOCKS = {"baseline": "BASE", "visit": "AVAL", "change": "CHG"}
"""What is summarised, and its variable."""

SLOPE_DECIMALS = 3
"""Decimals more that a slope has than a mean: it is per unit of dose."""

_ESTIMATE = {
    "estimate": ("value", 0),
    "se": ("standard_error", 1),
    "lower": ("lower", 0),
    "upper": ("upper", 0),
}


def summarize_comparison(
    study: Study, display: ComparisonDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """Return the results of a comparison display: those of its analysis, under the analysis' id."""
    analysis = study.analysis(display.analysis)
    return summarize_analysis(study, analysis, adam, decimals=display.decimals)


def summarize_analysis(
    study: Study, analysis: Analysis, adam: Mapping[str, pl.DataFrame], *, decimals: int = 0
) -> list[Result]:
    """
    Summarise an endpoint at its visit and compare the arms as its analysis says.

    Args:
        study: arms, endpoint and population.
        analysis: model, covariates, comparisons.
        adam: read: ADSL, and of the endpoint's data set the rows of its parameter and visit with
            ANL01FL = Y (and DTYPE null where the analysis is of observed values): AVAL, BASE, CHG,
            factors and covariates.
        decimals: of the endpoint as collected; means have one more, SD and SE two more.
    Returns:
        `ANALYSIS.N.ARM`; `ANALYSIS.baseline|visit|change.STATISTIC.ARM` for what the data hold;
        `ANALYSIS.model.n`; `ANALYSIS.dose.estimate|se|p_value`;
        `ANALYSIS.EXPERIMENTAL-CONTROL.estimate|se|lower|upper|p_value` and
        `ANALYSIS.lsmean.estimate|se|lower|upper.ARM`.
    """
    endpoint = study.endpoint(analysis.endpoint)
    subjects = arm_subjects(
        study, analysis_frame(adam, "ADSL", "USUBJID", *analysis.where), analysis.population
    ).filter(has_values(analysis.where))
    origin = Origin(analysis.id, endpoint.data_set, analysis.population)
    rows = list(column_counts(origin, counts_by_arm(study, subjects), study))
    records, twice = _first_records(_records(study, analysis, adam, subjects))
    groups = {"PARAMCD": endpoint.parameter}
    if endpoint.visit is not None:
        groups["AVISIT"] = endpoint.visit
    for block, variable in BLOCKS.items():
        if variable not in records.columns or records[variable].null_count() == records.height:
            continue
        for arm in study.arms:
            for operation in STATISTICS:
                rows += continuous_results(
                    origin,
                    (block,),
                    in_arm(records, arm.id)[variable],
                    arm=arm.id,
                    study=study,
                    decimals=decimals if operation in {"min", "max"} else decimals + 1,
                    variable=variable,
                    groups=groups,
                    operations=(operation,),
                )
    if analysis.method in {"ancova", "anova"}:
        rows += _model_results(study, analysis, origin, records, decimals)
    if twice is not None:
        rows = [replace(row, warning=row.warning or twice) for row in rows]
    return rows


def _records(
    study: Study, analysis: Analysis, adam: Mapping[str, pl.DataFrame], subjects: pl.DataFrame
) -> pl.DataFrame:
    """Return one row per subject: what is analysed, with the arm."""
    endpoint = study.endpoint(analysis.endpoint)
    frame = analysis_frame(adam, endpoint.data_set, "USUBJID", "PARAMCD", endpoint.variable)
    wanted = [pl.col("PARAMCD") == endpoint.parameter]
    if endpoint.visit is not None:
        wanted.append(pl.col("AVISIT").str.strip_chars() == endpoint.visit)
    if "ANL01FL" in frame.columns:
        wanted.append(pl.col("ANL01FL") == "Y")
    if analysis.imputation == "observed" and "DTYPE" in frame.columns:
        wanted.append(pl.col("DTYPE").is_null())
    records = frame.filter(wanted)
    lacking = [
        name
        for name in (*analysis.factors, *analysis.covariates)
        if name not in records.columns and name in subjects.columns
    ]
    return records.join(subjects.select("USUBJID", ARM, *lacking), on="USUBJID", how="inner").sort(
        "USUBJID"
    )


def _first_records(records: pl.DataFrame) -> tuple[pl.DataFrame, str | None]:
    """Return the first record of each subject by date, and a warning where that left any out."""
    order = [name for name in ("ADT", "VSSEQ", "LBSEQ", "QSSEQ") if name in records.columns]
    first = records.sort("USUBJID", *order, nulls_last=True, maintain_order=True).unique(
        "USUBJID", keep="first", maintain_order=True
    )
    if first.height == records.height:
        return records, None
    return first, "a subject has more than one analysed record; the first by date counts"


def _model_results(
    study: Study, analysis: Analysis, origin: Origin, records: pl.DataFrame, decimals: int
) -> Iterator[Result]:
    """Yield what the linear model says of dose and arms; where it can not be fitted, why."""
    endpoint = study.endpoint(analysis.endpoint)
    response = records[endpoint.variable].to_list()
    factors = {name: records[name].to_list() for name in analysis.factors}
    covariates = {name: records[name].to_list() for name in analysis.covariates}
    confidence = analysis.confidence_level

    known = records.drop_nulls([endpoint.variable, *factors, *covariates])
    alone = [name for name in factors if known.height and known[name].n_unique() < 2]
    for name in alone:  # it explains nothing, and takes no degree of freedom
        del factors[name]

    def fit(**extra: Any) -> LinearModel:
        return fit_linear_model(
            response,
            factors={**extra.get("factors", {}), **factors},
            covariates={**extra.get("covariates", {}), **covariates},
        )

    def estimated(
        key: tuple[str, ...],
        arm: str | None,
        groups: Mapping[str, str],
        estimate: Callable[[], Estimate],
    ) -> Iterator[Result]:
        end = () if arm is None else (arm,)
        finer = SLOPE_DECIMALS if key == ("dose",) else 0
        try:
            found, warning = estimate(), None
        except AnalysisError as error:
            found, warning = None, str(error)
        for operation, (field, more) in _ESTIMATE.items():
            yield origin.result(
                *key,
                operation,
                *end,
                method=analysis.method,
                operation=operation,
                value=None if found is None else getattr(found, field),
                form=f"d{decimals + 1 + more + finer}",
                variable=endpoint.variable,
                groups=groups,
                warning=warning,
            )
        if arm is None:
            yield origin.result(
                *key,
                "p_value",
                method=analysis.method,
                operation="p_value",
                value=None if found is None else found.p,
                form="p3",
                variable=endpoint.variable,
                groups=groups,
                warning=warning,
            )

    if analysis.dose_response:
        dose = {arm.id: float(arm.number) for arm in study.arms}
        doses = [dose[arm] for arm in records[ARM]]
        yield from estimated(
            ("dose",),
            None,
            {},
            lambda: slope(fit(covariates={"_dose": doses}), "_dose", confidence=confidence),
        )
    arms = records[ARM].to_list()
    fitted: LinearModel | AnalysisError
    try:
        fitted = fit(factors={ARM: arms})
        warning = f"{', '.join(alone)} has one level and is not in the model" if alone else None
    except AnalysisError as error:
        fitted, warning = error, str(error)
    yield origin.result(
        "model",
        "n",
        method=analysis.method,
        operation="n",
        value=fitted.n if isinstance(fitted, LinearModel) else None,
        form="int",
        warning=warning,
    )

    def model() -> LinearModel:
        if isinstance(fitted, AnalysisError):
            raise fitted
        return fitted

    for arm in study.arms:
        yield from estimated(
            ("lsmean",),
            arm.id,
            arm_name(study, arm.id),
            lambda level=arm.id: least_squares_mean(  # type: ignore[misc]
                model(),
                ARM,
                level,
                weights=analysis.least_squares_weights,
                confidence=confidence,
            ),
        )
    for one, other in analysis.comparisons:
        yield from estimated(
            (f"{one}-{other}",),
            None,
            {"comparison": f"{one}-{other}"},
            lambda pair=(one, other): least_squares_difference(  # type: ignore[misc]
                model(), ARM, *pair, confidence=confidence
            ),
        )
