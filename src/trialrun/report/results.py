"""
Results: one long table of unrounded numbers, after the CDISC Analysis Results Standard.

A row is one operation of one analysis in one group: `res:14-2.01.AGE.mean.PBO`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import polars as pl

SCHEMA_VERSION = "1.0"
MAX_ID = 64
COLUMNS = {
    "id": pl.String,
    "analysis": pl.String,
    "method": pl.String,
    "operation": pl.String,
    "data_set": pl.String,
    "population": pl.String,
    "variable": pl.String,
    "groups": pl.String,
    "value": pl.Float64,
    "text": pl.String,
    "unit": pl.String,
    "format": pl.String,
    "data_digest": pl.String,
    "code_digest": pl.String,
    "warning": pl.String,
}


@dataclass(frozen=True)
class Result:
    """
    One result.

    Args:
        id: from `result_id`.
        analysis: id of the analysis or number of the display.
        method: statistical method, such as "ancova", "count".
        operation: what of it, such as "mean", "p_value".
        value: the unrounded number; None where it can not be estimated or is a text.
        text: the result where it is no number (a term, an ISO date, a subject id).
        groups: variable -> value of each grouping (TRT01P, AVISIT, PARAMCD, AEDECOD …).
        format: default format (see `trialrun.language.numbers`).
        warning: why the value is missing or doubtful.
    """

    id: str
    analysis: str
    method: str
    operation: str
    value: float | None = None
    text: str | None = None
    data_set: str | None = None
    population: str | None = None
    variable: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    format: str = "g"
    data_digest: str | None = None
    code_digest: str | None = None
    warning: str | None = None


def result_id(*parts: str | float, prefix: str = "res") -> str:
    """
    Return a `res:` id of at most 64 characters from its parts; `prefix` is design or rehearsal
    for what is known before data.

    Characters other than letters, digits and `-_+` become `_`; where that, or the length, would
    lose something, a digest of the whole is appended.

    >>> result_id("14-2.01", "AGE", "mean", "PBO")
    'res:14-2.01.AGE.mean.PBO'
    """
    texts = [str(part) for part in parts]
    clean = [
        "".join(c if c.isascii() and (c.isalnum() or c in "-_+.") else "_" for c in text)
        for text in texts
    ]
    name = f"{prefix}:" + ".".join(clean)
    if clean == texts and len(name) <= MAX_ID:
        return name
    digest = sha256("\x1f".join(texts).encode()).hexdigest()[:10]
    return f"{name[: MAX_ID - 11]}~{digest}"


def id_part(text: str) -> str:
    """Return a text of the data as a part of an id, words joined by `_`."""
    return text.replace(" ", "_")


class Results(Mapping[str, Result]):
    """
    Results by id, in the order in which they were made.

    Raises:
        ValueError: an id twice.
    """

    def __init__(self, rows: Iterable[Result]) -> None:
        self._rows: dict[str, Result] = {}
        for row in rows:
            if row.id in self._rows:
                message = f"result {row.id} is there twice"
                raise ValueError(message)
            self._rows[row.id] = row

    def __getitem__(self, key: str) -> Result:
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def of(self, analysis: str) -> list[Result]:
        """Return the results of one analysis or display."""
        return [row for row in self._rows.values() if row.analysis == analysis]

    def frame(self) -> pl.DataFrame:
        """Return the table with the columns of `COLUMNS`; `groups` is JSON."""
        rows = [
            {
                **{name: getattr(row, name) for name in COLUMNS if name != "groups"},
                "groups": json.dumps(dict(row.groups), ensure_ascii=False, sort_keys=True),
            }
            for row in self._rows.values()
        ]
        return pl.DataFrame(rows, schema=COLUMNS)

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> Results:
        """Return the results of a table that `frame()` made."""
        return cls(
            Result(**{**row, "groups": json.loads(row["groups"])})
            for row in frame.select(list(COLUMNS)).to_dicts()
        )
