"""
A Word report: every value a locked content control tagged with its id.

The package is written as text, part by part: a report has thousands of cells, and the same
document must give the same bytes.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from trialrun.errors import OutputError
from trialrun.render.layout import (
    ContentsHead,
    Flat,
    Heading,
    Materials,
    flat_blocks,
    split_caption,
    split_key,
    stretches,
    title_page,
    without_gap,
)
from trialrun.render.word_drawings import drawing_size, drawing_xml
from trialrun.render.word_parts import (
    DECLARATION,
    PALE,
    RED,
    R,
    bold_red,
    content_types_xml,
    core_xml,
    cover_header_xml,
    font_table_xml,
    footer_xml,
    header_xml,
    numbering_xml,
    relationships_xml,
    settings_xml,
)
from trialrun.render.word_runs import (
    Marks,
    Target,
    bookmark,
    bookmark_name,
    field_runs,
    runs_xml,
    text_run,
)
from trialrun.render.word_styles import W, styles_xml
from trialrun.render.word_tables import flow_xml, table_xml
from trialrun.report import (
    RBullets,
    RContents,
    RDocument,
    RFigure,
    RFlow,
    RParagraph,
    RTable,
    Runs,
    plain_text,
)

PAGE = (11906, 16838)
MARGIN = 1361
TALL_WIDTH = PAGE[0] - 2 * MARGIN
WIDE_WIDTH = PAGE[1] - 2 * MARGIN
_STYLE = {
    "body": "Normal",
    "lead": "Lead",
    "note": "Note",
    "title": "Title",
    "subtitle": "Subtitle",
    "key": "Key",
    "to-write": "ToWrite",
    "written": "Written",
}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def render_docx(document: RDocument, path: Path, materials: Materials | None = None) -> None:
    """
    Write a document as a Word file.

    Raises:
        OutputError: the file can not be written.
    """
    content = _package(document, materials or Materials())
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutputError(f"can not be written ({error.strerror})", place=str(path)) from error


def _package(document: RDocument, materials: Materials) -> bytes:
    marks = Marks(_targets(document))
    if document.language == "zh":
        marks.heavy = '<w:rFonts w:eastAsia="SimHei"/>'
    body = _Body(document, materials, marks)
    story = body.story()
    parts: dict[str, str | bytes] = {}
    links = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "numbering", "numbering.xml"),
        ("rId3", "settings", "settings.xml"),
        ("rId4", "fontTable", "fontTable.xml"),
        ("rId5", "header", "header1.xml"),
        ("rId6", "footer", "footer1.xml"),
        ("rId7", "footer", "footer2.xml"),
        *((("rId8", "header", "header2.xml"),) if document.mark else ()),
        *((name, "image", target) for name, target, _ in body.images),
    ]
    parts["word/document.xml"] = (
        f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{story}</w:body></w:document>'
    )
    parts["word/styles.xml"] = styles_xml(document.language)
    parts["word/numbering.xml"] = numbering_xml(body.ordered_lists)
    parts["word/settings.xml"] = settings_xml(document.language)
    parts["word/fontTable.xml"] = font_table_xml()
    parts["word/header1.xml"] = header_xml(document, marks)
    if document.mark:
        parts["word/header2.xml"] = cover_header_xml(document, marks)
    parts["word/footer1.xml"] = footer_xml(document, marks, TALL_WIDTH)
    parts["word/footer2.xml"] = footer_xml(document, marks, WIDE_WIDTH)
    parts["docProps/core.xml"] = core_xml(document)
    for _, target, content in body.images:
        parts[f"word/{target}"] = content
    parts["word/_rels/document.xml.rels"] = relationships_xml(links)
    start = [("rId1", "officeDocument", "word/document.xml"), ("rId2", "core", "docProps/core.xml")]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types_xml(list(parts)),
        "_rels/.rels": relationships_xml(start),
        **parts,
    }
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(
                member, text.encode() if isinstance(text, str) else text, compresslevel=6
            )
    return memory.getvalue()


def _targets(document: RDocument) -> dict[str, Target]:
    targets: dict[str, Target] = {}
    for block in flat_blocks(document):
        if isinstance(block, Heading) and block.number:
            targets[block.id] = Target(bookmark_name("Num", block.id), block.number)
        elif isinstance(block, RTable | RFigure | RFlow) and block.caption:
            label = plain_text(split_caption(block.caption)[0])
            targets[block.id] = Target(bookmark_name("Ref", block.id), label)
    return targets


class _Body:
    """The body of one file, block after block."""

    def __init__(self, document: RDocument, materials: Materials, marks: Marks) -> None:
        self.document = document
        self.materials = materials
        self.marks = marks
        self.ordered_lists = 0
        self.images: list[tuple[str, str, bytes]] = []
        self.width = TALL_WIDTH

    def story(self) -> str:
        parts = [self.paragraph(block) for block in title_page(self.document)]
        parts.append(
            _section_break(_section(wide=False, title=True, marked=bool(self.document.mark)))
        )
        cuts = stretches(self.document)
        for position, stretch in enumerate(cuts):
            self.width = WIDE_WIDTH if stretch.landscape else TALL_WIDTH
            parts.extend(self.block(block, first=k == 0) for k, block in enumerate(stretch.blocks))
            section = _section(wide=stretch.landscape)
            last = position == len(cuts) - 1
            parts.append(section if last else _section_break(section))
        if not cuts:
            parts.append(_section(wide=False))
        return "".join(parts)

    def block(self, block: Flat, *, first: bool) -> str:
        if isinstance(block, Heading):
            return self.heading(block, page_break=block.page_break and not first)
        if isinstance(block, ContentsHead):
            return _paragraph("ContentsHead", runs_xml(block.runs, self.marks))
        if isinstance(block, RParagraph):
            return self.paragraph(block)
        if isinstance(block, RBullets):
            return self.bullets(block)
        if isinstance(block, RTable):
            return self.table(block)
        if isinstance(block, RFigure):
            return self.figure(block)
        if isinstance(block, RFlow):
            return self.caption(block) + flow_xml(block, self.marks, self.width) + _gap()
        return self.contents(block)

    def heading(self, heading: Heading, *, page_break: bool) -> str:
        level = min(heading.level, 6)
        runs = heading.runs
        number = ""
        if heading.number and runs and runs[0].kind == "structure":
            name = self.marks.targets[heading.id].bookmark
            number = bookmark(name, text_run(runs[0].text), self.marks) + "<w:r><w:tab/></w:r>"
            runs = without_gap(runs[1:])
        inner = number + runs_xml(runs, self.marks)
        whole = bookmark(bookmark_name("Toc", heading.id), inner, self.marks)
        start = "<w:pageBreakBefore/>" if page_break else ""
        return _paragraph(f"Heading{level}", whole, start)

    def paragraph(self, block: RParagraph) -> str:
        runs = block.runs
        if block.style == "key":
            label, rest = split_key(runs)
            inner = runs_xml(label, self.marks, "<w:b/>") if self.document.language != "zh" else ""
            inner = inner or runs_xml(label, self.marks, '<w:color w:val="5F6B7A"/>')
            tab = "<w:r><w:tab/></w:r>" if rest else ""
            return _paragraph("Key", inner + tab + runs_xml(rest, self.marks))
        if block.style == "notice":
            sides = "".join(
                f'<w:{side} w:val="single" w:sz="18" w:space="8" w:color="{RED}"/>'
                for side in ("top", "left", "bottom", "right")
            )
            look = f'<w:pBdr>{sides}</w:pBdr>{PALE}<w:spacing w:after="240"/><w:jc w:val="center"/>'
            return _paragraph("Normal", runs_xml(runs, self.marks, bold_red(44)), look)
        return _paragraph(_STYLE[block.style], runs_xml(runs, self.marks))

    def bullets(self, block: RBullets) -> str:
        number = 1
        if block.ordered:
            self.ordered_lists += 1
            number = self.ordered_lists + 1
        style = "ListNumber" if block.ordered else "ListBullet"
        numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return "".join(
            _paragraph(style, runs_xml(item, self.marks), numbering) for item in block.items
        )

    def caption(self, block: RTable | RFigure | RFlow) -> str:
        if not block.caption:
            return ""
        label, title = split_caption(block.caption)
        table = isinstance(block, RTable)
        sequence = "Table" if table else "Figure"
        name = self.marks.targets[block.id].bookmark
        inner = bookmark(name, runs_xml(label, self.marks, sequence=sequence), self.marks)
        inner += text_run("  ") + runs_xml(title, self.marks)
        whole = bookmark(bookmark_name("Toc", block.id), inner, self.marks)
        parts = [_paragraph("TableCaption" if table else "FigureCaption", whole)]
        if isinstance(block, RTable | RFigure) and block.population:
            parts.append(_paragraph("Population", runs_xml(block.population, self.marks)))
        return "".join(parts)

    def footnotes(self, footnotes: tuple[Runs, ...]) -> str:
        last = len(footnotes) - 1
        return "".join(
            _paragraph(
                "TableFootnote", runs_xml(runs, self.marks), "<w:keepNext/>" if k < last else ""
            )
            for k, runs in enumerate(footnotes)
        )

    def table(self, block: RTable) -> str:
        grid = table_xml(block, self.marks, self.width)
        return self.caption(block) + grid + self.footnotes(block.footnotes) + _gap()

    def figure(self, block: RFigure) -> str:
        language = self.document.language
        png = self.materials.drawing(block.drawing, language, ".png")
        svg = self.materials.drawing(block.drawing, language, ".svg")
        parts = [self.caption(block)]
        if png is not None or svg is not None:
            width, height = drawing_size(svg, png)
            scale = min(1.0, self.width / 20 / width)
            names = [self._image(file) if file else "" for file in (png, svg)]
            inner = drawing_xml(
                len(self.images),
                block.drawing,
                plain_text(block.alternative) or plain_text(block.caption),
                (width * scale, height * scale),
                picture=names[0] or names[1],
                vector=names[1],
            )
            parts.append(_paragraph("Figure", inner))
        if block.table is not None:
            parts.append(self.caption(block.table))
            parts.append(table_xml(block.table, self.marks, self.width))
            parts.append(self.footnotes(block.table.footnotes))
        parts.append(self.footnotes(block.footnotes))
        parts.append(_gap())
        return "".join(parts)

    def _image(self, file: Path) -> str:
        name = f"rIdImage{len(self.images) + 1}"
        target = f"media/image{len(self.images) + 1}{file.suffix}"
        self.images.append((name, target, file.read_bytes()))
        return name

    def contents(self, block: RContents) -> str:
        instruction = {
            "sections": r'TOC \o "1-4" \h \z \u',
            "tables": r'TOC \h \z \t "Table Caption,1"',
            "figures": r'TOC \h \z \t "Figure Caption,1"',
        }[block.of]
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{self.width}"/></w:tabs>'
        start, _, rest = field_runs(instruction, "<CUT/>").partition("<CUT/>")
        entries: list[str] = []
        for position, (text, level, target) in enumerate(block.entries):
            style = f"TOC{min(level, 4)}" if block.of == "sections" else "TableofFigures"
            name = bookmark_name("Toc", target)
            page = field_runs(f"PAGEREF {name} \\h", "", dirty=True)
            line = text.replace("  ", "\t", 1)
            link = (
                f'<w:hyperlink w:anchor="{name}" w:history="1">{text_run(line)}'
                f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
            )
            first = start if position == 0 else ""
            last = rest if position == len(block.entries) - 1 else ""
            entries.append(_paragraph(style, first + link + last, tabs))
        return "".join(entries)


def _paragraph(style: str, inner: str, properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style != "Normal" else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def _gap() -> str:
    return '<w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr></w:p>'


def _section(*, wide: bool, title: bool = False, marked: bool = False) -> str:
    width, height = (PAGE[1], PAGE[0]) if wide else PAGE
    orientation = ' w:orient="landscape"' if wide else ""
    foot = "rId7" if wide else "rId6"
    cover = '<w:headerReference w:type="default" r:id="rId8"/>' if marked else ""
    heads = (
        cover
        if title
        else f'<w:headerReference w:type="default" r:id="rId5"/>'
        f'<w:footerReference w:type="default" r:id="{foot}"/>'
    )
    return (
        f'<w:sectPr>{heads}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar w:top="1474" w:right="{MARGIN}" w:bottom="1304" w:left="{MARGIN}"'
        ' w:header="680" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _section_break(section: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Small"/>{section}</w:pPr></w:p>'
