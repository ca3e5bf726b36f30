"""Which analyses are primary, secondary, supportive and of safety."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.study import Analysis


def primary_analyses(sources: Sources) -> list[Analysis]:
    """Return the first analysis of each primary endpoint, in the order of the definition."""
    return _first_of(sources, "primary")


def secondary_analyses(sources: Sources) -> list[Analysis]:
    """Return the first analysis of each secondary or exploratory endpoint."""
    return [*_first_of(sources, "secondary"), *_first_of(sources, "exploratory")]


def supportive_analyses(sources: Sources) -> list[Analysis]:
    """Return the other analyses of efficacy: supportive ones and subgroups."""
    main = {each.id for each in (*primary_analyses(sources), *secondary_analyses(sources))}
    return [
        each
        for each in sources.study.analyses
        if each.id not in main and _level(sources, each) != "safety"
    ]


def safety_analyses(sources: Sources) -> list[Analysis]:
    """Return the analyses of safety endpoints."""
    return [each for each in sources.study.analyses if _level(sources, each) == "safety"]


def _level(sources: Sources, analysis: Analysis) -> str:
    return sources.study.endpoint(analysis.endpoint).level


def _first_of(sources: Sources, level: str) -> list[Analysis]:
    found: dict[str, Analysis] = {}
    for each in sources.study.analyses:
        if _level(sources, each) == level and not each.where:
            found.setdefault(each.endpoint, each)
    return list(found.values())
