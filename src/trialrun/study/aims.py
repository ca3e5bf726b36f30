"""What the study is after: objectives, endpoints, estimands, populations (ICH E9(R1), M11)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from trialrun.study.base import Code, Id, Part, Text


class Objective(Part):
    """A question of the study, with the endpoints that answer it."""

    id: Id
    level: Literal["primary", "secondary", "exploratory"]
    text: Text
    endpoints: tuple[Id, ...] = ()
    remark: Text | None = Field(
        default=None, description="what came of it later, for plan and report; not in the protocol"
    )
    source: str | None = None


class Endpoint(Part):
    """What is measured, when, and where it lies in the analysis data."""

    id: Id
    level: Literal["primary", "secondary", "exploratory", "safety"]
    label: Text
    short_label: Text | None = None
    data_set: Code = Field(description="analysis data set, such as ADQSADAS")
    parameter: Code = Field(description="PARAMCD")
    variable: Code = Field(default="CHG", description="analysis variable: CHG, AVAL …")
    visit: str | None = Field(default=None, description="AVISIT at which it is analysed")
    better: Literal["lower", "higher"] | None = None
    range: tuple[float, float] | None = Field(default=None, description="possible values")
    description: Text | None = None
    source: str | None = None


class IntercurrentEvent(Part):
    """An event after randomisation that bears on the endpoint, and what is done about it."""

    label: Text
    strategy: Literal[
        "treatment-policy", "hypothetical", "composite", "while-on-treatment", "principal-stratum"
    ]
    handling: Text | None = None


class Estimand(Part):
    """The treatment effect asked for, with its five attributes (ICH E9(R1))."""

    id: Id
    endpoint: Id
    population: Id = Field(description="analysis population in which it is estimated")
    patients: Text | None = Field(
        default=None, description="patients that the question is about; null is the population"
    )
    treatment: Text
    summary: Text = Field(description="population-level summary measure")
    intercurrent_events: tuple[IntercurrentEvent, ...]
    estimator: Text = Field(description="how it is estimated, by its own name")
    historical: bool = Field(
        default=False,
        description="true where the estimator is kept as history has it, such as LOCF",
    )
    remark: Text | None = None
    source: str | None = None


class PopulationRule(Part):
    """
    How membership follows from records; every condition that is given must hold.

    `within` names another population (its flag must be Y).
    """

    within: Id | None = None
    randomised: bool = False
    treated: bool = Field(default=False, description="at least one record of exposure")
    post_baseline: tuple[Code, ...] = Field(
        default=(), description="--TESTCD groups of which each has a record after baseline"
    )
    visit_completed: float | None = Field(default=None, description="VISITNUM reached")
    study_completed: bool = Field(default=False, description="disposition is completion")


class Population(Part):
    """An analysis population (USDM AnalysisPopulation), derived from records."""

    id: Id
    label: Text
    short_label: Text | None = None
    flag: Code = Field(description="variable in ADSL, such as ITTFL")
    rule: PopulationRule
    definition: Text
    collected_flag: Code | None = Field(
        default=None, description="QNAM in SUPPDM that the derived flag is compared with"
    )
    source: str | None = None
