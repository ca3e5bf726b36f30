"""
Random numbers by counting: the same counter and key give the same words, in any order.

A subject's numbers have the counter (subject, trial, purpose, sub) and the key of the study's seed;
the scenario is in neither. So any trial can be drawn alone, threads and chunks change nothing, and
scenarios are compared on the same random numbers.

Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC'11.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from trialrun.rehearse.compiled import inner, pasted
from trialrun.rehearse.elementary import cosine_of_turn, logarithm, sine_of_turn

# numba compiles a function anew for each Python number that is an argument, not for these.
SITE = np.int64(1)
"""When a site opens and how fast it enrols: (site, trial, SITE, attempt)."""
SMALL_SHAPE = np.int64(4)
"""A gamma of shape below 1: (site, trial, SMALL_SHAPE, 0)."""
ARRIVAL = np.int64(2)
"""When and where the next subject is randomised: (subject, trial, ARRIVAL, 0)."""
SURVIVAL = np.int64(3)
"""Event and dropout of a subject: (subject, trial, SURVIVAL, 0)."""

# Purposes from 16 on belong to the longitudinal kernels.

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_MASK = np.uint64(0xFFFFFFFF)
_32 = np.uint64(32)
_11 = np.uint64(11)
_UNIT_32 = 1.0 / 4294967296.0
_UNIT_53 = 1.0 / 9007199254740992.0


@pasted
def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> Any:
    """
    Return the four 32-bit words of Philox 4x32 with ten rounds, each as uint64.

    Args:
        c0: first counter word (subject), then c1 (trial), c2 (purpose), c3 (sub).
        c1: see c0.
        c2: see c0.
        c3: see c0.
        k0: first key word, then k1; from `trialrun.streams.stream_key`.
        k1: see k0.
    """
    a, b = np.uint64(c0) & _MASK, np.uint64(c1) & _MASK
    c, d = np.uint64(c2) & _MASK, np.uint64(c3) & _MASK
    x, y = np.uint64(k0) & _MASK, np.uint64(k1) & _MASK
    # Written out, without a loop, so that the compiler can draw several subjects at once.
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    a, b, c, d = _round(a, b, c, d, x, y)
    x, y = (x + _W0) & _MASK, (y + _W1) & _MASK
    return _round(a, b, c, d, x, y)


@pasted
def _round(a: Any, b: Any, c: Any, d: Any, x: Any, y: Any) -> Any:
    low, high = _M0 * a, _M1 * c
    return (high >> _32) ^ b ^ x, high & _MASK, (low >> _32) ^ d ^ y, low & _MASK


@inner
def philox_block(
    count: Any, trial: Any, purpose: Any, k0: Any, k1: Any, a: Any, b: Any, c: Any, d: Any
) -> None:
    """
    Write the words of the subjects 0 to count - 1, as `philox` gives them one by one.

    Args:
        count: how many.
        trial: second counter word; the fourth is 0.
        purpose: third counter word.
        k0: first key word, then k1.
        k1: see k0.
        a: (>= count,) uint32, written: first words; then b, c, d.
        b: see a.
        c: see a.
        d: see a.
    """
    for i in range(count):
        w = philox(i, trial, purpose, 0, k0, k1)
        a[i] = w[0]
        b[i] = w[1]
        c[i] = w[2]
        d[i] = w[3]


@pasted
def uniform_32(word: Any) -> Any:
    """Return a number strictly between 0 and 1 from one word: the middle of its 2**-32 cell."""
    return (float(word) + 0.5) * _UNIT_32


@pasted
def uniform_53(high: Any, low: Any) -> Any:
    """Return a number above 0 and at most 1 from two words, in steps of 2**-53."""
    both = (np.uint64(high) << _32) | np.uint64(low)
    return (float(np.int64(both >> _11)) + 1.0) * _UNIT_53


@pasted
def exponential(high: Any, low: Any) -> Any:
    """Return a unit exponential from two words; never negative, at most 36.8."""
    return -logarithm(uniform_53(high, low))


@inner
def exponentials(count: Any, high: Any, low: Any, to: Any) -> None:
    """Write a unit exponential of each subject from two words."""
    for i in range(count):
        to[i] = exponential(high[i], low[i])


@inner
def exponentials_32(count: Any, word: Any, to: Any) -> None:
    """Write a unit exponential of each subject from one word."""
    for i in range(count):
        to[i] = -logarithm(uniform_32(word[i]))


@inner
def uniforms(count: Any, word: Any, to: Any) -> None:
    """Write a number strictly between 0 and 1 of each subject from one word."""
    for i in range(count):
        to[i] = uniform_32(word[i])


@pasted
def normal(first: Any, second: Any) -> Any:
    """Return a standard normal from two words (Box and Muller 1958); its absolute below 6.8."""
    return math.sqrt(-2.0 * logarithm(uniform_32(first))) * cosine_of_turn(second)


@inner
def normals(count: Any, first: Any, second: Any, to: Any) -> None:
    """Write a standard normal of each from two words."""
    for i in range(count):
        to[i] = normal(first[i], second[i])


@inner
def pairs_of_normals(count: Any, first: Any, second: Any, one: Any, other: Any) -> None:
    """Write two independent standard normals of each subject from two words."""
    for i in range(count):
        radius = math.sqrt(-2.0 * logarithm(uniform_32(first[i])))
        one[i] = radius * cosine_of_turn(second[i])
        other[i] = radius * sine_of_turn(second[i])
