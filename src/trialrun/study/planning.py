"""How the trial is sized, randomised and monitored: what the design room turns into numbers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from trialrun.study.base import Code, Id, Part, Text

SpendingName = Literal[
    "lan-demets-obrien-fleming", "lan-demets-pocock", "hwang-shih-decani", "kim-demets"
]

CLOSEST = 0.001
"""Looks nearer to each other than this share of the information are one look."""


class Spending(Part):
    """A spending function (Lan and DeMets 1983)."""

    function: SpendingName
    parameter: float | None = Field(
        default=None, description="gamma of hwang-shih-decani, rho of kim-demets"
    )

    @model_validator(mode="after")
    def _parameter_where_needed(self) -> Spending:
        needed = self.function in {"hwang-shih-decani", "kim-demets"}
        if needed and self.parameter is None:
            raise ValueError(f"{self.function} needs a parameter")
        if not needed and self.parameter is not None:
            raise ValueError(f"{self.function} has no parameter")
        if self.function == "kim-demets" and self.parameter is not None and self.parameter <= 0:
            raise ValueError("the parameter of kim-demets must be above 0")
        return self


class Futility(Part):
    """Stopping for futility by beta spending."""

    spending: Spending
    binding: bool = False


class GroupSequential(Part):
    """A group-sequential comparison of two arms, one-sided, with looks at information."""

    analysis: Id
    comparison: tuple[Id, Id] = Field(description="(experimental, control)")
    alpha: float = Field(default=0.025, gt=0, lt=0.5, description="one-sided type I error")
    power: float = Field(default=0.9, gt=0, lt=1)
    information: tuple[float, ...] = Field(
        min_length=1, description="fraction of the final information at each look, ending at 1"
    )
    efficacy: Spending
    futility: Futility | None = None
    scenario: Id = Field(description="the scenario under which the trial is sized")
    events: int | None = Field(
        default=None, gt=0, description="planned events at the final look; null: as computed"
    )
    minimum_followup_months: float = Field(
        default=0, ge=0, description="of the last subject in, before the final look; 0: no wait"
    )
    source: str | None = None

    @field_validator("information")
    @classmethod
    def _fractions_in_order(cls, fractions: tuple[float, ...]) -> tuple[float, ...]:
        previous = 0.0
        for position, fraction in enumerate(fractions, start=1):
            if not previous + CLOSEST <= fraction <= 1:
                raise ValueError(
                    f"information fraction {position} is {fraction:g}, "
                    f"must be above {previous:g} by at least {CLOSEST:g}, and at most 1"
                )
            previous = fraction
        if previous != 1:
            raise ValueError(f"the last information fraction is {previous:g}, must be 1")
        return fractions

    @model_validator(mode="after")
    def _power_above_alpha(self) -> GroupSequential:
        if self.power <= self.alpha:
            raise ValueError(f"power {self.power:g} must be above alpha {self.alpha:g}")
        return self


class StratumLevel(Part):
    """A level of a stratification factor."""

    value: Code = Field(description="as in the data")
    label: Text
    share: float = Field(gt=0, description="relative share of subjects")
    hazard_ratio: float = Field(
        default=1,
        gt=0,
        description="multiplies the hazards of every scenario in this level, in all arms; not "
        "normalised: a level of 1 has the scenario's own hazards",
    )


class Stratum(Part):
    """A factor by which randomisation is stratified; without levels it is the region or site."""

    id: Id
    label: Text
    by: Literal["region", "site", "levels"] = "levels"
    variable: Code = Field(description="ADSL variable that holds it")
    levels: tuple[StratumLevel, ...] = ()

    @model_validator(mode="after")
    def _levels_where_needed(self) -> Stratum:
        if (self.by == "levels") != bool(self.levels):
            raise ValueError("levels must be given exactly where by is 'levels'")
        return self


class Planning(Part):
    """Size, randomisation and monitoring of the trial."""

    subjects: int = Field(gt=0, description="planned subjects randomised, all arms")
    block_size: int = Field(gt=0, description="of permuted blocks")
    strata: tuple[Stratum, ...] = ()
    group_sequential: GroupSequential | None = None
    success: Id | None = Field(
        default=None,
        description="gate whose first tests must all succeed; null: the group-sequential test",
    )
    treatment_months: float | None = Field(
        default=None, gt=0, description="planned time on study of each subject; null: to the end"
    )
    longest_months: float = Field(
        default=120, gt=0, description="the study ends here, whatever has been reached"
    )
    source: str | None = None


class RehearsalPlan(Part):
    """How the trial is rehearsed."""

    seed: int = Field(ge=0, lt=2**63)
    trials: int = Field(default=10_000, ge=100, le=10_000_000)
    first_site: str = Field(
        pattern=r"^\d{4}-\d{2}-\d{2}$", description="date at which the study starts"
    )
    synthetic_scenario: Id = Field(description="scenario from which the synthetic trial is drawn")
    synthetic_trial: int = Field(default=1, ge=1)
    consistency: float = Field(
        default=0.5,
        gt=0,
        lt=1,
        description="share of the overall effect that each region must show (MHLW 2007, Method 1)",
    )
