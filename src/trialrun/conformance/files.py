"""Findings as files: JSON for programs, CSV (one line a record) and text for the data manager."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from trialrun.conformance.finding import LEVELS, Finding, finding_message
from trialrun.conformance.registry import RULES
from trialrun.formats import write_file
from trialrun.language import LANGUAGES, message_text

SCHEMA_VERSION = "1.0"
_SHOWN_SUBJECTS = 5


def findings_json(findings: Sequence[Finding]) -> str:
    """
    Findings as JSON, with their sentences in every language.

    Args:
        findings: as `check_data` gives them.
    """
    entries = [
        {
            "rule": finding.rule,
            "level": finding.level,
            "source": RULES[finding.rule].source,
            "dataset": finding.dataset,
            "variables": list(finding.variables),
            "message": {code: finding_message(finding, code) for code in LANGUAGES},
            "rows": list(finding.rows),
            "subjects": list(finding.subjects),
            "values": list(finding.values),
        }
        for finding in findings
    ]
    content = {"schema_version": SCHEMA_VERSION, "findings": entries}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def findings_csv(findings: Sequence[Finding]) -> str:
    """Findings as CSV: one line a record, or one a finding that is about no record."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(
        ["rule", "level", "dataset", "variables", "row", "subject", "value", "source"]
        + [f"message_{language}" for language in LANGUAGES]
    )
    for finding in findings:
        head = [finding.rule, finding.level, finding.dataset, " ".join(finding.variables)]
        tail = [RULES[finding.rule].source]
        tail += [finding_message(finding, language) for language in LANGUAGES]
        rows = [str(row) for row in finding.rows] or [""]
        subjects, values = finding.subjects or ("",), finding.values or ("",)
        for row, subject, value in zip(rows, subjects, values, strict=True):
            writer.writerow([*head, row, subject, value, *tail])
    return buffer.getvalue()


def findings_summary(findings: Sequence[Finding], language: str) -> str:
    """
    Findings for reading: by level and rule, one sentence a data set.

    Args:
        findings: as `check_data` gives them.
        language: "en" or "zh".
    """
    if not findings:
        return message_text("conformance-none", language) + "\n"
    lines = []
    for level in LEVELS:
        of_level = [finding for finding in findings if finding.level == level]
        if not of_level:
            continue
        lines += [f"{message_text(f'conformance-level-{level}', language)} ({len(of_level)})", ""]
        for rule in RULES.values():
            of_rule = [finding for finding in of_level if finding.rule == rule.id]
            if not of_rule:
                continue
            lines.append(f"  {rule.title(language)} [{rule.id}; {rule.source}]")
            for finding in of_rule:
                lines.append(f"    - {finding_message(finding, language)}")
                subjects = finding.distinct_subjects
                if subjects:
                    more = "" if len(subjects) <= _SHOWN_SUBJECTS else ", …"
                    lines.append(f"      {', '.join(subjects[:_SHOWN_SUBJECTS])}{more}")
            lines.append("")
    return "\n".join(lines)


def write_findings(findings: Sequence[Finding], folder: Path) -> dict[str, str]:
    """
    Write findings.json, findings.csv and a summary in every language.

    Args:
        findings: as `check_data` gives them.
        folder: where to; it is made.
    Returns:
        SHA-256 of each file by its name.
    Raises:
        OutputError: a file can not be written.
    """
    texts = {"findings.json": findings_json(findings), "findings.csv": findings_csv(findings)}
    for language in LANGUAGES:
        texts[f"findings.{language}.txt"] = findings_summary(findings, language)
    return {name: write_file(folder / name, text.encode()) for name, text in texts.items()}
