r"""
Displays and documents as RTF: repeated head rows, whole rows, page x of y, Chinese.

Tables are real tables. Characters beyond ASCII are written as `\uN?`, so that every reader
decodes them alike; Chinese has a font entry of its own with the charset of simplified Chinese.
"""

from __future__ import annotations

from pathlib import Path

from trialrun.errors import OutputError
from trialrun.render.layout import (
    ContentsHead,
    Flat,
    HeadCell,
    Heading,
    Materials,
    display_width,
    fit_columns,
    has_stub,
    head_rows,
    long_row,
    stretches,
    title_page,
)
from trialrun.render.word_drawings import drawing_size
from trialrun.render.word_parts import page_words
from trialrun.report import (
    RBullets,
    RContents,
    RDocument,
    RFigure,
    RFlow,
    RParagraph,
    RRow,
    RTable,
    Runs,
    plain_text,
)

PAGE = (11906, 16838)
MARGIN = 1361
_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1\deff0\deflang1033"
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 SimSun;}}"
    r"{\colortbl;\red31\green42\blue68;\red95\green107\blue122;%s}"
)
_ALIGN = {"left": r"\ql", "center": r"\qc", "right": r"\qr"}
_SURROGATES = 0x10000
_RED = r"\red163\green18\blue31;\red253\green227\blue223;"
_BAND = r"\qc\b\cf3\cbpat4\brdrt\brdrs\brdrw20\brdrb\brdrs\brdrw20"


def render_rtf(document: RDocument, path: Path, materials: Materials | None = None) -> None:
    """
    Write a document, or a single display, as RTF.

    Raises:
        OutputError: the file can not be written.
    """
    try:
        path.write_bytes(_rtf(document, materials or Materials()).encode("ascii"))
    except OSError as error:
        raise OutputError(f"can not be written ({error.strerror})", place=str(path)) from error


def rtf_text(text: str) -> str:
    r"""
    Return text for RTF.

    >>> print(rtf_text("5 {a} é"))
    5 \{a\} \u233?
    """
    parts: list[str] = []
    for char in text:
        code = ord(char)
        if char in "\\{}":
            parts.append(f"\\{char}")
        elif char == "\n":
            parts.append(r"\line ")
        elif char == "\t":
            parts.append(r"\tab ")
        elif 0x20 <= code < 0x7F:
            parts.append(char)
        elif code >= _SURROGATES:
            high, low = divmod(code - _SURROGATES, 0x400)
            parts.append(f"\\u{0xD800 + high - 65536}?\\u{0xDC00 + low - 65536}?")
        elif code >= 0xA0:
            parts.append(f"\\u{code if code < 32768 else code - 65536}?")
    return "".join(parts)


def _words(text: str) -> str:
    """Return text with its Chinese stretches in the Chinese font."""
    parts: list[tuple[bool, str]] = []
    for char in text:
        wide = display_width(char) > 1
        if parts and parts[-1][0] == wide:
            parts[-1] = (wide, parts[-1][1] + char)
        else:
            parts.append((wide, char))
    return "".join(f"{{\\f1 {rtf_text(t)}}}" if wide else rtf_text(t) for wide, t in parts)


def _runs(runs: Runs) -> str:
    return _words(plain_text(runs))


def _paragraph(runs: Runs, look: str) -> str:
    return f"{{\\pard\\plain\\f0 {look} {_runs(runs)}\\par}}\n"


def _rtf(document: RDocument, materials: Materials) -> str:
    single = document.kind == "display"
    parts = [_HEAD % (_RED if document.mark else ""), _info(document)]
    if not single:
        parts.append(_section(wide=False))
        if document.mark:
            parts.append(f"{{\\header{_mark(document)}}}\n")
        looks = {"title": r"\sb2400\sa360\fs44\b\cf1", "subtitle": r"\sa480\fs28\cf2"}
        looks["notice"] = rf"{_BAND}\sb240\sa240\fs44"
        parts.extend(
            _paragraph(block.runs, looks.get(block.style, r"\sa80\fs22"))
            for block in title_page(document)
        )
    for position, stretch in enumerate(stretches(document)):
        wide = stretch.landscape or single
        if position or not single:
            parts.append("\\sect\n")
        parts.extend((_section(wide=wide), _running(document, wide=wide)))
        width = PAGE[1 if wide else 0] - 2 * MARGIN
        for block in stretch.blocks:
            picture = _picture(block, document.language, materials, width)
            parts.append(_block(block, width, picture))
    return "".join(parts) + "}\n"


