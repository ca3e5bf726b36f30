"""What a longitudinal trial needs, as arrays: beliefs of a scenario, models of the analyses."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.errors import StudyError
from trialrun.study import Analysis, ContinuousBelief, Scenario, Study

DAYS_PER_MONTH = 30.4375
LOCF, OBSERVED, MEAN = range(3)
IMPUTATIONS = {"locf": LOCF, "observed": OBSERVED, "mean-over-visits": MEAN}
"""What is analysed of the visits that took place: the last, that of the endpoint, their mean."""

ALL, BY_SITE, BY_POOLED_SITE, BY_REGION = range(4)
"""What the one factor of a model, beside the arm, groups subjects by."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Outcomes(NamedTuple):
    """
    Correlated values of a subject, (d,) in the order of the scenario's correlation.

    `month` is when a value is taken (0 of a baseline), `mean` (arms, d), `root` (d, d) the lower
    root of the covariance, `hazard` (arms,) of dropout, `stay` the planned months on study.
    """

    month: Floats
    mean: Floats
    root: Floats
    hazard: Floats
    stay: float


class Models(NamedTuple):
    """
    The models of the analyses, (m,): where the endpoint's values lie and what is done with them.

    `start` and `visits` are the columns after baseline, `baseline` the column of the covariate
    (-1: none), `imputation` from IMPUTATIONS, `grouping` what the factor is, `together` whether
    the population asks for a value after baseline of every endpoint.
    """

    start: Ints
    visits: Ints
    baseline: Ints
    imputation: Ints
    grouping: Ints
    together: Ints


class Layout(NamedTuple):
    """
    What of the study the analyses use: doses (arms,), and how sites are pooled.

    `tie` (sites,) is the order in which sites of equal size join the pool, `minimum` the subjects
    that a site needs in each arm, `seen` the month by which every endpoint has been assessed once.
    """

    dose: Floats
    tie: Ints
    minimum: int
    seen: float


def outcomes_of(study: Study, scenario: Scenario) -> Outcomes:
    """
    Return the distribution of a subject's values.

    Args:
        study: arms and planned time on study.
        scenario: means, standard deviations, correlation, dropout.
    """
    planning = study.planning
    assert planning is not None
    months: list[float] = []
    spread: list[float] = []
    for belief in scenario.continuous:
        if belief.baseline is not None:
            months.append(0.0)
            spread.append(belief.baseline.standard_deviation)
        months += [week * 7 / DAYS_PER_MONTH for week in belief.weeks]
        spread += belief.standard_deviations
    means = [
        [value for belief in scenario.continuous for value in _means(belief, arm.id)]
        for arm in study.arms
    ]
    hazards = {dropout.arm: dropout.per_month for dropout in scenario.dropout}
    covariance = np.array(scenario.correlation) * np.outer(spread, spread)
    return Outcomes(
        month=np.array(months),
        mean=np.array(means),
        root=np.linalg.cholesky(covariance),
        hazard=np.array([hazards.get(arm.id, hazards.get(None, 0.0)) for arm in study.arms]),
        stay=planning.treatment_months or max(months),
    )


def models_of(study: Study, scenario: Scenario, analyses: Sequence[Analysis]) -> Models:
    """
    Return the models of the analyses that are rehearsed.

    Args:
        study: populations, and the variable of each factor.
        scenario: whose continuous endpoints lie one after the other.
        analyses: ancova or anova of those endpoints.
    Raises:
        StudyError: an analysis asks for what a rehearsal does not know.
    """
    starts, visits, baselines = {}, {}, {}
    column = 0
    for belief in scenario.continuous:
        has = belief.baseline is not None
        baselines[belief.endpoint] = column if has else -1
        starts[belief.endpoint] = column + has
        visits[belief.endpoint] = len(belief.weeks)
        column += has + len(belief.weeks)
    for analysis in analyses:
        _check(study, analysis, baselines[analysis.endpoint])
    return Models(
        start=np.array([starts[a.endpoint] for a in analyses]),
        visits=np.array([visits[a.endpoint] for a in analyses]),
        baseline=np.array([baselines[a.endpoint] if a.covariates else -1 for a in analyses]),
        imputation=np.array([IMPUTATIONS[a.imputation] for a in analyses]),
        grouping=np.array([_grouping(study, a) for a in analyses]),
        together=np.array([_needs_all(study, a.population) for a in analyses], dtype=np.int64),
    )


