"""
Exact course of a single-arm trial with a binary endpoint that stops at given counts.

At each look the trial stops for futility at `lower` responses or fewer and for efficacy at `upper`
or more; the last look decides. The distribution of the responses among trials that go on is carried
from look to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from trialrun.design.early.checks import check_looks
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class BinomialCourse:
    """
    What happens to a single-arm trial with a given response rate.

    `success` is the probability that it ends with efficacy, `early_stop` that it ends before its
    last look, `expected_subjects` the mean of its size; `futility` and `efficacy` the probability of
    ending so at each look.
    """

    success: float
    early_stop: float
    expected_subjects: float
    futility: tuple[float, ...]
    efficacy: tuple[float, ...]


def probability_course(
    looks: Sequence[int],
    lower: Sequence[int],
    rate: float,
    *,
    upper: Sequence[int] | None = None,
) -> BinomialCourse:
    """
    Exact operating characteristics of a single-arm trial that stops at given counts.

    Args:
        looks: subjects at each look, rising.
        lower: responses that stop for futility at each look, or fewer; -1 for none. At the last
            look more than these are a success.
        rate: true probability of a response.
        upper: responses that stop for efficacy at each look, or more; None for no such stop.
    Returns:
        The course.
    Raises:
        DesignError: looks that do not rise, bounds that cross or are not one a look, no probability.
    Source: Schultz et al. (1973), Biometrics 29:293-300.

    >>> found = probability_course([19, 36], [3, 10], 0.2)
    >>> round(found.success, 4), round(found.expected_subjects, 2)
    (0.0861, 28.26)
    """
    sizes = check_looks(looks)
    low = [int(each) for each in lower]
    high = [n + 1 for n in sizes] if upper is None else [int(each) for each in upper]
    if not len(low) == len(high) == len(sizes):
        raise DesignError(f"{len(low)} bounds for {len(sizes)} looks", place="lower")
    high[-1] = low[-1] + 1
    if any(a >= b for a, b in zip(low, high, strict=True)):
        raise DesignError("must lie below the bound for efficacy at each look", place="lower")
    if not 0 <= rate <= 1:
        raise DesignError(f"found {rate:g}, must be from 0 to 1", place="rate")
    going: Floats = np.ones(1)
    futility, efficacy = [], []
    before = 0
    for n, a, b in zip(sizes, low, high, strict=True):
        more = n - before
        going = np.convolve(going, stats.binom.pmf(np.arange(more + 1), more, rate))
        futility.append(float(going[: a + 1].sum()))
        efficacy.append(float(going[max(b, 0) :].sum()))
        going[: a + 1] = 0.0
        going[max(b, 0) :] = 0.0
        before = n
    ended = np.add(futility, efficacy)
    return BinomialCourse(
        success=sum(efficacy),
        early_stop=float(ended[:-1].sum()),
        expected_subjects=float(ended @ sizes),
        futility=tuple(futility),
        efficacy=tuple(efficacy),
    )


def power_attainable(null: Floats, alternative: Floats, alpha: float) -> float:
    """
    Power that no design of a size can exceed: that of the randomised test of all its subjects.

    Args:
        null: probability of 0, 1, 2 … responses under the null rate, (n + 1,).
        alternative: the same under the alternative rate.
        alpha: type I error.
    Returns:
        The power.
    Source: the lemma of Neyman and Pearson (1933), Philosophical Transactions A 231:289-337.

    >>> null, alternative = (stats.binom.pmf(np.arange(26), 25, p) for p in (0.1, 0.3))
    >>> round(power_attainable(null, alternative, 0.05), 4)
    0.833
    """
    above = np.maximum(1 - np.cumsum(null), 0.0)
    most = int(np.argmax(above <= alpha))
    share = min((alpha - above[most]) / null[most], 1.0)
    return float(1 - np.cumsum(alternative)[most] + share * alternative[most])


def simulate_course(
    looks: Sequence[int],
    lower: Sequence[int],
    rate: float,
    *,
    upper: Sequence[int] | None = None,
    trials: int = 100_000,
    seed: int = 1,
) -> BinomialCourse:
    """
    Simulate the trials of `probability_course`.

    Args:
        looks: subjects at each look, rising.
        lower: responses that stop for futility at each look, or fewer.
        rate: true probability of a response.
        upper: responses that stop for efficacy at each look, or more; None for no such stop.
        trials: simulated trials.
        seed: of the random stream.
    Returns:
        The course, proportions of the simulated trials.
    Raises:
        DesignError: as `probability_course`.

    >>> found = simulate_course([19, 36], [3, 10], 0.2, trials=2000)
    >>> abs(found.early_stop - 0.455) < 0.05
    True
    """
    from trialrun.streams import stream

    probability_course(looks, lower, rate, upper=upper)  # refuses what can not be
    sizes = np.asarray(looks)
    low = np.asarray(lower)
    high = sizes + 1 if upper is None else np.array(upper)
    high[-1] = low[-1] + 1
    random = stream(seed, "responses")
    counts = random.binomial(np.diff(sizes, prepend=0), rate, (trials, len(sizes))).cumsum(axis=1)
    down, up = counts <= low, counts >= high
    first = np.argmax(down | up, axis=1)
    at = np.arange(trials), first
    futility = np.bincount(first[down[at]], minlength=len(sizes)) / trials
    efficacy = np.bincount(first[up[at]], minlength=len(sizes)) / trials
    return BinomialCourse(
        success=float(efficacy.sum()),
        early_stop=float((first < len(sizes) - 1).mean()),
        expected_subjects=float(sizes[first].mean()),
        futility=tuple(futility.tolist()),
        efficacy=tuple(efficacy.tolist()),
    )
