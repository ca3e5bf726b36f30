import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from trialrun.errors import DataError, OutputError
from trialrun.formats import (
    digest_of,
    list_archive,
    read_member,
    read_parquet,
    write_file,
    write_parquet,
)


def archive_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_members_are_listed_by_path_and_read(tmp_path):
    archive = archive_of(tmp_path / "a.zip", {"b/dm.xpt": b"dm", "ae.xpt": b" " * 100_000})
    members = list_archive(archive)
    assert [member.path for member in members] == ["ae.xpt", "b/dm.xpt"]
    assert read_member(archive, members[1]) == b"dm"
    assert len(read_member(archive, members[0])) == 100_000


def test_the_guard_counts_bytes(tmp_path):
    archive = archive_of(tmp_path / "a.zip", {"a": b"0" * 600, "b": b"0" * 600})
    with pytest.raises(DataError, match="1200 bytes when unpacked, allowed are 1000"):
        list_archive(archive, limit=1000)


@pytest.mark.parametrize("name", ["../dm.xpt", "/etc/dm.xpt", "a/../../dm.xpt", "C:/dm.xpt"])
def test_a_path_that_leaves_the_archive_is_refused(tmp_path, name):
    with pytest.raises(DataError, match="leads out of the archive"):
        list_archive(archive_of(tmp_path / "a.zip", {name: b""}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_path_named_twice_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("dm.xpt", b"1")
        archive.writestr("dm.xpt", b"2")
    with pytest.raises(DataError, match=r"'dm\.xpt' is in it twice"):
        list_archive(tmp_path / "a.zip")


def test_a_cut_archive_is_refused(tmp_path):
    archive = archive_of(tmp_path / "a.zip", {"dm.xpt": b"0" * 500})
    archive.write_bytes(archive.read_bytes()[:-30])
    with pytest.raises(DataError, match="is no zip archive, or was cut short"):
        list_archive(archive)


def test_a_damaged_member_is_refused(tmp_path):
    archive = archive_of(tmp_path / "a.zip", {"dm.xpt": bytes(range(256))})
    content = bytearray(archive.read_bytes())
    content[60] ^= 0xFF
    archive.write_bytes(bytes(content))
    with pytest.raises(DataError, match="damaged"):
        read_member(archive, list_archive(archive)[0])


def test_parquet_is_read_with_the_columns_of_cdisc_data(tmp_path):
    frame = pl.DataFrame(
        {
            "T": ["x  ", "  "],
            "C": pl.Series(["a", "b"], dtype=pl.Categorical),
            "N": pl.Series([1, None], dtype=pl.Int64),
            "D": [date(2014, 1, 2), None],
            "W": [datetime(2014, 1, 2, 3, 4, 5, tzinfo=UTC), None],
            "B": [True, False],
        }
    )
    write_parquet(frame, tmp_path / "dm.parquet")
    back = read_parquet(tmp_path / "dm.parquet")
    assert back.name == "DM"
    assert back.frame.to_dict(as_series=False) == {
        "T": ["x", None],
        "C": ["a", "b"],
        "N": [1.0, None],
        "D": ["2014-01-02", None],
        "W": ["2014-01-02T03:04:05", None],
        "B": ["Y", "N"],
    }


def test_the_same_frame_gives_the_same_parquet_bytes(tmp_path):
    frame = pl.DataFrame({"A": [str(n % 7) for n in range(1000)]})
    assert write_parquet(frame, tmp_path / "a") == write_parquet(frame, tmp_path / "b")


def test_what_is_no_parquet_is_refused():
    with pytest.raises(DataError, match="is no parquet file"):
        read_parquet(b"hello", name="dm.parquet")


def test_a_file_is_whole_or_not_there(tmp_path):
    assert write_file(tmp_path / "new" / "a.txt", b"x") == digest_of(b"x")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.txt"]


def test_a_path_under_a_file_is_an_output_error(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="can not be written"):
        write_file(tmp_path / "file" / "a.txt", b"x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_device_is_an_output_error():
    with pytest.raises(OutputError, match="can not be written"):
        write_file(Path("/dev/full"), b"x")
    assert not Path("/dev/full").is_file()
