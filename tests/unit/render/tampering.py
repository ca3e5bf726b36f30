"""
Ways to change a finished file, each change with what a reader would then see.

A change says which value it hits (`id`, or none for plain text and structure) and the text that
now stands there; `reported` says whether a list of differences has it.
"""

from __future__ import annotations

import dataclasses
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from random import Random

from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "0123456789"


@dataclass(frozen=True)
class Change:
    """What was changed: the value's id (or none), what stands there now, what stood before."""

    id: str
    now: str
    before: str


def reported(change: Change, differences) -> bool:
    """Whether a difference names the value, or quotes the text, that was changed."""
    now, before = packed(change.now), packed(change.before)
    for difference in differences:
        if change.id and difference.id == change.id:
            return True
        found, expected = packed(difference.found), packed(difference.expected)
        if not difference.id and found and found != expected:
            same = found in now or now in found
            if same and (not expected or expected in before or before in expected):
                return True
    return False


def packed(text: str) -> str:
    return "".join(text.split())


def other_digit(digit: str, random: Random) -> str:
    return random.choice([d for d in DIGITS if d != digit])


# Word -------------------------------------------------------------------------------------------
class WordFile:
    """A Word file as trees, to be changed and packed again."""

    def __init__(self, content: bytes) -> None:
        self.members = {}
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                self.members[name] = archive.read(name)
        self.trees = {
            name: etree.fromstring(text)
            for name, text in self.members.items()
            if name.startswith(("word/document", "word/header", "word/footer"))
        }

    def packed(self) -> bytes:
        memory = BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.members.items():
                tree = self.trees.get(name)
                archive.writestr(name, text if tree is None else etree.tostring(tree))
        return memory.getvalue()

    def texts(self):
        return [t for name in sorted(self.trees) for t in self.trees[name].iter(f"{W}t")]

    def controls(self):
        return [c for name in sorted(self.trees) for c in self.trees[name].iter(f"{W}sdt")]


def control_of(node):
    return next(node.iterancestors(f"{W}sdt"), None)


def tag_of(control) -> str:
    return control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")


def text_of(node) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def change_of(node, before: str) -> Change:
    """The change at a text node: of its control, else of its paragraph."""
    control = control_of(node)
    if control is not None:
        return Change(tag_of(control), text_of(control), before)
    return Change("", node.text, before)


def change_digits(file: WordFile, count: int, random: Random) -> list[Change]:
    """Change digits drawn evenly over all digits of the file, each in a text of its own."""
    places = [(t, k) for t in file.texts() for k, c in enumerate(t.text or "") if c in DIGITS]
    random.shuffle(places)
    changes, hit = [], set()
    for node, position in places:
        if node in hit:
            continue
        hit.add(node)
        before = node.text
        digit = other_digit(before[position], random)
        node.text = before[:position] + digit + before[position + 1 :]
        changes.append(change_of(node, before))
        if len(changes) == count:
            break
    return changes


def swap_values(file: WordFile, count: int, random: Random) -> list[Change]:
    """Swap the texts of pairs of controls that say different things."""
    controls = file.controls()
    random.shuffle(controls)
    changes = []
    while len(controls) > 1 and len(changes) < 2 * count:
        one = next(controls.pop().iter(f"{W}t"))
        other = next((c for c in controls if text_of(c) != one.text), None)
        if other is None:
            break
        controls.remove(other)
        two = next(other.iter(f"{W}t"))
        one.text, two.text = two.text, one.text
        changes += [change_of(one, two.text), change_of(two, one.text)]
    return changes


def remove_controls(file: WordFile, count: int, random: Random) -> list[Change]:
    """Take controls away and leave their text."""
    controls = random.sample(file.controls(), count)
    changes = []
    for control in controls:
        changes.append(Change(tag_of(control), text_of(control), text_of(control)))
        parent, place = control.getparent(), control.getparent().index(control)
        for run in reversed(control.find(f"{W}sdtContent")):
            parent.insert(place, run)
        parent.remove(control)
    return changes


def change_tags(file: WordFile, count: int, random: Random) -> list[Change]:
    """Give controls the tag of another value."""
    tags = sorted({tag_of(control) for control in file.controls()})
    changes = []
    for control in random.sample(file.controls(), count):
        own = tag_of(control)
        new = random.choice([tag for tag in tags if tag != own])
        control.find(f"{W}sdtPr/{W}tag").set(f"{W}val", new)
        changes.append(Change(own, text_of(control), text_of(control)))
    return changes


def change_signs(file: WordFile, count: int, random: Random) -> list[Change]:
    """Take a minus or a `<` from values, or give them one."""
    numbers = [c for c in file.controls() if text_of(c).lstrip("-<>").replace(".", "").isdigit()]
    changes = []
    for control in random.sample(numbers, count):
        node = next(control.iter(f"{W}t"))
        before = node.text
        node.text = before[1:] if before[0] in "-<>" else random.choice("-<") + before
        changes.append(change_of(node, before))
    return changes


