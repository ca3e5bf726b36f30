"""
The journal: what people add to a study, append-only, beside its definition.

`study.yaml` has `study.journal.jsonl` beside it, one JSON object a line. An entry is bound to
the digests of what its author had before them; when these change, the entry is stale.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from trialrun.errors import DataError, OutputError
from trialrun.study.base import Text

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True)
class JournalEntry:
    """
    One addition by a person.

    Args:
        document: "csr", "protocol", "sap".
        section: section number that the text is for.
        text: in every language.
        author: a person's name.
        date: ISO 8601.
        about: name -> digest of what the author had before them (`study`, `results`).
    """

    document: str
    section: str
    text: Text
    author: str
    date: str
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def slot_id(self) -> str:
        """The id by which documents carry the text."""
        return f"journal:{self.document}.{self.section}"


def journal_path(study_path: Path) -> Path:
    """Return where the journal of a definition lies."""
    return study_path.with_suffix(".journal.jsonl")


def read_journal(study_path: Path) -> list[JournalEntry]:
    """
    Return the entries of a study's journal, oldest first; none where there is no journal.

    Raises:
        DataError: a line is not an entry.
    """
    path = journal_path(study_path)
    if not path.exists():
        return []
    entries = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"can not read the journal: {error}", place=str(path)) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            item.pop("schema_version")
            entries.append(JournalEntry(**{**item, "text": Text(**item["text"])}))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DataError("not an entry of a journal", place=f"{path}:{number}") from error
    return entries


def append_journal(study_path: Path, entry: JournalEntry) -> None:
    """
    Add an entry at the end of a study's journal.

    Raises:
        OutputError: it can not be written.
    """
    path = journal_path(study_path)
    content = {**asdict(entry), "text": entry.text.model_dump(), "schema_version": SCHEMA_VERSION}
    line = json.dumps(content, ensure_ascii=False, sort_keys=True)
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise OutputError(f"can not write: {error.strerror}", place=str(path)) from error


def current_texts(entries: list[JournalEntry], document: str) -> dict[str, JournalEntry]:
    """Return section -> newest entry of a document."""
    return {entry.section: entry for entry in entries if entry.document == document}
