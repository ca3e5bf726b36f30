"""Linear models with factors and covariates: partial F tests, least-squares means, contrasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

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
from trialrun.statistics.distributions import f_tail, t_quantile, t_two_sided

Weights = Literal["observed", "equal"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A linear combination of coefficients with its t test against 0 and confidence interval."""

    value: float
    standard_error: float
    df: int
    lower: float
    upper: float
    t: float
    p: float


@dataclass(frozen=True, slots=True)
class TermTest:
    """Partial F test of a term, given all others (type III in a model without interaction)."""

    term: str
    f: float
    df: int
    df_error: int
    p: float


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel:
    """
    A linear model fitted by least squares, with an intercept and no interaction.

    `columns` says for each coefficient its term and its level (None of a covariate). The first
    level of a factor is the reference and has no column.
    """

    n: int
    df_error: int
    mean_square_error: float
    coefficients: Floats
    unscaled_covariance: Floats
    columns: tuple[tuple[str, Any], ...]
    factors: Mapping[str, tuple[Any, ...]]
    level_shares: Mapping[str, Floats]
    covariate_means: Mapping[str, float]
    tests: tuple[TermTest, ...]

    def test(self, term: str) -> TermTest:
        """Return the partial F test of a term."""
        return next(test for test in self.tests if test.term == term)


def fit_linear_model(
    response: ArrayLike | Sequence[float | None],
    *,
    factors: Mapping[str, Labels] | None = None,
    covariates: Mapping[str, ArrayLike | Sequence[float | None]] | None = None,
) -> LinearModel:
    """
    Fit a linear model with classification factors and continuous covariates.

    Analysis of covariance has the treatment among the factors; a test of dose response has the
    dose among the covariates.

    Args:
        response: (n,) numbers.
        factors: name -> (n,) labels; levels are sorted, the first is the reference.
        covariates: name -> (n,) numbers. A subject with anything missing is left out.
    Returns:
        The fitted model, with a partial F test of each term.
    Raises:
        AnalysisError: no residual degree of freedom, a factor with one level, or terms that
            determine each other.
    Source: Searle (1971), Linear Models, chapters 3 and 8.

    >>> model = fit_linear_model([1, 2, 3, 5], covariates={"dose": [0, 1, 2, 3]})
    >>> round(slope(model, "dose").value, 6)
    1.3
    """
    y = as_numbers(response, "response")
    groups = {name: as_labels(labels, name) for name, labels in (factors or {}).items()}
    slopes = {name: as_numbers(values, name) for name, values in (covariates or {}).items()}
    check_lengths(**{"response": y, **groups, **slopes})
    complete = is_known(y)
    for array in (*groups.values(), *slopes.values()):
        complete &= is_known(array)
    y = y[complete]
    groups = {name: labels[complete] for name, labels in groups.items()}
    slopes = {name: values[complete] for name, values in slopes.items()}

    levels = {name: levels_of(labels) for name, labels in groups.items()}
    for name, found in levels.items():
        if len(found) < 2:
            raise AnalysisError(f"factor {name} has {len(found)} levels, must have at least 2")
    columns: list[tuple[str, Any]] = [("intercept", None)]
    parts = [np.ones(len(y))]
    for name, labels in groups.items():
        for level in levels[name][1:]:
            columns.append((name, level))
            parts.append((labels == level).astype(np.float64))
    for name, values in slopes.items():
        columns.append((name, None))
        parts.append(values)
    design = np.column_stack(parts)
    if len(y) <= design.shape[1]:
        raise AnalysisError(
            f"the model has {design.shape[1]} coefficients and {len(y)} complete subjects; "
            "it needs more subjects than coefficients"
        )
    coefficients, unscaled = _least_squares(design, y)
    residual = y - design @ coefficients
    df_error = len(y) - design.shape[1]
    mean_square = float(residual @ residual) / df_error
    return LinearModel(
        n=len(y),
        df_error=df_error,
        mean_square_error=mean_square,
        coefficients=coefficients,
        unscaled_covariance=unscaled,
        columns=tuple(columns),
        factors=levels,
        level_shares={
            name: np.array([np.mean(labels == level) for level in levels[name]])
            for name, labels in groups.items()
        },
        covariate_means={name: float(np.mean(values)) for name, values in slopes.items()},
        tests=tuple(
            _partial_test(name, columns, coefficients, unscaled, mean_square, df_error)
            for name in (*groups, *slopes)
        ),
    )


def slope(model: LinearModel, covariate: str, *, confidence: float = 0.95) -> Estimate:
    """
    Coefficient of a covariate, such as the dose in a test of dose response.

    Args:
        model: the fitted model.
        covariate: its name.
        confidence: level of the interval.
    Returns:
        The change of the response per unit of the covariate, its interval and t test against 0.
    Raises:
        AnalysisError: the model has no such covariate.
    Source: Searle (1971), Linear Models, chapter 3.

    >>> model = fit_linear_model([1, 2, 3, 5], covariates={"dose": [0, 1, 2, 3]})
    >>> found = slope(model, "dose")
    >>> round(found.value, 4), round(found.lower, 4), round(found.upper, 4), round(found.p, 4)
    (1.3, 0.5548, 2.0452, 0.0173)
    """
    if covariate not in model.covariate_means:
        raise _unknown("covariate", covariate, model.covariate_means)
    combination = np.zeros(len(model.columns))
    combination[model.columns.index((covariate, None))] = 1
    return _estimate(model, combination, confidence)


