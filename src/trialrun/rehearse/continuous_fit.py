"""
Linear models of many trials: sums within groups, a few small equations, exact degrees of freedom.

A factor is swept out by taking means within its groups, a covariate by one projection (Frisch,
Waugh and Lovell: the remaining coefficients and residuals are those of the full model). The test
of dose and the comparisons of arms are then solved from the same sums over arms.

Source: Lovell (1963), Journal of the American Statistical Association 58:993-1010.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.compiled import inner

_SMALL = 1e-10


class Sums(NamedTuple):
    """
    Sums of one model of one trial, over groups (g,) and arms (a,).

    `cells` (g, a) subjects; `group_x`, `group_y` (g,) and `arm_x`, `arm_y` (a,) sums of covariate
    and response; `square` (3,) the sums of xx, xy, yy.
    """

    cells: NDArray[np.int64]
    group_x: NDArray[np.float64]
    group_y: NDArray[np.float64]
    arm_x: NDArray[np.float64]
    arm_y: NDArray[np.float64]
    square: NDArray[np.float64]


class Equations(NamedTuple):
    """
    The normal equations of the arms, factor and covariate swept out, and space to solve them.

    `left` (a, a) and `right` (a,) within groups; `x` (a,) arms by covariate; `root`, `solved` and
    `half` work space.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    x: NDArray[np.float64]
    root: NDArray[np.float64]
    solved: NDArray[np.float64]
    half: NDArray[np.float64]


def new_sums(groups: int, arms: int) -> Sums:
    """Return space for the sums of one model."""
    return Sums(
        np.zeros((groups, arms), np.int64),
        np.zeros(groups),
        np.zeros(groups),
        np.zeros(arms),
        np.zeros(arms),
        np.zeros(3),
    )


def new_equations(arms: int) -> Equations:
    """Return space for the equations of one model."""
    return Equations(
        np.zeros((arms, arms)),
        np.zeros(arms),
        np.zeros(arms),
        np.zeros((arms, arms)),
        np.zeros(arms),
        np.zeros(arms),
    )


@inner
def clear(sums: Any) -> None:
    """Begin a trial."""
    for g in range(len(sums.group_x)):
        sums.group_x[g], sums.group_y[g] = 0.0, 0.0
        for a in range(len(sums.arm_x)):
            sums.cells[g, a] = 0
    for a in range(len(sums.arm_x)):
        sums.arm_x[a], sums.arm_y[a] = 0.0, 0.0


@inner
def sweep(sums: Any, has_covariate: Any, equations: Any) -> Any:
    """
    Sweep the groups and the covariate out of the sums.

    Returns:
        Residual sum of squares without arms, and the degrees of freedom that are left for arms
        and error.
    """
    groups, arms = sums.cells.shape
    left, right, x = equations.left, equations.right, equations.x
    counts, group_x, group_y = sums.cells, sums.group_x, sums.group_y
    arm_x, arm_y = sums.arm_x, sums.arm_y
    for a in range(arms):
        for b in range(arms):
            left[a, b] = 0.0
        right[a] = arm_y[a]
        x[a] = arm_x[a]
    xx, xy, yy = sums.square[0], sums.square[1], sums.square[2]
    subjects = 0
    filled = 0
    for g in range(groups):
        size = 0
        for a in range(arms):
            size += counts[g, a]
        if size == 0:
            continue
        filled += 1
        subjects += size
        for a in range(arms):
            n = counts[g, a]
            if n == 0:
                continue
            share = n / size
            left[a, a] += n
            for b in range(arms):
                left[a, b] -= share * counts[g, b]
            right[a] -= share * group_y[g]
            x[a] -= share * group_x[g]
        xx -= group_x[g] * group_x[g] / size
        xy -= group_x[g] * group_y[g] / size
        yy -= group_y[g] * group_y[g] / size
    df = subjects - filled
    if has_covariate and xx > 0.0:
        for a in range(arms):
            for b in range(arms):
                left[a, b] -= x[a] * x[b] / xx
            right[a] -= x[a] * xy / xx
        yy -= xy * xy / xx
        df -= 1
    return yy, df


@inner
def dose_t(equations: Any, dose: Any, total: Any, df: Any) -> Any:
    """Return t and degrees of freedom of the slope of the dose; t is NaN where it has none."""
    arms = len(dose)
    spread = 0.0
    with_response = 0.0
    scale = 0.0
    for a in range(arms):
        scale += dose[a] * dose[a] * equations.left[a, a]
        with_response += dose[a] * equations.right[a]
        for b in range(arms):
            spread += dose[a] * equations.left[a, b] * dose[b]
    error = df - 1
    if error < 1 or spread <= _SMALL * scale:
        return math.nan, float(error)
    residual = total - with_response * with_response / spread
    if residual <= 0.0:
        return math.nan, float(error)
    return with_response / math.sqrt(spread * residual / error), float(error)


@inner
def factor_arms(equations: Any, total: Any, df: Any) -> Any:
    """
    Solve for the arms against the first, which has no column.

    Returns:
        Mean square error (NaN where an arm can not be told apart) and degrees of freedom. The
        effects are in `equations.solved`, the Cholesky root of their equations in `root`.
    """
    arms = len(equations.right)
    left, root = equations.left, equations.root
    solved, half = equations.solved, equations.half
    error = df - (arms - 1)
    if error < 1:
        return math.nan, float(error)
    for i in range(1, arms):
        for j in range(1, i + 1):
            value = left[i, j]
            for k in range(1, j):
                value -= root[i, k] * root[j, k]
            if i == j:
                if value <= _SMALL * left[i, i] or left[i, i] <= 0.0:
                    return math.nan, float(error)
                root[i, i] = math.sqrt(value)
            else:
                root[i, j] = value / root[j, j]
    residual = total
    for i in range(1, arms):
        value = equations.right[i]
        for k in range(1, i):
            value -= root[i, k] * half[k]
        half[i] = value / root[i, i]
        residual -= half[i] * half[i]
    solved[0] = 0.0
    for i in range(arms - 1, 0, -1):
        value = half[i]
        for k in range(i + 1, arms):
            value -= root[k, i] * solved[k]
        solved[i] = value / root[i, i]
    if residual <= 0.0:
        return math.nan, float(error)
    return residual / error, float(error)


@inner
def pair_t(equations: Any, one: Any, other: Any, mean_square: Any) -> Any:
    """Return t of one arm minus another, after `factor_arms`; NaN where that gave none."""
    if math.isnan(mean_square):
        return math.nan
    arms = len(equations.right)
    root, half = equations.root, equations.half
    variance = 0.0
    for i in range(1, arms):
        value = 1.0 * (i == one) - 1.0 * (i == other)
        for k in range(1, i):
            value -= root[i, k] * half[k]
        half[i] = value / root[i, i]
        variance += half[i] * half[i]
    difference = equations.solved[one] - equations.solved[other]
    return difference / math.sqrt(mean_square * variance)
