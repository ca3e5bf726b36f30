"""
Designs that stop on the Bayesian predictive probability of success.

At a look the predictive probability is that of ending, with all subjects, with a posterior
probability of a rate above the null rate of more than `theta_final`. The trial stops for futility
where it is below `theta_low`, and for efficacy where it is above `theta_high`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from trialrun.design.early.binomial import (
    BinomialCourse,
    power_attainable,
    probability_course,
)
from trialrun.design.early.checks import check_count, check_looks, check_order, check_prior
from trialrun.design.size.checks import check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class PredictiveDesign:
    """
    A design that stops on predictive probability, with its stopping table.

    `lower` are the responses that stop for futility at each of `looks` or fewer (-1 for none), the
    last those with which the drug is rejected; `upper` those that stop for efficacy or more (one
    above the subjects for none).
    """

    looks: tuple[int, ...]
    lower: tuple[int, ...]
    upper: tuple[int, ...]
    theta_low: float
    theta_final: float
    theta_high: float

    def course(self, rate: float) -> BinomialCourse:
        """
        Exact operating characteristics at a response rate.

        >>> design = boundaries_predictive(range(10, 37), 0.2, 0.001, 0.9, prior=(0.2, 0.8))
        >>> round(design.course(0.2).expected_subjects, 2)
        27.67
        """
        return probability_course(self.looks, self.lower, rate, upper=self.upper)


def probability_posterior(
    responses: int, subjects: int, null_rate: float, *, prior: Sequence[float]
) -> float:
    """
    Posterior probability that the response rate exceeds the null rate.

    Args:
        responses: seen so far.
        subjects: seen so far.
        null_rate: rate to exceed.
        prior: both numbers of a Beta prior, responses first.
    Returns:
        The probability.
    Raises:
        DesignError: impossible counts, a rate that is no probability, a prior that is none.

    >>> round(probability_posterior(12, 36, 0.2, prior=(0.2, 0.8)), 4)
    0.9639
    """
    first, second = check_prior(prior)
    check_rates(null_rate=null_rate)
    _check_counts(responses, subjects)
    return float(stats.beta.sf(null_rate, first + responses, second + subjects - responses))


def probability_predictive(
    responses: int,
    subjects: int,
    most: int,
    null_rate: float,
    theta_final: float,
    *,
    prior: Sequence[float],
) -> float:
    """
    Predictive probability that the trial ends with success.

    Args:
        responses: seen so far.
        subjects: seen so far.
        most: subjects at the end.
        null_rate: rate to exceed.
        theta_final: posterior probability to exceed at the end.
        prior: both numbers of a Beta prior, responses first.
    Returns:
        The probability.
    Raises:
        DesignError: impossible counts, probabilities that are none, a prior that is none.
    Source: Lee and Liu (2008), Clinical Trials 5:93-106.

    >>> round(probability_predictive(16, 23, 40, 0.6, 0.9, prior=(0.6, 0.4)), 4)
    0.5656
    """
    check_rates(theta_final=theta_final, null_rate=null_rate)
    _check_counts(responses, subjects)
    if most < subjects:
        raise DesignError(f"found {most}, must be at least the subjects {subjects}", place="most")
    first, second = check_prior(prior)
    final = _final(most, null_rate, theta_final, (first, second))
    return float(_predictive(subjects, most, final, (first, second))[responses])


def boundaries_predictive(
    looks: Sequence[int],
    null_rate: float,
    theta_low: float,
    theta_final: float,
    *,
    theta_high: float = 1.0,
    prior: Sequence[float],
) -> PredictiveDesign:
    """
    Stopping table of a design that stops on predictive probability.

    Args:
        looks: subjects at each look, rising; the last one is the end.
        null_rate: rate to exceed.
        theta_low: predictive probability below which the trial stops for futility.
        theta_final: posterior probability to exceed at the end.
        theta_high: predictive probability above which it stops for efficacy; 1 for never.
        prior: both numbers of a Beta prior, responses first.
    Returns:
        The design.
    Raises:
        DesignError: looks that do not rise, probabilities out of order, a prior that is none.
    Source: Lee and Liu (2008), Clinical Trials 5:93-106.

    >>> boundaries_predictive([10, 20, 30], 0.2, 0.05, 0.9, prior=(0.2, 0.8)).lower
    (1, 4, 9)
    """
    sizes = check_looks(looks)
    check_rates(theta_final=theta_final, null_rate=null_rate)
    if not 0 <= theta_low < theta_high <= 1:
        raise DesignError(
            f"found {theta_low:g} and {theta_high:g}, must be from 0 to 1 and rise",
            place="theta_low",
        )
    shape = check_prior(prior)
    final = _final(sizes[-1], null_rate, theta_final, shape)
    lower, upper = [], []
    for n in sizes[:-1]:
        chances = _predictive(n, sizes[-1], final, shape)
        lower.append(int((chances < theta_low).sum()) - 1)
        stops = int((chances > theta_high).sum()) if theta_high < 1 else 0
        upper.append(n + 1 - stops)
    return PredictiveDesign(
        looks=tuple(sizes),
        lower=(*lower, final),
        upper=(*upper, final + 1),
        theta_low=theta_low,
        theta_final=theta_final,
        theta_high=theta_high,
    )


def size_predictive(
    null_rate: float,
    alternative_rate: float,
    *,
    alpha: float = 0.1,
    power: float = 0.9,
    prior: Sequence[float],
    first_look: int = 10,
    every: int = 1,
    most: int = 100,
) -> PredictiveDesign:
    """
    Smallest design with futility stopping on predictive probability that holds both errors.

    For each size and each number of responses that the end may ask for, the highest `theta_low`
    that keeps the power is taken, as it stops most trials under the null rate. Of the designs with
    the smallest size the one with the least expected size under the null rate is returned.

    Args:
        null_rate: response rate of a drug that is not wanted.
        alternative_rate: response rate of a drug that is wanted.
        alpha: highest probability of wanting a drug with the null rate.
        power: least probability of wanting a drug with the alternative rate.
        prior: both numbers of a Beta prior, responses first.
        first_look: subjects at the first look.
        every: subjects from a look to the next.
        most: largest size that is looked at.
    Returns:
        The design; its thetas lie in the middle of those that give the same table.
    Raises:
        DesignError: rates out of order, errors that are no probabilities, none up to `most`.
    Source: Lee and Liu (2008), Clinical Trials 5:93-106.

    >>> found = size_predictive(0.2, 0.4, prior=(0.2, 0.8), most=40)
    >>> found.looks[-1], found.lower[-1]
    (36, 10)
    """
    check_order(null_rate, alternative_rate)
    check_rates(alpha=alpha, power=power)
    check_count(1, first_look=first_look, every=every)
    check_count(first_look, most=most)
    shape = check_prior(prior)
    for n in range(first_look, most + 1):
        looks = [*range(first_look, n, every), n]
        counts = np.arange(n + 1)
        null = stats.binom.pmf(counts, n, null_rate)
        alternative = stats.binom.pmf(counts, n, alternative_rate)
        if power_attainable(null, alternative, alpha) < power - 1e-9:
            continue
        finals = counts[stats.binom.sf(counts, n, alternative_rate) >= power]
        found = []
        for final in finals:
            theta = _theta_final(n, int(final), null_rate, shape)
            low = _highest_low(looks, int(final), alternative_rate, power, shape)
            design = boundaries_predictive(looks, null_rate, low, theta, prior=shape)
            course = design.course(null_rate)
            if course.success <= alpha:
                found.append((course.expected_subjects, int(final), design))
        if found:
            return min(found, key=lambda each: each[:2])[2]
    raise DesignError(
        f"no design up to {most} subjects holds both errors",
        place="most",
        hint="allow more subjects.",
    )


def _final(most: int, null_rate: float, theta: float, prior: tuple[float, float]) -> int:
    """Most responses at the end that are no success."""
    counts = np.arange(most + 1)
    posterior = stats.beta.sf(null_rate, prior[0] + counts, prior[1] + most - counts)
    return int(np.sum(posterior <= theta)) - 1


def _predictive(n: int, most: int, final: int, prior: tuple[float, float]) -> Floats:
    """Predictive probability of more than `final` responses for 0 … n responses, (n + 1,)."""
    rest = most - n
    more = np.arange(rest + 1)
    seen = np.arange(n + 1)[:, None]
    a, b = prior[0] + seen, prior[1] + n - seen
    ways = -special.betaln(more + 1, rest - more + 1) - np.log(rest + 1)
    mass = np.exp(ways + special.betaln(a + more, b + rest - more) - special.betaln(a, b))
    return np.asarray(np.minimum(np.where(seen + more > final, mass, 0.0).sum(axis=1), 1.0))


def _theta_final(n: int, final: int, null_rate: float, prior: tuple[float, float]) -> float:
    """Posterior probability midway between the last count that fails and the first that succeeds."""
    counts = np.array([final, final + 1])
    found = stats.beta.sf(null_rate, prior[0] + counts, prior[1] + n - counts)
    return float(np.mean(found))


def _highest_low(
    looks: list[int], final: int, rate: float, power: float, prior: tuple[float, float]
) -> float:
    """Highest theta_low with which the power under `rate` is kept."""
    tables = [_predictive(n, looks[-1], final, prior) for n in looks[:-1]]
    steps = np.unique(np.concatenate([[0.0], *tables])) if tables else np.zeros(1)
    steps = steps[steps < 1 - 1e-9]

    def reached(at: int) -> float:
        lower = [int((table <= steps[at] + 1e-15).sum()) - 1 for table in tables]
        return probability_course(looks, [*lower, final], rate).success

    # Before the first step only counts that can not succeed any more stop the trial.
    low, high = 0, len(steps)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if reached(middle) >= power else (low, middle)
    above = steps[low + 1] if low + 1 < len(steps) else 1.0
    return float((steps[low] + above) / 2)


def _check_counts(responses: int, subjects: int) -> None:
    if not 0 <= responses <= subjects:
        raise DesignError(
            f"found {responses}, must be from 0 to the subjects {subjects}", place="responses"
        )
