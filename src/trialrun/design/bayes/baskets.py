"""
Basket trials that borrow by the similarity of the baskets.

Each basket's own posterior is a beta. A basket adds those of the others, each times a weight: one
less the Jensen-Shannon divergence of the two posteriors, raised to a power, and 0 where that is
too small. All outcomes of a trial can be counted, so that the error rates are exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.size.checks import check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_MOST_OUTCOMES = 3_000_000
_STEPS = 2001


@dataclass(frozen=True, slots=True, eq=False)
class Baskets:
    """
    Posterior of the baskets.

    `weights` of each other basket's data, (n, n); `shapes` of the beta posteriors, (n, 2); `means`
    and `above`, the probability that the rate exceeds the one asked for, (n,).
    """

    weights: Floats
    shapes: Floats
    means: tuple[float, ...]
    above: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BasketCharacteristics:
    """
    Exact operating characteristics.

    `rejections` of each basket and `means`, the expected posterior means, (n,); `familywise` the
    probability of rejecting in a basket whose rate is not above the null one (0 where there is
    none), `any_true` in one whose rate is.
    """

    rejections: tuple[float, ...]
    means: tuple[float, ...]
    familywise: float
    any_true: float


def posterior_baskets_similarity(
    responders: Sequence[int],
    subjects: Sequence[int],
    null_rate: float,
    *,
    epsilon: float = 2.0,
    tau: float = 0.0,
    base: float = math.e,
    prior: tuple[float, float] = (1.0, 1.0),
) -> Baskets:
    """
    Posterior of the response rates of baskets that borrow by similarity.

    Args:
        responders: of each basket, (n,).
        subjects: of each basket, (n,).
        null_rate: that the drug must exceed.
        epsilon: power of the similarity: the larger, the less is borrowed.
        tau: similarity, after the power, up to which nothing is borrowed.
        base: of the logarithm of the divergence: e as published, 2 to let weights reach 0.
        prior: Beta(a, b) of each basket's rate.
    Returns:
        Weights (n, n), beta posteriors (n, 2), and of each basket the posterior mean and the
        probability that its rate exceeds the null one.
    Raises:
        DesignError: more responders than subjects, a rate outside 0 to 1, tuning out of range.
    Source: Fujikawa, Teramukai, Yokota and Daimon (2020), Biometrical Journal 62:330-338.

    >>> found = posterior_baskets_similarity([1, 5, 7], [15, 15, 15], 0.2, tau=0.5)
    >>> [round(each, 4) for each in found.above]
    [0.1407, 0.9943, 0.9965]
    """
    x, n = np.asarray(responders), np.asarray(subjects)
    if x.shape != n.shape or not len(n):
        raise DesignError(f"{len(x)} responders, {len(n)} subjects", place="responders")
    if not ((x >= 0) & (x <= n)).all():
        raise DesignError("must be from none to all subjects", place="responders")
    _check_tuning(null_rate, epsilon, tau, base, prior)
    one, two = (np.asarray(each, float) for each in (prior[0] + x, prior[1] + n - x))
    weights = np.eye(len(n))
    for i in range(len(n)):
        for j in range(i):
            similar = _similarity(one[[i]], two[[i]], one[[j]], two[[j]], epsilon, tau, base)
            weights[i, j] = weights[j, i] = similar[0, 0]
    shapes = np.stack([weights @ one, weights @ two], axis=1)
    above = special.betaincc(shapes[:, 0], shapes[:, 1], null_rate)
    means = shapes[:, 0] / shapes.sum(axis=1)
    return Baskets(weights, shapes, tuple(means.tolist()), tuple(above.tolist()))


def characteristics_baskets_similarity(
    rates: Sequence[float],
    subjects: Sequence[int],
    null_rate: float,
    threshold: float,
    *,
    epsilon: float = 2.0,
    tau: float = 0.0,
    base: float = math.e,
    prior: tuple[float, float] = (1.0, 1.0),
) -> BasketCharacteristics:
    """
    Exact error rates and power of baskets that borrow by similarity.

    Args:
        rates: true ones of each basket, (n,).
        subjects: of each basket, (n,).
        null_rate: that the drug must exceed.
        threshold: probability of exceeding it at which a basket succeeds.
        epsilon: power of the similarity.
        tau: similarity, after the power, up to which nothing is borrowed.
        base: of the logarithm of the divergence.
        prior: Beta(a, b) of each basket's rate.
    Returns:
        Probabilities of rejection and expected posterior means of each basket, (n,); the familywise
        error rate and the probability of finding any basket that works.
    Raises:
        DesignError: as `posterior_baskets_similarity`; more outcomes than can be counted.
    Source: Fujikawa, Teramukai, Yokota and Daimon (2020), Biometrical Journal 62:330-338, Table 2
        (by simulation).

    >>> found = characteristics_baskets_similarity([0.2] * 3, [24] * 3, 0.2, 0.99)
    >>> round(found.familywise, 4)
    0.036
    """
    p, n = np.asarray(rates, float), [int(each) for each in subjects]
    if len(p) != len(n) or not n or min(n) < 1:
        raise DesignError(f"{len(p)} rates, {len(n)} baskets", place="rates")
    if not ((p >= 0) & (p <= 1)).all():
        raise DesignError("must be from 0 to 1", place="rates")
    if not 0 < threshold < 1:
        raise DesignError(f"found {threshold:g}, must be above 0 and below 1", place="threshold")
    _check_tuning(null_rate, epsilon, tau, base, prior)
    outcomes = math.prod(each + 1 for each in n)
    if outcomes > _MOST_OUTCOMES:
        raise DesignError(
            f"{outcomes} outcomes, must be at most {_MOST_OUTCOMES}",
            place="subjects",
            hint="count fewer baskets, or smaller ones.",
        )
    chance: Floats = np.ones(())
    for each, rate in zip(n, p.tolist(), strict=True):
        counts = np.arange(each + 1)
        ways = -special.betaln(counts + 1, each - counts + 1) - math.log(each + 1)
        logs = ways + special.xlogy(counts, rate) + special.xlog1py(each - counts, -rate)
        chance = np.multiply.outer(chance, np.exp(logs))
    own = [_own(each, prior) for each in n]
    pairs: dict[tuple[int, int], Floats] = {}
    rejected, means = [], []
    for i in range(len(n)):
        one, two = (_along(shape, i, len(n)) for shape in own[i])
        for j in range(len(n)):
            if j == i:
                continue
            if (n[i], n[j]) not in pairs:
                pairs[n[i], n[j]] = _similarity(*own[i], *own[j], epsilon, tau, base)
            weight = _across(pairs[n[i], n[j]], i, j, len(n))
            one = one + weight * _along(own[j][0], j, len(n))
            two = two + weight * _along(own[j][1], j, len(n))
        rejected.append(
            np.broadcast_to(special.betaincc(one, two, null_rate) >= threshold, chance.shape)
        )
        means.append(float((chance * (one / (one + two))).sum()))
    null = p <= null_rate
    wrong = [each for each, is_null in zip(rejected, null, strict=True) if is_null]
    right = [each for each, is_null in zip(rejected, null, strict=True) if not is_null]
    return BasketCharacteristics(
        tuple(float(chance[each].sum()) for each in rejected),
        tuple(means),
        float(chance[np.any(wrong, axis=0)].sum()) if wrong else 0.0,
        float(chance[np.any(right, axis=0)].sum()) if right else 0.0,
    )


def _own(subjects: int, prior: tuple[float, float]) -> tuple[Floats, Floats]:
    """Betas after each number of responders."""
    counts = np.arange(subjects + 1, dtype=float)
    return prior[0] + counts, prior[1] + subjects - counts


def _check_tuning(
    null_rate: float, epsilon: float, tau: float, base: float, prior: tuple[float, float]
) -> None:
    if not 0 < null_rate < 1:
        raise DesignError(f"found {null_rate:g}, must be above 0 and below 1", place="null_rate")
    if not 0 <= tau <= 1:
        raise DesignError(f"found {tau:g}, must be from 0 to 1", place="tau")
    if not base >= 2:
        raise DesignError(f"found {base:g}, must be at least 2", place="base")
    check_positive(epsilon=epsilon, prior=min(prior))


def _similarity(
    one: Floats,
    two: Floats,
    other_one: Floats,
    other_two: Floats,
    epsilon: float,
    tau: float,
    base: float,
) -> Floats:
    """Weights of each pair of betas, (n, n_others)."""
    # on the logit scale the densities fall off at both ends, and equal steps are exact
    reach = 45 / float(min(one.min(), two.min(), other_one.min(), other_two.min(), 3.0))
    x = np.linspace(-reach, reach, _STEPS)
    first, second = _logs(one, two, x), _logs(other_one, other_two, x)
    entropy = [(np.exp(each) * each).sum(axis=1) for each in (first, second)]
    found = np.empty((len(one), len(other_one)))
    for i in range(len(one)):
        middle = np.logaddexp(first[i], second) - math.log(2)
        mixed = (np.exp(middle) * middle).sum(axis=1)
        divergence = ((entropy[0][i] + entropy[1]) / 2 - mixed) * (x[1] - x[0]) / math.log(base)
        found[i] = (1 - np.clip(divergence, 0, 1)) ** epsilon
    return np.where(found > tau, found, 0.0)


def _logs(one: Floats, two: Floats, x: Floats) -> Floats:
    """Log densities of the log odds."""
    a, b = one[:, None], two[:, None]
    return np.asarray(a * special.log_expit(x) + b * special.log_expit(-x) - special.betaln(a, b))


def _along(values: Floats, axis: int, axes: int) -> Floats:
    shape = [1] * axes
    shape[axis] = len(values)
    return values.reshape(shape)


def _across(pair: Floats, i: int, j: int, axes: int) -> Floats:
    shape = [1] * axes
    shape[i], shape[j] = pair.shape
    return (pair if i < j else pair.T).reshape(shape)
