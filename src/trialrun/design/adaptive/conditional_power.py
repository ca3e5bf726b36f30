"""
Conditional power: the chance to succeed at the looks that are left, given the one just taken.

Given Z = z at information t, the scores at later looks minus z √t are those of a trial that begins
there, so that the recursion of the whole trial gives the rest of it. A drift that is one number
means proportional hazards or a constant effect; means of Z at the looks, for instance those of
`expected_drift`, give conditional power under non-proportional hazards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import optimize

from trialrun.design.recursion import (
    StoppingProbabilities,
    check_information,
    score_means,
    stopping_probabilities,
)
from trialrun.errors import DesignError

_FARTHEST = 60.0
"""Standard errors beyond which no statistic is looked for."""


def conditional_stopping(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    look: int,
    z: float,
    drift: float | Sequence[float] | None = None,
    lower: Sequence[float] | None = None,
    spread: float = 1.0,
) -> StoppingProbabilities:
    """
    Probabilities of crossing each later bound first, given the statistic at a look.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z at all looks; inf for none.
        look: number of the look just taken, from 1.
        z: statistic there.
        drift: mean of Z at information 1, or the mean of Z at each look (of which the differences
            of scores after `look` matter); None for the effect estimated there, z / √t.
        lower: futility bounds of Z at all looks, or at all but the last, -inf for none; None for
            none at all.
        spread: standard deviation of the data after `look` under the hypothesis, which the
            statistic is divided by, against that under the effect; 1 unless rates are compared.
    Returns:
        Probabilities at the looks after `look`, (n_looks - look,).
    Raises:
        DesignError: fractions out of order, a look that is not before the last, an infinite z.
    Source: Lan, Simon and Halperin (1982), Sequential Analysis 1:207-219; Jennison and Turnbull
        (2000), section 10.2.

    >>> found = conditional_stopping([0.5, 1], upper=[2.963, 1.969], look=1, z=1.0, drift=3.2415)
    >>> found.upper.round(4).tolist()
    [0.6941]
    """
    fractions = check_information(information)
    count = len(fractions)
    if not 1 <= look < count:
        raise DesignError(f"found {look}, must be from 1 to {count - 1}", place="look")
    if not np.isfinite(z):
        raise DesignError(f"found {z:g}, must be finite", place="z")
    if len(upper) != count or (lower is not None and len(lower) not in {count - 1, count}):
        raise DesignError(f"{count} looks need as many bounds", place="boundaries")
    t = fractions[look - 1]
    score = z * float(np.sqrt(t))
    if drift is None:
        drift = z / float(np.sqrt(t))
    means = score_means(fractions, drift)
    left = [each - t for each in fractions[look:]]
    roots = [float(np.sqrt(each)) for each in left]

    def shifted(bounds: Sequence[float]) -> list[float]:
        pairs = zip(bounds, fractions[look : look + len(bounds)], roots, strict=False)
        return [spread * (b * float(np.sqrt(f)) - score) / root for b, f, root in pairs]

    high = shifted(list(upper)[look:])
    low = None
    if lower is not None:
        low = shifted(list(lower)[look:])
        low = [*low, high[-1]] if len(low) < len(high) else low
        low = [min(a, b) for a, b in zip(low, high, strict=True)]
    increments = [
        (mean - means[look - 1]) / root for mean, root in zip(means[look:], roots, strict=True)
    ]
    return stopping_probabilities(left, upper=high, lower=low, drift=increments)


def conditional_power(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    look: int,
    z: float,
    drift: float | Sequence[float] | None = None,
    lower: Sequence[float] | None = None,
) -> float:
    """
    Probability of crossing an efficacy bound at a later look, given the statistic at one.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z at all looks; inf for none.
        look: number of the look just taken, from 1.
        z: statistic there.
        drift: mean of Z at information 1, or the mean of Z at each look; None for the effect
            estimated there, z / √t.
        lower: futility bounds of Z at all looks, or at all but the last, -inf for none; None for
            none at all.
    Returns:
        The conditional power.
    Raises:
        DesignError: as `conditional_stopping`.
    Source: Lan, Simon and Halperin (1982), Sequential Analysis 1:207-219.

    >>> round(conditional_power([0.5, 1], upper=[2.963, 1.969], look=1, z=1.0), 4)
    0.2163
    """
    found = conditional_stopping(information, upper=upper, look=look, z=z, drift=drift, lower=lower)
    return float(found.upper.sum())


def conditional_rejection_probability(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    look: int,
    z: float,
    lower: Sequence[float] | None = None,
) -> float:
    """
    Conditional type I error: the probability under the hypothesis to reject it at a later look.

    Whatever a redesigned remainder of the trial spends at most, given the data so far.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z at all looks; inf for none.
        look: number of the look just taken, from 1.
        z: statistic there.
        lower: futility bounds of Z at all looks, or at all but the last, -inf for none; None for
            none at all.
    Returns:
        The conditional rejection probability.
    Raises:
        DesignError: as `conditional_stopping`.
    Source: Müller and Schäfer (2001), Biometrics 57:886-891.

    >>> round(conditional_rejection_probability([0.5, 1], upper=[2.963, 1.969], look=1, z=1), 4)
    0.0372
    """
    return conditional_power(information, upper=upper, look=look, z=z, drift=0.0, lower=lower)


def conditional_z(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    look: int,
    power: float,
    drift: float | Sequence[float] | None = None,
    lower: Sequence[float] | None = None,
) -> float:
    """
    Statistic at a look at which the conditional power has a wanted value.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z at all looks.
        look: number of the look, from 1.
        power: conditional power wanted there, between 0 and 1.
        drift: as `conditional_stopping`.
        lower: futility bounds of Z at all looks; those after `look` count.
    Returns:
        The statistic: a futility bound by conditional power.
    Raises:
        DesignError: a power not between 0 and 1; else as `conditional_stopping`.
    Source: Lan, Simon and Halperin (1982), Sequential Analysis 1:207-219.

    >>> round(conditional_z([0.5, 1], upper=[2.963, 1.969], look=1, power=0.2), 4)
    0.9715
    """
    if not 0 < power < 1:
        raise DesignError(f"found {power:g}, must be above 0 and below 1", place="power")

    def missing(z: float) -> float:
        return (
            conditional_power(information, upper=upper, look=look, z=z, drift=drift, lower=lower)
            - power
        )

    return rising_z(missing)


def rising_z(function: Callable[[float], float]) -> float:
    """Root of a rising function of a statistic."""
    low, high = -1.0, 3.0
    while function(low) > 0:
        low -= 4
        if low < -_FARTHEST:
            raise DesignError("no statistic gives so little", place="power")
    while function(high) < 0:
        high += 4
        if high > _FARTHEST:
            raise DesignError("no statistic gives so much", place="power")
    return float(optimize.brentq(function, low, high, xtol=1e-12))
