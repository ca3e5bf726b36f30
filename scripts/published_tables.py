"""
Published text tables, read alone: pages, column heads, rows, cells and the numbers in them.

Two kinds are read. Pages as they were printed: cells stand under each other, heads and footnotes
return on every page, a label too long continues on the next line at the left margin. And tables
with `|` between the cells, heads and footnotes after `#`.

What counts: numbers in cells. Row labels, column heads (also their N=), titles and footnotes do
not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

NUMBER = re.compile(r"[<>]?=?\s*[-+]?(?:\d+(?:\.\d+)?|\.\d+)")
VALUE = r"[<>]?=?[-+]?(?:\d+(?:\.\d+)?|\.\d+)%?\*?"
CELL = re.compile(rf"{VALUE}(?:\s*\([^()\[\]]*\))?|\([^()\[\]A-Za-z]*\d[^()\[\]A-Za-z]*\)|\[\d+\]")
TITLE = re.compile(r"\bTable\s+(\d+(?:-\d+)?(?:\.\d+)*)\s*$")
FILE_NUMBER = re.compile(r"(\d+-\d+(?:\.\d+)*)")
NEW_PAGE = re.compile(r"^(?:-{2,}.*\bpage\b.*-{2,}\s*$|\f)", re.IGNORECASE)
FOOTNOTE = re.compile(r"^(?:\[\d+\]|notes?\b|source:)", re.IGNORECASE)
HEAD_COUNT = re.compile(r"\(N\s*=\s*\d+\)")
COUNTED_WORD = re.compile(r"\b(?:wk|week|visit|day|month|year|cycle|hour)\s$", re.IGNORECASE)
UNDERLINE = re.compile(r"[-_=]{4,}")
ROUNDS = 3
"""Rows with gaps are placed this often: each time by what was found the time before."""

KINDS = {"value": 0, "with brackets": 1, "brackets": 2, "count in []": 3}
OTHER_KIND = 25.0
"""Cost, in characters of distance, of a cell in a column that holds another kind of cell."""


class TableError(Exception):
    """A text that is no such table."""


@dataclass(frozen=True)
class Row:
    """One row: its labels from the outermost, and its cells by column from 0."""

    path: tuple[str, ...]
    cells: dict[int, str]


@dataclass(frozen=True)
class Table:
    """One table: `heads` are the words of its column heads with the place of each."""

    number: str
    rows: tuple[Row, ...]
    columns: int
    heads: tuple[tuple[float, str], ...] = ()

    def count(self) -> int:
        """Return how many numbers stand in the cells."""
        return sum(len(numbers_in(text)) for row in self.rows for text in row.cells.values())


@dataclass
class _Line:
    """A printed row on its way: label parts and cells with where they begin and end."""

    labels: list[tuple[int, str]]
    cells: list[tuple[int, int, str]]
    place: tuple[int, int]
    path: tuple[str, ...] = ()
    columns: list[int] = field(default_factory=list)


def numbers_in(text: str) -> tuple[str, ...]:
    """
    Return the numbers of a cell as printed, with their sign or comparison.

    >>> numbers_in("17.6 ( -9.22)"), numbers_in("(-2.1;1.1)"), numbers_in("1 ( <1%)")
    (('17.6', '-9.22'), ('-2.1', '1.1'), ('1', '<1'))
    """
    return tuple("".join(found.split()) for found in NUMBER.findall(text))


def read_tables(folder: Path) -> dict[str, Table]:
    """
    Read every table of a folder.

    Args:
        folder: with one table a file; files that are no table (figures) are left aside.
    Returns:
        Table number -> table, by number.
    """
    tables = {}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        number = number_of(path.name, text)
        if number is not None:
            tables[number] = read_table(number, text)
    return dict(sorted(tables.items()))


def number_of(name: str, text: str) -> str | None:
    """Return the number of a table, from its title, else from the file's name; None for none."""
    for line in text.splitlines():
        found = TITLE.search(line)
        if found:
            return found[1]
    stem = FILE_NUMBER.search(name)
    return stem[1] if stem and name.lower().startswith("t") else None


