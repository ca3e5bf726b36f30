"""A rule, and the data as rules see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from trialrun.conformance.finding import Finding, Level
from trialrun.formats import Dataset
from trialrun.language import message_text
from trialrun.sdtm import StudyData, is_supplemental, standard_type
from trialrun.study import Study

TRIAL_DESIGN = frozenset({"TA", "TD", "TE", "TI", "TM", "TS", "TV", "OI"})


@dataclass(frozen=True, eq=False)
class Inspection:
    """
    The data as rules see them.

    Args:
        frames: domains by name, each with its record number in the column `row`; variables that
            the standard has as text or number are that (what can not be turned is null, and the
            rule on types says so).
        datasets: metadata of their files, where they came from files.
        study: the definition, for the rules that need one.
    """

    frames: Mapping[str, pl.DataFrame]
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    study: Study | None = None

    def subject_level(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """The data sets with records of subjects, by name, without supplemental ones."""
        for name, frame in self.frames.items():
            if "USUBJID" in frame.columns and not is_supplemental(name) and name != "RELREC":
                yield name, frame

    def having(self, *endings: str) -> Iterator[tuple[str, pl.DataFrame, list[str]]]:
        """Data sets that have all the variables --ENDING, with the names these have in them."""
        for name, frame in self.frames.items():
            variables = [name[:2] + ending for ending in endings]
            if not is_supplemental(name) and set(variables) <= set(frame.columns):
                yield name, frame, variables


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A rule of conformance.

    Args:
        id: its name; its title and its message stand in the catalogues under it.
        level: how bad a breach is.
        source: the guideline section, and the ids of the rule in the CDISC catalogues.
        check: gives the findings.
    """

    id: str
    level: Level
    source: str
    check: Callable[[Inspection], Iterable[Finding]]

    def title(self, language: str) -> str:
        """What the rule asks, in a few words."""
        return message_text(f"conformance-{self.id}-title", language)


def inspection_of(study: Study | None, data: Mapping[str, pl.DataFrame]) -> Inspection:
    """The data, numbered and typed, for the rules."""
    datasets = data.datasets if isinstance(data, StudyData) else {}
    frames = {name: _prepared(data[name]) for name in sorted(data)}
    return Inspection(frames, datasets, study)


def _prepared(frame: pl.DataFrame) -> pl.DataFrame:
    """Numbered records of the expected types."""
    casts = [
        pl.col(name).cast(wanted, strict=False)
        for name, dtype in frame.schema.items()
        if (wanted := standard_type(name)) is not None and dtype != wanted
    ]
    return frame.with_columns(casts).with_row_index("row", offset=1)
