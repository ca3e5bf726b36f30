"""The course of a group-sequential comparison as its sizing scenario believes it."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from trialrun.design.expected_entry import entry_of_regions
from trialrun.design.expected_events import ExpectedArm
from trialrun.design.expected_scores import Course
from trialrun.design.hazards import hazards
from trialrun.design.spending import Floats
from trialrun.errors import DesignError
from trialrun.study import GroupSequential, Planning, Scenario, Stratum, Study, SurvivalBelief


def course_of(study: Study, planning: Planning, plan: GroupSequential) -> Course:
    """
    Return how the comparison is expected to run under the sizing scenario, region by region.

    Args:
        study: with regions and the sizing scenario.
        planning: of the study.
        plan: of the test.
    Returns:
        The course: side 0 is the control, 1 the experimental arm.
    Raises:
        DesignError: the scenario says nothing of the endpoint, or of no effect on it.

    >>> from trialrun.design.example import survival_example
    >>> study = survival_example()
    >>> course = course_of(study, study.planning, study.planning.group_sequential)
    >>> course.hazard[:, 0].round(3).tolist(), course.share.tolist(), course.sign
    ([[0.05], [0.035]], [0.5, 0.5], 1.0)
    """
    scenario = study.scenario(plan.scenario)
    analysis = study.analysis(plan.analysis)
    belief = next((b for b in scenario.survival if b.endpoint == analysis.endpoint), None)
    place = f"scenarios.{scenario.id}.survival"
    if belief is None:
        raise DesignError(f"says nothing of {analysis.endpoint}", place=place)
    experimental, control = plan.comparison
    month, hazard = region_hazards(belief, (control, experimental), [r.id for r in study.regions])
    if np.allclose(hazard[0], hazard[1], rtol=1e-12):
        raise DesignError(
            f"the hazard ratio of {experimental} to {control} is 1, there is no effect to detect",
            place=place,
            hint="size the trial under a scenario with an effect.",
        )
    allocation = {arm.id: float(arm.allocation) for arm in study.arms}
    cell, level = _cells(planning)
    group, alike = _groups(study, planning, analysis.strata)
    return Course(
        entry=entry_of_regions(
            study.regions,
            planning.subjects,
            factor=scenario.enrolment_factor,
            longest_months=planning.longest_months,
        ),
        share=np.array([allocation[arm] for arm in (control, experimental)])
        / sum(allocation.values()),
        month=month,
        hazard=hazard,
        dropout=np.array([_dropout(scenario, arm) for arm in (control, experimental)]),
        cell=cell,
        level=level,
        group=group,
        alike=alike,
        follow_up_months=planning.treatment_months or np.inf,
        longest_months=planning.longest_months,
        minimum_months=plan.minimum_followup_months,
        sign=-1.0 if study.endpoint(analysis.endpoint).better == "lower" else 1.0,
    )


def region_hazards(
    belief: SurvivalBelief, arms: tuple[str, ...], regions: list[str]
) -> tuple[Floats, Floats]:
    """
    Return the hazards of arms in each region.

    An effect for a region goes before one for all regions; an arm without one has the control's
    hazard.

    Args:
        belief: of one endpoint.
        arms: ids.
        regions: ids.
    Returns:
        The month in which each piece begins, (p,), and hazards (arms, regions, p).

    >>> belief = SurvivalBelief.model_validate(
    ...     {
    ...         "endpoint": "OS",
    ...         "control": "C",
    ...         "hazards": [{"from_month": 0, "per_month": 0.05}],
    ...         "effects": [
    ...             {
    ...                 "arm": "E",
    ...                 "pieces": [{"from_month": 0, "ratio": 1}, {"from_month": 3, "ratio": 0.6}],
    ...             },
    ...             {"arm": "E", "region": "USA", "pieces": [{"from_month": 0, "ratio": 0.8}]},
    ...         ],
    ...     }
    ... )
    >>> month, hazard = region_hazards(belief, ("C", "E"), ["CHN", "USA"])
    >>> month.tolist(), hazard[1].round(3).tolist()
    ([0.0, 3.0], [[0.05, 0.03], [0.04, 0.04]])
    """
    starts = {piece.from_month for piece in belief.hazards}
    starts.update(piece.from_month for effect in belief.effects for piece in effect.pieces)
    month = np.array(sorted(starts))
    base = _step(month, [(p.from_month, p.per_month) for p in belief.hazards])
    hazard = np.empty((len(arms), len(regions), len(month)))
    for a, arm in enumerate(arms):
        for r, region in enumerate(regions):
            own = [e for e in belief.effects if e.arm == arm]
            chosen = [e for e in own if e.region == region] or [e for e in own if not e.region]
            pieces = [(p.from_month, p.ratio) for p in chosen[0].pieces] if chosen else [(0.0, 1.0)]
            hazard[a, r] = base * _step(month, pieces)
    return month, hazard


def control_strata(course: Course) -> list[ExpectedArm]:
    """Return the control group as parts that have hazards of their own: regions by cells."""
    entered = course.entry.subjects(np.array([course.longest_months]))[:, 0]
    return [
        ExpectedArm(
            float(share * part),
            hazards(course.month.tolist(), (course.hazard[0, r] * factor).tolist()),
        )
        for r, part in enumerate(entered)
        for share, factor in zip(course.cell, course.level, strict=True)
    ]


def _step(month: Floats, pieces: list[tuple[float, float]]) -> Floats:
    """Value of a step function at each month."""
    starts = np.array([start for start, _ in pieces])
    values = np.array([value for _, value in pieces])
    return np.asarray(values[np.searchsorted(starts, month, side="right") - 1])


def _dropout(scenario: Scenario, arm: str) -> float:
    own = [d.per_month for d in scenario.dropout if d.arm == arm]
    of_all = [d.per_month for d in scenario.dropout if d.arm is None]
    return [*own, *of_all, 0.0][0]


def _cells(planning: Planning) -> tuple[Floats, Floats]:
    """Share and hazard ratio of each combination of the levels of the factors."""
    factors = [
        [(level.share / sum(x.share for x in s.levels), level.hazard_ratio) for level in s.levels]
        for s in _leveled(planning)
    ]
    cells = list(product(*factors))
    return (
        np.array([prod(share for share, _ in cell) for cell in cells], float),
        np.array([prod(ratio for _, ratio in cell) for cell in cells], float),
    )


def _groups(
    study: Study, planning: Planning, variables: tuple[str, ...]
) -> tuple[NDArray[np.int64], Floats]:
    """Number the strata of the test by region and cell, and say how many each stands for."""
    kinds = {s.by for s in planning.strata if s.variable in variables}
    split = bool(kinds & {"region", "site"})
    found = [
        (
            r if split else 0,
            *(k if s.variable in variables else 0 for k, s in zip(c, f, strict=True)),
        )
        for f in [_leveled(planning)]
        for r in range(len(study.regions))
        for c in product(*(range(len(s.levels)) for s in f))
    ]
    names = sorted(set(found))
    group = np.array([names.index(each) for each in found]).reshape(len(study.regions), -1)
    sites = [float(region.sites) if "site" in kinds else 1.0 for region in study.regions]
    return group, np.array([sites[name[0]] for name in names])


def _leveled(planning: Planning) -> list[Stratum]:
    return [stratum for stratum in planning.strata if stratum.levels]
