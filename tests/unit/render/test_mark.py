"""What synthetic data say of themselves: a mark on every page, whose loss is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trialrun.render import RENDERERS, Materials, render_display, verify_file
from trialrun.render.pdf import row_spans
from trialrun.report import (
    SYNTHETIC_MARK,
    Paragraph,
    RRow,
    Run,
    document_from_json,
    document_to_json,
    plain_text,
    resolve_document,
)

LANGUAGES = ("en", "zh")
ENDINGS = (".docx", ".html", ".pdf")


@pytest.fixture
def marked(document):
    notice = Paragraph("notice", SYNTHETIC_MARK, "notice")
    return replace(document, mark=SYNTHETIC_MARK, front=(notice, *document.front))


def written(document, values, language, path):
    resolved = resolve_document(document, language, values)
    materials = Materials(None, values, document_to_json(document))
    RENDERERS[path.suffix](resolved, path, materials)
    return path


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_marked_file_says_what_its_document_says(marked, values, tmp_path, ending, language):
    path = written(marked, values, language, tmp_path / f"marked{ending}")
    assert verify_file(path, marked, values) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_mark_that_is_gone_is_told(marked, values, tmp_path, ending):
    path = written(replace(marked, mark=()), values, "en", tmp_path / f"bare{ending}")
    places = {difference.place for difference in verify_file(path, marked, values)}
    assert any(place.startswith("header") for place in places), places


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_mark_with_other_words_is_told(marked, values, tmp_path, ending):
    other = replace(marked, mark=marked.title)
    path = written(other, values, "en", tmp_path / f"other{ending}")
    places = {difference.place for difference in verify_file(path, marked, values)}
    assert any(place.startswith("header") for place in places), places


def test_a_document_without_a_mark_has_no_word_of_it(document, marked):
    assert '"mark"' not in document_to_json(document)
    assert document_from_json(document_to_json(marked)) == marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_page_of_a_display_begins_with_the_mark(made_up, values, tmp_path, language):
    table = made_up._demography()
    files = render_display(
        made_up.study(), table, values, language, tmp_path / "D", mark=SYNTHETIC_MARK
    )
    words = {"en": "DRY RUN – SYNTHETIC DATA", "zh": "演练稿——合成数据"}[language]
    pages = files[0].read_text(encoding="utf-8").split("\f")
    assert all(words in page.splitlines()[0] for page in pages)
    assert r"{\header\pard" in files[1].read_text(encoding="ascii")
    assert r"\cbpat4" in files[1].read_text(encoding="ascii")


def row(name, kind="data", cell="1"):
    label = (Run(name),)
    cells = () if kind == "head" else ((Run(cell),),)
    return RRow(name, label, (label,), cells, 0, False, kind, False)


def test_heads_stay_with_their_row_and_the_last_row_with_footnotes():
    rows = [row("A", "head"), row("a"), row("b"), row("B", "head"), row("c"), row("d")]
    note = (Run("Note"),)
    assert row_spans(rows, (note, note)) == {0: (2, True), 2: (1, False), 3: (2 + 1 + 2, True)}
    assert sum(span for span, _ in row_spans(rows, ()).values()) == len(rows)


def test_the_mark_is_the_same_words_in_every_medium(marked, values):
    english = plain_text(resolve_document(marked, "en", values).mark)
    assert english == "DRY RUN – SYNTHETIC DATA"
