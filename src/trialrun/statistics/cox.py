"""Proportional hazards: the Cox model, stratified, tied times after Efron, Breslow or exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import (
    Floats,
    Labels,
    as_labels,
    as_numbers,
    check_lengths,
    is_known,
    levels_of,
)
from trialrun.statistics.cox_exact import exact_derivatives, sum_of_pieces
from trialrun.statistics.distributions import chi_square_tail, normal_quantile

Ties = Literal["efron", "breslow", "exact"]

_ITERATIONS = 50
_STEP = 1e-10
_HALVINGS = 40
_SINGULAR = 1e-12
_UNBOUND = "the hazard ratio has no bound: all events lie on one side of a covariate"


@dataclass(frozen=True, slots=True)
class CoxTerm:
    """One coefficient: the log hazard ratio of a unit more, and its Wald test (two-sided)."""

    coefficient: float
    standard_error: float
    hazard_ratio: float
    lower: float
    upper: float
    z: float
    p: float


@dataclass(frozen=True, slots=True)
class CoxModel:
    """
    A fitted model; `terms` follow the covariates.

    `score` tests all coefficients at once at 0; for one covariate that tells two groups apart
    and no tied times it is the logrank statistic.
    """

    n: int
    events: int
    terms: tuple[CoxTerm, ...]
    log_likelihood_null: float
    log_likelihood: float
    score: float
    df: int
    confidence: float
    ties: Ties
    covariance: tuple[tuple[float, ...], ...] = ()

    @property
    def wald(self) -> float:
        """Wald's statistic of all coefficients at once."""
        beta = np.array([term.coefficient for term in self.terms])
        return float(beta @ np.linalg.solve(np.array(self.covariance), beta))

    @property
    def likelihood_ratio(self) -> float:
        """Twice the log likelihood gained over no coefficients."""
        return 2 * (self.log_likelihood - self.log_likelihood_null)

    @property
    def score_p(self) -> float:
        """Two-sided p-value of the score test."""
        return chi_square_tail(self.score, self.df)


def fit_cox(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    covariates: ArrayLike,
    *,
    strata: Labels | None = None,
    ties: Ties = "efron",
    confidence: float = 0.95,
) -> CoxModel:
    """
    Fit a proportional hazards model by Newton's method.

    Each stratum has a baseline hazard of its own, the coefficients are the same in all.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        covariates: (n,) or (n, p) numbers; two groups are one covariate of 0 and 1.
        strata: (n,) labels; None is one stratum. A subject with a missing time, covariate or
            stratum is left out.
        ties: how events at one time share the likelihood; exact is the likelihood of which of
            those at risk they are, for times that are truly discrete.
        confidence: level of the limits of the hazard ratio.
    Returns:
        The model: a term for each covariate (hazard ratio, limits, Wald test), its log likelihoods
        and score test.
    Raises:
        AnalysisError: no event, a covariate that says nothing of the hazard, or a coefficient
            without bound (all events on one side of the covariate).
    Source: Cox (1972), JRSS B 34:187-220; Efron (1977), JASA 72:557-565; Breslow (1974),
        Biometrics 30:89-99; Gail, Lubin and Rubinstein (1981), Biometrika 68:703-707 (exact).

    >>> model = fit_cox([1, 2, 3, 4], [True, True, True, True], [0, 1, 1, 0])
    >>> round(model.terms[0].hazard_ratio, 4)
    1.618
    """
    times, events, x, groups = _known(time, event, covariates, strata)
    if not events.any():
        raise AnalysisError("a hazard ratio needs an event; there is none")
    pieces = [_ordered(times[own], events[own], x[own]) for own in groups]
    beta = np.zeros(x.shape[1])
    likelihood, gradient, information = _derivatives(pieces, beta, ties)
    null = likelihood
    if _is_singular(information):
        raise AnalysisError(
            "no hazard ratio: a covariate does not differ among those at risk at the events"
        )
    score = float(gradient @ np.linalg.inv(information) @ gradient)
    for _ in range(_ITERATIONS):
        if _is_singular(information):
            raise AnalysisError(_UNBOUND)
        step = np.linalg.inv(information) @ gradient
        for _ in range(_HALVINGS):
            found = _derivatives(pieces, beta + step, ties)
            if np.isfinite(found[0]) and found[0] >= likelihood - 1e-12 * abs(likelihood):
                break
            step = step / 2
        beta = beta + step
        likelihood, gradient, information = found
        if np.max(np.abs(step)) <= _STEP * (1 + np.max(np.abs(beta))):
            break
    else:
        raise AnalysisError(_UNBOUND)
    covariance = np.linalg.inv(information)
    return CoxModel(
        n=len(times),
        events=int(events.sum()),
        terms=tuple(
            _term(float(b), sqrt(float(v)), confidence)
            for b, v in zip(beta, np.diag(covariance), strict=True)
        ),
        log_likelihood_null=null,
        log_likelihood=likelihood,
        score=score,
        df=x.shape[1],
        confidence=confidence,
        ties=ties,
        covariance=tuple(tuple(map(float, row)) for row in covariance),
    )


@dataclass(frozen=True, slots=True)
class LikelihoodRatio:
    """Twice the log likelihood that a model gains over one nested in it, and its test."""

    statistic: float
    df: int
    p: float


