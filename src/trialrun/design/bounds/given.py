"""Bounds set by hand, and the errors they have."""

from __future__ import annotations

from collections.abc import Sequence

from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.result import TWO, Bounds, at_looks, bounds_of, check_sided
from trialrun.errors import DesignError


def boundaries_given(
    looks: int | Sequence[float],
    efficacy: float | Sequence[float],
    *,
    sided: int = 1,
    futility: Sequence[float] | None = None,
    binding: bool = False,
) -> Bounds:
    """
    A test of which the bounds are given.

    Args:
        looks: how many, equally spaced, or their information fractions.
        efficacy: bound of Z (two-sided: of |Z|) at every look, or at each; inf for no stop.
        sided: 1 or 2.
        futility: bounds of Z at the interim looks, -inf for none (one-sided only).
        binding: the type I error counts on the futility bounds being kept.
    Returns:
        The bounds, with the type I error they have.
    Raises:
        DesignError: bounds of a wrong number, or that cross.
    Source: Armitage, McPherson and Rowe (1969), JRSS A 132:235-244.

    >>> round(boundaries_given(5, 1.959964, sided=2).alpha, 3)
    0.142
    """
    information = at_looks(looks)
    check_sided(sided, futility)
    count = len(information)
    upper = [float(efficacy)] * count if isinstance(efficacy, int | float) else list(efficacy)
    if len(upper) != count:
        raise DesignError(f"{len(upper)} bounds for {count} looks", place="efficacy")
    lower = None if futility is None else [*(float(each) for each in futility), upper[-1]]
    ends = [-each for each in upper] if sided == TWO else (lower if binding else None)
    found = probability_crossing(information, upper=upper, lower=ends)
    alpha = float(found.upper.sum() + (found.lower.sum() if sided == TWO else 0.0))
    return bounds_of(information, alpha, upper, sided=sided, futility=lower, binding=binding)
