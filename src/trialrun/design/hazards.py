"""Time to event with piecewise-constant hazards and a constant hazard of dropout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class Hazards:
    """
    Hazards of an arm by month after randomisation.

    Each of `event` (n_pieces,) holds from its month in `from_month` (n_pieces,), the first of
    which is 0, until the next; `dropout` holds throughout.
    """

    from_month: Floats
    event: Floats
    dropout: float = 0.0

    def events_by_piece(self, follow_up: ArrayLike) -> Floats:
        """
        Probability of an event seen in each piece within a follow-up.

        Args:
            follow_up: months from randomisation to the data cut, (n,).
        Returns:
            Probabilities (n, n_pieces).
        Source: Lachin and Foulkes (1986), Biometrics 42:507-519, with piecewise hazards.
        """
        total = self.event + self.dropout
        lengths = np.append(np.diff(self.from_month), np.inf)
        reached = np.concatenate([[0.0], np.cumsum((total * lengths)[:-1])])
        months = np.asarray(follow_up, float)[:, None] - self.from_month
        inside = np.clip(months, 0, lengths)
        share = np.divide(self.event, total, out=np.zeros_like(total), where=total > 0)
        return np.asarray(share * np.exp(-reached) * -np.expm1(-total * inside))

    def events(self, follow_up: ArrayLike) -> Floats:
        """
        Probability of an event seen within a follow-up, (n,).

        >>> hazards([0], [0.05]).events([12]).round(4).tolist()
        [0.4512]
        """
        return np.asarray(self.events_by_piece(follow_up).sum(axis=1))

    def split_at(self, months: Sequence[float]) -> Hazards:
        """Return the same hazards with pieces that also begin at `months`."""
        knots = np.unique(np.concatenate([self.from_month, np.asarray(months, float)]))
        piece = np.searchsorted(self.from_month, knots, side="right") - 1
        return Hazards(knots, self.event[piece], self.dropout)


def hazards(
    from_month: Sequence[float], per_month: Sequence[float], *, dropout: float = 0.0
) -> Hazards:
    """
    Hazards by month after randomisation.

    Args:
        from_month: when each hazard begins; the first at 0, rising.
        per_month: hazards, at least 0.
        dropout: hazard of leaving the study, per month.
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
    if months[0] != 0 or (np.diff(months) <= 0).any():
        raise DesignError("months must rise from 0", place="hazards")
    if (values < 0).any() or dropout < 0 or not np.isfinite(values).all():
        lowest = min(float(values.min()), dropout)
        raise DesignError(f"found {lowest:g}, must be at least 0", place="hazards")
    return Hazards(months, values, dropout)
