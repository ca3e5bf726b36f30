"""Chapter 10: how each analysis data set is derived, in words."""

from __future__ import annotations

from collections.abc import Callable

from trialrun.documents.sap.findings import findings_blocks
from trialrun.documents.sap.places import keyed
from trialrun.documents.sap.questionnaires import questionnaire_blocks
from trialrun.documents.sap.subjects import subject_blocks
from trialrun.documents.sap.windows import DATA
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import enumerated, of_study, plain, refer, say, sentences, separated
from trialrun.report import Block, Bullets, Content, Paragraph, Section
from trialrun.study import (
    AdaeOptions,
    AdslOptions,
    AdtteOptions,
    AnalysisData,
    FindingsOptions,
    QuestionnaireOptions,
)


def data_set_sections(sources: Sources) -> tuple[Section, ...]:
    """Return a section for each data set of the study, numbered in their order."""
    found: list[Section] = []
    for name in AnalysisData.model_fields:
        options = getattr(sources.study.analysis_data, name)
        if options is None:
            continue
        number = f"10.{len(found) + 1}"
        kind = next(kind for kind in DESCRIBED if isinstance(options, kind))
        place = f"sap.10.{name}"
        written = number in sources.study.plan_text
        own: tuple[Block, ...] = ()
        if written:
            text = of_study("plan_text", number, "text")
            own = (Paragraph(f"{place}.definition", (text,)),)
        heading = say("sap-data-set", {"name": name}, name_shown=plain(name))
        blocks = (*own, *DESCRIBED[kind](sources, name))
        found.append(Section(place, number, heading, blocks, level=2))
    return tuple(found)


def _adverse_events(sources: Sources, name: str) -> tuple[Block, ...]:
    """Return what ADAE holds: dates, queries, first occurrences."""
    options = sources.study.analysis_data.ADAE
    if options is None:
        return ()
    blocks: list[Block] = [
        Paragraph(f"sap.10.{name}.lead", say("sap-adae-lead", section=refer("sap.7.4")))
    ]
    items = []
    for query in options.queries:
        path = (DATA, name, "queries", query.number)
        parts = []
        for kind in ("terms_containing", "body_systems", "except_terms"):
            count = len(getattr(query, kind))
            if not count:
                continue
            form = {"body_systems": "term:AEBODSYS", "except_terms": "term:AEDECOD"}.get(kind, "")
            words = [(of_study(*path, kind, k, form=form),) for k in range(1, count + 1)]
            listed = enumerated(words)
            parts.append(say(f"sap-query-{kind.replace('_', '-')}", {"n": count}, words=listed))
        label = of_study(*path, "label" if query.label is not None else "name")
        items.append(say("sap-query", query=label, rule=separated(parts)))
    if items:
        blocks += [
            Paragraph(f"sap.10.{name}.queries.lead", say("sap-queries-lead"), "lead"),
            Bullets(f"sap.10.{name}.queries", tuple(items)),
        ]
    if options.occurrence_flags:
        blocks.append(_occurrences(name, options))
    return tuple(blocks)


def _occurrences(name: str, options: AdaeOptions) -> Block:
    table = f"sap.10.{name}.flags"
    rows = []
    for position, flag in enumerate(options.occurrence_flags, start=1):
        path = (DATA, name, "occurrence_flags", position)
        among: Content = say("sap-among-all")
        if flag.query is not None:
            query = next((q for q in options.queries if q.number == flag.query), None)
            field = "label" if query is not None and query.label is not None else "name"
            label = of_study(DATA, name, "queries", flag.query, field)
            among = say("sap-among-query", query=label)
        elif flag.serious:
            among = say("sap-among-serious")
        within = [say("sap-within", {"variable": each}, name=plain(each)) for each in flag.within]
        within_all = enumerated(within) or say("sap-within-subject")
        rows.append(row(table, flag.variable, among, [within_all, (of_study(*path, "variable"),)]))
    heads = [("within", say("sap-head-within"), 1.2), ("variable", say("sap-head-variable"), 0.8)]
    title = say("sap-title-occurrences")
    return text_table(table, title, say("sap-head-among"), heads, rows)


def _times(sources: Sources, name: str) -> tuple[Block, ...]:
    """Return each time to event: event, origin and censoring."""
    options: AdtteOptions = getattr(sources.study.analysis_data, name)
    table = f"sap.10.{name}.parameters"
    rows = []
    for key, each in keyed(options.parameters):
        path = (DATA, name, "parameters", key)
        cells: list[Content] = [
            (of_study(*path, "event_description"),),
            say("sap-date", {"variable": each.origin}, name=of_study(*path, "origin")),
            say(
                "sap-censoring",
                description=of_study(*path, "censoring_description"),
                date=say(
                    "sap-date", {"variable": each.censoring}, name=of_study(*path, "censoring")
                ),
            ),
        ]
        rows.append(row(table, key, (of_study(*path, "label"),), cells))
    heads = [
        ("event", say("csr-head-event"), 1.2),
        ("origin", say("sap-head-origin"), 1.2),
        ("censoring", say("sap-head-censoring"), 1.6),
    ]
    lead = [say("sap-adtte-lead", table=refer(table))]
    units = dict.fromkeys(each.unit for each in options.parameters)
    if "months" in units:
        days = of_study(DATA, name, "days_per_month")
        lead.append(say("sap-months", days=days))
    if options.cut_off is not None:
        date = of_study(DATA, name, "cut_off", form="date")
        lead.append(say("sap-cut-off", date=date))
    title = say("sap-title-times")
    return (
        Paragraph(f"sap.10.{name}.lead", sentences(*lead)),
        text_table(table, title, say("sap-head-parameter"), heads, rows),
    )


DESCRIBED: dict[type, Callable[[Sources, str], tuple[Block, ...]]] = {
    AdslOptions: subject_blocks,
    AdaeOptions: _adverse_events,
    AdtteOptions: _times,
    QuestionnaireOptions: questionnaire_blocks,
    FindingsOptions: findings_blocks,
}
"""The function that describes each kind of data set."""
