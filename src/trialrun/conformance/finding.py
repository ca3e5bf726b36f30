"""What a check has to say about data: a finding, for the data manager who can act on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from trialrun.language import message_parts

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One rule broken in one data set, with all the records that break it.

    Args:
        rule: id of the rule.
        level: "error" (the data can not be right), "warning" (look at it), "note" (know it).
        dataset: data set that it is about.
        variables: its variables that are involved.
        rows: the records, numbered from 1 in the order of the data set.
        subjects: subject of each of `rows`, "" where there is none.
        values: value in question of each of `rows`, "" where there is none.
        arguments: further words of the message, by name.
    """

    rule: str
    level: Level
    dataset: str
    variables: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def distinct_subjects(self) -> tuple[str, ...]:
        """The subjects involved, each once, sorted."""
        return tuple(sorted(set(self.subjects) - {""}))


def finding_message(finding: Finding, language: str) -> str:
    """
    The sentence of a finding.

    Args:
        finding: what was found.
        language: "en" or "zh".
    """
    words = {
        "dataset": finding.dataset,
        "variables": listed(finding.variables),
        "count": str(len(finding.rows)),
        "subjects": str(len(finding.distinct_subjects)),
        **dict(finding.arguments),
    }
    parts = message_parts(
        f"conformance-{finding.rule}",
        language,
        slots=tuple(words),
        select={"n": len(finding.rows), "s": len(finding.distinct_subjects)},
    )
    return "".join(words[text] if is_slot else text for text, is_slot in parts)


def listed(words: Sequence[str]) -> str:
    """
    The words of a list, the first of a long one.

    >>> listed(["A", "B"])
    'A, B'
    """
    more = ", …" if len(words) > _LISTED else ""
    return ", ".join(words[:_LISTED]) + more


_LISTED = 12


def finding_of(
    rule: str,
    level: Level,
    dataset: str,
    records: pl.DataFrame,
    *variables: str,
    value: str | None = None,
    **words: str,
) -> Finding:
    """
    The finding that some records of a data set are.

    Args:
        rule: id of the rule.
        level: its level.
        dataset: name of the data set.
        records: those that break the rule; columns read: `row`, USUBJID where there is one.
        variables: names of the variables involved.
        value: column of `records` whose values are shown; the last of `variables` unless given.
        words: further words of the message.
    """
    shown = value or (variables[-1] if variables else None)
    return Finding(
        rule,
        level,
        dataset,
        variables,
        tuple(int(row) for row in records["row"].to_list()),
        _texts(records, "USUBJID"),
        _texts(records, shown),
        tuple(sorted(words.items())),
    )


def _texts(records: pl.DataFrame, column: str | None) -> tuple[str, ...]:
    """The values of a column as text, "" for null or where there is no such column."""
    if column is None or column not in records.columns:
        return ("",) * records.height
    values = records[column]
    if values.dtype.is_float():
        return tuple("" if value is None else f"{value:g}" for value in values.to_list())
    return tuple("" if value is None else str(value) for value in values.to_list())
