"""
Numbers of a SAS transport file: eight bytes of IBM System/360 hexadecimal floating point.

Source: SAS Technical Support TS-140, "The Record Layout of a SAS Transport Data Set".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FRACTION = np.uint64(0x00FF_FFFF_FFFF_FFFF)
_LARGEST = 16.0**63  # beyond, the exponent of seven bits overflows


def from_ibm(words: NDArray[np.uint64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """
    Read IBM floating point.

    Args:
        words: the eight bytes of each number as an integer, shape (n,).
    Returns:
        The values, and which of them are missing (`.`, `._`, `.A` to `.Z`), each of shape (n,).
        Values that came from IEEE doubles are exact.

    >>> from_ibm(np.array([0x4110000000000000, 0x2E00000000000000], dtype=np.uint64))[0][0]
    np.float64(1.0)
    """
    first = (words >> np.uint64(56)).astype(np.int64)
    fraction = words & _FRACTION
    is_letter = (first >= ord("A")) & (first <= ord("Z"))
    missing = (fraction == 0) & (is_letter | (first == ord(".")) | (first == ord("_")))
    exponent = 4 * ((first & 0x7F) - 64) - 56
    values = np.ldexp(fraction.astype(np.float64), exponent)
    return np.where(first & 0x80, -values, values), missing


def to_ibm(values: NDArray[np.float64], missing: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """
    Write IBM floating point.

    Args:
        values: finite numbers below 16**63 in size, shape (n,); those under 16**-65 become 0.
        missing: which of them are missing, shape (n,).
    Returns:
        The eight bytes of each number as an integer, shape (n,).
    Raises:
        ValueError: a number is infinite, not a number, or too large.
    """
    given = np.where(missing, 0.0, values)
    if not bool(np.all(np.isfinite(given))) or bool(np.any(np.abs(given) >= _LARGEST)):
        raise ValueError("a number is infinite, not a number, or at least 16**63")
    mantissa, exponent = np.frexp(np.abs(given))
    power = -(-exponent.astype(np.int64) // 4)  # ceiling: the fraction is in [1/16, 1)
    fraction = np.ldexp(mantissa, exponent - 4 * power + 56).astype(np.uint64)
    zero = (fraction == 0) | (power < -64)
    sign = np.where(given < 0, np.uint64(0x80), np.uint64(0))
    first = np.where(zero, 0, power + 64).astype(np.uint64) | np.where(zero, np.uint64(0), sign)
    words = (first << np.uint64(56)) | np.where(zero, np.uint64(0), fraction)
    return np.where(missing, np.uint64(ord(".") << 56), words)
