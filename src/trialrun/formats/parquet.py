"""Parquet files in and out, with the columns of CDISC data: text and Float64."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl

from trialrun.errors import DataError, OutputError
from trialrun.formats.dataset import Dataset, dataset_of, digest_of
from trialrun.formats.output import write_file


def read_parquet(source: Path | bytes, *, name: str = "", dataset: str = "") -> Dataset:
    """
    Read a parquet file as CDISC data.

    Args:
        source: the file, or its bytes.
        name: what messages and the data set call the source; a file's own name unless given.
        dataset: name of the data set; the file's own in capitals unless given.
    Returns:
        The data set: text and categories right-trimmed with null for blank, numbers Float64,
        dates and times as ISO 8601 text, logical values as Y and N.
    Raises:
        DataError: the file can not be opened, is no parquet file, or holds nested columns.
    """
    if isinstance(source, bytes):
        content, place = source, name or "(bytes)"
    else:
        place = name or str(source)
        try:
            content = Path(source).read_bytes()
        except OSError as error:
            reason = error.strerror or error
            raise DataError(f"can not be read ({reason})", place=place) from None
    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError):
        raise DataError("is no parquet file, or was cut short", place=place) from None
    nested = [column for column, dtype in frame.schema.items() if dtype.is_nested()]
    if nested:
        raise DataError(f"nested columns: {', '.join(nested)}", place=place)
    plain = frame.select(_plain(column, dtype) for column, dtype in frame.schema.items())
    described = dataset_of(dataset or Path(place).stem.upper(), plain)
    return Dataset(
        described.name, "", plain, described.variables, place, digest_of(content), "utf-8"
    )


def write_parquet(frame: pl.DataFrame, path: Path) -> str:
    """
    Write a parquet file; the same frame gives the same bytes.

    Args:
        frame: any frame, its columns as they are.
        path: file to write, replaced in one step.
    Returns:
        SHA-256 of what was written.
    Raises:
        OutputError: a column that parquet has no type for, or the file can not be written.
    """
    buffer = io.BytesIO()
    try:
        frame.write_parquet(
            buffer, compression="zstd", compression_level=3, statistics=True, row_group_size=100_000
        )
    except pl.exceptions.PolarsError as error:
        raise OutputError(f"can not be written as parquet ({error})", place=str(path)) from None
    return write_file(path, buffer.getvalue())


def _plain(column: str, dtype: pl.DataType) -> pl.Expr:
    """One column as text or Float64."""
    value = pl.col(column)
    if dtype.is_numeric():
        return value.cast(pl.Float64).fill_nan(None)
    if dtype == pl.Boolean:
        return pl.when(value).then(pl.lit("Y")).when(~value).then(pl.lit("N")).alias(column)
    if dtype == pl.Date:
        return value.dt.to_string("%Y-%m-%d")
    if dtype.base_type() == pl.Datetime:
        return value.dt.to_string("%Y-%m-%dT%H:%M:%S")
    if dtype == pl.Time:
        return value.dt.to_string("%H:%M:%S")
    text = value.cast(pl.String).str.strip_chars_end(" ")
    return pl.when(text.str.len_bytes() > 0).then(text).alias(column)
