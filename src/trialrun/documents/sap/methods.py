"""An analysis in words: its model, comparisons, missing values and display."""

from __future__ import annotations

from trialrun.documents.analyses import model_terms, stratum_names
from trialrun.documents.sap.places import display_block
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences, separated
from trialrun.report import Content, Table
from trialrun.study import Analysis, ComparisonDisplay, Study, SurvivalDisplay


def analysis_bullets(sources: Sources, analysis: Analysis) -> tuple[Content, ...]:
    """Return what is planned, one item for each: endpoint, population, method … display."""
    path = ("analyses", analysis.id)
    items = [
        say("sap-item-endpoint", endpoint=of_study("endpoints", analysis.endpoint, "label")),
        say(
            "sap-item-population", population=of_study("populations", analysis.population, "label")
        ),
        say("sap-item-method", method=method_content(sources, analysis)),
    ]
    if analysis.dose_response:
        arms = sources.study.arms
        doses = enumerated([(of_study("arms", arm.id, "number"),) for arm in arms])
        items.append(say("sap-item-dose", doses=doses))
    if analysis.comparisons:
        pairs = separated(_pairs(sources, analysis))
        items.append(say("sap-item-comparisons", pairs=pairs))
    items.append(say("sap-item-missing", missing=imputation(analysis)))
    if analysis.method != "summary":
        level = sources.level(*path, "confidence_level")
        items.append(say("sap-item-level", alpha=of_study(*path, "alpha"), level=level))
    number = display_of(sources.study, analysis)
    if number is not None:
        items.append(say("sap-item-display", display=refer(display_block(sources.study, number))))
    if analysis.remark is not None:
        items.append(say("sap-item-remark", remark=of_study(*path, "remark")))
    return tuple(items)


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
    return say(f"sap-method-{analysis.method}")


def imputation(analysis: Analysis) -> Content:
    """Return how missing values are handled."""
    timed = analysis.method in {"kaplan-meier", "logrank"}
    censored = timed and analysis.imputation == "observed"
    return say("csr-imputation", {"imputation": "censored" if censored else analysis.imputation})


def analysis_table(sources: Sources, analyses: list[Analysis], table: str) -> Table:
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
    title = say("csr-title-analyses")
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
    return None


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
