"""What stands at the front of every document."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, plain, say
from trialrun.report import Block


def abbreviations(sources: Sources, table: str) -> tuple[Block, ...]:
    """Return the table of abbreviations; nothing where the definition has none."""
    rows = [
        row(table, key, plain(key), [(of_study("abbreviations", key),)])
        for key in sorted(sources.study.abbreviations, key=lambda key: (key.lower(), key))
        if not any(character.isdigit() for character in key)
    ]
    if not rows:
        return ()
    heads = [("meaning", say("csr-head-meaning"), 1.0)]
    title = say("csr-title-abbreviations")
    return (text_table(table, title, say("csr-head-abbreviation"), heads, rows, caption=False),)
