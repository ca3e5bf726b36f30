"""Names of things by where they stand in the definition: visits, displays, items of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Content
from trialrun.study import DrawnDisplay, Study

Path = tuple[object, ...]
"""Where something stands in the definition."""


def visit_label(sources: Sources, number: float, path: Path) -> Content:
    """Return the name of a visit by its number; the number at `path` where no visit has it."""
    for visit in sources.study.visits:
        if visit.number == number:
            return (of_study("visits", visit.id, "label"),)
    return say("sap-visit-number", number=of_study(*path))


def keyed(items: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield each item of a list with what names it in ids: its id, number or position."""
    for position, item in enumerate(items, start=1):
        yield str(getattr(item, "id", None) or getattr(item, "number", None) or position), item


def display_block(study: Study, number: str) -> str:
    """Return the id of the block that shows a display's shell."""
    display = next(each for each in study.displays if each.number == number)
    kind = "figure" if isinstance(display, DrawnDisplay) else "table"
    return f"{kind}-{number}"


def display_reference(study: Study, number: str) -> Content:
    """Return a cross reference to a display's shell, with a colon after it."""
    return say("sap-display-colon", display=refer(display_block(study, number)))
