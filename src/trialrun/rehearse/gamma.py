"""Gamma variates of mean 1, by which the sites of a region differ in how fast they enrol."""

from __future__ import annotations

import math
from typing import Any

from trialrun.rehearse.compiled import inner
from trialrun.rehearse.elementary import logarithm
from trialrun.rehearse.philox import SITE, SMALL_SHAPE, normal, philox, uniform_32, uniform_53


@inner
def gamma(shape: Any, k0: Any, k1: Any, trial: Any, site: Any, x: Any, word: Any) -> Any:
    """
    Draw a gamma of mean 1, with more of the site's words as long as it is refused.

    Args:
        shape: positive.
        k0: first key word of the study, then k1.
        k1: see k0.
        trial: counted from 0.
        site: among all sites.
        x: standard normal from the site's first two words.
        word: the third, which decides whether `x` is taken.
    Source: Marsaglia and Tsang (2000), ACM TOMS 26:363-372.
    """
    whole = shape if shape >= 1.0 else shape + 1.0
    d = whole - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    u = uniform_32(word)
    v = 1.0 + c * x
    v = v * v * v
    attempt = 0
    while not _taken(x, u, v, d):
        attempt += 1
        w = philox(site, trial, SITE, attempt, k0, k1)
        x, u = normal(w[0], w[1]), uniform_32(w[2])
        v = 1.0 + c * x
        v = v * v * v
    if shape < 1.0:
        w = philox(site, trial, SMALL_SHAPE, 0, k0, k1)
        v *= uniform_53(w[0], w[1]) ** (1.0 / shape)
    return d * v / shape


@inner
def _taken(x: Any, u: Any, v: Any, d: Any) -> Any:
    """Return whether a draw is taken: mostly without a logarithm."""
    if v <= 0.0:
        return False
    if u < 1.0 - 0.0331 * x * x * x * x:
        return True
    return logarithm(u) < 0.5 * x * x + d - d * v + d * logarithm(v)
