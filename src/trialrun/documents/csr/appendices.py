"""Sections 15 and 16: what is attached, and what this package holds of it."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Paragraph


def appendix_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return what the definition and the report itself can say of the appendices."""
    chapters: dict[str, tuple[Block, ...]] = {
        "16.1.9": (
            Paragraph(
                "csr.16.1.9.see",
                say(
                    "csr-appendix-statistics",
                    section=refer("csr.9.7.1"),
                    changes=refer("csr.9.8"),
                ),
            ),
        ),
        "16.2.7": (
            Paragraph("csr.16.2.7.see", say("csr-appendix-serious", section=refer("csr.12.3.1"))),
        ),
    }
    version = sources.study.identification.protocol_version
    if version is not None:
        content = say(
            "csr-appendix-protocol",
            version=of_study("identification", "protocol_version"),
            changes=refer("csr.9.8"),
        )
        chapters["16.1.1"] = (Paragraph("csr.16.1.1.version", content),)
    return chapters
