"""What every protocol says in a section, and the values that design puts into sentences."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.wording import say
from trialrun.report import Content, Slot, result_id

GENERAL = frozenset(
    {
        "4.4",
        "5.6",
        "7.2",
        "7.3",
        "8.1",
        "9.1.1",
        "9.1.2",
        "9.1.3",
        "9.2.1",
        "9.2.2",
        "9.2.3",
        "9.2.3.1",
        "9.4",
        "10.1",
        "10.3",
        "11.1",
        "11.2.1",
        "11.2.2",
        "11.3",
        "11.6",
        "11.7",
        "11.8",
        "11.9",
        "11.10",
        "11.11",
        "11.12",
    }
)
"""
Sections of the template that follow from guidelines where the definition has no text of its own.

Source: ICH E2A (1994), ICH E6(R3) (2025), ICH E8(R1) (2021), ICH E9 (1998).
"""

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
