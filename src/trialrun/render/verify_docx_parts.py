"""What the parts of a Word file say besides their text: lists, styles, sections, bookmarks."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from trialrun.errors import DocumentError
from trialrun.render.verify_docx_runs import Element, local_name, odd_look, value_of
from trialrun.render.word_styles import W

_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VAL = f"{_W}val"
_LARGEST = 400_000_000
_SECTION = {
    f"{_W}{name}"
    for name in (
        "headerReference", "footerReference", "type", "pgSz", "pgMar", "cols", "titlePg", "docGrid",
        "vAlign", "formProt", "noEndnote", "textDirection", "bidi", "rtlGutter", "pgBorders",
        "sectPrChange", "paperSrc",
    )
}  # fmt: skip


class Archive:
    """
    The parts of a Word file.

    Raises:
        DocumentError: not a Word file.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                members = archive.infolist()
                size = sum(member.file_size for member in members)
                self.content = (
                    {member.filename: archive.read(member) for member in members}
                    if size <= _LARGEST
                    else {}
                )
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as error:
            raise DocumentError("not a Word file", place=name) from error
        names = Counter(member.filename for member in members)
        self.twice = sorted(name for name, times in names.items() if times > 1)
        start = [target for kind, target in self.targets("").values() if kind == "officeDocument"]
        if len(start) != 1 or start[0] not in self.content:
            raise DocumentError("not a Word file", place=name)
        self.start = start[0]

    def root(self, part: str) -> Element | None:
        """Return a part's tree, or None where there is no such part."""
        if part not in self.content:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(self.content[part], parser)
        except etree.XMLSyntaxError as error:
            raise DocumentError(f"not a Word file: {part} is no XML", place=self.name) from error

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return (kind, part) by relationship of a part; of the whole file where it is empty."""
        folder = dirname(part)
        base = part.rpartition("/")[2]
        root = self.root(join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for link in root if root is not None else ():
            kind = (link.get("Type") or "").rpartition("/")[2]
            target = link.get("Target") or ""
            if link.get("TargetMode") != "External":
                target = normpath(target.lstrip("/") if target[:1] == "/" else join(folder, target))
            found[link.get("Id") or ""] = (kind, target)
        return found

    def related(self, kind: str) -> Element | None:
        """Return the tree of the part of a kind that belongs to the document."""
        for own, target in self.targets(self.start).values():
            if own == kind:
                return self.root(target)
        return None

    def digest(self, part: str) -> str:
        """Return the digest of a part, as drawings are compared by it."""
        content = self.content.get(part)
        return "nothing" if content is None else drawing_digest(content)


def drawing_digest(content: bytes) -> str:
    """Return the digest by which a drawing is known."""
    return sha256(content).hexdigest()[:16]


def anchors(body: Element) -> dict[str, str]:
    """Return the text inside each bookmark."""
    texts: dict[str, list[str]] = {}
    open_ids: dict[str, list[str]] = {}
    for node in body.iter(
        f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}t", f"{_W}tab", f"{_W}br"
    ):
        if node.tag == f"{_W}bookmarkStart":
            name = node.get(f"{_W}name") or ""
            open_ids[node.get(f"{_W}id") or ""] = texts.setdefault(name, [])
        elif node.tag == f"{_W}bookmarkEnd":
            open_ids.pop(node.get(f"{_W}id") or "", None)
        else:
            for text in open_ids.values():
                text.append((node.text or "") if node.tag == f"{_W}t" else " ")
    return {name: "".join(text) for name, text in texts.items()}


@dataclass
class Styles:
    """
    What of a file's styles changes text: which hide it, which number paragraphs.

    `default` is the style of paragraphs that name none.
    """

    default: str = ""
    odd: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_styles(root: Element | None) -> Styles:
    """Return what of a file's styles changes text."""
    styles = Styles()
    if root is None:
        styles.notes.append("no styles")
        return styles
    based: dict[str, str] = {}
    odd: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for style in root.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId") or ""
        based[name] = value_of(style, "basedOn")
        kind = style.get(f"{_W}type"), style.get(f"{_W}default")
        if kind[0] == "paragraph" and kind[1] not in {None, "0", "false", "off"}:
            styles.default = name
        look = style.find(f"{_W}rPr")
        odd[name] = odd_look(look) if look is not None else ""
        number = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        numbers[name] = (number.get(_VAL) or "") if number is not None else ""
    for name in based:
        styles.odd[name] = _inherited(name, odd, based)
        styles.numbers[name] = _inherited(name, numbers, based)
    styles.odd = {name: look for name, look in styles.odd.items() if look}
    for default in root.iter(f"{_W}rPrDefault"):
        for look in default:
            if odd_look(look):
                styles.notes.append(f"hidden: all text ({odd_look(look)})")
    return styles


