"""
Change a finished report, and know at which place: the place's name comes from the order of the
document alone, never from the comparison that is put to the test.
"""

from __future__ import annotations

import dataclasses
import re
import zipfile
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from random import Random

from lxml import etree, html
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from trialrun.render import pdf_text
from trialrun.render.layout import Heading, flat_blocks
from trialrun.render.verify_pdf import expected_pieces, found_text
from trialrun.render.verify_stream import Boxes, Grid, Line, expected_items

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "0123456789"
ALONE = frozenset(DIGITS)
UNITS = re.compile(
    "mg/dL|mmol/L|µmol/L|umol/L|U/L|g/dL|g/L|mmHg|mg|kg|cm|bpm|%|years|days|weeks|岁|周|天"
)


def other_digit(digit: str, random: Random) -> str:
    return random.choice([other for other in DIGITS if other != digit])


def with_other_digit(text: str, position: int, random: Random) -> str:
    return text[:position] + other_digit(text[position], random) + text[position + 1 :]


def stratum(place: str) -> str:
    """What part of a report a place belongs to."""
    for word in ("header", "footer", "footnote", "caption", "heading", "column head", "entry"):
        if word in place:
            return word
    return "table" if place.startswith(("Table", "Figure")) or ", row " in place else "body"


# Word -------------------------------------------------------------------------------------------
class Word:
    """A Word file as trees; each text node with the place at which it stands."""

    def __init__(self, content: bytes, document) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}
        self.trees = {
            name: etree.fromstring(text)
            for name, text in self.members.items()
            if name.startswith(("word/document", "word/header", "word/footer"))
        }
        self.places = {}
        for name, tree in self.trees.items():
            if name.startswith("word/document"):
                self._body(tree.find(f"{W}body"), expected_items(document))
            else:
                self._mark(tree, "header" if "header" in name else "footer")

    def _mark(self, node, place: str) -> None:
        for text in node.iter(f"{W}t"):
            self.places[text] = place

    def _body(self, body, items) -> None:
        rest = iter(items)
        for child in body:
            if child.tag == f"{W}tbl":
                item = next(rest)
                assert isinstance(item, Grid | Boxes)
                self._table(child, item)
            elif child.tag == f"{W}p" and shown(child):
                item = next(rest)
                assert isinstance(item, Line)
                self._mark(child, item.place)
        assert next(rest, None) is None

    def _table(self, table, item) -> None:
        if isinstance(item, Boxes):
            paragraphs = [p for p in table.iter(f"{W}p") if shown(p) and shown(p) != "↓"]
            for paragraph, line in zip(paragraphs, item.lines, strict=True):
                self._mark(paragraph, line.place)
            return
        for row, lines in zip(table.iter(f"{W}tr"), item.rows, strict=True):
            cells = [cell for cell in row.iter(f"{W}tc") if not continues(cell)]
            for cell, line in zip(cells, lines, strict=True):
                self._mark(cell, line.place)

    def packed(self) -> bytes:
        memory = BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, text in self.members.items():
                tree = self.trees.get(name)
                archive.writestr(name, text if tree is None else etree.tostring(tree))
        return memory.getvalue()

    def controls(self) -> list:
        """Controls that hold a value, in the order of the file."""
        return [c for name in sorted(self.trees) for c in self.trees[name].iter(f"{W}sdt")]

    def place(self, node) -> str:
        return self.places[next(node.iter(f"{W}t"))]


def shown(node) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def continues(cell) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def tag_of(control):
    return control.find(f"{W}sdtPr/{W}tag")


@dataclass(frozen=True)
class Change:
    """A change that can be made: its key in the file, the places it shows at, and the deed."""

    key: object
    places: frozenset[str]
    act: Callable[[], None]


def chosen(changes: Iterable[Change], count: int, done: Container[object] = ()) -> list[Change]:
    """The first changes not yet done, no two of them at one place."""
    picked: list[Change] = []
    seen: set[str] = set()
    for one in changes:
        if len(picked) == count:
            break
        if one.key not in done and not seen & one.places:
            seen |= one.places
            picked.append(one)
    return picked


def digit_changes(word: Word, random: Random) -> list[Change]:
    """Each digit that a reader of the file sees, in an order drawn evenly."""

    def turn(node, position):
        node.text = with_other_digit(node.text, position, random)

    changes = [
        Change((number, k), frozenset({place}), partial(turn, node, k))
        for number, (node, place) in enumerate(word.places.items())
        for k, character in enumerate(node.text or "")
        if character in DIGITS
    ]
    return shuffled(changes, random)


def shuffled(changes: list[Change], random: Random) -> list[Change]:
    random.shuffle(changes)
    return changes


def of_controls(word: Word, random: Random, act, wanted=lambda _control: True) -> list[Change]:
    changes = [
        Change(number, frozenset({word.place(control)}), partial(act, control))
        for number, control in enumerate(word.controls())
        if wanted(control)
    ]
    return shuffled(changes, random)


