"""
The layout of a SAS transport file (version 5 and 8), read from its bytes and checked.

A transport file is a row of records of 80 bytes: library header, member header, one NAMESTR of
140 bytes a variable, then the observations one after the other, blank-padded to a whole record.

Version 5 holds no number of rows. A file that was cut shows it when its length is no multiple of
80, when its last observation is incomplete, or when its header is. A cut at a place that is the
end of a record and of an observation (or inside an observation whose cut part is blank and
shorter than a record) is a valid shorter file: only a digest of the whole file shows it.
Version 8 holds the number of rows, and every cut shows.

Source: SAS Technical Support TS-140 (version 5) and its successor for versions 8 and 9.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from trialrun.errors import DataError
from trialrun.formats.dataset import Variable

RECORD = 80
_MARK = b"HEADER RECORD*******"
_MARK_END = b"HEADER RECORD!!!!!!!"
_CUT = "the file was cut short: ask for it again, and compare its digest."


@dataclass(frozen=True, slots=True)
class XptLayout:
    """
    Where what stands in a transport file.

    Args:
        version: 5 or 8.
        name: name of the data set.
        label: its label.
        variables: in the order of the file.
        positions: offset of each variable inside an observation.
        row_bytes: length of an observation.
        data_offset: offset of the first observation.
        rows: number of observations.
    """

    version: int
    name: str
    label: str
    variables: tuple[Variable, ...]
    positions: tuple[int, ...]
    row_bytes: int
    data_offset: int
    rows: int


def read_layout(content: bytes, *, place: str, encoding: str = "utf-8") -> XptLayout:
    """
    Read and check the header of a transport file and the length of its data.

    Args:
        content: the whole file.
        place: its name, for messages.
        encoding: of labels; bytes that it does not know are read as CP1252.
    Raises:
        DataError: no transport file, cut short, several data sets in one file, or a header that
            contradicts itself; with file, offset and what was expected.
    """
    if content[: len(_MARK)] != _MARK:
        found = "the file is empty" if not content else "the file begins otherwise"
        raise DataError(
            f"byte 0: expected the header of a SAS transport file, {found}",
            place=place,
            hint="data sets are read as SAS transport files (XPT) of version 5 or 8.",
        )
    version = 8 if content[20:28] == b"LIBV8   " else 5
    kinds = _KINDS[version]
    _header(content, 0, kinds["library"], place)
    member = _header(content, 3 * RECORD, kinds["member"], place)
    _header(content, 4 * RECORD, kinds["descriptor"], place)
    size = _integer(member[74:78], 3 * RECORD + 74, "length of a NAMESTR", place)
    if size not in {136, 140}:
        raise DataError(
            f"byte {3 * RECORD + 74}: a NAMESTR of {size} bytes, expected 140 or 136", place=place
        )
    descriptor = content[5 * RECORD : 7 * RECORD]
    name_end = 16 if version == 5 else 40
    name = _text(descriptor[8:name_end], encoding)
    label = _text(descriptor[RECORD + 32 : RECORD + 72], encoding)
    record = _header(content, 7 * RECORD, kinds["names"], place)
    count = _integer(record[48:58], 7 * RECORD + 48, "number of variables", place)
    offset = 8 * RECORD
    block = content[offset : offset + count * size]
    if len(block) < count * size:
        raise DataError(
            f"the file ends at byte {len(content)}, inside the description of its {count} "
            f"variables (bytes {offset} to {offset + count * size})",
            place=place,
            hint=_CUT,
        )
    variables, positions = [], []
    for index in range(count):
        at = index * size
        variable, position = _namestr(
            block[at : at + size], version, f"{place}, byte {offset + at}", encoding
        )
        variables.append(variable)
        positions.append(position)
    offset = _whole_records(offset + count * size)
    if version == 8:
        variables, offset = _long_labels(content, offset, variables, encoding, place)
    record = _header(content, offset, kinds["observations"], place)
    offset += RECORD
    row_bytes = _row_bytes(variables, positions, place)
    if version == 8:
        rows = _counted_rows(content, offset, row_bytes, record[48:63], place)
    else:
        rows = _rows_of_length(content, offset, row_bytes, place)
    return XptLayout(
        version, name, label, tuple(variables), tuple(positions), row_bytes, offset, rows
    )


_KINDS = {
    5: {
        "library": b"LIBRARY ",
        "member": b"MEMBER  ",
        "descriptor": b"DSCRPTR ",
        "names": b"NAMESTR ",
        "observations": b"OBS     ",
    },
    8: {
        "library": b"LIBV8   ",
        "member": b"MEMBV8  ",
        "descriptor": b"DSCPTV8 ",
        "names": b"NAMSTV8 ",
        "observations": b"OBSV8   ",
    },
}


def _header(content: bytes, offset: int, kind: bytes, place: str) -> bytes:
    """The header record of one kind at an offset."""
    record = content[offset : offset + RECORD]
    word = kind.decode().strip()
    if len(record) < RECORD:
        raise DataError(
            f"the file ends at byte {len(content)}, inside or before the {word} header "
            f"(bytes {offset} to {offset + RECORD})",
            place=place,
            hint=_CUT,
        )
    if record[:48] != _MARK + kind + _MARK_END:
        raise DataError(f"byte {offset}: expected the {word} header record", place=place)
    return record


def _integer(digits: bytes, offset: int, what: str, place: str) -> int:
    """A number written in digits."""
    try:
        return int(digits.decode("ascii"))
    except ValueError:
        raise DataError(f"byte {offset}: expected the {what} in digits", place=place) from None


def _text(raw: bytes, encoding: str) -> str:
    """A name or label without its padding."""
    trimmed = raw.rstrip(b" \0")
    try:
        return trimmed.decode(encoding)
    except UnicodeDecodeError:
        return trimmed.decode("cp1252", errors="replace")


def _namestr(raw: bytes, version: int, place: str, encoding: str) -> tuple[Variable, int]:
    """One variable and its position inside an observation."""
    kind, _, length, _ = struct.unpack(">hhhh", raw[:8])
    width, decimals = struct.unpack(">hh", raw[64:68])
    (position,) = struct.unpack(">i", raw[84:88])
    name = _text(raw[8:16], encoding)
    if version == 8:
        name = _text(raw[88:120], encoding) or name
    if kind not in {1, 2} or length < 1 or position < 0 or (kind == 1 and not 2 <= length <= 8):
        raise DataError(
            f"a variable of type {kind}, length {length} at position {position}; expected a number "
            "(1) of 2 to 8 bytes or text (2) of at least 1",
            place=place,
        )
    shown = _text(raw[56:64], encoding)
    if shown or width:
        shown += (str(width) if width else "") + "." + (str(decimals) if decimals else "")
    label = _text(raw[16:56], encoding)
    return Variable(name, label, "number" if kind == 1 else "text", length, shown), position


def _long_labels(
    content: bytes, offset: int, variables: list[Variable], encoding: str, place: str
) -> tuple[list[Variable], int]:
    """Labels over 40 bytes of a version 8 file, and where the next header begins."""
    kind = content[offset + 20 : offset + 28]
    if kind not in {b"LABELV8 ", b"LABELV9 "}:
        return variables, offset
    header = _header(content, offset, kind, place)
    count = _integer(header[48:58], offset + 48, "number of labels", place)
    at = offset + RECORD
    lengths = 3 if kind == b"LABELV8 " else 5
    out = list(variables)
    for _ in range(count):
        fields = content[at : at + 2 * lengths]
        if len(fields) < 2 * lengths:
            raise DataError(
                f"the file ends at byte {len(content)}, inside its long labels",
                place=place,
                hint=_CUT,
            )
        number, *sizes = struct.unpack(f">{lengths}H", fields)
        at += 2 * lengths
        label = _text(content[at + sizes[0] : at + sizes[0] + sizes[1]], encoding)
        at += sum(sizes)
        if not 1 <= number <= len(out):
            raise DataError(f"byte {at}: a label for variable {number} of {len(out)}", place=place)
        old = out[number - 1]
        out[number - 1] = Variable(old.name, label, old.type, old.length, old.format)
    return out, _whole_records(at)


def _whole_records(offset: int) -> int:
    """The end of the record that an offset lies in."""
    return -(-offset // RECORD) * RECORD


def _row_bytes(variables: list[Variable], positions: list[int], place: str) -> int:
    """Length of an observation; no two variables may overlap, none may be named twice."""
    end = 0
    for position, variable in sorted(zip(positions, variables, strict=True), key=lambda p: p[0]):
        if position != end:
            raise DataError(
                f"{variable.name} begins at position {position} of an observation, expected {end}",
                place=place,
            )
        end += variable.length
    names = [variable.name for variable in variables]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DataError(f"a variable is described twice: {', '.join(twice)}", place=place)
    return end


def _rows_of_length(content: bytes, offset: int, row_bytes: int, place: str) -> int:
    """Number of rows of a version 5 file, from the length of its data."""
    size = len(content) - offset
    again = content.find(_MARK + b"MEMBER  " + _MARK_END, offset)
    if again >= 0 and again % RECORD == 0:
        raise DataError(
            f"byte {again}: a second data set in the same file",
            place=place,
            hint="write one data set a file.",
        )
    if size % RECORD:
        raise DataError(
            f"the file ends at byte {len(content)}, {size % RECORD} bytes into a record; expected "
            f"a multiple of {RECORD}",
            place=place,
            hint=_CUT,
        )
    if not row_bytes:
        if size:
            raise DataError(f"byte {offset}: data without variables", place=place)
        return 0
    rows, rest = divmod(size, row_bytes)
    padding = content[len(content) - rest :] if rest else b""
    if rest >= RECORD or padding.strip(b" "):
        raise DataError(
            f"the file ends at byte {len(content)}, {rest} bytes into row {rows + 1}; expected "
            f"{row_bytes} bytes a row, then at most {RECORD - 1} blanks",
            place=place,
            hint=_CUT,
        )
    # Rows shorter than a record: what is blank in the last record is padding, not rows.
    least = (size - RECORD) // row_bytes + 1 if size else 0
    blank = b" " * row_bytes
    while rows > least and content[offset + (rows - 1) * row_bytes :].startswith(blank):
        rows -= 1
    return rows


def _counted_rows(content: bytes, offset: int, row_bytes: int, digits: bytes, place: str) -> int:
    """Number of rows of a version 8 file, which names it."""
    rows = _integer(digits, offset - RECORD + 48, "number of rows", place)
    expected = _whole_records(offset + rows * row_bytes)
    if len(content) != expected:
        raise DataError(
            f"the file ends at byte {len(content)}; expected {expected} for {rows} rows of "
            f"{row_bytes} bytes",
            place=place,
            hint=_CUT,
        )
    return rows
