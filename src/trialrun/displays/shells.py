"""Shells: the displays of a study before there are data, with letters where numbers will stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trialrun.displays.build import build_display
from trialrun.displays.drawing import SHELL
from trialrun.displays.expected import expected_results
from trialrun.displays.parts import of_display, row
from trialrun.report import (
    Column,
    Content,
    Figure,
    Inline,
    Message,
    Plain,
    Result,
    Results,
    Row,
    Slot,
    Table,
)
from trialrun.study import ChangeByVisitDisplay, Display, Study, SubgroupsDisplay


def build_shell(study: Study, display: Display) -> Table | Figure:
    """
    Return a display as it is planned: title, population, columns, rows and footnotes, no numbers.

    It is built by the function that builds the display itself, from stand-ins for its results;
    each then gives way to letters in its format (xx, xx.x, x.xxx). Of a display with many
    parameters the first of each group is laid out, and the others are named below it.
    """
    expected = Results(expected_results(study, display))
    block = build_display(study, _shortened(display), expected)
    if isinstance(display, ChangeByVisitDisplay) and isinstance(block, Table):
        block = replace(block, rows=_with_others(display, block.rows))
    if isinstance(block, Figure):
        return _figure_shell(block, display, expected)
    return _table_shell(block, expected)


def build_shells(study: Study) -> dict[str, Table | Figure]:
    """Return the shell of every display by its number, in the order of the definition."""
    return {display.number: build_shell(study, display) for display in study.displays}


def placeholder(form: str) -> str:
    """
    Return the letters that stand for a number in one of the formats.

    >>> placeholder("int"), placeholder("d1"), placeholder("p4"), placeholder("pct1")
    ('xx', 'xx.x', 'x.xxxx', 'xx.x')
    """
    kind = form.rstrip("g").rstrip("0123456789")
    decimals = int("0" + form.rstrip("g").removeprefix(kind))
    if kind == "p":
        return f"x.{'x' * decimals}"
    return f"xx.{'x' * decimals}" if decimals else "xx"


def _shortened(display: Display) -> Display:
    """Return a display with one parameter in each of its groups."""
    if not isinstance(display, ChangeByVisitDisplay):
        return display
    groups = tuple(
        group.model_copy(update={"parameters": group.parameters[:1]}) for group in display.groups
    )
    return display.model_copy(update={"groups": groups})


def _with_others(display: ChangeByVisitDisplay, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows with a line after each group that names its other parameters."""
    found: list[Row] = []
    position = 0
    for each in (*rows, None):
        begins = each is None or each.id == f"group-{position + 1}"
        if begins and position:
            others = _others(display, position)
            if others:
                found.append(row(f"group-{position}-others", (others,), indent=1))
        if each is not None:
            found.append(each)
            position += begins
    return tuple(found)


def _others(display: ChangeByVisitDisplay, position: int) -> Content:
    """Return what names the parameters of a group after its first."""
    names: Content = ()
    for k in range(2, len(display.groups[position - 1].parameters) + 1):
        path = ("groups", str(position), "parameters", str(k), "label")
        name: Content = (of_display(display.number, *path),)
        more = (("first", names), ("second", name))
        names = (Message("display-shell-list", more),) if names else name
    return (Message("display-shell-others", (("parameters", names),)),) if names else ()


def _figure_shell(figure: Figure, display: Display, expected: Mapping[str, Result]) -> Figure:
    forest = isinstance(display, SubgroupsDisplay)
    drawn = "display-shell-forest" if forest else "display-shell-alternative"
    table = None if figure.table is None else _table_shell(figure.table, expected)
    return replace(
        figure,
        drawing=f"{SHELL}{display.number}",
        alternative=(Message(drawn),),
        table=table,
        footnotes=tuple(_content(note, expected) for note in figure.footnotes),
    )


def _table_shell(table: Table, expected: Mapping[str, Result]) -> Table:
    def empty(content: Content) -> Content:
        return _content(content, expected)

    def paths(path: tuple[Content, ...]) -> tuple[Content, ...]:
        return tuple(map(empty, path))

    columns: tuple[Column, ...] = tuple(replace(c, path=paths(c.path)) for c in table.columns)
    rows = tuple(
        replace(r, label=empty(r.label), path=paths(r.path), cells=paths(r.cells))
        for r in table.rows
    )
    return replace(table, columns=columns, rows=rows, footnotes=paths(table.footnotes))


def _content(content: Content, expected: Mapping[str, Result]) -> Content:
    """Return a content with letters in the place of each result."""
    return tuple(_inline(inline, expected) for inline in content)


def _inline(inline: Inline, expected: Mapping[str, Result]) -> Inline:
    if isinstance(inline, Message):
        slots = tuple((name, _content(content, expected)) for name, content in inline.slots)
        return replace(inline, slots=slots)
    if not isinstance(inline, Slot) or inline.id not in expected:
        return inline
    found = expected[inline.id]
    if found.text is not None:
        return Message(found.format)
    return Plain(placeholder(inline.format or found.format))
