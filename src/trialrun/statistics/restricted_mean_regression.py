"""Restricted mean survival time with covariates, censoring made up for by weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError, RequestError
from trialrun.statistics.arrays import Floats, Labels, as_labels, as_numbers
from trialrun.statistics.distributions import chi_square_tail, normal_quantile
from trialrun.statistics.milestone import two_groups

Scale = Literal["difference", "ratio", "ratio-lost"]

_ITERATIONS = 100


@dataclass(frozen=True, slots=True)
class RegressionTerm:
    """A coefficient with its limits and Wald test; of a ratio, its logarithm."""

    coefficient: float
    standard_error: float
    lower: float
    upper: float
    z: float
    p: float


@dataclass(frozen=True, slots=True)
class RestrictedMeanModel:
    """
    A model of the restricted mean; `terms` are intercept, experimental group, covariates.

    On the scale `difference` the mean is linear in the terms; on `ratio` its logarithm is; on
    `ratio-lost` the logarithm of the mean time lost is.
    """

    scale: Scale
    until: float
    terms: tuple[RegressionTerm, ...]


def fit_restricted_mean(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    group: Labels,
    covariates: ArrayLike,
    until: float,
    *,
    experimental: Any,
    scale: Scale = "difference",
    confidence: float = 0.95,
) -> RestrictedMeanModel:
    """
    Compare restricted means of two groups, adjusted for covariates.

    Subjects whose time up to `until` is known are weighted by the inverse of the probability of
    not being censored, estimated in each group; the variance counts that it is estimated.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels, two of them.
        covariates: (n,) or (n, p) numbers, none missing.
        until: the time up to which means are taken, above 0.
        experimental: the group that is compared with the other.
        scale: what the groups' contrast is.
        confidence: level of the limits.
    Returns:
        The model: terms of the intercept, the experimental group and each covariate, in this order.
    Raises:
        RequestError: a scale that there is not, or `until` not above 0.
        AnalysisError: not two groups, follow-up of one that ends before `until`, or covariates
            that depend on each other.
    Source: Tian, Zhao and Wei (2014), Biostatistics 15:222-233.

    >>> months, arm = [1, 3, 5, 7, 2, 4, 6, 8], list("cccceeee")
    >>> age = [50, 61, 55, 70, 52, 66, 58, 71]
    >>> model = fit_restricted_mean(months, [1] * 8, arm, age, 6, experimental="e")
    >>> round(model.terms[1].coefficient, 4)
    0.2851
    """
    if scale not in {"difference", "ratio", "ratio-lost"}:
        raise RequestError(f"scale is {scale!r}, must be difference, ratio or ratio-lost")
    if not until > 0:
        raise RequestError(f"a restricted mean is taken up to {until}, must be above 0")
    times = np.minimum(as_numbers(time, "time"), until)
    known = np.asarray(event, dtype=bool) | (times >= until)
    parts = two_groups(as_labels(group, "group"), experimental)
    extra = np.asarray(covariates, dtype=np.float64)
    extra = extra[:, None] if extra.ndim == 1 else extra
    x = np.column_stack([np.ones(len(times)), parts[0].astype(np.float64), extra])
    weight = np.zeros(len(times))
    for own in parts:
        if times[own].max() < until and not known[own][times[own] == times[own].max()].all():
            raise AnalysisError(f"a group is not followed until {until}")
        weight[own] = known[own] / _uncensored(times[own], known[own])
    outcome = until - times if scale == "ratio-lost" else times
    beta = _solve(x, outcome, weight, linear=scale == "difference")
    fitted = x @ beta if scale == "difference" else np.exp(x @ beta)
    slope = np.ones(len(times)) if scale == "difference" else fitted
    score = x * (weight * (outcome - fitted))[:, None]
    influence = np.concatenate([_with_censoring(times[o], known[o], score[o]) for o in parts])
    inverse = np.linalg.inv((x * slope[:, None]).T @ x)
    covariance = inverse @ (influence.T @ influence) @ inverse
    reach = normal_quantile((1 + confidence) / 2)
    terms = []
    for value, spread in zip(map(float, beta), np.diag(covariance), strict=True):
        error = sqrt(float(spread))
        z = value / error
        terms.append(
            RegressionTerm(
                value,
                error,
                value - reach * error,
                value + reach * error,
                z,
                chi_square_tail(z * z, 1),
            )
        )
    return RestrictedMeanModel(scale=scale, until=until, terms=tuple(terms))


def _uncensored(time: Floats, known: np.ndarray[Any, Any]) -> Floats:
    """Kaplan-Meier probability of not being censored up to each subject's time (n,)."""
    at = np.unique(time)
    risk = len(time) - np.searchsorted(np.sort(time), at, side="left")
    censored = np.array([np.sum(~known[time == each]) for each in at])
    return np.asarray(np.cumprod(1 - censored / risk)[np.searchsorted(at, time)], dtype=np.float64)


def _solve(x: Floats, outcome: Floats, weight: Floats, *, linear: bool) -> Floats:
    """Solve the weighted estimating equations, by Newton's method where the mean is a product."""
    if np.linalg.matrix_rank(x * np.sqrt(weight)[:, None]) < x.shape[1]:
        raise AnalysisError("covariates depend on each other, or are the same for all")
    if linear:
        root = np.sqrt(weight)
        return np.asarray(np.linalg.lstsq(x * root[:, None], outcome * root, rcond=None)[0])
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(np.sum(weight * outcome) / np.sum(weight))
    for _ in range(_ITERATIONS):
        mean = np.exp(x @ beta)
        step = np.linalg.solve(
            (x * (weight * mean)[:, None]).T @ x, x.T @ (weight * (outcome - mean))
        )
        beta = beta + step
        if np.max(np.abs(step)) < 1e-12 * (1 + np.max(np.abs(beta))):
            return beta
    raise AnalysisError("the ratio of restricted means has no finite estimate")


def _with_censoring(time: Floats, known: np.ndarray[Any, Any], score: Floats) -> Floats:
    """Return each subject's influence: its score and what its censoring tells of the weights."""
    order = np.argsort(time, kind="stable")
    own, censored, scores = time[order], ~known[order], score[order]
    first = np.searchsorted(own, own, side="left")
    after = np.concatenate([np.cumsum(scores[::-1], axis=0)[::-1], np.zeros((1, score.shape[1]))])
    risk = (len(own) - first).astype(np.float64)[:, None]
    mean = after[first] / risk
    jump = np.where(censored[:, None], mean, 0.0)
    compensator = np.cumsum(jump / risk, axis=0)
    until = np.searchsorted(own, own, side="right") - 1
    return np.asarray(scores + jump - compensator[until], dtype=np.float64)
