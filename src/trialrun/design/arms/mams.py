"""
Multi-arm multi-stage designs: arms against one control, dropped or found at looks.

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
    best_found,
    control_paths,
    follow_arm,
)
from trialrun.design.boundaries import check_errors
from trialrun.errors import DesignError

Shape = Literal["obrien-fleming", "pocock", "triangular", "fixed"] | Sequence[float]
_SHAPES = ("obrien-fleming", "pocock", "triangular", "fixed")
Stopping = Literal["simultaneous", "separate"]


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


@dataclass(frozen=True, slots=True)
class MultiStageCourse:
    """
    How a multi-arm multi-stage trial goes under given effects.

    `any_found` is the probability of at least one arm found, `found` that of each arm, `reached`
    that of the trial going to each look, `expected_subjects` the mean over all arms.
    """

    any_found: float
    found: tuple[float, ...]
    reached: tuple[float, ...]
    expected_subjects: float
    largest_subjects: float


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


def power_mams(
    test: MultiStage,
    first_look: float,
    *,
    effect: float,
    other_effects: float = 0.0,
    standard_deviation: float = 1.0,
    stopping: Stopping = "simultaneous",
) -> float:
    """
    Power under the least favourable configuration: one arm works, the others hardly.

    Args:
        test: the test.
        first_look: subjects of control at the first look.
        effect: of the arm that works, against control.
        other_effects: of each other arm.
        standard_deviation: of a subject's value, the same in all arms.
        stopping: "simultaneous" ends the trial with the first arm found and counts it only where
            it is then the best; "separate" goes on for the others.
    Returns:
        Probability of finding the arm that works.
    Raises:
        DesignError: subjects or a spread not above 0, an unknown stopping rule.
    Source: Magirr, Jaki and Whitehead (2012), Biometrika 99:494-501, section 3.

    >>> test = boundaries_mams(4, alpha=0.05)
    >>> round(power_mams(test, 44, effect=0.545, other_effects=0.178), 3)
    0.905
    """
    _check_positive(first_look=first_look, standard_deviation=standard_deviation)
    unit, subjects = _subjects(test, first_look)
    paths = control_paths(subjects, test.efficacy, test.futility)
    drifts = (effect * unit / standard_deviation, other_effects * unit / standard_deviation)
    one = follow_arm(subjects, paths, drifts[0])
    if stopping == "separate":
        reached = [float(path.mass @ look.found) for path, look in zip(paths, one, strict=True)]
        return float(sum(reached))
    if stopping != "simultaneous":
        raise DesignError(f"found {stopping!r}, must be simultaneous or separate", place="stopping")
    other = follow_arm(subjects, paths, drifts[1])
    return float(best_found(subjects, paths, one, other, drifts, test.arms - 1).sum())


def size_mams(
    test: MultiStage,
    *,
    effect: float,
    other_effects: float = 0.0,
    standard_deviation: float = 1.0,
    power: float = 0.9,
    stopping: Stopping = "simultaneous",
) -> float:
    """
    Subjects of control at the first look for a power under the least favourable configuration.

    Args:
        test: the test.
        effect: of the arm that works, against control.
        other_effects: of each other arm, below `effect`.
        standard_deviation: of a subject's value, the same in all arms.
        power: probability of finding the arm that works.
        stopping: as `power_mams` takes it.
    Returns:
        Subjects, not rounded up; those of other looks and arms follow from the allocation.
    Raises:
        DesignError: effects not in order, power not between 0 and 1, or one that no size reaches.
    Source: Magirr, Jaki and Whitehead (2012), Biometrika 99:494-501, section 3.

    >>> test = boundaries_mams(4, alpha=0.05, control=[1], experimental=[1])
    >>> round(size_mams(test, effect=0.545, other_effects=0.178), 1)
    83.3
    """
    if not 0 < power < 1:
        raise DesignError(f"found {power:g}, must be above 0 and below 1", place="power")
    if not effect > max(other_effects, 0.0):
        message = f"found {effect:g}, must be above the others', {max(other_effects, 0.0):g}"
        raise DesignError(message, place="effect")

    def missing(first_look: float) -> float:
        reached = power_mams(
            test,
            first_look,
            effect=effect,
            other_effects=other_effects,
            standard_deviation=standard_deviation,
            stopping=stopping,
        )
        return reached - power

    guess = 2 * (standard_deviation / effect) ** 2
    low, high = 0.1 * guess, 2 * guess
    while missing(high) < 0:
        low, high = high, 2 * high
        if high > 1e6 * guess:
            raise DesignError("no number of subjects gives this power", place="power")
    while missing(low) > 0:
        low /= 4
        if low < 1e-9 * guess:
            return float(low)
    return float(optimize.brentq(missing, low, high, xtol=1e-6, rtol=1e-7))


def course_mams(
    test: MultiStage,
    first_look: float,
    effects: Sequence[float],
    *,
    standard_deviation: float = 1.0,
) -> MultiStageCourse:
    """
    How a trial that ends with the first arm found goes under given effects.

    Args:
        test: the test.
        first_look: subjects of control at the first look.
        effects: of each arm against control, (n arms,).
        standard_deviation: of a subject's value, the same in all arms.
    Returns:
        Power, probabilities of the looks, expected subjects.
    Raises:
        DesignError: another number of effects than arms; subjects or a spread not above 0.
    Source: Magirr, Jaki and Whitehead (2012), Biometrika 99:494-501, section 3.2.

    >>> test = boundaries_mams(4, alpha=0.05)
    >>> found = course_mams(test, 44, [0, 0, 0, 0])
    >>> round(found.any_found, 3), round(found.expected_subjects, 1), found.largest_subjects
    (0.05, 342.3, 440.0)
    """
    _check_positive(first_look=first_look, standard_deviation=standard_deviation)
    if len(effects) != test.arms:
        raise DesignError(f"{len(effects)} effects for {test.arms} arms", place="effects")
    unit, subjects = _subjects(test, first_look)
    paths = control_paths(subjects, test.efficacy, test.futility)
    known = {
        effect: follow_arm(subjects, paths, effect * unit / standard_deviation)
        for effect in set(effects)
    }
    followed = [known[effect] for effect in effects]
    steps = np.diff(subjects.control, prepend=0.0), np.diff(subjects.arm, prepend=0.0)
    found, reached = np.zeros(test.arms), [1.0]
    expected = float(steps[0][0] + test.arms * steps[1][0])
    quiet_before = np.ones((test.arms, 1))
    for j, path in enumerate(paths):
        now = [arm[j] for arm in followed]
        for k, arm in enumerate(now):
            others = np.delete(quiet_before, k, axis=0).prod(axis=0)[path.parent]
            found[k] += float(path.mass @ (arm.found * others))
        dropped = np.array([arm.dropped for arm in now])
        going = np.array([arm.going for arm in now])
        quiet_before = dropped + going
        quiet = quiet_before.prod(axis=0)
        if j + 1 == len(paths):
            any_found = 1 - float(path.mass @ quiet) / float(path.mass.sum())
            break
        reached.append(float(path.mass @ (quiet - dropped.prod(axis=0))))
        active = sum(
            float(path.mass @ (going[k] * np.delete(quiet_before, k, axis=0).prod(axis=0)))
            for k in range(test.arms)
        )
        expected += steps[0][j + 1] * reached[-1] + steps[1][j + 1] * active
    scale = first_look / test.control[0]
    largest = scale * (test.control[-1] + test.arms * test.experimental[-1])
    return MultiStageCourse(
        any_found,
        tuple(float(p) for p in found),
        tuple(reached),
        float(expected) * scale,
        float(largest),
    )


def _subjects(test: MultiStage, first_look: float) -> tuple[float, Allocation]:
    """Return sqrt(subjects of a unit), and the allocation."""
    unit = float(np.sqrt(first_look / test.control[0]))
    return unit, allocation(test.control, test.experimental)


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


def _check_positive(**values: float) -> None:
    for place, value in values.items():
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0", place=place)
