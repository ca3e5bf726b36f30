"""Bounds set by hand at the interim looks: Haybittle-Peto, and no early success at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trialrun.design.boundaries import check_errors
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.result import TWO, Bounds, at_looks, bounds_of, check_sided
from trialrun.design.bounds.stagewise import symmetric_bounds, upper_bounds
from trialrun.errors import DesignError


def boundaries_haybittle_peto(
    looks: int | Sequence[float],
    alpha: float,
    *,
    interim: float | Sequence[float] = 3.0,
    sided: int = 1,
    futility: Sequence[float] | None = None,
    binding: bool = False,
) -> Bounds:
    """
    Given bounds at the interim looks, and at the last what they leave of alpha.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error, of both ends together where two-sided.
        interim: bound of Z at every interim look, or at each; inf for no stop.
        sided: 1 or 2.
        futility: bounds of Z at the interim looks, -inf for none (one-sided only).
        binding: the last efficacy bound counts on the futility bounds being kept.
    Returns:
        The bounds.
    Raises:
        DesignError: the interim looks spend all of alpha, or arguments that no test has.
    Source: Haybittle (1971), British Journal of Radiology 44:793-797; Peto et al. (1976), British
        Journal of Cancer 34:585-612.

    >>> found = boundaries_haybittle_peto(4, 0.025)
    >>> [round(z, 4) for z in found.efficacy]
    [3.0, 3.0, 3.0, 1.9828]
    """
    information = at_looks(looks)
    check_errors(alpha, None)
    check_sided(sided, futility)
    early = len(information) - 1
    given = [float(interim)] * early if isinstance(interim, int | float) else list(interim)
    for what, values in (("interim", given), ("futility", futility)):
        if values is not None and len(values) != early:
            message = f"{len(values)} bounds for {early} interim looks; must be one for each"
            raise DesignError(message, place=what)
    lower = [-np.inf] * early if futility is None else [float(each) for each in futility]
    kept = [*lower, -np.inf] if binding else [-np.inf] * (early + 1)
    ends = [-each for each in given] if sided == TWO else kept[:early]
    spent = 0.0
    errors = np.zeros(early + 1)
    if early:
        found = probability_crossing(information[:-1], upper=given, lower=ends)
        errors[:-1] = found.upper + (found.lower if sided == TWO else 0)
        spent = float(errors.sum())
    if spent >= alpha:
        raise DesignError(
            f"the interim bounds spend {spent:.4g}, must be below alpha, {alpha:g}",
            place="interim",
        )
    errors[-1] = alpha - spent
    if sided == TWO:
        efficacy = symmetric_bounds(information, errors)
    else:
        efficacy = upper_bounds(information, errors, lower=kept)
    return bounds_of(
        information,
        alpha,
        [*given, efficacy[-1]],
        sided=sided,
        futility=None if futility is None else [*lower, -np.inf],
        binding=binding,
    )


def boundaries_no_early_efficacy(
    looks: int | Sequence[float],
    alpha: float,
    *,
    sided: int = 1,
    futility: Sequence[float] | None = None,
    binding: bool = False,
) -> Bounds:
    """
    Success at the last look only; interim looks are for futility.

    Args:
        looks: how many, equally spaced, or their information fractions.
        alpha: type I error, of both ends together where two-sided.
        sided: 1 or 2.
        futility: bounds of Z at the interim looks, -inf for none (one-sided only).
        binding: the last bound counts on the futility bounds being kept.
    Returns:
        The bounds; inf at the interim looks.
    Raises:
        DesignError: as `boundaries_haybittle_peto`.
    Source: Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical
        Trials, section 5.1.

    >>> found = boundaries_no_early_efficacy(4, 0.025, futility=[0, 0.5, 1], binding=True)
    >>> round(found.efficacy[-1], 4)
    1.8849
    """
    return boundaries_haybittle_peto(
        looks, alpha, interim=np.inf, sided=sided, futility=futility, binding=binding
    )
