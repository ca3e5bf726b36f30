"""
Multi-arm multi-stage designs: arms against one control, dropped or found at looks; the bounds.

At a look an arm whose statistic is below the futility bound is dropped; one above the efficacy
bound is found, and the trial ends (or, with separate stopping, goes on for the others). The bounds
hold the probability of any false finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import optimize

from trialrun.design.arms.staged import (
    Allocation,
    allocation,
    control_paths,
    follow_arm,
)
from trialrun.design.boundaries import check_errors
from trialrun.errors import DesignError

Shape = Literal["obrien-fleming", "pocock", "triangular", "fixed"] | Sequence[float]
_SHAPES = ("obrien-fleming", "pocock", "triangular", "fixed")


@dataclass(frozen=True, slots=True)
class MultiStage:
    """
    A multi-arm multi-stage test.

    `efficacy` and `futility` are bounds of Z, (n_looks,), the last the same; `control` and
    `experimental` cumulative subjects of control and of each arm at the looks, in units of control
    subjects at the first; `alpha_spent` the probability of a false finding up to each look.
    """

    arms: int
    efficacy: tuple[float, ...]
    futility: tuple[float, ...]
    control: tuple[float, ...]
    experimental: tuple[float, ...]
    alpha_spent: tuple[float, ...]


def boundaries_mams(
    arms: int,
    *,
    alpha: float = 0.025,
    control: Sequence[float] = (1, 2),
    experimental: Sequence[float] = (1, 2),
    efficacy: Shape = "obrien-fleming",
    futility: Shape = "fixed",
    efficacy_at: float | Sequence[float] | None = None,
    futility_at: float | Sequence[float] = 0.0,
) -> MultiStage:
    """
    Bounds of a multi-arm multi-stage test.

    Args:
        arms: experimental arms.
        alpha: one-sided type I error of the family.
        control: cumulative subjects of control at the looks, in any unit, (n_looks,) up to 5.
        experimental: cumulative subjects of each arm at the looks, in the same unit.
        efficacy: shape of the upper bounds: "obrien-fleming", "pocock", "triangular", "fixed" at
            given values before the last look, or factors, (n_looks,).
        futility: shape of the lower bounds before the last look, the same names.
        efficacy_at: upper bounds before the last look, where fixed.
        futility_at: lower bounds before the last look, where fixed; -inf for none.
    Returns:
        The test.
    Raises:
        DesignError: no arms, allocation that does not rise, alpha not between 0 and 1, an unknown
            shape, a futility bound above its efficacy bound.
    Source: Magirr, Jaki and Whitehead (2012), Biometrika 99:494-501.

    >>> found = boundaries_mams(4, alpha=0.05)
    >>> [round(u, 3) for u in found.efficacy], [round(a, 3) for a in found.alpha_spent]
    ([3.068, 2.169], [0.004, 0.05])
    """
    check_errors(alpha, None)
    _check_arms(arms)
    subjects = allocation(control, experimental)

    def spent(scale: float) -> float:
        upper, lower = _bounds(
            scale, subjects, efficacy, futility, efficacy_at, futility_at, cross=True
        )
        return _error(arms, subjects, upper, lower, len(upper)) - alpha

    low, high = 0.05, 4.0
    while spent(high) > 0:
        high *= 1.5
        if high > 100:
            raise DesignError("no bounds of this shape hold alpha", place="efficacy")
    if spent(low) < 0:
        raise DesignError("these bounds never spend alpha", place="efficacy")
    scale = float(optimize.brentq(spent, low, high, xtol=1e-10))
    upper, lower = _bounds(scale, subjects, efficacy, futility, efficacy_at, futility_at)
    looks = range(1, len(upper) + 1)
    return MultiStage(
        arms,
        tuple(upper),
        tuple(lower),
        tuple(float(c) for c in subjects.control),
        tuple(float(e) for e in subjects.arm),
        tuple(_error(arms, subjects, upper, lower, look) for look in looks),
    )


def error_mams(
    arms: int,
    efficacy: Sequence[float],
    futility: Sequence[float],
    *,
    control: Sequence[float] = (1, 2),
    experimental: Sequence[float] = (1, 2),
) -> float:
    """
    Probability of any false finding with given bounds, no arm having an effect.

    Args:
        arms: experimental arms.
        efficacy: upper bounds of Z, (n_looks,).
        futility: lower bounds of Z, (n_looks,); -inf for none.
        control: cumulative subjects of control at the looks, in any unit, (n_looks,).
        experimental: cumulative subjects of each arm at the looks, in the same unit.
    Returns:
        Familywise error rate.
    Raises:
        DesignError: as `boundaries_mams`.
    Source: Magirr, Jaki and Whitehead (2012), Biometrika 99:494-501, theorem 1.

    >>> round(error_mams(4, [3.068, 2.169], [0.0, 2.169]), 3)
    0.05
    """
    _check_arms(arms)
    subjects = allocation(control, experimental)
    _check_bounds(efficacy, futility, len(subjects.control))
    return _error(arms, subjects, list(efficacy), list(futility), len(efficacy))


def _error(
    arms: int, subjects: Allocation, upper: Sequence[float], lower: Sequence[float], looks: int
) -> float:
    """Probability of a false finding up to a look."""
    part = Allocation(subjects.control[:looks], subjects.arm[:looks], subjects.spread[:looks])
    paths = control_paths(part, upper, lower)
    last = follow_arm(part, paths, 0.0)[-1]
    mass = paths[-1].mass
    quiet = np.minimum(last.dropped + last.going, 1.0)
    return float(mass @ -np.expm1(arms * np.log(np.maximum(quiet, 1e-300)))) / float(mass.sum())


def _bounds(
    scale: float,
    subjects: Allocation,
    efficacy: Shape,
    futility: Shape,
    efficacy_at: float | Sequence[float] | None,
    futility_at: float | Sequence[float],
    *,
    cross: bool = False,
) -> tuple[list[float], list[float]]:
    """Upper and lower bounds at a scale; futility is cut at efficacy while the scale is sought."""
    looks = len(subjects.arm)
    if efficacy == "fixed" and efficacy_at is None:
        raise DesignError("fixed bounds need their values", place="efficacy_at")
    upper = _shaped(scale, subjects, efficacy, efficacy_at, 1.0, "efficacy")
    factor = 1.0
    if futility == "triangular" and efficacy != "triangular":
        factor = np.sqrt(subjects.arm[-1]) / 2
    lower = _shaped(scale * factor, subjects, futility, futility_at, -1.0, "futility")
    lower[-1] = upper[-1]
    if cross:
        lower = [min(low, high) for low, high in zip(lower, upper, strict=True)]
    _check_bounds(upper, lower, looks)
    return upper, lower


def _shaped(
    scale: float,
    subjects: Allocation,
    shape: Shape,
    values: float | Sequence[float] | None,
    sign: float,
    place: str,
) -> list[float]:
    r, looks = subjects.arm, len(subjects.arm)
    if isinstance(shape, str) and shape not in _SHAPES:
        allowed = f"{', '.join(_SHAPES)} or factors"
        raise DesignError(f"found {shape!r}, must be {allowed}", place=place)
    if shape == "obrien-fleming":
        bounds = sign * scale * np.sqrt(r[-1] / r)
    elif shape == "pocock":
        bounds = np.full(looks, sign * scale)
    elif shape == "triangular":
        share = r / r[-1]
        bounds = scale * (1 + share if sign > 0 else 3 * share - 1) / np.sqrt(r)
    elif shape == "fixed":
        given = np.atleast_1d(np.asarray([] if values is None else values, dtype=float))
        if given.size == 1:
            given = np.repeat(given, looks - 1)
        if given.size != looks - 1:
            message = f"found {given.size} values, must be 1 or {looks - 1}"
            raise DesignError(message, place=f"{place}_at")
        bounds = np.append(given, scale)
    else:
        bounds = scale * np.asarray(shape, dtype=float)
        if bounds.shape != (looks,):
            raise DesignError(f"{bounds.size} factors for {looks} looks", place=place)
    return [float(b) for b in bounds]


def _check_bounds(upper: Sequence[float], lower: Sequence[float], looks: int) -> None:
    if not len(upper) == len(lower) == looks:
        message = f"{looks} looks, {len(upper)} upper and {len(lower)} lower bounds"
        raise DesignError(message, place="boundaries")
    for look, (high, low) in enumerate(zip(upper, lower, strict=True), start=1):
        if low > high:
            message = f"lower bound {low:g} of look {look} is above the upper, {high:g}"
            raise DesignError(message, place="boundaries")


def _check_arms(arms: int) -> None:
    if arms < 1 or arms != int(arms):
        raise DesignError(f"found {arms}, must be a whole number of at least 1", place="arms")
