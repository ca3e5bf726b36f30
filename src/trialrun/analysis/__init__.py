"""Analysis: ADaM data sets derived from SDTM, and the results computed from them."""

from trialrun.analysis.adae import compare_treatment_emergent
from trialrun.analysis.data_sets import DATA_SETS, derive_data_sets
from trialrun.analysis.populations import compare_flags
from trialrun.analysis.results import summarize_study
from trialrun.analysis.results_excluded import summarize_excluded
from trialrun.analysis.results_flow import summarize_findings, summarize_flow
from trialrun.analysis.variable_labels import variable_label

__all__ = [
    "DATA_SETS",
    "compare_flags",
    "compare_treatment_emergent",
    "derive_data_sets",
    "summarize_excluded",
    "summarize_findings",
    "summarize_flow",
    "summarize_study",
    "variable_label",
]
