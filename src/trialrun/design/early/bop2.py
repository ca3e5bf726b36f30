"""
Bayesian optimal phase II design (BOP2) for a binary endpoint.

After n of N subjects the trial stops where the posterior probability that the rate exceeds the null
rate is below lambda (n / N)^gamma. Both are chosen for the most power under a limit on the type I
error, with exact probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from trialrun.design.early.binomial import BinomialCourse, probability_course
from trialrun.design.early.checks import check_looks, check_order, check_prior
from trialrun.design.size.checks import check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class Bop2Design:
    """
    A BOP2 design, with its stopping table.

    `lower` are the responses that stop the trial at each of `looks`, or fewer (-1 for none).
    """

    looks: tuple[int, ...]
    lower: tuple[int, ...]
    cutoff: float
    exponent: float

    def course(self, rate: float) -> BinomialCourse:
        """
        Exact operating characteristics at a response rate.

        >>> round(boundaries_bop2([10, 20, 40], 0.2, 0.9, 1).course(0.2).success, 4)
        0.0785
        """
        return probability_course(self.looks, self.lower, rate)


def boundaries_bop2(
    looks: Sequence[int],
    null_rate: float,
    cutoff: float,
    exponent: float,
    *,
    prior: Sequence[float] | None = None,
) -> Bop2Design:
    """
    Stopping table of a BOP2 design with a given cutoff.

    Args:
        looks: subjects at each look, rising; the last one is the end.
        null_rate: response rate of a drug that is not wanted.
        cutoff: lambda, the posterior probability asked for at the end.
        exponent: gamma, 0 for the same cutoff at all looks, larger for later stopping.
        prior: both numbers of a Beta prior, responses first; None for one subject at the null rate.
    Returns:
        The design.
    Raises:
        DesignError: looks that do not rise, a cutoff that is no probability, exponent below 0.
    Source: Zhou, Lee and Yuan (2017), Statistics in Medicine 36:3302-3314.

    >>> boundaries_bop2([10, 20, 40], 0.2, 0.9, 1).lower
    (1, 3, 11)
    """
    sizes = check_looks(looks)
    check_rates(null_rate=null_rate, cutoff=cutoff)
    if not 0 <= exponent < np.inf:
        raise DesignError(f"found {exponent:g}, must be at least 0", place="exponent")
    tables = _posteriors(sizes, null_rate, prior)
    limits = cutoff * (np.array(sizes) / sizes[-1]) ** exponent
    return Bop2Design(tuple(sizes), _lower(tables, limits), float(cutoff), float(exponent))


def size_bop2(
    looks: Sequence[int],
    null_rate: float,
    alternative_rate: float,
    *,
    alpha: float = 0.1,
    prior: Sequence[float] | None = None,
    step: float = 0.01,
) -> Bop2Design:
    """
    BOP2 design with the most power of those that hold the type I error.

    Args:
        looks: subjects at each look, rising; the last one is the end.
        null_rate: response rate of a drug that is not wanted.
        alternative_rate: response rate of a drug that is wanted.
        alpha: highest probability of wanting a drug with the null rate.
        prior: both numbers of a Beta prior, responses first; None for one subject at the null rate.
        step: of lambda, from 0.5 to 1, and gamma, from 0 to 1, in the search.
    Returns:
        The design; of those with the same power the one with the least expected size under the null
        rate, then the smallest lambda and gamma.
    Raises:
        DesignError: looks that do not rise, rates out of order, no cutoff that holds alpha.
    Source: Zhou, Lee and Yuan (2017), Statistics in Medicine 36:3302-3314.

    >>> found = size_bop2([10, 15, 20, 25, 30, 35, 40], 0.2, 0.4)
    >>> found.lower
    (1, 2, 4, 5, 7, 9, 10)
    """
    sizes = check_looks(looks)
    check_order(null_rate, alternative_rate)
    check_rates(alpha=alpha)
    if not 0 < step <= 0.25:
        raise DesignError(f"found {step:g}, must be above 0 and at most 0.25", place="step")
    tables = _posteriors(sizes, null_rate, prior)
    fractions = np.array(sizes) / sizes[-1]
    chosen: dict[tuple[int, ...], tuple[float, float]] = {}
    for cutoff in np.round(np.arange(0.5, 1, step), 10):
        for exponent in np.round(np.arange(0, 1 + step / 2, step), 10):
            lower = _lower(tables, cutoff * fractions**exponent)
            chosen.setdefault(lower, (float(cutoff), float(exponent)))
    best: tuple[tuple[float, float], Bop2Design] | None = None
    for lower, (cutoff, exponent) in chosen.items():
        null = probability_course(sizes, lower, null_rate)
        if null.success > alpha:
            continue
        power = probability_course(sizes, lower, alternative_rate).success
        rank = (-round(power, 10), null.expected_subjects)
        if best is None or rank < best[0]:
            best = rank, Bop2Design(tuple(sizes), lower, cutoff, exponent)
    if best is None:
        raise DesignError(
            f"no cutoff holds a type I error of {alpha:g} with {sizes[-1]} subjects", place="alpha"
        )
    return best[1]


def _posteriors(sizes: list[int], null_rate: float, prior: Sequence[float] | None) -> list[Floats]:
    """Posterior probability of a rate above the null for 0 … n responses, for each look."""
    first, second = (null_rate, 1 - null_rate) if prior is None else check_prior(prior)
    counts = [np.arange(n + 1) for n in sizes]
    return [
        np.asarray(stats.beta.sf(null_rate, first + x, second + n - x))
        for n, x in zip(sizes, counts, strict=True)
    ]


def _lower(tables: list[Floats], limits: Floats) -> tuple[int, ...]:
    """Responses that stop at each look: those with a posterior probability below the limit."""
    return tuple(
        int(np.searchsorted(table, limit)) - 1 for table, limit in zip(tables, limits, strict=True)
    )
