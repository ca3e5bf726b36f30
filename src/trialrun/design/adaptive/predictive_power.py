"""
Predictive power and assurance: chances to succeed averaged over what is believed of the effect.

Predictive power averages conditional power over the posterior of the drift at a look; assurance
averages the power of the whole trial over the prior.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import optimize, special

from trialrun.design.adaptive.conditional_power import conditional_stopping, rising_z
from trialrun.design.adaptive.priors import FLAT, NormalPrior, Prior, posterior, prior_nodes
from trialrun.design.recursion import check_information, stopping_probabilities
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def predictive_stopping(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    look: int,
    z: float,
    prior: Prior = FLAT,
    lower: Sequence[float] | None = None,
) -> Floats:
    """
    Probabilities of success at each later look, averaged over the posterior of the drift.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z at all looks.
        look: number of the look just taken, from 1.
        z: statistic there.
        prior: of the drift, before the trial; flat if not given.
        lower: futility bounds of Z at all looks; None for none.
    Returns:
        Probabilities at the looks after `look`, (n_looks - look,).
    Raises:
        DesignError: as `conditional_stopping`.
    Source: Spiegelhalter, Freedman and Blackburn (1986), Controlled Clinical Trials 7:8-17.

    >>> predictive_stopping([0.5, 1], upper=[2.963, 1.969], look=1, z=1.0).round(4).tolist()
    [0.2895]
    """
    fractions = check_information(information)
    if not 1 <= look < len(fractions):
        raise DesignError(f"found {look}, must be from 1 to {len(fractions) - 1}", place="look")
    drifts, weights = prior_nodes(posterior(prior, fractions[look - 1], z))
    found = np.zeros(len(fractions) - look)
    for drift, weight in zip(drifts, weights, strict=True):
        if weight > 0:
            found += (
                weight
                * conditional_stopping(
                    fractions, upper=upper, look=look, z=z, drift=float(drift), lower=lower
                ).upper
            )
    return found


def predictive_power(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    look: int,
    z: float,
    prior: Prior = FLAT,
    lower: Sequence[float] | None = None,
) -> float:
    """
    Probability of success at a later look, averaged over the posterior of the drift.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z at all looks.
        look: number of the look just taken, from 1.
        z: statistic there.
        prior: of the drift, before the trial; flat if not given.
        lower: futility bounds of Z at all looks; None for none.
    Returns:
        The predictive power.
    Raises:
        DesignError: as `predictive_stopping`.
    Source: Spiegelhalter, Freedman and Blackburn (1986), Controlled Clinical Trials 7:8-17.

    >>> round(predictive_power([0.5, 1], upper=[9, 1.959964], look=1, z=1.959964), 4)
    0.7916
    """
    found = predictive_stopping(information, upper=upper, look=look, z=z, prior=prior, lower=lower)
    return float(found.sum())


def predictive_z(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    look: int,
    power: float,
    prior: Prior = FLAT,
    lower: Sequence[float] | None = None,
) -> float:
    """
    Statistic at a look at which the predictive power has a wanted value.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z at all looks.
        look: number of the look, from 1.
        power: predictive power wanted there, between 0 and 1.
        prior: of the drift, before the trial.
        lower: futility bounds of Z at all looks; those after `look` count.
    Returns:
        The statistic: a futility bound by predictive power.
    Raises:
        DesignError: a power not between 0 and 1; else as `predictive_stopping`.
    Source: Spiegelhalter, Freedman and Blackburn (1986), Controlled Clinical Trials 7:8-17.

    >>> round(predictive_z([0.5, 1], upper=[9, 1.959964], look=1, power=0.2), 4)
    0.7908
    """
    if not 0 < power < 1:
        raise DesignError(f"found {power:g}, must be above 0 and below 1", place="power")

    def missing(z: float) -> float:
        return (
            predictive_power(information, upper=upper, look=look, z=z, prior=prior, lower=lower)
            - power
        )

    return rising_z(missing)


def assurance_sequential(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    prior: Prior,
    lower: Sequence[float] | None = None,
) -> float:
    """
    Probability of success of a group-sequential trial, averaged over a prior of the drift.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z.
        prior: of the drift; not flat.
        lower: futility bounds of Z; None for none.
    Returns:
        The probability of success.
    Raises:
        DesignError: fractions out of order, bounds that cross, a prior that does not integrate.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201.

    >>> from trialrun.design.adaptive.priors import NormalPrior
    >>> round(assurance_sequential([1.0], upper=[1.959964], prior=NormalPrior(3.0, 1.0)), 4)
    0.769
    """
    return _averaged(information, upper, lower, prior, first=0)


def conditional_assurance(
    information: Sequence[float],
    *,
    upper: Sequence[float],
    look: int,
    prior: Prior,
    lower: Sequence[float] | None = None,
) -> float:
    """
    Probability of success after a look at which no bound has been crossed, and nothing else known.

    Args:
        information: fractions at the looks, rising.
        upper: efficacy bounds of Z.
        look: number of the look passed without stopping, from 1.
        prior: of the drift; not flat.
        lower: futility bounds of Z; None for none.
    Returns:
        The probability of crossing an efficacy bound later, given that the trial went on.
    Raises:
        DesignError: as `assurance_sequential`.
    Source: Wang, Fu, Kulkarni and Kaiser (2013), Statistics in Biosciences 5:156-182.

    >>> from trialrun.design.adaptive.priors import NormalPrior
    >>> prior = NormalPrior(3.0, 1.0)
    >>> round(conditional_assurance([0.5, 1], upper=[2.963, 1.969], look=1, prior=prior), 4)
    0.6921
    """
    if not 1 <= look < len(information):
        raise DesignError(f"found {look}, must be from 1 to {len(information) - 1}", place="look")
    return _averaged(information, upper, lower, prior, first=look)


def prediction_interval(
    information: Sequence[float],
    *,
    look: int,
    z: float,
    at: int,
    level: float = 0.95,
    prior: Prior = FLAT,
) -> tuple[float, float]:
    """
    Interval in which the statistic at a later look will lie, predicted from one look.

    Args:
        information: fractions at the looks, rising.
        look: number of the look just taken, from 1.
        z: statistic there.
        at: number of the later look.
        level: probability of the interval, the same left out at either end.
        prior: of the drift, before the trial.
    Returns:
        Lower and upper end, as statistics Z.
    Raises:
        DesignError: looks out of order, a level not between 0 and 1.
    Source: Evans, Li and Wei (2007), Drug Information Journal 41:733-742.

    >>> low, high = prediction_interval([0.5, 1.0], look=1, z=1.0, at=2)
    >>> round(low, 4), round(high, 4)
    (-0.5458, 3.3742)
    """
    fractions = check_information(information)
    if not 1 <= look < at <= len(fractions):
        raise DesignError(
            f"found look {look} and later look {at} of {len(fractions)}", place="look"
        )
    if not 0 < level < 1:
        raise DesignError(f"found {level:g}, must be above 0 and below 1", place="level")
    now, then = fractions[look - 1], fractions[at - 1]
    after = posterior(prior, now, z)
    step, root = then - now, float(np.sqrt(then))
    score = z * float(np.sqrt(now))
    tail = (1 - level) / 2
    if isinstance(after, NormalPrior):
        mean = score + after.mean * step
        sd = float(np.sqrt(step + (after.sd * step) ** 2))
        half = float(-special.ndtri(tail)) * sd
        return (mean - half) / root, (mean + half) / root
    drifts, weights = prior_nodes(after)

    def below(value: float, probability: float) -> float:
        distance = (value * root - score - drifts * step) / np.sqrt(step)
        return float(special.ndtr(distance) @ weights) - probability

    farthest = float(np.abs(drifts).max()) * step + 10 * float(np.sqrt(step))
    reach = (abs(score) + farthest) / root
    return (
        float(optimize.brentq(below, -reach, reach, args=(tail,), xtol=1e-12)),
        float(optimize.brentq(below, -reach, reach, args=(1 - tail,), xtol=1e-12)),
    )


def _averaged(
    information: Sequence[float],
    upper: Sequence[float],
    lower: Sequence[float] | None,
    prior: Prior,
    *,
    first: int,
) -> float:
    """Success after look `first`, of the trials that go on there, averaged over the prior."""
    success = stopped = 0.0
    for drift, weight in zip(*prior_nodes(prior), strict=True):
        if weight > 0:
            found = stopping_probabilities(
                information, upper=upper, lower=lower, drift=float(drift)
            )
            success += float(weight * found.upper[first:].sum())
            stopped += float(weight * (found.upper[:first].sum() + found.lower[:first].sum()))
    return success / (1 - stopped)
