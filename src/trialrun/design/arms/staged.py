"""
Several arms against one control over several looks: the arithmetic.

Given the control's means at the looks the arms are independent, and each is a group-sequential
test of its own. The control's path is a grid of independent normal steps; along each path an arm's
score is carried from look to look as its density at Gauss-Legendre nodes.

The score of an arm at a look is W = ratio x mean x sqrt(n), n being control subjects at ratio 1,
values in standard deviations: W has independent steps of the variance of the ratio's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_REACH = 7.0
_SPACING = (0.35, 0.5, 0.6, 0.75, 0.9)
"""Steps of the control's grid by number of looks: its error falls with exp(-20 / spacing^2)."""
_LEAST_MASS = 1e-13
_X, _W = np.polynomial.legendre.leggauss(24)
_ROOT_2PI = float(np.sqrt(2 * np.pi))


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """
    Subjects by look, cumulative, in units of control subjects at the first look.

    `control` and `arm` are (n_looks,); `spread` is the standard error of the difference of means
    at a unit of one subject, (n_looks,).
    """

    control: Floats
    arm: Floats
    spread: Floats


def allocation(control: Sequence[float], arm: Sequence[float]) -> Allocation:
    """
    Return the allocation, where it rises from look to look.

    Raises:
        DesignError: other numbers of looks, more than five, ratios that do not rise from above 0.
    """
    first, second = np.asarray(control, dtype=float), np.asarray(arm, dtype=float)
    if first.ndim != 1 or first.shape != second.shape or not len(first):
        message = f"{first.size} looks of control and {second.size} of the arms"
        raise DesignError(message, place="ratios")
    if len(first) > len(_SPACING):
        message = f"found {len(first)} looks, must be at most {len(_SPACING)}"
        raise DesignError(message, place="ratios")
    for values in (first, second):
        if not (np.diff(values, prepend=0.0) > 0).all() or not np.isfinite(values).all():
            raise DesignError(
                "allocation must rise from look to look, from above 0", place="ratios"
            )
    return Allocation(first, second, np.sqrt(1 / first + 1 / second))


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """The control's paths up to a look: W below `low` or above `high` ends an arm, (n_paths,)."""

    parent: np.ndarray[tuple[int], np.dtype[np.int64]]
    mass: Floats
    low: Floats
    high: Floats


def control_paths(
    subjects: Allocation, efficacy: Sequence[float], futility: Sequence[float]
) -> list[Paths]:
    """Return the control's paths at each look, with the bounds of Z as bounds of the scores."""
    looks = len(subjects.control)
    spacing = _SPACING[looks - 1]
    half = int(np.ceil(_REACH / spacing))
    step = spacing * np.arange(-half, half + 1)
    mass = spacing * np.exp(-0.5 * step * step) / _ROOT_2PI
    found: list[Paths] = []
    score, so_far = np.zeros(1), np.ones(1)
    before = 0.0
    for j in range(looks):
        total = np.outer(so_far, mass)
        parent, at = np.nonzero(total > _LEAST_MASS)
        so_far = total[parent, at]
        score = score[parent] + np.sqrt(subjects.control[j] - before) * step[at]
        before = subjects.control[j]
        mean = score / before
        low = subjects.arm[j] * (mean + futility[j] * subjects.spread[j])
        high = subjects.arm[j] * (mean + efficacy[j] * subjects.spread[j])
        found.append(Paths(parent, so_far, low, high))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class ArmLook:
    """
    One arm at one look, along each path of the control, (n_paths,).

    `dropped` is the probability of having ended for futility up to and at this look, `going` of
    going on after it, `found` of crossing the efficacy bound at it, had no other arm ended the
    trial. `score`, `weight` (n_paths, nodes) carry those going on.
    """

    dropped: Floats
    going: Floats
    found: Floats
    score: Floats
    weight: Floats


