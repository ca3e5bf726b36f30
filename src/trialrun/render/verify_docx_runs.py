"""
A paragraph of a Word file read back: its runs through controls, links and fields.

What the renderer never writes and Word never adds by itself is noted on the line where it stands:
nothing that a reader could see is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from trialrun.render.verify_stream import PICTURE, Token, squeezed
from trialrun.render.word_styles import W

Element = etree._Element  # noqa: SLF001 - lxml names its element type so
PAGE_REFERENCE = "PAGEREF "
"""Before the text at which an entry of the contents points."""
_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VAL = f"{_W}val"
_INSTRUCTION = re.compile(
    r"PAGE|NUMPAGES|PAGEREF \S+ \\h|REF \S+ \\h|SEQ \S+ \\\* ARABIC|HYPERLINK \\l .+"
    r'|TOC \\o "1-4" \\h \\z \\u|TOC \\h \\z \\t "(Table|Figure) Caption,1"'
)
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "PAGEREF"}
_PASSED = {
    f"{_W}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart",
        "permEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
        "lastRenderedPageBreak", "instrText", "smartTagPr", "customXmlPr", "sectPr",
    )
}  # fmt: skip
_THROUGH = {f"{_W}{name}" for name in ("hyperlink", "smartTag", "customXml")}
_TRACKED = {
    f"{_W}{name}": f"tracked {word}"
    for name, word in (
        ("ins", "insertion"), ("del", "deletion"), ("moveFrom", "move"), ("moveTo", "move"),
        ("delText", "deletion"), ("delInstrText", "deletion"), ("cellIns", "insertion"),
        ("cellDel", "deletion"), ("cellMerge", "merging"),
    )
}  # fmt: skip
_GONE = {f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}delInstrText"}
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_CONTROL = {f"{_W}{name}" for name in ("alias", "tag", "id", "lock", "rPr", "placeholder")}
_HIDING = {f"{_W}{name}" for name in ("vanish", "specVanish", "strike", "dstrike", "rtl")}
_OFF = {"0", "false", "off"}
_SYMBOLS = re.compile("symbol|wingdings|webdings|dingbats|mt extra", re.IGNORECASE)
_LEAST_SIZE = 8
_WHITE = 0xE0


@dataclass
class Story:
    """
    What paragraphs of one part share.

    `fields` are those that are open (instruction, phase, result): one may reach over paragraphs.
    `odd_styles` hide text, and how; `anchors` are the texts inside bookmarks; `picture` is the
    digest of the file behind a relationship.
    """

    odd_styles: Mapping[str, str]
    anchors: Mapping[str, str]
    picture: Callable[[str], str]
    fields: list[list[str]] = field(default_factory=list)


class Paragraph:
    """One paragraph: its runs through controls, links and fields."""

    def __init__(self, story: Story, odd_style: str) -> None:
        self.story = story
        self.odd_style = odd_style
        self.tokens: list[Token] = []
        self.links: list[str] = []
        self.notes: list[str] = []

    def tell(self, what: str, found: str = "") -> None:
        """Note something that must not be there."""
        self.notes.append(f"{what}: {found}" if found else what)

    def walk(self, node: Element, value: str) -> None:
        """Read what is inside a paragraph or a wrapper; `value` is the id around it."""
        for child in node:
            tag = child.tag
            if tag == f"{_W}r":
                self.run(child, value)
            elif tag == f"{_W}sdt":
                self.control(child, value)
            elif tag in _PASSED or not isinstance(tag, str):
                continue
            elif tag == f"{_W}fldSimple":
                self.begin(child.get(f"{_W}instr") or "")
                self.story.fields[-1][1] = "result"
                self.walk(child, value)
                self.end()
            elif tag in _TRACKED:
                self.tell(_TRACKED[tag], all_text(child))
                if tag not in _GONE:
                    self.walk(child, value)
            elif tag in _THROUGH:
                self.walk(child, value)
            else:
                self.tell(local_name(child), all_text(child))

    def control(self, node: Element, outer: str) -> None:
        """Read a content control; one that is not locked, or that Word would refill, is told."""
        name = lock = alias = ""
        properties = node.find(f"{_W}sdtPr")
        for item in properties if properties is not None else ():
            tag = item.tag
            if tag == f"{_W}tag":
                name = item.get(_VAL) or ""
            elif tag == f"{_W}lock":
                lock = item.get(_VAL) or ""
            elif tag == f"{_W}alias":
                alias = item.get(_VAL) or ""
            elif isinstance(tag, str) and tag.startswith(_W) and tag not in _CONTROL:
                self.tell(f"control with {local_name(item)}", name)
        content = node.find(f"{_W}sdtContent")
        if self._copied():
            # Word copies controls into the results of fields; there the text alone counts.
            if content is not None:
                self.walk(content, outer)
            return
        if name and lock != "sdtContentLocked":
            self.tell("control not locked", name)
        if name and alias != name:
            self.tell("control named otherwise", f"{alias} on {name}")
        if outer:
            self.tell("control in a control", name)
        start = len(self.tokens)
        if content is not None:
            self.walk(content, name or outer)
        if name:
            # One control is one value, however its text is cut into runs.
            text = "".join(token.text for token in self.tokens[start:])
            self.tokens[start:] = [Token(text, name)]

    def _copied(self) -> bool:
        kinds = {_field_kind(instruction) for instruction, _, _ in self.story.fields}
        return bool(kinds & {"REF", "TOC"})

    def run(self, node: Element, value: str) -> None:
        """Read one run: its text, breaks, fields and what it draws."""
        look: Element | None = None
        texts: list[str] = []
        for child in node:
            tag = child.tag
            if tag == f"{_W}t":
                text = child.text or ""
                kept = child.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
                texts.append(text if kept else text.strip(" \t\r\n"))
            elif tag == f"{_W}rPr":
                look = child
            elif tag in _CHARACTERS:
                texts.append(_CHARACTERS[tag])
            elif tag == f"{_W}fldChar":
                self.flush(texts, look, value)
                kind = child.get(f"{_W}fldCharType")
                if kind == "begin":
                    self.begin("")
                elif kind == "separate" and self.story.fields:
                    self.story.fields[-1][1] = "result"
                elif kind == "end":
                    self.end()
            elif tag == f"{_W}instrText":
                if self.story.fields:
                    self.story.fields[-1][0] += child.text or ""
            elif tag == f"{_W}drawing":
                self.drawing(child)
            elif tag == f"{_W}sym":
                texts.append(f"\ufffd{child.get(f'{_W}char')}")
            elif tag in _TRACKED:
                self.tell(_TRACKED[tag], child.text or all_text(child))
            elif tag not in _PASSED and isinstance(tag, str):
                self.tell(local_name(child), all_text(child))
        self.flush(texts, look, value)

    def drawing(self, node: Element) -> None:
        """Read a picture: what it is instead of (its alternative text) and which file it shows."""
        boxed = all_text(node)
        if boxed:
            self.tell("text box", boxed)
        digests: list[str] = []
        for blip in node.iter(f"{_A}blip"):
            digests.append(self.story.picture(blip.get(f"{_R}embed") or ""))
            if blip.get(f"{_R}link") is not None:
                self.tell("linked picture")
            for inner in blip:
                if inner.tag != f"{_A}extLst":
                    self.tell("changed picture", local_name(inner))
            digests.extend(
                self.story.picture(inner.get(f"{_R}embed") or "")
                for inner in blip.iter()
                if local_name(inner) == "svgBlip"
            )
        for crop in node.iter(f"{_A}srcRect"):
            if crop.attrib:
                self.tell("cropped picture")
        words = {
            item.get("descr") or ""
            for item in node.iter()
            if local_name(item) in {"docPr", "cNvPr"}
        }
        words.discard("")
        files = "+".join(sorted(set(digests)))
        self.tokens.append(Token(squeezed(" | ".join(sorted(words))), PICTURE + files))

    def flush(self, texts: list[str], look: Element | None, value: str) -> None:
        """Say what a run has collected, and whether a reader would see it."""
        if not texts:
            return
        text = "".join(texts)
        texts.clear()
        odd = (odd_look(look, self.story.odd_styles) if look is not None else "") or self.odd_style
        if odd and text.strip():
            self.tell("hidden", f"{text} ({odd})")
        self.say(text, value)

    def say(self, text: str, value: str) -> None:
        """Add text, unless it is a field's instruction or the number of a page."""
        fields = self.story.fields
        if fields:
            if any(phase == "instruction" for _, phase, _ in fields):
                return
            for open_field in fields:
                open_field[2] += text if _field_kind(open_field[0]) != "TOC" else ""
            if _field_kind(fields[-1][0]) in _PAGE_FIELDS:
                return
        self.tokens.append(Token(text, value))

    def begin(self, instruction: str) -> None:
        """Enter a field."""
        self.story.fields.append([instruction, "instruction", ""])

    def end(self) -> None:
        """Leave a field: its instruction is checked, what it points at kept."""
        if not self.story.fields:
            self.tell("end of no field")
            return
        words, _, result = self.story.fields.pop()
        instruction = squeezed(words).removesuffix(r"\* MERGEFORMAT").strip()
        kind = _field_kind(instruction)
        if not _INSTRUCTION.fullmatch(instruction):
            self.tell("field", instruction)
        anchor = instruction.split()[1] if kind in {"REF", "PAGEREF"} else ""
        target = squeezed(self.story.anchors.get(anchor, ""))
        if kind == "PAGEREF":
            self.links.append(PAGE_REFERENCE + target)
        elif kind in {"REF", "SEQ"}:
            self.links.append(instruction)
        elif kind in _PAGE_FIELDS:
            self.tokens.append(Token("", f"field:{kind}"))
        if kind == "REF" and squeezed(result) != target:
            self.tell("cross reference", f"{squeezed(result)} points at {target or 'nothing'}")
        if kind in _PAGE_FIELDS and not re.fullmatch("[0-9]*", result.strip()):
            self.tokens.append(Token(result))


