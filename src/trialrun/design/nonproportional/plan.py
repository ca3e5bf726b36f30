"""What a survival trial of two arms is planned on: accrual, hazards, effect and dropout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.design.accrual import Accrual
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True, eq=False)
class Stratum:
    """
    One stratum: accrual of both arms, and what holds from each month after randomisation.

    All of `from_month`, `control`, `experimental`, `dropout_control` and `dropout_experimental`
    are (p,); hazards are per month and hold until the next of `from_month`.
    """

    accrual: Accrual
    from_month: Floats
    control: Floats
    experimental: Floats
    dropout_control: Floats
    dropout_experimental: Floats

    @property
    def hazard_ratio(self) -> Floats:
        """Experimental over control hazard in each piece, (p,); 1 where nobody has an event."""
        ones = np.ones_like(self.control)
        return np.divide(self.experimental, self.control, out=ones, where=self.control > 0)


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalPlan:
    """Strata of a trial; `ratio` is experimental subjects per control subject."""

    strata: tuple[Stratum, ...]
    ratio: float = 1.0

    @property
    def shares(self) -> tuple[float, float]:
        """Shares of control and experimental subjects."""
        return 1 / (1 + self.ratio), self.ratio / (1 + self.ratio)

    @property
    def total(self) -> float:
        """Subjects of all strata and arms."""
        return sum(stratum.accrual.total for stratum in self.strata)

    @property
    def accrual_months(self) -> float:
        """Month at which the last subject is expected in."""
        return max(stratum.accrual.end for stratum in self.strata)

    def subjects(self, month: float) -> float:
        """
        Subjects expected to be randomised by a month.

        >>> from trialrun.design.accrual import accrual_constant
        >>> plan_survival(accrual_constant([12], [10]), [0], [0.05], [0.7]).subjects(6)
        60.0
        """
        return sum(float(stratum.accrual.subjects(month)) for stratum in self.strata)

    def scaled(self, factor: float) -> SurvivalPlan:
        """Return the same plan with all accrual rates multiplied by a factor."""
        return SurvivalPlan(
            tuple(
                Stratum(
                    Accrual(
                        s.accrual.months, s.accrual.rate_from * factor, s.accrual.rate_to * factor
                    ),
                    s.from_month,
                    s.control,
                    s.experimental,
                    s.dropout_control,
                    s.dropout_experimental,
                )
                for s in self.strata
            ),
            self.ratio,
        )

    def under_null(self) -> SurvivalPlan:
        """Return the plan of no effect: the hazards of both arms mixed by their shares."""
        control, experimental = self.shares
        strata = []
        for s in self.strata:
            mixed = control * s.control + experimental * s.experimental
            strata.append(
                Stratum(
                    s.accrual, s.from_month, mixed, mixed, s.dropout_control, s.dropout_experimental
                )
            )
        return SurvivalPlan(tuple(strata), self.ratio)


def plan_survival(
    accrual: Accrual,
    from_month: Sequence[float],
    control: Sequence[float],
    hazard_ratio: Sequence[float],
    *,
    dropout: float | Sequence[float] = 0.0,
    dropout_experimental: float | Sequence[float] | None = None,
    ratio: float = 1.0,
) -> SurvivalPlan:
    """
    Plan of a trial with one stratum.

    Args:
        accrual: of both arms.
        from_month: months after randomisation from which hazards hold, (p,), rising from 0.
        control: hazards of the control arm per month, (p,).
        hazard_ratio: experimental / control, (p,).
        dropout: hazard of leaving the study per month, one for all pieces or (p,).
        dropout_experimental: the same of the experimental arm; None for the same as control.
        ratio: experimental subjects per control subject.
    Returns:
        The plan.
    Raises:
        DesignError: lengths that differ, months that do not rise from 0, a negative hazard or
            hazard ratio, no hazard at all, a ratio not above 0.

    >>> from trialrun.design.accrual import accrual_constant
    >>> plan = plan_survival(accrual_constant([12], [10]), [0, 4], [0.06, 0.06], [1, 0.6])
    >>> plan.strata[0].experimental.round(3).tolist()
    [0.06, 0.036]
    """
    months = np.asarray(from_month, float)
    pieces = len(months)
    if not pieces or not pieces == len(control) == len(hazard_ratio):
        found = f"{pieces} months, {len(control)} hazards and {len(hazard_ratio)} hazard ratios"
        raise DesignError(f"{found}, must be as many of each", place="hazards")
    if months[0] != 0 or (np.diff(months) <= 0).any():
        raise DesignError(f"found {months.tolist()}, must rise from 0", place="from_month")
    if not 0 < ratio < np.inf:
        raise DesignError(f"found {ratio:g}, must be above 0", place="ratio")
    base = _rates("control", control, pieces)
    effect = _rates("hazard_ratio", hazard_ratio, pieces)
    leaving = _rates("dropout", dropout, pieces)
    other = (
        leaving
        if dropout_experimental is None
        else _rates("dropout_experimental", dropout_experimental, pieces)
    )
    if not (effect > 0).all():
        raise DesignError(f"found {effect.tolist()}, must be above 0", place="hazard_ratio")
    if not base.any():
        raise DesignError("found 0 only, one must be above 0", place="control")
    stratum = Stratum(accrual, months, base, base * effect, leaving, other)
    return SurvivalPlan((stratum,), float(ratio))


def plan_stratified(plans: Sequence[SurvivalPlan]) -> SurvivalPlan:
    """
    Plan of a stratified trial, of the plans of its strata.

    Args:
        plans: one for each stratum, each with the accrual of that stratum.
    Returns:
        The plan of all.
    Raises:
        DesignError: none, or allocation ratios that differ.

    >>> from trialrun.design.accrual import accrual_constant
    >>> one = plan_survival(accrual_constant([12], [10]), [0], [0.05], [0.7])
    >>> len(plan_stratified([one, one]).strata)
    2
    """
    if not plans:
        raise DesignError("found none, must be at least one", place="plans")
    ratios = {plan.ratio for plan in plans}
    if len(ratios) > 1:
        found = ", ".join(f"{ratio:g}" for ratio in sorted(ratios))
        raise DesignError(f"found {found}, must be the same in all strata", place="ratio")
    return SurvivalPlan(tuple(s for plan in plans for s in plan.strata), plans[0].ratio)


def _rates(place: str, values: float | Sequence[float], pieces: int) -> Floats:
    """Values of every piece, none negative."""
    array = np.asarray(values, float)
    if array.ndim and len(array) != pieces:
        raise DesignError(f"found {len(array)} values for {pieces} pieces", place=place)
    if not np.isfinite(array).all() or (array < 0).any():
        raise DesignError(f"found {array.tolist()}, must be at least 0", place=place)
    return np.array(np.broadcast_to(array, (pieces,)))
