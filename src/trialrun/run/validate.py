"""The checks of study data alone."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trialrun.conformance import (
    LEVELS,
    check_data,
    findings_json,
    findings_summary,
    write_findings,
)
from trialrun.sdtm import read_sdtm
from trialrun.study import load_study


@dataclass(frozen=True)
class ValidationReport:
    """What the checks found: counts by level, the findings as JSON holds them, a summary."""

    counts: dict[str, int]
    findings: list[dict[str, Any]]
    text: str


def validate_data(
    study_path: Path, data: str, out: Path | None, language: str = "en"
) -> ValidationReport:
    """
    Check the data of a study.

    Args:
        study_path: the definition.
        data: as `trialrun.sdtm.read_sdtm` takes it.
        out: folder for the findings as files, or None.
        language: of the summary.
    Raises:
        StudyError: the definition is wrong.
        DataError: data that can not be read.
        OutputError: files that can not be written.
    """
    findings = check_data(load_study(study_path), read_sdtm(data))
    if out is not None:
        write_findings(findings, out)
    counts = Counter(finding.level for finding in findings)
    return ValidationReport(
        {level: counts[level] for level in LEVELS},
        json.loads(findings_json(findings))["findings"],
        findings_summary(findings, language),
    )
