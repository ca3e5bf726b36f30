"""
Text that is too long for a transport file: it goes on elsewhere, and is never lost.

A value holds 200 bytes. What is beyond goes to further variables in TS and CO (TSVAL1 …), and to
supplemental qualifiers in other domains (AETERM1 … in SUPPAE), cut between words. Where there is
no such place (analysis data, criteria in TI), the value is shortened and a remark says so.

Source: SDTMIG 3.4, 4.5.3 (text strings that exceed the maximum length).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from trialrun.package.described import Remark

TEXT_BYTES = 200
_GROW = {"TS": "TSVAL", "CO": "COVAL"}
SUPPLEMENTAL = (
    *("STUDYID", "RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL"),
    *("QNAM", "QLABEL", "QVAL", "QORIG", "QEVAL"),
)


@dataclass(frozen=True)
class Fitted:
    """
    A frame whose text fits, what did not, and what was done.

    Args:
        frame: the frame.
        supplemental: records for the supplemental data set; empty where there are none.
        remarks: one for each variable that was split or shortened.
        labels: labels of variables that were added.
    """

    frame: pl.DataFrame
    supplemental: pl.DataFrame
    remarks: tuple[Remark, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


def text_pieces(value: str, size: int = TEXT_BYTES) -> list[str]:
    """
    Cut a text into pieces of at most `size` bytes, between words where there is a blank.

    Joined by a blank where they were cut at one, the pieces are the text again.

    >>> text_pieces("severe headache with nausea", 16)
    ['severe headache', 'with nausea']
    """
    pieces = []
    rest = value
    while len(rest.encode()) > size:
        head = rest.encode()[: size + 1].decode(errors="ignore")
        cut = head.rfind(" ")
        if cut < size // 2:
            whole = rest.encode()[:size].decode(errors="ignore")
            pieces.append(whole)
            rest = rest[len(whole) :]
        else:
            pieces.append(rest[:cut])
            rest = rest[cut + 1 :]
    return [*pieces, rest]


def fit_text(name: str, frame: pl.DataFrame, labels: dict[str, str], *, split: bool) -> Fitted:
    """
    Make the text of a data set fit.

    Args:
        name: of the data set.
        frame: its rows.
        labels: of its variables.
        split: whether SDTM's ways of going on are open to it.
    Returns:
        The frame with values of at most 200 bytes, and where the rest of them is.
    """
    fitted = Fitted(frame, pl.DataFrame(schema=dict.fromkeys(SUPPLEMENTAL, pl.String)))
    for column in frame.columns:
        if frame[column].dtype != pl.String:
            continue
        count = int((frame[column].str.len_bytes() > TEXT_BYTES).sum())
        if not count:
            continue
        if split and _GROW.get(name) == column:
            fitted = _grown(name, column, fitted, labels, count)
        elif split and "USUBJID" in frame.columns and not name.startswith("SUPP"):
            fitted = _moved(name, column, fitted, labels, count)
        else:
            fitted = _shortened(name, column, fitted, count)
    return fitted


def _first(fitted: Fitted, column: str) -> pl.DataFrame:
    """The frame with the first piece of each value of a column."""
    pieces = [
        value if value is None else text_pieces(value)[0]
        for value in fitted.frame[column].to_list()
    ]
    return fitted.frame.with_columns(pl.Series(column, pieces, dtype=pl.String))


def _shortened(name: str, column: str, fitted: Fitted, count: int) -> Fitted:
    """The column cut, with a remark."""
    remark = Remark("shortened", name, column, count)
    return replace(fitted, frame=_first(fitted, column), remarks=(*fitted.remarks, remark))


def _grown(name: str, column: str, fitted: Fitted, labels: dict[str, str], count: int) -> Fitted:
    """The column continued in further columns beside it."""
    pieces = [text_pieces(value or "") for value in fitted.frame[column].to_list()]
    most = max(len(parts) for parts in pieces)
    added = [
        pl.Series(
            f"{column}{number}",
            [parts[number] if number < len(parts) else None for parts in pieces],
            dtype=pl.String,
        )
        for number in range(1, most)
    ]
    frame = _first(fitted, column)
    at = frame.columns.index(column) + 1
    names = [*frame.columns[:at], *(series.name for series in added), *frame.columns[at:]]
    remark = Remark("split", name, column, count, added[-1].name)
    label = labels.get(column, column)
    return replace(
        fitted,
        frame=frame.with_columns(added).select(names),
        remarks=(*fitted.remarks, remark),
        labels=(
            *fitted.labels,
            *((series.name, f"{label[:36]} {i}") for i, series in enumerate(added, 1)),
        ),
    )


def _moved(name: str, column: str, fitted: Fitted, labels: dict[str, str], count: int) -> Fitted:
    """The rest of each value as supplemental qualifiers of its record."""
    sequence = f"{name}SEQ"
    keyed = sequence if sequence in fitted.frame.columns else None
    long = fitted.frame.filter(pl.col(column).str.len_bytes() > TEXT_BYTES)
    label = labels.get(column, column)
    rows = []
    for record in long.to_dicts():
        for number, piece in enumerate(text_pieces(record[column])[1:], start=1):
            rows.append(
                {
                    "STUDYID": record.get("STUDYID"),
                    "RDOMAIN": name,
                    "USUBJID": record["USUBJID"],
                    "IDVAR": keyed,
                    "IDVARVAL": _number_text(record[sequence]) if keyed else None,
                    "QNAM": f"{column[:7]}{number}",
                    "QLABEL": f"{label[:37]} {number}",
                    "QVAL": piece,
                    "QORIG": "CRF",
                    "QEVAL": None,
                }
            )
    added = pl.DataFrame(rows, schema=dict.fromkeys(SUPPLEMENTAL, pl.String))
    return replace(
        fitted,
        frame=_first(fitted, column),
        supplemental=pl.concat([fitted.supplemental, added]),
        remarks=(*fitted.remarks, Remark("split", name, column, count, f"SUPP{name}")),
    )


def _number_text(value: float | str | None) -> str | None:
    """A sequence number as the text that points at it."""
    return f"{value:.0f}" if isinstance(value, float) else value
