"""The catalogue of the displays: the same messages in both languages, none with a digit."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[3] / "src" / "trialrun" / "displays"
ID = re.compile(r"^(display-[a-z-]+) = (.*)$", re.MULTILINE)


def catalogue(language):
    return dict(ID.findall((ROOM / "messages" / f"{language}.ftl").read_text(encoding="utf-8")))


def used():
    """Ids as they stand in the code; `{…}` of a composed one matches any word."""
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"display-[a-z-]+[a-z]", node.value):
                    yield node.value
            elif isinstance(node, ast.JoinedStr):
                pattern = "".join(
                    re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z-]+"
                    for part in node.values
                )
                if pattern.startswith("display\\-"):
                    yield pattern


def test_every_id_that_is_used_is_in_both_languages():
    for language in ("en", "zh"):
        known = catalogue(language)
        missing = [name for name in used() if not any(re.fullmatch(name, each) for each in known)]
        assert not missing, language


def test_both_languages_have_the_same_messages_with_the_same_slots():
    english, chinese = catalogue("en"), catalogue("zh")
    assert english.keys() == chinese.keys()
    for name, text in english.items():
        slots = set(re.findall(r"\{\$\w+\}", text))
        assert slots == set(re.findall(r"\{\$\w+\}", chinese[name])), name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_message_holds_a_digit(language):
    assert not [name for name, text in catalogue(language).items() if re.search(r"\d", text)]


def test_no_message_is_left_over():
    patterns = list(used())
    unused = [
        name
        for name in catalogue("en")
        if not any(re.fullmatch(pattern, name) for pattern in patterns)
    ]
    assert not unused