def read_table(number: str, text: str) -> Table:
    """Read one table, of either kind."""
    lines = text.splitlines()
    separated = sum(" | " in line for line in lines)
    return _separated(number, lines) if separated > len(lines) / 3 else _printed(number, lines)


# ---------------------------------------------------------------- cells between `|`


def _separated(number: str, lines: Sequence[str]) -> Table:
    rows = [line.split(" | ") for line in lines if "|" in line and not line.startswith("#")]
    rows = [[part.strip("|") for part in row] for row in rows]
    first = next((i for i, row in enumerate(rows) if _has_numbers(row)), len(rows))
    while first and sum(bool(part.strip()) for part in rows[first - 1]) == 1 and _label(rows[first - 1]):
        first -= 1
    heads = rows[:first]
    labels = _label_columns(heads, rows[first:])
    stack: list[tuple[int, str]] = []
    found = []
    for row in rows[first:]:
        for column, part in enumerate(row[:labels]):
            if part.strip():
                indent = len(part) - len(part.lstrip()) if column == 0 else 0
                stack = [*(s for s in stack if s[0] < 1000 * column + indent)]
                stack.append((1000 * column + indent, part.strip()))
        cells = {
            column: part.strip()
            for column, part in enumerate(row[labels:])
            if numbers_in(part) and not re.search(r"[A-Za-z]", part)
        }
        if cells:
            found.append(Row(tuple(text for _, text in stack), cells))
    width = max((len(row) for row in rows), default=labels) - labels
    words = tuple(
        (float(column), word)
        for row in heads
        for column, part in enumerate(row)
        for word in re.findall(r"[A-Za-z]+", part)
    )
    return Table(number, tuple(found), width, words)


def _label(row: Sequence[str]) -> bool:
    return bool(row[0].strip())


def _has_numbers(row: Sequence[str]) -> bool:
    cells = [part for part in row[1:] if part.strip()]
    return bool(cells) and any(_is_cell(part.strip()) for part in cells)


def _is_cell(text: str) -> bool:
    return bool(CELL.fullmatch(text)) and not HEAD_COUNT.search(text)


