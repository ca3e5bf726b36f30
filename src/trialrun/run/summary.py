"""What a run found, in numbers."""

from __future__ import annotations

import json
from collections import Counter

from trialrun.run.outputs import DERIVED_FINDINGS, FINDINGS, RunFolder

LEVELS = ("error", "warning", "note")


def finding_counts(run: RunFolder) -> dict[str, int]:
    """Return the number of findings by level."""
    counts: Counter[str] = Counter()
    for place in (FINDINGS, DERIVED_FINDINGS):
        file = run.path / place
        if file.is_file():
            content = json.loads(file.read_text(encoding="utf-8"))
            counts.update(finding["level"] for finding in content["findings"])
    return {level: counts.get(level, 0) for level in LEVELS}


def verified_counts(run: RunFolder) -> dict[str, int]:
    """Return the number of differences found in each document of the run."""
    found = {}
    for file in sorted((run.path / "documents").glob("*.verify.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        found[content["file"]] = len(content["differences"])
    return found


def at_least(counts: dict[str, int], level: str) -> int:
    """Return how many findings are at a level or above it."""
    return sum(counts.get(name, 0) for name in LEVELS[: LEVELS.index(level) + 1])
