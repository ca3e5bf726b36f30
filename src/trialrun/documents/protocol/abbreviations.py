"""Which of a study's abbreviations a document has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from trialrun.documents.sources import Sources
from trialrun.language import LANGUAGES
from trialrun.report import Document, Run, Values, resolve_document


def abbreviations_used(sources: Sources, document: Document) -> set[str]:
    """Return the abbreviations of the definition that stand in a document in any language."""
    journal = {entry.slot_id: entry.text for entry in sources.journal.values()}
    values = Values(sources.study, sources.results, journal)
    text = "\n".join(
        part
        for language in LANGUAGES
        for part in _texts(resolve_document(document, language, values))
    )
    return {name for name in sources.study.abbreviations if re.search(_whole(name), text)}


def _whole(name: str) -> str:
    """Return the pattern of a word by itself, or in the plural."""
    return rf"(?<![A-Za-z0-9-]){re.escape(name)}(?![A-Za-rt-z0-9-])"


def _texts(node: object) -> Iterator[str]:
    """Yield every text of a resolved document."""
    if isinstance(node, Run):
        yield node.text
    elif isinstance(node, tuple):
        for each in node:
            yield from _texts(each)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _texts(getattr(node, field.name))
