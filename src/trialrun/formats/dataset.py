"""A data set: a frame, what is known of its variables, and the file that it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

VariableType = Literal["text", "number"]


@dataclass(frozen=True, slots=True)
class Variable:
    """
    What a file says of one variable.

    Args:
        name: its name, capitals in CDISC data.
        label: its label, "" when there is none.
        type: "text" or "number".
        length: bytes that a value takes in the file.
        format: display format such as "DATE9.", "" when there is none.
    """

    name: str
    label: str
    type: VariableType
    length: int
    format: str = ""


@dataclass(frozen=True, eq=False)
class Dataset:
    """
    A frame with the metadata of its file.

    Text is right-trimmed and null where it is blank; numbers are Float64 and null where they
    are missing.

    Args:
        name: name of the data set in its file.
        label: its label, "" when there is none.
        frame: the rows, in the order of the file.
        variables: one for each column of `frame`, in its order.
        source: file that it was read from, "" for data made here.
        sha256: digest of that file's bytes, "" for data made here.
        encoding: how text was encoded in the file.
    """

    name: str
    label: str
    frame: pl.DataFrame
    variables: tuple[Variable, ...] = field(default=())
    source: str = ""
    sha256: str = ""
    encoding: str = "utf-8"

    @property
    def labels(self) -> dict[str, str]:
        """Label of each variable by its name."""
        return {variable.name: variable.label for variable in self.variables}


def dataset_of(
    name: str,
    frame: pl.DataFrame,
    *,
    label: str = "",
    labels: Mapping[str, str] | None = None,
    formats: Mapping[str, str] | None = None,
    lengths: Mapping[str, int] | None = None,
) -> Dataset:
    """
    Describe a frame made here, ready to be written.

    Args:
        name: name of the data set.
        frame: its rows; text, numbers, dates or times in each column.
        label: label of the data set.
        labels: label of each variable; those not named have none.
        formats: display format of each variable; dates have "DATE9." and times "DATETIME20."
            unless named.
        lengths: bytes of a text variable where it shall be longer than its longest value.
    Returns:
        The data set; the length of a text variable is that of its longest value, at least 1.

    >>> dataset_of("XX", pl.DataFrame({"A": ["x", "yz"], "B": [1.0, 2.0]})).variables[0].length
    2
    """
    labels, formats, lengths = labels or {}, formats or {}, lengths or {}
    variables = []
    for column, dtype in frame.schema.items():
        shown = formats.get(column, _DEFAULT_FORMATS.get(dtype.base_type(), ""))
        if dtype == pl.String:
            longest = frame[column].str.len_bytes().max() if frame.height else None
            length = max(1, int(str(longest or 1)), lengths.get(column, 1))
            variables.append(Variable(column, labels.get(column, ""), "text", length, shown))
        else:
            variables.append(Variable(column, labels.get(column, ""), "number", 8, shown))
    return Dataset(name, label, frame, tuple(variables))


_DEFAULT_FORMATS = {pl.Date: "DATE9.", pl.Datetime: "DATETIME20."}


def digest_of(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
