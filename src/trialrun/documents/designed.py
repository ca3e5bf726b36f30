"""Values of the design as content, and small numbers as words."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.wording import say
from trialrun.report import Content, Slot, result_id

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted_word(count: int) -> Content:
    """Return a small number as a word; nothing where it is too large for one."""
    if not 1 <= count <= len(WORDS):
        return ()
    return say("protocol-number", {"n": WORDS[count - 1]})


def designed(sources: Sources, *parts: str, form: str = "") -> Content:
    """Return the slot of a value of the design; nothing where the design has none."""
    row = sources.results.get(result_id(*parts, prefix="design"))
    if row is None or (row.value is None and row.text is None):
        return ()
    return (Slot(row.id, form),)
