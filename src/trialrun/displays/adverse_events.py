"""Table of adverse events by system organ class and preferred term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trialrun.displays.parts import (
    arm_head,
    arm_ids,
    arm_label,
    count_and_percent,
    footnotes,
    message,
    of_display,
    population,
    res,
    row,
)
from trialrun.report import Column, Content, Message, Plain, Result, Slot, Table, id_part, result_id
from trialrun.study import AdverseEventsDisplay, Study

ANY = "any"


def build_adverse_events(
    study: Study, display: AdverseEventsDisplay, results: Mapping[str, Result]
) -> Table:
    """
    Return the table of an adverse-events display.

    First any event, then each class with its terms, in the order of the results. A p-value below
    the display's limit is marked with an asterisk; where neither arm has the event there is none.
    """
    number = display.number
    columns: list[Column] = []
    for arm in arm_ids(study, total=False):
        head = arm_head(study, arm, number, "N", short=True)
        columns.append(Column(id=f"{arm}-subjects", path=(head, message("display-n-percent"))))
        if display.events:
            events = message("display-events")
            columns.append(Column(id=f"{arm}-events", path=(head, events)))
    for one, other in display.comparisons:
        versus = Message(
            f"display-versus{_wording(display)}",
            (
                ("control", arm_label(study, other, short=True)),
                ("experimental", arm_label(study, one, short=True)),
            ),
        )
        path: tuple[Content, ...] = (message("display-fisher-p"), (versus,))
        columns.append(Column(id=f"{one}-{other}", path=path))

    any_label = message(f"display-any-class{_wording(display)}")
    rows = [row(ANY, (any_label,), _cells(study, display, results, (ANY,)))]
    outer, inner = display.levels
    class_label: Content = ()
    for result in results.values():
        if result.analysis != number or result.operation != "text":
            continue
        one, two = result.groups.get(outer, ""), result.groups.get(inner)
        key = tuple(id_part(name) for name in (one, two) if name is not None)
        cells = _cells(study, display, results, key)
        label: Content = (Slot(result.id),)
        if two is None:
            class_label = label
            rows.append(row(".".join(key), (label,), cells, gap=True))
        else:
            rows.append(row(".".join(key), (class_label, label), cells, indent=1))
    return Table(
        id=f"table-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population),
        stub=message("display-class-stub"),
        columns=tuple(columns),
        rows=tuple(rows),
        footnotes=footnotes(number, len(display.footnotes)),
        landscape=True,
    )


def _wording(display: AdverseEventsDisplay) -> str:
    """Return the end of the names of messages that a display words in its own way."""
    return "" if display.wording == "standard" else f"-{display.wording}"


def _cells(
    study: Study,
    display: AdverseEventsDisplay,
    results: Mapping[str, Result],
    key: tuple[str, ...],
) -> Iterator[Content]:
    """Yield the cells of one row."""
    number = display.number
    for arm in study.arms:
        subjects, percent, events = (
            res(number, word, arm.id, *key) for word in ("subjects", "percent", "events")
        )
        zero = results[subjects.id].value == 0
        yield count_and_percent(subjects, percent, zero=zero)
        if display.events:
            yield () if zero else (Plain("["), events, Plain("]"))
    for one, other in display.comparisons:
        found = results.get(result_id(number, "p_value", f"{one}-{other}", *key))
        if found is None:
            yield ()
            continue
        below = display.mark_below is not None and found.value is not None
        marked = below and float(found.value or 0) < float(display.mark_below or 0)
        yield (Slot(found.id), Plain("*")) if marked else (Slot(found.id),)
