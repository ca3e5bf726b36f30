"""All rules, and the check that runs them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from trialrun.conformance import (
    dates,
    definition,
    derived,
    disposition,
    keys,
    results,
    structure,
    subjects,
)
from trialrun.conformance.finding import LEVELS, Finding
from trialrun.conformance.rule import Rule, inspection_of
from trialrun.study import Study

_FAMILIES = (structure, subjects, keys, dates, results, definition, disposition, derived)
RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.id: rule for family in _FAMILIES for rule in family.RULES}
)


def check_data(study: Study | None, data: Mapping[str, pl.DataFrame]) -> list[Finding]:
    """
    Check data by every rule.

    Args:
        study: the definition; without one, the rules that need it say nothing.
        data: SDTM domains by name; with `StudyData`, labels and encodings are checked too.
    Returns:
        Findings, errors first, then in the order of rules, data sets and variables.
    """
    inspected = inspection_of(study, data)
    order = {rule: position for position, rule in enumerate(RULES)}
    found = [finding for rule in RULES.values() for finding in rule.check(inspected)]
    return sorted(
        found,
        key=lambda finding: (
            LEVELS.index(finding.level),
            order[finding.rule],
            finding.dataset,
            finding.variables,
            finding.arguments,
        ),
    )
