"""What synthetic patients measure: laboratory, vital signs, questionnaires."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from trialrun.study.base import Code, Id, Part


class PlannedPoint(Part):
    """A time point within a visit, such as a blood pressure after lying down."""

    number: float = Field(description="--TPTNUM")
    name: str = Field(max_length=200, description="--TPT")
    position: Code | None = Field(default=None, description="--POS")
    elapsed: Code | None = Field(default=None, description="--ELTM, ISO 8601")
    reference: str | None = Field(default=None, description="--TPTREF")
    shift: float = Field(default=0, description="added to the mean, in standard deviations")


class FindingsTest(Part):
    """
    A test: a number with mean and spread, or one of some values.

    `correlation` is that of two visits of a subject; with a logarithmic distribution, mean and
    standard deviation are still those of the value itself.
    """

    code: Code = Field(max_length=8, description="--TESTCD")
    name: str = Field(max_length=40, description="--TEST")
    unit: Code | None = Field(default=None, description="--ORRESU and --STRESU")
    mean: float | None = None
    sd: float | None = Field(default=None, gt=0, description="standard deviation")
    correlation: float = Field(default=0.6, ge=0, le=1)
    log: bool = Field(default=False, description="whether its logarithm is normal")
    decimals: int = Field(default=1, ge=0, le=6)
    range: tuple[float, float] | None = Field(default=None, description="of reference")
    bounds: tuple[float, float] | None = Field(default=None, description="least and most possible")
    male: float = Field(default=0, description="added to the mean of men")
    drift: dict[Id, float] = Field(
        default_factory=dict, description="arm -> change of the mean over the whole treatment"
    )
    values: dict[str, float] = Field(
        default_factory=dict, description="value -> share, instead of mean and spread"
    )
    once: bool = Field(default=False, description="only at the first of its visits")
    visits: tuple[Id, ...] = Field(default=(), description="empty: those of the panel's activity")

    @model_validator(mode="after")
    def _one_kind(self) -> FindingsTest:
        number = self.mean is not None and self.sd is not None
        if number == bool(self.values):
            raise ValueError(f"{self.code}: either mean and sd, or values must be given")
        if self.log and self.mean is not None and self.mean <= 0:
            raise ValueError(f"{self.code}: mean {self.mean:g} must be above 0 for a logarithm")
        return self


class FindingsPanel(Part):
    """Tests that are done together: a domain, a category, an activity of the schedule."""

    domain: Code = Field(pattern=r"^[A-Z]{2}$", description="LB, VS, SC, EG …")
    category: str | None = Field(default=None, description="--CAT")
    activity: Id = Field(description="activity whose visits these are")
    specimen: Code | None = Field(default=None, description="--SPEC")
    location: Code | None = Field(default=None, description="--LOC")
    time_points: tuple[PlannedPoint, ...] = ()
    missing: float = Field(default=0.01, ge=0, lt=1, description="share of results missing")
    also_at: tuple[Id, ...] = Field(default=(), description="visits beside those of the activity")
    tests: tuple[FindingsTest, ...] = Field(min_length=1)


class QuestionnaireItem(Part):
    """An item that is scored from `minimum` to `maximum` in whole numbers."""

    code: Code = Field(max_length=8, description="QSTESTCD")
    name: str = Field(max_length=40, description="QSTEST")
    maximum: int = Field(gt=0)
    minimum: int = Field(default=0, ge=0)
    counted: bool = Field(default=True, description="whether it belongs to the total")


class Course(Part):
    """A total over time: mean and spread, correlation of two visits, change by arm."""

    mean: float
    sd: float = Field(gt=0, description="standard deviation")
    correlation: float = Field(default=0.6, ge=0, le=1)
    log: bool = Field(default=False, description="whether its logarithm is normal")
    drift: dict[Id, float] = Field(
        default_factory=dict, description="arm -> change of the mean over the whole treatment"
    )


class Questionnaire(Part):
    """
    A questionnaire: items, and a total that is the sum of those counted.

    The total follows a scenario's belief (`endpoint`) where it has one: then the total at
    baseline, or the change from it, has the scenario's mean, spread and correlation, before it is
    made a whole number within its range; else it follows `course`. A questionnaire without
    `total` records its items alone; one without items records its total alone.
    """

    id: Id
    category: str = Field(max_length=200, description="QSCAT")
    activity: Id
    total: Code | None = Field(default=None, max_length=8, description="QSTESTCD of the total")
    total_name: str | None = Field(default=None, max_length=40)
    minimum: int | None = Field(default=None, description="of the total; null: from its items")
    maximum: int | None = Field(default=None, description="of the total; null: from its items")
    items: tuple[QuestionnaireItem, ...] = ()
    endpoint: Id | None = Field(
        default=None, description="endpoint of a scenario's continuous belief"
    )
    scale: Literal["change", "value"] = Field(
        default="change", description="whether the belief is of the change from baseline"
    )
    course: Course | None = None
    at_baseline: bool = Field(
        default=True, description="false where there is nothing to record at baseline"
    )
    missing: float = Field(default=0.01, ge=0, lt=1, description="share of assessments missing")

    @model_validator(mode="after")
    def _complete(self) -> Questionnaire:
        if (self.endpoint is None) == (self.course is None):
            raise ValueError(f"{self.id}: either endpoint or course must be given")
        if not self.items and (self.total is None or self.minimum is None or self.maximum is None):
            raise ValueError(f"{self.id}: needs items, or total with minimum and maximum")
        if self.total is not None and self.total_name is None:
            raise ValueError(f"{self.id}: total needs total_name")
        return self
