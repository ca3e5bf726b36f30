"""What plan, protocol and report say of the effect in subgroups."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.wording import enumerated, of_study, say, sentences
from trialrun.report import Content
from trialrun.study import Analysis, Subgroup, SubgroupsDisplay, find_subgroup


def subgroups_of(sources: Sources, analysis: Analysis) -> list[Subgroup]:
    """Return the subgroups of an analysis, with their levels."""
    found = (find_subgroup(sources.study, name) for name in analysis.subgroups)
    return [each for each in found if each is not None]


def subgroup_names(sources: Sources, analysis: Analysis) -> Content:
    """Return the names of the subgroups of an analysis, as a list in running text."""
    return enumerated([(of_study(*each.label),) for each in subgroups_of(sources, analysis)])


def subgroup_display(sources: Sources, analysis: Analysis) -> str | None:
    """Return the number of the display that shows the subgroups of an analysis."""
    shown = (d for d in sources.study.displays if isinstance(d, SubgroupsDisplay))
    return next((each.number for each in shown if each.analysis == analysis.id), None)


def planned_subgroups(sources: Sources, analysis: Analysis, display: Content = ()) -> Content:
    """Return how the effect in subgroups will be estimated, tested and judged, as sentences."""
    kind = {"stratified": "yes" if analysis.strata else "no"}
    parts = [
        say(
            "subgroups-planned",
            kind,
            analysis=of_study("analyses", analysis.id, "label"),
            names=subgroup_names(sources, analysis),
        ),
        say("subgroups-interaction"),
    ]
    regional = any(each.region for each in subgroups_of(sources, analysis))
    if regional and sources.study.rehearsal is not None:
        share = of_study("rehearsal", "consistency", form="pct0")
        parts.append(say("subgroups-consistency", share=share))
    if display:
        parts.append(say("subgroups-display", display=display))
    return sentences(*parts)
