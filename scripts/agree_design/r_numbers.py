"""Functions of numbers that calls wrap around results: R's stats and base."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from agree_design.calls import Unsupported, as_list, stands_for


def _numbers(x: Any) -> np.ndarray:
    found = np.asarray(as_list(x), dtype=object)
    if found.ndim != 1 or any(isinstance(each, dict | str | list) for each in found):
        raise Unsupported("a function of other than numbers")
    return found.astype(float)


def _given(found: np.ndarray) -> Any:
    return float(found[0]) if len(found) == 1 else found.tolist()


@stands_for("pchisq", "stats::pchisq", parameters=("q", "df"))
def pchisq(q: Any, df: float, lower_tail: bool = True) -> Any:
    """Give the chi-square distribution function."""
    tail = special.chdtr if lower_tail else special.chdtrc
    return _given(tail(float(df), _numbers(q)))


@stands_for("min", "base::min", parameters=("x",))
def minimum(x: Any) -> float:
    """Return the smallest number."""
    return float(_numbers(x).min())


@stands_for("max", "base::max", parameters=("x",))
def maximum(x: Any) -> float:
    """Return the largest number."""
    return float(_numbers(x).max())


@stands_for("diag", "base::diag", parameters=("x",))
def diagonal(x: Any) -> Any:
    """Return the diagonal of a matrix."""
    matrix = np.asarray(x)
    if matrix.ndim != 2 or matrix.dtype == object:
        raise Unsupported("diag of other than a matrix")
    return _given(np.diag(matrix).astype(float))