def _info(document: RDocument) -> str:
    year, month, day = (document.date or "1980-01-01").split("-")
    moment = f"\\yr{int(year)}\\mo{int(month)}\\dy{int(day)}"
    title = rtf_text(plain_text(document.title))
    return f"{{\\info{{\\title {title}}}{{\\creatim{moment}}}{{\\revtim{moment}}}}}\n"


def _section(*, wide: bool) -> str:
    width, height = (PAGE[1], PAGE[0]) if wide else PAGE
    turned = r"\lndscpsxn" if wide else ""
    return (
        f"\\sectd\\sbkpage{turned}\\pgwsxn{width}\\pghsxn{height}\\marglsxn{MARGIN}"
        f"\\margrsxn{MARGIN}\\margtsxn1474\\margbsxn1304\\headery680\\footery567\n"
    )


def _running(document: RDocument, *, wide: bool) -> str:
    width = PAGE[1 if wide else 0] - 2 * MARGIN
    fields = {"page": "PAGE", "pages": "NUMPAGES"}
    page = "".join(
        f"{{\\field{{\\*\\fldinst\\fs17 {fields[text]}}}{{\\fldrslt\\fs17 }}}}"
        if is_field
        else _words(text)
        for text, is_field in page_words(document.language)
    )
    head = f"{{\\header{_mark(document)}\\pard\\plain\\f0\\fs17\\cf2\\brdrb\\brdrs\\brdrw5 {_runs(document.header)}\\par}}"
    foot = (
        f"{{\\footer\\pard\\plain\\f0\\fs17\\cf2\\brdrt\\brdrs\\brdrw5\\tqr\\tx{width} "
        f"{_runs(document.footer)}\\tab {page}\\par}}"
    )
    return f"{head}\n{foot}\n"


def _mark(document: RDocument) -> str:
    """Return the mark as a bold band of colour; nothing where there is none."""
    if not document.mark:
        return ""
    return f"\\pard\\plain\\f0{_BAND}\\sa100\\fs24 {_runs(document.mark)}\\par"


def _picture(block: Flat, language: str, materials: Materials, width: int) -> str:
    """Return the drawing of a figure, or an empty text."""
    if not isinstance(block, RFigure):
        return ""
    file = materials.drawing(block.drawing, language, ".png")
    if file is None:
        return ""
    svg = materials.drawing(block.drawing, language, ".svg")
    across, high = drawing_size(svg, file)
    scale = min(20.0, width / across)
    goal = f"\\picwgoal{round(across * scale)}\\pichgoal{round(high * scale)}"
    return f"{{\\pard\\keepn\\qc{{\\pict\\pngblip{goal}\n{file.read_bytes().hex()}}}\\par}}\n"


def _block(block: Flat, width: int, picture: str) -> str:
    if isinstance(block, Heading | ContentsHead):
        return _paragraph(block.runs, r"\keepn\sb280\sa120\fs26\b\cf1")
    if isinstance(block, RParagraph):
        return _paragraph(block.runs, r"\sa120\fs22")
    if isinstance(block, RBullets):
        return "".join(
            f"{{\\pard\\plain\\f0\\fs22\\li425\\fi-425\\sa80 "
            f"{f'{n}.' if block.ordered else rtf_text('•')}\\tab {_runs(item)}\\par}}\n"
            for n, item in enumerate(block.items, start=1)
        )
    if isinstance(block, RTable):
        return _caption(block) + _table(block, width) + _notes(block.footnotes)
    if isinstance(block, RFigure):
        table = _table(block.table, width) + _notes(block.table.footnotes) if block.table else ""
        alternative = _paragraph(block.alternative, r"\qc\fs18\i\sb240\sa240")
        return _caption(block) + (picture or alternative) + table + _notes(block.footnotes)
    if isinstance(block, RFlow):
        lines = [line for level in block.levels for box in level for line in box]
        return _caption(block) + "".join(_paragraph(line, r"\qc\fs18") for line in lines)
    return _contents(block)


