"""Tables in the text: columns of words or of arms, rows of content."""

from __future__ import annotations

from collections.abc import Sequence

from trialrun.documents.sources import Sources
from trialrun.documents.wording import say
from trialrun.report import Column, Content, Plain, Row, Table


def columns(
    table: str, heads: Sequence[tuple[str, Content, float]], *, align: str = "left"
) -> tuple[Column, ...]:
    """Return columns of text: (key, head, width)."""
    side = "center" if align == "center" else "left"
    return tuple(
        Column(f"{table}.c.{key}", (head,), align=side, width=width)  # type: ignore[arg-type]
        for key, head, width in heads
    )


def arm_columns(
    sources: Sources, table: str, *size: str, total: bool = False
) -> tuple[Column, ...]:
    """
    Return a column for each arm, with its number of subjects at the head.

    Args:
        sources: arms and results.
        table: id of the table.
        size: parts of the id of the number of subjects, to which the arm is added.
        total: whether all arms together have a column.
    """
    arms = sources.arms_and_total if total else sources.arms
    found = []
    for arm in arms:
        head: tuple[Content, ...] = (sources.arm_or_total(arm),)
        if size and sources.has(*size, arm):
            head = (*head, (Plain("(N="), sources.slot(*size, arm), Plain(")")))
        found.append(Column(f"{table}.c.{arm}", head, width=1.0))
    return tuple(found)


def row(
    table: str,
    key: str,
    label: Content,
    cells: Sequence[Content],
    *,
    under: Sequence[Content] = (),
    indent: int = 0,
) -> Row:
    """Return a row; `under` are the labels of the groups that it belongs to."""
    return Row(f"{table}.r.{key}", label, (*under, label), tuple(cells), indent=indent)


def head_row(table: str, key: str, label: Content) -> Row:
    """Return a row that only names the rows after it."""
    return Row(f"{table}.r.{key}", label, (label,), kind="head")


def text_table(
    table: str,
    title: Content,
    stub: Content,
    heads: Sequence[tuple[str, Content, float]],
    rows: Sequence[Row],
    *,
    footnotes: Sequence[Content] = (),
    landscape: bool = False,
    caption: bool = True,
) -> Table:
    """Return a table whose cells are text."""
    return Table(
        table,
        title,
        columns(table, heads),
        tuple(rows),
        stub=stub,
        footnotes=tuple(footnotes),
        landscape=landscape,
        caption=caption,
    )


def none_cell() -> Content:
    """Return what a cell says where there is nothing to say."""
    return say("csr-none")
