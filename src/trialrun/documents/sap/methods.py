"""An analysis in words: its model, comparisons, missing values and display."""

from __future__ import annotations

from trialrun.documents.analyses import model_terms, stratum_names
from trialrun.documents.designed import designed
from trialrun.documents.sap.places import display_block
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences, separated
from trialrun.report import Content, Table
from trialrun.study import (
    AdverseEventsDisplay,
    Analysis,
    ChangeByVisitDisplay,
    ComparisonDisplay,
    Endpoint,
    Study,
    SurvivalDisplay,
)


def analysis_bullets(sources: Sources, analysis: Analysis) -> tuple[Content, ...]:
    """Return what is planned, one item for each: endpoint, population, method … display."""
    path = ("analyses", analysis.id)
    study = sources.study
    items = [
        say("sap-item-endpoint", endpoint=of_study("endpoints", analysis.endpoint, "label")),
        say(
            "sap-item-population", population=of_study("populations", analysis.population, "label")
        ),
        say("sap-item-method", method=method_content(sources, analysis)),
    ]
    if analysis.dose_response:
        doses = enumerated([(of_study("arms", arm.id, "number"),) for arm in study.arms])
        items.append(say("sap-item-dose", doses=doses))
    if analysis.comparisons:
        pairs = separated(_pairs(sources, analysis))
        items.append(say("sap-item-comparisons", pairs=pairs))
    items.append(say("sap-item-missing", missing=imputation(analysis)))
    items += _levels(sources, analysis)
    number = display_of(study, analysis)
    if number is not None:
        items.append(say("sap-item-display", display=refer(display_block(study, number))))
    elif study.displays:
        data_set = of_study("endpoints", analysis.endpoint, "data_set")
        items.append(say("sap-item-no-display", data_set=data_set))
    if analysis.remark is not None:
        items.append(say("sap-item-remark", remark=of_study(*path, "remark")))
    return tuple(items)


def _levels(sources: Sources, analysis: Analysis) -> list[Content]:
    """Return the level of tests and of intervals, and what looks do to them."""
    if analysis.method == "summary":
        return []
    level = sources.level("analyses", analysis.id, "confidence_level")
    if analysis.method == "kaplan-meier":
        return [say("sap-item-interval", level=level)]
    items = [say("sap-item-level", alpha=level_content(sources, analysis), level=level)]
    if is_sequential(sources, analysis):
        items.append(say("sap-item-looks"))
    return items


def is_sequential(sources: Sources, analysis: Analysis) -> bool:
    """Return whether looks share the type I error of an analysis."""
    planning = sources.study.planning
    sequential = planning.group_sequential if planning else None
    return sequential is not None and sequential.analysis == analysis.id


def level_content(sources: Sources, analysis: Analysis) -> Content:
    """Return the two-sided level of an analysis; where looks share it, that and where they are."""
    alpha = (of_study("analyses", analysis.id, "alpha"),)
    if not is_sequential(sources, analysis):
        return alpha
    table = designed(sources, analysis.id, "look1", "efficacy_p")
    place = refer("sap.5.1.boundaries" if table else "sap.5.1")
    return say("sap-level-overall", alpha=alpha, place=place)


def method_content(sources: Sources, analysis: Analysis) -> Content:
    """Return the method with the terms of its model, as sentences."""
    terms = model_terms(sources, analysis.id)
    kind = {"kind": "some" if terms else "none"}
    if analysis.method in {"ancova", "anova"}:
        weights = {"weights": analysis.least_squares_weights}
        model = say(f"sap-method-{analysis.method}", kind, terms=terms or say("csr-none"))
        return sentences(model, say("sap-method-means", weights))
    if analysis.method == "logrank":
        strata = stratum_names(sources, analysis.id)
        kind = {"kind": "some" if strata else "none"}
        return say("sap-method-logrank", kind, strata=enumerated(strata) or say("csr-none"))
    if analysis.method == "kaplan-meier":
        return say("sap-method-kaplan-meier", {"test": _tested(sources.study, analysis)})
    return say(f"sap-method-{analysis.method}")


def _tested(study: Study, analysis: Analysis) -> str:
    """Return whether the figure of an analysis also gives a test of all arms."""
    number = display_of(study, analysis)
    shown = next((each for each in study.displays if each.number == number), None)
    return "yes" if isinstance(shown, SurvivalDisplay) and shown.test else "no"


def imputation(analysis: Analysis) -> Content:
    """Return how missing values are handled."""
    timed = analysis.method in {"kaplan-meier", "logrank"}
    censored = timed and analysis.imputation == "observed"
    return say("csr-imputation", {"imputation": "censored" if censored else analysis.imputation})


def analysis_table(sources: Sources, analyses: list[Analysis], table: str, title: Content) -> Table:
    """Return analyses as rows: population, method and model, comparisons, missing values."""
    rows = []
    for each in analyses:
        path = ("analyses", each.id)
        method = say("sap-method-name", {"method": each.method})
        terms = model_terms(sources, each.id)
        if terms:
            method = say("sap-method-with", method=method, terms=terms)
        compared = [say("sap-dose-test")] if each.dose_response else []
        compared += _pairs(sources, each)
        number = display_of(sources.study, each)
        shown = refer(display_block(sources.study, number)) if number else none_cell()
        cells = [
            (of_study("populations", each.population, "label"),),
            method,
            separated(compared) or none_cell(),
            imputation(each),
            shown,
        ]
        rows.append(row(table, each.id, (of_study(*path, "label"),), cells))
    heads = [
        ("population", say("csr-head-population"), 0.8),
        ("method", say("csr-head-method"), 1.2),
        ("comparisons", say("sap-head-comparisons"), 2.4),
        ("missing", say("csr-head-missing"), 0.9),
        ("display", say("sap-head-display"), 0.8),
    ]
    return text_table(table, title, say("csr-head-analysis"), heads, rows)


def display_of(study: Study, analysis: Analysis) -> str | None:
    """Return the number of the first display that shows an analysis."""
    endpoint = study.endpoint(analysis.endpoint)
    for display in study.displays:
        if isinstance(display, ComparisonDisplay) and display.analysis == analysis.id:
            return display.number
        if isinstance(display, SurvivalDisplay):
            parameter = (display.data_set, display.parameter)
            alike = parameter == (endpoint.data_set, endpoint.parameter)
            if display.analysis == analysis.id or (display.analysis is None and alike):
                return display.number
        if isinstance(display, AdverseEventsDisplay) and _shows_events(display, endpoint):
            return display.number
        if isinstance(display, ChangeByVisitDisplay) and analysis.method == "summary":
            groups = {group.data_set for group in display.groups}
            if endpoint.data_set in groups:
                return display.number
    return None


def _shows_events(display: AdverseEventsDisplay, endpoint: Endpoint) -> bool:
    """Return whether a table of events shows all those that an endpoint counts, and no others."""
    return display.data_set == endpoint.data_set and set(display.where) == {endpoint.variable}


def _pairs(sources: Sources, analysis: Analysis) -> list[Content]:
    return [
        say(
            "sap-pair",
            one=_short(sources, one),
            other=_short(sources, other),
        )
        for one, other in analysis.comparisons
    ]


def _short(sources: Sources, arm: str) -> Content:
    field = "label" if sources.study.arm(arm).short_label is None else "short_label"
    return (of_study("arms", arm, field),)
