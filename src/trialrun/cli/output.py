"""What commands print: JSON to standard output, progress to standard error."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trialrun.run import StepReport

SCHEMA_VERSION = "1.0"


def print_json(content: dict[str, Any]) -> None:
    """Print an object with its schema version."""
    print(json.dumps({"schema_version": SCHEMA_VERSION, **content}, ensure_ascii=False, indent=1))


def differences_text(number: int) -> str:
    """Say how many differences a document has."""
    return "verified" if not number else f"{number} difference{'' if number == 1 else 's'}"


class StepLines:
    """Progress on standard error: a line a step, its beginning shown while it lasts."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.live = sys.stderr.isatty()
        self.width = 72

    def within(self, name: str, done: int, of: int) -> None:
        """Draw a bar for a step that counts what it has done."""
        if self.quiet or not self.live:
            return
        filled = round(30 * done / of) if of else 30
        bar = "█" * filled + "░" * (30 - filled)
        print(f"  … {name:<22} {bar} {done:,}/{of:,}", end="\r", file=sys.stderr, flush=True)

    def __call__(self, name: str, report: StepReport | None) -> None:
        """Tell of a step's beginning (no report) or end."""
        if self.quiet:
            return
        if report is None:
            if self.live:
                print(f"  … {name}", end="\r", file=sys.stderr, flush=True)
            return
        if self.live:
            print(" " * self.width, end="\r", file=sys.stderr)
        how = "unchanged" if report.cached else f"{report.seconds:6.1f} s"
        files = f"{report.files} file{'' if report.files == 1 else 's'}"
        print(f"  ✓ {name:<24} {how:>10}  {files}", file=sys.stderr, flush=True)
