"""
Mixtures of beta or normal distributions: priors that stay of their kind when data come in.

A posterior has the components of its prior, each updated alone, with weights that move towards the
components that foresaw the data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import optimize, special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_LEAST_SUM = 1e-6
_X, _W = np.polynomial.legendre.leggauss(48)
_REACH = 9.0
_CUTS = np.array([-9.0, -6.0, -3.0, -1.5, 0.0, 1.5, 3.0, 6.0, 9.0])


def check_components(components: tuple[tuple[float, float, float], ...], *, place: str) -> None:
    """Refuse components whose weights are no shares of 1."""
    if not components:
        raise DesignError("found no component, must be at least one", place=place)
    if any(len(component) != 3 for component in components):
        raise DesignError("a component has three numbers: its weight and two more", place=place)
    weights = [component[0] for component in components]
    if not all(0 <= weight <= 1 for weight in weights) or abs(sum(weights) - 1) > _LEAST_SUM:
        raise DesignError(
            f"weights sum to {sum(weights):g}, must be at least 0 and sum to 1", place=place
        )


@dataclass(frozen=True, slots=True)
class BetaMixture:
    """Of a rate: `components` of (weight, a, b), the weights summing to 1."""

    components: tuple[tuple[float, float, float], ...]

    def __post_init__(self) -> None:
        check_components(self.components, place="prior")
        for _, a, b in self.components:
            if not (0 < a < np.inf and 0 < b < np.inf):
                raise DesignError(
                    f"found Beta({a:g}, {b:g}), both must be above 0 and finite",
                    place="prior",
                    hint="Beta(0, 0) does not integrate.",
                )


@dataclass(frozen=True, slots=True)
class NormalMixture:
    """Of a mean or an effect: `components` of (weight, mean, sd), the weights summing to 1."""

    components: tuple[tuple[float, float, float], ...]

    def __post_init__(self) -> None:
        check_components(self.components, place="prior")
        for _, mean, sd in self.components:
            if not (np.isfinite(mean) and 0 < sd < np.inf):
                raise DesignError(
                    f"found mean {mean:g} and sd {sd:g}, must be finite and sd above 0",
                    place="prior",
                    hint="a flat prior does not integrate.",
                )


Mixture = BetaMixture | NormalMixture


def parts(mixture: Mixture) -> tuple[Floats, Floats, Floats]:
    """Return weights and the two parameters of the components, each (n_components,)."""
    table = np.asarray(mixture.components, float)
    return table[:, 0], table[:, 1], table[:, 2]


def moments_mixture(mixture: Mixture) -> tuple[float, float]:
    """
    Mean and standard deviation of a mixture.

    Args:
        mixture: of betas or normals.
    Returns:
        The mean and the standard deviation.

    >>> mean, sd = moments_mixture(BetaMixture(((1.0, 4, 16),)))
    >>> round(mean, 3), round(sd, 4)
    (0.2, 0.0873)
    """
    weights, one, two = parts(mixture)
    if isinstance(mixture, BetaMixture):
        means = one / (one + two)
        variances = means * (1 - means) / (one + two + 1)
    else:
        means, variances = one, two * two
    mean = float(weights @ means)
    return mean, float(np.sqrt(weights @ (variances + (means - mean) ** 2)))


def probability_below(mixture: Mixture, limit: float) -> float:
    """
    Probability that the parameter is at most a limit.

    Args:
        mixture: of betas or normals.
        limit: a rate for betas, any number for normals.
    Returns:
        The probability.

    >>> round(probability_below(NormalMixture(((0.5, 0, 1), (0.5, 0, 2))), 0.0), 3)
    0.5
    """
    weights, one, two = parts(mixture)
    if isinstance(mixture, BetaMixture):
        below = special.betainc(one, two, min(max(limit, 0.0), 1.0))
    else:
        below = special.ndtr((limit - one) / two)
    return float(weights @ below)


def quantile_mixture(mixture: Mixture, probability: float) -> float:
    """
    Value that the parameter is below with a probability.

    Args:
        mixture: of betas or normals.
        probability: above 0 and below 1.
    Returns:
        The quantile, on the scale of the parameter.
    Raises:
        DesignError: no probability.

    >>> round(quantile_mixture(NormalMixture(((1.0, 3, 2),)), 0.975), 3)
    6.92
    """
    if not 0 < probability < 1:
        raise DesignError(
            f"found {probability:g}, must be above 0 and below 1", place="probability"
        )
    weights, one, two = parts(mixture)
    if isinstance(mixture, BetaMixture):
        each = special.betaincinv(one, two, probability)
    else:
        each = one + two * special.ndtri(probability)
    each = each[weights > 0]
    low, high = float(each.min()), float(each.max())
    if high - low < 1e-14:
        return low
    return float(
        optimize.brentq(
            lambda x: probability_below(mixture, x) - probability, low, high, xtol=1e-14
        )
    )


def posterior_rate(prior: BetaMixture, responders: float, subjects: float) -> BetaMixture:
    """
    Return the belief about a rate after binary data.

    Args:
        prior: before them.
        responders: subjects with the outcome.
        subjects: all subjects observed.
    Returns:
        A mixture with as many components.
    Raises:
        DesignError: more responders than subjects, or fewer than none.
    Source: Schmidli, Gsteiger, Roychoudhury, O'Hagan, Spiegelhalter and Neuenschwander (2014),
        Biometrics 70:1023-1032.

    >>> found = posterior_rate(BetaMixture(((0.5, 4, 10), (0.5, 1, 1))), 18, 20)
    >>> [(round(w, 6), a, b) for w, a, b in found.components]
    [(0.002673, 22.0, 12.0), (0.997327, 19.0, 3.0)]
    """
    if not 0 <= responders <= subjects < np.inf:
        raise DesignError(
            f"found {responders:g} of {subjects:g}, must be from none to all", place="responders"
        )
    weights, a, b = parts(prior)
    new_a, new_b = a + responders, b + subjects - responders
    share = reweighted(weights, special.betaln(new_a, new_b) - special.betaln(a, b))
    return BetaMixture(_triples(share, new_a, new_b))


def posterior_mean(prior: NormalMixture, estimate: float, standard_error: float) -> NormalMixture:
    """
    Return the belief about a mean or an effect after an estimate of it.

    Args:
        prior: before it.
        estimate: normal about the parameter.
        standard_error: of the estimate, known.
    Returns:
        A mixture with as many components.
    Raises:
        DesignError: a standard error that is not positive.
    Source: Schmidli and others (2014), Biometrics 70:1023-1032.

    >>> found = posterior_mean(NormalMixture(((1.0, -49, 19.67740),)), -56.3, 27.82804)
    >>> [round(each, 3) for each in found.components[0]]
    [1.0, -51.433, 16.067]
    """
    if not (0 < standard_error < np.inf and np.isfinite(estimate)):
        raise DesignError(
            f"found {standard_error:g}, must be above 0 and finite", place="standard_error"
        )
    weights, means, sds = parts(prior)
    total = sds**2 + standard_error**2
    share = reweighted(weights, -0.5 * (estimate - means) ** 2 / total - 0.5 * np.log(total))
    new_means = (means * standard_error**2 + estimate * sds**2) / total
    return NormalMixture(_triples(share, new_means, sds * standard_error / np.sqrt(total)))


def probability_greater(one: Mixture, other: Mixture, difference: float = 0.0) -> float:
    """
    Probability that one parameter exceeds another, independent one by more than a difference.

    Args:
        one: belief about the first.
        other: belief about the second, a mixture of the same kind.
        difference: by which the first must exceed the second.
    Returns:
        The probability.
    Raises:
        DesignError: a rate against a mean.
    Source: Schmidli and others (2014), Biometrics 70:1023-1032

    >>> round(probability_greater(BetaMixture(((1.0, 3, 1),)), BetaMixture(((1.0, 1, 3),))), 4)
    0.95
    """
    if isinstance(one, NormalMixture) and isinstance(other, NormalMixture):
        total = 0.0
        for weight, mean, sd in one.components:
            for share, middle, spread in other.components:
                away = (mean - middle - difference) / np.hypot(sd, spread)
                total += weight * share * float(special.ndtr(away))
        return total
    if isinstance(one, BetaMixture) and isinstance(other, BetaMixture):
        return expected_over(one, lambda p: _below(other, p - difference))
    raise DesignError("found a rate and a mean, must be two of the same kind", place="other")


def expected_over(mixture: Mixture, function: Callable[[Floats], Floats]) -> float:
    """Average of a smooth function of the parameter over a mixture."""
    total = 0.0
    for weight, one, two in mixture.components:
        if weight == 0:
            continue
        if isinstance(mixture, NormalMixture):
            edges = one + two * _CUTS
            x, w = _panels(edges)
            density = np.exp(-0.5 * ((x - one) / two) ** 2) / (two * np.sqrt(2 * np.pi))
            total += weight * float((function(x) * density) @ w)
            continue
        middle = float(special.logit(one / (one + two)))
        spread = np.sqrt(special.polygamma(1, one) + special.polygamma(1, two))
        reach = max(40.0 / min(one, two, 20.0), 9 * spread)
        inner = middle + spread * _CUTS
        edges = np.unique([middle - reach, middle - reach / 3, *inner, middle + reach / 3])
        x, w = _panels(np.append(edges, middle + reach))
        p = special.expit(x)
        log_density = one * special.log_expit(x) + two * special.log_expit(-x)
        density = np.exp(log_density - special.betaln(one, two))
        total += weight * float((function(p) * density) @ w)
    return total


def reweighted(weights: Floats, logs: Floats) -> Floats:
    """Shares proportional to weights times exp(logs)."""
    with np.errstate(divide="ignore"):
        logs = np.log(weights) + logs
    return np.asarray(np.exp(logs - special.logsumexp(logs)))


def _below(mixture: BetaMixture, limits: Floats) -> Floats:
    weights, a, b = parts(mixture)
    inside = np.clip(limits, 0.0, 1.0)
    return np.asarray(special.betainc(a[:, None], b[:, None], inside).T @ weights)


def _panels(edges: Floats) -> tuple[Floats, Floats]:
    """Nodes and weights of a Gauss-Legendre rule on each piece."""
    pieces = [(low, high) for low, high in pairwise(np.sort(edges).tolist()) if high > low]
    x = np.concatenate([(low + high) / 2 + (high - low) / 2 * _X for low, high in pieces])
    return x, np.concatenate([(high - low) / 2 * _W for low, high in pieces])


def _triples(weights: Floats, one: Floats, two: Floats) -> tuple[tuple[float, float, float], ...]:
    return tuple(zip(weights.tolist(), one.tolist(), two.tolist(), strict=True))