def _label_columns(heads: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> int:
    """Columns left of the first arm's head; without one, columns that hold words."""
    for row in heads:
        for column, part in enumerate(row):
            if HEAD_COUNT.search(part):
                return column
    firsts = [next((i for i, part in enumerate(row) if part.strip()), 0) for row in heads]
    least = min((f for f, row in zip(firsts, heads, strict=True) if any(map(str.strip, row))), default=0)
    if least:
        return least
    width = 0
    while any(re.search(r"[A-Za-z]", row[width]) for row in body if width < len(row)):
        width += 1
    return max(width, 1)


# ---------------------------------------------------------------- printed pages


def _printed(number: str, lines: Sequence[str]) -> Table:
    found: list[_Line] = []
    words: list[tuple[float, str]] = []
    stack: list[tuple[int, str]] = []
    for page, page_lines in enumerate(_pages(lines)):
        heads, body = _heads_and_body(page_lines)
        if not page:
            words = [
                (float(word.start()), word[0])
                for head in heads
                for word in re.finditer(r"[A-Za-z]+", head)
            ]
        edge = _label_edge(heads)
        block, after_row = 0, False
        for text in body:
            if not text.strip():
                block, after_row = block + 1, False
                continue
            line = _line(text, edge, (page, block))
            if not line.cells:
                if after_row and not text.startswith(" "):
                    _continue_label(found, stack, text.strip())
                else:
                    stack = _pushed(stack, line.labels)
                    after_row = False
                continue
            stack = _pushed(stack, line.labels)
            line.path = tuple(label for _, label in stack)
            found.append(line)
            after_row = True
    if not found:
        message = f"table {number}: no row with numbers"
        raise TableError(message)
    width = _assign_columns(found)
    rows = tuple(
        Row(line.path, {c: cell[2] for c, cell in zip(line.columns, line.cells, strict=True)})
        for line in found
    )
    return Table(number, rows, width, tuple(words))


def _continue_label(found: list[_Line], stack: list[tuple[int, str]], text: str) -> None:
    """A line at the left margin after a row goes on with the row's last label."""
    place, label = stack[-1]
    stack[-1] = (place, f"{label} {text}")
    found[-1].path = tuple(label for _, label in stack)


def _pages(lines: Sequence[str]) -> Iterator[list[str]]:
    page: list[str] = []
    for line in lines:
        if NEW_PAGE.match(line):
            if any(map(str.strip, page)):
                yield page
            page = []
        else:
            page.append(line.rstrip())
    if any(map(str.strip, page)):
        yield page


def _heads_and_body(page: Sequence[str]) -> tuple[list[str], list[str]]:
    """Column heads and body of a page; the title above and the footnotes below are left out."""
    titled = next((i for i, line in enumerate(page) if TITLE.search(line)), -1)
    start = titled + 1
    while start < len(page) and page[start].strip():
        start += 1  # the title may have several lines
    last = len(page)
    while last and not page[last - 1].strip():
        last -= 1
    foot = last
    while foot > start and page[foot - 1].strip():
        foot -= 1
    notes = [i for i in range(foot, last) if FOOTNOTE.match(page[i])]
    end = notes[0] if notes else last
    if notes and not FOOTNOTE.match(page[foot]) and _all_words(page[foot : notes[0]]):
        end = foot  # a footnote that begins with no mark
    inner = list(page[start:end])
    first = next((i for i, line in enumerate(inner) if _line(line, None, (0, 0)).cells), len(inner))
    while first and _is_row_label(inner[first - 1]):
        first -= 1
    return inner[:first], inner[first:]


def _all_words(lines: Sequence[str]) -> bool:
    return all(not _line(line, None, (0, 0)).cells for line in lines)


def _is_row_label(line: str) -> bool:
    """Whether a line without cells is a label of rows and not a column head."""
    if not line.strip():
        return True
    if UNDERLINE.fullmatch(line.strip()):
        return True
    parts = re.split(r"\s{2,}", line.strip())
    return len(parts) == 1 and len(line) - len(line.lstrip()) < 20 and not HEAD_COUNT.search(line)


def _label_edge(heads: Sequence[str]) -> int:
    """Where the columns begin: the leftmost rule under a group of heads, or arm's count."""
    marks = [found.start() for head in heads for found in UNDERLINE.finditer(head)]
    marks += [found.start() for head in heads for found in HEAD_COUNT.finditer(head)]
    return min(marks, default=0)


def _line(text: str, edge: int | None, place: tuple[int, int]) -> _Line:
    """Part one line into labels and cells; `edge` is where columns begin."""
    begin = _end_of_labels(text, edge)
    cells = []
    position = begin
    for found in CELL.finditer(text, begin):
        if text[position : found.start()].strip():
            return _Line(_parts(text), [], place)
        cells.append((found.start(), found.end(), re.sub(r"\s+", " ", found[0])))
        position = found.end()
    marks_only = all(_kind(cell[2]) == KINDS["count in []"] for cell in cells)
    if text[position:].strip() or marks_only or HEAD_COUNT.search(text):
        return _Line(_parts(text), [], place)
    return _Line(_parts(text[:begin]), cells, place)


def _end_of_labels(text: str, edge: int | None) -> int:
    """Labels end behind the last word, the number that a word counts, and footnote marks."""
    words = [found for found in re.finditer(r"\S*[A-Za-z]\S*", text)]
    if not words:
        end = 0
        for found in re.finditer(r"\S+(?:\s\S+)*", text):
            cell = CELL.fullmatch(found[0])
            comparison = found[0][0] in "<>"
            left = edge is not None and found.end() <= edge
            if left and (not end or not comparison) or not cell and not CELL.match(found[0]):
                end = found.end()
            else:
                break
        return end
    end = words[-1].end()
    counted = re.match(r"\s(\d+)(?=\s|$)", text[end:])
    if counted and COUNTED_WORD.search(text[:end] + " "):
        end += counted.end()
    mark = re.match(r"\s?(?:\[\d+\])+", text[end:])
    if mark:
        end += mark.end()
    return end


def _parts(text: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0]) for found in re.finditer(r"\S+(?:\s\S+)*", text)]


