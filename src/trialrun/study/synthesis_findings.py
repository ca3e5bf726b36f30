"""What synthetic patients measure: laboratory, vital signs, questionnaires."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
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


class Quotient(Part):
    """A test that is computed: one of its panel, divided by another, times a factor."""

    of: Code
    by: Code
    times: float = Field(default=1, gt=0)


class Below(Part):
    """A test of the panel that a value always stays below, by at least so much."""

    test: Code
    least: float = Field(default=1, ge=0)


class CorrelatedPair(Part):
    """How two tests of a panel correlate at a visit, on the scale on which they are normal."""

    tests: tuple[Code, Code]
    r: float = Field(gt=-1, lt=1)


class FindingsTest(Part):
    """
    A test: a number with mean and spread, one of some values, or one computed from others.

    `correlation` is that of two visits of a subject; with a logarithmic distribution, mean and
    standard deviation are still those of the value itself. With `part_of`, mean, standard
    deviation and drift are those of its share (0 to 1) in another test of the panel.
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
    male: float = Field(default=0, description="added to the mean, which then is that of women")
    part_of: Code | None = Field(
        default=None, description="test of the panel of which this is a share"
    )
    quotient: Quotient | None = None
    below: Below | None = None
    eligible: tuple[float | None, float | None] | None = Field(
        default=None, description="least and most with which a subject is randomised"
    )
    criterion: Id | None = Field(
        default=None, description="criterion that is not met where a value is not eligible"
    )
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
        if number + bool(self.values) + (self.quotient is not None) != 1:
            raise ValueError(f"{self.code}: either mean and sd, values or quotient must be given")
        if self.part_of is not None and not (number and 0 < (self.mean or 0) < 1):
            raise ValueError(f"{self.code}: part_of needs mean and sd of a share from 0 to 1")
        low, high = self.eligible or (None, None)
        if low is not None and high is not None and low >= high:
            raise ValueError(f"{self.code}: eligible from {low:g} to {high:g} is empty")
        if self.criterion is not None and self.eligible is None:
            raise ValueError(f"{self.code}: criterion needs eligible")
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
    correlations: tuple[CorrelatedPair, ...] = Field(
        default=(), description="of two tests at the same visit; pairs not named: 0"
    )

    @model_validator(mode="after")
    def _of_its_own_tests(self) -> FindingsPanel:
        codes = [test.code for test in self.tests]
        drawn = [test.code for test in self.tests if test.mean is not None and not test.values]
        if len(set(codes)) < len(codes):
            raise ValueError("a test is named twice")
        for test in self.tests:
            wholes = [test.part_of] if test.part_of else []
            wholes += [test.quotient.of, test.quotient.by] if test.quotient else []
            wholes += [test.below.test] if test.below else []
            for other in wholes:
                if other not in drawn or other == test.code:
                    raise ValueError(
                        f"{test.code} refers to {other}, must be another test of the panel that "
                        "has mean and sd"
                    )
            if test.part_of and next(t for t in self.tests if t.code == test.part_of).part_of:
                raise ValueError(f"{test.code}: {test.part_of} is itself a part of another test")
        seen: set[frozenset[str]] = set()
        for pair in self.correlations:
            for code in pair.tests:
                if code not in drawn:
                    raise ValueError(f"a correlation names {code}, which has no mean and sd here")
            if len(set(pair.tests)) < len(pair.tests) or frozenset(pair.tests) in seen:
                raise ValueError(f"the correlation of {' and '.join(pair.tests)} stands twice")
            seen.add(frozenset(pair.tests))
        if np.linalg.eigvalsh(self.correlation_matrix())[0] < _LEAST_EIGENVALUE:
            raise ValueError(
                "the correlations contradict each other: no set of numbers can correlate so (the "
                "matrix is not positive definite)"
            )
        return self

    def correlation_matrix(self) -> NDArray[np.float64]:
        """
        Return how the deviates of the tests correlate, both between and within subjects.

        Two tests that differ in the correlation of their visits correlate less at a visit than
        their deviates do; the matrix makes up for it. Shape (tests, tests).
        """
        place = {test.code: number for number, test in enumerate(self.tests)}
        matrix = np.eye(len(self.tests))
        for pair in self.correlations:
            a, b = (place[code] for code in pair.tests)
            first, second = self.tests[a].correlation, self.tests[b].correlation
            lost = np.sqrt(first * second) + np.sqrt((1 - first) * (1 - second))
            matrix[a, b] = matrix[b, a] = pair.r / lost if lost else np.inf
        return matrix if np.isfinite(matrix).all() else -np.eye(len(self.tests))


_LEAST_EIGENVALUE = 1e-6


class QuestionnaireItem(Part):
    """An item that is scored from `minimum` to `maximum` in whole numbers, or one of `scores`."""

    code: Code = Field(max_length=8, description="QSTESTCD")
    name: str = Field(max_length=40, description="QSTEST")
    maximum: int = Field(gt=0)
    minimum: int = Field(default=0, ge=0)
    counted: bool = Field(default=True, description="whether it belongs to the total")
    scores: tuple[int, ...] = Field(
        default=(), description="scores that there are; empty: all from minimum to maximum"
    )

    @model_validator(mode="after")
    def _scores_in_range(self) -> QuestionnaireItem:
        if self.scores and (min(self.scores), max(self.scores)) != (self.minimum, self.maximum):
            raise ValueError(
                f"{self.code}: scores must begin with {self.minimum} and end with {self.maximum}"
            )
        return self


class SharedBaseline(Part):
    """How a total correlates with the baseline of an endpoint, within every arm."""

    endpoint: Id
    r: float = Field(gt=-1, lt=1)


class Course(Part):
    """
    A total over time: mean and spread, correlation of two visits, change by arm.

    With `shared`, the severity behind the baseline of an endpoint is behind this total too.
    """

    mean: float
    sd: float = Field(gt=0, description="standard deviation")
    correlation: float = Field(default=0.6, ge=0, le=1)
    log: bool = Field(default=False, description="whether its logarithm is normal")
    drift: dict[Id, float] = Field(
        default_factory=dict, description="arm -> change of the mean over the whole treatment"
    )
    shared: SharedBaseline | None = None


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
        if self.endpoint is not None and any(item.scores for item in self.items):
            raise ValueError(
                f"{self.id}: a total that follows an endpoint can not be made of scores with gaps"
            )
        return self
