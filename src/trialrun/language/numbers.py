"""
Numbers to text, under the study's rounding rule.

A format is a short name: `d0` … `d6` fixed decimals; `pct0` … `pct2` a proportion as percent
without its sign (`<1` where a positive proportion would print as nothing, `>99` where one below
all would print as all); `p3`, `p4` a p-value (`<0.001` below what the decimals hold); `p3g` the
same with `>0.99` where it rounds to one; `m1`, `m2` millions; `int` a count; `g` as short as it goes; `date` an ISO
date; `text` a text; `term:VARIABLE` a coded value of the data, in the reader's words.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

ROUNDINGS = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN}
NOT_ESTIMABLE = {"en": "NE", "zh": "NE"}


def round_decimal(value: float, decimals: int, *, rounding: str = "half-up") -> Decimal:
    """
    Round a float as a person would round its decimal text.

    The value is first read at 13 significant digits, so that 42.65 stored as
    42.6499999999999986 counts as 42.65; a negative value that rounds to zero keeps its sign.

    Args:
        value: a finite number.
        decimals: digits after the point.
        rounding: "half-up" (away from zero) or "half-even".
    Returns:
        A Decimal with exactly `decimals` digits after the point.

    >>> str(round_decimal(42.65, 1)), str(round_decimal(-0.04, 1)), str(round_decimal(2.5, 0))
    ('42.7', '-0.0', '3')
    """
    exact = Decimal(format(value, ".13g"))
    return exact.quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUNDINGS[rounding], context=_ENOUGH_DIGITS
    )


_ENOUGH_DIGITS = Context(prec=400)  # for the largest number that a float can be


def format_number(value: float | None, form: str, *, rounding: str = "half-up") -> str:
    """
    Write a number in one of the formats of this module.

    Args:
        value: the unrounded number; None or NaN prints as "NE".
        form: see the module's own text.
        rounding: the study's rule.
    Returns:
        Text without spaces; no thousands separator.
    Raises:
        ValueError: a format that there is not.

    >>> format_number(1 / 254, "pct0"), format_number(0.0004, "p3"), format_number(0.9996, "p3g")
    ('<1', '<0.001', '>0.99')
    >>> format_number(45_260_000, "m1")
    '45.3'
    """
    if value is None or math.isnan(value):
        return NOT_ESTIMABLE["en"]
    if math.isinf(value):
        return NOT_ESTIMABLE["en"]
    if form == "int":
        return str(round_decimal(value, 0, rounding=rounding))
    if form == "g":
        return _shortest(value)
    if form.startswith("d") and form[1:].isdigit():
        return str(round_decimal(value, int(form[1:]), rounding=rounding))
    if form.startswith("m") and form[1:].isdigit():
        return str(round_decimal(value / 1e6, int(form[1:]), rounding=rounding))
    if form.startswith("pct") and form[3:].isdigit():
        return _percent(value, int(form[3:]), rounding)
    if form.startswith("p") and form[1:].rstrip("g").isdigit():
        return _p_value(value, int(form[1:].rstrip("g")), rounding, near_one=form.endswith("g"))
    message = f"no number format {form!r}"
    raise ValueError(message)


def _shortest(value: float) -> str:
    text = format(value, ".13g")
    return str(int(value)) if value == int(value) and "e" in text else text


def _percent(value: float, decimals: int, rounding: str) -> str:
    shown = round_decimal(100 * value, decimals, rounding=rounding)
    step = Decimal(1).scaleb(-decimals)
    if shown == 0 and value > 0:
        return f"<{step}"
    if shown >= 100 and value < 1:
        return f">{Decimal(100) - step}"
    return str(shown)


def _p_value(value: float, decimals: int, rounding: str, *, near_one: bool) -> str:
    shown = round_decimal(value, decimals, rounding=rounding)
    step = Decimal(1).scaleb(-decimals)
    if shown < step:
        return f"<{step}"
    if near_one and shown >= 1:
        return ">0.99"
    return str(shown)


def format_date(iso: str, language: str) -> str:
    """
    Write an ISO 8601 date, complete or partial, as documents in `language` write it.

    >>> (
    ...     format_date("2014-01-02", "en"),
    ...     format_date("2014-01-02", "zh"),
    ...     format_date("2014-01", "en"),
    ... )
    ('02 Jan 2014', '2014年1月2日', 'Jan 2014')
    """
    parts = iso[:10].split("-")
    if language == "zh":
        return "".join(
            f"{int(part) if k else part}{unit}"
            for k, (part, unit) in enumerate(zip(parts, "年月日", strict=False))
        )
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, names[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, parts[2])
    return " ".join(words)
