"""What a run's folder holds, read back: the study, data, results and documents of a run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from trialrun.errors import DataError
from trialrun.report import Document, Results, Values, document_from_json
from trialrun.run.files import digest_file
from trialrun.study import Study, Text, study_from_json

STUDY = "study.json"
RESULTS = "results/results.parquet"
DESIGN = "design/design.parquet"
REHEARSAL = "rehearsal/rehearsal.parquet"
JOURNAL = "documents/journal.json"
FIGURES = "displays/figures"
FINDINGS = "findings/findings.json"
DERIVED_FINDINGS = "findings/derived/findings.json"


@dataclass(frozen=True)
class RunFolder:
    """
    The values of a finished run, each read when it is asked for.

    Raises:
        DataError: a file is not there or not what it should be.
    """

    path: Path

    def __reduce__(self) -> tuple[type[RunFolder], tuple[Path]]:
        """Travel to another process as a place: each reads what it needs."""
        return RunFolder, (self.path,)

    def _text(self, place: str) -> str:
        file = self.path / place
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(
                "can not be read; is this the folder of a finished run?", place=str(file)
            ) from error

    @cached_property
    def study(self) -> Study:
        """The definition that the run was made from."""
        try:
            return study_from_json(self._text(STUDY))
        except ValueError as error:
            raise DataError("not a study definition", place=str(self.path / STUDY)) from error

    @cached_property
    def results(self) -> Results:
        """The table of results of the data."""
        return self._results(RESULTS)

    @cached_property
    def before(self) -> Results:
        """Results that are known before data: those of the design and of the rehearsal."""
        places = [place for place in (DESIGN, REHEARSAL) if (self.path / place).is_file()]
        return Results(row for place in places for row in self._results(place).values())

    def _results(self, place: str) -> Results:
        file = self.path / place
        try:
            return Results.from_frame(pl.read_parquet(file))
        except (OSError, ValueError, pl.exceptions.PolarsError) as error:
            raise DataError("not a table of results", place=str(file)) from error

    @cached_property
    def journal(self) -> dict[str, Text]:
        """The texts of people that the documents carry, by slot id."""
        if not (self.path / JOURNAL).is_file():
            return {}
        try:
            content = json.loads(self._text(JOURNAL))
            return {name: Text(**text) for name, text in content.items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise DataError("not the texts of a run", place=str(self.path / JOURNAL)) from error

    @cached_property
    def values(self) -> Values:
        """Everything that a slot can point at."""
        data = self.results if (self.path / RESULTS).is_file() else Results(())
        return Values(self.study, {**self.before, **data}, self.journal)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of results that the run has."""
        return tuple(p for p in (DESIGN, REHEARSAL, RESULTS) if (self.path / p).is_file())

    def document(self, name: str) -> Document:
        """Return the block tree of a document."""
        place = f"documents/{name}.json"
        try:
            return document_from_json(self._text(place))
        except (ValueError, KeyError, TypeError) as error:
            raise DataError("not a block tree", place=str(self.path / place)) from error

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """`run.json`."""
        try:
            content = json.loads(self._text("run.json"))
        except ValueError as error:
            raise DataError("not a manifest", place=str(self.path / "run.json")) from error
        if not isinstance(content, dict):
            raise DataError("not a manifest", place=str(self.path / "run.json"))
        return content

    def altered_files(self, *places: str) -> list[str]:
        """Return those of the run's files, or of `places`, that are not what the run wrote."""
        written = {
            file: digest
            for step in self.manifest.get("steps", [])
            for file, digest in step.get("outputs", {}).items()
        }
        wanted = places or tuple(sorted(written))
        return [
            place
            for place in wanted
            if not (self.path / place).is_file()
            or digest_file(self.path / place) != written.get(place)
        ]

    def adam(self) -> dict[str, pl.DataFrame]:
        """Return the analysis data sets by name."""
        files = sorted((self.path / "adam").glob("*.parquet"))
        return {file.stem.upper(): pl.read_parquet(file) for file in files}

    def sdtm(self) -> dict[str, pl.DataFrame]:
        """Return the SDTM domains by name."""
        files = sorted((self.path / "sdtm").glob("*.parquet"))
        return {file.stem.upper(): pl.read_parquet(file) for file in files}
