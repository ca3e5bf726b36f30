"""
The expected course of a trial: subjects and events of each arm and stratum by calendar month.

Subjects who enter from month u on at a constant rate have had, at month t, that rate times
H(t - u) events, where H is the integral of the probability of an event seen within a follow-up.
Accrual by pieces is a sum of such streams, one for each change of the rate, so that expected
events are sums of closed forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from trialrun.design.accrual import Accrual
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_CLOSE = 1e-13
_NEAR = 1e-7
"""Share of a month's number: a Newton step as small leaves an error of its square."""
_STEPS = 200
_GRID = 65
_LONGEST = 1e6
"""Months: what has not happened by then does not happen."""


class Lifetime(Protocol):
    """Time to an event and to dropout: `Hazards` or `Weibull`."""

    def events(self, follow_up: ArrayLike) -> Floats:
        """Probability of an event seen within a follow-up."""

    def event_months(self, follow_up: ArrayLike) -> Floats:
        """Integral of `events` from 0 to a follow-up."""

    def times(self, ratio: float) -> Lifetime:
        """Return the same with the hazard of the event multiplied."""


@dataclass(frozen=True, slots=True, eq=False)
class Stratum:
    """
    Subjects of one kind: their accrual, both arms' times to event, and the allocation.

    `ratio` is experimental subjects per control subject; `accrual` is constant by pieces.
    """

    accrual: Accrual
    control: Lifetime
    experimental: Lifetime
    ratio: float = 1.0

    @property
    def share(self) -> Floats:
        """Share of the control and of the experimental arm, (2,)."""
        return np.array([1 / (1 + self.ratio), self.ratio / (1 + self.ratio)])


@dataclass(frozen=True, slots=True, eq=False)
class EventCourse:
    """Expected course of a trial of two arms and one stratum or more."""

    strata: tuple[Stratum, ...]

    def subjects(self, months: ArrayLike) -> Floats:
        """
        Subjects expected to be randomised, (n_months, n_strata, 2): control, experimental.

        Args:
            months: calendar months, (n_months,).
        """
        at = np.atleast_1d(np.asarray(months, float))
        entered = [np.outer(each.accrual.subjects(at), each.share) for each in self.strata]
        return np.stack(entered, axis=1)

    def events(self, months: ArrayLike) -> Floats:
        """
        Events expected by calendar months, (n_months, n_strata, 2): control, experimental.

        Args:
            months: calendar months, (n_months,).
        Source: Lachin and Foulkes (1986), Biometrics 42:507-519, with piecewise accrual.
        """
        return self._sums(months, "event_months")

    def event_rate(self, months: ArrayLike) -> Floats:
        """Events expected per month at calendar months, as `events`."""
        return self._sums(months, "events")

    def total_events(self, months: ArrayLike) -> Floats:
        """Events expected by calendar months, all arms and strata, (n_months,)."""
        return np.asarray(self.events(months).sum(axis=(1, 2)))

    def month_of(self, events: ArrayLike) -> Floats:
        """
        Calendar month at which numbers of events are expected, (n,).

        Args:
            events: over all arms and strata, (n,), at least 0.
        Raises:
            DesignError: more events than are ever expected.
        """
        wanted = np.atleast_1d(np.asarray(events, float))
        grid, seen = self._reached_by(float(wanted.max()))
        high = grid[-1]
        low, high_of = np.zeros(wanted.shape), np.full(wanted.shape, high)
        at = np.asarray(np.interp(wanted, seen, grid))
        for _ in range(_STEPS):
            missing = self.total_events(at) - wanted
            far = np.abs(missing) > _CLOSE * np.maximum(wanted, 1.0)
            if not far.any():
                break
            low = np.where(missing < 0, at, low)
            high_of = np.where(missing < 0, high_of, at)
            rate = self.event_rate(at).sum(axis=(1, 2))
            step = np.divide(missing, rate, out=np.full(at.shape, np.inf), where=rate > 0)
            following = at - step
            inside = (following >= low) & (following <= high_of)
            following = np.where(inside, following, (low + high_of) / 2)
            moved = np.where(far, following, at) - at
            at = at + moved
            if (np.abs(moved) <= _NEAR * np.maximum(at, 1.0)).all():
                break
        return at

    def _reached_by(self, events: float) -> tuple[Floats, Floats]:
        """Return months up to one by which a number of events is expected, and the events."""
        month = 1.25 * max(self.last_in, 1.0)
        while month < _LONGEST:
            grid = np.linspace(0.0, month, _GRID)
            seen = self.total_events(grid)
            if seen[-1] >= events * (1 - _CLOSE):
                return grid, seen
            month *= 1.6
        most = float(self.total_events(_LONGEST)[0])
        raise DesignError(
            f"at most {most:.1f} events are expected, found {events:g}",
            place="events",
            hint="plan more subjects, less dropout or fewer events.",
        )

    def lasting(self, accrual_months: float) -> EventCourse:
        """Return the course with accrual that ends at a month, or is kept up until then."""
        return EventCourse(
            tuple(
                Stratum(
                    accrual_until(each.accrual, accrual_months),
                    each.control,
                    each.experimental,
                    each.ratio,
                )
                for each in self.strata
            )
        )

    def scaled(self, factor: float) -> EventCourse:
        """Return the course with every rate of accrual multiplied."""
        return EventCourse(
            tuple(
                Stratum(_scaled(each.accrual, factor), each.control, each.experimental, each.ratio)
                for each in self.strata
            )
        )

    @property
    def last_in(self) -> float:
        """Month at which the last subject is expected in."""
        return max(each.accrual.end for each in self.strata)

    @property
    def total_subjects(self) -> float:
        """Subjects expected in all."""
        return sum(each.accrual.total for each in self.strata)

    def _sums(self, months: ArrayLike, name: str) -> Floats:
        at = np.atleast_1d(np.asarray(months, float))
        found = np.empty((len(at), len(self.strata), 2))
        for index, each in enumerate(self.strata):
            rate = each.accrual.rate_from
            changes = np.zeros(len(rate) + 1)
            changes[:-1] = rate
            changes[1:] -= rate
            since = at[:, None] - each.accrual.months
            share = each.share
            for side, lifetime in enumerate((each.control, each.experimental)):
                seen = getattr(lifetime, name)(np.maximum(since, 0.0))
                found[:, index, side] = share[side] * (seen @ changes)
        return found


