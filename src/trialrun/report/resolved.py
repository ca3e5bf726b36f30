"""A document in one language: what renderers write and `verify` compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from trialrun.language import message_parts, message_text
from trialrun.report.blocks import (
    Block,
    Bullets,
    Contents,
    Document,
    Figure,
    Flow,
    Paragraph,
    Section,
    Table,
    ToWrite,
)
from trialrun.report.resolve import Run, Runs, Values, plain_text, resolve_content

Style = Literal["body", "lead", "note", "title", "subtitle", "key", "notice", "to-write", "written"]


@dataclass(frozen=True)
class RParagraph:
    """A paragraph of runs."""

    id: str
    runs: Runs
    style: Style = "body"


@dataclass(frozen=True)
class RBullets:
    """A list."""

    id: str
    items: tuple[Runs, ...]
    ordered: bool


@dataclass(frozen=True)
class RColumn:
    """A column with its head from the outermost group to the last line."""

    id: str
    path: tuple[Runs, ...]
    align: str
    width: float


@dataclass(frozen=True)
class RRow:
    """A row; `cells` are as many as the columns, or none in a `head` row."""

    id: str
    label: Runs
    path: tuple[Runs, ...]
    cells: tuple[Runs, ...]
    indent: int
    gap: bool
    kind: str
    page_break: bool


@dataclass(frozen=True)
class RTable:
    """A table; `caption` is "Table", its number and title."""

    id: str
    caption: Runs
    population: Runs
    stub: Runs
    columns: tuple[RColumn, ...]
    rows: tuple[RRow, ...]
    footnotes: tuple[Runs, ...]
    landscape: bool
    anchor: str


@dataclass(frozen=True)
class RFigure:
    """A figure; `drawing` names its files."""

    id: str
    caption: Runs
    population: Runs
    drawing: str
    alternative: Runs
    table: RTable | None
    footnotes: tuple[Runs, ...]
    anchor: str


@dataclass(frozen=True)
class RFlow:
    """A flow diagram: levels of boxes, a box being lines of runs."""

    id: str
    caption: Runs
    levels: tuple[tuple[tuple[Runs, ...], ...], ...]
    anchor: str


@dataclass(frozen=True)
class RContents:
    """A generated list: (text, level, target) of what it lists."""

    id: str
    of: str
    entries: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class RSection:
    """A section; `heading` is its number (structure) and title."""

    id: str
    number: str
    heading: Runs
    level: int
    blocks: tuple[RBlock, ...]
    page_break: bool


RBlock = RParagraph | RBullets | RTable | RFigure | RFlow | RContents | RSection


@dataclass(frozen=True)
class RDocument:
    """A whole document in one language."""

    id: str
    kind: str
    language: str
    title: Runs
    header: Runs
    footer: Runs
    front: tuple[RBlock, ...]
    sections: tuple[RSection, ...]
    date: str
    mark: Runs = ()


def resolve_document(document: Document, language: str, values: Values) -> RDocument:
    """
    Return a document in one language.

    Tables and figures without a number of their own are numbered in the order in which they
    stand; cross references print what they point at.

    Raises:
        KeyError: a slot or a reference without its value.
    """
    resolver = _Resolver(document, language, values)
    return RDocument(
        id=document.id,
        kind=document.kind,
        language=language,
        title=resolver.runs(document.title),
        header=resolver.runs(document.header),
        footer=resolver.runs(document.footer),
        front=tuple(resolver.block(block) for block in document.front),
        sections=tuple(resolver.section(section) for section in document.sections),
        date=document.date,
        mark=resolver.runs(document.mark),
    )


class _Resolver:
    """One document, one language: numbers captions and resolves blocks."""

    def __init__(self, document: Document, language: str, values: Values) -> None:
        self.language = language
        self.values = values
        self.numbers = _caption_numbers(document)
        self.references: dict[str, str] = {}
        sections = list(_sections(document.sections))
        for section in sections:
            parts = message_parts("report-section-reference", language, slots=("number",))
            self.references[section.id] = "".join(
                section.number if is_slot else text for text, is_slot in parts
            )
        for block in blocks_of(document):
            if isinstance(block, Table | Figure | Flow):
                self.references[block.id] = plain_text(self._label(block)).strip()
        self.section_entries = [
            (
                plain_text((*self._number(section), *self.runs(section.title))),
                section.level,
                section.id,
            )
            for section in sections
        ]
        self.captions: dict[str, list[tuple[str, int, str]]] = {"tables": [], "figures": []}
        for block in blocks_of(document):
            if isinstance(block, Table) and block.caption:
                entry = (plain_text(self.caption(block)), 1, block.id)
                self.captions["tables"].append(entry)
            elif isinstance(block, Figure | Flow):
                self.captions["figures"].append((plain_text(self.caption(block)), 1, block.id))

    def runs(self, content: object) -> Runs:
        return resolve_content(content, self.language, self.values, self.references)  # type: ignore[arg-type]

    def _number(self, section: Section) -> Runs:
        return (Run(section.number, "structure"), Run("  ")) if section.number else ()

    def _label(self, block: Table | Figure | Flow) -> Runs:
        word = "report-table" if isinstance(block, Table) else "report-figure"
        number: Runs
        own = block.number if isinstance(block, Table | Figure) else ()
        if own:
            number = resolve_content(own, self.language, self.values)
        else:
            number = (Run(self.numbers[block.id], "structure"),)
        return (Run(message_text(word, self.language) + " "), *number)

    def caption(self, block: Table | Figure | Flow) -> Runs:
        return (*self._label(block), Run("  "), *self.runs(block.title))

    def section(self, section: Section) -> RSection:
        return RSection(
            id=section.id,
            number=section.number,
            heading=(*self._number(section), *self.runs(section.title)),
            level=section.level,
            blocks=tuple(self.block(block) for block in section.blocks),
            page_break=section.page_break,
        )

    def block(self, block: Block) -> RBlock:
        if isinstance(block, Section):
            return self.section(block)
        if isinstance(block, Paragraph):
            return RParagraph(block.id, self.runs(block.content), block.style)
        if isinstance(block, Bullets):
            return RBullets(block.id, tuple(map(self.runs, block.items)), block.ordered)
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Figure):
            return self.figure(block)
        if isinstance(block, Flow):
            levels = tuple(
                tuple(tuple(map(self.runs, box.lines)) for box in level) for level in block.levels
            )
            return RFlow(block.id, self.caption(block), levels, block.id)
        if isinstance(block, ToWrite):
            if block.written is not None:
                return RParagraph(block.id, self.runs((block.written,)), "written")
            return RParagraph(block.id, self.runs(block.hint), "to-write")
        return self.contents(block)

    def contents(self, block: Contents) -> RContents:
        entries = self.section_entries if block.of == "sections" else self.captions[block.of]
        return RContents(block.id, block.of, tuple(entries))

    def table(self, table: Table) -> RTable:
        columns = tuple(
            RColumn(c.id, tuple(map(self.runs, c.path)), c.align, c.width) for c in table.columns
        )
        rows = tuple(
            RRow(
                row.id,
                self.runs(row.label),
                tuple(map(self.runs, row.path)),
                tuple(map(self.runs, row.cells)),
                row.indent,
                row.gap,
                row.kind,
                row.page_break,
            )
            for row in table.rows
        )
        return RTable(
            id=table.id,
            caption=self.caption(table) if table.caption else (),
            population=self.runs(table.population),
            stub=self.runs(table.stub),
            columns=columns,
            rows=rows,
            footnotes=tuple(map(self.runs, table.footnotes)),
            landscape=table.landscape,
            anchor=table.id,
        )

    def figure(self, figure: Figure) -> RFigure:
        return RFigure(
            id=figure.id,
            caption=self.caption(figure),
            population=self.runs(figure.population),
            drawing=figure.drawing,
            alternative=self.runs(figure.alternative),
            table=self.table(figure.table) if figure.table else None,
            footnotes=tuple(map(self.runs, figure.footnotes)),
            anchor=figure.id,
        )


def blocks_of(document: Document) -> Iterator[Block]:
    """Yield every block of a document in reading order, sections before what they hold."""

    def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
        for block in blocks:
            yield block
            if isinstance(block, Section):
                yield from walk(block.blocks)

    yield from walk(document.front)
    yield from walk(document.sections)


def _sections(blocks: tuple[Block, ...]) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _sections(block.blocks)


def _caption_numbers(document: Document) -> Mapping[str, str]:
    """Number the tables and figures that have no number of their own, each kind from 1."""
    counts = {"table": 0, "figure": 0}
    numbers: dict[str, str] = {}
    for block in blocks_of(document):
        if isinstance(block, Table) and block.caption and not block.number:
            counts["table"] += 1
            numbers[block.id] = str(counts["table"])
        elif isinstance(block, Flow) or (isinstance(block, Figure) and not block.number):
            counts["figure"] += 1
            numbers[block.id] = str(counts["figure"])
        elif isinstance(block, Table) and not block.caption:
            numbers[block.id] = ""
    return numbers
