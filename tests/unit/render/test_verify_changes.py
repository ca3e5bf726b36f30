"""Every change of a finished file is found, and at its place; the bulk runs with `make fuzz`."""

from __future__ import annotations

from random import Random

import pytest

from trialrun.render import RENDERERS, verify_file

LANGUAGES = ("en", "zh")
UNITS = ("mg/dL", "mg", "years", "岁")


@pytest.fixture
def check(document, values, tmp_path):
    def run(content: bytes, ending: str):
        path = tmp_path / f"changed{ending}"
        path.write_bytes(content)
        return verify_file(path, document, values)

    return run


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_a_file_as_it_was_written_has_no_difference(rendered, document, values, language, ending):
    assert verify_file(rendered[language, ending], document, values) == []


WAYS = ("digits", "swaps", "controls", "tags", "signs", "units")


def changed_word(tampering, way, file, count, random):
    return {
        "digits": tampering.change_digits,
        "swaps": tampering.swap_values,
        "controls": tampering.remove_controls,
        "tags": tampering.change_tags,
        "signs": tampering.change_signs,
        "units": lambda *given: tampering.change_units(*given, UNITS),
    }[way](file, count, random)


def all_reported(tampering, changes, differences):
    missed = [change for change in changes if not tampering.reported(change, differences)]
    assert changes
    assert not missed, missed[:5]
    assert len(differences) >= len({change.id or change.before for change in changes})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_changes_of_a_word_file_are_all_reported(way, language, rendered, tampering, check):
    content = rendered[language, ".docx"].read_bytes()
    random = Random(f"{way}-{language}")
    for count in (1, 10):
        file = tampering.WordFile(content)
        changes = changed_word(tampering, way, file, count, random)
        all_reported(tampering, changes, check(file.packed(), ".docx"))


@pytest.mark.fuzz
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("way", "count"), [*((w, 100) for w in WAYS[1:]), ("digits", 500)])
def test_many_changes_of_a_word_file_are_all_reported(
    way, count, language, rendered, tampering, check
):
    content = rendered[language, ".docx"].read_bytes()
    random = Random(f"many-{way}-{language}")
    done = 0
    while done < count:
        file = tampering.WordFile(content)
        changes = changed_word(tampering, way, file, random.choice((1, 5, 20)), random)
        all_reported(tampering, changes, check(file.packed(), ".docx"))
        done += len(changes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_changed_digits_of_a_page_are_all_reported(language, rendered, tampering, check):
    content = rendered[language, ".html"].read_bytes()
    random = Random(language)
    for count in (1, 20):
        changed, changes = tampering.change_html_digits(content, count, random)
        all_reported(tampering, changes, check(changed, ".html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_of_changed_numbers_with_the_same_tree_is_reported(
    language, resolved, materials, tampering, document, values, tmp_path
):
    random = Random(language)
    for count in (1, 20):
        changed, changes = tampering.change_resolved_digits(resolved[language], count, random)
        path = tmp_path / "changed.pdf"
        RENDERERS[".pdf"](changed, path, materials)
        all_reported(tampering, changes, verify_file(path, document, values))


@pytest.mark.fuzz
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".html", ".pdf"])
def test_many_changed_digits_are_all_reported(
    language, ending, rendered, resolved, materials, tampering, document, values, tmp_path
):
    random = Random(f"many-{language}-{ending}")
    path = tmp_path / f"changed{ending}"
    done = 0
    while done < 200:
        count = random.choice((1, 5, 20))
        if ending == ".html":
            content = rendered[language, ending].read_bytes()
            changed, changes = tampering.change_html_digits(content, count, random)
            path.write_bytes(changed)
        else:
            changed, changes = tampering.change_resolved_digits(resolved[language], count, random)
            RENDERERS[ending](changed, path, materials)
        all_reported(tampering, changes, verify_file(path, document, values))
        done += len(changes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_changed_glyphs_in_a_pdf_are_reported(language, rendered, tampering, check):
    content = rendered[language, ".pdf"].read_bytes()
    random = Random(language)
    for count in (1, 20):
        changed, pages = tampering.change_pdf_digits(content, count, random)
        assert len(check(changed, ".pdf")) >= len(pages) == count
