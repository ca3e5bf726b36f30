"""
Message catalogues (Project Fluent), one per language, each room owning its own messages.

A room keeps `messages/en.ftl` and `messages/zh.ftl`, and where it writes much, files beside them
(`sap.en.ftl`, `sap.zh.ftl`); ids begin with the room's or document's word (`csr-…`, `display-…`).
A message never holds a digit: numbers come through arguments, and an argument stands in the text
as a token until the caller puts a run of its own in its place.

There are thousands of messages and a command needs few: each is parsed when it is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "zh")
_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_ENTRY = re.compile(r"^(?P<id>[A-Za-z][\w-]*) *=.*(?:\n(?:[ \t}].*)?)*", re.MULTILINE)
"""A message: its first line and those below that are indented, empty, or close a brace."""


class MessageError(Exception):
    """A message is missing or can not be formatted: a fault of the program, not of its user."""


@cache
def catalogue(language: str) -> dict[str, str]:
    """
    Return the source of every room's messages in a language.

    Args:
        language: "en" or "zh".
    Returns:
        Id of a message -> its Fluent source, as it stands in the file.
    Raises:
        MessageError: two messages have the same id.
    """
    found: dict[str, str] = {}
    for room in sorted(files("trialrun").iterdir(), key=lambda entry: entry.name):
        folder = room.joinpath("messages")
        if not folder.is_dir():
            continue
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name == f"{language}.ftl" or file.name.endswith(f".{language}.ftl"):
                for name, source in message_sources(file.read_text(encoding="utf-8")):
                    if name in found:
                        raise MessageError(f"{language}: message {name!r} stands twice")
                    found[name] = source
    return found


def message_sources(text: str) -> list[tuple[str, str]]:
    r"""
    Cut a Fluent file into its messages.

    >>> message_sources("# a note\na = one\n  two\n\nb = three\n")
    [('a', 'a = one\n  two\n\n'), ('b', 'b = three\n')]
    """
    return [(entry["id"], entry[0]) for entry in _ENTRY.finditer(text)]


def _bundle_with(message: str, language: str) -> FluentBundle:
    """Return the bundle of a language after a message has come into it."""
    bundle = _bundle(language)
    if not bundle.has_message(message):
        source = catalogue(language).get(message)
        if source is None:
            raise MessageError(f"{language}: no message {message!r}")
        bundle.add_resource(FluentResource(source))
        if not bundle.has_message(message):
            raise MessageError(f"{language}: message {message!r} is no Fluent: {source!r}")
    return bundle


@cache
def _bundle(language: str) -> FluentBundle:
    return FluentBundle([language], use_isolating=False)


def message_parts(
    message: str,
    language: str,
    *,
    slots: tuple[str, ...] = (),
    select: Mapping[str, str | int | float] | None = None,
) -> list[tuple[str, bool]]:
    """
    Format a message and cut it where its slots stand.

    Args:
        message: id of the message.
        language: "en" or "zh".
        slots: names of the arguments that the caller fills with runs of its own.
        select: arguments that only choose between forms (plurals, directions).
    Returns:
        Pairs of (text, False) and (slot name, True), in reading order.
    Raises:
        MessageError: no such message, or an argument is missing.
    """
    bundle = _bundle_with(message, language)
    pattern = bundle.get_message(message).value
    if pattern is None:
        raise MessageError(f"{language}: message {message!r} is empty")
    arguments: dict[str, object] = {name: f"{_OPEN}{name}{_CLOSE}" for name in slots}
    arguments.update(select or {})
    text, errors = bundle.format_pattern(pattern, arguments)
    if errors:
        raise MessageError(f"{language}: message {message!r}: {errors[0]}")
    parts: list[tuple[str, bool]] = []
    for position, piece in enumerate(_TOKEN.split(str(text))):
        if piece:
            parts.append((piece, position % 2 == 1))
    return parts


def message_text(
    message: str, language: str, *, select: Mapping[str, str | int | float] | None = None
) -> str:
    """Return a message that has no slots."""
    return "".join(text for text, _ in message_parts(message, language, select=select))
