"""
Sample-size re-estimation by the effect seen at a look of a two-stage trial.

`first` is the sample size (or events) at the look, `planned` that of the whole trial, `total` the
one chosen at the look. The statistic of Cui, Hung and Wang keeps the weights of the plan and with
them the type I error, whatever the rule; the conventional statistic keeps it where the sample
size is raised only when the result is promising (Chen, DeMets and Lan), or against a bound that
depends on the look (Gao, Ware and Mehta).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, sqrt
from typing import Literal

from scipy import optimize, special

from trialrun.design.boundaries import check_errors
from trialrun.errors import DesignError

Zone = Literal["unfavourable", "promising", "favourable"]


@dataclass(frozen=True, slots=True)
class ReestimatedByEffect:
    """
    The zone of a result, its conditional power as planned and with the total chosen, that total.

    `bound` is that of the conventional statistic with which the type I error is kept exactly.
    """

    zone: Zone
    conditional_power_planned: float
    total: float
    conditional_power: float
    bound: float


def statistic_cui_hung_wang(z_first: float, z_second: float, fraction: float) -> float:
    """
    Weighted statistic of a trial whose sample size was changed after a look.

    Args:
        z_first: statistic of the subjects up to the look.
        z_second: statistic of those after it, on their own.
        fraction: of the planned information that the look was planned at.
    Returns:
        √t z_first + √(1 - t) z_second.
    Raises:
        DesignError: a fraction not between 0 and 1, a statistic that is not finite.
    Source: Cui, Hung and Wang (1999), Biometrics 55:853-857.

    >>> round(statistic_cui_hung_wang(1.5, 1.8, 0.5), 4)
    2.3335
    """
    if not 0 < fraction < 1:
        raise DesignError(f"found {fraction:g}, must be above 0 and below 1", place="fraction")
    _check_finite(z_first=z_first, z_second=z_second)
    return sqrt(fraction) * z_first + sqrt(1 - fraction) * z_second


def second_stage_bound(z_first: float, bound: float, fraction: float) -> float:
    """
    Bound of the second stage's own statistic that the weighted statistic leaves.

    Args:
        z_first: statistic at the look.
        bound: of the weighted statistic.
        fraction: of the planned information at the look.
    Returns:
        (bound - √t z_first) / √(1 - t), the normal score of the conditional error.
    Raises:
        DesignError: a fraction not between 0 and 1, a statistic that is not finite.
    Source: Cui, Hung and Wang (1999), Biometrics 55:853-857; Lehmacher and Wassmer (1999),
        Biometrics 55:1286-1290.

    >>> round(second_stage_bound(1.5, 1.96, 0.5), 4)
    1.2719
    """
    if not 0 < fraction < 1:
        raise DesignError(f"found {fraction:g}, must be above 0 and below 1", place="fraction")
    _check_finite(z_first=z_first)
    return (bound - sqrt(fraction) * z_first) / sqrt(1 - fraction)


def second_stage_bound_fisher(z_first: float, alpha: float) -> float:
    """
    Bound of the second stage's own statistic that the product of p-values leaves.

    Args:
        z_first: statistic at the look.
        alpha: one-sided type I error of the product test.
    Returns:
        The bound; -inf where the first stage alone rejects.
    Raises:
        DesignError: alpha not between 0 and 1.
    Source: Bauer and Köhne (1994), Biometrics 50:1029-1041.

    >>> round(second_stage_bound_fisher(1.0, 0.025), 4)
    1.9778
    """
    from trialrun.design.adaptive.combination import fisher_product_bound

    level = fisher_product_bound(alpha) / float(special.ndtr(-z_first))
    return -inf if level >= 1 else float(-special.ndtri(level))


def conditional_power_estimated(
    z_first: float, first: float, total: float, planned: float, *, bound: float
) -> float:
    """
    Conditional power under the effect estimated at the look, by the weighted statistic.

    Args:
        z_first: statistic at the look.
        first: sample size there.
        total: sample size at the end.
        planned: sample size at the end as planned, which gave the weights.
        bound: of the weighted statistic.
    Returns:
        The conditional power.
    Raises:
        DesignError: sizes out of order.
    Source: Mehta and Pocock (2011), Statistics in Medicine 30:3267-3284, equation (3).

    >>> round(conditional_power_estimated(1.25, 208, 442, 442, bound=1.96), 4)
    0.4249
    """
    _check_sizes(first, planned, total)
    effect = z_first * sqrt((total - first) / first)
    return float(special.ndtr(effect - second_stage_bound(z_first, bound, first / planned)))


def size_conditional_power(
    z_first: float,
    first: float,
    planned: float,
    *,
    bound: float,
    power: float = 0.9,
    effect: float | None = None,
    rest_bound: float | None = None,
) -> float:
    """
    Total sample size with which the conditional power has a wanted value.

    Args:
        z_first: statistic at the look.
        first: sample size there.
        planned: sample size at the end as planned.
        bound: of the weighted statistic.
        power: conditional power wanted.
        effect: mean of Z per root of the sample size; None for the one estimated, z / √first.
        rest_bound: of the second stage's own statistic, where it does not follow from `bound`.
    Returns:
        The total; inf for an effect in the wrong direction.
    Raises:
        DesignError: sizes out of order, power not between 0 and 1.
    Source: Mehta and Pocock (2011), Statistics in Medicine 30:3267-3284, equation (8).

    >>> round(size_conditional_power(1.5, 208, 442, bound=1.96, power=0.8), 1)
    623.9
    """
    _check_sizes(first, planned, planned)
    if not 0 < power < 1:
        raise DesignError(f"found {power:g}, must be above 0 and below 1", place="power")
    slope = z_first / sqrt(first) if effect is None else effect
    if rest_bound is None:
        rest_bound = second_stage_bound(z_first, bound, first / planned)
    needed = rest_bound + float(special.ndtri(power))
    if needed <= 0:
        return first
    return inf if slope <= 0 else first + (needed / slope) ** 2


def reestimate_promising(
    z_first: float,
    first: float,
    planned: float,
    most: float,
    *,
    alpha: float = 0.025,
    power: float = 0.8,
    lowest: float | None = None,
) -> ReestimatedByEffect:
    """
    Total sample size by the promising zone: raised where the conditional power is middling.

    Args:
        z_first: statistic at the look.
        first: sample size there.
        planned: sample size at the end as planned.
        most: largest total.
        alpha: one-sided type I error.
        power: conditional power wanted, where the favourable zone begins.
        lowest: conditional power where the promising zone begins; None for the least at which
            the conventional test keeps alpha, `promising_lowest`.
    Returns:
        The zone, total and conditional power.
    Raises:
        DesignError: sizes out of order, power not above alpha.
    Source: Mehta and Pocock (2011), Statistics in Medicine 30:3267-3284, section 3.

    >>> found = reestimate_promising(1.5, 208, 442, 884)
    >>> found.zone, round(found.total), round(found.conditional_power, 3)
    ('promising', 624, 0.8)
    """
    check_errors(alpha, power)
    _check_sizes(first, planned, most)
    bound = float(-special.ndtri(alpha))
    now = conditional_power_estimated(z_first, first, planned, planned, bound=bound)
    if lowest is None:
        lowest = promising_lowest(first / planned, most / planned, alpha=alpha, power=power)
    zone: Zone = "favourable"
    total = planned
    if now < lowest:
        zone = "unfavourable"
    elif now < power:
        zone = "promising"
        total = min(size_conditional_power(z_first, first, planned, bound=bound, power=power), most)
    return ReestimatedByEffect(
        zone,
        now,
        total,
        conditional_power_estimated(z_first, first, total, planned, bound=bound),
        conventional_bound(z_first, first, planned, total, alpha=alpha),
    )


def promising_lowest(
    fraction: float, increase: float, *, alpha: float = 0.025, power: float = 0.8
) -> float:
    """
    Conditional power from which on the conventional statistic keeps the type I error.

    Args:
        fraction: of the planned sample size at the look.
        increase: largest total / planned, above 1; inf for no limit.
        alpha: one-sided type I error.
        power: conditional power wanted.
    Returns:
        The lower end of the promising zone.
    Raises:
        DesignError: a fraction not between 0 and 1, no increase, power not above alpha.
    Source: Mehta and Pocock (2011), Statistics in Medicine 30:3267-3284, section 3 and Table 1.

    >>> round(promising_lowest(208 / 442, 2.0), 3)
    0.36
    """
    check_errors(alpha, power)
    if not 0 < fraction < 1:
        raise DesignError(f"found {fraction:g}, must be above 0 and below 1", place="fraction")
    if not increase > 1:
        raise DesignError(f"found {increase:g}, must be above 1", place="increase")
    bound = float(-special.ndtri(alpha))
    limit = 1e6 if increase == inf else increase

    def excess(z: float) -> float:
        total = min(size_conditional_power(z, fraction, 1.0, bound=bound, power=power), limit)
        return conventional_bound(z, fraction, 1.0, total, alpha=alpha) - bound

    # Where the wanted power is reached as planned, the bounds agree; below, first lower then higher.
    def reached(z: float) -> float:
        return conditional_power_estimated(z, fraction, 1.0, 1.0, bound=bound) - power

    end = float(optimize.brentq(reached, 1e-6, 10.0))
    low = high = end - 1e-3
    step = end / 400
    while excess(low) <= 0:
        high, low = low, low - step
        if low <= 0:
            return conditional_power_estimated(1e-9, fraction, 1.0, 1.0, bound=bound)
    z = float(optimize.brentq(excess, low, high, xtol=1e-12))
    return conditional_power_estimated(z, fraction, 1.0, 1.0, bound=bound)


def conventional_bound(
    z_first: float, first: float, planned: float, total: float, *, alpha: float = 0.025
) -> float:
    """
    Bound of the conventional statistic that has the conditional error of the plan.

    Args:
        z_first: statistic at the look.
        first: sample size there.
        planned: sample size at the end as planned.
        total: sample size at the end as chosen at the look.
        alpha: one-sided type I error of the plan, spent at the end.
    Returns:
        The bound; at most that of the plan where raising the sample size does no harm.
    Raises:
        DesignError: sizes out of order.
    Source: Gao, Ware and Mehta (2008), Journal of Biopharmaceutical Statistics 18:1184-1196.

    >>> round(conventional_bound(1.5, 208, 442, 884), 4)
    1.8465
    """
    check_errors(alpha, None)
    _check_sizes(first, planned, total)
    rest = second_stage_bound(z_first, float(-special.ndtri(alpha)), first / planned)
    return sqrt(first / total) * z_first + sqrt(1 - first / total) * rest


def may_increase(z_first: float, first: float, planned: float, *, alpha: float = 0.025) -> bool:
    """
    Whether the sample size may be raised at will, and the conventional statistic be kept.

    Args:
        z_first: statistic at the look.
        first: sample size there.
        planned: sample size at the end as planned.
        alpha: one-sided type I error.
    Returns:
        True where the conditional power under the estimated effect is above one half.
    Raises:
        DesignError: sizes out of order.
    Source: Chen, DeMets and Lan (2004), Statistics in Medicine 23:1023-1038.

    >>> may_increase(1.5, 208, 442), may_increase(1.2, 208, 442)
    (True, False)
    """
    check_errors(alpha, None)
    bound = float(-special.ndtri(alpha))
    return conditional_power_estimated(z_first, first, planned, planned, bound=bound) > 0.5


def conditional_error_circular(z_first: float, radius: float) -> float:
    """
    Conditional error of the circular test: the second stage's p-value that still rejects.

    Args:
        z_first: statistic of the first stage.
        radius: k; a first stage above it rejects, one below 0 does not go on.
    Returns:
        A(z_first) = 1 - Phi(√(k² - z²)) between 0 and k.
    Raises:
        DesignError: a radius that is not positive.
    Source: Proschan and Hunsberger (1995), Biometrics 51:1315-1324.

    >>> round(conditional_error_circular(1.0, 2.0), 4)
    0.0416
    """
    if not 0 < radius < inf:
        raise DesignError(f"found {radius:g}, must be above 0", place="radius")
    if z_first < 0:
        return 0.0
    if z_first >= radius:
        return 1.0
    return float(special.ndtr(-sqrt(radius**2 - z_first**2)))


def worst_type_one_error(alpha: float) -> float:
    """
    Type I error to which the conventional test can rise by choosing the second stage freely.

    Args:
        alpha: one-sided type I error of the plan.
    Returns:
        alpha + exp(-z² / 2) / 4.
    Raises:
        DesignError: alpha not between 0 and 1.
    Source: Proschan and Hunsberger (1995), Biometrics 51:1315-1324.

    >>> round(worst_type_one_error(0.05), 4)
    0.1146
    """
    check_errors(alpha, None)
    return alpha + exp(-(float(special.ndtri(alpha)) ** 2) / 2) / 4


def _check_finite(**statistics: float) -> None:
    for name, value in statistics.items():
        if not -inf < value < inf:
            raise DesignError(f"found {value:g}, must be finite", place=name)


def _check_sizes(first: float, planned: float, total: float) -> None:
    if not 0 < first < planned < inf or not total > first:
        raise DesignError(
            f"found {first:g} at the look, {planned:g} planned and a total of {total:g}, must rise",
            place="sizes",
        )
