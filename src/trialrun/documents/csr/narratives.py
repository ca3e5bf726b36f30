"""Section 12.3.2: what happened to each subject who died or had a serious event."""

from __future__ import annotations

from dataclasses import dataclass

from trialrun.documents.sources import Sources
from trialrun.documents.wording import enumerated, in_prose, of_study, say, sentences
from trialrun.report import Block, Content, Paragraph, Result, Slot

SUBJECT = "subject"
UNMARKED = "unmarked"
CRITERIA = ("death", "life_threatening", "hospital", "disability", "congenital")


@dataclass(frozen=True)
class Event:
    """One event: its sequence number, and by fact the id and text of its results."""

    number: str
    facts: dict[str, str]
    texts: dict[str, str | None]

    def slot(self, fact: str) -> Slot:
        """Return the slot of a fact."""
        return Slot(self.facts[fact])

    def marked(self, fact: str) -> bool:
        """Return whether a flag is Y."""
        return self.texts.get(fact) == "Y"

    @property
    def fatal(self) -> bool:
        """Whether the subject died of it."""
        return self.marked("death") or self.texts.get("outcome") == "FATAL"


@dataclass(frozen=True)
class Told:
    """One subject of the narratives."""

    subject: str
    facts: dict[str, str]
    texts: dict[str, str | None]
    values: dict[str, float | None]
    events: tuple[Event, ...]

    def slot(self, fact: str) -> Slot:
        """Return the slot of a fact."""
        return Slot(self.facts[fact])

    @property
    def arm(self) -> str:
        """Id of the arm."""
        return self.texts.get("arm") or ""

    @property
    def died(self) -> bool:
        """Whether the subject died."""
        return self.texts.get("died") == "Y" or any(event.fatal for event in self.events)


def told_subjects(sources: Sources) -> list[Told]:
    """Return the subjects of whom the results tell, by their id."""
    rows = sources.by_analysis.get(SUBJECT, [])
    found: dict[str, dict[str, list[str]]] = {}
    for each in rows:
        name = each.groups["USUBJID"]
        found.setdefault(name, {}).setdefault(each.groups.get("AESEQ", ""), []).append(each.id)

    def fact(identifier: str) -> str:
        return sources.results[identifier].operation

    told = []
    for name in sorted(found):
        own = found[name].get("", [])
        events = tuple(
            Event(
                number,
                {fact(each): each for each in ids},
                {fact(each): sources.results[each].text for each in ids},
            )
            for number, ids in found[name].items()
            if number
        )
        told.append(
            Told(
                name,
                {fact(each): each for each in own},
                {fact(each): sources.results[each].text for each in own},
                {fact(each): sources.results[each].value for each in own},
                events,
            )
        )
    return told


def listed_events(sources: Sources) -> list[Event]:
    """Return the events that meet a criterion of seriousness and are not marked as serious."""
    found: dict[str, list[Result]] = {}
    for each in sources.by_analysis.get(UNMARKED, []):
        found.setdefault(f"{each.groups['USUBJID']}.{each.groups['event']}", []).append(each)
    return [
        Event(
            key,
            {each.operation: each.id for each in rows},
            {each.operation: each.text for each in rows},
        )
        for key, rows in found.items()
    ]


def criteria_of(event: Event) -> list[Content]:
    """Return the criteria of seriousness that are recorded with an event."""
    return [say("csr-criterion", {"criterion": name}) for name in CRITERIA if event.marked(name)]


def narrative_blocks(sources: Sources) -> tuple[Block, ...]:
    """Return a heading line and a paragraph for each subject."""
    blocks: list[Block] = []
    for told in told_subjects(sources):
        prefix = f"csr.12.3.2.{told.subject}"
        lead = say(
            "csr-narrative-lead", subject=told.slot("id"), arm=of_study("arms", told.arm, "label")
        )
        blocks.append(Paragraph(f"{prefix}.lead", lead, "lead"))
        blocks.append(Paragraph(f"{prefix}.text", narrative(told)))
    return tuple(blocks)


def narrative(told: Told) -> Content:
    """Return the narrative of one subject, leaving out what the data do not say."""
    parts = [_who(told), _treatment(told)]
    parts += [part for event in told.events for part in event_sentences(event)]
    parts += [_death(told), _end(told), _all_events(told)]
    return sentences(*parts)


def _who(told: Told) -> Content:
    needed = ("age", "sex", "race", "site")
    if not all(name in told.facts for name in needed):
        return say("csr-narrative-who-short", arm=of_study("arms", told.arm, "label"))
    return say(
        "csr-narrative-who",
        {"sex": told.texts["sex"] or "U"},
        age=told.slot("age"),
        race=told.slot("race"),
        site=told.slot("site"),
        arm=of_study("arms", told.arm, "label"),
    )


def _treatment(told: Told) -> Content:
    if not {"first_dose", "last_dose", "treated_days"} <= told.facts.keys():
        return ()
    return say(
        "csr-narrative-treatment",
        {"n": told.values["treated_days"] or 0},
        first=told.slot("first_dose"),
        last=told.slot("last_dose"),
        days=told.slot("treated_days"),
    )


def event_sentences(event: Event) -> list[Content]:
    """Return what is known of one event: what and when, severity, relationship, end, criteria."""
    parts = []
    if {"start", "start_day"} <= event.facts.keys():
        parts.append(
            say(
                "csr-narrative-event",
                start=event.slot("start"),
                day=event.slot("start_day"),
                term=in_prose(event.slot("term")),
                system=in_prose(event.slot("class")),
            )
        )
    else:
        parts.append(
            say(
                "csr-narrative-event-undated",
                term=in_prose(event.slot("term")),
                system=in_prose(event.slot("class")),
            )
        )
    if "severity" in event.facts:
        parts.append(say("csr-narrative-severity", severity=event.slot("severity")))
    if "relationship" in event.facts:
        parts.append(say("csr-narrative-relationship", relationship=event.slot("relationship")))
    if "action" in event.facts:
        parts.append(say("csr-narrative-action", action=event.slot("action")))
    parts.append(_outcome(event))
    criteria = criteria_of(event)
    if criteria:
        kind = "yes" if event.marked("serious") else "no"
        listed = enumerated(criteria)
        parts.append(say("csr-narrative-criteria", {"serious": kind}, criteria=listed))
    return parts


def _outcome(event: Event) -> Content:
    if event.fatal:
        if "end" in event.facts:
            return say("csr-narrative-fatal-dated", end=event.slot("end"))
        return say("csr-narrative-fatal")
    if "outcome" not in event.facts:
        return ()
    if "end" in event.facts and "end_day" in event.facts:
        return say(
            "csr-narrative-outcome-dated",
            outcome=event.slot("outcome"),
            end=event.slot("end"),
            day=event.slot("end_day"),
        )
    return say("csr-narrative-outcome", outcome=event.slot("outcome"))


def _death(told: Told) -> Content:
    if "death_date" not in told.facts:
        return ()
    return say("csr-narrative-death", date=told.slot("death_date"))


def _end(told: Told) -> Content:
    if not {"end_of_study", "reason"} <= told.facts.keys():
        return ()
    return say("csr-narrative-end", end=told.slot("end_of_study"), reason=told.slot("reason"))


def _all_events(told: Told) -> Content:
    if not {"events", "emergent_events"} <= told.facts.keys():
        return ()
    return say(
        "csr-narrative-events",
        {"count": told.values["events"] or 0},
        events=told.slot("events"),
        emergent=told.slot("emergent_events"),
    )