def event_course(strata: Sequence[Stratum]) -> EventCourse:
    """
    Expected course of a trial.

    Args:
        strata: at least one.
    Returns:
        The course.
    Raises:
        DesignError: no strata, accrual that is not constant by pieces, a ratio not above 0.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.hazards import hazards
    >>> arms = hazards([0], [0.0578], dropout=0.005), hazards([0], [0.0404], dropout=0.005)
    >>> course = event_course([Stratum(accrual_constant([20], [10]), *arms)])
    >>> float(course.total_events([36]).round(2)[0])
    133.56
    >>> float(course.month_of([133.56]).round(2)[0])
    36.0
    """
    if not strata:
        raise DesignError("there are none", place="strata")
    for number, each in enumerate(strata, start=1):
        place = f"strata[{number}]"
        if not 0 < each.ratio < np.inf:
            raise DesignError(f"found {each.ratio:g}, must be above 0", place=f"{place}.ratio")
        if not np.array_equal(each.accrual.rate_from, each.accrual.rate_to):
            raise DesignError("the rate must be constant by pieces", place=f"{place}.accrual")
    return EventCourse(tuple(strata))


def accrual_until(accrual: Accrual, month: float) -> Accrual:
    """
    Accrual that ends at a month: cut off there, or its last rate kept up until then.

    Args:
        accrual: constant by pieces.
        month: above the beginning of the accrual.
    Returns:
        The accrual.
    Raises:
        DesignError: a month at which nobody is in.

    >>> from trialrun.design.accrual import accrual_constant
    >>> accrual_until(accrual_constant([3, 9], [5, 10]), 8).total
    65.0
    """
    start = float(accrual.months[0])
    if not month > start:
        raise DesignError(f"found {month:g}, must be above {start:g}", place="accrual")
    kept = int(np.searchsorted(accrual.months[1:-1], month, side="left")) + 1
    months = np.append(accrual.months[:kept], month)
    return Accrual(months, accrual.rate_from[:kept], accrual.rate_to[:kept])


def _scaled(accrual: Accrual, factor: float) -> Accrual:
    if not 0 < factor < np.inf:
        raise DesignError(f"found {factor:g}, must be above 0", place="factor")
    return Accrual(accrual.months, accrual.rate_from * factor, accrual.rate_to * factor)
