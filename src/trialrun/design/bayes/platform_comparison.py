"""
Arms of a platform trial against its shared control.

Controls randomised before an arm entered are non-concurrent to it: pooled with the others they
carry a trend over time into the comparison. A model with an effect of each period between entries
and exits takes the trend away, where it is the same for all arms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from trialrun.design.size.checks import check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

Controls = Literal["concurrent", "period", "pooled"]
_CONTROLS = ("concurrent", "period", "pooled")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Estimates of the arms' effects over control and their standard errors, (…, n_arms)."""

    estimate: Floats
    standard_error: Floats


def compare_platform(
    counts: ArrayLike, totals: ArrayLike, *, sd: float = 1.0, controls: Controls = "period"
) -> Comparison:
    """
    Compare each arm of a platform trial with the shared control.

    Args:
        counts: subjects in each period on each arm, control first, (…, n_periods, n_arms + 1).
        totals: sums of their outcomes, the same shape.
        sd: of an outcome, known.
        controls: "concurrent" takes the controls of the periods in which the arm was open,
            "pooled" all of them, "period" all with an effect of each period.
    Returns:
        Estimates; NaN with an infinite standard error where nothing can be compared.
    Raises:
        DesignError: counts and totals of other shapes, negative counts.
    Source: Bofill Roig, Krotka, Burman, Glimm, Gold, Hees, Jacko, Koenig, Magirr, Mesenbrink,
        Viele and Posch (2022), BMC Medical Research Methodology 22:228.

    >>> found = compare_platform([[20, 20, 0], [20, 20, 20]], [[0, 10, 0], [20, 30, 30]])
    >>> found.estimate.round(3).tolist()
    [0.5, 0.5]
    """
    n, total = np.asarray(counts, float), np.asarray(totals, float)
    if n.shape != total.shape or n.ndim < 2 or n.shape[-1] < 2 or not (n >= 0).all():
        raise DesignError("counts and totals of each period and arm are needed", place="counts")
    check_positive(sd=sd)
    if controls not in _CONTROLS:
        raise DesignError(f"found {controls}, must be one of {_CONTROLS}", place="controls")
    if controls == "period":
        return _period_model(n, total, sd)
    beside = np.ones((*n.shape[:-1], n.shape[-1] - 1))
    if controls == "concurrent":
        beside = (n[..., 1:] > 0).astype(float)
    arm_n, arm_total = n[..., 1:].sum(axis=-2), total[..., 1:].sum(axis=-2)
    control_n = (n[..., :1] * beside).sum(axis=-2)
    control_total = (total[..., :1] * beside).sum(axis=-2)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = arm_total / arm_n - control_total / control_n
        error = sd * np.sqrt(1 / arm_n + 1 / control_n)
    return Comparison(estimate, error)


def _period_model(n: Floats, total: Floats, sd: float) -> Comparison:
    """Least squares with an effect of each arm and each period; the periods are swept out."""
    each = n.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(each[..., None] > 0, n / each[..., None], 0.0)
    matrix = -np.swapaxes(n, -1, -2) @ share
    size = n.shape[-1]
    matrix[..., np.arange(size), np.arange(size)] += n.sum(axis=-2)
    right = total.sum(axis=-2) - (share * total.sum(axis=-1)[..., None]).sum(axis=-2)
    matrix, right = matrix[..., 1:, 1:], right[..., 1:]
    empty = n[..., 1:].sum(axis=-2) == 0
    matrix[..., np.arange(size - 1), np.arange(size - 1)] += empty
    inverse = np.linalg.inv(matrix)
    variance = np.diagonal(inverse, axis1=-2, axis2=-1)
    estimate = (inverse @ right[..., None])[..., 0]
    return Comparison(
        np.where(empty, np.nan, estimate), np.where(empty, np.inf, sd * np.sqrt(variance))
    )
