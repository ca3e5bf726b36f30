"""A Word file read back to lines and grids, with all that must not be in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from trialrun.errors import DocumentError
from trialrun.render.verify_compare import Difference
from trialrun.render.verify_docx_parts import (
    Archive,
    Lists,
    anchors,
    read_sections,
    read_styles,
)
from trialrun.render.verify_docx_runs import (
    Element,
    Paragraph,
    Story,
    all_text,
    local_name,
    odd_look,
    tracked,
    value_of,
)
from trialrun.render.verify_stream import Grid, Item, Line, Token, tokens_of
from trialrun.render.word_styles import W

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_WRAPPERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag")}
_PASSED = {
    f"{_W}{name}"
    for name in (
        "sectPr", "sdtPr", "sdtEndPr", "customXmlPr", "bookmarkStart", "bookmarkEnd", "proofErr",
        "permStart", "permEnd", "commentRangeStart", "commentRangeEnd", "tblPr", "tblGrid", "tcPr",
        "trPr", "tblPrEx",
    )
}  # fmt: skip


@dataclass
class WordFile:
    """
    What a Word file holds: items of the body, running heads and feet, and what is amiss.

    `running` has a line for each part that pages of the report show, by place ("header" …);
    an empty one where pages show none.
    """

    items: list[Item] = field(default_factory=list)
    running: list[tuple[str, Line]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    language: str = ""


def read_docx(content: bytes, name: str) -> WordFile:
    """
    Return what a Word file says.

    Args:
        content: the file.
        name: of the file, for messages.
    Raises:
        DocumentError: not a Word file.
    """
    archive = Archive(content, name)
    document = archive.root(archive.start)
    body = document.find(f"{_W}body") if document is not None else None
    if document is None or body is None:
        raise DocumentError("not a Word file", place=name)
    word = WordFile()
    reader = _Reader(archive, word)
    word.items = list(reader.part(body, archive.start, "the body"))
    for twice in archive.twice:
        reader.tell("the file", "part there twice", twice)
    for child in document:
        if child is not body and isinstance(child.tag, str):
            reader.tell("the file", local_name(child))
    reader.running(body)
    core = archive.root("docProps/core.xml")
    found = core.find("{http://purl.org/dc/elements/1.1/}language") if core is not None else None
    word.language = (found.text or "") if found is not None else ""
    return word


class _Reader:
    """One file: walks its parts and remembers what must not be there."""

    def __init__(self, archive: Archive, word: WordFile) -> None:
        self.archive = archive
        self.word = word
        self.lists = Lists(archive.related("numbering"))
        self.styles = read_styles(archive.related("styles"))
        self.story = Story({}, {}, str)
        for note in self.styles.notes:
            self.tell("the styles", note)

    def tell(self, place: str, what: str, found: str = "") -> None:
        said = f"{what}: {found}" if found else what
        self.word.differences.append(Difference(place, "structure", "", said))

    def part(self, root: Element, part: str, where: str) -> Iterator[Item]:
        """Yield the paragraphs and tables of a part."""
        links = self.archive.targets(part)
        self.story = Story(
            self.styles.odd,
            anchors(root),
            lambda link: self.archive.digest(links.get(link, ("", ""))[1]),
        )
        yield from self.items(root, where)
        for instruction, _, _ in self.story.fields:
            self.tell(where, "field without an end", instruction)

    def running(self, body: Element) -> None:
        """Read the running heads and feet that the pages of each section show."""
        links = self.archive.targets(self.archive.start)
        seen: set[tuple[str, str, bool]] = set()
        for number, page in enumerate(read_sections(body, links, self.archive.related("settings"))):
            for note in page.notes:
                self.tell(f"section {number + 1} of the file", note)
            for where in ("header", "footer"):
                for kind in page.kinds:
                    part = page.parts.get((where, kind), "")
                    if (where, part, number == 0) not in seen:
                        seen.add((where, part, number == 0))
                        place = f"{where} of the title page" if number == 0 else where
                        self.word.running.append((place, self.head(part, where)))

    def head(self, part: str, where: str) -> Line:
        """Return a running head or foot as one line."""
        root = self.archive.root(part) if part else None
        tokens: list[Token] = []
        notes: list[str] = []
        links: list[str] = []
        for item in self.part(root, part, where) if root is not None else ():
            if isinstance(item, Line):
                tokens.extend((*item.tokens, Token("\n")))
                notes.extend(item.notes)
                links.extend(item.links)
            else:
                notes.append("table in a running head")
        return Line(where, tokens_of(tokens), links=tuple(links), notes=tuple(notes))

    def items(self, node: Element, where: str) -> Iterator[Item]:
        """Yield paragraphs and tables of a part, through whatever wraps them."""
        for child in node:
            tag = child.tag
            if tag == f"{_W}p":
                yield self.paragraph(child, where)
            elif tag == f"{_W}tbl":
                yield self.table(child, where)
            elif tag in _WRAPPERS:
                yield from self.items(child, where)
            elif tag not in _PASSED and isinstance(tag, str):
                self.tell(where, local_name(child), all_text(child))
                if local_name(child) in {"ins", "moveTo"}:
                    yield from self.items(child, where)

    def paragraph(self, node: Element, where: str) -> Line:
        """Return a paragraph as a line."""
        properties = node.find(f"{_W}pPr")
        style = value_of(properties, "pStyle") or self.styles.default
        reading = Paragraph(self.story, self.styles.odd.get(style, ""))
        reading.walk(node, "")
        marker = self.marker(properties, style)
        if properties is not None:
            self.check_paragraph(properties, reading)
        return Line(
            where,
            tokens_of(reading.tokens),
            marker,
            tuple(reading.links),
            notes=tuple(reading.notes),
        )

    def check_paragraph(self, properties: Element, reading: Paragraph) -> None:
        mark = properties.find(f"{_W}rPr")
        if mark is not None:
            odd = odd_look(mark)
            if odd.startswith("tracked") or odd in {"vanish", "specVanish"}:
                reading.tell("paragraph mark", odd)
        if properties.find(f"{_W}framePr") is not None:
            reading.tell("frame")
        spacing = properties.find(f"{_W}spacing")
        if spacing is not None and spacing.get(f"{_W}lineRule") == "exact":
            reading.tell("hidden: lines cut off")

    def marker(self, properties: Element | None, style: str) -> str:
        """Return the number or bullet that Word prints before a paragraph."""
        own = properties.find(f"{_W}numPr") if properties is not None else None
        number, level = value_of(own, "numId"), value_of(own, "ilvl") or "0"
        number = number or self.styles.numbers.get(style, "")
        return self.lists.marker(number, level) if number else ""

    def table(self, node: Element, where: str) -> Grid:
        """Return a table; a cell that continues one above stands only where it says something."""
        rows: list[tuple[Line, ...]] = []
        all_lines: list[Line] = []
        look = self.styles.odd.get(value_of(node.find(f"{_W}tblPr"), "tblStyle"), "")
        for row in _inside(node, f"{_W}tr"):
            cells: list[Line] = []
            odd = self.row_note(row) or (f"hidden: {look}" if look else "")
            for cell in _inside(row, f"{_W}tc"):
                line = self.cell(cell, where, all_lines, odd)
                if line is not None:
                    cells.append(line)
                    odd = ""
            rows.append(tuple(cells))
        return Grid(where, tuple(rows), lines=tuple(all_lines))

    def cell(self, cell: Element, where: str, all_lines: list[Line], odd: str) -> Line | None:
        """Return a cell as one line, or None where it only continues the one above."""
        notes: list[str] = [odd] if odd else []
        lines: list[Line] = []
        for item in self.items(cell, where):
            if isinstance(item, Line):
                lines.append(item)
            else:
                notes.append(
                    f"table in a cell: {' | '.join(line.text for line in item.lines)}"
                    if isinstance(item, Grid)
                    else "table in a cell"
                )
        if len(lines) == 1:
            tokens = lines[0].tokens
        else:
            tokens = tokens_of(t for line in lines for t in (*line.tokens, Token("\n")))
        for line in lines:
            notes.extend(line.notes)
        properties = cell.find(f"{_W}tcPr")
        merge = properties.find(f"{_W}vMerge") if properties is not None else None
        if merge is not None and merge.get(_VAL) != "restart":
            if not tokens and not notes:
                return None
            notes.append("hidden: merged away")
        if properties is not None:
            if properties.find(f"{_W}hMerge") is not None:
                notes.append("hidden: merged away")
            if tracked(properties):
                notes.append(tracked(properties))
        all_lines.extend(line for line in lines if line.tokens or line.notes)
        return Line(
            where,
            tokens,
            "".join(line.marker for line in lines),
            tuple(link for line in lines for link in line.links),
            notes=tuple(notes),
        )

    def row_note(self, row: Element) -> str:
        """Return what hides a row or marks it as changed, if anything."""
        properties = row.find(f"{_W}trPr")
        if properties is None:
            return ""
        if tracked(properties):
            return tracked(properties)
        if properties.find(f"{_W}hidden") is not None:
            return "hidden: row"
        height = properties.find(f"{_W}trHeight")
        if height is not None and height.get(f"{_W}hRule") == "exact":
            return "hidden: row cut off"
        return ""


def _inside(node: Element, name: str) -> Iterator[Element]:
    """Yield the rows or cells of a table, through what wraps them."""
    for child in node:
        tag = child.tag
        if tag == name:
            yield child
        elif tag in _WRAPPERS or local_name(child) in {"ins", "moveTo", "del", "moveFrom"}:
            yield from _inside(child, name)
