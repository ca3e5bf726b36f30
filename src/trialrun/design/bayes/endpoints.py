"""Probability of success of a trial with several endpoints, averaged over a joint prior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from trialrun.design.arms.normal import probability_normal
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class EndpointSuccess:
    """
    Probabilities of success.

    `marginal` of each endpoint alone, (n,); `every` of all together (co-primary); `any_found` of
    at least one; `gated` of each where it is tested only after all before it succeeded, (n,).
    """

    marginal: tuple[float, ...]
    every: float
    any_found: float
    gated: tuple[float, ...]


def probability_success_endpoints(
    means: Sequence[float],
    prior_covariance: ArrayLike,
    standard_errors: Sequence[float],
    correlation: ArrayLike,
    *,
    alpha: float | Sequence[float] = 0.025,
    margins: float | Sequence[float] = 0.0,
) -> EndpointSuccess:
    """
    Probability of success with several endpoints whose effects and estimates are jointly normal.

    Args:
        means: of the prior of the effects, larger is better, (n,).
        prior_covariance: of the effects, (n, n); zeros for effects taken as known.
        standard_errors: of the estimates at the analysis, (n,).
        correlation: between the estimates given the effects: of the endpoints, (n, n).
        alpha: one-sided error rate of each test, one or (n,): the same for co-primary and gated
            endpoints, shares of it where any one is enough.
        margins: effects that the tests must exclude, one or (n,).
    Returns:
        Probabilities of success of each endpoint, (n,), of all, of at least one, and of each in a
        gated order, (n,).
    Raises:
        DesignError: matrices of other sizes or that are no covariances, error rates that are none.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201;
        Spiegelhalter, Abrams and Myles (2004), chapter 6 (the predictive distribution).

    >>> found = probability_success_endpoints(
    ...     [0.3, 0.3], [[0.01, 0.005], [0.005, 0.01]], [0.1, 0.1], [[1, 0.5], [0.5, 1]]
    ... )
    >>> round(found.every, 4), round(found.any_found, 4)
    (0.6452, 0.8927)
    """
    center = np.asarray(means, float)
    n = len(center)
    try:
        errors, levels, limits = (
            np.broadcast_to(np.asarray(each, float), (n,))
            for each in (standard_errors, alpha, margins)
        )
    except ValueError as error:
        message = f"{n} means need as many standard errors, alphas and margins"
        raise DesignError(message, place="means") from error
    belief, between = np.asarray(prior_covariance, float), np.asarray(correlation, float)
    if belief.shape != (n, n) or between.shape != (n, n) or not n:
        raise DesignError(f"must be {n} x {n}, as there are means", place="prior_covariance")
    if not (errors > 0).all():
        raise DesignError("must be above 0", place="standard_errors")
    if not ((levels > 0) & (levels < 1)).all():
        raise DesignError("must be above 0 and below 1", place="alpha")
    for place, matrix in (("prior_covariance", belief), ("correlation", between)):
        if not np.allclose(matrix, matrix.T) or np.linalg.eigvalsh(matrix).min() < -1e-10:
            raise DesignError("no covariance: not symmetric, or not positive", place=place)
    if not np.allclose(np.diag(between), 1):
        raise DesignError("its diagonal must be 1", place="correlation")
    total = belief + between * np.outer(errors, errors)
    sds = np.sqrt(np.diag(total))
    needed = (limits - special.ndtri(levels) * errors - center) / sds
    scaled = total / np.outer(sds, sds)
    np.fill_diagonal(scaled, 1.0)
    gated = tuple(
        probability_normal(needed[: k + 1], np.inf, scaled[: k + 1, : k + 1]) for k in range(n)
    )
    return EndpointSuccess(
        tuple(float(each) for each in special.ndtr(-needed)),
        gated[-1],
        1 - probability_normal(-np.inf, needed, scaled),
        gated,
    )
