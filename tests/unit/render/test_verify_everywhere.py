"""
Every digit, control, tag, lock, sign and unit of the made-up report is changed, and each change
is told at its place; what was caught is printed at the end of the tests.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from random import Random

import pytest

from trialrun.render import RENDERERS, verify_file

LANGUAGES = ("en", "zh")
ALL = 10**6


def _load():
    path = Path(__file__).parents[2] / "acceptance" / "tampering.py"
    spec = importlib.util.spec_from_file_location("everywhere_tampering", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


change = _load()


@pytest.fixture
def told(document, values, materials, tmp_path):
    """The places of all differences of a file."""

    def verify(content: bytes, ending: str) -> set[str]:
        path = tmp_path / f"changed{ending}"
        path.write_bytes(content)
        return {d.place for d in verify_file(path, document, values, figures=materials.figures)}

    return verify


def caught_of(opened, changes_of, told, ending):
    """Make each change once, as many in one file as have places of their own."""
    seed = 20140102
    total = len(changes_of(opened(), Random(seed)))
    done, caught = set(), 0
    while len(done) < total:
        file = opened()
        changes = change.chosen(changes_of(file, Random(seed)), ALL, done)
        for one in changes:
            one.act()
        found = told(file.packed(), ending)
        caught += sum(one.places <= found for one in changes)
        done |= {one.key for one in changes}
    return caught, total


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_a_file_as_it_was_written_has_no_difference(language, ending, rendered, told):
    assert told(rendered[language, ending].read_bytes(), ending) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", change.WAYS)
def test_each_change_that_can_be_made_in_a_word_file_is_told(
    way, language, rendered, resolved, told, record_property
):
    content = rendered[language, ".docx"].read_bytes()
    caught, total = caught_of(
        lambda: change.Word(content, resolved[language]), change.WAYS[way], told, ".docx"
    )
    record_property("figure", f"made-up {language}.docx, {way}: caught {caught} of {total}")
    assert caught == total > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_digit_of_a_page_is_told(language, rendered, resolved, told, record_property):
    content = rendered[language, ".html"].read_bytes()
    caught, total = caught_of(
        lambda: change.Page(content, resolved[language]),
        lambda page, random: page.digit_changes(random),
        told,
        ".html",
    )
    record_property("figure", f"made-up {language}.html, digits: caught {caught} of {total}")
    assert caught == total > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_of_a_pdf_set_anew_are_told(
    language, resolved, materials, told, tmp_path, record_property
):
    changed, places, running, total = change.changed_runs(resolved[language], Random(7), 300)
    path = tmp_path / "anew.pdf"
    RENDERERS[".pdf"](changed, path, materials)
    found = told(path.read_bytes(), ".pdf")
    caught = len(places & found)
    record_property("figure", f"made-up {language}.pdf, set anew: caught {caught} of {len(places)}")
    assert caught == len(places)
    assert all(any(line.startswith(f"{place} of page") for line in found) for place in running)
    assert len(places) > total / 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_of_a_pdf_drawn_otherwise_are_told(
    language, rendered, resolved, told, record_property
):
    content = rendered[language, ".pdf"].read_bytes()
    changed, places, _ = change.changed_glyphs(content, resolved[language], Random(7), 100)
    found = told(changed, ".pdf")
    caught = len(places & found)
    record_property("figure", f"made-up {language}.pdf, drawn: caught {caught} of {len(places)}")
    assert caught == len(places) > 20
    assert found == places
