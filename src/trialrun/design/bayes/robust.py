"""
Robust mixture priors: what earlier trials say, and a vague part for when they mislead.

The meta-analytic-predictive prior is what the earlier trials say of the parameter of a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from scipy import special

from trialrun.design.bayes.mixtures import BetaMixture, Mixture, NormalMixture
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(24)
_NEGLIGIBLE = 1e-10
_FARTHEST = 6.0


@overload
def robust_prior(
    prior: BetaMixture, weight: float, *, mean: float = ..., subjects: float = ...
) -> BetaMixture: ...
@overload
def robust_prior(
    prior: NormalMixture, weight: float, *, mean: float, sd: float
) -> NormalMixture: ...
def robust_prior(
    prior: Mixture,
    weight: float,
    *,
    mean: float | None = None,
    sd: float | None = None,
    subjects: float = 2.0,
) -> Mixture:
    """
    Return a prior with a vague component added.

    Args:
        prior: informative.
        weight: of the vague component, from 0 to 1: the doubt that the informative one applies.
        mean: of the vague component; a rate of 0.5 where none is given.
        sd: of the vague component of a normal mixture: that of one subject is usual.
        subjects: a + b of the vague component of a beta mixture; 2 about 0.5 is uniform.
    Returns:
        A mixture of the same kind, the vague component last.
    Raises:
        DesignError: a weight that is no probability, a normal prior without mean or sd of the
            vague component.
    Source: Schmidli, Gsteiger, Roychoudhury, O'Hagan, Spiegelhalter and Neuenschwander (2014),
        Biometrics 70:1023-1032.

    >>> robust_prior(BetaMixture(((1.0, 4, 16),)), 0.5).components
    ((0.5, 4, 16), (0.5, 1.0, 1.0))
    """
    if not 0 <= weight <= 1:
        raise DesignError(f"found {weight:g}, must be from 0 to 1", place="weight")
    kept = tuple(((1 - weight) * w, one, two) for w, one, two in prior.components)
    if isinstance(prior, BetaMixture):
        middle = 0.5 if mean is None else mean
        return BetaMixture((*kept, (weight, middle * subjects, (1 - middle) * subjects)))
    if mean is None or sd is None:
        raise DesignError(
            "the vague component of a normal prior needs a mean and an sd",
            place="sd",
            hint="the standard deviation of one subject's outcome is usual.",
        )
    return NormalMixture((*kept, (weight, mean, sd)))


def prior_map(
    estimates: Sequence[float],
    standard_errors: Sequence[float],
    *,
    between_sd: float,
    mean: float,
    sd: float,
) -> NormalMixture:
    """
    Meta-analytic-predictive prior of the parameter of a new trial.

    The parameters of the trials are normal about a common mean with a common standard deviation
    between trials. Given that, all is normal: the prior is a mixture over it.

    Args:
        estimates: of the earlier trials, (n_trials,).
        standard_errors: of the estimates, (n_trials,).
        between_sd: scale of the half-normal prior of the standard deviation between trials.
        mean: of the normal prior of the common mean.
        sd: of that prior.
    Returns:
        A mixture with a component for each node of the standard deviation between trials.
    Raises:
        DesignError: estimates and errors that do not match, scales that are not positive.
    Source: Neuenschwander, Capkun-Niggli, Branson and Spiegelhalter (2010), Clinical Trials
        7:5-18; Schmidli and others (2014), Biometrics 70:1023-1032.

    >>> from trialrun.design.bayes.mixtures import moments_mixture
    >>> found = prior_map([0.1, 0.3], [0.1, 0.1], between_sd=0.1, mean=0, sd=1)
    >>> [round(each, 3) for each in moments_mixture(found)]
    [0.198, 0.139]
    """
    y, se = np.asarray(estimates, float), np.asarray(standard_errors, float)
    if not len(y) or y.shape != se.shape:
        raise DesignError(f"{len(y)} estimates, {len(se)} standard errors", place="estimates")
    if not (se > 0).all() or not min(between_sd, sd) > 0:
        raise DesignError("standard errors and sds must be above 0", place="standard_errors")
    edges = between_sd * np.array([0, 0.1, 0.4, 1, 2, 3.5, _FARTHEST])
    half = np.diff(edges) / 2
    tau = ((edges[:-1] + half)[:, None] + half[:, None] * _X).ravel()
    logs = np.log((half[:, None] * _W).ravel()) - 0.5 * (tau / between_sd) ** 2
    variance = se**2 + tau[:, None] ** 2
    precision = (1 / variance).sum(axis=1) + sd**-2
    center = ((y / variance).sum(axis=1) + mean / sd**2) / precision
    misfit = (y**2 / variance).sum(axis=1) + (mean / sd) ** 2 - precision * center**2
    logs += -0.5 * (misfit + np.log(variance).sum(axis=1) + np.log(precision))
    weights = np.exp(logs - special.logsumexp(logs))
    keep = weights > _NEGLIGIBLE
    weights = weights[keep] / weights[keep].sum()
    spread = np.sqrt(1 / precision + tau**2)[keep]
    rows = zip(weights.tolist(), center[keep].tolist(), spread.tolist(), strict=True)
    return NormalMixture(tuple(rows))
