"""The analysis plans of both examples: the same in both languages, written, verified, changed."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from trialrun.design import design_study
from trialrun.displays import draw_shell
from trialrun.documents import build_sap
from trialrun.render import RENDERERS, Materials, verify_file
from trialrun.report import Result, Results, Values, document_to_json, plain_text, resolve_document
from trialrun.report import result_id as name_of
from trialrun.study import DrawnDisplay, load_study, study_values

LANGUAGES = ("en", "zh")
EXAMPLES = ("cdiscpilot01", "mrct-os")
ENDINGS = (".docx", ".html", ".pdf")
CHANGES = 100


def _load(name: str):
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"plan_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


change = _load("tampering")
tree = _load("test_csr_tree")

PLACEHOLDER = re.compile(r"(?<![A-Za-z])x+(\.x+)?(?![A-Za-z])")
BIBLIOGRAPHY = "sap.13.definition"
"""References stay in the language in which they were written."""
NAMES = {
    *["Lan", "DeMets", "Cani", "De", "Brien", "O", "Fleming", "Hwang", "Shih", "Pocock", "Kim"],
    *["Cox", "Z", "t", "NE", "MRCT", "OS", "R", "E", "ICH", "N", "C", "A", "M", "III"],
    *["DeCani", "Efron", "Schoenfeld"],
}
NOTES = set("abcdefghABCDEFGHIJKL")
"""Letters that count footnotes and items of a scale."""
CODED = ("study:analysis_data.", "study:costs.currency")
SOME_REHEARSED = {
    ("success", "estimate"): (0.82, "pct1"),
    ("success", "se"): (0.004, "pct1"),
    ("success_with_futility", "estimate"): (0.82, "pct1"),
    ("success_with_futility", "se"): (0.004, "pct1"),
    ("success_without_futility", "estimate"): (0.84, "pct1"),
    ("success_without_futility", "se"): (0.004, "pct1"),
    ("calculated", "power"): (0.83, "pct1"),
    ("trials",): (10000, "int"),
    ("duration", "mean"): (31.25, "d1"),
    ("subjects", "mean"): (299.4, "d1"),
    ("cost", "mean"): (12345678.9, "int"),
}
"""Made-up results of a rehearsal, so that its table is written too."""


def made_up(study):
    for scenario in study.scenarios:
        for parts, (value, form) in SOME_REHEARSED.items():
            name = name_of(scenario.id, *parts, prefix="rehearsal")
            yield Result(name, scenario.id, "made up", parts[-1], value=value, format=form)


class Plan:
    """A plan in both languages, and what verify says of its files."""

    def __init__(self, study, folder: Path) -> None:
        self.study = study
        self.folder = folder
        self.results = Results([*design_study(study).results(), *made_up(study)])
        self.document = build_sap(study, self.results)
        self.values = Values(study, self.results)
        self.languages = {
            language: resolve_document(self.document, language, self.values)
            for language in LANGUAGES
        }
        for display in study.displays:
            if isinstance(display, DrawnDisplay):
                for language in LANGUAGES:
                    draw_shell(study, display, language, folder)

    @property
    def figures(self) -> Path:
        return self.folder / "figures"

    def write(self, language: str, ending: str) -> Path:
        path = self.folder / f"sap.{language}{ending}"
        materials = Materials(
            figures=self.figures, values=self.values, tree=document_to_json(self.document)
        )
        RENDERERS[ending](self.languages[language], path, materials)
        return path

    def told(self, path: Path):
        return verify_file(path, self.document, self.values, figures=self.figures)


@pytest.fixture(scope="module", params=EXAMPLES)
def plan(request, root, tmp_path_factory):
    study = load_study(root / "examples" / request.param / "study.yaml")
    return Plan(study, tmp_path_factory.mktemp(request.param))


def runs_of(plan, language):
    for name, parts in tree.all_parts(plan.languages[language]):
        for part in parts:
            for run in part:
                yield name, run


def test_both_languages_have_the_same_blocks_with_the_same_ids(plan):
    english, chinese = (list(tree.all_parts(plan.languages[each])) for each in LANGUAGES)
    assert [name for name, _ in english] == [name for name, _ in chinese]
    for (name, one), (_, other) in zip(english, chinese, strict=True):
        ids = [
            Counter((run.kind, run.id) for part in parts for run in part if run.id)
            for parts in (one, other)
        ]
        assert ids[0] == ids[1], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_digit_stands_outside_a_value_or_structure(plan, language):
    assert [
        (name, run.text)
        for name, run in runs_of(plan, language)
        if run.kind == "text" and any(character.isdigit() for character in run.text)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_prints_something_a_reader_can_use(plan, language):
    assert [
        (name, run.id)
        for name, run in runs_of(plan, language)
        if run.kind == "value"
        and run.text.strip() in {"", "nan", "None", "null", "NE"}
        and not run.id.startswith("study:abbreviations.")
    ] == []


def chinese(plan):
    for name, parts in tree.all_parts(plan.languages["zh"]):
        if name != BIBLIOGRAPHY:
            for part in parts:
                yield name, PLACEHOLDER.sub("", plain_text(part))


def codes(study):
    """Words of codes as the data have them: data sets, variables, parameters, coded terms."""
    found = {*type(study.analysis_data).model_fields}
    for name, value in study_values(study).items():
        flag = name.startswith("study:populations.") and name.endswith(".flag")
        if isinstance(value, str) and (flag or name.startswith(CODED)):
            found |= set(re.findall(r"[A-Za-z]+", value))
    return found


def test_chinese_plan_has_no_english_words_but_names_and_codes(plan):
    known = NAMES | NOTES | codes(plan.study)
    faults = Counter(
        (name, word)
        for name, text in chinese(plan)
        for word in tree.words_left(plan.study, text) - known
    )
    assert dict(faults) == {}


def test_chinese_marks_are_chinese_and_closed_up(plan):
    assert [(name, text) for name, text in chinese(plan) if tree.ODD_MARKS.search(text)] == []


def test_english_plan_has_no_chinese(plan):
    assert [
        (name, run.text)
        for name, run in runs_of(plan, "en")
        if re.search(r"[\u4e00-\u9fff]", run.text)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ENDINGS)
def test_file_says_what_the_tree_says(plan, language, ending):
    assert list(map(str, plan.told(plan.write(language, ending)))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_changed_digits_are_told(plan, language, ending, record_property):
    random = Random(f"plan {language} {ending}")
    content = plan.write(language, ending).read_bytes()
    kind = change.Page if ending == ".html" else change.Word
    opened = kind(content, plan.languages[language])
    spots = (
        opened.digit_changes(random) if ending == ".html" else change.digit_changes(opened, random)
    )
    changes = change.chosen(spots, CHANGES)
    assert len(changes) == CHANGES
    for one in changes:
        one.act()
    path = plan.folder / f"changed.{language}{ending}"
    path.write_bytes(opened.packed())
    told = {difference.place for difference in plan.told(path)}
    caught = [one for one in changes if one.places & told]
    record_property(
        "figure", f"plan {language} {ending}: {len(caught)} of {CHANGES} changed digits told"
    )
    assert [one.places for one in changes if not one.places & told] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_changed_glyphs_of_a_pdf_are_told(plan, language, record_property):
    random = Random(f"plan {language} pdf")
    content = plan.write(language, ".pdf").read_bytes()
    resolved = plan.languages[language]
    changed, places, hit = change.changed_glyphs(content, resolved, random, 50)
    path = plan.folder / f"changed.{language}.pdf"
    path.write_bytes(changed)
    told = {difference.place for difference in plan.told(path)}
    record_property(
        "figure", f"plan {language} .pdf: {len(places & told)} of {len(places)} places told"
    )
    assert hit
    assert places <= told
