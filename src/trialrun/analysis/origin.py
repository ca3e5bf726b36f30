"""Where the results of one analysis come from, and the making of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

import polars as pl

from trialrun.errors import AnalysisError
from trialrun.language import printable
from trialrun.report import Result, result_id


@dataclass(frozen=True)
class Origin:
    """
    What the results of one analysis share.

    Args:
        analysis: number of the display or id of the analysis; its results' ids begin with it.
        data_set: analysis data set that was read.
        population: id of the population, None for all subjects.
    """

    analysis: str
    data_set: str
    population: str | None = None

    def result(
        self,
        *key: str | float,
        method: str,
        operation: str,
        value: float | None = None,
        text: str | None = None,
        form: str = "g",
        variable: str | None = None,
        groups: Mapping[str, str] | None = None,
        unit: str | None = None,
        warning: str | None = None,
    ) -> Result:
        """Return one result; `key` follows the analysis in its id."""
        return Result(
            id=result_id(self.analysis, *key),
            analysis=self.analysis,
            method=method,
            operation=operation,
            value=None if value is None else float(value),
            text=None if text is None else printable(text),
            data_set=self.data_set,
            population=self.population,
            variable=variable,
            groups=groups or {},
            unit=unit,
            format=form,
            warning=warning,
        )


def data_digest(frame: pl.DataFrame) -> str:
    """Return a digest of a frame's columns, types and values: the same data, the same digest."""
    head = "\x1f".join(f"{name}:{kind}" for name, kind in frame.schema.items())
    return sha256(head.encode() + b"\n" + frame.write_csv().encode()).hexdigest()


def with_digests(rows: list[Result], adam: Mapping[str, pl.DataFrame]) -> list[Result]:
    """Return the results, each with the digest of the data set that it was computed from."""
    read = sorted({row.data_set for row in rows if row.data_set} & set(adam))
    digests = {name: data_digest(adam[name]) for name in read}
    return [replace(row, data_digest=digests.get(row.data_set or "")) for row in rows]


def analysis_frame(adam: Mapping[str, pl.DataFrame], name: str, *needed: str) -> pl.DataFrame:
    """
    Return an analysis data set that has the variables needed.

    Raises:
        AnalysisError: the data set, or a variable of it, is not there.
    """
    if name not in adam:
        message = f"no analysis data set {name}"
        raise AnalysisError(message, hint=f"give options for it under analysis_data.{name}.")
    missing = [variable for variable in needed if variable not in adam[name].columns]
    if missing:
        raise AnalysisError(f"{name} has no variable {', '.join(missing)}")
    return adam[name]
