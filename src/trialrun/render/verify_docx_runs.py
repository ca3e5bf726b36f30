"""A paragraph of a Word file read back: its runs through controls, links and fields."""

from __future__ import annotations

import re

from lxml import etree

from trialrun.render.verify_stream import Token, squeezed
from trialrun.render.word_styles import W

_W = f"{{{W}}}"
Element = etree._Element  # noqa: SLF001 - lxml names its element type so
_FIELDS = {"TOC", "REF", "PAGEREF", "SEQ", "PAGE", "NUMPAGES", "HYPERLINK"}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "PAGEREF"}
_COMPARED_FIELDS = {"REF", "SEQ"}
MARKUP = {
    "del": "tracked deletion",
    "ins": "tracked insertion",
    "moveFrom": "tracked move",
    "moveTo": "tracked move",
    "altChunk": "embedded file",
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "bdo": "reordered text",
    "dir": "reordered text",
    "ruby": "ruby text",
    "subDoc": "embedded file",
}
_ODD_LOOK = ("vanish", "specVanish", "strike", "dstrike", "rtl")
_LEAST_SIZE = 8
_WHITE = 0xE0


class Paragraph:
    """One paragraph: its runs through controls, links and fields."""

    def __init__(self, fields: list[list[str]], odd_styles: dict[str, str], odd_style: str) -> None:
        self.fields = fields
        self.odd_styles = odd_styles
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
            tag = local_name(child)
            if tag == "r":
                self.run(child, value)
            elif tag == "sdt":
                self.control(child, value)
            elif tag == "fldSimple":
                self.begin(child.get(f"{_W}instr") or "")
                self.fields[-1][1] = "result"
                self.walk(child, value)
                self.end()
            elif tag in MARKUP:
                self.tell(MARKUP[tag], all_text(child))
                if tag not in {"del", "moveFrom"}:
                    self.walk(child, value)
            elif tag in {"hyperlink", "smartTag", "customXml"}:
                self.walk(child, value)
            elif tag in {"oMath", "oMathPara"}:
                self.say(all_text(child), value)

    def control(self, node: Element, outer: str) -> None:
        """Read a content control; one without a lock, or that Word would refill, is told."""
        properties = node.find(f"{_W}sdtPr")
        content = node.find(f"{_W}sdtContent")
        name = value_of(properties, "tag") if properties is not None else ""
        lock = value_of(properties, "lock") if properties is not None else ""
        if name and lock != "sdtContentLocked":
            self.tell("control not locked", name)
        for odd in ("dataBinding", "showingPlcHdr", "date", "dropDownList", "comboBox"):
            if properties is not None and properties.find(f"{_W}{odd}") is not None:
                self.tell(f"control with {odd}", name)
        start = len(self.tokens)
        if content is not None:
            self.walk(content, name or outer)
        if name:
            # One control is one value, however its text is cut into runs.
            text = "".join(token.text for token in self.tokens[start:])
            inner = {token.id for token in self.tokens[start:]} - {name}
            if not inner:
                self.tokens[start:] = [Token(text, name)]

    def run(self, node: Element, value: str) -> None:
        """Read one run: its text, breaks, fields and what it draws."""
        look = node.find(f"{_W}rPr")
        texts: list[str] = []
        for child in node:
            tag = local_name(child)
            if tag == "t":
                texts.append(child.text or "")
            elif tag in {"tab", "ptab"}:
                texts.append("\t")
            elif tag in {"br", "cr"}:
                texts.append("\n")
            elif tag == "noBreakHyphen":
                texts.append("-")
            elif tag == "sym":
                texts.append(f"\ufffd{child.get(f'{_W}char')}")
            elif tag == "fldChar":
                self.flush(texts, look, value)
                kind = child.get(f"{_W}fldCharType")
                if kind == "begin":
                    self.begin("")
                elif kind == "separate" and self.fields:
                    self.fields[-1][1] = "result"
                elif kind == "end":
                    self.end()
            elif tag == "instrText" and self.fields:
                self.fields[-1][0] += child.text or ""
            elif tag in {"delText", "delInstrText"}:
                self.tell("tracked deletion", child.text or "")
            elif tag in MARKUP:
                self.tell(MARKUP[tag], all_text(child))
            elif tag in {"drawing", "pict", "object", "AlternateContent"}:
                boxed = all_text(child)
                if boxed:
                    self.tell("text box", boxed)
        self.flush(texts, look, value)

    def flush(self, texts: list[str], look: Element | None, value: str) -> None:
        """Say what a run has collected, and whether a reader would see it."""
        text = "".join(texts)
        texts.clear()
        if not text:
            return
        odd = self.odd_style
        if look is not None:
            odd = odd_look(look) or self.odd_styles.get(value_of(look, "rStyle"), "") or odd
        if odd and text.strip():
            self.tell("hidden", f"{text} ({odd})")
        self.say(text, value)

    def say(self, text: str, value: str) -> None:
        """Add text, unless it is a field's instruction or the number of a page."""
        if any(phase == "instruction" for _, phase, _ in self.fields):
            return
        if self.fields and _field_kind(self.fields[-1][0]) in _PAGE_FIELDS:
            self.fields[-1][2] += text
            return
        self.tokens.append(Token(text, value))

    def begin(self, instruction: str) -> None:
        """Enter a field."""
        self.fields.append([instruction, "instruction", ""])

    def end(self) -> None:
        """Leave a field: its kind is checked, what it points at kept."""
        if not self.fields:
            return
        instruction, _, result = self.fields.pop()
        kind = _field_kind(instruction)
        if kind not in _FIELDS:
            self.tell("field", squeezed(instruction))
        if kind in _COMPARED_FIELDS:
            self.links.append(squeezed(instruction))
        if kind in {"PAGE", "NUMPAGES"}:
            self.tokens.append(Token(f"\ue000{kind}"))
        if result and not result.strip().isdecimal():
            self.tokens.append(Token(result))


def odd_look(look: Element) -> str:
    """Return what of a run's look hides, strikes out or reorders its text, or an empty text."""
    for name in _ODD_LOOK:
        found = look.find(f"{_W}{name}")
        if found is not None and found.get(f"{_W}val") not in {"0", "false", "off"}:
            return name
    color = value_of(look, "color")
    if re.fullmatch("[0-9A-Fa-f]{6}", color) and all(
        int(color[k : k + 2], 16) >= _WHITE for k in (0, 2, 4)
    ):
        return f"color {color}"
    size = value_of(look, "sz")
    if size.isdecimal() and int(size) < _LEAST_SIZE:
        return f"size {size}"
    return ""


def _field_kind(instruction: str) -> str:
    words = instruction.split()
    return words[0].upper() if words else ""


def local_name(node: Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def value_of(node: Element, name: str) -> str:
    """Return the `w:val` of a child, or an empty text."""
    found = node.find(f"{_W}{name}")
    return (found.get(f"{_W}val") or "") if found is not None else ""


def all_text(node: Element) -> str:
    """Return all text inside an element."""
    names = {"t", "delText"}
    texts = [child.text or "" for child in node.iter() if local_name(child) in names]
    return squeezed(" ".join(texts))
