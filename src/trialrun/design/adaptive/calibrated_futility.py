"""
Futility bounds calibrated to what they mean: a conditional power, predictive power or assurance.

Bounds are set at chosen looks only; at the others the trial does not end for futility. They are
non-binding unless the efficacy bounds given were found with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from trialrun.design.adaptive.conditional_power import conditional_z, rising_z
from trialrun.design.adaptive.predictive_power import conditional_assurance, predictive_z
from trialrun.design.adaptive.priors import FLAT, Prior
from trialrun.design.recursion import check_information
from trialrun.errors import DesignError


def futility_conditional_power(
    information: Sequence[float],
    upper: Sequence[float],
    powers: Mapping[int, float],
    *,
    drift: float | Sequence[float] | None = None,
) -> tuple[float, ...]:
    """
    Futility bounds at which the conditional power has wanted values.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z.
        powers: number of a look before the last (from 1) -> conditional power at its bound.
        drift: mean of Z at information 1, or at each look (non-proportional hazards); None for
            the effect estimated at the look.
    Returns:
        Bounds of Z at the looks, -inf where none is wanted; the last is the efficacy bound.
    Raises:
        DesignError: a look that is not before the last, a power not between 0 and 1, a bound
            above the efficacy bound.
    Source: Lachin (2005), Statistics in Medicine 24:2747-2764.

    >>> found = futility_conditional_power([0.3, 0.6, 1], [3.6, 2.7, 1.97], {2: 0.1})
    >>> [round(z, 3) for z in found]
    [-inf, 0.898, 1.97]
    """
    found = _free(information, upper, powers)
    for look in sorted(powers, reverse=True):
        found[look - 1] = conditional_z(
            information, upper=upper, look=look, power=powers[look], drift=drift
        )
    return _checked(found, upper)


def futility_predictive_power(
    information: Sequence[float],
    upper: Sequence[float],
    powers: Mapping[int, float],
    *,
    prior: Prior = FLAT,
) -> tuple[float, ...]:
    """
    Futility bounds at which the predictive power has wanted values.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z.
        powers: number of a look before the last (from 1) -> predictive power at its bound.
        prior: of the drift, before the trial.
    Returns:
        Bounds of Z at the looks, -inf where none is wanted; the last is the efficacy bound.
    Raises:
        DesignError: as `futility_conditional_power`.
    Source: Spiegelhalter, Freedman and Blackburn (1986), Controlled Clinical Trials 7:8-17.

    >>> found = futility_predictive_power([0.5, 1], [2.963, 1.969], {1: 0.2})
    >>> [round(z, 3) for z in found]
    [0.797, 1.969]
    """
    found = _free(information, upper, powers)
    for look in sorted(powers, reverse=True):
        found[look - 1] = predictive_z(
            information, upper=upper, look=look, power=powers[look], prior=prior
        )
    return _checked(found, upper)


def futility_assurance(
    information: Sequence[float],
    upper: Sequence[float],
    assurances: Mapping[int, float],
    *,
    prior: Prior,
) -> tuple[float, ...]:
    """
    Futility bounds at which the assurance, of the trial that goes on, has wanted values.

    The assurance at a look is the probability of success of a trial that has passed it, all that
    is known of its statistic being that it lies between its futility and its efficacy bound.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z.
        assurances: number of a look before the last (from 1) -> probability of success, given
            that the trial goes on there; earlier bounds are kept.
        prior: of the drift, before the trial; not flat.
    Returns:
        Bounds of Z at the looks, -inf where none is wanted; the last is the efficacy bound.
    Raises:
        DesignError: an assurance that is reached without any bound, or by none below efficacy;
            else as `futility_conditional_power`.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201; Wang, Fu,
        Kulkarni and Kaiser (2013), Statistics in Biosciences 5:156-182.

    >>> from trialrun.design.adaptive.priors import NormalPrior
    >>> found = futility_assurance([0.5, 1], [2.963, 1.969], {1: 0.8}, prior=NormalPrior(2, 2))
    >>> [round(z, 3) for z in found]
    [1.422, 1.969]
    """
    found = _free(information, upper, assurances)
    count = len(found)
    for look in sorted(assurances):
        wanted = assurances[look]

        def reached(z: float, look: int = look) -> float:
            lower = [*found[: look - 1], z, *([-np.inf] * (count - look - 1)), upper[-1]]
            return conditional_assurance(
                information, upper=upper, look=look, prior=prior, lower=lower
            )

        highest = upper[look - 1] - 1e-6
        highest = min(highest, 8.0)
        least, most = reached(-8.0), reached(highest)
        if not least < wanted < most:
            raise DesignError(
                f"found {wanted:g}, must be above {least:.4g}, that without a bound, and below "
                f"{most:.4g}",
                place=f"assurances[{look}]",
            )
        found[look - 1] = rising_z(
            lambda z, wanted=wanted, highest=highest: reached(min(max(z, -8.0), highest)) - wanted  # type: ignore[misc]
        )
    return _checked(found, upper)


def _free(
    information: Sequence[float], upper: Sequence[float], wanted: Mapping[int, float]
) -> list[float]:
    fractions = check_information(information)
    if len(upper) != len(fractions):
        raise DesignError(f"{len(fractions)} looks and {len(upper)} bounds", place="boundaries")
    for look, value in wanted.items():
        if not 1 <= look < len(fractions):
            raise DesignError(f"found {look}, must be from 1 to {len(fractions) - 1}", place="look")
        if not 0 < value < 1:
            raise DesignError(f"found {value:g}, must be above 0 and below 1", place="power")
    return [*([-np.inf] * (len(fractions) - 1)), float(upper[-1])]


def _checked(found: Sequence[float], upper: Sequence[float]) -> tuple[float, ...]:
    for position, (low, high) in enumerate(zip(found, upper, strict=True), start=1):
        if low > high:
            raise DesignError(
                f"the futility bound of look {position}, {low:.3f}, is above its efficacy bound, "
                f"{high:.3f}",
                place="power",
                hint="ask for a lower power at this look.",
            )
    return tuple(float(z) for z in found)
