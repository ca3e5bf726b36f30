"""
Reopen a file and say where it is not what the document says.

A file is read back to lines, cells and values; the document is resolved anew from its tree and the
values; both are compared place by place. What a file can not prove of itself (which number stands
where) is proved by the ids that its values carry, or, in a PDF, by the order of its text.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from trialrun.errors import DocumentError, RequestError
from trialrun.language import MessageError
from trialrun.render.html import inline_svg, render_html
from trialrun.render.html_runs import value_title
from trialrun.render.layout import Heading, Materials, flat_blocks, split_caption
from trialrun.render.pdf_text import read_pdf
from trialrun.render.verify_compare import (
    Difference,
    Medium,
    compare_items,
    compare_line,
    is_drawing,
    masked,
)
from trialrun.render.verify_docx import read_docx
from trialrun.render.verify_docx_parts import drawing_digest
from trialrun.render.verify_docx_runs import PAGE_REFERENCE
from trialrun.render.verify_html import read_html, svg_digest
from trialrun.render.verify_pdf import compare_pdf
from trialrun.render.verify_pdf_pages import compare_pages
from trialrun.render.verify_stream import (
    Grid,
    Item,
    Line,
    Token,
    expected_items,
    running_line,
    squeezed,
    tokens_of,
)
from trialrun.render.word_parts import page_words
from trialrun.render.word_runs import bookmark_name
from trialrun.report import (
    Document,
    RDocument,
    RFigure,
    RFlow,
    RTable,
    Run,
    Slot,
    Values,
    document_from_json,
    document_to_json,
    plain_text,
    resolve_document,
)

_CHINESE_SHARE = 0.2
MISSING = "\ufffd"


@dataclass(frozen=True)
class _Claim:
    """What a file must say, and what is at hand to hold it against."""

    document: Document
    values: Values
    figures: Path | None
    written: Callable[[str], bytes] | None

    def drawing(self, name: str, language: str, suffix: str) -> bytes | None:
        """Return a drawing of the run, or None where it has none."""
        path = Materials(figures=self.figures).drawing(name, language, suffix)
        return None if path is None else path.read_bytes()


class _Known(Values):
    """Values that answer for every id, and remember those that there are not."""

    def __init__(self, values: Values) -> None:
        super().__init__(values.study, values.results, values.journal)
        self.unknown: set[str] = set()

    def text(self, slot: Slot, language: str) -> str:
        """Return what a slot prints, or a mark where nothing is known of it."""
        try:
            return super().text(slot, language)
        except KeyError:
            self.unknown.add(slot.id)
            return MISSING


def verify_file(
    path: Path,
    document: Document,
    values: Values,
    *,
    figures: Path | None = None,
    written: Callable[[str], bytes] | None = None,
) -> list[Difference]:
    """
    Return all differences between a file and the document that it should say.

    Args:
        path: a docx, PDF or HTML file; its language is found from its text.
        document: the block tree.
        values: what its ids stand for.
        figures: folder of the run's drawings; None leaves drawings uncompared.
        written: the PDF as the run wrote it in a language, for what is drawn beyond text.
    Raises:
        RequestError: a kind of file that can not be verified.
        DocumentError: no such file, or not of its kind.
    """
    verify = VERIFIERS.get(path.suffix.lower())
    if verify is None:
        kinds = ", ".join(VERIFIERS)
        raise RequestError(f"can not be verified; allowed are {kinds}", place=str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"can not be read ({error.strerror})", place=str(path)) from error
    known = _Known(values)
    try:
        differences = list(verify(content, str(path), _Claim(document, known, figures, written)))
    except MessageError as error:
        raise DocumentError(
            f"the document was built by another version of trialrun: {error}",
            place=str(path),
            hint="run the study again with this version.",
        ) from error
    told = [
        Difference(d.place, "unknown id", "", d.found, d.id) if d.id in known.unknown else d
        for d in differences
    ]
    named = {difference.id for difference in told}
    rest = sorted(known.unknown - named)
    return [*told, *(Difference("the block tree", "unknown id", id=name) for name in rest)]


def text_language(text: str) -> str:
    """Return the language of a text: Chinese where a fifth of its letters are."""
    letters = [char for char in text if char.isalpha()]
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in letters)
    return "zh" if letters and chinese / len(letters) > _CHINESE_SHARE else "en"


def _language_difference(said: str, language: str) -> Iterator[Difference]:
    if said.lower().split("-")[0] != language:
        yield Difference("the file", "language", language, said)


def _loose(items: list[Item]) -> Iterator[Difference]:
    """Yield digits of the document's own words: a number must be a value or structure."""
    for item in items:
        if isinstance(item, Line):
            lines = [item]
        elif isinstance(item, Grid):
            lines = [cell for row in item.rows for cell in row]
        else:
            lines = list(item.lines)
        for line in lines:
            for text in line.loose:
                yield Difference(line.place, "digit without an id", "", text)


