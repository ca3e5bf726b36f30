"""
Drop-the-losers designs: at each look a planned number of arms goes on, the best so far.

All arms have the same allocation, so that arms are ranked by their own means, whatever the control
has: given the first arm left behind, those ahead of it are independent. Only the last arm is
tested against control.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import factorial

import numpy as np
from scipy import optimize, special

from trialrun.design.arms.rectangle import bivariate
from trialrun.design.arms.staged import allocation
from trialrun.design.boundaries import check_errors
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_LOOKS = (2, 3)
_X, _W = np.polynomial.legendre.leggauss(80)
_ROOT_2PI = float(np.sqrt(2 * np.pi))


@dataclass(frozen=True, slots=True)
class DropTheLosers:
    """
    A drop-the-losers test.

    `kept` are the arms in each stage, from all to one; `critical` is the value that the last arm's
    Z must exceed; `control` and `experimental` cumulative subjects by look, in units of control
    subjects at the first.
    """

    kept: tuple[int, ...]
    critical: float
    control: tuple[float, ...]
    experimental: tuple[float, ...]


def boundaries_drop_the_losers(
    kept: Sequence[int],
    *,
    alpha: float = 0.025,
    control: Sequence[float] | None = None,
    experimental: Sequence[float] | None = None,
) -> DropTheLosers:
    """
    Critical value of a drop-the-losers design.

    Args:
        kept: arms in each of two or three stages, falling to 1, like (4, 2, 1).
        alpha: one-sided type I error of the family.
        control: cumulative subjects of control at the looks; None for stages of one size.
        experimental: cumulative subjects of an arm that stays, in the same unit; None likewise.
    Returns:
        The test.
    Raises:
        DesignError: arms that do not fall to 1, other numbers of stages, allocation that does not
            rise, alpha not between 0 and 1.
    Source: Wason, Stallard, Bowden and Jennison (2017), Statistical Methods in Medical Research
        26:508-524.

    >>> round(boundaries_drop_the_losers((4, 2, 1), alpha=0.05).critical, 3)
    2.074
    """
    check_errors(alpha, None)
    stages = [int(k) for k in kept]
    if len(stages) not in _LOOKS:
        raise DesignError(f"found {len(stages)} stages, must be two or three", place="kept")
    if stages[-1] != 1 or any(b >= a for a, b in pairwise(stages)):
        raise DesignError("arms must fall from stage to stage, to 1", place="kept")
    equal = tuple(float(look) for look in range(1, len(stages) + 1))
    subjects = allocation(
        equal if control is None else control, equal if experimental is None else experimental
    )
    first = tuple(float(c) for c in subjects.control)
    second = tuple(float(e) for e in subjects.arm)
    if len(first) != len(stages):
        message = f"{len(first)} looks for {len(stages)} stages"
        raise DesignError(message, place="control")

    def error(critical: float) -> float:
        test = DropTheLosers(tuple(stages), critical, first, second)
        return stages[0] * _found(test, 0.0, 0.0) - alpha

    critical = float(optimize.brentq(error, -8.0, 8.0, xtol=1e-11))
    return DropTheLosers(tuple(stages), critical, first, second)


def power_drop_the_losers(
    test: DropTheLosers,
    first_look: float,
    *,
    effect: float,
    other_effects: float = 0.0,
    standard_deviation: float = 1.0,
) -> float:
    """
    Probability that one arm that works is kept to the end and found.

    Args:
        test: the test.
        first_look: subjects of control at the first look.
        effect: of the arm that works, against control.
        other_effects: of each other arm.
        standard_deviation: of a subject's value, the same in all arms.
    Returns:
        Power under the least favourable configuration.
    Raises:
        DesignError: subjects or a spread not above 0.
    Source: Wason, Stallard, Bowden and Jennison (2017), Statistical Methods in Medical Research
        26:508-524.

    >>> test = boundaries_drop_the_losers((4, 1), alpha=0.05)
    >>> round(power_drop_the_losers(test, 52, effect=0.545, other_effects=0.178), 3)
    0.902
    """
    for place, value in (("first_look", first_look), ("standard_deviation", standard_deviation)):
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0", place=place)
    unit = float(np.sqrt(first_look / test.control[0])) / standard_deviation
    return _found(test, effect * unit, other_effects * unit)


def size_drop_the_losers(
    test: DropTheLosers,
    *,
    effect: float,
    other_effects: float = 0.0,
    standard_deviation: float = 1.0,
    power: float = 0.9,
) -> float:
    """
    Subjects of control at the first look for a power of a drop-the-losers design.

    Args:
        test: the test.
        effect: of the arm that works, against control.
        other_effects: of each other arm, below `effect`.
        standard_deviation: of a subject's value, the same in all arms.
        power: probability of keeping and finding the arm that works.
    Returns:
        Subjects, not rounded up; those of other looks and arms follow from the allocation.
    Raises:
        DesignError: effects not in order, power not between 0 and 1.
    Source: Wason, Stallard, Bowden and Jennison (2017), Statistical Methods in Medical Research
        26:508-524.

    >>> test = boundaries_drop_the_losers((4, 1), alpha=0.05)
    >>> round(size_drop_the_losers(test, effect=0.545, other_effects=0.178), 1)
    51.5
    """
    if not 0 < power < 1:
        raise DesignError(f"found {power:g}, must be above 0 and below 1", place="power")
    if not effect > max(other_effects, 0.0):
        message = f"found {effect:g}, must be above the others', {max(other_effects, 0.0):g}"
        raise DesignError(message, place="effect")

    def missing(first_look: float) -> float:
        unit = float(np.sqrt(first_look / test.control[0])) / standard_deviation
        return _found(test, effect * unit, other_effects * unit) - power

    high = 8 * (standard_deviation / effect) ** 2
    while missing(high) < 0:
        high *= 2
    low = high / 2
    while missing(low) > 0 and low > 1e-9 * high:
        low /= 2
    return float(optimize.brentq(missing, low, high, xtol=1e-8))


def probability_best_selected(
    arms: int, difference: float, subjects: float, *, standard_deviation: float = 1.0
) -> float:
    """
    Probability that the best of several arms has the largest mean.

    Args:
        arms: how many, at least 2.
        difference: of the best arm from each other; above 0.
        subjects: of each arm.
        standard_deviation: of a subject's value, the same in all arms.
    Returns:
        Probability of selecting the best arm.
    Raises:
        DesignError: less than two arms, a difference, subjects or a spread not above 0.
    Source: Bechhofer (1954), Annals of Mathematical Statistics 25:16-39.

    >>> round(probability_best_selected(3, 0.5, 30), 4)
    0.9522
    """
    if arms < 2:
        raise DesignError(f"found {arms}, must be at least 2", place="arms")
    values = (("difference", difference), ("subjects", subjects))
    for place, value in (*values, ("standard_deviation", standard_deviation)):
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0", place=place)
    shift = difference * np.sqrt(subjects) / standard_deviation
    nodes, mass = _normal_nodes()
    return float(mass @ special.ndtr(nodes + shift) ** (arms - 1))


def size_best_selected(
    arms: int, difference: float, *, probability: float = 0.9, standard_deviation: float = 1.0
) -> float:
    """
    Subjects of each arm for selecting the best with a probability.

    Args:
        arms: how many, at least 2.
        difference: of the best arm from each other; above 0.
        probability: of selecting it; above 1 / arms.
        standard_deviation: of a subject's value, the same in all arms.
    Returns:
        Subjects, not rounded up.
    Raises:
        DesignError: as `probability_best_selected`; a probability not between 1 / arms and 1.
    Source: Bechhofer (1954), Annals of Mathematical Statistics 25:16-39, table I.

    >>> round(size_best_selected(3, 1.0, probability=0.95) ** 0.5, 3)
    2.71
    """
    if not 1 / arms < probability < 1:
        message = f"found {probability:g}, must be above {1 / arms:.3g} and below 1"
        raise DesignError(message, place="probability")

    def missing(root: float) -> float:
        found = probability_best_selected(
            arms, difference, root * root, standard_deviation=standard_deviation
        )
        return found - probability

    unit = standard_deviation / difference
    return float(optimize.brentq(missing, 1e-9 * unit, 20 * unit, xtol=1e-12 * unit)) ** 2


def _found(test: DropTheLosers, effect: float, other: float) -> float:
    """Probability that an arm stays to the end and exceeds the critical value."""
    r, last = test.experimental, len(test.kept) - 1
    before, total = r[last - 1], r[last]
    nodes, mass = _normal_nodes()
    score = effect * before + np.sqrt(before) * nodes
    spread = 1 / total + 1 / test.control[last]
    mean = (score + effect * (total - before)) / total
    variance = (total - before) / total**2 + 1 / test.control[last]
    passed = special.ndtr((mean - test.critical * np.sqrt(spread)) / np.sqrt(variance))
    if last == 1:
        behind = special.ndtr((score - other * before) / np.sqrt(before)) ** (test.kept[0] - 1)
        return float(mass @ (passed * behind))
    return _kept_twice(test, effect, other, score, mass, passed)


def _kept_twice(
    test: DropTheLosers, effect: float, other: float, score: Floats, mass: Floats, passed: Floats
) -> float:
    """Sum over the score, at the first look, of the best arm that is left behind there."""
    first, second = test.experimental[:2]
    arms, kept = test.kept[:2]
    behind = arms - 1 - kept
    ways = factorial(arms - 1) / (factorial(kept - 1) * factorial(behind))
    nodes, density = _normal_nodes()
    left = other * first + np.sqrt(first) * nodes
    rho = float(np.sqrt(first / second))
    low, high = np.meshgrid((left - other * first) / np.sqrt(first), score, indexing="ij")
    beaten = special.ndtr((high - other * second) / np.sqrt(second))
    beaten = np.maximum(beaten - bivariate(low, (high - other * second) / np.sqrt(second), rho), 0)
    # the arm itself was ahead at the first look, given its score at the second
    mean = effect * first + first / second * (high - effect * second)
    sd = np.sqrt(first * (1 - first / second))
    ahead = special.ndtr((mean - left[:, None]) / sd)
    inner = (ahead * beaten ** (kept - 1)) @ (mass * passed)
    return float(ways * (density * special.ndtr(nodes) ** behind) @ inner)


def _normal_nodes() -> tuple[Floats, Floats]:
    nodes = 8.5 * _X
    return nodes, 8.5 * _W * np.exp(-0.5 * nodes * nodes) / _ROOT_2PI
