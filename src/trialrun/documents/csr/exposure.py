"""Section 12.1: how long subjects were treated, and with how much."""

from __future__ import annotations

from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import arm_columns, row
from trialrun.documents.wording import refer, say, sentences
from trialrun.report import Block, Content, Paragraph, Plain, Row, Table
from trialrun.study import ExposureDisplay

DAYS = ("exposure", "days")
DOSES = frozenset({"AVGDD", "CUMDOSE"})
"""Variables of ADSL that are doses."""


def exposure_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return section 12.1."""
    if not sources.has(*DAYS, "mean", TOTAL):
        return {}
    table = "csr.12.1.table"
    lead = sentences(
        exposure_sentence(sources),
        say("csr-see-table", table=refer(table)),
        sources.see(_display(sources), _see(sources)),
    )
    return {"12.1": (Paragraph("csr.12.1.days", lead), _table(sources, table))}


def _display(sources: Sources) -> str | None:
    return sources.display_of("exposure")


def _see(sources: Sources) -> str:
    """Return the sentence that sends the reader to the display: of doses where it shows them."""
    number = _display(sources)
    shown = next((each for each in sources.study.displays if each.number == number), None)
    doses = isinstance(shown, ExposureDisplay) and DOSES & {row.variable for row in shown.rows}
    return "csr-see-dose" if doses else "csr-see-exposure"


def exposure_sentence(sources: Sources) -> Content:
    """Return the mean duration of treatment by arm."""
    return say(
        "csr-exposure",
        count=sources.slot("exposure", "N", TOTAL),
        arms=sources.by_arm(
            "csr-days-arm", mean=(*DAYS, "mean"), sd=(*DAYS, "sd"), median=(*DAYS, "median")
        ),
    )


def _table(sources: Sources, table: str) -> Table:
    rows: list[Row] = [
        row(
            table,
            "mean",
            say("csr-row-mean-sd"),
            [
                (
                    sources.slot(*DAYS, "mean", arm),
                    Plain(" ("),
                    sources.slot(*DAYS, "sd", arm),
                    Plain(")"),
                )
                for arm in sources.arms_and_total
            ],
        ),
        row(
            table,
            "median",
            say("csr-row-median"),
            [(sources.slot(*DAYS, "median", arm),) for arm in sources.arms_and_total],
        ),
        row(
            table,
            "range",
            say("csr-row-range"),
            [
                (
                    sources.slot(*DAYS, "min", arm, form="int"),
                    *say("csr-to"),
                    sources.slot(*DAYS, "max", arm, form="int"),
                )
                for arm in sources.arms_and_total
            ],
        ),
    ]
    return Table(
        table,
        say("csr-title-exposure"),
        arm_columns(sources, table, "exposure", "N", total=True),
        tuple(rows),
        stub=say("csr-head-statistic"),
    )
