"""Groups of a number (ages, body-mass index) and rounding to a declared precision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from trialrun.study import ValueGroup


def group_values(column: str, groups: Sequence[ValueGroup]) -> tuple[pl.Expr, pl.Expr]:
    """Return the text and the number of the first group a value lies in; null where none."""
    text: pl.Expr = pl.lit(None, pl.String)
    number: pl.Expr = pl.lit(None, pl.Float64)
    for group in reversed(groups):
        inside = _inside(pl.col(column), group)
        text = pl.when(inside).then(pl.lit(group.value)).otherwise(text)
        number = pl.when(inside).then(pl.lit(group.number, pl.Float64)).otherwise(number)
    return text, number


def _inside(value: pl.Expr, group: ValueGroup) -> pl.Expr:
    inside = value.is_not_null()
    if group.above is not None:
        inside &= value > group.above
    if group.at_least is not None:
        inside &= value >= group.at_least
    if group.below is not None:
        inside &= value < group.below
    if group.at_most is not None:
        inside &= value <= group.at_most
    return inside


def rounded(
    value: pl.Expr, decimals: int | None, rule: Literal["half-up", "half-even"] = "half-up"
) -> pl.Expr:
    """
    Return a value to `decimals` places; None leaves it as it is.

    Halves are judged on the decimal that the value stands for: 68.95 becomes 69.0 although its
    binary form lies a little below.

    >>> pl.DataFrame({"X": [68.95, -68.95, 42.64]}).select(rounded(pl.col("X"), 1))["X"].to_list()
    [69.0, -69.0, 42.6]
    """
    if decimals is None:
        return value
    scale = 10.0**decimals
    scaled = value.abs() * scale
    # Nine digits behind the point are more than any derivation declares, fewer than noise needs.
    settled = scaled.round(9)
    floor = settled.floor()
    half = settled - floor == 0.5
    up = floor + 1
    at_half = pl.when(floor % 2 == 0).then(floor).otherwise(up) if rule == "half-even" else up
    nearest = pl.when(half).then(at_half).when(settled - floor > 0.5).then(up).otherwise(floor)
    # Division leaves noise in the last binary digits; rounding what is already round clears it.
    return (value.sign() * nearest / scale).round(decimals) + 0.0  # no negative zero
