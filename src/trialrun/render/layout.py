"""
What every medium needs to know before it writes: order, orientation, heads, widths.

A resolved document is a tree; pages are a sequence. `flat_blocks` is that sequence, the same for
every renderer and for `verify`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trialrun.language import message_text
from trialrun.report import (
    RBlock,
    RBullets,
    RColumn,
    RContents,
    RDocument,
    RFigure,
    RFlow,
    RParagraph,
    RSection,
    RTable,
    Run,
    Runs,
    Values,
    plain_text,
)


@dataclass(frozen=True)
class Materials:
    """
    What a renderer takes besides the document.

    Args:
        figures: folder with `DRAWING.LANGUAGE.svg` (and `.png`).
        values: what ids stand for, shown where a page can show more than its text.
        tree: the language-free document as JSON, attached where a file can carry it.
        font: file of a Chinese font; None finds one.
    """

    figures: Path | None = None
    values: Values | None = field(default=None, repr=False)
    tree: str = field(default="", repr=False)
    font: Path | None = None

    def drawing(self, name: str, language: str, suffix: str) -> Path | None:
        """Return the file of a drawing, or None where there is none."""
        if self.figures is None:
            return None
        path = self.figures / f"{name}.{language}{suffix}"
        return path if path.is_file() else None


@dataclass(frozen=True)
class Heading:
    """The heading of a section."""

    id: str
    number: str
    runs: Runs
    level: int
    page_break: bool


@dataclass(frozen=True)
class ContentsHead:
    """The line above a generated list."""

    id: str
    runs: Runs


Leaf = RParagraph | RBullets | RTable | RFigure | RFlow | RContents
Flat = Heading | ContentsHead | Leaf


@dataclass(frozen=True)
class Stretch:
    """Blocks that stand on pages of one orientation."""

    landscape: bool
    blocks: tuple[Flat, ...]


@dataclass(frozen=True)
class HeadCell:
    """A cell of a table's head: it spans `columns` columns and `rows` rows."""

    runs: Runs
    columns: int = 1
    rows: int = 1
    align: str = "center"
    group: bool = False


def title_page(document: RDocument) -> tuple[RParagraph, ...]:
    """Return the paragraphs of the title page: the first of the front matter, with the title."""
    page: list[RParagraph] = []
    for block in document.front:
        if not isinstance(block, RParagraph):
            break
        page.append(block)
    if not any(block.style == "title" for block in page):
        page.insert(0, RParagraph(f"{document.id}-title", document.title, "title"))
    return tuple(page)


def flat_blocks(document: RDocument) -> tuple[Flat, ...]:
    """Return all blocks after the title page in reading order."""
    count = 0
    for block in document.front:
        if not isinstance(block, RParagraph):
            break
        count += 1
    return (
        *_flat(document.front[count:], document.language, in_section=False),
        *_flat(document.sections, document.language, in_section=False),
    )


def _flat(blocks: tuple[RBlock, ...], language: str, *, in_section: bool) -> Iterator[Flat]:
    for position, block in enumerate(blocks):
        if isinstance(block, RSection):
            if block.heading:
                yield Heading(block.id, block.number, block.heading, block.level, block.page_break)
            yield from _flat(block.blocks, language, in_section=True)
            continue
        if isinstance(block, RContents) and not (in_section and position == 0):
            word = message_text(f"render-contents-{block.of}", language)
            yield ContentsHead(f"{block.id}-head", (Run(word),))
        yield block


def stretches(document: RDocument) -> tuple[Stretch, ...]:
    """Cut the blocks where pages turn; headings go with the table that they stand over."""
    cut: list[tuple[bool, list[Flat]]] = [(False, [])]
    for block in flat_blocks(document):
        wide = isinstance(block, RTable) and block.landscape
        if wide != cut[-1][0]:
            # A heading at the end of a stretch belongs to what follows.
            moved: list[Flat] = []
            while cut[-1][1] and isinstance(cut[-1][1][-1], Heading):
                moved.insert(0, cut[-1][1].pop())
            if cut[-1][1]:
                cut.append((wide, moved))
            else:
                cut[-1] = (wide, moved)
                if len(cut) > 1 and cut[-2][0] == wide:
                    cut[-2][1].extend(cut.pop()[1])
        cut[-1][1].append(block)
    return tuple(Stretch(wide, tuple(blocks)) for wide, blocks in cut if blocks)


def has_stub(table: RTable) -> bool:
    """Return whether the table has a column of row labels."""
    return bool(table.stub) or any(row.label for row in table.rows)


