"""
A document as a frozen tree that knows no language.

Words are messages or labels of the study, numbers are slots; a renderer resolves both for one
language (`trialrun.report.resolve`) and writes what it gets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Slot:
    """
    A value with an identity: `res:`, `study:`, `design:`, `rehearsal:` or `journal:`.

    `format` as in `trialrun.language.numbers`; empty takes the result's own, or text.
    """

    id: str
    format: str = ""


@dataclass(frozen=True)
class Plain:
    """Punctuation, a sign or a unit that is the same in every language; never a digit."""

    text: str


@dataclass(frozen=True)
class Message:
    """A sentence of a catalogue; `slots` are filled with content, `select` only chooses forms."""

    id: str
    slots: tuple[tuple[str, Content], ...] = ()
    select: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True)
class Ref:
    """A cross reference to a section, table, figure or flow diagram of the same document."""

    target: str


Inline = Slot | Plain | Message | Ref
Content = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """
    A paragraph.

    `style` is body, lead, note, key (a label: value line of a title page) or notice (a warning on
    it that nobody can overlook).
    """

    id: str
    content: Content
    style: Literal["body", "lead", "note", "title", "subtitle", "key", "notice"] = "body"


@dataclass(frozen=True)
class Bullets:
    """A list of items, numbered or not."""

    id: str
    items: tuple[Content, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Column:
    """A column; `path` is its head from the outermost group to the last line."""

    id: str
    path: tuple[Content, ...]
    align: Literal["left", "center", "right"] = "center"
    width: float = 1.0


@dataclass(frozen=True)
class Row:
    """
    A row of a table.

    `label` is what the first column prints, `path` all labels from the outermost group to this
    one (what identifies the row). A `head` row has no cells; `gap` leaves space before the row.
    """

    id: str
    label: Content
    path: tuple[Content, ...]
    cells: tuple[Content, ...] = ()
    indent: int = 0
    gap: bool = False
    kind: Literal["data", "head"] = "data"
    page_break: bool = False


@dataclass(frozen=True)
class Table:
    """
    A table.

    `number` is the display's own (14-1.01) as content, or empty: then it is numbered in the
    document. `stubs` are the heads of the label columns (nearly always one).
    """

    id: str
    title: Content
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    number: Content = ()
    population: Content = ()
    stub: Content = ()
    footnotes: tuple[Content, ...] = ()
    landscape: bool = False
    caption: bool = True


@dataclass(frozen=True)
class Figure:
    """
    A figure: a drawing per language, with what is read from it as a table of numbers.

    `drawing` is the name of a specification in `trialrun.displays`; files are
    `figures/{drawing}.{language}.svg` (and .png) in the run's display folder.
    """

    id: str
    title: Content
    drawing: str
    number: Content = ()
    population: Content = ()
    alternative: Content = ()
    table: Table | None = None
    footnotes: tuple[Content, ...] = ()


@dataclass(frozen=True)
class Box:
    """A box of a flow diagram: lines of content."""

    id: str
    lines: tuple[Content, ...]


@dataclass(frozen=True)
class Flow:
    """A flow diagram: levels from top to bottom, each one box or one per branch."""

    id: str
    title: Content
    levels: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True)
class ToWrite:
    """
    What a person must write: a marked line until the journal has their text.

    `written` is the slot of the person's text (`journal:…`), or None.
    """

    id: str
    hint: Content
    written: Slot | None = None


@dataclass(frozen=True)
class Contents:
    """A generated list: of sections, of tables or of figures."""

    id: str
    of: Literal["sections", "tables", "figures"] = "sections"


@dataclass(frozen=True)
class Section:
    """A numbered section; `number` is structure that is recomputed from the outline."""

    id: str
    number: str
    title: Content
    blocks: tuple[Block, ...] = ()
    level: int = 1
    page_break: bool = False


Block = Paragraph | Bullets | Table | Figure | Flow | ToWrite | Contents | Section


@dataclass(frozen=True)
class Document:
    """
    A document: what stands on its title page and in its running head, and its sections.

    `mark` is what every page must say above all else (that its data are synthetic); empty for a
    document of real data.
    """

    id: str
    kind: Literal["csr", "protocol", "sap", "display", "rehearsal", "design"]
    title: Content
    header: Content
    footer: Content
    front: tuple[Block, ...]
    sections: tuple[Section, ...]
    date: str = ""
    keywords: tuple[str, ...] = field(default=())
    mark: Content = ()


SYNTHETIC_MARK: Content = (Message("report-mark-synthetic"),)
"""The mark of all that was made from synthetic data."""
