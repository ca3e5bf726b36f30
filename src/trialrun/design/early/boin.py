"""
The Bayesian optimal interval design (BOIN).

A dose is raised where the rate of toxicity seen at it is at most lambda_e and lowered where it is at
least lambda_d; the two minimise the probability of a wrong decision at three rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from trialrun.design.early.escalation import DEESCALATE, ESCALATE, STAY, DoseTable, counts, table_of
from trialrun.design.size.checks import check_rates
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class BoinDesign:
    """The rates at which BOIN escalates and de-escalates, and its table of decisions."""

    escalation: float
    deescalation: float
    table: DoseTable


def boundaries_boin(
    target: float,
    *,
    low: float | None = None,
    high: float | None = None,
    cutoff: float = 0.95,
    most: int = 60,
) -> BoinDesign:
    """
    Boundaries of BOIN.

    Args:
        target: toxicity rate wanted.
        low: highest rate that is too low; None for 0.6 target.
        high: lowest rate that is too high; None for 1.4 target.
        cutoff: posterior probability of a rate above the target that eliminates a dose.
        most: most subjects at a dose in the table.
    Returns:
        The design.
    Raises:
        DesignError: rates out of order or no probabilities.
    Source: Liu and Yuan (2015), Journal of the Royal Statistical Society C 64:507-523.

    >>> found = boundaries_boin(0.3, most=9)
    >>> round(found.escalation, 3), round(found.deescalation, 3)
    (0.236, 0.359)
    >>> found.table.escalate
    (0, 0, 0, 0, 1, 1, 1, 1, 2)
    """
    low = 0.6 * target if low is None else low
    high = 1.4 * target if high is None else high
    check_rates(target=target, low=low, high=high)
    if not low < target < high:
        raise DesignError(
            f"found {low:g} and {high:g}, must lie on both sides of the target {target:g}",
            place="low, high",
        )
    escalation = log((1 - low) / (1 - target)) / log(target * (1 - low) / (low * (1 - target)))
    deescalation = log((1 - target) / (1 - high)) / log(high * (1 - target) / (target * (1 - high)))
    n, x = counts(most)
    slack = 1e-10  # rates of counts that equal a boundary lie on it
    decisions = np.full((most + 1, most + 1), STAY)
    decisions[x <= escalation * n + slack] = ESCALATE
    decisions[x >= deescalation * n - slack] = DEESCALATE
    return BoinDesign(escalation, deescalation, table_of(decisions, target, cutoff))
