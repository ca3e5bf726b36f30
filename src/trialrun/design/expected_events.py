"""
Expected events by calendar month, when a number of events is reached, and the average hazard ratio.

Subjects randomised in month u are followed for t - u months at month t. Between the knots of the
accrual and those at which follow-up crosses a piece of the hazards the integrand is smooth, and a
Gauss-Legendre rule of sixteen nodes is exact to rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from trialrun.design.accrual import Accrual
from trialrun.design.hazards import Hazards
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(16)
_LONGEST_PIECE = 24.0
"""Months: longer pieces are halved, so that the rule stays exact for high hazards."""


@dataclass(frozen=True, slots=True)
class ExpectedArm:
    """An arm: its share of the subjects randomised, and its hazards."""

    share: float
    hazards: Hazards


def expected_events(
    accrual: Accrual,
    arms: Sequence[ExpectedArm],
    month: float,
    *,
    follow_up_months: float | None = None,
) -> Floats:
    """
    Events expected by a calendar month, by arm and piece of its hazards.

    Args:
        accrual: of all arms.
        arms: shares and hazards; the hazards of all must have the same pieces.
        month: calendar month of the data cut.
        follow_up_months: longest follow-up of a subject; None for no limit.
    Returns:
        Events (n_arms, n_pieces).
    Source: Lachin and Foulkes (1986), Biometrics 42:507-519, with piecewise hazards.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.hazards import hazards
    >>> arm = ExpectedArm(1.0, hazards([0, 4], [0.06, 0.03], dropout=0.005))
    >>> accrual = accrual_constant([3, 3, 12], [5, 10, 25])
    >>> expected_events(accrual, [arm], 24).round(2).tolist()
    [[72.91, 60.34]]
    """
    edges = _edges(accrual, arms, month, follow_up_months)
    width = np.diff(edges)
    entry = (edges[:-1, None] + width[:, None] * (_X + 1) / 2).ravel()
    piece = np.clip(
        np.searchsorted(accrual.months, entry, side="right") - 1, 0, len(accrual.rate_from) - 1
    )
    length = np.diff(accrual.months)[piece]
    slope = (accrual.rate_to - accrual.rate_from)[piece] / np.where(length > 0, length, 1)
    rate = accrual.rate_from[piece] + slope * (entry - accrual.months[piece])
    weight = rate * np.outer(width, _W / 2).ravel()
    follow_up = month - entry
    if follow_up_months is not None:
        follow_up = np.minimum(follow_up, follow_up_months)
    return np.array([arm.share * (weight @ arm.hazards.events_by_piece(follow_up)) for arm in arms])


def expected_month(
    accrual: Accrual,
    arms: Sequence[ExpectedArm],
    events: float,
    *,
    follow_up_months: float | None = None,
    longest_months: float = 1200.0,
) -> float:
    """
    Calendar month at which a number of events is expected.

    Args:
        accrual: of all arms.
        arms: shares and hazards.
        events: in all arms given.
        follow_up_months: longest follow-up of a subject; None for no limit.
        longest_months: month at which the study ends in any case.
    Returns:
        The month.
    Raises:
        DesignError: fewer events are expected by the end of the study.
    Source: as `expected_events`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.hazards import hazards
    >>> arm = ExpectedArm(1.0, hazards([0], [0.05]))
    >>> round(expected_month(accrual_constant([12], [10]), [arm], 60), 2)
    20.16
    """

    def missing(month: float) -> float:
        found = expected_events(accrual, arms, month, follow_up_months=follow_up_months)
        return float(found.sum()) - events

    most = missing(longest_months) + events
    if most < events:
        raise DesignError(
            f"{most:.1f} events are expected by month {longest_months:g}, must be at least "
            f"{events:g}",
            place="events",
            hint="plan more subjects, a longer study or fewer events.",
        )
    return float(optimize.brentq(missing, 0.0, longest_months, xtol=1e-10))


def average_hazard_ratio(events: Floats, hazard_ratios: Floats) -> float:
    """
    Average hazard ratio of pieces: geometric, each weighted with its events.

    Args:
        events: expected in each piece, both arms, (n_pieces,).
        hazard_ratios: of each piece, (n_pieces,).
    Returns:
        exp(sum(events log HR) / sum(events)).
    Source: Mukhopadhyay et al. (2020), Journal of Biopharmaceutical Statistics 30:1130-1146.

    >>> round(average_hazard_ratio(np.array([50.0, 50.0]), np.array([1.0, 0.5])), 4)
    0.7071
    """
    return float(np.exp(events @ np.log(hazard_ratios) / events.sum()))


def _edges(
    accrual: Accrual, arms: Sequence[ExpectedArm], month: float, follow_up_months: float | None
) -> Floats:
    """Months of entry between which everything is smooth."""
    last = min(month, accrual.end)
    crossings = [month - arm.hazards.from_month for arm in arms]
    if follow_up_months is not None:
        crossings.append(np.array([month - follow_up_months]))
    steps = np.arange(0.0, last, _LONGEST_PIECE)
    edges = np.unique(np.concatenate([accrual.months, *crossings, steps, [last]]))
    return np.asarray(edges[(edges >= accrual.months[0]) & (edges <= max(last, 0.0))])
