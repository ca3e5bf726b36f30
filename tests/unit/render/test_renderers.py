"""What each renderer promises: ids and locks, same bytes, filled contents, readable Chinese."""

from __future__ import annotations

import re
import zipfile

import pytest
from docx import Document as WordDocument
from lxml import etree, html
from pypdf import PdfReader

from trialrun.errors import FontError, OutputError
from trialrun.render import RENDERERS, Materials, render_display
from trialrun.render.layout import display_width, flat_blocks, head_rows
from trialrun.report import RTable, plain_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANGUAGES = ("en", "zh")


def part(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def values_of(node):
    """All value runs below a node, in the order of the tree."""
    if isinstance(node, tuple):
        return [value for item in node for value in values_of(item)]
    if type(node).__name__ == "Run":
        return [node] if node.kind == "value" else []
    if hasattr(node, "__dataclass_fields__"):
        skipped = {"path"} if type(node).__name__ == "RRow" else set()
        names = [name for name in node.__dataclass_fields__ if name not in skipped]
        return [value for name in names for value in values_of(getattr(node, name))]
    return []


@pytest.mark.parametrize("ending", sorted(RENDERERS))
def test_writing_twice_gives_the_same_bytes(ending, resolved, materials, tmp_path):
    for language, report in resolved.items():
        files = [tmp_path / f"{k}.{language}{ending}" for k in (1, 2)]
        for file in files:
            RENDERERS[ending](report, file, materials)
        assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_a_word_file_is_a_locked_control(language, rendered, resolved):
    root = etree.fromstring(part(rendered[language, ".docx"], "word/document.xml"))
    tags = {}
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        lock = control.find(f"{W}sdtPr/{W}lock").get(f"{W}val")
        text = "".join(t.text for t in control.iter(f"{W}t"))
        assert lock == "sdtContentLocked"
        assert len(tag) <= 64
        tags.setdefault(tag, set()).add(text)
    report = resolved[language]
    for run in values_of((report.front, report.sections)):
        assert "".join(run.text.split()) in {"".join(t.split()) for t in tags[run.id]}
    numbers = [n.get(f"{W}val") for n in root.iter(f"{W}id")]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_of_a_word_file_are_filled_and_lead_somewhere(language, rendered, resolved):
    root = etree.fromstring(part(rendered[language, ".docx"], "word/document.xml"))
    marks = {m.get(f"{W}name") for m in root.iter(f"{W}bookmarkStart")}
    links = list(root.iter(f"{W}hyperlink"))
    listed = [b for b in flat_blocks(resolved[language]) if type(b).__name__ == "RContents"]
    assert len(links) == sum(len(block.entries) for block in listed) > 0
    assert all(link.get(f"{W}anchor") in marks for link in links)
    instructions = [i.text for i in root.iter(f"{W}instrText")]
    assert sum("TOC" in i for i in instructions) == 3
    for instruction in instructions:
        kind, *rest = instruction.split()
        if kind in {"REF", "PAGEREF"}:
            assert rest[0] in marks


def test_word_opens_with_python_docx_and_says_its_date_and_language(rendered):
    word = WordDocument(str(rendered["zh", ".docx"]))
    assert word.core_properties.created.isoformat().startswith("2014-01-02")
    assert word.core_properties.language == "zh-CN"
    orientations = [section.orientation for section in word.sections]
    assert len(set(orientations)) == 2
    assert b"SimSun" in part(rendered["zh", ".docx"], "word/styles.xml")


def test_a_word_file_repeats_table_heads_and_keeps_rows_whole(rendered):
    text = part(rendered["en", ".docx"], "word/document.xml").decode()
    assert "<w:tblHeader/>" in text
    tables = text.split("ClinicalTable")[1:]
    assert all(t.count("<w:tr>") == t.count("<w:cantSplit/>") for t in tables)


def test_zip_members_have_a_fixed_date(rendered):
    with zipfile.ZipFile(rendered["en", ".docx"]) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_chinese_of_a_pdf_can_be_read(rendered):
    reader = PdfReader(rendered["zh", ".pdf"])
    text = "".join(page.extract_text() for page in reader.pages)
    assert "人口统计学与基线特征" in "".join(text.split())
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_a_pdf_carries_its_tree_and_says_what_it_is(rendered, materials):
    reader = PdfReader(rendered["en", ".pdf"])
    assert reader.attachments["documents/example.json"][0].decode() == materials.tree
    metadata = reader.trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata
    assert b"2014-01-02" in metadata
    assert reader.outline


def test_a_chinese_pdf_without_a_font_says_what_to_install(resolved, tmp_path):
    with pytest.raises(FontError, match=r"trialrun\[fonts\]"):
        RENDERERS[".pdf"](resolved["zh"], tmp_path / "x.pdf", Materials(font=tmp_path / "no.otf"))


@pytest.mark.parametrize("ending", sorted(RENDERERS))
def test_a_file_that_can_not_be_written_is_said(ending, resolved, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        RENDERERS[ending](resolved["en"], tmp_path / "file" / f"x{ending}", None)


def test_a_page_asks_nothing_of_the_network_and_runs_nothing(rendered):
    root = html.parse(str(rendered["en", ".html"])).getroot()
    assert not list(root.iter("script", "link", "iframe", "img"))
    text = rendered["en", ".html"].read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href)=\"https?:", text)
    assert "@import" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_value_of_a_page_says_what_it_is(language, rendered):
    root = html.parse(str(rendered[language, ".html"])).getroot()
    spans = root.xpath("//span[@data-id]")
    mean = next(span for span in spans if span.get("data-id") == "res:mean")
    assert mean.text == "75.1"
    assert "75.0866" in mean.get("title")
    assert "ancova" in next(s for s in spans if s.get("data-id") == "res:diff").get("title")
    assert all(head.get("scope") for head in root.iter("th"))


