"""
Headings of a clinical trial protocol as they stand in the document.

Headings are messages (`protocol-heading-…`), hints at what a person must write are messages
(`protocol-hint-…`), both named after the template's number with `-` for `.`.

Source: ICH M11 (Step 4, November 2025), Clinical Electronic Structured Harmonised Protocol,
template.
"""

from __future__ import annotations

from trialrun.study import (
    PROTOCOL_ADDITIONAL,
    PROTOCOL_OUTLINE,
    PROTOCOL_REPEATED,
    ProtocolHeading,
    protocol_headings,
)

ADDITIONAL = PROTOCOL_ADDITIONAL
OUTLINE = PROTOCOL_OUTLINE
REPEATED = PROTOCOL_REPEATED
Heading = ProtocolHeading
headings = protocol_headings


def section_id(number: str) -> str:
    """Return the id of a section's block: what a cross reference points at."""
    return f"protocol.{number}"


def message_suffix(template: str) -> str:
    """Return a number of the template as it stands in the name of a message."""
    return template.replace(".", "-")
