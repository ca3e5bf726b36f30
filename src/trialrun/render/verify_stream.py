"""
What a document must say, as a stream of lines and grids with their places.

Every medium is read back to the same shapes (`Line`, `Grid`) and compared with these. A line's
tokens are plain stretches and values; spaces at their ends say nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from trialrun.language import message_text
from trialrun.render.layout import (
    ContentsHead,
    Flat,
    Heading,
    flat_blocks,
    has_stub,
    head_rows,
    split_caption,
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
    RTable,
    Run,
    Runs,
    plain_text,
)

_SPACE = re.compile(r"[ \t\r\n]+")
PICTURE = "picture:"
"""How the id of a token that stands for a drawing begins; digests of its files follow."""


@dataclass(frozen=True)
class Token:
    """A stretch of text, or a value with its id."""

    text: str
    id: str = ""
    title: str = ""


@dataclass(frozen=True)
class Line:
    """
    A paragraph, a cell, a caption.

    `marker` is the number or bullet that a list prints before it; `links` are what its cross
    references and fields point at, in the medium's own words; `target` is a contents entry's;
    `notes` say what was found there that must not be in a document; `loose` are stretches of the
    document's own words that hold a digit, which only values and structure may.
    """

    place: str
    tokens: tuple[Token, ...]
    marker: str = ""
    links: tuple[str, ...] = ()
    kind: str = "text"
    target: str = ""
    notes: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line as one text."""
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True)
class Grid:
    """
    A table's head and rows, a row being its cells.

    `head` is how many rows are head, `stub` whether the first column holds labels, `breaks` the
    rows that begin a page; `lines` are its paragraphs as they stand in a file.
    """

    place: str
    rows: tuple[tuple[Line, ...], ...]
    id: str = ""
    head: int = 0
    stub: bool = False
    breaks: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Boxes:
    """A flow diagram: the lines of its boxes."""

    place: str
    lines: tuple[Line, ...]


Item = Line | Grid | Boxes