def likelihood_ratio(smaller: CoxModel, larger: CoxModel) -> LikelihoodRatio:
    """
    Test the coefficients that a model has more than one nested in it, on the same subjects.

    Args:
        smaller: the model nested in `larger`.
        larger: the model that has its covariates and more, of the same subjects, strata and ties.
    Returns:
        Twice the gain in log likelihood, the coefficients gained as degrees of freedom, and the
        p-value.
    Raises:
        AnalysisError: the models can not be nested: other subjects, or no more coefficients.
    Source: Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, 4.3.

    >>> months, events = [1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 0, 1]
    >>> one = fit_cox(months, events, [0, 1, 0, 1, 0, 1])
    >>> two = fit_cox(months, events, [[0, 5], [1, 9], [0, 6], [1, 4], [0, 7], [1, 5]])
    >>> test = likelihood_ratio(one, two)
    >>> round(test.statistic, 4), test.df, round(test.p, 4)
    (0.06, 1, 0.8064)
    """
    df = larger.df - smaller.df
    if df < 1 or (smaller.n, smaller.events, smaller.ties) != (
        larger.n,
        larger.events,
        larger.ties,
    ):
        raise AnalysisError("a likelihood ratio needs two nested models of the same subjects")
    statistic = max(2 * (larger.log_likelihood - smaller.log_likelihood), 0.0)
    return LikelihoodRatio(statistic, df, chi_square_tail(statistic, df))


def _term(coefficient: float, error: float, confidence: float) -> CoxTerm:
    reach = normal_quantile((1 + confidence) / 2) * error
    z = coefficient / error
    return CoxTerm(
        coefficient=coefficient,
        standard_error=error,
        hazard_ratio=exp(coefficient),
        lower=exp(coefficient - reach),
        upper=exp(coefficient + reach),
        z=z,
        p=chi_square_tail(z * z, 1),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Stratum:
    """Subjects by falling time, so that a running sum is a sum over those at risk."""

    x: Floats
    deaths: tuple[NDArray[np.intp], ...]
    last: tuple[int, ...]


def _ordered(times: Floats, events: NDArray[np.bool_], x: Floats) -> _Stratum:
    order = np.argsort(-times, kind="stable")
    falling, happened = times[order], events[order]
    deaths, last = [], []
    for each in np.unique(times[events])[::-1]:
        deaths.append(np.flatnonzero(happened & (falling == each)))
        last.append(int(np.searchsorted(-falling, -each, side="right")) - 1)
    return _Stratum(x[order], tuple(deaths), tuple(last))


def _derivatives(
    strata: Sequence[_Stratum], beta: Floats, ties: Ties
) -> tuple[float, Floats, Floats]:
    """Return the log partial likelihood, its gradient (p,) and the information (p, p)."""
    size = len(beta)
    if ties == "exact":
        return sum_of_pieces([exact_derivatives(s.x, s.deaths, s.last, beta) for s in strata])
    likelihood, gradient, information = 0.0, np.zeros(size), np.zeros((size, size))
    for stratum in strata:
        x = stratum.x
        with np.errstate(over="ignore"):
            weight = np.exp(x @ beta)
        first = weight[:, None] * x
        second = first[:, :, None] * x[:, None, :]
        s0, s1, s2 = np.cumsum(weight), np.cumsum(first, axis=0), np.cumsum(second, axis=0)
        for own, last in zip(stratum.deaths, stratum.last, strict=True):
            tied = len(own)
            likelihood += float((x[own] @ beta).sum())
            gradient += x[own].sum(axis=0)
            d0, d1, d2 = weight[own].sum(), first[own].sum(axis=0), second[own].sum(axis=0)
            for k in range(tied):
                share = k / tied if ties == "efron" else 0.0
                r0 = s0[last] - share * d0
                mean = (s1[last] - share * d1) / r0
                likelihood -= float(np.log(r0))
                gradient -= mean
                information += (s2[last] - share * d2) / r0 - np.outer(mean, mean)
    return likelihood, gradient, information


def _is_singular(information: Floats) -> bool:
    """Whether the information is not positive definite: some coefficient can not be told."""
    if not np.all(np.isfinite(information)):
        return True
    smallest = float(np.linalg.eigvalsh(information)[0])
    return smallest <= _SINGULAR * max(1.0, float(np.trace(information)))


def _known(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    covariates: ArrayLike,
    strata: Labels | None,
) -> tuple[Floats, NDArray[np.bool_], Floats, list[NDArray[np.bool_]]]:
    """Return what is complete, and where each stratum is."""
    times = as_numbers(time, "time")
    events = np.asarray(event, dtype=bool)
    x = np.asarray(covariates, dtype=np.float64)
    x = x[:, None] if x.ndim == 1 else x
    labels = as_labels([0] * len(times) if strata is None else strata, "strata")
    check_lengths(time=times, event=events, covariates=x, strata=labels)
    known = is_known(times) & is_known(labels) & ~np.isnan(x).any(axis=1)
    times, events, x, labels = times[known], events[known], x[known], labels[known]
    x = x - x.mean(axis=0) if len(x) else x
    return times, events, x, [labels == each for each in levels_of(labels)]
