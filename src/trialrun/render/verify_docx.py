"""A Word file read back to lines and grids, with all that must not be in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from trialrun.errors import DocumentError
from trialrun.render.verify_compare import Difference
from trialrun.render.verify_docx_runs import MARKUP as _MARKUP
from trialrun.render.verify_docx_runs import Element, Paragraph, odd_look, value_of
from trialrun.render.verify_docx_runs import all_text as _all_text
from trialrun.render.verify_docx_runs import local_name as _local
from trialrun.render.verify_stream import Grid, Item, Line, Token, tokens_of
from trialrun.render.word_styles import W

_W = f"{{{W}}}"
_WRAPPERS = {"sdt", "sdtContent", "customXml", "footnote", "endnote", "smartTag"}


@dataclass
class WordFile:
    """What a Word file holds: items of the body, running heads and feet, and what is amiss."""

    items: list[Item] = field(default_factory=list)
    headers: list[Line] = field(default_factory=list)
    footers: list[Line] = field(default_factory=list)
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
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {
                part: etree.fromstring(archive.read(part), parser)
                for part in archive.namelist()
                if part.endswith((".xml", ".rels"))
            }
        document = parts["word/document.xml"]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError) as error:
        raise DocumentError("not a Word file", place=name) from error
    word = WordFile()
    reader = _Reader(parts, word)
    body = document.find(f"{_W}body")
    if body is not None:
        word.items = list(reader.items(body, "the body"))
        reader.check_sections(body)
    for part, root in sorted(parts.items()):
        where = re.fullmatch(r"word/(header|footer)\d*\.xml", part)
        if where:
            lines = [item for item in reader.items(root, where[1]) if isinstance(item, Line)]
            joined = Line(where[1], tokens_of(t for line in lines for t in line.tokens))
            (word.headers if where[1] == "header" else word.footers).append(joined)
        elif part in {"word/footnotes.xml", "word/endnotes.xml"}:
            for item in reader.items(root, part):
                if isinstance(item, Line) and item.tokens:
                    word.differences.append(Difference(part, "added", "", item.text))
    core = parts.get("docProps/core.xml")
    found = core.find("{http://purl.org/dc/elements/1.1/}language") if core is not None else None
    word.language = (found.text or "") if found is not None else ""
    return word


class _Reader:
    """One file: walks its parts and remembers what must not be there."""

    def __init__(self, parts: dict[str, Element], word: WordFile) -> None:
        self.parts = parts
        self.word = word
        self.lists: dict[str, int] = {}
        self.kinds = list_kinds(parts.get("word/numbering.xml"))
        self.odd_styles = self._odd_styles()
        # A field may reach over paragraphs: instruction, phase, result.
        self.fields: list[list[str]] = []

    def tell(self, place: str, what: str, found: str = "") -> None:
        said = f"{what}: {found}" if found else what
        self.word.differences.append(Difference(place, "structure", "", said))

    def items(self, node: Element, where: str) -> Iterator[Item]:
        """Yield paragraphs and tables of a part, through whatever wraps them."""
        for child in node:
            tag = _local(child)
            if tag == "p":
                yield self.paragraph(child, where)
            elif tag == "tbl":
                yield self.table(child, where)
            elif tag in _WRAPPERS:
                yield from self.items(child, where)
            elif tag in _MARKUP:
                self.tell(where, _MARKUP[tag], _all_text(child))
                if tag in {"ins", "moveTo"}:
                    yield from self.items(child, where)
            elif tag not in {"sectPr", "sdtPr"}:
                text = _all_text(child)
                if text:
                    self.tell(where, tag, text)

    def paragraph(self, node: Element, where: str) -> Line:
        """Return a paragraph as a line."""
        style = node.find(f"{_W}pPr/{_W}pStyle")
        odd = self.odd_styles.get(style.get(f"{_W}val") or "", "") if style is not None else ""
        reading = Paragraph(self.fields, self.odd_styles, odd)
        reading.walk(node, "")
        return Line(
            where,
            tokens_of(reading.tokens),
            self.marker(node),
            tuple(reading.links),
            notes=tuple(reading.notes),
        )

    def table(self, node: Element, where: str) -> Grid:
        """Return a table; a cell that continues one above stands only where it says something."""
        rows: list[tuple[Line, ...]] = []
        all_lines: list[Line] = []
        for row in _inside(node, "tr"):
            cells: list[Line] = []
            for cell in _inside(row, "tc"):
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                lines: list[Line] = []
                for item in self.items(cell, where):
                    if isinstance(item, Line):
                        lines.append(item)
                    else:
                        self.tell(where, "table in a cell", _all_text(cell))
                tokens = tokens_of(t for line in lines for t in (*line.tokens, Token("\n")))
                if not tokens and merge is not None and merge.get(f"{_W}val") != "restart":
                    continue
                links = tuple(link for line in lines for link in line.links)
                notes = tuple(note for line in lines for note in line.notes)
                marker = "".join(line.marker for line in lines)
                cells.append(Line(where, tokens, marker, links, notes=notes))
                all_lines.extend(line for line in lines if line.tokens)
            rows.append(tuple(cells))
        return Grid(where, tuple(rows), lines=tuple(all_lines))

    def marker(self, node: Element) -> str:
        """Return the number or bullet that Word prints before a paragraph."""
        found = node.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if found is None:
            return ""
        number = found.get(f"{_W}val") or ""
        kind = self.kinds.get(number, "?")
        if kind != "decimal":
            return "•" if kind == "bullet" else kind
        self.lists[number] = self.lists.get(number, 0) + 1
        return f"{self.lists[number]}."

    def check_sections(self, body: Element) -> None:
        """Say where pages after the title page have no running head or foot."""
        sections = list(body.iter(f"{_W}sectPr"))
        later = sections[1:] if len(sections) > 1 else sections
        for tag in ("headerReference", "footerReference"):
            if later and later[0].find(f"{_W}{tag}") is None:
                self.tell("the sections", f"no {tag.removesuffix('Reference')}")

    def _odd_styles(self) -> dict[str, str]:
        """Return the styles that would hide, strike out or reorder text, and how."""
        root = self.parts.get("word/styles.xml")
        if root is None:
            self.tell("the styles", "missing")
            return {}
        own: dict[str, str] = {}
        based: dict[str, str] = {}
        for style in root.iter(f"{_W}style"):
            name = style.get(f"{_W}styleId") or ""
            based[name] = value_of(style, "basedOn")
            look = style.find(f"{_W}rPr")
            own[name] = odd_look(look) if look is not None else ""
        for name, before in based.items():
            parent, seen = before, {name}
            while not own[name] and parent and parent not in seen:
                seen.add(parent)
                own[name] = own.get(parent, "")
                parent = based.get(parent, "")
        for look in root.iter(f"{_W}rPrDefault"):
            for inner in look:
                if odd_look(inner):
                    self.tell("the styles", "hidden", odd_look(inner))
        return {name: odd for name, odd in own.items() if odd}


def list_kinds(root: Element | None) -> dict[str, str]:
    """Return what each list prints: bullet, decimal (from 1, nothing around it), or what it is."""
    if root is None:
        return {}
    looks: dict[str, str] = {}
    for abstract in root.iter(f"{_W}abstractNum"):
        level = abstract.find(f"{_W}lvl")
        if level is None:
            continue
        kind = value_of(level, "numFmt")
        text, start = value_of(level, "lvlText"), value_of(level, "start") or "1"
        plain = kind == "decimal" and text == "%1." and start == "1"
        odd = any(char.isdigit() for char in text)
        look = "decimal" if plain else "bullet" if kind == "bullet" and not odd else text
        looks[abstract.get(f"{_W}abstractNumId") or ""] = look
    kinds: dict[str, str] = {}
    for number in root.iter(f"{_W}num"):
        kind = looks.get(value_of(number, "abstractNumId"), "?")
        starts = [start.get(f"{_W}val") for start in number.iter(f"{_W}startOverride")]
        kinds[number.get(f"{_W}numId") or ""] = kind if set(starts) <= {"1"} else "?"
    return kinds


def _inside(node: Element, name: str) -> Iterator[Element]:
    """Yield the rows or cells of a table, through what wraps them."""
    for child in node:
        tag = _local(child)
        if tag == name:
            yield child
        elif tag in _WRAPPERS or tag in {"ins", "moveTo"}:
            yield from _inside(child, name)
