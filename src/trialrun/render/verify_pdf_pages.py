"""Pages of a PDF against those of the run's own file: what is drawn, beyond what can be read."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from trialrun.render.pdf_text import PdfFile, read_pdf
from trialrun.render.verify_compare import Difference

_PASSED = {"/Parent", "/P", "/Length", "/Filter", "/DecodeParms", "/StructParents", "/Metadata"}


def compare_pages(content: bytes, pdf: PdfFile, written: bytes, name: str) -> Iterator[Difference]:
    """
    Yield the pages that are drawn otherwise than in the run's file though their text is the same.

    Text that differs is told at its place by other means; a picture, a cover over a number, or
    glyphs that are not what they say can only be seen here.

    Args:
        content: the file.
        pdf: what it says.
        written: the file as the run wrote it.
        name: of the run's file.
    """
    if content == written:
        return
    ours = read_pdf(written, name)
    if ours.pages != pdf.pages:
        yield Difference("the file", "page number", f"{ours.pages} pages", f"{pdf.pages} pages")
    drawn = [page_digests(data) for data in (written, content)]
    odd = [
        number
        for number, (one, other) in enumerate(zip(*drawn, strict=False), start=1)
        if one != other and _texts(ours, number) == _texts(pdf, number)
    ]
    if odd:
        place = f"page{'s' if len(odd) > 1 else ''} {_ranges(odd)}"
        yield Difference(place, "drawing", "drawn as the run drew it", "drawn otherwise")


def _texts(pdf: PdfFile, page: int) -> list[tuple[str, str]]:
    return [(chunk.role, chunk.text) for chunk in pdf.chunks if chunk.page == page]


def _ranges(numbers: list[int]) -> str:
    """
    Return numbers in short.

    >>> _ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    parts: list[str] = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ", ".join(parts)


def page_digests(content: bytes) -> list[str]:
    """Return a digest of all that each page draws: contents, fonts, forms, images, annotations."""
    reader = PdfReader(BytesIO(content))
    pages = {
        page.indirect_reference.idnum: k
        for k, page in enumerate(reader.pages)
        if page.indirect_reference is not None
    }
    known: dict[int, bytes] = {}
    digests: list[str] = []
    for page in reader.pages:
        parts = [
            _digest(page.get(key), pages, known)
            for key in ("/Contents", "/Resources", "/Annots", "/MediaBox", "/CropBox", "/Rotate")
        ]
        digests.append(sha256(b"".join(parts)).hexdigest())
    return digests


def _digest(value: Any, pages: dict[int, int], known: dict[int, bytes]) -> bytes:
    """Return the digest of an object and all that it points at; a page is its position."""
    if isinstance(value, IndirectObject):
        number = value.idnum
        if number in pages:
            return f"page {pages[number]}".encode()
        if number not in known:
            known[number] = b"circle"
            known[number] = _digest(value.get_object(), pages, known)
        return known[number]
    state = sha256(type(value).__name__.replace("Decoded", "").replace("Encoded", "").encode())
    if isinstance(value, DictionaryObject):
        for key in sorted(value):
            if key not in _PASSED:
                state.update(key.encode())
                state.update(_digest(value.raw_get(key), pages, known))
        if isinstance(value, StreamObject):
            try:
                state.update(value.get_data())
            except (PyPdfError, NotImplementedError, ValueError):
                state.update(value._data)  # noqa: SLF001 - bytes of a filter that can not be undone
    elif isinstance(value, ArrayObject):
        for item in value:
            state.update(_digest(item, pages, known))
    else:
        state.update(str(value).encode("utf-8", "surrogateescape"))
    return state.digest()
