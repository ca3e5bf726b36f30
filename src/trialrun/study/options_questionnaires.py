"""Options of questionnaire data sets: parameters, windows, baseline, imputation, totals, means."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from trialrun.study.base import Code, Part, Text

SUBJECT_VARIABLES: tuple[Code, ...] = (
    "SITEID",
    "SITEGR1",
    "TRTSDT",
    "TRTEDT",
    "TRT01P",
    "TRT01PN",
    "AGE",
    "AGEGR1",
    "AGEGR1N",
    "RACE",
    "RACEN",
    "SEX",
    "ITTFL",
    "EFFFL",
    "COMP24FL",
)


class AnalysisWindow(Part):
    """An analysis visit and the days that belong to it; open on the side that is left out."""

    number: float = Field(description="AVISITN; windows follow each other in its order")
    label: Text = Field(description="AVISIT holds the English")
    target: float = Field(description="AWTARGET, the study day aimed at")
    low: float | None = Field(default=None, description="AWLO, first study day of the window")
    high: float | None = Field(default=None, description="AWHI, last study day of the window")
    printed_range: str = Field(description="AWRANGE, as the plan prints it")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"window {self.label.en}: low {self.low} is above high {self.high}")
        return self


class TotalItem(Part):
    """An item of a total: its --TESTCD codes and the most it can score."""

    test_codes: tuple[Code, ...] = Field(min_length=1)
    maximum: float = Field(gt=0)


class TotalRule(Part):
    """
    How a total follows from its items where the data hold no record of the total itself.

    With a share of missing items above `most_missing` there is no total; below it, the sum is
    stretched to the full range: sum * full range / range of the items answered.
    """

    items: tuple[TotalItem, ...] = Field(min_length=1)
    most_missing: float = Field(default=0, ge=0, lt=1, description="share of items, such as 0.3")


class QuestionnaireParameter(Part):
    """A parameter that is taken from records of the questionnaire."""

    code: Code = Field(description="PARAMCD")
    number: float = Field(description="PARAMN")
    label: Text = Field(description="PARAM holds the English")
    test_codes: tuple[Code, ...] = Field(
        min_length=1, description="QSTESTCD, the study's own and its synonyms elsewhere"
    )
    total: TotalRule | None = None
    carried_forward: bool = Field(default=False, description="missing visits are imputed")


class CarriedForward(Part):
    """
    Last observation carried forward (LOCF), the historical estimator of a missing visit.

    The value is always that of the last visit's targeted record. `record` says whose date, visit
    and sequence number the imputed row shows: that record's, or those of the last record on file
    before the visit, targeted or not.
    """

    from_baseline: bool = Field(description="whether a baseline value may be carried")
    record: Literal["targeted", "last"] = "targeted"
    source: str | None = None


class MeanParameter(Part):
    """A parameter that is the mean of another one over several visits, with its baseline."""

    code: Code = Field(description="PARAMCD")
    number: float = Field(description="PARAMN")
    label: Text = Field(description="PARAM holds the English")
    of: Code = Field(description="PARAMCD that is averaged")
    visits: tuple[float, ...] = Field(min_length=1, description="AVISITN of the visits averaged")
    window: AnalysisWindow = Field(description="the analysis visit that the mean is given to")
    source: str | None = None


class QuestionnaireOptions(Part):
    """A questionnaire's analysis data set."""

    parameters: tuple[QuestionnaireParameter, ...] = Field(min_length=1)
    windows: tuple[AnalysisWindow, ...] = Field(min_length=1)
    baseline_visit: float | None = Field(
        default=None, description="AVISITN of baseline; null where there is none"
    )
    change_at_baseline: bool = Field(
        default=False, description="whether CHG and PCHG are given on the baseline row too"
    )
    carried_forward: CarriedForward | None = None
    subject_variables: tuple[Code, ...] = Field(
        default=SUBJECT_VARIABLES, description="copied from ADSL; TRT01P comes as TRTP"
    )
    source: str | None = None

    @model_validator(mode="after")
    def _references_hold(self) -> Self:
        numbers = [window.number for window in self.windows]
        if self.baseline_visit is not None and self.baseline_visit not in numbers:
            raise ValueError(
                f"baseline_visit is {self.baseline_visit:g}, must be the number of a window: "
                + ", ".join(f"{number:g}" for number in numbers)
            )
        carried = [parameter.code for parameter in self.parameters if parameter.carried_forward]
        if carried and self.carried_forward is None:
            raise ValueError(f"parameter {carried[0]} is carried forward, but by no rule")
        return self


class AdqsadasOptions(QuestionnaireOptions):
    """ADQSADAS: the cognitive scale, item by item and in total."""


class AdqscibcOptions(QuestionnaireOptions):
    """ADQSCIBC: the clinician's impression of change, which has no baseline."""


class AdqsnpixOptions(QuestionnaireOptions):
    """ADQSNPIX: the neuropsychiatric inventory, with means over visits."""

    means: tuple[MeanParameter, ...] = ()

    @model_validator(mode="after")
    def _means_exist(self) -> Self:
        codes = [parameter.code for parameter in self.parameters]
        for mean in self.means:
            if mean.of not in codes:
                raise ValueError(f"mean {mean.code} is of {mean.of}, which is no parameter here")
        return self
