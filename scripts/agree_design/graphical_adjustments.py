"""graphicalMCP: adjusted p-values and weights of intersections."""

from __future__ import annotations

from typing import Any

import numpy as np

from agree_design.calls import stands_for
from agree_design.graphical_values import matrix_of, members_of, numbers_of
from trialrun.design.arms.intersection import (
    p_bonferroni,
    p_hochberg,
    p_parametric,
    p_simes,
    parametric_factor,
)


@stands_for("graphicalMCP::adjust_p_bonferroni", parameters=("p", "hypotheses"))
def adjust_p_bonferroni(p: Any, hypotheses: Any) -> dict[str, Any]:
    """Bonferroni's p-value of an intersection."""
    return _p_value(p_bonferroni(numbers_of(p), numbers_of(hypotheses)))


@stands_for("graphicalMCP::adjust_p_simes", parameters=("p", "hypotheses"))
def adjust_p_simes(p: Any, hypotheses: Any) -> dict[str, Any]:
    """Simes's p-value of an intersection."""
    return _p_value(p_simes(numbers_of(p), numbers_of(hypotheses)))


@stands_for("graphicalMCP::adjust_p_hochberg", parameters=("p", "hypotheses"))
def adjust_p_hochberg(p: Any, hypotheses: Any) -> dict[str, Any]:
    """Hochberg's p-value of an intersection."""
    return _p_value(p_hochberg(numbers_of(p), numbers_of(hypotheses)))


@stands_for(
    "graphicalMCP::adjust_p_parametric",
    parameters=("p", "hypotheses", "test_corr", "maxpts", "abseps", "releps"),
)
def adjust_p_parametric(p: Any, hypotheses: Any, test_corr: Any, **_: Any) -> dict[str, Any]:
    """Calculate the parametric p-value of an intersection; how to integrate needs no saying."""
    return _p_value(p_parametric(numbers_of(p), numbers_of(hypotheses), matrix_of(test_corr)))


@stands_for(
    "graphicalMCP::adjust_weights_parametric",
    parameters=("matrix_weights", "matrix_intersections", "test_corr", "alpha", "test_groups"),
)
def adjust_weights_parametric(
    matrix_weights: Any,
    matrix_intersections: Any,  # noqa: ARG001 - weights of 0 say as much
    test_corr: Any,
    alpha: float,
    test_groups: Any,
    **_: Any,
) -> dict[str, Any]:
    """Raise the weights of jointly normal statistics."""
    weights = np.array(matrix_of(matrix_weights))
    for group, corr in zip(members_of(test_groups), test_corr, strict=True):
        for row in weights:
            if (row[group] > 0).any():
                row[group] *= parametric_factor(row[group], matrix_of(corr), alpha)
    return _matrix(weights)


@stands_for("graphicalMCP::adjust_weights_simes", parameters=("matrix_weights", "p", "test_groups"))
def adjust_weights_simes(matrix_weights: Any, p: Any, test_groups: Any) -> dict[str, Any]:
    """Add up weights in the order of the p-values, in which the columns come back."""
    order = np.argsort(numbers_of(p), kind="stable")
    weights = np.array(matrix_of(matrix_weights))
    for group in members_of(test_groups):
        ranked = [i for i in order if i in group]
        weights[:, ranked] = np.cumsum(weights[:, ranked], axis=1)
    return _matrix(weights[:, order])


@stands_for(
    "graphicalMCP::adjust_weights_hochberg",
    parameters=("matrix_weights", "matrix_intersections", "p", "test_groups"),
)
def adjust_weights_hochberg(
    matrix_weights: Any, matrix_intersections: Any, p: Any, test_groups: Any
) -> dict[str, Any]:
    """Divide the weight of a group's members by their rank from the largest p-value."""
    values, inside = np.array(numbers_of(p)), np.array(matrix_of(matrix_intersections))
    weights = np.array(matrix_of(matrix_weights))
    found = np.zeros_like(weights)
    for group in members_of(test_groups):
        for row, chosen, new in zip(weights, inside, found, strict=True):
            members = sorted((i for i in group if chosen[i]), key=lambda i: -values[i])
            for rank, i in enumerate(members, start=1):
                new[i] = row[group].sum() / rank
    return _matrix(found)


def _p_value(p: float) -> dict[str, Any]:
    return dict.fromkeys(("adjusted_p", "adj_p", "p", "value"), p)


def _matrix(weights: Any) -> dict[str, Any]:
    return dict.fromkeys(("weights", "adjusted_weights", "matrix", "value"), weights.tolist())
