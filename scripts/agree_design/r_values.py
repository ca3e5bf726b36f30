"""Vectors, lists and data frames as R makes them, as lists and mappings of lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agree_design.calls import as_list, stands_for


@stands_for("list")
def r_list(**items: Any) -> Any:
    """A list: with names a mapping, without them a list."""
    return _values(items) if _unnamed(items) else items


@stands_for("c", "base::c")
def r_vector(**items: Any) -> Any:
    """A vector; one with names is a mapping."""
    if not _unnamed(items):
        return items
    return [each for item in _values(items) for each in as_list(item)]


@stands_for("tibble::tibble", "data.frame", "base::data.frame", "dplyr::tibble")
def r_frame(**columns: Any) -> dict[str, Any]:
    """A data frame: columns of the same length, shorter ones repeated."""
    columns.pop("stringsAsFactors", None)
    given = {name: as_list(column) for name, column in columns.items()}
    rows = max((len(column) for column in given.values()), default=0)
    return {name: (column * rows)[:rows] for name, column in given.items()}


@stands_for("rbind", "base::rbind", "dplyr::bind_rows", "bind_rows")
def r_rows(**frames: Any) -> dict[str, Any]:
    """Data frames one below the other."""
    found: dict[str, Any] = {}
    for frame in frames.values():
        for name, column in frame.items():
            found.setdefault(name, []).extend(as_list(column))
    return found


@stands_for("rep", "base::rep", parameters=("x", "times"))
def r_repeat(x: Any, times: Any = 1, each: int = 1) -> list[Any]:
    """Values repeated."""
    values = [value for value in as_list(x) for _ in range(int(each))]
    counts = [int(count) for count in as_list(times)]
    if len(counts) == 1:
        return values * counts[0]
    return [value for value, count in zip(values, counts, strict=True) for _ in range(count)]


def frame_of(value: Any) -> dict[str, list[Any]]:
    """Columns of a data frame, whether it came as columns or as rows."""
    if isinstance(value, Mapping):
        return r_frame(**{key: each for key, each in value.items() if not key.startswith("_")})
    rows = [dict(row) for row in value]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _unnamed(items: Mapping[str, Any]) -> bool:
    return all(key.startswith("arg") and key[3:].isdigit() for key in items)


def _values(items: Mapping[str, Any]) -> list[Any]:
    return list(items.values())
