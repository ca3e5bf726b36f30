"""Data sets within the limits of transport files: nothing is lost without a word."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialrun.formats import dataset_of, read_xpt, xpt_bytes
from trialrun.package.keys import record_keys
from trialrun.package.long_text import TEXT_BYTES, text_pieces
from trialrun.package.shapes import shape_of
from trialrun.package.transport import short_label, transport_adam, transport_sdtm

LONG = " ".join(f"word{number:03d}" for number in range(80))


def sdtm(name, **columns):
    return {name: dataset_of(name, pl.DataFrame(columns, strict=False), label="A label")}


@given(st.lists(st.text("abcdéñ药物", min_size=1, max_size=60), min_size=1, max_size=40))
def test_pieces_joined_are_the_text(words):
    text = " ".join(words)
    pieces = text_pieces(text)
    assert all(len(piece.encode()) <= TEXT_BYTES for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_long_term_goes_on_in_supplemental_qualifiers():
    ready, remarks = transport_sdtm(
        sdtm("AE", STUDYID=["S"] * 2, USUBJID=["A", "B"], AESEQ=[1.0, 2.0], AETERM=["short", LONG])
    )
    further = ready["SUPPAE"].frame
    assert ready["AE"].frame["AETERM"].str.len_bytes().max() <= TEXT_BYTES
    assert further["QNAM"].to_list() == ["AETERM1", "AETERM2", "AETERM3"]
    assert set(further["IDVARVAL"]) == {"2"}
    whole = " ".join([ready["AE"].frame["AETERM"][1], *further["QVAL"]])
    assert whole == LONG
    assert [(r.topic, r.data_set, r.variable, r.count) for r in remarks] == [
        ("split", "AE", "AETERM", 1)
    ]


def test_supplemental_qualifiers_that_are_there_are_kept():
    data = sdtm("AE", STUDYID=["S"], USUBJID=["A"], AESEQ=[1.0], AEACNOTH=[LONG])
    data |= sdtm("SUPPAE", STUDYID=["S"], RDOMAIN=["AE"], USUBJID=["A"], QNAM=["OWN"], QVAL=["x"])
    frame = transport_sdtm(data)[0]["SUPPAE"].frame
    # A name of eight letters gives its last one to the number.
    assert frame["QNAM"].to_list() == ["OWN", "AEACNOT1", "AEACNOT2", "AEACNOT3"]


def test_trial_summary_goes_on_in_further_variables():
    ready, _ = transport_sdtm(
        sdtm("TS", STUDYID=["S"], TSPARMCD=["TITLE"], TSVAL=[LONG], TSVALCD=[""])
    )
    frame = ready["TS"].frame
    assert frame.columns == [
        *("STUDYID", "TSPARMCD", "TSVAL", "TSVAL1", "TSVAL2", "TSVAL3", "TSVALCD")
    ]
    row = frame.row(0, named=True)
    assert " ".join(row[f"TSVAL{n}"] for n in ("", 1, 2, 3)) == LONG


def test_long_text_of_analysis_data_is_shortened_with_a_remark():
    ready, remarks = transport_adam({"ADXX": pl.DataFrame({"X": [LONG, "s"]})}, {}, {})
    assert LONG.startswith(ready["ADXX"].frame["X"][0])
    assert [(r.topic, r.data_set, r.variable, r.count) for r in remarks] == [
        ("shortened", "ADXX", "X", 1)
    ]


def test_what_no_file_holds_is_left_out_with_a_remark():
    frame = pl.DataFrame(
        {"USUBJID": ["A", None], "NINELETTR": ["x", None], "TOOBIG": [1e80, None], "OK": [1, None]}
    )
    ready, remarks = transport_adam({"ADXX": frame}, {}, {})
    assert ready["ADXX"].frame.to_dict(as_series=False) == {
        "USUBJID": ["A"],
        "TOOBIG": [None],
        "OK": [1.0],
    }
    assert {(r.topic, r.variable, r.count) for r in remarks} == {
        ("name", "NINELETTR", 1),
        ("number", "TOOBIG", 1),
        ("blank", "", 1),
    }
    content = xpt_bytes(ready["ADXX"], when=date(2026, 6, 30))
    assert read_xpt(content).frame.equals(ready["ADXX"].frame)


@pytest.mark.parametrize(
    "label",
    ["Age", "A label that is exactly forty bytes long", "x" * 41, "受试者" * 20, "a b" * 30],
)
def test_labels_fit(label):
    short = short_label(label)
    assert len(short.encode()) <= 40
    assert label.startswith(short)
    assert short == label or len(label.encode()) > 40


@pytest.mark.parametrize(
    ("name", "values", "shape"),
    [
        ("AGE", [63.0, None], ("integer", 2, None)),
        ("AVAL", [0.1 + 0.2, -12.5], ("float", 3, 1)),
        ("AETERM", ["é", None], ("text", 2, None)),
        ("AESTDTC", ["2014-01-02"], ("date", None, None)),
        ("LBDTC", ["2014-01-02T10:15"], ("datetime", None, None)),
        ("LBDTC", ["2014-01-02T10:15", "2014-01-02"], ("partialDatetime", None, None)),
        ("AESTDTC", ["2014", "2014-01-02"], ("partialDate", None, None)),
        ("AESTDTC", ["2014---02"], ("incompleteDatetime", None, None)),
        ("TRTSDT", [date(2014, 1, 2)], ("integer", 8, None)),
    ],
)
def test_shape_is_read_from_the_values(name, values, shape):
    found = shape_of(pl.Series(name, values))
    assert (found.data_type, found.length, found.digits) == shape


def test_keys_grow_until_they_name_each_record():
    frame = pl.DataFrame({"USUBJID": ["A", "A"], "VSDTC": ["x", "y"], "VSSEQ": [1.0, 2.0]})
    assert record_keys(frame, ["USUBJID", "VSDTC"], ["VSSEQ"]) == (["USUBJID", "VSDTC"], True)
    assert record_keys(frame, ["USUBJID"], ["VSSEQ"]) == (["USUBJID", "VSSEQ"], True)
    assert record_keys(frame, ["USUBJID"], []) == (["USUBJID"], False)