def change_units(
    file: WordFile, count: int, random: Random, units: tuple[str, ...]
) -> list[Change]:
    """Change units and percent signs in the words around values."""
    nodes = [
        node
        for node in file.texts()
        if control_of(node) is None and any(unit in node.text for unit in units)
    ]
    changes = []
    for node in random.sample(nodes, min(count, len(nodes))):
        before = node.text
        unit = next(unit for unit in units if unit in before)
        node.text = before.replace(unit, "µg" if unit != "µg" else "mg", 1)
        changes.append(change_of(node, before))
    return changes


# HTML -------------------------------------------------------------------------------------------
def change_html_digits(content: bytes, count: int, random: Random) -> tuple[bytes, list[Change]]:
    """Change digits drawn evenly over all digits that a page shows."""
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    places = []
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag in {"style", "title"}:
            continue
        drawing = node.tag == "svg" or any(p.tag == "svg" for p in node.iterancestors())
        for part in ("text", "tail"):
            if drawing and not (node.tag == "svg" and part == "tail"):
                continue
            text = getattr(node, part) or ""
            places += [(node, part, k) for k, c in enumerate(text) if c in DIGITS]
    random.shuffle(places)
    changes, hit = [], set()
    for node, part, position in places:
        if (node, part) in hit:
            continue
        hit.add((node, part))
        before = getattr(node, part)
        digit = other_digit(before[position], random)
        now = before[:position] + digit + before[position + 1 :]
        setattr(node, part, now)
        holder = node if part == "text" else node.getparent()
        name = holder.get("data-id") or ""
        changes.append(Change(name, now, before))
        if len(changes) == count:
            break
    return html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"), changes


# Any medium: the document is changed before it is written -----------------------------------------
def change_resolved_digits(document, count: int, random: Random):
    """Change digits drawn evenly over all that a document prints; its tree stays as it is."""
    runs = []

    def collect(node, place):
        if isinstance(node, tuple):
            for k, item in enumerate(node):
                collect(item, (*place, k))
        elif dataclasses.is_dataclass(node):
            if type(node).__name__ == "Run":
                runs.extend((place, k) for k, c in enumerate(node.text) if c in DIGITS)
                return
            skipped = {"path"} if type(node).__name__ == "RRow" else set()
            skipped |= {"title", "alternative"}
            for item in dataclasses.fields(node):
                if item.name not in skipped:
                    collect(getattr(node, item.name), (*place, item.name))

    collect(document, ())
    random.shuffle(runs)
    chosen = {}
    for place, position in runs:
        if place not in chosen and len(chosen) < count:
            chosen[place] = position
    changes = []

    def rebuilt(node, place):
        if isinstance(node, tuple):
            return tuple(rebuilt(item, (*place, k)) for k, item in enumerate(node))
        if dataclasses.is_dataclass(node):
            if type(node).__name__ == "Run":
                if place not in chosen:
                    return node
                k = chosen[place]
                text = node.text[:k] + other_digit(node.text[k], random) + node.text[k + 1 :]
                name = node.id if node.kind == "value" else ""
                changes.append(Change(name, text, node.text))
                return dataclasses.replace(node, text=text)
            fields = {
                item.name: rebuilt(getattr(node, item.name), (*place, item.name))
                for item in dataclasses.fields(node)
            }
            return type(node)(**fields)
        return node

    return rebuilt(document, ()), changes


# PDF --------------------------------------------------------------------------------------------
def change_pdf_digits(content: bytes, count: int, random: Random) -> tuple[bytes, list[str]]:
    """Change the glyphs of digits in the content of pages; returns the pages hit."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    from trialrun.render import pdf_text

    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    places = []
    streams = []
    for number, page in enumerate(writer.pages):
        data = page.get_contents().get_data()
        streams.append(data)
        fonts = {
            name.encode(): pdf_text._font_map(font.get_object())[0]
            for name, font in page["/Resources"].get("/Font", {}).items()
        }
        current = {}
        artifact = 0
        for match in pdf_text._TOKEN.finditer(data):
            token = match.group()
            if token.startswith(b"/") and token in fonts:
                current = fonts[token]
            if token == b"/Artifact":
                artifact = 1
            if token == b"EMC":
                artifact = 0
            if token[:1] == b"(" and not artifact:
                raw = pdf_text._bytes(token)
                for k in range(0, len(raw), 2):
                    character = current.get(raw[k : k + 2], "")
                    if character and character in DIGITS:
                        places.append((number, match.span(), raw, k, dict(current)))
    random.shuffle(places)
    hit, edits = set(), {}
    for number, span, raw, k, font in places:
        if (number, span) in hit or len(hit) == count:
            continue
        codes = [c for c, t in font.items() if t in DIGITS and c != raw[k : k + 2] and t]
        if not codes:
            continue
        hit.add((number, span))
        edits.setdefault(number, []).append((span, raw[:k] + random.choice(codes) + raw[k + 2 :]))
    for number, changes in edits.items():
        data = streams[number]
        for (start, end), raw in sorted(changes, reverse=True):
            data = data[:start] + b"<" + raw.hex().encode() + b">" + data[end:]
        stream = DecodedStreamObject()
        stream.set_data(data)
        writer.pages[number][NameObject("/Contents")] = writer._add_object(stream)
    memory = BytesIO()
    writer.write(memory)
    return memory.getvalue(), [str(number + 1) for number, _ in hit]


def copied(tree):
    return deepcopy(tree)
