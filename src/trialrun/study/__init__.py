"""The study definition: model, YAML in, checks, values by id."""

from trialrun.study.aims import Endpoint, Estimand, Objective, Population, PopulationRule
from trialrun.study.analyses import Analysis, Difference, Gate
from trialrun.study.base import LANGUAGES, Part, Text
from trialrun.study.display import (
    AdverseEventsDisplay,
    ChangeByVisitDisplay,
    Characteristic,
    CharacteristicsDisplay,
    ComparisonDisplay,
    ContrastGroup,
    Display,
    ExposureDisplay,
    Level,
    ParameterGroup,
    PopulationsDisplay,
    SitesDisplay,
    SurvivalDisplay,
)
from trialrun.study.identification import Arm, Visit
from trialrun.study.load import (
    check_study,
    load_study,
    study_from_json,
    study_schema,
    study_template,
    study_to_json,
)
from trialrun.study.model import SCHEMA_VERSION, Study
from trialrun.study.options_findings import (
    AdlbOptions,
    AdvsOptions,
    AnalysisVisit,
    ChangeFromPrevious,
    EndOfTreatment,
    FindingParameter,
    FindingsOptions,
    Threshold,
)
from trialrun.study.values import StudyValue, study_id, study_values
from trialrun.study.yaml_source import Fault

__all__ = [
    "SurvivalDisplay",
    "SitesDisplay",
    "ParameterGroup",
    "PopulationsDisplay",
    "Level",
    "ExposureDisplay",
    "ContrastGroup",
    "ComparisonDisplay",
    "CharacteristicsDisplay",
    "ChangeByVisitDisplay",
    "AdverseEventsDisplay",
    "LANGUAGES",
    "SCHEMA_VERSION",
    "AdlbOptions",
    "AdvsOptions",
    "Analysis",
    "AnalysisVisit",
    "Arm",
    "ChangeFromPrevious",
    "Characteristic",
    "Difference",
    "Display",
    "EndOfTreatment",
    "Endpoint",
    "Estimand",
    "Fault",
    "FindingParameter",
    "FindingsOptions",
    "Gate",
    "Objective",
    "Part",
    "Population",
    "PopulationRule",
    "Study",
    "StudyValue",
    "Text",
    "Threshold",
    "Visit",
    "check_study",
    "load_study",
    "study_from_json",
    "study_id",
    "study_schema",
    "study_template",
    "study_to_json",
    "study_values",
]
