"""Faults between planning and regions that no schema sees."""

from __future__ import annotations

from collections.abc import Iterator

from trialrun.study.faults import Found, unknown
from trialrun.study.model import Study
from trialrun.study.references_beliefs import scenario_faults
from trialrun.study.scenarios import Scenario
from trialrun.study.yaml_source import Path_


def planning_faults(study: Study) -> Iterator[Found]:
    """Yield the faults of what a rehearsal needs, each with its place."""
    yield from _planning(study)
    yield from _regions(study)
    for position, scenario in enumerate(study.scenarios):
        yield from scenario_faults(study, scenario, ("scenarios", position))
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
    interim = len(sequential.information) - 1
    if study.interim_looks and len(study.interim_looks) != interim:
        yield (
            ("interim_looks",),
            f"found {len(study.interim_looks)} interim looks",
            f"must be {interim}, as planning.group_sequential.information has before its last",
            "",
        )
    for analysis in study.analyses:
        if analysis.id == sequential.analysis and abs(analysis.alpha - 2 * sequential.alpha) > 1e-9:
            other = f"analyses.{analysis.id}.alpha is {analysis.alpha:g}, two-sided"
            yield (
                (*inside, "alpha"),
                f"found {sequential.alpha:g}, one-sided, where {other}",
                f"must be {analysis.alpha / 2:g}",
                "the one-sided level of the looks is half the two-sided one of the analysis.",
            )


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
