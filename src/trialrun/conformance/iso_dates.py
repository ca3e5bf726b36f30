"""
Dates of SDTM: ISO 8601 text of any precision, with hyphens for what is unknown.

Source: SDTMIG 3.4, 4.4.1 and 4.4.2 (date and time, partial dates and intervals).
"""

from __future__ import annotations

import re
from calendar import monthrange

import polars as pl

_DURATION = re.compile(
    r"P(?=.)(\d+(\.\d+)?W|(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?D)?"
    r"(T(?=.)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?)"
)
_POINT = re.compile(
    r"(?P<year>\d{4}|-)"
    r"(?:-(?P<month>\d\d|-)(?:-(?P<day>\d\d|-))?)?"
    r"(?:T(?P<hour>\d\d|-)(?::(?P<minute>\d\d|-)(?::(?P<second>\d\d(?:\.\d+)?|-))?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_COMPLETE_PART = r"^(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d)?)?)?)?)?)"


def is_possible_date(text: str) -> bool:
    """
    Whether a date, time, interval or duration can be.

    Partial dates can: `2014`, `2014-02`, `2014---15`, `--02-28`, `2014-02-28T-:30`.

    >>> [
    ...     is_possible_date(text)
    ...     for text in ("2014-02-28", "2014-02", "2014-02-30", "2014-02-28T25")
    ... ]
    [True, True, False, False]
    """
    if "/" in text:
        parts = text.split("/")
        return len(parts) == 2 and all(is_possible_date(part) for part in parts if part)
    if text.startswith("P"):
        return bool(_DURATION.fullmatch(text))
    match = _POINT.fullmatch(text)
    if not match:
        return False
    year, month, day, hour, minute, second = (_number(match[name]) for name in _NAMES)
    return (
        (year is None or year > 0)
        and (month is None or 1 <= month <= 12)
        and (day is None or 1 <= day <= _days(year, month))
        and (hour is None or hour <= 23)
        and (minute is None or minute <= 59)
        and (second is None or second <= 59)
        and any(value is not None for value in (year, month, day, hour, minute, second))
    )


_NAMES = ("year", "month", "day", "hour", "minute", "second")


def _number(digits: str | None) -> int | None:
    """A part of a date; None where it is unknown."""
    return None if digits in (None, "-") else int(str(digits).split(".", maxsplit=1)[0])


def _days(year: int | None, month: int | None) -> int:
    """Days of a month; the most there can be where year or month is unknown."""
    return monthrange(year or 2000, month)[1] if month else 31


def is_later(one: str, other: str) -> pl.Expr:
    """
    Whether the date in one column is surely later than that in another.

    They are compared to the precision that both have; null where one is missing or begins with
    an unknown part.
    """
    left, right = (pl.col(name).str.extract(_COMPLETE_PART, 1) for name in (one, other))
    length = pl.min_horizontal(left.str.len_chars(), right.str.len_chars())
    return left.str.head(length) > right.str.head(length)
