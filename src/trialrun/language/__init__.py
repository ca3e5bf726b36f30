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

__all__ = [
    "LANGUAGES",
    "MessageError",
    "catalogue",
    "chinese_font",
    "format_date",
    "format_number",
    "message_parts",
    "message_text",
    "round_decimal",
]
