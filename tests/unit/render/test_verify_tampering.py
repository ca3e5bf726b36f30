"""Each way of changing a finished file is reported at its place, in words that say what was done."""

from __future__ import annotations

import dataclasses
import zipfile
from io import BytesIO

import pytest
from lxml import etree
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject

from trialrun.errors import DocumentError, RequestError
from trialrun.render import verify_file
from trialrun.report import Paragraph, Plain, Result, Results, Values

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = "word/document.xml"


class Docx:
    """A Word file whose parts are changed as text or as trees."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.tree = etree.fromstring(self.parts[BODY])

    @property
    def body(self):
        return self.tree.find(f"{W}body")

    def replace(self, part: str, old: str, new: str) -> None:
        text = self.parts[part].decode()
        assert old in text, f"{part} holds no {old!r}"
        self.parts[part] = text.replace(old, new, 1).encode()

    def packed(self, names=None) -> bytes:
        self.parts[BODY] = etree.tostring(self.tree)
        memory = BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names or self.parts:
                archive.writestr(name, self.parts[name])
        return memory.getvalue()

    def paragraph(self, words: str):
        return next(p for p in self.body.iter(f"{W}p") if words in text_of(p))

    def control(self, tag: str, nth: int = 0):
        found = [c for c in self.body.iter(f"{W}sdt") if tag_of(c).get(f"{W}val") == tag]
        return found[nth]

    def rows(self, words: str):
        table = next(t for t in self.body.iter(f"{W}tbl") if words in text_of(t))
        return list(table.iter(f"{W}tr"))


def text_of(node) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def tag_of(control):
    return control.find(f"{W}sdtPr/{W}tag")


def xml(text: str):
    return etree.fromstring(f"<x {NS}>{text}</x>")[0]


def run(text: str, look: str = ""):
    return xml(f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')


@pytest.fixture
def docx(rendered):
    return Docx(rendered["en", ".docx"].read_bytes())


@pytest.fixture
def told(document, values, materials, tmp_path):
    """The differences of a changed file, as the user reads them."""

    def verify(content: bytes, ending: str = ".docx", **given) -> list[str]:
        path = tmp_path / f"changed{ending}"
        path.write_bytes(content)
        given.setdefault("figures", materials.figures)
        return [str(d) for d in verify_file(path, document, values, **given)]

    return verify


def unwrap(docx):
    control = docx.control("res:mean")
    parent = control.getparent()
    at = parent.index(control)
    for inner in control.find(f"{W}sdtContent"):
        parent.insert(at, inner)
    parent.remove(control)


def change_value(new):
    def change(docx):
        next(docx.control("res:diff").iter(f"{W}t")).text = new

    return change


def retag(docx):
    tag_of(docx.control("res:mean")).set(f"{W}val", "res:sd")


def rename(docx):
    docx.control("res:mean").find(f"{W}sdtPr/{W}alias").set(f"{W}val", "res:sd")


def unlock(docx):
    lock = docx.control("res:mean").find(f"{W}sdtPr/{W}lock")
    lock.set(f"{W}val", "sdtLocked")


def bind(docx):
    docx.control("res:mean").find(f"{W}sdtPr").append(xml('<w:dataBinding w:xpath="/a"/>'))


def nest(docx):
    outer, inner = docx.control("res:mean"), docx.control("res:sd")
    outer.find(f"{W}sdtContent").append(inner)


def nest_same(docx):
    outer = docx.control("res:mean")
    inner = etree.fromstring(etree.tostring(outer))
    content = outer.find(f"{W}sdtContent")
    for child in list(content):
        content.remove(child)
    content.append(inner)


def duplicate(docx):
    control = docx.control("res:mean")
    control.addnext(etree.fromstring(etree.tostring(control)))


def swap(docx):
    one, other = docx.control("res:T.PBO.mean"), docx.control("res:T.ACT.mean")
    a, b = next(one.iter(f"{W}t")), next(other.iter(f"{W}t"))
    a.text, b.text = b.text, a.text


def delete_row(docx):
    row = docx.rows("Age (years)")[4]
    row.getparent().remove(row)


def add_row(docx):
    row = docx.rows("Age (years)")[4]
    row.addnext(etree.fromstring(etree.tostring(row)))


def delete_paragraph(docx):
    paragraph = docx.paragraph("A note on how")
    paragraph.getparent().remove(paragraph)


def add_paragraph(docx):
    new = xml("<w:p></w:p>")
    new.append(run("All 254 were well."))
    docx.paragraph("A note on how").addnext(new)


def delete_table(docx):
    table = docx.rows("Age (years)")[0].getparent()
    table.getparent().remove(table)


def insert_tracked(docx):
    new = xml('<w:ins w:id="900" w:author="x"></w:ins>')
    new.append(run("very "))
    docx.paragraph("A note on how").append(new)


def delete_tracked(docx):
    paragraph = docx.paragraph("A note on how")
    inner = paragraph.findall(f"{W}r")[0]
    new = xml('<w:del w:id="901" w:author="x"></w:del>')
    inner.addprevious(new)
    new.append(inner)
    text = inner.find(f"{W}t")
    text.tag = f"{W}delText"


def delete_mark(docx):
    properties = docx.paragraph("A note on how").find(f"{W}pPr")
    properties.append(xml('<w:rPr><w:del w:id="9" w:author="x"/></w:rPr>'))


def track_row(docx):
    docx.rows("Age (years)")[4].find(f"{W}trPr").append(xml('<w:del w:id="9" w:author="x"/>'))


def add_hidden(docx):
    docx.paragraph("A note on how").append(run(" not", "<w:vanish/>"))


def hide(docx):
    inner = docx.paragraph("A note on how").find(f"{W}r")
    inner.insert(0, xml("<w:rPr><w:vanish/></w:rPr>"))


def hide_by_style(docx):
    docx.replace(
        "word/styles.xml",
        "</w:styles>",
        '<w:style w:type="character" w:styleId="Gone">'
        "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>",
    )
    inner = docx.paragraph("A note on how").find(f"{W}r")
    inner.insert(0, xml('<w:rPr><w:rStyle w:val="Gone"/></w:rPr>'))


def strike(docx):
    docx.paragraph("A note on how").find(f"{W}r").insert(0, xml("<w:rPr><w:strike/></w:rPr>"))


def whiten(docx):
    look = xml('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
    docx.paragraph("A note on how").find(f"{W}r").insert(0, look)


def set_in_symbols(docx):
    look = xml('<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>')
    docx.paragraph("A note on how").find(f"{W}r").insert(0, look)


def hide_row(docx):
    docx.rows("Age (years)")[4].find(f"{W}trPr").append(xml("<w:hidden/>"))


def merge_away(docx):
    cell = docx.rows("Age (years)")[4].findall(f"{W}tc")[1]
    cell.find(f"{W}tcPr").append(xml("<w:vMerge/>"))


def add_text_box(docx):
    box = xml(
        "<w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>"
        "<w:txbxContent><w:p><w:r><w:t>254</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></w:pict></w:r>"
    )
    docx.paragraph("A note on how").append(box)


def add_alternative(docx):
    other = xml(
        "<w:r><mc:AlternateContent"
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Fallback><w:t>254</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    docx.paragraph("A note on how").append(other)


def add_formula(docx):
    formula = etree.fromstring(
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>254</m:t></m:r></m:oMath>"
    )
    docx.paragraph("A note on how").append(formula)


def add_symbol(docx):
    docx.paragraph("A note on how").append(xml('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'))


def add_footnote(docx):
    docx.paragraph("A note on how").append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))


def add_embedded(docx):
    docx.paragraph("A note on how").addnext(xml('<w:altChunk w:id="rId99"/>'))


def change_header(docx):
    docx.replace("word/header1.xml", "Clinical study report", "Clinical study notes")


def change_header_value(docx):
    docx.replace("word/header1.xml", ">CALM-301<", ">CALM-302<")


def change_footer(docx):
    docx.replace("word/footer2.xml", "Version ", "Draft ")


def page_says_number(docx):
    docx.replace("word/footer1.xml", " PAGE ", ' PAGE \\# "254" ')


def drop_header(docx):
    for reference in list(docx.body.iter(f"{W}headerReference")):
        reference.getparent().remove(reference)


def first_page_without_header(docx):
    list(docx.body.iter(f"{W}sectPr"))[1].append(xml("<w:titlePg/>"))


def number_lines(docx):
    list(docx.body.iter(f"{W}sectPr"))[1].append(xml('<w:lnNumType w:countBy="1"/>'))


def start_pages(docx):
    list(docx.body.iter(f"{W}sectPr"))[1].append(xml('<w:pgNumType w:start="254"/>'))


def change_reference(docx):
    paragraph = docx.paragraph("The mean age")
    next(t for t in paragraph.iter(f"{W}t") if t.text == "2.1").text = "2.2"


def move_reference(docx):
    paragraph = docx.paragraph("The mean age")
    codes = [i for i in paragraph.iter(f"{W}instrText") if "REF" in i.text]
    codes[0].text = codes[1].text


def change_entry(docx):
    paragraph = docx.paragraph("2.1.1")
    next(t for t in paragraph.iter(f"{W}t") if "2.1.1" in t.text).text = "2.1.2"


def fill_page_field(docx):
    code = next(i for i in docx.body.iter(f"{W}instrText") if "PAGEREF" in i.text)
    code.getparent().getnext().addnext(run("seven"))


def page_field_in_text(docx):
    field = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGEREF x \\h "
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>254</w:t>"
        "</w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )
    for inner in list(xml(field)):
        docx.paragraph("A note on how").append(inner)


def foreign_field(docx):
    docx.paragraph("A note on how").append(
        xml('<w:fldSimple w:instr="DATE"><w:r><w:t>today</w:t></w:r></w:fldSimple>')
    )


def change_sequence(docx):
    code = next(i for i in docx.body.iter(f"{W}instrText") if "SEQ" in i.text)
    code.text = code.text.replace("Figure", "Table").replace("Table \\", "Other \\")


def change_caption_number(docx):
    paragraph = next(
        p
        for p in docx.body.iter(f"{W}p")
        if style_of(p) == "TableCaption" and "Planned visits" in text_of(p)
    )
    next(t for t in paragraph.iter(f"{W}t") if t.text == "1").text = "3"


def style_of(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val")


def start_list(docx):
    docx.replace(
        "word/numbering.xml", '<w:startOverride w:val="1"/>', '<w:startOverride w:val="5"/>'
    )


def number_by_style(docx):
    style = docx.parts["word/styles.xml"].decode().partition('w:styleId="Note"')[2]
    properties = style[: style.index("<w:pPr>") + 7]
    numbered = properties + '<w:numPr><w:numId w:val="2"/></w:numPr>'
    docx.replace("word/styles.xml", properties, numbered)


def full_width(docx):
    next(docx.control("res:n").iter(f"{W}t")).text = "２５４"


def homoglyph(docx):
    paragraph = docx.paragraph("A note on how")
    node = next(paragraph.iter(f"{W}t"))
    node.text = node.text.replace("o", "\u043e", 1)


def zero_width(docx):
    node = next(docx.paragraph("A note on how").iter(f"{W}t"))
    node.text = node.text[:3] + "\u200b" + node.text[3:]


def add_space(docx):
    node = next(docx.control("res:n").iter(f"{W}t"))
    node.text = "2 54"


def change_words(docx):
    node = next(docx.paragraph("A note on how").iter(f"{W}t"))
    node.text = node.text.replace("A note", "No note")


def change_alternative(docx):
    for node in docx.body.iter():
        if node.get("descr"):
            node.set("descr", node.get("descr").replace("upper", "lower"))


def crop(docx):
    blip = next(n for n in docx.body.iter() if n.tag.endswith("}blip"))
    blip.addnext(
        etree.fromstring(
            '<a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" l="9"/>'
        )
    )


def other_picture(docx):
    name = next(n for n in docx.parts if n.startswith("word/media/"))
    docx.parts[name] = docx.parts[name].replace(b"#1f4e9e", b"#000000")


def drop_picture(docx):
    drawing = next(docx.body.iter(f"{W}drawing"))
    drawing.getparent().remove(drawing)


def add_background(docx):
    docx.tree.insert(0, xml('<w:background w:color="FFFFFF"/>'))


def delete_pages(docx):
    children = list(docx.body)
    heading = next(p for p in children if style_of(p) == "Heading1" and "Safety" in text_of(p))
    for child in children[children.index(heading) : -1]:
        docx.body.remove(child)


NOTE = "Section 1, paragraph 3"
MEAN = "Section 1, paragraph 2"
ROW = "Table 1.0, row Age (years) / Mean (SD)"
CHANGES = [
    (unwrap, MEAN, "control removed (res:mean)"),
    (change_value("-1.96"), MEAN, "value (res:diff): expected '-1.95', found '-1.96'"),
    (change_value("1.95"), MEAN, "found '1.95'"),
    (change_value("<-1.95"), MEAN, "found '<-1.95'"),
    (retag, MEAN, "tag changed (res:mean)"),
    (rename, MEAN, "control named otherwise"),
    (unlock, MEAN, "control not locked: res:mean"),
    (bind, MEAN, "control with dataBinding"),
    (nest, MEAN, "control in a control"),
    (nest_same, MEAN, "control in a control"),
    (duplicate, MEAN, "added"),
    (swap, f"{ROW}, column Treatment / Placebo", "res:T.PBO.mean"),
    (swap, f"{ROW}, column Treatment / Active", "res:T.ACT.mean"),
    (delete_row, ROW, "missing"),
    (add_row, "Table 1.0, a row", "added"),
    (delete_paragraph, NOTE, "missing"),
    (add_paragraph, "the body", "All 254 were well."),
    (delete_table, "Table 1.0", "missing"),
    (insert_tracked, NOTE, "tracked insertion: very"),
    (delete_tracked, NOTE, "tracked deletion"),
    (delete_mark, NOTE, "tracked deletion"),
    (track_row, ROW, "tracked deletion"),
    (add_hidden, NOTE, "vanish"),
    (hide, NOTE, "hidden"),
    (hide_by_style, NOTE, "hidden"),
    (strike, NOTE, "strike"),
    (whiten, NOTE, "color FFFFFF"),
    (set_in_symbols, NOTE, "font Wingdings"),
    (hide_row, ROW, "hidden: row"),
    (merge_away, ROW, "merged away"),
    (add_text_box, NOTE, "pict: 254"),
    (add_alternative, NOTE, "AlternateContent: 254"),
    (add_formula, NOTE, "oMath: 254"),
    (add_symbol, NOTE, "F0B3"),
    (add_footnote, NOTE, "footnoteReference"),
    (add_embedded, "the body", "altChunk"),
    (change_header, "header", "Clinical study notes"),
    (change_header_value, "header", "CALM-302"),
    (change_footer, "footer", "Draft"),
    (page_says_number, "footer", "field: PAGE"),
    (drop_header, "header", "missing"),
    (first_page_without_header, "header", "missing"),
    (number_lines, "section 2 of the file", "lnNumType"),
    (start_pages, "section 2 of the file", "pgNumType"),
    (change_reference, MEAN, "2.2"),
    (move_reference, MEAN, "link"),
    (change_entry, "Contents, entry 4", "2.1.2"),
    (fill_page_field, "Contents, entry 1", "seven"),
    (page_field_in_text, NOTE, "PAGEREF"),
    (foreign_field, NOTE, "field: DATE"),
    (change_sequence, "Figure 1, caption", "SEQ"),
    (change_caption_number, "Table 1, caption", "3"),
    (start_list, "Section 1, list item 3", "list number: expected '1.', found '5.'"),
    (number_by_style, NOTE, "list number"),
    (full_width, "Section 1, paragraph 1", "２５４"),
    (homoglyph, NOTE, "text"),
    (zero_width, NOTE, r"\u200b"),
    (add_space, "Section 1, paragraph 1", "2 54"),
    (change_words, NOTE, "No note"),
    (change_alternative, "Figure 2, drawing", "lower"),
    (crop, "Figure 2, drawing", "cropped picture"),
    (other_picture, "Figure 2, drawing", "drawing"),
    (drop_picture, "Figure 2, drawing", "missing"),
    (add_background, "the file", "background"),
    (delete_pages, "Section 3, heading", "missing"),
]


@pytest.mark.parametrize(
    ("change", "place", "words"), CHANGES, ids=[f"{c[0].__name__}-{c[2]}" for c in CHANGES]
)
def test_a_change_of_a_word_file_is_told_at_its_place(change, place, words, docx, told):
    change(docx)
    lines = told(docx.packed())
    assert any(line.startswith(place) and words in line for line in lines), lines
    assert len(lines) < 20, lines


def test_a_part_that_is_there_twice_is_told(docx, told):
    names = [*docx.parts, "word/header1.xml"]
    with pytest.warns(UserWarning, match="Duplicate"):
        content = docx.packed(names)
    assert any("there twice" in line for line in told(content))


def test_the_body_is_the_part_that_the_file_names(docx, told):
    docx.parts["word/other.xml"] = etree.tostring(docx.tree).replace(b">8.59<", b">8.58<")
    docx.replace("_rels/.rels", "word/document.xml", "word/other.xml")
    docx.parts["word/_rels/other.xml.rels"] = docx.parts["word/_rels/document.xml.rels"]
    assert any("8.58" in line for line in told(docx.packed()))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_file_packed_anew_has_no_difference(language, rendered, told):
    docx = Docx(rendered[language, ".docx"].read_bytes())
    assert told(docx.packed(sorted(docx.parts))) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_file_whose_fields_word_brought_up_to_date_has_no_difference(language, rendered, told):
    """Word fills page numbers, renames bookmarks, cuts runs and adds marks of its own."""
    docx = Docx(rendered[language, ".docx"].read_bytes())
    for number, code in enumerate(list(docx.body.iter(f"{W}instrText"))):
        if "PAGEREF" in code.text:
            code.getparent().getnext().addnext(run(str(number), "<w:webHidden/>"))
            name = code.text.split()[1]
            for mark in docx.body.iter(f"{W}bookmarkStart", f"{W}hyperlink"):
                for key in (f"{W}name", f"{W}anchor"):
                    if mark.get(key) == name:
                        mark.set(key, f"_Toc{1000 + number}")
            code.text = f" PAGEREF _Toc{1000 + number} \\h "
    for paragraph in docx.body.iter(f"{W}p"):
        paragraph.set(f"{W}rsidR", "00AB12CD")
        paragraph.append(xml('<w:proofErr w:type="spellEnd"/>'))
    for node in list(docx.body.iter(f"{W}t")):
        if len(node.text or "") > 8:
            whole = node.getparent()
            rest = etree.fromstring(etree.tostring(whole))
            if len(whole.findall(f"{W}t")) == 1 and len(whole) <= 2:
                node.text, rest.find(f"{W}t").text = node.text[:5], node.text[5:]
                whole.addnext(rest)
    for control in docx.body.iter(f"{W}sdtPr"):
        control.append(xml('<w:placeholder><w:docPart w:val="x"/></w:placeholder>'))
    assert told(docx.packed()) == []


def test_a_comment_changes_nothing(docx, told):
    docx.paragraph("A note on how").append(xml('<w:r><w:commentReference w:id="0"/></w:r>'))
    assert told(docx.packed()) == []


def test_two_changes_and_a_deleted_row_are_each_told_once(docx, told):
    unwrap(docx)
    delete_row(docx)
    change_header(docx)
    places = [line.partition(": ")[0] for line in told(docx.packed())]
    assert sorted(set(places)) == sorted({MEAN, ROW, "header"})


# What stands behind the numbers ------------------------------------------------------------------
@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_an_edited_result_is_told_where_it_is_printed(ending, rendered, document, values):
    rows = [
        Result(**{**vars(row), "value": 75.2}) if row.id == "res:mean" else row
        for row in values.results.values()
    ]
    edited = Values(values.study, Results(rows), values.journal)
    differences = verify_file(rendered["en", ending], document, edited)
    assert any(d.place == MEAN and d.expected == "75.2" for d in differences)


@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_an_id_that_the_results_do_not_have_is_told(ending, rendered, document, values):
    rows = [row for row in values.results.values() if row.id != "res:mean"]
    fewer = Values(values.study, Results(rows), values.journal)
    differences = verify_file(rendered["en", ending], document, fewer)
    assert any(d.place == MEAN and d.what == "unknown id" for d in differences)


def test_a_digit_of_the_documents_own_words_is_told(rendered, document, values):
    section = dataclasses.replace(
        document.sections[0], blocks=(Paragraph("x", (Plain("in 254 subjects"),)),)
    )
    other = dataclasses.replace(document, sections=(section, *document.sections[1:]))
    differences = verify_file(rendered["en", ".docx"], other, values)
    assert any(d.what == "digit without an id" and "254" in d.found for d in differences)


# HTML -------------------------------------------------------------------------------------------
PAGE_CHANGES = [
    ('data-id="res:mean"', 'data-id="res:sd"', MEAN, "tag changed"),
    ("unrounded: 75.0866", "unrounded: 75.0867", MEAN, "75.0867"),
    ("A note on how", "No note on how", NOTE, "No note"),
    ('<p class="note">A note', '<p class="note" hidden>A note', "the page", "attribute hidden"),
    ('<p class="note">A note', '<p class="note" style="x">A note', "the page", "style"),
    ("</style>", "p{display:none}</style>", "the page", "styles"),
    ("<main>", "<main><script>1</script>", "the page", "element script"),
    ("<main>", "<main><!--254-->", "the page, line", "254"),
    ("#1f4e9e", "#000000", "Figure 2, drawing", "drawing"),
    ("the upper is active", "the lower is active", "Figure 2, drawing", "lower"),
    ("<title>Clinical", "<title>Critical", "the page's title", "Critical"),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), PAGE_CHANGES)
def test_a_change_of_a_page_is_told_at_its_place(old, new, place, words, rendered, told):
    text = rendered["en", ".html"].read_text(encoding="utf-8")
    assert old in text
    lines = told(text.replace(old, new, 1).encode(), ".html")
    assert any(line.startswith(place) and words in line for line in lines), lines


# PDF --------------------------------------------------------------------------------------------
def changed_pdf(content: bytes, change) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    change(writer)
    memory = BytesIO()
    writer.write(memory)
    return memory.getvalue()


def test_a_pdf_written_anew_has_no_difference(rendered, told):
    content = rendered["en", ".pdf"].read_bytes()
    anew = changed_pdf(content, lambda _writer: None)
    assert anew != content
    assert told(anew, ".pdf", written=lambda _language: content) == []


def test_a_page_less_is_told(rendered, told):
    content = rendered["en", ".pdf"].read_bytes()
    lines = told(changed_pdf(content, lambda writer: writer.remove_page(3)), ".pdf")
    assert any(line.startswith("Section 2, heading: ") for line in lines)
    missing = [line for line in lines if ": missing: " in line]
    assert any(line.startswith("Section 2.1, paragraph 1: ") for line in missing)
    assert not any(line.startswith("Section 1, paragraph") for line in lines)


def test_a_cover_over_a_number_is_told(rendered, told):
    def cover(writer):
        page = writer.pages[2]
        stream = DecodedStreamObject()
        stream.set_data(page.get_contents().get_data() + b" q 0.9 g 60 600 200 200 re f Q")
        page[NameObject("/Contents")] = writer._add_object(stream)

    content = rendered["en", ".pdf"].read_bytes()
    changed = changed_pdf(content, cover)
    assert told(changed, ".pdf", written=lambda _language: content) == [
        "page 3: drawing: expected 'drawn as the run drew it', found 'drawn otherwise'"
    ]


def test_a_note_over_a_page_is_told(rendered, told):
    def note(writer):
        writer.add_annotation(2, FreeText(text="254", rect=(50, 550, 200, 650)))

    lines = told(changed_pdf(rendered["en", ".pdf"].read_bytes(), note), ".pdf")
    assert any("page 3: annotation /FreeText" in line for line in lines)


def test_another_tree_inside_a_pdf_is_told(rendered, told):
    content = rendered["en", ".pdf"].read_bytes()

    def swap_tree(writer):
        for file in writer.attachment_list:
            file.content = b"{}"

    lines = told(changed_pdf(content, swap_tree), ".pdf")
    assert any(line.startswith("the attached block tree") for line in lines)


# Requests ---------------------------------------------------------------------------------------
def test_another_kind_of_file_is_refused(document, values, tmp_path):
    with pytest.raises(RequestError, match=r"allowed are \.docx"):
        verify_file(tmp_path / "report.odt", document, values)


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
@pytest.mark.parametrize("content", [b"", b"garbled", b"PK\x03\x04 garbled", b"%PDF-1.7 garbled"])
def test_a_garbled_file_is_refused(ending, content, document, values, tmp_path):
    path = tmp_path / f"report{ending}"
    path.write_bytes(content)
    with pytest.raises(DocumentError):
        verify_file(path, document, values)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("ending", [".docx", ".pdf", ".html"])
def test_a_truncated_file_is_refused_or_differs(
    ending, share, rendered, document, values, tmp_path
):
    content = rendered["en", ending].read_bytes()
    path = tmp_path / f"report{ending}"
    path.write_bytes(content[: int(len(content) * share)])
    try:
        differences = verify_file(path, document, values)
    except DocumentError:
        return
    assert differences
