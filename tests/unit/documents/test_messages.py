"""The documents' catalogues: the same messages in every language, no digits, no stray English."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from trialrun.documents import outline_m11
from trialrun.documents.outline_e3 import OUTLINE, children_of, message_suffix
from trialrun.language import LANGUAGES

DOCUMENTS = Path(__file__).resolve().parents[3] / "src" / "trialrun" / "documents"
NAMES = {
    "ADaM", "Anisimov", "Armitage", "Brien", "Cani", "CI", "Cox", "De", "DeCani", "DeMets", "Fedorov", "Fisher", "Fleming", "Hwang", "ICH", "Jennison", "Julious", "McPherson", "MHLW",
    "Rowe", "Turnbull",
    "I", "IEC", "II", "IRB", "Kaplan", "Kim", "Lan", "Meier", "N", "n", "NE", "O", "P", "Pearson",
    "Philox", "Pocock", "Schoenfeld", "SD", "SDTM", "SE", "Shih", "SUSAR", "t", "x", "xx", "xxx", "Z",
}  # fmt: skip
"""Latin words that stand in a Chinese report."""


def messages(language):
    """Message id -> (texts, variables that fill, variables that select)."""
    files = sorted((DOCUMENTS / "messages").glob(f"*{language}.ftl"))
    parsed = [FluentParser().parse(file.read_text(encoding="utf-8")) for file in files]
    found = {}
    for entry in (entry for resource in parsed for entry in resource.body):
        assert not isinstance(entry, fluent.Junk), entry.content
        if not isinstance(entry, fluent.Message):
            continue
        assert entry.id.name not in found, f"{language}: {entry.id.name} is there twice"
        texts, fills, selects = [], set(), set()
        walk(entry.value, texts, fills, selects)
        found[entry.id.name] = (texts, fills, selects)
    return found


def walk(pattern, texts, fills, selects):
    for element in pattern.elements:
        if isinstance(element, fluent.TextElement):
            texts.append(element.value)
            continue
        expression = element.expression
        if isinstance(expression, fluent.VariableReference):
            fills.add(expression.id.name)
        elif isinstance(expression, fluent.StringLiteral):
            texts.append(expression.value)
        elif isinstance(expression, fluent.SelectExpression):
            selects.add(expression.selector.id.name)
            for variant in expression.variants:
                walk(variant.value, texts, fills, selects)


CATALOGUES = {language: messages(language) for language in LANGUAGES}


def test_every_language_has_the_same_messages_with_the_same_slots():
    english, chinese = CATALOGUES["en"], CATALOGUES["zh"]
    assert list(english.keys() ^ chinese.keys()) == []
    assert {name for name in english if english[name][1] != chinese[name][1]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_holds_a_digit(language):
    faults = {
        name: text
        for name, (texts, _, _) in CATALOGUES[language].items()
        for text in texts
        if any(character.isdigit() for character in text)
    }
    assert faults == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_both_fills_and_selects(language):
    assert {
        n for n, (_, fills, selects) in CATALOGUES[language].items() if fills & selects
    } == set()


def test_chinese_messages_hold_no_english_but_names():
    faults = {
        name: sorted(words - NAMES)
        for name, (texts, _, _) in CATALOGUES["zh"].items()
        if (words := set(re.findall(r"[A-Za-z]+", " ".join(texts)))) - NAMES
    }
    assert faults == {}


def strings(path):
    """Texts of a module as written, f-strings with `*` where something is put in."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "*" for part in node.values
            )


def asked_for():
    found = {text for path in DOCUMENTS.rglob("*.py") for text in strings(path)}
    return {
        text
        for text in found
        if re.fullmatch(r"(csr|design|protocol|rehearsal|sap|subgroups)-[a-z0-9*-]+", text)
    }


def test_every_message_asked_for_is_there():
    known = CATALOGUES["en"]
    patterns = {text: re.escape(text).replace(r"\*", ".+") for text in asked_for()}
    missing = [
        text
        for text, pattern in patterns.items()
        if not any(re.fullmatch(pattern, name) for name in known)
        and not any(name.startswith(text) for name in known if text.endswith("-"))
    ]
    assert missing == []


def test_every_message_is_asked_for():
    patterns = [re.compile(re.escape(text).replace(r"\*", ".+")) for text in asked_for()]
    unused = [
        name
        for name in CATALOGUES["en"]
        if not any(pattern.fullmatch(name) for pattern in patterns)
    ]
    assert unused == []


def test_every_section_of_the_protocol_has_a_heading():
    for number in outline_m11.OUTLINE:
        assert f"protocol-heading-{message_suffix(number)}" in CATALOGUES["en"]


def test_every_section_has_a_heading_and_every_last_one_a_hint():
    for number in OUTLINE:
        assert f"csr-heading-{message_suffix(number)}" in CATALOGUES["en"]
        if not children_of(number):
            assert f"csr-hint-{message_suffix(number)}" in CATALOGUES["en"], number
