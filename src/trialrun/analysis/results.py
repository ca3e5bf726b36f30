"""All results of a study: its displays, its analyses, and the facts that the report tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from trialrun.analysis.origin import Origin, with_digests
from trialrun.analysis.results_adverse_events import summarize_adverse_events
from trialrun.analysis.results_changes import summarize_changes
from trialrun.analysis.results_characteristics import summarize_characteristics
from trialrun.analysis.results_comparison import summarize_analysis, summarize_comparison
from trialrun.analysis.results_discontinued import summarize_discontinued
from trialrun.analysis.results_disposition import summarize_disposition
from trialrun.analysis.results_disposition_display import summarize_disposition_display
from trialrun.analysis.results_exposure import summarize_exposure
from trialrun.analysis.results_populations import summarize_populations
from trialrun.analysis.results_report import summarize_report
from trialrun.analysis.results_safety import summarize_adverse_event_overview, summarize_incidence
from trialrun.analysis.results_sites import summarize_sites
from trialrun.analysis.results_subgroups import summarize_subgroups
from trialrun.analysis.results_subjects import summarize_subjects
from trialrun.analysis.results_survival import (
    summarize_logrank,
    summarize_survival,
    summarize_time_to_event,
)
from trialrun.report import Result, Results
from trialrun.study import Analysis, ComparisonDisplay, Study

_Summarize = Callable[[Study, Any, Mapping[str, pl.DataFrame]], list[Result]]

SUMMARIES: dict[str, _Summarize] = {
    "populations": summarize_populations,
    "disposition": summarize_disposition_display,
    "sites": summarize_sites,
    "characteristics": summarize_characteristics,
    "comparison": summarize_comparison,
    "adverse-events": summarize_adverse_events,
    "change-by-visit": summarize_changes,
    "exposure": summarize_exposure,
    "kaplan-meier": summarize_survival,
    "subgroups": summarize_subgroups,
}
"""The function of each kind of display."""


def summarize_study(study: Study, adam: Mapping[str, pl.DataFrame]) -> Results:
    """
    Compute every result of a study, unrounded.

    Args:
        study: displays, analyses and conventions.
        adam: analysis data sets by name.
    Returns:
        Results of each display under its number; of each analysis that no display shows under its
        id; of disposition, discontinued subjects, the adverse-event overview and single subjects (see the modules of
        those names). Each row has the digest of the data set that it was computed from;
        `code_digest` is left to the run.
    Raises:
        AnalysisError: a data set or variable that is asked for is not there, or the data do not
            allow a result.
    """
    rows: list[Result] = []
    shown: set[str] = set()
    for display in study.displays:
        if isinstance(display, ComparisonDisplay):
            if display.analysis in shown:  # another table of the same numbers
                continue
            shown.add(display.analysis)
        rows += SUMMARIES[display.kind](study, display, adam)
    for analysis in study.analyses:
        if analysis.id not in shown:
            rows += _analysis_results(study, analysis, adam)
    rows += summarize_disposition(study, adam)
    rows += summarize_discontinued(study, adam)
    rows += summarize_report(study, adam)
    if "ADAE" in adam:
        rows += summarize_adverse_event_overview(study, adam)
        rows += summarize_subjects(study, adam)
    return Results(with_digests(rows, adam))


def _analysis_results(
    study: Study, analysis: Analysis, adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """Return the results of an analysis by its method; a summary without a visit has none."""
    endpoint = study.endpoint(analysis.endpoint)
    if analysis.method == "fisher":
        return summarize_incidence(study, analysis, adam)
    if analysis.method == "logrank":
        return summarize_logrank(study, analysis, adam)
    if analysis.method == "kaplan-meier":
        origin = Origin(analysis.id, endpoint.data_set, analysis.population)
        return summarize_time_to_event(study, origin, adam, parameter=endpoint.parameter)
    if analysis.method == "summary" and endpoint.visit is None:
        return []
    return summarize_analysis(study, analysis, adam)
