"""The report as a tree: whole outline, narrative, hints, a person's text, nothing without data."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from trialrun.documents import build_csr
from trialrun.documents.outline_e3 import OUTLINE, children_of
from trialrun.report import (
    Contents,
    Paragraph,
    Results,
    Section,
    Slot,
    ToWrite,
    Values,
    blocks_of,
    document_from_json,
    document_to_json,
    resolve_document,
)
from trialrun.study import JournalEntry, Text, load_study

NOTHING = Results([])


@pytest.fixture(scope="module")
def study(root):
    return load_study(root / "examples" / "cdiscpilot01" / "study.yaml")


@pytest.fixture(scope="module")
def bare(study):
    """The report before there are data."""
    return build_csr(study, NOTHING, {})


def sections(document):
    return {block.number: block for block in blocks_of(document) if isinstance(block, Section)}


def entry(section):
    text = Text(en="A person's text.", zh="人员撰写的文字。")
    return JournalEntry("csr", section, text, "A. Writer", "2026-01-02")


def test_report_has_every_section_of_the_outline_in_order(bare):
    assert tuple(sections(bare)) == OUTLINE


def test_outline_is_that_of_the_guideline(shared):
    content = YAML(typ="safe").load(shared / "outlines" / "ich_e3_csr.yaml")
    assert [each["number"] for each in content["sections"]] == list(OUTLINE)


def test_no_last_section_is_empty(bare):
    found = sections(bare)
    assert [n for n in OUTLINE if not children_of(n) and not found[n].blocks] == []


def test_every_block_has_an_id_of_its_own(bare):
    ids = [block.id for block in blocks_of(bare)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_report_without_data_resolves_and_claims_nothing(study, bare, language):
    resolve_document(bare, language, Values(study, NOTHING))
    assert isinstance(sections(bare)["11.4.7"].blocks[0], ToWrite)


def test_narrative_of_the_definition_comes_first(bare, study):
    first = sections(bare)["9.1"].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.content == (Slot("study:narrative.9.1.text"),)
    assert study.narrative["9.1"]


def test_persons_text_takes_the_place_of_the_hint(study):
    document = build_csr(study, NOTHING, {}, journal={"13": entry("13")})
    block = sections(document)["13"].blocks[0]
    assert isinstance(block, ToWrite)
    assert block.written == Slot("journal:csr.13")
    values = Values(study, NOTHING, {"journal:csr.13": entry("13").text})
    resolve_document(document, "en", values)


def test_persons_text_follows_what_is_generated(study):
    document = build_csr(study, NOTHING, {}, journal={"9.4.3": entry("9.4.3")})
    blocks = sections(document)["9.4.3"].blocks
    assert isinstance(blocks[0], Paragraph)
    assert isinstance(blocks[-1], ToWrite)
    assert blocks[-1].written == Slot("journal:csr.9.4.3")


def test_persons_text_may_stand_in_a_section_that_has_sections(study):
    document = build_csr(study, NOTHING, {}, journal={"12": entry("12")})
    assert isinstance(sections(document)["12"].blocks[0], ToWrite)


def test_contents_lists_sections_tables_and_figures(bare):
    found = [block.of for block in sections(bare)["3"].blocks if isinstance(block, Contents)]
    assert found == ["sections", "tables", "figures"]


def test_tree_survives_writing_and_reading(bare):
    assert document_from_json(document_to_json(bare)) == bare