def layout_of(study: Study, scenario: Scenario, sites: Sequence[str]) -> Layout:
    """
    Return doses and site pooling of the study.

    Args:
        study: arms, and the pooling of ADSL.
        scenario: whose endpoints have a first visit after baseline.
        sites: names of all sites, as SITEID; they decide between sites of equal size.
    """
    pooling = study.analysis_data.ADSL.pooling
    draws = [sha256(f"{study.id}/pooling/{site}".encode()).hexdigest() for site in sites]
    tie = np.empty(len(sites), dtype=np.int64)
    tie[sorted(range(len(sites)), key=draws.__getitem__)] = np.arange(len(sites))
    return Layout(
        dose=np.array([arm.number for arm in study.arms], dtype=np.float64),
        tie=tie,
        minimum=0 if pooling is None else pooling.minimum_per_arm,
        seen=max(belief.weeks[0] for belief in scenario.continuous) * 7 / DAYS_PER_MONTH,
    )


def _means(belief: ContinuousBelief, arm: str) -> list[float]:
    own = [] if belief.baseline is None else [belief.baseline.mean]
    return [*own, *belief.means[arm]]


def _check(study: Study, analysis: Analysis, baseline: int) -> None:
    """Refuse what the model of an analysis asks for and a rehearsal does not draw."""
    place = f"analyses.{analysis.id}"
    hint = "take the analysis out of the gate, or leave planning.success to others."
    if analysis.where:
        raise StudyError(
            f"a subgroup ({', '.join(analysis.where)}) can not be rehearsed", place=place, hint=hint
        )
    if _completers(study, analysis.population) and analysis.imputation != "observed":
        raise StudyError(
            f"population {analysis.population} is of those who came to a visit; a rehearsal draws "
            "who has an assessment after baseline",
            place=place,
            hint=hint,
        )
    others = [name for name in analysis.covariates if name != "BASE"]
    if others:
        raise StudyError(
            f"covariate {others[0]} can not be rehearsed; allowed is BASE", place=place, hint=hint
        )
    if analysis.covariates and baseline < 0:
        raise StudyError(
            f"BASE is a covariate, and no scenario gives {analysis.endpoint} a baseline",
            place=place,
            hint="add `baseline` to the continuous belief.",
        )


def _grouping(study: Study, analysis: Analysis) -> int:
    """What the factor of an analysis groups by."""
    if not analysis.factors:
        return ALL
    known = {"SITEID": BY_SITE, "SITEGR1": BY_POOLED_SITE}
    if study.analysis_data.ADSL.pooling is None:
        known["SITEGR1"] = BY_SITE
    if study.planning is not None:
        for stratum in study.planning.strata:
            if stratum.by == "region":
                known[stratum.variable] = BY_REGION
    if len(analysis.factors) > 1 or analysis.factors[0] not in known:
        raise StudyError(
            f"factors {', '.join(analysis.factors)} can not be rehearsed; "
            f"allowed is one of {', '.join(sorted(known))}",
            place=f"analyses.{analysis.id}.factors",
            hint="leave the analysis out of the gates that are rehearsed.",
        )
    return known[analysis.factors[0]]


def _needs_all(study: Study, population: str) -> bool:
    """Whether a population, or one that it lies within, asks for assessments after baseline."""
    rule = study.population(population).rule
    if rule.post_baseline:
        return True
    return rule.within is not None and _needs_all(study, rule.within)


def _completers(study: Study, population: str) -> bool:
    """Whether a population, or one that it lies within, is of those who came to the end."""
    rule = study.population(population).rule
    if rule.visit_completed is not None or rule.study_completed:
        return True
    return rule.within is not None and _completers(study, rule.within)
