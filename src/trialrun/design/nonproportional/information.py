"""Average hazard ratio, events and information of the logrank test over calendar time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from trialrun.design.nonproportional.at_risk import at_risk, follow_up_rule
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedPiece:
    """
    Events expected in a piece of the hazards of a stratum, by a month.

    `information` is of the log hazard ratio, under the alternative, `information_null` under no
    effect.
    """

    stratum: int
    from_month: float
    hazard_ratio: float
    subjects: float
    events_control: float
    events_experimental: float
    information: float
    information_null: float

    @property
    def events(self) -> float:
        """Events of both arms."""
        return self.events_control + self.events_experimental


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedInformation:
    """
    What is expected at a calendar month: subjects, events and what they say of the effect.

    `hazard_ratio` is the average, weighted with events; `information` is of its logarithm, under
    the alternative, `information_null` under no effect.
    """

    month: float
    subjects: float
    events: float
    hazard_ratio: float
    information: float
    information_null: float
    pieces: tuple[ExpectedPiece, ...]

    @property
    def effect(self) -> float:
        """Average log hazard ratio, positive in favour of the experimental arm."""
        return -float(np.log(self.hazard_ratio))


def expected_information(plan: SurvivalPlan, month: float) -> ExpectedInformation:
    """
    Average hazard ratio, events and information expected by a calendar month.

    The average is geometric, each piece of each stratum weighted with its events. A piece with
    d0 control and d1 experimental events gives information d0 d1 / (d0 + d1) under the
    alternative, and (d0 + d1) ratio / (1 + ratio)^2 under no effect.

    Args:
        plan: of the trial.
        month: calendar month of the data cut, above 0.
    Returns:
        What is expected, with its pieces.
    Raises:
        DesignError: the month is not above 0.
    Source: Mukhopadhyay et al. (2020), Journal of Biopharmaceutical Statistics 30:1130-1146;
        Kalbfleisch and Prentice (1981), Biometrika 68:105-112.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> accrual = accrual_constant([3, 3, 12], [5, 10, 25])
    >>> hazard = np.log(2) / 12
    >>> plan = plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.005)
    >>> found = expected_information(plan, 36)
    >>> round(found.events, 1), round(found.hazard_ratio, 4), round(found.information, 2)
    (225.7, 0.7038, 55.52)
    """
    if not 0 < month < np.inf:
        raise DesignError(f"found {month:g}, must be above 0", place="month")
    pieces = [piece for number in range(len(plan.strata)) for piece in _pieces(plan, number, month)]
    events = sum(piece.events for piece in pieces)
    logs = sum(piece.events * np.log(piece.hazard_ratio) for piece in pieces if piece.events > 0)
    return ExpectedInformation(
        month=month,
        subjects=plan.subjects(month),
        events=events,
        hazard_ratio=float(np.exp(logs / events)) if events > 0 else 1.0,
        information=sum(piece.information for piece in pieces),
        information_null=sum(piece.information_null for piece in pieces),
        pieces=tuple(pieces),
    )


def month_of_events(plan: SurvivalPlan, events: float, *, longest_months: float = 1e3) -> float:
    """
    Calendar month by which a number of events is expected.

    Args:
        plan: of the trial.
        events: of both arms, above 0.
        longest_months: month by which they must be expected.
    Returns:
        The month.
    Raises:
        DesignError: events not above 0, or fewer are expected by then.
    Source: as `expected_information`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> plan = plan_survival(accrual_constant([12], [10]), [0], [0.05], [1.0])
    >>> round(month_of_events(plan, 60), 2)
    20.16
    """
    if not events > 0:
        raise DesignError(f"found {events:g}, must be above 0", place="events")
    most = events_at(plan, longest_months)
    if most < events:
        raise DesignError(
            f"{most:.1f} events are expected by month {longest_months:g}, must be at least "
            f"{events:g}",
            place="events",
            hint="plan more subjects, a longer study or fewer events.",
        )
    root = optimize.brentq(
        lambda month: events_at(plan, month) - events, 0.0, longest_months, xtol=1e-10
    )
    return float(root)


def events_at(plan: SurvivalPlan, month: float) -> float:
    """
    Events of both arms expected by a calendar month.

    Args:
        plan: of the trial.
        month: of the data cut.
    Returns:
        Expected events, not rounded.
    Source: as `expected_information`.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> plan = plan_survival(accrual_constant([12], [10]), [0], [0.05], [0.5])
    >>> round(events_at(plan, 24), 1)
    56.8
    """
    total = 0.0
    for stratum in plan.strata:
        time, weight = follow_up_rule(stratum, month)
        if len(time):
            total += float(weight @ at_risk(plan, stratum, month, time).events)
    return total


def _pieces(plan: SurvivalPlan, number: int, month: float) -> list[ExpectedPiece]:
    """Events of a stratum by piece of its hazards."""
    stratum = plan.strata[number]
    time, weight = follow_up_rule(stratum, month)
    risk = at_risk(plan, stratum, month, time)
    piece = np.searchsorted(stratum.from_month, time, side="right") - 1
    size = len(stratum.from_month)
    control = _sums(piece, weight * risk.control * risk.hazard_control, size)
    experimental = _sums(piece, weight * risk.experimental * risk.hazard_experimental, size)
    total = control + experimental
    harmonic = np.divide(control * experimental, total, out=np.zeros(size), where=total > 0)
    subjects = stratum.accrual.subjects(month - stratum.from_month)
    q = plan.ratio / (1 + plan.ratio) ** 2
    return [
        ExpectedPiece(
            stratum=number,
            from_month=float(start),
            hazard_ratio=float(stratum.hazard_ratio[at]),
            subjects=float(subjects[at]),
            events_control=float(control[at]),
            events_experimental=float(experimental[at]),
            information=float(harmonic[at]),
            information_null=float(total[at]) * q,
        )
        for at, start in enumerate(stratum.from_month)
        if start < month
    ]


def _sums(piece: np.ndarray[tuple[int], np.dtype[np.intp]], values: Floats, size: int) -> Floats:
    """Sum of values by piece, (size,)."""
    return np.asarray(np.bincount(piece, weights=values, minlength=size), float)
