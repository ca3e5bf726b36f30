"""What tells the records of a data set apart."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def record_keys(
    frame: pl.DataFrame, natural: Sequence[str], further: Sequence[str]
) -> tuple[list[str], bool]:
    """
    Find variables whose values together name each record.

    Args:
        frame: the data set.
        natural: the key that the standard suggests; what is not there is left out.
        further: variables that are added one by one while records still share a key.
    Returns:
        The key, and whether it names each record once.

    >>> frame = pl.DataFrame({"USUBJID": ["A", "A"], "AEDECOD": ["X", "X"], "AESEQ": [1.0, 2.0]})
    >>> record_keys(frame, ["USUBJID", "AEDECOD"], ["AESEQ"])
    (['USUBJID', 'AEDECOD', 'AESEQ'], True)
    """
    keys = [name for name in natural if name in frame.columns]
    rest = [name for name in further if name in frame.columns and name not in keys]
    unique = _unique(frame, keys)
    while not unique and rest:
        keys.append(rest.pop(0))
        unique = _unique(frame, keys)
    return keys, unique


def _unique(frame: pl.DataFrame, keys: Sequence[str]) -> bool:
    """Whether no two records share the values of the key."""
    if not keys:
        return frame.height <= 1
    return frame.select(keys).n_unique() == frame.height
