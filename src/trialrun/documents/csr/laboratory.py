"""Sections 12.4 and 12.5: laboratory values and vital signs."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import arm_columns, head_row, row
from trialrun.documents.wording import enumerated, in_prose, of_study, plain, refer, say
from trialrun.report import Block, Content, Paragraph, Plain, Row, Table
from trialrun.study import AdvsOptions, ChangeByVisitDisplay

VITALS = "vital-signs"
BLOCKS = ("baseline", "value", "change")


def laboratory_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 12.4.1, 12.4.2.1 and 12.5."""
    return {
        "12.4.1": (
            Paragraph("csr.12.4.1.see", say("csr-individual-labs", appendix=refer("csr.16.2.8"))),
        ),
        "12.4.2.1": _over_time(sources),
        "12.5": vital_sign_blocks(sources),
    }


def _over_time(sources: Sources) -> tuple[Block, ...]:
    """Return which parameters are summarised, and where."""
    blocks: list[Block] = []
    for display in sources.study.displays:
        if not isinstance(display, ChangeByVisitDisplay) or display.number not in sources.displays:
            continue
        path = ("displays", display.number, "groups")
        content = say(
            "csr-lab-over-time",
            display=sources.refer_display(display.number),
            groups=enumerated(
                [(in_prose(of_study(*path, k, "label")),) for k, _ in enumerate(display.groups, 1)]
            ),
        )
        blocks.append(Paragraph(f"csr.12.4.2.1.{display.number}", content))
    return tuple(blocks)


def vital_sign_blocks(sources: Sources) -> tuple[Block, ...]:
    """Return a short table of vital signs at the end of treatment."""
    options = sources.study.analysis_data.ADVS
    if options is None or options.end_of_treatment is None or VITALS not in sources.by_analysis:
        return ()
    table = "csr.12.5.table"
    rows: list[Row] = []
    for position, parameter in enumerate(options.parameters, start=1):
        for point in _points(sources, parameter.code):
            key = (parameter.code, *point)
            label = _label(options, position, point)
            rows.append(head_row(table, ".".join(key), label))
            for block in BLOCKS:
                cells = [_mean_sd(sources, *key, block, arm=arm) for arm in sources.arms]
                name = say(f"csr-row-{block}")
                full = f"{'.'.join(key)}.{block}"
                rows.append(row(table, full, name, cells, under=[label], indent=1))
    if not rows:
        return ()
    visit = of_study("analysis_data", "ADVS", "end_of_treatment", "label")
    lead = say("csr-vital-signs", visit=visit, table=refer(table))
    return (
        Paragraph("csr.12.5.lead", lead),
        Table(
            table,
            say("csr-title-vital-signs"),
            arm_columns(sources, table, VITALS, "N"),
            tuple(rows),
            stub=say("csr-head-parameter"),
            footnotes=(say("csr-note-vital-signs"),),
        ),
    )


def _points(sources: Sources, code: str) -> list[tuple[str, ...]]:
    """Return the time points of a parameter as parts of ids; one empty where it has none."""
    found: dict[tuple[str, ...], None] = {}
    for each in sources.by_analysis[VITALS]:
        if each.groups.get("PARAMCD") == code:
            number = each.groups.get("ATPTN")
            found[() if number is None else (f"t{number}",)] = None
    return list(found)


def _label(options: AdvsOptions, position: int, point: tuple[str, ...]) -> Content:
    """Return a parameter with its unit and time point."""
    parameter = options.parameters[position - 1]
    path = ("analysis_data", "ADVS", "parameters", parameter.number or position)
    label: Content = (of_study(*path, "label"),)
    if parameter.unit_label is not None:
        label = say("csr-with-unit", name=label, unit=of_study(*path, "unit_label"))
    elif parameter.unit is not None:
        label = say("csr-with-unit", name=label, unit=of_study(*path, "unit"))
    for each in options.time_points:
        if point == (f"t{each.number:g}",):
            where = of_study("analysis_data", "ADVS", "time_points", each.number, "label")
            label = say("csr-at-time", name=label, time=where)
    return label


def _mean_sd(sources: Sources, *key: str, arm: str) -> Content:
    if not sources.has(VITALS, *key, "mean", arm):
        return plain("")
    return (
        sources.slot(VITALS, *key, "mean", arm),
        Plain(" ("),
        sources.slot(VITALS, *key, "sd", arm),
        Plain(")"),
        *say("csr-of-n", n=sources.slot(VITALS, *key, "n", arm)),
    )
