"""
Simon's two-stage designs: optimal, minimax and admissible.

The first stage treats n1 subjects and stops at r1 responses or fewer; after n subjects the drug is
wanted with more than r responses. All designs up to a size are enumerated with exact binomial
probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy import stats

from trialrun.design.early.binomial import (
    BinomialCourse,
    power_attainable,
    probability_course,
)
from trialrun.design.early.checks import check_count, check_order
from trialrun.design.size.checks import check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class SimonDesign:
    """
    A two-stage design, with what it does under the null rate.

    `first_stop` and `final_stop` are the responses r1 and r with which the drug is rejected;
    `early_stop` is the probability of stopping after the first stage (PET) under the null rate and
    `expected_subjects` the mean size under it. `lowest_weight` and `highest_weight` of the maximal
    size say for which mixtures of maximal and expected size the design is best (admissible).
    """

    first_stop: int
    first_subjects: int
    final_stop: int
    subjects: int
    alpha: float
    power: float
    early_stop: float
    expected_subjects: float
    lowest_weight: float = float("nan")
    highest_weight: float = float("nan")

    def course(self, rate: float) -> BinomialCourse:
        """
        Exact operating characteristics at a response rate.

        >>> round(size_simon_optimal(0.05, 0.25, power=0.8).course(0.25).success, 4)
        0.8122
        """
        return probability_course(
            [self.first_subjects, self.subjects], [self.first_stop, self.final_stop], rate
        )


def size_simon(
    null_rate: float,
    alternative_rate: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    most: int = 100,
) -> tuple[SimonDesign, ...]:
    """
    For each maximal size, the two-stage design of least expected size under the null rate.

    Args:
        null_rate: response rate of a drug that is not wanted.
        alternative_rate: response rate of a drug that is wanted.
        alpha: highest probability of wanting a drug with the null rate.
        power: least probability of wanting a drug with the alternative rate.
        most: largest maximal size that is looked at.
    Returns:
        Designs in order of maximal size, from the smallest one that holds both errors.
    Raises:
        DesignError: rates out of order, alpha or power that is no probability, none up to `most`.
    Source: Simon (1989), Controlled Clinical Trials 10:1-10.

    >>> found = size_simon(0.1, 0.3, most=35)
    >>> [(d.subjects, round(d.expected_subjects, 2)) for d in found][:3]
    [(25, 19.51), (26, 16.77), (27, 15.84)]
    """
    check_order(null_rate, alternative_rate)
    check_rates(alpha=alpha, power=power)
    check_count(2, most=most)
    found = _all(null_rate, alternative_rate, alpha, power, most)
    if not found:
        raise DesignError(
            f"no two-stage design up to {most} subjects holds both errors",
            place="most",
            hint="allow more subjects.",
        )
    return found


@lru_cache(maxsize=32)
def _all(
    null_rate: float, alternative_rate: float, alpha: float, power: float, most: int
) -> tuple[SimonDesign, ...]:
    """Best design for each size, where there is one."""
    null, alternative = _chances(most, null_rate), _chances(most, alternative_rate)
    designs = (_best(n, null, alternative, alpha, power) for n in range(2, most + 1))
    return tuple(design for design in designs if design)


def _chances(most: int, rate: float) -> list[Floats]:
    """Probabilities of 0 … n responses for each n up to `most`."""
    return [stats.binom.pmf(np.arange(n + 1), n, rate) for n in range(most + 1)]


def _best(
    n: int, null: list[Floats], alternative: list[Floats], alpha: float, power: float
) -> SimonDesign | None:
    """Design of least expected size with n subjects in all, None where there is none."""
    if power_attainable(null[n], alternative[n], alpha) < power - 1e-9:
        return None
    best: SimonDesign | None = None
    for n1 in range(1, n):
        n2 = n - n1
        first0, first1 = null[n1], alternative[n1]
        stop0 = np.cumsum(first0)
        # A first bound is of use only where it stops fewer than 1 - power of the good drugs.
        bounds = np.flatnonzero(np.cumsum(first1) <= 1 - power + 1e-12)
        if best is not None:
            bounds = bounds[n1 + (1 - stop0[bounds]) * n2 < best.expected_subjects - 1e-12]
        if not len(bounds):
            continue
        tail0, tail1 = _tails(null[n2], n1), _tails(alternative[n2], n1)
        for r1 in bounds[::-1]:
            wanted0 = first0[r1 + 1 :] @ tail0[r1 + 1 :]
            allowed = np.flatnonzero(wanted0 <= alpha)
            r = int(allowed[0])
            reached = float(first1[r1 + 1 :] @ tail1[r1 + 1 :, r])
            if reached < power:
                continue
            best = SimonDesign(
                first_stop=int(r1),
                first_subjects=n1,
                final_stop=r,
                subjects=n,
                alpha=float(wanted0[r]),
                power=reached,
                early_stop=float(stop0[r1]),
                expected_subjects=float(n1 + (1 - stop0[r1]) * n2),
            )
            break
    return best


def _tails(second: Floats, n1: int) -> Floats:
    """Probability of more than r responses in all after x1 in the first stage, (n1 + 1, n + 1)."""
    n2 = len(second) - 1
    above = np.append(np.cumsum(second[::-1])[::-1][1:], 0.0)  # P(X2 > k), k = 0 … n2
    needed = np.arange(n1 + n2 + 1)[None, :] - np.arange(n1 + 1)[:, None]
    return np.where(needed < 0, 1.0, above[np.clip(needed, 0, n2)])


def size_simon_optimal(
    null_rate: float,
    alternative_rate: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    most: int = 100,
) -> SimonDesign:
    """
    Simon's optimal design: the least expected size under the null rate.

    Args:
        null_rate: response rate of a drug that is not wanted.
        alternative_rate: response rate of a drug that is wanted.
        alpha: highest probability of wanting a drug with the null rate.
        power: least probability of wanting a drug with the alternative rate.
        most: largest maximal size that is looked at.
    Returns:
        The design.
    Raises:
        DesignError: as `size_simon`.
    Source: Simon (1989), Controlled Clinical Trials 10:1-10.

    >>> found = size_simon_optimal(0.1, 0.3, most=40)
    >>> found.first_stop, found.first_subjects, found.final_stop, found.subjects
    (1, 10, 5, 29)
    """
    designs = size_simon(null_rate, alternative_rate, alpha=alpha, power=power, most=most)
    return min(designs, key=lambda design: (round(design.expected_subjects, 9), design.subjects))


def size_simon_minimax(
    null_rate: float,
    alternative_rate: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    most: int = 100,
) -> SimonDesign:
    """
    Simon's minimax design: the least maximal size, and of these the least expected size.

    Args:
        null_rate: response rate of a drug that is not wanted.
        alternative_rate: response rate of a drug that is wanted.
        alpha: highest probability of wanting a drug with the null rate.
        power: least probability of wanting a drug with the alternative rate.
        most: largest maximal size that is looked at.
    Returns:
        The design.
    Raises:
        DesignError: as `size_simon`.
    Source: Simon (1989), Controlled Clinical Trials 10:1-10.

    >>> found = size_simon_minimax(0.1, 0.3, most=40)
    >>> found.first_stop, found.first_subjects, found.final_stop, found.subjects
    (1, 15, 5, 25)
    """
    return size_simon(null_rate, alternative_rate, alpha=alpha, power=power, most=most)[0]


def size_simon_admissible(
    null_rate: float,
    alternative_rate: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    most: int = 100,
) -> tuple[SimonDesign, ...]:
    """
    Admissible designs: best for some mixture of maximal and expected size.

    Args:
        null_rate: response rate of a drug that is not wanted.
        alternative_rate: response rate of a drug that is wanted.
        alpha: highest probability of wanting a drug with the null rate.
        power: least probability of wanting a drug with the alternative rate.
        most: largest maximal size that is looked at.
    Returns:
        Designs from the minimax to the optimal one; each with the weights w of the maximal size for
        which it has the least w n + (1 - w) E(n).
    Raises:
        DesignError: as `size_simon`.
    Source: Jung et al. (2004), Statistics in Medicine 23:561-569.

    >>> found = size_simon_admissible(0.1, 0.3, most=40)
    >>> [(d.subjects, round(d.lowest_weight, 3)) for d in found]
    [(25, 0.732), (26, 0.482), (27, 0.293), (29, 0.0)]
    """
    designs = size_simon(null_rate, alternative_rate, alpha=alpha, power=power, most=most)
    found, weight = [], 1.0
    at = designs[0]
    while True:
        better = [d for d in designs if d.subjects > at.subjects]
        drops = [
            (fall / (fall + other.subjects - at.subjects), other.subjects, other)
            for other in better
            if (fall := at.expected_subjects - other.expected_subjects) > 1e-9
        ]
        if not drops:
            found.append(replace(at, lowest_weight=0.0, highest_weight=weight))
            return tuple(found)
        border, _, other = max(drops, key=lambda drop: drop[:2])
        found.append(replace(at, lowest_weight=border, highest_weight=weight))
        at, weight = other, border
