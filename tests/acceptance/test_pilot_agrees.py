"""The pilot from its transport files: the numbers that were published before trialrun existed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

TABLES = ("14-1.01", "14-1.03", "14-2.01", "14-3.01", "14-5.01", "14-6.01")
MOST_DECLARED = 40
LAST_LINE = re.compile(r"matched (\d+), declared (\d+), different (\d+), missing (\d+) of (\d+)")


def script(name, *arguments):
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
    return done.stdout.splitlines()


def in_readme(root, line):
    """Whether the README shows the counts of a last line."""
    matched, declared, different, missing, numbers = map(int, LAST_LINE.search(line).groups())
    cells = f"| {numbers:,} | {matched:,} | {declared:,} | {different:,} | {missing:,} |"
    return cells in (root / "README.md").read_text(encoding="utf-8")


def test_every_published_number_is_matched_or_declared(root, shared, pilot_run):
    lines = script(
        "agree-tables", root / "scripts" / "agree-tables", pilot_run, shared / "pilot" / "tables"
    )
    counts = {
        number: [int(n) for n in LAST_LINE.search(line).groups()]
        for line in lines
        for number in TABLES
        if line.startswith(f"{number}: ")
    }
    assert sorted(counts) == sorted(TABLES)
    assert all(different == missing == 0 for _, _, different, missing, _ in counts.values())
    assert sum(declared for _, declared, *_ in counts.values()) <= MOST_DECLARED
    assert sum(numbers for *_, numbers in counts.values()) == 7403
    assert in_readme(root, lines[-1])


def test_every_value_of_the_analysis_data_is_matched_or_declared(root, shared, pilot_run):
    reference = shared / "pilot" / "adam_reference.zip"
    if not reference.is_file():
        pytest.skip("the reference material holds no pilot/adam_reference.zip")
    lines = script("agree-adam", root / "scripts" / "agree-adam", pilot_run, reference)
    _, _, different, missing, values = map(int, LAST_LINE.search(lines[-1]).groups())
    assert (different, missing) == (0, 0)
    assert values > 4_000_000
    assert in_readme(root, lines[-1])
