"""
A PDF/A report: typeset by typst from data, the language-free tree attached.

PDF has no content controls. The file carries the block tree that it was made from (PDF/A-3), and
`verify` compares the text of its pages with it, in reading order.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from trialrun.errors import DocumentError, FontError, OutputError
from trialrun.language import chinese_font
from trialrun.render.layout import (
    SHORT_ROWS,
    ContentsHead,
    Flat,
    Heading,
    Materials,
    Stretch,
    fit_columns,
    has_prose,
    has_stub,
    head_rows,
    long_row,
    split_caption,
    split_key,
    stretches,
    title_page,
    without_gap,
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

STANDARDS: Any = ["a-3a", "ua-1"]
LATIN = "Libertinus Serif"
SIGNS = "DejaVu Sans Mono"
"""Has letters and signs that the others have not."""
_TALL_POINTS, _WIDE_POINTS = 459.0, 705.0
_TALL_HEIGHT, _WIDE_HEIGHT = 697.0, 450.0
_SHORT_SHARE = 0.6
"""A short table that takes at most this share of a page's height is not cut."""
_MOST_NOTES = 1200
"""Characters of footnotes that are kept with the last rows."""
Json = dict[str, Any]


def render_pdf(document: RDocument, path: Path, materials: Materials | None = None) -> None:
    """
    Write a document as PDF/A-3a, accessible after PDF/UA-1.

    Raises:
        FontError: no font holds the document's characters.
        DocumentError: the pages can not be set.
        OutputError: the file can not be written.
    """
    content = _compile(document, materials or Materials())
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutputError(f"can not be written ({error.strerror})", place=str(path)) from error