def squeezed(text: str) -> str:
    """Return text with each stretch of spaces as one space, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def tokens_of(runs: Iterable[Run | Token]) -> tuple[Token, ...]:
    """
    Return runs as tokens: neighbouring plain stretches joined, empty ones left out.

    Each stretch of spaces outside values counts as one; those at the ends of the line as none.
    """
    joined: list[Token] = []
    for run in runs:
        value = run.id if isinstance(run, Token) or run.kind == "value" else ""
        title = run.title if isinstance(run, Token) else ""
        if value:
            joined.append(Token(run.text, value, title))
        elif joined and not joined[-1].id:
            joined[-1] = Token(joined[-1].text + run.text)
        else:
            joined.append(Token(run.text))
    tokens = [t if t.id else Token(_SPACE.sub(" ", t.text)) for t in joined]
    if tokens and not tokens[0].id:
        tokens[0] = Token(tokens[0].text.lstrip(" "))
    if tokens and not tokens[-1].id:
        tokens[-1] = Token(tokens[-1].text.rstrip(" "))
    return tuple(token for token in tokens if token.text or token.id)


def references_of(runs: Runs) -> tuple[str, ...]:
    """Return the targets of the cross references among the runs."""
    return tuple(run.id for run in runs if run.kind == "structure" and run.id)


def loose_digits(runs: Runs) -> tuple[str, ...]:
    """Return the stretches of words that hold a digit, which belongs to no value."""
    return tuple(
        run.text for run in runs if run.kind == "text" and any(c.isdigit() for c in run.text)
    )


def expected_items(
    document: RDocument, drawings: Callable[[RFigure], str] | None = None
) -> list[Item]:
    """
    Return all that stands between running head and foot, in reading order.

    Args:
        document: what must be said.
        drawings: the digests of a figure's files, empty where it has none; None leaves drawings
            out.
    """
    return list(_Stream(document, drawings).items())


def running_line(document: RDocument, where: str) -> Line:
    """Return the running head ("header"), foot ("footer"), or head of the title page."""
    mark = (*document.mark, Run("\n")) if document.mark else ()
    heads = {"header": (*mark, *document.header), "footer": document.footer}
    runs = heads.get(where, document.mark)
    return Line(where, tokens_of(runs), loose=loose_digits(runs))


class _Stream:
    """Blocks of one document to items; counts paragraphs per section."""

    def __init__(self, document: RDocument, drawings: Callable[[RFigure], str] | None) -> None:
        self.document = document
        self.drawings = drawings
        self.section = "Front matter"
        self.counts: dict[str, int] = {}

    def items(self) -> Iterator[Item]:
        for position, paragraph in enumerate(title_page(self.document), start=1):
            yield self.paragraph(f"Title page, line {position}", paragraph)
        for block in flat_blocks(self.document):
            yield from self.block(block)

    def line(self, place: str, runs: Runs, marker: str = "") -> Line:
        return Line(place, tokens_of(runs), marker, references_of(runs), loose=loose_digits(runs))

    def paragraph(self, place: str, block: RParagraph) -> Line:
        line = self.line(place, block.runs)
        if block.style != "key":
            return line
        label, rest = split_key(block.runs)
        return replace(line, tokens=tokens_of((*label, Run(" "), *rest)))

    def count(self, word: str) -> str:
        key = f"{self.section}, {word}"
        self.counts[key] = self.counts.get(key, 0) + 1
        return f"{key} {self.counts[key]}"

    def block(self, block: Flat) -> Iterator[Item]:
        if isinstance(block, Heading):
            title = plain_text(block.runs)
            self.section = f"Section {block.number}" if block.number else f"Section “{title}”"
            line = self.line(f"{self.section}, heading", block.runs)
            yield replace(line, kind="heading", target=block.id)
        elif isinstance(block, ContentsHead):
            self.section = {
                f"{other.id}-head": name
                for other in flat_blocks(self.document)
                if isinstance(other, RContents)
                for name in [_CONTENTS[other.of]]
            }[block.id]
            yield self.line(f"{self.section}, heading", block.runs)
        elif isinstance(block, RParagraph):
            yield self.paragraph(self.count("paragraph"), block)
        elif isinstance(block, RBullets):
            for number, item in enumerate(block.items, start=1):
                marker = f"{number}." if block.ordered else "•"
                yield self.line(self.count("list item"), item, marker)
        elif isinstance(block, RTable):
            yield from self.table(block)
        elif isinstance(block, RFigure):
            yield from self.figure(block)
        elif isinstance(block, RFlow):
            yield from self.flow(block)
        else:
            yield from self.contents(block)

    def contents(self, block: RContents) -> Iterator[Item]:
        name = _CONTENTS[block.of]
        for position, (text, _, target) in enumerate(block.entries, start=1):
            tokens = tokens_of((Run(text),))
            place = f"{name}, entry {position}"
            yield Line(place, tokens, links=(target,), kind="contents", target=target)

    def label(self, block: RTable | RFigure | RFlow) -> str:
        word = message_text("report-table", self.document.language)
        english = "Table" if isinstance(block, RTable) else "Figure"
        if not block.caption:
            return f"{self.section}, table {block.id}"
        own = plain_text(split_caption(block.caption)[0])
        for other in (word, message_text("report-figure", self.document.language)):
            own = own.removeprefix(other)
        return f"{english} {own.strip()}"

    def caption(self, block: RTable | RFigure | RFlow, name: str) -> Iterator[Item]:
        if block.caption:
            line = self.line(f"{name}, caption", block.caption)
            yield replace(line, kind="caption", target=block.id)
        if not isinstance(block, RFlow) and block.population:
            yield self.line(f"{name}, population", block.population)

    def table(self, table: RTable, name: str = "") -> Iterator[Item]:
        name = name or self.label(table)
        yield from self.caption(table, name)
        yield self.grid(table, name)
        for position, note in enumerate(table.footnotes, start=1):
            yield self.line(f"{name}, footnote {position}", note)

    def figure(self, figure: RFigure) -> Iterator[Item]:
        name = self.label(figure)
        yield from self.caption(figure, name)
        digests = self.drawings(figure) if self.drawings is not None else ""
        if digests:
            words = squeezed(plain_text(figure.alternative) or plain_text(figure.caption))
            yield Line(f"{name}, drawing", (Token(words, PICTURE + digests),), kind="drawing")
        if figure.table is not None:
            yield from self.table(figure.table, name)
        for position, note in enumerate(figure.footnotes, start=1):
            yield self.line(f"{name}, footnote {position}", note)

    def flow(self, flow: RFlow) -> Iterator[Item]:
        name = self.label(flow)
        yield from self.caption(flow, name)
        lines: list[Line] = []
        boxes = [box for level in flow.levels for box in level]
        for number, box in enumerate(boxes, start=1):
            lines.extend(
                self.line(f"{name}, box {number}, line {position}", runs)
                for position, runs in enumerate(box, start=1)
            )
        yield Boxes(name, tuple(lines))

    def grid(self, table: RTable, name: str) -> Grid:
        columns = [
            " / ".join(squeezed(plain_text(part)) for part in column.path if part)
            for column in table.columns
        ]
        stub = has_stub(table)
        rows: list[tuple[Line, ...]] = []
        for cells in head_rows(table):
            line: list[Line] = []
            for cell in cells:
                words = squeezed(plain_text(cell.runs))
                line.append(self.line(f"{name}, column head {words}", cell.runs))
            rows.append(tuple(line))
        head = len(rows)
        paths = [
            " / ".join(squeezed(plain_text(part)) for part in row.path if part)
            for row in table.rows
        ]
        times = Counter(paths)
        for number, (row, path) in enumerate(zip(table.rows, paths, strict=True), start=1):
            where = f"{name}, row {path or number}"
            if path and times[path] > 1:
                where += f" (row {number})"
            body: list[Line] = []
            if stub or row.kind == "head":
                body.append(self.line(f"{where}, label", row.label))
            body.extend(
                self.line(f"{where}, column {column}", cell)
                for column, cell in zip(columns, row.cells, strict=False)
            )
            rows.append(tuple(body))
        breaks = tuple(
            position + head
            for position, row in enumerate(table.rows)
            if row.page_break and position
        )
        return Grid(name, tuple(rows), table.id, head, stub, breaks)


_CONTENTS = {"sections": "Contents", "tables": "List of tables", "figures": "List of figures"}
