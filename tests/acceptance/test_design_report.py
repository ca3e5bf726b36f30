"""The design report: every number of it is proved, also those of calculations asked for by name."""

from random import Random

import pytest
from finished import LANGUAGES, Finished, ids

from trialrun.cli import main
from trialrun.run import verify_document

WANTED = 100
"""Changed numbers of each language."""

CALCULATIONS = """
  - id: COHORT
    label: {en: Two-stage cohort, zh: 两阶段队列}
    method: size_simon_optimal
    arguments: {null_rate: 0.1, alternative_rate: 0.3}
  - id: BOUNDS
    label: {en: Other boundaries, zh: 其他界值}
    method: boundaries_spending
    arguments:
      information: [0.5, 0.75, 1]
      alpha: 0.025
      power: 0.9
      binding: false
      efficacy: {function: spend_hwang_shih_decani, arguments: {gamma: -2}}
      futility: {function: spend_obrien_fleming}
  - id: ESCALATION
    label: {en: Dose escalation, zh: 剂量递增}
    method: boundaries_boin
    arguments: {target: 0.3}
"""
"""A result of single values, one with lists, one with a matrix too large for a page."""


@pytest.fixture(scope="module")
def report(survival_study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("design")
    text = survival_study.read_text(encoding="utf-8")
    assert text.count("\ncalculations:\n") == 1
    study = folder / "study.yaml"
    study.write_text(
        text.replace("\ncalculations:\n", f"\ncalculations:{CALCULATIONS}"), encoding="utf-8"
    )
    assert main(["design", str(study), "-o", str(folder / "out"), "-q", "--json"]) == 0
    return Finished(folder / "out", "design", folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_verified(report, language):
    path = report.folder / f"documents/design.{language}.html"
    assert verify_document(path, report.folder) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_changed_numbers_are_all_told(report, language, record_property):
    content, changed = report.changed("digits", language, ".html", Random(language), WANTED)
    told = report.told(content, ".html")
    caught = sum(places <= set(told) for places in changed)
    record_property("figure", f"design {language}.html, digits: {caught} of {len(changed)}")
    assert caught == len(changed) == WANTED


def test_both_languages_have_the_same_ids_block_by_block(report):
    english, chinese = (ids(report.resolved(language)) for language in LANGUAGES)
    assert english == chinese
    shown = {name for names in english.values() for name in names}
    for wanted in ("COHORT.subjects", "BOUNDS.efficacy.3", "ESCALATION.table.decisions.3.1"):
        assert f"design:calculations.{wanted}" in shown
