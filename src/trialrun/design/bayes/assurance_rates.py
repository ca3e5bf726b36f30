"""
Assurance of a comparison of two rates: every outcome of the trial, weighted as foreseen.

What is foreseen is beta-binomial: a rate from the prior, then responders from the rate.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from trialrun.design.bayes.mixtures import BetaMixture, parts
from trialrun.design.size.checks import check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def predictive_responders(prior: BetaMixture, subjects: int) -> Floats:
    """
    Probabilities of every number of responders, before the trial.

    Args:
        prior: of the rate.
        subjects: to be observed.
    Returns:
        Probabilities of 0, 1, … subjects responders, (subjects + 1,).
    Raises:
        DesignError: fewer than no subjects.
    Source: Spiegelhalter, Abrams and Myles (2004), Bayesian Approaches to Clinical Trials,
        chapter 3.

    >>> predictive_responders(BetaMixture(((1.0, 1, 1),)), 3).round(6).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    if subjects < 0:
        raise DesignError(f"found {subjects}, must be at least 0", place="subjects")
    weights, a, b = (each[:, None] for each in parts(prior))
    x = np.arange(subjects + 1)
    ways = -special.betaln(x + 1, subjects - x + 1) - math.log(subjects + 1)
    logs = ways + special.betaln(a + x, b + subjects - x) - special.betaln(a, b)
    return np.asarray((weights * np.exp(logs)).sum(axis=0))


def assurance_rates(
    experimental: BetaMixture,
    control: BetaMixture,
    experimental_subjects: int,
    control_subjects: int,
    *,
    alpha: float = 0.025,
    margin: float = 0.0,
) -> float:
    """
    Assurance of a test of the difference of two rates.

    Args:
        experimental: prior of the experimental rate; larger is better.
        control: prior of the control rate, independent.
        experimental_subjects: on the experimental arm.
        control_subjects: on control.
        alpha: one-sided type I error.
        margin: difference that the test must exclude, above -1 and below 1.
    Returns:
        Probability that the estimate less the margin exceeds z standard errors: pooled where the
        margin is 0, else each rate's own.
    Raises:
        DesignError: no subjects, a margin that no difference reaches.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201.

    >>> one, other = BetaMixture(((1.0, 12, 8),)), BetaMixture(((1.0, 8, 12),))
    >>> round(assurance_rates(one, other, 50, 50), 4)
    0.5316
    """
    check_rates(alpha=alpha)
    for each in (experimental_subjects, control_subjects):
        if not 1 <= each < np.inf or each != int(each):
            message = f"found {each:g}, must be a whole number of at least 1"
            raise DesignError(message, place="subjects")
    if not -1 < margin < 1:
        raise DesignError(f"found {margin:g}, must be above -1 and below 1", place="margin")
    one = np.arange(experimental_subjects + 1)[:, None] / experimental_subjects
    other = np.arange(control_subjects + 1) / control_subjects
    if margin == 0:
        total = experimental_subjects + control_subjects
        pooled = (one * experimental_subjects + other * control_subjects) / total
        inverse = 1 / experimental_subjects + 1 / control_subjects
        variance = pooled * (1 - pooled) * inverse
    else:
        variance = one * (1 - one) / experimental_subjects + other * (1 - other) / control_subjects
    # where nothing varies, the difference itself decides
    success = one - other - margin > -special.ndtri(alpha) * np.sqrt(variance)
    foreseen = predictive_responders(experimental, experimental_subjects)
    return float(foreseen @ success @ predictive_responders(control, control_subjects))
