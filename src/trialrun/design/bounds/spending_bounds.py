"""
Bounds by spending functions in all their variants: two-sided, with futility, with chosen looks.

`boundaries_spending` solves the commonest cases; here are the others. The error spent at a look may
follow a clock of its own (calendar spending): the fractions that the spending functions see are
given apart from the information.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from trialrun.design.boundaries import check_errors, fixed_drift, rising_root, upper_bound
from trialrun.design.bounds.asymmetric import boundaries_errors
from trialrun.design.bounds.crossing import go_on_around, middle
from trialrun.design.bounds.result import (
    TWO,
    Bounds,
    at_looks,
    bounds_of,
    check_sided,
)
from trialrun.design.bounds.stagewise import (
    inner_bound,
    symmetric_bounds,
    upper_bounds,
)
from trialrun.design.recursion import BEGINNING
from trialrun.design.spending import Floats, SpendingFunction
from trialrun.errors import DesignError


def boundaries_spending_fixed_futility(
    looks: int | Sequence[float],
    alpha: float,
    efficacy: SpendingFunction,
    *,
    sided: int = 1,
    futility: Sequence[float] | None = None,
    binding: bool = False,
    efficacy_looks: Sequence[bool] | None = None,
    spending_time: Sequence[float] | None = None,
) -> Bounds:
    """
    Bounds that spend type I error, with futility bounds given on the scale of Z.

    Args:
        looks: how many, equally spaced, or their information fractions; where the last is below 1,
            alpha is not spent in full.
        alpha: type I error, of both ends together where two-sided.
        efficacy: spends alpha; a two-sided test spends alpha / 2 at each end.
        sided: 1 or 2.
        futility: bounds of Z at the interim looks, -inf for none (one-sided only).
        binding: the efficacy bounds count on the futility bounds being kept.
        efficacy_looks: whether a look can end in success; what it would have spent, the next does.
        spending_time: fractions the spending function sees, where not those of information
            (calendar spending).
    Returns:
        The bounds.
    Raises:
        DesignError: arguments that no test has.
    Source: Lan and DeMets (1983), Biometrika 70:659-663; Lan and DeMets (1989), Statistics in
        Medicine 8:1191-1198 (calendar time).

    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> found = boundaries_spending_fixed_futility(3, 0.05, spend_obrien_fleming, sided=2)
    >>> [round(z, 3) for z in found.efficacy]
    [3.71, 2.511, 1.993]
    """
    information = at_looks(looks)
    check_errors(alpha, None)
    check_sided(sided, futility)
    spent = spent_errors(efficacy, alpha / sided, information, spending_time) * sided
    stops = efficacy_looks
    if sided == TWO:
        upper = symmetric_bounds(information, moved(spent, stops))
    else:
        kept = None
        if binding and futility is not None:
            kept = [*(float(each) for each in futility), -np.inf]
        upper = upper_bounds(information, moved(spent, stops), lower=kept)
    lower = None
    if futility is not None:
        lower = np.minimum([*futility, -np.inf], upper)
    return bounds_of(information, alpha, upper, sided=sided, futility=lower, binding=binding)


def boundaries_spending_futility(
    looks: int | Sequence[float],
    alpha: float,
    efficacy: SpendingFunction,
    power: float,
    futility: SpendingFunction,
    *,
    binding: bool = False,
    efficacy_looks: Sequence[bool] | None = None,
    futility_looks: Sequence[bool] | None = None,
    spending_time: Sequence[float] | None = None,
    futility_time: Sequence[float] | None = None,
) -> Bounds:
    """
    One-sided bounds that spend type I and type II error, at chosen looks and by their own clocks.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: one-sided type I error.
        efficacy: spends alpha.
        power: 1 - type II error at the drift that is found.
        futility: spends the type II error.
        binding: the efficacy bounds count on the futility bounds being kept.
        efficacy_looks: whether a look can end in success; what it would have spent, the next does.
        futility_looks: whether an interim look can end in futility; likewise.
        spending_time: fractions that the efficacy function sees, where not those of information.
        futility_time: fractions that the futility function sees.
    Returns:
        The bounds, with the drift; inf and -inf where a look has none.
    Raises:
        DesignError: arguments that no test has.
    Source: Pampallona, Tsiatis and Kim (2001), Drug Information Journal 35:1113-1121; Lan and
        DeMets (1989), Statistics in Medicine 8:1191-1198 (calendar time).

    >>> from trialrun.design.spending import spend_obrien_fleming, spend_pocock
    >>> found = boundaries_spending_futility(
    ...     3, 0.025, spend_obrien_fleming, 0.8, spend_pocock, futility_looks=[True, False]
    ... )
    >>> [round(z, 3) for z in found.futility]
    [0.388, -inf, 1.993]
    """
    information = at_looks(looks)
    check_errors(alpha, power)
    alphas = moved(spent_errors(efficacy, alpha, information, spending_time), efficacy_looks)
    cumulative = np.cumsum(spent_errors(futility, 1 - power, information, futility_time))
    cumulative[-1] = 1 - power
    betas = moved(np.diff(cumulative, prepend=0.0), _but_last(futility_looks, len(information)))
    found = boundaries_errors(information, alphas, betas, power=power, binding=binding)
    return bounds_of(
        information,
        alpha,
        found.upper,
        futility=found.lower,
        binding=binding,
        drift=found.drift,
        power=power,
    )


def boundaries_spending_two_sided(
    looks: int | Sequence[float],
    alpha: float,
    efficacy: SpendingFunction,
    power: float,
    futility: SpendingFunction,
    *,
    binding: bool = False,
    adjust: bool = True,
    efficacy_looks: Sequence[bool] | None = None,
    futility_looks: Sequence[bool] | None = None,
) -> Bounds:
    """
    Two-sided bounds with futility near 0, by spending of type I and of type II error.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error of both ends together.
        efficacy: spends alpha / 2 at each end.
        power: 1 - type II error at the drift that is found.
        futility: spends the type II error.
        binding: the efficacy bounds count on the futility bounds being kept.
        adjust: where the futility regions of the two one-sided tests at alpha / 2 would overlap
            there is no futility bound, and the type II error is spent after these looks by a
            stretched function; False for the first look with a bound to spend all that was due.
        efficacy_looks: whether a look can end in success.
        futility_looks: whether an interim look can end in futility.
    Returns:
        The bounds, with the drift; a futility bound 0 is none.
    Raises:
        DesignError: arguments that no test has.
    Source: Rudser and Emerson (2008), Contemporary Clinical Trials 29:774-783 (inner bounds);
        Pampallona, Tsiatis and Kim (2001), Drug Information Journal 35:1113-1121.

    >>> from trialrun.design.spending import spend_kim_demets
    >>> found = boundaries_spending_two_sided(
    ...     [0.4, 0.65, 0.8, 1],
    ...     0.05,
    ...     lambda a, t: spend_kim_demets(a, t, 2.5),
    ...     0.9,
    ...     lambda b, t: spend_kim_demets(b, t, 1.5),
    ...     binding=True,
    ... )
    >>> [round(z, 4) for z in found.futility]
    [0.3085, 0.9746, 1.3897, 1.9879]
    """
    information = at_looks(looks)
    check_errors(alpha, power)
    alphas = moved(2 * spent_errors(efficacy, alpha / 2, information, None), efficacy_looks)
    cumulative = np.cumsum(spent_errors(futility, 1 - power, information, None))
    cumulative[-1] = 1 - power
    betas = moved(np.diff(cumulative, prepend=0.0), _but_last(futility_looks, len(information)))
    free = None if binding else symmetric_bounds(information, alphas)
    start = fixed_drift(alpha / 2, power) / float(np.sqrt(information[-1]))

    def solved(errors: Floats) -> tuple[float, list[float], list[float]]:
        def missing(drift: float) -> float:
            return 1 - power - _inner(information, alphas, errors, drift, free)[2]

        found = rising_root(missing, start)
        upper, inner, _ = _inner(information, alphas, errors, found, free)
        return found, upper, inner

    open_looks = _apart(information, alphas, futility, power, binding)
    summed = np.cumsum(betas)
    first = next((k for k, apart in enumerate(open_looks) if apart), 0)
    if first and adjust:
        left = np.maximum(summed - summed[first - 1], 0.0)
        summed = left / (summed[-1] - summed[first - 1]) * summed[-1]
    betas = moved(np.diff(summed, prepend=0.0), open_looks)
    drift, upper, inner = solved(betas)
    return bounds_of(
        information,
        alpha,
        upper,
        sided=TWO,
        futility=inner,
        binding=binding,
        drift=drift,
        power=power,
    )


def spent_errors(
    function: SpendingFunction,
    error: float,
    information: Sequence[float],
    spending_time: Sequence[float] | None,
) -> Floats:
    """
    Error spent at each look, not cumulative.

    Raises:
        DesignError: a spending time for some looks only, or one that falls.
    """
    times = list(information if spending_time is None else spending_time)
    if len(times) != len(information):
        raise DesignError(f"{len(times)} times for {len(information)} looks", place="spending_time")
    if any(later < earlier for earlier, later in pairwise(times)):
        raise DesignError(f"found {times}, must rise", place="spending_time")
    cumulative = np.asarray(function(error, times), dtype=float)
    if times[-1] >= 1 - 1e-12:
        cumulative[-1] = error
    return np.maximum(np.diff(cumulative, prepend=0.0), 0.0)


def moved(errors: Floats, stops: Sequence[bool] | None) -> Floats:
    """Errors of looks that do not stop, moved to the next one that does."""
    if stops is None:
        return errors
    chosen = [*stops, True][: len(errors)]
    found, owed = np.zeros(len(errors)), 0.0
    for k, error in enumerate(errors):
        owed += float(error)
        if chosen[k]:
            found[k], owed = owed, 0.0
    return found


def _but_last(stops: Sequence[bool] | None, looks: int) -> Sequence[bool] | None:
    return None if stops is None else [*list(stops)[: looks - 1], True]


def _inner(
    information: Sequence[float],
    alphas: Floats,
    betas: Floats,
    drift: float,
    free: Sequence[float] | None,
) -> tuple[list[float], list[float], float]:
    """Efficacy and inner bounds under a drift, and the type II error they have."""
    null, alternative, missed = BEGINNING, BEGINNING, 0.0
    upper: list[float] = []
    inner: list[float] = []
    for k, t in enumerate(information):
        root = float(np.sqrt(t))
        high = upper_bound(null, alphas[k] / 2, t) if free is None else free[k] * root
        last = k + 1 == len(information)
        due = max(float(np.sum(betas[: k + 1])) - missed, 0.0) if betas[k] > 0 else 0.0
        half = high if last else min(inner_bound(alternative, due, t, drift * t), high)
        missed += middle(alternative, half, t, drift * t) if half > 0 else 0.0
        upper.append(float(high / root))
        inner.append(float(half / root))
        if last:
            break
        following = information[k + 1]
        alternative = go_on_around(
            alternative, -high, high, half, t, drift * t, next_information=following
        )
        if free is None:
            null = go_on_around(null, -high, high, half, t, 0.0, next_information=following)
    return upper, inner, missed


def _apart(
    information: Sequence[float],
    alphas: Floats,
    futility: SpendingFunction,
    power: float,
    binding: bool,
) -> list[bool]:
    """Say of each look if the one-sided test with half the type I error stops for it above 0."""
    betas = spent_errors(futility, 1 - power, information, None)
    found = boundaries_errors(information, alphas / 2, betas, power=power, binding=binding)
    return [float(low) >= 0 for low in found.lower[:-1]] + [True]
