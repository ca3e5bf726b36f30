"""Weibull time to event with a constant hazard of dropout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(64)
_U, _V = (_X + 1) / 2, _W / 2
_BEND = 4
"""The density goes like a power of time at 0: a change of variable makes it smooth for the rule."""


@dataclass(frozen=True, slots=True)
class Weibull:
    """Event-free probability exp(-(rate t)^shape) at month t; `dropout` is a hazard, per month."""

    rate: float
    shape: float
    dropout: float = 0.0

    def events(self, follow_up: ArrayLike) -> Floats:
        """
        Probability of an event seen within a follow-up, shape of `follow_up`.

        >>> weibull(0.05, 1.3).events([12.0]).round(4).tolist()
        [0.4024]
        """
        months = np.maximum(np.asarray(follow_up, float), 0.0)
        if not self.dropout:
            return np.asarray(-np.expm1(-((self.rate * months) ** self.shape)))
        _, density = self._seen(months)
        return np.asarray(density.sum(axis=-1))

    def event_months(self, follow_up: ArrayLike) -> Floats:
        """
        Integral of `events` from 0 to a follow-up, shape of `follow_up`; 0 where that is negative.

        >>> weibull(0.05, 1.0).event_months([12, 24]).round(4).tolist()
        [2.9762, 10.0239]
        """
        months = np.maximum(np.asarray(follow_up, float), 0.0)
        if self.dropout:
            at, density = self._seen(months)
            return np.asarray(((months[..., None] - at) * density).sum(axis=-1))
        power = 1 / self.shape
        free = special.gamma(1 + power) * special.gammainc(
            power, (self.rate * months) ** self.shape
        )
        return np.asarray(months - free / self.rate)

    def times(self, ratio: float) -> Weibull:
        """Return the distribution whose hazard is multiplied with `ratio`, dropout as it is."""
        return Weibull(self.rate * ratio ** (1 / self.shape), self.shape, self.dropout)

    def _seen(self, months: Floats) -> tuple[Floats, Floats]:
        """Months of events, and the probability that one is seen near each, by a rule."""
        at = months[..., None] * _U**_BEND
        step = months[..., None] * _BEND * _U ** (_BEND - 1) * _V
        reached = (self.rate * at) ** self.shape
        density = self.shape * reached / np.where(at > 0, at, 1.0)
        return at, density * np.exp(-reached - self.dropout * at) * step


def weibull(rate: float, shape: float, *, dropout: float = 0.0) -> Weibull:
    """
    Weibull time to event.

    Args:
        rate: 1 / the month at which a share 1 - 1/e has had the event.
        shape: 1 for a constant hazard, above for one that rises.
        dropout: hazard of leaving the study, per month.
    Returns:
        The distribution.
    Raises:
        DesignError: a rate or shape not above 0, dropout below 0.

    >>> weibull(0.05, 1.0).events([12]).round(4).tolist()
    [0.4512]
    """
    for name, value in (("rate", rate), ("shape", shape)):
        if not 0 < value < np.inf:
            raise DesignError(f"found {value:g}, must be above 0", place=f"weibull.{name}")
    if not 0 <= dropout < np.inf:
        raise DesignError(f"found {dropout:g}, must be at least 0", place="weibull.dropout")
    return Weibull(float(rate), float(shape), float(dropout))
