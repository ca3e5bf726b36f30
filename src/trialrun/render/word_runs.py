"""Runs of text as WordprocessingML: plain runs, locked content controls, fields, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape

from trialrun.report import Run, Runs

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_TAG = 64
_MAX_BOOKMARK = 40


@dataclass(frozen=True)
class Target:
    """What a cross reference points at: a bookmark around `text` (a number, or a label)."""

    bookmark: str
    text: str


@dataclass
class Marks:
    """
    Counters of one file, the targets of its cross references, and the look of heads of tables.

    Chinese heads are set in a heavy face, `heavy`: Song type has no bold of its own.
    """

    targets: Mapping[str, Target] = field(default_factory=dict)
    heavy: str = "<w:b/>"
    controls: int = 0
    bookmarks: int = 0

    def next_control(self) -> int:
        """Return the number of the next content control."""
        self.controls += 1
        return self.controls

    def next_bookmark(self) -> int:
        """Return the number of the next bookmark."""
        self.bookmarks += 1
        return self.bookmarks


def xml_text(text: str) -> str:
    """Return text for XML; a character that XML can not hold becomes a replacement character."""
    return escape(_ILLEGAL.sub("\ufffd", text))


def bookmark_name(kind: str, target: str) -> str:
    """
    Return a bookmark's name: letters, digits and `_`, at most 40; hidden, as Word's own.

    >>> bookmark_name("Ref", "14-2.01")
    '_Ref_14_2_01_afb037ff'
    """
    digest = sha256(target.encode()).hexdigest()[:8]
    clean = re.sub("[^A-Za-z0-9]", "_", target)
    room = _MAX_BOOKMARK - len(kind) - len(digest) - 3
    return f"_{kind}_{clean[:room]}_{digest}"


def bookmark(name: str, inner: str, marks: Marks) -> str:
    """Return `inner` between the marks of a bookmark."""
    number = marks.next_bookmark()
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'


def text_run(text: str, properties: str = "") -> str:
    """Return a run; line breaks and tabs of the text become Word's own."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    parts: list[str] = []
    for piece in re.split("([\t\n])", text):
        if piece == "\t":
            parts.append("<w:tab/>")
        elif piece == "\n":
            parts.append("<w:br/>")
        elif piece:
            parts.append(f'<w:t xml:space="preserve">{xml_text(piece)}</w:t>')
    return f"<w:r>{look}{''.join(parts)}</w:r>"


def field_runs(instruction: str, result: str, properties: str = "", *, dirty: bool = False) -> str:
    """Return a field with its result (runs) filled in; a dirty one is redone when Word opens."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    redo = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"{redo}/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {xml_text(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{result}"
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def control(run: Run, marks: Marks, properties: str = "") -> str:
    """
    Return a value as a locked content control whose tag is its id.

    Raises:
        ValueError: an id that is too long for a tag.
    """
    if len(run.id) > _MAX_TAG:
        message = f"id {run.id} is longer than {_MAX_TAG} characters"
        raise ValueError(message)
    tag = xml_text(run.id)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/>'
        f'<w:id w:val="{marks.next_control()}"/><w:lock w:val="sdtContentLocked"/></w:sdtPr>'
        f"<w:sdtContent>{text_run(run.text, properties)}</w:sdtContent></w:sdt>"
    )


def runs_xml(runs: Runs, marks: Marks, properties: str = "", *, sequence: str = "") -> str:
    """
    Return runs of all kinds.

    Args:
        runs: what to write.
        marks: the file's counters and targets.
        properties: look of every run.
        sequence: name of the SEQ field of a caption's own number.
    """
    parts: list[str] = []
    for run in runs:
        if run.kind == "value":
            parts.append(control(run, marks, properties))
        elif run.kind == "structure" and run.id:
            parts.append(_reference(run, marks, properties))
        elif run.kind == "structure" and sequence:
            result = text_run(run.text, properties)
            parts.append(field_runs(f"SEQ {sequence} \\* ARABIC", result, properties))
        else:
            parts.append(text_run(run.text, properties))
    return "".join(parts)


def _reference(run: Run, marks: Marks, properties: str) -> str:
    """Return a cross reference: the words around the number as they are, the rest a REF field."""
    target = marks.targets.get(run.id)
    if target is None or target.text not in run.text:
        return text_run(run.text, properties)
    before, _, after = run.text.partition(target.text)
    link = field_runs(f"REF {target.bookmark} \\h", text_run(target.text, properties), properties)
    return "".join(
        part
        for part in (
            text_run(before, properties) if before else "",
            link,
            text_run(after, properties) if after else "",
        )
        if part
    )
