"""Texts of the definition as the trial design data sets hold them."""

from __future__ import annotations

_LONGEST = 200


def criterion_pieces(text: str) -> list[str]:
    """
    Return the text of a criterion as IETEST holds it: plain signs, pieces of at most 200 letters.

    >>> criterion_pieces("Aged ≥18 years")
    ['Aged >=18 years']
    """
    return text_pieces(plain_text(text))


def plain_text(text: str) -> str:
    """Return a text in ASCII signs, as far as they mean the same; others stay, to be refused."""
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    return " ".join(text.split())


_PLAIN_SIGNS = (
    ">=",
    "<=",
    "-",
    "-",
    "-",
    "x",
    "+/-",
    "...",
    "'",
    "'",
    '"',
    '"',
    " ",
    "u",
    "u",
    " deg ",
)
_SIGNS = dict(zip("≥≤–—−×±…’‘“”\xa0µμ°", _PLAIN_SIGNS, strict=True))


def text_pieces(text: str) -> list[str]:
    """Return a text in pieces of at most 200 characters, cut at words; nothing is lost."""
    pieces = [""]
    for word in text.split():
        longer = f"{pieces[-1]} {word}".strip()
        if len(longer) > _LONGEST and pieces[-1]:
            pieces.append(word[:_LONGEST])
        else:
            pieces[-1] = longer[:_LONGEST]
    return pieces
