"""What a group-sequential test costs and brings, whatever is measured in the trial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.boundaries import (
    check_errors,
    drift_for_power,
    fixed_drift,
    rising_root,
)
from trialrun.design.bounds.crossing import Crossings, probability_crossing
from trialrun.design.bounds.result import TWO, Bounds
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class Characteristics:
    """
    Characteristics of a group-sequential test with a given power.

    `shift` is the squared mean of Z at the last look under the alternative, `fixed_shift` that of
    a test with one look; `inflation` is their ratio. `information` is the shift at each look.
    `rejection` and `futility` are probabilities of ending at each look under the alternative,
    `power` cumulative. `average_alternative`, `average_midway` and `average_null` are expected
    information under the alternative, half the alternative and no effect, as a share of
    `fixed_shift`.
    """

    fixed_shift: float
    shift: float
    inflation: float
    information: tuple[float, ...]
    rejection: tuple[float, ...]
    power: tuple[float, ...]
    futility: tuple[float, ...]
    average_alternative: float
    average_midway: float
    average_null: float


@dataclass(frozen=True, slots=True)
class PowerAndAverage:
    """
    Power and expected sample size under one effect, `rejection` and `futility` by look.

    Rejection of a two-sided test counts both ends; `futility` has the interim looks only.
    """

    theta: float
    power: float
    average: float
    early_stop: float
    rejection: tuple[float, ...]
    futility: tuple[float, ...]


def characteristics(
    bounds: Bounds, power: float | None = None, *, both_ends: bool = False
) -> Characteristics:
    """
    Characteristics of a test of which the power is given.

    Args:
        bounds: of the test.
        power: probability of success under the alternative; None for that of the bounds.
        both_ends: in a two-sided test, power counts rejections at either end.
    Returns:
        The characteristics.
    Raises:
        DesignError: no power is given, or it is out of range.
    Source: Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical
        Trials, sections 2.3 and 4.2; Wassmer and Brannath (2016), section 2.2.

    >>> from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming
    >>> found = characteristics(boundaries_obrien_fleming(3, 0.025), 0.9)
    >>> round(found.inflation, 4), round(found.average_alternative, 4)
    (1.0161, 0.7987)
    """
    wanted = bounds.power if power is None else power
    if wanted is None:
        raise DesignError("the bounds have none, must be given", place="power")
    check_errors(bounds.alpha, wanted)
    looks, last = np.asarray(bounds.information), bounds.information[-1]
    start = fixed_drift(bounds.alpha / bounds.sided, wanted) / float(np.sqrt(last))

    at_null = crossings(bounds, 0.0)

    def missing(drift: float) -> float:
        found = crossings(bounds, drift)
        reached = found.upper.sum() + (found.lower.sum() if both_ends else 0.0)
        return float(reached) - wanted

    if both_ends or (bounds.sided == TWO and bounds.futility is not None):
        drift = rising_root(missing, start)
    else:
        lower = bounds.futility
        if bounds.sided == TWO:
            lower = tuple(-each for each in bounds.efficacy)
        drift = drift_for_power(
            bounds.information,
            bounds.efficacy,
            wanted,
            lower=lower,
            at_null=float(at_null.upper.sum()),
        )
    shift = drift * drift
    fixed = _fixed_shift(bounds.alpha, wanted, bounds.sided, both_ends)
    found = crossings(bounds, drift)
    ends = bounds.sided == TWO and both_ends
    rejection = found.upper + found.lower if ends else found.upper
    averages = [
        expected_information(looks, each) * shift / fixed
        for each in (found, crossings(bounds, 0.5 * drift), at_null)
    ]
    return Characteristics(
        fixed_shift=fixed,
        shift=shift,
        inflation=shift / fixed,
        information=tuple((looks * shift).tolist()),
        rejection=tuple(rejection.tolist()),
        power=tuple(np.cumsum(rejection).tolist()),
        futility=tuple(_futility(bounds, found)),
        average_alternative=averages[0],
        average_midway=averages[1],
        average_null=averages[2],
    )


def power_and_average(bounds: Bounds, theta: float, subjects: float) -> PowerAndAverage:
    """
    Power and expected sample size under a standardised effect.

    Args:
        bounds: of the test.
        theta: mean of Z over the square root of the number of subjects: for one sample the effect
            over its standard deviation.
        subjects: at information 1.
    Returns:
        Power, expected number of subjects, and how the trial ends at each look.
    Raises:
        DesignError: subjects are not positive.
    Source: Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical
        Trials, chapter 19.

    >>> from trialrun.design.bounds.wang_tsiatis import boundaries_pocock
    >>> found = power_and_average(boundaries_pocock(2, 0.025), 0.3, 100)
    >>> round(found.power, 3), round(found.average, 1)
    (0.813, 76.1)
    """
    if not subjects > 0:
        raise DesignError(f"found {subjects:g}, must be above 0", place="subjects")
    looks = np.asarray(bounds.information)
    found = crossings(bounds, theta * float(np.sqrt(subjects)))
    rejection = found.upper + found.lower if bounds.sided == TWO else found.upper
    futility = _futility(bounds, found)
    return PowerAndAverage(
        theta=theta,
        power=float(rejection.sum()),
        average=expected_information(looks, found) * subjects,
        early_stop=float(rejection[:-1].sum() + sum(futility)),
        rejection=tuple(rejection.tolist()),
        futility=tuple(futility),
    )


def crossings(bounds: Bounds, drift: float) -> Crossings:
    """How trials end at each look under a drift; at the last, all others end in futility."""
    upper = list(bounds.efficacy)
    futility = bounds.futility
    if bounds.sided == TWO:
        lower = [-each for each in upper]
        inner = [0.0] * len(upper) if futility is None else list(futility)
    else:
        lower = [-np.inf] * len(upper) if futility is None else list(futility)
        inner = None
    return probability_crossing(
        bounds.information, upper=upper, lower=lower, inner=inner, drift=drift
    )


def expected_information(looks: Sequence[float] | Floats, found: Crossings) -> float:
    """Information at which a trial ends, on average; who ends nowhere ends at the last look."""
    times = np.asarray(looks)
    before = found.ended[:-1]
    return float(times[:-1] @ before + times[-1] * (1 - before.sum()))


def _futility(bounds: Bounds, found: Crossings) -> list[float]:
    ended = found.inner if bounds.sided == TWO else found.lower
    return [float(each) for each in ended[:-1]]


def _fixed_shift(alpha: float, power: float, sided: int, both_ends: bool) -> float:
    """Squared mean of Z with one look."""
    drift = fixed_drift(alpha / sided, power)
    if sided == TWO and both_ends:
        bound = float(special.ndtri(1 - alpha / TWO))

        def missing(mean: float) -> float:
            return float(special.ndtr(mean - bound) + special.ndtr(-mean - bound)) - power

        drift = rising_root(missing, drift)
    return drift * drift
