"""
SAS transport files (version 5) out: the same data and the same time give the same bytes.

Source: SAS Technical Support TS-140; limits after the FDA Study Data Technical Conformance Guide.
"""

from __future__ import annotations

import re
import struct
from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trialrun.errors import OutputError
from trialrun.formats.dataset import Dataset, Variable
from trialrun.formats.ibm import to_ibm
from trialrun.formats.output import write_file
from trialrun.formats.xpt_layout import RECORD, read_layout
from trialrun.formats.xpt_read import SAS_EPOCH_DAYS

NAME_BYTES = 8
LABEL_BYTES = 40
TEXT_BYTES = 200
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FORMAT = re.compile(r"(\$?[A-Za-z_]?[A-Za-z0-9_]*?)(\d*)\.(\d*)")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def write_xpt(dataset: Dataset, path: Path, *, when: date) -> str:
    """
    Write a SAS transport file of version 5; an existing file is replaced in one step.

    Args:
        dataset: its frame has text, numbers, dates or times; see `trialrun.formats.dataset_of`.
        path: file to write.
        when: date (or datetime) to stamp into the file: one of the study, never the clock's.
    Returns:
        SHA-256 of what was written.
    Raises:
        OutputError: a name over 8 bytes, a label over 40, a text value over 200, an infinite
            number, a column of another type; or the file can not be written.
    """
    return write_file(path, xpt_bytes(dataset, when=when, place=str(path)))


def xpt_bytes(dataset: Dataset, *, when: date, place: str = "") -> bytes:
    """
    The bytes of a SAS transport file of version 5.

    Args:
        dataset: what to write. Blank text and null are the same in the file, and blanks at the
            end of a value are lost.
        when: date (or datetime) to stamp into the file.
        place: name of the file, for messages.
    Raises:
        OutputError: the data set breaks a limit of the format; all breaches are said at once.
    """
    place = place or dataset.name
    described = {variable.name: variable for variable in dataset.variables}
    columns = [_stored(column, described.get(column.name)) for column in dataset.frame]
    faults = _faults(dataset, columns)
    if faults:
        raise OutputError("; ".join(faults), place=place, hint="shorten names, labels or values.")
    stamp = _stamp(when)
    blocks, namestrs, position = [], [], 0
    for number, (variable, column) in enumerate(columns, start=1):
        try:
            blocks.append(_block(variable, column))
        except ValueError as error:
            raise OutputError(f"{variable.name}: {error}", place=place) from None
        namestrs.append(_namestr(variable, number, position))
        position += variable.length
    body = np.concatenate(blocks, axis=1).tobytes() if blocks else b""
    head = [
        _marked(b"LIBRARY "),
        b"SAS     SAS     SASLIB  9.4     trialrun" + b" " * 24 + stamp,
        stamp.ljust(RECORD),
        _marked(b"MEMBER  ", b"0" * 17 + b"1600000000140  "),
        _marked(b"DSCRPTR "),
        b"SAS     " + dataset.name.encode().ljust(8) + b"SASDATA 9.4     trialrun" + b" " * 24,
        stamp.ljust(32) + dataset.label.encode().ljust(LABEL_BYTES) + b" " * 8,
        _marked(b"NAMESTR ", f"{len(columns):010d}".encode() + b"0" * 20 + b"  "),
    ]
    head[5] += stamp
    content = b"".join(head) + _padded(b"".join(namestrs)) + _marked(b"OBS     ") + _padded(body)
    if read_layout(content, place=place).rows != dataset.frame.height:
        raise OutputError("its last row is blank: in the file it would be padding", place=place)
    return content


def _stored(column: pl.Series, variable: Variable | None) -> tuple[Variable, pl.Series]:
    """A column as the file stores it (text or Float64), with its description."""
    label = variable.label if variable else ""
    shown = variable.format if variable else ""
    dtype = column.dtype
    if dtype in (pl.String, pl.Null):
        text = column.cast(pl.String).fill_null("").str.strip_chars_end(" ")
        longest = int(str(text.str.len_bytes().max() or 0)) if len(text) else 0
        length = max(1, longest, variable.length if variable and variable.type == "text" else 1)
        return Variable(column.name, label, "text", length, shown), text
    number = column
    if dtype == pl.Date:
        number = column.cast(pl.Int32) + SAS_EPOCH_DAYS
        shown = shown or "DATE9."
    elif dtype.base_type() == pl.Datetime:
        number = column.dt.epoch("ms") / 1000.0 + SAS_EPOCH_DAYS * 86400.0
        shown = shown or "DATETIME20."
    elif not dtype.is_numeric():
        return Variable(column.name, label, "number", 0, shown), column
    return Variable(column.name, label, "number", 8, shown), number.cast(pl.Float64)


