"""
Every code fence of the documentation is run, so that a page can not promise what is not there.

    ```console   lines after `$ ` are run in a shell, in one folder per page; the lines below are
                 what they print (`...` stands for anything; no lines: only the exit status counts);
                 `# exits 2` after a command is the exit status it must have
    ```bash      run as one script
    ```python    run in one namespace per page
    ```yaml      read as YAML
    ```text      not run

`make …` inside a fence is looked up in the Makefile and not run: it would run this test. A page that
speaks of `out/demo/cdiscpilot01-data` or `out/demo/mrct-os` finds that finished run there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "GLOSSARY.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "changes").glob("*.md")),
    *sorted((ROOT / "examples").rglob("*.md")),
    *sorted((ROOT / "tests").rglob("*.md")),
]
FINISHED = {"cdiscpilot01-data": "demo_run", "mrct-os": "rehearsed_run"}
KINDS = {"console", "bash", "python", "yaml", "text"}
FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
EXITS = re.compile(r"\s+# exits (\d+)$")


class Fence(NamedTuple):
    """One fenced block: its kind, its text and the line it starts on."""

    kind: str
    text: str
    line: int


def fences(page: Path) -> list[Fence]:
    """All fenced blocks of a page in reading order."""
    text = page.read_text(encoding="utf-8")
    return [
        Fence(match[1], match[2], text.count("\n", 0, match.start()) + 1)
        for match in FENCE.finditer(text)
    ]


def commands(text: str) -> list[tuple[str, str, int]]:
    """Command, expected output and expected exit status of each command of a console fence."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append([line[2:]])
        elif found and found[-1][-1].endswith("\\") and len(found[-1]) == 1:
            found[-1][0] = found[-1][0][:-1] + line.lstrip("> ")
        elif found:
            found[-1].append(line)
    result = []
    for command, *output in found:
        status = EXITS.search(command)
        result.append(
            (
                EXITS.sub("", command),
                "\n".join(output).strip(),
                int(status[1]) if status else 0,
            )
        )
    return result


def matches(expected: str, printed: str) -> bool:
    """Compare output with what a page shows; `...` stands for anything."""
    parts = [re.escape(part.strip()) for part in expected.split("...")]
    return re.fullmatch(r"\s*" + ".*?".join(parts) + r"\s*", printed, re.DOTALL) is not None


def environment() -> dict[str, str]:
    """What a reader who has activated the environment would have."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}


def check_make(command: str) -> None:
    """A `make` target that a page names must be one of the Makefile's."""
    targets = re.findall(
        r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    for word in command.split()[1:]:
        assert "=" in word or word in targets, f"the Makefile has no target {word}"


def run_console(fence: Fence, folder: Path) -> None:
    """Run each command of a console fence and compare status and output."""
    for command, expected, status in commands(fence.text):
        if command.split()[0] in {"make", "git", "cd", "python3"}:
            if command.startswith("make"):
                check_make(command)
            continue
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        said = f"$ {command}\n{done.stdout}{done.stderr}"
        assert done.returncode == status, f"exit status {done.returncode}, not {status}\n{said}"
        if expected:
            printed = f"{done.stdout}{done.stderr}"
            assert matches(expected, printed), f"{said}\nthe page shows:\n{expected}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_fence_of_the_page_does_what_it_says(page, tmp_path, monkeypatch, request):
    monkeypatch.chdir(tmp_path)
    spoken = "".join(fence.text for fence in fences(page) if fence.kind != "text")
    for name, fixture in FINISHED.items():
        if f"out/demo/{name}" in spoken:
            (tmp_path / "out" / "demo").mkdir(parents=True, exist_ok=True)
            (tmp_path / "out" / "demo" / name).symlink_to(request.getfixturevalue(fixture))
    if (ROOT / "examples").is_dir():
        (tmp_path / "examples").symlink_to(ROOT / "examples")
    names: dict[str, object] = {}
    for fence in fences(page):
        where = f"{page.relative_to(ROOT)}:{fence.line}"
        assert fence.kind in KINDS, f"{where}: a fence is one of {sorted(KINDS)}"
        if fence.kind == "console":
            run_console(fence, tmp_path)
        elif fence.kind == "bash":
            subprocess.run(
                ["bash", "-euo", "pipefail", "-c", fence.text],
                cwd=tmp_path,
                env=environment(),
                check=True,
                timeout=300,
            )
        elif fence.kind == "python":
            exec(compile(fence.text, where, "exec"), names)
        elif fence.kind == "yaml":
            list(YAML(typ="safe").load_all(fence.text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_the_page_leads_somewhere(page):
    lost = [
        target
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not lost


def test_a_page_that_promises_too_much_is_seen(tmp_path):
    with pytest.raises(AssertionError):
        run_console(Fence("console", "$ trialrun-does-not-exist\n", 1), tmp_path)
    with pytest.raises(AssertionError):
        run_console(Fence("console", "$ echo 41\n42\n", 1), tmp_path)
    with pytest.raises(AssertionError):
        run_console(Fence("console", "$ make tea\n", 1), tmp_path)
    run_console(Fence("console", "$ echo a 17 s b\na ... b\n$ false  # exits 1\n", 1), tmp_path)
