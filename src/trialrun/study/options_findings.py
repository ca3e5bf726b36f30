"""Options of the findings data sets: laboratory (ADLBC, ADLBH) and vital signs (ADVS)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from trialrun.study.base import Code, Part, Text

Indicator = Literal["L", "N", "H"]


class FindingParameter(Part):
    """One parameter: which test of the data it is, and how it is called."""

    code: Code = Field(description="PARAMCD")
    sources: tuple[Code, ...] = Field(
        default=(), description="--TESTCD in the data with its synonyms; empty: as `code`"
    )
    number: float = Field(description="PARAMN")
    label: Text = Field(description="name without its unit")
    unit: str | None = Field(default=None, description="as PARAM shows it; null: not shown")
    unit_label: Text | None = Field(default=None, description="in documents, if not as `unit`")
    accepted_units: tuple[str, ...] = Field(
        default=(), description="other spellings of the same standard unit in the data"
    )

    def test_codes(self) -> tuple[str, ...]:
        """Return the --TESTCD values that hold this parameter."""
        return self.sources or (self.code,)


class AnalysisVisit(Part):
    """A visit at which results are analysed."""

    number: float = Field(description="AVISITN")
    label: Text = Field(description="AVISIT")
    visits: tuple[float, ...] = Field(min_length=1, description="VISITNUM in the data")


class EndOfTreatment(Part):
    """A copy of the last record of some analysis visits."""

    number: float = Field(description="AVISITN of the copy")
    label: Text
    first: float = Field(description="first analysis visit that counts (AVISITN)")
    last: float = Field(description="last analysis visit that counts (AVISITN)")
    value_required: bool = Field(
        default=False, description="true: the last record that has a result"
    )


class FindingsOptions(Part):
    """What laboratory data and vital signs share."""

    parameters: tuple[FindingParameter, ...] = Field(min_length=1)
    visits: tuple[AnalysisVisit, ...] = Field(min_length=1)
    baseline_visit: float = Field(description="VISITNUM of the baseline record")
    change_at_baseline: bool = Field(
        default=True, description="whether the baseline record has a change (of zero)"
    )
    end_of_treatment: EndOfTreatment | None = None
    other_records: Literal["none", "unscheduled", "all"] = Field(
        default="all", description="records kept that belong to no analysis visit"
    )
    unscheduled_prefix: str = Field(
        default="UNSCHEDULED", description="how VISIT of an unscheduled visit begins"
    )
    unassigned_visit: str | None = Field(
        default=None, description="AVISIT of records that belong to no analysis visit"
    )
    subject_variables: tuple[Code, ...] = Field(
        description="variables of ADSL copied, in the order of the data set"
    )
    text_length: int = Field(default=200, ge=8, le=200, description="longest PARAM, in bytes")

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        _refuse_repeats("parameters", "code", (p.code for p in self.parameters))
        _refuse_repeats("parameters", "number", (p.number for p in self.parameters))
        _refuse_repeats(
            "parameters", "source", (s for p in self.parameters for s in p.test_codes())
        )
        _refuse_repeats("visits", "number", (v.number for v in self.visits))
        _refuse_repeats("visits", "visit", (n for v in self.visits for n in v.visits))
        return self


def _refuse_repeats(part: str, what: str, values: Iterable[object]) -> None:
    repeated = [value for value, times in Counter(values).items() if times > 1]
    if repeated:
        message = f"{part}: the {what} {repeated[0]} stands twice, allowed is once"
        raise ValueError(message)


class Threshold(Part):
    """When a result lies significantly beyond its reference range."""

    low_factor: float = Field(gt=0, description="low: below this times the lower limit")
    high_factor: float = Field(gt=0, description="high: above this times the upper limit")
    distance: Literal["beyond", "within"] = Field(
        default="beyond",
        description="ALBTRVAL, the larger distance from the two limits: positive beyond them, or "
        "positive within them",
    )
    missing_result: Indicator | None = Field(
        default=None, description="indicator of a record without a result"
    )
    without_range: dict[str, Indicator] = Field(
        default_factory=dict,
        description="LBNRIND -> indicator, for tests that have no numeric range",
    )


class ChangeFromPrevious(Part):
    """A second parameter per test: the change from the previous scheduled visit."""

    prefix: str = Field(description="of PARAMCD")
    number_offset: float = Field(description="added to PARAMN")
    suffix: Text = Field(description="of PARAM")
    range_fraction: float = Field(gt=0, description="unit of the change: this part of the range")
    decimals: int = Field(ge=0, le=10)
    limit: float = Field(gt=0, description="low or high beyond this many units")


class AdlbOptions(FindingsOptions):
    """Laboratory data."""

    category: Code = Field(description="PARCAT1")
    worst_first: float = Field(description="first analysis visit among which the worst is flagged")
    worst_last: float = Field(description="last analysis visit among which the worst is flagged")
    threshold: Threshold
    change_from_previous: ChangeFromPrevious | None = None


class TimePoint(Part):
    """A planned time point within a visit."""

    number: float = Field(description="--TPTNUM in the data, ATPTN")
    label: Text


class AdvsOptions(FindingsOptions):
    """Vital signs."""

    time_points: tuple[TimePoint, ...] = Field(
        default=(), description="how documents call them; ATPT holds the data's own text"
    )