def _without_drawings(items: list[Item], figures: Path | None) -> list[Item]:
    return [item for item in items if figures is not None or not is_drawing(item)]


# Word -------------------------------------------------------------------------------------------
def _verify_docx(content: bytes, name: str, claim: _Claim) -> Iterator[Difference]:
    word = read_docx(content, name)
    language = text_language("".join(i.text for i in word.items if isinstance(i, Line)))
    resolved = resolve_document(claim.document, language, claim.values)
    medium = Medium(links=_word_links(resolved))
    expected = expected_items(
        resolved, _word_drawings(claim, language) if claim.figures is not None else None
    )
    point = _pointing(expected)
    expected = [point(item) for item in expected]
    found = [point(item) for item in word.items if not (isinstance(item, Line) and _blank(item))]
    yield from _language_difference(word.language, language)
    yield from _loose(expected)
    yield from compare_items(expected, _without_drawings(found, claim.figures), medium)
    yield from word.differences
    yield from _compare_running(resolved, word.running)


def _compare_running(document: RDocument, running: list[tuple[str, Line]]) -> Iterator[Difference]:
    """Yield differences of running heads and feet; the title page has the mark alone."""
    header = running_line(document, "header")
    cover = running_line(document, "header of the title page")
    foot = running_line(document, "footer")
    words = [
        Token("", f"field:{_WORD_FIELDS[text]}") if is_field else Token(text)
        for text, is_field in page_words(document.language)
    ]
    footer = replace(foot, tokens=tokens_of((*foot.tokens, Token(" "), *words)))
    yield from _loose([header, foot])
    nothing = Medium(links=lambda _line: ())
    for expected in (header, footer, cover):
        if expected.tokens and not any(place == expected.place for place, _ in running):
            yield Difference(expected.place, "missing", expected.text, "")
    known = {line.place: line for line in (header, footer, cover)}
    for place, line in running:
        expected = known.get(place, Line(place, ()))
        if expected.tokens and not line.tokens:
            yield Difference(place, "missing", expected.text, "")
        else:
            yield from compare_line(expected, line, nothing)


_WORD_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


def _blank(line: Line) -> bool:
    return not (line.tokens or line.notes or line.marker or line.links)


def _pointing(expected: list[Item]) -> Callable[[Item], Item]:
    """
    Return a function that says in one way where entries of the contents point.

    Word renames its bookmarks, so what counts is the text at which one stands; its letters alone
    where they tell it from all others, so that a changed number is said once, where it stands.
    """
    entries = [i.text for i in expected if isinstance(i, Line) and i.kind == "contents"]
    times = Counter(masked(text) for text in dict.fromkeys(entries))

    def pointed(link: str) -> str:
        text = link.removeprefix(PAGE_REFERENCE)
        if text == link:
            return link
        letters = masked(text)
        return PAGE_REFERENCE + (letters if times[letters] == 1 else text)

    def point(item: Item) -> Item:
        if not isinstance(item, Line):
            return item
        links = (PAGE_REFERENCE + item.text,) if item.kind == "contents" else item.links
        return replace(item, links=tuple(map(pointed, links)))

    return point


def _word_drawings(claim: _Claim, language: str) -> Callable[[RFigure], str]:
    """Return a function from a figure to the digests of the files that Word shows."""

    def digests(figure: RFigure) -> str:
        files = (claim.drawing(figure.drawing, language, suffix) for suffix in (".png", ".svg"))
        return "+".join(sorted({drawing_digest(file) for file in files if file is not None}))

    return digests


def _word_links(document: RDocument) -> Callable[[Line], tuple[str, ...]]:
    """Return a function from a line to the fields that its references and numbers are in Word."""
    fields: dict[str, str] = {}
    sequences: dict[str, str] = {}
    for block in flat_blocks(document):
        if isinstance(block, RTable | RFigure | RFlow) and block.caption:
            fields[block.id] = f"REF {bookmark_name('Ref', block.id)} \\h"
            label = split_caption(block.caption)[0]
            word = "Table" if isinstance(block, RTable) else "Figure"
            if any(run.kind == "structure" for run in label):
                sequences[block.id] = f"SEQ {word} \\* ARABIC"
        elif getattr(block, "number", ""):
            fields[block.id] = f"REF {bookmark_name('Num', block.id)} \\h"

    def links(line: Line) -> tuple[str, ...]:
        if line.kind == "contents":
            return line.links
        own = (
            (sequences[line.target],) if line.kind == "caption" and line.target in sequences else ()
        )
        return (*own, *(fields[target] for target in line.links if target in fields))

    return links


