"""
Effective sample sizes: how many subjects a prior is worth.

For one beta or one normal the three methods agree. For mixtures moments give the smallest, the
curvature at the mode the largest; the expected local information is between, and alone is what it
should be on average after more data.
"""

from __future__ import annotations

import numpy as np
from scipy import optimize, special

from trialrun.design.bayes.mixtures import (
    BetaMixture,
    Mixture,
    NormalMixture,
    expected_over,
    moments_mixture,
    parts,
)
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_VAGUE = 100.0


def effective_size_moment(prior: Mixture, *, sd: float | None = None) -> float:
    """
    Subjects of the one beta or normal that has the mean and standard deviation of the prior.

    Args:
        prior: of a rate or a mean.
        sd: of one subject's outcome, for a mean.
    Returns:
        Subjects, not rounded.
    Raises:
        DesignError: a prior of a mean without a standard deviation.
    Source: Neuenschwander, Weber, Schmidli and O'Hagan (2020), Biometrics 76:578-587.

    >>> mixture = BetaMixture(((0.2, 1, 1), (0.8, 10, 2)))
    >>> round(effective_size_moment(mixture), 6)
    3.161034
    """
    mean, spread = moments_mixture(prior)
    if isinstance(prior, BetaMixture):
        return mean * (1 - mean) / spread**2 - 1
    return (_outcome(sd) / spread) ** 2


def effective_size_elir(prior: Mixture, *, sd: float | None = None) -> float:
    """
    Expected local-information-ratio effective sample size.

    The information of the prior, -d2 log p / dx2, over that of one subject, averaged over the
    prior.

    Args:
        prior: of a rate or a mean.
        sd: of one subject's outcome, for a mean.
    Returns:
        Subjects, not rounded.
    Raises:
        DesignError: a prior of a mean without a standard deviation, a beta with a parameter below 1.
    Source: Neuenschwander, Weber, Schmidli and O'Hagan (2020), Biometrics 76:578-587.

    >>> round(effective_size_elir(BetaMixture(((0.2, 1, 1), (0.8, 10, 2)))), 4)
    7.6515
    """
    if isinstance(prior, BetaMixture):
        least = min(min(a, b) for _, a, b in prior.components)
        if least < 1:
            raise DesignError(
                f"found a beta parameter of {least:g}, must be at least 1",
                place="prior",
                hint="the information of a density that is infinite at 0 or 1 has no average.",
            )
        return expected_over(prior, lambda p: _information(prior, p) * p * (1 - p))
    variance = _outcome(sd) ** 2
    return expected_over(prior, lambda x: _information(prior, x) * variance)


def effective_size_morita(prior: Mixture, *, sd: float | None = None) -> float:
    """
    Effective sample size of Morita, Thall and Müller, at the mode of the prior.

    The curvature of the prior at its mode, beyond that of a vague prior, over what one subject is
    expected to add. One beta or normal is worth what its moments say.

    Args:
        prior: of a rate or a mean.
        sd: of one subject's outcome, for a mean.
    Returns:
        Subjects, not rounded.
    Raises:
        DesignError: a prior of a mean without a standard deviation.
    Source: Morita, Thall and Müller (2008), Biometrics 64:595-602; as in Neuenschwander, Weber,
        Schmidli and O'Hagan (2020), Biometrics 76:578-587, equation 9.

    >>> round(effective_size_morita(BetaMixture(((0.2, 1, 1), (0.8, 10, 2)))), 4)
    8.4876
    """
    if len(prior.components) == 1:
        return effective_size_moment(prior, sd=sd)
    mode = mode_mixture(prior)
    curvature = float(_information(prior, np.array([mode]))[0])
    if isinstance(prior, NormalMixture):
        flattest = max(spread for _, _, spread in prior.components)
        return (curvature - 1 / (_VAGUE * flattest**2)) * _outcome(sd) ** 2
    mean, _ = moments_mixture(prior)
    vague = (mode / _VAGUE - 1) / mode**2 + ((1 - mode) / _VAGUE - 1) / (1 - mode) ** 2
    return (curvature - vague) / (mean / mode**2 + (1 - mean) / (1 - mode) ** 2)


def mode_mixture(prior: Mixture) -> float:
    """
    Value of the parameter at which the density is largest.

    Args:
        prior: of betas or normals.
    Returns:
        The mode: a rate for betas, a mean or an effect for normals.

    >>> round(mode_mixture(BetaMixture(((1.0, 4, 16),))), 6)
    0.166667
    """
    _, one, _ = parts(prior)
    if isinstance(prior, BetaMixture):
        low, high = 1e-9, 1 - 1e-9
    else:
        low, high = float(one.min()), float(one.max())
    if high <= low:
        return low
    grid = np.linspace(low, high, 4001)
    best = int(np.argmax(_log_density(prior, grid)))
    step = grid[1] - grid[0]
    found = optimize.minimize_scalar(
        lambda x: -float(_log_density(prior, np.array([x]))[0]),
        bounds=(max(low, grid[best] - step), min(high, grid[best] + step)),
        method="bounded",
        options={"xatol": 1e-12},
    )
    return float(found.x)


def _outcome(sd: float | None) -> float:
    if sd is None or not 0 < sd < np.inf:
        raise DesignError(
            "a mean needs the standard deviation of one subject, above 0 and finite", place="sd"
        )
    return sd


def _logs(prior: Mixture, x: Floats) -> tuple[Floats, Floats, Floats]:
    """Log weighted density, its first derivative and second of each component, (n, len(x))."""
    weights, one, two = (each[:, None] for each in parts(prior))
    with np.errstate(divide="ignore"):
        base = np.log(weights)
    if isinstance(prior, BetaMixture):
        logs = special.xlogy(one - 1, x) + special.xlog1py(two - 1, -x)
        slope = (one - 1) / x - (two - 1) / (1 - x)
        bend = -(one - 1) / x**2 - (two - 1) / (1 - x) ** 2
        return base + logs - special.betaln(one, two), slope, bend
    away = (x - one) / two
    return base - 0.5 * away**2 - np.log(two), -away / two, np.broadcast_to(-(two**-2), away.shape)


def _log_density(prior: Mixture, x: Floats) -> Floats:
    return np.asarray(special.logsumexp(_logs(prior, x)[0], axis=0))


def _information(prior: Mixture, x: Floats) -> Floats:
    """-d2 log p / dx2 of the mixture."""
    tiny = np.finfo(float).tiny ** 0.3
    inside = np.clip(x, tiny, 1 - 1e-15) if isinstance(prior, BetaMixture) else x
    logs, slope, bend = _logs(prior, inside)
    share = np.exp(logs - special.logsumexp(logs, axis=0))
    first = (share * slope).sum(axis=0)
    return np.asarray(first**2 - (share * (bend + slope**2)).sum(axis=0))
