"""
Reopen a file and say where it is not what the document says.

A file is read back to lines, cells and values; the document is resolved anew from its tree and the
values; both are compared place by place. What a file can not prove of itself (which number stands
where) is proved by the ids that its values carry, or, in a PDF, by the order of its text.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from trialrun.errors import DocumentError
from trialrun.render.html_runs import value_title
from trialrun.render.layout import Heading, flat_blocks, split_caption
from trialrun.render.pdf_text import read_pdf
from trialrun.render.verify_compare import Difference, Medium, compare_items, compare_line
from trialrun.render.verify_docx import read_docx
from trialrun.render.verify_html import read_html
from trialrun.render.verify_pdf import compare_pdf
from trialrun.render.verify_stream import (
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
    document_to_json,
    plain_text,
    resolve_document,
)

_CHINESE_SHARE = 0.2
MISSING = "\ufffd"


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


def verify_file(path: Path, document: Document, values: Values) -> list[Difference]:
    """
    Return all differences between a file and the document that it should say.

    Args:
        path: a docx, PDF or HTML file; its language is found from its text.
        document: the block tree.
        values: what its ids stand for.
    Raises:
        DocumentError: no such file, not of its kind, or of a kind that can not be verified.
    """
    verify = VERIFIERS.get(path.suffix.lower())
    if verify is None:
        kinds = ", ".join(VERIFIERS)
        raise DocumentError(f"can not be verified; allowed are {kinds}", place=str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"can not be read ({error.strerror})", place=str(path)) from error
    known = _Known(values)
    differences = verify(content, str(path), document, known)
    return [
        Difference(d.place, "unknown id", "", d.found, d.id) if d.id in known.unknown else d
        for d in differences
    ]


def text_language(text: str) -> str:
    """Return the language of a text: Chinese where a fifth of its letters are."""
    letters = [char for char in text if char.isalpha()]
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in letters)
    return "zh" if letters and chinese / len(letters) > _CHINESE_SHARE else "en"


def _language_difference(said: str, language: str) -> list[Difference]:
    if said.lower().split("-")[0] == language:
        return []
    return [Difference("the file", "language", language, said)]


def _verify_docx(content: bytes, name: str, document: Document, values: Values) -> list[Difference]:
    word = read_docx(content, name)
    text = "".join(item.text for item in word.items if isinstance(item, Line))
    language = text_language(text)
    resolved = resolve_document(document, language, values)
    medium = Medium(links=_word_links(resolved))
    found = [item for item in word.items if not (isinstance(item, Line) and _blank(item))]
    differences = _language_difference(word.language, language)
    differences.extend(compare_items(expected_items(resolved), found, medium))
    differences.extend(word.differences)
    header = running_line(resolved, "header")
    foot = running_line(resolved, "footer")
    words = [
        Token(f"\ue000{_WORD_FIELDS[text]}" if is_field else text)
        for text, is_field in page_words(language)
    ]
    footer = Line("footer", tokens_of((*foot.tokens, Token(" "), *words)))
    for expected, lines in ((header, word.headers), (footer, word.footers)):
        if not any(line.tokens for line in lines) and expected.tokens:
            differences.append(Difference(expected.place, "missing", expected.text, ""))
        for line in lines:
            if line.tokens or line.notes:
                differences.extend(compare_line(expected, line, Medium()))
    return differences


_WORD_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


def _blank(line: Line) -> bool:
    return not line.tokens and not line.notes


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
            return ()
        own = (
            (sequences[line.target],) if line.kind == "caption" and line.target in sequences else ()
        )
        return (*own, *(fields[target] for target in line.links if target in fields))

    return links


def _verify_html(content: bytes, name: str, document: Document, values: Values) -> list[Difference]:
    page = read_html(content, name)
    language = text_language("".join(i.text for i in page.items if isinstance(i, Line)))
    resolved = resolve_document(document, language, values)
    known = values.results

    def title(token: Token) -> str:
        if token.id.startswith(("study:", "journal:")) or token.id in known:
            return value_title(Run(token.text, "value", token.id), language, values)
        return token.title

    def links(line: Line) -> tuple[str, ...]:
        return tuple(f"#{target}" for target in line.links)

    medium = Medium(links=links, titles=title)
    differences = _language_difference(page.language, language)
    title_text = squeezed(plain_text(resolved.title))
    if page.title != title_text:
        differences.append(Difference("the page's title", "text", title_text, page.title))
    differences.extend(compare_items(expected_items(resolved), page.items, medium))
    differences.extend(page.differences)
    headings = [block for block in flat_blocks(resolved) if isinstance(block, Heading)]
    navigation = [
        Line(f"navigation, entry {k}", tokens_of((Run(plain_text(h.runs)),)), links=(h.id,))
        for k, h in enumerate(headings, start=1)
    ]
    differences.extend(compare_items(navigation, page.navigation, medium))
    for where, lines in (("header", page.headers), ("footer", page.footers)):
        expected = running_line(resolved, where)
        differences.extend(compare_items([expected] if expected.tokens else [], lines, medium))
    return differences


def _verify_pdf(content: bytes, name: str, document: Document, values: Values) -> list[Difference]:
    pdf = read_pdf(content, name)
    language = text_language("".join(c.text for c in pdf.chunks if c.role == "content"))
    resolved = resolve_document(document, language, values)
    differences = _language_difference(pdf.language, language)
    differences.extend(compare_pdf(pdf, resolved))
    tree = document_to_json(document).encode()
    attached = pdf.attachments.get(f"documents/{document.id}.json", b"")
    if attached != tree:
        digests = (sha256(text).hexdigest()[:16] if text else "none" for text in (tree, attached))
        differences.append(Difference("the attached block tree", "tree", *digests))
    return differences


VERIFIERS: dict[str, Callable[[bytes, str, Document, Values], list[Difference]]] = {
    ".docx": _verify_docx,
    ".html": _verify_html,
    ".pdf": _verify_pdf,
}
