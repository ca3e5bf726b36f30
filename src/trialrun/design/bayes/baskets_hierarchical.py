"""
Basket trials with a hierarchical model: exchangeable baskets, or some that are not.

The log odds of exchangeable baskets are normal about a common mean with a common standard
deviation; a basket that is not exchangeable has a prior of its own. Given the common mean and
standard deviation the baskets are independent, so that quadrature over the two is enough, without
drawing from chains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.size.checks import check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(56)
_PANEL_X, _PANEL_W = np.polynomial.legendre.leggauss(5)
_TAU_X, _TAU_W = np.polynomial.legendre.leggauss(6)
_TAU_CUTS = (0.0, 0.15, 0.6, 1.5, 3.0, 6.0)
_WIDEST = 20.0
_GROWTH = 1.3
_PANELS = 24
_REACH = 8.0
_DEPTH = 34.0


@dataclass(frozen=True, slots=True)
class HierarchicalBaskets:
    """
    Posterior of the baskets.

    For each basket: `means` and `sds` of the rate, `above` the probability that it exceeds the
    null rate, `exchangeable` the probability that it is. `common_mean` (log odds) and `between_sd`
    are posterior means.
    """

    means: tuple[float, ...]
    sds: tuple[float, ...]
    above: tuple[float, ...]
    exchangeable: tuple[float, ...]
    common_mean: float
    between_sd: float


def posterior_baskets_hierarchical(
    responders: Sequence[float],
    subjects: Sequence[float],
    null_rate: float,
    *,
    mean: float,
    sd: float,
    between_sd: float,
) -> HierarchicalBaskets:
    """
    Posterior of the response rates of exchangeable baskets.

    Args:
        responders: of each basket, (n,).
        subjects: of each basket, (n,); a basket of none has what the others say of a new one.
        null_rate: that the drug must exceed.
        mean: of the normal prior of the common log odds.
        sd: of that prior, at most 20.
        between_sd: scale of the half-normal prior of the standard deviation between baskets.
    Returns:
        Means, standard deviations, probabilities of exceeding the null rate and of exchangeability
        of each basket, (n,); posterior means of the common log odds and of the spread between
        baskets.
    Raises:
        DesignError: more responders than subjects, scales that are not positive.
    Source: Thall, Wathen, Bekele, Champlin, Baker and Benjamin (2003), Statistics in Medicine
        22:763-780; Berry, Broglio, Groshen and Berry (2013), Clinical Trials 10:720-734.

    >>> found = posterior_baskets_hierarchical([2, 9], [20, 20], 0.2, mean=-1.4, sd=2, between_sd=1)
    >>> 0.1 < found.means[0] < found.means[1] < 0.45
    True
    """
    return posterior_baskets_exnex(
        responders,
        subjects,
        null_rate,
        mean=mean,
        sd=sd,
        between_sd=between_sd,
        exchangeable=1.0,
        own_mean=mean,
        own_sd=sd,
    )


def posterior_baskets_exnex(
    responders: Sequence[float],
    subjects: Sequence[float],
    null_rate: float,
    *,
    mean: float,
    sd: float,
    between_sd: float,
    exchangeable: float | Sequence[float],
    own_mean: float | Sequence[float],
    own_sd: float | Sequence[float],
) -> HierarchicalBaskets:
    """
    Posterior of the response rates of baskets that may be exchangeable or not.

    Args:
        responders: of each basket, (n,).
        subjects: of each basket, (n,).
        null_rate: that the drug must exceed.
        mean: of the normal prior of the common log odds.
        sd: of that prior, at most 20.
        between_sd: scale of the half-normal prior of the standard deviation between baskets.
        exchangeable: prior probability that a basket is, one or (n,).
        own_mean: of the log odds of a basket that is not, one or (n,).
        own_sd: of that prior, one or (n,).
    Returns:
        Means, standard deviations, probabilities of exceeding the null rate and of exchangeability
        of each basket, (n,); posterior means of the common log odds and of the spread between
        baskets.
    Raises:
        DesignError: more responders than subjects, scales that are not positive, probabilities
            outside 0 to 1.
    Source: Neuenschwander, Wandel, Roychoudhury and Bailey (2016), Pharmaceutical Statistics
        15:123-134.

    >>> found = posterior_baskets_exnex(
    ...     [2, 2, 12],
    ...     [20, 20, 20],
    ...     0.2,
    ...     mean=-1.4,
    ...     sd=2,
    ...     between_sd=0.5,
    ...     exchangeable=0.5,
    ...     own_mean=-1.4,
    ...     own_sd=2,
    ... )
    >>> found.exchangeable[2] < 0.5 < found.exchangeable[0]
    True
    """
    x, n = np.asarray(responders, float), np.asarray(subjects, float)
    if x.shape != n.shape or not len(n):
        raise DesignError(f"{len(x)} responders, {len(n)} subjects", place="responders")
    if not ((x >= 0) & (x <= n)).all():
        raise DesignError("must be from none to all subjects", place="responders")
    if not 0 < null_rate < 1:
        raise DesignError(f"found {null_rate:g}, must be above 0 and below 1", place="null_rate")
    check_positive(sd=sd, between_sd=between_sd)
    if sd > _WIDEST:
        raise DesignError(
            f"found {sd:g}, must be at most {_WIDEST:g}",
            place="sd",
            hint="a wider prior of log odds says that rates are 0 or 1.",
        )
    share, center, spread = (
        np.broadcast_to(np.asarray(each, float), n.shape)
        for each in (exchangeable, own_mean, own_sd)
    )
    if not ((share >= 0) & (share <= 1)).all():
        raise DesignError("must be from 0 to 1", place="exchangeable")
    check_positive(own_sd=float(spread.min()))
    limit = float(special.logit(null_rate))
    mu, tau, logs = _common_nodes(x, n, mean, sd, between_sd, limit)
    pieces = []
    for k in range(len(n)):
        same = _moments(x[k], n[k], mu, tau, limit)
        own = _moments(x[k], n[k], center[k : k + 1], spread[k : k + 1], limit)
        pieces.append((share[k] * same, (1 - share[k]) * own))
    evidence = np.stack([(same + own)[0] for same, own in pieces])
    with np.errstate(divide="ignore"):
        logs = logs + np.log(evidence).sum(axis=0)
    weights = np.exp(logs - logs.max())
    weights = weights / weights.sum()
    rows = []
    for (same, own), total in zip(pieces, evidence, strict=True):
        first, second, above = ((same + own)[1:] / total) @ weights
        rows.append((first, np.sqrt(max(second - first**2, 0)), above, (same[0] / total) @ weights))
    means, sds, above, together = (
        tuple(float(each) for each in column) for column in zip(*rows, strict=True)
    )
    return HierarchicalBaskets(
        means, sds, above, together, float(weights @ mu), float(weights @ tau)
    )


def _common_nodes(
    x: Floats, n: Floats, mean: float, sd: float, scale: float, limit: float
) -> tuple[Floats, Floats, Floats]:
    """Nodes of the common mean and the standard deviation, and their log prior weights."""
    cuts = scale * np.asarray(_TAU_CUTS)
    half = np.diff(cuts) / 2
    tau = ((cuts[:-1] + half)[:, None] + half[:, None] * _TAU_X).ravel()
    tau_logs = np.log((half[:, None] * _TAU_W).ravel()) - 0.5 * (tau / scale) ** 2
    seen = special.logit((x + 0.5) / (n + 1))[n > 0]
    low, high = mean - 7.5 * sd, mean + 7.5 * sd
    around = 8 + 4 * scale
    # without a responder anywhere, or with none but, the prior alone bounds the mean
    if len(seen) and x.sum() > 0:
        low = max(low, float(seen.min()) - around)
    if len(seen) and (n - x).sum() > 0:
        high = min(high, float(seen.max()) + around)
    if not low < high:
        low, high = mean - 7.5 * sd, mean + 7.5 * sd
    middle, fine = mean, sd
    if n.sum() > 0:
        # with no difference between baskets the mean is as sure as it can be: start from there
        pooled = (x.sum() + 0.5) / (n.sum() + 1)
        middle = min(max(float(special.logit(pooled)), low), high)
        fine = float((n.sum() * pooled * (1 - pooled) + sd**-2) ** -0.5)
    steps = fine * np.cumsum(_GROWTH ** np.arange(_PANELS))
    # where baskets hardly differ, what lies above the null rate changes within little of it
    near = limit + scale * np.array([-0.25, -0.1, -0.04, -0.01, 0, 0.01, 0.04, 0.1, 0.25])
    edges = np.clip([*(middle - steps), middle, *(middle + steps), *near], low, high)
    edges = np.unique([low, *edges, high])
    step = np.diff(edges) / 2
    mu = ((edges[:-1] + step)[:, None] + step[:, None] * _PANEL_X).ravel()
    mu_logs = np.log((step[:, None] * _PANEL_W).ravel()) - 0.5 * ((mu - mean) / sd) ** 2
    return (
        np.repeat(mu, len(tau)),
        np.tile(tau, len(mu)),
        np.add.outer(mu_logs, tau_logs).ravel(),
    )


def _moments(x: float, n: float, center: Floats, spread: Floats, limit: float) -> Floats:
    """Integrals of the likelihood, times the rate, its square, and where above; (4, n_nodes)."""
    low, high = center - _REACH * spread, center + _REACH * spread
    if n > 0:
        # where the likelihood is below exp(-34) of its largest nothing is lost
        peak = special.xlogy(x, x / n) + special.xlog1py(n - x, -x / n)
        grid = np.linspace(-60, 60, 4801)
        inside = grid[_likelihood(x, n, grid) > peak - _DEPTH]
        low, high = np.maximum(low, inside[0] - 0.025), np.minimum(high, inside[-1] + 0.025)
    found = np.zeros((4, len(center)))
    for row, (start, end) in enumerate(
        ((low, np.minimum(high, limit)), (np.maximum(low, limit), high))
    ):
        half = np.maximum(end - start, 0) / 2
        theta = (start + half)[:, None] + half[:, None] * _X
        away = (theta - center[:, None]) / spread[:, None]
        density = np.exp(_likelihood(x, n, theta) - 0.5 * away**2) * (half[:, None] * _W)
        density /= spread[:, None] * np.sqrt(2 * np.pi)
        p = special.expit(theta)
        part = density.sum(axis=1)
        found[0] += part
        found[1] += (density * p).sum(axis=1)
        found[2] += (density * p * p).sum(axis=1)
        if row == 1:
            found[3] = part
    return np.maximum(found, np.finfo(float).tiny)


def _likelihood(x: float, n: float, theta: Floats) -> Floats:
    return np.asarray(x * special.log_expit(theta) + (n - x) * special.log_expit(-theta))
