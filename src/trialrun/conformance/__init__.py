"""Rules on study data, what they find, and where the subjects are."""

from trialrun.conformance.accounting import ArmFlow, SubjectFlow, accounting, subject_steps
from trialrun.conformance.derived import flag_differences
from trialrun.conformance.files import (
    findings_csv,
    findings_json,
    findings_summary,
    write_findings,
)
from trialrun.conformance.finding import LEVELS, Finding, Level, finding_message
from trialrun.conformance.iso_dates import is_possible_date
from trialrun.conformance.registry import RULES, check_data
from trialrun.conformance.rule import Rule

__all__ = [
    "LEVELS",
    "RULES",
    "ArmFlow",
    "Finding",
    "Level",
    "Rule",
    "SubjectFlow",
    "accounting",
    "check_data",
    "finding_message",
    "findings_csv",
    "findings_json",
    "findings_summary",
    "flag_differences",
    "is_possible_date",
    "subject_steps",
    "write_findings",
]
