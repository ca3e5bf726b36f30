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
    RRow,
    RSection,
    RTable,
    Run,
    Runs,
    Values,
    plain_text,
)

SHORT_ROWS = 16
"""A table of at most so many rows is kept on one page where it fits."""


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
        if wide != cut[-1][0] or _is_display(block):
            # A heading at the end of a stretch belongs to what follows.
            moved: list[Flat] = []
            while cut[-1][1] and isinstance(cut[-1][1][-1], Heading):
                moved.insert(0, cut[-1][1].pop())
            if cut[-1][1]:
                cut.append((wide, moved))
            else:
                cut[-1] = (wide, moved)
        cut[-1][1].append(block)
    return tuple(Stretch(wide, tuple(blocks)) for wide, blocks in cut if blocks)


def _is_display(block: Flat) -> bool:
    """Return whether a block is a display with a number of its own: it begins a page."""
    if not isinstance(block, RTable | RFigure):
        return False
    return any(run.kind == "value" for run in split_caption(block.caption)[0])


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
            group = bool(runs) and not last and end - column > 1
            cells.append(HeadCell(runs, end - column, 1, align, group=group))
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


@dataclass(frozen=True)
class Fit:
    """How a table fits a width: each column's share, and the size of its type in points."""

    shares: tuple[float, ...]
    size: float


def fit_columns(table: RTable, points: float, *, largest: float, smallest: float) -> Fit:
    """
    Return the columns' shares of a width, the label column first, and the size of the type.

    Each column has room for what must not break; what is left goes to those that want more. The
    type is made smaller only for what must not break.

    Args:
        table: the table.
        points: width of the page's text.
        largest: size of type where there is room.
        smallest: size below which nothing is set.
    """
    columns = [_needs_and_wants(texts, head, weight) for texts, head, weight in _columns(table)]
    needs = [need + _GUTTER for need, _ in columns]
    wants = [max(need, want + _GUTTER) for need, (_, want) in zip(needs, columns, strict=True)]
    size = points / (sum(needs) * _CHARACTER)
    size = max(smallest, min(largest, int(size * 2) / 2))
    room = points / (size * _CHARACTER)
    spare, wanted = max(0.0, room - sum(needs)), sum(wants) - sum(needs)
    part = min(1.0, spare / wanted) if wanted > 0 else 0.0
    widths = [need + part * (want - need) for need, want in zip(needs, wants, strict=True)]
    return Fit(tuple(width / sum(widths) for width in widths), size)


_CHARACTER = 0.5
"""Width of a character, on average, in sizes of the type."""
_GUTTER = 2.0
_LEAST, _READABLE, _WIDEST = 4, 14, 46


def _columns(table: RTable) -> Iterator[tuple[list[str], str, float]]:
    """Yield the texts of each column, the lines of its own head and its weight; labels first."""
    if has_stub(table):
        labels = [
            "\u00a0" * 2 * row.indent + plain_text(row.label)
            for row in table.rows
            if row.kind == "data"
        ]
        yield labels, plain_text(table.stub), 1.0
    for position, column in enumerate(table.columns):
        texts = [plain_text(row.cells[position]) for row in table.rows if row.cells]
        beside = [table.columns[k].path for k in (position - 1, position + 1) if _has(table, k)]
        own = [
            plain_text(part)
            for level, part in enumerate(column.path)
            if all(path[: level + 1] != column.path[: level + 1] for path in beside)
        ]
        yield texts, "\n".join(own), column.width


def _has(table: RTable, position: int) -> bool:
    return 0 <= position < len(table.columns)


def _needs_and_wants(texts: list[str], head: str, weight: float) -> tuple[float, float]:
    """Return how many characters must stand on one line, and how many would be liked."""
    words = max((display_width(word) for t in (*texts, head) for word in _breakable(t)), default=1)
    longest = max((display_width(line) for text in texts for line in text.split("\n")), default=1)
    # Words may wrap; numbers with their brackets and commas stand on one line.
    numbers = [line for text in texts for line in text.split("\n") if _is_number(line)]
    whole = max((_set_width(line) for line in numbers), default=0)
    need = float(max(words, min(whole, _WIDEST), min(longest, _READABLE), _LEAST))
    want = max(need, min(float(longest), _WIDEST * weight))
    return need, want


def _set_width(text: str) -> float:
    """Return the width of a text as it is set: digits are wide, and Chinese stands off them."""
    sides = [display_width(char) > 1 and char.isalpha() for char in text]
    plain = [char.isascii() and char.isalnum() for char in text]
    gaps = sum(
        (sides[k] and plain[k + 1]) or (plain[k] and sides[k + 1]) for k in range(len(text) - 1)
    )
    return display_width(text) + 0.5 * gaps + 0.1 * sum(char.isdecimal() for char in text)


def _is_number(text: str) -> bool:
    """
    Return whether a text is mostly digits and signs.

    A Chinese sentence with many numbers is prose: it has few characters, and each is a word.

    >>> _is_number("24.1 (12.19)"), _is_number("2013年1月14日（第61天）")
    (True, True)
    >>> _is_number("各组86、84、84例；有效性人群79、81、74例。")
    False
    """
    letters = [char for char in text if char.isalpha()]
    wide = sum(display_width(char) > 1 for char in letters)
    return 2 * len(letters) <= len(text) and wide <= _MARKS


_MARKS = 5
"""Most Chinese characters that a number carries: those of a date and its day."""


def has_prose(table: RTable) -> bool:
    """Return whether rows are likely to wrap: they then want more space between them."""
    return any(
        display_width(plain_text(cell)) > _WIDEST
        for row in table.rows
        for cell in (row.label, *row.cells)
    )


def _breakable(text: str) -> list[str]:
    """Pieces between which a line may break."""
    pieces: list[str] = []
    for word in text.replace("-", "- ").replace("/", "/ ").split():
        wide = sum(display_width(char) > 1 for char in word)
        pieces.append(word[:7] if wide > 4 else word)
    return pieces


def long_row(row: RRow) -> bool:
    """Return whether a row holds so much text that it may go over a page."""
    return any(len(plain_text(cell)) > _LONG for cell in (row.label, *row.cells))


_LONG = 500


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
