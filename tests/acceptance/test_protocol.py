"""The protocols of both examples: the same in both languages, written, verified, tampered with."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from trialrun.design import design_study
from trialrun.documents import build_protocol
from trialrun.render import RENDERERS, Materials, verify_file
from trialrun.report import Results, Values, document_to_json, plain_text, resolve_document
from trialrun.study import load_study

LANGUAGES = ("en", "zh")
EXAMPLES = ("cdiscpilot01", "mrct-os")
ENDINGS = (".docx", ".html", ".pdf")
CHANGES = 100


def _load(name: str):
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"protocol_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


change = _load("tampering")
tree = _load("test_csr_tree")

NAMES = {
    *["Lan", "DeMets", "De", "Cani", "DeCani", "O", "Brien", "Fleming", "Hwang", "Shih", "Cox"],
    "Schoenfeld",
    *["Borghaei", "Rittmeyer", "Bierer", "Cummings", "Barak", "New", "England", "Journal", "of"],
    *["Medicine", "Lancet", "Biometrika", "Statistics", "in", "Neurochemistry", "Neurology"],
    *["Biopharmaceutical", "Drug", "News", "Perspectives", "J", "Engl", "Med"],
}
"""Names of people and journals, beside those that reports keep in Latin letters."""
UNITS = {"mL", "min"}
NOTES = set("abcdefgh")
CODES = {
    "MRCT",
    "SUSAR",
    "MHLW",
    "ICH",
    "E",
    "M",
    "III",
    "R",
    "EGFR",
    "ROS",
    "CYP",
    "Z",
    "t",
    "A",
    "C",
    "N",
}


class Protocol:
    """A protocol in both languages, and what verify says of its files."""

    def __init__(self, study, folder: Path) -> None:
        self.study = study
        self.folder = folder
        self.results = Results(design_study(study).results())
        self.document = build_protocol(study, self.results)
        self.values = Values(study, self.results)
        self.languages = {
            language: resolve_document(self.document, language, self.values)
            for language in LANGUAGES
        }

    def write(self, language: str, ending: str) -> Path:
        path = self.folder / f"protocol.{language}{ending}"
        materials = Materials(
            figures=self.folder, values=self.values, tree=document_to_json(self.document)
        )
        RENDERERS[ending](self.languages[language], path, materials)
        return path

    def told(self, path: Path):
        return verify_file(path, self.document, self.values, figures=self.folder)


@pytest.fixture(scope="module", params=EXAMPLES)
def protocol(request, root, tmp_path_factory):
    study = load_study(root / "examples" / request.param / "study.yaml")
    return Protocol(study, tmp_path_factory.mktemp(request.param))


def test_both_languages_have_the_same_blocks_with_the_same_ids(protocol):
    english, chinese = (list(tree.all_parts(protocol.languages[each])) for each in LANGUAGES)
    assert [name for name, _ in english] == [name for name, _ in chinese]
    for (name, one), (_, other) in zip(english, chinese, strict=True):
        ids = [
            Counter((run.kind, run.id) for part in parts for run in part if run.id)
            for parts in (one, other)
        ]
        assert ids[0] == ids[1], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_digit_stands_outside_a_value_or_structure(protocol, language):
    faults = [
        (name, run.text)
        for name, parts in tree.all_parts(protocol.languages[language])
        for part in parts
        for run in part
        if run.kind == "text" and any(character.isdigit() for character in run.text)
    ]
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_prints_something_a_reader_can_use(protocol, language):
    faults = [
        (name, run.id)
        for name, parts in tree.all_parts(protocol.languages[language])
        for part in parts
        for run in part
        if run.kind == "value" and run.text.strip() in {"", "nan", "None", "null", "NE"}
    ]
    assert faults == []


def chinese(protocol):
    for name, parts in tree.all_parts(protocol.languages["zh"]):
        for part in parts:
            yield name, plain_text(part)


def test_chinese_protocol_has_no_english_words_but_names_and_codes(protocol):
    faults = Counter(
        (name, word)
        for name, text in chinese(protocol)
        for word in tree.words_left(protocol.study, text) - NAMES - CODES - UNITS - NOTES
    )
    assert dict(faults) == {}


def test_chinese_marks_are_chinese_and_closed_up(protocol):
    faults = [(name, text) for name, text in chinese(protocol) if tree.ODD_MARKS.search(text)]
    assert faults == []


def test_english_protocol_has_no_chinese(protocol):
    faults = [
        (name, plain_text(part))
        for name, parts in tree.all_parts(protocol.languages["en"])
        for part in parts
        if re.search(r"[\u4e00-\u9fff]", plain_text(part))
    ]
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ENDINGS)
def test_file_says_what_the_tree_says(protocol, language, ending):
    assert list(map(str, protocol.told(protocol.write(language, ending)))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_changed_digits_are_told(protocol, language, ending, record_property):
    random = Random(f"protocol {language} {ending}")
    content = protocol.write(language, ending).read_bytes()
    kind = change.Page if ending == ".html" else change.Word
    opened = kind(content, protocol.languages[language])
    spots = (
        opened.digit_changes(random) if ending == ".html" else change.digit_changes(opened, random)
    )
    changes = change.chosen(spots, CHANGES)
    assert len(changes) == CHANGES
    for one in changes:
        one.act()
    path = protocol.folder / f"changed.{language}{ending}"
    path.write_bytes(opened.packed())
    told = {difference.place for difference in protocol.told(path)}
    caught = [one for one in changes if one.places & told]
    record_property(
        "figure", f"protocol {language} {ending}: {len(caught)} of {CHANGES} changed digits told"
    )
    assert [one.places for one in changes if not one.places & told] == []
