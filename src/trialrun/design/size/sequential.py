"""
Group-sequential sample size and power from those of a trial with one look.

The information grows with the subjects, whatever the endpoint: a test with looks needs `inflation`
times the size of a test with one look, and has the power of a drift that its one-look twin has.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from trialrun.design.bounds.characteristics import (
    PowerAndAverage,
    characteristics,
    power_and_average,
)
from trialrun.design.bounds.result import Bounds
from trialrun.design.size.checks import check_positive


@dataclass(frozen=True, slots=True)
class SequentialSize:
    """
    Subjects of a group-sequential trial, and how it ends under the alternative.

    `subjects` at each look, `maximum` at the last; `expected_null`, `expected_midway` and
    `expected_alternative` without effect, with half the assumed effect and with all of it.
    `rejection` and `futility` are probabilities of ending at each look under the alternative.
    """

    fixed: float
    maximum: float
    subjects: tuple[float, ...]
    expected_null: float
    expected_midway: float
    expected_alternative: float
    rejection: tuple[float, ...]
    futility: tuple[float, ...]


def size_sequential(
    fixed: float, bounds: Bounds, power: float | None = None, *, both_ends: bool = False
) -> SequentialSize:
    """
    Subjects of a group-sequential trial of which the size with one look is known.

    Args:
        fixed: size of the trial with one look, of any arm or of all together.
        bounds: of the looks.
        power: for which `fixed` was found; None for that of the bounds.
        both_ends: in a two-sided test, power counts rejections at either end.
    Returns:
        The sizes, in the unit of `fixed`, not rounded up.
    Raises:
        DesignError: a size not above 0, no power.
    Source: Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical
        Trials, sections 2.3 and 3.1.

    >>> from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming
    >>> found = size_sequential(200, boundaries_obrien_fleming(3, 0.025), 0.9)
    >>> round(found.maximum, 1), round(found.expected_alternative, 1)
    (203.2, 159.7)
    """
    check_positive(fixed=fixed)
    found = characteristics(bounds, power, both_ends=both_ends)
    maximum = fixed * found.inflation
    last = bounds.information[-1]
    return SequentialSize(
        fixed=fixed,
        maximum=maximum,
        subjects=tuple(maximum * each / last for each in bounds.information),
        expected_null=fixed * found.average_null,
        expected_midway=fixed * found.average_midway,
        expected_alternative=fixed * found.average_alternative,
        rejection=found.rejection,
        futility=found.futility,
    )


def power_sequential(drift: float, bounds: Bounds, subjects: float) -> PowerAndAverage:
    """
    Power of a group-sequential trial of which the test with one look is known.

    Args:
        drift: mean of Z at the last look, which for a test that is not quite normal is that of the
            normal test of the same power (`drift_student`, `drift_rates`); its sign is its
            direction.
        bounds: of the looks.
        subjects: at the last look.
    Returns:
        Power, expected number of subjects, and how the trial ends at each look.
    Raises:
        DesignError: subjects not above 0.
    Source: Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical
        Trials, chapter 19.

    >>> from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming
    >>> found = power_sequential(3.2415, boundaries_obrien_fleming(3, 0.025), 200)
    >>> round(found.power, 4), round(found.average, 1)
    (0.8954, 157.9)
    """
    check_positive(subjects=subjects)
    return power_and_average(bounds, drift / sqrt(subjects), subjects)
