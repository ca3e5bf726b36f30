"""What a time-to-event rehearsal is made of, as arrays for the kernel."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.design import Design, SequentialDesign, region_hazards
from trialrun.errors import RequestError
from trialrun.study import Scenario, Stratum, Study, SurvivalBelief

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Hazards(NamedTuple):
    """
    Hazards by arm, region and piece.

    `month` (p,) is where each piece begins, `hazard` and `reached` (a, r, p) the hazard of a piece
    and the cumulative hazard at its beginning; `level` (c,) multiplies the hazard of each cell of
    the stratification factors; `dropout` is by arm; nobody is followed longer than `longest`.
    """

    month: Floats
    hazard: Floats
    reached: Floats
    level: Floats
    dropout: Floats
    longest: float


class Monitoring(NamedTuple):
    """
    The looks (k,): planned events, bounds of Z; `futility` is -inf where there is none.

    `side` (a,) is 1 for the experimental arm, 0 for control, -1 for others; `sign` is 1 where a
    longer time is better, else -1. The last look is not before `minimum` months after the last
    subject in, nor after `longest`.
    """

    events: Integers
    efficacy: Floats
    futility: Floats
    binding: bool
    side: Integers
    sign: float
    longest: float
    minimum: float


class Strata(NamedTuple):
    """
    Strata of the analysis: a site, a region or the whole study (`by` 2, 1, 0) by level cells.

    `cell` (c,) maps the cells of randomisation to the `cells` of the analysis; `region` (groups,)
    is each stratum's region (0 where strata span regions).
    """

    by: int
    cells: int
    cell: Integers
    region: Integers


class Prices(NamedTuple):
    """Costs by region (r,), and of the whole study."""

    site_opened: Floats
    site_month: Floats
    screened: Floats
    randomised: Floats
    subject_month: Floats
    screen_failure: Floats
    fixed: float
    month: float
    interim: float


def hazards_of(study: Study, scenario: Scenario, belief: SurvivalBelief) -> Hazards:
    """
    Return the hazards that a scenario believes in.

    An effect for a region goes before one for all regions; an arm without one has the control's
    hazard. The hazard ratios of stratum levels multiply.

    Args:
        study: with planning and regions.
        scenario: whose dropout is used.
        belief: of one endpoint.
    """
    assert study.planning is not None
    regions = [region.id for region in study.regions]
    month, hazard = region_hazards(belief, tuple(arm.id for arm in study.arms), regions)
    reached = np.zeros_like(hazard)
    reached[:, :, 1:] = np.cumsum(hazard[:, :, :-1] * np.diff(month), axis=2)
    level = np.ones(1)
    for stratum in study.planning.strata:
        if stratum.levels:
            ratios = np.array([each.hazard_ratio for each in stratum.levels])
            level = np.outer(level, ratios).ravel()
    dropout = [_dropout(scenario, arm.id) for arm in study.arms]
    longest = study.planning.treatment_months or np.inf
    return Hazards(month, hazard, reached, level, np.array(dropout), float(longest))


def monitoring_of(study: Study, design: Design) -> Monitoring:
    """
    Return the looks of a design.

    Raises:
        RequestError: the study has no group-sequential design.
    """
    sequential = sequential_of(design)
    analysis = study.analysis(sequential.analysis)
    sides = {sequential.experimental: 1, sequential.control: 0}
    looks = sequential.looks
    assert study.planning is not None
    test = study.planning.group_sequential
    futility = [-np.inf if look.futility_z is None else look.futility_z for look in looks]
    futility[-1] = -np.inf  # the last look ends without success below the efficacy bound
    return Monitoring(
        events=np.array([look.events for look in looks]),
        efficacy=np.array([look.efficacy_z for look in looks]),
        futility=np.array(futility),
        binding=sequential.binding,
        side=np.array([sides.get(arm.id, -1) for arm in study.arms]),
        sign=-1.0 if study.endpoint(analysis.endpoint).better == "lower" else 1.0,
        longest=float(study.planning.longest_months),
        minimum=float(test.minimum_followup_months) if test else 0.0,
    )


def sequential_of(design: Design) -> SequentialDesign:
    """
    Return the group-sequential part of a design.

    Raises:
        RequestError: it has none.
    """
    if design.sequential is None:
        raise RequestError(
            "the study has no group-sequential test",
            place="planning.group_sequential",
            hint="a time-to-event endpoint is rehearsed with its looks.",
        )
    return design.sequential


def strata_of(study: Study, analysis: str, *, region: bool = False) -> Strata:
    """
    Return the strata of an analysis.

    Args:
        study: with planning and regions.
        analysis: whose strata they are; variables name factors of planning.strata.
        region: split every stratum by region as well.
    Raises:
        RequestError: a variable that no stratum of planning has, so that no rehearsal knows it.
    """
    assert study.planning is not None
    factors = {stratum.variable: stratum for stratum in study.planning.strata}
    variables = study.analysis(analysis).strata
    for variable in variables:
        if variable not in factors:
            raise RequestError(
                f"found {variable}, must be a variable of planning.strata "
                f"({', '.join(factors) or 'there is none'})",
                place=f"analyses.{analysis}.strata",
                hint="a rehearsal only knows the factors by which subjects are randomised.",
            )
    kinds = {factors[variable].by for variable in variables}
    by = 2 if "site" in kinds else 1 if region or "region" in kinds else 0
    cell, cells = _cells(study.planning.strata, set(variables))
    units = [0]
    if by == 1:
        units = list(range(len(study.regions)))
    elif by == 2:
        units = [r for r, each in enumerate(study.regions) for _ in range(each.sites)]
    return Strata(by, cells, cell, np.repeat(units, cells))


def prices_of(study: Study) -> Prices:
    """Return what a study costs; nothing where nothing is said."""
    costs = [region.costs for region in study.regions]
    whole = study.costs
    return Prices(
        site_opened=np.array([each.site_opened for each in costs]),
        site_month=np.array([each.site_month for each in costs]),
        screened=np.array([each.screened for each in costs]),
        randomised=np.array([each.randomised for each in costs]),
        subject_month=np.array([each.subject_month for each in costs]),
        screen_failure=np.array([region.screen_failure for region in study.regions]),
        fixed=whole.fixed if whole else 0.0,
        month=whole.month if whole else 0.0,
        interim=whole.interim_analysis if whole else 0.0,
    )


def _dropout(scenario: Scenario, arm: str) -> float:
    own = [d.per_month for d in scenario.dropout if d.arm == arm]
    everyone = [d.per_month for d in scenario.dropout if d.arm is None]
    return [*own, *everyone, 0.0][0]


def _cells(strata: tuple[Stratum, ...], variables: set[str]) -> tuple[Integers, int]:
    """Map cells of all factors with levels to cells of those among `variables`."""
    found = np.zeros(1, dtype=np.int64)
    cells = 1
    for stratum in strata:
        if not stratum.levels:
            continue
        size = len(stratum.levels)
        if stratum.variable in variables:
            found = (found[:, None] * size + np.arange(size)).ravel()
            cells *= size
        else:
            found = np.repeat(found, size)
    return found, cells
