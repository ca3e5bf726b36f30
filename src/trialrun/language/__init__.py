"""Message catalogues, number formats and rounding."""

from trialrun.language.catalogue import LANGUAGES, MessageError, message_parts, message_text
from trialrun.language.numbers import format_date, format_number, round_decimal

__all__ = [
    "LANGUAGES",
    "MessageError",
    "format_date",
    "format_number",
    "message_parts",
    "message_text",
    "round_decimal",
]
