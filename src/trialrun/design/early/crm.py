"""
The continual reassessment method (CRM): a curve of toxicity is fitted after each cohort.

Models are a set of weighted points of the parameter with the toxicity rates they mean, so that the
posterior is a weighted sum: power and logistic curves of one parameter with a normal prior, and the
logistic curve of two parameters with a bivariate normal prior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import special

from trialrun.design.early.checks import check_data
from trialrun.design.size.checks import check_correlation, check_positive, check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

SCALE = sqrt(1.34)
_REACH, _POINTS = 8.0, 1601
_REACH_EACH, _POINTS_EACH = 7.0, 161
"""Prior standard deviations that are integrated over and points, of one and of two parameters."""


@dataclass(frozen=True, slots=True, eq=False)
class CrmModel:
    """
    A curve with its prior.

    `parameters` are the points, (n_parameters, n_points), with prior weights `log_weight`; `logits`
    are the logits of the toxicity rates there, (n_doses, n_points). A curve of one parameter has
    `labels` of its doses, multiplied by exp(theta), and is estimated at the posterior mean of theta
    (without an `intercept` the power curve, with one the logistic); without labels the estimate is
    the posterior mean of the rate. `shape` is that of the grid of points.
    """

    parameters: Floats
    log_weight: Floats
    logits: Floats
    shape: tuple[int, ...]
    labels: Floats | None = None
    intercept: float | None = None

    @property
    def doses(self) -> int:
        """Number of doses."""
        return len(self.logits)


@dataclass(frozen=True, slots=True)
class CrmFit:
    """
    The posterior after some data.

    `estimate` are the toxicity rates that the recommendation goes by; `mean` and `sd` describe the
    posterior of each rate, `excess` is the probability that it is above `target`. `parameters` are
    posterior means. `dose` is the one recommended, 1 for the lowest, 0 for none.
    """

    dose: int
    target: float
    estimate: tuple[float, ...]
    mean: tuple[float, ...]
    sd: tuple[float, ...]
    excess: tuple[float, ...]
    parameters: tuple[float, ...]


def model_power(skeleton: Sequence[float], *, scale: float = SCALE) -> CrmModel:
    """
    Power curve: the rate at a dose is its prior guess to the power exp(theta).

    Args:
        skeleton: prior guesses of the toxicity rates, rising.
        scale: standard deviation of the normal prior of theta, which has mean 0.
    Returns:
        The model.
    Raises:
        DesignError: guesses that do not rise or are no probabilities, scale not positive.
    Source: O'Quigley, Pepe and Fisher (1990), Biometrics 46:33-48; Cheung (2011), ch. 3.

    >>> model_power([0.1, 0.2, 0.4]).doses
    3
    """
    guesses = _check_skeleton(skeleton)
    theta, log_weight = _normal(scale)
    labels = np.log(guesses)
    logs = np.exp(theta) * labels[:, None]
    logits = logs - np.log(-np.expm1(logs))
    return CrmModel(theta[None, :], log_weight, logits, theta.shape, labels)


def model_logistic(
    skeleton: Sequence[float], *, intercept: float = 3.0, scale: float = SCALE
) -> CrmModel:
    """
    Logistic curve of one parameter: logit of the rate is intercept + exp(theta) label.

    Args:
        skeleton: prior guesses of the toxicity rates, rising; they give the labels at theta 0.
        intercept: above the logits of all guesses.
        scale: standard deviation of the normal prior of theta, which has mean 0.
    Returns:
        The model.
    Raises:
        DesignError: guesses that do not rise or are no probabilities, an intercept too low.
    Source: Cheung (2011), Dose Finding by the Continual Reassessment Method, ch. 3.

    >>> model_logistic([0.1, 0.2, 0.4]).doses
    3
    """
    labels = special.logit(_check_skeleton(skeleton)) - intercept
    if labels[-1] >= 0:
        raise DesignError(
            f"found {intercept:g}, must be above the logit of the highest guess "
            f"{labels[-1] + intercept:g}",
            place="intercept",
        )
    theta, log_weight = _normal(scale)
    logits = intercept + np.exp(theta) * labels[:, None]
    return CrmModel(theta[None, :], log_weight, logits, theta.shape, labels, intercept)


def model_logistic_two(
    doses: Sequence[float],
    reference: float,
    *,
    mean: Sequence[float],
    sd: Sequence[float],
    correlation: float = 0.0,
) -> CrmModel:
    """
    Logistic curve of two parameters: logit of the rate is alpha + exp(beta) log(dose / reference).

    Args:
        doses: amounts, positive and rising.
        reference: dose at which the logit is alpha.
        mean: prior means of alpha and beta, which are bivariate normal.
        sd: their standard deviations.
        correlation: of alpha and beta.
    Returns:
        The model.
    Raises:
        DesignError: doses that do not rise, a prior that does not integrate.
    Source: Neuenschwander, Branson and Gsponer (2008), Statistics in Medicine 27:2420-2439.

    >>> model_logistic_two([1, 2, 4], 2, mean=[-1, 0], sd=[2, 1]).doses
    3
    """
    amounts = np.asarray(doses, dtype=float)
    if not len(amounts) or np.any(np.diff(amounts, prepend=0.0) <= 0):
        raise DesignError("the doses must be positive and rise", place="doses")
    if len(mean) != 2 or len(sd) != 2:
        raise DesignError("must be 2 numbers: of alpha and of beta", place="mean, sd")
    check_positive(**{"reference": reference, "sd[0]": sd[0], "sd[1]": sd[1]})
    check_correlation(correlation)
    grid = np.linspace(-_REACH_EACH, _REACH_EACH, _POINTS_EACH)
    first, second = (each.ravel() for each in np.meshgrid(grid, grid))
    alpha = mean[0] + sd[0] * first
    beta = mean[1] + sd[1] * (correlation * first + sqrt(1 - correlation**2) * second)
    # Far in the tail the slope is beyond what the logit can tell from a step.
    logits = alpha + np.exp(np.minimum(beta, 50.0)) * np.log(amounts / reference)[:, None]
    log_weight = -(first**2 + second**2) / 2
    return CrmModel(np.stack([alpha, beta]), log_weight, logits, (_POINTS_EACH, _POINTS_EACH))


def fit_crm(
    model: CrmModel,
    target: float,
    subjects: Sequence[int],
    toxicities: Sequence[int],
    *,
    overdose: float | None = None,
    overdose_limit: float = 0.25,
) -> CrmFit:
    """
    Posterior after some data, and the dose it recommends.

    The dose whose estimate is nearest to the target is recommended; with `overdose` only doses
    whose probability of a rate above it is at most `overdose_limit`.

    Args:
        model: curve and prior.
        target: toxicity rate wanted.
        subjects: treated at each dose.
        toxicities: of these with dose-limiting toxicity.
        overdose: rate that is an overdose; None for no such rule.
        overdose_limit: highest probability of an overdose.
    Returns:
        The fit.
    Raises:
        DesignError: impossible counts, rates that are no probabilities.
    Source: O'Quigley, Pepe and Fisher (1990), Biometrics 46:33-48; Babb, Rogatko and Zacks (1998),
        Statistics in Medicine 17:1103-1120 (overdose control).

    >>> model = model_power([0.05, 0.12, 0.25, 0.40, 0.55])
    >>> found = fit_crm(model, 0.25, [3, 3, 3, 0, 0], [0, 0, 1, 0, 0])
    >>> found.dose, round(found.estimate[2], 3)
    (3, 0.195)
    """
    n, x = check_data(subjects, toxicities, model.doses)
    check_rates(target=target, overdose_limit=overdose_limit)
    weights = posterior(model, n[None, :], x[None, :])
    rates = special.expit(model.logits)
    mean = (weights @ rates.T)[0]
    spread = (weights @ (rates**2).T)[0] - mean**2
    allowed = np.ones(model.doses, dtype=bool)
    if overdose is not None:
        check_rates(overdose=overdose)
        allowed = (weights @ shares_above(model, overdose).T)[0] <= overdose_limit
    estimate = estimates(model, weights)[0]
    distance = np.where(allowed, np.abs(estimate - target), np.inf)
    return CrmFit(
        dose=int(distance.argmin()) + 1 if allowed.any() else 0,
        target=target,
        estimate=tuple(estimate.tolist()),
        mean=tuple(mean.tolist()),
        sd=tuple(np.sqrt(np.maximum(spread, 0)).tolist()),
        excess=tuple(np.minimum((weights @ shares_above(model, target).T)[0], 1).tolist()),
        parameters=tuple((weights @ model.parameters.T)[0].tolist()),
    )


def posterior(model: CrmModel, n: np.ndarray, x: np.ndarray) -> Floats:
    """
    Posterior weights of the points for many trials, (n_trials, n_points).

    >>> model = model_power([0.1, 0.3])
    >>> float(posterior(model, np.array([[3, 0]]), np.array([[1, 0]])).sum().round(6))
    1.0
    """
    logs = x @ special.log_expit(model.logits) + (n - x) @ special.log_expit(-model.logits)
    logs = logs + model.log_weight
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def estimates(model: CrmModel, weights: Floats) -> Floats:
    """
    Toxicity rates that the recommendation goes by, (n_trials, n_doses).

    >>> model = model_power([0.1, 0.3])
    >>> none = np.zeros((1, 2), dtype=int)
    >>> estimates(model, posterior(model, none, none)).round(6).tolist()
    [[0.1, 0.3]]
    """
    if model.labels is None:
        return np.asarray(weights @ special.expit(model.logits).T)
    curve = np.exp(weights @ model.parameters[0])[:, None] * model.labels
    if model.intercept is None:
        return np.asarray(np.exp(curve))
    return np.asarray(special.expit(model.intercept + curve))


def shares_above(model: CrmModel, rate: float) -> Floats:
    """
    Share of each point's cell in which a dose's rate is above `rate`, (n_doses, n_points).

    >>> shares_above(model_power([0.1, 0.3]), 0.2).shape
    (2, 1601)
    """
    away = model.logits - special.logit(rate)
    grid = away.reshape(len(away), *model.shape)
    # The logit is nearly straight across a cell: the border cuts it where it reaches the rate.
    step = np.abs(np.gradient(grid, axis=-1)).reshape(away.shape)
    return np.asarray(np.clip(0.5 + away / np.maximum(step, 1e-300), 0, 1))


def _normal(scale: float) -> tuple[Floats, Floats]:
    """Points of a normal prior with mean 0, 0 in the middle, and their log weights."""
    check_positive(scale=scale)
    z = np.linspace(-_REACH, _REACH, _POINTS)
    z[_POINTS // 2] = 0.0
    return scale * z, -(z**2) / 2


def _check_skeleton(skeleton: Sequence[float]) -> Floats:
    guesses = np.asarray(skeleton, dtype=float)
    if guesses.ndim != 1 or not len(guesses) or np.any((guesses <= 0) | (guesses >= 1)):
        raise DesignError("must be one probability above 0 and below 1 a dose", place="skeleton")
    if np.any(np.diff(guesses) <= 0):
        raise DesignError("the guesses must rise from a dose to the next", place="skeleton")
    return guesses
