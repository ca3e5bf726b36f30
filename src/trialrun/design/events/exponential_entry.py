"""Exponential times to event with entry that speeds up or slows down: Lachin and Foulkes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from trialrun.design.boundaries import check_errors
from trialrun.errors import DesignError

Scale = Literal["ratio", "difference"]
NullVariance = Literal["averaged", "alternative"]


@dataclass(frozen=True, slots=True)
class ExponentialSize:
    """Subjects of both arms and the events expected of them; not rounded up."""

    subjects: float
    events: float


def size_exponential(
    control_hazard: float,
    experimental_hazard: float,
    accrual_months: float,
    study_months: float,
    *,
    dropout: float = 0.0,
    entry: float = 0.0,
    ratio: float = 1.0,
    scale: Scale = "ratio",
    null_variance: NullVariance = "averaged",
    alpha: float = 0.025,
    power: float = 0.9,
) -> ExponentialSize:
    """
    Subjects to tell two exponential hazards apart, by their ratio or their difference.

    Args:
        control_hazard: per month.
        experimental_hazard: per month; not control_hazard.
        accrual_months: from the first subject in to the last.
        study_months: from the first subject in to the analysis, at least accrual_months.
        dropout: hazard of leaving the study, per month, in both arms.
        entry: density of entry at month u is proportional to exp(-entry u): 0 for even entry,
            below 0 for one that speeds up.
        ratio: experimental subjects per control subject.
        scale: the test compares the logarithms of the hazards, or the hazards.
        null_variance: under the null hypothesis that of the hazard averaged over the arms, or that
            of the alternative.
        alpha: one-sided type I error.
        power: probability of success.
    Returns:
        Subjects and events.
    Raises:
        DesignError: equal hazards, a hazard not above 0, an analysis before the last subject is in.
    Source: Lachin and Foulkes (1986), Biometrics 42:507-519, sections 2 and 3.

    >>> found = size_exponential(0.3, 0.2, 3, 5, alpha=0.05)
    >>> round(found.subjects, 1), round(found.events, 1)
    (367.8, 208.5)
    """
    check_errors(alpha, power)
    if scale not in {"ratio", "difference"}:
        raise DesignError(f"found {scale!r}, must be ratio or difference", place="scale")
    if null_variance not in {"averaged", "alternative"}:
        allowed = "averaged or alternative"
        raise DesignError(f"found {null_variance!r}, must be {allowed}", place="null_variance")
    _check(control_hazard, experimental_hazard, accrual_months, study_months, dropout, ratio)
    shares = np.array([1 / (1 + ratio), ratio / (1 + ratio)])
    rates = np.array([control_hazard, experimental_hazard])
    average = float(shares @ rates)
    seen = np.array(
        [_event(rate, dropout, entry, accrual_months, study_months) for rate in (*rates, average)]
    )
    z, z_power = -float(special.ndtri(alpha)), float(special.ndtri(power))
    if scale == "ratio":
        own, pooled = np.ones(2), 1.0
        effect = float(np.log(rates[0] / rates[1]))
    else:
        own, pooled = rates**2, average**2
        effect = float(rates[0] - rates[1])
    error = float(np.sqrt((own / (shares * seen[:2])).sum()))
    if null_variance == "alternative":
        null = error
    else:
        null = float(np.sqrt(pooled / (shares.prod() * seen[2])))
    subjects = ((z * null + z_power * error) / effect) ** 2
    return ExponentialSize(subjects, subjects * float(shares @ seen[:2]))


def _event(rate: float, dropout: float, entry: float, accrual: float, study: float) -> float:
    """Probability that a subject's event is seen."""
    total = rate + dropout
    if abs(entry) * max(accrual, study) < 1e-8:
        missed = np.exp(-total * (study - accrual)) * -np.expm1(-total * accrual)
        missed /= total * accrual
    else:
        # mean over entry of exp(-total (study - u)); the ratio of (e^x - 1) / x stays finite
        missed = np.exp(-total * study) * special.exprel((total - entry) * accrual)
        missed /= special.exprel(-entry * accrual)
    return float(rate / total * (1 - missed))


def _check(
    control: float, experimental: float, accrual: float, study: float, dropout: float, ratio: float
) -> None:
    given = {"control_hazard": control, "experimental_hazard": experimental, "ratio": ratio}
    given["accrual_months"] = accrual
    for name, value in given.items():
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0", place=name)
    if control == experimental:
        raise DesignError(
            f"found {experimental:g}, the same as control_hazard",
            place="experimental_hazard",
            hint="no number of subjects tells equal hazards apart.",
        )
    if not accrual <= study < np.inf:
        raise DesignError(f"found {study:g}, must be at least {accrual:g}", place="study_months")
    if not 0 <= dropout < np.inf:
        raise DesignError(f"found {dropout:g}, must be at least 0", place="dropout")
