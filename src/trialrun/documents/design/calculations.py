"""Further calculations: what was assumed, and what each method returned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trialrun.documents.designed import designed
from trialrun.documents.sources import Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, say, sentences, separated
from trialrun.report import Block, Content, Paragraph, Result, Row, Slot, Table
from trialrun.study import Calculation, study_id, study_values

PART = "calculations"
WIDEST = 5
"""Columns of a table of lists."""
BROADEST = 8
"""Columns of a matrix."""
LONGEST = 30
"""Rows of a table; what is beyond stands in the table of results."""


def calculation_blocks(sources: Sources) -> tuple[Block, ...]:
    """Return a method, its assumptions and its values for each further calculation."""
    blocks: list[Block] = []
    for each in sources.study.calculations:
        rows = sources.by_analysis.get(f"{PART}.{each.id}", [])
        if rows:
            blocks += _calculation(sources, each, rows)
    if not blocks:
        return ()
    return (Paragraph("design.calculations.lead", say("design-calculations-lead")), *blocks)


def _calculation(sources: Sources, each: Calculation, rows: list[Result]) -> Iterator[Block]:
    name = f"design.calculations.{each.id}"
    label = (of_study(PART, each.id, "label"),)
    method = of_study(PART, each.id, "method")
    source = _words(sources, each, "source")
    said = (
        say("design-calculation-method", method=method, source=source)
        if source
        else say("design-calculation-method-only", method=method)
    )
    if each.source is not None:
        given = of_study(PART, each.id, "source")
        said = sentences(said, say("design-calculation-assumptions", source=given))
    yield Paragraph(f"{name}.method", said)
    table = f"{name}.arguments"
    assumed = [
        row(table, argument, _words(sources, each, "argument", argument), [cell])
        for argument, cell in _arguments(sources, each, rows).items()
    ]
    if assumed:
        title = say("design-table-calculation-arguments", label=label)
        yield text_table(table, title, say("design-stub-name"), _VALUE, assumed)
    yield from _values(sources, each, rows)


def _arguments(sources: Sources, each: Calculation, rows: list[Result]) -> dict[str, Content]:
    """Return what was assumed: name of an argument -> its values, those of a list in one cell."""
    start = study_id(PART, each.id, "arguments") + "."
    names = [row.text or "" for row in rows if row.operation.startswith("words.argument.")]
    found: dict[str, list[Content]] = {name: [] for name in names}
    for key in study_values(sources.study):
        path = key.removeprefix(start)
        name = path if path in found else path.rpartition(".")[0]
        if key.startswith(start) and name in found:
            found[name].append((Slot(key),))
    return {
        name: separated(parts) if parts else _words(sources, each, "given", name)
        for name, parts in found.items()
    }


def _values(sources: Sources, each: Calculation, rows: list[Result]) -> Iterator[Table]:
    """Yield a table of single values, then one for each length of lists and each matrix."""
    name = f"design.calculations.{each.id}"
    label = (of_study(PART, each.id, "label"),)
    fields: dict[str, list[Result]] = {}
    for result in rows:
        if "field" in result.groups:
            fields.setdefault(result.groups["field"], []).append(result)
    single = {field: found[0] for field, found in fields.items() if "row" not in found[0].groups}
    if single:
        table = f"{name}.values"
        title = say("design-table-calculation-values", label=label)
        yield text_table(
            table,
            title,
            say("design-stub-name"),
            _VALUE,
            [
                row(table, field, _words(sources, each, "field", field), [(Slot(result.id),)])
                for field, result in single.items()
            ],
        )
    lists: dict[tuple[str, ...], list[str]] = {}
    for field, found in fields.items():
        if field not in single and all("column" not in result.groups for result in found):
            lists.setdefault(tuple(result.groups["row"] for result in found), []).append(field)
    title = say("design-table-calculation-list", label=label)
    for places, alike in lists.items():
        for first in range(0, len(alike), WIDEST):
            shown = alike[first : first + WIDEST]
            heads = [(field, _words(sources, each, "field", field), 1.0) for field in shown]
            cells = {
                place: [(Slot(fields[field][k].id),) for field in shown]
                for k, place in enumerate(places)
            }
            yield _by_position(sources, each, f"{name}.{shown[0]}", title, heads, cells)
    for field, found in fields.items():
        if any("column" in result.groups for result in found):
            yield from _matrix(sources, each, field, found)


def _matrix(
    sources: Sources, each: Calculation, field: str, found: list[Result]
) -> Iterator[Table]:
    """Yield the table of a field with rows and columns."""
    by_place = {
        (result.groups.get("row", ""), result.groups.get("column", "")): result
        for result in found
        if "layer" not in result.groups
    }
    places = list(dict.fromkeys(column for _, column in by_place))
    if not by_place:
        return
    heads = [
        (column, _words(sources, each, "position", column), 1.0) for column in places[:BROADEST]
    ]
    cells: dict[str, list[Content]] = {}
    for line in dict.fromkeys(line for line, _ in by_place):
        slots = [by_place.get((line, column)) for column in places[:BROADEST]]
        cells[line] = [none_cell() if slot is None else (Slot(slot.id),) for slot in slots]
    label = (of_study(PART, each.id, "label"),)
    word = _words(sources, each, "field", field)
    title = say("design-table-calculation-matrix", label=label, field=word)
    name = f"design.calculations.{each.id}.{field}"
    cut = len(places) > BROADEST or len(by_place) < len(found)
    yield _by_position(sources, each, name, title, heads, cells, cut=cut)


def _by_position(
    sources: Sources,
    each: Calculation,
    table: str,
    title: Content,
    heads: Sequence[tuple[str, Content, float]],
    cells: Mapping[str, Sequence[Content]],
    *,
    cut: bool = False,
) -> Table:
    """Return a table with a row for each position; a long one says where the rest is."""
    rows: list[Row] = []
    for place, line in list(cells.items())[:LONGEST]:
        rows.append(row(table, place, _words(sources, each, "position", place), line))
    more = say("design-note-calculation-more", method=of_study(PART, each.id, "method"))
    notes = (more,) if cut or len(cells) > LONGEST else ()
    return text_table(table, title, say("design-stub-position"), heads, rows, footnotes=notes)


def _words(sources: Sources, each: Calculation, *path: str) -> Content:
    """Return a word of a calculation's tables: the name of a field, a position."""
    return designed(sources, PART, each.id, "words", *path)


_VALUE: tuple[tuple[str, Content, float], ...] = (("value", say("design-head-value"), 1.0),)
