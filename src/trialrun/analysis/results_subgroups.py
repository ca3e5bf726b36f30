"""The effect in subgroups: hazard ratios by level, tests of interaction, consistency of regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, log

import numpy as np
import polars as pl

from trialrun.analysis.membership import ARM, arm_name, arm_subjects, has_values
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.results_survival import combined_strata, survival_records
from trialrun.errors import AnalysisError
from trialrun.report import Result
from trialrun.statistics import LikelihoodRatio, fit_cox, likelihood_ratio
from trialrun.study import Analysis, Study, Subgroup, SubgroupsDisplay, find_subgroup

OVERALL = "overall"
"""Stands for all levels together in the ids of results."""

_RATIO = {"hazard_ratio": "d2", "lower": "d2", "upper": "d2"}


def summarize_subgroups(
    study: Study, display: SubgroupsDisplay, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Estimate the effect of an analysis in each level of its subgroups.

    Args:
        study: arms, endpoint, levels of the subgroups, `rehearsal.consistency`.
        display: its analysis and comparison.
        adam: read: ADSL, and of the endpoint's data set PARAMCD, AVAL, CNSR, the strata and the
            subgroups, which are taken from ADSL where the data set does not have them.
    Returns:
        For `KEY` = `overall` and each `VARIABLE.LEVEL`: `NUMBER.KEY.subjects|events.ARM`,
        `NUMBER.KEY.hazard_ratio|lower|upper` (Cox model within the level, stratified by the
        strata of the analysis but the subgroup itself). For each subgroup
        `NUMBER.VARIABLE.interaction.p_value|statistic|df` (likelihood ratio). For regions also
        `NUMBER.KEY.share` (of the overall log hazard ratio) and `.method1` (1 where that is at
        least `rehearsal.consistency` and the whole shows a benefit).
    Source: MHLW (2007), Basic Principles on Global Clinical Trials, Method 1; ICH E17 (2017).
    """
    analysis = study.analysis(display.analysis)
    endpoint = study.endpoint(analysis.endpoint)
    pair = display.comparison or analysis.comparisons[0]
    origin = Origin(display.number, endpoint.data_set, analysis.population)
    adsl = analysis_frame(adam, "ADSL", "USUBJID", *analysis.where)
    safety = endpoint.level == "safety"
    subjects = arm_subjects(study, adsl, analysis.population, safety=safety).filter(
        has_values(analysis.where), pl.col(ARM).is_in(pair)
    )
    needed = tuple(dict.fromkeys((*analysis.strata, *analysis.subgroups)))
    records = survival_records(origin, adam, endpoint.parameter, subjects, needed)
    source = _Source(study, analysis, origin, pair)
    whole = _effect(source, records, analysis.strata)
    rows = [*_level_results(source, (OVERALL,), records, whole)]
    for variable in analysis.subgroups:
        subgroup = find_subgroup(study, variable)
        if subgroup is not None:
            rows += _subgroup_results(source, subgroup, records, whole)
    return rows


@dataclass(frozen=True)
class _Source:
    """What all results of a display share."""

    study: Study
    analysis: Analysis
    origin: Origin
    pair: tuple[str, str]


@dataclass(frozen=True)
class _Effect:
    """A hazard ratio with its limits; None and a warning where there is none."""

    values: dict[str, float | None]
    warning: str | None = None

    @property
    def log_ratio(self) -> float | None:
        ratio = self.values["hazard_ratio"]
        return None if ratio is None else log(ratio)


def _effect(source: _Source, records: pl.DataFrame, strata: tuple[str, ...]) -> _Effect:
    """Return the hazard ratio of a Cox model in some of the records."""
    known = records.drop_nulls(list(strata))
    left_out = records.height - known.height
    warning = f"{left_out} subjects without a stratum are left out" if left_out else None
    try:
        term = fit_cox(
            known["AVAL"].to_numpy(),
            (known["CNSR"] == 0).to_numpy(),
            (known[ARM] == source.pair[0]).to_numpy(),
            strata=combined_strata(known, strata),
            confidence=source.analysis.confidence_level,
        ).terms[0]
    except AnalysisError as error:
        return _Effect(dict.fromkeys(_RATIO), str(error))
    values = {"hazard_ratio": term.hazard_ratio, "lower": term.lower, "upper": term.upper}
    if not all(isfinite(each) for each in values.values()):
        return _Effect(dict.fromkeys(_RATIO), "the hazard ratio has no bound")
    return _Effect({**values}, warning)


