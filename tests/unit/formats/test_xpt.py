from datetime import UTC, date, datetime

import polars as pl
import pytest

from trialrun.errors import DataError, OutputError
from trialrun.formats import Dataset, Variable, dataset_of, read_xpt, write_xpt, xpt_bytes

WHEN = date(2014, 3, 1)


def demographics() -> Dataset:
    frame = pl.DataFrame(
        {
            "USUBJID": ["01-001", "01-002", None],
            "AGE": [63.0, None, -0.25],
            "RFSTDT": [date(2014, 1, 2), None, date(1959, 12, 31)],
        }
    )
    return dataset_of("DM", frame, label="Demographics", labels={"AGE": "Age"})


def test_what_is_written_is_read_back(tmp_path):
    write_xpt(demographics(), tmp_path / "dm.xpt", when=WHEN)
    back = read_xpt(tmp_path / "dm.xpt", dates=True)
    assert back.frame.equals(demographics().frame)
    assert (back.name, back.label, back.labels["AGE"]) == ("DM", "Demographics", "Age")
    assert back.variables[2] == Variable("RFSTDT", "", "number", 8, "DATE9.")


def test_the_same_data_and_date_give_the_same_bytes():
    assert xpt_bytes(demographics(), when=WHEN) == xpt_bytes(demographics(), when=WHEN)
    assert b"01MAR14:00:00:00" in xpt_bytes(demographics(), when=WHEN)
    assert b"01MAR14:12:30:05" in xpt_bytes(
        demographics(), when=datetime(2014, 3, 1, 12, 30, 5, tzinfo=UTC)
    )


def test_blank_text_becomes_null_and_is_trimmed_on_the_right_only():
    frame = pl.DataFrame({"A": ["  x ", "   ", ""], "B": [1.0, 2.0, 3.0]})
    assert read_xpt(xpt_bytes(dataset_of("X", frame), when=WHEN)).frame["A"].to_list() == [
        "  x",
        None,
        None,
    ]


def test_text_that_is_not_utf8_is_read_as_cp1252():
    content = xpt_bytes(dataset_of("X", pl.DataFrame({"A": ["AlzheimerXs"]})), when=WHEN)
    back = read_xpt(content.replace(b"AlzheimerXs", b"Alzheimer\x92s"))
    assert (back.frame["A"][0], back.encoding) == ("Alzheimer\u2019s", "cp1252")


def test_text_in_no_known_encoding_is_refused():
    content = xpt_bytes(dataset_of("X", pl.DataFrame({"A": ["abcd"]})), when=WHEN)
    with pytest.raises(DataError, match="its text is not in UTF-8 or CP1252"):
        read_xpt(content.replace(b"abcd", b"ab\x81d"))


def test_a_data_set_without_rows_keeps_its_variables():
    frame = pl.DataFrame(schema={"A": pl.String, "B": pl.Float64})
    assert read_xpt(xpt_bytes(dataset_of("X", frame), when=WHEN)).frame.schema == frame.schema


def test_numbers_stored_in_fewer_bytes_are_read():
    content = bytearray(xpt_bytes(dataset_of("X", pl.DataFrame({"B": [1.5]})), when=WHEN))
    content[640 + 4 : 640 + 6] = (3).to_bytes(2, "big")
    content[-80:] = bytes([0x41, 0x18, 0x00]) + b" " * 77
    assert read_xpt(bytes(content)).frame["B"].to_list() == [1.5]


def test_special_missing_numbers_are_null():
    content = xpt_bytes(dataset_of("X", pl.DataFrame({"B": [1.0, 2.0, 3.0]})), when=WHEN)
    for mark, word in ((b"A", b"\x41\x10"), (b"_", b"\x41\x20"), (b"Z", b"\x41\x30")):
        content = content.replace(word + b"\0" * 6, mark + b"\0" * 7)
    assert read_xpt(content).frame["B"].null_count() == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04" + b" " * 100, "expected the header of a SAS transport file"),
    ],
)
def test_what_is_no_transport_file_is_refused(content, message):
    with pytest.raises(DataError, match=message):
        read_xpt(content, name="dm.xpt")


def test_a_cut_file_is_refused_with_file_and_offset():
    with pytest.raises(DataError, match=r"dm\.xpt: the file ends at byte 1210") as caught:
        read_xpt(xpt_bytes(demographics(), when=WHEN)[:1210], name="dm.xpt")
    assert caught.value.exit_code == 3
    assert "cut short" in str(caught.value)


def test_a_missing_file_is_a_data_error(tmp_path):
    with pytest.raises(DataError, match="can not be read"):
        read_xpt(tmp_path / "none.xpt")


def test_two_data_sets_in_one_file_are_refused():
    content = xpt_bytes(demographics(), when=WHEN)
    with pytest.raises(DataError, match="a second data set in the same file"):
        read_xpt(content + content[240:])


@pytest.mark.parametrize(
    ("dataset", "message"),
    [
        (dataset_of("X", pl.DataFrame({"A": ["x" * 201]})), "A has 201 bytes, allowed are 200"),
        (dataset_of("X", pl.DataFrame({"TOOLONGNAME": ["x"]})), "variable name 'TOOLONGNAME'"),
        (dataset_of("TOOLONGNAME", pl.DataFrame({"A": ["x"]})), "data set name 'TOOLONGNAME'"),
        (dataset_of("X", pl.DataFrame({"A": ["x"]}), labels={"A": "y" * 41}), "label of A has 41"),
        (dataset_of("X", pl.DataFrame({"A": [True]})), "A is Boolean"),
        (dataset_of("X", pl.DataFrame({"A": [float("inf")]})), "infinite"),
        (dataset_of("X", pl.DataFrame({"A": ["x"], "a": ["y"]})), "variable a twice"),
        (dataset_of("X", pl.DataFrame({"A": ["x", None]})), "its last row is blank"),
        (dataset_of("X", pl.DataFrame({"A": [1.0]}), formats={"A": "!"}), "is not NAMEw.d"),
    ],
)
def test_a_breach_of_the_formats_limits_is_refused(tmp_path, dataset, message):
    with pytest.raises(OutputError, match=message):
        write_xpt(dataset, tmp_path / "x.xpt", when=WHEN)
    assert list(tmp_path.iterdir()) == []
