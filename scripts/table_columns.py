"""
Columns of a printed page: which cell of a row stands in which column.

Cells move from page to page and from block to block, and rows have gaps. A row with as many cells
as the table has columns fills them all; the cells of another row go, from left to right, to the
columns where rows near it have theirs, and to columns that hold cells of their kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

ROUNDS = 3
"""Rows with gaps are placed this often: each time by what was found the time before."""

KINDS = {"value": 0, "with brackets": 1, "brackets": 2, "count in []": 3}

OTHER_KIND = 25.0
"""Cost, in characters of distance, of a cell in a column that holds another kind of cell."""


@dataclass
class PrintedLine:
    """A printed row on its way: label parts and cells with where they begin and end."""

    labels: list[tuple[int, str]]
    cells: list[tuple[int, int, str]]
    place: tuple[int, int]
    path: tuple[str, ...] = ()
    columns: list[int] = field(default_factory=list)


def kind_of(text: str) -> int:
    if text.startswith("["):
        return KINDS["count in []"]
    if text.startswith("("):
        return KINDS["brackets"]
    return KINDS["with brackets"] if "(" in text else KINDS["value"]


def assign_columns(lines: Sequence[PrintedLine]) -> int:
    """Say of each cell in which column it stands; return how many columns there are."""
    width = max(len(line.cells) for line in lines)
    full = [line for line in lines if len(line.cells) == width]
    kinds = [{kind_of(line.cells[c][2]) for line in full} for c in range(width)]
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


def _places(lines: Sequence[PrintedLine], at: int, width: int) -> list[tuple[float, float]]:
    """Where each column begins and ends around a row: columns move from page to page."""
    places = []
    for column in range(width):
        near = _nearest(lines, at, column)
        cells = [line.cells[line.columns.index(column)] for line in near]
        starts, ends = [cell[0] for cell in cells], [cell[1] for cell in cells]
        places.append((sum(starts) / len(cells), sum(ends) / len(cells)))
    return places


def _nearest(lines: Sequence[PrintedLine], at: int, column: int) -> list[PrintedLine]:
    """Rows with a cell in the column: of the same block, else of the page, else of the table."""
    line = lines[at]
    others = [
        (abs(i - at), other) for i, other in enumerate(lines) if i != at and column in other.columns
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
        return distance + OTHER_KIND * _unlike(kind_of(cell[2]), kinds[column])

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
