"""Small pieces of content: a message, a slot of the definition, a list in running text, a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trialrun.report import PROSE, Content, Inline, Message, Plain, Ref, Slot
from trialrun.study import study_id

Filling = Content | Inline
"""What a slot of a message may be filled with."""


def content_of(filling: Filling) -> Content:
    """Return a piece of content as content."""
    return filling if isinstance(filling, tuple) else (filling,)


def say(
    message: str, select: Mapping[str, str | int | float] | None = None, /, **slots: Filling
) -> Content:
    """
    Return a message with its slots filled.

    Args:
        message: id in the catalogues.
        select: what only chooses between forms.
        slots: name -> content; an underscore stands for itself.
    """
    clash = slots.keys() & (select or {}).keys()
    if clash:
        raise ValueError(f"{message}: {', '.join(sorted(clash))} both fills and selects")
    filled = tuple((name, content_of(filling)) for name, filling in slots.items())
    return (Message(message, filled, tuple((select or {}).items())),)


def of_study(*path: object, form: str = "") -> Slot:
    """Return the slot of a value of the definition by its path."""
    return Slot(study_id(*map(str, path)), form)


def in_prose(slot: Slot) -> Slot:
    """Return the slot of a coded term as it stands in running text, not all in capitals."""
    return Slot(slot.id, PROSE)


def arm_label(arm: str) -> Content:
    """Return the name of an arm."""
    return (of_study("arms", arm, "label"),)


def plain(text: str) -> Content:
    """Return text that is the same in every language."""
    return (Plain(text),)


def refer(target: str) -> Content:
    """Return a cross reference."""
    return (Ref(target),)


def sentences(*parts: Content) -> Content:
    """Return sentences one after the other, with the language's space between them."""
    found = [part for part in parts if part]
    joined: Content = ()
    for part in found:
        joined = (*joined, *say("csr-gap"), *part) if joined else part
    return joined


def enumerated(items: Sequence[Content]) -> Content:
    """Return items as a list in running text: "a, b and c"."""
    if not items:
        return ()
    if len(items) == 1:
        return items[0]
    tail = say("csr-list-last", first=items[-2], second=items[-1])
    for item in reversed(items[:-2]):
        tail = say("csr-list-more", first=item, rest=tail)
    return tail


def separated(items: Sequence[Content]) -> Content:
    """Return items with semicolons between them."""
    joined: Content = ()
    for item in items:
        joined = (*joined, *say("csr-semicolon"), *item) if joined else item
    return joined


def counted(count: Slot, percent: Slot) -> Content:
    """Return a count with its percentage, for a cell of a table."""
    return (count, Plain(" ("), percent, Plain("%)"))