def rtf_cells(text: str) -> list[list[str]]:
    """The cells of each row of an RTF file, as text."""
    rows = []
    for row in re.split(r"\\row\b", text)[:-1]:
        cells = []
        for cell in re.split(r"\\cell\b(?!x)", row)[:-1]:
            said = cell.rpartition("\\plain")[2]
            said = re.sub(r"\\u(-?\d+)\?", lambda m: chr(int(m[1]) % 65536), said)
            said = re.sub(r"\\line ?", "\n", said)
            said = re.sub(r"\\[a-z]+-?\d* ?", "", said)
            cells.append(re.sub(r"[{}]", "", said).strip())
        rows.append(cells)
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_of_rtf_say_what_the_table_says(language, rendered, resolved):
    found = rtf_cells(rendered[language, ".rtf"].read_text(encoding="ascii"))
    blocks = flat_blocks(resolved[language])
    tables = [b if isinstance(b, RTable) else getattr(b, "table", None) for b in blocks]
    expected = []
    for table in filter(None, tables):
        heads = len(head_rows(table))
        expected += [None] * heads
        for row in table.rows:
            label = [] if not (row.label or table.stub) else [plain_text(row.label)]
            expected.append([*label, *(plain_text(cell) for cell in row.cells)])
    assert len(found) == len(expected)
    for cells, wanted in zip(found, expected, strict=True):
        assert wanted is None or cells == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_pages_keep_to_their_width_and_repeat_heads(language, rendered, resolved):
    pages = rendered[language, ".txt"].read_text(encoding="utf-8").split("\f")
    wide = next(b for b in flat_blocks(resolved[language]) if b.id == "wide")
    title = plain_text(wide.caption).split("  ")[1]
    shown = [page for page in pages if title in page and "----" in page]
    assert len(shown) >= 2
    note = plain_text(wide.footnotes[0])
    for page in shown:
        assert note in page
        assert plain_text(wide.columns[0].path[-1]) in page
    assert max(display_width(line) for page in pages for line in page.split("\n")) <= 132


def test_a_display_is_written_as_text_and_rtf(made_up, values, tmp_path):
    table = made_up._demography()
    files = render_display(made_up.study(), table, values, "zh", tmp_path / "14-2.01")
    assert [file.name for file in files] == ["14-2.01.zh.txt", "14-2.01.zh.rtf"]
    text = files[0].read_text(encoding="utf-8")
    assert "74.6 (8.60)" in text
    assert "第1页，共1页" in text
