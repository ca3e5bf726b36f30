"""Survival of two groups at a fixed time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import asin, log, sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError, RequestError
from trialrun.statistics.arrays import Labels, as_labels, as_numbers, is_known
from trialrun.statistics.distributions import chi_square_tail, normal_tail
from trialrun.statistics.survival import kaplan_meier

MilestoneScale = Literal["plain", "log", "log-log", "logit", "arcsin"]

# Of each scale: survival -> the value compared, larger for better survival, and the factor by
# which the standard error of log survival becomes its standard error.
_SCALES: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "plain": (lambda s: s, lambda s: s),
    "log": (log, lambda _: 1.0),
    "log-log": (lambda s: -log(-log(s)), lambda s: 1 / -log(s)),
    "logit": (lambda s: log(s / (1 - s)), lambda s: 1 / (1 - s)),
    "arcsin": (lambda s: asin(sqrt(s)), lambda s: 0.5 * sqrt(s / (1 - s))),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """
    Survival at a time in the experimental and the control group, and the test of their equality.

    `estimate` is their difference on the scale of the test, above 0 where the experimental group
    survives better; `standard_error` is its.
    """

    time: float
    survival: float
    survival_control: float
    estimate: float
    standard_error: float
    z: float
    p: float
    p_one_sided: float


def compare_milestone(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    group: Labels,
    at: float,
    *,
    experimental: Any,
    scale: MilestoneScale = "log-log",
) -> Milestone:
    """
    Compare the survival of two groups at a fixed time.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels, two of them.
        at: the time.
        experimental: the label whose benefit makes the estimate positive.
        scale: on which survival is compared: itself, or a function of it on which it is closer to
            normal. All use Greenwood's variance.
    Returns:
        Survival of both groups at that time, their difference on the scale and its test.
    Raises:
        RequestError: a scale that there is not.
        AnalysisError: not two groups, a time beyond the follow-up of one, or survival at which
            the scale has no standard error (0, or 1 where it needs less).
    Source: Klein, Logan, Harhoff and Andersen (2007), Statistics in Medicine 26:4505-4519.

    >>> months = [1, 3, 5, 7, 2, 4, 6, 8]
    >>> arm = ["c"] * 4 + ["e"] * 4
    >>> test = compare_milestone(months, [1] * 8, arm, 5, experimental="e", scale="plain")
    >>> test.survival, test.survival_control, round(test.z, 4)
    (0.5, 0.25, 0.7559)
    """
    if scale not in _SCALES:
        raise RequestError(f"scale is {scale!r}, must be one of {', '.join(_SCALES)}")
    labels = as_labels(group, "group")
    times, happened = as_numbers(time, "time"), np.asarray(event, dtype=bool)
    value, factor = _SCALES[scale]
    estimates, errors, survivals = [], [], []
    for own in two_groups(labels, experimental):
        survival, error = _survival_at(times[own], happened[own], at)
        if survival <= 0 or (survival >= 1 and scale not in {"plain", "log"}):
            raise AnalysisError(
                f"survival at {at} is {survival:g} in a group; on the scale {scale} "
                "it has no standard error",
                hint="take another time, or the scale plain.",
            )
        survivals.append(survival)
        estimates.append(value(survival))
        errors.append(error * factor(survival))
    error = sqrt(errors[0] ** 2 + errors[1] ** 2)
    if error == 0:
        raise AnalysisError(f"no event by {at} in either group; there is nothing to compare")
    estimate = estimates[0] - estimates[1]
    z = estimate / error
    return Milestone(
        time=at,
        survival=survivals[0],
        survival_control=survivals[1],
        estimate=estimate,
        standard_error=error,
        z=z,
        p=chi_square_tail(z * z, 1),
        p_one_sided=normal_tail(z),
    )


def two_groups(labels: np.ndarray[Any, Any], experimental: Any) -> tuple[Any, Any]:
    """
    Return where the experimental and where the control group is.

    Raises:
        AnalysisError: there are not two groups, the experimental one and another.
    """
    known = is_known(labels)
    groups = set(labels[known].tolist())
    if len(groups) != 2 or experimental not in groups:
        raise AnalysisError(
            f"a comparison needs two groups, {experimental} and another; "
            f"found {', '.join(sorted(map(str, groups))) or 'none'}"
        )
    treated = np.array([each == experimental for each in labels.tolist()], dtype=bool)
    return treated, known & ~treated


def _survival_at(time: Any, event: Any, at: float) -> tuple[float, float]:
    """Survival at a time and the standard error of its logarithm."""
    curve = kaplan_meier(time, event)
    position = int(np.searchsorted(curve.time, at, side="right")) - 1
    if position < 0:
        return 1.0, 0.0
    survival = float(curve.survival[position])
    if at > curve.time[-1] and survival > 0:
        raise AnalysisError(
            f"a group is followed until {curve.time[-1]:g}; its survival at {at} is not known"
        )
    return survival, float(curve.standard_error[position]) / survival if survival > 0 else 0.0