def _compile(document: RDocument, materials: Materials) -> bytes:
    data = document_data(document, materials)
    text = json.dumps(data, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        fonts: list[str] = []
        data["fonts"] = [LATIN, SIGNS]
        if document.language == "zh" or _needs_chinese(text):
            font = chinese_font(materials.font)
            fonts = [_font_folder(font, Path(folder))]
            chinese = _family(str(font), fonts[0])
            latin_first = document.language != "zh"
            data["fonts"] = [LATIN, chinese, SIGNS] if latin_first else [chinese, LATIN, SIGNS]
        moment = datetime.fromisoformat(document.date or "1980-01-01").replace(tzinfo=UTC)
        template = files("trialrun").joinpath("render", "report.typ").read_bytes()
        try:
            return bytes(
                typst.compile(
                    template,
                    format="pdf",
                    font_paths=typst.Fonts(include_system_fonts=False, font_paths=fonts),
                    sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                    pdf_standards=STANDARDS,
                    timestamp=int(moment.timestamp()),
                )
            )
        except typst.TypstError as error:
            raise _said(error) from error


def _said(error: typst.TypstError) -> DocumentError:
    """Return typst's error in the user's words."""
    message = str(getattr(error, "message", error)).strip()
    if "could not be displayed with" in message or "font" in message:
        hint = "set TRIALRUN_FONT to a font file that holds them."
        return FontError(f"the font lacks characters of the text: {message}", hint=hint)
    return DocumentError(f"the pages could not be set: {message}")


def _needs_chinese(text: str) -> bool:
    return any("\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in text)


def _font_folder(font: Path, folder: Path) -> str:
    """Put one font file into a folder of its own: typst reads whole folders."""
    place = folder / font.name
    try:
        place.symlink_to(font.resolve())
    except OSError:
        shutil.copyfile(font, place)
    return str(folder)


@cache
def _family(_font: str, folder: str) -> str:
    """Return the name of the family in a folder, the one for Simplified Chinese where several."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    ).families()
    if not found:
        raise FontError("not a font file", place=_font)
    return str(next((name for name in found if name.endswith("SC")), found[0]))


def document_data(document: RDocument, materials: Materials) -> Json:
    """Return all that the template needs, as plain data."""
    moment = datetime.fromisoformat(document.date or "1980-01-01")
    data = _Data(document, materials)
    return {
        "id": document.id,
        "language": document.language,
        "title": plain_text(document.title),
        "keywords": [],
        "date": [moment.year, moment.month, moment.day],
        "tree": materials.tree,
        "mark": _runs(document.mark),
        "header": _runs(document.header),
        "footer": _runs(document.footer),
        "page-words": [
            {"text": "" if is_field else text, "field": text if is_field else ""}
            for text, is_field in page_words(document.language)
        ],
        "cover": [data.paragraph(block) for block in title_page(document)],
        "stretches": [data.stretch(s) for s in stretches(document)],
    }


def _runs(runs: Runs) -> list[Json]:
    return [
        {
            "kind": "reference" if run.kind == "structure" and run.id else run.kind,
            "text": run.text,
            "id": run.id,
        }
        for run in runs
    ]


class _Data:
    """Blocks of one document as data for the template."""

    def __init__(self, document: RDocument, materials: Materials) -> None:
        self.language = document.language
        self.materials = materials
        self.level = 0

    def stretch(self, stretch: Stretch) -> Json:
        """Return a stretch of pages; it begins a page by itself, so its first block need not."""
        blocks = [self.block(block, wide=stretch.landscape) for block in stretch.blocks]
        if blocks and "break-before" in blocks[0]:
            blocks[0]["break-before"] = False
        return {"wide": stretch.landscape, "blocks": blocks}

    def block(self, block: Flat, *, wide: bool) -> Json:
        if isinstance(block, Heading):
            return self.heading(block)
        if isinstance(block, ContentsHead):
            self.level = max(self.level, 1)
            return {"is": "contents-head", "runs": _runs(block.runs)}
        if isinstance(block, RParagraph):
            return self.paragraph(block)
        if isinstance(block, RBullets):
            items = [_runs(item) for item in block.items]
            return {"is": "bullets", "ordered": block.ordered, "items": items}
        if isinstance(block, RTable):
            return self.table(block, wide=wide)
        if isinstance(block, RFigure):
            return self.figure(block, wide=wide)
        if isinstance(block, RFlow):
            levels = [[[_runs(line) for line in box] for box in level] for level in block.levels]
            return {"is": "flow", **_caption(block), "levels": levels}
        return self.contents(block)

    def heading(self, block: Heading) -> Json:
        # Tags may not skip a level; what is seen keeps it.
        self.level = min(block.level, self.level + 1)
        title = without_gap(block.runs[1:]) if block.number else block.runs
        return {
            "is": "heading",
            "id": block.id,
            "number": block.runs[0].text if block.number else "",
            "title": _runs(title),
            "level": self.level,
            "deep": block.level,
            "break-before": block.page_break,
        }

    def paragraph(self, block: RParagraph) -> Json:
        runs, rest = split_key(block.runs) if block.style == "key" else (block.runs, ())
        return {
            "is": "paragraph",
            "style": block.style,
            "runs": _runs(runs),
            "rest": _runs(rest),
        }

    def table(self, table: RTable, *, wide: bool) -> Json:
        cut: list[list[RRow]] = [[]]
        for row in table.rows:
            if row.page_break and cut[-1]:
                cut.append([])
            cut[-1].append(row)
        notes = table.footnotes
        parts = [_bound(rows, notes if rows is cut[-1] else ()) for rows in cut]
        width = _WIDE_POINTS if wide else _TALL_POINTS
        fit = fit_columns(table, width, largest=9.5, smallest=6.5)
        return {
            "is": "table",
            **_caption(table),
            "widths": list(fit.shares),
            "size": fit.size,
            "prose": has_prose(table),
            "stub": has_stub(table),
            "align": [column.align for column in table.columns],
            "head": [
                [
                    {
                        "runs": _runs(cell.runs),
                        "columns": cell.columns,
                        "rows": cell.rows,
                        "align": cell.align,
                        "group": cell.group,
                    }
                    for cell in line
                ]
                for line in head_rows(table)
            ],
            "parts": parts,
            "short": len(cut) == 1 and len(table.rows) <= SHORT_ROWS,
            "room": [width, _SHORT_SHARE * (_WIDE_HEIGHT if wide else _TALL_HEIGHT)],
            "footnotes": [_runs(note) for note in table.footnotes],
        }

    def figure(self, figure: RFigure, *, wide: bool) -> Json:
        svg = self.materials.drawing(figure.drawing, self.language, ".svg")
        width = drawing_size(svg, None)[0]
        return {
            "is": "figure",
            **_caption(figure),
            "drawing": svg.read_text(encoding="utf-8") if svg else "",
            "alternative": plain_text(figure.alternative) or plain_text(figure.caption),
            "width": 100 * width / (_WIDE_POINTS if wide else _TALL_POINTS),
            "table": self.table(figure.table, wide=wide) if figure.table else None,
            "footnotes": [_runs(note) for note in figure.footnotes],
        }

    def contents(self, block: RContents) -> Json:
        entries: list[Json] = []
        for text, level, target in block.entries:
            number, gap, title = text.partition("  ")
            if not gap:
                number, title = "", text
            entries.append({"number": number, "text": title, "level": level, "id": target})
        return {"is": "contents", "of": block.of, "entries": entries}


def _caption(block: RTable | RFigure | RFlow) -> Json:
    label, title = split_caption(block.caption)
    population = () if isinstance(block, RFlow) else block.population
    return {
        "id": block.id,
        "label": _runs(label),
        "caption": _runs(title),
        "population": _runs(population),
    }


def _bound(rows: list[RRow], notes: tuple[Runs, ...]) -> list[Json]:
    """
    Return rows, each first of a group with how many rows the group spans and if they are kept.

    A heading is kept with the row below it, the last row with the one above and the footnotes:
    none of them stands on a page alone.
    """
    spans = row_spans(rows, notes)
    return [_row(row, *spans.get(position, (0, False))) for position, row in enumerate(rows)]


def row_spans(rows: list[RRow], notes: tuple[Runs, ...]) -> dict[int, tuple[int, bool]]:
    """Return by position of its first row how many rows a group spans, and if it is kept whole."""
    last = len(rows) - 1
    tied = [  # whether a row stays with the one below
        row.kind == "head" or position == last - 1 for position, row in enumerate(rows[:-1])
    ]
    few = sum(len(plain_text(note)) for note in notes) < _MOST_NOTES
    tied += [few, *(few for _ in notes[1:])] if notes else []
    long = [long_row(row) for row in rows]
    spans: dict[int, tuple[int, bool]] = {}
    start, count = 0, len(rows) + len(notes)
    for position in range(count):
        cut = position == count - 1 or not tied[position]
        loose = any(long[start : position + 1])
        if cut:
            spans[start] = (position - start + 1, position > start and not loose)
            start = position + 1
    return spans


def _row(row: RRow, span: int, kept: bool) -> Json:
    return {
        "span": span,
        "kept": kept,
        "label": _runs(row.label),
        "cells": [_runs(cell) for cell in row.cells],
        "indent": row.indent,
        "gap": row.gap,
        "head": row.kind == "head",
        "long": long_row(row),
    }
