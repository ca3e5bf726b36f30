"""
Equivalence of two means by two one-sided tests: parallel groups and the 2x2 crossover.

For the ratio of lognormal values, as in bioequivalence, take everything on the logarithmic scale:
`log_deviation` turns a coefficient of variation into a standard deviation there.
"""

from __future__ import annotations

from math import inf, log1p, sqrt
from typing import Literal

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.sample_size_means import Distribution
from trialrun.design.size.checks import check_positive, size_for_power
from trialrun.design.size.student import power_two_one_sided
from trialrun.errors import DesignError

Layout = Literal["parallel", "crossover", "one-sample"]


def log_deviation(coefficient_of_variation: float) -> float:
    """
    Give the standard deviation of the logarithm of a lognormal value.

    Args:
        coefficient_of_variation: of the value itself, above 0.
    Returns:
        The standard deviation on the logarithmic scale.
    Raises:
        DesignError: a coefficient not above 0.

    >>> round(log_deviation(0.2), 4)
    0.198
    """
    check_positive(coefficient_of_variation=coefficient_of_variation)
    return sqrt(log1p(coefficient_of_variation**2))


def power_means_equivalence(
    difference: float,
    standard_deviation: float,
    subjects: float,
    margins: tuple[float, float],
    *,
    alpha: float = 0.05,
    ratio: float = 1.0,
    layout: Layout = "parallel",
    distribution: Distribution = "t",
) -> float:
    """
    Power of two one-sided tests to show that a difference of means lies within margins.

    Args:
        difference: assumed difference.
        standard_deviation: of a value; within subjects for a crossover.
        subjects: of all arms or sequences together.
        margins: lower and upper.
        alpha: type I error of each of the two tests.
        ratio: experimental subjects per control subject of parallel groups.
        layout: "parallel", "crossover" (2x2) or "one-sample".
        distribution: "t", exact by Owen's integral; or "normal".
    Returns:
        Probability that both tests reject.
    Raises:
        DesignError: margins out of order, a spread or ratio not above 0, too few subjects.
    Source: Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15:657-680;
        Phillips (1990), same journal 18:137-144; Diletti, Hauschke and Steinijans (1991),
        International Journal of Clinical Pharmacology 29:1-8.

    >>> from math import log
    >>> margins, deviation = (log(0.8), log(1.25)), log_deviation(0.2)
    >>> round(power_means_equivalence(log(0.95), deviation, 20, margins, layout="crossover"), 4)
    0.8347
    """
    low, high = margins
    if not low < high:
        raise DesignError(f"found {low:g}, {high:g}, must rise", place="margins")
    check_errors(alpha, None)
    check_positive(standard_deviation=standard_deviation, subjects=subjects)
    error = standard_deviation * sqrt(_unit_variance(layout, ratio) / subjects)
    freedom = inf
    if distribution == "t":
        freedom = subjects - (1 if layout == "one-sample" else 2)
    return power_two_one_sided(
        (difference - low) / error, (high - difference) / error, freedom, alpha
    )


def size_means_equivalence(
    difference: float,
    standard_deviation: float,
    margins: tuple[float, float],
    *,
    alpha: float = 0.05,
    power: float = 0.9,
    ratio: float = 1.0,
    layout: Layout = "parallel",
    distribution: Distribution = "t",
) -> float:
    """
    Subjects for two one-sided tests to show that a difference of means lies within margins.

    Args:
        difference: assumed difference, strictly within the margins.
        standard_deviation: of a value; within subjects for a crossover.
        margins: lower and upper.
        alpha: type I error of each of the two tests.
        power: probability that both reject.
        ratio: experimental subjects per control subject of parallel groups.
        layout: "parallel", "crossover" (2x2) or "one-sample".
        distribution: "t" or "normal".
    Returns:
        Subjects of all arms or sequences together, not rounded up.
    Raises:
        DesignError: as `power_means_equivalence`; a difference not within the margins.
    Source: as `power_means_equivalence`.

    >>> from math import log
    >>> margins, deviation = (log(0.8), log(1.25)), log_deviation(0.2)
    >>> size = size_means_equivalence(log(0.95), deviation, margins, power=0.8, layout="crossover")
    >>> round(size, 2)
    18.37
    """
    low, high = margins
    if not low < difference < high:
        raise DesignError(
            f"found {difference:g}, must lie within the margins, {low:g} and {high:g}",
            place="difference",
        )
    check_positive(standard_deviation=standard_deviation)
    nearest = min(difference - low, high - difference)
    unit = _unit_variance(layout, ratio) * standard_deviation**2
    guess = unit * (fixed_drift(alpha, power) / nearest) ** 2

    def reached(subjects: float) -> float:
        return power_means_equivalence(
            difference,
            standard_deviation,
            subjects,
            margins,
            alpha=alpha,
            ratio=ratio,
            layout=layout,
            distribution=distribution,
        )

    return size_for_power(reached, power, guess=1.3 * guess + 4, least=2.01)


def _unit_variance(layout: Layout, ratio: float) -> float:
    """Variance of the estimated difference, times subjects, for values of variance 1."""
    check_positive(ratio=ratio)
    unit = {"parallel": (1 + ratio) ** 2 / ratio, "crossover": 2.0, "one-sample": 1.0}
    if layout not in unit:
        raise DesignError(f"found {layout!r}, must be one of {', '.join(unit)}", place="layout")
    return unit[layout]