def swap_changes(word: Word, random: Random) -> list[Change]:
    """Pairs of values that say different things, swapped: every other pair with its controls."""

    def swap(a, b, whole):
        if whole:
            one, other, hole = a.getparent(), b.getparent(), etree.Element("hole")
            one.replace(a, hole)
            other.replace(b, a)
            one.replace(hole, b)
        else:
            one, other = next(a.iter(f"{W}t")), next(b.iter(f"{W}t"))
            one.text, other.text = other.text, one.text

    controls = [
        control for control in word.controls() if word.place(control) not in {"header", "footer"}
    ]
    random.shuffle(controls)
    return [
        Change(number, frozenset({word.place(a), word.place(b)}), partial(swap, a, b, number % 2))
        for number, (a, b) in enumerate(zip(controls[::2], controls[1::2], strict=False))
        if shown(a) != shown(b) and tag_of(a).get(f"{W}val") != tag_of(b).get(f"{W}val")
    ]


def control_changes(word: Word, random: Random) -> list[Change]:
    """Controls taken away, their text left."""

    def unwrap(control):
        parent = control.getparent()
        at = parent.index(control)
        for run in reversed(control.find(f"{W}sdtContent")):
            parent.insert(at, run)
        parent.remove(control)

    return of_controls(word, random, unwrap)


def tag_changes(word: Word, random: Random) -> list[Change]:
    """Controls that claim to be another value."""
    tags = sorted({tag_of(c).get(f"{W}val") for c in word.controls()})

    def retag(control):
        own = tag_of(control)
        new = random.choice([tag for tag in tags if tag != own.get(f"{W}val")])
        own.set(f"{W}val", new)
        control.find(f"{W}sdtPr/{W}alias").set(f"{W}val", new)

    return of_controls(word, random, retag)


def sign_changes(word: Word, random: Random) -> list[Change]:
    """A minus or a `<` taken from a value, or given to it."""

    def turn(control):
        node = next(control.iter(f"{W}t"))
        text = node.text
        node.text = text[1:] if text[0] in "-<>" else random.choice("-<") + text

    def number(control):
        return re.fullmatch(r"[-<>]?\d+(\.\d+)?", shown(control))

    return of_controls(word, random, turn, number)


def unit_changes(word: Word, random: Random) -> list[Change]:
    """A unit, or the sign of a percentage, turned into another."""

    def turn(node):
        node.text = UNITS.sub(lambda m: "kg" if m[0] != "kg" else "mg", node.text, count=1)

    changes = [
        Change(number, frozenset({place}), partial(turn, node))
        for number, (node, place) in enumerate(word.places.items())
        if UNITS.search(node.text or "")
    ]
    return shuffled(changes, random)


def lock_changes(word: Word, random: Random) -> list[Change]:
    """Locks opened."""

    def unlock(control):
        lock = control.find(f"{W}sdtPr/{W}lock")
        lock.getparent().remove(lock)

    return of_controls(word, random, unlock)


WAYS = {
    "digits": digit_changes,
    "swapped pairs": swap_changes,
    "removed controls": control_changes,
    "changed tags": tag_changes,
    "signs": sign_changes,
    "units": unit_changes,
    "locks": lock_changes,
}


# HTML -------------------------------------------------------------------------------------------
class Page:
    """An HTML report; each text in it with the place at which it stands."""

    def __init__(self, content: bytes, document) -> None:
        self.root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
        self.places = {}
        lines = [line for item in expected_items(document) for line in lines_of(item)]
        nodes = [node for node in self.root.find("body/main").iter() if is_line(node)]
        # Empty cells stand in both.
        for node, line in zip(nodes, lines, strict=True):
            self._mark(node, line.place)
        headings = [block for block in flat_blocks(document) if isinstance(block, Heading)]
        entries = self.root.findall("body/nav//li")
        for number, (node, _) in enumerate(zip(entries, headings, strict=True), start=1):
            self._mark(node, f"navigation, entry {number}")
        self._mark(self.root.find("body/header"), "header")
        self._mark(self.root.find("body/footer"), "footer")

    def _mark(self, node, place: str) -> None:
        for inner in node.iter():
            self.places[inner, "text"] = place
            if inner is not node:
                self.places[inner, "tail"] = place

    def digit_changes(self, random: Random) -> list[Change]:
        """Each digit that the page shows, in an order drawn evenly."""

        def turn(node, part, position):
            setattr(node, part, with_other_digit(getattr(node, part), position, random))

        changes = [
            Change((number, k), frozenset({place}), partial(turn, node, part, k))
            for number, ((node, part), place) in enumerate(self.places.items())
            for k, character in enumerate(getattr(node, part) or "")
            if character in DIGITS
        ]
        return shuffled(changes, random)

    def packed(self) -> bytes:
        return html.tostring(self.root, encoding="utf-8", doctype="<!DOCTYPE html>")


def is_line(node) -> bool:
    if any(parent.tag == "svg" for parent in (node, *node.iterancestors())):
        return False
    classes = set((node.get("class") or "").split())
    return node.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td"} or bool(
        classes & {"caption", "population"}
    )


