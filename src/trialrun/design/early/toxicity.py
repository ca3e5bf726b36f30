"""
Sequential boundaries for toxicity in a single arm.

A boundary gives for each number of subjects the events that stop accrual. The Pocock type tests at
the same pointwise level after every subject; the Bayesian type stops where the posterior probability
of too high a rate exceeds a cutoff. Overall probabilities are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from trialrun.design.early.binomial import BinomialCourse, probability_course
from trialrun.design.early.checks import check_looks, check_prior
from trialrun.design.size.checks import check_rates
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class ToxicityBoundary:
    """
    Events that stop accrual at each of `looks`, or more; one above the subjects for none.

    `level` is the pointwise level of the Pocock type or the cutoff of the Bayesian type.
    """

    looks: tuple[int, ...]
    events: tuple[int, ...]
    level: float

    def course(self, rate: float) -> BinomialCourse:
        """
        Exact operating characteristics at an event rate; `success` is the probability of stopping.

        >>> round(boundaries_toxicity_pocock(range(1, 31), 0.2).course(0.2).success, 3)
        0.05
        """
        # Events that do not stop at the last look end the trial there, without a stop.
        lower = (*(-1 for _ in self.looks[:-1]), self.events[-1] - 1)
        return probability_course(self.looks, lower, rate, upper=self.events)

    def stopping(self, rate: float) -> float:
        """
        Probability that the boundary is ever reached, exact.

        >>> round(boundaries_toxicity_pocock(range(1, 31), 0.2).stopping(0.4), 3)
        0.695
        """
        return self.course(rate).success


def boundaries_toxicity_pocock(
    looks: Sequence[int], rate: float, *, stop: float = 0.05
) -> ToxicityBoundary:
    """
    Pocock-type boundary: the highest pointwise level that holds the probability of stopping.

    Args:
        looks: subjects at each look, rising.
        rate: acceptable event rate.
        stop: highest probability of stopping at that rate.
    Returns:
        The boundary.
    Raises:
        DesignError: looks that do not rise, probabilities that are none, no boundary holds `stop`.
    Source: Ivanova, Qaqish and Schell (2005), Biometrics 61:540-545.

    >>> boundaries_toxicity_pocock(range(1, 21), 0.2).events[2:10]
    (3, 4, 4, 4, 5, 5, 5, 6)
    """
    sizes = check_looks(looks)
    check_rates(rate=rate, stop=stop)
    tails = [stats.binom.sf(np.arange(n + 2) - 1, n, rate) for n in sizes]
    levels = np.unique(np.concatenate(tails))
    low, high = 0, int(np.searchsorted(levels, stop, side="right"))
    while high - low > 1:
        middle = (low + high) // 2
        found = _at(sizes, tails, float(levels[middle]))
        low, high = (middle, high) if found.stopping(rate) <= stop else (low, middle)
    best = _at(sizes, tails, float(levels[low]))
    if best.events == tuple(n + 1 for n in sizes):
        raise DesignError(f"no boundary stops with at most {stop:g}", place="stop")
    return best


def boundaries_toxicity_bayes(
    looks: Sequence[int], rate: float, *, cutoff: float = 0.95, prior: Sequence[float] = (1.0, 1.0)
) -> ToxicityBoundary:
    """
    Bayesian boundary: stop where the posterior probability of a higher rate exceeds a cutoff.

    Args:
        looks: subjects at each look, rising.
        rate: acceptable event rate.
        cutoff: posterior probability of a rate above it that stops.
        prior: both numbers of a Beta prior, events first.
    Returns:
        The boundary.
    Raises:
        DesignError: looks that do not rise, probabilities or a prior that are none.
    Source: Geller et al. (2003), in Geller (ed.), Advances in Clinical Trial Biostatistics, ch. 3.

    >>> boundaries_toxicity_bayes([3, 6, 9, 12], 0.3).events
    (3, 4, 5, 7)
    """
    sizes = check_looks(looks)
    check_rates(rate=rate, cutoff=cutoff)
    first, second = check_prior(prior)
    events = []
    for n in sizes:
        counts = np.arange(n + 1)
        posterior = stats.beta.sf(rate, first + counts, second + n - counts)
        events.append(n + 1 - int(np.sum(posterior > cutoff)))
    return ToxicityBoundary(tuple(sizes), tuple(events), cutoff)


def _at(sizes: list[int], tails: list[np.ndarray], level: float) -> ToxicityBoundary:
    """Boundary with a pointwise level: the fewest events whose tail is at most the level."""
    events = tuple(
        min(int((tail > level).sum()), n + 1) for n, tail in zip(sizes, tails, strict=True)
    )
    return ToxicityBoundary(tuple(sizes), events, level)
