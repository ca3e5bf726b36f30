"""
Posterior probabilities that each arm is the best, and the allocation that follows them.

For rates each arm's belief is a beta, for means a normal; the probability is an integral of one
density times the distribution functions of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_REACH = 8.5


def probability_best_rates(
    responders: ArrayLike, subjects: ArrayLike, *, prior: tuple[float, float] = (1.0, 1.0)
) -> Floats:
    """
    Posterior probability that each arm has the largest rate.

    Args:
        responders: of each arm, (…, n_arms).
        subjects: of each arm, (…, n_arms).
        prior: Beta(a, b) of every rate, independent.
    Returns:
        Probabilities, (…, n_arms), of sum 1.
    Raises:
        DesignError: fewer than 2 arms, more responders than subjects, a beta that does not
            integrate.
    Source: Thompson (1933), Biometrika 25:285-294.

    >>> probability_best_rates([1, 0], [1, 1]).round(6).tolist()
    [0.833333, 0.166667]
    """
    found = np.asarray(responders, float)
    total = np.asarray(subjects, float)
    a, b = prior
    if not (0 < a < np.inf and 0 < b < np.inf):
        raise DesignError(f"found Beta({a:g}, {b:g}), both must be above 0", place="prior")
    if found.shape != total.shape or not found.ndim or found.shape[-1] < 2:
        raise DesignError("responders and subjects of 2 or more arms are needed", place="subjects")
    if not ((found >= 0) & (found <= total)).all():
        raise DesignError("must be from none to all subjects", place="responders")
    one, two = (a + found)[..., None], (b + total - found)[..., None]
    x, w = _rule(64 + 6 * float(np.sqrt(total.max())))
    angle = (x + 1) * np.pi / 4
    # x = sin² takes away what is infinite at 0 and 1 in betas of parameters from 1/2
    p = np.sin(angle) ** 2
    logs = (2 * one - 1) * np.log(np.sin(angle)) + (2 * two - 1) * np.log(np.cos(angle))
    density = np.exp(logs - special.betaln(one, two)) * (w * np.pi / 2)
    below: Floats = special.betainc(one, two, p).astype(np.float64)
    return _best(density, below)


def probability_best_means(means: ArrayLike, sds: ArrayLike) -> Floats:
    """
    Posterior probability that each arm has the largest mean.

    Args:
        means: of the normal belief about each arm, (…, n_arms).
        sds: of the beliefs, independent, (…, n_arms).
    Returns:
        Probabilities, (…, n_arms), of sum 1.
    Raises:
        DesignError: fewer than 2 arms, a standard deviation that is not positive.
    Source: Thompson (1933), Biometrika 25:285-294.

    >>> probability_best_means([0.0, 0.0, 0.0], [1.0, 1.0, 1.0]).round(6).tolist()
    [0.333333, 0.333333, 0.333333]
    """
    center, spread = np.asarray(means, float), np.asarray(sds, float)
    if center.shape != spread.shape or not center.ndim or center.shape[-1] < 2:
        raise DesignError("means and sds of 2 or more arms are needed", place="means")
    if not ((spread > 0) & (spread < np.inf)).all():
        raise DesignError("must be above 0 and finite", place="sds")
    ratio = float((spread.max(axis=-1) / spread.min(axis=-1)).max())
    x, w = (each * _REACH for each in _rule(min(64 + 24 * ratio, 600.0)))
    weight = np.exp(-0.5 * x * x) / np.sqrt(2 * np.pi) * w
    arms = center.shape[-1]
    found = np.empty(center.shape)
    for arm in range(arms):
        at = center[..., arm, None] + spread[..., arm, None] * x
        product = np.ones(at.shape)
        for other in range(arms):
            if other != arm:
                product = product * special.ndtr(
                    (at - center[..., other, None]) / spread[..., other, None]
                )
        found[..., arm] = product @ weight
    return np.asarray(found / found.sum(axis=-1, keepdims=True))


def allocation_thompson(
    best: ArrayLike,
    *,
    tempering: ArrayLike = 1.0,
    least: float = 0.0,
    control: float | None = None,
) -> Floats:
    """
    Allocation probabilities in proportion to a power of those of being best.

    Args:
        best: probability that each arm is best, (…, n_arms), of sum 1; the first is control.
        tempering: the power: 1 for Thompson's rule, 0 for equal allocation, n / (2 N) after n of
            N subjects for Thall and Wathen's; one, or (…).
        least: allocation that no arm falls below.
        control: fixed share of the first arm; None to treat it as the others.
    Returns:
        Allocation probabilities, (…, n_arms), of sum 1.
    Raises:
        DesignError: probabilities that do not sum to 1, shares that leave nothing to the arms.
    Source: Thall and Wathen (2007), European Journal of Cancer 43:859-866; Wathen and Thall
        (2017), Clinical Trials 14:432-440 (restricted allocation).

    >>> allocation_thompson([0.9, 0.1], tempering=0.5).round(3).tolist()
    [0.75, 0.25]
    >>> allocation_thompson([0.1, 0.6, 0.3], control=0.4).round(3).tolist()
    [0.4, 0.4, 0.2]
    """
    chance = np.asarray(best, float)
    power = np.asarray(tempering, float)
    if not chance.ndim or chance.shape[-1] < 2:
        raise DesignError("2 or more arms are needed", place="best")
    if not (chance >= 0).all() or not np.allclose(chance.sum(axis=-1), 1, atol=1e-6):
        raise DesignError("must be at least 0 and sum to 1", place="best")
    if not (power >= 0).all():
        raise DesignError("must be at least 0", place="tempering")
    if control is not None and not 0 < control < 1:
        raise DesignError(f"found {control:g}, must be above 0 and below 1", place="control")
    free = chance if control is None else chance[..., 1:]
    shared = 1.0 if control is None else 1 - control
    if not 0 <= least * free.shape[-1] <= shared:
        raise DesignError(
            f"found {least:g} for each of {free.shape[-1]} arms, must leave something to share",
            place="least",
        )
    weights = np.maximum(free, np.finfo(float).tiny) ** power[..., None]
    weights = weights / weights.sum(axis=-1, keepdims=True) * shared
    weights = _raised(weights, least, shared)
    if control is None:
        return weights
    first = np.full((*weights.shape[:-1], 1), control)
    return np.concatenate([first, weights], axis=-1)


def tempering_thall_wathen(enrolled: float, planned: float) -> float:
    """
    Power of Thall and Wathen's allocation, n / (2 N).

    Args:
        enrolled: subjects so far.
        planned: subjects in all.
    Returns:
        The power, from 0 to 0.5.
    Raises:
        DesignError: none planned, or more enrolled.
    Source: Thall and Wathen (2007), European Journal of Cancer 43:859-866.

    >>> tempering_thall_wathen(50, 200)
    0.125
    """
    if not 0 <= enrolled <= planned or not planned > 0:
        raise DesignError(f"found {enrolled:g} of {planned:g}", place="enrolled")
    return enrolled / (2 * planned)


def check_arms(values: Sequence[float], *, place: str) -> Floats:
    """Return what each arm has, where there are two or more."""
    found = np.asarray(values, float)
    if found.ndim != 1 or len(found) < 2 or not np.isfinite(found).all():
        raise DesignError("needs a finite number for each of 2 or more arms", place=place)
    return found


def _rule(nodes: float) -> tuple[Floats, Floats]:
    return _legendre(32 * int(np.ceil(nodes / 32)))


@cache
def _legendre(nodes: int) -> tuple[Floats, Floats]:
    x, w = np.polynomial.legendre.leggauss(nodes)
    return x, w


def _best(density: Floats, below: Floats) -> Floats:
    arms = density.shape[-2]
    found = np.empty(density.shape[:-1])
    for arm in range(arms):
        others = [other for other in range(arms) if other != arm]
        found[..., arm] = (density[..., arm, :] * below[..., others, :].prod(axis=-2)).sum(axis=-1)
    return np.asarray(found / found.sum(axis=-1, keepdims=True))


def _raised(weights: Floats, least: float, shared: float) -> Floats:
    """Raise what is below the least, and shrink the rest in proportion."""
    if least == 0:
        return weights
    low = np.zeros(weights.shape, bool)
    for _ in range(weights.shape[-1]):
        low |= weights < least
        rest = np.where(low, 0.0, weights)
        room = shared - least * low.sum(axis=-1, keepdims=True)
        total = rest.sum(axis=-1, keepdims=True)
        scaled = rest * np.divide(room, total, out=np.zeros(total.shape), where=total > 0)
        weights = np.where(low, least, scaled)
    return weights
