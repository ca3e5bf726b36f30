"""
Events and power of the logrank test under proportional hazards.

Three approximations of the mean of Z: Schoenfeld's, from the logarithm of the hazard ratio;
Freedman's, from the ratio itself and so from the allocation among those at risk; and that of Hsieh
and Freedman, where the allocation counts as in Schoenfeld's.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy import special

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.errors import DesignError

LogrankMethod = Literal["schoenfeld", "freedman", "hsieh-freedman"]


def size_logrank(
    hazard_ratio: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    inflation: float = 1.0,
    null_hazard_ratio: float = 1.0,
    method: LogrankMethod = "schoenfeld",
) -> float:
    """
    Events needed for a logrank test to detect a constant hazard ratio.

    Args:
        hazard_ratio: experimental / control; positive, not null_hazard_ratio.
        alpha: one-sided type I error.
        power: probability of success under hazard_ratio.
        ratio: experimental subjects per control subject.
        inflation: of a group-sequential test against one look (`Boundaries.inflation`).
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        method: schoenfeld, freedman or hsieh-freedman; the latter two for superiority only.
    Returns:
        Events over both arms, not rounded up.
    Raises:
        DesignError: hazard_ratio is null_hazard_ratio or not positive, power not between alpha
            and 1, a margin with a method that has none.
    Source: Schoenfeld (1981), Biometrika 68:316-319; Freedman (1982), Statistics in Medicine
        1:121-129; Hsieh (1992), Statistics in Medicine 11:1499-1511.

    >>> round(size_logrank(0.7), 1)
    330.4
    >>> round(size_logrank(0.7, method="freedman"), 1)
    337.4
    """
    drift = fixed_drift(alpha, power)
    unit = logrank_drift(
        hazard_ratio, 1.0, ratio=ratio, null_hazard_ratio=null_hazard_ratio, method=method
    )
    return inflation * (drift / unit) ** 2


def power_logrank(
    hazard_ratio: float,
    events: float,
    *,
    alpha: float = 0.025,
    ratio: float = 1.0,
    null_hazard_ratio: float = 1.0,
    method: LogrankMethod = "schoenfeld",
) -> float:
    """
    Power of a logrank test with one look, for an effect in the direction of hazard_ratio.

    Args:
        hazard_ratio: experimental / control; positive, not null_hazard_ratio.
        events: over both arms.
        alpha: one-sided type I error.
        ratio: experimental subjects per control subject.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        method: as `size_logrank`.
    Returns:
        Probability of success.
    Raises:
        DesignError: hazard_ratio is null_hazard_ratio or not positive, events or ratio not
            positive, a margin with a method that has none.
    Source: as `size_logrank`.

    >>> round(power_logrank(0.7, 331), 4)
    0.9005
    """
    check_errors(alpha, None)
    drift = logrank_drift(
        hazard_ratio, events, ratio=ratio, null_hazard_ratio=null_hazard_ratio, method=method
    )
    return float(special.ndtr(drift + special.ndtri(alpha)))


def logrank_drift(
    hazard_ratio: float,
    events: float,
    *,
    ratio: float = 1.0,
    null_hazard_ratio: float = 1.0,
    method: LogrankMethod = "schoenfeld",
) -> float:
    """
    Mean of the logrank Z statistic, positive whatever the direction of the effect.

    Args:
        hazard_ratio: experimental / control; positive, not null_hazard_ratio.
        events: over both arms.
        ratio: experimental subjects per control subject.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
        method: as `size_logrank`.
    Returns:
        Schoenfeld: |log(hazard_ratio / null_hazard_ratio)| sqrt(events ratio) / (1 + ratio).
    Raises:
        DesignError: hazard_ratio is null_hazard_ratio or not positive, events or ratio not
            positive, a margin with a method that has none.
    Source: as `size_logrank`.

    >>> round(logrank_drift(0.7, 330.4), 3)
    3.242
    """
    if not 0 < null_hazard_ratio < np.inf:
        raise DesignError(
            f"found {null_hazard_ratio:g}, must be above 0", place="null_hazard_ratio"
        )
    if not 0 < hazard_ratio < np.inf or hazard_ratio == null_hazard_ratio:
        raise DesignError(
            f"found {hazard_ratio:g}, must be above 0 and not {null_hazard_ratio:g}",
            place="hazard_ratio",
            hint="no number of events tells equal hazards apart.",
        )
    if not 0 < ratio < np.inf:
        raise DesignError(f"found {ratio:g}, must be above 0", place="ratio")
    if not events > 0:
        raise DesignError(f"found {events:g}, must be above 0", place="events")
    return float(np.sqrt(events) * _unit(hazard_ratio, ratio, null_hazard_ratio, method))


def hazard_ratio_at(
    z: float, events: float, *, ratio: float = 1.0, null_hazard_ratio: float = 1.0
) -> float:
    """
    Hazard ratio that gives a value of the logrank Z, below the null one for a positive Z.

    Args:
        z: positive where the experimental arm is better.
        events: over both arms.
        ratio: experimental subjects per control subject.
        null_hazard_ratio: margin of non-inferiority; 1 for superiority.
    Returns:
        null_hazard_ratio exp(-z (1 + ratio) / sqrt(events ratio)).
    Source: Schoenfeld (1981), Biometrika 68:316-319.

    >>> round(hazard_ratio_at(1.96, 331), 3)
    0.806
    """
    return float(null_hazard_ratio * np.exp(-z * (1 + ratio) / np.sqrt(events * ratio)))


def _unit(hazard_ratio: float, ratio: float, null: float, method: str) -> float:
    """Mean of Z with one event."""
    share = np.sqrt(ratio) / (1 + ratio)
    if method == "schoenfeld":
        return float(abs(np.log(hazard_ratio / null)) * share)
    if method not in {"freedman", "hsieh-freedman"}:
        allowed = "schoenfeld, freedman or hsieh-freedman"
        raise DesignError(f"found {method!r}, must be {allowed}", place="method")
    if null != 1:
        raise DesignError(
            f"found {null:g}, must be 1 with {method}",
            place="null_hazard_ratio",
            hint="use the method schoenfeld for a margin.",
        )
    if method == "freedman":
        return float(np.sqrt(ratio) * abs(1 - hazard_ratio) / (1 + ratio * hazard_ratio))
    return float(2 * share * abs(1 - hazard_ratio) / (1 + hazard_ratio))
