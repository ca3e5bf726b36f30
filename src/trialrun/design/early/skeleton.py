"""
Skeletons of the continual reassessment method, from an indifference interval.

The skeleton is such that, wherever the true curve lies, the method settles at a dose whose toxicity
rate is within the target plus or minus the half-width.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from trialrun.design.early.checks import check_count
from trialrun.design.size.checks import check_positive, check_rates
from trialrun.errors import DesignError


def skeleton_indifference(
    target: float,
    half_width: float,
    doses: int,
    prior_dose: int,
    *,
    model: str = "power",
    intercept: float = 3.0,
) -> tuple[float, ...]:
    """
    Skeleton whose indifference intervals have a given half-width.

    Args:
        target: toxicity rate wanted.
        half_width: of the interval of rates around the target.
        doses: number of doses.
        prior_dose: dose thought to have the target rate, 1 for the lowest.
        model: `power` or `logistic` (one parameter).
        intercept: of the logistic model.
    Returns:
        Prior guesses of the toxicity rates, rising.
    Raises:
        DesignError: an interval that leaves 0 to 1, a dose that is none, an unknown model.
    Source: Lee and Cheung (2009), Clinical Trials 6:227-238.

    >>> [round(each, 3) for each in skeleton_indifference(0.25, 0.05, 5, 3)]
    [0.084, 0.157, 0.25, 0.355, 0.46]
    """
    check_positive(half_width=half_width)
    low, high = target - half_width, target + half_width
    check_rates(**{"target": target, "target - half_width": low, "target + half_width": high})
    check_count(1, doses=doses)
    if not 1 <= prior_dose <= doses:
        raise DesignError(f"found {prior_dose}, must be from 1 to {doses}", place="prior_dose")
    # Both models are exp(theta) times a label of the dose on a transformed scale. At the border
    # of two doses' intervals the lower has the rate `low` and the upper the rate `high`.
    if model == "power":
        ends, middle = np.log([low, high]), np.log(target)
    elif model == "logistic":
        ends, middle = special.logit([low, high]) - intercept, special.logit(target) - intercept
        if ends[1] >= 0:
            raise DesignError(
                f"found {intercept:g}, must be above the logit of target + half_width "
                f"{ends[1] + intercept:g}",
                place="intercept",
            )
    else:
        raise DesignError(f"found {model!r}, must be 'power' or 'logistic'", place="model")
    labels = middle * (ends[0] / ends[1]) ** (prior_dose - np.arange(1, doses + 1))
    found = np.exp(labels) if model == "power" else special.expit(intercept + labels)
    return tuple(found.tolist())