def _level_results(
    source: _Source,
    key: tuple[str, ...],
    records: pl.DataFrame,
    effect: _Effect,
    groups: Mapping[str, str] | None = None,
) -> Iterator[Result]:
    """Yield subjects and events of both arms and the hazard ratio of one level."""
    for arm in source.pair:
        own = records.filter(pl.col(ARM) == arm)
        counts = {"subjects": own.height, "events": own.filter(pl.col("CNSR") == 0).height}
        for operation, count in counts.items():
            yield source.origin.result(
                *key,
                operation,
                arm,
                method="count",
                operation=operation,
                value=count,
                form="int",
                variable="AVAL",
                groups={**(groups or {}), **arm_name(source.study, arm)},
            )
    for operation, form in _RATIO.items():
        yield source.origin.result(
            *key,
            operation,
            method="cox",
            operation=operation,
            value=effect.values[operation],
            form=form,
            variable="AVAL",
            groups={**(groups or {}), "comparison": "-".join(source.pair)},
            warning=effect.warning,
        )


def _subgroup_results(
    source: _Source, subgroup: Subgroup, records: pl.DataFrame, whole: _Effect
) -> Iterator[Result]:
    """Yield the results of each level of a subgroup, and its test of interaction."""
    variable = subgroup.variable
    rest = tuple(name for name in source.analysis.strata if name != variable)
    for level in subgroup.levels:
        own = records.filter(pl.col(variable) == level.value)
        effect = _effect(source, own, rest)
        key, groups = (variable, level.value), {variable: level.value}
        yield from _level_results(source, key, own, effect, groups)
        if subgroup.region:
            yield from _consistency(source, key, effect, whole, groups)
    yield from _interaction_results(source, subgroup, records)


def _consistency(
    source: _Source,
    key: tuple[str, ...],
    effect: _Effect,
    whole: _Effect,
    groups: Mapping[str, str],
) -> Iterator[Result]:
    """Yield the share of the overall effect that a region shows, and whether it is enough."""
    plan = source.study.rehearsal
    if plan is None:
        return
    own, overall = effect.log_ratio, whole.log_ratio
    longer = source.study.endpoint(source.analysis.endpoint).better != "lower"
    share: float | None = None
    warning: str | None = "no effect can be estimated"
    if own is not None and overall is not None:
        favourable = overall < 0 if longer else overall > 0
        share = own / overall if favourable else None
        warning = None if favourable else "the whole shows no benefit of which to have a share"
    held = None if share is None else float(share >= plan.consistency)
    for operation, value, form in (("share", share, "pct0"), ("method1", held, "int")):
        yield source.origin.result(
            *key,
            operation,
            method="mhlw-2007-method-1",
            operation=operation,
            value=value,
            form=form,
            variable="AVAL",
            groups=groups,
            warning=warning,
        )


def _interaction_results(
    source: _Source, subgroup: Subgroup, records: pl.DataFrame
) -> Iterator[Result]:
    values: dict[str, float | None] = dict.fromkeys(_TEST)
    warning: str | None = None
    try:
        test = interaction_test(records, source.pair[0], subgroup, source.analysis.strata)
        values = {"p_value": test.p, "statistic": test.statistic, "df": test.df}
    except AnalysisError as error:
        warning = str(error)
    for operation, form in _TEST.items():
        yield source.origin.result(
            subgroup.variable,
            "interaction",
            operation,
            method="cox",
            operation=operation,
            value=values[operation],
            form=form,
            variable="AVAL",
            groups={"comparison": "-".join(source.pair)},
            warning=warning,
        )


_TEST = {"p_value": "p4", "statistic": "d3", "df": "int"}


def interaction_test(
    records: pl.DataFrame, experimental: str, subgroup: Subgroup, strata: tuple[str, ...]
) -> LikelihoodRatio:
    """
    Compare the Cox models with and without treatment by subgroup.

    Both have the strata of the analysis, and the subgroup itself as a covariate where it is none
    of them. Levels without an event say nothing of an effect and are left out.

    Args:
        records: read: AVAL, CNSR, `ARM`, the subgroup and the strata.
        experimental: the arm whose effect may differ.
        subgroup: variable and levels.
        strata: of the analysis.
    Raises:
        AnalysisError: events in fewer than two levels, or a model that can not be fitted.
    """
    variable = subgroup.variable
    known = records.drop_nulls(list(dict.fromkeys((*strata, variable))))
    happened = set(known.filter(pl.col("CNSR") == 0)[variable].to_list())
    levels = [each.value for each in subgroup.levels if each.value in happened]
    if len(levels) < 2:
        raise AnalysisError("an interaction needs events in two levels")
    known = known.filter(pl.col(variable).is_in(levels))
    treated = (known[ARM] == experimental).to_numpy().astype(np.float64)
    others = [(known[variable] == each).to_numpy().astype(np.float64) for each in levels[1:]]
    common = [treated] if variable in strata else [treated, *others]
    event = (known["CNSR"] == 0).to_numpy()
    time, labels = known["AVAL"].to_numpy(), combined_strata(known, strata)
    alike = fit_cox(time, event, np.column_stack(common), strata=labels)
    products = [treated * each for each in others]
    apart = fit_cox(time, event, np.column_stack([*common, *products]), strata=labels)
    return likelihood_ratio(alike, apart)
