"""What was found against what was expected: line by line, cell by cell, each difference placed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, TypeVar

from trialrun.render.verify_stream import PICTURE, Boxes, Grid, Item, Line, Token

What = Literal[
    "text",
    "value",
    "control removed",
    "tag changed",
    "added",
    "missing",
    "unknown id",
    "list number",
    "link",
    "page number",
    "hidden",
    "structure",
    "digit without an id",
    "drawing",
    "language",
    "tree",
    "altered file",
]
T = TypeVar("T")
_Row = tuple[Line, ...]
_MASK = re.compile(r"[\W\d_]+")
_WORD = re.compile(r"[A-Za-z]+|[0-9]+|\S")
_UNPAIRED = 0.5
_MOST_PAIRS = 10_000


@dataclass(frozen=True)
class Difference:
    """
    One thing in a file that is not as the document has it.

    Args:
        place: where: "Section 11.4.1, paragraph 2", "Table 14-2.01, row Age / Mean, column Placebo".
        what: kind of difference.
        expected: what the document says there.
        found: what the file says.
        id: the value it is about, if any.
    """

    place: str
    what: What
    expected: str = ""
    found: str = ""
    id: str = ""

    def __str__(self) -> str:
        about = f" ({self.id})" if self.id else ""
        return f"{self.place}: {self.what}{about}: expected {self.expected!r}, found {self.found!r}"


@dataclass(frozen=True)
class Medium:
    """
    What a medium can tell of a line beyond its text.

    Args:
        ids: values carry their ids.
        links: what cross references point at, from a line of the document; None: not compared.
        titles: values say what they are when pointed at, from a token; None: not compared.
        markers: list numbers are read.
    """

    ids: bool = True
    links: Callable[[Line], tuple[str, ...]] | None = None
    titles: Callable[[Token], str] | None = None
    markers: bool = True


def masked(text: str) -> str:
    """Return only the letters of a text: what aligns lines whatever their numbers are."""
    return _MASK.sub("", text)


def compare_items(
    expected: Sequence[Item], found: Sequence[Item], medium: Medium
) -> list[Difference]:
    """
    Return all differences between two streams.

    What is the same on both sides is an anchor; what stands between is paired by likeness, so that
    a change never hides another, and a row or paragraph that is gone shifts nothing.
    """
    differences: list[Difference] = []
    for ours, theirs in _aligned(expected, found, _same, _item_costs):
        differences.extend(_compare(ours, theirs, medium))
    return differences


def is_drawing(item: Item) -> bool:
    """Return whether an item is a drawing and nothing else."""
    return (
        isinstance(item, Line)
        and not item.notes
        and bool(item.tokens)
        and all(token.id.startswith(PICTURE) for token in item.tokens)
    )


def _same(item: Item) -> object:
    """Return what two items have in common that are the same."""
    if isinstance(item, Grid):
        return tuple(_same_row(row) for row in item.rows)
    if isinstance(item, Line):
        return tuple((token.text, token.id) for token in item.tokens)
    return item.place


def _same_row(row: _Row) -> object:
    return tuple((token.text, token.id) for cell in row for token in cell.tokens)


def _words(lines: Sequence[Line]) -> Counter[str]:
    tokens = [token for line in lines for token in line.tokens]
    words = Counter(word for token in tokens for word in _WORD.findall(token.text))
    words.update(token.id for token in tokens if token.id)
    return words


def _alike(ours: Counter[str], theirs: Counter[str]) -> float:
    """Return the share of words that two stretches have in common, from 0 to 1."""
    both = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / both if both else 1.0


def _aligned(
    expected: Sequence[T],
    found: Sequence[T],
    same: Callable[[T], object],
    costs: Callable[[Sequence[T], Sequence[T]], list[list[float]]],
) -> Iterator[tuple[T | None, T | None]]:
    """Yield pairs, with None where one side lacks a counterpart; what is the same is an anchor."""
    left, right = [same(item) for item in expected], [same(item) for item in found]
    if left == right:
        yield from zip(expected, found, strict=True)
        return
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        ours, theirs = expected[i1:i2], found[j1:j2]
        if kind == "equal" or (len(ours) == len(theirs) == 1):
            yield from zip(ours, theirs, strict=True)
        elif len(ours) * len(theirs) > _MOST_PAIRS:
            yield from zip_longest(ours, theirs)
        else:
            yield from _paired(ours, theirs, costs(ours, theirs))


def _paired(
    expected: Sequence[T], found: Sequence[T], costs: list[list[float]]
) -> Iterator[tuple[T | None, T | None]]:
    """Pair in order, at the least cost, what changed; to leave two unpaired costs 1."""
    n, m = len(expected), len(found)
    best = [[(i + j) * _UNPAIRED for j in range(m + 1)] for i in range(n + 1)]
    for i in range(n - 1, -1, -1):
        best[i][m] = (n - i) * _UNPAIRED
    for j in range(m):
        best[n][j] = (m - j) * _UNPAIRED
    best[n][m] = 0.0
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = min(
                best[i + 1][j + 1] + costs[i][j],
                best[i + 1][j] + _UNPAIRED,
                best[i][j + 1] + _UNPAIRED,
            )
    i = j = 0
    while i < n and j < m:
        if best[i][j] == best[i + 1][j + 1] + costs[i][j]:
            yield expected[i], found[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j] + _UNPAIRED:
            yield expected[i], None
            i += 1
        else:
            yield None, found[j]
            j += 1
    for item in expected[i:]:
        yield item, None
    for other in found[j:]:
        yield None, other


def _item_costs(expected: Sequence[Item], found: Sequence[Item]) -> list[list[float]]:
    """Return what it costs to take one item for another: nothing for the same, 2 for no kin."""
    theirs = [(_kind(item), _words(_lines(item))) for item in found]
    costs: list[list[float]] = []
    for item in expected:
        kind, words = _kind(item), _words(_lines(item))
        costs.append(
            [1 - _alike(words, others) if kind == other else 2.0 for other, others in theirs]
        )
    return costs


def _kind(item: Item) -> str:
    return "drawing" if is_drawing(item) else "line" if isinstance(item, Line) else "table"


def _row_costs(expected: Sequence[_Row], found: Sequence[_Row]) -> list[list[float]]:
    theirs = [_words(row) for row in found]
    return [[1 - _alike(words, other) for other in theirs] for words in map(_words, expected)]


def _compare(ours: Item | None, theirs: Item | None, medium: Medium) -> Iterator[Difference]:
    if ours is None:
        yield from _added(theirs)
    elif theirs is None:
        yield from _missing(ours)
    elif isinstance(ours, Line) and isinstance(theirs, Line):
        yield from compare_line(ours, theirs, medium)
    elif isinstance(ours, Grid) and isinstance(theirs, Grid):
        yield from _compare_grid(ours, theirs, medium)
    elif isinstance(ours, Boxes) and isinstance(theirs, Grid | Boxes):
        lines = [line for line in _lines(theirs) if line.tokens and line.text != "↓"]
        if len(lines) == len(ours.lines):
            for one, other in zip(ours.lines, lines, strict=True):
                yield from compare_line(one, other, medium)
        else:
            yield from compare_items(ours.lines, lines, medium)
        for line in _lines(theirs):
            if line not in lines:
                yield from _noted(line, ours.place)
    else:
        yield from _missing(ours)
        yield from _added(theirs)


def _lines(item: Item) -> list[Line]:
    if isinstance(item, Line):
        return [item]
    if isinstance(item, Boxes) or item.lines:
        return list(item.lines)
    return [cell for row in item.rows for cell in row]


def _added(item: Item | None) -> Iterator[Difference]:
    if item is None:
        return
    text = " | ".join(
        f"{line.marker} {line.text}".strip() for line in _lines(item) if line.tokens or line.marker
    )
    if text:
        yield Difference(item.place, "added", "", text)
    for line in _lines(item):
        yield from _noted(line, item.place)


def _missing(item: Item) -> Iterator[Difference]:
    if isinstance(item, Grid):
        text = " | ".join(line.text for line in item.rows[0]) if item.rows else ""
        yield Difference(item.place, "missing", f"{len(item.rows)} rows: {text}", "")
        return
    for line in _lines(item):
        if line.tokens:
            yield Difference(line.place, "missing", line.text, "")


def _compare_grid(ours: Grid, theirs: Grid, medium: Medium) -> Iterator[Difference]:
    for row, other in _aligned(ours.rows, theirs.rows, _same_row, _row_costs):
        if row is None and other is not None:
            text = " | ".join(cell.text for cell in other)
            yield Difference(f"{ours.place}, a row", "added", "", text)
            for cell in other:
                yield from _noted(cell, f"{ours.place}, a row")
        elif row is not None and other is None:
            text = " | ".join(cell.text for cell in row)
            yield Difference(_row_place(row, ours.place), "missing", text, "")
        elif row is not None and other is not None:
            yield from _compare_row(row, other, medium)


def _row_place(row: _Row, table: str) -> str:
    place = row[0].place if row else table
    return place.removesuffix(", label").partition(", column ")[0]


def _compare_row(
    row: tuple[Line, ...], other: tuple[Line, ...], medium: Medium
) -> Iterator[Difference]:
    if len(row) == len(other):
        for cell, theirs in zip(row, other, strict=True):
            yield from compare_line(cell, theirs, medium)
        return
    place = _row_place(row, "")
    left, right = (" | ".join(cell.text for cell in cells) for cells in (row, other))
    yield Difference(place, "structure", left, right)


def compare_line(ours: Line, theirs: Line, medium: Medium) -> Iterator[Difference]:
    """Yield the differences of one line from its counterpart."""
    place = ours.place
    expected, found = ours.tokens, theirs.tokens
    yield from _noted(theirs, place)
    if not medium.ids:
        expected, found = _without_ids(expected), _without_ids(found)
    plain = [replace(token, title="") for token in found]
    if list(expected) != plain:
        yield from _compare_tokens(place, expected, plain)
    if medium.titles is not None:
        yield from _compare_titles(place, expected, found, medium.titles)
    if medium.markers and ours.marker != theirs.marker:
        yield Difference(place, "list number", ours.marker, theirs.marker)
    if medium.links is not None:
        links = medium.links(ours)
        if links != theirs.links:
            yield Difference(place, "link", ", ".join(links), ", ".join(theirs.links))


def _noted(line: Line, place: str) -> Iterator[Difference]:
    for note in line.notes:
        kind: What = "hidden" if note.startswith("hidden") else "structure"
        yield Difference(place, kind, "", note)


def _without_ids(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return (Token("".join(token.text for token in tokens)),) if tokens else ()


def _compare_titles(
    place: str, expected: Sequence[Token], found: Sequence[Token], title: Callable[[Token], str]
) -> Iterator[Difference]:
    titles = {token.id: title(token) for token in expected if token.id}
    for token in found:
        if token.id in titles and titles[token.id] != token.title:
            yield Difference(place, "text", titles[token.id], token.title, token.id)


def _compare_tokens(
    place: str, expected: Sequence[Token], found: Sequence[Token]
) -> Iterator[Difference]:
    if [bool(token.id) for token in expected] == [bool(token.id) for token in found]:
        for one, other in zip(expected, found, strict=True):
            if one != other:
                yield _token_difference(place, one, other)
        return
    matcher = SequenceMatcher(None, list(expected), list(found), autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        ours, theirs = expected[i1:i2], found[j1:j2]
        if len(ours) == len(theirs):
            for one, other in zip(ours, theirs, strict=True):
                yield _token_difference(place, one, other)
        else:
            yield from _block_difference(place, ours, theirs)


def _token_difference(place: str, ours: Token, theirs: Token) -> Difference:
    if ours.id.startswith(PICTURE):
        if ours.text != theirs.text:
            return Difference(place, "drawing", ours.text, theirs.text)
        names = (token.id.removeprefix(PICTURE) for token in (ours, theirs))
        return Difference(place, "drawing", *names)
    if ours.id and not theirs.id:
        return Difference(place, "control removed", ours.text, theirs.text, ours.id)
    if ours.id and ours.id != theirs.id:
        found = f"{theirs.text} [{theirs.id}]"
        return Difference(place, "tag changed", f"{ours.text} [{ours.id}]", found, ours.id)
    what: What = "value" if ours.id else "text"
    return Difference(place, what, ours.text, theirs.text, ours.id)


def _block_difference(
    place: str, ours: Sequence[Token], theirs: Sequence[Token]
) -> Iterator[Difference]:
    """Yield what is lost and what has come where tokens do not pair."""
    kept = [token.id for token in theirs if token.id]
    told = False
    for token in ours:
        if token.id and token.id in kept:
            kept.remove(token.id)
            other = next(t for t in theirs if t.id == token.id)
            if other.text != token.text:
                told = True
                yield Difference(place, "value", token.text, other.text, token.id)
        elif token.id:
            told = True
            found = "".join(t.text for t in theirs)
            yield Difference(place, "control removed", token.text, found, token.id)
    for name in kept:
        told = True
        text = next(t.text for t in theirs if t.id == name)
        yield Difference(place, "added", "", text, name)
    left, right = ("".join(t.text for t in tokens) for tokens in (ours, theirs))
    if "".join(left.split()) != "".join(right.split()) or not told:
        yield Difference(place, "text", left, right)
