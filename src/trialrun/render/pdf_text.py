"""
The text of a PDF in the order in which it is drawn, with what each stretch is marked as.

A page's content is read operator by operator: which glyphs are shown, in which font (its ToUnicode
map gives the characters), inside which marked content: running heads and feet, repeated table
heads and leaders are marked as artifacts, drawings carry their alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, StreamObject

from trialrun.errors import DocumentError

_DEEPEST = 12


def _string_pattern() -> bytes:
    """Return the pattern of a string: brackets that pair may stand in it unescaped, nested."""
    inner = rb"(?:[^()\\]|\\[\s\S])*+"
    for _ in range(_DEEPEST):
        inner = rb"(?:[^()\\]|\\[\s\S]|\(" + inner + rb"\))*+"
    return rb"\(" + inner + rb"\)"


_TOKEN = re.compile(
    rb"<<|>>|<[0-9A-Fa-f\s]*>|"
    + _string_pattern()
    + rb"""|/[^\s<>\[\]()/%{}]*|[\[\]]|[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?"""
    + rb"""|[A-Za-z'"][A-Za-z0-9*]*|%[^\r\n]*"""
)
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_FILL = {b"g", b"rg", b"sc", b"scn", b"k"}
_WHITE = 0.9


@dataclass(frozen=True)
class Chunk:
    """
    Text drawn under one mark.

    `role` is "content", "header", "footer", "repeated" (the head of a table that goes on),
    "layout" (leaders) or "drawing"; `note` says why a reader would not see it as it is.
    """

    page: int
    role: str
    text: str
    alternative: str = ""
    note: str = ""


@dataclass
class PdfFile:
    """What a PDF holds."""

    pages: int
    chunks: list[Chunk]
    language: str
    title: str
    attachments: dict[str, bytes]
    notes: list[str]


def read_pdf(content: bytes, name: str) -> PdfFile:
    """
    Return what a PDF says.

    Args:
        content: the file.
        name: of the file, for messages.
    Raises:
        DocumentError: not a PDF.
    """
    try:
        reader = PdfReader(BytesIO(content))
        root: Any = reader.trailer["/Root"].get_object()
        chunks = [
            chunk
            for number, page in enumerate(reader.pages, start=1)
            for chunk in _page_chunks(page, number)
        ]
        attached = {key: files[0] for key, files in reader.attachments.items() if files}
        notes = list(_odd_parts(reader, root))
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise DocumentError("not a PDF that can be read", place=name) from error
    language = str(root.get("/Lang", ""))
    return PdfFile(len(reader.pages), chunks, language, title, attached, notes)


def _odd_parts(reader: PdfReader, root: Any) -> Iterator[str]:
    """Yield what a report does not have: notes on pages, forms, layers, actions."""
    for key, what in (
        ("/AcroForm", "form"),
        ("/OCProperties", "layers"),
        ("/OpenAction", "action"),
    ):
        if key in root:
            yield what
    for number, page in enumerate(reader.pages, start=1):
        for annotation in page.get("/Annots") or ():
            kind = annotation.get_object().get("/Subtype")
            if kind != "/Link":
                yield f"page {number}: annotation {kind}"


def _page_chunks(page: Any, number: int) -> list[Chunk]:
    contents = page.get_contents()
    if contents is None:
        return []
    machine = _Machine(number)
    machine.run(_data(contents), page.get("/Resources", DictionaryObject()))
    machine.flush()
    return machine.chunks


def _data(stream: Any) -> bytes:
    if isinstance(stream, ContentStream | StreamObject):
        return bytes(stream.get_data())
    return b""


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


class _Machine:
    """Runs the operators of one page as far as text needs them."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.chunks: list[Chunk] = []
        self.marks: list[tuple[str, str, str]] = []
        self.text: list[str] = []
        self.notes: set[str] = set()
        self.font: dict[bytes, str] | None = None
        self.size = 2
        self.mode = 0
        self.white = False
        self.saved: list[tuple[dict[bytes, str] | None, int, int, bool]] = []
        self.fonts: dict[int, tuple[dict[bytes, str] | None, int]] = {}

    def flush(self) -> None:
        text = "".join(self.text)
        role, alternative, _ = self.marks[-1] if self.marks else ("content", "", "")
        if text or alternative:
            note = ", ".join(sorted(self.notes)) if text.strip() else ""
            self.chunks.append(Chunk(self.page, role, text, alternative, note))
        self.text.clear()
        self.notes.clear()

    def run(self, data: bytes, resources: Any, depth: int = 0) -> None:
        operands: list[bytes] = []
        for match in _TOKEN.finditer(data):
            token = match.group()
            first = token[:1]
            if first == b"%":
                continue
            if first.isalpha() or first in {b"'", b'"'}:
                self.operate(token, operands, resources, depth)
                operands = []
            else:
                operands.append(token)

    def operate(self, name: bytes, operands: list[bytes], resources: Any, depth: int) -> None:
        if name in {b"Tj", b"TJ", b"'", b'"'}:
            self.show(operands)
        elif name == b"Tf" and operands:
            self.font, self.size = self.load(operands[0], resources)
        elif name == b"Tr" and operands:
            self.mode = int(float(operands[-1]))
        elif name in _FILL:
            self.white = _is_white(name, operands)
        elif name == b"q":
            self.saved.append((self.font, self.size, self.mode, self.white))
        elif name == b"Q" and self.saved:
            self.font, self.size, self.mode, self.white = self.saved.pop()
        elif name in {b"BDC", b"BMC"}:
            self.flush()
            self.marks.append(self.mark(operands))
        elif name == b"EMC":
            self.flush()
            if self.marks:
                self.marks.pop()
        elif name == b"Do" and operands and depth < 8:
            self.draw(operands[0], resources, depth)

    def mark(self, operands: list[bytes]) -> tuple[str, str, str]:
        """Return role, alternative text and replacement of marked content."""
        outer = self.marks[-1] if self.marks else ("content", "", "")
        text = b" ".join(operands)
        tag = operands[0] if operands else b""
        values = dict(pairwise(operands))
        if b"/ActualText" in values:
            self.chunks.append(Chunk(self.page, "content", "", note="replacement text"))
        if tag == b"/Artifact":
            if b"/Header" in text:
                return "header", "", ""
            if b"/Footer" in text:
                return "footer", "", ""
            return ("repeated" if b"/Pagination" in text else "layout"), "", ""
        if b"/Alt" in values:
            return "drawing", _string(values[b"/Alt"]), ""
        return (outer[0] if outer[0] in {"drawing", "header", "footer"} else "content"), "", ""

    def draw(self, name: bytes, resources: Any, depth: int) -> None:
        """Run a form that the page draws."""
        forms: Any = _resolved(resources.get("/XObject", DictionaryObject()))
        form = forms.get(name.decode("latin-1"))
        form = form.get_object() if form is not None else None
        if form is not None and form.get("/Subtype") == "/Form":
            self.saved.append((self.font, self.size, self.mode, self.white))
            self.run(_data(form), form.get("/Resources", resources), depth + 1)
            self.font, self.size, self.mode, self.white = self.saved.pop()

    def load(self, name: bytes, resources: Any) -> tuple[dict[bytes, str] | None, int]:
        """Return the characters of a font's codes and how many bytes a code has."""
        fonts: Any = _resolved(resources.get("/Font", DictionaryObject()))
        font = fonts.get(name.decode("latin-1"))
        if font is None:
            return None, 1
        font = font.get_object()
        key = id(font)
        if key not in self.fonts:
            self.fonts[key] = _font_map(font)
        return self.fonts[key]

    def show(self, operands: list[bytes]) -> None:
        """Add the characters of a text operator."""
        for operand in operands:
            if operand[:1] not in {b"(", b"<"} or operand[:2] == b"<<":
                continue
            codes = _bytes(operand)
            for start in range(0, len(codes), self.size):
                code = codes[start : start + self.size]
                if self.font is None:
                    self.text.append(code.decode("latin-1"))
                else:
                    self.text.append(self.font.get(code, "\ufffd"))
            if self.mode == 3:
                self.notes.add("invisible")
            if self.white:
                self.notes.add("white")


_FONTS: dict[bytes, dict[bytes, str]] = {}


def _font_map(font: Any) -> tuple[dict[bytes, str] | None, int]:
    size = 2 if font.get("/Subtype") == "/Type0" else 1
    stream = font.get("/ToUnicode")
    if stream is None:
        return None, size
    data = _data(stream.get_object())
    if len(_FONTS) > 256:
        _FONTS.clear()
    if data not in _FONTS:
        _FONTS[data] = _unicode_map(data)
    return _FONTS[data], size


def _unicode_map(data: bytes) -> dict[bytes, str]:
    """Return the characters of codes from a ToUnicode map."""
    characters: dict[bytes, str] = {}
    for section in _SECTION.finditer(data):
        if section[1] == b"bfchar":
            for match in _CHARACTER.finditer(section[2]):
                characters[bytes.fromhex(match[1].decode())] = _utf16(match[2])
            continue
        for match in _RANGE.finditer(section[2]):
            first, last = int(match[1], 16), int(match[2], 16)
            width = len(match[1]) // 2
            start = _utf16(match[3])
            for step in range(last - first + 1):
                text = start[:-1] + chr(ord(start[-1]) + step)
                characters[(first + step).to_bytes(width, "big")] = text
    return characters


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _bytes(operand: bytes) -> bytes:
    """Return what a string operand holds."""
    if operand[:1] == b"<":
        digits = re.sub(rb"\s", b"", operand[1:-1]).decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2))

    def unescape(match: re.Match[bytes]) -> bytes:
        code = match[1]
        if code[:1].isdigit():
            return bytes([int(code, 8) & 0xFF])
        if code in {b"\n", b"\r", b"\r\n"}:
            return b""
        return _ESCAPES.get(code, code)

    return _ESCAPED.sub(unescape, operand[1:-1])


def _string(operand: bytes) -> str:
    raw = _bytes(operand)
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("latin-1")


def _is_white(name: bytes, operands: list[bytes]) -> bool:
    numbers = [float(o) for o in operands if re.fullmatch(rb"[+-]?\d*\.?\d+", o)]
    if not numbers:
        return False
    if name == b"k" or len(numbers) == 4:
        return max(numbers) < 1 - _WHITE
    return min(numbers) > _WHITE