def follow_arm(subjects: Allocation, paths: Sequence[Paths], drift: float) -> list[ArmLook]:
    """
    Follow one arm along all paths.

    Args:
        subjects: the allocation.
        paths: of the control, by look.
        drift: the arm's effect in standard deviations, times sqrt(n).
    Returns:
        The arm at each look.
    """
    looks: list[ArmLook] = []
    score, weight = np.zeros((1, 1)), np.ones((1, 1))
    dropped, before = np.zeros(1), 0.0
    for j, path in enumerate(paths):
        sd, mean = np.sqrt(subjects.arm[j] - before), drift * (subjects.arm[j] - before)
        before = subjects.arm[j]
        old, mass = score[path.parent], weight[path.parent]
        below = (mass * special.ndtr((path.low[:, None] - mean - old) / sd)).sum(axis=1)
        above = (mass * special.ndtr((old + mean - path.high[:, None]) / sd)).sum(axis=1)
        going = np.maximum(mass.sum(axis=1) - below - above, 0.0)
        dropped = dropped[path.parent] + below
        if j + 1 < len(paths):
            score, weight = _carry(old + mean, mass, path, float(sd), drift, before)
        looks.append(ArmLook(dropped, going, above, score, weight))
    return looks


def best_found(
    subjects: Allocation,
    paths: Sequence[Paths],
    first: Sequence[ArmLook],
    other: Sequence[ArmLook],
    drifts: tuple[float, float],
    others: int,
) -> Floats:
    """
    Probability that one arm ends the trial as its best, by look.

    Args:
        subjects: the allocation.
        paths: of the control, by look.
        first: the arm.
        other: each of the others.
        drifts: of the arm, and of the others.
        others: how many.
    Returns:
        Probability that at a look the arm crosses the efficacy bound, no arm has before, and none
        has a larger statistic at it, (n_looks,).
    """
    found, before = np.zeros(len(paths)), 0.0
    for j, path in enumerate(paths):
        step = subjects.arm[j] - before
        sd, before = float(np.sqrt(step)), subjects.arm[j]
        if j:
            scores = (first[j - 1].score[path.parent], other[j - 1].score[path.parent])
            masses = (first[j - 1].weight[path.parent], other[j - 1].weight[path.parent])
            dropped = other[j - 1].dropped[path.parent]
        else:
            scores, masses = (np.zeros((1, 1)),) * 2, (np.ones((1, 1)),) * 2
            dropped = np.zeros(1)
        top = np.maximum(
            drifts[0] * subjects.arm[j] + 8.5 * np.sqrt(subjects.arm[j]), path.high + 1e-9
        )
        half = (top - path.high) / 2
        total = np.zeros(len(path.mass))
        for x, w in zip(_X, _W, strict=True):
            at = (path.high + half + half * x)[:, None]
            distance = (at - scores[0] - drifts[0] * step) / sd
            density = (masses[0] * np.exp(-0.5 * distance * distance)).sum(axis=1)
            less = special.ndtr((at - scores[1] - drifts[1] * step) / sd)
            behind = dropped + (masses[1] * less).sum(axis=1)
            total += w * half * density * behind**others
        found[j] = float(path.mass @ total) / (_ROOT_2PI * sd)
    return found


def _carry(
    centre: Floats, mass: Floats, path: Paths, sd: float, drift: float, reached: float
) -> tuple[Floats, Floats]:
    """Scores and masses of those that go on, at the nodes between the bounds."""
    reach = 8.5 * np.sqrt(reached)
    low = np.maximum(path.low, drift * reached - reach)
    high = np.minimum(path.high, drift * reached + reach)
    half = np.maximum(high - low, 0.0) / 2
    score = (low + half)[:, None] + half[:, None] * _X
    weight = np.zeros_like(score)
    for k in range(centre.shape[1]):
        distance = (score - centre[:, k : k + 1]) / sd
        weight += mass[:, k : k + 1] * np.exp(-0.5 * distance * distance)
    return score, weight * half[:, None] * _W / (_ROOT_2PI * sd)
