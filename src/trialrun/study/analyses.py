"""How the questions are answered: analyses, gates, interim looks, stopping rules."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from trialrun.study.base import Code, Id, Part, Text


class Analysis(Part):
    """One planned analysis of one endpoint."""

    id: Id
    endpoint: Id
    population: Id
    label: Text
    where: dict[Code, str] = Field(
        default_factory=dict, description="values of ADSL variables: a subgroup, such as SEX: F"
    )
    method: Literal["ancova", "anova", "fisher", "kaplan-meier", "logrank", "summary"]
    strata: tuple[Code, ...] = Field(
        default=(), description="ADSL variables that stratify a logrank test and its Cox model"
    )
    subgroups: tuple[Code, ...] = Field(
        default=(),
        description="ADSL variables, REGION1 …: the effect is also estimated in each level of them",
    )
    factors: tuple[Code, ...] = Field(default=(), description="classification variables, SITEGR1 …")
    covariates: tuple[Code, ...] = Field(default=(), description="continuous variables, BASE …")
    dose_response: bool = Field(default=False, description="test of the dose as a number")
    comparisons: tuple[tuple[Id, Id], ...] = Field(
        default=(), description="pairs of arms (experimental, control), in the order shown"
    )
    least_squares_weights: Literal["observed", "equal"] = "observed"
    alpha: float = Field(default=0.05, gt=0, lt=1, description="two-sided")
    confidence_level: float = Field(default=0.95, gt=0, lt=1)
    imputation: Literal["locf", "observed", "mean-over-visits"] = "observed"
    remark: Text | None = None
    source: str | None = None


class Gate(Part):
    """
    An order in which claims are allowed: `then` may be claimed only if `first` succeed.

    `first` and `then` name tests as ANALYSIS.TEST: `dose` for the dose-response test, or
    EXPERIMENTAL-CONTROL for a pairwise comparison.
    """

    id: Id
    label: Text
    first: tuple[str, ...]
    require: Literal["all", "any"] = "all"
    then: tuple[str, ...] = ()
    alpha: float = Field(default=0.05, gt=0, lt=1)
    source: str | None = None


class InterimLook(Part):
    """A planned interim look, as the protocol has it."""

    id: Id
    label: Text
    timing: Text
    subjects: int | None = Field(default=None, gt=0)
    purpose: Text
    boundary: Text | None = None
    alpha: float | None = Field(default=None, gt=0, lt=1)
    conducted: bool = Field(default=False, description="whether its result is in the data")
    source: str | None = None


class StoppingRule(Part):
    """A safety rule of the protocol: how many events among how many subjects stop an arm."""

    id: Id
    label: Text
    event: Text
    rule: Text
    thresholds: tuple[tuple[int, int], ...] = Field(
        default=(), description="events in the control arm -> events that stop the other arm"
    )
    events: int | None = Field(default=None, ge=0)
    subjects: int | None = Field(default=None, ge=0)
    null_rate: float | None = Field(default=None, ge=0, le=1)
    alternative_rate: float | None = Field(default=None, ge=0, le=1)
    type_i_error: float | None = Field(default=None, ge=0, le=1)
    power: float | None = Field(default=None, ge=0, le=1)
    reviews: tuple[int, ...] = Field(
        default=(),
        description="the rule is looked at when so many subjects of all arms have been on study "
        "for review_months; empty: once, at the end",
    )
    review_months: float = Field(default=0, ge=0)
    conducted: bool = False
    source: str | None = None

    @model_validator(mode="after")
    def _reviews_rise(self) -> StoppingRule:
        if list(self.reviews) != sorted(set(self.reviews)) or any(n < 1 for n in self.reviews):
            raise ValueError("reviews must rise, from above 0")
        return self


class SampleSize(Part):
    """One sample-size statement with what was assumed."""

    endpoint: Id
    difference: float
    standard_deviation: float = Field(gt=0)
    alpha: float = Field(default=0.05, gt=0, lt=1)
    power: float = Field(gt=0, lt=1)
    per_arm: int = Field(gt=0, description="planned subjects in each arm")
    source: str


class Difference(Part):
    """Where protocol, plan, published tables or data do not say the same."""

    id: Id
    topic: Text
    protocol: Text | None = None
    plan: Text | None = None
    tables: Text | None = None
    data: Text | None = None
    planned: Text | None = Field(
        default=None, description="what the plan of this definition does, told before any data"
    )
    consequence: Text
    about_data: bool = Field(
        default=False, description="a side speaks of data: no part of a plan written before them"
    )
    source: str


class DifferenceLabels(Part):
    """What the sides of the differences are called, where they are documents of another sponsor."""

    protocol: Text | None = None
    plan: Text | None = None
