"""Whatever is written is read back; every cut that the format lets show is refused."""

from contextlib import suppress
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.errors import DataError
from trialrun.formats import dataset_of, read_layout, read_xpt, xpt_bytes

WHEN = date(2014, 3, 1)
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20
).filter(lambda value: value == value.rstrip(" ") and len(value.encode()) <= 200)
NUMBER = st.floats(
    allow_nan=False, allow_infinity=False, min_value=-1e70, max_value=1e70, allow_subnormal=False
).filter(lambda value: value == 0 or abs(value) > 1e-70)


@st.composite
def frames(draw):
    rows = draw(st.integers(0, 12))
    columns = {}
    for index in range(draw(st.integers(1, 5))):
        values = TEXT if draw(st.booleans()) else NUMBER
        kind = pl.String if values is TEXT else pl.Float64
        cells = draw(st.lists(st.none() | values, min_size=rows, max_size=rows))
        columns[f"V{index}"] = pl.Series(cells, dtype=kind)
    if draw(st.booleans()) or rows == 0:  # an all-blank last row is refused: a key keeps it
        columns["KEY"] = pl.Series(["k"] * rows, dtype=pl.String)
    elif all(kind == pl.String for kind in (c.dtype for c in columns.values())):
        columns["N"] = pl.Series([None] * rows, dtype=pl.Float64)
    return pl.DataFrame(columns)


@given(frames())
@settings(max_examples=150, deadline=None)
def test_round_trip(frame):
    content = xpt_bytes(dataset_of("X", frame), when=WHEN)
    assert len(content) % 80 == 0
    assert read_xpt(content).frame.equals(frame)


@given(frames(), st.data())
@settings(max_examples=200, deadline=None)
def test_a_cut_is_refused_or_leaves_whole_rows(frame, data):
    content = xpt_bytes(dataset_of("X", frame), when=WHEN)
    layout = read_layout(content, place="x.xpt")
    cut = data.draw(st.integers(0, len(content) - 1))
    try:
        left = read_xpt(content[:cut])
    except DataError:
        return
    assert cut % 80 == 0
    assert cut >= layout.data_offset
    size = cut - layout.data_offset
    part = content[layout.data_offset :][:size]
    # Only whole rows and blanks are left: the one cut that the format can not show.
    assert not part[left.frame.height * layout.row_bytes :].strip(b" ")
    assert left.frame.equals(frame.head(left.frame.height))


def test_every_cut_of_a_file_is_refused_but_those_the_format_hides():
    rows = {"A": [f"subject-{n:03d}-xxxxxx" for n in range(40)], "B": [float(n) for n in range(40)]}
    content = xpt_bytes(dataset_of("X", pl.DataFrame(rows)), when=WHEN)
    layout = read_layout(content, place="x.xpt")
    assert layout.row_bytes == 26
    hidden = []
    for cut in range(len(content)):
        try:
            read_xpt(content[:cut])
        except DataError:
            continue
        hidden.append(cut)
    # 26 and 80 meet every 1040 bytes; the first is the file cut right behind its header.
    assert hidden == [layout.data_offset]


@pytest.mark.parametrize("rows", [0, 1, 3, 79, 80, 81])
@pytest.mark.parametrize("width", [1, 7, 8, 40, 79, 80, 81, 160, 200])
def test_rows_are_counted_whatever_their_length(rows, width):
    frame = pl.DataFrame({"A": pl.Series(["x" * width] * rows, dtype=pl.String)})
    assert read_xpt(xpt_bytes(dataset_of("X", frame), when=WHEN)).frame.height == rows


@given(frames(), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6))
@settings(max_examples=300, deadline=None)
def test_damaged_bytes_are_read_or_refused_but_never_crash(frame, damage):
    content = bytearray(xpt_bytes(dataset_of("X", frame), when=WHEN))
    for place, byte in damage:
        content[place % len(content)] = byte
    with suppress(DataError):
        read_xpt(bytes(content), dates=True)
