"""Message catalogues, number formats and rounding."""

from trialrun.language.catalogue import (
    LANGUAGES,
    MessageError,
    catalogue,
    message_parts,
    message_text,
)
from trialrun.language.fonts import chinese_font
from trialrun.language.numbers import format_date, format_number, round_decimal
from trialrun.language.repertoire import SHOWN, printable

__all__ = [
    "LANGUAGES",
    "SHOWN",
    "MessageError",
    "catalogue",
    "chinese_font",
    "format_date",
    "format_number",
    "message_parts",
    "message_text",
    "printable",
    "round_decimal",
]
