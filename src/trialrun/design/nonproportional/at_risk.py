"""
Subjects expected at risk after each time of follow-up, and a rule that integrates over it.

At a data cut in month T the subjects followed for t months or more are those randomised by month
T - t. Between the knots of hazards, of accrual seen from the cut, and of weights, everything is
smooth, and a Gauss-Legendre rule is exact to rounding. The first interval is taken in the fourth
root of time, in which the powers of 1 - S that weights bring are smooth too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from trialrun.design.nonproportional.plan import Stratum, SurvivalPlan
from trialrun.design.spending import Floats

_X, _W = np.polynomial.legendre.leggauss(24)
_LONGEST = 24.0
"""Months: longer intervals are divided, so that the rule stays exact for high hazards."""


@dataclass(frozen=True, slots=True, eq=False)
class AtRisk:
    """
    A stratum at a data cut, after times of follow-up `time` (n,).

    `control` and `experimental` are subjects expected at risk, `hazard_control` and
    `hazard_experimental` their hazards, `survival` the probability of no event in both arms
    together, mixed by their shares; all (n,).
    """

    time: Floats
    control: Floats
    experimental: Floats
    hazard_control: Floats
    hazard_experimental: Floats
    survival: Floats

    @property
    def events(self) -> Floats:
        """Events expected per month of follow-up, both arms, (n,)."""
        return self.control * self.hazard_control + self.experimental * self.hazard_experimental

    @property
    def spread(self) -> Floats:
        """Variance of the logrank score per month of follow-up, (n,)."""
        total = self.control + self.experimental
        both = self.control * self.experimental
        balance = np.divide(both, total * total, out=np.zeros_like(total), where=total > 0)
        return balance * self.events

    @property
    def score(self) -> Floats:
        """Mean of the logrank score in favour of the experimental arm, per month, (n,)."""
        total = self.control + self.experimental
        both = self.control * self.experimental
        weight = np.divide(both, total, out=np.zeros_like(total), where=total > 0)
        return weight * (self.hazard_control - self.hazard_experimental)


def cumulative(from_month: Floats, rates: Floats, time: Floats) -> Floats:
    """Cumulative hazard of piecewise rates (p,) at each of `time`, in its shape."""
    piece = np.searchsorted(from_month, time, side="right") - 1
    reached = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(from_month))])
    return np.asarray(reached[piece] + rates[piece] * (time - from_month[piece]))


def at_risk(plan: SurvivalPlan, stratum: Stratum, month: float, time: ArrayLike) -> AtRisk:
    """
    Return the subjects expected at risk in a stratum.

    Args:
        plan: of the trial, for the shares of its arms.
        stratum: one of its strata.
        month: calendar month of the data cut.
        time: months of follow-up, (n,).
    Source: Lachin and Foulkes (1986), Biometrics 42:507-519, with piecewise hazards.

    >>> from trialrun.design.accrual import accrual_constant
    >>> from trialrun.design.nonproportional.plan import plan_survival
    >>> plan = plan_survival(accrual_constant([12], [10]), [0], [0.05], [0.5])
    >>> at_risk(plan, plan.strata[0], 12, [0.0, 6.0]).control.round(2).tolist()
    [60.0, 22.22]
    """
    t = np.asarray(time, float)
    control, experimental = plan.shares
    entered = stratum.accrual.subjects(month - t)
    piece = np.searchsorted(stratum.from_month, t, side="right") - 1
    alive_control = np.exp(-cumulative(stratum.from_month, stratum.control, t))
    alive_experimental = np.exp(-cumulative(stratum.from_month, stratum.experimental, t))
    stays_control = np.exp(-cumulative(stratum.from_month, stratum.dropout_control, t))
    stays_experimental = np.exp(-cumulative(stratum.from_month, stratum.dropout_experimental, t))
    return AtRisk(
        time=t,
        control=control * entered * alive_control * stays_control,
        experimental=experimental * entered * alive_experimental * stays_experimental,
        hazard_control=stratum.control[piece],
        hazard_experimental=stratum.experimental[piece],
        survival=control * alive_control + experimental * alive_experimental,
    )


def follow_up_rule(
    stratum: Stratum, month: float, knots: Sequence[float] = (), *, until: float = np.inf
) -> tuple[Floats, Floats]:
    """
    Nodes and weights of a rule that integrates over follow-up from 0 to a data cut.

    Args:
        stratum: whose knots the rule respects.
        month: calendar month of the data cut.
        knots: further months of follow-up at which an integrand is not smooth.
        until: month of follow-up at which the integral ends.
    Returns:
        Nodes and weights, (n,) each.
    """
    end = min(month, until)
    if end <= 0:
        return np.zeros(0), np.zeros(0)
    inner = [*stratum.from_month, *(month - stratum.accrual.months), *knots]
    edges = np.unique([0.0, end, *(each for each in inner if 0 < each < end)])
    wide = [
        np.linspace(low, high, int(np.ceil((high - low) / _LONGEST)) + 1)[1:]
        for low, high in pairwise(edges)
    ]
    edges = np.concatenate([[0.0], *wide])
    half = np.diff(edges) / 2
    nodes = (edges[:-1, None] + half[:, None] * (_X + 1)).ravel()
    weights = (half[:, None] * _W).ravel()
    root = (_X + 1) / 2
    nodes[: len(_X)] = edges[1] * root**4
    weights[: len(_X)] = edges[1] * 2 * root**3 * _W
    return nodes, weights
