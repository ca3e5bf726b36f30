"""Value level: what a result looks like test by test, or parameter by parameter."""

from __future__ import annotations

import polars as pl

from trialrun.package.described import Method, Origin, ValueLevel
from trialrun.package.shapes import number_shape, value_shape

_MOST_VALUES = 1000


def value_levels(
    frame: pl.DataFrame,
    variable: str,
    selector: str,
    labels: str | None,
    origin: Origin,
    method: Method | None = None,
) -> tuple[ValueLevel, ...]:
    """
    Describe a variable separately for each value of another one.

    Args:
        frame: the data set.
        variable: what is described, such as LBORRES or AVAL.
        selector: by which it is, such as LBTESTCD or PARAMCD.
        labels: variable that says what a value of the selector is, such as LBTEST.
        origin: of the variable.
        method: of the variable, where it is derived.
    Returns:
        One description for each value of the selector that has results, in order.
    """
    if frame[selector].dtype != pl.String:
        return ()
    columns = [selector, variable]
    pairs = frame.select(columns).drop_nulls().unique()
    if pairs[selector].n_unique() > _MOST_VALUES:
        return ()
    named: dict[str, str] = {}
    if labels is not None:
        rows = frame.select(selector, labels).drop_nulls().unique().sort(selector, labels)
        for code, text in rows.iter_rows():
            named.setdefault(str(code), str(text))
    levels = []
    grouped = pairs.group_by(selector).agg(pl.col(variable)).sort(selector)
    for code, values in grouped.iter_rows():
        numeric = pairs[variable].dtype.is_numeric()
        shape = number_shape(values) if numeric else value_shape(values)
        levels.append(ValueLevel(selector, code, named.get(code, code), shape, origin, method))
    return tuple(levels)
