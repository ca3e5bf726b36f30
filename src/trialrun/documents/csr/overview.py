"""The overview of adverse events: kinds of events by arm."""

from __future__ import annotations

from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import arm_columns, row
from trialrun.documents.wording import counted, of_study, say, sentences
from trialrun.report import Content, Row, Table

OVERVIEW = "ae-overview"
KINDS = ("any", "related", "serious", "fatal", "withdrawn")
SEVERITIES = ("MILD", "MODERATE", "SEVERE", "LIFE THREATENING", "FATAL")
OF_SUBJECTS = ("deaths", "discontinued")
SHARES = "pct1"
"""Format of every percentage of section 12.2, so that all have as many decimals."""


def overview_sentences(sources: Sources) -> Content:
    """Return how many had any event, a related, a serious one, and who left because of one."""
    parts = [
        say(
            f"csr-events-{kind}",
            total=_share(sources, kind, TOTAL),
            arms=sources.by_arm(
                "csr-count-percent-arm",
                count=(OVERVIEW, kind, "subjects"),
                percent=(OVERVIEW, kind, "percent"),
            ),
        )
        for kind in ("any", "related", "serious")
        if sources.has(OVERVIEW, kind, "subjects", TOTAL)
    ]
    parts += [
        say(f"csr-events-{kind}-none")
        if not sources.count(OVERVIEW, kind, "count", TOTAL)
        else say(
            f"csr-events-{kind}",
            {"count": sources.count(OVERVIEW, kind, "count", TOTAL)},
            total=say(
                "csr-count-percent",
                count=sources.slot(OVERVIEW, kind, "count", TOTAL),
                percent=sources.slot(OVERVIEW, kind, "percent", TOTAL, form=SHARES),
            ),
            arms=sources.by_arm(
                "csr-count-percent-arm",
                forms={"percent": SHARES},
                count=(OVERVIEW, kind, "count"),
                percent=(OVERVIEW, kind, "percent"),
            ),
        )
        for kind in ("discontinued", "deaths")
        if sources.has(OVERVIEW, kind, "count", TOTAL)
    ]
    return sentences(*parts)


def _share(sources: Sources, kind: str, arm: str) -> Content:
    return say(
        "csr-count-percent",
        count=sources.slot(OVERVIEW, kind, "subjects", arm),
        percent=sources.slot(OVERVIEW, kind, "percent", arm),
    )


def overview_table(sources: Sources, table: str) -> Table:
    """Return subjects with each kind of event; the number of events beside those of events."""
    rows: list[Row] = []

    def add(key: str, label: Content, operation: str, *, indent: int = 0) -> None:
        if not sources.has(OVERVIEW, key, operation, TOTAL):
            return
        cells = []
        for arm in sources.arms_and_total:
            cell = counted(
                sources.slot(OVERVIEW, key, operation, arm),
                sources.slot(OVERVIEW, key, "percent", arm, form=SHARES),
            )
            if operation == "subjects":
                events = sources.slot(OVERVIEW, key, "events", arm)
                cell = (*cell, *say("csr-events-cell", events=events))
            cells.append(cell)
        rows.append(row(table, key, label, cells, indent=indent))

    for kind in KINDS:
        add(kind, say(f"csr-row-{kind}"), "subjects")
    for severity in SEVERITIES:
        key = severity
        add(key, say("csr-row-severity", {"severity": severity.replace(" ", "-")}), "subjects")
    for query in _queries(sources):
        name = sources.slot(OVERVIEW, query, "name")
        add(query, _query_label(sources, query) or (name,), "subjects")
    for kind in OF_SUBJECTS:
        add(kind, say(f"csr-row-ae-{kind}"), "count")
    return Table(
        table,
        say("csr-title-overview"),
        arm_columns(sources, table, OVERVIEW, "N", total=True),
        tuple(rows),
        stub=say("csr-head-kind"),
        footnotes=(say("csr-note-overview"),),
    )


def _queries(sources: Sources) -> list[str]:
    options = sources.study.analysis_data.ADAE
    names = [f"CQ{query.number:02d}" for query in options.queries] if options else []
    return [name for name in names if sources.has(OVERVIEW, name, "subjects", TOTAL)]


def _query_label(sources: Sources, query: str) -> Content:
    """Return the definition's own label of a query; nothing where it gives none."""
    options = sources.study.analysis_data.ADAE
    for each in options.queries if options else ():
        if f"CQ{each.number:02d}" == query and each.label is not None:
            path = ("analysis_data", "ADAE", "queries", each.number, "label")
            return (of_study(*path),)
    return ()
