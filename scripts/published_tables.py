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
from dataclasses import dataclass
from pathlib import Path

from table_columns import KINDS, PrintedLine, assign_columns, kind_of

NUMBER = re.compile(r"[<>]?=?\s*[-+]?(?:\d+(?:\.\d+)?|\.\d+)\*?")
VALUE = r"[<>]?=?[-+]?(?:\d+(?:\.\d+)?|\.\d+)%?\*?"
CELL = re.compile(rf"{VALUE}(?:\s*\([^()\[\]]*\))?|\([^()\[\]A-Za-z]*\d[^()\[\]A-Za-z]*\)|\[\d+\]")
TITLE = re.compile(r"\bTable\s+(\d+(?:-\d+)?(?:\.\d+)*)\s*$")
FILE_NUMBER = re.compile(r"(\d+-\d+(?:\.\d+)*)")
NEW_PAGE = re.compile(r"^(?:-{2,}.*\bpage\b.*-{2,}\s*$|\f)", re.IGNORECASE)
FOOTNOTE = re.compile(r"^(?:\[\d+\]|notes?\b|source:)", re.IGNORECASE)
HEAD_COUNT = re.compile(r"\(N\s*=\s*\d+\)")
COUNTED_WORD = re.compile(r"\b(?:wk|week|visit|day|month|year|cycle|hour)\s$", re.IGNORECASE)
UNDERLINE = re.compile(r"[-_=]{4,}")
INDENT = 8
"""Labels that begin this much further right stand in another column, and are not only indented."""


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


def numbers_in(text: str) -> tuple[str, ...]:
    """
    Return the numbers of a cell as printed, with sign, comparison and asterisk.

    A zero before the point is added where it was left out: `.99` and `0.99` are one number.

    >>> numbers_in("17.6 ( -9.22)"), numbers_in("(-2.1;1.1)"), numbers_in("1 ( <1%)")
    (('17.6', '-9.22'), ('-2.1', '1.1'), ('1', '<1'))
    >>> numbers_in(">.99"), numbers_in("0.007*")
    (('>0.99',), ('0.007*',))
    """
    found = ("".join(number.split()) for number in NUMBER.findall(text))
    return tuple(re.sub(r"(?<!\d)\.", "0.", number) for number in found)


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
    while (
        first
        and sum(bool(part.strip()) for part in rows[first - 1]) == 1
        and _label(rows[first - 1])
    ):
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
    least = min(
        (f for f, row in zip(firsts, heads, strict=True) if any(map(str.strip, row))), default=0
    )
    if least:
        return least
    width = 0
    while any(re.search(r"[A-Za-z]", row[width]) for row in body if width < len(row)):
        width += 1
    return max(width, 1)


# ---------------------------------------------------------------- printed pages


def _printed(number: str, lines: Sequence[str]) -> Table:
    found: list[PrintedLine] = []
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
        after_row = False
        for text, line in _body_lines(body, edge, page):
            if line is None:
                after_row = False
            elif line.cells:
                stack = _pushed(stack, line.labels)
                line.path = tuple(label for _, label in stack)
                found.append(line)
                after_row = True
            elif after_row and not text.startswith(" "):
                _continue_label(found, stack, text.strip())
            else:
                stack = _pushed(stack, line.labels)
                after_row = False
    if not found:
        message = f"table {number}: no row with numbers"
        raise TableError(message)
    width = assign_columns(found)
    rows = tuple(
        Row(line.path, {c: cell[2] for c, cell in zip(line.columns, line.cells, strict=True)})
        for line in found
    )
    return Table(number, rows, width, tuple(words))


def _body_lines(
    body: Sequence[str], edge: int, page: int
) -> Iterator[tuple[str, PrintedLine | None]]:
    """Each printed line with its parts, None for an empty one; a block is what stands between."""
    block: list[tuple[str, PrintedLine]] = []
    count = 0
    for text in [*body, ""]:
        if text.strip():
            block.append((text, _line(text, edge, (page, count))))
            continue
        begins = {line.labels[0][0] for _, line in block if line.labels}
        for _, line in block:
            line.labels = [part for label in line.labels for part in _split(label, begins)]
        yield from block
        yield text, None
        block, count = [], count + 1


def _split(label: tuple[int, str], begins: set[int]) -> list[tuple[int, str]]:
    """Two labels with one space between are two where other lines begin at the second one."""
    place, text = label
    for at in sorted(begins):
        inside = at - place
        if INDENT < inside < len(text) and text[inside - 1] == " ":
            return [(place, text[:inside].rstrip()), (at, text[inside:])]
    return [label]


def _continue_label(found: list[PrintedLine], stack: list[tuple[int, str]], text: str) -> None:
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
    while start < len(page) and _is_title(page[start]):
        start += 1
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


def _is_title(line: str) -> bool:
    """Whether a line goes on with the title: one text, and no count of a column."""
    if not line.strip() or HEAD_COUNT.search(line) or len(_parts(line)) > 1:
        return False
    return not _line(line, None, (0, 0)).cells


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


def _line(text: str, edge: int | None, place: tuple[int, int]) -> PrintedLine:
    """Part one line into labels and cells; `edge` is where columns begin."""
    begin = _end_of_labels(text, edge)
    cells = []
    position = begin
    for found in CELL.finditer(text, begin):
        if text[position : found.start()].strip():
            return PrintedLine(_parts(text), [], place)
        cells.append((found.start(), found.end(), re.sub(r"\s+", " ", found[0])))
        position = found.end()
    marks_only = all(kind_of(cell[2]) == KINDS["count in []"] for cell in cells)
    if text[position:].strip() or marks_only or HEAD_COUNT.search(text):
        return PrintedLine(_parts(text), [], place)
    return PrintedLine(_parts(text[:begin]), cells, place)


def _end_of_labels(text: str, edge: int | None) -> int:
    """Labels end behind the last word, the number that a word counts, and footnote marks."""
    words = list(re.finditer(r"\S*[A-Za-z]\S*", text))
    if not words:
        end = 0
        for found in re.finditer(r"\S+(?:\s\S+)*", text):
            comparison = found[0][0] in "<>"
            left = edge is not None and found.end() <= edge
            if (left and not (end and comparison)) or not CELL.match(found[0]):
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
