"""
Spending functions of two parameters: quantiles of a distribution, fitted to two points.

A distribution function F with location a and scale b spends F((x(t) - a) / b), x the quantile
function of its standard form, so that the curve can be made to pass through two given points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special, stats

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_PAIR = 2
_POINTS = 4
Curve = tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]


def _gumbel_cdf(x: Floats) -> Floats:
    return np.asarray(np.exp(-np.exp(-x)))


def _gumbel_quantile(p: Floats) -> Floats:
    return np.asarray(-np.log(-np.log(p)))


def _least_cdf(x: Floats) -> Floats:
    return np.asarray(-np.expm1(-np.exp(x)))


def _least_quantile(p: Floats) -> Floats:
    return np.asarray(np.log(-np.log1p(-p)))


CURVES: dict[str, Curve] = {
    "normal": (special.ndtr, special.ndtri),
    "logistic": (special.expit, special.logit),
    "cauchy": (stats.cauchy.cdf, stats.cauchy.ppf),
    "extreme value": (_gumbel_cdf, _gumbel_quantile),
    "extreme value 2": (_least_cdf, _least_quantile),
}
"""Distribution and quantile functions, by name."""


def spend_distribution(
    alpha: float,
    t: ArrayLike,
    name: str,
    *,
    location: float | None = None,
    scale: float | None = None,
    points: Sequence[float] | None = None,
) -> Floats:
    """
    Spend alpha F(location + scale F^-1(t)) of a distribution F.

    Args:
        alpha: error rate spent at t = 1.
        t: information fractions, at least 0; beyond 1 everything is spent.
        name: normal, logistic, cauchy, extreme value (the largest of many), or extreme value 2
            (the least of many).
        location: a; with scale, in place of points.
        scale: b, above 0.
        points: t1, t2, s1, s2: the curve spends s1 alpha up to t1 and s2 alpha up to t2.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: an unknown name, points that do not rise, a scale that is not positive.
    Source: Anderson and Clark (2010), Statistics in Medicine 29:321-327.

    >>> found = spend_distribution(0.025, [0.25, 0.5], "normal", points=[0.25, 0.75, 0.1, 0.6])
    >>> found.round(6).tolist()
    [0.0025, 0.00759]
    """
    if name not in CURVES:
        raise DesignError(f"found {name!r}, must be one of {', '.join(CURVES)}", place="spending")
    distribution, quantile = CURVES[name]
    if points is not None:
        location, scale = through_points(points, quantile)
    if location is None or scale is None or not scale > 0:
        raise DesignError(
            f"found location {location} and scale {scale}; the scale must be above 0",
            place="spending",
        )
    return _inside(alpha, t, lambda x: distribution(location + scale * quantile(x)))


def spend_t(
    alpha: float,
    t: ArrayLike,
    *,
    degrees: float | None = None,
    location: float | None = None,
    scale: float | None = None,
    points: Sequence[float] | None = None,
) -> Floats:
    """
    Spend by the t distribution: between the Cauchy and the normal family.

    Args:
        alpha: error rate spent at t = 1.
        t: information fractions, at least 0; beyond 1 everything is spent.
        degrees: of freedom, at least 1; None for those under which a curve passes through a third
            point.
        location: with scale, in place of points.
        scale: above 0.
        points: t1, t2, s1, s2, two points of the curve; with t3 and s3 (t1, t2, t3, s1, s2, s3)
            the degrees are found.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: parameters out of range, or points that no degrees of freedom meet.
    Source: Anderson and Clark (2010), Statistics in Medicine 29:321-327.

    >>> spend_t(0.025, [0.5], degrees=4, location=-0.5, scale=1.2).round(5).tolist()
    [0.00804]
    """
    if points is not None and degrees is None:
        degrees = _degrees(points)
        points = [points[0], points[1], points[3], points[4]]
    if degrees is None or not degrees >= 1:
        raise DesignError(f"found {degrees}, must be at least 1", place="degrees")
    law = stats.t(degrees)
    if points is not None:
        location, scale = through_points(points, law.ppf)
    if location is None or scale is None or not scale > 0:
        raise DesignError(f"found {scale}, must be above 0", place="scale")
    return _inside(alpha, t, lambda x: law.cdf(location + scale * law.ppf(x)))


def spend_beta(
    alpha: float,
    t: ArrayLike,
    *,
    a: float | None = None,
    b: float | None = None,
    points: Sequence[float] | None = None,
) -> Floats:
    """
    Spend by the beta distribution function.

    Args:
        alpha: error rate spent at t = 1.
        t: information fractions, at least 0; beyond 1 everything is spent.
        a: first shape, above 0; with b, in place of points.
        b: second shape, above 0.
        points: t1, t2, s1, s2, two points of the curve.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: shapes that are not positive, or points that no shapes meet.
    Source: Anderson and Clark (2010), Statistics in Medicine 29:321-327.

    >>> spend_beta(0.025, [0.5, 1], a=2, b=2).tolist()
    [0.0125, 0.025]
    """
    if points is not None:
        t1, t2, s1, s2 = _pairs(points)

        def missed(shapes: Floats) -> Floats:
            a, b = np.exp(shapes)
            return np.asarray([special.betainc(a, b, t1) - s1, special.betainc(a, b, t2) - s2])

        found = optimize.root(missed, [0.0, 0.0], tol=1e-14)
        if np.abs(missed(found.x)).max() > 1e-9:
            raise DesignError(f"no shapes pass through {list(points)}", place="points")
        a, b = (float(each) for each in np.exp(found.x))
    if a is None or b is None or not (a > 0 and b > 0):
        raise DesignError(f"found a {a} and b {b}, must be above 0", place="spending")
    return _inside(alpha, t, lambda x: special.betainc(a, b, x))


def through_points(
    points: Sequence[float], quantile: Callable[[Floats], Floats]
) -> tuple[float, float]:
    """
    Location and scale under which a distribution's curve passes through two points.

    Raises:
        DesignError: points that do not rise inside (0, 1).
    """
    t1, t2, s1, s2 = _pairs(points)
    x1, x2, y1, y2 = (float(quantile(np.asarray(each))) for each in (t1, t2, s1, s2))
    scale = (y2 - y1) / (x2 - x1)
    return y1 - scale * x1, scale


def _pairs(points: Sequence[float]) -> tuple[float, float, float, float]:
    if len(points) != _POINTS:
        raise DesignError(f"{len(points)} numbers, must be t1, t2, s1, s2", place="points")
    t1, t2, s1, s2 = (float(each) for each in points)
    if not (0 < t1 < t2 < 1 and 0 < s1 < s2 < 1):
        raise DesignError(
            f"found {list(points)}, must be t1 below t2 and s1 below s2, between 0 and 1",
            place="points",
        )
    return t1, t2, s1, s2


def _degrees(points: Sequence[float]) -> float:
    """Degrees of freedom under which a t curve through two points meets a third."""
    if len(points) != _POINTS + _PAIR:
        raise DesignError(f"{len(points)} numbers, must be t1, t2, t3, s1, s2, s3", place="points")
    t1, t2, t3, s1, s2, s3 = (float(each) for each in points)

    def missed(degrees: float) -> float:
        law = stats.t(degrees)
        location, scale = through_points([t1, t2, s1, s2], law.ppf)
        return float(law.cdf(location + scale * law.ppf(t3))) - s3

    if missed(1.0) * missed(200.0) > 0:
        raise DesignError("no degrees of freedom from 1 to 200 meet the points", place="points")
    return float(optimize.brentq(missed, 1.0, 200.0, xtol=1e-10))


def _inside(alpha: float, t: ArrayLike, curve: Callable[[Floats], Floats]) -> Floats:
    """Error spent by a curve defined between 0 and 1: nothing at 0, all from 1 on."""
    if not 0 < alpha <= 1:
        raise DesignError(f"found {alpha:g}, must be above 0 and at most 1", place="alpha")
    fractions = np.asarray(t, dtype=float)
    if not (fractions >= 0).all():
        raise DesignError(f"found {fractions.min():g}, must not be below 0", place="information")
    within = np.clip(fractions, 1e-300, 1 - 1e-16)
    with np.errstate(all="ignore"):
        spent = np.asarray(curve(within), dtype=float)
    spent = np.where(fractions >= 1, 1.0, np.where(fractions <= 0, 0.0, spent))
    return np.asarray(alpha * spent)
