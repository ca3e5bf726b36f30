"""Chapter 9: exposure, adverse events, laboratory and vital signs, other safety analyses."""

from __future__ import annotations

from trialrun.documents.sap.analysis_groups import safety_analyses
from trialrun.documents.sap.methods import analysis_bullets
from trialrun.documents.sap.places import display_block, display_reference
from trialrun.documents.sources import Sources
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences, separated
from trialrun.report import UNMARKED, Block, Bullets, Content, Paragraph
from trialrun.study import (
    AdverseEventsDisplay,
    Analysis,
    ChangeByVisitDisplay,
    ExposureDisplay,
)

EVENTS, FINDINGS = "9.2", "9.3"


def safety_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapter 9."""
    exposure = _exposure(sources)
    own = {EVENTS: _adverse_events(sources), FINDINGS: _findings(sources)}
    other: list[Block] = []
    for each in safety_analyses(sources):
        place = _place(sources, each)
        lead = (of_study("analyses", each.id, "label"),)
        blocks: list[Block] = [
            Paragraph(f"sap.{place}.{each.id}.lead", lead, "lead"),
            Bullets(f"sap.{place}.{each.id}", analysis_bullets(sources, each)),
        ]
        own.get(place, other).extend(blocks)
    return {
        "9.1": tuple(exposure),
        EVENTS: tuple(own[EVENTS]),
        FINDINGS: tuple(own[FINDINGS]),
        "9.4": tuple(other) or (Paragraph("sap.9.4.none", say("sap-safety-others-none")),),
    }


def _place(sources: Sources, analysis: Analysis) -> str:
    """Return the section of an analysis by the data set of its endpoint."""
    data_set = sources.study.endpoint(analysis.endpoint).data_set
    if data_set == "ADAE":
        return EVENTS
    return FINDINGS if data_set.startswith(("ADLB", "ADVS")) else "9.4"


def _exposure(sources: Sources) -> list[Block]:
    items = []
    for display in sources.study.displays:
        if isinstance(display, ExposureDisplay):
            labels = [
                (of_study("displays", display.number, "rows", k, "label", form=UNMARKED),)
                for k in range(1, len(display.rows) + 1)
            ]
            names = [(of_study("populations", name, "label"),) for name in display.populations]
            shown = say("sap-shows-exposure", rows=separated(labels), populations=enumerated(names))
            items.append((*display_reference(sources.study, display.number), *shown))
    if not items:
        return [Paragraph("sap.9.1.none", say("sap-exposure-none"))]
    lead = Paragraph("sap.9.1.lead", say("sap-exposure"), "lead")
    return [lead, Bullets("sap.9.1.list", tuple(items))]


def _adverse_events(sources: Sources) -> list[Block]:
    study = sources.study
    options = study.analysis_data.ADAE
    if options is None:
        return []
    general = say("sap-events", section=refer("sap.7.4"))
    blocks: list[Block] = [Paragraph("sap.9.2.general", general)]
    items: list[Content] = []
    for display in study.displays:
        if not isinstance(display, AdverseEventsDisplay):
            continue
        parts = [say("sap-shows-events", title=of_study("displays", display.number, "title"))]
        if display.comparisons:
            pairs = [
                say(
                    "sap-pair",
                    one=of_study("arms", one, "label"),
                    other=of_study("arms", other, "label"),
                )
                for one, other in display.comparisons
            ]
            parts.append(say("sap-shows-fisher", pairs=separated(pairs)))
        if display.mark_below is not None:
            limit = of_study("displays", display.number, "mark_below")
            parts.append(say("sap-shows-mark", limit=limit))
        items.append((*display_reference(study, display.number), *sentences(*parts)))
    if items:
        blocks.append(Bullets("sap.9.2.displays", tuple(items)))
    if options.queries:
        names = [
            (of_study("analysis_data", "ADAE", "queries", each.number, "label"),)
            if each.label is not None
            else (of_study("analysis_data", "ADAE", "queries", each.number, "name"),)
            for each in options.queries
        ]
        special = say("sap-queries", queries=enumerated(names), section=refer("sap.10"))
        blocks.append(Paragraph("sap.9.2.queries", special))
    return blocks


def _findings(sources: Sources) -> list[Block]:
    items = []
    for display in sources.study.displays:
        if isinstance(display, ChangeByVisitDisplay):
            labels = [
                (of_study("displays", display.number, "groups", k, "label"),)
                for k in range(1, len(display.groups) + 1)
            ]
            visits = [
                (of_study("displays", display.number, "visits", k, "label", form=UNMARKED),)
                for k in range(1, len(display.visits) + 1)
            ]
            shown = say("sap-shows-changes", groups=separated(labels), visits=enumerated(visits))
            items.append(
                say(
                    "sap-display-colon", display=refer(display_block(sources.study, display.number))
                )
                + shown
            )
    return [Bullets("sap.9.3.displays", tuple(items))] if items else []
