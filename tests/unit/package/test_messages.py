"""The package's catalogue: the same messages in both languages, no digits, each one used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trialrun.language import LANGUAGES
from trialrun.package.sdtm_variables import VARIABLES

ROOM = Path(__file__).resolve().parents[3] / "src" / "trialrun" / "package"


def messages(language):
    lines = (ROOM / "messages" / f"{language}.ftl").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" = ", 1) for line in lines if line and not line.startswith("#")]
    assert all(len(pair) == 2 for pair in pairs)
    assert len({name for name, _ in pairs}) == len(pairs)
    return dict(pairs)


CATALOGUES = {language: messages(language) for language in LANGUAGES}


def slots(text):
    return set(re.findall(r"\$(\w+)", text))


def test_languages_have_the_same_messages_with_the_same_slots():
    english, chinese = CATALOGUES["en"], CATALOGUES["zh"]
    assert english.keys() == chinese.keys()
    assert {n for n in english if slots(english[n]) != slots(chinese[n])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_holds_a_digit(language):
    assert {n: t for n, t in CATALOGUES[language].items() if re.search(r"\d", t)} == {}


def test_each_message_is_used():
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
    methods = {facts.method for facts in VARIABLES.values()}
    made = re.compile(  # names put together from the values of a study or a language
        r"package-(term-[yn]|language-\w+|adam-(aw\w+|trtsdt-\w+|actual-treatment-\w+)"
        r"|\w+-(description|comment))"
    )

    def used(name: str) -> bool:
        if name.removeprefix("package-method-") in methods or made.fullmatch(name):
            return True
        last = re.sub(r"package-(adam|html|readme|remark|document)-", "", name)
        return any(f"{quote}{word}" in source for quote in "\"'" for word in (name, last))

    assert [name for name in CATALOGUES["en"] if not used(name)] == []


def test_each_method_of_a_variable_has_words():
    wanted = {f"package-method-{facts.method}" for facts in VARIABLES.values() if facts.method}
    assert wanted <= CATALOGUES["en"].keys()


def test_labels_fit_into_a_transport_file():
    assert {n: f.label for n, f in VARIABLES.items() if not 0 < len(f.label.encode()) <= 40} == {}
