"""Multi-arm multi-stage designs under effects: power, size and how the trial goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import optimize

from trialrun.design.arms.mams import MultiStage
from trialrun.design.arms.staged import (
    Allocation,
    allocation,
    best_found,
    control_paths,
    follow_arm,
)
from trialrun.errors import DesignError

Stopping = Literal["simultaneous", "separate"]


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

    >>> from trialrun.design.arms.mams import boundaries_mams
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

    >>> from trialrun.design.arms.mams import boundaries_mams
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

    >>> from trialrun.design.arms.mams import boundaries_mams
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


def _check_positive(**values: float) -> None:
    for place, value in values.items():
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0", place=place)
