"""All tables and figures of a study, as blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from trialrun.displays.adverse_events import build_adverse_events
from trialrun.displays.change_by_visit import build_change_by_visit
from trialrun.displays.characteristics import build_characteristics
from trialrun.displays.comparison import build_comparison
from trialrun.displays.disposition import build_disposition
from trialrun.displays.exposure import build_exposure
from trialrun.displays.populations import build_populations
from trialrun.displays.sites import build_sites
from trialrun.displays.subgroups import build_subgroups
from trialrun.displays.survival import build_survival
from trialrun.report import Figure, Result, Table
from trialrun.study import Display, Study

_Build = Callable[[Study, Any, Mapping[str, Result]], Table | Figure]

BUILDERS: dict[str, _Build] = {
    "populations": build_populations,
    "disposition": build_disposition,
    "sites": build_sites,
    "characteristics": build_characteristics,
    "comparison": build_comparison,
    "adverse-events": build_adverse_events,
    "change-by-visit": build_change_by_visit,
    "exposure": build_exposure,
    "kaplan-meier": build_survival,
    "subgroups": build_subgroups,
}
"""The function of each kind of display."""


def build_display(study: Study, display: Display, results: Mapping[str, Result]) -> Table | Figure:
    """Return one display as a block: it reads results and the definition and computes nothing."""
    own: Mapping[str, Result] = results
    return BUILDERS[display.kind](study, display, own)


def build_displays(study: Study, results: Mapping[str, Result]) -> dict[str, Table | Figure]:
    """Return every display of the study by its number, in the order of the definition."""
    return {each.number: build_display(study, each, results) for each in study.displays}
