"""
Commensurate priors: the parameter of the trial is normal about that of an earlier one.

How near, the commensurability, has a prior of its own. Averaged over it the prior is a mixture of
normals about the earlier estimate: from pooling (precision inf) to no borrowing (precision 0).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.design.bayes.mixtures import NormalMixture, parts, posterior_mean
from trialrun.design.size.checks import check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(64)


@dataclass(frozen=True, slots=True)
class CommensuratePosterior:
    """
    Posterior under a commensurate prior.

    `parameter` of the trial; `precision_mean` of the commensurability; `spike` the posterior
    probability of the spike, 0 where there is none.
    """

    parameter: NormalMixture
    precision_mean: float
    spike: float


def commensurate_prior(
    historical: tuple[float, float],
    precisions: Sequence[float],
    weights: Sequence[float],
) -> NormalMixture:
    """
    Commensurate prior, of precisions that the commensurability may have.

    Args:
        historical: estimate and standard error of the earlier trial, after a flat prior.
        precisions: of the trial's parameter about the earlier one, above 0, (n,).
        weights: their probabilities, of sum 1, (n,).
    Returns:
        A normal mixture, a component for each precision.
    Raises:
        DesignError: precisions that are not positive, weights that do not sum to 1.
    Source: Hobbs, Carlin, Mandrekar and Sargent (2011), Biometrics 67:1047-1056.

    >>> commensurate_prior((0.0, 3.0), [1 / 16], [1.0]).components
    ((1.0, 0.0, 5.0),)
    """
    center, error = historical
    check_positive(historical=error)
    if len(precisions) != len(weights):
        raise DesignError(f"{len(precisions)} precisions, {len(weights)} weights", place="weights")
    for each in precisions:
        check_positive(precisions=each)
    return NormalMixture(
        tuple(
            (float(weight), center, float(np.sqrt(error**2 + 1 / precision)))
            for precision, weight in zip(precisions, weights, strict=True)
        )
    )


def posterior_commensurate(
    estimate: float,
    standard_error: float,
    *,
    historical: tuple[float, float],
    precision: float,
) -> NormalMixture:
    """
    Posterior of a mean or an effect with a commensurate prior of a fixed precision.

    Args:
        estimate: of the trial.
        standard_error: of the estimate, known.
        historical: estimate and standard error of the earlier trial, after a flat prior.
        precision: of the trial's parameter about the earlier one.
    Returns:
        The posterior, normal: a mixture of one component.
    Raises:
        DesignError: a precision or standard errors that are not positive.
    Source: Hobbs, Carlin, Mandrekar and Sargent (2011), Biometrics 67:1047-1056.

    >>> found = posterior_commensurate(1.0, 1.0, historical=(0.0, 1.0), precision=1e12)
    >>> [round(each, 4) for each in found.components[0]]
    [1.0, 0.5, 0.7071]
    """
    return posterior_mean(
        commensurate_prior(historical, [precision], [1.0]), estimate, standard_error
    )


def posterior_commensurate_spike_slab(
    estimate: float,
    standard_error: float,
    *,
    historical: tuple[float, float],
    spike: float,
    slab: tuple[float, float],
    probability: float,
) -> CommensuratePosterior:
    """
    Posterior with a spike-and-slab prior of the commensurability.

    Args:
        estimate: of the trial.
        standard_error: of the estimate, known.
        historical: estimate and standard error of the earlier trial, after a flat prior.
        spike: precision at which the trials are as good as pooled.
        slab: least and largest precision of a uniform prior below the spike.
        probability: of the slab.
    Returns:
        The posterior of the parameter, a normal mixture; the posterior mean of the precision and
        the posterior probability of the spike.
    Raises:
        DesignError: a slab that is not below the spike, a probability that is none.
    Source: Hobbs, Sargent and Carlin (2012), Bayesian Analysis 7:639-674

    >>> found = posterior_commensurate_spike_slab(
    ...     1.0, 0.5, historical=(0.0, 0.5), spike=200, slab=(0.005, 2), probability=0.9
    ... )
    >>> round(found.spike, 4)
    0.0974
    """
    low, high = slab
    if not 0 < low < high < spike < np.inf:
        raise DesignError(
            f"found {low:g} to {high:g} and a spike at {spike:g}, must rise from above 0",
            place="slab",
        )
    if not 0 <= probability <= 1:
        raise DesignError(f"found {probability:g}, must be from 0 to 1", place="probability")
    # even in the logarithm of the precision: the uniform density is its derivative
    logs = np.log(low) + (np.log(high) - np.log(low)) * (_X + 1) / 2
    nodes = np.exp(logs)
    weights = _W * nodes
    shares = np.append(probability * weights / weights.sum(), 1 - probability)
    precisions: Floats = np.append(nodes, spike)
    prior = commensurate_prior(historical, precisions.tolist(), shares.tolist())
    found = posterior_mean(prior, estimate, standard_error)
    after, _, _ = parts(found)
    return CommensuratePosterior(found, float(after @ precisions), float(after[-1]))
