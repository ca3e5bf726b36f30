"""The reference cases of other programs, call by call."""

from __future__ import annotations

import subprocess
import sys


def test_no_case_disagrees(root, shared):
    done = subprocess.run(
        [sys.executable, root / "scripts" / "agree-design", shared / "design" / "reference.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.splitlines()[-1]
    assert done.returncode == 0, done.stdout + done.stderr
    words = last.replace(",", "").split()
    disagreed, unsupported = int(words[3]), int(words[5])
    assert disagreed == 0, done.stdout
    assert unsupported <= 7, done.stdout


def test_a_file_that_is_none_is_refused(root, tmp_path):
    (tmp_path / "cases.json").write_text("{", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, root / "scripts" / "agree-design", tmp_path / "cases.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cases.json" in done.stderr
