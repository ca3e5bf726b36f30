"""Beliefs about the drift of a trial, before it and after a look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(96)
_REACH = 8.0
_LEAST_SUM = 1e-6


@dataclass(frozen=True, slots=True)
class NormalPrior:
    """The drift, mean of Z at information 1, is normal; an infinite `sd` is a flat prior."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if not (np.isfinite(self.mean) and self.sd > 0):
            raise DesignError(
                f"found mean {self.mean:g} and sd {self.sd:g}, must be finite and above 0",
                place="prior",
            )


@dataclass(frozen=True, slots=True)
class DiscretePrior:
    """The drift is one of `values`, with probabilities `weights` that sum to 1."""

    values: tuple[float, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        weights = np.asarray(self.weights, float)
        if len(self.values) != len(self.weights) or not len(self.values):
            raise DesignError(
                f"{len(self.values)} values and {len(self.weights)} weights", place="prior"
            )
        if not (weights >= 0).all() or abs(float(weights.sum()) - 1) > _LEAST_SUM:
            raise DesignError(
                f"weights sum to {float(weights.sum()):g}, must be at least 0 and sum to 1",
                place="prior",
            )


Prior = NormalPrior | DiscretePrior

FLAT = NormalPrior(0.0, float("inf"))
"""All drifts alike: the posterior is that of the data alone."""


def posterior(prior: Prior, information: float, z: float) -> Prior:
    """
    Return the belief about the drift after a look.

    Args:
        prior: before the trial.
        information: fraction at the look.
        z: statistic there.
    Returns:
        The belief given the data: normal for a normal prior, discrete for a discrete one.
    Raises:
        DesignError: a fraction that is not positive, or data that the prior excludes.
    Source: Spiegelhalter, Abrams and Myles (2004), Bayesian Approaches to Clinical Trials, chapter
        3.

    >>> posterior(FLAT, 0.25, 1.0)
    NormalPrior(mean=2.0, sd=2.0)
    """
    if not 0 < information < np.inf:
        raise DesignError(f"found {information:g}, must be above 0", place="information")
    root = float(np.sqrt(information))
    if isinstance(prior, DiscretePrior):
        values = np.asarray(prior.values, float)
        likelihood = -0.5 * (z - values * root) ** 2
        with np.errstate(divide="ignore"):
            logs = likelihood + np.log(np.asarray(prior.weights, float))
        share = np.exp(logs - special.logsumexp(logs))
        return DiscretePrior(prior.values, tuple(float(s) for s in share))
    precision = information + (0.0 if np.isinf(prior.sd) else prior.sd**-2)
    score = z * root + (0.0 if np.isinf(prior.sd) else prior.mean / prior.sd**2)
    return NormalPrior(score / precision, precision**-0.5)


def prior_nodes(prior: Prior) -> tuple[Floats, Floats]:
    """
    Return drifts and their weights, which stand for a prior in sums over it.

    Args:
        prior: of the drift.
    Returns:
        Drifts and weights that sum to 1, each (m,): the values of a discrete prior, 96 points
        within 8 standard deviations of a normal one.
    Raises:
        DesignError: a flat prior, over which nothing can be averaged.
    Source: Gauss-Legendre quadrature; Abramowitz and Stegun (1964), section 25.4.29.

    >>> drifts, weights = prior_nodes(NormalPrior(1.0, 2.0))
    >>> round(float(weights.sum()), 6), round(float(drifts @ weights), 6)
    (1.0, 1.0)
    """
    if isinstance(prior, DiscretePrior):
        return np.asarray(prior.values, float), np.asarray(prior.weights, float)
    if np.isinf(prior.sd):
        raise DesignError(
            "a flat prior does not integrate to 1",
            place="prior",
            hint="give a normal or a discrete prior, or average after a look.",
        )
    distance = _REACH * _X
    weights = _REACH * _W * np.exp(-0.5 * distance * distance) / np.sqrt(2 * np.pi)
    return prior.mean + prior.sd * distance, np.asarray(weights)
