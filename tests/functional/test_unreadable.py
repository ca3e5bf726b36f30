"""Input that can not be read, output that can not be written: exit code 3, said once, no half file."""

import errno
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from mini_trial import made_up_trial

from trialrun.cli import main
from trialrun.errors import DataError
from trialrun.formats import dataset_of, read_xpt, xpt_bytes
from trialrun.study import load_study, study_template

COMMAND = [sys.executable, "-m", "trialrun"]


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("study") / "study.yaml"
    path.write_text(study_template(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def good(tmp_path_factory, study) -> Path:
    """The made-up trial as transport files."""
    folder = tmp_path_factory.mktemp("good")
    when = load_study(study).identification.report_date
    for name, frame in made_up_trial(4).items():
        content = xpt_bytes(dataset_of(name, frame), when=when, place=name)
        (folder / f"{name.lower()}.xpt").write_bytes(content)
    return folder


@pytest.fixture
def data(tmp_path, good) -> Path:
    return Path(shutil.copytree(good, tmp_path / "data"))


def refused(capsys, *arguments: object) -> str:
    """What is said of a request that could not be finished; nothing may be left behind."""
    code = main([*map(str, arguments)])
    said = capsys.readouterr()
    assert code == 3, said.err
    assert "Traceback" not in said.err
    messages = [line for line in said.err.splitlines() if line.startswith("error: ")]
    assert len(messages) == 1, said.err
    return said.err[said.err.index("error: ") :]


def refused_run(capsys, study: Path, data: object, out: Path) -> str:
    given = ["--data", data, "-o", out, "--until", "data", "-q", "--workers", 1]
    return refused(capsys, "run", study, *given)


def no_partial_file(folder: Path) -> bool:
    return not [path for path in folder.rglob("*") if path.name.startswith(".partial-")]


# Input.


def test_data_without_dm(capsys, study, data, tmp_path):
    (data / "dm.xpt").unlink()
    for command in (["run", study, "--data", data, "-o", tmp_path / "out", "-q", "--workers", 1],):
        assert "DM" in refused(capsys, *command)
    assert "DM" in refused(capsys, "validate", study, "--data", data)
    assert no_partial_file(tmp_path)
    assert not list((tmp_path / "out").glob("adam/*"))


def test_a_folder_without_data_a_missing_folder_and_an_empty_file(capsys, study, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "no data file" in refused_run(capsys, study, tmp_path / "empty", tmp_path / "out")
    assert "no such" in refused_run(capsys, study, tmp_path / "nowhere", tmp_path / "out")
    (tmp_path / "zero").write_bytes(b"")
    assert "zip" in refused_run(capsys, study, tmp_path / "zero", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_every_cut_of_a_transport_file_that_its_format_shows_is_refused(good):
    """A cut between two records that is also one between blocks of 80 bytes shows nowhere."""
    whole = (good / "dm.xpt").read_bytes()
    header = whole.index(b"HEADER RECORD*******OBS") + 80
    trial = made_up_trial(4)["DM"]
    record = sum(variable.length for variable in dataset_of("DM", trial).variables)
    seen = 0
    for cut in [*range(0, header, 37), *range(header, len(whole), 3)]:
        try:
            rows = read_xpt(whole[:cut], name="dm.xpt").frame.height
        except DataError as error:
            seen += (error.place or "").startswith("dm.xpt")
            continue
        assert cut >= header
        assert cut % 80 == 0, cut
        # What is there are whole records, and blanks up to the end of the block.
        assert (cut - header) // record - 1 <= rows <= trial.height
    assert seen > 500


@pytest.mark.parametrize("cut", [0, 79, 400, -1, -79])
def test_a_cut_transport_file_is_said_with_its_name_before_anything_is_computed(
    cut, capsys, study, data, tmp_path
):
    whole = (data / "ae.xpt").read_bytes()
    (data / "ae.xpt").write_bytes(whole[:cut])
    assert "ae.xpt" in refused_run(capsys, study, data, tmp_path / "out")
    assert not list((tmp_path / "out").glob("sdtm/*"))
    assert no_partial_file(tmp_path)


def zipped(data: Path, path: Path, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(path, "w", how) as archive:
        for file in sorted(data.iterdir()):
            archive.write(file, file.name)
    return path.read_bytes()


def test_a_zip_that_is_none_is_cut_or_is_damaged(capsys, study, data, tmp_path):
    path, out = tmp_path / "sdtm.zip", tmp_path / "out"
    whole = zipped(data, path)
    path.write_bytes(b"this is no archive" * 100)
    assert "sdtm.zip" in refused_run(capsys, study, path, out)
    for cut in range(1, len(whole), len(whole) // 20):
        path.write_bytes(whole[:cut])
        assert "sdtm.zip" in refused_run(capsys, study, path, out)
    stored = bytearray(zipped(data, path, zipfile.ZIP_STORED))
    stored[stored.index(b"HEADER RECORD*******OBS") + 100] ^= 0xFF
    path.write_bytes(stored)
    assert "check sum" in refused_run(capsys, study, path, out)
    assert not list(out.glob("sdtm/*"))


def test_a_file_that_may_not_be_read(capsys, study, data, tmp_path, monkeypatch):
    """The superuser may read all files, so the refusal is acted."""
    read = Path.read_bytes

    def forbidden(self: Path) -> bytes:
        if self.name == "ae.xpt":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    said = refused_run(capsys, study, data, tmp_path / "out")
    assert "ae.xpt" in said
    assert "Permission denied" in said


def test_verify_of_what_is_not_there_or_not_what_it_should_be(capsys, tmp_path):
    (tmp_path / "report.docx").write_bytes(b"no archive")
    said = refused(capsys, "verify", tmp_path / "gone.docx", "--run", tmp_path)
    assert "gone.docx" in said
    assert refused(capsys, "verify", tmp_path / "report.docx", "--run", tmp_path)
    assert refused(capsys, "verify", tmp_path / "report.docx", "--run", tmp_path / "nowhere")


# Output.


def test_an_output_path_under_a_file(capsys, study, data, tmp_path):
    (tmp_path / "file").write_text("here", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        said = refused_run(capsys, study, data, out)
        assert str(tmp_path / "file") in said
    validate = ["validate", study, "--data", data, "-o"]
    assert str(tmp_path) in refused(capsys, *validate, tmp_path / "file" / "x")
    assert str(tmp_path) in refused(capsys, "new", tmp_path / "file" / "x.yaml")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "here"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_to_a_full_device(capsys, study, data):
    assert "/dev/full" in refused_run(capsys, study, data, Path("/dev/full"))
    assert "/dev/full" in refused(capsys, "new", "/dev/full", "--force")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["schema"],
        ["--help"],
        ["run", "--help"],
        ["check", "STUDY"],
        ["check", "STUDY", "--json"],
        ["validate", "STUDY", "--data", "DATA"],
        ["validate", "STUDY", "--data", "DATA", "--json"],
        ["run", "STUDY", "--data", "DATA", "-o", "OUT", "--until", "data", "--json"],
        ["verify", "gone.docx", "--run", "OUT", "--json"],
    ],
)
def test_standard_output_on_a_full_device(arguments, study, data, tmp_path):
    places = {"STUDY": str(study), "DATA": str(data), "OUT": str(tmp_path / "out")}
    given = [places.get(argument, argument) for argument in arguments]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*COMMAND, *given], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert sum(line.startswith("error: ") for line in done.stderr.splitlines()) == 1, done.stderr


def test_a_reader_that_stops_reading_is_no_fault_of_ours():
    command = f"'{sys.executable}' -m trialrun schema | head -c 9 >&2; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "rror" not in done.stderr
    assert done.stdout.strip() == "3"


class FullDisk:
    """A disk that is full after some bytes, acted out where files are written."""

    def __init__(self, room: int) -> None:
        self.left = room
        self.write = os.fsync

    def fsync(self, handle: int) -> None:
        self.left -= os.fstat(handle).st_size
        if self.left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("room", [0, 20_000, 60_000])
def test_a_disk_that_is_full_at_some_moment(room, capsys, study, data, tmp_path, monkeypatch):
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", FullDisk(room).fsync)
        said = refused_run(capsys, study, data, out)
    assert "No space left" in said
    assert no_partial_file(out)
    # With room again, the run carries on.
    assert (
        main(["run", str(study), "--data", str(data), "-o", str(out), "--until", "data", "-q"]) == 0
    )


@pytest.mark.parametrize("method", ["replace", "mkdir"])
def test_a_folder_that_may_not_be_changed(method, capsys, study, data, tmp_path, monkeypatch):
    """The superuser may change all folders, so the refusal is acted."""

    def refuse(self: Path, *_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EROFS, "Read-only file system", str(self))

    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(Path, method, refuse)
        assert "Read-only" in refused_run(capsys, study, data, out)
    assert no_partial_file(tmp_path)


def test_a_small_file_system_that_is_really_full(capsys, study, data, tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place],
            capture_output=True,
            check=False,
        ).returncode
    )
    if not mounted:
        pytest.skip("no file system can be mounted here")
    try:
        said = refused_run(capsys, study, data, place / "out")
        assert "No space left" in said
        assert no_partial_file(place)
    finally:
        subprocess.run(["umount", "-l", place], check=False)
