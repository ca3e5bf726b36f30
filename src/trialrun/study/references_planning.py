"""Faults between planning, regions and scenarios that no schema sees."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from trialrun.study.faults import Found, unknown
from trialrun.study.model import Study
from trialrun.study.scenarios import Scenario
from trialrun.study.yaml_source import Path_

_ROUNDING = 1e-8


def planning_faults(study: Study) -> Iterator[Found]:
    """Yield the faults of what a rehearsal needs, each with its place."""
    yield from _planning(study)
    yield from _regions(study)
    for position, scenario in enumerate(study.scenarios):
        yield from _scenario(study, scenario, ("scenarios", position))
    if study.rehearsal is not None:
        path = ("rehearsal", "synthetic_scenario")
        names = [scenario.id for scenario in study.scenarios]
        yield from unknown(path, study.rehearsal.synthetic_scenario, "scenario", names)
        for needed in ("planning", "regions", "scenarios"):
            if not getattr(study, needed):
                yield ("rehearsal",), f"there is no {needed}", f"a rehearsal needs {needed}", ""


def _planning(study: Study) -> Iterator[Found]:
    planning = study.planning
    if planning is None:
        return
    path: Path_ = ("planning",)
    shares = [arm.allocation for arm in study.arms]
    if all(float(share).is_integer() for share in shares):
        total = int(sum(shares))
        if total and planning.block_size % total:
            allowed = f"must be a multiple of {total}, the sum of the arms' allocation"
            yield (*path, "block_size"), f"found {planning.block_size}", allowed, ""
    if planning.success is not None:
        yield from unknown(
            (*path, "success"), planning.success, "gate", [gate.id for gate in study.gates]
        )
    sequential = planning.group_sequential
    if sequential is None:
        return
    inside: Path_ = (*path, "group_sequential")
    analyses = [analysis.id for analysis in study.analyses]
    yield from unknown((*inside, "analysis"), sequential.analysis, "analysis", analyses)
    names = [scenario.id for scenario in study.scenarios]
    yield from unknown((*inside, "scenario"), sequential.scenario, "scenario", names)
    for side, arm in enumerate(sequential.comparison):
        arms = [each.id for each in study.arms]
        yield from unknown((*inside, "comparison", side), arm, "arm", arms)
    if sequential.comparison[0] == sequential.comparison[1]:
        yield (*inside, "comparison"), "an arm compared with itself", "must be two arms", ""


def _regions(study: Study) -> Iterator[Found]:
    for position, region in enumerate(study.regions):
        opened = region.activation
        if opened.last_month < opened.first_month:
            yield (
                ("regions", position, "activation", "last_month"),
                f"found {opened.last_month:g}",
                f"must be at least first_month, {opened.first_month:g}",
                "",
            )
    if study.planning is None or not study.regions:
        return
    caps = [region.cap for region in study.regions]
    if all(cap is not None for cap in caps):
        most = sum(cap for cap in caps if cap is not None)
        if most < study.planning.subjects:
            yield (
                ("regions", 0, "cap"),
                f"the caps of all regions sum to {most}",
                f"must allow the {study.planning.subjects} subjects of planning.subjects",
                "raise a cap, or leave one out.",
            )
    for position, scenario in enumerate(study.scenarios):
        yield from _can_enrol(study, scenario, ("scenarios", position, "enrolment_factor"))


def _can_enrol(study: Study, scenario: Scenario, path: Path_) -> Iterator[Found]:
    """Say so where even enrolment at the planned rates can not end before the study does."""
    planning = study.planning
    if planning is None:
        return
    longest = planning.longest_months
    expected = 0.0
    for region in study.regions:
        opened = (region.activation.first_month + region.activation.last_month) / 2
        months = max(longest - opened, 0.0)
        subjects = region.sites * region.rate * scenario.enrolment_factor * months
        expected += subjects if region.cap is None else min(subjects, region.cap)
    if expected < planning.subjects:
        yield (
            path,
            f"{expected:.0f} subjects are expected in {longest:g} months",
            f"must allow the {planning.subjects} subjects of planning.subjects",
            "raise the rate, the sites, the caps or planning.longest_months.",
        )


def _scenario(study: Study, scenario: Scenario, path: Path_) -> Iterator[Found]:
    arms = [arm.id for arm in study.arms]
    endpoints = [endpoint.id for endpoint in study.endpoints]
    regions = [region.id for region in study.regions]
    for k, belief in enumerate(scenario.survival):
        inside: Path_ = (*path, "survival", k)
        yield from unknown((*inside, "endpoint"), belief.endpoint, "endpoint", endpoints)
        yield from unknown((*inside, "control"), belief.control, "arm", arms)
        for j, effect in enumerate(belief.effects):
            yield from unknown((*inside, "effects", j, "arm"), effect.arm, "arm", arms)
            if effect.region is not None:
                place = (*inside, "effects", j, "region")
                yield from unknown(place, effect.region, "region", regions)
    for k, item in enumerate(scenario.continuous):
        inside = (*path, "continuous", k)
        yield from unknown((*inside, "endpoint"), item.endpoint, "endpoint", endpoints)
        for arm in arms:
            if arm not in item.means:
                yield (*inside, "means"), f"no means for arm {arm}", "every arm must have them", ""
        for arm in item.means:
            yield from unknown((*inside, "means", arm), arm, "arm", arms)
    for k, dropout in enumerate(scenario.dropout):
        if dropout.arm is not None:
            yield from unknown((*path, "dropout", k, "arm"), dropout.arm, "arm", arms)
    rules = [rule.id for rule in study.stopping_rules]
    for k, rate in enumerate(scenario.rule_rates):
        yield from unknown((*path, "rule_rates", k, "rule"), rate.rule, "stopping rule", rules)
        for arm in rate.rates:
            yield from unknown((*path, "rule_rates", k, "rates", arm), arm, "arm", arms)
    if not scenario.survival and not scenario.continuous:
        yield path, "says nothing of an endpoint", "survival or continuous must be there", ""
    yield from _correlation(scenario, (*path, "correlation"))


def _correlation(scenario: Scenario, path: Path_) -> Iterator[Found]:
    """Say what keeps a matrix from being the correlation of the continuous endpoints."""
    size = scenario.dimension()
    rows = scenario.correlation
    if not size and not rows:
        return
    if len(rows) != size or any(len(row) != size for row in rows):
        shape = f"{len(rows)} rows of {', '.join(sorted({str(len(row)) for row in rows})) or '0'}"
        yield path, f"found {shape}", f"must be {size} rows of {size}", ""
        return
    matrix = np.array(rows, dtype=float)
    hint = "a correlation matrix is symmetric, 1 on its diagonal and positive definite."
    if not np.allclose(np.diag(matrix), 1, atol=_ROUNDING):
        yield path, "the diagonal is not 1", "every variable correlates with itself by 1", hint
    elif not np.allclose(matrix, matrix.T, atol=_ROUNDING):
        yield path, "is not symmetric", "row i column j must equal row j column i", hint
    elif np.abs(matrix).max() > 1:
        yield path, f"holds {matrix.flat[np.abs(matrix).argmax()]:g}", "must be -1 to 1", hint
    else:
        smallest = float(np.linalg.eigvalsh(matrix)[0])
        if smallest <= _ROUNDING:
            message = f"its smallest eigenvalue is {smallest:.3g}"
            yield path, message, "must be above 0: no such variables can exist", hint
