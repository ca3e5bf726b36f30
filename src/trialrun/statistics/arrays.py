"""How the methods take their data in: one-dimensional arrays of the same length, checked once."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trialrun.errors import AnalysisError

Floats = NDArray[np.float64]
Labels = Sequence[Any] | NDArray[Any]


def as_numbers(values: ArrayLike | Sequence[float | None], name: str) -> Floats:
    """Return a one-dimensional array of floats; None and missing become NaN."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise AnalysisError(f"{name} has {array.ndim} dimensions, must have 1")
    return array


def as_labels(values: Labels, name: str) -> NDArray[Any]:
    """Return a one-dimensional array of objects; None stays None."""
    array = np.empty(len(values), dtype=object)
    array[:] = list(values)
    if array.ndim != 1:
        raise AnalysisError(f"{name} has {array.ndim} dimensions, must have 1")
    return array


def is_known(array: NDArray[Any]) -> NDArray[np.bool_]:
    """Return where a value is there: neither NaN nor None."""
    if array.dtype == np.float64:
        return np.asarray(~np.isnan(array), dtype=bool)
    missing = [value is None or (isinstance(value, float) and isnan(value)) for value in array]
    return ~np.array(missing, dtype=bool)


def check_lengths(**arrays: NDArray[Any]) -> None:
    """Refuse arrays of different lengths."""
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        found = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise AnalysisError(f"arrays differ in length: {found}")


def levels_of(labels: NDArray[Any]) -> tuple[Any, ...]:
    """Return the distinct labels, sorted."""
    return tuple(sorted(set(labels.tolist())))
