"""Section 10: where the subjects went, and deviations from the protocol."""

from __future__ import annotations

from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import arm_columns, row
from trialrun.documents.wording import (
    arm_label,
    counted,
    of_study,
    refer,
    say,
    sentences,
)
from trialrun.report import Block, Box, Content, Flow, Paragraph, Row, Slot, Table, ToWrite
from trialrun.study import CharacteristicsDisplay

REASONS = "disposition"


def disposition_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 10.1 and 10.2."""
    return {"10.1": _disposition(sources), "10.2": _deviations(sources)}


def _disposition(sources: Sources) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if sources.has("flow", "screened"):
        blocks.append(Paragraph("csr.10.1.screened", screened_sentences(sources)))
    if not sources.has(REASONS, "completed", "count", TOTAL):
        return tuple(blocks)
    blocks.append(Paragraph("csr.10.1.completed", completed_sentences(sources)))
    reason = most_frequent_reason(sources)
    if reason is not None:
        content = say(
            "csr-disposition-reason",
            reason=reason_label(sources, reason),
            total=_count_percent(sources, reason, TOTAL),
            arms=sources.by_arm(
                "csr-count-percent-arm",
                count=(REASONS, key_of(reason), "count"),
                percent=(REASONS, key_of(reason), "percent"),
            ),
        )
        see = say(
            "csr-disposition-see",
            flow=refer("csr.10.1.flow"),
            table=refer("csr.10.1.table"),
        )
        more = sources.see(_end_of_study_display(sources), "csr-see-end-of-study")
        blocks.append(Paragraph("csr.10.1.reasons", sentences(content, see, more)))
    if sources.has("flow", "screened"):
        blocks.append(flow_diagram(sources))
    blocks.append(_table(sources))
    return tuple(blocks)


def _end_of_study_display(sources: Sources) -> str | None:
    """Return the display of characteristics that shows why subjects left."""
    return next(
        (
            display.number
            for display in sources.study.displays
            if isinstance(display, CharacteristicsDisplay)
            and {"DCDECOD", "DCREASCD"} & {row.variable for row in display.rows}
            and display.number in sources.displays
        ),
        None,
    )


def screened_sentences(sources: Sources) -> Content:
    """Return how many were screened, failed screening, and were randomised to each arm."""
    screened = say(
        "csr-screened",
        screened=sources.slot("flow", "screened"),
        failures=sources.slot("flow", "screen_failures"),
        randomised=sources.slot("flow", "randomised"),
        arms=sources.by_arm("csr-count-to-arm", count=("flow", "randomised")),
    )
    everyone = sources.count("flow", "treated") == sources.count("flow", "randomised")
    treated = say(
        "csr-treated",
        {"all": "yes" if everyone else "no"},
        treated=sources.slot("flow", "treated"),
    )
    return sentences(screened, treated)


def completed_sentences(sources: Sources) -> Content:
    """Return how many completed and how many did not, in all and by arm."""

    def of_state(state: str) -> Content:
        return say(
            f"csr-{state}",
            total=_count_percent(sources, state, TOTAL),
            arms=sources.by_arm(
                "csr-count-percent-arm",
                count=(REASONS, state, "count"),
                percent=(REASONS, state, "percent"),
            ),
        )

    died = of_state("died") if deaths_apart(sources) else ()
    if deaths_apart(sources) and not sources.count(REASONS, "discontinued", "count", TOTAL):
        return sentences(of_state("completed"), died)
    return sentences(of_state("completed"), died, of_state("discontinued"))


def deaths_apart(sources: Sources) -> bool:
    """Return whether deaths, being an endpoint, are told apart from discontinuations."""
    return sources.has(REASONS, "died", "count", TOTAL)


def key_of(reason: str) -> str:
    """Return a reason (DCREASCD) as it stands in the ids of results."""
    return reason.replace(" ", "_")


def reasons(sources: Sources) -> tuple[str, ...]:
    """Return the reasons found, the most frequent first, as they stand in the data."""
    rows = sources.by_analysis.get(REASONS, [])
    return tuple(row.text for row in rows if row.operation == "text" and row.text is not None)


def most_frequent_reason(sources: Sources) -> str | None:
    """Return the reason of most subjects who discontinued."""
    return next(iter(reasons(sources)), None)


def reason_label(sources: Sources, reason: str) -> Content:
    """Return a reason in the reader's words: those of the definition, else the coded term's."""
    for k, each in enumerate(sources.study.analysis_data.ADSL.disposition.reasons, start=1):
        if each.value == reason and each.label is not None:
            return (of_study("analysis_data", "ADSL", "disposition", "reasons", k, "label"),)
    return (sources.slot(REASONS, "reason", key_of(reason)),)


def _count_percent(sources: Sources, state: str, arm: str) -> Content:
    key = key_of(state)
    return say(
        "csr-count-percent",
        count=sources.slot(REASONS, key, "count", arm),
        percent=sources.slot(REASONS, key, "percent", arm),
    )


def flow_diagram(sources: Sources) -> Flow:
    """Return the flow of subjects: screened, randomised, then a box of each step for each arm."""
    flow = "csr.10.1.flow"

    def box(name: str, *lines: Content) -> Box:
        return Box(f"{flow}.{name}", lines)

    def left(arm: str) -> Slot:
        """Who discontinued; who died is not among them where deaths are told apart."""
        if deaths_apart(sources):
            return sources.slot(REASONS, "discontinued", "count", arm)
        return sources.slot("flow", "discontinued", arm)

    def line(message: str, count: Slot) -> Content:
        return say(message, count=count)

    randomised = tuple(
        box(
            f"randomised.{arm}",
            arm_label(arm),
            line("csr-flow-randomised", sources.slot("flow", "randomised", arm)),
            line("csr-flow-treated", sources.slot("flow", "treated", arm)),
        )
        for arm in sources.arms
    )
    discontinued = tuple(
        box(
            f"discontinued.{arm}",
            *(
                (line("csr-flow-died", sources.slot(REASONS, "died", "count", arm)),)
                if deaths_apart(sources)
                else ()
            ),
            line("csr-flow-discontinued", left(arm)),
            *(
                say(
                    "csr-flow-reason",
                    reason=reason_label(sources, reason),
                    count=sources.slot(REASONS, key_of(reason), "count", arm),
                )
                for reason in reasons(sources)
                if sources.count(REASONS, key_of(reason), "count", arm)
            ),
        )
        for arm in sources.arms
    )
    completed = tuple(
        box(f"completed.{arm}", line("csr-flow-completed", sources.slot("flow", "completed", arm)))
        for arm in sources.arms
    )
    return Flow(
        flow,
        say("csr-title-flow"),
        (
            (box("screened", line("csr-flow-screened", sources.slot("flow", "screened"))),),
            (box("failures", line("csr-flow-failures", sources.slot("flow", "screen_failures"))),),
            (box("randomised", line("csr-flow-randomised", sources.slot("flow", "randomised"))),),
            randomised,
            discontinued,
            completed,
        ),
    )


def _table(sources: Sources) -> Table:
    table = "csr.10.1.table"
    rows: list[Row] = []
    if sources.has("flow", "randomised"):
        for step in ("randomised", "treated"):
            cells: list[Content] = [(sources.slot("flow", step, arm),) for arm in sources.arms]
            cells.append((sources.slot("flow", step),))
            rows.append(row(table, step, say(f"csr-row-{step}"), cells))

    def cells_of(key: str) -> list[Content]:
        return [
            counted(
                sources.slot(REASONS, key, "count", arm),
                sources.slot(REASONS, key, "percent", arm),
            )
            for arm in sources.arms_and_total
        ]

    states = ("completed", *(("died",) if deaths_apart(sources) else ()), "discontinued")
    rows += [row(table, state, say(f"csr-row-{state}"), cells_of(state)) for state in states]
    under = [say("csr-row-discontinued")]
    for position, reason in enumerate(reasons(sources), start=1):
        label = reason_label(sources, reason)
        cells = cells_of(key_of(reason))
        rows.append(row(table, f"reason.{position}", label, cells, under=under, indent=1))
    return Table(
        table,
        say("csr-title-disposition"),
        arm_columns(sources, table, REASONS, "N", total=True),
        tuple(rows),
        stub=say("csr-head-status"),
        footnotes=(say("csr-note-percent-randomised"),),
    )


def _deviations(sources: Sources) -> tuple[Block, ...]:
    if not sources.has("facts", "deviations", "count", TOTAL):
        return ()
    found = sources.count("facts", "deviations", "count", TOTAL)
    content = say(
        "csr-deviations",
        {"any": "yes" if found else "no"},
        total=say(
            "csr-count-percent",
            count=sources.slot("facts", "deviations", "count", TOTAL),
            percent=sources.slot("facts", "deviations", "percent", TOTAL),
        ),
        arms=sources.by_arm("csr-count-in-arm", count=("facts", "deviations", "count")),
    )
    return (
        Paragraph("csr.10.2.discontinued", content),
        ToWrite("csr.10.2.others", say("csr-hint-deviations", appendix=refer("csr.16.2.2"))),
    )
