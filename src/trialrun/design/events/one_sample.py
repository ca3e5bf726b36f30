"""
One-sample logrank test: the events of one arm against those expected by a reference survival.

Subjects who enter evenly over the accrual are followed until its end and a follow-up after it.
Under the reference, the events O less those E expected from the time under observation have
variance E. Under the alternative the variance of O - E is found exactly, by integration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.events.weibull import Weibull
from trialrun.design.hazards import Hazards
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

OneSampleMethod = Literal["wu", "finkelstein"]
_X, _W = np.polynomial.legendre.leggauss(64)
_BEND = 4


@dataclass(frozen=True, slots=True)
class OneSampleLogrank:
    """
    A one-sample logrank test.

    `events` are expected under the hazard ratio planned for, `expected_events` is what the
    reference survival lets expect of the same subjects: E of the test.
    """

    subjects: float
    events: float
    expected_events: float
    alpha: float
    power: float


def size_one_sample_logrank(
    reference: Hazards | Weibull,
    hazard_ratio: float,
    accrual_months: float,
    follow_up_months: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    method: OneSampleMethod = "wu",
) -> OneSampleLogrank:
    """
    Subjects of one arm for a logrank test against a reference survival.

    Args:
        reference: survival under the null hypothesis; its dropout is that of the trial.
        hazard_ratio: of the arm / reference; above 0, below 1.
        accrual_months: subjects enter evenly over these.
        follow_up_months: from the last subject in to the analysis.
        alpha: one-sided type I error.
        power: probability of success under hazard_ratio.
        method: wu, with the exact variance under the alternative; or finkelstein, as if the
            variance were that of the null hypothesis and the events as expected then.
    Returns:
        The test, subjects not rounded up.
    Raises:
        DesignError: hazard_ratio is not between 0 and 1, months that leave no time.
    Source: Wu (2015), Pharmaceutical Statistics 14:26-33; Finkelstein, Muzikansky and Schoenfeld
        (2003), Journal of the National Cancer Institute 95:1434-1439.

    >>> from trialrun.design.events.weibull import weibull
    >>> found = size_one_sample_logrank(weibull(0.0578, 1.0), 0.6, 24, 12, power=0.9)
    >>> round(found.subjects, 1), round(found.expected_events, 1)
    (56.8, 52.3)
    """
    fixed_drift(alpha, power)
    unit = _unit(reference, hazard_ratio, accrual_months, follow_up_months)
    z, z_power = -float(special.ndtri(alpha)), float(special.ndtri(power))
    if method == "finkelstein":
        # E (1 - HR)^2 = (z + z_power)^2: the variance of O - E is E under both hypotheses
        subjects = (z + z_power) ** 2 / (unit.expected * (1 - hazard_ratio) ** 2)
    elif method == "wu":
        effect = unit.events - unit.expected
        spread = z * np.sqrt(unit.expected) + z_power * np.sqrt(unit.variance)
        subjects = (spread / effect) ** 2
    else:
        raise DesignError(f"found {method!r}, must be wu or finkelstein", place="method")
    return _test(unit, float(subjects), alpha, power)


def power_one_sample_logrank(
    reference: Hazards | Weibull,
    hazard_ratio: float,
    accrual_months: float,
    follow_up_months: float,
    subjects: float,
    *,
    alpha: float = 0.05,
    method: OneSampleMethod = "wu",
) -> OneSampleLogrank:
    """
    Power of a one-sample logrank test.

    Args:
        reference: survival under the null hypothesis; its dropout is that of the trial.
        hazard_ratio: of the arm / reference; above 0, below 1.
        accrual_months: subjects enter evenly over these.
        follow_up_months: from the last subject in to the analysis.
        subjects: in the arm.
        alpha: one-sided type I error.
        method: as `size_one_sample_logrank`.
    Returns:
        The test with its power.
    Raises:
        DesignError: as `size_one_sample_logrank`, or subjects not above 0.
    Source: as `size_one_sample_logrank`.

    >>> from trialrun.design.events.weibull import weibull
    >>> found = power_one_sample_logrank(weibull(0.0578, 1.0), 0.6, 24, 12, 43)
    >>> round(found.power, 3)
    0.815
    """
    check_errors(alpha, None)
    if not 0 < subjects < np.inf:
        raise DesignError(f"found {subjects:g}, must be above 0", place="subjects")
    unit = _unit(reference, hazard_ratio, accrual_months, follow_up_months)
    z, root = -float(special.ndtri(alpha)), float(np.sqrt(subjects))
    if method == "finkelstein":
        reached = root * (1 - hazard_ratio) * np.sqrt(unit.expected) - z
    elif method == "wu":
        effect = unit.expected - unit.events
        reached = (root * effect - z * np.sqrt(unit.expected)) / np.sqrt(unit.variance)
    else:
        raise DesignError(f"found {method!r}, must be wu or finkelstein", place="method")
    return _test(unit, subjects, alpha, float(special.ndtr(reached)))


@dataclass(frozen=True, slots=True)
class _Unit:
    """Of one subject: probability of an event, its expectation by the reference, variance."""

    events: float
    expected: float
    variance: float


def _unit(
    reference: Hazards | Weibull, ratio: float, accrual_months: float, follow_up_months: float
) -> _Unit:
    if not 0 < ratio < 1:
        raise DesignError(
            f"found {ratio:g}, must be above 0 and below 1",
            place="hazard_ratio",
            hint="a one-sample test shows a hazard below that of the reference.",
        )
    if not (
        min(accrual_months, follow_up_months) >= 0 < accrual_months + follow_up_months < np.inf
    ):
        raise DesignError(
            f"found {accrual_months:g} of accrual and {follow_up_months:g} of follow-up, must be "
            "at least 0, finite, and not both 0",
            place="months",
        )
    longest = accrual_months + follow_up_months
    months, step = _nodes(reference, follow_up_months, longest)
    hazard, reached, left = _reference(reference, months)
    followed = np.ones(months.shape)
    if accrual_months:
        followed = np.clip((longest - months) / accrual_months, 0, 1)
    at_risk = followed * left * np.exp(-ratio * reached)
    # moments of O, E and their product: an event at t counts E = reached(t) of the reference
    expected = float(step @ (at_risk * hazard))
    square = float(step @ (at_risk * hazard * reached)) * 2
    events = ratio * expected
    product = ratio * square / 2
    variance = events - (events - expected) ** 2 + square - 2 * product
    return _Unit(events, expected, variance)


def _nodes(
    reference: Hazards | Weibull, follow_up_months: float, longest: float
) -> tuple[Floats, Floats]:
    """Months between 0 and the longest follow-up and their weights, smooth between knots."""
    knots = [0.0, follow_up_months, longest]
    bend = 1
    if isinstance(reference, Hazards):
        knots.extend(reference.from_month[reference.from_month < longest])
    else:
        bend = _BEND
    edges = np.unique(knots)
    lengths = np.diff(edges)
    share, weight = (_X + 1) / 2, _W / 2
    months, step = [], []
    for start, length in zip(edges[:-1], lengths, strict=True):
        power = bend if start == 0 else 1
        months.append(start + length * share**power)
        step.append(length * power * share ** (power - 1) * weight)
    return np.concatenate(months), np.concatenate(step)


def _reference(reference: Hazards | Weibull, months: Floats) -> tuple[Floats, Floats, Floats]:
    """Hazard, cumulative hazard and probability of no dropout at months."""
    if isinstance(reference, Hazards):
        starts, event = reference.from_month, reference.event
        dropout = np.broadcast_to(np.asarray(reference.dropout, float), event.shape)
        lengths = np.diff(starts)
        piece = np.searchsorted(starts, months, side="right") - 1
        inside = months - starts[piece]
        reached, leaving = (
            np.concatenate([[0.0], np.cumsum(rate[:-1] * lengths)])[piece] + rate[piece] * inside
            for rate in (event, dropout)
        )
        return event[piece], reached, np.exp(-leaving)
    reached = (reference.rate * months) ** reference.shape
    hazard = reference.shape * reached / months
    return hazard, reached, np.exp(-reference.dropout * months)


def _test(unit: _Unit, subjects: float, alpha: float, power: float) -> OneSampleLogrank:
    return OneSampleLogrank(
        subjects=subjects,
        events=subjects * unit.events,
        expected_events=subjects * unit.expected,
        alpha=alpha,
        power=power,
    )
