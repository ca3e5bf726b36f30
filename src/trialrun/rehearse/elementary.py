"""
Logarithm, sine and cosine for loops over many subjects, which a compiler can do several at a time.

They are within two units of the last place, and the same on every machine, as those of a C library
are not.

Source: the reductions and polynomials of fdlibm (Sun Microsystems 1993, freely usable), without its
special cases: an argument of the logarithm is positive and normal.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from trialrun.rehearse.compiled import pasted

_FRACTION = np.int64(0x000FFFFFFFFFFFFF)
_HALF_ROOT = np.int64(0x3FE6A09E00000000)
"""Bits of the square root of one half, about: the smallest fraction."""
_TO_EXPONENT = np.int64(0x3FF0000000000000 - 0x3FE6A09E00000000)
_TWO_52 = np.int64(0x4330000000000000)
"""Bits of 2**52: a small whole number put into its last bits is a float beyond it."""
_52 = np.int64(52)
_BIAS = 4503599627370496.0 + 1023.0
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_QUARTER = np.int64(30)
_EIGHTH = np.int64(1 << 29)
_RADIANS = 2.0 * math.pi / 4294967296.0


@pasted
def logarithm(x: Any) -> Any:
    """Return the natural logarithm of a positive, normal number."""
    bits = np.float64(x).view(np.int64) + _TO_EXPONENT
    exponent = np.int64((bits >> _52) | _TWO_52).view(np.float64) - _BIAS
    f = np.int64((bits & _FRACTION) + _HALF_ROOT).view(np.float64) - 1.0
    s = f / (2.0 + f)
    z = s * s
    r = 1.531383769920937332e-01 + z * 1.479819860511658591e-01
    r = 2.222219843214978396e-01 + z * (1.818357216161805012e-01 + z * r)
    r = 3.999999999940941908e-01 + z * (2.857142874366239149e-01 + z * r)
    r = z * (6.666666666666735130e-01 + z * r)
    half = 0.5 * f * f
    return exponent * _LN2_HIGH - ((half - (s * (half + r) + exponent * _LN2_LOW)) - f)


@pasted
def cosine_of_turn(word: Any) -> Any:
    """Return the cosine of a random part of a full turn, (word + 1/2) / 2**32."""
    quarter = (np.int64(word) + _EIGHTH) >> _QUARTER
    angle = _angle(word, quarter)
    value = _sine(angle) if quarter & 1 else _cosine(angle)
    return -value if (quarter + 1) & 2 else value


@pasted
def sine_of_turn(word: Any) -> Any:
    """Return the sine of a random part of a full turn, (word + 1/2) / 2**32."""
    quarter = (np.int64(word) + _EIGHTH) >> _QUARTER
    angle = _angle(word, quarter)
    value = _cosine(angle) if quarter & 1 else _sine(angle)
    return -value if quarter & 2 else value


@pasted
def _angle(word: Any, quarter: Any) -> Any:
    """Return what is beyond the nearest quarter of a turn, within an eighth, in radians."""
    return (float(np.int32(np.int64(word) - (quarter << _QUARTER))) + 0.5) * _RADIANS


@pasted
def _sine(x: Any) -> Any:
    """Return the sine of a number within a quarter of pi."""
    z = x * x
    r = 2.75573137070700676789e-06 + z * (
        -2.50507602534068634195e-08 + z * 1.58969099521155010221e-10
    )
    r = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * r)
    return x + x * z * (-1.66666666666666324348e-01 + z * r)


@pasted
def _cosine(x: Any) -> Any:
    """Return the cosine of a number within a quarter of pi."""
    z = x * x
    r = -2.75573143513906633035e-07 + z * (
        2.08757232129817482790e-09 + z * -1.13596475577881948265e-11
    )
    r = -1.38888888888741095749e-03 + z * (2.48015872894767294178e-05 + z * r)
    r = z * z * (4.16666666666666019037e-02 + z * r)
    return 1.0 - (0.5 * z - r)
