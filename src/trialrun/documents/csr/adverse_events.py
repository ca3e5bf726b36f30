"""Section 12.2: adverse events as a whole, the most frequent ones, and those of interest."""

from __future__ import annotations

from dataclasses import dataclass

from trialrun.documents.csr.overview import overview_sentences, overview_table
from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import arm_columns, row
from trialrun.documents.wording import (
    counted,
    enumerated,
    in_prose,
    of_study,
    plain,
    refer,
    say,
    sentences,
)
from trialrun.report import Block, Content, Paragraph, Slot, Table
from trialrun.study import AdverseEventsDisplay, SurvivalDisplay

SHARE = 0.1
"""Share of subjects of an arm from which a term is named, where the results do not say it."""


@dataclass(frozen=True)
class Term:
    """One preferred term: ids of its name, and by arm of its subjects and their share."""

    name: str
    subjects: dict[str, str]
    percent: dict[str, str]
    largest: float
    total: float


def adverse_event_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 12.2.1 to 12.2.4."""
    chapters: dict[str, tuple[Block, ...]] = {}
    if sources.has("ae-overview", "any", "subjects", TOTAL):
        table = overview_table(sources, "csr.12.2.1.table")
        see = say("csr-see-table", table=refer(table.id))
        lead = sentences(overview_sentences(sources), see)
        chapters["12.2.1"] = (Paragraph("csr.12.2.1.lead", lead), table)
    chapters["12.2.2"] = _frequent(sources)
    chapters["12.2.3"] = (*_tests(sources), *_time_to_event(sources))
    chapters["12.2.4"] = (
        Paragraph("csr.12.2.4.see", say("csr-individual-events", appendix=refer("csr.16.2.7"))),
    )
    return chapters


def frequent_terms(sources: Sources, display: AdverseEventsDisplay) -> list[Term]:
    """
    Return the terms that at least a given share of some arm had, the most frequent first.

    Read are the results of the display; the share is the result `facts.frequent`.
    """
    variable = display.levels[1]
    names = {arm.name: arm.id for arm in sources.study.arms}
    found: dict[tuple[str, str], dict[str, dict[str, tuple[str, float]]]] = {}
    labels: dict[tuple[str, str], str] = {}
    for row_ in sources.by_analysis.get(display.number, []):
        if variable not in row_.groups or display.levels[0] not in row_.groups:
            continue
        key = (row_.groups[display.levels[0]], row_.groups[variable])
        if row_.operation == "text":
            labels[key] = row_.id
        elif row_.operation in {"subjects", "percent"} and row_.value is not None:
            arm = names.get(row_.groups.get("TRT01P", ""), TOTAL)
            own = found.setdefault(key, {"subjects": {}, "percent": {}})
            own[row_.operation][arm] = (row_.id, row_.value)
    share = sources.value("facts", "frequent") or SHARE
    terms = [
        Term(
            labels[key],
            {arm: each[0] for arm, each in own["subjects"].items()},
            {arm: each[0] for arm, each in own["percent"].items()},
            max(
                (own["percent"][arm][1] for arm in sources.arms if arm in own["percent"]), default=0
            ),
            own["subjects"].get(TOTAL, ("", 0.0))[1],
        )
        for key, own in found.items()
        if key in labels
    ]
    return sorted(
        (term for term in terms if term.largest >= share), key=lambda term: (-term.total, term.name)
    )


def events_display(sources: Sources) -> AdverseEventsDisplay | None:
    """Return the first display of adverse events."""
    found = (d for d in sources.study.displays if isinstance(d, AdverseEventsDisplay))
    return next(found, None)


def frequent_sentence(sources: Sources) -> Content:
    """Return the three most frequent terms with their shares by arm."""
    display = events_display(sources)
    terms = frequent_terms(sources, display)[:3] if display else []
    items = [
        say(
            "csr-frequent-term",
            term=in_prose(Slot(term.name)),
            arms=enumerated(
                [
                    say(
                        "csr-percent-arm",
                        percent=Slot(term.percent[arm]),
                        arm=of_study("arms", arm, "label"),
                    )
                    for arm in sources.arms
                    if arm in term.percent
                ]
            ),
        )
        for term in terms
    ]
    if not items:
        return ()
    listed: Content = items[0]
    for item in items[1:]:
        listed = (*listed, *say("csr-semicolon"), *item)
    return say("csr-frequent", terms=listed)


def _frequent(sources: Sources) -> tuple[Block, ...]:
    display = events_display(sources)
    if display is None:
        return ()
    shown = display.number if display.number in sources.displays else None
    see = sources.see(shown, "csr-see-events")
    terms = frequent_terms(sources, display)
    if not terms:
        return (Paragraph("csr.12.2.2.see", see),) if see else ()
    table = "csr.12.2.2.table"
    rows = [
        row(
            table,
            f"term.{position}",
            (in_prose(Slot(term.name)),),
            [
                counted(Slot(term.subjects[arm]), Slot(term.percent[arm]))
                if arm in term.subjects and arm in term.percent
                else plain("")
                for arm in sources.arms_and_total
            ],
        )
        for position, term in enumerate(terms, start=1)
    ]
    share: Content = (sources.slot("facts", "frequent"), *plain("%"))
    title = say("csr-title-frequent", share=share)
    lead = sentences(frequent_sentence(sources), say("csr-see-table", table=refer(table)), see)
    return (
        Paragraph("csr.12.2.2.lead", lead),
        Table(
            table,
            title,
            arm_columns(sources, table, display.number, "N", total=True),
            tuple(rows),
            stub=say("csr-head-term"),
            footnotes=(say("csr-note-events"),),
        ),
    )


def _tests(sources: Sources) -> tuple[Block, ...]:
    """Return the comparisons of arms on any event, as descriptive statistics."""
    display = events_display(sources)
    if display is None or not display.comparisons:
        return ()
    items = []
    for one, other in display.comparisons:
        if not sources.has(display.number, "p_value", f"{one}-{other}", "any"):
            continue
        items.append(
            say(
                "csr-event-test",
                one=of_study("arms", one, "label"),
                other=of_study("arms", other, "label"),
                share_one=sources.slot(display.number, "percent", one, "any"),
                share_other=sources.slot(display.number, "percent", other, "any"),
                p=sources.p_value(display.number, "p_value", f"{one}-{other}", "any"),
            )
        )
    if not items:
        return ()
    return (Paragraph("csr.12.2.3.tests", sentences(*items, say("csr-event-tests-note"))),)


def _time_to_event(sources: Sources) -> tuple[Block, ...]:
    """Return events, medians and the logrank test of each Kaplan-Meier display on safety."""
    blocks: list[Block] = []
    for display in sources.study.displays:
        if isinstance(display, SurvivalDisplay) and _is_safety(sources, display):
            content = survival_sentences(sources, display)
            if content:
                blocks.append(Paragraph(f"csr.12.2.3.{display.number}", content))
    return tuple(blocks)


def _is_safety(sources: Sources, display: SurvivalDisplay) -> bool:
    """Return whether no endpoint of efficacy is what a display shows."""
    shown = (display.data_set, display.parameter)
    return not any(
        (each.data_set, each.parameter) == shown and each.level != "safety"
        for each in sources.study.endpoints
    )


def _measured(sources: Sources, display: SurvivalDisplay) -> Slot:
    """Return the endpoint that a Kaplan-Meier display shows; its title where there is none."""
    for endpoint in sources.study.endpoints:
        if (endpoint.data_set, endpoint.parameter) == (display.data_set, display.parameter):
            return of_study("endpoints", endpoint.id, "label")
    return of_study("displays", display.number, "title")


def survival_sentences(sources: Sources, display: SurvivalDisplay) -> Content:
    """Return what a Kaplan-Meier display shows, without calling it significant."""
    number = display.number
    if not any(sources.has(number, "events", arm) for arm in sources.arms):
        return ()
    items = []
    for arm in sources.arms:
        if not sources.has(number, "events", arm):
            continue
        reached = sources.value(number, "median", arm) is not None
        slots = {"median": sources.slot(number, "median", arm)} if reached else {}
        items.append(
            say(
                "csr-median-arm" if reached else "csr-median-arm-not-reached",
                arm=of_study("arms", arm, "label"),
                count=sources.slot(number, "events", arm),
                unit=of_study("displays", number, "unit"),
                **slots,
            )
        )
    parts = [say("csr-survival", title=_measured(sources, display), arms=enumerated(items))]
    if sources.has(number, "logrank", "p_value"):
        parts.append(say("csr-logrank", p=sources.p_value(number, "logrank", "p_value")))
    parts.append(sources.see(number if number in sources.displays else None))
    return sentences(*parts)
