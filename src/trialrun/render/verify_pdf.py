"""A PDF against the document: its text in the order drawn, its running heads, pages and tree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from trialrun.render.layout import flat_blocks
from trialrun.render.pdf_text import Chunk, PdfFile
from trialrun.render.verify_align import Region, differing_regions
from trialrun.render.verify_compare import Difference
from trialrun.render.verify_stream import (
    Boxes,
    Grid,
    Item,
    Line,
    expected_items,
    running_line,
    squeezed,
)
from trialrun.render.word_parts import page_words
from trialrun.report import RDocument, RFigure, plain_text

PAGE_MARK = "\ue000"
"""Stands for the page number of a contents entry in both texts; the number is compared apart."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the expected text, without its spaces."""

    place: str
    text: str
    shown: str
    id: str = ""
    target: str = ""
    table: str = ""


@dataclass
class Found:
    """The text of a file's pages, without spaces, and where each stretch of it stands."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    numbers: list[tuple[int, str]] = field(default_factory=list)
    repeated: list[tuple[int, int, str]] = field(default_factory=list)


def compare_pdf(pdf: PdfFile, document: RDocument) -> Iterator[Difference]:
    """Yield all differences of a PDF's pages from a document."""
    items = expected_items(document)
    pieces = list(expected_pieces(items))
    found = found_text(pdf.chunks)
    pages = _Pages(pieces, found)
    yield from _joined(pages.differences())
    yield from pages.page_numbers()
    yield from pages.repeated_heads(items)
    yield from _running(pdf, document)
    yield from _others(pdf, document)


def spaced(text: str, like: str) -> str:
    """
    Return a text without spaces with those of another of the same length.

    >>> spaced("76.1years", "75.1 years")
    '76.1 years'
    """
    if len(text) != len(_packed(like)):
        return text
    rest = iter(text)
    return "".join(char if char.isspace() else next(rest) for char in like)


def _joined(differences: Iterator[Difference]) -> Iterator[Difference]:
    """Yield differences with all that is missing from one line said at once."""
    for (place, missing), group in groupby(differences, key=lambda d: (d.place, not d.found)):
        told = list(group)
        if missing and len(told) > 1:
            yield Difference(place, "missing", "".join(d.expected for d in told), "")
        else:
            yield from told


def _packed(text: str) -> str:
    return "".join(text.split())


def expected_pieces(items: list[Item]) -> Iterator[Piece]:
    """Yield the expected text in the order in which pages draw it."""
    table = ""
    for item in items:
        if isinstance(item, Grid):
            table = item.id
        if isinstance(item, Line):
            # Footnotes are drawn inside their table, so that they never stand on a page without it.
            yield from _line_pieces(item, table if ", footnote " in item.place else "")
        elif isinstance(item, Boxes):
            for line in item.lines:
                yield from _line_pieces(line)
        else:
            head = _head_lines(item)
            for line in head:
                yield from _line_pieces(line)
            for position, row in enumerate(item.rows[item.head :], start=item.head):
                if position in item.breaks:
                    for line in head:
                        yield from _line_pieces(line, item.id)
                for line in row:
                    yield from _line_pieces(line, item.id)


def _head_lines(grid: Grid) -> list[Line]:
    """Return the cells of a head in the order drawn: one over several rows stands in the last."""
    rows = [list(row) for row in grid.rows[: grid.head]]
    if grid.stub and len(rows) > 1:
        rows[-1].insert(0, rows[0].pop(0))
    return [line for row in rows for line in row]


def _line_pieces(line: Line, table: str = "") -> Iterator[Piece]:
    if line.marker:
        yield Piece(line.place, line.marker, line.marker)
    for position, token in enumerate(line.tokens):
        target = line.target if line.kind != "contents" and position == 0 else ""
        yield Piece(line.place, _packed(token.text), token.text, token.id, target, table)
    if line.kind == "contents":
        yield Piece(line.place, PAGE_MARK, "", "", line.target)


def found_text(chunks: list[Chunk]) -> Found:
    """Return the text that pages draw as content; page numbers behind leaders are taken out."""
    found = Found()
    parts: list[str] = []
    length = 0
    led = False
    for chunk in chunks:
        text = _packed(chunk.text)
        if chunk.role == "layout":
            led = led or bool(text)
        elif chunk.role == "repeated":
            found.repeated.append((chunk.page, length, text))
        elif chunk.role == "content" and text:
            if led and text.isdecimal():
                found.numbers.append((length, text))
                text = PAGE_MARK
            led = False
            found.starts.append(length)
            found.pages.append(chunk.page)
            parts.append(text)
            length += len(text)
    found.text = "".join(parts)
    return found


