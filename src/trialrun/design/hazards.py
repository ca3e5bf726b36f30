"""Time to event with piecewise-constant hazards of the event and of dropout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class Hazards:
    """
    Hazards of an arm by month after randomisation.

    Each of `event` (n_pieces,) holds from its month in `from_month` (n_pieces,), the first of
    which is 0, until the next; so does each of `dropout`, where that is not one number that holds
    throughout.
    """

    from_month: Floats
    event: Floats
    dropout: float | Floats = 0.0
    _pieces: tuple[Floats, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Tabulate, at the beginning of each piece, what has gathered in the pieces before it."""
        total = self.event + self.dropout
        lengths = np.diff(self.from_month)
        some = np.where(total > 0, total, 1.0)
        reached = np.exp(-np.concatenate([[0.0], np.cumsum(total[:-1] * lengths)]))
        gained = self.event / some * reached  # what a piece adds if it lasts for ever
        ended = -np.expm1(-total[:-1] * lengths)
        before = np.concatenate([[0.0], np.cumsum(gained[:-1] * ended)])
        area = before[:-1] * lengths + gained[:-1] * (lengths - ended / some[:-1])
        area = np.concatenate([[0.0], np.cumsum(area)])
        object.__setattr__(self, "_pieces", (some, gained, before, area))

    def events_by_piece(self, follow_up: ArrayLike) -> Floats:
        """
        Probability of an event seen in each piece within a follow-up.

        Args:
            follow_up: months from randomisation to the data cut, of any shape.
        Returns:
            Probabilities, of that shape and (n_pieces,).
        Source: Lachin and Foulkes (1986), Biometrics 42:507-519, with piecewise hazards.
        """
        total = self.event + self.dropout
        lengths = np.append(np.diff(self.from_month), np.inf)
        reached = np.concatenate([[0.0], np.cumsum((total * lengths)[:-1])])
        months = np.asarray(follow_up, float)[..., None] - self.from_month
        inside = np.clip(months, 0, lengths)
        share = np.divide(self.event, total, out=np.zeros_like(total), where=total > 0)
        return np.asarray(share * np.exp(-reached) * -np.expm1(-total * inside))

    def events(self, follow_up: ArrayLike) -> Floats:
        """
        Probability of an event seen within a follow-up, shape of `follow_up`.

        >>> hazards([0], [0.05]).events([12]).round(4).tolist()
        [0.4512]
        """
        rate, gained, before, _ = self._pieces
        at = np.maximum(np.asarray(follow_up, float), 0.0)
        piece = self._piece(at)
        inside = at - self.from_month[piece]
        return np.asarray(before[piece] - gained[piece] * np.expm1(-rate[piece] * inside))

    def event_months(self, follow_up: ArrayLike) -> Floats:
        """
        Integral of `events` from 0 to a follow-up, shape of `follow_up`; 0 where that is negative.

        Subjects who enter at a constant rate of one a month for a follow-up s, and are all observed
        until its end, have this many events.

        Source: Lachin and Foulkes (1986), Biometrics 42:507-519, with piecewise hazards.

        >>> hazards([0], [0.05]).event_months([12, 24]).round(4).tolist()
        [2.9762, 10.0239]
        """
        rate, gained, before, area = self._pieces
        at = np.maximum(np.asarray(follow_up, float), 0.0)
        piece = self._piece(at)
        inside = at - self.from_month[piece]
        rate, gained = rate[piece], gained[piece]
        more = gained * (inside + np.expm1(-rate * inside) / rate)
        return np.asarray(area[piece] + before[piece] * inside + more)

    def _piece(self, at: Floats) -> Any:
        """Index of the piece in which each month lies."""
        if len(self.from_month) == 1:
            return np.zeros(at.shape, int)
        return np.searchsorted(self.from_month, at, side="right") - 1

    def times(self, ratio: float) -> Hazards:
        """Return hazards whose event hazards are multiplied with `ratio`, dropout as it is."""
        return Hazards(self.from_month, self.event * ratio, self.dropout)

    def split_at(self, months: Sequence[float]) -> Hazards:
        """Return the same hazards with pieces that also begin at `months`."""
        knots = np.unique(np.concatenate([self.from_month, np.asarray(months, float)]))
        piece = np.searchsorted(self.from_month, knots, side="right") - 1
        dropout = self.dropout[piece] if isinstance(self.dropout, np.ndarray) else self.dropout
        return Hazards(knots, self.event[piece], dropout)


def hazards(
    from_month: Sequence[float],
    per_month: Sequence[float],
    *,
    dropout: float | Sequence[float] = 0.0,
) -> Hazards:
    """
    Hazards by month after randomisation.

    Args:
        from_month: when each hazard begins; the first at 0, rising.
        per_month: hazards, at least 0.
        dropout: hazard of leaving the study, per month; one number, or one for each piece.
    Returns:
        The hazards.
    Raises:
        DesignError: months that do not rise from 0, a negative hazard.

    >>> hazards([0, 6], [0.05, 0.02]).events([6, 12]).round(4).tolist()
    [0.2592, 0.343]
    """
    months, values = np.asarray(from_month, float), np.asarray(per_month, float)
    if len(months) != len(values) or not len(months):
        message = f"{len(months)} months and {len(values)} hazards"
        raise DesignError(message, place="hazards")
    if months[0] != 0 or not (np.diff(months) > 0).all():
        raise DesignError("months must rise from 0", place="hazards")
    leaving = np.asarray(dropout, float)
    if leaving.ndim and leaving.shape != months.shape:
        message = f"{len(months)} months and {len(leaving)} hazards of dropout"
        raise DesignError(message, place="hazards")
    if (
        (values < 0).any()
        or (leaving < 0).any()
        or not (np.isfinite(values).all() and np.isfinite(leaving).all())
    ):
        lowest = min(float(values.min()), float(leaving.min()))
        raise DesignError(f"found {lowest:g}, must be at least 0 and finite", place="hazards")
    return Hazards(months, values, leaving if leaving.ndim else float(leaving))