def _pushed(
    stack: Sequence[tuple[int, str]], labels: Sequence[tuple[int, str]]
) -> list[tuple[int, str]]:
    """A label replaces those that begin at its place or right of it."""
    new = list(stack)
    for place, label in labels:
        new = [entry for entry in new if entry[0] < place]
        new.append((place, label))
    return new


# ---------------------------------------------------------------- columns


def _kind(text: str) -> int:
    if text.startswith("["):
        return KINDS["count in []"]
    if text.startswith("("):
        return KINDS["brackets"]
    return KINDS["with brackets"] if "(" in text else KINDS["value"]


def _assign_columns(lines: Sequence[_Line]) -> int:
    """Say of each cell in which column it stands; return how many columns there are."""
    width = max(len(line.cells) for line in lines)
    full = [line for line in lines if len(line.cells) == width]
    kinds = [{_kind(line.cells[c][2]) for line in full} for c in range(width)]
    for line in full:
        line.columns = list(range(width))
    for _ in range(ROUNDS):
        placed = [
            (line, _aligned(line.cells, _places(lines, at, width), kinds))
            for at, line in enumerate(lines)
            if len(line.cells) < width
        ]
        for line, columns in placed:
            line.columns = columns
    return width


def _places(lines: Sequence[_Line], at: int, width: int) -> list[tuple[float, float]]:
    """Where each column begins and ends around a row: columns move from page to page."""
    places = []
    for column in range(width):
        near = _nearest(lines, at, column)
        cells = [line.cells[line.columns.index(column)] for line in near]
        starts, ends = [cell[0] for cell in cells], [cell[1] for cell in cells]
        places.append((sum(starts) / len(cells), sum(ends) / len(cells)))
    return places


def _nearest(lines: Sequence[_Line], at: int, column: int) -> list[_Line]:
    """Rows with a cell in the column: of the same block, else of the page, else of the table."""
    line = lines[at]
    others = [
        (abs(i - at), other)
        for i, other in enumerate(lines)
        if i != at and column in other.columns
    ]
    near = others
    for depth in (2, 1):
        same = [pair for pair in others if pair[1].place[:depth] == line.place[:depth]]
        if same:
            near = same
            break
    return [other for _, other in sorted(near, key=lambda pair: pair[0])[:5]]


def _aligned(
    cells: Sequence[tuple[int, int, str]],
    places: Sequence[tuple[float, float]],
    kinds: Sequence[set[int]],
) -> list[int]:
    """Columns of the cells, from left to right, at the least total distance."""

    def cost(cell: tuple[int, int, str], column: int) -> float:
        start, end = places[column]
        middle = abs(cell[0] + cell[1] - start - end) / 2
        distance = min(abs(cell[0] - start), abs(cell[1] - end), middle)
        return distance + OTHER_KIND * _unlike(_kind(cell[2]), kinds[column])

    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for count, cell in enumerate(cells):
        following: list[tuple[float, list[int]]] = []
        for total, columns in best:
            first = columns[-1] + 1 if columns else 0
            last = len(places) - (len(cells) - count)
            following += [(total + cost(cell, c), [*columns, c]) for c in range(first, last + 1)]
        # of the ways that end in the same column only the cheapest can be part of the best
        best = [
            min((way for way in following if way[1][-1] == c), key=lambda way: way[0])
            for c in sorted({way[1][-1] for way in following})
        ]
    return min(best, key=lambda way: way[0])[1]


def _unlike(kind: int, kinds: set[int]) -> float:
    """How unlike a column a cell is: a bare count may stand for one with its percentage."""
    if kind in kinds:
        return 0
    return 0.2 if kind == KINDS["value"] and KINDS["with brackets"] in kinds else 4
