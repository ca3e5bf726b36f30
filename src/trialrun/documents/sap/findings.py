"""How laboratory data and vital signs are derived: parameters, ranges, what is flagged."""

from __future__ import annotations

from trialrun.documents.sap.places import keyed
from trialrun.documents.sap.windows import DATA
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, plain, refer, say, sentences, separated
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import AdlbOptions, AdvsOptions, FindingsOptions


def findings_blocks(sources: Sources, name: str) -> tuple[Block, ...]:
    """Return the parameters with their units, and the rules of the data set."""
    options: FindingsOptions = getattr(sources.study.analysis_data, name)
    place = f"sap.10.{name}"
    table = f"{place}.parameters"
    rows = []
    for key, parameter in keyed(options.parameters):
        path = (DATA, name, "parameters", key)
        unit: Content = none_cell()
        if parameter.unit_label is not None:
            unit = (of_study(*path, "unit_label"),)
        elif parameter.unit is not None:
            unit = (of_study(*path, "unit"),)
        cells: list[Content] = [(of_study(*path, "code"),), unit]
        rows.append(row(table, key, (of_study(*path, "label"),), cells))
    heads = [("code", say("sap-head-code"), 0.8), ("unit", say("sap-head-unit"), 0.8)]
    lead = sentences(
        say("sap-findings-lead", table=refer(table)),
        say("sap-findings-see", section=refer("sap.7.2")),
    )
    title = say("sap-title-parameters", data_set=plain(name))
    blocks: list[Block] = [
        Paragraph(f"{place}.lead", lead),
        text_table(table, title, say("sap-head-parameter"), heads, rows),
    ]
    items = [say("sap-other-records", {"kept": options.other_records})]
    if isinstance(options, AdlbOptions):
        items += _laboratory(name, options)
    if isinstance(options, AdvsOptions) and options.time_points:
        points = [
            (of_study(DATA, name, "time_points", key, "label"),)
            for key, _ in keyed(options.time_points)
        ]
        items.append(say("sap-time-points", points=separated(points)))
    return (*blocks, Bullets(f"{place}.rules", tuple(items)))


def _laboratory(name: str, options: AdlbOptions) -> list[Content]:
    """Return limits, the worst value and the change from the visit before."""
    path = (DATA, name)
    items = [
        say(
            "sap-threshold",
            low=of_study(*path, "threshold", "low_factor"),
            high=of_study(*path, "threshold", "high_factor"),
        )
    ]
    bounds = []
    for word in ("worst_first", "worst_last"):
        found = [k for k, visit in keyed(options.visits) if visit.number == getattr(options, word)]
        label = of_study(*path, "visits", found[0], "label") if found else of_study(*path, word)
        bounds.append((label,))
    items.append(say("sap-worst", first=bounds[0], last=bounds[1]))
    if options.change_from_previous is not None:
        own = (*path, "change_from_previous")
        items.append(
            say(
                "sap-change-previous",
                share=of_study(*own, "range_fraction", form="pct0"),
                limit=of_study(*own, "limit"),
            )
        )
    return items
