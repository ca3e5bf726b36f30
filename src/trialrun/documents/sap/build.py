"""The statistical analysis plan: every section, filled as far as definition and design go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from trialrun.documents.dates import planning_day
from trialrun.documents.sap.aims import aims_chapters
from trialrun.documents.sap.changes import changes_chapter
from trialrun.documents.sap.data_sets import data_set_sections
from trialrun.documents.sap.displays import display_chapter
from trialrun.documents.sap.efficacy import efficacy_chapter
from trialrun.documents.sap.general import general_chapter
from trialrun.documents.sap.interim import interim_chapter
from trialrun.documents.sap.operating import operating_chapter
from trialrun.documents.sap.outline import (
    CHAPTERS,
    DERIVATIONS,
    children_of,
    message_suffix,
    section_id,
)
from trialrun.documents.sap.populations import population_chapter
from trialrun.documents.sap.safety import safety_chapter
from trialrun.documents.sap.sample_size import sample_size_chapter
from trialrun.documents.sap.title import front_page, opening_sections, running_foot, running_head
from trialrun.documents.sap.trial_design import design_chapter
from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, say
from trialrun.report import Block, Document, Paragraph, Result, Section, Slot, ToWrite
from trialrun.study import JournalEntry, Study

Chapter = Callable[[Sources], Mapping[str, tuple[Block, ...]]]

FILLERS: tuple[Chapter, ...] = (
    aims_chapters,
    design_chapter,
    sample_size_chapter,
    interim_chapter,
    population_chapter,
    general_chapter,
    efficacy_chapter,
    safety_chapter,
    operating_chapter,
    changes_chapter,
    display_chapter,
)
"""What fills the sections; each returns blocks by section number."""

NEW_PAGE = frozenset({"1", "10", "14"})
"""Chapters that begin on a new page."""


def build_sap(
    study: Study,
    results: Mapping[str, Result],
    texts: Mapping[str, JournalEntry] | None = None,
) -> Document:
    """
    Build the statistical analysis plan as a tree of blocks that knows no language.

    Each section holds the definition's own text for it (`plan_text`), what is generated from
    definition, design and rehearsal, and a person's text from the journal. Where none of these is
    there, a marked line says what a person must write. It ends with a shell of every display.

    Args:
        study: the definition.
        results: results by id; the `design:` and `rehearsal:` rows are used. What is missing is
            left out.
        texts: newest text of a person by section number.
    Returns:
        The document; its sections have the ids `sap.NUMBER`.
    Source: ICH E9 (1998), Statistical Principles for Clinical Trials; ICH E9(R1) (2019).
    """
    sources = Sources(study, results, {}, (), dict(texts or {}))
    filled: dict[str, list[Block]] = {}
    for filler in FILLERS:
        for number, blocks in filler(sources).items():
            filled.setdefault(number, []).extend(blocks)
    return Document(
        id="sap",
        kind="sap",
        title=(of_study("title"),),
        header=running_head(),
        footer=running_foot(sources),
        front=front_page(sources),
        sections=(*opening_sections(sources), *_chapters(sources, filled)),
        date=planning_day(study).isoformat(),
    )


def _chapters(sources: Sources, filled: Mapping[str, list[Block]]) -> Iterator[Section]:
    for number in map(str, range(1, CHAPTERS + 1)):
        below: tuple[Section, ...] = tuple(
            _section(sources, filled, child, (), level=2) for child in children_of(number)
        )
        if number == DERIVATIONS:
            below = data_set_sections(sources)
        yield _section(sources, filled, number, below, level=1)


def _section(
    sources: Sources,
    filled: Mapping[str, list[Block]],
    number: str,
    below: tuple[Section, ...],
    *,
    level: int,
) -> Section:
    own = _blocks(sources, number, filled.get(number, []), leaf=not below)
    heading = say(f"sap-heading-{message_suffix(number)}")
    blocks: tuple[Block, ...] = (*own, *below)
    return Section(
        section_id(number), number, heading, blocks, level, page_break=number in NEW_PAGE
    )


def _blocks(
    sources: Sources, number: str, generated: list[Block], *, leaf: bool
) -> tuple[Block, ...]:
    """Return what a section holds itself: text, generated, a person's text or a hint."""
    blocks: list[Block] = []
    if number in sources.study.plan_text:
        text = of_study("plan_text", number, "text")
        blocks.append(Paragraph(f"{section_id(number)}.definition", (text,)))
        generated = [each for each in generated if not each.id.endswith(".none")]
    blocks += generated
    entry = sources.journal.get(number)
    place = f"{section_id(number)}.text"
    if entry is not None:
        blocks.append(ToWrite(place, say("sap-hint-any"), Slot(entry.slot_id)))
    elif leaf and not blocks:
        blocks.append(ToWrite(place, say(f"sap-hint-{message_suffix(number)}")))
    return tuple(blocks)