def head_rows(table: RTable) -> tuple[tuple[HeadCell, ...], ...]:
    """
    Return the rows of a table's head, label column included.

    Neighbouring columns under one group share its cell; a column with fewer lines than others
    stands at the bottom.
    """
    depth = max((len(column.path) for column in table.columns), default=1)
    paths = [((),) * (depth - len(c.path)) + c.path for c in table.columns]
    rows: list[tuple[HeadCell, ...]] = []
    for level in range(depth):
        cells: list[HeadCell] = []
        if has_stub(table) and level == 0:
            cells.append(HeadCell(table.stub, rows=depth, align="left"))
        column = 0
        while column < len(paths):
            end = column + 1
            last = level == depth - 1
            while (
                not last
                and paths[column][level]
                and end < len(paths)
                and paths[end][: level + 1] == paths[column][: level + 1]
            ):
                end += 1
            own: RColumn = table.columns[column]
            runs = paths[column][level]
            align = own.align if last else "center"
            cells.append(HeadCell(runs, end - column, 1, align, group=bool(runs) and not last))
            column = end
        rows.append(tuple(cells))
    return tuple(rows)


def display_width(text: str) -> int:
    """
    Return how many columns of a fixed-width page a text takes.

    >>> display_width("Age 年龄")
    8
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def column_characters(table: RTable, *, most: int = 46) -> tuple[float, ...]:
    """Return how many characters each column wants, the label column first where there is one."""
    wants: list[float] = []
    if has_stub(table):
        labels = [
            display_width(plain_text(row.label)) + 2 * row.indent
            for row in table.rows
            if row.kind == "data"
        ]
        labels.append(display_width(plain_text(table.stub)))
        wants.append(float(min(max(labels, default=8) + 2, most)))
    for position, column in enumerate(table.columns):
        texts = [plain_text(row.cells[position]) for row in table.rows if row.cells]
        body = max((display_width(text) for text in texts), default=1)
        head = plain_text(column.path[-1]) if column.path else ""
        words = max((display_width(word) for word in _breakable(head)), default=1)
        wants.append(max(float(min(body, most)), float(words), 4.0) * column.width + 2)
    return tuple(wants)


def _breakable(text: str) -> list[str]:
    """Pieces between which a line may break."""
    pieces: list[str] = []
    for word in text.split():
        wide = [char for char in word if display_width(char) > 1]
        pieces.append(word[:6] if len(wide) > 4 else word)
    return pieces


def column_shares(table: RTable) -> tuple[float, ...]:
    """Return the share of the page's width of each column; they add up to one."""
    wants = column_characters(table)
    return tuple(want / sum(wants) for want in wants)


def needed_characters(table: RTable, *, most: int = 46, prose: int = 18) -> float:
    """Return how many characters the columns need side by side; prose can wrap, numbers can not."""
    bodies = [
        [plain_text(row.cells[k]) for row in table.rows if row.cells]
        for k in range(len(table.columns))
    ]
    if has_stub(table):
        bodies.append([plain_text(row.label) for row in table.rows if row.kind == "data"])
    wants = column_characters(table)
    wants = (*wants[1:], wants[0]) if has_stub(table) else wants
    return sum(
        min(want, prose + 2)
        if max((display_width(text) for text in texts), default=0) > most
        else want
        for want, texts in zip(wants, bodies, strict=True)
    )


def table_size(table: RTable, width_points: float, *, largest: float, smallest: float) -> float:
    """Return the type size, in half points, at which a table's columns fit a width."""
    characters = needed_characters(table)
    size = width_points / (characters * 0.5)
    return max(smallest, min(largest, int(size * 2) / 2))


def split_caption(caption: Runs) -> tuple[Runs, Runs]:
    """Return the label with its number, and the title."""
    for position, run in enumerate(caption):
        if run.kind == "text" and run.text == "  ":
            return caption[:position], caption[position + 1 :]
    return (), caption


def without_gap(runs: Runs) -> Runs:
    """Return runs without the space between a number and its title."""
    return runs[1:] if runs and runs[0] == Run("  ") else runs


def split_key(runs: Runs) -> tuple[Runs, Runs]:
    """Cut a `label: value` line after its colon."""
    for position, run in enumerate(runs):
        for colon in ("：", ":"):
            if run.kind == "text" and colon in run.text:
                label, _, rest = run.text.partition(colon)
                after = (Run(rest.lstrip()),) if rest.strip() else ()
                return (*runs[:position], Run(label + colon)), (*after, *runs[position + 1 :])
    return runs, ()
