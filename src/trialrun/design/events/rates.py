"""Hazards, medians and probabilities of an event: each from the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from trialrun.design.hazards import Hazards
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def rate_of_median(median: ArrayLike, *, shape: float = 1.0) -> Floats:
    """
    Rate of an exponential or Weibull time to event with a median.

    Args:
        median: months by which half have had the event.
        shape: of the Weibull distribution; 1 for the exponential.
    Returns:
        log(2)^(1/shape) / median, shape of `median`.
    Raises:
        DesignError: a median or shape not above 0.

    >>> float(rate_of_median(12).round(4))
    0.0578
    """
    months = _positive("median", median)
    return np.asarray(np.log(2.0) ** (1 / _shape(shape)) / months)


def median_of_rate(rate: ArrayLike, *, shape: float = 1.0) -> Floats:
    """
    Month by which half have had the event.

    Args:
        rate: of an exponential or Weibull time to event.
        shape: of the Weibull distribution; 1 for the exponential.
    Returns:
        Medians, shape of `rate`.
    Raises:
        DesignError: a rate or shape not above 0.

    >>> float(median_of_rate(0.0577623).round(3))
    12.0
    """
    return rate_of_median(_positive("rate", rate), shape=shape)


def rate_of_probability(probability: ArrayLike, months: float, *, shape: float = 1.0) -> Floats:
    """
    Rate at which a share has had the event by a month.

    Args:
        probability: of an event by `months`.
        months: after randomisation.
        shape: of the Weibull distribution; 1 for the exponential.
    Returns:
        (-log(1 - probability))^(1/shape) / months, shape of `probability`.
    Raises:
        DesignError: a probability not between 0 and 1, months or shape not above 0.

    >>> float(rate_of_probability(0.5, 12).round(4))
    0.0578
    """
    share = np.asarray(probability, float)
    if not ((share > 0) & (share < 1)).all():
        worst = share.ravel()[np.argmax(np.abs(share.ravel() - 0.5))]
        raise DesignError(f"found {worst:g}, must be above 0 and below 1", place="probability")
    return np.asarray((-np.log1p(-share)) ** (1 / _shape(shape)) / _positive("months", months))


def probability_of_rate(rate: ArrayLike, months: float, *, shape: float = 1.0) -> Floats:
    """
    Probability of an event by a month.

    Args:
        rate: of an exponential or Weibull time to event.
        months: after randomisation.
        shape: of the Weibull distribution; 1 for the exponential.
    Returns:
        Probabilities, shape of `rate`.
    Raises:
        DesignError: a rate, months or shape not above 0.

    >>> float(probability_of_rate(0.05, 12).round(4))
    0.4512
    """
    reached = _positive("rate", rate) * _positive("months", months)
    return np.asarray(-np.expm1(-(reached ** _shape(shape))))


def event_quantile(lifetime: Hazards, probability: ArrayLike) -> Floats:
    """
    Month by which a share has had the event, without dropout, of piecewise-constant hazards.

    Args:
        lifetime: hazards; dropout is left out.
        probability: share with the event, (n,).
    Returns:
        Months (n,), inf where the share is never reached.
    Raises:
        DesignError: a probability not from 0 to below 1.

    >>> from trialrun.design.hazards import hazards
    >>> event_quantile(hazards([0, 6, 9], [0.025, 0.04, 0.015]), [0.1, 0.3]).round(4).tolist()
    [4.2144, 14.7783]
    """
    share = np.asarray(probability, float)
    if not ((share >= 0) & (share < 1)).all():
        raise DesignError("must be at least 0 and below 1", place="probability")
    lengths = np.diff(lifetime.from_month)
    reached = np.concatenate([[0.0], np.cumsum(lifetime.event[:-1] * lengths)])
    wanted = -np.log1p(-share)
    piece = np.searchsorted(reached, wanted, side="right") - 1
    hazard = lifetime.event[piece]
    more = wanted - reached[piece]
    beyond = np.where(more > 0, np.inf, 0.0)
    inside = np.divide(more, hazard, out=beyond, where=hazard > 0)
    return np.asarray(lifetime.from_month[piece] + inside)


def _positive(name: str, value: ArrayLike) -> Floats:
    found = np.asarray(value, float)
    if not ((found > 0) & np.isfinite(found)).all():
        raise DesignError(f"found {found.min():g}, must be above 0", place=name)
    return found


def _shape(shape: float) -> float:
    if not 0 < shape < np.inf:
        raise DesignError(f"found {shape:g}, must be above 0", place="shape")
    return shape
