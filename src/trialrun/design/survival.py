"""Events and power of the logrank test under proportional hazards (Schoenfeld)."""

from __future__ import annotations

import numpy as np
from scipy import special

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.errors import DesignError


def size_logrank(
    hazard_ratio: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    inflation: float = 1.0,
) -> float:
    """
    Events needed for a logrank test to detect a constant hazard ratio.

    Args:
        hazard_ratio: experimental / control; positive, not 1.
        alpha: one-sided type I error.
        power: probability of success under hazard_ratio.
        ratio: experimental subjects per control subject.
        inflation: of a group-sequential test against one look (`Boundaries.inflation`).
    Returns:
        Events over both arms, not rounded up.
    Raises:
        DesignError: hazard_ratio is 1 or not positive, power not between alpha and 1.
    Source: Schoenfeld (1981), Biometrika 68:316-319.

    >>> round(size_logrank(0.7), 1)
    330.4
    """
    drift = fixed_drift(alpha, power)
    return inflation * (drift / logrank_drift(hazard_ratio, 1.0, ratio=ratio)) ** 2


def power_logrank(
    hazard_ratio: float, events: float, *, alpha: float = 0.025, ratio: float = 1.0
) -> float:
    """
    Power of a logrank test with one look, for an effect in the direction of hazard_ratio.

    Args:
        hazard_ratio: experimental / control; positive, not 1.
        events: over both arms.
        alpha: one-sided type I error.
        ratio: experimental subjects per control subject.
    Returns:
        Probability of success.
    Raises:
        DesignError: hazard_ratio is 1 or not positive, events or ratio not positive.
    Source: Schoenfeld (1981), Biometrika 68:316-319.

    >>> round(power_logrank(0.7, 331), 4)
    0.9005
    """
    check_errors(alpha, None)
    return float(
        special.ndtr(logrank_drift(hazard_ratio, events, ratio=ratio) + special.ndtri(alpha))
    )


def logrank_drift(hazard_ratio: float, events: float, *, ratio: float = 1.0) -> float:
    """
    Mean of the logrank Z statistic, positive whatever the direction of the effect.

    Args:
        hazard_ratio: experimental / control; positive, not 1.
        events: over both arms.
        ratio: experimental subjects per control subject.
    Returns:
        |log(hazard_ratio)| sqrt(events ratio) / (1 + ratio).
    Raises:
        DesignError: hazard_ratio is 1 or not positive, events or ratio not positive.
    Source: Schoenfeld (1981), Biometrika 68:316-319.

    >>> round(logrank_drift(0.7, 330.4), 3)
    3.242
    """
    if not 0 < hazard_ratio < np.inf or hazard_ratio == 1:
        raise DesignError(
            f"found {hazard_ratio:g}, must be above 0 and not 1",
            place="hazard_ratio",
            hint="no number of events tells equal hazards apart.",
        )
    if not 0 < ratio < np.inf:
        raise DesignError(f"found {ratio:g}, must be above 0", place="ratio")
    if not events > 0:
        raise DesignError(f"found {events:g}, must be above 0", place="events")
    return float(abs(np.log(hazard_ratio)) * np.sqrt(events * ratio) / (1 + ratio))


def hazard_ratio_at(z: float, events: float, *, ratio: float = 1.0) -> float:
    """
    Hazard ratio that gives a value of the logrank Z, below 1 for a positive one.

    Args:
        z: positive where the experimental arm is better.
        events: over both arms.
        ratio: experimental subjects per control subject.
    Returns:
        exp(-z (1 + ratio) / sqrt(events ratio)).
    Source: Schoenfeld (1981), Biometrika 68:316-319.

    >>> round(hazard_ratio_at(1.96, 331), 3)
    0.806
    """
    return float(np.exp(-z * (1 + ratio) / np.sqrt(events * ratio)))
