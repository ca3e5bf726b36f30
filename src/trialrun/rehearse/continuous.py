"""Rehearse a trial with longitudinal continuous endpoints, co-primary or gated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.rehearse.allocation import Allocation, allocation_of
from trialrun.rehearse.chunks import Progress, run_chunks
from trialrun.rehearse.continuous_plan import (
    Layout,
    Models,
    Outcomes,
    layout_of,
    models_of,
    outcomes_of,
)
from trialrun.rehearse.enrolment import Enrolment, enrolment_of
from trialrun.rehearse.gate import Claims, claims_of
from trialrun.rehearse.rules import Rules, rules_of
from trialrun.streams import stream_key
from trialrun.study import Scenario, Study


@dataclass(frozen=True, eq=False)
class ContinuousPlan:
    """All that a trial with continuous endpoints needs, checked and as arrays."""

    claims: Claims
    enrolment: Enrolment
    allocation: Allocation
    outcomes: Outcomes
    models: Models
    layout: Layout
    rules: Rules
    key: tuple[int, int]


def plan_continuous(study: Study, scenario: Scenario, sites: Sequence[str]) -> ContinuousPlan:
    """
    Return what a trial of a scenario needs.

    Args:
        study: with planning, regions and a gate that decides.
        scenario: with continuous endpoints.
        sites: names of all sites, region by region.
    Raises:
        StudyError: an analysis that decides can not be rehearsed.
    """
    claims = claims_of(study, scenario)
    assert study.rehearsal is not None
    return ContinuousPlan(
        claims=claims,
        enrolment=enrolment_of(study, scenario),
        allocation=allocation_of(study),
        outcomes=outcomes_of(study, scenario),
        models=models_of(study, scenario, claims.analyses),
        layout=layout_of(study, scenario, sites),
        rules=rules_of(study, scenario),
        key=stream_key(study.rehearsal.seed, "trial"),
    )