def least_squares_mean(
    model: LinearModel,
    factor: str,
    level: Any,
    *,
    weights: Weights = "observed",
    confidence: float = 0.95,
) -> Estimate:
    """
    Least-squares mean of one level of a factor, with every covariate at its mean.

    Args:
        model: the fitted model.
        factor: such as the treatment.
        level: one of its levels.
        weights: how the levels of the other factors count: `observed` by their share among the
            subjects (observed margins), `equal` all the same.
        confidence: level of the interval.
    Returns:
        The mean with its standard error, interval and t test against 0.
    Raises:
        AnalysisError: the model has no such factor or level.
    Source: Searle, Speed and Milliken (1980), The American Statistician 34:216-221.

    >>> arm, age = ["A", "A", "B", "B", "B"], [50, 60, 55, 65, 63]
    >>> model = fit_linear_model([1, 2, 4, 6, 5], factors={"arm": arm}, covariates={"age": age})
    >>> found = least_squares_mean(model, "arm", "B")
    >>> round(found.value, 4), round(found.standard_error, 4), found.df
    (4.6604, 0.2705, 2)
    """
    return _estimate(model, _mean_combination(model, factor, level, weights), confidence)


def least_squares_difference(
    model: LinearModel,
    factor: str,
    level: Any,
    reference: Any,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """
    Difference of least-squares means, level minus reference.

    Without interactions it is the same whichever weights the other factors are given.

    Args:
        model: the fitted model.
        factor: such as the treatment.
        level: one of its levels.
        reference: the level that is subtracted.
        confidence: level of the interval.
    Returns:
        The difference with its standard error, interval and t test against 0.
    Raises:
        AnalysisError: the model has no such factor or level.
    Source: Searle, Speed and Milliken (1980), The American Statistician 34:216-221.

    >>> model = fit_linear_model([1, 2, 4, 6], factors={"arm": ["A", "A", "B", "B"]})
    >>> least_squares_difference(model, "arm", "B", "A").value
    3.5
    """
    first = _mean_combination(model, factor, level, "observed")
    second = _mean_combination(model, factor, reference, "observed")
    return _estimate(model, first - second, confidence)


def _least_squares(design: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Coefficients and (X'X)^-1, by QR of the columns scaled to length 1."""
    scale = np.sqrt(np.sum(design**2, axis=0))
    q, r = np.linalg.qr(design / np.where(scale > 0, scale, 1))
    if np.any(scale == 0) or np.min(np.abs(np.diag(r))) < 1e-10:
        raise AnalysisError(
            "terms of the model determine each other, so that their effects can not be told apart",
            hint="leave one of them out, or pool levels.",
        )
    inverse = np.linalg.inv(r) / scale[:, np.newaxis]
    return inverse @ (q.T @ y), inverse @ inverse.T


def _partial_test(
    term: str,
    columns: list[tuple[str, Any]],
    coefficients: Floats,
    unscaled: Floats,
    mean_square: float,
    df_error: int,
) -> TermTest:
    """F test that all coefficients of a term are 0."""
    which = [i for i, (name, _) in enumerate(columns) if name == term]
    b = coefficients[which]
    explained = float(b @ np.linalg.solve(unscaled[np.ix_(which, which)], b)) / len(which)
    if mean_square <= 0:
        raise AnalysisError("the model fits without error: there is no spread to test against")
    f = explained / mean_square
    p = f_tail(f, len(which), df_error)
    return TermTest(term, f, len(which), df_error, p)


def _mean_combination(model: LinearModel, factor: str, level: Any, weights: Weights) -> Floats:
    """Weights of the coefficients in a least-squares mean."""
    if factor not in model.factors:
        raise _unknown("factor", factor, model.factors)
    if level not in model.factors[factor]:
        raise _unknown(f"level of {factor}", level, model.factors[factor])
    combination: NDArray[np.float64] = np.zeros(len(model.columns))
    for i, (name, column_level) in enumerate(model.columns):
        if name == "intercept":
            combination[i] = 1
        elif name in model.covariate_means:
            combination[i] = model.covariate_means[name]
        elif name == factor:
            combination[i] = float(column_level == level)
        elif weights == "equal":
            combination[i] = 1 / len(model.factors[name])
        else:
            combination[i] = model.level_shares[name][model.factors[name].index(column_level)]
    return combination


def _estimate(model: LinearModel, combination: Floats, confidence: float) -> Estimate:
    value = float(combination @ model.coefficients)
    variance = float(combination @ model.unscaled_covariance @ combination)
    error = float(np.sqrt(model.mean_square_error * variance))
    reach = t_quantile((1 + confidence) / 2, model.df_error) * error
    t = value / error
    p = t_two_sided(t, model.df_error)
    return Estimate(value, error, model.df_error, value - reach, value + reach, t, p)


def _unknown(kind: str, found: Any, allowed: Any) -> AnalysisError:
    return AnalysisError(
        f"no {kind} {found!r} in the model; there are {', '.join(map(repr, allowed))}"
    )
