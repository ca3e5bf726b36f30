"""Every tracked file speaks of trialrun alone: no machine's paths, no registry's addresses."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SELF = Path(__file__).name

# Written with brackets so that this file does not hold what it forbids.
FORBIDDEN = {
    "a machine's path": r"(?<![\w.])/(?:[w]ork|[r]oot|[h]ome/\w+|[U]sers/\w+)/",
    "a temporary folder": r"(?<![\w.$}])/[t]mp/\w",
    "the address of a package registry": (
        r"[p]ypi\.(?:org|python\.org)|files\.[p]ythonhosted|registry\.[n]pmjs|[d]eb\.debian\.org"
    ),
    "an index address in a requirements file": r"--(?:extra-)?index-[u]rl\s+http",
    "a text from an unfinished hand": r"\b(?:[F]IXME|[X]XX\b|lorem [i]psum)",
    "how it was made": r"(?i)\b(?:[t]he farm|[c]laude|[a]nthropic|chat[g]pt|language model wrote)\b",
}
TEXT = {
    ".py", ".md", ".txt", ".toml", ".yaml", ".yml", ".ftl", ".json", ".csv", ".in", ".cfg",
    ".sh", ".xml", ".html", ".typ", "",
}  # fmt: skip


def tracked() -> list[Path]:
    """Files that git tracks; all files of the tree where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed if name]
    return [p for p in paths if p.suffix in TEXT and p.is_file() and p.name != SELF]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what):
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="replace")
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: {match.group()}")
    assert not found, "\n".join(found)


def test_no_tracked_file_is_of_the_reference_material():
    found = [path for path in tracked() if "shared" in path.relative_to(ROOT).parts]
    assert not found


def test_requirements_hold_no_address():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        assert "://" not in path.read_text(encoding="utf-8"), path.name


def test_version_is_in_one_place():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in text
    assert not re.search(r'^version\s*=\s*"', text, re.MULTILINE)
