"""
Power priors: the likelihood of an earlier trial, raised to a power from 0 to 1.

At power 0 the earlier trial is ignored, at 1 pooled. The normalised power prior leaves the power
unknown, with a prior of its own, so that the agreement of the trials decides it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialrun.design.bayes.mixtures import (
    BetaMixture,
    Mixture,
    NormalMixture,
    posterior_mean,
    posterior_rate,
)
from trialrun.design.size.checks import check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(64)
_NEGLIGIBLE = 1e-13


@dataclass(frozen=True, slots=True)
class NormalisedPowerPosterior:
    """
    Posterior of the parameter and of the power.

    `parameter` is a mixture over the nodes of the power; `power_mean` and `power_sd` are of the
    power.
    """

    parameter: Mixture
    power_mean: float
    power_sd: float


def power_prior_rate(
    responders: float,
    subjects: float,
    power: float,
    *,
    initial: tuple[float, float] = (1.0, 1.0),
) -> BetaMixture:
    """
    Power prior of a rate, of an earlier trial and a fixed power.

    Args:
        responders: of the earlier trial.
        subjects: of the earlier trial.
        power: a0, from 0 to 1: the share of the earlier subjects that counts.
        initial: Beta(a, b) before any trial.
    Returns:
        The prior, a beta: a mixture of one component.
    Raises:
        DesignError: a power that is no share, more responders than subjects.
    Source: Ibrahim and Chen (2000), Statistical Science 15:46-60.

    >>> power_prior_rate(20, 100, 0.5).components
    ((1.0, 11.0, 41.0),)
    """
    _check_power(power)
    if not 0 <= responders <= subjects:
        raise DesignError(f"found {responders:g} of {subjects:g}", place="responders")
    a, b = initial
    return BetaMixture(((1.0, a + power * responders, b + power * (subjects - responders)),))


def posterior_power_prior_mean(
    estimate: float,
    standard_error: float,
    *,
    historical: tuple[float, float],
    power: float,
) -> NormalMixture:
    """
    Posterior of a mean or an effect with a power prior of a fixed power and a flat initial prior.

    Args:
        estimate: of the trial.
        standard_error: of the estimate, known.
        historical: estimate and standard error of the earlier trial.
        power: a0, from 0 to 1.
    Returns:
        The posterior, normal: a mixture of one component.
    Raises:
        DesignError: a power that is no share, standard errors that are not positive.
    Source: Ibrahim and Chen (2000), Statistical Science 15:46-60; Ibrahim, Chen, Gwon
        and Chen (2015), Statistics in Medicine 34:3724-3749.

    >>> posterior_power_prior_mean(1.0, 1.0, historical=(0.0, 1.0), power=1.0).components
    ((1.0, 0.5, 0.7071067811865475),)
    """
    _check_power(power)
    center, error = historical
    check_positive(standard_error=standard_error, historical=error)
    if power == 0:
        return NormalMixture(((1.0, estimate, standard_error),))
    prior = NormalMixture(((1.0, center, error / power**0.5),))
    return posterior_mean(prior, estimate, standard_error)


def posterior_normalised_power_rate(
    responders: float,
    subjects: float,
    *,
    historical: tuple[float, float],
    initial: tuple[float, float] = (1.0, 1.0),
    power_prior: tuple[float, float] = (1.0, 1.0),
) -> NormalisedPowerPosterior:
    """
    Posterior of a rate with the normalised power prior.

    Args:
        responders: of the trial.
        subjects: of the trial.
        historical: responders and subjects of the earlier trial.
        initial: Beta(a, b) of the rate before any trial.
        power_prior: Beta(a, b) of the power.
    Returns:
        The posterior of the parameter, a mixture over nodes of the power; mean and standard
        deviation of the power.
    Raises:
        DesignError: more responders than subjects, betas that do not integrate.
    Source: Duan, Ye and Smith (2006), Environmetrics 17:95-106; Neuenschwander, Branson and
        Spiegelhalter (2009), Statistics in Medicine 28:3562-3566.

    >>> found = posterior_normalised_power_rate(10, 50, historical=(20, 100))
    >>> round(found.power_mean, 4)
    0.5608
    """
    if not 0 <= responders <= subjects:
        raise DesignError(f"found {responders:g} of {subjects:g}", place="responders")
    nodes, weights = _power_nodes(power_prior)
    rows = []
    for node, weight in zip(nodes.tolist(), weights.tolist(), strict=True):
        each = power_prior_rate(*historical, node, initial=initial)
        rows.append((weight, *each.components[0][1:]))
    found = posterior_rate(BetaMixture(tuple(rows)), responders, subjects)
    return _with_power(found, nodes)


def posterior_normalised_power_mean(
    estimate: float,
    standard_error: float,
    *,
    historical: tuple[float, float],
    power_prior: tuple[float, float] = (1.0, 1.0),
) -> NormalisedPowerPosterior:
    """
    Posterior of a mean or an effect with the normalised power prior and a flat initial prior.

    Args:
        estimate: of the trial.
        standard_error: of the estimate, known.
        historical: estimate and standard error of the earlier trial.
        power_prior: Beta(a, b) of the power.
    Returns:
        The posterior of the parameter, a mixture over nodes of the power; mean and standard
        deviation of the power.
    Raises:
        DesignError: standard errors that are not positive, a beta that does not integrate.
    Source: Duan, Ye and Smith (2006), Environmetrics 17:95-106; Pawel, Aust, Held and Wagenmakers
        (2023), Stat 12:e591.

    >>> found = posterior_normalised_power_mean(0.3, 0.1, historical=(0.3, 0.1))
    >>> round(found.power_mean, 4)
    0.5771
    """
    center, error = historical
    check_positive(standard_error=standard_error, historical=error)
    nodes, weights = _power_nodes(power_prior)
    rows = [
        (weight, center, error / node**0.5)
        for node, weight in zip(nodes.tolist(), weights.tolist(), strict=True)
    ]
    return _with_power(posterior_mean(NormalMixture(tuple(rows)), estimate, standard_error), nodes)


def _check_power(power: float) -> None:
    if not 0 <= power <= 1:
        raise DesignError(
            f"found {power:g}, must be from 0 to 1",
            place="power",
            hint="an earlier trial counts for no more than it holds.",
        )


def _power_nodes(power_prior: tuple[float, float]) -> tuple[Floats, Floats]:
    """Powers above 0 and the weights that their beta prior gives them."""
    a, b = power_prior
    check_positive(power_prior=min(a, b))
    angle = (_X + 1) * np.pi / 4
    nodes = np.sin(angle) ** 2
    logs = (2 * a - 1) * np.log(np.sin(angle)) + (2 * b - 1) * np.log(np.cos(angle))
    weights = _W * np.exp(logs - logs.max())
    keep = weights > _NEGLIGIBLE * weights.max()
    return nodes[keep], weights[keep] / weights[keep].sum()


def _with_power(found: Mixture, nodes: Floats) -> NormalisedPowerPosterior:
    weights = np.array([component[0] for component in found.components])
    mean = float(weights @ nodes)
    return NormalisedPowerPosterior(found, mean, float(np.sqrt(weights @ (nodes - mean) ** 2)))
