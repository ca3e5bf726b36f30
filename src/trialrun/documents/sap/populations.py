"""Chapter 6: analysis populations with their rules, disposition and baseline."""

from __future__ import annotations

from trialrun.documents.sap.places import display_reference, visit_label
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences, separated
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import (
    CharacteristicsDisplay,
    DispositionDisplay,
    Population,
    PopulationsDisplay,
    SitesDisplay,
)


def population_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapter 6."""
    return {"6.1": _populations(sources), "6.2": _described(sources)}


def _populations(sources: Sources) -> tuple[Block, ...]:
    table = "sap.6.1.populations"
    rows = [
        row(
            table,
            each.id,
            (of_study("populations", each.id, "label"),),
            [
                (of_study("populations", each.id, "definition"),),
                _rule(sources, each),
                (of_study("populations", each.id, "flag"),),
            ],
        )
        for each in sources.study.populations
    ]
    heads = [
        ("definition", say("sap-head-definition"), 2.0),
        ("rule", say("sap-head-rule"), 2.0),
        ("flag", say("sap-head-flag"), 0.8),
    ]
    lead = say("sap-populations-lead", table=refer(table))
    arm = say("sap-populations-arm", {"treatment": sources.study.conventions.treatment})
    return (
        Paragraph("sap.6.1.lead", sentences(lead, arm)),
        text_table(table, say("sap-title-populations"), say("csr-head-population"), heads, rows),
    )


def _rule(sources: Sources, population: Population) -> Content:
    """Return how membership follows from records, in words."""
    rule, path = population.rule, ("populations", population.id, "rule")
    parts: list[Content] = []
    if rule.within is not None:
        inside = of_study("populations", rule.within, "label")
        parts.append(say("sap-rule-within", population=inside))
    if rule.randomised:
        parts.append(say("sap-rule-randomised"))
    if rule.treated:
        parts.append(say("sap-rule-treated"))
    if rule.post_baseline:
        count = len(rule.post_baseline)
        tests = [
            (of_study(*path, "post_baseline", k, form="term:TESTCD"),) for k in range(1, count + 1)
        ]
        parts.append(say("sap-rule-post-baseline", {"n": count}, tests=enumerated(tests)))
    if rule.visit_completed is not None:
        visit = visit_label(sources, rule.visit_completed, (*path, "visit_completed"))
        parts.append(say("sap-rule-visit", visit=visit))
    if rule.study_completed:
        parts.append(say("sap-rule-completed"))
    return separated(parts) or none_cell()


def _described(sources: Sources) -> tuple[Block, ...]:
    """Return what is shown of disposition, sites and baseline, display by display."""
    items: list[Content] = []
    for display in sources.study.displays:
        if isinstance(display, PopulationsDisplay | SitesDisplay):
            names = [(of_study("populations", name, "label"),) for name in display.populations]
            kind = "sites" if isinstance(display, SitesDisplay) else "populations"
            shown = display_reference(sources.study, display.number)
            item = say("sap-shows-populations", {"kind": kind}, populations=enumerated(names))
            items.append((*shown, *item))
        elif isinstance(display, DispositionDisplay):
            shown = display_reference(sources.study, display.number)
            items.append((*shown, *say("sap-shows-disposition")))
        elif isinstance(display, CharacteristicsDisplay):
            items.append(_characteristics(sources, display))
    if not items:
        return ()
    return (
        Paragraph("sap.6.2.lead", say("sap-described-lead"), "lead"),
        Bullets("sap.6.2.list", tuple(items)),
    )


def _characteristics(sources: Sources, display: CharacteristicsDisplay) -> Content:
    labels: dict[str, Content] = {}
    for position, each in enumerate(display.rows, start=1):
        path = ("displays", display.number, "rows", position, "label")
        labels.setdefault(each.label.en, (of_study(*path),))
    tests = dict.fromkeys(each.test for each in display.rows if each.test is not None)
    names = [say("sap-baseline-test", {"test": test}) for test in tests]
    shown = say("sap-shows-characteristics", rows=separated(list(labels.values())))
    if names:
        shown = sentences(shown, say("sap-shows-tests", tests=enumerated(names)))
    else:
        shown = sentences(shown, say("sap-shows-no-tests"))
    return (*display_reference(sources.study, display.number), *shown)
