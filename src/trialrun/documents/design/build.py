"""The design report as a tree of blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trialrun.documents.dates import planning_date, planning_day
from trialrun.documents.design.calculations import calculation_blocks
from trialrun.documents.design.effects import effect_blocks
from trialrun.documents.design.method import method_blocks
from trialrun.documents.looks import look_tables
from trialrun.documents.protocol.sample_size import sample_size_blocks
from trialrun.documents.sources import Sources
from trialrun.documents.stopping import exact_table, stopping_tables
from trialrun.documents.wording import of_study, refer, say
from trialrun.report import Block, Content, Document, Figure, Paragraph, Result, Section
from trialrun.study import Study


def build_design(study: Study, results: Mapping[str, Result]) -> Document:
    """
    Build the report of a design: size, looks and boundaries, operating characteristics, rules.

    Args:
        study: the definition.
        results: rows with `design:` ids; a part whose numbers are missing is left out.
    Returns:
        The document; its sections have the ids `design.NAME`.
    Source: ICH E9 sections 3.5 and 4.5; ICH E20 (draft, 2025), what is reported of an adaptive
        or group-sequential design.
    """
    sources = Sources(study, results, {})
    found = [(name, fill(sources)) for name, fill in CHAPTERS]
    filled = [(name, blocks) for name, blocks in found if blocks]
    return Document(
        id="design",
        kind="design",
        title=(of_study("title"),),
        header=say(
            "csr-running-head",
            protocol=of_study("identification", "protocol"),
            kind=say("design-document-kind"),
        ),
        footer=(of_study(*planning_date(study), form="date"),),
        front=_front(study),
        sections=tuple(
            Section(f"design.{name}", str(number), say(f"design-heading-{name}"), blocks, level=1)
            for number, (name, blocks) in enumerate(filled, start=1)
        ),
        date=planning_day(study).isoformat(),
    )


def _size(sources: Sources) -> tuple[Block, ...]:
    """Return the sentences that the protocol carries on the size of the trial."""
    return sample_size_blocks(sources, "design.size")


def _looks(sources: Sources) -> tuple[Block, ...]:
    """Return boundaries and chances of the looks, with the picture of the boundaries."""
    planning = sources.study.planning
    plan = planning.group_sequential if planning else None
    tables = look_tables(sources, plan, "design.looks") if plan is not None else ()
    if not tables:
        return ()
    lead = say("design-looks-lead", table=refer(tables[0].id), figure=refer("design.looks.picture"))
    picture = Figure(
        "design.looks.picture",
        say("design-figure-boundaries"),
        "design_boundaries",
        alternative=say("design-figure-boundaries-alternative"),
    )
    return (Paragraph("design.looks.lead", lead), tables[0], picture, *tables[1:])


def _rules(sources: Sources) -> tuple[Block, ...]:
    """Return the safety rules with their stated and exact error rates."""
    if not sources.study.stopping_rules:
        return ()
    exact = exact_table(sources, "design.rules.exact")
    return (*stopping_tables(sources, "design.rules"), *(() if exact is None else (exact,)))


CHAPTERS: tuple[tuple[str, Callable[[Sources], tuple[Block, ...]]], ...] = (
    ("size", _size),
    ("looks", _looks),
    ("effects", effect_blocks),
    ("rules", _rules),
    ("calculations", calculation_blocks),
    ("method", method_blocks),
)
"""Sections in order; one without blocks is left out."""


def _front(study: Study) -> tuple[Block, ...]:
    lines: tuple[tuple[str, Content], ...] = (
        ("protocol", (of_study("identification", "protocol"),)),
        ("sponsor", (of_study("identification", "sponsor"),)),
        ("report-date", (of_study(*planning_date(study), form="date"),)),
    )
    return (
        Paragraph("design.front.kind", say("design-document-kind"), "subtitle"),
        Paragraph("design.front.title", (of_study("title"),), "title"),
        Paragraph("design.front.note", say("design-front-note"), "note"),
        *(
            Paragraph(
                f"design.front.{key}",
                say("csr-key-line", label=say(f"csr-label-{key}"), value=value),
                "key",
            )
            for key, value in lines
        ),
    )