class _Pages:
    """Expected pieces and found text, aligned."""

    def __init__(self, pieces: list[Piece], found: Found) -> None:
        self.pieces = pieces
        self.found = found
        self.starts: list[int] = []
        length = 0
        for piece in pieces:
            self.starts.append(length)
            length += len(piece.text)
        self.text = "".join(piece.text for piece in pieces)
        self.regions: list[Region] = differing_regions(self.text, found.text)
        self.ends = [region[1] for region in self.regions]

    def piece_at(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    def chunk_at(self, position: int) -> int:
        return bisect_right(self.found.starts, position) - 1

    def there(self, position: int) -> int:
        """Return where in the found text an expected position stands."""
        k = bisect_right(self.ends, position) - 1
        shift = self.regions[k][3] - self.regions[k][1] if k >= 0 else 0
        after = self.regions[k + 1] if k + 1 < len(self.regions) else None
        if after is not None and after[0] <= position < after[1]:
            return min(after[2] + position - after[0], after[3])
        return position + shift

    def differences(self) -> Iterator[Difference]:
        said: set[int] = set()
        for region in self.regions:
            for number in self.pieces_of(region):
                piece = self.pieces[number]
                if number in said:
                    continue
                said.add(number)
                found = self.found_for(number, region)
                yield Difference(
                    piece.place, "value" if piece.id else "text", piece.shown, found, piece.id
                )

    def pieces_of(self, region: Region) -> list[int]:
        """Return the pieces that a region changes; an insertion belongs to what it is drawn with."""
        i1, i2, j1, _ = region
        if i2 > i1:
            first, last = self.piece_at(i1), self.piece_at(i2 - 1)
            return [k for k in range(first, last + 1) if self.pieces[k].text]
        with_previous = j1 > 0 and self.chunk_at(j1) == self.chunk_at(j1 - 1)
        return [self.piece_at(i1 - 1 if with_previous and i1 > 0 else i1)]

    def found_for(self, number: int, region: Region) -> str:
        start = self.starts[number]
        end = start + len(self.pieces[number].text)
        j1 = min(self.there(start), region[2]) if start <= region[0] else self.there(start)
        j2 = max(self.there(end), region[3]) if end >= region[1] else self.there(end)
        found = self.found.text[j1:j2].replace(PAGE_MARK, "")
        return spaced(found, self.pieces[number].shown)[:300]

    def page_of(self, position: int) -> int:
        chunk = self.chunk_at(self.there(position))
        return self.found.pages[chunk] if self.found.pages and chunk >= 0 else 0

    def page_numbers(self) -> Iterator[Difference]:
        """Yield contents entries whose page is not where their section or table stands."""
        pages = {
            piece.target: self.page_of(start)
            for piece, start in zip(self.pieces, self.starts, strict=True)
            if piece.target and piece.text != PAGE_MARK
        }
        printed = dict(self.found.numbers)
        for piece, start in zip(self.pieces, self.starts, strict=True):
            if piece.text != PAGE_MARK:
                continue
            number = printed.get(self.there(start), "")
            page = str(pages.get(piece.target, ""))
            if number and number != page:
                yield Difference(piece.place, "page number", page, number)

    def repeated_heads(self, items: list[Item]) -> Iterator[Difference]:
        """Yield heads of tables that go on which are not the table's own."""
        heads = {
            item.id: _packed("".join(line.text for line in _head_lines(item)))
            for item in items
            if isinstance(item, Grid)
        }
        places = {item.id: item.place for item in items if isinstance(item, Grid)}
        joined: dict[tuple[int, int], str] = {}
        for page, position, text in self.found.repeated:
            joined[page, position] = joined.get((page, position), "") + text
        at = {self.there(start): k for k, start in enumerate(self.starts) if self.pieces[k].text}
        begun = sorted(at)
        for (page, position), text in joined.items():
            near = at.get(position)
            if near is None:  # a long cell goes on below the head
                before = bisect_right(begun, position)
                near = at[begun[before - 1]] if before else None
            table = self.pieces[near].table if near is not None else ""
            if heads.get(table) != text:
                place = f"{places.get(table, 'a table')}, head repeated on page {page}"
                yield Difference(place, "text", heads.get(table, ""), text)


def _running(pdf: PdfFile, document: RDocument) -> Iterator[Difference]:
    """Yield running heads and feet that are not the document's, page k of n among them."""
    head = running_line(document, "header").text
    foot = running_line(document, "footer").text
    cover = running_line(document, "cover").text
    for page in range(1, pdf.pages + 1):
        fields = {"page": str(page), "pages": str(pdf.pages)}
        words = "".join(
            fields[text] if is_field else text for text, is_field in page_words(document.language)
        )
        for role, expected in (("header", head), ("footer", f"{foot} {words}")):
            found = "".join(c.text for c in pdf.chunks if c.page == page and c.role == role)
            first = cover if role == "header" else ""
            wanted = first if page == 1 else expected
            if _packed(found) != _packed(wanted):
                yield Difference(f"{role} of page {page}", "text", wanted, squeezed(found))


def _others(pdf: PdfFile, document: RDocument) -> Iterator[Difference]:
    """Yield what else is amiss: hidden text, leaders that say something, drawings, title."""
    for chunk in pdf.chunks:
        if chunk.note:
            place = f"page {chunk.page}"
            yield Difference(place, "hidden", "", f"{squeezed(chunk.text)} ({chunk.note})")
        if chunk.role == "layout" and chunk.text.strip(". \u00a0"):
            yield Difference(f"page {chunk.page}", "added", "", squeezed(chunk.text))
    for note in pdf.notes:
        yield Difference("the file", "structure", "", note)
    drawn = [squeezed(c.alternative) for c in pdf.chunks if c.alternative]
    figures = [
        squeezed(plain_text(block.alternative) or plain_text(block.caption))
        for block in flat_blocks(document)
        if isinstance(block, RFigure)
    ]
    if drawn and drawn != figures:
        yield Difference("the drawings", "text", " | ".join(figures), " | ".join(drawn))
    title = squeezed(plain_text(document.title))
    if squeezed(pdf.title) != title:
        yield Difference("the file's title", "text", title, pdf.title)
