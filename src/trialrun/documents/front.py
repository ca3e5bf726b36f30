"""What stands at the front of every document."""

from __future__ import annotations

from collections.abc import Collection

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import enumerated, of_study, say
from trialrun.report import Block, Content


def countries(sources: Sources) -> Content:
    """Return the countries of the study as a list in running text."""
    count = len(sources.study.identification.countries)
    return enumerated([(of_study("identification", "countries", k + 1),) for k in range(count)])


def abbreviations(
    sources: Sources, table: str, *, used: Collection[str] | None = None
) -> tuple[Block, ...]:
    """
    Return the table of abbreviations; nothing where the definition has none.

    Args:
        sources: the definition.
        table: id of the table.
        used: abbreviations that the document has; None shows all of them.
    """
    rows = [
        row(
            table,
            key,
            (of_study("abbreviations", key, "key"),),
            [(of_study("abbreviations", key),)],
        )
        for key in sorted(sources.study.abbreviations, key=lambda key: (key.lower(), key))
        if used is None or key in used
    ]
    if not rows:
        return ()
    heads = [("meaning", say("csr-head-meaning"), 1.0)]
    title = say("csr-title-abbreviations")
    return (text_table(table, title, say("csr-head-abbreviation"), heads, rows, caption=False),)