def _faults(dataset: Dataset, columns: list[tuple[Variable, pl.Series]]) -> list[str]:
    """Every breach of a limit of the format."""
    faults = []
    if not _NAME.fullmatch(dataset.name) or len(dataset.name) > NAME_BYTES:
        faults.append(f"data set name {dataset.name!r}, allowed are {NAME_BYTES} letters or digits")
    if len(dataset.label.encode()) > LABEL_BYTES:
        faults.append(f"data set label over {LABEL_BYTES} bytes")
    seen: set[str] = set()
    for variable, column in columns:
        name = variable.name
        if not _NAME.fullmatch(name) or len(name) > NAME_BYTES:
            faults.append(f"variable name {name!r}, allowed are {NAME_BYTES} letters or digits")
        if name.upper() in seen:
            faults.append(f"variable {name} twice")
        seen.add(name.upper())
        size = len(variable.label.encode())
        if size > LABEL_BYTES:
            faults.append(f"label of {name} has {size} bytes, allowed are {LABEL_BYTES}")
        if variable.length == 0:
            faults.append(f"{name} is {column.dtype}, allowed are text, numbers, dates and times")
        if variable.type == "text" and variable.length > TEXT_BYTES:
            faults.append(f"{name} has {variable.length} bytes, allowed are {TEXT_BYTES}")
        form = _FORMAT.fullmatch(variable.format) if variable.format else None
        if variable.format and (not form or len(form[1]) > NAME_BYTES):
            faults.append(f"format {variable.format!r} of {name} is not NAMEw.d")
    return faults


def _block(variable: Variable, column: pl.Series) -> NDArray[np.uint8]:
    """The bytes of one variable, shape (rows, length)."""
    rows = len(column)
    if variable.type == "text":
        # Padded by bytes: a character outside ASCII takes several.
        if bool((column.str.len_bytes() == column.str.len_chars()).all()):
            whole = "".join(column.str.pad_end(variable.length).to_list()).encode()
        else:
            whole = b"".join(v.encode().ljust(variable.length) for v in column.to_list())
        return np.frombuffer(whole, np.uint8).reshape(rows, variable.length)
    missing = column.is_null().to_numpy()
    words = to_ibm(column.fill_null(0.0).to_numpy().astype(np.float64), missing)
    return words.astype(">u8").view(np.uint8).reshape(rows, 8)


def _namestr(variable: Variable, number: int, position: int) -> bytes:
    """The 140 bytes that describe a variable."""
    match = _FORMAT.fullmatch(variable.format) if variable.format else None
    shown, width, decimals = match.groups() if match else ("", "", "")
    return b"".join(
        (
            struct.pack(">hhhh", 2 if variable.type == "text" else 1, 0, variable.length, number),
            variable.name.encode().ljust(8),
            variable.label.encode().ljust(LABEL_BYTES),
            shown.encode().ljust(8),
            struct.pack(">hhh", int(width or 0), int(decimals or 0), 0),
            b"\0\0",
            b" " * 8,
            struct.pack(">hhi", 0, 0, position),
            b"\0" * 52,
        )
    )


def _marked(kind: bytes, tail: bytes = b"0" * 30 + b"  ") -> bytes:
    """A header record."""
    return b"HEADER RECORD*******" + kind + b"HEADER RECORD!!!!!!!" + tail


def _padded(content: bytes) -> bytes:
    """Blank-padded to whole records."""
    return content + b" " * (-len(content) % RECORD)


def _stamp(when: date) -> bytes:
    """A time as SAS writes it: 04APR12:22:16:21."""
    clock = when.strftime("%H:%M:%S") if isinstance(when, datetime) else "00:00:00"
    return f"{when.day:02d}{_MONTHS[when.month - 1]}{when.year % 100:02d}:{clock}".encode()
