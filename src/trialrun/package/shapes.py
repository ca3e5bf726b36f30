"""The form of a variable's values, read from the values themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import polars as pl

from trialrun.package.described import Shape

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?")
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?)?)?)?")
_DIGITS = 12
"""Significant digits that are looked at: beyond them is the noise of binary fractions."""
_MOST_DECIMALS = 12


def shape_of(column: pl.Series) -> Shape:
    """
    Return the form of a column's values.

    Text named --DTC is a date, a date and time, or one of them in parts, as its values have it;
    text named --DUR is a duration. Numbers are integers where all of them are whole.

    >>> shape_of(pl.Series("AGE", [63.0, 71.0]))
    Shape(data_type='integer', length=2, digits=None)
    >>> shape_of(pl.Series("AESTDTC", ["2014-01-03", "2014-02"])).data_type
    'partialDate'
    """
    values = column.drop_nulls().unique()
    if column.dtype in (pl.String, pl.Null):
        texts = values.cast(pl.String).to_list()
        if column.name.endswith("DTC"):
            return Shape(_date_type(texts)) if texts else Shape("datetime")
        if column.name.endswith(("DUR", "ELTM")) and len(column.name) > 4:
            return Shape("durationDatetime")
        return text_shape(texts)
    if column.dtype == pl.Date:
        return Shape("integer", 8)
    if not column.dtype.is_numeric():
        return Shape("datetime")
    return number_shape(float(value) for value in values.to_list())


def text_shape(values: Iterable[str]) -> Shape:
    """Return the form of text: its longest value in bytes, at least one."""
    return Shape("text", max((len(value.encode()) for value in values), default=1) or 1)


def number_shape(values: Iterable[float]) -> Shape:
    """
    Return the form of numbers: digits in all and decimals, of those written out.

    >>> number_shape([0.25, 100.0])
    Shape(data_type='float', length=5, digits=2)
    """
    whole, decimals = 1, 0
    for value in values:
        parsed = Decimal(f"{value:.{_DIGITS}g}").normalize().as_tuple()
        exponent = int(parsed.exponent)
        whole = max(whole, len(parsed.digits) + exponent)
        decimals = max(decimals, min(-exponent, _MOST_DECIMALS))
    if decimals <= 0:
        return Shape("integer", whole)
    return Shape("float", whole + decimals, decimals)


def value_shape(values: Iterable[str]) -> Shape:
    """
    Return the form of results kept as text: numbers where all of them are numbers.

    >>> value_shape(["1.5", "20"]).data_type, value_shape(["1.5", "NEGATIVE"]).data_type
    ('float', 'text')
    """
    texts = list(values)
    if texts and all(re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text) for text in texts):
        decimals = max(len(text.partition(".")[2]) for text in texts)
        length = max(len(text.lstrip("-").replace(".", "")) for text in texts)
        return Shape("float", length, decimals) if decimals else Shape("integer", length)
    return text_shape(texts)


def _date_type(values: list[str]) -> str:
    """The type that holds every one of some ISO 8601 texts."""
    if all(_DATE.fullmatch(value) for value in values):
        return "date"
    if all(_DATETIME.fullmatch(value) for value in values):
        return "datetime"
    timed = any("T" in value for value in values)
    if all(_PARTIAL.fullmatch(value) for value in values):
        return "partialDatetime" if timed else "partialDate"
    return "incompleteDatetime"
