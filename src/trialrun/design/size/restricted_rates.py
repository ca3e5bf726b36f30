"""
Two rates, as likely as they can be where their difference, ratio or odds ratio is given.

These restricted maximum likelihood estimates make the variance under the hypothesis of
Miettinen and Nurminen and of Farrington and Manning.
"""

from __future__ import annotations

from math import acos, cos, pi, sqrt
from typing import Literal

import numpy as np

from trialrun.errors import DesignError

Measure = Literal["difference", "ratio", "odds-ratio"]
NO_EFFECT: dict[str, float] = {"difference": 0.0, "ratio": 1.0, "odds-ratio": 1.0}


def check_margin(measure: str, margin: float) -> None:
    """
    Refuse a measure that is not known, and a margin that two rates can not have.

    >>> check_margin("difference", -0.1)
    """
    if measure not in NO_EFFECT:
        names = ", ".join(NO_EFFECT)
        raise DesignError(f"found {measure!r}, must be one of {names}", place="measure")
    if measure == "difference" and not -1 < margin < 1:
        raise DesignError(f"found {margin:g}, must be above -1 and below 1", place="margin")
    if measure != "difference" and not 0 < margin < np.inf:
        raise DesignError(f"found {margin:g}, must be above 0", place="margin")


def effect_of_rates(experimental: float, control: float, measure: Measure) -> float:
    """
    Difference, ratio or odds ratio of two rates.

    Args:
        experimental: rate, 0 to 1.
        control: the same in the control arm; above 0 for a ratio, within 0 and 1 for an odds ratio.
        measure: "difference", "ratio" or "odds-ratio", experimental to control.
    Returns:
        The effect.

    >>> round(effect_of_rates(0.4, 0.25, "odds-ratio"), 6)
    2.0
    """
    if measure == "difference":
        return experimental - control
    if measure == "ratio":
        return experimental / control
    return experimental * (1 - control) / (control * (1 - experimental))


def restricted_rates(
    experimental: float, control: float, ratio: float, measure: Measure, margin: float
) -> tuple[float, float]:
    """
    Maximum likelihood estimates of two rates whose difference, ratio or odds ratio is given.

    Args:
        experimental: observed or expected rate, 0 to 1.
        control: the same in the control arm.
        ratio: experimental subjects per control subject.
        measure: "difference", "ratio" or "odds-ratio", experimental to control.
        margin: its given value.
    Returns:
        The restricted rates, experimental and control.
    Raises:
        DesignError: an unknown measure, a margin that two rates can not have.
    Source: Miettinen and Nurminen (1985), Statistics in Medicine 4:213-226; Farrington and Manning
        (1990), Statistics in Medicine 9:1447-1454, appendix.

    >>> one, two = restricted_rates(0.75, 0.75, 1.0, "difference", -0.1)
    >>> round(one, 4), round(two, 4)
    (0.6935, 0.7935)
    """
    check_margin(measure, margin)
    if measure == "difference":
        return _given_difference(experimental, control, ratio, margin)
    if measure == "ratio":
        return _given_ratio(experimental, control, ratio, margin)
    return _given_odds_ratio(experimental, control, ratio, margin)


def _given_difference(one: float, two: float, ratio: float, margin: float) -> tuple[float, float]:
    """Root of the likelihood's cubic that makes both rates probabilities, by Cardano's cosine."""
    if margin == 0:
        pooled = (ratio * one + two) / (1 + ratio)
        return pooled, pooled
    share = 1 / ratio
    a = 1 + share
    b = -(1 + share + one + share * two + margin * (share + 2))
    c = margin**2 + margin * (2 * one + share + 1) + one + share * two
    d = -one * margin * (1 + margin)
    v = b**3 / (27 * a**3) - b * c / (6 * a**2) + d / (2 * a)
    squared = b**2 / (9 * a**2) - c / (3 * a)
    u = (1.0 if v > 0 else -1.0) * sqrt(max(squared, 0.0))
    if u == 0:
        found = -b / (3 * a)
    else:
        angle = (pi + acos(min(max(v / u**3, -1.0), 1.0))) / 3
        found = 2 * u * cos(angle) - b / (3 * a)
    found = min(max(found, margin, 0.0), 1.0, 1.0 + margin)
    return found, found - margin


def _given_ratio(one: float, two: float, ratio: float, margin: float) -> tuple[float, float]:
    """Root of the quadratic for the control rate; the experimental is margin times as large."""
    share = 1 / ratio
    a = 1 + share
    b = -(margin * (1 + share * two) + share + one)
    c = margin * (one + share * two)
    found = (-b - sqrt(max(b**2 - 4 * a * c, 0.0))) / (2 * a)
    found = min(max(found, 0.0), 1.0)
    return found, found / margin


def _given_odds_ratio(one: float, two: float, ratio: float, margin: float) -> tuple[float, float]:
    """Root of the quadratic for the control rate with the experimental at the odds ratio."""
    if margin == 1:
        pooled = (ratio * one + two) / (1 + ratio)
        return pooled, pooled
    events = ratio * one + two
    a = margin - 1
    b = ratio * margin + 1 - events * (margin - 1)
    c = -events
    found = (-b + sqrt(max(b**2 - 4 * a * c, 0.0))) / (2 * a)
    found = min(max(found, 0.0), 1.0)
    return found * margin / (1 + found * (margin - 1)), found
