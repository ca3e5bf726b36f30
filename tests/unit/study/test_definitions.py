"""The definitions that come with trialrun: the example study and the template of `trialrun new`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from trialrun.study import Study, Text, check_study, load_study, study_values

ROOT = Path(__file__).parents[3]
DEFINITIONS = (
    ROOT / "examples" / "cdiscpilot01" / "study.yaml",
    ROOT / "examples" / "mrct-os" / "study.yaml",
    ROOT / "src" / "trialrun" / "study" / "template.yaml",
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH_WORDS = re.compile(r"[A-Za-z]{3,}(?: [a-z]{2,}){2,}")
"""Three words in a row, the last two in small letters: a phrase, not a name."""
PUBLICATION = re.compile(r"[A-Z].{0,80}? \(\d{4}\)\. [A-Z]")
"""Authors (or a guideline), year and title."""


@pytest.fixture(params=DEFINITIONS, ids=lambda path: path.parent.name)
def study(request: pytest.FixtureRequest) -> Study:
    return load_study(request.param)


def _texts(study: Study) -> Iterator[tuple[str, Text]]:
    for name, value in study_values(study).items():
        if isinstance(value, Text):
            yield name, value


def test_definition_loads_without_faults(study: Study) -> None:
    assert study.arms


def test_chinese_texts_hold_no_english_phrase(study: Study) -> None:
    left = {
        name: text.zh
        for name, text in _texts(study)
        if ENGLISH_WORDS.search("\n".join(_own_words(text.zh)))
    }
    assert left == {}


def _own_words(text: str) -> Iterator[str]:
    """The lines of a text that are not publications, which are cited in their own language."""
    for line in text.splitlines():
        if not PUBLICATION.match(line):
            yield line


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


@pytest.mark.parametrize("path", DEFINITIONS[:2], ids=lambda path: path.parent.name)
def test_example_names_a_source_for_every_criterion_difference_and_narrative(path: Path) -> None:
    study = load_study(path)
    criteria = (*study.eligibility.inclusion, *study.eligibility.exclusion)
    assert all(criterion.source for criterion in criteria)
    assert all(difference.source for difference in study.differences)
    assert all(section.source for section in study.narrative.values())


def test_the_survival_example_names_a_source_for_every_belief() -> None:
    study = load_study(DEFINITIONS[1])
    assert study.costs is not None
    assert study.planning is not None
    assert study.planning.source
    assert study.costs.source
    assert all(region.source for region in study.regions)
    assert all(scenario.source for scenario in study.scenarios)
    assert all(analysis.source for analysis in study.analyses)
    assert {scenario.kind for scenario in study.scenarios} == {"null", "expected", "alternative"}


def test_a_survival_display_of_another_analysis_is_refused(tmp_path: Path) -> None:
    text = DEFINITIONS[1].read_text(encoding="utf-8")
    changed = text.replace(
        "    parameter: OS\n    analysis: OS\n", "    parameter: OS\n    analysis: TEAE\n"
    )
    assert changed != text
    file = tmp_path / "study.yaml"
    file.write_text(changed, encoding="utf-8")
    _, faults = check_study(file)
    assert [(each.path, each.allowed) for each in faults] == [
        ("displays[3].analysis", "its method must be logrank")
    ]