def odd_look(look: Element, odd_styles: Mapping[str, str] | None = None) -> str:
    """Return what of a run's look hides, strikes out or reorders its text, or an empty text."""
    for item in look:
        tag = item.tag
        if tag in _HIDING:
            if item.get(_VAL) not in _OFF:
                return local_name(item)
        elif tag == f"{_W}rStyle":
            odd = (odd_styles or {}).get(item.get(_VAL) or "", "")
            if odd:
                return odd
        elif tag == f"{_W}color":
            color = item.get(_VAL) or ""
            if re.fullmatch("[Ff][0-9A-Fa-f]{5}|[Ee][0-9A-Fa-f]{5}", color) and all(
                int(color[k : k + 2], 16) >= _WHITE for k in (0, 2, 4)
            ):
                return f"color {color}"
        elif tag == f"{_W}sz":
            size = item.get(_VAL) or ""
            if size.isdecimal() and int(size) < _LEAST_SIZE:
                return f"size {size}"
        elif tag == f"{_W}rFonts":
            for font in item.attrib.values():
                if isinstance(font, str) and _SYMBOLS.search(font):
                    return f"font {font}"
        elif tag == f"{_W}highlight":
            if item.get(_VAL) == "black":
                return "black on black"
        elif tag in _TRACKED:
            return _TRACKED[tag]
    return ""


def tracked(node: Element | None) -> str:
    """Return which tracked change the properties of a paragraph, row or cell hold, if any."""
    if node is None:
        return ""
    return next((_TRACKED[item.tag] for item in node.iter() if item.tag in _TRACKED), "")


def _field_kind(instruction: str) -> str:
    return instruction.split(maxsplit=1)[0] if instruction.strip() else ""


def local_name(node: Element) -> str:
    """Return an element's name without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def value_of(node: Element | None, name: str) -> str:
    """Return the `w:val` of a child, or an empty text."""
    found = node.find(f"{_W}{name}") if node is not None else None
    return (found.get(_VAL) or "") if found is not None else ""


def all_text(node: Element) -> str:
    """Return all text inside an element."""
    texts = [child.text or "" for child in node.iter() if local_name(child) in {"t", "delText"}]
    return squeezed(" ".join(texts))
