"""Results on the flow of subjects from screening, which the analysis data do not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trialrun.analysis.origin import Origin
from trialrun.conformance import LEVELS, Finding, SubjectFlow
from trialrun.report import Result

FLOW = "flow"
FINDINGS = "findings"


def summarize_flow(flow: SubjectFlow) -> list[Result]:
    """
    Return the flow of subjects as results.

    Returns:
        `flow.screened|screen_failures|not_assigned|randomised|treated|completed|discontinued`
        over all, and the last four by arm as `flow.randomised.ARM`.
    """
    origin = Origin(FLOW, "DM")

    def count(value: int, *key: str) -> Result:
        return origin.result(
            *key, method="count", operation="count", value=value, form="int", variable="USUBJID"
        )

    steps = "screened screen_failures not_assigned randomised treated completed discontinued"
    rows = [count(getattr(flow, step), step) for step in steps.split()]
    for arm in flow.arms:
        rows += [
            count(arm.randomised, "randomised", arm.arm),
            count(arm.treated, "treated", arm.arm),
            count(arm.completed, "completed", arm.arm),
            count(arm.discontinued, "discontinued", arm.arm),
        ]
    return rows


def summarize_findings(findings: Sequence[Finding]) -> list[Result]:
    """Return the number of findings on the data, by level: `findings.error|warning|note`."""
    counts = Counter(finding.level for finding in findings)
    origin = Origin(FINDINGS, "SDTM")
    return [
        origin.result(level, method="count", operation="count", value=counts[level], form="int")
        for level in LEVELS
    ]
