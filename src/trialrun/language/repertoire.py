"""
The characters that every document can show.

A report is the same in Word, PDF and HTML, and a PDF must hold a glyph for each of its characters.
What the fonts have that every PDF is set with (Noto Sans CJK, DejaVu Sans Mono) is the repertoire:
Latin, Greek, Cyrillic, Chinese, Japanese, Korean, punctuation and the usual signs. A text of the
data that holds anything else is shown with a question mark in its place, and a finding says so.
"""

from __future__ import annotations

import re
import unicodedata

_RANGES = (
    *((0x20, 0x7E), (0xA0, 0x1C3), (0x1CD, 0x1E3), (0x1FC, 0x221), (0x250, 0x2B9), (0x300, 0x33F)),
    *((0x384, 0x3CE), (0x3F0, 0x45F), (0x1E30, 0x1E4D), (0x1E7C, 0x1E99), (0x1E9F, 0x1EF9)),
    *((0x2000, 0x200A), (0x2010, 0x2023), (0x2025, 0x2027), (0x202F, 0x2037), (0x2039, 0x203F)),
    *((0x205F, 0x205F), (0x2070, 0x20B5), (0x20B8, 0x20B9), (0x2153, 0x216B), (0x2170, 0x217B)),
    *((0x2190, 0x2213), (0x2215, 0x2217), (0x2219, 0x2220), (0x2223, 0x222E), (0x2234, 0x223D)),
    *((0x2241, 0x226B), (0x226D, 0x228B), (0x228D, 0x22A5), (0x2300, 0x2315), (0x2460, 0x262F)),
    *((0x3000, 0x312D), (0x3131, 0x31BA), (0x3200, 0x32FE), (0x3300, 0x332B), (0x332D, 0x4DB5)),
    *((0x4E00, 0x9FD0), (0xAC00, 0xD7A3), (0xF900, 0xFA6D), (0xFE30, 0xFE4F), (0xFF01, 0xFFEE)),
)
_SIGNS = "℃℅ℓ№™Ω℧KÅ℮"

SHOWN = "".join(f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in _RANGES) + _SIGNS
"""The repertoire as it stands between the brackets of a regular expression (of polars)."""

_ALLOWED = frozenset(
    chr(code)
    for low, high in _RANGES
    for code in range(low, high + 1)
    if unicodedata.category(chr(code)) not in {"Cn", "Cf", "Co"}
) | frozenset(_SIGNS)
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]")


def printable(text: str) -> str:
    r"""
    Return a text of the data as every kind of document can show it.

    Tabs and line ends become blanks, marks without a shape of their own (a zero-width blank, a
    byte order mark, a direction) are left out, and what is not in the repertoire becomes "?".

    >>> printable("a\tb\x01"), printable("µg/mL 头痛"), printable("\ufeffx \U0001f600")
    ('a b?', 'µg/mL 头痛', 'x ?')
    """
    if text.isascii() and text.isprintable():
        return text
    kept = (
        character if character in _ALLOWED else "?"
        for character in _BREAKS.sub(" ", text)
        if unicodedata.category(character) != "Cf"
    )
    return "".join(kept)
