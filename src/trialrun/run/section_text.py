"""A person's text for a section of a document, bound to the run that they read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as calendar_date
from pathlib import Path

from pydantic import ValidationError

from trialrun.errors import DataError, RequestError
from trialrun.report import Section, blocks_of
from trialrun.run.documents_of import DOCUMENT_TABLES, DOCUMENTS
from trialrun.run.files import digest_file
from trialrun.run.outputs import STUDY, RunFolder
from trialrun.study import JournalEntry, Text, append_journal, load_study


def add_section_text(
    study_path: Path,
    run_path: Path,
    *,
    document: str,
    section: str,
    author: str,
    date: str,
    files: Mapping[str, Path],
) -> JournalEntry:
    """
    Add a text to the journal of a study.

    Args:
        study_path: the definition; the journal lies beside it.
        run_path: folder of the run that the author had before them.
        document: such as "csr".
        section: number of a section of that document.
        author: who wrote it.
        date: ISO 8601.
        files: language -> file with the text.
    Returns:
        The entry, bound to the digests of the run's definition and results.
    Raises:
        RequestError: no such section, no date, no author, an empty text.
        DataError: a file or the run can not be read.
    """
    load_study(study_path)
    if document not in DOCUMENTS:
        raise RequestError(f"no document {document!r}, must be one of {', '.join(DOCUMENTS)}")
    run = RunFolder(run_path)
    tree = run.document(document)
    numbers = [block.number for block in blocks_of(tree) if isinstance(block, Section)]
    if section not in numbers:
        raise RequestError(
            f"{document} has no section {section!r}",
            hint=f"its sections are {', '.join(number for number in numbers if number)}.",
        )
    if not author.strip():
        raise RequestError("the author has no name")
    try:
        calendar_date.fromisoformat(date)
    except ValueError as error:
        raise RequestError(f"the date is {date!r}, must be YYYY-MM-DD") from error
    texts = {language: _read(path) for language, path in files.items()}
    try:
        text = Text(**texts)
    except ValidationError as error:
        raise RequestError("a text is empty; every language needs one") from error
    read = [place for place in run.tables if place in DOCUMENT_TABLES[document]]
    about = {name: digest_file(run_path / name) for name in (STUDY, *read)}
    entry = JournalEntry(document, section, text, author, date, about)
    append_journal(study_path, entry)
    return entry


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"can not be read: {error}", place=str(path)) from error
