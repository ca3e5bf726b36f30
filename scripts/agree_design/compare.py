"""Compare outputs with a reference, value by value, within a tolerance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any


def differences(expected: Any, found: Any, tolerance: float, place: str = "") -> Iterator[str]:
    """
    Yield what differs between a reference and what was found, each with its place.

    Null in the reference stands for NA and for infinity; a number agrees if it lies within the
    tolerance, taken relative to the reference where that is larger than one.

    >>> list(differences({"n": [1.0, None]}, {"n": [1.1, float("nan")]}, 0.01))
    ['n[0]: reference 1.0, found 1.1']
    """
    found = _plain(found)
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping):
            yield f"{place}: reference has parts, found {found!r}"
            return
        for key, value in expected.items():
            name = f"{place}.{key}" if place else str(key)
            if key not in found:
                yield f"{name}: not found"
            else:
                yield from differences(value, found[key], tolerance, name)
        return
    if isinstance(expected, list):
        if not isinstance(found, list):
            found = [found]
        if len(expected) != len(found):
            yield f"{place}: reference has {len(expected)} values, found {len(found)}"
            return
        for at, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, tolerance, f"{place}[{at}]")
        return
    if isinstance(found, list) and len(found) == 1:
        found = _plain(found[0])
    if not _same(expected, found, tolerance):
        yield f"{place}: reference {expected!r}, found {found!r}"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.tolist() if hasattr(value, "tolist") else value


def _same(expected: Any, found: Any, tolerance: float) -> bool:
    if expected is None:
        return found is None or (isinstance(found, float) and not math.isfinite(found))
    if isinstance(expected, bool) or isinstance(found, bool) or isinstance(expected, str):
        return bool(expected == found)
    if found is None or isinstance(found, str | list | Mapping):
        return False
    return abs(float(found) - float(expected)) <= tolerance * max(1.0, abs(float(expected)))
