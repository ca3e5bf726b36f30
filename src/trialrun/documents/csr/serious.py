"""Section 12.3: deaths, serious events, and events that ended treatment."""

from __future__ import annotations

from collections.abc import Callable

from trialrun.documents.csr.narratives import (
    Event,
    Told,
    criteria_of,
    listed_events,
    narrative_blocks,
    told_subjects,
)
from trialrun.documents.csr.overview import OVERVIEW, SHARES
from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import enumerated, in_prose, of_study, plain, refer, say, sentences
from trialrun.report import Block, Content, Paragraph, Row, Table, ToWrite

UNMARKED_TABLE = "csr.12.3.1.2.unmarked.table"
FACTS = ("start", "severity", "relationship", "outcome")


_EVENT_HEADS = [
    ("term", say("csr-head-term"), 1.0),
    ("start", say("csr-head-start"), 1.0),
    ("severity", say("csr-head-severity"), 1.0),
    ("relationship", say("csr-head-relationship"), 1.0),
    ("outcome", say("csr-head-outcome"), 1.0),
]


def serious_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 12.3.1.1 to 12.3.2, and what 14.3.2 and 14.3.3 refer to."""
    if not sources.has(OVERVIEW, "any", "subjects", TOTAL):
        return {}
    told = told_subjects(sources)
    narratives = narrative_blocks(sources)
    if not narratives:
        narratives = (Paragraph("csr.12.3.2.none", say("csr-narratives-none")),)
    else:
        narratives = (*narratives, ToWrite("csr.12.3.2.more", say("csr-hint-12-3-2")))
    return {
        "12.3.1.1": _deaths(sources, told),
        "12.3.1.2": _serious(sources, told),
        "12.3.1.3": _withdrawals(sources),
        "12.3.2": narratives,
        "14.3.2": (
            Paragraph(
                "csr.14.3.2.see",
                say(
                    "csr-listings-see",
                    deaths=refer("csr.12.3.1.1"),
                    serious=refer("csr.12.3.1.2"),
                ),
            ),
        ),
        "14.3.3": (
            Paragraph("csr.14.3.3.see", say("csr-narratives-see", section=refer("csr.12.3.2"))),
        ),
    }


def _deaths(sources: Sources, told: list[Told]) -> tuple[Block, ...]:
    died = [each for each in told if each.died]
    if not died:
        return (Paragraph("csr.12.3.1.1.none", say("csr-deaths-none")),)
    parts: list[Content] = []
    if sources.has(OVERVIEW, "deaths", "count", TOTAL):
        parts.append(
            say(
                "csr-deaths",
                {"count": sources.count(OVERVIEW, "deaths", "count", TOTAL)},
                total=sources.slot(OVERVIEW, "deaths", "count", TOTAL),
                arms=sources.by_arm("csr-count-in-arm", count=(OVERVIEW, "deaths", "count")),
            )
        )
    table = "csr.12.3.1.1.table"
    parts.append(say("csr-see-listing", table=refer(table), section=refer("csr.12.3.2")))
    with_event = [each for each in died if any(event.fatal for event in each.events)]
    if 2 * len(with_event) < len(died):
        listing = _dated_deaths(table, died)
    else:
        listing = _listing(table, "csr-title-deaths", died, lambda event: event.fatal)
    return (Paragraph("csr.12.3.1.1.lead", sentences(*parts)), listing)


def _dated_deaths(table: str, died: list[Told]) -> Table:
    """Return a row for each death, for a study where most of them are of no adverse event."""
    rows: list[Row] = []
    for each in died:
        fatal = [event for event in each.events if event.fatal]
        terms = [in_prose(event.slot("term")) for event in fatal]
        cells: list[Content] = [
            (of_study("arms", each.arm, "label"),),
            _person(each),
            (each.slot("death_date"),) if "death_date" in each.facts else none_cell(),
            enumerated([(term,) for term in terms]) if terms else say("csr-no-fatal-event"),
        ]
        rows.append(row(table, each.subject, (each.slot("id"),), cells))
    heads = [
        ("arm", say("csr-head-arm"), 1.0),
        ("person", say("csr-head-person"), 1.0),
        ("death", say("csr-head-death"), 1.0),
        ("event", say("csr-head-fatal-event"), 1.6),
    ]
    return text_table(table, say("csr-title-deaths"), say("csr-head-subject"), heads, rows)


def _serious(sources: Sources, told: list[Told]) -> tuple[Block, ...]:
    def is_serious(event: Event) -> bool:
        return event.marked("serious") and not event.fatal

    had = [each for each in told if any(is_serious(event) for event in each.events)]
    if not had:
        none = Paragraph("csr.12.3.1.2.none", say("csr-serious-none"))
        return (none, *_unmarked(sources))
    parts: list[Content] = []
    if sources.has(OVERVIEW, "serious", "subjects", TOTAL):
        parts.append(
            say(
                "csr-serious",
                {"count": sources.count(OVERVIEW, "serious", "subjects", TOTAL)},
                total=sources.slot(OVERVIEW, "serious", "subjects", TOTAL),
                arms=sources.by_arm("csr-count-in-arm", count=(OVERVIEW, "serious", "subjects")),
            )
        )
    table = "csr.12.3.1.2.table"
    parts.append(say("csr-see-listing", table=refer(table), section=refer("csr.12.3.2")))
    lead = Paragraph("csr.12.3.1.2.lead", sentences(*parts))
    return (lead, _listing(table, "csr-title-serious", had, is_serious), *_unmarked(sources))


def _unmarked(sources: Sources) -> tuple[Block, ...]:
    """Return what the data say of events that are not marked as serious but ought to be."""
    count = sources.count("facts", "unmarked", "events", TOTAL)
    if not count:
        return ()
    content = say(
        "csr-serious-unmarked",
        {"n": count},
        events=sources.slot("facts", "unmarked", "events", TOTAL),
        subjects=sources.slot("facts", "unmarked", "subjects", TOTAL),
        arms=sources.by_arm("csr-count-in-arm", count=("facts", "unmarked", "subjects")),
    )
    blocks: list[Block] = [Paragraph("csr.12.3.1.2.unmarked", content)]
    events = [event for event in listed_events(sources) if not event.fatal]
    if events:
        see = say("csr-serious-unmarked-see", table=refer(UNMARKED_TABLE))
        blocks[0] = Paragraph("csr.12.3.1.2.unmarked", sentences(content, see))
        blocks.append(_unmarked_table(events))
    return tuple(blocks)


def _unmarked_table(events: list[Event]) -> Table:
    rows = [
        row(
            UNMARKED_TABLE,
            event.number,
            (event.slot("id"),),
            [
                (of_study("arms", event.texts["arm"] or "", "label"),),
                enumerated(criteria_of(event)),
                (in_prose(event.slot("term")),) if "term" in event.facts else none_cell(),
                _start(event),
                *(_fact(event, fact) for fact in FACTS[1:]),
            ],
        )
        for event in events
    ]
    heads = [
        ("arm", say("csr-head-arm"), 1.0),
        ("criteria", say("csr-head-criteria"), 1.0),
        *_EVENT_HEADS,
    ]
    title = say("csr-title-unmarked")
    return text_table(UNMARKED_TABLE, title, say("csr-head-subject"), heads, rows)


def _listing(table: str, title: str, told: list[Told], wanted: Callable[[Event], bool]) -> Table:
    """Return a row for each wanted event, subject by subject."""
    rows: list[Row] = []
    for each in told:
        events = [event for event in each.events if wanted(event)]
        who: Content = (each.slot("id"),)
        arm: Content = (of_study("arms", each.arm, "label"),)
        person = _person(each)
        if not events:
            cells = [arm, person, *(none_cell() for _ in range(len(FACTS) + 1))]
            rows.append(row(table, each.subject, who, cells))
        for event in events:
            cells = [arm, person, (in_prose(event.slot("term")),)]
            cells += [_start(event) if fact == "start" else _fact(event, fact) for fact in FACTS]
            rows.append(row(table, f"{each.subject}.{event.number}", who, cells))
    heads = [
        ("arm", say("csr-head-arm"), 1.0),
        ("person", say("csr-head-person"), 1.0),
        *_EVENT_HEADS,
    ]
    return text_table(table, say(title), say("csr-head-subject"), heads, rows)


def _fact(event: Event, fact: str) -> Content:
    return (event.slot(fact),) if fact in event.facts else none_cell()


def _start(event: Event) -> Content:
    if "start" not in event.facts:
        return none_cell()
    if "start_day" not in event.facts:
        return (event.slot("start"),)
    return say("csr-start-day", start=event.slot("start"), day=event.slot("start_day"))


def _person(told: Told) -> Content:
    if not {"age", "sex"} <= told.facts.keys():
        return none_cell()
    return (told.slot("age"), *plain(" / "), told.slot("sex"))


def _withdrawals(sources: Sources) -> tuple[Block, ...]:
    if not sources.has(OVERVIEW, "discontinued", "count", TOTAL):
        return ()
    if not sources.count(OVERVIEW, "discontinued", "count", TOTAL):
        none = say("csr-withdrawals-none")
        return (Paragraph("csr.12.3.1.3.withdrawals", none),)
    content = say(
        "csr-withdrawals",
        total=say(
            "csr-count-percent",
            count=sources.slot(OVERVIEW, "discontinued", "count", TOTAL),
            percent=sources.slot(OVERVIEW, "discontinued", "percent", TOTAL, form=SHARES),
        ),
        arms=sources.by_arm(
            "csr-count-percent-arm",
            forms={"percent": SHARES},
            count=(OVERVIEW, "discontinued", "count"),
            percent=(OVERVIEW, "discontinued", "percent"),
        ),
    )
    return (Paragraph("csr.12.3.1.3.withdrawals", content),)
