"""Protocol, analysis plan and rehearsal report: every changed number is told at its place."""

from random import Random

import pytest
from finished import LANGUAGES, Finished, change, ids

from trialrun.run import verify_document

DOCUMENTS = ("protocol", "sap", "rehearsal")
WANTED = 100
"""Changes of each document, language and format: 300 over the three, and more."""


@pytest.fixture(scope="module")
def finished(rehearsed_run, tmp_path_factory):
    scratch = tmp_path_factory.mktemp("changed")
    return {name: Finished(rehearsed_run, name, scratch) for name in DOCUMENTS}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_every_file_before_data_is_verified(name, language, ending, finished):
    folder = finished[name].folder
    assert verify_document(folder / f"documents/{name}.{language}{ending}", folder) == []


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_a_hundred_changed_numbers_are_all_told(name, language, ending, finished, record_property):
    document = finished[name]
    content, changed = document.changed("digits", language, ending, Random(f"{name}"), WANTED)
    told = document.told(content, ending)
    caught = sum(places <= set(told) for places in changed)
    record_property("figure", f"{name} {language}{ending}, digits: {caught} of {len(changed)}")
    assert caught == len(changed)
    assert len(changed) > WANTED / 4  # a short document has fewer places than that


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_changed_glyphs_of_a_pdf_are_all_told(name, language, finished, record_property):
    document = finished[name]
    content, resolved = document.content(language, ".pdf"), document.resolved(language)
    changed, places, hit = change.changed_glyphs(content, resolved, Random(name), 25)
    told = set(document.told(changed, ".pdf"))
    record_property("figure", f"{name} {language}.pdf, digits: {len(places & told)} of {hit}")
    assert places <= told


@pytest.mark.parametrize("name", [*DOCUMENTS, "csr"])
def test_both_languages_have_the_same_ids_block_by_block(name, rehearsed_run, tmp_path):
    document = Finished(rehearsed_run, name, tmp_path)
    english, chinese = (ids(document.resolved(language)) for language in LANGUAGES)
    assert english == chinese
    assert sum(map(len, english.values())) > 50
