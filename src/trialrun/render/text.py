"""
Displays and documents as plain text pages of fixed width.

Each page says what it shows: running head, number, title, population, column heads; footnotes
stand on every page. A Chinese character takes two columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trialrun.errors import OutputError
from trialrun.language import message_text
from trialrun.render.layout import (
    ContentsHead,
    Flat,
    Heading,
    Materials,
    display_width,
    flat_blocks,
    split_caption,
    title_page,
)
from trialrun.render.text_tables import PAGE_WIDTH, TextTable, pad, wrapped
from trialrun.render.word_parts import page_words
from trialrun.report import (
    RBullets,
    RDocument,
    RFigure,
    RFlow,
    RParagraph,
    RTable,
    Runs,
    plain_text,
)

PAGE_LINES = 56


@dataclass
class _Page:
    """Lines of one page, without its running head and foot."""

    lines: list[str]


def render_text(document: RDocument, path: Path, materials: Materials | None = None) -> None:
    """
    Write a document, or a single display, as text pages cut by form feeds.

    Raises:
        OutputError: the file can not be written.
    """
    del materials
    try:
        path.write_text(text_pages(document), encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"can not be written ({error.strerror})", place=str(path)) from error


def text_pages(document: RDocument) -> str:
    """Return all pages."""
    pages = _pages(document)
    return "\f".join(
        _framed(document, page, number, len(pages)) for number, page in enumerate(pages, start=1)
    )


def _framed(document: RDocument, page: _Page, number: int, count: int) -> str:
    fields = {"page": str(number), "pages": str(count)}
    where = "".join(
        fields[text] if is_field else text for text, is_field in page_words(document.language)
    )
    head = plain_text(document.header)
    gap = max(2, PAGE_WIDTH - display_width(head) - display_width(where))
    lines = [*_mark(document), head + " " * gap + where, "", *page.lines]
    foot = plain_text(document.footer)
    if foot:
        lines.extend(("", foot))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _mark(document: RDocument) -> list[str]:
    """Return the mark over the whole width; nothing where there is none."""
    if not document.mark:
        return []
    words = f" {plain_text(document.mark)} "
    stars = PAGE_WIDTH - display_width(words)
    return ["*" * (stars // 2) + words + "*" * (stars - stars // 2)]


def _pages(document: RDocument) -> list[_Page]:
    pages: list[_Page] = []
    text: list[str] = []

    def flush() -> None:
        starts = range(0, len(text), PAGE_LINES)
        pages.extend(_Page(text[start : start + PAGE_LINES]) for start in starts)
        text.clear()

    if document.kind != "display":
        for paragraph in title_page(document):
            text.extend((*wrapped(plain_text(paragraph.runs), PAGE_WIDTH), ""))
        flush()
    for block in flat_blocks(document):
        if isinstance(block, RTable | RFigure):
            flush()
            pages.extend(_display_pages(block, document.language))
        else:
            text.extend((*_lines(block), ""))
    flush()
    return pages


def _lines(block: Flat) -> list[str]:
    if isinstance(block, Heading | ContentsHead | RParagraph):
        return wrapped(plain_text(block.runs), PAGE_WIDTH)
    if isinstance(block, RBullets):
        lines: list[str] = []
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}." if block.ordered else "-"
            first, *rest = wrapped(plain_text(item), PAGE_WIDTH - 4) or [""]
            lines.extend((f"{mark:<4}{first}", *(f"    {line}" for line in rest)))
        return lines
    if isinstance(block, RFlow):
        lines = [plain_text(block.caption), ""]
        for level in block.levels:
            boxes = [" ".join(plain_text(line) for line in box) for box in level]
            lines.extend(("   |   ".join(boxes), ""))
        return lines
    if isinstance(block, RTable | RFigure):
        return []
    return [f"{'  ' * (level - 1)}{text}" for text, level, _ in block.entries]


def _display_pages(block: RTable | RFigure, language: str) -> list[_Page]:
    """Return the pages of a display; each has its title, heads and footnotes."""
    table = block if isinstance(block, RTable) else block.table
    notes = [line for note in _footnotes(block) for line in wrapped(plain_text(note), PAGE_WIDTH)]
    extra: list[str] = []
    if isinstance(block, RFigure):
        extra = [*wrapped(plain_text(block.alternative), PAGE_WIDTH), ""]
    if table is None:
        return [_Page([*_title(block, ""), *extra, *notes])]
    grid = TextTable(table, PAGE_WIDTH)
    rule = "-" * max(PAGE_WIDTH, grid.width)
    around = len(_title(block, "")) + len(grid.head) + len(extra) + len(notes) + 3
    room = max(10, PAGE_LINES - around)
    pages: list[_Page] = []
    for number, body in enumerate(grid.pages(room)):
        again = message_text("render-continued", language) if number else ""
        pages.append(
            _Page([*_title(block, again), *extra, rule, *grid.head, rule, *body, rule, *notes])
        )
    return pages


def _title(block: RTable | RFigure, again: str) -> list[str]:
    label, title = split_caption(block.caption)
    texts = [plain_text(label), plain_text(title), plain_text(block.population)]
    if again:
        texts[0] = f"{texts[0]} {again}"
    lines = [line for text in texts if text for line in wrapped(text, PAGE_WIDTH)]
    return [*(pad(line, PAGE_WIDTH, "center") for line in lines), ""]


def _footnotes(block: RTable | RFigure) -> tuple[Runs, ...]:
    if isinstance(block, RFigure) and block.table is not None:
        return (*block.table.footnotes, *block.footnotes)
    return block.footnotes