def _contents(block: RContents) -> str:
    return "".join(
        f"{{\\pard\\plain\\f0\\fs22\\li{340 * (level - 1)} {_words(text)}\\par}}\n"
        for text, level, _ in block.entries
    )


def _caption(block: RTable | RFigure | RFlow) -> str:
    text = _paragraph(block.caption, r"\keepn\sb240\sa60\fs21\b\cf1") if block.caption else ""
    if not isinstance(block, RFlow) and block.population:
        text += _paragraph(block.population, r"\keepn\sa100\fs19\cf2")
    return text


def _notes(notes: tuple[Runs, ...]) -> str:
    return "".join(_paragraph(note, r"\sb20\sa20\fs17") for note in notes)


def _table(table: RTable, width: int) -> str:
    edges: list[int] = []
    fit = fit_columns(table, width / 20, largest=9.5, smallest=6.5)
    for share in fit.shares:
        edges.append((edges[-1] if edges else 0) + round(width * share))
    size = f"\\fs{round(2 * fit.size)}"
    lines = head_rows(table)
    parts = [_head_line(table, line, k, len(lines), edges, size) for k, line in enumerate(lines)]
    last = len(table.rows) - 1
    parts.extend(
        _row(table, row, edges, size, last=position == last)
        for position, row in enumerate(table.rows)
    )
    return "".join(parts)


def _cell(runs: Runs, look: str) -> str:
    return f"\\pard\\intbl\\plain\\f0 {look} {_runs(runs)}\\cell\n"


def _head_line(
    table: RTable,
    line: tuple[HeadCell, ...],
    level: int,
    depth: int,
    edges: list[int],
    size: str,
) -> str:
    top = r"\clbrdrt\brdrs\brdrw20" if level == 0 else ""
    bottom = r"\clbrdrb\brdrs\brdrw10"
    cells: list[tuple[str, str]] = []
    column = 0
    if has_stub(table) and level > 0:
        rule = bottom if level == depth - 1 else ""
        cells.append((f"\\clvmrg{rule}\\cellx{edges[0]}\n", r"\pard\intbl\plain\cell" + "\n"))
        column = 1
    for cell in line:
        column += cell.columns
        merge = r"\clvmgf" if cell.rows > 1 else ""
        rule = bottom if cell.group or level + cell.rows == depth else ""
        definition = f"{merge}\\clvertalb{top}{rule}\\cellx{edges[column - 1]}\n"
        cells.append((definition, _cell(cell.runs, f"{_ALIGN[cell.align]}\\keepn\\b{size}")))
    definitions = "".join(definition for definition, _ in cells)
    texts = "".join(text for _, text in cells)
    return f"\\trowd\\trgaph70\\trkeep\\trhdr\n{definitions}{texts}\\row\n"


def _row(table: RTable, row: RRow, edges: list[int], size: str, *, last: bool) -> str:
    rule = r"\clbrdrb\brdrs\brdrw20" if last else ""
    space = r"\sb100" if row.gap else ""
    start = r"\pagebb" if row.page_break else ""
    label = f"\\ql\\li{170 * row.indent + 140}\\fi-140{space}{start}{size}"
    if row.kind == "head":
        definition = f"{rule}\\cellx{edges[-1]}\n"
        text = _cell(row.label, rf"\keepn\b{label}")
        return f"\\trowd\\trgaph70\\trkeep\n{definition}{text}\\row\n"
    definitions = "".join(f"{rule}\\cellx{edge}\n" for edge in edges)
    texts = [_cell(row.label, label)] if has_stub(table) else []
    texts.extend(
        _cell(cell, f"{_ALIGN[column.align]}{space}{size}")
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
    kept = "" if long_row(row) else r"\trkeep"
    return f"\\trowd\\trgaph70{kept}\n{definitions}{''.join(texts)}\\row\n"
