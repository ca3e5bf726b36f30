"""Data sets that calls name: CSV files beside the file of cases."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from agree_design.calls import Unsupported

_FOLDER = [Path()]


def data_in(folder: Path) -> None:
    """Say in which folder the data sets lie."""
    _FOLDER[0] = folder


def data_set(name: str) -> pl.DataFrame:
    """Return a data set by its name in a call."""
    path = _FOLDER[0] / f"{name}.csv"
    if not path.is_file():
        raise Unsupported(f"no data set {name}.csv beside the cases")
    return pl.read_csv(path)
