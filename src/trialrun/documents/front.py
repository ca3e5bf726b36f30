"""What stands at the front of every document."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import enumerated, of_study, plain, say
from trialrun.report import Block, Content


def countries(sources: Sources) -> Content:
    """Return the countries of the study as a list in running text."""
    count = len(sources.study.identification.countries)
    return enumerated([(of_study("identification", "countries", k + 1),) for k in range(count)])


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
