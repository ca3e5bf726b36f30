"""Spending functions of other shapes: exponential, points, steps, pieces and cuts of others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special

from trialrun.design.spending import Floats, SpendingFunction
from trialrun.errors import DesignError

_PAIR = 2


def spend_exponential(alpha: float, t: ArrayLike, nu: float) -> Floats:
    """
    Spend alpha^(t^-nu): 0.75 is near O'Brien-Fleming.

    Args:
        alpha: error rate spent at t = 1.
        t: information fractions, at least 0; beyond 1 everything is spent.
        nu: above 0; larger values spend later.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: nu is not positive, or alpha is not a probability.
    Source: Anderson and Clark (2010), Statistics in Medicine 29:321-327.

    >>> spend_exponential(0.025, [0.5, 1], 0.8).round(6).tolist()
    [0.001624, 0.025]
    """
    if not nu > 0:
        raise DesignError(f"found {nu:g}, must be above 0", place="nu")
    fractions = checked(alpha, t)
    with np.errstate(divide="ignore"):
        return np.asarray(alpha ** (fractions**-nu))


def spend_obrien_fleming_rho(alpha: float, t: ArrayLike, rho: float) -> Floats:
    """
    Spend 2 - 2 Phi(z(1 - alpha/2) / t^(rho/2)): O'Brien-Fleming's, generalised; rho 1 is theirs.

    Args:
        alpha: error rate spent at t = 1.
        t: information fractions, at least 0; beyond 1 everything is spent.
        rho: above 0; larger values spend later.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: rho is not positive, or alpha is not a probability.
    Source: Liu, Lim, Nuamah and Li (2012), Journal of Biopharmaceutical Statistics 22:687-699.

    >>> spend_obrien_fleming_rho(0.025, [0.5, 1], 1).round(6).tolist()
    [0.001525, 0.025]
    """
    if not rho > 0:
        raise DesignError(f"found {rho:g}, must be above 0", place="rho")
    fractions = checked(alpha, t)
    with np.errstate(divide="ignore"):
        return np.asarray(2 * special.ndtr(special.ndtri(alpha / 2) * fractions ** (-rho / 2)))


def spend_xi_gallo(alpha: float, t: ArrayLike, gamma: float, kind: int = 1) -> Floats:
    """
    Spend so that a bound keeps a given conditional error.

    Args:
        alpha: error rate spent at t = 1.
        t: information fractions, at least 0; beyond 1 everything is spent.
        gamma: conditional probability of rejecting at the end under no effect, given a value on
            the bound: at least 0.5 for kind 1, at least alpha / 2 for kinds 2 and 3; below 1.
        kind: 1, 2 or 3, as numbered by the authors.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: a kind that there is not, or gamma out of range.
    Source: Xi and Gallo (2019), Statistics in Medicine 38:4546-4556.

    >>> spend_xi_gallo(0.025, [0.5, 1], 0.5).round(6).tolist()
    [0.001525, 0.025]
    """
    bounds = {1: 0.5, 2: alpha / 2, 3: alpha / 2}
    if kind not in bounds:
        raise DesignError(f"found {kind}, must be 1, 2 or 3", place="kind")
    if not bounds[kind] <= gamma < 1:
        message = f"found {gamma:g}, must be at least {bounds[kind]:.4g} and below 1"
        raise DesignError(message, place="gamma")
    fractions = checked(alpha, t)
    z, shift = -float(special.ndtri(alpha / 2)), float(special.ndtri(1 - gamma))
    with np.errstate(all="ignore"):
        rest = np.sqrt(1 - fractions)
        if kind == 1:
            bound = (z - shift * rest) / np.sqrt(fractions)
        elif kind == _PAIR:
            bound = (z - shift * (1 - fractions)) / np.sqrt(fractions)
        else:
            bound = (z - shift * (1 - np.sqrt(fractions))) / np.sqrt(fractions)
    spent = 2 * special.ndtr(-bound)
    return np.asarray(np.where(fractions <= 0, 0.0, np.where(fractions >= 1, alpha, spent)))


def spend_points(
    alpha: float, t: ArrayLike, spent: Sequence[float], *, times: Sequence[float] | None = None
) -> Floats:
    """
    Spend given shares, in straight lines between them.

    Args:
        alpha: error rate spent at t = 1.
        t: information fractions, at least 0; beyond 1 everything is spent.
        spent: shares of alpha, rising; the last is 1 where the times end at 1.
        times: fractions up to which the shares are spent; None where they are those of t.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: shares or times that do not rise between 0 and 1, or too few.
    Source: Lan and DeMets (1983), Biometrika 70:659-663.

    >>> spend_points(0.025, [0.25, 0.5], [0.2, 1], times=[0.5, 1]).round(6).tolist()
    [0.0025, 0.005]
    """
    fractions = checked(alpha, t)
    given = [float(each) for each in spent]
    if times is None:
        flat = np.atleast_1d(fractions)
        if len(given) < len(flat):
            given = [*given, *[1.0] * (len(flat) - len(given))]
        _rise("spent", given, strict=False)
        return np.asarray(alpha * np.asarray(given[: len(flat)])).reshape(np.shape(fractions))
    knots = [float(each) for each in times]
    _pairs_of(knots, given)
    x, y = [0.0, *knots, 1.0], [0.0, *given, 1.0]
    return np.asarray(alpha * np.interp(fractions, x, y))


def spend_steps(
    alpha: float, t: ArrayLike, times: Sequence[float], spent: Sequence[float]
) -> Floats:
    """
    Spend in steps: a share is kept from its time until the next.

    Args:
        alpha: error rate spent at t = 1.
        t: information fractions, at least 0; from 1 on everything is spent.
        times: fractions at which the steps are, rising.
        spent: share of alpha spent from each on, rising; before the first time nothing is.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: shares or times that do not rise between 0 and 1, or too few.
    Source: Lan and DeMets (1983), Biometrika 70:659-663.

    >>> spend_steps(0.025, [0.4, 0.7, 1], [0.3, 0.6], [0.2, 0.6]).round(6).tolist()
    [0.005, 0.015, 0.025]
    """
    fractions = checked(alpha, t)
    knots, shares = [float(each) for each in times], [float(each) for each in spent]
    _pairs_of(knots, shares)
    steps = np.asarray([0.0, *shares])[np.searchsorted(knots, fractions, side="right")]
    found = np.where(fractions >= 1, 1.0, steps)
    return np.asarray(alpha * found)


def spend_truncated(
    alpha: float, t: ArrayLike, function: SpendingFunction, *, start: float, end: float
) -> Floats:
    """
    Spend nothing up to a start, all from an end on, and between them by a function stretched.

    Args:
        alpha: error rate spent from `end` on.
        t: information fractions, at least 0.
        function: spends between start and end.
        start: up to which nothing is spent; below end.
        end: at most 1.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: start or end out of order.
    Source: Anderson and Clark (2010), Statistics in Medicine 29:321-327.

    >>> from trialrun.design.spending import spend_pocock
    >>> spend_truncated(0.025, [0.2, 0.6, 0.8], spend_pocock, start=0.2, end=0.8).tolist()[::2]
    [0.0, 0.025]
    """
    fractions = _range(alpha, t, start, end)
    inside = (fractions > start) & (fractions < end)
    found = np.where(fractions >= end, alpha, 0.0)
    if inside.any():
        found[inside] = function(alpha, (fractions[inside] - start) / (end - start))
    return found


def spend_trimmed(
    alpha: float, t: ArrayLike, function: SpendingFunction, *, start: float, end: float
) -> Floats:
    """
    Spend by a function, but nothing up to a start and all from an end on.

    Args:
        alpha: error rate spent from `end` on.
        t: information fractions, at least 0.
        function: spends between start and end, what it has by then.
        start: up to which nothing is spent; below end.
        end: at most 1.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: start or end out of order.
    Source: Anderson and Clark (2010), Statistics in Medicine 29:321-327.

    >>> from trialrun.design.spending import spend_pocock
    >>> spend_trimmed(0.025, [0.2, 0.5], spend_pocock, start=0.3, end=0.8).round(6).tolist()
    [0.0, 0.015503]
    """
    fractions = _range(alpha, t, start, end)
    inside = (fractions > start) & (fractions < end)
    found = np.where(fractions >= end, alpha, 0.0)
    if inside.any():
        found[inside] = function(alpha, fractions[inside])
    return found


def spend_gapped(
    alpha: float, t: ArrayLike, function: SpendingFunction, *, start: float, end: float
) -> Floats:
    """
    Spend by a function up to a start, nothing more in a gap, and the rest from its end on.

    Args:
        alpha: error rate spent from `end` on.
        t: information fractions, at least 0.
        function: spends before the gap.
        start: of the gap; above 0.
        end: of the gap; above start, at most 1.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: start or end out of order.
    Source: Anderson and Clark (2010), Statistics in Medicine 29:321-327.

    >>> from trialrun.design.spending import spend_pocock
    >>> spend_gapped(0.025, [0.2, 0.4], spend_pocock, start=0.2, end=0.8).round(6).tolist()
    [0.007385, 0.007385]
    """
    fractions = _range(alpha, t, start, end)
    found = np.where(fractions >= end, alpha, 0.0)
    before = (fractions > 0) & (fractions < end)
    if before.any():
        found[before] = function(alpha, np.minimum(fractions[before], start))
    return found


def spend_user(spent: Sequence[float]) -> SpendingFunction:
    """
    Return a function that spends given cumulative errors at the looks it is asked for.

    Args:
        spent: cumulative, one for each look, rising.
    Returns:
        A function of (error rate, information fractions) for as many fractions.
    Raises:
        DesignError: errors that fall; asked for another number of looks.
    Source: Lan and DeMets (1983), Biometrika 70:659-663.

    >>> spend_user([0.003, 0.012, 0.025])(0.025, [0.4, 0.8, 1]).tolist()
    [0.003, 0.012, 0.025]
    """
    given = np.asarray(spent, dtype=float)
    if not ((np.diff(given) >= 0).all() and given[0] >= 0 and given[-1] < 1):
        raise DesignError(f"found {given.tolist()}, must rise from 0 or above", place="spent")

    def function(alpha: float, t: ArrayLike) -> Floats:  # noqa: ARG001 - as spending functions
        asked = np.asarray(t, dtype=float)
        if asked.shape != given.shape:
            message = f"{given.size} errors for {asked.size} looks; must be one for each"
            raise DesignError(message, place="spent")
        return given.copy()

    return function


def parameter_through(
    function: SpendingFunction, low: float, high: float, *, alpha: float, t: float, spent: float
) -> float:
    """
    Parameter of a family of spending functions with which a point is met.

    Args:
        function: of (parameter, fractions) to the error spent.
        low: least parameter.
        high: largest parameter.
        alpha: error rate spent at t = 1.
        t: fraction of the point.
        spent: error spent up to it.
    Returns:
        The parameter.
    Raises:
        DesignError: no parameter between low and high meets the point.
    Source: Anderson and Clark (2010), Statistics in Medicine 29:321-327.

    >>> from trialrun.design.spending import spend_kim_demets
    >>> family = lambda rho, t: spend_kim_demets(0.025, t, rho)
    >>> parameter_through(family, 0.1, 10, alpha=0.025, t=0.5, spent=0.00625)
    2.0
    """

    def missed(parameter: float) -> float:
        return float(np.asarray(function(parameter, t))) - spent

    if not 0 < spent < alpha or missed(low) * missed(high) > 0:
        raise DesignError(f"no parameter from {low:g} to {high:g} spends {spent:g} at {t:g}")
    return round(float(optimize.brentq(missed, low, high, xtol=1e-12)), 10)


def checked(alpha: float, t: ArrayLike) -> Floats:
    """
    Return fractions, at most 1.

    Raises:
        DesignError: a fraction below 0, or an error rate that is not a probability.
    """
    if not 0 < alpha <= 1:
        raise DesignError(f"found {alpha:g}, must be above 0 and at most 1", place="alpha")
    fractions = np.asarray(t, dtype=float)
    if not (fractions >= 0).all():
        raise DesignError(f"found {fractions.min():g}, must not be below 0", place="information")
    return np.asarray(np.minimum(fractions, 1.0), dtype=float)


def _range(alpha: float, t: ArrayLike, start: float, end: float) -> Floats:
    if not 0 <= start < end <= 1:
        raise DesignError(
            f"found {start:g} to {end:g}, must rise and be between 0 and 1", place="start"
        )
    checked(alpha, t)
    return np.atleast_1d(np.asarray(t, dtype=float))


def _pairs_of(times: Sequence[float], spent: Sequence[float]) -> None:
    if len(times) != len(spent) or not times:
        message = f"{len(times)} times and {len(spent)} shares; must be as many of each"
        raise DesignError(message, place="times")
    _rise("times", times, strict=True)
    _rise("spent", spent, strict=False)


def _rise(what: str, values: Sequence[float], *, strict: bool) -> None:
    steps = np.diff([0.0, *values])
    rising = (steps[1:] > 0).all() and steps[0] >= 0 if strict else (steps >= 0).all()
    if not rising or values[-1] > 1:
        raise DesignError(f"found {list(values)}, must rise between 0 and 1", place=what)
