"""
Spending functions: how much of an error rate may be used up to a fraction of the information.

A spending function rises from 0 at information 0 to the whole error rate at information 1. The
same functions spend type I error (efficacy) and type II error (futility). All are one-sided.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from trialrun.errors import DesignError

Floats = NDArray[np.float64]
SpendingFunction = Callable[[float, ArrayLike], Floats]
"""(error rate, information fractions) -> cumulative error spent, same shape."""


def spend_obrien_fleming(alpha: float, t: ArrayLike) -> Floats:
    """
    Spend like O'Brien and Fleming: very little early.

    Args:
        alpha: one-sided error rate spent at t = 1.
        t: information fractions, above 0; beyond 1 everything is spent.
    Returns:
        Error spent up to each fraction, 2 - 2 Phi(z(1 - alpha/2) / sqrt(t)), shape of t.
    Raises:
        DesignError: a fraction is not positive, or alpha is not a probability.
    Source: Lan and DeMets (1983), Biometrika 70:659-663, alpha_1*.

    >>> spend_obrien_fleming(0.025, [0.5, 1.0]).round(6).tolist()
    [0.001525, 0.025]
    """
    fractions = _fractions(alpha, t)
    return np.asarray(2 * special.ndtr(special.ndtri(alpha / 2) / np.sqrt(fractions)))


def spend_pocock(alpha: float, t: ArrayLike) -> Floats:
    """
    Spend like Pocock: nearly evenly.

    Args:
        alpha: one-sided error rate spent at t = 1.
        t: information fractions, above 0; beyond 1 everything is spent.
    Returns:
        Error spent up to each fraction, alpha log(1 + (e - 1) t), shape of t.
    Raises:
        DesignError: a fraction is not positive, or alpha is not a probability.
    Source: Lan and DeMets (1983), Biometrika 70:659-663, alpha_2*.

    >>> spend_pocock(0.025, [0.5, 1.0]).round(6).tolist()
    [0.015503, 0.025]
    """
    return np.asarray(alpha * np.log1p((np.e - 1) * _fractions(alpha, t)))


def spend_hwang_shih_decani(alpha: float, t: ArrayLike, gamma: float) -> Floats:
    """
    Spend by the gamma family: -4 is near O'Brien-Fleming, 1 near Pocock, 0 even.

    Args:
        alpha: one-sided error rate spent at t = 1.
        t: information fractions, above 0; beyond 1 everything is spent.
        gamma: the family's parameter; negative values spend late.
    Returns:
        Error spent up to each fraction, alpha (1 - exp(-gamma t)) / (1 - exp(-gamma)).
    Raises:
        DesignError: gamma is not finite, a fraction is not positive, or alpha is no probability.
    Source: Hwang, Shih and DeCani (1990), Statistics in Medicine 9:1439-1445.

    >>> spend_hwang_shih_decani(0.025, [0.5, 1.0], gamma=-4).round(6).tolist()
    [0.00298, 0.025]
    """
    if not np.isfinite(gamma):
        raise DesignError(f"gamma is {gamma:g}, must be finite", place="spend_hwang_shih_decani")
    fractions = _fractions(alpha, t)
    if gamma == 0:
        return alpha * fractions
    return np.asarray(alpha * np.expm1(-gamma * fractions) / np.expm1(-gamma))


def spend_kim_demets(alpha: float, t: ArrayLike, rho: float) -> Floats:
    """
    Spend by the power family, alpha t^rho: 3 is near O'Brien-Fleming, 1 even.

    Args:
        alpha: one-sided error rate spent at t = 1.
        t: information fractions, above 0; beyond 1 everything is spent.
        rho: the power, above 0.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: rho or a fraction is not positive, or alpha is not a probability.
    Source: Kim and DeMets (1987), Biometrika 74:149-154.

    >>> spend_kim_demets(0.025, [0.5, 1.0], rho=3).round(6).tolist()
    [0.003125, 0.025]
    """
    if not 0 < rho < np.inf:
        raise DesignError(f"rho is {rho:g}, must be above 0 and finite", place="spend_kim_demets")
    return np.asarray(alpha * _fractions(alpha, t) ** rho)


def spending_function(name: str, parameter: float | None = None) -> SpendingFunction:
    """
    Return a spending function by its name in the study definition.

    Args:
        name: lan-demets-obrien-fleming, lan-demets-pocock, hwang-shih-decani or kim-demets.
        parameter: gamma of hwang-shih-decani, rho of kim-demets; None for the others.
    Returns:
        A function of (error rate, information fractions).
    Raises:
        DesignError: an unknown name, or a parameter that is missing or not wanted.

    >>> spending_function("kim-demets", 2)(0.025, [0.5]).tolist()
    [0.00625]
    """
    plain: dict[str, SpendingFunction] = {
        "lan-demets-obrien-fleming": spend_obrien_fleming,
        "lan-demets-pocock": spend_pocock,
    }
    if name in plain:
        if parameter is not None:
            raise DesignError(f"{name} has no parameter, found {parameter:g}", place="spending")
        return plain[name]
    if name not in {"hwang-shih-decani", "kim-demets"}:
        names = ", ".join((*plain, "hwang-shih-decani", "kim-demets"))
        raise DesignError(f"found {name!r}, must be one of {names}", place="spending.function")
    if parameter is None:
        raise DesignError(f"{name} needs a parameter", place="spending.parameter")
    if name == "hwang-shih-decani":
        return partial(spend_hwang_shih_decani, gamma=parameter)
    return partial(spend_kim_demets, rho=parameter)


def spend(name: str, alpha: float, t: ArrayLike, parameter: float | None = None) -> Floats:
    """
    Error spent up to information fractions, by a function's name in the study definition.

    Args:
        name: as `spending_function` takes it.
        alpha: one-sided error rate spent at t = 1.
        t: information fractions, above 0.
        parameter: gamma of hwang-shih-decani, rho of kim-demets.
    Returns:
        Error spent up to each fraction, shape of t.
    Raises:
        DesignError: as the functions themselves.
    Source: see each function.

    >>> spend("lan-demets-pocock", 0.025, 1.0).round(3).tolist()
    0.025
    """
    return spending_function(name, parameter)(alpha, t)


def _fractions(alpha: float, t: ArrayLike) -> Floats:
    """Information fractions, at most 1, for an error rate that can be spent."""
    if not 0 < alpha < 1:
        raise DesignError(f"found {alpha:g}, must be above 0 and below 1", place="alpha")
    fractions = np.asarray(t, dtype=float)
    if not (fractions > 0).all():
        raise DesignError(f"found {fractions.min():g}, must be above 0", place="information")
    return np.asarray(np.minimum(fractions, 1.0), dtype=float)