def lines_of(item) -> list[Line]:
    if isinstance(item, Line):
        return [item]
    if isinstance(item, Grid):
        return [cell for row in item.rows for cell in row]
    return list(item.lines)


# PDF --------------------------------------------------------------------------------------------
def changed_runs(document, random: Random, count: int):
    """
    A resolved document with other digits, drawn evenly over all that it prints.

    Returns the changed document and the places of the changes.
    """
    runs = []

    def collect(node, place):
        if isinstance(node, tuple):
            for k, item in enumerate(node):
                collect(item, (*place, k))
        elif dataclasses.is_dataclass(node):
            name = type(node).__name__
            if name == "Run":
                runs.extend((place, k) for k, c in enumerate(node.text) if c in DIGITS)
                return
            skipped = {"title", "alternative"} | ({"path"} if name == "RRow" else set())
            for item in dataclasses.fields(node):
                if item.name not in skipped:
                    collect(getattr(node, item.name), (*place, item.name))

    collect(document, ())
    random.shuffle(runs)
    chosen = {}
    for place, position in runs:
        if len(chosen) < count:
            chosen.setdefault(place, position)

    def rebuilt(node, place):
        if isinstance(node, tuple):
            return tuple(rebuilt(item, (*place, k)) for k, item in enumerate(node))
        if dataclasses.is_dataclass(node):
            if type(node).__name__ == "Run":
                if place not in chosen:
                    return node
                text = with_other_digit(node.text, chosen[place], random)
                return dataclasses.replace(node, text=text)
            return type(node)(
                **{
                    item.name: rebuilt(getattr(node, item.name), (*place, item.name))
                    for item in dataclasses.fields(node)
                }
            )
        return node

    changed = rebuilt(document, ())
    ours = [line for item in expected_items(document) for line in lines_of(item)]
    theirs = [line for item in expected_items(changed) for line in lines_of(item)]
    places = {
        one.place for one, other in zip(ours, theirs, strict=True) if one.tokens != other.tokens
    }
    running = {
        where
        for where in ("header", "footer")
        if getattr(document, where) != getattr(changed, where)
    }
    return changed, places, running, len(chosen)


def changed_glyphs(content: bytes, document, random: Random, count: int):
    """
    A PDF with other digits drawn, by its content streams alone.

    Returns the file, and the places of the changes.
    """
    reader = PdfReader(BytesIO(content))
    writer = PdfWriter(clone_from=reader)
    streams = [page.get_contents().get_data() for page in writer.pages]
    spots = []
    for number, page in enumerate(writer.pages):
        spots += list(_digit_glyphs(number, page, streams[number]))
    random.shuffle(spots)
    edits, hit = {}, set()
    for number, span, raw, at, font in spots:
        if len(hit) == count:
            break
        codes = [c for c, t in font.items() if t in ALONE and c != raw[at : at + 2]]
        if codes and (number, span) not in hit:
            hit.add((number, span))
            edits.setdefault(number, []).append(
                (span, raw[:at] + random.choice(codes) + raw[at + 2 :])
            )
    for number, changes in edits.items():
        data = streams[number]
        for (start, end), raw in sorted(changes, reverse=True):
            data = data[:start] + b"<" + raw.hex().encode() + b">" + data[end:]
        stream = DecodedStreamObject()
        stream.set_data(data)
        writer.pages[number][NameObject("/Contents")] = writer._add_object(stream)
    memory = BytesIO()
    writer.write(memory)
    changed = memory.getvalue()
    return changed, glyph_places(content, changed, document), len(hit)


def _digit_glyphs(number: int, page, data: bytes):
    fonts = {
        name.encode(): pdf_text._font_map(font.get_object())[0]
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    current, kinds = {}, []
    last = b""
    for match in pdf_text._TOKEN.finditer(data):
        token = match.group()
        if token in fonts:
            current = fonts[token]
        if token in {b"BDC", b"BMC"}:
            kinds.append(last == b"/Artifact")
        if token == b"EMC":
            kinds.pop()
        if token.startswith(b"/") and token in {b"/Artifact", b"/Span", b"/Figure"}:
            last = token
        if token[:1] == b"(" and not any(kinds):
            raw = pdf_text._bytes(token)
            for at in range(0, len(raw), 2):
                if current.get(raw[at : at + 2]) in ALONE:
                    yield number, match.span(), raw, at, current


def glyph_places(before: bytes, after: bytes, document) -> set[str]:
    """The places at which two files of equal length and layout say different things."""
    one, other = (found_text(pdf_text.read_pdf(file, "").chunks) for file in (before, after))
    pieces = list(expected_pieces(expected_items(document)))
    owner = [piece.place for piece in pieces for _ in piece.text]
    assert len(owner) == len(one.text) == len(other.text)
    places = {owner[k] for k, (a, b) in enumerate(zip(one.text, other.text, strict=True)) if a != b}
    for (at, text), (_, now) in zip(one.numbers, other.numbers, strict=True):
        if text != now:
            places.add(owner[at])
    return places
