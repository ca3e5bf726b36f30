"""The whole thread before there are data: same bytes however it is run, and one door for all data."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from trialrun.package import check_package
from trialrun.sdtm import synthesize
from trialrun.study import load_study

COMMAND = [sys.executable, "-m", "trialrun"]
TRIALS = ["--trials", "300"]


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(study: Path, out: Path, *options: str) -> None:
    given = [*COMMAND, "run", str(study), "-o", str(out), "-q", *TRIALS, *options]
    done = subprocess.run(given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def started(study: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    given = [*COMMAND, "run", str(study), "-o", str(out), "-q", *TRIALS, *options]
    return subprocess.Popen(given, start_new_session=True)


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill a run without warning; False where it had ended before."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    assert process.returncode == 0
    return False


def test_one_worker_and_small_chunks_give_the_same_bytes(survival_study, rehearsed_run, tmp_path):
    run(survival_study, tmp_path / "out", "--workers", "1", "--chunk", "37")
    assert digests(tmp_path / "out") == digests(rehearsed_run)


def test_a_killed_rehearsal_carries_on_to_the_same_bytes(survival_study, rehearsed_run, tmp_path):
    """Killed three times before there are documents; what stands then is whole."""
    out, wanted = tmp_path / "out", digests(rehearsed_run)
    moments = random.Random(3)
    for _ in range(3):
        kill_after(started(survival_study, out, "--until", "data"), moments.uniform(1.0, 6.0))
        for name, digest in digests(out).items():
            if ".partial-" not in name and name != "run.json":
                assert digest == wanted[name], name
    run(survival_study, out, "--until", "data", "--chunk", "101")
    for name, digest in digests(out).items():
        if name != "run.json":
            assert digest == wanted[name], name
    assert not list(out.rglob(".partial-*"))


@pytest.mark.fuzz
@pytest.mark.parametrize("study", ["mrct-os", "cdiscpilot01"])
def test_a_run_killed_at_ten_random_moments_ends_with_the_same_bytes(study, root, tmp_path):
    definition = root / "examples" / study / "study.yaml"
    begun = time.monotonic()
    run(definition, tmp_path / "undisturbed", "--workers", "1")
    lasts = time.monotonic() - begun
    wanted = digests(tmp_path / "undisturbed")
    for moment in range(10):
        out = tmp_path / f"killed{moment}"
        share = random.Random(moment).uniform(0.05, 0.95)
        killed = kill_after(started(definition, out, "--workers", "2"), share * lasts)
        run(definition, out, "--chunk", str(50 + moment))
        assert digests(out) == wanted, f"killed: {killed}"


def test_the_synthetic_trial_is_read_as_it_was_drawn(survival_study, rehearsed_run):
    """What the pipeline reads from transport files is what was drawn, value by value."""
    study = load_study(survival_study)
    scenario = study.rehearsal.synthetic_scenario
    drawn = synthesize(study, scenario, trial=study.rehearsal.synthetic_trial)
    for name, frame in drawn.items():
        read = pl.read_parquet(rehearsed_run / "sdtm" / f"{name.lower()}.parquet")
        assert read.columns == frame.columns, name
        assert read.equals(frame.cast(read.schema)), name


def test_synthetic_data_have_no_findings(rehearsed_run):
    for place in ("findings/findings.json", "findings/derived/findings.json"):
        content = json.loads((rehearsed_run / place).read_text(encoding="utf-8"))
        assert content["findings"] == []


def test_the_run_and_its_package_say_that_the_data_are_synthetic(rehearsed_run):
    facts = json.loads((rehearsed_run / "run.json").read_text(encoding="utf-8"))
    assert facts["synthetic"] == {"scenario": "EXPECTED", "trial": 6}
    manifest = (rehearsed_run / "package" / "manifest.json").read_text(encoding="utf-8")
    assert "synthetic" in manifest
    page = (rehearsed_run / "documents" / "csr.en.html").read_text(encoding="utf-8")
    assert "dry run on synthetic data" in page


def test_the_package_of_a_run_is_whole(rehearsed_run):
    assert check_package(rehearsed_run / "package") == []
