"""A table in columns of characters: widths, wrapped cells, pages of whole rows."""

from __future__ import annotations

from trialrun.render.layout import display_width, fit_columns, has_stub, head_rows
from trialrun.report import RRow, RTable, Runs, plain_text

PAGE_WIDTH = 132
_GAP = 2
_LEAST = 6


def pad(text: str, width: int, align: str) -> str:
    """Return text filled up with spaces to a width in columns."""
    room = max(0, width - display_width(text))
    if align == "right":
        return " " * room + text
    if align == "center":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room


def wrapped(text: str, width: int) -> list[str]:
    """
    Return text in lines of at most `width` columns.

    Words do not break. Chinese breaks anywhere, but no line begins with a mark that closes or
    ends with one that opens, and a bracket goes to the next line whole where it fits.

    >>> wrapped("one two three", 7)
    ['one two', 'three']
    >>> wrapped("均值（标准差）", 12), wrapped("较基线变化 均值（标准差）", 14)
    (['均值', '（标准差）'], ['较基线变化', '均值（标准差）'])
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and display_width(line + piece.rstrip()) > width:
                cut = _better_break(line, piece.rstrip(), width)
                lines.append((line[:cut] if cut else line).rstrip())
                line = (line[cut:] + piece if cut else piece).lstrip()
            else:
                line += piece
            while display_width(line.rstrip()) > width:
                cut = _fitting(line, width)
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line.rstrip())
    return lines if text else []


def _pieces(text: str) -> list[str]:
    """Return what a line may break between: words with the space before them, wide characters."""
    pieces: list[str] = []
    for char in text:
        if not pieces or char == " ":
            pieces.append(char)
            continue
        last = pieces[-1][-1]
        wide = display_width(char) > 1 or display_width(last) > 1
        if wide and char not in _NEVER_FIRST and last not in _NEVER_LAST:
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


_NEVER_FIRST = "，。、；：！？）】》”’～％℃,.;:!?)]%["
"""Marks that no line begins with; a footnote's mark stays with its word."""
_NEVER_LAST = "（【《“‘(["


def _better_break(line: str, piece: str, width: int) -> int:
    """Return where to break instead of before a piece: at its bracket or blank; 0 if there."""
    whole = line + piece
    start = whole.rfind("（")
    if start > 0 and "）" not in whole[start:-1] and display_width(whole[start:]) <= width:
        return start
    start = line.rfind(" ")
    if start > 0 and piece[0] != " " and 2 * start >= len(line) and len(whole) <= width:
        return start + 1
    return 0


def _fitting(line: str, width: int) -> int:
    used = 0
    for position, char in enumerate(line):
        used += display_width(char)
        if used > width:
            return max(1, position)
    return len(line)


class TextTable:
    """
    One table laid out for a page width.

    `head` are the lines of the column heads; `pages` cuts the rows.
    """

    def __init__(self, table: RTable, page_width: int) -> None:
        self.table = table
        self.stub = has_stub(table)
        self.widths = self._widths(page_width)
        self.width = sum(self.widths) + _GAP * (len(self.widths) - 1)
        self.aligns = (["left"] if self.stub else []) + [c.align for c in table.columns]
        self.head = self._head()

    def _widths(self, page_width: int) -> list[int]:
        count = len(self.table.columns) + self.stub
        room = page_width - _GAP * (count - 1)
        # A size of two points makes half of it, a character, one point: widths are characters.
        fit = fit_columns(self.table, float(room), largest=2.0, smallest=2.0)
        widths = [max(_LEAST, int(room * share)) for share in fit.shares]
        while sum(widths) > room and max(widths) > _LEAST:
            widths[widths.index(max(widths))] -= 1
        if sum(widths) < room:
            widths[0] += room - sum(widths)
        return widths

    def _head(self) -> list[str]:
        lines: list[str] = []
        rows = head_rows(self.table)
        for level, cells in enumerate(rows):
            texts: list[list[str]] = []
            spans: list[int] = []
            aligns: list[str] = []
            rules: list[bool] = []
            column = 0
            if self.stub:
                stub = cells[0].runs if level == 0 and len(rows) == 1 else ()
                if level == len(rows) - 1:
                    stub = self.table.stub
                texts.append(wrapped(plain_text(stub), self.widths[0]))
                spans.append(self.widths[0])
                aligns.append("left")
                rules.append(False)
                column = 1
            for cell in cells[1:] if self.stub and level == 0 else cells:
                own = self.widths[column : column + cell.columns]
                width = sum(own) + _GAP * (len(own) - 1)
                texts.append(wrapped(plain_text(cell.runs), width))
                spans.append(width)
                aligns.append(cell.align)
                rules.append(cell.group)
                column += cell.columns
            depth = max((len(text) for text in texts), default=0)
            for line in range(depth):
                shown = [text[line - depth] if line >= depth - len(text) else "" for text in texts]
                lines.append(self._joined(shown, spans, aligns))
            if any(rules):
                shown = ["-" * w if rule else "" for w, rule in zip(spans, rules, strict=True)]
                lines.append(self._joined(shown, spans, aligns))
        return lines

    def _joined(self, texts: list[str], widths: list[int], aligns: list[str]) -> str:
        cells = zip(texts, widths, aligns, strict=True)
        return (" " * _GAP).join(pad(t, w, a) for t, w, a in cells).rstrip()

    def row_lines(self, row: RRow) -> list[str]:
        """Return the lines of a row; long labels go on indented."""
        indent = "  " * row.indent
        start = [""] if row.gap else []
        if row.kind == "head":
            label = wrapped(plain_text(row.label), self.width - len(indent))
            return [*start, *(indent + line for line in label)]
        texts: list[list[str]] = []
        if self.stub:
            room = self.widths[0] - len(indent)
            text = plain_text(row.label)
            fits = display_width(text) <= room and "\n" not in text
            first, *rest = wrapped(text, room if fits else room - 2) or [""]
            texts.append([indent + first, *(f"{indent}  {line}" for line in rest)])
        cells: tuple[Runs, ...] = row.cells
        for position, runs in enumerate(cells):
            width = self.widths[position + self.stub]
            texts.append(wrapped(plain_text(runs), width))
        depth = max((len(text) for text in texts), default=0)
        lines = [
            self._joined(
                [text[line] if line < len(text) else "" for text in texts], self.widths, self.aligns
            )
            for line in range(depth)
        ]
        return [*start, *lines]

    def pages(self, room: int) -> list[list[str]]:
        """Return the rows in pages of at most `room` lines, a row never cut."""
        pages: list[list[str]] = [[]]
        for position, row in enumerate(self.table.rows):
            lines = self.row_lines(row)
            need = len(lines)
            if row.kind == "head" and position + 1 < len(self.table.rows):
                need += len(self.row_lines(self.table.rows[position + 1]))
            if pages[-1] and (row.page_break or len(pages[-1]) + need > room):
                pages.append([])
            if not pages[-1] and lines and lines[0] == "":
                lines = lines[1:]
            pages[-1].extend(lines)
        return pages
