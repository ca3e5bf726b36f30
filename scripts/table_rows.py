"""Rows of a published table beside rows of ours: paired by their labels, never by their numbers."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence

Path = tuple[str, ...]

CUT_LABEL = 20
"""A printed label this long or longer may be the beginning of ours."""

ALSO_CALLED = {"std": "sd", "med": "median", "minimum": "min", "maximum": "max"}
"""Other names of statistics."""

SAME_ROW = 0.75
"""How much of a row's labels must agree for the row to be paired in its order."""


def words_of(label: str) -> str:
    """
    Return a label without footnote marks, case, spaces and punctuation.

    >>> words_of("End[1]"), words_of("p-value(Xan - Placebo) [1][3]"), words_of("≥30")
    ('end', 'p value xan placebo', '>=30')
    """
    plain = re.sub(r"\[\d+\]", " ", label).replace("≥", ">=").replace("≤", "<=")
    words = re.sub(r"[^\w<>=]|_", " ", plain.casefold()).split()
    return " ".join(ALSO_CALLED.get(word, word) for word in words)


def pair_rows(published: Sequence[Path], ours: Sequence[Path]) -> list[int | None]:
    """
    Say for each published row which of our rows it is.

    First, rows whose labels agree from the outermost to the last are paired, in their order where
    labels return. Those that are left (labels cut in print, groups that print does not close) are
    paired in the order of both tables, by their last label and what stands above it.

    Args:
        published: labels of each published row.
        ours: labels of each of our rows.
    Returns:
        For each published row the position of ours, or None.
    """
    left = [tuple(map(words_of, path)) for path in published]
    right = [tuple(map(words_of, path)) for path in ours]
    places: dict[Path, deque[int]] = defaultdict(deque)
    for at, path in enumerate(right):
        places[path].append(at)
    paired = [places[path].popleft() if places.get(path) else None for path in left]
    taken = {at for at in paired if at is not None}
    rest_left = [at for at, found in enumerate(paired) if found is None]
    rest_right = [at for at in range(len(right)) if at not in taken]
    for a, b in _in_order([left[a] for a in rest_left], [right[b] for b in rest_right]):
        paired[rest_left[a]] = rest_right[b]
    return paired


def _in_order(left: Sequence[Path], right: Sequence[Path]) -> list[tuple[int, int]]:
    """Pairs of the two sequences in their order, with the greatest sum of likeness."""
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for a in range(len(left) - 1, -1, -1):
        for b in range(len(right) - 1, -1, -1):
            like = _likeness(left[a], right[b])
            pair = like + best[a + 1][b + 1] if like >= SAME_ROW else 0.0
            best[a][b] = max(pair, best[a + 1][b], best[a][b + 1])
    pairs, a, b = [], 0, 0
    while a < len(left) and b < len(right):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            pairs.append((a, b))
            a, b = a + 1, b + 1
    return pairs


def _likeness(left: Path, right: Path) -> float:
    """1 and more where the last labels are the same, else how many of their words agree."""
    if not left or not right or _counted(left[-1]) != _counted(right[-1]):
        return 0
    last = _same(left[-1], right[-1])
    above = [_same(a, b) for a, b in zip(left[-2::-1], right[-2::-1], strict=False)]
    return last + (0.5 * sum(above) / len(above) if above else 0)


def _counted(label: str) -> list[str]:
    """The numbers of a label: week 12 is not week 13."""
    return re.findall(r"\d+", label)


def _same(left: str, right: str) -> float:
    if left == right or (len(left) >= CUT_LABEL and right.startswith(left)):
        return 1
    a, b = set(left.split()), set(right.split())
    return len(a & b) / len(a | b) if a | b else 0
