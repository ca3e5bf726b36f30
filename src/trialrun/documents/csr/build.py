"""The clinical study report after ICH E3: every section, filled as far as study and results go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from trialrun.documents.csr.adverse_events import adverse_event_chapters
from trialrun.documents.csr.appendices import appendix_chapters
from trialrun.documents.csr.changes import changes_chapter
from trialrun.documents.csr.conclusions import conclusion_chapter
from trialrun.documents.csr.displays import display_chapter
from trialrun.documents.csr.disposition import disposition_chapter
from trialrun.documents.csr.efficacy import efficacy_chapter
from trialrun.documents.csr.efficacy_issues import efficacy_issue_chapters
from trialrun.documents.csr.exposure import exposure_chapter
from trialrun.documents.csr.front_matter import front_matter_chapters
from trialrun.documents.csr.laboratory import laboratory_chapters
from trialrun.documents.csr.patient_listings import patient_listing_chapter
from trialrun.documents.csr.plan import plan_chapter
from trialrun.documents.csr.populations import population_chapter
from trialrun.documents.csr.serious import serious_chapters
from trialrun.documents.csr.statistics_plan import statistics_chapter
from trialrun.documents.csr.synopsis import synopsis_chapter
from trialrun.documents.csr.title import front_page, running_foot, running_head, title_chapter
from trialrun.documents.outline_e3 import (
    OUTLINE,
    children_of,
    level_of,
    message_suffix,
    section_id,
)
from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, say
from trialrun.report import (
    SYNTHETIC_MARK,
    Block,
    Document,
    Figure,
    Paragraph,
    Result,
    Section,
    Slot,
    Table,
    ToWrite,
)
from trialrun.study import JournalEntry, Study

Chapter = Callable[[Sources], Mapping[str, tuple[Block, ...]]]

CHAPTERS: tuple[Chapter, ...] = (
    title_chapter,
    synopsis_chapter,
    front_matter_chapters,
    plan_chapter,
    statistics_chapter,
    changes_chapter,
    disposition_chapter,
    population_chapter,
    efficacy_chapter,
    efficacy_issue_chapters,
    conclusion_chapter,
    exposure_chapter,
    adverse_event_chapters,
    serious_chapters,
    laboratory_chapters,
    display_chapter,
    patient_listing_chapter,
    appendix_chapters,
)
"""What fills the sections; each returns blocks by section number."""

JUDGED = frozenset({"11.4.7", "12.2.3", "12.3.3", "12.4.2.1", "12.5", "16.1.1", "16.1.9", "16.2.7"})
"""Sections that always want a person's judgement or attachment, also where they are filled."""


NEW_PAGE = frozenset({"1", "2", "3", "4", "5", "9", "10", "11", "12", "13", "14", "15"})
"""Chapters that begin on a new page."""


def build_csr(
    study: Study,
    results: Mapping[str, Result],
    displays: Mapping[str, Table | Figure],
    findings: Sequence[Mapping[str, Any]] = (),
    journal: Mapping[str, JournalEntry] | None = None,
    *,
    synthetic: str | None = None,
) -> Document:
    """
    Build the clinical study report as a tree of blocks that knows no language.

    Each section holds the definition's own text for it (`narrative`), what is generated from
    definition and results, and a person's text from the journal. Where none of these is there, a
    marked line says what a person must write.

    Args:
        study: the definition.
        results: results by id: those of displays and analyses, disposition, adverse events,
            subjects, the flow of subjects and the facts of the report. A part whose results are
            missing is left out.
        displays: tables and figures by number, as section 14 shows them.
        findings: findings of the checks on the data, as mappings.
        journal: newest text of a person by section number.
        synthetic: scenario from which the data were drawn, which cover and the mark of
            every page then say, while what the definition tells of the study's own data is left out; None for data of patients.
    Returns:
        The document; its sections have the ids `csr.NUMBER`.
    Source: ICH E3 (1995), Structure and Content of Clinical Study Reports.
    """
    sources = Sources(study, results, displays, findings, dict(journal or {}), synthetic)
    filled: dict[str, list[Block]] = {}
    for chapter in CHAPTERS:
        for number, blocks in chapter(sources).items():
            filled.setdefault(number, []).extend(blocks)
    return Document(
        id="csr",
        kind="csr",
        title=(of_study("title"),),
        header=running_head(synthetic),
        footer=running_foot(),
        front=front_page(synthetic),
        sections=tuple(_sections(sources, filled, (n for n in OUTLINE if "." not in n))),
        date=study.identification.report_date.isoformat(),
        mark=() if synthetic is None else SYNTHETIC_MARK,
    )


def _sections(
    sources: Sources, filled: Mapping[str, list[Block]], numbers: Iterable[str]
) -> Iterable[Section]:
    """Yield the sections of these numbers with all that is below them."""
    for number in numbers:
        below = tuple(_sections(sources, filled, children_of(number)))
        yield Section(
            section_id(number),
            number,
            say(f"csr-heading-{message_suffix(number)}"),
            (*_blocks(sources, number, filled.get(number, []), leaf=not below), *below),
            level=level_of(number),
            page_break=number in NEW_PAGE,
        )


def _blocks(
    sources: Sources, number: str, generated: list[Block], *, leaf: bool
) -> tuple[Block, ...]:
    """Return what a section holds itself: narrative, generated, a person's text or a hint."""
    blocks: list[Block] = []
    narrative = sources.study.narrative.get(number)
    if narrative is not None and not (narrative.real_data_only and sources.synthetic is not None):
        text = of_study("narrative", number, "text")
        blocks.append(Paragraph(f"{section_id(number)}.narrative", (text,)))
    blocks += generated
    entry = sources.journal.get(number)
    place = f"{section_id(number)}.text"
    hint = say(f"csr-hint-{message_suffix(number)}") if leaf else ()
    marked = [k for k, block in enumerate(blocks) if isinstance(block, ToWrite)]
    if entry is not None:
        written = Slot(entry.slot_id)
        if marked:
            last = blocks[marked[-1]]
            blocks[marked[-1]] = ToWrite(last.id, last.hint, written)  # type: ignore[union-attr]
        else:
            blocks.append(ToWrite(place, hint or say("csr-hint-any"), written))
    elif leaf and not marked and (not blocks or number in JUDGED):
        blocks.append(ToWrite(place, hint))
    return tuple(blocks)
