"""`--help` answers at once: it imports nothing that computes, draws or renders."""

import subprocess
import sys

import pytest

HEAVY = {
    *("polars", "numpy", "numba", "scipy", "matplotlib", "pandas", "pyarrow", "rich"),
    *("docx", "lxml", "typst", "pypdf", "pyreadstat", "fluent", "ruamel", "multiprocessing"),
}
COMMANDS = [
    "",
    "run",
    "check",
    "design",
    "rehearse",
    "validate",
    "verify",
    "new",
    "schema",
    "journal",
    "journal add",
]
SHOW = (
    "import sys\nfrom trialrun.cli import main\ncode = main({given!r})\n"
    "print('\\nMODULES', *sorted(sys.modules))\nsys.exit(code)\n"
)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_imports_nothing_heavy(command):
    program = SHOW.format(given=[*command.split(), "--help"])
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    text, _, modules = done.stdout.rpartition("\nMODULES ")
    assert "Usage: trialrun" in text
    assert {name.partition(".")[0] for name in modules.split()} & HEAVY == set()
    rooms = {name.split(".")[1] for name in modules.split() if name.startswith("trialrun.")}
    assert rooms <= {"cli", "errors", "__main__"}, rooms


def test_without_arguments_the_help_is_shown_and_the_exit_code_says_that_nothing_was_done():
    done = subprocess.run(
        [sys.executable, "-m", "trialrun"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Usage: trialrun" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_is_in_the_help_and_explains_itself():
    done = subprocess.run(
        [sys.executable, "-m", "trialrun", "--help"], capture_output=True, text=True, check=False
    )
    for command in {name.split()[0] for name in COMMANDS if name}:
        assert f"\n  {command} " in done.stdout
    assert "Exit codes" in done.stdout
