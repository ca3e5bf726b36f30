"""Section 7.2: baseline and analysis visits of each data set."""

from __future__ import annotations

from trialrun.documents.sap.places import keyed, visit_label
from trialrun.documents.sources import Sources
from trialrun.documents.tables import head_row, row, text_table
from trialrun.documents.wording import enumerated, of_study, plain, refer, say, sentences, separated
from trialrun.report import Block, Bullets, Content, Paragraph, Row
from trialrun.study import AnalysisData, FindingsOptions, QuestionnaireOptions

DATA = "analysis_data"


def data_sets_of(sources: Sources, kind: type) -> list[str]:
    """Return the names of the study's data sets whose options are of a kind."""
    data = sources.study.analysis_data
    return [n for n in AnalysisData.model_fields if isinstance(getattr(data, n), kind)]


def window_blocks(sources: Sources) -> tuple[Block, ...]:
    """Return baseline, the windows of questionnaires, and the visits of findings."""
    return (*_baseline(sources), *_windows(sources), *_visits(sources))


def _baseline(sources: Sources) -> tuple[Block, ...]:
    data = sources.study.analysis_data
    path = (DATA, "ADSL", "baseline_visit")
    items = [
        say(
            "sap-baseline-of",
            data_set=plain("ADSL"),
            visit=visit_label(sources, data.ADSL.baseline_visit, path),
        )
    ]
    for name in data_sets_of(sources, QuestionnaireOptions):
        options: QuestionnaireOptions = getattr(data, name)
        if options.baseline_visit is None:
            items.append(say("sap-baseline-none", data_set=plain(name)))
            continue
        for key, window in keyed(options.windows):
            if window.number == options.baseline_visit:
                label = of_study(DATA, name, "windows", key, "label")
                items.append(say("sap-baseline-window", data_set=plain(name), visit=label))
    for name in data_sets_of(sources, FindingsOptions):
        findings: FindingsOptions = getattr(data, name)
        visit = visit_label(sources, findings.baseline_visit, (DATA, name, "baseline_visit"))
        kind = {"change": "yes" if findings.change_at_baseline else "no"}
        items.append(say("sap-baseline-findings", kind, data_set=plain(name), visit=visit))
    return (
        Paragraph("sap.7.2.baseline.lead", say("sap-baseline-lead"), "lead"),
        Bullets("sap.7.2.baseline", tuple(items)),
    )


def _windows(sources: Sources) -> tuple[Block, ...]:
    table = "sap.7.2.windows"
    rows: list[Row] = []
    for name in data_sets_of(sources, QuestionnaireOptions):
        rows.append(head_row(table, name, plain(name)))
        for key, window in keyed(getattr(sources.study.analysis_data, name).windows):
            path = (DATA, name, "windows", key)
            cells: list[Content] = [
                (of_study(*path, "target"),),
                (of_study(*path, "low"),) if window.low is not None else say("sap-open"),
                (of_study(*path, "high"),) if window.high is not None else say("sap-open"),
            ]
            label = (of_study(*path, "label"),)
            rows.append(row(table, f"{name}.{key}", label, cells, indent=1))
    if not rows:
        return ()
    heads = [
        ("target", say("sap-head-target"), 1.0),
        ("low", say("sap-head-first-day"), 1.0),
        ("high", say("sap-head-last-day"), 1.0),
    ]
    lead = sentences(say("sap-windows-lead", table=refer(table)), say("sap-windows-chosen"))
    title, stub = say("sap-title-windows"), say("sap-head-visit")
    return (
        Paragraph("sap.7.2.windows.lead", lead),
        text_table(table, title, stub, heads, rows),
    )


def _visits(sources: Sources) -> tuple[Block, ...]:
    """Return the analysis visits of findings; data sets that have the same stand together."""
    data = sources.study.analysis_data
    table = "sap.7.2.visits"
    alike: dict[object, list[str]] = {}
    for name in data_sets_of(sources, FindingsOptions):
        options = getattr(data, name)
        alike.setdefault((options.visits, options.end_of_treatment), []).append(name)
    rows: list[Row] = []
    for names in alike.values():
        name = names[0]
        options = getattr(data, name)
        rows.append(head_row(table, name, separated([plain(each) for each in names])))
        for key, visit in keyed(options.visits):
            path = (DATA, name, "visits", key)
            found = [
                visit_label(sources, number, (*path, "visits", k))
                for k, number in enumerate(visit.visits, start=1)
            ]
            label = (of_study(*path, "label"),)
            rows.append(row(table, f"{name}.{key}", label, [separated(found)], indent=1))
        if options.end_of_treatment is not None:
            rows.append(_end_of_treatment(table, name, options))
    if not rows:
        return ()
    heads = [("visits", say("sap-head-visits"), 2.0)]
    title, stub = say("sap-title-visits"), say("sap-head-visit")
    return (
        Paragraph("sap.7.2.visits.lead", say("sap-visits-lead", table=refer(table))),
        text_table(table, title, stub, heads, rows),
    )


def _end_of_treatment(table: str, name: str, options: FindingsOptions) -> Row:
    """Return the row of the copy of the last record on treatment."""
    path = (DATA, name, "end_of_treatment")
    end = options.end_of_treatment
    bounds = []
    for word in ("first", "last"):
        number = getattr(end, word)
        found = [k for k, visit in keyed(options.visits) if visit.number == number]
        label = of_study(DATA, name, "visits", found[0], "label") if found else None
        bounds.append((label or of_study(*path, word),))
    value = "yes" if end is not None and end.value_required else "no"
    cell = say("sap-end-of-treatment", {"value": value}, first=bounds[0], last=bounds[1])
    return row(table, f"{name}.end", (of_study(*path, "label"),), [cell], indent=1)


def names_of(names: list[str]) -> Content:
    """Return names of data sets as a list in running text."""
    return enumerated([plain(name) for name in names])