# HTML -------------------------------------------------------------------------------------------
def _verify_html(content: bytes, name: str, claim: _Claim) -> Iterator[Difference]:
    page = read_html(content, name, marked=bool(claim.document.mark))
    language = text_language("".join(i.text for i in page.items if isinstance(i, Line)))
    resolved = resolve_document(claim.document, language, claim.values)
    expected = expected_items(
        resolved, _page_drawings(claim, language) if claim.figures is not None else None
    )
    found = _without_drawings(page.items, claim.figures)
    differences = [
        *_language_difference(page.language, language),
        *_loose(expected),
        *_page_differences(page.title, resolved),
        *compare_items(expected, found, _page_medium(claim.values, language)),
        *page.differences,
    ]
    headings = [block for block in flat_blocks(resolved) if isinstance(block, Heading)]
    navigation: list[Item] = [
        Line(f"navigation, entry {k}", tokens_of((Run(plain_text(h.runs)),)), links=(h.id,))
        for k, h in enumerate(headings, start=1)
    ]
    medium = _page_medium(claim.values, language)
    differences.extend(compare_items(navigation, page.navigation, medium))
    for where, lines in (("header", page.headers), ("footer", page.footers)):
        line = running_line(resolved, where)
        differences.extend(_loose([line]))
        differences.extend(compare_items([line] if line.tokens else [], lines, medium))
    if not differences and claim.figures is not None:
        differences.extend(_markup(content, resolved, claim))
    yield from differences


def _page_differences(title: str, document: RDocument) -> Iterator[Difference]:
    expected = squeezed(plain_text(document.title))
    if title != expected:
        yield Difference("the page's title", "text", expected, title)


def _page_medium(values: Values, language: str) -> Medium:
    known = values.results

    def title(token: Token) -> str:
        if token.id.startswith(("study:", "journal:")) or token.id in known:
            return value_title(Run(token.text, "value", token.id), language, values)
        return token.title

    def links(line: Line) -> tuple[str, ...]:
        return tuple(f"#{target}" for target in line.links)

    return Medium(links=links, titles=title)


def _page_drawings(claim: _Claim, language: str) -> Callable[[RFigure], str]:
    """Return a function from a figure to the digest of the drawing that a page holds."""

    def digest(figure: RFigure) -> str:
        svg = claim.drawing(figure.drawing, language, ".svg")
        return svg_digest(inline_svg(svg.decode("utf-8"), figure.drawing)) if svg else ""

    return digest


def _markup(content: bytes, document: RDocument, claim: _Claim) -> Iterator[Difference]:
    """Yield the first line of a page that is not as written, where all text is as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        tree = document_to_json(claim.document)
        render_html(document, path, Materials(claim.figures, claim.values, tree))
        written = path.read_bytes()
    if content == written:
        return
    ours, theirs = written.split(b"\n"), content.split(b"\n")
    pairs = enumerate(zip(ours, theirs, strict=False), start=1)
    line = next((k for k, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
    texts = (lines[line - 1].decode("utf-8", "replace")[:120] for lines in (ours, theirs))
    yield Difference(f"the page, line {line} of its source", "structure", *texts)


# PDF --------------------------------------------------------------------------------------------
def _verify_pdf(content: bytes, name: str, claim: _Claim) -> Iterator[Difference]:
    pdf = read_pdf(content, name)
    language = text_language("".join(c.text for c in pdf.chunks if c.role == "content"))
    resolved = resolve_document(claim.document, language, claim.values)
    yield from _language_difference(pdf.language, language)
    yield from _loose(expected_items(resolved))
    yield from compare_pdf(pdf, resolved)
    attached = pdf.attachments.get(f"documents/{claim.document.id}.json", b"")
    if not _same_tree(attached, claim.document):
        tree = document_to_json(claim.document).encode()
        digests = (sha256(text).hexdigest()[:16] if text else "none" for text in (tree, attached))
        yield Difference("the attached block tree", "tree", *digests)
    if claim.written is not None:
        yield from compare_pages(content, pdf, claim.written(language), name)


def _same_tree(text: bytes, document: Document) -> bool:
    try:
        return document_from_json(text.decode()) == document
    except (ValueError, KeyError, TypeError, AttributeError, json.JSONDecodeError):
        return False


VERIFIERS: dict[str, Callable[[bytes, str, _Claim], Iterator[Difference]]] = {
    ".docx": _verify_docx,
    ".html": _verify_html,
    ".pdf": _verify_pdf,
}
