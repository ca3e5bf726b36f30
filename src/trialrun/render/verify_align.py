"""Two long texts aligned: where they differ, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

Region = tuple[int, int, int, int]
_ANCHOR = 24
_NEAR = 240
_FAR = 60_000
_STEP = 4096
_MOST = 4000


def differing_regions(left: str, right: str) -> list[Region]:
    """
    Return where two texts differ, as (start, end) in the first and (start, end) in the second.

    The texts are taken to be nearly the same: after a difference the nearest place is sought from
    which both go on alike.

    >>> differing_regions("age 75.1 years of all", "age 76.1 years of all")
    [(5, 6, 5, 6)]
    """
    regions: list[Region] = []
    i = j = 0
    while True:
        same = _common(left, i, right, j)
        i, j = i + same, j + same
        if i == len(left) and j == len(right):
            return regions
        a, b = _resume(left, i, right, j)
        regions.extend(_refined(left, right, (i, i + a, j, j + b)))
        i, j = i + a, j + b


def _common(left: str, i: int, right: str, j: int) -> int:
    limit = min(len(left) - i, len(right) - j)
    same = 0
    while same + _STEP <= limit and (
        left[i + same : i + same + _STEP] == right[j + same : j + same + _STEP]
    ):
        same += _STEP
    while same < limit and left[i + same] == right[j + same]:
        same += 1
    return same


def _resume(left: str, i: int, right: str, j: int) -> tuple[int, int]:
    """Return how much to leave out on each side until both go on alike."""
    for total in range(1, _NEAR):
        half = total // 2
        for off in range(half + 1):
            for a in {half - off, total - half + off}:
                b = total - a
                one = left[i + a : i + a + _ANCHOR]
                if a >= 0 and b >= 0 and one == right[j + b : j + b + _ANCHOR]:
                    at_end = i + a >= len(left) and j + b >= len(right)
                    if one or at_end:
                        return a, b
    ahead: dict[str, int] = {}
    for b in range(min(_FAR, len(right) - j - _ANCHOR), -1, -1):
        ahead[right[j + b : j + b + _ANCHOR]] = b
    best = (len(left) - i, len(right) - j)
    for a in range(min(_FAR, len(left) - i - _ANCHOR) + 1):
        if a >= sum(best):
            break
        b = ahead.get(left[i + a : i + a + _ANCHOR], -1)
        if b >= 0 and a + b < sum(best):
            best = a, b
    return best


def _refined(left: str, right: str, region: Region) -> Iterator[Region]:
    """Cut a region into its changes, so that each is seen at its own place."""
    i1, i2, j1, j2 = region
    if i2 - i1 == j2 - j1:
        for step in range(i2 - i1):
            if left[i1 + step] != right[j1 + step]:
                yield i1 + step, i1 + step + 1, j1 + step, j1 + step + 1
    elif max(i2 - i1, j2 - j1) > _MOST or i1 == i2 or j1 == j2:
        yield region
    else:
        matcher = SequenceMatcher(None, left[i1:i2], right[j1:j2], autojunk=False)
        for kind, a1, a2, b1, b2 in matcher.get_opcodes():
            if kind != "equal":
                yield i1 + a1, i1 + a2, j1 + b1, j1 + b2