def _inherited(name: str, own: Mapping[str, str], based: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while name and name not in seen:
        if own.get(name):
            return own[name]
        seen.add(name)
        name = based.get(name, "")
    return ""


class Lists:
    """What a file prints before the paragraphs of its lists, counted as Word counts."""

    def __init__(self, root: Element | None) -> None:
        self.levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        self.abstract: dict[str, str] = {}
        self.restart: dict[tuple[str, str], int] = {}
        self.counts: dict[tuple[str, str], int] = {}
        self.begun: set[tuple[str, str]] = set()
        for node in root.iter(f"{_W}abstractNum") if root is not None else ():
            self._add_levels(node.get(f"{_W}abstractNumId") or "", node)
        for node in root.iter(f"{_W}num") if root is not None else ():
            number = node.get(f"{_W}numId") or ""
            self.abstract[number] = value_of(node, "abstractNumId")
            for override in node.iter(f"{_W}lvlOverride"):
                level = override.get(f"{_W}ilvl") or "0"
                start = value_of(override, "startOverride")
                if start.lstrip("-").isdecimal():
                    self.restart[number, level] = int(start)
                if override.find(f"{_W}lvl") is not None:
                    self.abstract[number] = f"own {number}"
                    self._add_levels(f"own {number}", override)

    def _add_levels(self, name: str, node: Element) -> None:
        for level in node.iter(f"{_W}lvl"):
            start = value_of(level, "start")
            self.levels[name, level.get(f"{_W}ilvl") or "0"] = (
                value_of(level, "numFmt"),
                value_of(level, "lvlText"),
                int(start) if start.lstrip("-").isdecimal() else 1,
            )

    def marker(self, number: str, level: str) -> str:
        """Return what stands before the next paragraph of a list."""
        if number in {"", "0"}:
            return ""
        abstract = self.abstract.get(number, "")
        kind, text, start = self.levels.get((abstract, level), ("", "", 1))
        if kind in {"bullet", "none"}:
            return text
        key = (abstract, level)
        if (number, level) in self.restart and (number, level) not in self.begun:
            self.counts[key] = self.restart[number, level]
        else:
            self.counts[key] = self.counts.get(key, start - 1) + 1
        self.begun.add((number, level))
        count = self.counts[key] if kind == "decimal" else f"{kind or 'no list'} {self.counts[key]}"
        return text.replace(f"%{int(level) + 1}", str(count))


@dataclass(frozen=True)
class Page:
    """A section of a file: the part of its running head or foot by (place, kind of page)."""

    parts: dict[tuple[str, str], str]
    kinds: tuple[str, ...]
    notes: tuple[str, ...]


def read_sections(
    body: Element, targets: Mapping[str, tuple[str, str]], settings: Element | None
) -> Iterator[Page]:
    """Yield the sections of a body, each with the heads and feet that its pages show."""
    even = settings is not None and settings.find(f"{_W}evenAndOddHeaders") is not None
    parts: dict[tuple[str, str], str] = {}
    for section in body.iter(f"{_W}sectPr"):
        parent = section.getparent()
        if parent is not None and local_name(parent) == "sectPrChange":
            continue
        notes: list[str] = []
        for item in section:
            if item.tag not in _SECTION:
                notes.append(f"section with {local_name(item)}")
            where = re.fullmatch("(header|footer)Reference", local_name(item))
            if where:
                _, part = targets.get(item.get(f"{_R}id") or "", ("", ""))
                parts = {**parts, (where[1], item.get(f"{_W}type") or "default"): part}
        first = section.find(f"{_W}titlePg")
        own_first = first is not None and first.get(_VAL) not in {"0", "false", "off"}
        kinds = ("default", *(["first"] if own_first else []), *(["even"] if even else []))
        yield Page(parts, kinds, tuple(notes))
