"""The rehearsal report as a tree of blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trialrun.documents.dates import planning_date, planning_day
from trialrun.documents.rehearsal.assumptions import assumption_blocks, region_blocks
from trialrun.documents.rehearsal.calendar import calendar_blocks, cost_blocks
from trialrun.documents.rehearsal.characteristics import (
    consistency_blocks,
    decision_blocks,
    design_blocks,
    look_blocks,
    rule_blocks,
)
from trialrun.documents.rehearsal.method import method_blocks
from trialrun.documents.rehearsal.rehearsed import Rehearsed
from trialrun.documents.rehearsal.summary import summary_blocks
from trialrun.documents.wording import of_study, say
from trialrun.report import Block, Content, Document, Paragraph, Result, Section
from trialrun.study import Study

CHAPTERS: tuple[tuple[str, Callable[[Rehearsed], tuple[Block, ...]]], ...] = (
    ("summary", summary_blocks),
    ("assumptions", assumption_blocks),
    ("regions", region_blocks),
    ("design", design_blocks),
    ("decisions", decision_blocks),
    ("looks", look_blocks),
    ("calendar", calendar_blocks),
    ("cost", cost_blocks),
    ("consistency", consistency_blocks),
    ("rules", rule_blocks),
    ("method", method_blocks),
)
"""Sections in order; one without blocks is left out."""


def build_rehearsal(study: Study, results: Mapping[str, Result]) -> Document:
    """
    Build the report of a rehearsal: what was assumed, and what the trial did under it.

    Args:
        study: the definition.
        results: rows with `design:` and `rehearsal:` ids; a part whose numbers are missing is
            left out.
    Returns:
        The document; its sections have the ids `rehearsal.NAME`.
    Source: ICH E9 section 3.5; FDA, Interacting with the FDA on Complex Innovative Trial Designs
        (2020), what a simulation report should hold.
    """
    rehearsed = Rehearsed(study, results)
    found = [(name, fill(rehearsed)) for name, fill in CHAPTERS]
    filled = [(name, blocks) for name, blocks in found if blocks]
    return Document(
        id="rehearsal",
        kind="rehearsal",
        title=(of_study("title"),),
        header=say(
            "csr-running-head",
            protocol=of_study("identification", "protocol"),
            kind=say("rehearsal-document-kind"),
        ),
        footer=(of_study(*planning_date(study), form="date"),),
        front=_front(study),
        sections=tuple(
            Section(
                f"rehearsal.{name}", str(number), say(f"rehearsal-heading-{name}"), blocks, level=1
            )
            for number, (name, blocks) in enumerate(filled, start=1)
        ),
        date=planning_day(study).isoformat(),
    )


def _front(study: Study) -> tuple[Block, ...]:
    lines: tuple[tuple[str, Content], ...] = (
        ("protocol", (of_study("identification", "protocol"),)),
        ("sponsor", (of_study("identification", "sponsor"),)),
        ("report-date", (of_study(*planning_date(study), form="date"),)),
    )
    return (
        Paragraph("rehearsal.front.kind", say("rehearsal-document-kind"), "subtitle"),
        Paragraph("rehearsal.front.title", (of_study("title"),), "title"),
        Paragraph("rehearsal.front.note", say("rehearsal-front-note"), "note"),
        *(
            Paragraph(
                f"rehearsal.front.{key}",
                say("csr-key-line", label=say(f"csr-label-{key}"), value=value),
                "key",
            )
            for key, value in lines
        ),
    )
