"""Chapter 8: what is assessed, by the kind of activity; the schedule says when."""

from __future__ import annotations

from trialrun.documents.outline_m11 import section_id
from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import Activity

PLACE_OF_DOMAIN: dict[str, str] = {
    "QS": "8.3",
    "FT": "8.3",
    "RS": "8.3",
    "TU": "8.3",
    "TR": "8.3",
    "SS": "8.3",
    "DD": "8.3",
    "PE": "8.4.1",
    "VS": "8.4.2",
    "EG": "8.4.3",
    "LB": "8.4.4",
    "AE": "8.4",
    "PC": "8.5",
    "PP": "8.5",
    "GF": "8.6.1",
    "PD": "8.6.2",
    "IS": "8.7",
    "HO": "8.8",
}
"""SDTM domain that holds an activity -> section that describes it."""

SCREENING = "8.2"


def assessment_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return the activities of each section of chapter 8."""
    found: dict[str, list[Activity]] = {}
    for activity in sources.study.activities:
        if not activity.visits:
            continue
        for place in _places(sources, activity):
            found.setdefault(place, []).append(activity)
    return {place: _listed(place, own) for place, own in found.items()}


def _places(sources: Sources, activity: Activity) -> list[str]:
    """Return the sections of an activity: its kind's, and that of screening if done only then."""
    screening = {each.id for each in sources.study.epochs if each.kind == "screening"}
    epochs = {each.epoch for each in sources.study.visits if each.id in activity.visits}
    if epochs and epochs <= screening:
        return [SCREENING]
    places = [PLACE_OF_DOMAIN[name] for name in activity.domains if name in PLACE_OF_DOMAIN]
    return list(dict.fromkeys(places))


def _listed(place: str, activities: list[Activity]) -> tuple[Block, ...]:
    own = section_id(place)
    lead = say(
        "protocol-activities-lead",
        {"count": len(activities)},
        table=refer("protocol.1.3.schedule"),
    )
    return (
        Paragraph(f"{own}.activities.lead", lead, "lead"),
        Bullets(f"{own}.activities", tuple(_activity(each) for each in activities)),
    )


def _activity(activity: Activity) -> Content:
    label: Content = (of_study("activities", activity.id, "label"),)
    if activity.note is None:
        return label
    note = (of_study("activities", activity.id, "note"),)
    return sentences((*label, *say("csr-full-stop")), note)
