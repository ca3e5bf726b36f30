"""Every scalar of a study under a `study:` id, so that documents can point at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from trialrun.study.base import Part, Text
from trialrun.study.model import Study

MAX_ID = 64
"""Longest id that a Word content control's tag holds."""

StudyValue = float | str | Text


def study_id(*path: str) -> str:
    """
    Return the id of a value of the definition.

    Items of a list are named by their `id` or `number`, else by position from 1; a path that
    would be longer than 64 characters ends in a digest.

    >>> study_id("arms", "PBO", "label")
    'study:arms.PBO.label'
    """
    text = "study:" + ".".join(path)
    if len(text) <= MAX_ID:
        return text
    digest = sha256(text.encode()).hexdigest()[:10]
    return f"{text[: MAX_ID - 11]}~{digest}"


def study_values(study: Study) -> dict[str, StudyValue]:
    """
    Return every text, number and date of the definition by its `study:` id.

    Dates come as ISO 8601 text. `terms` are left out: they translate values of the data. Values
    that follow from others are added: an abbreviation itself (`abbreviations.AE.key`), and the
    first and last day of a visit's window (`visits.V4.first_day`, `.last_day`), and the lines of a
    protocol's text that is a list (`protocol_text.14.line1` …).
    """
    found = {study_id(*path): value for path, value in _walk(study, ()) if path[0] != "terms"}
    for key in study.abbreviations:
        found[study_id("abbreviations", key, "key")] = key
    for visit in study.visits:
        if visit.day is not None and visit.window_days is not None:
            for name, off in zip(("first_day", "last_day"), visit.window_days, strict=True):
                found[study_id("visits", visit.id, name)] = float(_shifted(visit.day, off))
    for key, section in study.protocol_text.items():
        for k, line in enumerate(text_lines(section.text), start=1):
            found[study_id("protocol_text", key, f"line{k}")] = line
    return found


def text_lines(text: Text) -> tuple[Text, ...]:
    """Return the lines of a text that is a list in both languages; nothing of any other."""
    english, chinese = text.en.splitlines(), text.zh.splitlines()
    if len(english) < 2 or len(english) != len(chinese):
        return ()
    return tuple(Text(en=one, zh=other) for one, other in zip(english, chinese, strict=True))


def _shifted(day: int, off: int) -> int:
    """Return a study day so many days off; day 1 follows day -1."""
    reached = day + off
    return reached + (1 if day < 0 <= reached else -1 if reached <= 0 < day else 0)


def _walk(node: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], StudyValue]]:
    if isinstance(node, Text):
        yield path, node
    elif isinstance(node, Part):
        for field in type(node).model_fields:
            yield from _walk(getattr(node, field), (*path, field))
    elif isinstance(node, dict):
        for key, item in node.items():
            yield from _walk(item, (*path, str(key)))
    elif isinstance(node, tuple | list):
        for position, item in enumerate(node, start=1):
            own = getattr(item, "id", None) or getattr(item, "number", None)
            yield from _walk(item, (*path, str(own or position)))
    elif isinstance(node, bool) or node is None:
        return
    elif isinstance(node, int | float):
        yield path, float(node)
    elif isinstance(node, date):
        yield path, node.isoformat()
    elif isinstance(node, str):
        yield path, node
