"""What is believed about effects, variances, hazards and operations: scenarios of a rehearsal."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from trialrun.study.base import Id, Part, Text


class Hazard(Part):
    """A hazard that holds from a month after randomisation until the next piece."""

    from_month: float = Field(ge=0)
    per_month: float = Field(gt=0, le=100)


class HazardRatio(Part):
    """A hazard ratio that holds from a month after randomisation until the next piece."""

    from_month: float = Field(ge=0)
    ratio: float = Field(gt=0, le=1000)


class SurvivalEffect(Part):
    """The hazard ratio of an arm against control, in all regions or one."""

    arm: Id
    region: Id | None = None
    pieces: tuple[HazardRatio, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ordered(self) -> SurvivalEffect:
        _check_months([piece.from_month for piece in self.pieces])
        return self


class SurvivalBelief(Part):
    """Hazards of a time-to-event endpoint: of control, and of each arm against it."""

    endpoint: Id
    control: Id = Field(description="arm whose hazard is given")
    hazards: tuple[Hazard, ...] = Field(min_length=1)
    effects: tuple[SurvivalEffect, ...] = Field(
        default=(), description="an entry for a region goes before the one for all"
    )

    @model_validator(mode="after")
    def _ordered(self) -> SurvivalBelief:
        _check_months([piece.from_month for piece in self.hazards])
        return self


class Baseline(Part):
    """Baseline of a continuous endpoint."""

    mean: float
    standard_deviation: float = Field(gt=0)


class ContinuousBelief(Part):
    """
    A continuous endpoint over time: mean and spread of its analysis variable at each week.

    The last week is the one of the endpoint. `means` are of what is analysed (change or value).
    """

    endpoint: Id
    baseline: Baseline | None = None
    weeks: tuple[float, ...] = Field(min_length=1)
    means: dict[Id, tuple[float, ...]] = Field(description="arm -> mean at each week")
    standard_deviations: tuple[float, ...] = Field(description="at each week")

    @model_validator(mode="after")
    def _lengths(self) -> ContinuousBelief:
        for name, values in (
            *self.means.items(),
            ("standard_deviations", self.standard_deviations),
        ):
            if len(values) != len(self.weeks):
                raise ValueError(f"{name}: {len(values)} values for {len(self.weeks)} weeks")
        if any(value <= 0 for value in self.standard_deviations):
            raise ValueError("standard_deviations must be above 0")
        if list(self.weeks) != sorted(set(self.weeks)) or self.weeks[0] <= 0:
            raise ValueError("weeks must rise, from above 0")
        return self


class Dropout(Part):
    """A constant hazard of leaving the study, of one arm or of all."""

    arm: Id | None = None
    per_month: float = Field(ge=0, le=100)


class RuleRate(Part):
    """Probability that a subject of each arm has the event of a stopping rule."""

    rule: Id
    rates: dict[Id, float]

    @model_validator(mode="after")
    def _probabilities(self) -> RuleRate:
        for arm, rate in self.rates.items():
            if not 0 <= rate <= 1:
                raise ValueError(f"{arm}: found {rate:g}, must be from 0 to 1")
        return self


class Scenario(Part):
    """One set of beliefs; every belief names its source."""

    id: Id
    label: Text
    kind: Literal["null", "expected", "alternative"] = Field(
        description="null: success is a type I error"
    )
    survival: tuple[SurvivalBelief, ...] = ()
    continuous: tuple[ContinuousBelief, ...] = ()
    correlation: tuple[tuple[float, ...], ...] = Field(
        default=(),
        description="of the continuous endpoints one after the other, each with its baseline "
        "(where it has one) and then its weeks",
    )
    dropout: tuple[Dropout, ...] = ()
    rule_rates: tuple[RuleRate, ...] = ()
    enrolment_factor: float = Field(default=1, gt=0, description="times every region's rate")
    retrospective: bool = Field(
        default=False, description="rests on the data of the study itself: no part of its plan"
    )
    source: Text

    def dimension(self) -> int:
        """Return how many correlated values a subject has."""
        return sum(len(c.weeks) + (c.baseline is not None) for c in self.continuous)


def _check_months(months: list[float]) -> None:
    if months[0] != 0:
        raise ValueError(f"the first piece begins at month {months[0]:g}, must be 0")
    for before, after in pairwise(months):
        if after <= before:
            raise ValueError(f"piece from month {after:g} follows one from month {before:g}")
