"""Looks of a trial: the effect and the information expected at each, and a test with one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy import special

from trialrun.design.boundaries import check_errors
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

InformationScale = Literal["both", "null", "alternative"]


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """
    What is expected at the looks of a trial, arrays (k,).

    `effect` is positive in favour of the experimental arm, on the scale of the method; `information`
    is one over the variance of its estimate, `information_null` the same under no effect.
    `hazard_ratio` is the average over the events until the look.
    """

    month: Floats
    subjects: Floats
    events: Floats
    hazard_ratio: Floats
    effect: Floats
    information: Floats
    information_null: Floats

    @property
    def means(self) -> Floats:
        """Means of Z, the estimate over its standard error under the alternative."""
        return np.asarray(self.effect * np.sqrt(self.information))

    def scaled(self, factor: float) -> Looks:
        """Return the looks of a trial with more subjects by a factor, at the same months."""
        return replace(
            self,
            subjects=self.subjects * factor,
            events=self.events * factor,
            information=self.information * factor,
            information_null=self.information_null * factor,
        )

    def on_scale(self, scale: InformationScale | str) -> Looks:
        """
        Return the looks with the information of one hypothesis for both.

        Args:
            scale: `both` leaves them; `null` is what local alternatives assume (Schoenfeld);
                `alternative` takes no account of the variance under no effect.
        Raises:
            DesignError: another scale.
        """
        if scale == "null":
            return replace(self, information=self.information_null)
        if scale == "alternative":
            return replace(self, information_null=self.information)
        if scale == "both":
            return self
        message = f"found {scale!r}, must be both, null or alternative"
        raise DesignError(message, place="scale")


@dataclass(frozen=True, slots=True)
class SizedTrial:
    """
    A trial with one look that has the power asked for.

    `factor` multiplies the plan's rates of accrual; `subjects` are not rounded up.
    """

    subjects: float
    events: float
    month: float
    hazard_ratio: float
    factor: float
    alpha: float
    power: float


def power_at(looks: Looks, *, alpha: float = 0.025, look: int = -1) -> float:
    """
    Power of a test with one look.

    The test compares the estimate with its standard error under no effect, while the estimate
    varies as it does under the alternative.

    Args:
        looks: of which one is tested.
        alpha: one-sided type I error.
        look: position of the look.
    Returns:
        Probability of success.
    Raises:
        DesignError: alpha not between 0 and 1.
    Source: Lachin (1981), Controlled Clinical Trials 2:93-113 (both variances).

    >>> each = [np.array([value]) for value in (36.0, 345.0, 226.0, 0.7, 0.357, 55.5, 56.4)]
    >>> round(power_at(Looks(*each)), 3)
    0.763
    """
    check_errors(alpha, None)
    _check_information(looks, look)
    critical = -float(special.ndtri(alpha)) / float(np.sqrt(looks.information_null[look]))
    distance = (float(looks.effect[look]) - critical) * float(np.sqrt(looks.information[look]))
    return float(special.ndtr(distance))


def size_at(
    looks: Looks, *, alpha: float = 0.025, power: float = 0.9, look: int = -1
) -> SizedTrial:
    """
    Size of a trial with one look.

    Args:
        looks: of a trial of any size; all grow in proportion.
        alpha: one-sided type I error.
        power: probability of success.
        look: position of the look.
    Returns:
        The trial.
    Raises:
        DesignError: alpha or power that no test has, or no effect in favour of the experimental
            arm.
    Source: as `power_at`.

    >>> each = [np.array([value]) for value in (36.0, 345.0, 226.0, 0.7, 0.357, 55.5, 56.4)]
    >>> round(size_at(Looks(*each)).subjects)
    508
    """
    check_errors(alpha, power)
    _check_information(looks, look)
    effect = float(looks.effect[look])
    if effect <= 0:
        raise DesignError(
            f"the expected effect is {effect:.4g}, must be above 0",
            place="hazard_ratio",
            hint="no number of subjects shows an effect that is not there.",
        )
    need = -float(special.ndtri(alpha)) / float(np.sqrt(looks.information_null[look]))
    need += float(special.ndtri(power)) / float(np.sqrt(looks.information[look]))
    factor = (need / effect) ** 2
    return SizedTrial(
        subjects=float(looks.subjects[look]) * factor,
        events=float(looks.events[look]) * factor,
        month=float(looks.month[look]),
        hazard_ratio=float(looks.hazard_ratio[look]),
        factor=factor,
        alpha=alpha,
        power=power,
    )


def check_months(months: Sequence[float]) -> list[float]:
    """
    Return the months of the looks, where they rise from above 0.

    Raises:
        DesignError: none, or months that do not rise.
    """
    found = [float(month) for month in months]
    if not found:
        raise DesignError("found none, must be at least one", place="months")
    before = 0.0
    for position, month in enumerate(found, start=1):
        if not before < month < np.inf:
            raise DesignError(
                f"look {position} is in month {month:g}, must be after {before:g}",
                place="months",
                hint="list the looks in the order in which they are taken.",
            )
        before = month
    return found


def _check_information(looks: Looks, look: int) -> None:
    if not (looks.information[look] > 0 and looks.information_null[look] > 0):
        raise DesignError(
            "no information is expected at the look", place="months", hint="look later."
        )
