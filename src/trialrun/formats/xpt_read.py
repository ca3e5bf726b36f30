"""
SAS transport files in.

Read with NumPy from the bytes (a file of 57 MB takes well under a second), so that a member of an
archive needs no temporary file and every check sees the bytes themselves.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trialrun.errors import DataError
from trialrun.formats.dataset import Dataset, digest_of
from trialrun.formats.ibm import from_ibm
from trialrun.formats.xpt_layout import XptLayout, read_layout

SAS_EPOCH_DAYS = 3653  # days from 1960-01-01, where SAS counts from, to 1970-01-01
_DATE_FORMATS = ("DATE", "YYMMDD", "DDMMYY", "MMDDYY", "E8601DA", "IS8601DA", "B8601DA")
_TIME_FORMATS = ("DATETIME", "E8601DT", "IS8601DT", "B8601DT")


def read_xpt(
    source: Path | bytes,
    *,
    name: str = "",
    encoding: str | None = None,
    dates: bool = False,
) -> Dataset:
    """
    Read a SAS transport file of version 5 or 8.

    Args:
        source: the file, or its bytes.
        name: what messages and the data set call the source; a file's own name unless given.
        encoding: of the text; unless given UTF-8, and CP1252 where the bytes are not that.
        dates: numbers with a date or datetime format become dates and times; else they stay
            numbers counted from 1960-01-01.
    Returns:
        The data set. Text is right-trimmed, blank text and all kinds of missing number are null,
        numbers are Float64.
    Raises:
        DataError: the file can not be opened, is none, is cut short as far as its format lets
            that show (see `trialrun.formats.xpt_layout`), or its text is in no known encoding.
    Source: SAS Technical Support TS-140.
    """
    content, name = _content(source, name)
    layout = read_layout(content, place=name, encoding=encoding or "utf-8")
    body = np.frombuffer(
        content, np.uint8, count=layout.rows * layout.row_bytes, offset=layout.data_offset
    ).reshape(layout.rows, layout.row_bytes)
    texts, used = _texts(body, layout, name, encoding)
    columns = []
    for variable, position in zip(layout.variables, layout.positions, strict=True):
        if variable.type == "text":
            columns.append(texts[variable.name])
        else:
            column = _numbers(body[:, position : position + variable.length], variable.name)
            columns.append(_dated(column, variable.format) if dates else column)
    return Dataset(
        layout.name,
        layout.label,
        pl.DataFrame(columns),
        layout.variables,
        name,
        digest_of(content),
        used,
    )


def _content(source: Path | bytes, name: str) -> tuple[bytes, str]:
    """The bytes of a source and what to call it."""
    if isinstance(source, bytes):
        return source, name or "(bytes)"
    try:
        return Path(source).read_bytes(), name or str(source)
    except OSError as error:
        raise DataError(f"can not be read ({error.strerror or error})", place=str(source)) from None


def _texts(
    body: NDArray[np.uint8], layout: XptLayout, place: str, encoding: str | None
) -> tuple[dict[str, pl.Series], str]:
    """The text columns, and the first encoding that all of them are in."""
    raw: dict[str, pl.Series] = {}
    for variable, position in zip(layout.variables, layout.positions, strict=True):
        if variable.type == "text":
            block = np.ascontiguousarray(body[:, position : position + variable.length])
            values = block.view(f"S{variable.length}").reshape(layout.rows)
            raw[variable.name] = pl.Series(variable.name, values, dtype=pl.Binary)
    for candidate in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            decoded = {name: _decoded(column, candidate) for name, column in raw.items()}
        except UnicodeDecodeError:
            continue
        return {name: _trimmed(column) for name, column in decoded.items()}, candidate
    raise DataError(
        f"its text is not in {encoding or 'UTF-8 or CP1252'}",
        place=place,
        hint="name the encoding that it was written in.",
    )


def _decoded(column: pl.Series, encoding: str) -> pl.Series:
    """Text of bytes; UnicodeDecodeError where they are not in the encoding."""
    if encoding.lower() in {"utf-8", "utf8", "ascii"}:
        try:
            return column.cast(pl.String, strict=True)
        except pl.exceptions.PolarsError:
            raise UnicodeDecodeError(encoding, b"", 0, 1, "not in this encoding") from None
    values = [value.decode(encoding) for value in column.to_list()]
    return pl.Series(column.name, values, dtype=pl.String)


def _trimmed(column: pl.Series) -> pl.Series:
    """Without blanks at the end; blank text is null."""
    text = column.str.strip_chars_end(" ")
    return text.set(text.str.len_bytes() == 0, None)


def _numbers(block: NDArray[np.uint8], name: str) -> pl.Series:
    """Numbers of 2 to 8 bytes; the bytes that are not stored are zero."""
    whole = np.zeros((block.shape[0], 8), dtype=np.uint8)
    whole[:, : block.shape[1]] = block
    values, missing = from_ibm(whole.view(">u8").reshape(-1).astype(np.uint64))
    column = pl.Series(name, values, dtype=pl.Float64)
    return column.set(pl.Series(missing), None) if bool(missing.any()) else column


def _dated(column: pl.Series, shown: str) -> pl.Series:
    """Dates and times where the display format says so."""
    if shown.startswith(_TIME_FORMATS):
        millis = (column - SAS_EPOCH_DAYS * 86400.0) * 1000.0
        return millis.round(0).cast(pl.Int64).cast(pl.Datetime("ms"))
    if shown.startswith(_DATE_FORMATS):
        return (column - SAS_EPOCH_DAYS).floor().cast(pl.Int32).cast(pl.Date)
    return column
