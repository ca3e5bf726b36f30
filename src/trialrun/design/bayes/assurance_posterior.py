"""Assurance of a trial whose success is a statement about the posterior of a difference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special

from trialrun.design.adaptive.priors import NormalPrior
from trialrun.design.size.checks import check_positive
from trialrun.errors import DesignError


def assurance_posterior_means(
    experimental: NormalPrior,
    control: NormalPrior,
    standard_errors: tuple[float, float],
    criteria: Sequence[tuple[float, float]],
) -> float:
    """
    Probability that the posterior of a difference of two means will meet criteria.

    Args:
        experimental: belief about the experimental mean now: a prior, or what an interim analysis
            left; larger is better.
        control: belief about the control mean now, independent.
        standard_errors: of the experimental and the control mean of the subjects to come.
        criteria: pairs (difference, probability): the posterior probability that the difference
            exceeds the first must exceed the second, for all of them.
    Returns:
        The probability, over the estimates to come, that all criteria will be met.
    Raises:
        DesignError: no criterion, probabilities outside 0 to 1, flat beliefs.
    Source: Spiegelhalter, Abrams and Myles (2004), Bayesian Approaches to Clinical Trials, chapter
        6; Neuenschwander, Roychoudhury and Schmidli (2016), Statistics in Biopharmaceutical
        Research 8:345-354.

    >>> now = NormalPrior(0.3, 0.2), NormalPrior(0.0, 0.1)
    >>> round(assurance_posterior_means(*now, (0.1, 0.1), [(0, 0.975), (0.2, 0.5)]), 4)
    0.6546
    """
    if not criteria:
        raise DesignError("found none, must be at least one", place="criteria")
    left, learnt = 0.0, 0.0
    for belief, error in zip((experimental, control), standard_errors, strict=True):
        check_positive(standard_errors=error)
        if np.isinf(belief.sd):
            raise DesignError("a flat prior does not integrate to 1", place="prior")
        after = 1 / (belief.sd**-2 + error**-2)
        left += after
        learnt += belief.sd**2 - after
    needed = -np.inf
    for difference, probability in criteria:
        if not 0 < probability < 1:
            raise DesignError(
                f"found {probability:g}, must be above 0 and below 1", place="criteria"
            )
        needed = max(needed, difference + float(special.ndtri(probability)) * left**0.5)
    center = experimental.mean - control.mean
    return float(special.ndtr((center - needed) / learnt**0.5))
