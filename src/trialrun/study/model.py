"""The study definition: one frozen value from which everything else follows."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from trialrun.study.aims import Endpoint, Estimand, Objective, Population
from trialrun.study.analyses import (
    Analysis,
    Difference,
    DifferenceLabels,
    Gate,
    InterimLook,
    SampleSize,
    StoppingRule,
)
from trialrun.study.base import Code, Id, Part, Text
from trialrun.study.calculations import Calculation
from trialrun.study.display import Display
from trialrun.study.identification import (
    Activity,
    Arm,
    Criterion,
    Epoch,
    Identification,
    Visit,
)
from trialrun.study.options_findings import AdlbOptions, AdvsOptions
from trialrun.study.options_questionnaires import (
    AdqsadasOptions,
    AdqscibcOptions,
    AdqsnpixOptions,
)
from trialrun.study.options_subject import AdaeOptions, AdslOptions, AdtteOptions
from trialrun.study.planning import Planning, RehearsalPlan
from trialrun.study.regions import Region, StudyCosts
from trialrun.study.scenarios import Scenario
from trialrun.study.synthesis import Synthesis

SCHEMA_VERSION = "1.0"


class Eligibility(Part):
    """Who may enter, and when a subject leaves."""

    inclusion: tuple[Criterion, ...] = ()
    exclusion: tuple[Criterion, ...] = ()
    discontinuation: tuple[Criterion, ...] = ()


class Conventions(Part):
    """Rules that hold for every number printed."""

    rounding: Literal["half-up", "half-even"] = "half-up"
    percent_decimals: int = Field(default=0, ge=0, le=2)
    confidence_level: float = Field(default=0.95, gt=0, lt=1)
    treatment: Literal["planned", "actual"] = Field(
        default="planned", description="arm by which safety is shown"
    )


class SdtmConventions(Part):
    """How the study's SDTM says what the standard leaves open."""

    screen_failure_codes: tuple[Code, ...] = Field(
        default=("SCRNFAIL",),
        description="ARMCD of screening failures; from SDTMIG 3.3 on it is empty and ARMNRS says why",
    )
    not_assigned_codes: tuple[Code, ...] = Field(
        default=("NOTASSGN",), description="ARMCD of others without an arm, likewise"
    )
    completed_terms: tuple[str, ...] = ("COMPLETED",)
    related_terms: tuple[str, ...] = Field(
        default=(
            "Y",
            "RELATED",
            "POSSIBLE",
            "POSSIBLY RELATED",
            "PROBABLE",
            "PROBABLY RELATED",
            "DEFINITE",
            "DEFINITELY RELATED",
        ),
        description="AEREL that counts as related to treatment",
    )


class Standards(Part):
    """Versions of the standards that the study's data follow."""

    sdtmig: str = Field(default="3.4", pattern=r"^\d+(\.\d+)+$", description="of tabulation data")
    adamig: str = Field(default="1.3", pattern=r"^\d+(\.\d+)+$", description="of analysis data")

    def sdtmig_from(self, version: str) -> bool:
        """
        Return whether tabulation data follow a version of SDTMIG or a later one.

        >>> Standards(sdtmig="3.4").sdtmig_from("3.3"), Standards(sdtmig="3.1.2").sdtmig_from("3.3")
        (True, False)
        """
        return _numbers(self.sdtmig) >= _numbers(version)


def _numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, which compare as it does."""
    return tuple(int(part) for part in version.split("."))


class SectionText(Part):
    """A text that the definition gives to a section of a document."""

    text: Text
    source: str | None = None
    real_data_only: bool = Field(
        default=False,
        description="speaks of the study as it was conducted or of its data: left out of a report "
        "on synthetic data",
    )


class AnalysisData(Part):
    """Options of each analysis data set; a data set without options is not derived."""

    ADSL: AdslOptions
    ADAE: AdaeOptions | None = None
    ADQSADAS: AdqsadasOptions | None = None
    ADQSCIBC: AdqscibcOptions | None = None
    ADQSNPIX: AdqsnpixOptions | None = None
    ADTTE: AdtteOptions | None = None
    ADLBC: AdlbOptions | None = None
    ADLBH: AdlbOptions | None = None
    ADVS: AdvsOptions | None = None


class Study(Part):
    """A study, written down once (after ICH M11 and USDM)."""

    schema_version: Literal["1.0"]
    id: Id
    title: Text
    short_title: Text
    identification: Identification
    design: Text = Field(description="one sentence: randomised, blinded, controlled, parallel …")
    arms: tuple[Arm, ...] = Field(min_length=1)
    total_label: Text = Field(default=Text(en="Total", zh="合计"))
    epochs: tuple[Epoch, ...] = ()
    visits: tuple[Visit, ...] = ()
    activities: tuple[Activity, ...] = ()
    objectives: tuple[Objective, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    estimands: tuple[Estimand, ...] = ()
    populations: tuple[Population, ...] = Field(min_length=1)
    eligibility: Eligibility = Eligibility()
    analyses: tuple[Analysis, ...] = ()
    gates: tuple[Gate, ...] = ()
    interim_looks: tuple[InterimLook, ...] = ()
    stopping_rules: tuple[StoppingRule, ...] = ()
    sample_size: tuple[SampleSize, ...] = ()
    calculations: tuple[Calculation, ...] = Field(
        default=(), description="further methods of the design library, for the design report"
    )
    planning: Planning | None = Field(default=None, description="needed to design and rehearse")
    regions: tuple[Region, ...] = ()
    costs: StudyCosts | None = None
    scenarios: tuple[Scenario, ...] = ()
    rehearsal: RehearsalPlan | None = None
    synthesis: Synthesis | None = Field(
        default=None, description="needed to draw synthetic patients"
    )
    displays: tuple[Display, ...] = ()
    differences: tuple[Difference, ...] = ()
    difference_labels: DifferenceLabels = DifferenceLabels()
    conventions: Conventions = Conventions()
    sdtm: SdtmConventions = SdtmConventions()
    standards: Standards = Standards()
    analysis_data: AnalysisData
    narrative: dict[str, SectionText] = Field(
        default_factory=dict, description="ICH E3 section number -> text"
    )
    protocol_text: dict[str, SectionText] = Field(
        default_factory=dict, description="ICH M11 section number -> text of the protocol"
    )
    plan_text: dict[str, SectionText] = Field(
        default_factory=dict, description="section number of the analysis plan -> text"
    )
    abbreviations: dict[str, Text] = Field(default_factory=dict)
    terms: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="Chinese for coded values: variable -> value in the data -> Chinese",
    )
    term_labels: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="English for coded values where the data's own spelling is not shown",
    )

    def arm(self, id: str) -> Arm:  # noqa: A002 - the field's own word
        """Return the arm named `id`."""
        return next(arm for arm in self.arms if arm.id == id)

    def endpoint(self, id: str) -> Endpoint:  # noqa: A002
        """Return the endpoint named `id`."""
        return next(endpoint for endpoint in self.endpoints if endpoint.id == id)

    def population(self, id: str) -> Population:  # noqa: A002
        """Return the population named `id`."""
        return next(population for population in self.populations if population.id == id)

    def scenario(self, id: str) -> Scenario:  # noqa: A002
        """Return the scenario named `id`."""
        return next(scenario for scenario in self.scenarios if scenario.id == id)

    def region(self, id: str) -> Region:  # noqa: A002
        """Return the region named `id`."""
        return next(region for region in self.regions if region.id == id)

    def analysis(self, id: str) -> Analysis:  # noqa: A002
        """Return the analysis named `id`."""
        return next(analysis for analysis in self.analyses if analysis.id == id)
