"""The definitions that come with trialrun: the example study and the template of `trialrun new`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from trialrun.study import Study, Text, load_study, study_values

ROOT = Path(__file__).parents[3]
DEFINITIONS = (
    ROOT / "examples" / "cdiscpilot01" / "study.yaml",
    ROOT / "src" / "trialrun" / "study" / "template.yaml",
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH_WORDS = re.compile(r"[A-Za-z]{3,}(?: [a-z]{2,}){2,}")
"""Three words in a row, the last two in small letters: a phrase, not a name."""


@pytest.fixture(params=DEFINITIONS, ids=lambda path: path.name)
def study(request: pytest.FixtureRequest) -> Study:
    return load_study(request.param)


def _texts(study: Study) -> Iterator[tuple[str, Text]]:
    for name, value in study_values(study).items():
        if isinstance(value, Text):
            yield name, value


def test_definition_loads_without_faults(study: Study) -> None:
    assert study.arms


def test_chinese_texts_hold_no_english_phrase(study: Study) -> None:
    left = {name: text.zh for name, text in _texts(study) if ENGLISH_WORDS.search(text.zh)}
    assert left == {}


def test_english_texts_hold_no_chinese(study: Study) -> None:
    assert {name: text.en for name, text in _texts(study) if CHINESE.search(text.en)} == {}


def test_texts_in_both_languages_hold_the_same_numbers(study: Study) -> None:
    def numbers(text: str) -> set[str]:
        return set(re.findall(r"\d+\.\d+|\d{2,}", text.replace(",", "")))

    assert {
        name: (text.en, text.zh)
        for name, text in _texts(study)
        if numbers(text.en) != numbers(text.zh)
    } == {}


def test_example_names_a_source_for_every_criterion_difference_and_narrative() -> None:
    study = load_study(DEFINITIONS[0])
    criteria = (*study.eligibility.inclusion, *study.eligibility.exclusion)
    assert all(criterion.source for criterion in criteria)
    assert all(difference.source for difference in study.differences)
    assert all(section.source for section in study.narrative.values())
