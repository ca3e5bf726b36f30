"""How questionnaires are derived: parameters, totals, means over visits."""

from __future__ import annotations

from trialrun.documents.sap.places import keyed
from trialrun.documents.sap.windows import DATA
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import enumerated, of_study, plain, refer, say, sentences, separated
from trialrun.report import Block, Content, Paragraph
from trialrun.study import QuestionnaireOptions, QuestionnaireParameter


def questionnaire_blocks(sources: Sources, name: str) -> tuple[Block, ...]:
    """Return the parameters with their sources, and how totals and means are formed."""
    options: QuestionnaireOptions = getattr(sources.study.analysis_data, name)
    place = f"sap.10.{name}"
    table = f"{place}.parameters"
    rows = []
    for key, parameter in keyed(options.parameters):
        path = (DATA, name, "parameters", key)
        codes = [
            (of_study(*path, "test_codes", k),) for k in range(1, len(parameter.test_codes) + 1)
        ]
        kind = "total" if parameter.total is not None else "taken"
        cells: list[Content] = [
            (of_study(*path, "code"),),
            say("sap-parameter-source", {"kind": kind}, codes=separated(codes)),
        ]
        rows.append(row(table, key, (of_study(*path, "label"),), cells))
    heads = [
        ("code", say("sap-head-code"), 0.8),
        ("source", say("sap-head-source"), 1.6),
    ]
    change = "none" if options.baseline_visit is None else "yes"
    lead = say("sap-questionnaire-lead", {"change": change}, table=refer(table))
    see = say("sap-questionnaire-see", windows=refer("sap.7.2"), missing=refer("sap.7.3"))
    title = say("sap-title-parameters", data_set=plain(name))
    blocks: list[Block] = [
        Paragraph(f"{place}.lead", sentences(lead, see)),
        text_table(table, title, say("sap-head-parameter"), heads, rows),
    ]
    for key, parameter in keyed(options.parameters):
        if parameter.total is not None:
            content = _total(name, key, parameter)
            blocks.append(Paragraph(f"{place}.total.{key}", content))
    for key, mean in keyed(getattr(options, "means", ())):
        own = (DATA, name, "means", key)
        labels = [
            _window_label(options, name, number, (*own, "visits", k))
            for k, number in enumerate(mean.visits, start=1)
        ]
        label = of_study(*own, "label")
        shown = say("sap-mean", parameter=label, visits=enumerated(labels))
        blocks.append(Paragraph(f"{place}.mean.{key}", shown))
    return tuple(blocks)


def _total(name: str, key: str, parameter: QuestionnaireParameter) -> Content:
    """Return the items of a total, each with the most that it can score."""
    path = (DATA, name, "parameters", key)
    items = []
    for position, item in enumerate(parameter.total.items if parameter.total else (), start=1):
        own = (*path, "total", "items", position)
        codes = [(of_study(*own, "test_codes", k),) for k in range(1, len(item.test_codes) + 1)]
        maximum = of_study(*own, "maximum")
        items.append(say("sap-total-item", codes=separated(codes), maximum=maximum))
    return say("sap-total", total=of_study(*path, "label"), items=separated(items))


def _window_label(
    options: QuestionnaireOptions, name: str, number: float, path: tuple[object, ...]
) -> Content:
    for key, window in keyed(options.windows):
        if window.number == number:
            return (of_study(DATA, name, "windows", key, "label"),)
    return (of_study(*path),)
