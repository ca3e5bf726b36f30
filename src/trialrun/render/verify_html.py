"""An HTML report read back to lines and grids, with all that must not be in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from trialrun.errors import DocumentError
from trialrun.render.html import style_sheet
from trialrun.render.verify_compare import Difference
from trialrun.render.verify_docx_parts import drawing_digest
from trialrun.render.verify_stream import PICTURE, Grid, Item, Line, Token, squeezed, tokens_of

_LINES = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td", "title"}
_LINE_CLASSES = {"caption", "population", "running"}
_CONTAINERS = {"main", "div", "figure", "figcaption", "ol", "ul", "body", "section"}
_INLINE = {"span", "a", "br"}
_TABLE = {"table", "thead", "tbody", "tr"}
_HEAD = {"meta", "title", "style", "head", "html", "header", "footer", "nav"}
_KNOWN = _LINES | _CONTAINERS | _INLINE | _TABLE | _HEAD | {"svg"}
_ATTRIBUTES = {
    "class", "id", "data-id", "title", "href", "colspan", "rowspan", "scope", "tabindex", "role",
    "aria-label", "lang", "charset", "name", "content",
}  # fmt: skip
_CLASSES = {
    "running", "side", "cover", "subtitle", "key", "k", "number", "lead", "note", "to-write",
    "written", "contents", "l1", "l2", "l3", "l4", "l5", "l6", "caption", "population", "scroll",
    "group", "deep", "gap", "head", "left", "center", "right", "i1", "i2", "i3", "i4", "footnote",
    "drawing", "v", "flow", "level", "box", "flowchart", "table", "title", "mark", "notice",
}  # fmt: skip
_META = {"viewport", "generator", "date"}
Element = etree._Element  # noqa: SLF001 - lxml names its element type so


@dataclass
class HtmlFile:
    """What a page holds: its items, head and foot, its navigation, and what is amiss."""

    title: str = ""
    language: str = ""
    items: list[Item] = field(default_factory=list)
    navigation: list[Line] = field(default_factory=list)
    headers: list[Line] = field(default_factory=list)
    footers: list[Line] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def read_html(content: bytes, name: str, *, marked: bool = False) -> HtmlFile:
    """
    Return what a page says.

    Args:
        content: the file.
        name: of the file, for messages.
        marked: whether its document bears a mark.
    Raises:
        DocumentError: not an HTML page.
    """
    try:
        root = html.document_fromstring(content, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("not an HTML page", place=name) from error
    page = HtmlFile(language=root.get("lang") or "")
    reader = _Reader(page, marked=marked)
    reader.check(root)
    body = root.find("body")
    for child in body if body is not None else []:
        tag = _tag(child)
        if tag == "header":
            page.headers.append(reader.line(child, "header"))
        elif tag == "footer":
            page.footers.append(reader.line(child, "footer"))
        elif tag == "nav":
            lines = (item for item in reader.items(child) if isinstance(item, Line))
            page.navigation.extend(lines)
        else:
            page.items.extend(reader.items(child))
        page.items.extend(reader.stray(child.tail))
    title = root.find("head/title")
    page.title = squeezed(title.text or "") if title is not None else ""
    return page


def svg_digest(text: str) -> str:
    """Return the digest of a drawing as a page holds it."""
    root = html.document_fromstring(f"<div>{text}</div>", parser=_parser())
    node = next(root.iter("svg"), None)
    return "nothing" if node is None else _digest(node)


def _digest(node: Element) -> str:
    return drawing_digest(etree.tostring(node, encoding="utf-8", with_tail=False))


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)


class _Reader:
    """Walks one page."""

    def __init__(self, page: HtmlFile, *, marked: bool) -> None:
        self.page = page
        self.styles = style_sheet(marked=marked)

    def tell(self, what: str, kind: str = "structure") -> None:
        self.page.differences.append(
            Difference("the page", "hidden" if kind == "hidden" else "structure", "", what)
        )

    def check(self, root: Element) -> None:
        """Say which elements, attributes and styles a report does not have."""
        sheets = [style.text or "" for style in root.iter("style") if not _in_drawing(style)]
        if [squeezed(sheet) for sheet in sheets] != [squeezed(self.styles)]:
            self.tell("styles that are not the report's", "hidden")
        for node in root.iter():
            tag = _tag(node)
            if not tag or _in_drawing(node):
                if tag in {"script", "foreignobject", "foreignObject"}:
                    self.tell(f"element {tag} in a drawing")
                continue
            if tag not in _KNOWN:
                self.tell(f"element {tag}: {squeezed(_flat_text(node))[:80]}")
            if tag == "svg":
                continue
            for attribute in node.attrib:
                if attribute not in _ATTRIBUTES:
                    self.tell(f"attribute {attribute!s} on {tag}", "hidden")
            for word in (node.get("class") or "").split():
                if word not in _CLASSES:
                    self.tell(f"class {word} on {tag}", "hidden")
            if tag == "meta" and node.get("name") not in _META and not node.get("charset"):
                self.tell(f"meta {node.get('name')}")

    def items(self, node: Element) -> Iterator[Item]:
        """Yield the items of an element; text outside any line is a line of its own."""
        tag = _tag(node)
        if not tag:
            return
        if tag in _LINES or set((node.get("class") or "").split()) & _LINE_CLASSES:
            yield self.line(node, self.marker(node))
            return
        if tag == "table":
            yield self.grid(node)
            return
        if tag == "svg":
            parent = node.getparent()
            words = squeezed(parent.get("aria-label") or "") if parent is not None else ""
            yield Line("the page", (Token(words, PICTURE + _digest(node)),), kind="drawing")
            return
        if tag == "div" and node.get("class") == "flow":
            lines = [self.line(p, "") for p in node.iter("p")]
            inside = tokens_of(_tokens(node, ""))
            own = "".join(token.text for line in lines for token in line.tokens)
            if "".join(own.split()) != "".join("".join(t.text for t in inside).split()):
                self.tell(f"text between boxes: {' '.join(t.text for t in inside)[:120]}")
            yield Grid("a flow diagram", (tuple(lines),), lines=tuple(lines))
            return
        if tag in _INLINE:
            yield self.line(node, "")
            return
        yield from self.stray(node.text)
        for child in node:
            yield from self.items(child)
            yield from self.stray(child.tail)

    def stray(self, text: str | None) -> Iterator[Item]:
        """Yield text that stands outside any paragraph."""
        if text and squeezed(text):
            yield Line("the page", tokens_of((Token(text),)))

    def line(self, node: Element, marker: str) -> Line:
        """Return a paragraph, cell, item or caption."""
        links = tuple(a.get("href") or "" for a in node.iter("a"))
        tokens = tokens_of(_tokens(node, ""))
        own = marker if _tag(node) == "li" else ""
        return Line("the page", tokens, own, links)

    def marker(self, node: Element) -> str:
        """Return what the page prints before an item of a list."""
        parent = node.getparent()
        if _tag(node) != "li" or parent is None or parent.get("class") or _in_navigation(node):
            return ""
        if _tag(parent) != "ol":
            return "•"
        items = [child for child in parent if _tag(child) == "li"]
        return f"{items.index(node) + 1}."

    def grid(self, node: Element) -> Grid:
        """Return a table; what stands between its cells is told."""
        rows: list[tuple[Line, ...]] = []
        for row in node.iter("tr"):
            cells = [child for child in row if _tag(child) in {"th", "td"}]
            rows.append(tuple(self.line(cell, "") for cell in cells))
        lines = tuple(line for row in rows for line in row if line.tokens)
        inside = "".join(t.text for t in _tokens(node, ""))
        own = "".join(token.text for line in lines for token in line.tokens)
        if "".join(own.split()) != "".join(inside.split()):
            self.tell(
                f"text between the cells of a table that begins {lines[0].text if lines else ''!r}"
            )
        return Grid("a table", tuple(rows), lines=lines)


def _tokens(node: Element, value: str) -> Iterator[Token]:
    """Yield the text of an element, each value with its id and what it says when pointed at."""
    own = node.get("data-id") or value
    title = node.get("title") or ""
    if _tag(node) == "br":
        yield Token("\n", value)
    if own and own != value:
        yield Token(_flat_text(node), own, title)
        return
    if title:
        yield Token(f"[{title}]")
    if node.text and _tag(node):
        yield Token(node.text, value)
    for child in node:
        if _tag(child) and _tag(child) != "svg":
            yield from _tokens(child, value)
        if child.tail:
            yield Token(child.tail, value)


def _flat_text(node: Element) -> str:
    parts = [node.text or ""]
    for child in node:
        parts.append("\n" if _tag(child) == "br" else _flat_text(child) if _tag(child) else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _tag(node: Element) -> str:
    return node.tag if isinstance(node.tag, str) else ""


def _in_drawing(node: Element) -> bool:
    return any(_tag(parent) == "svg" for parent in node.iterancestors())


def _in_navigation(node: Element) -> bool:
    return any(_tag(parent) == "nav" for parent in node.iterancestors())
