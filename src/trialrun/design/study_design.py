"""The design of a study, and its numbers as results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from math import isfinite

from trialrun.design.calculations import (
    Calculated,
    calculation_results,
    design_calculations,
)
from trialrun.design.design import FixedDesign, Look, RuleDesign, RuleReading, SequentialDesign
from trialrun.design.effects import Effect
from trialrun.design.fixed import design_fixed
from trialrun.design.rules import design_rules
from trialrun.design.sequential import design_sequential
from trialrun.report import Result, result_id
from trialrun.study import Study

METHOD = "group-sequential"
UNITS = dict.fromkeys(("month", "last_patient_in", "control_median_months"), "months")
FORMATS = {
    **dict.fromkeys(("events", "subjects", "looks", "per_arm", "per_arm_t", "planned"), "int"),
    **dict.fromkeys(("efficacy_z", "futility_z", "hazard_ratio", "futility_hazard_ratio"), "d3"),
    **dict.fromkeys(("efficacy_p", "futility_p", "alpha_spent", "beta_spent"), "p4"),
    **dict.fromkeys(("stop_efficacy", "stop_futility", "planned_power", "power"), "d3"),
    **dict.fromkeys(("stop_efficacy_null", "type_i_error", "stated_type_i_error"), "d4"),
    **dict.fromkeys(
        ("stop_futility_null", "stated_power", "power_normal", "power_schoenfeld"), "d3"
    ),
    **dict.fromkeys(("average_hazard_ratio", "inflation", "drift"), "d3"),
    **dict.fromkeys(("month", "last_patient_in", "per_arm_exact"), "d1"),
    **dict.fromkeys(("events_exact", "events_fixed", "average_events"), "d1"),
    "average_events_null": "d1",
    "control_median_months": "d1",
}
"""How each number is printed where nothing else is said; the others as short as they go."""
_NEVER = "the bound is infinite: the trial can not stop by it at this look"
_NO_NUMBERS = {"number", "analysis", "scenario", "experimental", "control", "binding"}


@dataclass(frozen=True, slots=True)
class Design:
    """A study's design: what it takes to answer its questions, and with which risks."""

    sequential: SequentialDesign | None = None
    fixed: tuple[FixedDesign, ...] = ()
    rules: tuple[RuleDesign, ...] = ()
    calculations: tuple[Calculated, ...] = ()

    def results(self) -> list[Result]:
        """Return every number of the design, with its `design:` id."""
        rows: list[Result] = []
        if self.sequential is not None:
            rows += _numbers(self.sequential, METHOD, self.sequential.analysis)
            for look in self.sequential.looks:
                parts = (self.sequential.analysis, f"look{look.number}")
                rows += _numbers(look, METHOD, *parts)
            for effect in self.sequential.effects:
                rows += _numbers(effect, METHOD, self.sequential.analysis, f"effect{effect.share}")
        for size in self.fixed:
            rows += _numbers(size, "two means", size.endpoint)
            for effect in size.effects:
                rows += _numbers(effect, "two means", size.endpoint, f"effect{effect.share}")
        for rule in self.rules:
            rows += _numbers(rule, "stopping rule", rule.rule)
            for reading in rule.readings:
                rows += _numbers(reading, "stopping rule", rule.rule, reading.name)
        for made in self.calculations:
            rows += calculation_results(made)
        return rows


def design_study(study: Study) -> Design:
    """
    Design a study from its definition.

    Args:
        study: with a group-sequential test, sample-size statements or stopping rules, or none.
    Returns:
        The design; a study that states nothing has an empty one.
    Raises:
        DesignError: a design that has no solution as asked.
    Source: see `design_sequential`.

    >>> from ruamel.yaml import YAML
    >>> from trialrun.study import study_template
    >>> study = Study.model_validate(YAML(typ="safe").load(study_template()))
    >>> design = design_study(study)
    >>> design.fixed[0].per_arm, [row.id for row in design.results()][:2]
    (63, ['design:WEIGHT12.difference', 'design:WEIGHT12.standard_deviation'])
    """
    planning = study.planning
    sequential = (
        design_sequential(study) if planning is not None and planning.group_sequential else None
    )
    return Design(sequential, design_fixed(study), design_rules(study), design_calculations(study))


def _numbers(
    part: SequentialDesign | Look | FixedDesign | RuleDesign | RuleReading | Effect,
    method: str,
    *parts: str,
) -> Iterator[Result]:
    """Each number of a part, as a result."""
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in _NO_NUMBERS or value is None or not isinstance(value, int | float):
            continue
        crossed = isfinite(value)
        yield Result(
            id=result_id(*parts, field.name, prefix="design"),
            analysis=parts[0],
            method=method,
            operation=field.name,
            value=float(value) if crossed else None,
            unit=UNITS.get(field.name),
            format=FORMATS.get(field.name, "g"),
            warning=None if crossed else _NEVER,
        )
