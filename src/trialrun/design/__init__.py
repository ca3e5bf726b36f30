"""The statistics of planning a trial: sample size, boundaries, power, expected times."""

from trialrun.design.accrual import Accrual, accrual_constant, accrual_of_regions
from trialrun.design.boundaries import (
    Boundaries,
    boundaries_spending,
    drift_for_power,
    fixed_drift,
)
from trialrun.design.course import course_of, region_hazards
from trialrun.design.design import FixedDesign, Look, RuleDesign, RuleReading, SequentialDesign
from trialrun.design.expected_entry import ExpectedEntry, entry_of_regions
from trialrun.design.expected_events import (
    ExpectedArm,
    average_hazard_ratio,
    expected_events,
    expected_month,
)
from trialrun.design.expected_scores import Course, Drift, expected_drift, scores_at
from trialrun.design.fixed import design_fixed
from trialrun.design.hazards import Hazards, hazards
from trialrun.design.recursion import StoppingProbabilities, stopping_probabilities
from trialrun.design.rules import design_rules
from trialrun.design.sample_size_means import power_means, size_means, whole_subjects
from trialrun.design.sequential import design_sequential
from trialrun.design.spending import (
    SpendingFunction,
    spend,
    spend_hwang_shih_decani,
    spend_kim_demets,
    spend_obrien_fleming,
    spend_pocock,
    spending_function,
)
from trialrun.design.stopping_rules import (
    stopping_probability,
    stopping_probability_any,
    stopping_probability_poisson,
    stopping_threshold,
)
from trialrun.design.study_design import Design, design_study
from trialrun.design.survival import hazard_ratio_at, logrank_drift, power_logrank, size_logrank
from trialrun.design.text import design_json, design_text

__all__ = [
    "Accrual",
    "Boundaries",
    "Design",
    "ExpectedArm",
    "FixedDesign",
    "Hazards",
    "Look",
    "RuleDesign",
    "RuleReading",
    "SequentialDesign",
    "SpendingFunction",
    "StoppingProbabilities",
    "accrual_constant",
    "accrual_of_regions",
    "average_hazard_ratio",
    "boundaries_spending",
    "design_fixed",
    "design_json",
    "design_rules",
    "design_sequential",
    "design_study",
    "design_text",
    "drift_for_power",
    "expected_events",
    "expected_month",
    "fixed_drift",
    "hazard_ratio_at",
    "hazards",
    "logrank_drift",
    "power_logrank",
    "power_means",
    "size_logrank",
    "size_means",
    "spend",
    "spend_hwang_shih_decani",
    "spend_kim_demets",
    "spend_obrien_fleming",
    "spend_pocock",
    "spending_function",
    "stopping_probabilities",
    "stopping_probability",
    "stopping_probability_any",
    "stopping_probability_poisson",
    "stopping_threshold",
    "whole_subjects",
    "Course",
    "Drift",
    "ExpectedEntry",
    "course_of",
    "entry_of_regions",
    "expected_drift",
    "region_hazards",
    "scores_at",
]
