"""A report as one self-contained HTML page: no request leaves it, no script runs in it."""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files
from pathlib import Path

from trialrun.errors import OutputError
from trialrun.language import message_text
from trialrun.render.html_runs import HtmlRuns, html_text
from trialrun.render.layout import (
    ContentsHead,
    Flat,
    Heading,
    Materials,
    flat_blocks,
    has_stub,
    head_rows,
    split_key,
    title_page,
)
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

MOST_INDENT = 4


def render_html(document: RDocument, path: Path, materials: Materials | None = None) -> None:
    """
    Write a document as one HTML page.

    Raises:
        OutputError: the file can not be written.
    """
    text = _Page(document, materials or Materials()).text()
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"can not be written ({error.strerror})", place=str(path)) from error


def style_sheet(*, marked: bool = False) -> str:
    """Return the page's styles, with those of a mark where the document bears one."""
    names = ("report.css", "mark.css") if marked else ("report.css",)
    folder = files("trialrun").joinpath("render")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


class _Page:
    """One document as one page."""

    def __init__(self, document: RDocument, materials: Materials) -> None:
        self.document = document
        self.materials = materials
        self.language = document.language
        self.runs = HtmlRuns(document.language, materials.values)

    def text(self) -> str:
        document = self.document
        language = "zh-CN" if self.language == "zh" else "en"
        blocks = flat_blocks(document)
        headings = [block for block in blocks if isinstance(block, Heading)]
        navigation = "".join(
            f'<li class="l{min(h.level, 6)}"><a href="#{escape(h.id)}">'
            f"{html_text(plain_text(h.runs))}</a></li>\n"
            for h in headings
        )
        label = escape(message_text("render-navigation", self.language))
        cover = "\n".join(self.paragraph(block) for block in title_page(document))
        body = "\n".join(self.block(block) for block in blocks)
        mark = f'<span class="mark">{self.runs(document.mark)}</span> ' if document.mark else ""
        styles = style_sheet(marked=bool(document.mark))
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="generator" content="trialrun">\n'
            f'<meta name="date" content="{escape(document.date)}">\n'
            f"<title>{escape(plain_text(document.title))}</title>\n"
            f"<style>\n{styles}</style>\n</head>\n<body>\n"
            f'<header class="running">{mark}{self.runs(document.header)}</header>\n'
            f'<nav class="side" aria-label="{label}"><ol>\n{navigation}</ol></nav>\n'
            f'<main>\n<div class="cover">\n{cover}\n</div>\n{body}\n</main>\n'
            f'<footer class="running">{self.runs(document.footer)}</footer>\n</body>\n</html>\n'
        )

    def block(self, block: Flat) -> str:
        if isinstance(block, Heading):
            return self.heading(block)
        if isinstance(block, ContentsHead):
            return f"<h2>{self.runs(block.runs)}</h2>"
        if isinstance(block, RParagraph):
            return self.paragraph(block)
        if isinstance(block, RBullets):
            tag = "ol" if block.ordered else "ul"
            items = "".join(f"<li>{self.runs(item)}</li>\n" for item in block.items)
            return f"<{tag}>\n{items}</{tag}>"
        if isinstance(block, RTable):
            return self.table(block)
        if isinstance(block, RFigure):
            return self.figure(block)
        if isinstance(block, RFlow):
            return self.flow(block)
        return self.contents(block)

    def heading(self, heading: Heading) -> str:
        tag = f"h{min(heading.level + 1, 6)}"
        runs = heading.runs
        number = ""
        if heading.number and runs and runs[0].kind == "structure":
            number = f'<span class="number">{html_text(runs[0].text)}</span> '
            runs = runs[2:]
        return f'<{tag} id="{escape(heading.id)}">{number}{self.runs(runs)}</{tag}>'

    def paragraph(self, block: RParagraph) -> str:
        if block.style == "title":
            return f"<h1>{self.runs(block.runs)}</h1>"
        if block.style == "key":
            label, rest = split_key(block.runs)
            return f'<p class="key"><span class="k">{self.runs(label)}</span> {self.runs(rest)}</p>'
        name = "" if block.style == "body" else f' class="{block.style}"'
        return f"<p{name}>{self.runs(block.runs)}</p>"

    def contents(self, block: RContents) -> str:
        entries = "".join(
            f'<li class="l{min(level, 6)}"><a href="#{escape(target)}">{html_text(text)}</a></li>\n'
            for text, level, target in block.entries
        )
        return f'<ol class="contents">\n{entries}</ol>'

    def caption(self, block: RTable | RFigure | RFlow) -> str:
        parts: list[str] = []
        if block.caption:
            parts.append(f'<div class="caption">{self.runs(block.caption)}</div>')
        if not isinstance(block, RFlow) and block.population:
            parts.append(f'<div class="population">{self.runs(block.population)}</div>')
        return f"<figcaption>{''.join(parts)}</figcaption>\n" if parts else ""

    def footnotes(self, notes: tuple[Runs, ...]) -> str:
        return "".join(f'<p class="footnote">{self.runs(note)}</p>\n' for note in notes)

    def table(self, table: RTable) -> str:
        return (
            f'<figure class="table" id="{escape(table.id)}">\n{self.caption(table)}'
            f"{self.grid(table)}{self.footnotes(table.footnotes)}</figure>"
        )

    def grid(self, table: RTable) -> str:
        lines = head_rows(table)
        head: list[str] = []
        for level, cells in enumerate(lines):
            parts: list[str] = []
            for cell in cells:
                spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
                scope = "colgroup" if cell.group else "col"
                deep = " deep" if level + cell.rows == len(lines) else ""
                name = f"{cell.align}{deep}{' group' if cell.group else ''}"
                parts.append(
                    f'<th class="{name}" scope="{scope}"{spans}>{self.runs(cell.runs)}</th>'
                )
            head.append(f"<tr>{''.join(parts)}</tr>\n")
        rows = "".join(self.row(table, row) for row in table.rows)
        return (
            f'<div class="scroll" tabindex="0"><table>\n<thead>\n{"".join(head)}</thead>\n'
            f"<tbody>\n{rows}</tbody>\n</table></div>\n"
        )

    def row(self, table: RTable, row: RRow) -> str:
        name = " ".join(n for n, on in (("gap", row.gap), ("head", row.kind == "head")) if on)
        opening = f'<tr class="{name}">' if name else "<tr>"
        stub = has_stub(table)
        indent = f' class="i{min(row.indent, MOST_INDENT)}"' if row.indent else ""
        if row.kind == "head":
            across = len(table.columns) + stub
            return (
                f'{opening}<th{indent} scope="rowgroup" colspan="{across}">'
                f"{self.runs(row.label)}</th></tr>\n"
            )
        label = f'<th{indent} scope="row">{self.runs(row.label)}</th>' if stub else ""
        cells = "".join(
            f'<td class="{column.align}">{self.runs(cell)}</td>'
            for column, cell in zip(table.columns, row.cells, strict=True)
        )
        return f"{opening}{label}{cells}</tr>\n"

    def figure(self, figure: RFigure) -> str:
        svg = self.materials.drawing(figure.drawing, self.language, ".svg")
        alternative = plain_text(figure.alternative) or plain_text(figure.caption)
        drawing = ""
        if svg is not None:
            drawing = (
                f'<div class="drawing" role="img" aria-label="{escape(alternative)}">\n'
                f"{inline_svg(svg.read_text(encoding='utf-8'), figure.drawing)}</div>\n"
            )
        grid = self.grid(figure.table) if figure.table else ""
        notes = figure.table.footnotes if figure.table else ()
        return (
            f'<figure class="drawing" id="{escape(figure.id)}">\n{self.caption(figure)}{drawing}'
            f"{grid}{self.footnotes(notes)}{self.footnotes(figure.footnotes)}</figure>"
        )

    def flow(self, flow: RFlow) -> str:
        levels: list[str] = []
        for level in flow.levels:
            boxes = "".join(
                '<div class="box">'
                + "".join(f"<p>{self.runs(line)}</p>" for line in box)
                + "</div>"
                for box in level
            )
            levels.append(f'<div class="level">{boxes}</div>\n')
        return (
            f'<figure class="flowchart" id="{escape(flow.id)}">\n{self.caption(flow)}'
            f'<div class="flow">\n{"".join(levels)}</div></figure>'
        )


def inline_svg(text: str, name: str) -> str:
    """
    Return an SVG file as an element of a page: without declarations, its ids its own.

    Two drawings of a page may use the same ids; each id is prefixed with the drawing's name.
    """
    start = re.search(r"<svg[\s>]", text)
    if not start:
        return ""
    prefix = re.sub("[^A-Za-z0-9]", "-", name)
    body = re.sub(r'(?<=\bid=")(?=[^"])', f"{prefix}-", text[start.start() :])
    body = re.sub(r"(?<=url\(#)", f"{prefix}-", body)
    return re.sub(r'(?<=href="#)', f"{prefix}-", body)
